//! English.

use purser_api::MoneyError;
// The product and its places.
pub const PRODUCT: &str = "Purser";
pub const DATE_LOCALE: &str = "en-GB";
pub const CHOOSE: &str = "Where do you want to go?";
pub const MERCHANT_CONSOLE: &str = "Merchant console";
pub const MERCHANT_CONSOLE_HINT: &str = "Look after customers and their stored money";
pub const CENTRO_WALLET: &str = "Centro wallet";
pub const CENTRO_WALLET_HINT: &str = "See your own balances and what happened";
pub const SKIP_TO_CONTENT: &str = "Skip to content";
pub const PLACES: &str = "Places";
pub const MAIN: &str = "Main";
pub const MAIN_SHORT: &str = "Main, short";
pub const ENVIRONMENT: &str = "Environment";
pub const TEST_MONEY: &str = "Test money.";
pub const TEST_MONEY_MEANS: &str = "Nothing here reaches a card, a bank or a chain.";
pub const HOME: &str = "Home";
pub const LOOK_AFTER_CUSTOMERS: &str = "Look after customers";
pub const SIGN_OUT: &str = "Sign out";
pub const HIDE_AMOUNTS: &str = "Hide all amounts";
pub const LIGHT_OR_DARK: &str = "Light or dark";
pub const FIND_AS_MERCHANT: &str = "Find a customer, a transaction, a screen";
pub const FIND_AS_CUSTOMER: &str = "Find a screen";
pub const KEY_COMMAND: &str = "Ctrl";
pub const GO_ANYWHERE: &str = "Go anywhere";
pub const SCREEN: &str = "screen";
pub const NOTHING_FOUND: &str = "Nothing found.";
pub const NOT_FOUND: &str = "There is no such page";
pub const NOT_FOUND_HINT: &str = "The address may be mistyped, or the page may have moved.";
pub const BACK_TO_START: &str = "Back to the start";

// Words that stand in many places.
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
pub const TODAY: &str = "Today";
pub const YESTERDAY: &str = "Yesterday";
pub const JUST_NOW: &str = "just now";
pub const OFF: &str = "off";
pub const UNDER: &str = "under";
pub const TEXT: &str = "text";

// When the console itself breaks.
pub const PANIC_TITLE: &str = "The console stopped";
pub const PANICKED: &str = "Something in this page broke. No money action is repeated by loading it again; one that was on its way is looked up.";
pub const NO_CONFIGURATION: &str =
    "The console’s configuration cannot be read, so it does not know where the wallet systems are.";
pub const RELOAD: &str = "Load again";

// Lists.
pub const FILTER: &str = "Filter";
pub const FILTERS: &str = "Filters";
pub const CLEAR_FILTERS: &str = "Clear filters";
pub const PAGE_BEFORE: &str = "Page before";
pub const NEXT_PAGE: &str = "Next page";
pub const ROW_UNREADABLE: &str = "This row could not be read:";
pub const WHEN: &str = "When";
pub const FOR: &str = "For";
pub const STATUS: &str = "Status";
pub const AMOUNT: &str = "Amount";
pub const BALANCE: &str = "Balance";
pub const BALANCE_AFTER: &str = "Balance after";
pub const SINCE: &str = "Since";
pub const CHANGED: &str = "Changed";
pub const NUMBER: &str = "Number";
pub const DETAILS: &str = "Details";
pub const FROM_DAY: &str = "From (UTC)";
pub const TO_DAY: &str = "To (UTC)";

// Connecting and signing in.
pub const CONNECT: &str = "Connect";
pub const CONNECT_HINT: &str =
    "With the API key of a merchant. It stays in this page’s memory and is gone when the page is.";
pub const DEMO_MERCHANTS: &str = "Demo merchants of this sandbox";
pub const NO_SANDBOX: &str =
    "No sandbox answers at this address, or it offers no demo here. Start one beside this page with";
pub const START_SANDBOX: &str = "cargo xtask run";
pub const API_KEY: &str = "API key";
pub const API_KEY_HINT: &str = "Sent only to the wallet system of this environment";
pub const API_KEY_MISSING: &str = "Enter an API key.";
pub const CONNECTION_NAME: &str = "Name";
pub const CONNECTION_NAME_HINT: &str = "What to call this connection on screen";
pub const MERCHANT: &str = "Merchant";
pub const SIGN_IN: &str = "Sign in";
pub const SIGN_IN_HINT: &str = "With your e-mail address and the code your authenticator shows now.";
pub const CODE: &str = "Code";
pub const CODE_HINT: &str = "Six digits; each works once";
pub const CODE_SHAPE: &str = "Enter the six digits of the code.";

// Customers.
pub const CUSTOMER: &str = "Customer";
pub const CUSTOMERS: &str = "Customers";
pub const CUSTOMER_ID: &str = "Customer id";
pub const EMAIL: &str = "E-mail";
pub const EMAIL_WRONG: &str = "Enter an e-mail address, such as maia@example.org.";
pub const EXTERNAL_ID: &str = "External id";
pub const EXTERNAL_ID_HINT: &str = "What your own system calls this customer";
pub const EXTERNAL_ID_MISSING: &str = "Enter the id your own system uses.";
pub const BLOCKED: &str = "Blocked";
pub const ACTIVATED: &str = "Activated";
pub const NOT_ACTIVATED: &str = "Not activated";
pub const ACTIVE: &str = "Active";
pub const INACTIVE: &str = "Inactive";
pub const NO_CUSTOMERS: &str = "No customers yet";
pub const NO_CUSTOMERS_HINT: &str = "Everyone whose wallet you run stands here.";
pub const NO_SUCH_CUSTOMERS: &str = "No customer fits these filters";
pub const NO_SUCH_CUSTOMERS_HINT: &str = "Remove one, or clear them all.";
pub const NEW_CUSTOMER: &str = "New customer";
pub const NEW_CUSTOMER_HINT: &str = "Creates a wallet and the codes its owner signs in with";
pub const CREATE_CUSTOMER: &str = "Create customer";
pub const FIRST_ACCOUNT: &str = "First account";
pub const NO_ACCOUNT_YET: &str = "No account yet";
pub const ACCOUNT_NAME: &str = "Account name";
pub const PROMO_ACCOUNT: &str = "Promo account";
pub const PROMO_ACCOUNT_HINT: &str = "For money that you grant and that lapses";
pub const ACTIVATE_NOW: &str = "Activate now";
pub const ACTIVATE_NOW_HINT: &str = "A wallet that is not activated refuses everything";
pub const CURRENCY_WRONG: &str = "Enter a currency code, such as USD.";
pub const TYPE: &str = "Type";
pub const UUID: &str = "UUID";

// Enrolment.
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

// Accounts.
pub const ACCOUNT: &str = "Account";
pub const ACCOUNTS: &str = "Accounts";
pub const ACCOUNT_ID: &str = "Account id";
pub const ACCOUNT_NUMBER: &str = "Account number";
pub const NO_ACCOUNTS: &str = "No accounts yet";
pub const NO_ACCOUNTS_HINT: &str = "An account holds money in one currency.";
pub const CARD: &str = "Card";
pub const NO_CARD: &str = "No card";
pub const PROMO: &str = "Promo";
pub const FIAT: &str = "Fiat";
pub const AUTO_RELOAD: &str = "Auto reload";
pub const LOW_BALANCE_NOTICE: &str = "Low balance notice";
pub const LAST_USED: &str = "Last used";
pub const WHOSE_ACCOUNT: &str = "Whose account is this?";
pub const WHOSE_ACCOUNT_HINT: &str =
    "The address does not say, and the account has no transactions that would. Open it from its customer.";

// Transactions.
pub const TRANSACTION: &str = "Transaction";
pub const TRANSACTIONS: &str = "Transactions";
pub const DIRECTION: &str = "Direction";
pub const MODE: &str = "Mode";
pub const MODE_WALLET: &str = "Wallet";
pub const MODE_TEST: &str = "Test";
pub const ACTION: &str = "Action";
pub const ACTION_CHARGE: &str = "Charge";
pub const ACTION_REFUND: &str = "Refund";
pub const ACTION_DEPOSIT: &str = "Deposit";
pub const PAYMENT_METHOD: &str = "Payment method";
pub const DESCRIPTOR: &str = "Descriptor";
pub const VIRTUAL: &str = "Virtual";
pub const LAPSES: &str = "Lapses";
pub const NEWER_THAN: &str = "Newer than number";
pub const ORDER_ID: &str = "Order id";
pub const MESSAGE: &str = "Message";
pub const SUCCESS: &str = "Success";
pub const FAILED: &str = "Failed";
pub const PENDING: &str = "Pending";
pub const VOID: &str = "Void";
pub const VOIDED: &str = "Voided";
pub const MONEY_IN: &str = "Money in";
pub const MONEY_OUT: &str = "Money out";
pub const LEFT_OF_IT: &str = "Left of it";
pub const LINKED: &str = "Linked transactions";
pub const METADATA: &str = "Metadata";
pub const AS_JSON: &str = "As JSON";
pub const NO_TRANSACTIONS: &str = "No transactions yet";
pub const NO_TRANSACTIONS_HINT: &str = "Every movement of money stands here, the newest first.";
pub const NO_SUCH_TRANSACTIONS: &str = "No transaction fits these filters";
pub const NO_SUCH_TRANSACTIONS_HINT: &str = "Remove one, or clear them all.";
pub const NO_SUCH_TRANSACTION: &str = "There is no such transaction";
pub const NO_SUCH_TRANSACTION_HINT: &str = "None of your customers has a transaction with this number.";

// The customer's own wallet.
pub const YOUR_MONEY: &str = "Your money";
pub const ACTIVITY: &str = "Activity";
pub const NO_ACTIVITY: &str = "Nothing happened yet";
pub const NO_ACTIVITY_HINT: &str = "What comes in and goes out stands here.";
pub const NO_MONEY_YET: &str = "No account yet";
pub const NO_MONEY_YET_HINT: &str = "The merchant who opened this wallet can add one.";

// Moving money.
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
pub const NOT_ENOUGH: &str = "The account does not hold that much.";
pub const BALANCE_UNKNOWN: &str = "The balance is not known, so the result cannot be shown.";
pub const WE_DO_NOT_KNOW: &str = "We do not know yet";
pub const NOT_FOUND_THERE: &str = "It did not arrive";
pub const DO_NOT_REPEAT: &str = "Do not repeat it.";
pub const SENT: &str = "Sent";
pub const NO_ANSWER: &str = "No usable answer";
pub const LOOKED_UP: &str = "Looked up by reference";
pub const FAILED_MEANS: &str = "The system tried and failed. No money moved.";
pub const NOT_THERE: &str = "Not there";
pub const NEXT_LOOK: &str = "Next look";
pub const GOES_ON: &str = "Goes on while you work";
pub const IF_IT_WENT_THROUGH: &str = "If it went through";
pub const IF_NOT: &str = "If not";
pub const SEND_AGAIN: &str = "Send again";
pub const LOOK_NOW: &str = "Look now";
pub const SEND_AGAIN_HINT: &str =
    "Sending again is offered only when three looks find nothing, and it keeps the same reference.";

pub fn minutes_ago(minutes: i64) -> String {
    format!("{minutes} min ago")
}

pub fn hours_ago(hours: i64) -> String {
    format!("{hours} h ago")
}

pub fn seconds(seconds: u32) -> String {
    format!("{seconds} s")
}

pub fn locks_in(minutes: i64) -> String {
    format!("Locks in {minutes} min")
}

pub fn key_ends(tail: &str) -> String {
    format!("Key …{tail}")
}

pub fn connect_as(name: &str) -> String {
    format!("Connect as {name}")
}

pub fn remove_filter(label: &str) -> String {
    format!("Remove {}", label.to_lowercase())
}

pub fn range_of(first: &str, last: &str, total: &str) -> String {
    format!("{first} to {last} of {total}")
}

pub fn page_of(page: &str, last: &str) -> String {
    format!("Page {page} of {last}")
}

pub fn not_all_read(unreadable: usize, all: usize) -> String {
    format!("{unreadable} of {all} could not be read. The rest is shown as it came.")
}

pub fn customer_number(id: u64) -> String {
    format!("Customer #{id}")
}

pub fn customer_since(day: &str) -> String {
    format!("Customer since {day}")
}

pub fn account_number(id: u64) -> String {
    format!("Account #{id}")
}

pub fn account_in(currency: &str) -> String {
    format!("{currency} account")
}

pub fn transaction_number(id: u64) -> String {
    format!("Transaction #{id}")
}

pub fn last_used(when: &str) -> String {
    format!("used {when}")
}

pub fn card_ends(brand: &str, tail: &str) -> String {
    format!("{} •••• {tail}", capitalized(brand))
}

pub fn refill_by(brand: &str, tail: &str) -> String {
    format!("Refill, {} •••• {tail}", brand.to_lowercase())
}

fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

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

pub fn unsettled_elsewhere(kind: &str, at: &str) -> String {
    format!(
        "A {kind} sent at {at} over another connection has no known outcome. Connect as before to find out; do not repeat it."
    )
}

pub fn found_after_all(kind: &str, id: u64) -> String {
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
