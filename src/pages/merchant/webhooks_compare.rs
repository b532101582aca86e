//! A transaction as a webhook told it beside the same one as the system tells it now, field by field.

use purser_api::centrowallet::transaction::Transaction;
use serde_json::{Map, Value};

/// One field on both sides; `None` where a side does not have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    pub name: String,
    pub told: Option<String>,
    pub now: Option<String>,
}

impl Field {
    pub fn is_same(&self) -> bool {
        self.told == self.now
    }
}

/// Every field that either side has, in the order the system writes them.
pub fn compare(told: &Transaction, now: &Transaction) -> Vec<Field> {
    let (told, now) = (fields(told), fields(now));
    let mut names: Vec<&String> = now.keys().collect();
    names.extend(told.keys().filter(|name| !now.contains_key(*name)));
    names
        .into_iter()
        .map(|name| Field {
            name: name.clone(),
            told: told.get(name).map(words),
            now: now.get(name).map(words),
        })
        .collect()
}

fn fields(transaction: &Transaction) -> Map<String, Value> {
    match serde_json::to_value(transaction) {
        Ok(Value::Object(fields)) => fields,
        _ => Map::new(),
    }
}

fn words(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use purser_api::centrowallet::webhook::read_refill;

    #[test]
    fn what_changed_is_told_from_what_did_not() {
        let told =
            read_refill(br#"{"id":1,"price":0.7249000000000001,"currency":"USD","status":"processing"}"#);
        let now = read_refill(br#"{"id":1,"price":0.7249000000000001,"currency":"USD","status":"success","dateExpire":"2026-01-01 00:00:00"}"#);
        let fields = compare(&told.unwrap(), &now.unwrap());
        let field = |name: &str| fields.iter().find(|field| field.name == name).unwrap();
        assert!(field("price").is_same());
        assert_eq!(field("price").told.as_deref(), Some("0.7249000000000001"), "rule 1: every digit");
        assert_eq!(
            (field("status").told.as_deref(), field("status").now.as_deref()),
            (Some("processing"), Some("success"))
        );
        assert_eq!(field("dateExpire").told, None);
        assert_eq!(fields.iter().filter(|field| !field.is_same()).count(), 2);
    }
}
