//! Words of `/`.

pub const NO_RATE_FOR: &str = "Not counted, because there is no rate for it here:";
pub const PROMO_NOT_COUNTED: &str = "Promo money is not counted.";
pub const NO_SUM_OF_BOTH: &str = "One of the balances is not known, so there is no sum of all.";

pub fn open_wallet(name: &str) -> String {
    format!("Open {name}")
}
