//! Lists.

pub const FILTER: &str = "Filter";
pub const FILTERS: &str = "Filters";
pub const NOT_A_VALUE: &str = "This filter does not take that.";
pub const FILTER_WRONG: &str = "A filter in the address is wrong.";
pub const CLEAR_FILTERS: &str = "Clear filters";
pub const PAGE_BEFORE: &str = "Page before";
pub const NEXT_PAGE: &str = "Next page";
pub const ROW_UNREADABLE: &str = "This row could not be read:";
pub const WHEN: &str = "When";
pub const FOR: &str = "For";
pub const STATUS: &str = "Status";
pub const AMOUNT: &str = "Amount";
pub const BALANCE: &str = "Balance";
pub const BALANCE_AFTER: &str = "Balance after";
pub const SINCE: &str = "Since";
pub const CHANGED: &str = "Changed";
pub const NUMBER: &str = "Number";
pub const DETAILS: &str = "Details";
pub const FROM_DAY: &str = "From (UTC)";
pub const TO_DAY: &str = "To (UTC)";

pub const CHOOSE_PAGE: &str = "Choose all rows of this page";
pub const CHOSEN_ROWS: &str = "Chosen rows";
pub const LET_GO: &str = "Let go";
pub const VOID_THEM: &str = "Void…";
pub const TOP_UP_THEM: &str = "Top up…";
pub const BLOCK_THEM: &str = "Block…";
pub const UNBLOCK_THEM: &str = "Unblock…";

pub fn choose_row(id: &str) -> String {
    format!("Choose row {id}")
}

pub fn chosen(all: &str, elsewhere: Option<&str>) -> String {
    match elsewhere {
        None => format!("{all} chosen"),
        Some(elsewhere) => format!("{all} chosen, {elsewhere} of them not on this page"),
    }
}

pub fn remove_filter(label: &str) -> String {
    format!("Remove {}", label.to_lowercase())
}

pub fn filter_wrong(label: &str, value: &str) -> String {
    format!(
        "{label} cannot be “{value}”, so nothing is listed: a list without the filter would say something else."
    )
}

pub fn range_of(first: &str, last: &str, total: &str) -> String {
    format!("{first} to {last} of {total}")
}

pub fn page_of(page: &str, last: &str) -> String {
    format!("Page {page} of {last}")
}

pub fn not_all_read(unreadable: usize, all: usize) -> String {
    format!("{unreadable} of {all} could not be read. The rest is shown as it came.")
}
