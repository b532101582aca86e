//! What a person chose for their lists, kept in this browser: columns, and lists they gave a name. None of it is a secret.

use leptos::prelude::*;

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}

/// What was kept under a name.
pub fn kept(name: &str) -> Option<String> {
    storage()?.get_item(name).ok().flatten()
}

/// Keeps a choice for the next time; an empty one is forgotten. Whether the browser took it.
pub fn keep(name: &str, value: &str) -> bool {
    storage().is_some_and(|storage| {
        if value.is_empty() {
            storage.remove_item(name).is_ok()
        } else {
            storage.set_item(name, value).is_ok()
        }
    })
}
