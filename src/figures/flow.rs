//! In and out per day and currency, and what each customer had after their newest movement.

use std::collections::{BTreeMap, BTreeSet};

use purser_api::{
    Currency, Date, Page, Timestamp,
    centrowallet::{Status, TransactionKind, transaction::Transaction},
};
use rust_decimal::Decimal;

use super::sum::Sum;

const SECONDS_PER_DAY: i64 = 86_400;

/// Whole days, UTC, both ends included: what `dateFrom` and `dateTo` mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    pub first: Date,
    pub last: Date,
}

impl Period {
    /// So many days, of which this is the last.
    pub fn ending(last: Date, days: u16) -> Self {
        let back = i64::from(days.max(1) - 1) * SECONDS_PER_DAY;
        let first = Timestamp::from_unix_seconds(last.midnight().unix_seconds() - back).date();
        Self { first, last }
    }

    fn first_day(self) -> i64 {
        self.first.midnight().unix_seconds() / SECONDS_PER_DAY
    }

    pub fn days(self) -> impl Iterator<Item = Date> {
        let last = self.last.midnight().unix_seconds() / SECONDS_PER_DAY;
        (self.first_day()..=last).map(|day| Timestamp::from_unix_seconds(day * SECONDS_PER_DAY).date())
    }

    fn place(self, at: Timestamp) -> Option<usize> {
        usize::try_from(at.unix_seconds().div_euclid(SECONDS_PER_DAY) - self.first_day()).ok()
    }
}

/// What came in and went out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct InOut {
    pub money_in: Sum,
    pub money_out: Sum,
}

/// One currency's days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flow {
    pub currency: Currency,
    pub days: Vec<InOut>,
    pub all: InOut,
    rows: u64,
}

/// What a customer had in all, as their newest movement says.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Latest {
    id: u64,
    totals: Vec<(Currency, Decimal)>,
}

/// The figures of a period, folded from its transactions in any order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flows {
    pub period: Period,
    /// Its days.
    length: usize,
    currencies: Vec<Flow>,
    latest: BTreeMap<u64, Latest>,
    /// Rows that could not be read, and rows that say neither a day of the period nor a direction.
    pub left_out: u64,
    /// Everything up to this number has been counted, but for what is waiting.
    counted_to: u64,
    newest: u64,
    waiting: BTreeSet<u64>,
}

impl Flows {
    pub fn new(period: Period) -> Self {
        Self {
            period,
            length: period.days().count(),
            currencies: Vec::new(),
            latest: BTreeMap::new(),
            left_out: 0,
            counted_to: 0,
            newest: 0,
            waiting: BTreeSet::new(),
        }
    }

    /// The same, ready to be told what is newer; and the number after which to read on. What had not been decided
    /// is looked at again.
    pub fn to_go_on(&self) -> (Self, u64) {
        let after = self.waiting.first().map_or(self.newest, |first| first - 1).min(self.newest);
        (Self { counted_to: self.newest, ..self.clone() }, after)
    }

    /// The currencies that moved, the busiest first.
    pub fn flows(&self) -> Vec<&Flow> {
        let mut flows: Vec<&Flow> = self.currencies.iter().collect();
        flows.sort_by(|a, b| b.rows.cmp(&a.rows).then_with(|| a.currency.as_str().cmp(b.currency.as_str())));
        flows
    }

    pub fn fold(&mut self, page: &Page<Transaction>) {
        self.left_out += u64::try_from(page.unreadable.len()).unwrap_or(u64::MAX);
        for row in &page.rows {
            self.take(row);
        }
    }

    fn take(&mut self, row: &Transaction) {
        let id = row.id.0;
        let was_waiting = self.waiting.remove(&id);
        if id <= self.counted_to && !was_waiting {
            return;
        }
        self.newest = self.newest.max(id);
        self.remember_latest(row);
        match row.status {
            Status::Success => {}
            Status::Fail => return,
            _ => {
                self.waiting.insert(id);
                return;
            }
        }
        let day =
            row.date.as_ref().and_then(purser_api::WireTime::instant).and_then(|at| self.period.place(at));
        let days = self.length;
        let Some(day) = day.filter(|day| *day < days) else {
            self.left_out += 1;
            return;
        };
        let put: fn(&mut InOut) -> &mut Sum = match row.kind {
            TransactionKind::Income => |day| &mut day.money_in,
            TransactionKind::Outcome => |day| &mut day.money_out,
            TransactionKind::Other(_) => {
                self.left_out += 1;
                return;
            }
        };
        let flow = self.flow_in(row.currency, days);
        flow.rows += 1;
        put(&mut flow.all).add(row.price);
        if let Some(day) = flow.days.get_mut(day) {
            put(day).add(row.price);
        }
    }

    fn flow_in(&mut self, currency: Currency, days: usize) -> &mut Flow {
        let at = self.currencies.iter().position(|flow| flow.currency == currency).unwrap_or_else(|| {
            let days = vec![InOut::default(); days];
            self.currencies.push(Flow { currency, days, all: InOut::default(), rows: 0 });
            self.currencies.len() - 1
        });
        &mut self.currencies[at]
    }

    fn remember_latest(&mut self, row: &Transaction) {
        let Some(user) = row.user_id.filter(|_| !row.balance_total.is_empty()) else { return };
        let known = self.latest.get(&user.0);
        if known.is_none_or(|known| known.id < row.id.0) {
            self.latest.insert(user.0, Latest { id: row.id.0, totals: row.balance_total.clone() });
        }
    }

    /// How many customers moved money in the period, and what they had after that, per currency.
    pub fn held_by_the_moved(&self) -> (usize, Vec<(Currency, Sum)>) {
        let mut held: Vec<(Currency, Sum)> = Vec::new();
        for (currency, amount) in self.latest.values().flat_map(|latest| &latest.totals) {
            let at = held.iter().position(|(known, _)| known == currency).unwrap_or_else(|| {
                held.push((*currency, Sum::default()));
                held.len() - 1
            });
            held[at].1.add(*amount);
        }
        held.sort_by(|(a, _), (b, _)| a.as_str().cmp(b.as_str()));
        (self.latest.len(), held)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use purser_api::{
        Answer,
        centrowallet::{
            Caller,
            transaction::{self, TransactionFilter},
        },
    };
    use serde_json::{Value, json};

    use super::*;

    fn page(rows: &[Value]) -> Page<Transaction> {
        let total = rows.len();
        let body = json!({ "data": rows, "meta": { "currentPage": 1, "lastPage": 1, "perPage": 1000, "total": total } });
        let body = body.to_string().into_bytes();
        let answer =
            Answer { status: 200, content_type: Some("application/json"), retry_after: None, body: &body };
        let request = transaction::list(Caller::Merchant { client_id: None }, &TransactionFilter::default());
        request.decode(&answer).unwrap()
    }

    fn row(id: u64, day: u8, kind: &str, status: &str, currency: &str, cents: u32) -> Value {
        json!({
            "id": id, "userId": id % 3 + 1, "type": kind, "status": status, "currency": currency,
            "price": format!("{}.{:02}", cents / 100, cents % 100), "action": "charge", "mode": "wallet",
            "date": format!("2026-11-{day:02} 10:00:00"), "balanceTotal": { currency: format!("{id}.00") },
        })
    }

    fn november() -> Period {
        Period::ending(Date::new(2026, 11, 20).unwrap(), 7)
    }

    fn folded(rows: &[Value]) -> Flows {
        let mut flows = Flows::new(november());
        flows.fold(&page(rows));
        flows
    }

    #[test]
    fn a_period_is_whole_days() {
        let days: Vec<String> = november().days().map(|day| day.to_iso()).collect();
        assert_eq!((days.len(), days[0].as_str(), days[6].as_str()), (7, "2026-11-14", "2026-11-20"));
        assert_eq!(Period::ending(Date::new(2026, 3, 1).unwrap(), 2).first.to_iso(), "2026-02-28");
    }

    #[test]
    fn only_what_went_through_is_money() {
        let flows = folded(&[
            row(1, 14, "income", "success", "USD", 500),
            row(2, 14, "outcome", "success", "USD", 200),
            row(3, 14, "outcome", "fail", "USD", 900),
            row(4, 20, "income", "processing", "USD", 700),
            row(5, 13, "income", "success", "USD", 100),
            row(6, 20, "sideways", "success", "USD", 100),
        ]);
        let usd = flows.flows()[0];
        assert_eq!(usd.all.money_in.total(), Some(Decimal::new(500, 2)));
        assert_eq!(usd.days[0].money_out.total(), Some(Decimal::new(200, 2)));
        assert_eq!(flows.left_out, 2, "before the period, and without a direction");
    }

    #[test]
    fn what_is_read_on_is_what_reading_all_gives() {
        let before = [
            row(1, 14, "income", "success", "USD", 500),
            row(2, 14, "income", "processing", "USD", 900),
            row(3, 15, "income", "success", "USD", 1),
        ];
        let (mut on, after) = folded(&before).to_go_on();
        assert_eq!(after, 1, "from before what was not decided");
        let now = [
            row(2, 14, "income", "success", "USD", 900),
            before[2].clone(),
            row(4, 16, "outcome", "success", "EUR", 3),
        ];
        on.fold(&page(&now));
        let all = folded(&[before[0].clone(), now[0].clone(), now[1].clone(), now[2].clone()]);
        assert_eq!(on.flows(), all.flows());
        assert_eq!(on.held_by_the_moved(), all.held_by_the_moved());
        assert_eq!(on.to_go_on().1, 4);
    }

    fn any_row() -> impl Strategy<Value = (u8, bool, u8, usize, u32)> {
        (14..=20_u8, any::<bool>(), 0..3_u8, 0..3_usize, any::<u32>())
    }

    fn rows(from: &[(u8, bool, u8, usize, u32)]) -> Vec<Value> {
        (1..)
            .zip(from)
            .map(|(id, (day, income, status, currency, cents))| {
                let kind = if *income { "income" } else { "outcome" };
                let status = ["success", "fail", "processing"][usize::from(*status)];
                row(id, *day, kind, status, ["USD", "EUR", "JPY"][*currency], *cents)
            })
            .collect()
    }

    proptest! {
        #[test]
        fn figures_do_not_depend_on_the_order(from in prop::collection::vec(any_row(), 0..20), turn in 0_usize..20) {
            let rows = rows(&from);
            let mut turned = rows.clone();
            turned.rotate_left(turn.min(rows.len()));
            turned.reverse();
            let (one, other) = (folded(&rows), folded(&turned));
            prop_assert_eq!(one.flows(), other.flows());
            prop_assert_eq!(one.held_by_the_moved(), other.held_by_the_moved());
        }

        /// A plain model: cents per currency and day, never across currencies.
        #[test]
        fn figures_are_what_counting_by_hand_gives(from in prop::collection::vec(any_row(), 0..20)) {
            let flows = folded(&rows(&from));
            for (place, code) in ["USD", "EUR", "JPY"].into_iter().enumerate() {
                let cents = |income: bool, day: Option<u8>| -> i64 {
                    from.iter()
                        .filter(|row| row.3 == place && row.2 == 0 && row.1 == income && day.is_none_or(|day| day == row.0))
                        .map(|row| i64::from(row.4))
                        .sum()
                };
                let Some(flow) = flows.flows().into_iter().find(|flow| flow.currency.as_str() == code) else {
                    prop_assert_eq!(cents(true, None) + cents(false, None), 0);
                    continue;
                };
                prop_assert_eq!(flow.all.money_in.total(), Some(Decimal::new(cents(true, None), 2)));
                prop_assert_eq!(flow.all.money_out.total(), Some(Decimal::new(cents(false, None), 2)));
                for (day, number) in flow.days.iter().zip(14..) {
                    prop_assert_eq!(day.money_in.total(), Some(Decimal::new(cents(true, Some(number)), 2)));
                    prop_assert_eq!(day.money_out.total(), Some(Decimal::new(cents(false, Some(number)), 2)));
                }
            }
        }

        #[test]
        fn reading_on_is_the_same_as_reading_again(from in prop::collection::vec(any_row(), 1..20), cut in 0_usize..20) {
            let rows = rows(&from);
            let (first, rest) = rows.split_at(cut.min(rows.len()));
            let (mut on, after) = folded(first).to_go_on();
            let tail: Vec<Value> = first.iter().filter(|row| row["id"].as_u64() > Some(after)).chain(rest).cloned().collect();
            on.fold(&page(&tail));
            let whole = folded(&rows);
            prop_assert_eq!(on.flows(), whole.flows());
            prop_assert_eq!(on.held_by_the_moved(), whole.held_by_the_moved());
        }
    }
}
