//! Connections of a merchant.

pub const CONNECTIONS: &str = "Connections";
pub const CONNECTION: &str = "Connection";
pub const CONNECTIONS_MEANS: &str = "Merchants and environments this console works with, one at a time.";
pub const ADD_CONNECTION: &str = "Add a connection";
pub const MANAGE_CONNECTIONS: &str = "Manage connections";
pub const EDIT: &str = "Edit";
pub const REMOVE: &str = "Remove";
pub const SAVE: &str = "Save";
pub const COLOUR: &str = "Colour";
pub const CENTRAPAY: &str = "Centrapay";
pub const CENTRAPAY_KEY: &str = "Centrapay API key";
pub const CENTRAPAY_ACCOUNT: &str = "Centrapay account id";
pub const CENTRAPAY_ACCOUNT_MISSING: &str = "Enter the account that wallets belong to.";
pub const CENTRAPAY_KEY_MISSING: &str = "Enter the key that goes with the account.";
pub const KEEP_IN_VAULT: &str = "Keep it in the vault";
pub const KEEP_HINT: &str = "Else it stays in this page’s memory and is gone when the page is.";
pub const KEEP_UNLOCK_FIRST: &str = "Unlock the vault to keep anything in it.";
pub const KEY_UNCHANGED: &str = "Leave it empty to keep the one there is";
pub const ENVIRONMENT_CHOICE_HINT: &str = "Those that this console’s configuration lists: its page may speak with no other address. Another environment takes another key.";
pub const IN_USE: &str = "In use";
pub const IN_THE_VAULT: &str = "In the vault";
pub const IN_MEMORY: &str = "In memory";
pub const NEEDS_A_KEY: &str = "Needs a key";
pub const NEEDS_A_KEY_MEANS: &str = "Its environment is somewhere else now, so its key was removed. A key goes only where it was entered for.";
pub const YOUR_CONNECTIONS: &str = "Your connections";
pub const SWITCH_CONNECTION: &str = "Switch connection";

pub fn open_connection(name: &str) -> String {
    format!("Open {name}")
}

pub fn edit_connection(name: &str) -> String {
    format!("Edit {name}")
}

pub fn remove_connection(name: &str) -> String {
    format!("Remove {name}")
}

pub fn remove_connection_title(name: &str) -> String {
    format!("Remove {name}?")
}

pub const REMOVE_CONNECTION_MEANS: &str = "Its key is forgotten here, in the vault too. It stays good at the wallet system until it is replaced there.";

pub fn colour_name(colour: &str) -> &'static str {
    match colour {
        "blue" => "Blue",
        "violet" => "Violet",
        "rose" => "Rose",
        "amber" => "Amber",
        "green" => "Green",
        _ => "Teal",
    }
}

pub fn of_centrapay(title: &str) -> String {
    format!("{CENTRAPAY}: {title}")
}

pub fn works_with(name: &str, environment: &str) -> String {
    format!("{name}, {environment}")
}
