//! `/merchant/bulk`: the same for many. Rows, what each of them would do, the review, the run, its result.
//!
//! `?kind=void&ids=1,2,3` brings the rows along, as a selection in a list does.

mod check;
mod kept;
mod review;
mod rows;
mod run;
mod table;

use leptos::prelude::*;

use crate::{
    bulk::{
        Kind,
        desk::{Desk, Stage, use_desk},
        rows::from_ids,
    },
    messages::{self, errors::Doing, errors::trouble},
    navigation::use_navigation,
    paths::{Route, query_string, query_value, with_query},
    shell::title,
    transport::use_client,
    ui::icon::icon,
};

pub fn page() -> AnyView {
    title(messages::BULK);
    let (desk, client) = (use_desk(), use_client());
    desk.belongs_to(&client.session.connection());
    arrive(&desk);
    let stage = RwSignal::from(desk.stage.clone());
    // What another tab does to the run is seen here.
    let listener = {
        let desk = desk.clone();
        window_event_listener_untyped("storage", move |_| desk.look_at_kept())
    };
    on_cleanup(move || listener.remove());
    let (session, of) = (client.session, desk.clone());
    Effect::new(move |_| {
        session.merchant.track();
        of.belongs_to(&session.connection());
    });
    let theirs = desk.clone();
    let is_of_another = Memo::new(move |_| {
        session.merchant.track();
        theirs.is_of_another(&session.connection())
    });
    let error = RwSignal::from(desk.error.clone());
    let body = {
        let desk = desk.clone();
        move || match stage.get() {
            stage if is_of_another.get() => elsewhere(&desk, stage),
            Stage::Rows => view! { {kept::note(&desk)}{rows::section(&desk)} }.into_any(),
            Stage::Checking => check::looking(&desk),
            Stage::Checked => view! { {check::section(&desk)}{table::section(&desk)} }.into_any(),
            Stage::Running | Stage::Ended => {
                view! { {run::section(&desk)}{table::section(&desk)} }.into_any()
            }
        }
    };
    view! {
        <div class="page whole bulk"><div class="list">
            <header class="head">
                <h1>{messages::BULK}</h1>
                {move || trail(stage.get())}
            </header>
            {kinds(&desk)}
            {move || error.with(|error| error.as_deref().map(|error| view! { <div class="in-gutter">{trouble(error, Doing::Reading).note()}</div> }))}
            {run::trouble(&desk)}
            {body}
        </div></div>
    }
    .into_any()
}

/// A run over another connection, without its rows.
fn elsewhere(desk: &Desk, stage: Stage) -> AnyView {
    let desk = desk.clone();
    let is_over = stage != Stage::Running;
    view! {
        <p class="note in-gutter" role="status">
            {icon("alert")}<span>{messages::RUN_ELSEWHERE}</span>
            {is_over.then(|| view! { <button class="btn sm push" type="button" on:click=move |_| desk.clear()>{messages::LET_THEM_GO}</button> })}
        </p>
    }
    .into_any()
}

/// Takes what the address brings along, unless it is on the desk already or a run is under way.
fn arrive(desk: &Desk) {
    let query = use_navigation().location.with_untracked(|location| location.query.clone());
    if desk.is_running() {
        return;
    }
    desk.look_at_kept();
    if let Some(kind) = query_value(&query, "kind").and_then(|kind| Kind::from_name(&kind)) {
        desk.choose(kind);
    }
    let Some(ids) = query_value(&query, "ids").filter(|ids| !ids.is_empty()) else { return };
    let text = from_ids(&ids);
    if desk.kind.get_untracked() == Kind::TopUp {
        // A selection of customers: their accounts, with the amounts left to fill in.
        desk.put_accounts_of(use_client(), &ids);
    } else if desk.text.get_untracked() != text {
        desk.put(text, None);
    }
}

fn trail(stage: Stage) -> AnyView {
    let steps = [
        messages::STEP_ROWS,
        messages::STEP_CHECK,
        messages::STEP_REVIEW,
        messages::STEP_RUN,
        messages::STEP_RESULT,
    ];
    let at = match stage {
        Stage::Rows => 0,
        Stage::Checking => 1,
        Stage::Checked => 2,
        Stage::Running => 3,
        Stage::Ended => 4,
    };
    view! {
        <ol class="trail end row" aria-label={messages::STEPS}>
            {steps.into_iter().enumerate().map(|(index, step)| view! {
                <li class=if index < at { "done" } else { "" } aria-current=(index == at).then_some("step")>{(index < at).then(|| icon("check"))}{step}</li>
            }).collect_view()}
        </ol>
    }
    .into_any()
}

/// What a kind is called.
pub(super) fn name(kind: Kind) -> &'static str {
    match kind {
        Kind::TopUp => messages::TOP_UP,
        Kind::Block => messages::BLOCK_CUSTOMERS,
        Kind::Unblock => messages::UNBLOCK_CUSTOMERS,
        Kind::Void => messages::VOID,
    }
}

/// The choice of what to do. The address says which it is.
fn kinds(desk: &Desk) -> AnyView {
    let navigation = use_navigation();
    let (kind, stage) = (RwSignal::from(desk.kind.clone()), RwSignal::from(desk.stage.clone()));
    let buttons = Kind::ALL.map(|each| {
        let desk = desk.clone();
        let choose = move |_| {
            desk.choose(each);
            navigation.replace(with_query(Route::Bulk, &query_string([("kind", each.name())])));
        };
        view! {
            <button type="button" aria-pressed=move || (kind.get() == each).to_string() disabled=move || stage.get() == Stage::Running on:click=choose>{name(each)}</button>
        }
    });
    view! {
        <div class="kinds in-gutter">
            <div class="seg" role="group" aria-label={messages::WHAT_TO_DO}>{buttons.collect_view()}</div>
            <p class="hint">{messages::BULK_SUB}</p>
        </div>
    }
    .into_any()
}
