//! The overview.

pub const OVERVIEW: &str = "Overview";
pub const HELD_PER_CURRENCY: &str = "Money held per currency";
pub const IN_AND_OUT: &str = "In and out per day";
pub const IN: &str = "In";
pub const OUT: &str = "Out";
pub const NET: &str = "Net";
pub const DAY: &str = "Day";
pub const CURRENCY: &str = "Currency";
pub const DAYS_SHOWN: &str = "Days";
pub const HIDDEN_AMOUNT: &str = "••••••";
pub const SHOW_AS_TABLE: &str = "Show as a table";
pub const SUCCESS_RATE: &str = "Success rate";
pub const OTHER_STATUS: &str = "Other";
pub const NOTHING_DECIDED: &str = "Nothing was decided in these days.";
pub const NEWEST_TRANSACTIONS: &str = "Newest transactions";
pub const ALL_TRANSACTIONS: &str = "All transactions";
pub const LOW_ON_MONEY: &str = "Low on money";
pub const NONE_LOW: &str = "No account is under the amount at which it gives notice.";
pub const LOW_NOT_READ: &str = "Known once the accounts have been counted.";
pub const ABOUT_TO_LAPSE: &str = "About to lapse";
pub const THESE_GRANTS: &str = "These grants";
pub const NONE_LAPSE: &str = "No grant with money left lapses in the next 30 days.";
pub const TOO_MANY_GRANTS: &str = "There are more grants than are read here, so the next to lapse are not known. The list can be sorted by when they lapse.";
pub const BLOCKED_CUSTOMERS: &str = "Blocked customers";
pub const THESE_CUSTOMERS: &str = "These customers";
pub const NOBODY_BLOCKED: &str = "Nobody is blocked.";
pub const NO_MONEY_MOVED: &str = "No money moved";
pub const NO_MONEY_MOVED_HINT: &str = "What comes in and goes out in these days is drawn here.";
pub const STOP: &str = "Stop";
pub const COUNT_AGAIN: &str = "Count again";
pub const READ_THEM: &str = "Read them";
pub const TOO_LARGE_A_SUM: &str = "more than can be added up exactly";
pub const STOPPED_COUNTING: &str = "Not counted: stopped.";
pub const RELOADS: &str = "reloads";

pub fn days(count: u16) -> String {
    format!("{count} days")
}

pub fn in_utc(day: &str) -> String {
    format!("{day}, UTC")
}

pub fn so_far(day: &str) -> String {
    format!("{day}, so far")
}

pub fn as_of(time: &str) -> String {
    format!("As of {time}")
}

pub fn day_of_flow(day: &str, money_in: &str, money_out: &str, currency: &str) -> String {
    format!("{day}: in {money_in}, out {money_out} {currency}")
}

pub fn in_days(days: u16) -> String {
    format!("In, {days} days")
}

pub fn net_in(currency: &str) -> String {
    format!("Net, {currency}")
}

pub fn flow_title(currency: &str, first: &str, last: &str) -> String {
    format!("In and out per day, {currency}, {first} to {last}")
}

pub fn reading(read: &str, total: &str) -> String {
    format!("Reading {read} of {total}")
}

pub fn too_many_rows(total: &str, days: u16) -> String {
    format!("{total} transactions in {days} days are more than are read without asking.")
}

pub fn too_many_customers(customers: &str) -> String {
    format!("You have {customers} customers, and the system is asked for the accounts of each.")
}

pub fn held_by_moved(customers: &str, days: u16) -> String {
    format!(
        "Of the {customers} customers who moved money in {days} days, after the newest movement of each; nobody else is in it."
    )
}

pub fn held_by_all(customers: &str, time: &str) -> String {
    format!("From the accounts of all {customers} customers, as of {time}.")
}

pub fn accounts_counted(count: &str, one: bool) -> String {
    if one { "1 account".to_owned() } else { format!("{count} accounts") }
}

pub fn figures_leave_out(count: u64) -> String {
    match count {
        1 => "One thing could not be read and is not in these figures.".to_owned(),
        count => format!("{count} things could not be read and are not in these figures."),
    }
}

pub fn of_decided(good: &str, decided: &str) -> String {
    format!("{good} of {decided} that were decided")
}

pub fn notify_below(amount: &str) -> String {
    format!("notice below {amount}")
}

pub fn lapses_on(day: &str) -> String {
    format!("lapses {day}")
}

pub fn and_more(count: &str) -> String {
    format!("and {count} more")
}

pub fn counted_as(status: &str, count: &str) -> String {
    format!("{status}: {count}")
}

pub fn all_counted(count: &str) -> String {
    format!("All {count} of these days")
}

pub fn show_all(count: &str) -> String {
    format!("Show all {count}")
}
