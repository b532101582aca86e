//! The review of a run: how many, how much, where, and that it cannot be undone. It is void when anything changed.

use leptos::prelude::*;

use super::check::sums;
use crate::{
    bulk::{
        Kind,
        desk::Desk,
        run::{Means, Wish},
    },
    config::use_config,
    messages,
    query::use_changes,
    transport::use_client,
    ui::{dialog::Dialog, field::CheckField, text::foreign},
    unsettled::use_unsettled,
};

pub fn dialog(desk: &Desk, open: RwSignal<bool>) -> AnyView {
    let Some(checked) = desk.checked.get_untracked() else { return ().into_any() };
    let means = Means { client: use_client(), changes: use_changes(), unsettled: use_unsettled() };
    let halts = RwSignal::new(false);
    let config = use_config();
    let (environment, real) = config.with_value(|config| (config.environment.clone(), config.real));
    let tag = if real { String::new() } else { environment.clone() };
    let merchant = means.client.session.merchant.get_untracked();
    let connection = merchant.map(|merchant| merchant.name.clone()).unwrap_or_default();
    let summary = checked.summary();
    let kind = checked.kind;
    let new_rows = checked.known.is_some().then(|| {
        let is_new = |place: &usize| checked.states[*place].is_none();
        (0..checked.rows.len())
            .filter(|place| matches!(checked.outlooks[*place], crate::bulk::check::Outlook::Will(_)))
            .filter(is_new)
            .count()
    });
    let is_continued = checked.states.iter().any(Option::is_some);
    let new_rows = new_rows.filter(|count| is_continued && *count > 0);
    let again = Some(checked.sent_again()).filter(|count| *count > 0);
    let meaning = match kind {
        Kind::TopUp | Kind::Void => messages::RUN_IS_FINAL,
        Kind::Block => messages::BLOCK_MEANS,
        Kind::Unblock => messages::UNBLOCK_MEANS,
    };
    let grave = matches!(kind, Kind::Block | Kind::Void);
    let class = if grave { "btn danger fill lg grow" } else { "btn lead lg grow" };
    let run = {
        let desk = desk.clone();
        move |_| {
            // Only once: the dialog goes with the press.
            if open.get_untracked() {
                open.set(false);
                desk.run(means, Wish { halt_at_failure: halts.get_untracked() });
            }
        }
    };
    let close = Callback::new(move |()| open.set(false));
    view! {
        <Dialog title={messages::REVIEW_RUN} class="review bulk-review" tag=tag on_close=close>
            <div class="body">
                <p class="headline"><span class="figure xl">{messages::what_kind(kind.name(), summary.will)}</span></p>
                {sums(&summary)}
                <dl class="facts">
                    <dt>{messages::LEFT_OUT_ROWS}</dt><dd>{messages::left_out_rows(summary.skip, summary.cannot)}</dd>
                    <dt>{messages::CONNECTION_IS}</dt><dd>{foreign(connection)}</dd>
                    <dt>{messages::ENVIRONMENT_IS}</dt><dd>{foreign(environment)}</dd>
                </dl>
                {again.map(|count| view! { <p class="hint">{messages::rows_sent_again(count)}</p> })}
                {new_rows.map(|count| view! { <p class="hint">{messages::rows_new(count)}</p> })}
                <p class="bulk-final">{meaning}</p>
                <CheckField label=messages::IF_A_ROW_IS_NOT_DONE value=halts hint=messages::IF_A_ROW_IS_NOT_DONE_HINT/>
            </div>
            <div class="dialog-end">
                <button class="btn lg" type="button" autofocus={true} on:click=move |_| close.run(())>{messages::BACK}</button>
                <button class=class type="button" on:click=run>{messages::run_button(kind.name(), summary.will)}</button>
            </div>
        </Dialog>
    }
    .into_any()
}
