//! Whatever comes, every reader answers with a value or an error.

use proptest::prelude::*;
use purser_api::{Answer, Error};
use serde_json::{Map, Number, Value};

use crate::{
    every_operation::{Erased, all},
    fixtures::{ANSWERS, json},
    properties::config,
};

thread_local! {
    static ALL: Vec<Erased> = all();
    static SAMPLES: Vec<(usize, Value)> = ANSWERS
        .iter()
        .map(|(file, operation)| (usize::from(operation.number()) - 1, json(file)))
        .collect();
}

/// Any JSON, with a liking for what the readers look at.
fn any_json() -> impl Strategy<Value = Value> {
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
    let key = prop_oneof![
        "[0-9]{1,3}",
        "[a-zA-Z]{0,6}",
        prop::sample::select(vec![
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
        ])
        .prop_map(String::from),
    ];
    leaf.prop_recursive(3, 12, 4, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::Array),
            prop::collection::vec((key.clone(), inner), 0..5)
                .prop_map(|fields| Value::Object(fields.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

fn check(result: Result<Value, Error>) -> Result<(), TestCaseError> {
    if let Err(Error::Decode { path, message }) = result {
        prop_assert!(path.starts_with('$') && !message.is_empty());
    }
    Ok(())
}

/// Puts something else at a place in a document: the how-manieth value, counted through.
fn replace(value: &mut Value, place: &mut usize, other: &Value) -> bool {
    if *place == 0 {
        *value = other.clone();
        return true;
    }
    *place -= 1;
    match value {
        Value::Array(items) => items.iter_mut().any(|item| replace(item, place, other)),
        Value::Object(fields) => fields.values_mut().any(|field| replace(field, place, other)),
        _ => false,
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn rule_8_no_json_panics_any_reader(body in any_json(), wrapped in any::<bool>(), which in 0_usize..55, status in prop_oneof![4 => Just(200_u16), 1 => 100_u16..600]) {
        let body = if wrapped { serde_json::json!({"success": true, "data": body}) } else { body };
        let body = body.to_string();
        check(ALL.with(|all| (all[which].reread)(&Answer::new(status, body.as_bytes()))))?;
    }

    #[test]
    fn rule_8_no_bytes_panic_any_reader(body in prop::collection::vec(any::<u8>(), 0..200), which in 0_usize..55, status in 100_u16..600, retry_after in any::<Option<String>>(), content_type in any::<Option<String>>()) {
        let answer = Answer {
            status,
            content_type: content_type.as_deref(),
            retry_after: retry_after.as_deref(),
            body: &body,
        };
        check(ALL.with(|all| (all[which].reread)(&answer)))?;
    }

    #[test]
    fn rule_8_no_change_to_a_published_answer_panics_its_reader(sample in any::<prop::sample::Index>(), place in 0_usize..120, other in any_json()) {
        let (which, mut body) = SAMPLES.with(|samples| sample.get(samples).clone());
        let mut place = place;
        replace(&mut body, &mut place, &other);
        let body = body.to_string();
        let result = ALL.with(|all| (all[which].reread)(&Answer::new(200, body.as_bytes())));
        if let Ok(written) = &result {
            // What was read can be written and read again.
            let again = ALL.with(|all| (all[which].reread)(&Answer::new(200, written.to_string().as_bytes())));
            prop_assert_eq!(again.as_ref(), Ok(written));
        }
        check(result)?;
    }

    #[test]
    fn rule_3_a_cut_answer_is_never_taken_for_a_whole_one(sample in any::<prop::sample::Index>(), cut in any::<prop::sample::Index>()) {
        let (which, body) = SAMPLES.with(|samples| sample.get(samples).clone());
        let body = body.to_string();
        let short = &body.as_bytes()[..cut.index(body.len())];
        let error = ALL.with(|all| (all[which].reread)(&Answer::new(200, short))).err();
        // Operation 26 publishes no answer, so that an empty one is all right.
        prop_assert!(error.is_some_and(|error| error.is_outcome_unknown()) || (which == 25 && short.is_empty()));
    }
}
