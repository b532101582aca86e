//! What is done with an account: its settings, top-ups, transfers.

pub const PAY: &str = "Pay";
pub const TRANSFER: &str = "Transfer";
pub const REFILL: &str = "Refill";
pub const SETTINGS_OF_ACCOUNT: &str = "Account settings";
pub const NEW_ACCOUNT: &str = "New account";
pub const CREATE_ACCOUNT: &str = "Create account";
pub const NEW_ACCOUNT_HINT: &str = "Holds money in one currency, for good";
pub const ACCOUNTS_OF: &str = "Accounts of";
pub const WHOSE_ACCOUNTS: &str = "Whose accounts?";
pub const WHOSE_ACCOUNTS_HINT: &str = "The wallet system lists the accounts of one customer at a time.";
pub const NO_SUCH_ACCOUNTS: &str = "No account fits these filters";
pub const NO_SUCH_ACCOUNTS_HINT: &str = "Remove one, or clear them all.";
pub const CUSTOMER_HINT: &str = "A part of the e-mail address, or the customer’s number";
pub const CHOOSE_CUSTOMER: &str = "Choose the customer.";
pub const FOUND: &str = "Found";
pub const CHANGE: &str = "Change";
pub const NAME: &str = "Name";
pub const DESCRIPTION: &str = "Description";
pub const PAYMENT_SYSTEM: &str = "Payment system";
pub const CURRENCY_HINT: &str = "Its code, such as USD";
pub const METHOD_WRONG: &str = "Enter a payment method, such as card.";
pub const SYSTEM_WRONG: &str = "Enter a payment system, such as centrobill.";
pub const WEBHOOK_ADDRESS: &str = "Webhook address";
pub const WEBHOOK_ADDRESS_HINT: &str = "Where the wallet system reports to: https, or http on this machine";
pub const WEBHOOK_ADDRESS_WRONG: &str =
    "Enter a whole https address, or an http address on this machine such as http://localhost:8080/hook.";
pub const SAVE_AND_DEACTIVATE: &str = "Save and deactivate";
pub const SAVED: &str = "Saved.";
pub const NOTHING_CHANGED: &str = "Nothing has been changed yet.";
pub const IS_ACTIVE: &str = "Active";
pub const IS_ACTIVE_HINT: &str = "An inactive account neither pays nor receives";
pub const DEACTIVATING_MEANS: &str = "While it is inactive, payments, transfers, top-ups, refills and voids of this account are all refused, also those sent to it and those of the customer’s own app. The money stays where it is, and promotional money goes on lapsing. It can be made active again.";
pub const RELOAD_ON: &str = "Refill by itself when it runs low";
pub const RELOAD_AMOUNT: &str = "Each refill brings";
pub const RELOAD_BELOW: &str = "When less is left than";
pub const RELOAD_HINT: &str =
    "A payment or transfer that leaves less starts a refill from the card the account remembers";
pub const NOTIFY_ON: &str = "Report when it runs low";
pub const NOTIFY_HINT: &str = "To the webhook address";
pub const NOTIFY_BELOW: &str = "Report when less is left than";
pub const AMOUNT_NOT_POSITIVE: &str = "Enter an amount above zero.";
pub const RELOAD_TOO_SMALL: &str = "One refill would still leave less than the limit, so the next payment would start another. Enter at least the limit.";

pub const EXPIRES: &str = "Lapses at (UTC)";
pub const EXPIRES_HINT: &str =
    "In coordinated universal time, not this machine’s. What is not spent by then is gone.";
pub const EXPIRES_WRONG: &str = "Enter a day and a time.";
pub const EXPIRES_PAST: &str = "Enter a time that is still to come.";
pub const EXPIRES_TAKEN: &str = "Only money that is given lapses. Leave this empty for a deduction.";
pub const METADATA_NAME: &str = "Name of the line";
pub const METADATA_VALUE: &str = "Value";
pub const ADD_LINE: &str = "Add a line";
pub const REMOVE_LINE: &str = "Remove this line";
pub const METADATA_NAMELESS: &str = "Each line needs a name.";

pub const RECIPIENT: &str = "Recipient";
pub const RECIPIENT_HINT: &str = "An account’s number, or a part of its customer’s e-mail address";
pub const CHOOSE_RECIPIENT: &str = "Choose the account that receives.";
pub const RECIPIENT_ACCOUNT: &str = "Recipient’s account";
pub const RECIPIENT_NUMBER: &str = "Recipient’s account number";
pub const NO_SUCH_RECIPIENT: &str = "No account with this number has moved money yet, so its owner cannot be found. Enter the owner’s e-mail address.";
pub const SAME_ACCOUNT: &str = "is this account itself";
pub const OTHER_CURRENCY: &str = "has another currency";
pub const IS_INACTIVE: &str = "is inactive";
pub const IS_PROMO: &str = "takes promotional money only";
pub const PROMO_STAYS: &str = "Promotional money cannot be transferred.";
pub const REVIEW_TRANSFER: &str = "Review the transfer";
pub const SENT_FROM: &str = "From account";
pub const RECIPIENT_GETS: &str = "Recipient gets";
pub const SENDERS_BALANCE: &str = "Sender’s balance";
pub const RECIPIENTS_BALANCE: &str = "Recipient’s balance";
pub const MIXED_SCRIPTS: &str = "The recipient’s name mixes letters of several alphabets that look alike. Make sure that it is who you mean.";
pub const ACCOUNT_INACTIVE: &str =
    "This account is inactive: whatever is sent is refused until it is active again.";

pub fn metadata_twice(name: &str) -> String {
    format!("“{name}” stands there twice.")
}

pub fn transfer_sum(amount: &str) -> String {
    format!("Transfer {amount}")
}

pub fn stays_above(limit: &str) -> String {
    format!("Stays at or above {limit}, so no auto reload starts.")
}

pub fn reload_starts(limit: &str, amount: &str) -> String {
    format!("Falls below {limit}: a refill of {amount} from the remembered card starts by itself.")
}

pub fn notice_is_sent(limit: &str) -> String {
    format!("Falls below {limit}: a low balance is reported to the webhook address.")
}

pub fn lapses_at(when: &str) -> String {
    format!("What is not spent by {when} UTC lapses.")
}
