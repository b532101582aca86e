//! What a person has chosen for this browser: theme, row density, idle minutes, hidden amounts. None of it is a secret.

use leptos::prelude::*;

const THEME: &str = "purser.theme";
const DENSITY: &str = "purser.density";
const IDLE: &str = "purser.idle";

/// The minutes that nobody may be there before everything locks, as they can be chosen.
pub const IDLE_CHOICES: [i64; 5] = [1, 5, 15, 30, 60];
const IDLE_MINUTES: i64 = 15;

/// A context, made once by the app.
#[derive(Clone, Copy, Debug)]
pub struct Preferences {
    /// Whether amounts are replaced by dots everywhere. Kept for this document only.
    pub amounts_hidden: RwSignal<bool>,
    /// `light`, `dark`, or empty: as the system says.
    pub theme: RwSignal<String>,
    /// `compact`, `roomy`, or empty: in between.
    pub density: RwSignal<String>,
    pub idle_minutes: RwSignal<i64>,
}

impl Preferences {
    pub fn provide() -> Self {
        let one_of = |name: &str, choices: [&str; 2]| {
            kept(name).filter(|kept| choices.contains(&kept.as_str())).unwrap_or_default()
        };
        let idle = kept(IDLE).and_then(|kept| kept.parse().ok());
        let preferences = Self {
            amounts_hidden: RwSignal::new(false),
            theme: RwSignal::new(one_of(THEME, ["light", "dark"])),
            density: RwSignal::new(one_of(DENSITY, ["compact", "roomy"])),
            idle_minutes: RwSignal::new(
                idle.filter(|idle| IDLE_CHOICES.contains(idle)).unwrap_or(IDLE_MINUTES),
            ),
        };
        provide_context(preferences);
        preferences
    }

    pub fn toggle_amounts(self) {
        self.amounts_hidden.update(|hidden| *hidden = !*hidden);
    }

    /// Chooses `light`, `dark`, or with nothing what the system says.
    pub fn choose_theme(self, theme: &str) {
        mark("data-theme", theme);
        keep(THEME, theme);
        self.theme.set(theme.to_owned());
    }

    /// Switches between light and dark, and keeps the choice.
    pub fn toggle_theme(self) {
        let is_dark = match self.theme.get_untracked().as_str() {
            "" => window()
                .match_media("(prefers-color-scheme: dark)")
                .ok()
                .flatten()
                .is_some_and(|query| query.matches()),
            theme => theme == "dark",
        };
        self.choose_theme(if is_dark { "light" } else { "dark" });
    }

    /// Chooses `compact`, `roomy`, or with nothing what is in between.
    pub fn choose_density(self, density: &str) {
        mark("data-density", density);
        keep(DENSITY, density);
        self.density.set(density.to_owned());
    }

    pub fn choose_idle_minutes(self, minutes: i64) {
        if IDLE_CHOICES.contains(&minutes) {
            keep(IDLE, &minutes.to_string());
            self.idle_minutes.set(minutes);
        }
    }
}

pub fn use_preferences() -> Preferences {
    expect_context::<Preferences>()
}

fn mark(attribute: &str, value: &str) {
    let Some(root) = document().document_element() else { return };
    let _ = if value.is_empty() {
        root.remove_attribute(attribute)
    } else {
        root.set_attribute(attribute, value)
    };
}

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}

fn kept(name: &str) -> Option<String> {
    storage()?.get_item(name).ok().flatten()
}

fn keep(name: &str, value: &str) {
    if let Some(storage) = storage() {
        let _ = if value.is_empty() { storage.remove_item(name) } else { storage.set_item(name, value) };
    }
}
