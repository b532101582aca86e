//! Free-form data at a request or transaction.

use serde::{Serialize, Serializer};
use serde_json::{Map, Value};

use crate::decode::Cursor;

/// What a merchant attached to something: key-value pairs, or a plain text in older records.
///
/// PHP writes empty pairs as `[]`; that, `{}`, null, `""` and a missing field are all [`Empty`](Metadata::Empty).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Metadata {
    /// Nothing.
    #[default]
    Empty,
    /// A text.
    Text(String),
    /// Key-value pairs, as raw JSON.
    Object(Value),
}

impl Metadata {
    /// One key and its text.
    ///
    /// ```
    /// use purser_api::Metadata;
    ///
    /// let metadata = Metadata::pair("basket", "42");
    /// assert_eq!(serde_json::to_string(&metadata)?, r#"{"basket":"42"}"#);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn pair(key: &str, value: &str) -> Self {
        let mut map = Map::new();
        map.insert(key.to_owned(), Value::String(value.to_owned()));
        Self::Object(Value::Object(map))
    }

    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        *self == Self::Empty
    }

    /// Reads anything: no metadata is malformed.
    pub fn read(cursor: &Cursor<'_>) -> Self {
        match cursor.value() {
            None | Some(Value::Null) => Self::Empty,
            Some(Value::Array(items)) if items.is_empty() => Self::Empty,
            Some(Value::Object(map)) if map.is_empty() => Self::Empty,
            Some(Value::String(text)) if text.is_empty() => Self::Empty,
            Some(Value::String(text)) => Self::Text(text.clone()),
            Some(value @ (Value::Array(_) | Value::Object(_))) => Self::Object(value.clone()),
            Some(value @ (Value::Bool(_) | Value::Number(_))) => Self::Text(value.to_string()),
        }
    }
}

/// The empty one as `{}`.
impl Serialize for Metadata {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Empty => Map::new().serialize(serializer),
            Self::Text(text) => serializer.serialize_str(text),
            Self::Object(value) => value.serialize(serializer),
        }
    }
}
