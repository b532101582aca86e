//! Whether the transactions of an account make its balance, and where they first do not.
//!
//! What succeeded moves the balance, by its price, into or out of the account; voids and lapsed grants are rows of their
//! own. Each row also says what the account held after it. Rows come in the order of their numbers, but money does not
//! always move in that order: a refill that is decided late has an early number. So a row that does not follow from the
//! one before is put aside until one comes that it follows; what never follows is a gap.

use purser_api::{
    Currency, Money, Page,
    centrowallet::{Status, TransactionKind, transaction::Transaction},
};

use crate::whole::Whole;

/// Rows put aside at once; with more, the order tells nothing any more.
const MOST_ASIDE: usize = 200;

/// A row that moved the balance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Step {
    id: u64,
    moved: Money,
    after: Money,
    /// What the account held when the row was come to.
    held: Money,
}

/// The first row that does not follow: by its number and its own words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gap {
    pub id: u64,
    /// What the account held before it, by the rows before.
    pub held: Money,
    /// What the row says was there before it.
    pub said: Money,
}

/// An account's history as far as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct History {
    pub whole: Whole,
    /// Rows that moved the balance.
    pub moved: u64,
    /// All of them added up; `None` when that has more digits than can be kept.
    pub sum: Option<Money>,
    held: Money,
    aside: Vec<Step>,
    lost: Option<Step>,
    /// Rows in another currency, or with a way that nobody documented: in no sum.
    pub strange: u64,
}

/// A history, and what the account held right before and right after it was read. Any other balance is of another
/// moment, and proves nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    pub history: History,
    pub before: Option<Money>,
    pub after: Option<Money>,
}

impl Checked {
    /// The balance that the history is held against: the one that stood still meanwhile.
    pub fn balance(&self) -> Option<Money> {
        self.after.filter(|after| self.before.is_some_and(|before| same(before, *after)))
    }
}

/// What it came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    AddsUp,
    /// The sum is the balance, but a row on the way says something else.
    OutOfOrder(Gap),
    /// By how much the balance is more than the rows say, and where it began.
    Off {
        more: Money,
        gap: Option<Gap>,
    },
    TooLarge,
}

impl History {
    pub fn new(currency: Currency) -> Self {
        let none = Money::zero(currency);
        Self {
            whole: Whole::default(),
            moved: 0,
            sum: Some(none),
            held: none,
            aside: Vec::new(),
            lost: None,
            strange: 0,
        }
    }

    /// Takes a page, ordered by number.
    pub fn take(&mut self, page: Page<Transaction>) {
        for row in self.whole.take(page, |row| row.id.0) {
            self.add(&row);
        }
    }

    fn add(&mut self, row: &Transaction) {
        if row.status != Status::Success {
            return;
        }
        let moved = match row.kind {
            TransactionKind::Income => row.price_money(),
            TransactionKind::Outcome => row.price_money().negate(),
            TransactionKind::Other(_) => {
                self.strange += 1;
                return;
            }
        };
        if moved.currency() != self.held.currency() {
            self.strange += 1;
            return;
        }
        self.moved += 1;
        self.sum = self.sum.and_then(|sum| sum.checked_add(moved).ok());
        let Some(after) = row.balance_money() else {
            // It says nothing of the balance, so nothing can contradict it.
            self.held = self.held.checked_add(moved).unwrap_or(self.held);
            return;
        };
        self.aside.push(Step { id: row.id.0, moved, after, held: self.held });
        self.follow();
        if self.aside.len() > MOST_ASIDE {
            let first = self.aside.remove(0);
            self.lost.get_or_insert(first);
        }
    }

    /// Goes on with whatever follows from what is held.
    fn follow(&mut self) {
        let follows = |held: Money, step: &Step| {
            held.checked_add(step.moved).is_ok_and(|after| same(after, step.after))
        };
        while let Some(place) = self.aside.iter().position(|step| follows(self.held, step)) {
            self.held = self.aside.remove(place).after;
        }
    }

    /// What it comes to, against what the account holds now.
    pub fn verdict(&self, balance: Money) -> Verdict {
        let Some(sum) = self.sum else { return Verdict::TooLarge };
        let gap = self.lost.or_else(|| self.aside.first().copied()).and_then(|step| {
            let said = step.after.checked_sub(step.moved).ok()?;
            Some(Gap { id: step.id, held: step.held, said })
        });
        match (balance.checked_sub(sum), gap) {
            (Err(_), _) => Verdict::TooLarge,
            (Ok(more), Some(gap)) if more.is_zero() => Verdict::OutOfOrder(gap),
            (Ok(more), None) if more.is_zero() => Verdict::AddsUp,
            (Ok(more), gap) => Verdict::Off { more, gap },
        }
    }
}

fn same(left: Money, right: Money) -> bool {
    left.compare(&right) == Some(std::cmp::Ordering::Equal)
}

#[cfg(test)]
mod tests {
    use purser_api::centrowallet::{Caller, transaction, transaction::TransactionFilter};

    use super::*;

    fn usd(text: &str) -> Money {
        Money::parse(text, Currency::new("USD").unwrap()).unwrap()
    }

    /// Rows of `(number, way, amount, balance after it)`.
    fn history(rows: &[(u64, &str, &str, &str)]) -> History {
        let rows: Vec<String> = rows
            .iter()
            .map(|(id, kind, price, balance)| {
                format!(r#"{{"id":{id},"type":"{kind}","status":"success","price":{price},"balance":{balance},"currency":"USD"}}"#)
            })
            .collect();
        let text = format!(r#"{{"data":[{}]}}"#, rows.join(","));
        let list = transaction::list(Caller::Customer, &TransactionFilter::default());
        let mut history = History::new(Currency::new("USD").unwrap());
        history.take(list.decode(&purser_api::Answer::new(200, text.as_bytes())).unwrap());
        history
    }

    #[test]
    fn rows_that_follow_make_the_balance() {
        let history = history(&[
            (1, "income", "50", "50"),
            (2, "outcome", "7.50", "42.5"),
            (9, "income", "1", "43.50"),
        ]);
        assert_eq!(history.verdict(usd("43.50")), Verdict::AddsUp);
        assert_eq!(history.moved, 3);
    }

    #[test]
    fn a_refill_that_was_decided_late_is_no_gap() {
        let history =
            history(&[(1, "income", "50", "50"), (2, "income", "100", "140"), (3, "outcome", "10", "40")]);
        assert_eq!(history.verdict(usd("140")), Verdict::AddsUp);
    }

    #[test]
    fn the_first_row_that_does_not_follow_is_named() {
        let rows = [(1, "income", "50", "50"), (4, "outcome", "10", "45"), (5, "outcome", "5", "40")];
        let gap = Gap { id: 4, held: usd("50"), said: usd("55") };
        assert_eq!(history(&rows).verdict(usd("40")), Verdict::Off { more: usd("5"), gap: Some(gap) });
        assert_eq!(history(&rows).verdict(usd("35")), Verdict::OutOfOrder(gap));
    }

    #[test]
    fn only_a_balance_that_stood_still_is_held_against_a_history() {
        let checked = |before: Option<&str>, after: Option<&str>| {
            let history = history(&[(1, "income", "50", "50")]);
            Checked { history, before: before.map(usd), after: after.map(usd) }.balance()
        };
        assert_eq!(checked(Some("50"), Some("50.00")), Some(usd("50")));
        assert_eq!(checked(Some("50"), Some("40")), None, "money moved");
        assert_eq!(checked(Some("50"), None), None);
        assert_eq!(checked(None, None), None, "the account does not say");
    }

    #[test]
    fn a_balance_that_no_row_explains_is_off() {
        let rows = history(&[(1, "income", "50", "50")]);
        assert_eq!(rows.verdict(usd("49")), Verdict::Off { more: usd("1").negate(), gap: None });
        assert_eq!(history(&[]).verdict(usd("0")), Verdict::AddsUp);
    }
}
