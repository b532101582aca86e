//! The wallet systems that the console speaks with, served over one double-entry ledger.

pub mod app;
pub mod commands;
mod connections;
pub mod console;
pub mod domain;
pub mod error;
pub mod faults;
pub mod rails;
pub mod routes;
pub mod seed;
pub mod server;
pub mod store;
