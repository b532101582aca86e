//! Transactions.

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

pub fn transaction_number(id: u64) -> String {
    format!("Transaction #{id}")
}

pub fn refill_by(brand: &str, tail: &str) -> String {
    format!("Refill, {} •••• {tail}", brand.to_lowercase())
}

pub fn transaction_named(id: &str) -> String {
    format!("Transaction #{id}.")
}
