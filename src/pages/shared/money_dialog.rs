//! The dialogs of the money mechanism: the review, and every way it can end.

use leptos::prelude::*;
use purser_api::{Money, centrowallet::transaction::Transaction};

use crate::{
    config::use_config,
    messages::{
        self,
        errors::{Doing, trouble},
    },
    money_action::{Found, MoneyAction, Phase, Plan, Unknown},
    ui::{
        copy::copyable,
        dialog::Dialog,
        icon::icon,
        money::{Tone, amount, bare, figure, words},
        time::clock_with_seconds,
    },
};

/// What a review shows; it is void as soon as any of it changes.
#[derive(Clone, Debug, PartialEq)]
pub struct Review {
    pub title: &'static str,
    pub amount: Money,
    /// Names and values, in order.
    pub facts: Vec<(&'static str, String)>,
    pub total_name: &'static str,
    pub before: Money,
    pub after: Money,
    /// The words on the button that moves money: `Top up 25.00 USD`.
    pub button: String,
}

/// The dialog of an action, whatever phase it is in. Nothing while the form is being filled in.
#[component]
pub fn MoneyDialog(
    action: MoneyAction,
    #[prop(into)] review: Signal<Option<Review>>,
    /// Makes the plan from what the review shows.
    plan: Callback<Review, Plan>,
    /// Called when the person is done with it.
    on_done: Callback<()>,
) -> impl IntoView {
    let config = use_config();
    let tag = config.with_value(|config| (!config.real).then(|| config.environment.clone()));
    let tag = StoredValue::new(tag);
    let shown = StoredValue::new(None::<Review>);
    // A review whose facts changed is void: back to the form, which says so.
    Effect::new(move |_| {
        let now = review.get();
        if matches!(action.phase.get_untracked(), Phase::Reviewing) && now != shown.get_value() {
            action.back();
        }
    });
    move || match action.phase.get() {
        Phase::Filling => ().into_any(),
        Phase::Reviewing | Phase::Sending => {
            let Some(review) = review.get_untracked() else { return ().into_any() };
            shown.set_value(Some(review.clone()));
            let sending = matches!(action.phase.get_untracked(), Phase::Sending);
            review_dialog(action, review, tag.get_value().unwrap_or_default(), sending, plan)
        }
        Phase::Done(transaction) => done(&transaction, tag.get_value().unwrap_or_default(), on_done),
        Phase::Refused(error) => {
            let trouble = trouble(&error, Doing::MovingMoney);
            ended(
                messages::REFUSED,
                trouble.note(),
                tag.get_value().unwrap_or_default(),
                Callback::new(move |()| action.back()),
            )
        }
        Phase::Failed(transaction) => {
            let number = messages::transaction_number(transaction.id.0);
            let note = view! { <p class="note bad" role="alert">{icon("alert")}<span>{messages::FAILED_MEANS}" "{number}</span></p> }.into_any();
            ended(
                messages::FAILED,
                note,
                tag.get_value().unwrap_or_default(),
                Callback::new(move |()| action.back()),
            )
        }
        Phase::NotSent => {
            let note = view! { <p class="note bad" role="alert">{icon("alert")}<span>{messages::NOT_SENT_MEANS}</span></p> }.into_any();
            ended(
                messages::NOT_SENT,
                note,
                tag.get_value().unwrap_or_default(),
                Callback::new(move |()| action.back()),
            )
        }
        Phase::Unknown(unknown) => {
            unknown_dialog(action, &unknown, shown.get_value(), tag.get_value().unwrap_or_default(), on_done)
        }
    }
}

fn review_dialog(
    action: MoneyAction,
    review: Review,
    tag: String,
    sending: bool,
    plan: Callback<Review, Plan>,
) -> AnyView {
    let facts = review
        .facts
        .iter()
        .map(|(name, value)| view! { <dt>{*name}</dt><dd><bdi>{value.clone()}</bdi></dd> })
        .collect_view();
    let button = review.button.clone();
    let (sum, before, after, total_name, title) =
        (review.amount, review.before, review.after, review.total_name, review.title);
    let confirm = move |_| {
        if !sending {
            action.confirm(plan.run(review.clone()));
        }
    };
    view! {
        <Dialog title=title class="review" tag=tag locked=Signal::stored(sending) on_close=Callback::new(move |()| action.back())>
            <div class="body">
                <p class="headline">{figure(sum, Tone::Plain, "xl")}</p>
                <dl class="facts">{facts}<dt>{messages::REFERENCE}</dt><dd>{copyable(action.reference())}</dd></dl>
                <dl class="facts sums-up">
                    <dt>{messages::AMOUNT}</dt><dd>{amount(sum, Tone::Plain)}</dd>
                    <dt class="total">{total_name}</dt><dd class="total">{amount(sum, Tone::Plain)}</dd>
                    <dt>{messages::BALANCE}</dt>
                    <dd>{bare(before)}<span class="arrow">{"→"}</span>{amount(after, Tone::Plain)}</dd>
                </dl>
            </div>
            <div class="dialog-end">
                <button class="btn lg" type="button" autofocus={true} disabled=sending on:click=move |_| action.back()>{messages::BACK}</button>
                <button class="btn lead lg grow" type="button" aria-busy=sending.to_string() aria-disabled=sending.to_string() on:click=confirm>
                    {sending.then(|| view! { <span class={"busy"} aria-hidden="true"></span> })}{button}
                </button>
            </div>
        </Dialog>
    }
    .into_any()
}

fn done(transaction: &Transaction, tag: String, on_done: Callback<()>) -> AnyView {
    let balance = transaction
        .balance_money()
        .map(|balance| view! { <dt>{messages::NEW_BALANCE}</dt><dd>{amount(balance, Tone::Plain)}</dd> });
    let sum = transaction.signed_money().unwrap_or_else(|| transaction.price_money());
    let (number, reference) =
        (format!("#{}", transaction.id), transaction.merchant_order_id.clone().unwrap_or_default());
    view! {
        <Dialog title={messages::DONE_TITLE} class="result" tag=tag on_close=on_done>
            <div class="body" role="status">
                <p class="headline">{figure(sum, Tone::Moved, "xl")}</p>
                <dl class="facts">
                    <dt>{messages::TRANSACTION}</dt><dd>{number}</dd>
                    {balance}
                    <dt>{messages::REFERENCE}</dt><dd>{copyable(reference)}</dd>
                </dl>
            </div>
            <div class="dialog-end"><button class="btn lead lg grow" type="button" autofocus={true} on:click=move |_| on_done.run(())>{messages::DONE}</button></div>
        </Dialog>
    }
    .into_any()
}

fn ended(title: &'static str, note: AnyView, tag: String, on_close: Callback<()>) -> AnyView {
    view! {
        <Dialog title=title class="result" tag=tag on_close=on_close>
            <div class="body">{note}</div>
            <div class="dialog-end"><button class="btn lg grow" type="button" autofocus={true} on:click=move |_| on_close.run(())>{messages::BACK}</button></div>
        </Dialog>
    }
    .into_any()
}

fn unknown_dialog(
    action: MoneyAction,
    unknown: &Unknown,
    review: Option<Review>,
    tag: String,
    on_done: Callback<()>,
) -> AnyView {
    let sum = review.as_ref().map(|review| words(review.amount)).unwrap_or_default();
    let either = review.map(|review| {
        view! {
            <dl class="either">
                <div><dt>{messages::IF_IT_WENT_THROUGH}</dt><dd>{figure(review.after, Tone::Plain, "m")}</dd></div>
                <div><dt>{messages::IF_NOT}</dt><dd>{figure(review.before, Tone::Plain, "m")}</dd></div>
            </dl>
        }
    });
    let looks = unknown
        .looks
        .iter()
        .map(|look| {
            let said = match &look.found {
                Found::Nothing => messages::NOT_THERE.to_owned(),
                Found::Otherwise(status) => messages::there_as(status),
                Found::Unreachable(why) => messages::look_failed(why),
            };
            view! { <li class="done"><span class={"dot"}></span><div><b>{messages::LOOKED_UP}</b><p>{said}</p></div><time>{clock_with_seconds(look.at)}</time></li> }
        })
        .collect_view();
    let next = unknown.next_look.map(|at| {
        view! { <li class="now"><span class={"dot"}></span><div><b>{messages::NEXT_LOOK}</b><p>{messages::GOES_ON}</p></div><time class="soon">{clock_with_seconds(at)}</time></li> }
    });
    let absent = unknown.is_absent();
    let (sent_at, noticed_at) = (clock_with_seconds(unknown.sent_at), clock_with_seconds(unknown.noticed_at));
    let detail = format!("{}\n{}", unknown.why, action.reference());
    let title = if absent { messages::NOT_FOUND_THERE } else { messages::WE_DO_NOT_KNOW };
    view! {
        <Dialog title=title class="result" tag=tag on_close=on_done>
            <div class="body">
                <p class="quiet" role="status">{if absent { messages::absent_means(&sum) } else { messages::unknown_means(&sum) }}" "<b>{(!absent).then_some(messages::DO_NOT_REPEAT)}</b></p>
                <ol class="steps">
                    <li class="done"><span class={"dot"}></span><div><b>{messages::SENT}</b></div><time>{sent_at}</time></li>
                    <li class="warn"><span class={"dot"}></span><div><b class="ink">{messages::NO_ANSWER}</b></div><time>{noticed_at}</time></li>
                    {looks}{next}
                </ol>
                {either}
                <p class="hint again">{messages::SEND_AGAIN_HINT}</p>
                <details class="more"><summary>{icon("right")}{messages::TECHNICAL_DETAIL}</summary><pre class="json">{detail}</pre></details>
            </div>
            <div class="dialog-end">
                <button class="btn lg" type="button" disabled=!absent on:click=move |_| action.send_again()>{messages::SEND_AGAIN}</button>
                <button class="btn lg grow" type="button" on:click=move |_| action.look_now()>{icon("refresh")}{messages::LOOK_NOW}</button>
                <button class="btn lg" type="button" on:click=move |_| on_done.run(())>{messages::CLOSE}</button>
            </div>
        </Dialog>
    }
    .into_any()
}
