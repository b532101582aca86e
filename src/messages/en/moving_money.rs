//! Moving money.

use std::fmt::Display;

use purser_api::MoneyError;

pub const TOP_UP: &str = "Top up";
pub const TOP_UP_HINT: &str = "A minus sign takes money back";
pub const REASON: &str = "Reason";
pub const FROM: &str = "From";
pub const REVIEW: &str = "Review";
pub const REVIEW_TOP_UP: &str = "Review the top-up";
pub const REVIEW_DEDUCTION: &str = "Review the deduction";
pub const CUSTOMER_GETS: &str = "Customer gets";
pub const CUSTOMER_LOSES: &str = "Customer loses";
pub const REFERENCE: &str = "Reference";
pub const NEW_BALANCE: &str = "New balance";
pub const DONE_TITLE: &str = "Done";
pub const REFUSED: &str = "Refused";
pub const NOT_SENT: &str = "Not sent";
pub const NOT_SENT_MEANS: &str = "This browser did not let the console write the action down first, so it was not sent. Allow storage for this site and try again.";
pub const AMOUNT_ZERO: &str = "Enter an amount other than zero.";
pub const AMOUNT_CUT: &str = "A comma may have cut this amount in two. Write it without one and with its decimals, such as 1234.50 or 5.00.";
pub const NOT_ENOUGH: &str = "The account does not hold that much.";
pub const BALANCE_UNKNOWN: &str = "The balance is not known, so the result cannot be shown.";
pub const WE_DO_NOT_KNOW: &str = "We do not know yet";
pub const NOT_FOUND_THERE: &str = "It did not arrive";
pub const DO_NOT_REPEAT: &str = "Do not repeat it.";
pub const SENT: &str = "Sent";
pub const NO_ANSWER: &str = "No usable answer";
pub const LOOKED_UP: &str = "Looked up by reference";
pub const LOOKED_UP_IN_HISTORY: &str = "Looked up in the history";
pub const FAILED_MEANS: &str = "The system tried and failed. No money moved.";
pub const NOT_THERE: &str = "Not there";
pub const NEXT_LOOK: &str = "Next look";
pub const GOES_ON: &str = "Goes on while you work";
pub const IF_IT_WENT_THROUGH: &str = "If it went through";
pub const IF_NOT: &str = "If not";
pub const SEND_AGAIN: &str = "Send again";
pub const NEVER_AGAIN_HINT: &str = "This system takes no reference, so nothing would tell a second sending from the first: it is never sent again from here.";
pub const NO_LOOKS_HINT: &str =
    "This system cannot be asked for it. Look through its history before you do anything.";
pub const UNDERWAY: &str = "Under way";
pub const UNDERWAY_MEANS: &str =
    "The system has it and has not decided yet. Nothing is credited until it says so.";
pub const COUNTED_MEANS: &str = "The system answered that it has it. How often it was done stands in its history, which does not say it yet; do not repeat it.";
pub const WAITING_FOR_PAYER: &str = "Waiting for the payer";
pub const BEGUN: &str = "Begun";
pub const LAST_LOOK: &str = "Last look";
pub const NOT_DECIDED: &str = "Not decided yet";
pub const SHOW_IT: &str = "Show it";
pub const LOOK_NOW: &str = "Look now";
pub const SEND_AGAIN_HINT: &str =
    "Sending again is offered only when three looks find nothing, and it keeps the same reference.";

pub const CHECKOUT_MEANS: &str = "The card is typed in at the checkout, never here. It opens in a tab of its own; this page waits and looks until the wallet system says how it ended.";
pub const CHECKOUT_HERE_MEANS: &str = "The card is typed in at the checkout, never here. It opens in this tab and brings you back; the wallet system’s own record says how it ended.";
pub const WAITING_FOR_CARD: &str = "Go on to the checkout";
pub const LINK_REFUSED: &str = "The system gave an address for the checkout that is not safe to open, so it is not offered. Tell whoever runs the system.";
pub const LEADS_TO: &str = "Leads to";
pub const MAY_BE_CLOSED: &str =
    "You may close this: the looking goes on, and a note above the page says how it ends.";

pub fn open_host(host: &str) -> String {
    format!("Open {host}")
}

pub fn amount_wrong(error: &MoneyError) -> String {
    match error {
        MoneyError::TooManyDecimals { allowed: 0 } => "This currency has no decimals.".to_owned(),
        MoneyError::TooManyDecimals { allowed } => format!("This currency has {allowed} decimals at most."),
        MoneyError::TooLarge | MoneyError::Overflow => "This amount is too large.".to_owned(),
        _ => "Enter an amount in digits, such as 25.00.".to_owned(),
    }
}

pub fn top_up(amount: &str) -> String {
    format!("Top up {amount}")
}

pub fn deduct(amount: &str) -> String {
    format!("Deduct {amount}")
}

pub fn unknown_means(amount: &str) -> String {
    format!("{amount} was sent once and no usable answer came. It may have gone through.")
}

pub fn absent_means(amount: &str) -> String {
    format!("{amount} was sent once and is not there after three looks: nothing moved.")
}

pub fn look_failed(why: &str) -> String {
    format!("The look itself failed: {why}")
}

pub fn unsettled(kind: &str, at: &str) -> String {
    format!("A {kind} sent at {at} has no known outcome. It is being looked up; do not repeat it.")
}

pub fn still_underway(kind: &str, at: &str) -> String {
    format!("A {kind} begun at {at} is under way. How it ends will be said here; do not repeat it.")
}

pub fn mismatched(kind: &str, at: &str) -> String {
    format!(
        "What the system holds under the reference of a {kind} sent at {at} is not what was asked for. Compare it with what you wanted; do not repeat it."
    )
}

pub const I_COMPARED: &str = "I have compared it";

pub fn unsettled_elsewhere(kind: &str, at: &str) -> String {
    format!(
        "A {kind} sent at {at} over another connection has no known outcome. Connect as before to find out; do not repeat it."
    )
}

pub fn found_after_all(kind: &str, id: impl Display) -> String {
    format!("The {kind} went through after all: transaction #{id}.")
}

pub fn found_failed(kind: &str, id: u64) -> String {
    format!("The {kind} failed, as transaction #{id} says: no money moved.")
}

pub fn there_as(status: &str) -> String {
    format!("There, but not as asked for: {status}")
}

pub fn never_arrived(kind: &str) -> String {
    format!("The {kind} never arrived: nothing moved.")
}
