//! The stretches of time that transactions are added up over.

use purser_api::{Date, Timestamp};

use crate::domain::clock::{DAY, SECOND};

/// Which stretch is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    /// This day.
    Daily,
    /// This week, from Monday.
    Weekly,
    /// This month.
    Monthly,
    /// This year.
    Annually,
    /// From one day to another, both included.
    Interval,
}

impl Period {
    /// All of them, by their words on the wire.
    pub const ALL: &[(&str, Self)] = &[
        ("daily", Self::Daily),
        ("weekly", Self::Weekly),
        ("monthly", Self::Monthly),
        ("annually", Self::Annually),
        ("interval", Self::Interval),
    ];

    /// The word on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Daily => "daily",
            Self::Weekly => "weekly",
            Self::Monthly => "monthly",
            Self::Annually => "annually",
            Self::Interval => "interval",
        }
    }

    /// The instant at which the stretch around `now` begins, and the one at which the next does. None for an interval,
    /// which has its own, and for a time past the calendar.
    pub fn around(self, now: i64) -> Option<(i64, i64)> {
        let day = now.div_euclid(DAY) * DAY;
        let date = Timestamp::from_unix_micros(now).date();
        let first = |year: u16, month: u8| Some(Date::new(year, month, 1).ok()?.midnight().unix_micros());
        match self {
            Self::Daily => Some((day, day + DAY)),
            Self::Weekly => {
                // 1970 began on a Thursday, three days after a Monday.
                let monday = day - (day / DAY + 3).rem_euclid(7) * DAY;
                Some((monday, monday + 7 * DAY))
            }
            Self::Monthly => {
                let (next_year, next_month) =
                    if date.month() == 12 { (date.year() + 1, 1) } else { (date.year(), date.month() + 1) };
                Some((first(date.year(), date.month())?, first(next_year, next_month)?))
            }
            Self::Annually => Some((first(date.year(), 1)?, first(date.year() + 1, 1)?)),
            Self::Interval => None,
        }
    }
}

/// The last second before `end`, as the end of a stretch is said.
pub const fn last_second(end: i64) -> i64 {
    end - SECOND
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::clock::parse_date_time;
    use proptest::prelude::*;

    fn said(period: Period, now: &str) -> (String, String) {
        let (start, end) = period.around(parse_date_time(now).unwrap()).unwrap();
        let text = |instant| Timestamp::from_unix_micros(instant).to_sql();
        (text(start), text(last_second(end)))
    }

    #[test]
    fn stretches_begin_and_end_as_the_calendar_has_it() {
        for (period, start, end) in [
            (Period::Daily, "2024-02-29 00:00:00", "2024-02-29 23:59:59"),
            (Period::Weekly, "2024-02-26 00:00:00", "2024-03-03 23:59:59"),
            (Period::Monthly, "2024-02-01 00:00:00", "2024-02-29 23:59:59"),
            (Period::Annually, "2024-01-01 00:00:00", "2024-12-31 23:59:59"),
        ] {
            assert_eq!(said(period, "2024-02-29 12:34:56"), (start.to_owned(), end.to_owned()));
        }
        assert_eq!(said(Period::Monthly, "2018-12-31 23:59:59").1, "2018-12-31 23:59:59");
        assert_eq!(said(Period::Weekly, "2024-02-26 00:00:00").0, "2024-02-26 00:00:00");
    }

    proptest! {
        #[test]
        fn now_is_in_every_stretch(now in 0..4_000_000_000_000_000_i64) {
            for (_, period) in Period::ALL {
                if let Some((start, end)) = period.around(now) {
                    prop_assert!(start <= now && now < end);
                }
            }
        }
    }
}
