//! Typed requests and tolerant decoding for three wallet systems: CentroWallet, Centrapay wallets and CTK.
//!
//! All 55 operations of the three are here as values. Nothing in this crate sends anything: it says what to send, and
//! reads what came back. So the same types serve a browser, a server that plays the systems, and tests of both.
//!
//! # A tour
//!
//! - **A request is a [`Request<T, A>`](Request).** A function for each operation makes one ([`centrowallet`],
//!   [`centrapay`], [`ctk`]). `T` is what it yields; `A` says whether it takes a credential ([`Authenticated`]) or must go
//!   without ([`Anonymous`]). Its [`Parts`] are all there is to send, and tell it from others in a cache.
//! - **[`Endpoints`] turns parts into a method and an address**, by the one table [`ENDPOINTS`]. What the systems do not
//!   publish is marked as assumed there and can be replaced from outside.
//! - **[`Request::decode`] reads an [`Answer`]**: status, headers and body, as bytes. It accepts each value in all the
//!   shapes it comes in, never guesses, and says the JSON path of what it cannot read.
//! - **[`Rows`] and [`Page`] bear malformed rows**: one that cannot be read costs itself and is listed in `unreadable`.
//! - **[`Money`] is exact.** An amount is a [`Decimal`] and its [`Currency`]; digits are kept from the wire to the screen
//!   and back, and what has too many for that is an error with the field's name. No float is involved anywhere.
//! - **[`Timestamp`] is an instant, [`WireTime`] what a system said**, which may be a local time in a zone whose offset is
//!   not known here; that is shown as it came.
//! - **[`Error`]** tells apart what did not get through, a system's "no", and an unreadable answer.
//!   [`Error::is_outcome_unknown`] says whether an action may have been done all the same.
//! - **[`Secret`]** holds tokens, passwords and keys and does not show them. Card numbers are masked when they are read.
//! - [`validation`] checks input before it is sent; [`otpauth`] reads the address behind a customer's QR code; [`jwt`]
//!   reads how long a token lives; [`decode`] is the cursor that all readers use.
//!
//! # Example
//!
//! ```
//! use purser_api::{
//!     Answer, Endpoints, Method,
//!     centrowallet::{Caller, UserId, transaction, transaction::TransactionFilter},
//! };
//!
//! // What to ask: whatever bears the reference "order-1", on behalf of customer 35.
//! let caller = Caller::merchant_for(UserId(35));
//! let request = transaction::list(caller, &TransactionFilter::by_reference("order-1"));
//!
//! // Where to.
//! let (method, url) = Endpoints::default().resolve(request.parts())?;
//! assert_eq!(method, Method::Get);
//! assert_eq!(url, "/api/v1/transaction?clientId=35&merchantOrderId=order-1");
//!
//! // What came back. The list is a numbered object, an amount is a text, and the second row is broken.
//! let body = br#"{
//!     "data": {
//!         "0": {"id": 414, "type": "outcome", "price": "01.23", "currency": "USD", "status": "success"},
//!         "1": {"id": 415, "type": "outcome", "price": {}, "currency": "USD", "status": "success"}
//!     },
//!     "links": [],
//!     "meta": {"currentPage": 1, "lastPage": 1, "perPage": 50, "total": 2}
//! }"#;
//! let page = request.decode(&Answer::new(200, body))?;
//! assert_eq!(page.rows[0].price_money().to_string(), "1.23 USD");
//! assert_eq!(page.unreadable[0].path, r#"$.data["1"].price"#);
//! # Ok::<(), purser_api::Error>(())
//! ```
//!
//! # Writing what is read
//!
//! Entities also serialize, in the form the systems document: a server that plays a system answers with them, after
//! putting CTK's into its envelope. Amounts are written as JSON numbers, digit for digit.
//!
//! # Size
//!
//! The crate is made to be loaded by a browser: readers are written by hand over [`serde_json::Value`] instead of derived,
//! the way from bytes to JSON is not generic, and a request carries its reader as a plain function.

#[macro_use]
mod open_enum;

mod answer;
mod card_number;
pub mod centrapay;
pub mod centrowallet;
pub mod ctk;
mod currency;
pub mod decimal;
pub mod decode;
mod endpoint_table;
mod endpoints;
mod error;
mod fields;
mod json;
pub mod jwt;
mod list;
mod metadata;
pub mod money;
#[cfg(feature = "openapi")]
pub mod openapi;
mod operation;
pub mod otpauth;
mod percent;
mod request;
mod retry_after;
mod secret;
mod text;
pub mod time;
mod time_text;
pub mod validation;
mod wire_time;

pub use answer::{Answer, LARGEST_BODY};
pub use endpoint_table::{ENDPOINTS, Endpoint};
pub use endpoints::Endpoints;
pub use error::{EnvelopeError, Error, RetryAfter, Transport};
pub use list::{Link, Page, PageMeta, Rows, Unreadable};
pub use metadata::Metadata;
pub use money::{Currency, Money, MoneyError};
pub use operation::{Method, Operation, System};
pub use request::{Anonymous, Authenticated, Parts, Request};
pub use rust_decimal::Decimal;
pub use secret::Secret;
pub use time::{Date, Timestamp, WireTime};
