//! The product and its places.

pub const PRODUCT: &str = "Purser";
pub const DATE_LOCALE: &str = "en-GB";
pub const CHOOSE: &str = "Where do you want to go?";
pub const MERCHANT_CONSOLE: &str = "Merchant console";
pub const MERCHANT_CONSOLE_HINT: &str = "Look after customers and their stored money";
pub const CENTRO_WALLET: &str = "Centro wallet";
pub const CENTRO_WALLET_HINT: &str = "See your own balances and what happened";
pub const CRYPTO_WALLET: &str = "Crypto wallet";
pub const CRYPTO_WALLET_HINT: &str = "Hold coins, send them, change them, spend them by card";
pub const SKIP_TO_CONTENT: &str = "Skip to content";
pub const PLACES: &str = "Places";
pub const MAIN: &str = "Main";
pub const MAIN_SHORT: &str = "Main, short";
pub const ENVIRONMENT: &str = "Environment";
pub const TEST_MONEY: &str = "Test money.";
pub const TEST_MONEY_MEANS: &str = "Nothing here reaches a card, a bank or a chain.";
pub const NEW: &str = "New";
pub const MORE: &str = "More";
pub const HOME: &str = "Home";
pub const LOOK_AFTER_CUSTOMERS: &str = "Look after customers";
pub const TAKE_MONEY: &str = "Take money";
pub const WEBHOOKS: &str = "Webhooks";
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
pub const PART_ON_ITS_WAY: &str = "Loading this part of the console.";
pub const PART_MISSING: &str = "This part of the console did not load.";
pub const PART_MISSING_MEANS: &str =
    "Nothing was sent and nothing is lost. Try again; if that does not help, load the page again.";
pub const BACK_TO_START: &str = "Back to the start";

pub fn locks_in(minutes: i64) -> String {
    format!("Locks in {minutes} min")
}
