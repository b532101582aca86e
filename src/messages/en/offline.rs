//! Words for when there is no network.

pub const NO_NETWORK: &str = "No network.";
pub const NO_NETWORK_MEANS: &str =
    "What stands here may be old, and no money can be moved until there is one again.";
pub const NOT_WITHOUT_NETWORK: &str =
    "There is no network. Nothing has been sent; it can be sent when there is one.";
pub const LAST_BALANCES: &str = "Last balances";
pub const LAST_BALANCES_LOCKED: &str = "They are in the vault. Unlock it to see them.";
pub const KEEP_BALANCES: &str = "Keep my last balances";
pub const KEEP_BALANCES_HINT: &str = "Encrypted in the vault, to be seen without network. Each is replaced by the next, and all go when this is switched off.";
pub const NO_BALANCES_KEPT: &str = "None yet: they are kept the next time they are shown here.";

pub fn balances_of(who: &str, at: &str, ago: &str) -> String {
    format!("{who}, as of {at}, {ago}")
}
