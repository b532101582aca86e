//! The world that money moves through: chains, exchange rates, text messages. All of it is made up, and all of it
//! is the same wherever it is asked.

pub mod chains;
pub mod rates;
pub mod sms;
