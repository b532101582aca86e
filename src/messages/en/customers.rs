//! Customers.

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

pub fn customer_number(id: u64) -> String {
    format!("Customer #{id}")
}

pub fn customer_since(day: &str) -> String {
    format!("Customer since {day}")
}
