//! The outcomes that are known: done, refused, failed, not sent.

use leptos::prelude::*;
use purser_api::Error;

use super::Frame;
use crate::{
    messages::{
        self,
        errors::{Doing, trouble},
    },
    money_action::Receipt,
    ui::{
        copy::copyable,
        dialog::Dialog,
        icon::icon,
        money::{Tone, amount, figure},
    },
};

pub(super) fn done(frame: &Frame, receipt: &Receipt) -> AnyView {
    let balance = receipt
        .balance
        .map(|balance| view! { <dt>{messages::NEW_BALANCE}</dt><dd>{amount(balance, Tone::Plain)}</dd> });
    let number = format!("#{}", receipt.id);
    let number = match receipt.place.clone() {
        Some(place) => view! { <a class="link" href=place>{number}</a> }.into_any(),
        None => number.into_any(),
    };
    let (sum, reference) = (receipt.sum, receipt.reference.clone());
    let on_done = frame.on_done;
    let close = move |_| on_done.run(());
    let goes_on = frame.action.plan().is_some_and(|plan| plan.goes_on);
    let (title, onward) = if goes_on {
        (messages::BEGAN_TITLE, messages::FOLLOW_IT)
    } else {
        (messages::DONE_TITLE, messages::DONE)
    };
    view! {
        <Dialog title=title class="result" tag=frame.tag() on_close=frame.on_done>
            <div class="body" role="status">
                <p class="headline">{figure(sum, Tone::Moved, "xl long")}</p>
                {goes_on.then(|| view! { <p class="quiet">{messages::BEGAN_MEANS}</p> })}
                <dl class="facts">
                    <dt>{messages::TRANSACTION}</dt><dd>{number}</dd>
                    {balance}
                    <dt>{messages::REFERENCE}</dt><dd>{copyable(reference)}</dd>
                </dl>
            </div>
            <div class="dialog-end"><button class="btn lead lg grow" type="button" autofocus={true} on:click=close>{onward}</button></div>
        </Dialog>
    }
    .into_any()
}

pub(super) fn refused(frame: &Frame, error: &Error) -> AnyView {
    let fields = match error {
        Error::Status { fields, .. } => fields.iter().flat_map(|(_, sentences)| sentences.clone()).collect(),
        _ => Vec::new(),
    };
    let note = view! {
        {trouble(error, Doing::MovingMoney).note()}
        {(!fields.is_empty()).then(|| view! { <ul class="hint notes">{fields.into_iter().map(|sentence| view! { <li>{crate::ui::text::foreign(sentence)}</li> }).collect_view()}</ul> })}
    };
    // What was not answered was not refused: it is the question before it that found nobody.
    let title = if error.status().is_some() { messages::REFUSED } else { messages::NOT_SENT };
    ended(frame, title, note.into_any())
}

pub(super) fn failed(frame: &Frame, receipt: &Receipt) -> AnyView {
    let number = messages::transaction_named(&receipt.id);
    ended(frame, messages::FAILED, note(format!("{} {number}", messages::FAILED_MEANS)))
}

pub(super) fn not_sent(frame: &Frame) -> AnyView {
    ended(frame, messages::NOT_SENT, note(messages::NOT_SENT_MEANS.to_owned()))
}

fn note(sentence: String) -> AnyView {
    view! { <p class="note bad" role="alert">{icon("alert")}<span>{sentence}</span></p> }.into_any()
}

fn ended(frame: &Frame, title: &'static str, note: AnyView) -> AnyView {
    let action = frame.action;
    view! {
        <Dialog title=title class="result" tag=frame.tag() on_close=frame.back()>
            <div class="body">{note}</div>
            <div class="dialog-end"><button class="btn lg grow" type="button" autofocus={true} on:click=move |_| action.back()>{messages::BACK}</button></div>
        </Dialog>
    }
    .into_any()
}
