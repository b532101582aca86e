//! What happened to coins, and what it comes to.

pub const HISTORY: &str = "History";
pub const KIND_OF_MOVE: &str = "Kind";
pub const PERIOD_OF_TIME: &str = "Time";
pub const THIS_DAY: &str = "today";
pub const THIS_WEEK: &str = "this week";
pub const THIS_MONTH: &str = "this month";
pub const THIS_YEAR: &str = "this year";
pub const TWO_TIMES: &str = "It names a time of the calendar and days besides. Remove one of them.";
pub const ENDS_BEFORE: &str = "The last day is before the first.";
pub const SYSTEMS_TOTAL: &str = "The wallet system’s own total of these:";
pub const SYSTEMS_TOTAL_BOTH: &str = "The wallet system’s own total of these, in and out together:";
pub const NO_COIN_HISTORY_HINT: &str = "What comes in and goes out of your wallet stands here.";
pub const FLOW_OF_COINS: &str = "What came in and went out, in US dollars";
pub const TOTALS_BY_COIN: &str = "Totals of each coin";

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// `Nov 2026`
pub fn month(year: u16, month: u8) -> String {
    let name = usize::from(month).checked_sub(1).and_then(|place| MONTHS.get(place)).copied();
    format!("{} {year}", name.unwrap_or_default())
}
