//! Words that stand in many places.

pub const NONE: &str = "–";
pub const YES: &str = "yes";
pub const NO: &str = "no";
pub const CANCEL: &str = "Cancel";
pub const CLOSE: &str = "Close";
pub const BACK: &str = "Back";
pub const DONE: &str = "Done";
pub const APPLY: &str = "Apply";
pub const CLEAR: &str = "Clear";
pub const OPTIONAL: &str = "optional";
pub const COPY: &str = "Copy";
pub const COPIED: &str = "Copied.";
pub const COPY_FAILED: &str = "This browser did not allow copying.";
pub const TRY_AGAIN: &str = "Try again";
pub const TECHNICAL_DETAIL: &str = "Technical detail";
pub const STEPS: &str = "Steps";
pub const COLUMNS: &str = "Columns";
pub const CHECK_AGAIN: &str = "Check again";
pub const ALL_ROWS: &str = "All";
pub const TODAY: &str = "Today";
pub const YESTERDAY: &str = "Yesterday";
pub const JUST_NOW: &str = "just now";
pub const OFF: &str = "off";
pub const UNDER: &str = "under";
pub const TEXT: &str = "text";

pub const PANIC_TITLE: &str = "The console stopped";
pub const PANICKED: &str = "Something in this page broke. No money action is repeated by loading it again; one that was on its way is looked up.";
pub const NO_CONFIGURATION: &str =
    "The console’s configuration cannot be read, so it does not know where the wallet systems are.";
pub const RELOAD: &str = "Load again";

pub fn minutes_ago(minutes: i64) -> String {
    format!("{minutes} min ago")
}

pub fn hours_ago(hours: i64) -> String {
    format!("{hours} h ago")
}

pub fn seconds(seconds: u32) -> String {
    format!("{seconds} s")
}
