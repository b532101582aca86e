//! Reading JSON by hand, with the path at hand.
//!
//! The systems' answers disagree with their own samples, so nothing here is derived: a [`Cursor`] stands at one value,
//! knows how it got there, and accepts each kind of value in all the shapes it comes in. What it cannot read it reports
//! as an [`Unreadable`] with the JSON path, never repeating the value, which might be a secret.

use std::str::FromStr;

use rust_decimal::Decimal;
use serde_json::{Map, Value};

use crate::{
    currency::Currency,
    decimal,
    fields::Fields,
    list::{Rows, Unreadable},
    money::{MinorUnits, MoneyError},
    secret::Secret,
    time::{Date, WireTime},
};

/// Reads one value of a type.
pub type Reader<T> = fn(&Cursor<'_>) -> Result<T, Unreadable>;

/// A place in a JSON document: the value there, if any, and the way to it.
///
/// ```
/// use purser_api::decode::Cursor;
///
/// let answer = serde_json::json!({"data": {"0": {"price": "01.23"}, "1": {"price": "much"}}});
/// let root = Cursor::root(&answer);
/// let rows = root.field("data").rows(|row| row.field("price").decimal())?;
/// assert_eq!(rows.rows[0].to_string(), "1.23");
/// assert_eq!(rows.unreadable[0].path, r#"$.data["1"].price"#);
/// # Ok::<(), purser_api::Unreadable>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Cursor<'a> {
    value: Option<&'a Value>,
    parent: Option<&'a Cursor<'a>>,
    step: Step<'a>,
}

#[derive(Clone, Copy, Debug)]
enum Step<'a> {
    Root,
    Name(&'a str),
    Index(usize),
}

/// Longest key that a path repeats.
const LONGEST_KEY: usize = 40;

impl<'a> Cursor<'a> {
    /// The whole document, `$`.
    pub fn root(value: &'a Value) -> Self {
        Self { value: Some(value), parent: None, step: Step::Root }
    }

    /// The value of a field; missing when this is not an object or has no such field.
    pub fn field<'b>(&'b self, name: &'b str) -> Cursor<'b> {
        let value = self.value.and_then(|value| value.get(name));
        Cursor { value, parent: Some(self), step: Step::Name(name) }
    }

    /// The first of these fields that is there: for those that go by two names.
    pub fn either<'b>(&'b self, first: &'b str, second: &'b str) -> Cursor<'b> {
        let cursor = self.field(first);
        if cursor.is_none() && self.has_field(second) { self.field(second) } else { cursor }
    }

    /// Whether there is nothing here, or null.
    pub fn is_none(&self) -> bool {
        matches!(self.value, None | Some(Value::Null))
    }

    /// Whether this is an object with that field.
    pub fn has_field(&self, name: &str) -> bool {
        self.value.is_some_and(|value| value.get(name).is_some())
    }

    /// The value as it is, if there is one.
    pub fn value(&self) -> Option<&'a Value> {
        self.value
    }

    /// The way here: `$.data[3].price`.
    pub fn path(&self) -> String {
        let mut path = self.parent.map(Cursor::path).unwrap_or_default();
        match self.step {
            Step::Root => path.push('$'),
            Step::Index(index) => {
                path.push('[');
                path.push_str(&index.to_string());
                path.push(']');
            }
            Step::Name(name) => {
                let name = crate::error::shorten(name, LONGEST_KEY);
                let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
                if name.bytes().all(plain) && name.starts_with(|first: char| !first.is_ascii_digit()) {
                    path.push('.');
                    path.push_str(&name);
                } else {
                    path.push('[');
                    path.push_str(&Value::String(name).to_string());
                    path.push(']');
                }
            }
        }
        path
    }

    /// What is wrong here.
    pub fn trouble(&self, message: &str) -> Unreadable {
        Unreadable { path: self.path(), message: message.to_owned() }
    }

    fn expected(&self, what: &str) -> Unreadable {
        let found = match self.value {
            None => "nothing",
            Some(Value::Null) => "null",
            Some(Value::Bool(_)) => "true or false",
            Some(Value::Number(_)) => "a number",
            Some(Value::String(text)) if text.is_empty() => "an empty text",
            Some(Value::String(_)) => "a text",
            Some(Value::Array(_)) => "a list",
            Some(Value::Object(_)) => "an object",
        };
        let mut message = String::from("expected ");
        message.push_str(what);
        message.push_str(", found ");
        message.push_str(found);
        self.trouble(&message)
    }

    /// An object, whatever is in it.
    pub fn object(&self) -> Result<&'a Map<String, Value>, Unreadable> {
        match self.value {
            Some(Value::Object(object)) => Ok(object),
            _ => Err(self.expected("an object")),
        }
    }

    /// The fields of an object, to be read one after the other.
    pub(crate) fn fields(&self) -> Result<Fields<'_>, Unreadable> {
        self.object().map(|_| Fields::new(*self))
    }

    /// A text, or a number as its digits; `None` when missing, null or empty.
    pub fn optional_text(&self) -> Result<Option<String>, Unreadable> {
        match self.value {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => Ok(Some(text.clone()).filter(|text| !text.is_empty())),
            Some(Value::Number(number)) => Ok(Some(number.to_string())),
            Some(_) => Err(self.expected("a text")),
        }
    }

    /// A text that must be there.
    pub fn text(&self) -> Result<String, Unreadable> {
        self.optional_text()?.ok_or_else(|| self.expected("a text"))
    }

    /// A secret that must be there.
    pub fn secret(&self) -> Result<Secret, Unreadable> {
        self.text().map(Secret::from)
    }

    /// A text of an open set, empty when missing or null.
    pub fn open<T: From<String>>(&self) -> Result<T, Unreadable> {
        self.optional_text().map(|text| T::from(text.unwrap_or_default()))
    }

    /// The digits of a number, or a text that stands for one; `None` when missing, null or `""`.
    fn digits(&self) -> Result<Option<String>, Unreadable> {
        match self.value {
            None | Some(Value::Null) => Ok(None),
            Some(Value::Number(number)) => Ok(Some(number.to_string())),
            Some(Value::String(text)) => Ok(Some(text.clone()).filter(|text| !text.is_empty())),
            Some(_) => Err(self.expected("a number")),
        }
    }

    /// A decimal, exactly, from a number or a text; `None` when missing, null or `""`.
    pub fn optional_decimal(&self) -> Result<Option<Decimal>, Unreadable> {
        let Some(digits) = self.digits()? else { return Ok(None) };
        match decimal::parse(&digits) {
            Ok(value) => Ok(Some(value)),
            Err(decimal::DecimalError::NotANumber) => Err(self.expected("a number")),
            Err(decimal::DecimalError::TooManyDigits) => {
                Err(self.trouble("the number has more digits than can be kept exactly"))
            }
        }
    }

    /// A decimal that must be there.
    pub fn decimal(&self) -> Result<Decimal, Unreadable> {
        self.optional_decimal()?.ok_or_else(|| self.expected("a number"))
    }

    /// A whole number of cents, of any size, from a number or a text; `None` when missing, null or `""`.
    pub fn optional_minor_units(&self) -> Result<Option<MinorUnits>, Unreadable> {
        let Some(digits) = self.digits()? else { return Ok(None) };
        match MinorUnits::parse(&digits) {
            Ok(units) => Ok(Some(units)),
            Err(MoneyError::TooLarge) => {
                Err(self.trouble("the number has more digits than can be kept exactly"))
            }
            Err(_) => Err(self.expected("a whole number of cents")),
        }
    }

    /// A whole number of cents that must be there.
    pub fn minor_units(&self) -> Result<MinorUnits, Unreadable> {
        self.optional_minor_units()?.ok_or_else(|| self.expected("a whole number of cents"))
    }

    /// A whole number from a number or a text; `None` when missing, null or `""`.
    pub fn optional_unsigned(&self) -> Result<Option<u64>, Unreadable> {
        let Some(value) = self.optional_decimal()? else { return Ok(None) };
        let value = value.normalize();
        match u64::try_from(value.mantissa()) {
            Ok(number) if value.scale() == 0 => Ok(Some(number)),
            _ => Err(self.expected("a whole number of at most 64 bits")),
        }
    }

    /// A whole number that must be there.
    pub fn unsigned(&self) -> Result<u64, Unreadable> {
        self.optional_unsigned()?.ok_or_else(|| self.expected("a whole number"))
    }

    /// A whole number that fits 32 bits; `None` when missing, null or `""`.
    pub fn optional_small(&self) -> Result<Option<u32>, Unreadable> {
        self.optional_unsigned()?
            .map(|number| {
                u32::try_from(number).map_err(|_| self.expected("a whole number of at most 32 bits"))
            })
            .transpose()
    }

    /// True or false, also as `1` and `0` and as text; `None` when missing, null or `""`.
    pub fn optional_flag(&self) -> Result<Option<bool>, Unreadable> {
        if let Some(Value::Bool(flag)) = self.value {
            return Ok(Some(*flag));
        }
        match self.optional_text()?.as_deref() {
            None => Ok(None),
            Some("1" | "true") => Ok(Some(true)),
            Some("0" | "false") => Ok(Some(false)),
            Some(_) => Err(self.expected("true or false")),
        }
    }

    /// True or false, which must be there.
    pub fn flag(&self) -> Result<bool, Unreadable> {
        self.optional_flag()?.ok_or_else(|| self.expected("true or false"))
    }

    /// A currency or coin code, which must be there.
    pub fn currency(&self) -> Result<Currency, Unreadable> {
        self.parsed("a currency code")
    }

    /// A text that a type reads; `None` when missing, null or `""`.
    pub fn optional_parsed<T: FromStr>(&self, what: &str) -> Result<Option<T>, Unreadable> {
        match self.optional_text()? {
            Some(text) => text.parse().map(Some).map_err(|_| self.expected(what)),
            None => Ok(None),
        }
    }

    /// A text that a type reads and that must be there.
    pub fn parsed<T: FromStr>(&self, what: &str) -> Result<T, Unreadable> {
        self.optional_parsed(what)?.ok_or_else(|| self.expected(what))
    }

    /// A time in any of the ways the systems write it; `None` when missing, null or `""`.
    pub fn time(&self) -> Result<Option<WireTime>, Unreadable> {
        if let Some(Value::Object(_)) = self.value {
            let date = self.field("date");
            let Some(text) = date.optional_text()? else { return Ok(None) };
            let zone = self.field("timezone").optional_text()?;
            return match WireTime::new(&text, zone.as_deref()) {
                Ok(time) => Ok(Some(time)),
                Err(_) => Err(date.expected("a date and time")),
            };
        }
        let Some(text) = self.optional_text().map_err(|_| self.expected("a date and time"))? else {
            return Ok(None);
        };
        let time = match text.parse() {
            Ok(seconds) => WireTime::from_unix_seconds(seconds),
            Err(_) => WireTime::new(&text, None),
        };
        time.map(Some).map_err(|_| self.expected("a date and time"))
    }

    /// A day, `2024-03-14`; `None` when missing, null or `""`.
    pub fn date(&self) -> Result<Option<Date>, Unreadable> {
        match self.optional_text()? {
            Some(text) => Date::parse(&text).map(Some).map_err(|_| self.expected("a date")),
            None => Ok(None),
        }
    }

    /// The items of a list, which comes as `[…]`, or as `{"0": …, "1": …}` in the order of its numbers.
    pub fn items(&self) -> Result<Vec<Cursor<'_>>, Unreadable> {
        match self.value {
            Some(Value::Array(items)) => Ok(items
                .iter()
                .enumerate()
                .map(|(index, value)| Cursor {
                    value: Some(value),
                    parent: Some(self),
                    step: Step::Index(index),
                })
                .collect()),
            Some(Value::Object(object)) => {
                let mut numbered = Vec::with_capacity(object.len());
                for (key, value) in object {
                    let number: u64 = key.parse().map_err(|_| self.expected("a list"))?;
                    numbered.push((number, self.entry(key, value)));
                }
                numbered.sort_unstable_by_key(|(number, _)| *number);
                Ok(numbered.into_iter().map(|(_, cursor)| cursor).collect())
            }
            _ => Err(self.expected("a list")),
        }
    }

    /// The entries of a map, by key; an empty one also comes as `[]`, and none when missing or null.
    pub fn entries(&self) -> Result<Vec<(&str, Cursor<'_>)>, Unreadable> {
        match self.value {
            None | Some(Value::Null) => Ok(Vec::new()),
            Some(Value::Array(items)) if items.is_empty() => Ok(Vec::new()),
            Some(Value::Object(object)) => {
                Ok(object.iter().map(|(key, value)| (key.as_str(), self.entry(key, value))).collect())
            }
            _ => Err(self.expected("an object")),
        }
    }

    fn entry<'b>(&'b self, key: &'b str, value: &'b Value) -> Cursor<'b> {
        Cursor { value: Some(value), parent: Some(self), step: Step::Name(key) }
    }

    /// The rows of a list; a row that cannot be read is reported and left out.
    pub fn rows<T>(&self, read: Reader<T>) -> Result<Rows<T>, Unreadable> {
        let items = self.items()?;
        let mut rows = Rows { rows: Vec::with_capacity(items.len()), unreadable: Vec::new() };
        for item in &items {
            match read(item) {
                Ok(row) => rows.rows.push(row),
                Err(trouble) => rows.unreadable.push(trouble),
            }
        }
        Ok(rows)
    }

    /// The rows of a list that may stay away.
    pub fn optional_rows<T>(&self, read: Reader<T>) -> Result<Rows<T>, Unreadable> {
        if self.is_none() { Ok(Rows::default()) } else { self.rows(read) }
    }
}
