//! An exchange of one coin for another. The answer to it names no amount, so the history says whether it is the one that
//! was asked for (rule 6).

use std::{cell::RefCell, rc::Rc};

use purser_api::{
    Error, Money, Rows,
    ctk::{
        exchange::{self, Exchange, ExchangeStatus, NewExchange},
        transaction::TransactionKind,
    },
};

use super::history::{self, Seen};
use crate::{
    clock::now_millis,
    digest::sha256_hex,
    journal::Entry,
    money_action::plan::{Pending, Plan, Receipt, Told, Verdict, send_over},
    paths::{Route, WalletId},
    session::Identity,
    transport::Client,
};

/// The kind of an exchange, in the journal and in sentences.
pub const EXCHANGE: &str = "exchange";

/// The plan of an exchange.
pub fn exchange(client: Client, reference: String, asked: &NewExchange) -> Plan {
    let asked = Rc::new(NewExchange { amount: asked.amount.normalize(), ..asked.clone() });
    // Its own id, once the system said it.
    let id = Rc::new(RefCell::new(None::<String>));
    // The answer names nothing but that.
    let begun = {
        let id = Rc::clone(&id);
        move |started: &exchange::ExchangeStarted| {
            id.replace(Some(started.id.clone()));
            Verdict::Underway(None)
        }
    };
    let request = exchange::create(&asked);
    let plan = Plan::new(client, Identity::Holder, EXCHANGE, reference.clone(), request, begun);
    let over: Rc<str> = plan.connection.as_str().into();
    let before = {
        let (over, asked) = (Rc::clone(&over), Rc::clone(&asked));
        move || -> Pending<Told> {
            let (over, words) = (Rc::clone(&over), words(asked.from.as_str(), asked.amount));
            Box::pin(async move {
                let seen_at = now_millis();
                let rows = all(client, &over).await?;
                Ok(Told { after: newest(&rows), seen_at, words })
            })
        }
    };
    let look = move || -> Pending<Option<Verdict>> {
        let (id, over, asked) = (id.borrow().clone(), Rc::clone(&over), Rc::clone(&asked));
        let reference = reference.clone();
        Box::pin(async move {
            // The history is counted before the answer's id is believed: the browser may have sent it twice.
            Ok(match look(client, &over, &reference).await? {
                Seen::This(row) => Some(verdict(&row, &asked, &reference)),
                Seen::Unclear(said) => Some(Verdict::Otherwise(said)),
                Seen::Nothing => match id {
                    Some(id) => by_id(all(client, &over).await?, &id, &asked, &reference)?,
                    None => None,
                },
            })
        })
    };
    Plan { before: Some(Rc::new(before)), look: Some(Rc::new(look)), goes_on: true, ..plan.never_again() }
}

async fn all(client: Client, over: &str) -> Result<Rows<Exchange>, Error> {
    send_over(client, Identity::Holder, over, &exchange::history(), None).await
}

/// The newest exchange; none is an empty text.
fn newest(rows: &Rows<Exchange>) -> String {
    rows.rows.first().map(|row| row.id.clone()).unwrap_or_default()
}

/// What an exchange says in the history of all transactions, so that it is not taken for a withdrawal either.
fn words(from: &str, amount: purser_api::Decimal) -> String {
    history::words(&TransactionKind::Sent, from, amount)
}

fn is_asked(row: &Exchange, asked: &NewExchange) -> bool {
    row.currency_from == asked.from && row.currency_to == asked.to && row.amount_from == Some(asked.amount)
}

/// The exchange that the system began, by its id.
fn by_id(
    rows: Rows<Exchange>,
    id: &str,
    asked: &NewExchange,
    reference: &str,
) -> Result<Option<Verdict>, Error> {
    match (rows.rows.iter().find(|row| row.id == id), rows.unreadable.into_iter().next()) {
        (Some(row), _) => Ok(Some(verdict(row, asked, reference))),
        (None, Some(unreadable)) => Err(unreadable.into()),
        (None, None) => Ok(None),
    }
}

/// Rule 6: begun only when both coins, the amount and the status are those that were asked for.
fn verdict(row: &Exchange, asked: &NewExchange, reference: &str) -> Verdict {
    if is_asked(row, asked) && is_on_its_way(&row.status) {
        return Verdict::Done(Receipt {
            id: row.id.clone(),
            place: place(row),
            sum: row.from_money().unwrap_or_else(|| Money::new(asked.amount, asked.from)).negate(),
            balance: None,
            reference: reference.to_owned(),
        });
    }
    let sum = row.from_money().map(|sum| sum.to_string()).unwrap_or_default();
    Verdict::Otherwise(format!("#{}, {sum}, {}, {}", row.id, row.currency_to, row.status))
}

fn place(row: &Exchange) -> Option<String> {
    WalletId::new(&row.id).map(|id| Route::ExchangeRun(id).to_string())
}

fn is_on_its_way(status: &ExchangeStatus) -> bool {
    !matches!(status, ExchangeStatus::Other(_))
}

/// Looks an exchange up, by what the journal keeps of it: the digest of its body says for which coin it was.
///
/// # Errors
///
/// Where the history cannot be read as far as it would have to be: then it proves nothing.
pub(super) async fn look(client: Client, over: &str, reference: &str) -> Result<Seen<Exchange>, Error> {
    let (entry, trace) = history::written(reference)?;
    let rows = all(client, over).await?;
    let mut later = Vec::new();
    for row in since(&rows, &trace.after)? {
        if sha256_hex(&body(row)).await == entry.digest {
            later.push((words(row.currency_from.as_str(), row.amount_from.unwrap_or_default()), row.clone()));
        }
    }
    let unreadable = rows.unreadable.into_iter().next().map(Error::from);
    let is_rival = |other: &Entry| other.kind == EXCHANGE && other.digest == entry.digest;
    history::tell(&entry, &trace, later, unreadable, is_rival).await
}

/// The exchanges that began after one that was known before: the history comes newest first.
fn since<'a>(rows: &'a Rows<Exchange>, after: &str) -> Result<Vec<&'a Exchange>, Error> {
    let place = rows.rows.iter().position(|row| row.id == after);
    if place.is_none() && !after.is_empty() {
        return Err(Error::decode("$", "the exchange that was the newest before it is not there any more"));
    }
    Ok(rows.rows.iter().take(place.unwrap_or(rows.rows.len())).collect())
}

/// The body that an exchange was asked for with.
fn body(row: &Exchange) -> String {
    let amount = row.amount_from.unwrap_or_default().normalize();
    let asked = NewExchange { from: row.currency_from, to: row.currency_to, amount };
    exchange::create(&asked).parts().body.clone().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use purser_api::{Answer, Currency, decimal};

    use super::*;

    fn asked() -> NewExchange {
        let coin = |code: &str| Currency::new(code).unwrap();
        NewExchange {
            from: coin("ETH"),
            to: coin("BTC"),
            amount: decimal::parse("0.123456789012345678").unwrap(),
        }
    }

    fn row(id: &str, amount: &str, to: &str, status: &str) -> String {
        format!(
            r#"{{"id": "{id}", "status": "{status}", "currencyFrom": "eth", "currencyTo": "{to}", "amountFrom": "{amount}"}}"#
        )
    }

    fn rows(rows: &[String]) -> Rows<Exchange> {
        let body = format!(r#"{{"success": true, "data": [{}]}}"#, rows.join(","));
        exchange::history().decode(&Answer::new(200, body.as_bytes())).unwrap()
    }

    const AMOUNT: &str = "0.123456789012345678";

    #[test]
    fn rule_6_an_exchange_has_begun_only_when_it_is_the_one_that_was_asked_for() {
        let judged = |row: String| by_id(rows(&[row]), "new", &asked(), "pr_1").unwrap();
        for status in ["waiting", "confirming", "exchanging", "sending", "finished"] {
            let begun = judged(row("new", AMOUNT, "btc", status));
            let place = Some("/crypto/exchange/new");
            assert!(matches!(begun, Some(Verdict::Done(receipt)) if receipt.place.as_deref() == place));
        }
        for wrong in [
            row("new", "0.123456789012345679", "btc", "waiting"),
            row("new", AMOUNT, "ltc", "waiting"),
            row("new", AMOUNT, "btc", "refunded"),
        ] {
            assert!(matches!(judged(wrong.clone()), Some(Verdict::Otherwise(_))), "{wrong}");
        }
        assert_eq!(judged(row("another", AMOUNT, "btc", "waiting")), None);
        let unreadable = by_id(rows(&["{}".to_owned()]), "new", &asked(), "pr_1");
        assert!(unreadable.is_err(), "what cannot be read may be it");
    }

    #[test]
    fn rule_3_only_what_came_later_may_be_a_lost_exchange() {
        let all = rows(&[
            row("c", AMOUNT, "btc", "waiting"),
            row("b", "1", "btc", "waiting"),
            row("a", "1", "btc", "finished"),
        ]);
        let ids = |after: &str| {
            since(&all, after).map(|rows| rows.into_iter().map(|row| row.id.as_str()).collect::<Vec<_>>())
        };
        assert_eq!(ids("b").unwrap(), ["c"]);
        assert_eq!(ids("c").unwrap(), [""; 0]);
        assert_eq!(ids("").unwrap(), ["c", "b", "a"], "there was none before");
        assert!(ids("gone").is_err(), "without the one before nothing is proved");
    }

    #[test]
    fn a_body_is_the_same_however_the_amount_is_written() {
        let all = rows(&[row("a", "2.50", "btc", "waiting"), row("b", "2.5", "btc", "finished")]);
        assert_eq!(body(&all.rows[0]), body(&all.rows[1]));
        assert_eq!(body(&all.rows[0]), r#"{"from":"ETH","to":"BTC","amount":"2.5"}"#);
    }
}
