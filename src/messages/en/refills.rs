//! Filling an account by card.

pub const REVIEW_REFILL: &str = "Review the refill";
pub const CARD_IS_CHARGED: &str = "Card is charged";
pub const REFILL_NAME: &str = "Name";
pub const REFILL_NAME_HINT: &str = "What the payer reads at the checkout";
pub const REFILL_NAME_MISSING: &str = "Say what the refill is called.";
pub const PAYER: &str = "Payer";
pub const FIRST_NAME: &str = "First name";
pub const LAST_NAME: &str = "Last name";
pub const PHONE: &str = "Phone";
pub const COUNTRY: &str = "Country";
pub const COUNTRY_HINT: &str = "Three letters, such as DEU";
pub const COUNTRY_WRONG: &str = "Enter the three letters of a country, such as DEU.";
pub const REGION: &str = "State or province";
pub const CITY: &str = "City";
pub const POSTAL_CODE: &str = "Postal code";
pub const STREET: &str = "Street and house";
pub const BIRTHDAY: &str = "Birthday";
pub const BIRTHDAY_WRONG: &str = "Enter a day.";
pub const NETWORK_ADDRESS: &str = "Internet address";
pub const BROWSER_FACTS: &str = "Send what this browser says of itself";
pub const BROWSER_FACTS_HINT: &str =
    "Banks ask for it with 3-D Secure. Leave it out when somebody else’s browser will pay.";
pub const BROWSER_SHOWN: &str = "What would be sent";
pub const SECURE: &str = "Ask for 3-D Secure";
pub const SECURE_HINT: &str = "The payer’s bank asks whether it is really them";
pub const TEST_REFILL: &str = "Test";
pub const TEST_REFILL_HINT: &str = "The account receives virtual money; no card is charged for real";
pub const FORCE_CHECKOUT: &str = "Always go through the checkout";
pub const FORCE_CHECKOUT_HINT: &str =
    "Otherwise a card that the account remembers is charged at once, without asking anybody";
pub const SEND_EMAIL: &str = "Send the payer an e-mail about it";
pub const IS_COVER: &str = "Covers something owed";
pub const DOMAIN: &str = "Domain";
pub const DOMAIN_HINT: &str = "The site the payment is made on; stands on the statement";
pub const ADDED: &str = "Added to the charge";
pub const ADDED_HINT: &str =
    "Fees and the like: the card is charged the amount and these, the account receives the amount alone.";
pub const ADDED_TITLE: &str = "What for";
pub const ADDED_NEGATIVE: &str = "Nothing can be taken off: enter zero or more.";
pub const ADDED_UNTITLED: &str = "Say what it is for.";
pub const LINES_TOO_MANY: &str = "Together this is too large.";
pub const REFILL_RETURNS: &str = "The checkout sends the payer back to this console.";
pub const REFILL_CARD_ON_FILE: &str = "The card that the account remembers is charged at once.";
pub const REFILL_GOES_TO_CHECKOUT: &str =
    "The payer types the card in at a checkout, whose address is shown before anything opens.";
pub const REFILL_IS_TEST: &str = "A test: no real money moves.";
pub const PROMO_NO_REFILL: &str = "A promotional account is filled by top-ups only.";

pub const BACK_FROM_CHECKOUT: &str = "Back from the checkout";
pub const REFILL_NOT_CONNECTED: &str = "This tab is not connected: the API key lives in the memory of the tab the refill was begun in, and that tab says how it ended. You can close this one.";
pub const REFILL_CONNECT: &str = "Connect here to look it up";
pub const REFILL_CLAIM_MEANS: &str = "What the checkout’s address says proves nothing, so it is not shown. Only the wallet system’s own record counts.";
pub const REFILL_NO_REFERENCE: &str = "The address does not say which refill this is.";
pub const REFILL_NO_REFERENCE_HINT: &str = "The account’s transactions say how it ended.";
pub const REFILL_PENDING: &str = "Not decided yet";
pub const REFILL_PENDING_MEANS: &str = "The wallet system has the refill and waits for the payer or the bank. Nothing is credited before it says so. This page goes on looking.";
pub const REFILL_DONE: &str = "The account is filled";
pub const REFILL_FAILED: &str = "The refill failed";
pub const REFILL_FAILED_MEANS: &str = "Nothing was credited.";
pub const REFILL_ABSENT: &str = "Not there yet";
pub const REFILL_ABSENT_MEANS: &str =
    "The wallet system shows no refill under this reference yet. This page goes on looking.";
pub const TO_THE_ACCOUNT: &str = "To the account";

pub fn charge(amount: &str) -> String {
    format!("Charge {amount}")
}
