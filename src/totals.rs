//! What a set of transactions adds up to: per currency, per status, per direction; exact, and never one sum of two
//! currencies.
//!
//! Each row of the list counts once, as what it is. A void is a row of its own, with the way its money went; where it
//! also stands below the transaction that it takes back, it is not counted again.

use std::collections::BTreeMap;

use purser_api::{
    Currency, Money, Page,
    centrowallet::{Status, TransactionKind, transaction::Transaction},
};

use crate::whole::Whole;

/// The sums of a set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    pub whole: Whole,
    /// By currency and status, in the order of their names; success first.
    groups: BTreeMap<(String, bool, String), Group>,
}

/// What has one currency and one status.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    pub currency: Currency,
    pub status: Status,
    pub rows: u64,
    pub income: Sum,
    pub outcome: Sum,
    /// What went in less what went out.
    pub net: Sum,
    /// Rows that say neither way: they are in no sum but this one.
    pub nowhere: Sum,
}

/// A sum and how many amounts it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sum {
    pub rows: u64,
    /// `None` when it has more digits than can be kept exactly: no sum then, rather than a wrong one.
    pub money: Option<Money>,
}

impl Sum {
    fn none_of(currency: Currency) -> Self {
        Self { rows: 0, money: Some(Money::zero(currency)) }
    }

    fn add(&mut self, money: Money) {
        self.rows += 1;
        self.money = self.money.and_then(|sum| sum.checked_add(money).ok());
    }
}

impl Group {
    fn new(currency: Currency, status: Status) -> Self {
        let none = Sum::none_of(currency);
        Self { currency, status, rows: 0, income: none, outcome: none, net: none, nowhere: none }
    }

    fn add(&mut self, transaction: &Transaction) {
        self.rows += 1;
        let money = transaction.price_money();
        match transaction.kind {
            TransactionKind::Income => {
                self.income.add(money);
                self.net.add(money);
            }
            TransactionKind::Outcome => {
                self.outcome.add(money.negate());
                self.net.add(money.negate());
            }
            TransactionKind::Other(_) => self.nowhere.add(money),
        }
    }
}

impl Totals {
    /// Takes a page of the list, ordered by number.
    pub fn take(&mut self, page: Page<Transaction>) {
        for row in self.whole.take(page, |row| row.id.0) {
            self.add(&row);
        }
    }

    fn add(&mut self, row: &Transaction) {
        let key = (row.currency.as_str().to_owned(), row.status != Status::Success, row.status.to_string());
        self.groups.entry(key).or_insert_with(|| Group::new(row.currency, row.status.clone())).add(row);
    }

    pub fn groups(&self) -> impl Iterator<Item = &Group> {
        self.groups.values()
    }
}

#[cfg(test)]
mod tests {
    use purser_api::{PageMeta, centrowallet::Caller};

    use super::*;

    fn page(rows: &str) -> Page<Transaction> {
        let text = format!(
            r#"{{"data":[{rows}],"meta":{{"currentPage":1,"lastPage":1,"perPage":9,"total":{}}}}}"#,
            rows.matches("\"id\"").count()
        );
        let list = purser_api::centrowallet::transaction::list(
            Caller::Merchant { client_id: None },
            &purser_api::centrowallet::transaction::TransactionFilter::default(),
        );
        list.decode(&purser_api::Answer::new(200, text.as_bytes())).unwrap()
    }

    fn row(id: u64, kind: &str, status: &str, price: &str, currency: &str) -> String {
        format!(
            r#"{{"id":{id},"type":"{kind}","status":"{status}","price":{price},"currency":"{currency}"}}"#
        )
    }

    fn said(totals: &Totals) -> Vec<String> {
        let plain = |sum: &Sum| sum.money.map_or_else(|| "too large".to_owned(), |money| money.to_plain());
        totals
            .groups()
            .map(|group| {
                format!(
                    "{} {} {}: {} {} {}",
                    group.currency,
                    group.status,
                    group.rows,
                    plain(&group.income),
                    plain(&group.outcome),
                    plain(&group.net)
                )
            })
            .collect()
    }

    #[test]
    fn rule_1_sums_are_exact_and_currencies_stay_apart() {
        let mut totals = Totals::default();
        totals.take(page(
            &[
                row(1, "income", "success", "0.1", "USD"),
                row(2, "income", "success", "0.2", "USD"),
                row(3, "outcome", "success", "0.7249000000000001", "USD"),
                row(4, "income", "fail", "150", "USD"),
                row(5, "income", "success", "0.00000001", "BTC"),
            ]
            .join(","),
        ));
        assert_eq!(
            said(&totals),
            [
                "BTC success 1: 0.00000001 0.00000000 0.00000001",
                "USD success 3: 0.30 -0.7249000000000001 -0.4249000000000001",
                "USD fail 1: 150.00 0.00 150.00",
            ]
        );
    }

    #[test]
    fn a_sum_that_cannot_be_exact_is_none() {
        let large = "79228162514264337593543950335";
        let mut totals = Totals::default();
        totals.take(page(
            &[row(1, "income", "success", large, "USD"), row(2, "income", "success", "1", "USD")].join(","),
        ));
        assert_eq!(said(&totals), ["USD success 2: too large 0.00 too large"]);
    }

    #[test]
    fn a_way_that_nobody_documented_is_in_neither_sum() {
        let mut totals = Totals::default();
        totals.take(page(&row(1, "sideways", "success", "5", "USD")));
        assert_eq!(said(&totals), ["USD success 1: 0.00 0.00 0.00"]);
        let nowhere = totals.groups().next().unwrap().nowhere;
        assert_eq!((nowhere.rows, nowhere.money.unwrap().to_plain().as_str()), (1, "5.00"));
    }

    #[test]
    fn a_void_below_its_transaction_counts_as_the_row_it_is() {
        let void = row(2, "income", "success", "5", "USD");
        let voided = format!(
            r#"{{"id":1,"type":"outcome","status":"success","price":5,"currency":"USD","child":[{void}]}}"#
        );
        let mut totals = Totals::default();
        totals.take(page(&voided));
        assert_eq!(said(&totals), ["USD success 1: 0.00 -5.00 -5.00"]);
        let mut page = page(&void);
        page.meta = PageMeta { total: 2, ..page.meta };
        totals.take(page);
        assert_eq!(said(&totals), ["USD success 2: 5.00 -5.00 0.00"]);
    }
}
