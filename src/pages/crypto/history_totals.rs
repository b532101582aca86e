//! What all rows of a filtered history come to: in and out in US dollars over time, and every coin by itself, exact.

use std::{collections::BTreeMap, sync::Arc};

use leptos::prelude::*;
use purser_api::{
    Currency, Date, Error, Money, Page, Timestamp, WireTime,
    ctk::transaction::{TotalQuery, Transaction, TransactionKind},
};

use super::worth::cents;
use crate::{
    figures::sum::Sum,
    gather::{Pages, use_gathering},
    messages::{
        self,
        errors::{Doing, trouble},
    },
    pages::shared::whole_list::{moved, progress},
    query::use_changes,
    session::Identity,
    ui::{
        chart::{self, Day},
        icon::icon,
        money::{Tone, amount},
        state::bone,
        text::foreign,
        time,
    },
    whole::{Id, Whole},
};

const DAY_SECONDS: i64 = 86_400;
/// A chart of more bars is one of months, and then of years.
const MOST_BARS: usize = 62;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct InOut {
    money_in: Sum,
    money_out: Sum,
}

impl InOut {
    fn add(&mut self, other: &Self) {
        for (sum, more) in [(&mut self.money_in, &other.money_in), (&mut self.money_out, &other.money_out)] {
            if let Some(more) = more.total() {
                sum.add(more);
            }
        }
    }
}

/// What one bar of the chart is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Bar {
    Day,
    Month,
    Year,
}

impl Bar {
    /// Year, month and day, as far as they tell two bars apart.
    fn part(self, date: Date) -> (u16, u8, u8) {
        match self {
            Self::Day => (date.year(), date.month(), date.day()),
            Self::Month => (date.year(), date.month(), 1),
            Self::Year => (date.year(), 1, 1),
        }
    }

    /// Its name, long and short.
    fn names(self, date: Date) -> (String, String) {
        let month = || messages::month(date.year(), date.month());
        match self {
            Self::Day => (time::week_day(date), time::short_day(date)),
            Self::Month => (month(), month()),
            Self::Year => (date.year().to_string(), date.year().to_string()),
        }
    }
}

/// The sums of all rows.
#[derive(Clone, Debug, Default)]
struct Sums {
    whole: Whole,
    /// In US dollars, at the rate of each transaction.
    days: BTreeMap<i64, InOut>,
    coins: BTreeMap<Currency, InOut>,
    /// Transactions without a value, a time or a direction.
    left_out: usize,
}

impl Sums {
    fn take(&mut self, page: Page<Transaction>) {
        for row in self.whole.take_by(page, Id::Name(|row: &Transaction| &row.id)) {
            self.add(&row);
        }
    }

    fn add(&mut self, row: &Transaction) {
        let is_in = match row.kind {
            TransactionKind::Receive => true,
            TransactionKind::Sent | TransactionKind::CardPurchase => false,
            TransactionKind::Other(_) => {
                self.left_out += 1;
                return;
            }
        };
        let of = |sums: &mut InOut, value| {
            if is_in { sums.money_in.add(value) } else { sums.money_out.add(value) }
        };
        of(self.coins.entry(row.symbol).or_default(), row.amount);
        let at = row.date_time.as_ref().and_then(WireTime::instant);
        match at.zip(row.usd_amount_at_transaction) {
            Some((at, value)) => {
                let day = at.unix_seconds().div_euclid(DAY_SECONDS);
                of(self.days.entry(day).or_default(), value);
            }
            None => self.left_out += 1,
        }
    }

    fn all(&self) -> InOut {
        let mut all = InOut::default();
        self.days.values().for_each(|sums| all.add(sums));
        all
    }

    /// Bars from the first to the last day that something happened on: days, else months, else years.
    fn bars(&self) -> (Bar, Vec<(Date, InOut)>) {
        for bar in [Bar::Day, Bar::Month] {
            let bars = self.bars_of(bar);
            if bars.len() <= MOST_BARS {
                return (bar, bars);
            }
        }
        (Bar::Year, self.bars_of(Bar::Year))
    }

    fn bars_of(&self, bar: Bar) -> Vec<(Date, InOut)> {
        let mut bars: Vec<(Date, InOut)> = Vec::new();
        let Some((first, last)) = self.days.keys().next().zip(self.days.keys().next_back()) else {
            return Vec::new();
        };
        for day in *first..=*last {
            let date = Timestamp::from_unix_seconds(day * DAY_SECONDS).date();
            if bars.last().is_none_or(|(known, _)| bar.part(*known) != bar.part(date)) {
                bars.push((date, InOut::default()));
            }
            if let (Some(sums), Some((_, bar))) = (self.days.get(&day), bars.last_mut()) {
                bar.add(sums);
            }
        }
        bars
    }
}

fn dollars(sum: &Sum) -> Option<Money> {
    sum.total().map(cents)
}

fn drawn(sums: &Sums) -> Option<Vec<Day>> {
    let (bar, bars) = sums.bars();
    let bars = bars.into_iter().map(|(date, sums)| {
        let (name, short) = bar.names(date);
        let (money_in, money_out) = (dollars(&sums.money_in)?, dollars(&sums.money_out)?);
        let net = money_in.checked_sub(money_out).ok();
        Some(Day { name, short, money_in, money_out, net, href: None, so_far: false })
    });
    bars.collect()
}

/// The totals of what is asked for, read anew when that changes, or the number of its rows.
pub fn section(
    listed: Memo<Option<(TotalQuery, Option<u64>)>>,
    pages: impl Fn() -> Pages<Transaction> + Copy + Send + Sync + 'static,
    trouble_of_list: RwSignal<Option<Arc<Error>>>,
) -> AnyView {
    let gathering = use_gathering::<Sums>(Identity::Holder);
    let changes = use_changes();
    let as_table = RwSignal::new(false);
    let start = move || gathering.start(pages(), Sums::default(), Sums::take);
    Effect::new(move |_| {
        changes.track();
        if listed.with(Option::is_some) {
            start();
        }
    });
    let body = move || match gathering.data.get() {
        Some(sums) if sums.days.is_empty() && sums.coins.is_empty() => ().into_any(),
        Some(sums) => shown(&sums, as_table),
        None if gathering.error.with(Option::is_some) || trouble_of_list.with(Option::is_some) => {
            ().into_any()
        }
        None => view! { <div class="flow-bones">{bone(5)}{bone(4)}</div> }.into_any(),
    };
    view! {
        <section class="sec" aria-labelledby="h-totals">
            <header><h2 id="h-totals">{messages::TOTALS}</h2>
                <button class="btn bare sm square push" type="button" aria-label={messages::SHOW_AS_TABLE} title={messages::SHOW_AS_TABLE} aria-pressed=move || as_table.get().to_string() on:click=move |_| as_table.update(|table| *table = !*table)>{icon("table")}</button>
            </header>
            <div class="in-gutter flow-body crypto-flow">
                {move || gathering.error.with(|error| error.as_deref().map(|error| trouble(error, Doing::Reading).block(Some(Callback::new(move |()| start())))))}
                {move || gathering.progress.get().filter(|now| now.total > 500).map(|now| progress(messages::ADDING_UP, now, Callback::new(move |()| gathering.stop())))}
                {body}
            </div>
        </section>
    }
    .into_any()
}

fn shown(sums: &Sums, as_table: RwSignal<bool>) -> AnyView {
    let all = sums.all();
    let total = |sum: &Sum| match dollars(sum) {
        Some(money) => amount(money, Tone::Plain),
        None => messages::TOO_LARGE_A_SUM.into_any(),
    };
    let days = StoredValue::new(drawn(sums));
    let has_days = !sums.days.is_empty();
    let left_out = sums.left_out;
    let lacks = moved(&sums.whole);
    view! {
        <dl class="keys">
            <div><dt>{messages::IN}</dt><dd>{total(&all.money_in)}</dd></div>
            <div class="k-out"><dt>{messages::OUT}</dt><dd>{total(&all.money_out)}</dd></div>
        </dl>
        {move || has_days.then(|| days.with_value(|days| match days {
            Some(days) if as_table.get() => chart::table(messages::FLOW_OF_COINS.to_owned(), days),
            Some(days) => chart::bars(messages::FLOW_OF_COINS.to_owned(), days.clone()),
            None => view! { <p class="faint">{messages::TOO_LARGE_A_SUM}</p> }.into_any(),
        }))}
        <p class="cap">{messages::IN_AND_OUT_MEANS}</p>
        {(left_out > 0).then(|| view! { <p class="cap warn-ink">{messages::transactions_left_out(left_out)}</p> })}
        {(!lacks.is_empty()).then(|| view! { <p class="cap warn-ink" role="status">{lacks}</p> })}
        {by_coin(&sums.coins)}
    }
    .into_any()
}

/// Every coin by itself: coins are not added to each other.
fn by_coin(coins: &BTreeMap<Currency, InOut>) -> AnyView {
    let sum = |symbol: Currency, sum: &Sum, out: bool| {
        let total = sum.total().map(|total| Money::new(total.normalize(), symbol));
        match total {
            Some(money) => amount(if out { money.negate() } else { money }, Tone::Moved),
            None => messages::TOO_LARGE_A_SUM.into_any(),
        }
    };
    let rows = coins
        .iter()
        .map(|(symbol, sums)| {
            view! {
                <tr><td>{foreign(symbol.as_str())}</td><td class="num">{sum(*symbol, &sums.money_in, false)}</td><td class="num">{sum(*symbol, &sums.money_out, true)}</td></tr>
            }
        })
        .collect_view();
    view! {
        <div class="table flow-table coin-sums">
            <table class="tbl fixed">
                <caption class="hide">{messages::TOTALS_BY_COIN}</caption>
                <thead><tr><th scope="col">{messages::COIN}</th><th class="num" scope="col">{messages::IN}</th><th class="num" scope="col">{messages::OUT}</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use purser_api::{PageMeta, decimal};

    use super::*;
    use crate::strange::coin_row;

    fn row(id: &str, kind: TransactionKind, at: &str, amount: &str, value: Option<&str>) -> Transaction {
        let sum = Money::new(decimal::parse(amount).unwrap(), Currency::new("ETH").unwrap());
        Transaction {
            usd_amount_at_transaction: value.map(|value| decimal::parse(value).unwrap()),
            date_time: Timestamp::parse(at).ok().map(Into::into),
            ..coin_row(id, sum, kind)
        }
    }

    fn sums(rows: Vec<Transaction>) -> Sums {
        let total = u64::try_from(rows.len()).unwrap();
        let meta = PageMeta { current_page: 1, last_page: 1, per_page: 100, total };
        let mut sums = Sums::default();
        sums.take(Page { rows, unreadable: Vec::new(), links: Vec::new(), meta });
        sums
    }

    fn total(sum: &Sum) -> String {
        sum.total().unwrap().normalize().to_string()
    }

    #[test]
    fn rule_1_totals_are_exact_to_eighteen_decimals_and_each_row_counts_once() {
        use TransactionKind::{CardPurchase, Other, Receive, Sent};
        let sums = sums(vec![
            row("a", Receive, "2026-11-20 23:59:59", "1.000000000000000001", Some("409.58")),
            row("b", Receive, "2026-11-20 00:00:00", "2.000000000000000001", Some("0.000000000001")),
            row("c", Sent, "2026-11-21 00:00:00", "0.5", Some("7")),
            row("c", Sent, "2026-11-21 00:00:00", "0.5", Some("7")),
            row("d", CardPurchase, "2026-11-21 00:00:00", "0.000000000000000007", None),
            row("e", Other("Bonus".to_owned()), "2026-11-21 00:00:00", "9", Some("9")),
        ]);
        let coin = sums.coins.values().next().unwrap();
        assert_eq!(total(&coin.money_in), "3.000000000000000002");
        assert_eq!(total(&coin.money_out), "0.500000000000000007");
        assert_eq!(
            (total(&sums.all().money_in), total(&sums.all().money_out)),
            ("409.580000000001".into(), "7".into())
        );
        assert_eq!((sums.left_out, sums.whole.repeated, sums.bars().1.len()), (2, 1, 2));
    }

    #[test]
    fn a_long_time_is_drawn_in_months_and_a_longer_one_in_years() {
        let bars = |first: &str| {
            let of = |id: &str, at: &str| row(id, TransactionKind::Receive, at, "1", Some("1.25"));
            let sums = sums(vec![of("a", "2026-11-21 12:00:00"), of("b", first)]);
            let (bar, bars) = sums.bars();
            let all: Vec<String> = bars.iter().map(|(_, sums)| total(&sums.money_in)).collect();
            assert_eq!((all[0].as_str(), all[all.len() - 1].as_str()), ("1.25", "1.25"));
            (bar, bars.len())
        };
        assert_eq!(bars("2026-10-01 00:00:00"), (Bar::Day, 52));
        assert_eq!(bars("2026-01-31 23:59:59"), (Bar::Month, 11));
        assert_eq!(bars("2010-06-30 00:00:00"), (Bar::Year, 17));
    }
}
