//! Instants, calendar dates, and times as the systems write them.
//!
//! [`Timestamp`] is an instant, [`Date`] a day in the calendar, [`WireTime`] what a system said, which may be less than
//! an instant.

use std::fmt;

use ::time::{Date as Day, Month};
use serde::{Serialize, Serializer};

use crate::time_text::{Scanner, parse_local};
pub use crate::wire_time::{WireTime, Zone};

const MICROS_PER_SECOND: i64 = 1_000_000;
const SECONDS_PER_DAY: i64 = 86_400;
/// The Julian day number of 1970-01-01.
const EPOCH_DAY: i32 = 2_440_588;

/// A text that is not the time or date it should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeError;

impl fmt::Display for TimeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("is not a date and time")
    }
}

impl std::error::Error for TimeError {}

/// A day in the calendar, years 0 to 9999.
///
/// ```
/// use purser_api::Date;
///
/// let birthday = Date::parse_american("12/14/1988")?;
/// assert_eq!(birthday.to_iso(), "1988-12-14");
/// assert_eq!(birthday.years_until(Date::parse("2024-12-13")?), 35);
/// assert!(Date::parse("2023-02-29").is_err());
/// # Ok::<(), purser_api::time::TimeError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// That day, or an error when the calendar has no such day.
    pub fn new(year: u16, month: u8, day: u8) -> Result<Self, TimeError> {
        let date = Self { year, month, day };
        date.day_number().map(|_| date).ok_or(TimeError)
    }

    /// Reads `2024-03-14`.
    pub fn parse(text: &str) -> Result<Self, TimeError> {
        let mut scanner = Scanner::new(text);
        let date = scanner.date()?;
        scanner.end()?;
        Ok(date)
    }

    /// Reads `12/14/1988`, month first, as CTK writes birthdays.
    pub fn parse_american(text: &str) -> Result<Self, TimeError> {
        let mut scanner = Scanner::new(text);
        let month = scanner.digits(2)?;
        scanner.byte(b'/')?;
        let day = scanner.digits(2)?;
        scanner.byte(b'/')?;
        let year = scanner.digits(4)?;
        scanner.end()?;
        Self::from_numbers(year, month, day)
    }

    pub(crate) fn from_numbers(year: u32, month: u32, day: u32) -> Result<Self, TimeError> {
        match (u16::try_from(year), u8::try_from(month), u8::try_from(day)) {
            (Ok(year), Ok(month), Ok(day)) => Self::new(year, month, day),
            _ => Err(TimeError),
        }
    }

    /// The year.
    pub fn year(&self) -> u16 {
        self.year
    }

    /// The month, 1 to 12.
    pub fn month(&self) -> u8 {
        self.month
    }

    /// The day of the month, from 1.
    pub fn day(&self) -> u8 {
        self.day
    }

    /// `2024-03-14`.
    pub fn to_iso(&self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }

    /// `03/14/2024`.
    pub fn to_american(&self) -> String {
        format!("{:02}/{:02}/{:04}", self.month, self.day, self.year)
    }

    /// Midnight, UTC, at the start of this day.
    pub fn midnight(&self) -> Timestamp {
        let days = i64::from(self.day_number().unwrap_or_default());
        Timestamp(days * SECONDS_PER_DAY * MICROS_PER_SECOND)
    }

    /// Whole years from this day to another: somebody's age, when this is the birthday. Zero when the other is earlier.
    pub fn years_until(&self, other: Self) -> u16 {
        let years = other.year.saturating_sub(self.year);
        let before_the_day = (other.month, other.day) < (self.month, self.day);
        years.saturating_sub(u16::from(before_the_day))
    }

    /// Days since 1970-01-01.
    fn day_number(self) -> Option<i32> {
        let month = Month::try_from(self.month).ok()?;
        let day = Day::from_calendar_date(i32::from(self.year), month, self.day).ok()?;
        (self.year <= 9999).then(|| day.to_julian_day() - EPOCH_DAY)
    }

    fn from_day_number(days: i64) -> Option<Self> {
        let days = i32::try_from(days).ok()?.checked_add(EPOCH_DAY)?;
        let (year, month, day) = Day::from_julian_day(days).ok()?.to_calendar_date();
        Self::new(u16::try_from(year).ok()?, u8::from(month), day).ok()
    }
}

impl fmt::Display for Date {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.to_iso())
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.to_iso())
    }
}

/// An instant: microseconds since the Unix epoch, within the years 0 to 9999, UTC.
///
/// ```
/// use purser_api::Timestamp;
///
/// let time = Timestamp::parse("2024-03-14T11:43:33+01:00")?;
/// assert_eq!(time.to_iso(), "2024-03-14T10:43:33Z");
/// assert_eq!(time, Timestamp::parse("2024-03-14 10:43:33")?);
/// assert_eq!(time.unix_seconds(), 1_710_413_013);
/// # Ok::<(), purser_api::time::TimeError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(pub(crate) i64);

/// An instant taken apart, UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateParts {
    /// The day.
    pub date: Date,
    /// 0 to 23.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
    /// 0 to 59.
    pub second: u8,
    /// 0 to `999_999`.
    pub microsecond: u32,
}

impl Timestamp {
    /// `0000-01-01 00:00:00`, where the calendar of this crate begins.
    pub const EARLIEST: Self = Self(-62_167_219_200 * MICROS_PER_SECOND);
    /// `9999-12-31 23:59:59.999999`, where it ends.
    pub const LATEST: Self = Self(253_402_300_800 * MICROS_PER_SECOND - 1);

    /// The instant that many seconds after the epoch; before the year 0 and after 9999 there is none, and the nearest
    /// end is taken.
    pub fn from_unix_seconds(seconds: i64) -> Self {
        Self::from_unix_micros(seconds.saturating_mul(MICROS_PER_SECOND))
    }

    /// The instant that many milliseconds after the epoch, as `Date.now()` counts in a browser.
    pub fn from_unix_millis(millis: i64) -> Self {
        Self::from_unix_micros(millis.saturating_mul(1000))
    }

    /// The instant that many microseconds after the epoch.
    pub fn from_unix_micros(micros: i64) -> Self {
        Self(micros.clamp(Self::EARLIEST.0, Self::LATEST.0))
    }

    /// Whole seconds since the epoch, rounded towards the past.
    pub fn unix_seconds(&self) -> i64 {
        self.0.div_euclid(MICROS_PER_SECOND)
    }

    /// Whole milliseconds since the epoch, rounded towards the past.
    pub fn unix_millis(&self) -> i64 {
        self.0.div_euclid(1000)
    }

    /// Microseconds since the epoch.
    pub fn unix_micros(&self) -> i64 {
        self.0
    }

    /// Reads ISO 8601 (`2024-03-14T10:43:33.000Z`, with `Z`, an offset or neither), or `2024-03-14 10:43:33`, or a day
    /// alone. Without an offset it is UTC. A fraction may have any length; beyond microseconds it must be zeros.
    pub fn parse(text: &str) -> Result<Self, TimeError> {
        let (local, offset) = parse_local(text)?;
        local.minus_seconds(offset.unwrap_or(0)).ok_or(TimeError)
    }

    /// Taken apart into day and time of day, UTC.
    pub fn parts(&self) -> DateParts {
        let seconds = self.unix_seconds();
        let in_day = u32::try_from(seconds.rem_euclid(SECONDS_PER_DAY)).unwrap_or_default();
        let small = |value: u32| u8::try_from(value).unwrap_or_default();
        DateParts {
            date: self.date(),
            hour: small(in_day / 3600),
            minute: small(in_day / 60 % 60),
            second: small(in_day % 60),
            microsecond: u32::try_from(self.0.rem_euclid(MICROS_PER_SECOND)).unwrap_or_default(),
        }
    }

    /// The day, UTC.
    pub fn date(&self) -> Date {
        // Every timestamp lies within the calendar.
        Date::from_day_number(self.unix_seconds().div_euclid(SECONDS_PER_DAY)).unwrap_or(Date {
            year: 1970,
            month: 1,
            day: 1,
        })
    }

    /// `2024-03-14T10:43:33Z`, with a fraction where there is one.
    pub fn to_iso(&self) -> String {
        let parts = self.parts();
        let mut text = format!("{}T{}", parts.date.to_iso(), clock(&parts));
        if parts.microsecond != 0 {
            let fraction = format!(".{:06}", parts.microsecond);
            text.push_str(fraction.trim_end_matches('0'));
        }
        text.push('Z');
        text
    }

    /// `2024-03-14T10:43:33.000Z`, as Centrapay writes it; what is below milliseconds is not written.
    pub fn to_iso_millis(&self) -> String {
        let parts = self.parts();
        format!("{}T{}.{:03}Z", parts.date.to_iso(), clock(&parts), parts.microsecond / 1000)
    }

    /// `2024-03-14 10:43:33`, as CTK writes it; the fraction is not written.
    pub fn to_sql(&self) -> String {
        let parts = self.parts();
        format!("{} {}", parts.date.to_iso(), clock(&parts))
    }

    /// `2024-03-14 10:43:33.000000`, as PHP writes it.
    pub fn to_php(&self) -> String {
        format!("{}.{:06}", self.to_sql(), self.parts().microsecond)
    }

    /// The instant that many seconds earlier, if the calendar has it.
    pub(crate) fn minus_seconds(self, seconds: i64) -> Option<Self> {
        let micros = self.0.checked_sub(seconds.checked_mul(MICROS_PER_SECOND)?)?;
        let moved = Self(micros);
        (moved >= Self::EARLIEST && moved <= Self::LATEST).then_some(moved)
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.to_iso())
    }
}

fn clock(parts: &DateParts) -> String {
    format!("{:02}:{:02}:{:02}", parts.hour, parts.minute, parts.second)
}
