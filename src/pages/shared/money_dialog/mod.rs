//! The dialogs of the money mechanism: the review, and every way it can end.

mod outcome;
mod review;
mod underway;
mod unknown;

use leptos::prelude::*;
use purser_api::Money;

use crate::{
    config::use_config,
    money_action::{MoneyAction, Outcome, Phase, Plan},
};

/// What a review shows; it is void as soon as any of it changes.
#[derive(Clone, Debug, PartialEq)]
pub struct Review {
    pub title: &'static str,
    pub amount: Money,
    /// Names and values, in order.
    pub facts: Vec<(&'static str, String)>,
    /// What makes up the total, where it is more than the amount.
    pub sums: Vec<(&'static str, Money)>,
    pub total: (&'static str, Money),
    pub balances: Vec<Change>,
    /// What follows from it, a sentence each.
    pub notes: Vec<String>,
    /// The merchant's own order id, where one stands in the place of the reference.
    pub order_id: Option<String>,
    /// The words on the button that moves money: `Top up 25.00 USD`.
    pub button: String,
    /// Whether the button is one to think twice about.
    pub is_grave: bool,
}

/// A balance before and after.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change {
    pub name: &'static str,
    pub before: Money,
    pub after: Money,
}

/// What all dialogs of one action have in common.
#[derive(Clone, Copy)]
struct Frame {
    action: MoneyAction,
    /// The environment, where it is not the real one.
    tag: StoredValue<String>,
    /// Called when the person is done with it.
    on_done: Callback<()>,
}

impl Frame {
    fn tag(&self) -> String {
        self.tag.get_value()
    }

    fn back(&self) -> Callback<()> {
        let action = self.action;
        Callback::new(move |()| action.back())
    }
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
    let tag = use_config().with_value(|config| (!config.real).then(|| config.environment.clone()));
    let frame = Frame { action, tag: StoredValue::new(tag.unwrap_or_default()), on_done };
    let shown = StoredValue::new(None::<Review>);
    // A review whose facts changed is void: back to the form, which says so.
    Effect::new(move |_| {
        let now = review.get();
        let is_reviewing = matches!(action.phase.get_untracked(), Phase::Reviewing);
        if is_reviewing && shown.with_value(|shown| shown.is_some() && *shown != now) {
            action.back();
        }
    });
    move || match action.phase.get() {
        Phase::Filling => {
            shown.set_value(None);
            ().into_any()
        }
        Phase::Reviewing => {
            let Some(review) = review.get_untracked() else { return ().into_any() };
            shown.set_value(Some(review.clone()));
            review::dialog(&frame, review, false, plan)
        }
        Phase::Sent(Outcome::Sending) => {
            let Some(review) = shown.get_value() else { return ().into_any() };
            review::dialog(&frame, review, true, plan)
        }
        Phase::Sent(Outcome::Done(receipt)) => outcome::done(&frame, &receipt),
        Phase::Sent(Outcome::Refused(error)) => outcome::refused(&frame, &error),
        Phase::Sent(Outcome::Failed(receipt)) => outcome::failed(&frame, &receipt),
        Phase::Sent(Outcome::NotSent) => outcome::not_sent(&frame),
        Phase::Sent(Outcome::Underway(underway)) => underway::dialog(&frame, &underway, shown.get_value()),
        Phase::Sent(Outcome::Unknown(unknown)) => unknown::dialog(&frame, &unknown, shown.get_value()),
    }
}
