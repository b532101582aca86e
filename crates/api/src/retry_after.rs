//! The `Retry-After` header.

use crate::{
    time::{Date, Timestamp},
    time_text::Scanner,
};

/// When a system wants to be asked again.
///
/// ```
/// use purser_api::{RetryAfter, Timestamp};
///
/// assert_eq!(RetryAfter::parse("120"), Some(RetryAfter::Seconds(120)));
/// let at = Timestamp::parse("2015-10-21T07:28:00Z")?;
/// assert_eq!(RetryAfter::parse("Wed, 21 Oct 2015 07:28:00 GMT"), Some(RetryAfter::At(at)));
/// # Ok::<(), purser_api::time::TimeError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RetryAfter {
    /// After that many seconds.
    Seconds(u64),
    /// At that time, by the system's clock.
    At(Timestamp),
}

impl RetryAfter {
    /// Reads the header: seconds, or one of the three dates that HTTP knows. `None` when it is neither.
    pub fn parse(header: &str) -> Option<Self> {
        let header = header.trim();
        if !header.is_empty() && header.bytes().all(|byte| byte.is_ascii_digit()) {
            return Some(Self::Seconds(header.parse().unwrap_or(u64::MAX)));
        }
        http_date(header).map(Self::At)
    }

    /// Seconds from now until then; zero when that is past.
    pub fn seconds_from(&self, now: Timestamp) -> u64 {
        match self {
            Self::Seconds(seconds) => *seconds,
            Self::At(at) => u64::try_from(at.unix_seconds() - now.unix_seconds()).unwrap_or(0),
        }
    }
}

/// `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT` or `Sun Nov  6 08:49:37 1994`.
fn http_date(text: &str) -> Option<Timestamp> {
    let words: Vec<&str> = text.split([' ', '-']).filter(|word| !word.is_empty()).collect();
    let ([_, day, month, year, clock, "GMT"] | [_, month, day, clock, year]) = *words.as_slice() else {
        return None;
    };
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let month = u8::try_from(months.iter().position(|name| *name == month)? + 1).ok()?;
    let mut year_number: u16 = year.parse().ok()?;
    if year.len() == 2 {
        // A date with two digits for the year is one that is near, and this crate is not from the last century.
        year_number += 2000;
    }
    let date = Date::new(year_number, month, day.parse().ok()?).ok()?;
    let mut scanner = Scanner::new(clock);
    let micros = scanner.time_of_day().ok()?;
    scanner.end().ok()?;
    Some(Timestamp::from_unix_micros(date.midnight().unix_micros() + micros))
}
