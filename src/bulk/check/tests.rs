use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::bulk::{rows, summary::summary};

fn currency(code: &str) -> Currency {
    Currency::new(code).unwrap()
}

fn usd(amount: &str) -> Money {
    Money::parse(amount, currency("USD")).unwrap()
}

fn customer() -> Customer {
    Customer { email: Some("maia@example.org".to_owned()), is_blocked: false, is_activated: Some(true) }
}

fn account(balance: &str, code: &str) -> Account {
    let currency = currency(code);
    Account {
        name: String::new(),
        currency,
        balance: Some(Money::parse(balance, currency).unwrap()),
        is_active: true,
        is_promo: false,
    }
}

/// Customers 1 to 4 (2 is blocked, 3 not activated); accounts 10 (20.00 USD), 11 (EUR), 12 (inactive), 13 (promo) of 1,
/// 20 of 2, 30 of 3; transactions 100 (paid in 5.00), 101 (voided), 102 (failed) on account 10.
fn facts() -> Facts {
    let mut facts = Facts::default();
    let people = [
        (1, customer()),
        (2, Customer { is_blocked: true, email: None, ..customer() }),
        (3, Customer { is_activated: Some(false), ..customer() }),
        (4, Customer { is_activated: None, ..customer() }),
    ];
    facts.customers.extend(people.map(|(id, customer)| (id, Ok(customer))));
    facts.customers.insert(9, Err(Missing::Unread("No answer in time.".to_owned())));
    facts.emails.insert("maia@example.org".to_owned(), Ok(UserId(1)));
    facts.owners.insert(10, Ok(UserId(1)));
    facts.accounts.extend([
        ((10, 1), Ok(account("20.00", "USD"))),
        ((11, 1), Ok(account("20.00", "EUR"))),
        ((12, 1), Ok(Account { is_active: false, ..account("20.00", "USD") })),
        ((13, 1), Ok(Account { is_promo: true, ..account("20.00", "USD") })),
        ((20, 2), Ok(account("20.00", "USD"))),
        ((30, 3), Ok(account("20.00", "USD"))),
    ]);
    let paid = |id: u64| Transaction {
        id: TransactionId(id),
        customer: Some(UserId(1)),
        account: Some(PaymentAccountId(10)),
        moved: Some(usd("15.00")),
        is_done: true,
        is_voided: false,
    };
    facts.transactions.extend([
        (100, Ok(paid(100))),
        (101, Ok(Transaction { is_voided: true, ..paid(101) })),
        (102, Ok(Transaction { is_done: false, ..paid(102) })),
        (103, Ok(paid(103))),
        (104, Ok(Transaction { moved: Some(usd("-3.00")), ..paid(104) })),
    ]);
    facts.orders.insert("two".to_owned(), Ok(vec![100, 103]));
    facts.orders.insert("one".to_owned(), Ok(vec![104]));
    facts.orders.insert("none".to_owned(), Ok(vec![]));
    facts
}

fn judged(kind: Kind, text: &str) -> Vec<Outlook> {
    judge(kind, &rows::read(kind, text).unwrap().rows, &facts(), &[], Timestamp::from_unix_seconds(0))
}

fn said(outlook: &Outlook) -> String {
    match outlook {
        Outlook::Will(job) => format!("will {}", job.target()),
        Outlook::Skip(why) => format!("skip: {why}"),
        Outlook::Cannot(why) => format!("cannot: {why}"),
    }
}

#[track_caller]
fn assert_said(kind: Kind, text: &str, wanted: &[&str]) {
    let said: Vec<String> = judged(kind, text).iter().map(said).collect();
    assert_eq!(said, wanted);
}

#[test]
fn every_wrong_top_up_says_what_is_wrong() {
    assert_said(
        Kind::TopUp,
        "account id,customer id,amount,currency,reason,dateExpire,email\n\
         10,1,5.00,USD,,,\n10,,5.01,USD,,,\n10,,5.02,USD,,,maia@example.org\n10,2,5.03,USD,,,\n11,1,5,USD,,,\n12,1,5,USD,,,\n\
         20,2,5,USD,,,\n30,3,5,USD,,,\n77,,5,USD,,,\n10,8,5,USD,,,\n10,9,5,USD,,,\n10,1,5,USD,,2027-01-01,\n\
         13,1,-5,USD,,2027-01-01,\n13,1,5,USD,,1960-01-01,\n13,1,5,USD,,2027-01-01,\n10,1,5,USD,,,tane@example.org\n10,1,5.00,USD,,,",
        &[
            "will 10",
            "will 10",
            "will 10",
            "cannot: Customer #2 has no account #10.",
            "cannot: The account is in EUR, and the row says USD.",
            "cannot: The account is not active.",
            "cannot: The customer is blocked.",
            "cannot: The customer is not activated.",
            "cannot: Whose account #77 is cannot be found out: it has no transactions, or there is no such account. Name the customer in the row.",
            "skip: The same as line 2.",
            "skip: The same as line 2.",
            "cannot: Only money on a promotional account lapses.",
            "cannot: Money that is taken does not lapse.",
            "cannot: The time at which it lapses is past.",
            "will 13",
            "skip: The same as line 2.",
            "skip: The same as line 2.",
        ],
    );
    assert_said(
        Kind::TopUp,
        "10,8,5,USD\n10,9,6,USD\n10,1,1.234,USD",
        &[
            "cannot: There is no customer #8.",
            "cannot: It could not be looked up: No answer in time. Check again.",
            "cannot: Amount: This currency has 2 decimals at most.",
        ],
    );
}

#[test]
fn rows_of_one_account_are_judged_on_what_those_before_leave() {
    assert_said(
        Kind::TopUp,
        "10,1,-15,USD\n10,1,-6,USD\n10,1,-5,USD\n10,1,1,USD\n10,1,-1,USD",
        &[
            "will 10",
            "cannot: After the rows above, the account would hold 5.00 USD, which is not enough.",
            "will 10",
            "will 10",
            "will 10",
        ],
    );
    assert_said(Kind::TopUp, "10,1,-21,USD", &["cannot: The account holds 20.00 USD, which is not enough."]);
}

#[test]
fn blocks_and_unblocks_skip_what_is_so_already() {
    assert_said(
        Kind::Block,
        "1\n2\nMaia@Example.org\n3\n4\n5\nnobody@example.org",
        &[
            "will 1",
            "skip: Blocked already.",
            "skip: The same as line 1.",
            "will 3",
            "cannot: The system does not say whether the customer is activated, and wants to be told.",
            "cannot: There is no customer #5.",
            "cannot: No customer has the address nobody@example.org.",
        ],
    );
    assert_said(Kind::Unblock, "1\n2", &["skip: Not blocked.", "will 2"]);
}

#[test]
fn voids_know_what_was_voided_and_what_is_left() {
    assert_said(
        Kind::Void,
        "id,order id\n100,\n101,\n102,\n103,\n104,\n999,\n,two\n,one\n,none",
        &[
            "will 100",
            "skip: Voided already.",
            "cannot: It moved no money that could be given back.",
            "cannot: After the rows above, the account would hold 5.00 USD, which is not enough.",
            "will 104",
            "cannot: There is no transaction #999.",
            "cannot: 2 transactions have the order id two. Name the one by its number.",
            "skip: The same as line 6.",
            "cannot: No transaction has the order id none.",
        ],
    );
}

#[test]
fn rule_3_what_a_run_did_or_does_not_know_is_not_done_again() {
    let rows =
        rows::read(Kind::TopUp, "10,1,1,USD\n10,1,2,USD\n10,1,3,USD\n10,1,4,USD\n10,1,5,USD").unwrap().rows;
    let known = [
        Some(State::Done(77)),
        Some(State::Sent),
        Some(State::Failed(78)),
        Some(State::Absent),
        Some(State::Refused),
    ];
    let outlooks = judge(Kind::TopUp, &rows, &facts(), &known, Timestamp::from_unix_seconds(0));
    let will: Vec<bool> = outlooks.iter().map(|outlook| matches!(outlook, Outlook::Will(_))).collect();
    assert_eq!(will, [false, false, false, true, true]);
    assert_eq!(said(&outlooks[0]), "skip: Done before, in this run: transaction #77.");
}

#[test]
fn rule_1_currencies_are_summed_apart_and_exactly() {
    let outlooks = judged(
        Kind::TopUp,
        "10,1,0.10,USD\n10,1,0.20,USD\n10,1,-0.05,USD\n11,1,7,EUR\n12,1,1,USD\n10,1,0.1,USD",
    );
    let summary = summary(&outlooks);
    assert_eq!((summary.will, summary.skip, summary.cannot), (4, 1, 1));
    let sums: Vec<String> = summary
        .sums
        .iter()
        .map(|sum| format!("{} {} {}", sum.rows, sum.into.unwrap(), sum.out_of.unwrap()))
        .collect();
    assert_eq!(sums, ["1 7.00 EUR 0.00 EUR", "3 0.30 USD 0.05 USD"]);
}

proptest! {
    /// Whatever the amounts, no account is ever left below zero, and what is said adds up to what is done.
    #[test]
    fn no_account_goes_below_zero(cents in prop::collection::vec(-3_000i64..3_000, 1..60)) {
        let rows: Vec<String> = cents
            .iter()
            .enumerate()
            .filter(|(_, cents)| **cents != 0)
            .map(|(place, cents)| {
                let sign = if *cents < 0 { "-" } else { "" };
                format!("10,1,{sign}{}.{:02},USD,r{place}\n", cents.abs() / 100, cents.abs() % 100)
            })
            .collect();
        let text = rows.concat();
        let outlooks = judged(Kind::TopUp, &text);
        let mut balance = usd("20.00");
        let mut moved: BTreeMap<bool, Money> = BTreeMap::new();
        for outlook in &outlooks {
            let Outlook::Will(Job::TopUp { top_up, after, .. }) = outlook else { continue };
            balance = balance.checked_add(top_up.amount).unwrap();
            prop_assert!(!balance.is_negative());
            prop_assert_eq!(balance, *after);
            let side = moved.entry(top_up.amount.is_negative()).or_insert_with(|| usd("0"));
            *side = side.checked_add(top_up.amount).unwrap();
        }
        let summary = summary(&outlooks);
        prop_assert_eq!(summary.will + summary.skip + summary.cannot, outlooks.len());
        for sum in summary.sums {
            prop_assert_eq!(sum.into.unwrap(), moved.get(&false).copied().unwrap_or_else(|| usd("0")));
            prop_assert_eq!(sum.out_of.unwrap().negate(), moved.get(&true).copied().unwrap_or_else(|| usd("0")));
        }
    }
}
