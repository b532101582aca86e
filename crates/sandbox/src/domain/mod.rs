//! The rules of money and sign-in. Knows neither HTTP nor SQL.

pub mod access_token;
pub mod card;
pub mod centrapay;
pub mod clock;
pub mod coins;
pub mod ctk;
pub mod ledger;
pub mod promo;
pub mod secret;
pub mod strangers;
pub mod totp;
pub mod units;
pub mod webhook;
