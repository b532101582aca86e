//! Reads the fields of a body or a query and says, field by field, what is wrong with them.

use axum::body::Bytes;
use rust_decimal::Decimal;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

use crate::domain::clock::{DAY, parse_date_time, parse_day};
use crate::domain::units::{SCALE, Units, UnitsError};
use crate::error::{ApiError, ApiResult};

/// Text is refused past this many characters, where nothing else is said.
const LONGEST_TEXT: usize = 255;

/// The fields of a request and what has been found wrong with them.
#[derive(Debug, Default)]
pub struct Input {
    fields: Map<String, Value>,
    errors: BTreeMap<String, Vec<String>>,
    prefix: String,
}

impl Input {
    /// The fields of a JSON object; an empty body has none.
    pub fn from_body(body: &Bytes) -> ApiResult<Self> {
        if body.iter().all(u8::is_ascii_whitespace) {
            return Ok(Self::default());
        }
        match serde_json::from_slice(body) {
            Ok(Value::Object(fields)) => Ok(Self { fields, ..Self::default() }),
            Ok(_) => Err(ApiError::invalid("body", "The body must be a JSON object.")),
            Err(error) => Err(ApiError::unreadable(format!(
                "The body is not JSON: line {}, column {}.",
                error.line(),
                error.column()
            ))),
        }
    }

    /// The fields of a query; `name[]` and repeated names of that form make a list.
    pub fn from_query(query: Option<&str>) -> Self {
        let mut fields = Map::new();
        for (name, value) in form_urlencoded::parse(query.unwrap_or_default().as_bytes()) {
            let value = Value::String(value.into_owned());
            let list = name.split_once('[').filter(|(_, index)| {
                index.strip_suffix(']').is_some_and(|index| index.bytes().all(|byte| byte.is_ascii_digit()))
            });
            match list {
                Some((name, _)) => {
                    let entry = fields.entry(name).or_insert_with(|| Value::Array(Vec::new()));
                    match entry {
                        Value::Array(values) => values.push(value),
                        other => *other = value,
                    }
                }
                None => {
                    fields.insert(name.into_owned(), value);
                }
            }
        }
        Self { fields, ..Self::default() }
    }

    /// The fields of an object inside of another, whose errors name it as `prefix.field`.
    pub fn nested(fields: Map<String, Value>, prefix: String) -> Self {
        Self { fields, errors: BTreeMap::new(), prefix: format!("{prefix}.") }
    }

    /// Takes a field from elsewhere where this has none.
    pub fn borrow(&mut self, other: &Self, field: &str) {
        if let (None, Some(value)) = (self.value(field), other.value(field)) {
            self.fields.insert(field.to_owned(), value.clone());
        }
    }

    /// Takes over what was found wrong in a nested object.
    pub fn absorb(&mut self, nested: Self) {
        self.errors.extend(nested.errors);
    }

    /// Notes what is wrong with a field.
    pub fn refuse(&mut self, field: &str, sentence: impl Into<String>) {
        self.errors.entry(format!("{}{field}", self.prefix)).or_default().push(sentence.into());
    }

    /// All that is wrong, if anything is.
    pub fn check(&mut self) -> ApiResult<()> {
        if self.errors.is_empty() {
            Ok(())
        } else {
            Err(ApiError::invalid_fields(std::mem::take(&mut self.errors)))
        }
    }

    /// All that is wrong, sentence by sentence, for a system that says it in another form.
    pub fn take_errors(&mut self) -> Vec<String> {
        std::mem::take(&mut self.errors).into_values().flatten().collect()
    }

    /// The field's value; none where it is null, absent, or an empty text.
    pub fn value(&self, field: &str) -> Option<&Value> {
        self.fields.get(field).filter(|value| match value {
            Value::Null => false,
            Value::String(text) => !text.is_empty(),
            _ => true,
        })
    }

    /// The value, or its absence noted.
    pub fn required<T>(&mut self, field: &str, value: Option<T>) -> Option<T> {
        let known = self.errors.contains_key(&format!("{}{field}", self.prefix));
        if value.is_none() && !known {
            self.refuse(field, format!("The {field} field is required."));
        }
        value
    }

    /// A text; numbers are taken as they are written.
    pub fn text(&mut self, field: &str) -> Option<String> {
        self.text_up_to(field, LONGEST_TEXT)
    }

    /// A text of so many characters at most.
    pub fn text_up_to(&mut self, field: &str, longest: usize) -> Option<String> {
        let text = match self.value(field)? {
            Value::String(text) => text.clone(),
            Value::Number(number) => number.to_string(),
            _ => {
                self.refuse(field, format!("The {field} must be a text."));
                return None;
            }
        };
        if text.chars().count() > longest {
            self.refuse(field, format!("The {field} must not be longer than {longest} characters."));
            return None;
        }
        if text.contains('\0') {
            self.refuse(field, format!("The {field} must not contain a null character."));
            return None;
        }
        Some(text)
    }

    /// A text that is present, even if empty: how a setting is cleared.
    pub fn text_or_empty(&mut self, field: &str) -> Option<String> {
        match self.fields.get(field) {
            Some(Value::String(text)) if text.is_empty() => Some(String::new()),
            _ => self.text(field),
        }
    }

    /// One of these words.
    pub fn choice<T: Copy>(&mut self, field: &str, choices: &[(&str, T)]) -> Option<T> {
        let text = self.text(field)?;
        let found = choices.iter().find(|(word, _)| *word == text).map(|(_, choice)| *choice);
        if found.is_none() {
            let words: Vec<&str> = choices.iter().map(|(word, _)| *word).collect();
            self.refuse(field, format!("The {field} must be one of: {}.", words.join(", ")));
        }
        found
    }

    /// True or false, also as 1 or 0.
    pub fn boolean(&mut self, field: &str) -> Option<bool> {
        let value = match self.value(field)? {
            Value::Bool(value) => Some(*value),
            Value::Number(number) => truth(&number.to_string()),
            Value::String(text) => truth(text),
            _ => None,
        };
        if value.is_none() {
            self.refuse(field, format!("The {field} field must be true or false."));
        }
        value
    }

    /// A whole number above zero.
    pub fn id(&mut self, field: &str) -> Option<i64> {
        let id = whole(self.value(field)?).filter(|id| *id > 0);
        if id.is_none() {
            self.refuse(field, format!("The {field} must be a whole number above zero."));
        }
        id
    }

    /// A whole number between two others.
    pub fn number(&mut self, field: &str, least: i64, most: i64) -> Option<i64> {
        let number = whole(self.value(field)?).filter(|number| (least..=most).contains(number));
        if number.is_none() {
            self.refuse(field, format!("The {field} must be a whole number from {least} to {most}."));
        }
        number
    }

    /// A list of ids, at most `most`.
    pub fn ids(&mut self, field: &str, most: usize) -> Option<Vec<i64>> {
        let values = match self.value(field)?.clone() {
            Value::Array(values) => values,
            Value::String(text) => text.split(',').map(|part| Value::String(part.to_owned())).collect(),
            value => vec![value],
        };
        if values.len() > most {
            self.refuse(field, format!("The {field} must not have more than {most} entries."));
            return None;
        }
        let ids: Option<Vec<i64>> = values.iter().map(|value| whole(value).filter(|id| *id > 0)).collect();
        if ids.is_none() {
            self.refuse(field, format!("The {field} must be a list of whole numbers above zero."));
        }
        ids
    }

    /// An amount, exact.
    pub fn amount(&mut self, field: &str) -> Option<Units> {
        let amount = match self.value(field)? {
            Value::Number(number) => parse_amount(&number.to_string()),
            Value::String(text) => parse_amount(text),
            _ => Err(UnitsError::NotANumber),
        };
        match amount {
            Ok(amount) => Some(amount),
            Err(error) => {
                self.refuse(field, format!("The {field} {error}."));
                None
            }
        }
    }

    /// An amount of zero or more.
    pub fn limit(&mut self, field: &str) -> Option<Units> {
        let amount = self.amount(field)?;
        if amount.is_negative() {
            self.refuse(field, format!("The {field} must not be below zero."));
            return None;
        }
        Some(amount)
    }

    /// The start of a day.
    pub fn day(&mut self, field: &str) -> Option<i64> {
        let text = self.text(field)?;
        let day = parse_day(&text);
        if day.is_none() {
            self.refuse(field, format!("The {field} must be a date like 2024-03-31."));
        }
        day
    }

    /// The start of the day after: what is before it is on that day or earlier.
    pub fn day_after(&mut self, field: &str) -> Option<i64> {
        self.day(field).map(|day| day + DAY)
    }

    /// A day and a time, UTC.
    pub fn date_time(&mut self, field: &str) -> Option<i64> {
        let text = self.text(field)?;
        let instant = parse_date_time(&text);
        if instant.is_none() {
            self.refuse(field, format!("The {field} must be a time like 2024-03-31 09:59:48."));
        }
        instant
    }

    /// An address that a web hook can have.
    pub fn web_address(&mut self, field: &str) -> Option<String> {
        let text = self.text_up_to(field, 2_048)?;
        let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
        let host = rest.and_then(|rest| rest.split(['/', '?', '#']).next()).unwrap_or_default();
        let is_plain = text.chars().all(|character| character.is_ascii_graphic());
        if host.is_empty() || host.contains('@') || !is_plain {
            self.refuse(field, format!("The {field} must be an http or https address."));
            return None;
        }
        Some(text)
    }

    /// An e-mail address.
    pub fn email(&mut self, field: &str) -> Option<String> {
        let text = self.text_up_to(field, 254)?;
        let is_email = text.split_once('@').is_some_and(|(local, domain)| {
            !local.is_empty()
                && local.len() <= 64
                && !domain.contains('@')
                && domain.split('.').count() > 1
                && domain.split('.').all(|label| !label.is_empty())
        });
        if !is_email || text.chars().any(|character| character.is_whitespace() || character.is_control()) {
            self.refuse(field, format!("The {field} must be an e-mail address."));
            return None;
        }
        Some(text)
    }

    /// The fields of an object.
    pub fn object(&mut self, field: &str) -> Option<Map<String, Value>> {
        match self.value(field)? {
            Value::Object(fields) => Some(fields.clone()),
            // What an empty map is in the language of these documents.
            Value::Array(values) if values.is_empty() => Some(Map::new()),
            _ => {
                self.refuse(field, format!("The {field} must be an object of names and values."));
                None
            }
        }
    }

    /// Anything, written as JSON.
    pub fn json(&mut self, field: &str) -> Option<String> {
        let value = self.value(field)?;
        if matches!(value, Value::Object(_) | Value::Array(_) | Value::String(_)) {
            let text = value.to_string();
            if !text.contains("\\u0000") {
                return Some(text);
            }
        }
        self.refuse(field, format!("The {field} must be an object of names and values."));
        None
    }
}

fn truth(text: &str) -> Option<bool> {
    match text {
        "true" | "1" => Some(true),
        "false" | "0" => Some(false),
        _ => None,
    }
}

fn whole(value: &Value) -> Option<i64> {
    let text = match value {
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.clone(),
        _ => return None,
    };
    let digits = text.strip_prefix('-').unwrap_or(&text);
    digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

/// Reads a number as JSON writes it, exponent and all, without rounding.
fn parse_amount(text: &str) -> Result<Units, UnitsError> {
    let Some((mantissa, exponent)) = text.split_once(['e', 'E']) else { return exact(text) };
    let exponent: i32 = exponent.parse().map_err(|_| UnitsError::NotANumber)?;
    let (sign, digits) = mantissa.strip_prefix('-').map_or((1, mantissa), |digits| (-1, digits));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let joined = format!("{whole}{fraction}");
    if whole.is_empty() || !joined.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(UnitsError::NotANumber);
    }
    let digits: i128 = joined.parse().map_err(|_| UnitsError::TooLarge)?;
    if digits == 0 {
        return Ok(Units::ZERO);
    }
    let decimals = i32::try_from(fraction.len()).map_err(|_| UnitsError::TooFine)?;
    let scale = decimals.checked_sub(exponent).ok_or(UnitsError::TooLarge)?;
    match u32::try_from(scale) {
        Ok(scale) if scale <= 2 * SCALE => Units::with_scale(sign * digits, scale),
        Ok(_) => Err(UnitsError::TooFine),
        Err(_) => {
            let power = 10_i128.checked_pow(scale.unsigned_abs()).ok_or(UnitsError::TooLarge)?;
            Units::with_scale(sign * digits.checked_mul(power).ok_or(UnitsError::TooLarge)?, 0)
        }
    }
}

fn exact(text: &str) -> Result<Units, UnitsError> {
    let amount: Units = text.parse()?;
    amount.to_decimal().map(|_: Decimal| amount).ok_or(UnitsError::TooLarge)
}
