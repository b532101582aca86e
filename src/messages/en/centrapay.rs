//! Centrapay wallets.

pub const CENTRAPAY_WALLETS: &str = "Centrapay wallets";
pub const CENTRAPAY_MEANS: &str = "Balances in New Zealand dollars, and what moved in them.";
pub const NO_CENTRAPAY_KEY: &str = "This connection has no Centrapay key";
pub const NO_CENTRAPAY_KEY_HINT: &str =
    "Centrapay takes a key of its own and the account that wallets belong to. Add both to the connection.";
pub const EDIT_CONNECTIONS: &str = "Edit connections";
pub const NO_WALLETS: &str = "There are no wallets yet";
pub const NO_WALLETS_HINT: &str = "A wallet holds one balance on one ledger. Create the first one.";
pub const NEW_WALLET: &str = "New wallet";
pub const WALLET: &str = "Wallet";
pub const LEDGER: &str = "Ledger";
pub const LEDGER_MAIN: &str = "Real money";
pub const LEDGER_TEST: &str = "Test money, worth nothing";
pub const NOT_SAID: &str = "not said";
pub const SETTLEMENT: &str = "Settlement wallet";
pub const SETTLEMENT_HINT: &str = "It is only paid payment requests and refunds them: nothing is topped up, sent or withdrawn. Centrapay calls this experimental.";
pub const CENTRAPAY_ACCOUNT_SHORT: &str = "Account id";
pub const ACCOUNT_ID_SHAPE: &str = "Enter letters and digits, as Centrapay gave them to you.";
pub const CREATE_WALLET: &str = "Create wallet";
pub const MAX_WALLETS: &str = "This account has as many wallets as it may.";
pub const MAX_WALLETS_MEANS: &str = "Centrapay allows no more on this ledger. Nothing was created; use one of those there are, or the other ledger.";
pub const WALLET_CREATED: &str = "The wallet is there.";
pub const AVAILABLE: &str = "Available";
pub const BALANCE_AFTERWARDS: &str = "Balance after";
pub const NO_SUCH_WALLET: &str = "There is no such wallet";
pub const NO_SUCH_WALLET_HINT: &str = "It may belong to another account, or the address may be mistyped.";
pub const WALLET_UNMOVED: &str = "Nothing has moved yet";
pub const WALLET_UNMOVED_HINT: &str = "Payments, top-ups, transfers and withdrawals appear here.";
pub const WITH_WHOM: &str = "With";
pub const LOAD_MORE: &str = "Load more";
pub const ALL_LOADED: &str = "That is all of them.";
pub const ADDS_UP: &str = "They add up to the balance.";
pub const REFRESH: &str = "Refresh";
pub const DOUBT_MOVING: &str =
    "Money moved while this was read, so the balances after each line are left out. Refresh to see them.";
pub const DOUBT_GAP: &str = "A number is missing in the list, so the balances before it are left out.";
pub const DOUBT_UNREADABLE: &str = "A line could not be read, so the balances are left out.";
pub const DOUBT_SIGN: &str =
    "A line does not say which way its money went, so the balances before it are left out.";
pub const DOUBT_SIZE: &str =
    "An amount is larger than can be counted with here, so the balances are left out.";
pub const KIND_PAYMENT: &str = "Payment";
pub const KIND_REFUND: &str = "Refund";
pub const KIND_TOPUP: &str = "Top-up";
pub const KIND_SENT: &str = "Sent";
pub const KIND_RECEIVED: &str = "Received";
pub const KIND_RETURNED: &str = "Came back";
pub const KIND_WITHDRAWAL: &str = "Withdrawal";
pub const KIND_UNKNOWN: &str = "Not a known kind";

pub fn to_party(party: &str) -> String {
    format!("To {party}")
}

pub fn from_party(party: &str) -> String {
    format!("From {party}")
}

pub fn wallet_does_not_add_up(amount: &str) -> String {
    format!("They do not add up to the balance: {amount} stood there before the oldest of them.")
}

pub fn cents(cents: &str, currency: &str) -> String {
    format!("{cents} cents {currency}")
}

pub fn unreadable_lines(count: usize) -> String {
    if count == 1 {
        "1 line could not be read.".to_owned()
    } else {
        format!("{count} lines could not be read.")
    }
}
