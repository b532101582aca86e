//! Typed requests and tolerant decoding for the three wallet systems.

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
pub mod jwt;
mod list;
mod metadata;
pub mod money;
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
pub use request::{Anonymous, Authenticated, Method, Operation, Parts, Request, System};
pub use rust_decimal::Decimal;
pub use secret::Secret;
pub use time::{Date, Timestamp, WireTime};
