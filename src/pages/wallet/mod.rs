//! The `CentroWallet` customer: phone first.

pub mod account;
mod activity;
pub mod home;
pub mod sign_in;
