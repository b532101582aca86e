//! A transfer: from one account to another of the same currency and merchant.

use purser_api::{
    Currency, Error, Money, Page,
    centrowallet::{
        Caller, PaymentAccountId, Status, TransactionKind,
        payment_account::{self, Transfer, TransferDone},
        transaction::Transaction,
    },
};

use super::{customer, question, rows_with, seen_by, verdict};
use crate::{
    money_action::plan::{Plan, Receipt, Verdict},
    paths::{Route, with_query},
    session::Identity,
    transport::Client,
};

/// What was asked for.
#[derive(Clone, Debug)]
struct Asked {
    from: PaymentAccountId,
    to: PaymentAccountId,
    amount: Money,
    reference: String,
}

/// The plan of a transfer. Its reference is its `merchant_order_id`.
pub fn transfer(
    client: Client,
    caller: Caller,
    from: PaymentAccountId,
    currency: Currency,
    transfer: &Transfer,
) -> Plan {
    let reference = transfer.merchant_order_id.clone().unwrap_or_default();
    let asked = Asked {
        from,
        to: transfer.recipient_payment_account_id,
        amount: Money::new(transfer.amount, currency),
        reference: reference.clone(),
    };
    let request = payment_account::transfer(caller, from, transfer);
    // A merchant sees both sides, so that a transfer that reached another account is not taken for this one.
    let seer = match caller {
        Caller::Customer => Caller::Customer,
        Caller::Merchant { .. } => Caller::Merchant { client_id: None },
    };
    let looked = question(seer, &reference);
    let sees_both = matches!(caller, Caller::Merchant { .. });
    let judge = {
        let asked = asked.clone();
        move |done: &TransferDone| seen_by(caller, judge(done, &asked))
    };
    Plan::new(client, Identity::of(caller), "transfer", reference, request, judge)
        .for_customer(customer(caller))
        .looked_up(client, looked, move |page| {
            Ok(find(page, &asked, sees_both)?.map(|verdict| seen_by(caller, verdict)))
        })
}

/// Rule 6: done only when both accounts, amount, currency, reference and status are those that were asked for.
fn judge(done: &TransferDone, asked: &Asked) -> Verdict {
    let is_it = done.kind == TransactionKind::Outcome
        && done.price_money() == asked.amount
        && done.sender_payment_account_id == Some(asked.from)
        && done.recipient_payment_account_id == Some(asked.to)
        && done.merchant_order_id.as_deref() == Some(asked.reference.as_str());
    let receipt = || Receipt {
        id: done.id.to_string(),
        place: done
            .user_id
            .map(|customer| with_query(Route::Transaction(done.id.0), &format!("customer={customer}"))),
        sum: done.price_money().negate(),
        balance: done.balance_money(),
        reference: asked.reference.clone(),
    };
    match &done.status {
        Status::Success if is_it => Verdict::Done(receipt()),
        Status::Fail if is_it => Verdict::Failed(receipt()),
        Status::Processing if is_it => Verdict::Underway(None),
        status => Verdict::Otherwise(format!("#{}, {}, {status}", done.id, done.price_money())),
    }
}

/// In the list a transfer is the sender's transaction, and the recipient's beside it. Who can see both needs both:
/// what was sent is done only once it is there.
fn find(page: Page<Transaction>, asked: &Asked, sees_both: bool) -> Result<Option<Verdict>, Error> {
    let unreadable = page.unreadable.first().cloned();
    let rows = rows_with(page, &asked.reference)?;
    let reached =
        |row: &Transaction| row.payment_account_id == Some(asked.to) && row.price_money() == asked.amount;
    let mut received = rows.iter().filter(|row| row.kind == TransactionKind::Income).peekable();
    let is_unseen = sees_both && received.peek().is_none();
    let went_elsewhere = received.any(|row| !reached(row));
    let is_sent = |row: &&Transaction| row.kind == TransactionKind::Outcome;
    let Some(sent) = rows.iter().find(is_sent).or(rows.first()) else { return Ok(None) };
    let lacks_recipient = is_unseen && sent.status == Status::Success;
    if let Some(row) = unreadable.filter(|_| lacks_recipient) {
        return Err(row.into());
    }
    let is_it = !went_elsewhere
        && !lacks_recipient
        && sent.kind == TransactionKind::Outcome
        && sent.price_money() == asked.amount
        && sent.payment_account_id == Some(asked.from);
    Ok(Some(verdict(sent, is_it)))
}

#[cfg(test)]
mod tests {
    use purser_api::{Answer, Metadata, decimal};

    use super::*;

    fn asked() -> Asked {
        let usd = Currency::new("USD").unwrap();
        let amount = Money::parse("0.11", usd).unwrap();
        let (from, to) = (PaymentAccountId(58), PaymentAccountId(59));
        Asked { from, to, amount, reference: "some order id 123".to_owned() }
    }

    fn done(changed: &str, to: &str) -> TransferDone {
        let text = include_str!(
            "../../../crates/api/tests/fixtures/centrowallet/payment-account-transfer.response.json"
        )
        .replacen(changed, to, 1);
        let body = Transfer {
            recipient_payment_account_id: PaymentAccountId(59),
            amount: decimal::parse("0.11").unwrap(),
            reason: None,
            merchant_order_id: None,
            metadata: Metadata::Empty,
        };
        payment_account::transfer(Caller::Customer, PaymentAccountId(58), &body)
            .decode(&Answer::new(200, text.as_bytes()))
            .unwrap()
    }

    #[test]
    fn rule_6_a_transfer_is_done_only_when_it_reached_the_account_it_was_meant_for() {
        let judged = |changed: &str, to: &str| judge(&done(changed, to), &asked());
        assert!(matches!(judged("x", "x"), Verdict::Done(_)));
        assert!(matches!(judged("\"success\"", "\"fail\""), Verdict::Failed(_)));
        for (changed, to) in [
            ("\"recipientPaymentAccountId\": 59", "\"recipientPaymentAccountId\": 60"),
            ("\"senderPaymentAccountId\": 58", "\"senderPaymentAccountId\": 60"),
            ("0.11", "0.12"),
            ("\"USD\"", "\"EUR\""),
            ("some order id 123", "another"),
            ("\"outcome\"", "\"income\""),
        ] {
            assert!(matches!(judged(changed, to), Verdict::Otherwise(_)), "{changed} -> {to}");
        }
    }

    #[test]
    fn rule_6_a_transfer_that_reached_another_account_is_not_found_done() {
        let row = |kind: &str, account: u64| {
            format!(
                r#"{{"id": {account}, "price": 0.11, "currency": "USD", "type": "{kind}", "status": "success",
                    "paymentAccountId": {account}, "merchantOrderID": "some order id 123"}}"#
            )
        };
        let seen = |rows: &str, sees_both: bool| {
            let meta = r#""links": {}, "meta": {"currentPage": 1, "lastPage": 1, "perPage": 50, "total": 2}"#;
            let body = format!(r#"{{"data": [{rows}], {meta}}}"#);
            let page = question(Caller::Customer, "x").decode(&Answer::new(200, body.as_bytes())).unwrap();
            find(page, &asked(), sees_both)
        };
        let found = |rows: &str| seen(rows, false).unwrap();
        let (sent, received) = (row("outcome", 58), row("income", 59));
        assert!(matches!(found(&sent), Some(Verdict::Done(_))), "a customer sees their own side alone");
        assert!(
            matches!(found(&format!("{received}, {sent}")), Some(Verdict::Done(receipt)) if receipt.id == "58")
        );
        let elsewhere = row("income", 60);
        assert!(matches!(found(&format!("{elsewhere}, {sent}")), Some(Verdict::Otherwise(_))));
        assert!(matches!(found(&received), Some(Verdict::Otherwise(_))));
        assert_eq!(found(""), None);
        // A merchant sees both sides, and one of them alone proves nothing.
        let both = format!("{sent}, {received}");
        assert!(matches!(seen(&both, true), Ok(Some(Verdict::Done(_)))));
        assert!(matches!(seen(&format!("{both}, {{}}"), true), Ok(Some(Verdict::Done(_)))));
        assert!(matches!(seen(&sent, true), Ok(Some(Verdict::Otherwise(_)))));
        assert!(
            seen(&format!("{sent}, {{\"id\": {{}}}}"), true).is_err(),
            "the other side could not be read"
        );
        let failed = sent.replace("success", "fail");
        assert!(matches!(seen(&failed, true), Ok(Some(Verdict::Failed(_)))), "nothing was sent");
    }
}
