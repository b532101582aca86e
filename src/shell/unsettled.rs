//! The notes above a page about money actions with an unknown outcome.

use leptos::prelude::*;
use purser_api::Timestamp;

use crate::{
    messages,
    ui::{icon::icon, time::clock_with_seconds},
    unsettled::use_unsettled,
};

/// One note an intent; what an earlier document left behind is taken over when they first appear.
pub fn notes() -> AnyView {
    let unsettled = use_unsettled();
    unsettled.adopt_all();
    view! {
        {move || unsettled.entries.get().into_iter().map(|entry| {
            let at = clock_with_seconds(Timestamp::from_unix_millis(entry.at));
            let sentence = if unsettled.is_ours(&entry) { messages::unsettled(&entry.kind, &at) } else { messages::unsettled_elsewhere(&entry.kind, &at) };
            view! {
                <p class="note warn unsettled" role="status">{icon("alert")}<span>{sentence}" "<span class="code">{entry.reference.clone()}</span></span></p>
            }
        }).collect_view()}
    }
    .into_any()
}
