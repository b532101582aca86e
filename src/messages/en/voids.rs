//! Voiding a transaction.

pub const VOID_IT: &str = "Void";
pub const VOID_TITLE: &str = "Void this transaction";
pub const REVIEW_VOID: &str = "Review the void";
pub const WHAT_IT_REVERSES: &str = "What it reverses";
pub const GIVEN_BACK: &str = "Goes back to the account";
pub const TAKEN_BACK: &str = "Is taken from the account";
pub const VOID_ONCE: &str =
    "A transaction is voided once. The void stands in the list for good, and can itself be voided.";
pub const VOID_GONE: &str =
    "If the account does not hold this sum any more, the wallet system refuses and nothing moves.";
pub const VOID_SURELY_GONE: &str =
    "The account holds less than this now, so the wallet system will refuse as things stand.";
pub const VOID_FEES: &str = "Fees are not given back.";
pub const VOID_OTHER_SIDE: &str =
    "Of a transfer both sides are reversed: the other account has to hold the money and be active too.";
pub const VOID_GRANT: &str = "A grant is taken back only while nothing of it has been spent.";
pub const VOID_PROMO: &str =
    "Promotional money goes back to the grants it came from; what has lapsed since lapses at once.";
pub const VOID_CARD: &str = "The card is not refunded by this: the money leaves the account only.";
pub const VOIDED_BY: &str = "Voided by";
pub const CANNOT_VOID_FAILED: &str = "It moved no money, so there is nothing to void.";
pub const CANNOT_VOID_PENDING: &str = "It is not decided yet, so there is nothing to void.";
pub const RECEIPT: &str = "Receipt";

pub fn void_sum(amount: &str) -> String {
    format!("Void {amount}")
}

pub fn void_child(id: u64) -> String {
    format!("#{id}, a part of it, is reversed with it.")
}
