//! Input of any kind: JSON of any shape, and known texts with something done to them.

use proptest::{collection::vec, prelude::*};
use purser_api::Answer;
use serde_json::{Map, Number, Value};

use crate::{
    every_operation::{Erased, all},
    fixtures::{ANSWERS, json},
};

thread_local! {
    /// A reader for every operation.
    pub static ALL: Vec<Erased> = all();
    /// Every published answer with its reader's place among all.
    pub static SAMPLES: Vec<(usize, Value)> = ANSWERS
        .iter()
        .map(|(file, operation)| (usize::from(operation.number()) - 1, json(file)))
        .collect();
}

/// Reads a body as the answer of an operation, by its place among all.
pub fn reread(which: usize, body: &[u8]) -> Result<Value, purser_api::Error> {
    ALL.with(|all| (all[which].reread)(&Answer::new(200, body)))
}

/// Names that readers look for, and the one under which `serde_json` hands numbers over.
const NAMES: [&str; 22] = [
    "id",
    "data",
    "success",
    "error",
    "errors",
    "meta",
    "links",
    "price",
    "currency",
    "date",
    "timezone",
    "child",
    "balanceTotal",
    "items",
    "balance",
    "message",
    "code",
    "symbol",
    "amount",
    "transactions",
    "group",
    "$serde_json::private::Number",
];

/// Any JSON, with a liking for what the readers look at.
pub fn any_json() -> impl Strategy<Value = Value> {
    let number = "-?(0|[1-9][0-9]{0,40})(\\.[0-9]{1,40})?([eE][+-]?[0-9]{1,12})?"
        .prop_map(|digits| Value::Number(digits.parse::<Number>().unwrap()));
    let text = prop_oneof![
        "\\PC{0,8}",
        "-?[0-9]{0,30}(\\.[0-9]{0,30})?(e[+-]?[0-9]{0,20})?",
        "[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{0,9})?(Z|[+-][0-9]{2}:?[0-9]{2})?",
        "[A-Za-z]{1,14}",
    ]
    .prop_map(Value::String);
    let leaf = prop_oneof![Just(Value::Null), any::<bool>().prop_map(Value::Bool), number, text];
    let key =
        prop_oneof!["[0-9]{1,3}", "[a-zA-Z]{0,6}", prop::sample::select(&NAMES[..]).prop_map(String::from)];
    leaf.prop_recursive(3, 12, 4, move |inner| {
        prop_oneof![
            vec(inner.clone(), 0..5).prop_map(Value::Array),
            vec((key.clone(), inner), 0..5)
                .prop_map(|fields| Value::Object(fields.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

/// A text with up to four characters changed, added, left out or doubled.
pub fn changed(text: String, letters: &'static str) -> impl Strategy<Value = String> {
    let letters: Vec<char> = letters.chars().collect();
    vec((any::<prop::sample::Index>(), 0..4_u8, prop::sample::select(letters)), 1..=4).prop_map(
        move |edits| {
            let mut text: Vec<char> = text.chars().collect();
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
                    _ => text.insert(at, text[at]),
                }
            }
            text.into_iter().collect()
        },
    )
}

/// Every value in a document that holds no other, by its JSON pointer.
pub fn leaves(value: &Value) -> Vec<(String, Value)> {
    fn add(path: &str, value: &Value, found: &mut Vec<(String, Value)>) {
        match value {
            Value::Array(items) => {
                items.iter().enumerate().for_each(|(at, item)| add(&format!("{path}/{at}"), item, found));
            }
            Value::Object(fields) => fields.iter().for_each(|(name, field)| {
                add(&format!("{path}/{}", name.replace('~', "~0").replace('/', "~1")), field, found);
            }),
            leaf => found.push((path.to_owned(), leaf.clone())),
        }
    }
    let mut found = Vec::new();
    add("", value, &mut found);
    found
}

/// A place in a document, by its JSON pointer.
pub fn place<'a>(value: &'a mut Value, path: &str) -> &'a mut Value {
    value.pointer_mut(path).unwrap()
}
