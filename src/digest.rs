//! SHA-256 by the browser.

use js_sys::Uint8Array;
use leptos::prelude::window;
use wasm_bindgen_futures::JsFuture;

/// The digest of a text in hex; empty where the browser has no cryptography to offer.
pub async fn sha256_hex(text: &str) -> String {
    use std::fmt::Write;
    let digest = window()
        .crypto()
        .and_then(|crypto| crypto.subtle().digest_with_str_and_u8_array("SHA-256", text.as_bytes()));
    let Ok(digest) = digest else { return String::new() };
    let Ok(buffer) = JsFuture::from(digest).await else { return String::new() };
    Uint8Array::new(&buffer).to_vec().iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
