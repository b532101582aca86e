//! Answers, from bytes to JSON, with everything that is not an answer told apart.

use serde_json::Value;

use crate::{
    decode::Cursor,
    error::{self, EnvelopeError, Error},
    json,
    list::Unreadable,
    operation::{Operation, System},
    retry_after::RetryAfter,
};

/// The largest body that is read: 5 MiB.
pub const LARGEST_BODY: usize = 5 * 1024 * 1024;

/// What came back.
#[derive(Clone, Copy, Debug)]
pub struct Answer<'a> {
    /// The HTTP status.
    pub status: u16,
    /// The `Content-Type` header.
    pub content_type: Option<&'a str>,
    /// The `Retry-After` header.
    pub retry_after: Option<&'a str>,
    /// The body.
    pub body: &'a [u8],
}

impl<'a> Answer<'a> {
    /// An answer without headers.
    pub fn new(status: u16, body: &'a [u8]) -> Self {
        Self { status, content_type: None, retry_after: None, body }
    }

    fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    fn is_html(&self) -> bool {
        let declared =
            self.content_type.is_some_and(|declared| declared.to_ascii_lowercase().contains("html"));
        declared || self.body.trim_ascii_start().starts_with(b"<")
    }
}

/// The JSON of a 2xx answer, of an envelope that says yes, or the error that this answer is.
pub(crate) fn read_answer(operation: Operation, answer: &Answer<'_>) -> Result<Value, Error> {
    let parsed = parse(answer.body);
    let is_ctk = operation.system() == System::Ctk;
    if !answer.is_success() {
        let document = parsed.unwrap_or(Value::Null);
        let root = Cursor::root(&document);
        return Err(if is_ctk && root.has_field("success") {
            refusal(answer, &root)
        } else {
            status_error(answer, &root)
        });
    }
    // Operation 26 publishes no answer; nothing is an answer then.
    if operation == Operation::CtkWalletUpdate && answer.body.trim_ascii().is_empty() {
        return Ok(Value::Null);
    }
    let document = parsed.map_err(|trouble| {
        if answer.is_html() { Error::decode("$", "the answer is not JSON but a web page") } else { trouble }
    })?;
    if is_ctk {
        let root = Cursor::root(&document);
        if !root.field("success").flag()? {
            return Err(refusal(answer, &root));
        }
    }
    Ok(document)
}

/// Reads a JSON document of bounded size and depth.
pub(crate) fn parse(body: &[u8]) -> Result<Value, Error> {
    if body.len() > LARGEST_BODY {
        return Err(Error::decode("$", "the answer is larger than 5 MiB"));
    }
    let body = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body);
    if body.trim_ascii().is_empty() {
        return Err(Error::decode("$", "the answer is empty"));
    }
    json::read(body).map_err(|error| {
        let message = if error.is_eof() {
            String::from("the answer ends early")
        } else {
            format!("the answer is not JSON: {error}")
        };
        Error::decode("$", message)
    })
}

fn status_error(answer: &Answer<'_>, root: &Cursor<'_>) -> Error {
    let text = |cursor: Cursor<'_>| cursor.optional_text().ok().flatten().map(error::message);
    let own_error = root.field("error");
    Error::Status {
        status: answer.status,
        message: text(root.field("message"))
            .or_else(|| text(own_error.field("message")))
            .or_else(|| text(own_error)),
        code: text(root.field("code")).or_else(|| text(own_error.field("code"))),
        fields: field_errors(&root.field("errors")).unwrap_or_default(),
        retry_after: answer.retry_after.and_then(RetryAfter::parse),
    }
}

/// `{"email": ["is taken"]}`, or `{"email": "is taken"}`.
fn field_errors(errors: &Cursor<'_>) -> Result<Vec<(String, Vec<String>)>, Unreadable> {
    let mut fields = Vec::new();
    for (field, texts) in errors.entries()? {
        let texts = match texts.optional_text() {
            Ok(text) => text.into_iter().map(error::message).collect(),
            Err(_) => texts.rows(one_text)?.rows.into_iter().map(error::message).collect(),
        };
        fields.push((error::shorten(field, 100), texts));
    }
    Ok(fields)
}

fn one_text(text: &Cursor<'_>) -> Result<String, Unreadable> {
    text.text()
}

/// CTK's own "no".
fn refusal(answer: &Answer<'_>, root: &Cursor<'_>) -> Error {
    Error::Envelope {
        status: answer.status,
        errors: envelope_errors(root),
        retry_after: answer.retry_after.and_then(RetryAfter::parse),
    }
}

/// `[{"code": 100, "message": "…"}]`; one alone, and a bare text, are read as well.
fn envelope_errors(root: &Cursor<'_>) -> Vec<EnvelopeError> {
    let error = root.field("error");
    if let Ok(Some(message)) = error.optional_text() {
        return vec![EnvelopeError { code: None, message: Some(error::message(message)) }];
    }
    match error.items() {
        Ok(items) => items.iter().map(envelope_error).collect(),
        Err(_) if error.is_none() => Vec::new(),
        Err(_) => vec![envelope_error(&error)],
    }
}

fn envelope_error(error: &Cursor<'_>) -> EnvelopeError {
    let text = |cursor: Cursor<'_>| cursor.optional_text().ok().flatten().map(error::message);
    EnvelopeError {
        code: text(error.field("code")),
        message: text(error.field("message")).or_else(|| text(*error)),
    }
}
