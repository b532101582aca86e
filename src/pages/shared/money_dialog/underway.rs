//! An action that the system has and has not decided: the way to the checkout, and the wait for the truth.

use leptos::prelude::*;

use super::{Frame, Review};
use crate::{
    messages,
    money_action::Underway,
    session::Identity,
    ui::{
        copy::copyable,
        dialog::Dialog,
        icon::icon,
        link::{Outside, leaving},
        money::{Tone, figure},
        time::clock_with_seconds,
    },
};

pub(super) fn dialog(frame: &Frame, underway: &Underway, review: Option<Review>) -> AnyView {
    let (action, on_done) = (frame.action, frame.on_done);
    let sum = review.map(|review| figure(review.amount, Tone::Plain, "xl"));
    // A customer is the payer, and comes back to a tab that keeps them signed in.
    let is_own = action.plan().is_some_and(|plan| plan.identity == Identity::Customer);
    let onward = underway.onward.as_deref().map(|address| match Outside::parse(address) {
        Some(outside) => view! {
            <div class="onward">
                <p>{if is_own { messages::CHECKOUT_HERE_MEANS } else { messages::CHECKOUT_MEANS }}</p>
                {leaving(&outside, !is_own)}
            </div>
        }
        .into_any(),
        None => view! { <p class="note bad" role="alert">{icon("alert")}<span>{messages::LINK_REFUSED}</span></p> }.into_any(),
    });
    let title = match (onward.is_some(), is_own) {
        (true, true) => messages::WAITING_FOR_CARD,
        (true, false) => messages::WAITING_FOR_PAYER,
        (false, _) => messages::UNDERWAY,
    };
    let looked = underway.looked_at.map(|at| {
        let said = underway.trouble.as_ref().map_or_else(|| messages::NOT_DECIDED.to_owned(), |why| messages::look_failed(why));
        view! { <li class="now"><span class={"dot"}></span><div><b>{messages::LAST_LOOK}</b><p>{said}</p></div><time>{clock_with_seconds(at)}</time></li> }
    });
    let is_counted = action.plan().is_some_and(|plan| !plan.is_repeatable);
    let means = if is_counted { messages::COUNTED_MEANS } else { messages::UNDERWAY_MEANS };
    let begun = clock_with_seconds(underway.sent_at);
    let reference = action.plan().map(|plan| plan.reference).unwrap_or_default();
    view! {
        <Dialog title=title class="result" tag=frame.tag() on_close=frame.on_done>
            <div class="body">
                <p class="headline">{sum}</p>
                <p class="quiet" role="status">{means}</p>
                {onward}
                <ol class="steps">
                    <li class="done"><span class={"dot"}></span><div><b>{messages::BEGUN}</b></div><time>{begun}</time></li>
                    {looked}
                </ol>
                <dl class="facts"><dt>{messages::REFERENCE}</dt><dd>{copyable(reference)}</dd></dl>
                <p class="hint again">{messages::MAY_BE_CLOSED}</p>
            </div>
            <div class="dialog-end">
                <button class="btn lg grow" type="button" on:click=move |_| action.look_now()>{icon("refresh")}{messages::LOOK_NOW}</button>
                <button class="btn lg" type="button" on:click=move |_| on_done.run(())>{messages::CLOSE}</button>
            </div>
        </Dialog>
    }
    .into_any()
}
