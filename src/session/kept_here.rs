//! What this browser keeps for the console, by name and size, and its removal. What is in it is not looked at.

use leptos::prelude::*;

/// One kept thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    pub name: String,
    /// Characters of name and text.
    pub size: u64,
    /// Until this tab is closed; else until it is removed.
    pub is_for_tab: bool,
}

fn places() -> [(Option<web_sys::Storage>, bool); 2] {
    let window = window();
    [(window.local_storage().ok().flatten(), false), (window.session_storage().ok().flatten(), true)]
}

/// Everything, in the order of the names.
pub fn all() -> Vec<Kept> {
    let mut all = Vec::new();
    for (storage, is_for_tab) in places() {
        let Some(storage) = storage else { continue };
        for index in 0..storage.length().unwrap_or_default() {
            let Some(name) = storage.key(index).ok().flatten() else { continue };
            let text = storage.get_item(&name).ok().flatten().unwrap_or_default();
            let size = u64::try_from(name.len() + text.len()).unwrap_or(u64::MAX);
            all.push(Kept { name, size, is_for_tab });
        }
    }
    all.sort_by(|one, other| one.name.cmp(&other.name));
    all
}

/// Removes all of it.
pub fn remove_all() {
    for (storage, _) in places() {
        if let Some(storage) = storage {
            let _ = storage.clear();
        }
    }
}
