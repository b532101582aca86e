//! Requests as values.

use std::{fmt, marker::PhantomData};

use serde::Serialize;
use serde_json::Value;

use crate::{
    answer::{Answer, read_answer},
    decode::{Cursor, Reader},
    error::Error,
};

pub use crate::operation::{Operation, System};

/// Marks a request that needs a credential.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Authenticated;

/// Marks a request that must go without one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Anonymous;

/// All there is to a request but the type of its result: what is sent, and what tells it from others in a cache.
///
/// `Debug` does not show the body, which may hold secrets.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Parts {
    /// What is asked.
    pub operation: Operation,
    /// Values for the path's `{parameters}`, not yet encoded.
    pub params: Vec<(&'static str, String)>,
    /// The query, not yet encoded, in order; a name may come more than once.
    pub query: Vec<(&'static str, String)>,
    /// The body, JSON.
    pub body: Option<String>,
}

impl Parts {
    pub(crate) fn new(operation: Operation) -> Self {
        Self { operation, params: Vec::new(), query: Vec::new(), body: None }
    }

    /// Sets a parameter of the path.
    pub(crate) fn param(mut self, name: &'static str, value: String) -> Self {
        self.params.push((name, value));
        self
    }

    /// Adds to the query, if there is a value and it is not empty.
    pub(crate) fn query(mut self, name: &'static str, value: Option<String>) -> Self {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            self.query.push((name, value));
        }
        self
    }

    /// Adds a text to the query.
    #[expect(clippy::ref_option, reason = "filters are handed in by reference")]
    pub(crate) fn query_text(self, name: &'static str, value: &Option<String>) -> Self {
        self.query(name, value.clone())
    }

    /// Adds a number to the query.
    pub(crate) fn query_number(self, name: &'static str, value: Option<u64>) -> Self {
        self.query(name, value.map(|value| value.to_string()))
    }

    /// Adds `true` or `false` to the query.
    pub(crate) fn query_flag(self, name: &'static str, value: Option<bool>) -> Self {
        self.query(name, value.map(|value| String::from(if value { "true" } else { "false" })))
    }

    /// Sets the body.
    pub(crate) fn body<B: Serialize>(self, body: &B) -> Self {
        self.body_value(to_value(body))
    }

    pub(crate) fn body_value(mut self, body: Value) -> Self {
        self.body = Some(body.to_string());
        self
    }
}

/// The JSON of a body. Bodies are structs with text keys, for which this cannot fail; were it to, the system would
/// refuse the null.
pub(crate) fn to_value<B: Serialize>(body: &B) -> Value {
    serde_json::to_value(body).unwrap_or(Value::Null)
}

impl fmt::Debug for Parts {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Parts")
            .field("operation", &self.operation)
            .field("params", &self.params)
            .field("query", &self.query)
            .field("body", &self.body.as_ref().map(String::len))
            .finish()
    }
}

/// A request that yields a `T`, with or without a credential (`A`).
///
/// Nothing happens when one is made. Whoever does the sending takes the [`parts`](Request::parts) to an address with
/// [`Endpoints`](crate::Endpoints), and hands what came back to [`decode`](Request::decode), which knows how to read it.
///
/// ```
/// use purser_api::{Answer, centrowallet::{user, UserId}};
///
/// let request = user::get(UserId(1));
/// let body = br#"{"id": "1", "email": "ann@example.org", "isActivated": true, "isBlocked": false}"#;
/// let user = request.decode(&Answer::new(200, body))?;
/// assert_eq!(user.email.as_deref(), Some("ann@example.org"));
/// # Ok::<(), purser_api::Error>(())
/// ```
pub struct Request<T, A> {
    parts: Parts,
    read: Reader<T>,
    access: PhantomData<A>,
}

impl<T, A> Request<T, A> {
    pub(crate) fn new(parts: Parts, read: Reader<T>) -> Self {
        Self { parts, read, access: PhantomData }
    }

    /// What is sent.
    pub fn parts(&self) -> &Parts {
        &self.parts
    }

    /// The operation.
    pub fn operation(&self) -> Operation {
        self.parts.operation
    }

    /// Reads an answer to this request.
    ///
    /// # Errors
    ///
    /// [`Error::Status`] for a status other than 2xx, [`Error::Envelope`] for CTK's own "no", [`Error::Decode`] for a
    /// 2xx answer that is too large, not JSON, nested too deep or lacks what it must have.
    pub fn decode(&self, answer: &Answer<'_>) -> Result<T, Error> {
        let document = read_answer(self.parts.operation, answer)?;
        let root = Cursor::root(&document);
        let result = match self.parts.operation.system() {
            System::Ctk => (self.read)(&root.field("data")),
            System::CentroWallet | System::Centrapay => (self.read)(&root),
        };
        result.map_err(Error::from)
    }
}

impl<T, A> Clone for Request<T, A> {
    fn clone(&self) -> Self {
        Self { parts: self.parts.clone(), read: self.read, access: PhantomData }
    }
}

/// Two requests are equal when they ask the same.
impl<T, A> PartialEq for Request<T, A> {
    fn eq(&self, other: &Self) -> bool {
        self.parts == other.parts
    }
}

impl<T, A> Eq for Request<T, A> {}

impl<T, A> fmt::Debug for Request<T, A> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Request").field(&self.parts).finish()
    }
}
