//! Where a request asks for a failure: a text in its query or body, the name of an e-mail address, an amount.

use serde_json::Value;

use super::Fault;

/// Looks for a failure in a query, and answers it with the query without it: what asks for a failure is not a
/// filter.
pub fn in_query(query: &str) -> Option<(Fault, String)> {
    let mut found = None;
    let mut rest = form_urlencoded::Serializer::new(String::new());
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        match in_text(&value) {
            Some(fault) if found.is_none() => found = Some(fault),
            _ => {
                rest.append_pair(&name, &value);
            }
        }
    }
    found.map(|fault| (fault, rest.finish()))
}

/// Looks for a failure in a JSON body.
pub fn in_body(body: &[u8]) -> Option<Fault> {
    // Hardly any request asks for one, and none should pay for it.
    let may_ask = |part: &[u8]| body.windows(part.len()).any(|window| window == part);
    if !may_ask(b"fault-") && !may_ask(b"666.") {
        return None;
    }
    in_value(&serde_json::from_slice(body).ok()?)
}

fn in_value(value: &Value) -> Option<Fault> {
    match value {
        Value::String(text) => in_text(text),
        Value::Array(values) => values.iter().find_map(in_value),
        Value::Object(fields) => fields.iter().find_map(|(name, value)| match value {
            Value::Number(amount) if name == "amount" => Fault::of_amount(&amount.to_string()),
            Value::String(amount) if name == "amount" => Fault::of_amount(amount),
            _ => in_value(value),
        }),
        _ => None,
    }
}

fn in_text(text: &str) -> Option<Fault> {
    Fault::parse(text.split_once('@').map_or(text, |(name, _)| name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_is_found_in_texts_addresses_and_amounts() {
        let drop = Fault::parse("fault-drop-before-commit");
        for body in [
            r#"{"reason": "fault-drop-before-commit"}"#,
            r#"{"email": "fault-drop-before-commit@example.org"}"#,
            r#"{"amount": 666.01}"#,
            r#"{"amount": "666.01"}"#,
            r#"{"a": [{"b": " fault-drop-before-commit "}]}"#,
        ] {
            assert_eq!(in_body(body.as_bytes()), drop, "{body}");
        }
        for body in
            [r#"{"price": 666.01}"#, r#"{"amount": 1666.01}"#, r#"{"a": "a fault-html-502"}"#, "666.01"]
        {
            assert_eq!(in_body(body.as_bytes()), None, "{body}");
        }
    }

    #[test]
    fn what_asks_for_a_failure_is_no_filter() {
        let (fault, rest) = in_query("page=2&email=fault-html-502&limit=5").unwrap();
        assert_eq!((Some(fault), rest.as_str()), (Fault::parse("fault-html-502"), "page=2&limit=5"));
        assert_eq!(in_query("page=2&email=ada%40example.org"), None);
    }
}
