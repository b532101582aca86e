//! JSON out of bytes.

use std::borrow::Cow;

use serde_json::Value;

/// `serde_json` hands itself numbers in objects with one name that begins so, and takes a sender's own object for one as
/// well. Merchants name what they attach to a payment; one such name would make a number of it, or the whole list
/// unreadable.
const PRIVATE: &str = "$serde_json::private::";

/// Reads a document. A name that `serde_json` keeps for itself loses its first character.
pub(crate) fn read(body: &[u8]) -> Result<Value, serde_json::Error> {
    // serde_json stops at a depth of 128 by itself.
    serde_json::from_slice(&without_private_names(body))
}

fn without_private_names(body: &[u8]) -> Cow<'_, [u8]> {
    let (mut out, mut copied, mut at) = (Vec::new(), 0, 0);
    while let Some(start) = body[at..].iter().position(|byte| *byte == b'"').map(|found| at + found) {
        let Some(end) = end_of_text(body, start) else { break };
        let is_name = body[end..].trim_ascii_start().starts_with(b":");
        if let Some(name) = private_name(&body[start..end]).filter(|_| is_name) {
            out.extend_from_slice(&body[copied..start]);
            out.extend_from_slice(Value::String(name).to_string().as_bytes());
            copied = end;
        }
        at = end;
    }
    if copied == 0 {
        return Cow::Borrowed(body);
    }
    out.extend_from_slice(&body[copied..]);
    Cow::Owned(out)
}

/// Where the text ends whose first quote stands there.
fn end_of_text(body: &[u8], start: usize) -> Option<usize> {
    let mut at = start + 1;
    loop {
        match body.get(at)? {
            b'"' => return Some(at + 1),
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
}

/// The name without its first character, if it is one of those.
fn private_name(quoted: &[u8]) -> Option<String> {
    let may_be = quoted.starts_with(b"\"$") || quoted.contains(&b'\\');
    let name: String = may_be.then(|| serde_json::from_slice(quoted).ok())??;
    name.strip_prefix('$').filter(|_| name.starts_with(PRIVATE)).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str) -> String {
        read(text.as_bytes()).unwrap().to_string()
    }

    #[test]
    fn rule_8_a_name_that_the_parser_keeps_for_itself_is_a_name() {
        for (text, read) in [
            (r#"{"$serde_json::private::Number":"7"}"#, r#"{"serde_json::private::Number":"7"}"#),
            (
                r#"[{"$serde_json::private::Number" : null}, 1]"#,
                r#"[{"serde_json::private::Number":null},1]"#,
            ),
            (r#"{"\u0024serde_json::private::RawValue":"]"}"#, r#"{"serde_json::private::RawValue":"]"}"#),
            (
                r#"{"a":"$serde_json::private::Number","$serde_json::private::Number":1,"z":"\"$"}"#,
                r#"{"a":"$serde_json::private::Number","serde_json::private::Number":1,"z":"\"$"}"#,
            ),
            (
                r#"{"$serde_json::private::Number":{"$serde_json::private::Number":2}}"#,
                r#"{"serde_json::private::Number":{"serde_json::private::Number":2}}"#,
            ),
            (r#"{"$":1,"$serde_json":2.50}"#, r#"{"$":1,"$serde_json":2.50}"#),
        ] {
            assert_eq!(written(text), read, "{text}");
        }
        for broken in
            [r#"{"$serde_json::private::Number"#, r#"{"$serde_json::private::Number\"#, "\"", "\"\\"]
        {
            assert!(read(broken.as_bytes()).is_err(), "{broken}");
        }
    }
}
