//! The palette and the keys.

pub const TO_DO: &str = "action";
pub const ON_THIS_PAGE: &str = "on this page";
pub const RECENT: &str = "recent";
pub const ALL_KEYS: &str = "All keys";

/// Keys, and what they do.
pub const KEYS: &[(&[&str], &str)] = &[
    (&["Ctrl", "K"], "Go anywhere, do anything; ⌘ K on a Mac"),
    (&["?"], "This sheet"),
    (&["/"], "To the filters of a list"),
    (&["j"], "The next row"),
    (&["k"], "The row before"),
    (&["Enter"], "Open the row"),
    (&["x"], "Choose the row, or leave it out; Esc leaves all out"),
    (&["h"], "Hide all amounts, or show them"),
    (&["Esc"], "Close what is open"),
];

pub fn switch_to_connection(name: &str, environment: &str) -> String {
    format!("Switch to {name}, {environment}")
}
