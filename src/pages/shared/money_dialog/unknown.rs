//! An outcome that is not known: what was sent, what was looked for, and what may be done about it (rule 3).

use leptos::prelude::*;

use super::{Frame, Review};
use crate::{
    messages,
    money_action::{Found, Look, Unknown},
    ui::{
        dialog::Dialog,
        icon::icon,
        money::{Tone, figure, words},
        time::clock_with_seconds,
    },
};

pub(super) fn dialog(frame: &Frame, unknown: &Unknown, review: Option<Review>) -> AnyView {
    let (action, on_done) = (frame.action, frame.on_done);
    let sum = review.as_ref().map(|review| words(review.amount)).unwrap_or_default();
    let either = review.and_then(|review| review.balances.first().copied()).map(|change| {
        view! {
            <dl class="either">
                <div><dt>{messages::IF_IT_WENT_THROUGH}</dt><dd>{figure(change.after, Tone::Plain, "m")}</dd></div>
                <div><dt>{messages::IF_NOT}</dt><dd>{figure(change.before, Tone::Plain, "m")}</dd></div>
            </dl>
        }
    });
    let looks = unknown.looks.iter().map(|found| look(found, unknown.is_repeatable)).collect_view();
    let next = unknown.next_look.map(|at| {
        view! { <li class="now"><span class={"dot"}></span><div><b>{messages::NEXT_LOOK}</b><p>{messages::GOES_ON}</p></div><time class="soon">{clock_with_seconds(at)}</time></li> }
    });
    let absent = unknown.is_absent();
    let plan = action.plan();
    let can_look = plan.as_ref().is_some_and(|plan| plan.look.is_some());
    let reference = plan.map(|plan| plan.reference).unwrap_or_default();
    let (sent_at, noticed_at) = (clock_with_seconds(unknown.sent_at), clock_with_seconds(unknown.noticed_at));
    let detail = format!("{}\n{reference}", unknown.why);
    let title = if absent { messages::NOT_FOUND_THERE } else { messages::WE_DO_NOT_KNOW };
    let hint = match (unknown.is_repeatable, can_look) {
        (true, true) => messages::SEND_AGAIN_HINT,
        (false, true) => messages::NEVER_AGAIN_HINT,
        (_, false) => messages::NO_LOOKS_HINT,
    };
    let send_again = unknown.is_repeatable.then(|| {
        view! { <button class="btn lg" type="button" disabled=!absent on:click=move |_| action.send_again()>{messages::SEND_AGAIN}</button> }
    });
    view! {
        <Dialog title=title class="result" tag=frame.tag() on_close=frame.on_done>
            <div class="body">
                <p class="quiet" role="status">{if absent { messages::absent_means(&sum) } else { messages::unknown_means(&sum) }}" "<b>{(!absent).then_some(messages::DO_NOT_REPEAT)}</b></p>
                <ol class="steps">
                    <li class="done"><span class={"dot"}></span><div><b>{messages::SENT}</b></div><time>{sent_at}</time></li>
                    <li class="warn"><span class={"dot"}></span><div><b class="ink">{messages::NO_ANSWER}</b></div><time>{noticed_at}</time></li>
                    {looks}{next}
                </ol>
                {either}
                <p class="hint again">{hint}</p>
                <details class="more"><summary>{icon("right")}{messages::TECHNICAL_DETAIL}</summary><pre class="json">{detail}</pre></details>
            </div>
            <div class="dialog-end">
                {send_again}
                {can_look.then(|| view! { <button class="btn lg grow" type="button" on:click=move |_| action.look_now()>{icon("refresh")}{messages::LOOK_NOW}</button> })}
                <button class="btn lg" type="button" on:click=move |_| on_done.run(())>{messages::CLOSE}</button>
            </div>
        </Dialog>
    }
    .into_any()
}

fn look(look: &Look, by_reference: bool) -> AnyView {
    let how = if by_reference { messages::LOOKED_UP } else { messages::LOOKED_UP_IN_HISTORY };
    let said = match &look.found {
        Found::Nothing => messages::NOT_THERE.to_owned(),
        Found::Otherwise(status) => messages::there_as(status),
        Found::Unreachable(why) => messages::look_failed(why),
    };
    let at = clock_with_seconds(look.at);
    view! { <li class="done"><span class={"dot"}></span><div><b>{how}</b><p>{said}</p></div><time>{at}</time></li> }.into_any()
}
