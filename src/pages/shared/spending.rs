//! Money that leaves an account: whether it can, and what the account's settings start by themselves then.

use purser_api::{Money, centrowallet::payment_account::PaymentAccount};

use crate::{messages, ui::money::words};

/// The amount that was typed, or what is wrong with it.
pub fn check(account: &PaymentAccount, typed: &str) -> Result<Money, String> {
    let money =
        Money::parse(typed.trim(), account.currency).map_err(|error| messages::amount_wrong(&error))?;
    if money.is_zero() || money.is_negative() {
        return Err(messages::AMOUNT_NOT_POSITIVE.to_owned());
    }
    let after = account
        .balance_money()
        .and_then(|balance| balance.checked_sub(money).ok())
        .ok_or(messages::BALANCE_UNKNOWN)?;
    if after.is_negative() {
        return Err(messages::NOT_ENOUGH.to_owned());
    }
    Ok(money)
}

/// A sentence for each thing that a balance after spending starts, or does not.
pub fn what_follows(account: &PaymentAccount, before: Money, after: Money) -> Vec<String> {
    let money = |amount| Money::new(amount, account.currency);
    let below = |limit: Money| after.compare(&limit) == Some(std::cmp::Ordering::Less);
    let mut notes = Vec::new();
    if account.is_active == Some(false) {
        notes.push(messages::ACCOUNT_INACTIVE.to_owned());
    }
    if let (Some(true), Some(limit), Some(amount)) =
        (account.autoreload, account.autoreload_min_amount, account.autoreload_amount)
    {
        let limit = money(limit);
        notes.push(if below(limit) {
            messages::reload_starts(&words(limit), &words(money(amount)))
        } else {
            messages::stays_above(&words(limit))
        });
    }
    if let (Some(true), Some(limit)) = (account.is_notify, account.notify_amount) {
        let limit = money(limit);
        let was_above = before.compare(&limit) != Some(std::cmp::Ordering::Less);
        if was_above && below(limit) {
            notes.push(messages::notice_is_sent(&words(limit)));
        }
    }
    notes
}

#[cfg(test)]
mod tests {
    use purser_api::{
        Answer, Decimal,
        centrowallet::{Caller, PaymentAccountId, payment_account},
        decimal,
    };

    use super::*;

    fn account() -> PaymentAccount {
        let body = include_bytes!(
            "../../../crates/api/tests/fixtures/centrowallet/payment-account-get.response.json"
        );
        let read = payment_account::get(Caller::Customer, PaymentAccountId(3));
        let number = |text: &str| -> Option<Decimal> { decimal::parse(text).ok() };
        PaymentAccount {
            autoreload: Some(true),
            autoreload_min_amount: number("20"),
            autoreload_amount: number("50"),
            is_notify: Some(true),
            notify_amount: number("10"),
            is_active: Some(true),
            ..read.decode(&Answer::new(200, body)).unwrap()
        }
    }

    #[test]
    fn what_a_payment_starts_is_said_before() {
        let account = account();
        let money = |text: &str| Money::parse(text, account.currency).unwrap();
        let said = |before: &str, after: &str| what_follows(&account, money(before), money(after));
        assert_eq!(said("100", "20"), [messages::stays_above("20.00 USD")]);
        assert_eq!(said("100", "19.99"), [messages::reload_starts("20.00 USD", "50.00 USD")]);
        assert_eq!(said("100", "5").len(), 2, "the notice is sent when the limit is crossed");
        assert_eq!(said("9", "5").len(), 1, "and not again below it");
    }
}
