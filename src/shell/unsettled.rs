//! The notes above a page about money actions with an unknown outcome.

use leptos::prelude::*;
use purser_api::Timestamp;

use crate::{
    journal::State,
    messages,
    paths::Area,
    ui::{icon::icon, time::clock_with_seconds},
    unsettled::use_unsettled,
};

/// One note an intent, in the wallet of those of its customer; what an earlier document left behind is taken over when they first appear.
pub fn notes(area: Area) -> AnyView {
    let unsettled = use_unsettled();
    unsettled.adopt_all();
    view! {
        {move || unsettled.entries.get().into_iter().filter(|entry| area == Area::Merchant || unsettled.is_ours(entry)).map(|entry| {
            let at = clock_with_seconds(Timestamp::from_unix_millis(entry.at));
            let mismatched = entry.state == State::Mismatched;
            let reference = entry.reference.clone();
            let compared = mismatched.then(|| view! {
                <button class="btn sm push" type="button" on:click=move |_| unsettled.compared(&reference)>{messages::I_COMPARED}</button>
            });
            let sentence = match entry.state {
                State::Mismatched => messages::mismatched(&entry.kind, &at),
                State::Underway => messages::still_underway(&entry.kind, &at),
                _ if unsettled.is_ours(&entry) => messages::unsettled(&entry.kind, &at),
                _ => messages::unsettled_elsewhere(&entry.kind, &at),
            };
            view! {
                <p class="note warn unsettled" role="status">{icon("alert")}<span>{sentence}" "<span class="code">{entry.reference.clone()}</span></span>{compared}</p>
            }
        }).collect_view()}
    }
    .into_any()
}
