//! The review: everything that will happen, from what will be sent.

use leptos::prelude::*;

use super::{Change, Frame, Review};
use crate::{
    messages,
    money_action::Plan,
    online::use_online,
    ui::{
        copy::copyable,
        dialog::Dialog,
        groups::in_groups,
        icon::icon,
        money::{Tone, amount, bare, figure},
        text::foreign,
    },
};

/// Words of people are shorter.
const LONG_WORD: usize = 25;

pub(super) fn dialog(frame: &Frame, review: Review, sending: bool, plan: Callback<Review, Plan>) -> AnyView {
    let action = frame.action;
    let facts = review
        .facts
        .iter()
        .map(|(name, value)| view! { <dt>{*name}</dt><dd>{worded(value)}</dd> })
        .collect_view();
    let known_as = match &review.order_id {
        Some(order) => {
            view! { <dt>{messages::ORDER_ID}</dt><dd class="code">{foreign(order.clone())}</dd> }.into_any()
        }
        None => view! { <dt>{messages::REFERENCE}</dt><dd>{copyable(action.reference())}</dd> }.into_any(),
    };
    let sums = review
        .sums
        .iter()
        .map(|(name, sum)| view! { <dt>{*name}</dt><dd>{amount(*sum, Tone::Plain)}</dd> })
        .collect_view();
    let balances = review.balances.iter().map(|change| balance(*change)).collect_view();
    let notes = review.notes.iter().map(|note| view! { <li>{note.clone()}</li> }).collect_view();
    let has_notes = !review.notes.is_empty();
    let (title, sum, total) = (review.title, review.amount, review.total);
    let button = review.button.clone();
    let class = if review.is_grave { "btn danger fill lg grow" } else { "btn lead lg grow" };
    let online = use_online();
    let cannot = move || sending || !online.get();
    let confirm = move |_| {
        if !cannot() {
            action.confirm(plan.run(review.clone()));
        }
    };
    view! {
        <Dialog title=title class="review" tag=frame.tag() locked=Signal::stored(sending) on_close=frame.back()>
            <div class="body">
                <p class="headline">{figure(sum, Tone::Plain, "xl")}</p>
                <dl class="facts">{facts}{known_as}</dl>
                <dl class="facts sums-up">
                    <dt>{messages::AMOUNT}</dt><dd>{amount(sum, Tone::Plain)}</dd>
                    {sums}
                    <dt class="total">{total.0}</dt><dd class="total">{amount(total.1, Tone::Plain)}</dd>
                    {balances}
                </dl>
                {move || (!online.get() && !sending).then(|| view! { <p class="note warn" role="status">{icon("cloud")}<span>{messages::NOT_WITHOUT_NETWORK}</span></p> })}
                {has_notes.then(|| view! { <ul class="hint notes">{notes}</ul> })}
            </div>
            <div class="dialog-end">
                <button class="btn lg" type="button" autofocus={true} disabled=sending on:click=move |_| action.back()>{messages::BACK}</button>
                <button class=class type="button" aria-busy=sending.to_string() aria-disabled=move || cannot().to_string() on:click=confirm>
                    {sending.then(|| view! { <span class={"busy"} aria-hidden="true"></span> })}{button}
                </button>
            </div>
        </Dialog>
    }
    .into_any()
}

/// The value of a fact. A long word without a meaning, as an address is, stands in groups that the eye can compare.
fn worded(value: &str) -> AnyView {
    let is_address = value.len() >= LONG_WORD && value.bytes().all(|letter| letter.is_ascii_alphanumeric());
    if is_address {
        view! { <span class="code">{in_groups(value, &[])}</span> }.into_any()
    } else {
        foreign(value)
    }
}

fn balance(change: Change) -> AnyView {
    view! {
        <dt>{change.name}</dt>
        <dd>{bare(change.before)}<span class="arrow">{"→"}</span>{amount(change.after, Tone::Plain)}</dd>
    }
    .into_any()
}
