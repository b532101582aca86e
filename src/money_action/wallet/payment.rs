//! A payment: from an account to the merchant.

use purser_api::{
    Money,
    centrowallet::{
        Caller, PaymentAccountId, TransactionKind,
        payment::{self, NewPayment},
        transaction::Transaction,
    },
};

use super::{customer, find_in, question, seen_by, verdict};
use crate::{
    money_action::plan::{Plan, Verdict},
    session::Identity,
    transport::Client,
};

/// The plan of a payment. The merchant's own order id, or the reference that stands in its place, is what it is
/// looked up by, among the customer's things alone: another customer may have an order of the same name.
pub fn payment(client: Client, caller: Caller, payment: &NewPayment) -> Plan {
    let reference = payment.merchant_order_id.clone();
    let amount = Money::new(payment.amount, payment.currency);
    let account = payment.payment_account_id;
    let request = payment::create(caller, payment);
    let looked = question(caller, &reference);
    let judge = {
        let reference = reference.clone();
        move |transaction: &Transaction| seen_by(caller, judge(transaction, account, amount, &reference))
    };
    Plan::new(client, Identity::of(caller), "payment", reference.clone(), request, judge.clone())
        .for_customer(customer(caller))
        .looked_up(client, looked, move |page| find_in(page, &reference, &judge))
}

/// Rule 6: done only when direction, amount, currency, account, reference and status are those that were asked for.
fn judge(transaction: &Transaction, account: PaymentAccountId, amount: Money, reference: &str) -> Verdict {
    let is_it = transaction.kind == TransactionKind::Outcome
        && transaction.price_money() == amount
        && transaction.payment_account_id == Some(account)
        && transaction.merchant_order_id.as_deref() == Some(reference);
    verdict(transaction, is_it)
}

#[cfg(test)]
mod tests {
    use purser_api::{Answer, Currency, Metadata, decimal};

    use super::*;

    fn transaction(changed: &str, to: &str) -> Transaction {
        let text = include_str!("../../../crates/api/tests/fixtures/centrowallet/payment.response.json")
            .replacen(changed, to, 1);
        let asked = NewPayment {
            payment_account_id: PaymentAccountId(58),
            amount: decimal::parse("0.01").unwrap(),
            currency: Currency::new("USD").unwrap(),
            name: String::new(),
            merchant_order_id: String::new(),
            metadata: Metadata::Empty,
            webhook_url: None,
        };
        payment::create(Caller::Customer, &asked).decode(&Answer::new(200, text.as_bytes())).unwrap()
    }

    #[test]
    fn rule_6_a_payment_is_done_only_when_every_part_matches() {
        let sent = transaction("x", "x");
        let (account, amount) = (sent.payment_account_id.unwrap(), sent.price_money());
        let reference = sent.merchant_order_id.clone().unwrap();
        let judged = |changed: &str, to: &str| judge(&transaction(changed, to), account, amount, &reference);
        assert!(matches!(judged("x", "x"), Verdict::Done(_)), "{sent:?}");
        for (changed, to) in [
            ("\"outcome\"", "\"income\""),
            ("\"USD\"", "\"EUR\""),
            ("\"paymentAccountId\": ", "\"paymentAccountId\": 9"),
            ("\"price\": ", "\"price\": 9"),
        ] {
            assert!(matches!(judged(changed, to), Verdict::Otherwise(_)), "{changed} -> {to}");
        }
        assert!(matches!(judge(&sent, account, amount, "another"), Verdict::Otherwise(_)));
    }
}
