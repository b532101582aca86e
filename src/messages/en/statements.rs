//! Whether an account adds up, and its statement.

pub const DOES_IT_ADD_UP: &str = "Does it add up?";
pub const ADD_UP_HINT: &str =
    "Adds up everything that succeeded on this account and holds it against its balance.";
pub const CHECK: &str = "Check";
pub const READING_HISTORY: &str = "Reading the history";
pub const SUM_TOO_LARGE: &str = "The sum has more digits than can be kept exactly, so nothing is said.";
pub const ADDING_UP_MOVED: &str =
    "The balance did not stand still while the history was read, so nothing is said. Check again.";
pub const STATEMENT: &str = "Statement";
pub const STATEMENT_OF: &str = "Statement of an account";
pub const OPENING_BALANCE: &str = "Balance before";
pub const CLOSING_BALANCE: &str = "Balance after";
pub const NOTHING_MOVED: &str = "Nothing moved in this period.";
pub const WHEN_UTC: &str = "When (UTC)";
pub const SHOW: &str = "Show";

pub fn adds_up(rows: &str, balance: &str) -> String {
    format!("Yes: {rows} movements make {balance}.")
}

pub fn does_not_add_up(sum: &str, balance: &str, difference: &str) -> String {
    format!("No: the movements make {sum}, the account holds {balance}; the difference is {difference}.")
}

pub fn adds_up_out_of_order(balance: &str) -> String {
    format!("The movements make {balance}, but not every one follows from the one before.")
}

pub fn first_gap(id: u64, held: &str, said: &str) -> String {
    format!(
        "It first does not follow at #{id}: {held} was there by the rows before, {said} by its own balance."
    )
}

pub fn strange_rows(rows: &str) -> String {
    format!("{rows} rows have another currency or no known direction and are not in it.")
}

pub fn not_shown(rows: &str) -> String {
    format!("{rows} more movements are in the file and in the sums, and not shown.")
}
