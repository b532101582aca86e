//! Where the vault and its tries are kept: two entries of this browser's `localStorage`, read and written nowhere else.

use leptos::prelude::*;

use super::tries::Tries;

/// The ciphertext.
pub const VAULT: &str = "purser.vault";
/// How often its passphrase was wrong.
pub const TRIES: &str = "purser.vault.tries";

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}

fn get(key: &str) -> Option<String> {
    storage()?.get_item(key).ok().flatten()
}

pub fn kept() -> Option<String> {
    get(VAULT)
}

/// `false` means that the browser refused.
#[must_use]
pub fn keep(text: &str) -> bool {
    storage().is_some_and(|storage| storage.set_item(VAULT, text).is_ok())
}

pub fn forget() {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(VAULT);
        let _ = storage.remove_item(TRIES);
    }
}

pub fn tries() -> Tries {
    get(TRIES).map(|text| Tries::read(&text)).unwrap_or_default()
}

pub fn keep_tries(tries: Tries) {
    if let Some(storage) = storage() {
        let _ = if tries == Tries::default() {
            storage.remove_item(TRIES)
        } else {
            storage.set_item(TRIES, &tries.write())
        };
    }
}
