//! What needs a document but no server, run in a browser by `wasm-bindgen-test-runner`.
#![cfg(target_arch = "wasm32")]

mod numbers;
mod panic_page;
mod qr;
mod query;
mod totp;
mod transport;

use wasm_bindgen_test::wasm_bindgen_test_configure;

wasm_bindgen_test_configure!(run_in_browser);
