//! Accounts.

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

pub fn account_number(id: u64) -> String {
    format!("Account #{id}")
}

pub fn account_in(currency: &str) -> String {
    format!("{currency} account")
}

pub fn last_used(when: &str) -> String {
    format!("used {when}")
}

pub fn card_ends(brand: &str, tail: &str) -> String {
    format!("{} •••• {tail}", capitalized(brand))
}

fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
