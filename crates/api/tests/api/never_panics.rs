//! Whatever comes, every reader answers with a value or an error.

use proptest::prelude::*;
use purser_api::{Answer, Error};
use serde_json::Value;

use crate::{
    properties::config,
    strange::{ALL, SAMPLES, any_json, leaves, place, reread},
};

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

    #[test]
    fn rule_8_no_changed_byte_panics_a_reader(sample in any::<prop::sample::Index>(), edits in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0..5_u8, any::<u8>()), 1..6)) {
        let (which, body) = SAMPLES.with(|samples| sample.get(samples).clone());
        let mut body = body.to_string().into_bytes();
        for (at, to, kind, byte) in edits {
            let (at, to) = (at.index(body.len()), to.index(body.len()));
            match kind {
                0 => body[at] ^= 1 << (byte % 8),
                1 => body[at] = b"{}[]\",:\\0eE-.9"[usize::from(byte) % 14],
                2 => body.insert(at, byte),
                3 => body.swap(at, to),
                _ => {
                    // A stretch of it once more somewhere else.
                    let stretch = body[at.min(to)..at.max(to)].to_vec();
                    body.splice(at..at, stretch);
                }
            }
        }
        let result = reread(which, &body);
        if let Ok(written) = &result {
            let again = reread(which, written.to_string().as_bytes());
            prop_assert_eq!(again.as_ref(), Ok(written));
        }
        check(result)?;
    }

    /// Of a field that is there twice the last one counts, as it does in a browser.
    #[test]
    fn rule_1_the_last_of_a_repeated_field_counts(sample in any::<prop::sample::Index>(), which in any::<prop::sample::Index>(), other in any_json()) {
        let (reader, body) = SAMPLES.with(|samples| sample.get(samples).clone());
        let text = body.to_string();
        let colons: Vec<usize> = text.match_indices("\":").map(|(at, _)| at).collect();
        if colons.is_empty() {
            return Ok(());
        }
        let end = *which.get(&colons);
        let start = text[..end].rfind('"').unwrap();
        let name = &text[start..=end];
        let twice = format!("{}{name}:{other},{}", &text[..start], &text[start..]);
        prop_assert_eq!(reread(reader, twice.as_bytes()), reread(reader, text.as_bytes()));
    }

    #[test]
    fn rule_8_however_deep_an_answer_goes(sample in any::<prop::sample::Index>(), which in any::<prop::sample::Index>(), depth in 0_usize..3000, lists in any::<bool>(), closed in any::<bool>()) {
        let (reader, mut body) = SAMPLES.with(|samples| sample.get(samples).clone());
        let paths = leaves(&body);
        let (path, _) = which.get(&paths);
        *place(&mut body, path) = Value::String("here".to_owned());
        let (open, close) = if lists { ("[", "]") } else { ("{\"data\":", "}") };
        let deep = format!("{}0{}", open.repeat(depth), if closed { close.repeat(depth) } else { String::new() });
        let text = body.to_string().replacen("\"here\"", &deep, 1);
        check(reread(reader, text.as_bytes()))?;
    }

    /// What is wrong with one field is said at that field, at what it belongs to, or costs its row.
    #[test]
    fn rule_8_an_error_names_its_field(sample in any::<prop::sample::Index>(), which in any::<prop::sample::Index>(), other in any_json()) {
        let (reader, mut body) = SAMPLES.with(|samples| sample.get(samples).clone());
        let paths = leaves(&body);
        let (pointer, _) = which.get(&paths);
        *place(&mut body, pointer) = other;
        if let Err(Error::Decode { path, .. }) = reread(reader, body.to_string().as_bytes()) {
            let steps = |text: &str, ends: &[char]| -> Vec<String> {
                text.split(ends).filter(|step| !step.is_empty()).map(str::to_owned).collect()
            };
            let (said, changed) = (steps(path.trim_start_matches('$'), &['.', '[', ']', '"']), steps(pointer, &['/']));
            // What one field says may ask for another one, which is missing then.
            let is_missing = body.pointer(&format!("/{}", said.join("/"))).is_none_or(Value::is_null);
            let together = said.len().min(changed.len());
            let together = together - usize::from(is_missing).min(together);
            prop_assert_eq!(&said[..together], &changed[..together], "{}", path);
        }
    }
}
