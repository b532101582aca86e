//! Looking after customers: creating, changing, blocking, giving them access again.

pub const TYPE_HINT: &str = "What kind of customer this is to you";
pub const BLOCK_AT_ONCE: &str = "Block at once";
pub const BLOCK_AT_ONCE_HINT: &str =
    "They exist, but every request of theirs is refused until you unblock them";
pub const ADD_ACCOUNT: &str = "Add an account";
pub const WHAT_IT_IS_FOR: &str = "What it is for";
pub const MAY_EXIST: &str =
    "The customer may have been created all the same. If so, restoring their access gives new codes.";
pub const LOOK_FOR_THEM: &str = "Look for them";

pub const EDIT_CUSTOMER: &str = "Edit the customer";
pub const CUSTOMER_SAVED: &str = "Saved.";
pub const ACTIVATED_HINT: &str = "A customer who is not activated can neither sign in nor move money";

pub const BLOCK: &str = "Block";
pub const BLOCK_DOTS: &str = "Block…";
pub const UNBLOCK: &str = "Unblock";
pub const UNBLOCK_DOTS: &str = "Unblock…";
pub const ACTIVATE: &str = "Activate";
pub const ACTIVATE_DOTS: &str = "Activate…";
pub const BLOCKING_MEANS: [&str; 3] = [
    "Every request of this customer is refused, at once: signing in, looking, paying.",
    "Payments and top-ups that you make for them are refused too.",
    "Their money stays where it is. You can unblock them at any time.",
];
pub const UNBLOCKING_MEANS: [&str; 2] = [
    "The customer can sign in and move money again, at once.",
    "Their sign-in codes are the same as before. If you doubt who has them, restore access as well.",
];
pub const ACTIVATE_MEANS: [&str; 1] = ["The customer can sign in with their codes and move money, at once."];
pub const NOW_BLOCKED: &str = "Blocked: every request of theirs is refused.";
pub const NOW_UNBLOCKED: &str = "Unblocked.";
pub const NOW_ACTIVATED: &str = "Activated.";
pub const ACTIVATION_NOT_SAID: &str = "The system does not say whether this customer is activated, and it wants to be told with every change. Use Edit.";

pub const RESTORE_DOTS: &str = "Restore access…";
pub const RESTORE: &str = "Restore access";
pub const RESTORE_MEANS: [&str; 3] = [
    "The customer gets new sign-in codes, shown to you once as a QR code.",
    "The old codes stop working at once, and whoever is signed in as this customer is signed out.",
    "Money and accounts stay as they are.",
];
pub const TYPE_TO_CONFIRM: &str = "Type their e-mail address to confirm";
pub const TYPE_NUMBER_TO_CONFIRM: &str = "Type their customer id to confirm";
pub const NOT_THE_SAME: &str = "This is not the customer you are looking at.";
pub const RESTORE_IN_DOUBT: &str = "It may have happened: then the old codes no longer work, and the new ones were lost on the way. Doing it again is safe, and gives newer ones.";
pub const NEW_CODES: &str = "New sign-in codes";

pub const SHEET_TITLE: &str = "Your sign-in codes";
pub const SHEET_STEPS: [&str; 3] = [
    "Open an authenticator app on your phone, and choose to add an account.",
    "Scan the square, or type the key below it.",
    "Sign in with your e-mail address and the code that the app shows.",
];
pub const SHEET_CARE: &str =
    "Whoever has this sheet can sign in as you. Destroy it as soon as your app shows codes.";
pub const SHEET_KEY: &str = "Key";

pub const EVERYTHING: &str = "Everything that happened";
pub const SHOW_KINDS: &str = "Show";
pub const KIND_ALL: &str = "All";
pub const KIND_REFILLS: &str = "Refills";
pub const KIND_PAYMENTS: &str = "Payments";
pub const KIND_DEPOSITS: &str = "Top-ups, transfers";
pub const KIND_VOIDS: &str = "Voids";
pub const KIND_LAPSES: &str = "Lapses";
pub const KIND_CUSTOMER: &str = "Customer";
pub const EARLIER: &str = "Earlier";
pub const READING_EARLIER: &str = "Reading what was earlier";
pub const THAT_IS_ALL: &str = "That is everything.";
pub const WAS_CREATED: &str = "Customer created";
pub const WAS_BLOCKED: &str = "Customer blocked";
pub const WAS_BLOCKED_HINT: &str = "Every request of theirs is refused since";
pub const WAS_CHANGED: &str = "Customer last changed";
pub const A_PAYMENT: &str = "Payment";
pub const A_REFILL: &str = "Refill";
pub const A_TOP_UP: &str = "Top-up";
pub const A_DEDUCTION: &str = "Deduction";
pub const A_GRANT: &str = "Grant";
pub const A_LAPSE: &str = "Grant lapsed";
pub const A_TRANSFER: &str = "Transfer";
pub const NOTHING_OF_THIS_KIND: &str = "Nothing of this kind has happened";
pub const NOTHING_OF_THIS_KIND_HINT: &str = "Choose another, or all.";
pub const CARDS: &str = "Cards";
pub const CARD_EXPIRED: &str = "Expired";
pub const CARD_EXPIRES_SOON: &str = "Expires soon";

pub fn account_at(place: usize) -> String {
    format!("Account {place}")
}

pub fn remove_account(place: usize) -> String {
    format!("Remove account {place}")
}

pub fn block_whom(who: &str) -> String {
    format!("Block {who}?")
}

pub fn unblock_whom(who: &str) -> String {
    format!("Unblock {who}?")
}

pub fn activate_whom(who: &str) -> String {
    format!("Activate {who}?")
}

pub fn restored(id: u64) -> String {
    format!("customer {id}. The old codes no longer work. Shown once.")
}

pub fn sheet_for(account: &str, issuer: &str) -> String {
    if issuer.is_empty() { account.to_owned() } else { format!("{account}, {issuer}") }
}

pub fn transfer_to(who: &str) -> String {
    format!("Transfer to {who}")
}

pub fn transfer_from(who: &str) -> String {
    format!("Transfer from {who}")
}

pub fn expires_in(month: u32, year: u32) -> String {
    format!("Expires {month:02}/{year:02}")
}

pub fn voided_at(when: &str, why: &str) -> String {
    if why.is_empty() { format!("Voided {when}") } else { format!("Voided {when}: {why}") }
}

pub fn void_of(what: &str) -> String {
    format!("Void: {what}")
}

pub const OTHER_SIDE: &str = "The other side";
