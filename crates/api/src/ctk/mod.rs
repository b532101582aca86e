//! CTK: coins, cards and exchange, for customers (operations 23 to 55).
//!
//! Every answer comes in an envelope that says yes or no; [`Request::decode`](crate::Request::decode) takes it off, and a
//! "no" is [`Error::Envelope`](crate::Error::Envelope) whatever the HTTP status. Amounts are in whole coins and exact; the
//! texts beside them (`…_formatted`) are the system's own rounding, kept only because it sends them.
//!
//! ```
//! use purser_api::{Answer, Error, ctk::exchange};
//!
//! let request = exchange::status("3bb09c8a2054");
//! let status = request.decode(&Answer::new(200, br#"{"success": true, "data": "sending"}"#))?;
//! assert_eq!(status, exchange::ExchangeStatus::Sending);
//!
//! let no = br#"{"success": false, "error": [{"code": 100, "message": "Not now"}]}"#;
//! let error = request.decode(&Answer::new(200, no)).unwrap_err();
//! assert_eq!(error.message(), Some("Not now"));
//! # Ok::<(), Error>(())
//! ```

pub mod card;
pub mod exchange;
pub mod external_provider;
pub mod formatted;
mod login;
mod signup;
pub mod symbol;
pub mod transaction;
mod transaction_total;
pub mod user;
pub mod wallet;

/// For answers that say nothing but yes.
#[expect(clippy::unnecessary_wraps, reason = "it is a reader like the others")]
fn nothing(_: &crate::decode::Cursor<'_>) -> Result<(), crate::list::Unreadable> {
    Ok(())
}
