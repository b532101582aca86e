//! What may go wrong with a request.

use std::fmt;

pub use crate::retry_after::RetryAfter;

/// Longest message of a system that is kept, in bytes.
const LONGEST_MESSAGE: usize = 500;

/// Why a request has no result.
///
/// Three different things: it did not get through ([`Transport`](Error::Transport)), a system said no
/// ([`Status`](Error::Status), [`Envelope`](Error::Envelope)), or the answer cannot be read
/// ([`Decode`](Error::Decode)). Texts in here come from systems and are shown as text only. No variant repeats a request's
/// body or a value out of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// The request or its answer did not get through. Made by whoever does the sending.
    Transport(Transport, String),
    /// An HTTP status other than 2xx.
    Status {
        /// The status.
        status: u16,
        /// The system's message, if it sent one.
        message: Option<String>,
        /// The system's error code, if it sent one: `ACCOUNT_MAX_WALLETS_REACHED`.
        code: Option<String>,
        /// What is wrong with which field of the request, in the system's words.
        fields: Vec<(String, Vec<String>)>,
        /// When to ask again, if it said so.
        retry_after: Option<RetryAfter>,
    },
    /// CTK's own "no", which may come with any status, also 200.
    Envelope {
        /// The HTTP status.
        status: u16,
        /// The errors it lists; may be empty.
        errors: Vec<EnvelopeError>,
        /// When to ask again, if it said so.
        retry_after: Option<RetryAfter>,
    },
    /// A 2xx answer that cannot be read.
    Decode {
        /// Where, as a JSON path; `$` for the answer as a whole.
        path: String,
        /// What is wrong there.
        message: String,
    },
}

/// How a request did not get through.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Transport {
    /// No connection, or it broke. A browser does not say whether the request had arrived.
    Unreachable,
    /// No answer in time.
    Timeout,
    /// Stopped by this side, after it may have been sent.
    Aborted,
    /// The answer was larger than is read.
    TooLarge,
    /// The address cannot be built; nothing was sent.
    BadUrl,
    /// Refused on this side before anything was sent: offline, or no credential for that origin.
    NotSent,
}

/// One error of CTK's envelope.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnvelopeError {
    /// The code, a number on the wire.
    pub code: Option<String>,
    /// The message.
    pub message: Option<String>,
}

impl Error {
    /// A transport error with a short detail for whoever looks into it.
    pub fn transport(kind: Transport, detail: impl Into<String>) -> Self {
        Self::Transport(kind, detail.into())
    }

    /// A decoding error.
    pub fn decode(path: impl Into<String>, message: impl Into<String>) -> Self {
        Self::Decode { path: path.into(), message: message.into() }
    }

    /// Whether an action that failed so may have been done all the same: no answer, a broken or unreadable one, or a
    /// server error. Only a definite refusal or a request that never left is a "no".
    ///
    /// ```
    /// use purser_api::{Error, Transport};
    ///
    /// assert!(Error::transport(Transport::Timeout, "").is_outcome_unknown());
    /// assert!(Error::decode("$", "the answer ends early").is_outcome_unknown());
    /// assert!(!Error::transport(Transport::BadUrl, "").is_outcome_unknown());
    /// ```
    pub fn is_outcome_unknown(&self) -> bool {
        match self {
            Self::Transport(kind, _) => !matches!(kind, Transport::BadUrl | Transport::NotSent),
            Self::Status { status, .. } => !is_refusal(*status),
            // An envelope that says no is a refusal, unless it comes with a server error.
            Self::Envelope { status, .. } => !(is_refusal(*status) || (200..300).contains(status)),
            Self::Decode { .. } => true,
        }
    }

    /// Whether a request that changes nothing may be sent again after this: the network failed, or 408, 429, 502, 503,
    /// 504.
    pub fn is_retryable_read(&self) -> bool {
        match self {
            Self::Transport(kind, _) => matches!(kind, Transport::Unreachable | Transport::Timeout),
            Self::Status { status, .. } | Self::Envelope { status, .. } => {
                matches!(status, 408 | 429 | 502 | 503 | 504)
            }
            Self::Decode { .. } => false,
        }
    }

    /// The HTTP status, where there is one.
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Status { status, .. } | Self::Envelope { status, .. } => Some(*status),
            Self::Transport(..) | Self::Decode { .. } => None,
        }
    }

    /// The system's own message, where there is one.
    pub fn message(&self) -> Option<&str> {
        match self {
            Self::Status { message, .. } => message.as_deref(),
            Self::Envelope { errors, .. } => errors.iter().find_map(|error| error.message.as_deref()),
            Self::Transport(..) | Self::Decode { .. } => None,
        }
    }
}

/// A status that says the request was understood and not done. 408 says only that time ran out somewhere.
fn is_refusal(status: u16) -> bool {
    (400..500).contains(&status) && status != 408
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Transport(kind, detail) => {
                formatter.write_str(match kind {
                    Transport::Unreachable => "cannot be reached",
                    Transport::Timeout => "no answer in time",
                    Transport::Aborted => "stopped",
                    Transport::TooLarge => "the answer is too large",
                    Transport::BadUrl => "the address cannot be built",
                    Transport::NotSent => "not sent",
                })?;
                if detail.is_empty() { Ok(()) } else { write!(formatter, ": {detail}") }
            }
            Self::Status { status, message, .. } => match message {
                Some(message) => write!(formatter, "status {status}: {message}"),
                None => write!(formatter, "status {status}"),
            },
            Self::Envelope { .. } => match self.message() {
                Some(message) => write!(formatter, "refused: {message}"),
                None => formatter.write_str("refused"),
            },
            Self::Decode { path, message } => write!(formatter, "{path}: {message}"),
        }
    }
}

impl std::error::Error for Error {}

/// The text, or its beginning and an ellipsis.
pub(crate) fn shorten(text: &str, most: usize) -> String {
    if text.len() <= most {
        return text.to_owned();
    }
    let end = (0..=most).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
    let mut short = text[..end].to_owned();
    short.push('…');
    short
}

/// A system's message at a length that fits a screen.
pub(crate) fn message(text: String) -> String {
    shorten(&text, LONGEST_MESSAGE)
}
