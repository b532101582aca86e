//! What needs a document but no server, run in a browser by `wasm-bindgen-test-runner`.
#![cfg(target_arch = "wasm32")]

use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn there_is_a_document_to_mount_into() {
    let body = js_sys::eval("document.body.tagName").ok().and_then(|name| name.as_string());
    assert_eq!(body.as_deref(), Some("BODY"));
}
