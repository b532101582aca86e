//! A refill: a card fills an account, usually at a checkout elsewhere.

use purser_api::{
    Currency, Money,
    centrowallet::{
        Caller, PaymentAccountId, TransactionKind,
        payment_account::{self, Refill, RefillStarted},
        transaction::Transaction,
    },
};

use super::{customer, find_in, question, seen_by, verdict};
use crate::{
    money_action::plan::{Plan, Verdict},
    session::Identity,
    transport::Client,
};

/// The plan of a refill. Its reference is its `merchant_order_id`.
///
/// What a refill answers names neither an id nor an amount, so it never proves anything: whatever it says, the
/// transaction under the reference is looked up, and that is judged.
pub fn refill(
    client: Client,
    caller: Caller,
    account: PaymentAccountId,
    currency: Currency,
    refill: &Refill,
) -> Plan {
    let reference = refill.merchant_order_id.clone().unwrap_or_default();
    let amount = Money::new(refill.amount, currency);
    let request = payment_account::refill(caller, account, refill);
    let looked = question(caller, &reference);
    Plan::new(client, Identity::of(caller), "refill", reference.clone(), request, begun)
        .for_customer(customer(caller))
        .looked_up(client, looked, move |page| {
            find_in(page, &reference, |transaction| {
                seen_by(caller, judge(transaction, account, amount, &reference))
            })
        })
}

fn begun(started: &RefillStarted) -> Verdict {
    Verdict::Underway(started.url.clone().filter(|_| started.is_redirect()))
}

/// Rule 6: done only when direction, amount, currency, account, reference and status are those that were asked for.
fn judge(transaction: &Transaction, account: PaymentAccountId, amount: Money, reference: &str) -> Verdict {
    let is_it = transaction.kind == TransactionKind::Income
        && transaction.price_money() == amount
        && transaction.payment_account_id == Some(account)
        && transaction.merchant_order_id.as_deref() == Some(reference);
    verdict(transaction, is_it)
}

#[cfg(test)]
mod tests {
    use purser_api::Answer;

    use super::*;

    fn answered(body: &str) -> Verdict {
        let asked = payment_account::refill(Caller::Customer, PaymentAccountId(58), &Refill::default());
        begun(&asked.decode(&Answer::new(200, body.as_bytes())).unwrap())
    }

    #[test]
    fn rule_6_what_a_refill_answers_is_never_a_success() {
        for result in ["success", "fail", "processing"] {
            let body = format!(r#"{{"result": "{result}", "code": 0}}"#);
            assert_eq!(answered(&body), Verdict::Underway(None), "{result}");
        }
        let url = "https://pay.example/checkout/1";
        let body = format!(r#"{{"result": "processing", "action": "redirect", "url": "{url}"}}"#);
        assert_eq!(answered(&body), Verdict::Underway(Some(url.to_owned())));
    }

    #[test]
    fn rule_6_a_refill_is_done_when_its_transaction_matches() {
        let text = include_str!("../../../crates/api/tests/fixtures/centrowallet/refill.webhook.json");
        let asked = purser_api::centrowallet::transaction::get(
            Caller::Customer,
            purser_api::centrowallet::TransactionId(1),
        );
        let refilled = asked.decode(&Answer::new(200, text.as_bytes())).unwrap();
        let (account, amount) = (refilled.payment_account_id.unwrap(), refilled.price_money());
        let reference = refilled.merchant_order_id.clone().unwrap_or_default();
        let as_asked = Transaction { kind: TransactionKind::Income, ..refilled };
        assert!(matches!(judge(&as_asked, account, amount, &reference), Verdict::Done(_)), "{as_asked:?}");
        let double = amount.checked_add(amount).unwrap();
        assert!(matches!(judge(&as_asked, account, double, &reference), Verdict::Otherwise(_)));
        assert!(matches!(judge(&as_asked, account, amount, "another"), Verdict::Otherwise(_)));
    }
}
