//! SHA-256 by the browser, and bytes written as text.

use std::fmt::Write;

use js_sys::Uint8Array;
use leptos::prelude::window;
use wasm_bindgen_futures::JsFuture;

/// The digest of a text in hex; empty where the browser has no cryptography to offer.
pub async fn sha256_hex(text: &str) -> String {
    let digest = window()
        .crypto()
        .and_then(|crypto| crypto.subtle().digest_with_str_and_u8_array("SHA-256", text.as_bytes()));
    let Ok(digest) = digest else { return String::new() };
    let Ok(buffer) = JsFuture::from(digest).await else { return String::new() };
    hex(&Uint8Array::new(&buffer).to_vec())
}

/// Bytes as hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// The bytes that hexadecimal digits stand for.
pub fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u32>> = text.chars().map(|digit| digit.to_digit(16)).collect();
    let digits = digits.filter(|digits| digits.len().is_multiple_of(2))?;
    digits.chunks_exact(2).map(|pair| u8::try_from(pair[0] * 16 + pair[1]).ok()).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn bytes_are_read_as_they_were_written() {
        let bytes: Vec<u8> = (0..=255).collect();
        assert_eq!(unhex(&hex(&bytes)), Some(bytes));
        assert_eq!(unhex("0fA0"), Some(vec![15, 160]));
        for wrong in ["0", "0g", "+1", "é"] {
            assert_eq!(unhex(wrong), None, "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_bytes_or_none(text in prop_oneof![any::<String>(), "[0-9a-fA-Fgx+ ]{0,20}"], bytes in prop::collection::vec(any::<u8>(), 0..40)) {
            if let Some(read) = unhex(&text) {
                prop_assert_eq!(hex(&read), text.to_lowercase());
            }
            prop_assert_eq!(unhex(&hex(&bytes)), Some(bytes));
        }
    }
}
