//! What a person has chosen for this browser: theme, row density, hidden amounts. None of it is a secret.

use leptos::prelude::*;

const THEME: &str = "purser.theme";

/// A context, made once by the app.
#[derive(Clone, Copy, Debug)]
pub struct Preferences {
    /// Whether amounts are replaced by dots everywhere. Kept for this document only.
    pub amounts_hidden: RwSignal<bool>,
}

impl Preferences {
    pub fn provide() -> Self {
        let preferences = Self { amounts_hidden: RwSignal::new(false) };
        provide_context(preferences);
        preferences
    }

    pub fn toggle_amounts(self) {
        self.amounts_hidden.update(|hidden| *hidden = !*hidden);
    }
}

pub fn use_preferences() -> Preferences {
    expect_context::<Preferences>()
}

/// Switches between light and dark, and keeps the choice.
pub fn toggle_theme() {
    let window = window();
    let Some(root) = document().document_element() else { return };
    let dark = match root.get_attribute("data-theme").as_deref() {
        Some(theme) => theme == "dark",
        None => window
            .match_media("(prefers-color-scheme: dark)")
            .ok()
            .flatten()
            .is_some_and(|query| query.matches()),
    };
    let next = if dark { "light" } else { "dark" };
    let _ = root.set_attribute("data-theme", next);
    if let Ok(Some(storage)) = window.local_storage() {
        let _ = storage.set_item(THEME, next);
    }
}
