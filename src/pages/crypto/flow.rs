//! What came in and went out in thirty days, in US dollars at the rate of each transaction: the system says that value
//! itself, so the sums are exact. What everything was worth on a day gone by nobody says, so it is not drawn.

use std::collections::BTreeSet;

use leptos::prelude::*;
use purser_api::{
    Date, Error, Money, Timestamp, WireTime,
    ctk::transaction::{self, Transaction, TransactionKind, TransactionQuery},
};

use super::worth::cents;
use crate::{
    clock::now,
    figures::sum::Sum,
    gather::{Reader, use_gathering},
    messages::{
        self,
        errors::{Doing, trouble},
    },
    query::use_changes,
    session::Identity,
    ui::{
        chart::{self, Day},
        icon::icon,
        money::{Tone, amount},
        state::{bone, empty},
        time,
    },
};

const DAYS: i64 = 30;
const PER_PAGE: u64 = 100;
const DAY_SECONDS: i64 = 86_400;

#[derive(Clone, Copy, Debug, Default)]
struct InOut {
    money_in: Sum,
    money_out: Sum,
}

/// What moved on the last days.
#[derive(Clone, Debug)]
struct Flow {
    days: Vec<(Date, InOut)>,
    /// Transactions without a value, a time or a direction.
    left_out: usize,
    is_empty: bool,
}

impl Flow {
    /// The days up to `last`.
    fn until(last: Date, transactions: &[Transaction], unreadable: usize) -> Self {
        let midnight = last.midnight().unix_seconds();
        let day = |before: i64| Timestamp::from_unix_seconds(midnight - before * DAY_SECONDS).date();
        let mut flow = Self {
            days: (0..DAYS).rev().map(|before| (day(before), InOut::default())).collect(),
            left_out: unreadable,
            is_empty: true,
        };
        for transaction in transactions {
            flow.take(transaction);
        }
        flow
    }

    fn take(&mut self, transaction: &Transaction) {
        let day = transaction.date_time.as_ref().and_then(WireTime::instant).map(|at| at.date());
        let (Some(day), Some(value)) = (day, transaction.usd_amount_at_transaction) else {
            self.left_out += 1;
            return;
        };
        let Some((_, sums)) = self.days.iter_mut().find(|(known, _)| *known == day) else { return };
        match transaction.kind {
            TransactionKind::Receive => sums.money_in.add(value),
            TransactionKind::Sent | TransactionKind::CardPurchase => sums.money_out.add(value),
            TransactionKind::Other(_) => {
                self.left_out += 1;
                return;
            }
        }
        self.is_empty = false;
    }

    fn drawn(&self) -> Option<Vec<Day>> {
        let last = self.days.last()?.0;
        self.days.iter().map(|(date, sums)| drawn(*date, sums, *date == last)).collect()
    }
}

/// A sum of values, rounded once.
fn dollars(sum: &Sum) -> Option<Money> {
    sum.total().map(cents)
}

fn drawn(date: Date, sums: &InOut, so_far: bool) -> Option<Day> {
    let (money_in, money_out) = (dollars(&sums.money_in)?, dollars(&sums.money_out)?);
    Some(Day {
        name: time::week_day(date),
        short: time::short_day(date),
        money_in,
        money_out,
        net: money_in.checked_sub(money_out).ok(),
        href: None,
        so_far,
    })
}

/// Newest first, until the days that are shown are passed. What arrives meanwhile moves rows to the next page, where
/// they are met again.
async fn read(reader: &Reader) -> Result<Flow, Error> {
    let mut last = now().date();
    let mut known = BTreeSet::new();
    let (mut all, mut unreadable) = (Vec::new(), 0);
    for page in 1.. {
        let query = TransactionQuery { page: Some(page), limit: Some(PER_PAGE), symbol: None };
        let answer = reader.ask(&transaction::list(&query)).await?;
        unreadable += answer.unreadable.len();
        let is_over = answer.rows.is_empty() || answer.total_pages.is_none_or(|pages| page >= pages);
        let day = |row: &Transaction| row.date_time.as_ref().and_then(WireTime::instant).map(|at| at.date());
        last = answer.rows.iter().filter_map(day).max().unwrap_or(last).max(last);
        let first = Timestamp::from_unix_seconds(last.midnight().unix_seconds() - DAYS * DAY_SECONDS).date();
        let is_passed = answer.rows.iter().filter_map(day).any(|day| day < first);
        all.extend(answer.rows.into_iter().filter(|row| known.insert(row.id.clone())));
        if is_over || is_passed {
            break;
        }
    }
    Ok(Flow::until(last, &all, unreadable))
}

pub fn section() -> AnyView {
    let gathering = use_gathering::<Flow>(Identity::Holder);
    let changes = use_changes();
    let as_table = RwSignal::new(false);
    let start = move || gathering.run(async move |reader| read(reader).await);
    Effect::new(move |_| {
        changes.track();
        start();
    });
    let body = move || match gathering.data.get() {
        Some(flow) if flow.is_empty => empty(messages::NO_COINS_MOVED, messages::NO_COINS_MOVED_HINT, None),
        Some(flow) => drawing(&flow, as_table),
        None if gathering.error.with(Option::is_some) => ().into_any(),
        None => view! { <div class="flow-bones">{bone(5)}{bone(4)}{bone(5)}</div> }.into_any(),
    };
    view! {
        <div class="in-gutter flow-body crypto-flow">
            <div class="row span">
                <h2>{messages::IN_AND_OUT_30}</h2>
                <button class="btn bare sm square push" type="button" aria-label={messages::SHOW_AS_TABLE} title={messages::SHOW_AS_TABLE} aria-pressed=move || as_table.get().to_string() on:click=move |_| as_table.update(|table| *table = !*table)>{icon("table")}</button>
            </div>
            {move || gathering.error.with(|error| error.as_deref().map(|error| trouble(error, Doing::Reading).block(Some(Callback::new(move |()| start())))))}
            {body}
        </div>
    }
    .into_any()
}

fn drawing(flow: &Flow, as_table: RwSignal<bool>) -> AnyView {
    let (mut all_in, mut all_out) = (Sum::default(), Sum::default());
    for (_, sums) in &flow.days {
        for (sum, all) in [(&sums.money_in, &mut all_in), (&sums.money_out, &mut all_out)] {
            if let Some(total) = sum.total() {
                all.add(total);
            }
        }
    }
    let total = |sum: &Sum| dollars(sum).map(|money| amount(money, Tone::Plain));
    let days = StoredValue::new(flow.drawn());
    let left_out = flow.left_out;
    view! {
        <dl class="keys">
            <div><dt>{messages::IN}</dt><dd>{total(&all_in)}</dd></div>
            <div class="k-out"><dt>{messages::OUT}</dt><dd>{total(&all_out)}</dd></div>
        </dl>
        {move || days.with_value(|days| match days {
            Some(days) if as_table.get() => chart::table(messages::IN_AND_OUT_TITLE.to_owned(), days),
            Some(days) => chart::bars(messages::IN_AND_OUT_TITLE.to_owned(), days.clone()),
            None => view! { <p class="faint">{messages::TOO_LARGE_A_SUM}</p> }.into_any(),
        })}
        <p class="cap">{messages::IN_AND_OUT_MEANS}</p>
        {(left_out > 0).then(|| view! { <p class="cap warn-ink">{messages::transactions_left_out(left_out)}</p> })}
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use purser_api::{Currency, decimal};

    use super::*;
    use crate::strange::coin_row;

    fn moved(kind: TransactionKind, at: &str, value: Option<&str>) -> Transaction {
        let sum = Money::new(decimal::parse("0.00000001").unwrap(), Currency::new("BTC").unwrap());
        Transaction {
            usd_amount_at_transaction: value.map(|value| decimal::parse(value).unwrap()),
            date_time: Timestamp::parse(at).ok().map(Into::into),
            ..coin_row(at, sum, kind)
        }
    }

    #[test]
    fn rule_1_days_are_those_of_the_system_and_their_sums_exact() {
        use TransactionKind::{CardPurchase, Other, Receive, Sent};
        let rows = [
            moved(Receive, "2026-11-20 23:59:59", Some("120.008356500891")),
            moved(Receive, "2026-11-20 00:00:00", Some("0.000000000001")),
            moved(Sent, "2026-11-21 00:00:00", Some("97.8")),
            moved(CardPurchase, "2026-11-21 12:00:00", Some("13.390054153631")),
            moved(Receive, "2026-10-01 12:00:00", Some("1000")),
            moved(Other("Bonus".to_owned()), "2026-11-21 12:00:01", Some("5")),
            moved(Sent, "2026-11-21 12:00:02", None),
        ];
        let flow = Flow::until(Date::parse("2026-11-21").unwrap(), &rows, 1);
        let total = |sum: &Sum| sum.total().unwrap().normalize().to_string();
        let (friday, saturday) = (&flow.days[28].1, &flow.days[29].1);
        assert_eq!((flow.days.len(), flow.days[0].0.to_iso().as_str()), (30, "2026-10-23"));
        assert_eq!(
            (total(&friday.money_in), total(&friday.money_out)),
            ("120.008356500892".into(), "0".into())
        );
        assert_eq!(total(&saturday.money_out), "111.190054153631");
        assert_eq!(flow.left_out, 3, "one unreadable, one of an unknown kind, one without a value");
        assert!(!flow.is_empty);
    }
}
