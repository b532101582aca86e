//! Input of any kind, for the tests: JSON of any shape, known texts with something done to them, and rows with no more in
//! them than they need.

use proptest::{collection::vec, prelude::*};
use purser_api::{
    Money,
    ctk::transaction::{Transaction, TransactionKind},
};
use serde_json::{Map, Number, Value};

/// Any JSON whose objects like these names.
pub fn any_json(names: &'static [&'static str]) -> impl Strategy<Value = Value> {
    let number = "-?(0|[1-9][0-9]{0,25})(\\.[0-9]{1,25})?([eE][+-]?[0-9]{1,3})?".prop_map(|digits| {
        // Written out by the test itself: always a number.
        digits.parse::<Number>().map_or(Value::Null, Value::Number)
    });
    let text = prop_oneof!["\\PC{0,8}", "-?[0-9]{0,20}", any::<String>()].prop_map(Value::String);
    let leaf = prop_oneof![Just(Value::Null), any::<bool>().prop_map(Value::Bool), number, text];
    let name = prop_oneof![1 => "[a-z]{0,4}", 3 => prop::sample::select(names).prop_map(String::from)];
    leaf.prop_recursive(3, 10, 4, move |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::Array),
            vec((name.clone(), inner), 0..5)
                .prop_map(|fields| Value::Object(fields.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

/// A text with up to four characters changed, added, left out or doubled, and perhaps cut off.
pub fn changed(text: &str, letters: &str) -> impl Strategy<Value = String> + use<> {
    let (text, letters): (Vec<char>, Vec<char>) = (text.chars().collect(), letters.chars().collect());
    let edits = vec((any::<prop::sample::Index>(), 0..5_u8, prop::sample::select(letters)), 1..=4);
    edits.prop_map(move |edits| {
        let mut text = text.clone();
        for (at, kind, letter) in edits {
            if text.is_empty() {
                text.push(letter);
                continue;
            }
            let at = at.index(text.len());
            match kind {
                0 => text[at] = letter,
                1 => text.insert(at, letter),
                2 => drop(text.remove(at)),
                3 => text.insert(at, text[at]),
                _ if letter == '\u{0}' => text.truncate(at),
                _ => text.swap(0, at),
            }
        }
        text.into_iter().collect()
    })
}

/// A document with one of its values replaced: the how-manieth, counted through.
pub fn replaced(mut document: Value, place: usize, other: &Value) -> Value {
    fn put(value: &mut Value, place: &mut usize, other: &Value) -> bool {
        if *place == 0 {
            *value = other.clone();
            return true;
        }
        *place -= 1;
        match value {
            Value::Array(items) => items.iter_mut().any(|item| put(item, place, other)),
            Value::Object(fields) => fields.values_mut().any(|field| put(field, place, other)),
            _ => false,
        }
    }
    let mut place = place;
    put(&mut document, &mut place, other);
    document
}

/// A row of a coin's history, without time or value.
pub fn coin_row(id: &str, sum: Money, kind: TransactionKind) -> Transaction {
    Transaction {
        id: id.to_owned(),
        symbol: sum.currency(),
        txhash: None,
        title: None,
        amount: sum.amount(),
        amount_formatted: None,
        conversion_rate_at_transaction: None,
        conversion_rate_at_transaction_formatted: None,
        usd_amount_at_transaction: None,
        usd_amount_at_transaction_formatted: None,
        conversion_rate_now: None,
        conversion_rate_now_formatted: None,
        usd_amount_now: None,
        usd_amount_now_formatted: None,
        date_time: None,
        kind,
    }
}
