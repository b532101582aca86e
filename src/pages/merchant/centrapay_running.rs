//! The balance after each transaction of a Centrapay wallet, counted exactly from the balance now backwards. The list does
//! not say it; where it leaves room for doubt, nothing is said rather than something wrong.

use purser_api::{
    Currency, Money,
    centrapay::transaction::{Transaction, TransactionKind},
    money::MinorUnits,
};

/// Why balances are left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// Money moved while the list was read.
    Moving,
    /// The numbers of two neighbours do not follow each other.
    Gap,
    /// A line could not be read, and it is not known which.
    Unreadable,
    /// A line's value does not fit what the line is.
    Sign,
    /// More digits than can be kept exactly.
    Size,
}

/// What is known of a list, newest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Running {
    /// The balance after each line.
    pub after: Vec<Option<Money>>,
    pub doubt: Option<Doubt>,
    /// What stood there before the oldest line, when every line is sure.
    pub before: Option<Money>,
}

/// Counts backwards from the balance. `doubt` is what is in doubt already.
pub fn running(balance: Money, lines: &[Transaction], has_unreadable: bool, doubt: Option<Doubt>) -> Running {
    let mut doubt = doubt;
    let mut balance = doubt.is_none().then_some(balance);
    let mut after = Vec::with_capacity(lines.len());
    for (place, line) in lines.iter().enumerate() {
        if balance.is_some() && place > 0 && !follows(&lines[place - 1], line) {
            (balance, doubt) = (None, Some(Doubt::Gap));
        }
        after.push(balance);
        let Some(now) = balance else { continue };
        let before = if is_plausible(line) {
            value(line, now.currency()).and_then(|value| now.checked_sub(value).ok()).ok_or(Doubt::Size)
        } else {
            Err(Doubt::Sign)
        };
        match before {
            Ok(before) => balance = Some(before),
            Err(why) => (balance, doubt) = (None, Some(why)),
        }
    }
    if has_unreadable && doubt.is_none() {
        after.fill(None);
        (balance, doubt) = (None, Some(Doubt::Unreadable));
    }
    Running { after, doubt, before: balance }
}

/// What a line did to the balance.
pub fn value(line: &Transaction, currency: Currency) -> Option<Money> {
    line.value.to_money(currency).ok()
}

/// Whether the line's number is the one below its newer neighbour's. Numbers too long to count with are let pass.
fn follows(newer: &Transaction, line: &Transaction) -> bool {
    let number = |line: &Transaction| line.activity_number.parse::<u128>().ok();
    match (number(newer), number(line)) {
        (Some(newer), Some(line)) => line.checked_add(1) == Some(newer),
        _ => true,
    }
}

/// Whether value and amount are one sum, and the way fits the kind: a published withdrawal has a value above zero.
fn is_plausible(line: &Transaction) -> bool {
    let nothing = MinorUnits::default();
    let fits = match line.kind() {
        TransactionKind::Withdrawal | TransactionKind::SentAsset => line.value <= nothing,
        TransactionKind::Topup | TransactionKind::ReceivedAsset | TransactionKind::ReturnedAsset => {
            line.value >= nothing
        }
        TransactionKind::Payment | TransactionKind::Unknown => true,
    };
    fits && line.value.units().abs() == line.amount.units().abs()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(number: &str, value: &str, kind: &str) -> Transaction {
        let amount = value.trim_start_matches('-');
        let body = format!(
            r#"{{"items":[{{"activityNumber":"{number}","amount":"{amount}","value":"{value}","{kind}":"x"}}]}}"#
        );
        let request = purser_api::centrapay::transaction::list("W", None);
        request.decode(&purser_api::Answer::new(200, body.as_bytes())).unwrap().rows.remove(0)
    }

    fn money(text: &str) -> Money {
        Money::parse(text, Currency::new("NZD").unwrap()).unwrap()
    }

    fn shown(running: &Running) -> Vec<String> {
        running.after.iter().map(|after| after.map_or("–".to_owned(), |after| after.to_plain())).collect()
    }

    #[test]
    fn rule_1_balances_are_counted_backwards_to_the_cent() {
        let lines = [
            line("3", "-350", "paymentRequestId"),
            line("2", "9223372036854775808", "topupId"),
            line("1", "1000", "topupId"),
        ];
        let running = running(money("92233720368547764.58"), &lines, false, None);
        assert_eq!(shown(&running), ["92233720368547764.58", "92233720368547768.08", "10.00"]);
        assert_eq!((running.before, running.doubt), (Some(money("0.00")), None));
    }

    #[test]
    fn what_is_in_doubt_is_not_said() {
        let gap = [line("9", "100", "topupId"), line("7", "100", "topupId")];
        let counted = running(money("5.00"), &gap, false, None);
        assert_eq!((shown(&counted), counted.doubt), (vec!["5.00".into(), "–".into()], Some(Doubt::Gap)));
        assert_eq!(counted.before, None);

        let sample = [line("2", "100", "withdrawalId"), line("1", "100", "topupId")];
        let counted = running(money("5.00"), &sample, false, None);
        assert_eq!((shown(&counted), counted.doubt), (vec!["5.00".into(), "–".into()], Some(Doubt::Sign)));

        let whole = [line("2", "-100", "withdrawalId"), line("1", "600", "topupId")];
        let counted = running(money("5.00"), &whole, true, None);
        assert_eq!((shown(&counted), counted.doubt), (vec!["–".into(), "–".into()], Some(Doubt::Unreadable)));
        let counted = running(money("5.00"), &whole, false, Some(Doubt::Moving));
        assert_eq!((counted.after, counted.doubt), (vec![None, None], Some(Doubt::Moving)));
        assert_eq!(running(money("5.00"), &whole, false, None).before, Some(money("0.00")));
    }
}
