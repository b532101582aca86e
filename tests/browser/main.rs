//! The console in a real browser, used as a person would use it, against a sandbox of its own.
#![cfg(not(target_arch = "wasm32"))]

mod harness;

mod harness_holds;
mod smoke;
