//! How texts are written where the systems have habits.

use serde::Serializer;

/// For `#[serde(serialize_with)]`: a missing text as `""`, as CentroWallet's transactions have it.
#[expect(clippy::ref_option, reason = "serde hands over a reference to the field")]
pub(crate) fn or_empty<S: Serializer>(text: &Option<String>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(text.as_deref().unwrap_or_default())
}

/// For `#[serde(serialize_with)]`: a text of digits as a number, where the samples have a number.
#[expect(clippy::ref_option, reason = "serde hands over a reference to the field")]
pub(crate) fn or_number<S: Serializer>(text: &Option<String>, serializer: S) -> Result<S::Ok, S::Error> {
    match text {
        Some(text) => match text.parse::<u64>() {
            Ok(number) if number.to_string() == *text => serializer.serialize_u64(number),
            _ => serializer.serialize_str(text),
        },
        None => serializer.serialize_none(),
    }
}
