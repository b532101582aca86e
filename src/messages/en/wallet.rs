//! The customer's own wallet.

pub const YOUR_MONEY: &str = "Your money";
pub const ACTIVITY: &str = "Activity";
pub const NO_ACTIVITY: &str = "Nothing happened yet";
pub const NO_ACTIVITY_HINT: &str = "What comes in and goes out stands here.";
pub const NO_MONEY_YET: &str = "No account yet";
pub const NO_MONEY_YET_HINT: &str = "The merchant who opened this wallet can add one.";
pub const MOVE_MONEY: &str = "Move money";
pub const ADD_MONEY: &str = "Add money";
pub const ALL_ACTIVITY: &str = "All";
pub const OTHER_ACCOUNTS: &str = "Accounts";

pub const PROMO_MONEY: &str = "Promo money";
pub const PROMO_MORE: &str = "There is more than is read at once; the rest stands in the activity.";
pub const OWN_RELOADS: &str = "Automatic reload";
pub const RELOAD_UNSET: &str = "Off; its amounts are not set yet";
pub const SET_UP: &str = "Set up";

pub const SESSION_RAN_OUT: &str = "Your session has run out.";
pub const SESSION_RAN_OUT_MEANS: &str = "Sign in again to go on where you were.";
pub const CODES_WORK_ONCE: &str = "A code works once. Wait until your authenticator shows the next one; too many wrong ones lock the sign-in for a while.";
pub const SAME_CODE: &str = "This code was refused a moment ago. Wait for the next one.";

pub const PAY_HINT: &str = "From your account to the merchant";
pub const PAYING_ACCOUNT: &str = "From account";
pub const ORDER_NUMBER: &str = "Order number";
pub const ORDER_NUMBER_HINT: &str = "If the merchant gave you one";
pub const PURPOSE_OWN_MISSING: &str = "Say what it is for.";
pub const YOU_PAY: &str = "You pay";
pub const THE_MERCHANT: &str = "The merchant of this wallet";
pub const NONE_TO_PAY_FROM: &str = "No account to pay from";
pub const NONE_TO_PAY_FROM_HINT: &str = "An active account with money on it can pay.";

pub const ADD_MONEY_HINT: &str = "From a card into your account";
pub const FILLED_ACCOUNT: &str = "Into account";
pub const OTHER_CARD: &str = "Pay with another card";
pub const REVIEW_ADD_MONEY: &str = "Review";
pub const YOUR_CARD_IS_CHARGED: &str = "Your card is charged";
pub const CARD_AT_ONCE: &str = "Your card is charged at once.";
pub const CARD_AT_CHECKOUT: &str =
    "You type the card in at a checkout, whose address is shown before it opens, and come back here.";
pub const BROWSER_IS_TOLD: &str =
    "Your bank is told which browser this is, the size of its screen and its time zone, as 3-D Secure asks.";
pub const ADDED_MONEY: &str = "Added money";
pub const NONE_TO_FILL: &str = "No account to add money to";
pub const NONE_TO_FILL_HINT: &str =
    "Money of your own goes into an active account; promo money comes from the merchant.";
pub const NOT_SIGNED_IN_HERE: &str =
    "You are not signed in in this tab, so it cannot say how it ended. The tab it was begun in does.";
pub const SIGN_IN_TO_LOOK: &str = "Sign in to look it up";

pub const TRANSFER_OWN_HINT: &str = "To another account of the same currency";
pub const TO_ACCOUNT: &str = "To account";
pub const ANOTHER_ACCOUNT: &str = "Somebody else’s account";
pub const RECIPIENT_ACCOUNT_NUMBER: &str = "Account number of the recipient";
pub const RECIPIENT_ACCOUNT_HINT: &str = "They find it on their account’s page";
pub const RECIPIENT_NUMBER_WRONG: &str = "Enter the number of an account, such as 58.";
pub const RECIPIENT_IS_SENDER: &str = "This is the account the money comes from.";
pub const RECIPIENT_UNKNOWN: &str = "The wallet system does not say whose account this is. Compare the number with the recipient before you send.";
pub const NONE_TO_TRANSFER_FROM: &str = "No account to transfer from";
pub const NONE_TO_TRANSFER_FROM_HINT: &str =
    "An active account with money of your own on it can transfer; promo money cannot be transferred.";
pub const YOUR_BALANCE: &str = "Your balance";
pub const SOMEBODY_ELSE: &str = "Somebody else’s";
pub const YOUR_OWN: &str = "Your own";
pub const WHOSE: &str = "Whose";

pub const NOTHING_LEFT_YOU: &str = "No money moved.";
pub const NOT_DECIDED_MEANS: &str = "Not decided yet; this page goes on looking.";
pub const TAKEN_BACK_BY: &str = "Taken back by";
pub const WITH_IT: &str = "Belongs to it";
pub const MADE: &str = "When";

pub const NOTIFY_OWN_HINT: &str = "The merchant of this wallet is told";
pub const DEACTIVATING_OWN_MEANS: &str = "While it is inactive, the account neither pays nor receives. The money stays where it is, and promo money goes on lapsing. You can make it active again here.";

pub fn of_it(sum: &str) -> String {
    format!("of {sum}")
}

pub fn some_lapses(sum: &str, day: &str) -> String {
    format!("{sum} lapses {day}")
}

pub fn left_of(left: &str, all: &str) -> String {
    format!("{left} of {all} left")
}

pub fn reloads(amount: &str, limit: &str, card: &str) -> String {
    format!("Adds {amount} under {limit}, {card}")
}

pub fn would_reload(amount: &str, limit: &str) -> String {
    format!("Off; would add {amount} under {limit}")
}

pub fn reload_of(account: &str) -> String {
    format!("Automatic reload of {account}")
}

pub fn pay_sum(amount: &str) -> String {
    format!("Pay {amount}")
}

pub fn otherwise_card(card: &str) -> String {
    format!("Otherwise {card} is charged")
}

pub fn add_sum(amount: &str) -> String {
    format!("Add {amount}")
}
