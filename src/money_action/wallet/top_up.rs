//! A top-up, or a deduction where the amount is below zero.

use purser_api::{
    Currency, Money,
    centrowallet::{
        Caller, PaymentAccountId, TransactionKind,
        payment_account::{self, TopUp},
        transaction::Transaction,
    },
};

use super::{customer, find_in, question, verdict};
use crate::{
    money_action::plan::{Plan, Verdict},
    session::Identity,
    transport::Client,
};

/// The plan of a top-up. Its reference is its `merchant_order_id`.
pub fn top_up(
    client: Client,
    caller: Caller,
    account: PaymentAccountId,
    currency: Currency,
    top_up: &TopUp,
) -> Plan {
    let reference = top_up.merchant_order_id.clone().unwrap_or_default();
    let amount = Money::new(top_up.amount, currency);
    let request = payment_account::top_up(caller, account, top_up);
    let looked = question(caller, &reference);
    let judge = {
        let reference = reference.clone();
        move |transaction: &Transaction| judge(transaction, account, amount, &reference)
    };
    Plan::new(client, Identity::of(caller), "top-up", reference.clone(), request, judge.clone())
        .for_customer(customer(caller))
        .looked_up(client, looked, move |page| find_in(page, &reference, &judge))
}

/// Rule 6: done only when direction, amount, currency, account, reference and status are those that were asked for.
fn judge(transaction: &Transaction, account: PaymentAccountId, amount: Money, reference: &str) -> Verdict {
    let direction = if amount.is_negative() { TransactionKind::Outcome } else { TransactionKind::Income };
    let is_it = transaction.kind == direction
        && transaction.signed_money() == Some(amount)
        && transaction.payment_account_id == Some(account)
        && transaction.merchant_order_id.as_deref() == Some(reference);
    verdict(transaction, is_it)
}

#[cfg(test)]
mod tests {
    use purser_api::Answer;

    use super::*;

    fn transaction(changed: &str, to: &str) -> Transaction {
        let text = include_str!(
            "../../../crates/api/tests/fixtures/centrowallet/payment-account-top-up.response.json"
        )
        .replacen(changed, to, 1);
        payment_account::top_up(Caller::Customer, PaymentAccountId(58), &TopUp::default())
            .decode(&Answer::new(200, text.as_bytes()))
            .unwrap()
    }

    #[test]
    fn rule_6_success_needs_every_part_to_match() {
        let account = PaymentAccountId(58);
        let amount = Money::parse("-0.01", Currency::new("USD").unwrap()).unwrap();
        let judged = |changed: &str, to: &str| judge(&transaction(changed, to), account, amount, "112233");
        assert!(matches!(judged("x", "x"), Verdict::Done(_)));
        assert!(matches!(judged("\"success\"", "\"fail\""), Verdict::Failed(_)));
        assert_eq!(judged("\"success\"", "\"processing\""), Verdict::Underway(None));
        for (changed, to) in [
            ("0.01", "0.02"),
            ("\"paymentAccountId\": 58", "\"paymentAccountId\": 59"),
            ("\"USD\"", "\"EUR\""),
            ("\"outcome\"", "\"income\""),
            ("\"success\"", "\"settled\""),
            ("112233", "112234"),
        ] {
            assert!(matches!(judged(changed, to), Verdict::Otherwise(_)), "{changed} -> {to}");
        }
    }
}
