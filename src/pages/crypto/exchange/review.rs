//! The review of an exchange, and what became of one that a moved quote made void.

use leptos::prelude::*;
use purser_api::Money;

use super::quote::{Offer, Quote};
use crate::{
    messages,
    pages::shared::money_dialog::{Change, Review},
    ui::{
        icon::icon,
        money::{Tone, digits, words},
    },
};

/// One coin in the other.
pub fn rate(offer: &Offer) -> Option<String> {
    let one = Money::new(offer.terms.got.checked_div(offer.terms.given)?.normalize(), offer.terms.to);
    Some(messages::one_is(
        offer.terms.from.as_str(),
        &format!("{} {}", digits(one, Tone::Plain), one.currency()),
    ))
}

pub fn review_of(offer: &Offer, quote: &Quote, balance: Money) -> Option<Review> {
    let after = balance.checked_sub(quote.give).ok().filter(|after| !after.is_negative())?;
    let (from, to) = (quote.give.currency(), quote.get.currency());
    let mut notes = vec![messages::RATE_FIXED_LATER.to_owned(), messages::CANNOT_BE_UNDONE.to_owned()];
    if !offer.knows_fee {
        notes.insert(0, messages::FEE_NOT_KNOWN.to_owned());
    }
    let mut sums = vec![(messages::BEFORE_FEES, quote.before_fee)];
    if offer.knows_fee {
        sums.push((messages::NETWORK_FEE_ABOUT, quote.fee.negate()));
    }
    Some(Review {
        title: messages::REVIEW_EXCHANGE,
        amount: quote.give,
        facts: vec![
            (messages::EXCHANGE_RATE, rate(offer)?),
            (messages::TAKEN_FROM, messages::your_own_wallet(from.as_str())),
            (messages::GOES_TO, messages::your_own_wallet(to.as_str())),
        ],
        sums,
        total: (messages::YOU_GET_ABOUT, quote.get),
        balances: vec![Change { name: messages::YOUR_BALANCE, before: balance, after }],
        notes,
        order_id: None,
        button: messages::exchange_sum(&words(quote.give)),
        is_grave: false,
    })
}

/// A review that is void, and the one that would take its place now.
pub fn moved(was: &Review, now: Memo<Option<Review>>) -> AnyView {
    let both = |review: &Review| messages::for_about(&words(review.amount), &words(review.total.1));
    let was = both(was);
    let is_now = move || now.with(|now| now.as_ref().map_or_else(|| messages::NO_NEW_QUOTE.to_owned(), both));
    view! {
        <div class="note warn" role="alert">
            {icon("alert")}
            <div>
                <p>{messages::QUOTE_MOVED}</p>
                <dl class="facts moved"><dt>{messages::WAS}</dt><dd><s>{was}</s></dd><dt>{messages::IS_NOW}</dt><dd>{is_now}</dd></dl>
            </div>
        </div>
    }
    .into_any()
}
