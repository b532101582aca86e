//! The console in a real browser, used as a person would use it, against a sandbox of its own.
#![cfg(not(target_arch = "wasm32"))]

mod api;
mod harness;
mod listing;
mod steps;

mod connect;
mod details;
mod harness_holds;
mod keyboard;
mod layouts;
mod lists;
mod main_thread;
mod outages;
mod pictures;
mod sign_in;
mod smoke;
mod themes;
mod top_up;
mod unknown_outcomes;
