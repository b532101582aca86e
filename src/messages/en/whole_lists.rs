//! A whole filtered list: its sums, its file, how it is shown.

pub const NUMBERS: &str = "Numbers";
pub const NUMBERS_HINT: &str = "Paste them as they are: commas, spaces or lines between them.";
pub const CUSTOMER_NUMBER: &str = "Customer number";
pub const EXPORT: &str = "Export";
pub const CSV_FILE: &str = "CSV file";
pub const JSON_FILE: &str = "JSON file";
pub const EXPORT_HINT: &str = "All rows that the filters leave, with all their fields, on all pages.";
pub const NO_FILE: &str = "This browser did not take the file.";
pub const TOTALS: &str = "Totals";
pub const ROWS: &str = "Rows";
pub const NOT_SUCCEEDED: &str = "What did not succeed";
pub const UNSUMMABLE: &str = "too many digits";
pub const TOTALS_HINT: &str = "Each row counts once, as what it is: a void is a row of its own.";
pub const CHANGED_MEANWHILE: &str = "The list changed while it was read.";
pub const EXPORTING: &str = "Export under way";
pub const ADDING_UP: &str = "Adding up";

pub const USUAL_COLUMNS: &str = "The usual columns";
pub const ROWS_ON_A_PAGE: &str = "Rows on a page";
pub const LIVE: &str = "Live";
pub const LIVE_WAITS: &str = "no answer, trying again";
pub const LIVE_WHERE: &str = "Live shows what is new on the first page of a list that is newest first.";
pub const BLOCKED_SINCE: &str = "Blocked since";
pub const BILLING: &str = "System";
pub const OPEN_ONE: &str = "Number or order id";
pub const OPEN: &str = "Open";
pub const NO_SUCH_ONE: &str = "No transaction has that number or order id.";

pub fn live(new: &str) -> String {
    format!("{new} new")
}

pub fn numbers(count: usize) -> String {
    format!("{count} numbers")
}

pub fn not_numbers(most: usize) -> String {
    format!("These are not all numbers, or more than {most}.")
}

pub fn add_up(rows: &str) -> String {
    format!("Add up all {rows}")
}

pub fn read_of(read: &str, total: &str) -> String {
    format!("{read} of {total} rows")
}

pub fn exported(rows: &str) -> String {
    format!("{rows} rows are in the file.")
}

pub fn rows_unreadable(rows: &str) -> String {
    format!("{rows} could not be read and are not in it.")
}

pub fn other_outcomes(rows: &str) -> String {
    format!("{rows} more did not succeed")
}

pub fn nowhere(rows: &str, sum: &str) -> String {
    format!("{rows} rows say neither in nor out ({sum}).")
}

pub fn grown(before: &str, after: &str) -> String {
    format!("It had {before} rows at first and {after} at the end.")
}
