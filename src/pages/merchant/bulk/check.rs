//! The dry run: how far it is, and what it comes to.

use leptos::prelude::*;
use purser_api::Money;

use super::review;
use crate::{
    bulk::{
        desk::Desk,
        summary::{Sum, Summary},
    },
    messages,
    transport::use_client,
    ui::{
        icon::icon,
        money::{Tone, amount, count},
        text::foreign,
    },
};

/// While everything is looked up.
pub fn looking(desk: &Desk) -> AnyView {
    let looking = RwSignal::from(desk.looking.clone());
    let read = move || looking.with(|progress| progress.map_or(0, |progress| progress.read));
    let total = move || looking.with(|progress| progress.map_or(0, |progress| progress.total)).max(1);
    let cancelling = desk.clone();
    view! {
        <section class="bulk-progress in-gutter" aria-label={messages::STEP_CHECK}>
            <p role="status">{messages::LOOKING_UP}</p>
            <progress max=move || total().to_string() value=move || read().to_string() aria-label={messages::STEP_CHECK}></progress>
            <p class="hint">{move || messages::looked_up(&count(read()), &count(total()))}</p>
            <p class="row"><button class="btn" type="button" on:click=move |_| cancelling.back()>{messages::CANCEL}</button></p>
        </section>
    }
    .into_any()
}

/// What was found.
pub fn section(desk: &Desk) -> AnyView {
    let client = use_client();
    let Some(checked) = desk.checked.get_untracked() else { return ().into_any() };
    let summary = checked.summary();
    let reviewing = RwSignal::new(false);
    let (back, again, forgetting) = (desk.clone(), desk.clone(), desk.clone());
    let kept = RwSignal::from(desk.kept.clone());
    let in_the_way = {
        let (desk, checked) = (desk.clone(), checked.clone());
        Memo::new(move |_| {
            kept.track();
            desk.is_in_the_way(&checked)
        })
    };
    let nothing = summary.will == 0;
    let note =
        |sentence: String| view! { <p class="note in-gutter">{icon("alert")}<span>{sentence}</span></p> };
    let unused = (!checked.unused.is_empty()).then(|| {
        let names = checked.unused.join(", ");
        view! { <p class="hint">{foreign(messages::columns_unused(&names))}</p> }
    });
    let left_out = (checked.left_out > 0).then(|| note(messages::rows_left_out(checked.left_out)));
    let review = {
        let desk = desk.clone();
        move || reviewing.get().then(|| review::dialog(&desk, reviewing))
    };
    view! {
        <section class="bulk-check in-gutter" aria-label={messages::STEP_CHECK}>
            <p class="bulk-said" role="status">{messages::bulk_outlook(summary.will, summary.skip, summary.cannot)}</p>
            {unused}
            {sums(&summary)}
            {nothing.then(|| view! { <p class="hint">{messages::NOTHING_TO_DO}</p> })}
            <div class="row wrap">
                <button class="btn lead" type="button" disabled=move || nothing || in_the_way.get() on:click=move |_| reviewing.set(true)>{messages::REVIEW}</button>
                <button class="btn" type="button" on:click=move |_| back.back()>{icon("left")}{messages::OTHER_ROWS}</button>
                <button class="btn bare" type="button" on:click=move |_| again.check(client)>{icon("refresh")}{messages::CHECK_AGAIN}</button>
            </div>
        </section>
        {left_out}
        {move || in_the_way.get().then(|| {
            let desk = forgetting.clone();
            view! { <div class="note warn in-gutter" role="alert">{icon("alert")}<div><p>{messages::RUN_IN_THE_WAY}</p>{super::kept::forget(&desk)}</div></div> }
        })}
        {review}
    }
    .into_any()
}

/// Sums per currency, never mixed.
pub fn sums(summary: &Summary) -> Option<AnyView> {
    if summary.sums.is_empty() {
        return None;
    }
    let money = |money: Option<Money>| match money {
        Some(money) => amount(money, Tone::Plain),
        None => messages::TOO_LARGE_TO_SAY.into_any(),
    };
    let row = |sum: &Sum| {
        view! {
            <tr>
                <td>{count(u64::try_from(sum.rows).unwrap_or_default())}</td>
                <td>{money(sum.into)}</td>
                <td>{money(sum.out_of)}</td>
            </tr>
        }
    };
    Some(
        view! {
            <table class="sums bulk-sums">
                <caption class="hide">{messages::SUMS}</caption>
                <thead><tr><th scope="col">{messages::MOVES}</th><th scope="col">{messages::INTO_ACCOUNTS}</th><th scope="col">{messages::OUT_OF_ACCOUNTS}</th></tr></thead>
                <tbody>{summary.sums.iter().map(row).collect_view()}</tbody>
            </table>
        }
        .into_any(),
    )
}
