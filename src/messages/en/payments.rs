//! Taking a payment.

pub const NEW_PAYMENT: &str = "New payment";
pub const NEW_PAYMENT_HINT: &str = "Takes money from a customer’s account";
pub const FROM_ACCOUNT: &str = "From account";
pub const ORDER_ID_HINT: &str =
    "Yours; unique per customer. Left empty, a reference of the console’s own stands in its place.";
pub const PURPOSE_MISSING: &str = "Say what it is for: the customer reads it.";
pub const REVIEW_PAYMENT: &str = "Review the payment";
pub const CUSTOMER_PAYS: &str = "Customer pays";
pub const TO: &str = "To";
pub const ORDER_IN_DOUBT: &str =
    "A payment under this order id has no known outcome yet. It is being looked up; do not take it again.";
pub const CHOOSE_ACCOUNT: &str = "Choose an account";

pub fn take(amount: &str) -> String {
    format!("Take {amount}")
}

pub fn order_used(id: u64) -> String {
    format!("This customer’s transaction #{id} has this order id already.")
}
