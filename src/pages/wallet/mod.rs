//! The `CentroWallet` customer: phone first.

pub mod account;
mod activity;
pub mod add_money;
mod grants;
mod history;
pub mod home;
mod own_account;
pub mod pay;
pub mod refilled;
mod reloads;
pub mod sign_in;
pub mod statement;
pub mod transaction;
pub mod transactions;
pub mod transfer;
