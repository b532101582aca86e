//! A void: what a transaction moved is given back.

use purser_api::{
    Money,
    centrowallet::{
        Caller, Mode, Status, TransactionId,
        transaction::{self, Transaction, Void},
    },
};

use super::{customer, verdict};
use crate::{
    money_action::plan::{Plan, Verdict},
    session::Identity,
    transport::Client,
};

/// The plan of a void of a transaction of that sum. Its reference is its `merchant_order_id`.
pub fn void(client: Client, caller: Caller, id: TransactionId, sum: Money, void: &Void) -> Plan {
    let reference = void.merchant_order_id.clone().unwrap_or_default();
    let request = transaction::void(caller, id, void);
    let answered = {
        let reference = reference.clone();
        move |transaction: &Transaction| {
            judge(transaction, id, sum, &reference)
                .unwrap_or_else(|| Verdict::Otherwise(transaction.status.to_string()))
        }
    };
    let looked = transaction::get(caller, id);
    Plan::new(client, Identity::of(caller), "void", reference.clone(), request, answered)
        .for_customer(customer(caller))
        .looked_up(client, looked, move |found: Transaction| Ok(judge(&found, id, sum, &reference)))
}

/// Rule 6: done only when the right transaction carries a void of the right sum under this reference. `None` where it
/// carries no void at all.
fn judge(transaction: &Transaction, id: TransactionId, sum: Money, reference: &str) -> Option<Verdict> {
    if transaction.id != id {
        return Some(verdict(transaction, false));
    }
    let is_void = |child: &&Transaction| child.mode == Mode::Void;
    let is_ours = |child: &&Transaction| child.merchant_order_id.as_deref() == Some(reference);
    let ours = transaction.child.iter().filter(is_void).find(is_ours);
    let other = || transaction.child.iter().filter(is_void).find(|child| child.status == Status::Success);
    let void = ours.or_else(other)?;
    let is_it = ours.is_some()
        && void.price_money() == sum
        && void.payment_account_id == transaction.payment_account_id;
    Some(verdict(void, is_it))
}

#[cfg(test)]
mod tests {
    use purser_api::{Answer, Currency};

    use super::*;

    /// The published sample voids another sum of another account; here that is set right.
    fn voided(changed: &str, to: &str) -> Transaction {
        let sample =
            include_str!("../../../crates/api/tests/fixtures/centrowallet/transaction-void.response.json");
        let (own, child) = sample.split_once("\"child\"").unwrap();
        let child = child
            .replacen("\"paymentAccountId\": 59", "\"paymentAccountId\": 58", 1)
            .replacen("\"price\": 0.11", "\"price\": 0.01", 1)
            .replacen(changed, to, 1);
        let text = format!("{own}\"child\"{child}");
        transaction::get(Caller::Customer, TransactionId(414))
            .decode(&Answer::new(200, text.as_bytes()))
            .unwrap()
    }

    #[test]
    fn rule_6_a_void_is_done_only_when_it_voids_the_right_transaction_with_the_right_sum() {
        let sum = Money::parse("0.01", Currency::new("USD").unwrap()).unwrap();
        let judged =
            |changed: &str, to: &str| judge(&voided(changed, to), TransactionId(414), sum, "void12345");
        assert!(matches!(judged("x", "x"), Some(Verdict::Done(receipt)) if receipt.id == "430"));
        assert!(matches!(judged("\"success\"", "\"fail\""), Some(Verdict::Failed(_))));
        for (changed, to) in [
            ("\"price\": 0.01", "\"price\": 0.02"),
            ("\"USD\"", "\"EUR\""),
            ("\"paymentAccountId\": 58", "\"paymentAccountId\": 59"),
            ("void12345", "another"),
        ] {
            assert!(matches!(judged(changed, to), Some(Verdict::Otherwise(_))), "{changed} -> {to}");
        }
        assert_eq!(judged("\"mode\": \"void\"", "\"mode\": \"wallet\""), None, "a child that is no void");
        let another = judge(&voided("x", "x"), TransactionId(415), sum, "void12345");
        assert!(matches!(another, Some(Verdict::Otherwise(_))), "another transaction");
    }
}
