//! A withdrawal: coins to an address outside. Nobody can take it back, and CTK takes no reference for it.

use std::rc::Rc;

use purser_api::{
    Currency, Money,
    ctk::{
        transaction::{Transaction, TransactionKind},
        wallet::{self, Withdrawal},
    },
};

use super::history::{self, Newest, Seen, WITHDRAWAL};
use crate::{
    money_action::plan::{Pending, Plan, Receipt, Told, Verdict},
    paths::Route,
    session::Identity,
    transport::Client,
};

/// What was asked for.
#[derive(Clone, Debug)]
struct Asked {
    sum: Money,
    reference: String,
}

/// The plan of a withdrawal, with the newest row that the history had before it.
pub fn withdrawal(
    client: Client,
    symbol: Currency,
    asked: &Withdrawal,
    reference: String,
    before: Newest,
) -> Plan {
    let request = wallet::withdraw(symbol, asked);
    let asked = Asked { sum: Money::new(asked.amount, symbol), reference: reference.clone() };
    let told = Told {
        after: before.id,
        seen_at: before.seen_at,
        words: history::words(&TransactionKind::Sent, symbol.as_str(), asked.sum.amount()),
    };
    let judged = asked.clone();
    let plan =
        Plan::new(client, Identity::Holder, WITHDRAWAL, reference, request, move |row| judge(row, &judged));
    let over = plan.connection.clone();
    let look = move || -> Pending<Option<Verdict>> {
        let (over, asked) = (over.clone(), asked.clone());
        Box::pin(async move {
            Ok(match history::look(client, &over, &asked.reference).await? {
                Seen::Nothing => None,
                Seen::This(row) => Some(judge(&row, &asked)),
                Seen::Unclear(said) => Some(Verdict::Otherwise(said)),
            })
        })
    };
    Plan { look: Some(Rc::new(look)), told: Some(told), ..plan.never_again() }
}

/// Rule 6: done only when coin, amount and direction are those that were asked for.
fn judge(row: &Transaction, asked: &Asked) -> Verdict {
    let is_it = row.kind == TransactionKind::Sent
        && row.symbol == asked.sum.currency()
        && row.amount == asked.sum.amount();
    if !is_it {
        return Verdict::Otherwise(format!("#{}, {}, {}", row.id, row.amount_money(), row.kind));
    }
    Verdict::Done(Receipt {
        id: row.id.clone(),
        place: Some(Route::Coin(row.symbol).to_string()),
        sum: row.amount_money().negate(),
        balance: None,
        reference: asked.reference.clone(),
    })
}

#[cfg(test)]
mod tests {
    use purser_api::{Answer, decimal};

    use super::*;

    #[test]
    fn rule_6_a_withdrawal_is_done_only_when_coin_amount_and_direction_match() {
        let bitcoin = Currency::new("BTC").unwrap();
        let amount = decimal::parse("0.5").unwrap();
        let asked = Asked { sum: Money::new(amount, bitcoin), reference: "pr_1".to_owned() };
        let request = wallet::withdraw(bitcoin, &Withdrawal { address: "1A1z".to_owned(), amount });
        let judged = |row: &str| {
            let body = format!(r#"{{"success": true, "data": {row}}}"#);
            judge(&request.decode(&Answer::new(200, body.as_bytes())).unwrap(), &asked)
        };
        let good = r#"{"id": "t1", "symbol": "BTC", "amount": 0.50, "type": "Sent"}"#;
        assert!(
            matches!(judged(good), Verdict::Done(receipt) if receipt.id == "t1" && receipt.sum.is_negative())
        );
        for (from, to) in [("BTC", "BCH"), ("0.50", "0.51"), ("Sent", "Receive")] {
            assert!(matches!(judged(&good.replace(from, to)), Verdict::Otherwise(_)), "{from} -> {to}");
        }
    }
}
