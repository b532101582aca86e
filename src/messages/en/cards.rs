//! Cards of the crypto wallet.

pub const YOUR_CARDS: &str = "Cards";
pub const SPEND: &str = "Spend";
pub const ISSUE_CARD: &str = "Issue a card";
pub const ISSUE_QUESTION: &str = "Issue a card?";
pub const ISSUE_MEANS: &str =
    "A card is made for you. It cannot be used before you activate it with the numbers on its back.";
pub const NO_CARDS: &str = "You have no card";
pub const NO_CARDS_HINT: &str = "A card spends your coins wherever cards are taken.";
pub const CARD_IN_USE: &str = "Can be used";
pub const CARD_NOT_IN_USE: &str = "Locked, or not activated yet";
pub const VIRTUAL_CARD: &str = "without plastic";
pub const LOCK_CARD: &str = "Lock";
pub const UNLOCK_CARD: &str = "Unlock";
pub const CARD_LOCKED: &str = "The card is locked. Nobody can pay with it.";
pub const CARD_UNLOCKED: &str = "The card can be used again.";
pub const ACTIVATE_CARD: &str = "Activate";
pub const ACTIVATE_TITLE: &str = "Activate a card";
pub const ACTIVATE_CARD_MEANS: &str =
    "Both numbers stand on the back of the card. They are sent and kept nowhere.";
pub const CARD_ACTIVATED: &str = "The card is activated and can be used.";
pub const SAN: &str = "SAN, the card’s number of nine digits";
pub const SAN_SHORT: &str = "SAN";
pub const SAN_WRONG: &str = "Enter the digits of the SAN.";
pub const CVV: &str = "CVV, the three digits beside it";
pub const CVV_WRONG: &str = "Enter three or four digits.";
pub const SHOW_CARD: &str = "Show the number";
pub const HIDE_CARD: &str = "Hide it";
pub const CARD_NUMBER: &str = "Number";
pub const VALID_UNTIL: &str = "Valid until";
pub const SPENT_BY_CARD: &str = "Spent";
pub const SPENT_IN: &str = "Period";
pub const SPENT_TODAY: &str = "Today";
pub const SPENT_THIS_WEEK: &str = "This week";
pub const SPENT_THIS_MONTH: &str = "This month";
pub const SPENT_THIS_YEAR: &str = "This year";
pub const NOTHING_SPENT: &str = "Nothing was spent in this time";
pub const NOTHING_SPENT_HINT: &str = "What is paid by card stands here.";
pub const SPENT_MEANS: &str = "In US dollars at the rate of each purchase; days are counted in UTC.";

pub fn card_issued(san: &str) -> String {
    format!("The card {san} is issued. Activate it when you have its numbers.")
}

pub fn card_named(san: &str) -> String {
    format!("Card {san}")
}

pub fn lock_named(san: &str) -> String {
    format!("Lock card {san}")
}

pub fn unlock_named(san: &str) -> String {
    format!("Unlock card {san}")
}

pub fn activate_named(san: &str) -> String {
    format!("Activate card {san}")
}

pub fn show_named(san: &str) -> String {
    format!("Show the number of card {san}")
}

pub fn purchases(count: u64) -> String {
    if count == 1 { "1 purchase".to_owned() } else { format!("{count} purchases") }
}
