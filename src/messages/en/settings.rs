//! Settings, and what this browser keeps.

pub const SETTINGS: &str = "Settings";
pub const HOW_IT_LOOKS: &str = "How it looks";
pub const THEME: &str = "Theme";
pub const THEME_SYSTEM: &str = "As the system";
pub const THEME_LIGHT: &str = "Light";
pub const THEME_DARK: &str = "Dark";
pub const DENSITY: &str = "Rows";
pub const DENSITY_COMPACT: &str = "Compact";
pub const DENSITY_USUAL: &str = "Usual";
pub const DENSITY_ROOMY: &str = "Roomy";
pub const AMOUNTS_HIDDEN: &str = "Hide all amounts";
pub const AMOUNTS_HIDDEN_HINT: &str = "On every screen, until this page is closed; the key h does the same";
pub const LANGUAGE: &str = "Language";
pub const ENGLISH: &str = "English; there is no other yet";
pub const SAFETY: &str = "Safety";
pub const IDLE_TIME: &str = "Lock when nobody is there for";
pub const IDLE_HINT: &str = "Counted by the clock, sleep included. Then everybody is signed out and the vault is locked, in every tab.";
pub const REAL_MONEY: &str = "Real money";
pub const TEST_MONEY_ONLY: &str = "Test money";
pub const KEPT_HERE: &str = "What this browser keeps";
pub const KEPT_HERE_MEANS: &str = "By name and size. Nothing else is kept: no cookie, no database, no cache.";
pub const KEPT_NOTHING: &str = "Nothing is kept in this browser.";
pub const KEPT_FOR_TAB: &str = "until this tab is closed";
pub const KEPT_UNTIL_REMOVED: &str = "until it is removed";
pub const REMOVE_EVERYTHING: &str = "Remove everything";
pub const REMOVE_EVERYTHING_TITLE: &str = "Remove everything from this browser?";
pub const REMOVE_EVERYTHING_MEANS: &str = "Choices, the vault and the list of money actions are removed, and everybody is signed out in every tab. What is at the wallet systems stays as it is.";

pub fn minutes(minutes: i64) -> String {
    if minutes == 1 { "1 minute".to_owned() } else { format!("{minutes} minutes") }
}

pub fn characters(count: &str) -> String {
    format!("{count} characters")
}

/// A warning before money actions that nobody knows the outcome of are forgotten.
pub fn unsettled_would_be_lost(count: usize) -> String {
    let (actions, they) =
        if count == 1 { ("1 money action has", "it") } else { ("Some money actions have", "them") };
    format!("{actions} no known outcome. Removed, the console does not look for {they} any more.")
}

/// What something is kept for, by its name.
pub fn kept_for(name: &str) -> &'static str {
    match name {
        "purser.vault" => "The vault: connections, sealed under your passphrase",
        "purser.vault.tries" => "How often the passphrase was wrong, so that each try takes longer",
        "purser.journal" => "Money actions on their way: a reference and a time, no amount",
        "purser.wallet" => "A customer’s sign-in, an hour at most, so that loading again keeps them in",
        "purser.theme" => "Light or dark",
        "purser.density" => "How high rows are",
        "purser.idle" => "After how many minutes everything locks",
        "purser.area" => "Which console you chose last",
        name if name.starts_with("purser.columns") => "Which columns a list shows",
        name if name.starts_with("purser.views") => "Lists you gave a name to",
        _ => "Nothing this version knows of",
    }
}
