//! Enrolment.

pub const SET_UP_CODES: &str = "Set up sign-in codes";
pub const STEP_CREATE: &str = "Create";
pub const STEP_SCAN: &str = "Scan and try";
pub const STEP_HAND_OVER: &str = "Hand over";
pub const SCAN: &str = "Scan";
pub const QR_LABEL: &str = "QR code for an authenticator app";
pub const QR_TOO_LONG: &str = "This is too long for a QR code; type the key instead.";
pub const OR_TYPE_THE_KEY: &str = "Or type the key";
pub const COPY_KEY: &str = "Copy key";
pub const ISSUER: &str = "Issuer";
pub const ALGORITHM: &str = "Algorithm";
pub const DIGITS: &str = "Digits";
pub const PERIOD: &str = "Period";
pub const TRY_A_CODE: &str = "Try a code";
pub const WHAT_DOES_THE_APP_SHOW: &str = "What does the app show now?";
pub const TRY_HINT: &str =
    "Checked in this browser; nothing is sent, and the code stays good for signing in.";
pub const CODE_RIGHT: &str = "This code is right.";
pub const CODE_WRONG_HERE: &str = "This is not the code of this key. Is the phone’s clock right?";
pub const CODE_CANNOT_TELL: &str = "This browser cannot check it here; sign in to find out.";
pub const KEEP_A_MINUTE: &str = "Keep for a minute more";
pub const HIDE_NOW: &str = "Hide now";
pub const PRINT: &str = "Print";
pub const HIDDEN: &str = "Hidden";
pub const HIDDEN_HINT: &str = "The key is still in this page’s memory, until you leave it.";
pub const SHOW_FOR_A_MINUTE: &str = "Show for a minute";
pub const ENROLMENT_UNREADABLE: &str =
    "The sign-in codes that came cannot be read. Restore the customer’s access to get new ones.";
pub const SECRET_LIVES_HERE: &str = "The secret lives in this page’s memory. It goes when the page is left or reloaded; after that only restoring access gives a new one.";

pub fn enrolling(id: u64, accounts: &str) -> String {
    if accounts.is_empty() {
        format!("customer {id}. Shown once.")
    } else {
        format!("customer {id}, with {accounts}. Shown once.")
    }
}

pub fn hidden_in(seconds: u32) -> String {
    format!("Hidden in {}:{:02}", seconds / 60, seconds % 60)
}

pub fn drift(steps: i64) -> &'static str {
    match steps {
        0 => "The phone’s clock agrees with this one.",
        steps if steps < 0 => "The phone is a step behind, which is still good.",
        _ => "The phone is a step ahead, which is still good.",
    }
}
