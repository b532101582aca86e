//! The run that this browser remembers: what it was, how far it came, how to go on with it.

use leptos::prelude::*;

use crate::{
    bulk::{
        desk::Desk,
        kept::{Kept, State},
    },
    messages,
    transport::use_client,
    ui::{icon::icon, time::short},
};

pub fn note(desk: &Desk) -> AnyView {
    let kept = RwSignal::from(desk.kept.clone());
    let desk = desk.clone();
    view! { {move || kept.with(|kept| kept.as_ref().map(|kept| card(&desk, kept)))} }.into_any()
}

fn card(desk: &Desk, kept: &Kept) -> AnyView {
    let is_open = kept.is_open();
    let is_ours = use_client().session.connection() == kept.connection;
    let what = messages::what_kind(kept.kind.name(), kept.rows.len());
    let at = purser_api::Timestamp::from_unix_millis(kept.at);
    let counts = messages::run_counts(
        kept.count(|state| matches!(state, State::Done(_))),
        kept.count(|state| matches!(state, State::Refused | State::Failed(_) | State::Absent)),
        kept.count(|state| state == State::Sent),
        kept.count(|state| state == State::Waiting),
    );
    let how = match (is_ours, is_open, kept.kind.is_by_id()) {
        (false, ..) => messages::RUN_OTHER_CONNECTION,
        (_, true, true) => messages::RUN_FROM_IDS,
        (_, true, false) => messages::RUN_SAME_FILE,
        (_, false, _) => messages::RUN_REMEMBERED,
    };
    let taking = (is_ours && is_open && kept.kind.is_by_id()).then(|| {
        let (desk, text, kind, client) = (desk.clone(), kept.as_text(), kept.kind, use_client());
        let take = move |_| {
            desk.choose(kind);
            desk.put(text.clone(), None);
            desk.check(client);
        };
        view! { <button class="btn sm" type="button" on:click=take>{messages::TAKE_ITS_ROWS}</button> }
    });
    let title = if is_open { messages::RUN_INTERRUPTED } else { messages::RUN_KEPT };
    view! {
        <section class=if is_open { "note warn in-gutter" } else { "note in-gutter" } aria-label=title>
            {icon("clock")}
            <div>
                <p><b>{title}</b>" "{messages::run_of(&what, &short(at))}" "{counts}</p>
                <p>{how}</p>
                <div class="row wrap">{taking}{forget(desk)}</div>
            </div>
        </section>
    }
    .into_any()
}

/// Forgets the run, after a second press.
pub fn forget(desk: &Desk) -> AnyView {
    let sure = RwSignal::new(false);
    let desk = desk.clone();
    view! {
        <span class="row wrap">
            {move || if sure.get() {
                let desk = desk.clone();
                view! { <button class="btn sm danger" type="button" on:click=move |_| desk.forget()>{messages::FORGET_SURE}</button><span class="hint">{messages::FORGET_MEANS}</span> }.into_any()
            } else {
                view! { <button class="btn sm bare" type="button" on:click=move |_| sure.set(true)>{messages::FORGET_RUN}</button> }.into_any()
            }}
        </span>
    }
    .into_any()
}
