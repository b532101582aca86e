//! What happened to coins, day by day; each line opens to what the system says about it.

use leptos::prelude::*;
use purser_api::{
    Currency, Decimal, Money, WireTime,
    ctk::transaction::{Transaction, TransactionKind, TransactionPage},
};

use super::worth::cents;
use crate::{
    messages,
    ui::{
        copy::copyable,
        icon::icon,
        money::{Tone, amount, number},
        text::foreign,
        time::{clock, day_heading, time},
    },
};

/// The transactions of a page under the days they fall on, in the order they came.
pub fn by_day(page: &TransactionPage) -> AnyView {
    let mut days: Vec<(String, Vec<&Transaction>)> = Vec::new();
    for transaction in &page.rows {
        let at = transaction.date_time.as_ref().and_then(WireTime::instant);
        let day = at.map_or_else(|| messages::NONE.to_owned(), day_heading);
        match days.last_mut() {
            Some((last, rows)) if *last == day => rows.push(transaction),
            _ => days.push((day, vec![transaction])),
        }
    }
    view! {
        <ol class="by-day coin-days">
            {days.into_iter().map(|(day, rows)| view! {
                <li><h3>{day}</h3><ul class="items">{rows.into_iter().map(item).collect_view()}</ul></li>
            }).collect_view()}
        </ol>
    }
    .into_any()
}

/// What it was for, in the system's words, else what kind of thing it was.
pub fn purpose(transaction: &Transaction) -> String {
    let title = transaction.title.clone().filter(|title| !title.is_empty());
    title.unwrap_or_else(|| kind(&transaction.kind))
}

/// What kind of thing it was; a kind that no document names, as it came.
pub fn kind(kind: &TransactionKind) -> String {
    match kind {
        TransactionKind::Sent => messages::COINS_SENT.to_owned(),
        TransactionKind::Receive => messages::COINS_RECEIVED.to_owned(),
        TransactionKind::CardPurchase => messages::PAID_BY_CARD.to_owned(),
        TransactionKind::Other(text) => text.clone(),
    }
}

/// Its amount with its sign; a direction that no document names has none.
pub fn moved(transaction: &Transaction) -> AnyView {
    match transaction.kind {
        TransactionKind::Receive => amount(transaction.amount_money(), Tone::Moved),
        TransactionKind::Sent | TransactionKind::CardPurchase => {
            amount(transaction.amount_money().negate(), Tone::Moved)
        }
        TransactionKind::Other(_) => amount(transaction.amount_money(), Tone::Plain),
    }
}

fn item(transaction: &Transaction) -> AnyView {
    let picture = match transaction.kind {
        TransactionKind::Receive => "in",
        TransactionKind::CardPurchase => "card",
        TransactionKind::Sent | TransactionKind::Other(_) => "out",
    };
    let at = transaction.date_time.as_ref().and_then(WireTime::instant).map(clock);
    let said = purpose(transaction);
    let about = [Some(kind(&transaction.kind)).filter(|kind| *kind != said), at];
    let about = about.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let worth = transaction.usd_amount_at_transaction.map(|value| amount(cents(value), Tone::Plain));
    view! {
        <li><details class="happened">
            <summary class="item">
                <span class="disc">{icon(picture)}</span>
                <span><span class="t">{foreign(said)}</span><span class="s">{foreign(about)}</span></span>
                <span class="r"><span class="v">{moved(transaction)}</span><span class="s">{worth}</span></span>
            </summary>
            {facts(transaction)}
        </details></li>
    }
    .into_any()
}

fn facts(transaction: &Transaction) -> AnyView {
    let worth = |value: Option<Decimal>, rate: Option<Decimal>| {
        let rate = rate.map(|rate| {
            view! { <span class="cap">{messages::at_rate(&number(rate))}</span> }
        });
        value.map(
            |value| view! { {amount(Money::new(value.normalize(), Currency::USD), Tone::Plain)}" "{rate} },
        )
    };
    let then = worth(transaction.usd_amount_at_transaction, transaction.conversion_rate_at_transaction);
    let today = worth(transaction.usd_amount_now, transaction.conversion_rate_now);
    let hash = transaction.txhash.clone().filter(|hash| !hash.is_empty());
    view! {
        <dl class="facts">
            <dt>{messages::WHEN}</dt><dd>{time(transaction.date_time.as_ref())}</dd>
            {then.map(|then| view! { <dt>{messages::WORTH_THEN}</dt><dd>{then}</dd> })}
            {today.map(|today| view! { <dt>{messages::WORTH_NOW}</dt><dd>{today}</dd> })}
            {hash.map(|hash| view! { <dt>{messages::CHAIN_TRANSACTION}</dt><dd>{copyable(hash)}</dd> })}
            <dt>{messages::TRANSACTION}</dt><dd>{copyable(transaction.id.clone())}</dd>
        </dl>
    }
    .into_any()
}
