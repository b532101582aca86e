//! A statement of an account over a period: what it held before, each movement with what it left, what it held after.
//! All of it is added up from the rows themselves, from the account's first one on.

use purser_api::{
    Currency, Date, Money, Page, Timestamp,
    centrowallet::{Status, TransactionKind, transaction::Transaction},
};

use crate::{csv, whole::Whole};

/// A movement and what the account held after it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub row: Transaction,
    pub moved: Money,
    pub after: Money,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    pub whole: Whole,
    from: Option<Date>,
    pub opening: Money,
    pub closing: Money,
    pub income: Money,
    pub outcome: Money,
    pub lines: Vec<Line>,
    /// A sum had more digits than can be kept: nothing here is to be relied on.
    pub overflowed: bool,
}

impl Statement {
    pub fn new(currency: Currency, from: Option<Date>) -> Self {
        let none = Money::zero(currency);
        Self {
            whole: Whole::default(),
            from,
            opening: none,
            closing: none,
            income: none,
            outcome: none,
            lines: Vec::new(),
            overflowed: false,
        }
    }

    /// Takes a page of the account's transactions up to the end of the period, ordered by number.
    pub fn take(&mut self, page: Page<Transaction>) {
        for row in self.whole.take(page, |row| row.id.0) {
            if self.add(row).is_none() {
                self.overflowed = true;
            }
        }
    }

    fn add(&mut self, row: Transaction) -> Option<()> {
        let is_income = match row.kind {
            _ if row.status != Status::Success || row.currency != self.closing.currency() => return Some(()),
            TransactionKind::Income => true,
            TransactionKind::Outcome => false,
            TransactionKind::Other(_) => return Some(()),
        };
        let moved = if is_income { row.price_money() } else { row.price_money().negate() };
        self.closing = self.closing.checked_add(moved).ok()?;
        let at: Option<Timestamp> = row.date.as_ref().and_then(purser_api::WireTime::instant);
        let is_before = self.from.zip(at).is_some_and(|(from, at)| at.date() < from);
        if is_before && self.lines.is_empty() {
            self.opening = self.closing;
            return Some(());
        }
        let sum = if is_income { &mut self.income } else { &mut self.outcome };
        *sum = sum.checked_add(moved).ok()?;
        self.lines.push(Line { row, moved, after: self.closing });
        Some(())
    }

    /// As a file: a line for each movement, between what was there before and after.
    pub fn to_csv(&self, from: &str, to: &str, opening: &str, closing: &str) -> String {
        let mut out = String::new();
        csv::push_row(
            &mut out,
            ["date", "id", "merchantOrderId", "descriptor", "message", "amount", "balance", "currency"],
        );
        let edge = |out: &mut String, day: &str, word: &str, money: Money| {
            csv::push_row(out, [day, "", "", word, "", "", &money.to_plain(), money.currency().as_str()]);
        };
        edge(&mut out, from, opening, self.opening);
        for line in &self.lines {
            let text = |text: Option<&String>| text.cloned().unwrap_or_default();
            let date = line.row.date.as_ref().and_then(purser_api::WireTime::instant).map(|at| at.to_iso());
            csv::push_row(
                &mut out,
                [
                    date.unwrap_or_default(),
                    line.row.id.to_string(),
                    text(line.row.merchant_order_id.as_ref()),
                    text(line.row.descriptor.as_ref()),
                    text(line.row.message.as_ref()),
                    line.moved.to_plain(),
                    line.after.to_plain(),
                    line.moved.currency().to_string(),
                ],
            );
        }
        edge(&mut out, to, closing, self.closing);
        out
    }
}

#[cfg(test)]
mod tests {
    use purser_api::centrowallet::{Caller, transaction, transaction::TransactionFilter};

    use super::*;

    fn statement(from: Option<&str>) -> Statement {
        let row = |id: u64, kind: &str, status: &str, price: &str, day: &str| {
            format!(
                r#"{{"id":{id},"type":"{kind}","status":"{status}","price":{price},"currency":"USD","date":"{day}T10:00:00Z"}}"#
            )
        };
        let rows = [
            row(1, "income", "success", "50", "2026-10-30"),
            row(2, "outcome", "success", "7.50", "2026-10-31"),
            row(3, "income", "fail", "99", "2026-11-01"),
            row(4, "outcome", "success", "2.25", "2026-11-01"),
            row(5, "income", "success", "10", "2026-11-02"),
        ];
        let text = format!(r#"{{"data":[{}]}}"#, rows.join(","));
        let list = transaction::list(Caller::Customer, &TransactionFilter::default());
        let mut statement =
            Statement::new(Currency::new("USD").unwrap(), from.map(|from| Date::parse(from).unwrap()));
        statement.take(list.decode(&purser_api::Answer::new(200, text.as_bytes())).unwrap());
        statement
    }

    #[test]
    fn what_was_there_and_what_moved_make_what_is_there() {
        let statement = statement(Some("2026-11-01"));
        assert_eq!(statement.opening.to_plain(), "42.50");
        assert_eq!(statement.closing.to_plain(), "50.25");
        assert_eq!(
            (statement.income.to_plain(), statement.outcome.to_plain()),
            ("10.00".into(), "-2.25".into())
        );
        let after: Vec<String> = statement.lines.iter().map(|line| line.after.to_plain()).collect();
        assert_eq!(after, ["40.25", "50.25"]);
        let made = statement
            .opening
            .checked_add(statement.income)
            .and_then(|sum| sum.checked_add(statement.outcome));
        assert_eq!(made, Ok(statement.closing));
    }

    #[test]
    fn without_a_first_day_it_begins_with_the_account() {
        let statement = statement(None);
        assert_eq!((statement.opening.to_plain().as_str(), statement.lines.len()), ("0.00", 4));
    }

    #[test]
    fn rule_17_as_a_file_it_keeps_its_numbers() {
        let text = statement(Some("2026-11-01")).to_csv("2026-11-01", "2026-11-02", "Before", "After");
        let rows: Vec<Vec<String>> =
            csv::read(&text).unwrap().records.into_iter().map(|row| row.cells).collect();
        assert_eq!(rows[1][6], "42.50");
        assert_eq!((rows[2][5].as_str(), rows[2][6].as_str()), ("-2.25", "40.25"));
        assert_eq!(rows[4][6], "50.25");
    }
}
