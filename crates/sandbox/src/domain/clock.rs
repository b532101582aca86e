//! What time it is, in microseconds since 1970, UTC.

use purser_api::{Date, Timestamp};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

/// Microseconds in a second.
pub const SECOND: i64 = 1_000_000;

/// Microseconds in a day.
pub const DAY: i64 = 86_400 * SECOND;

/// What tells the time: the machine, moved forward by as much as somebody asked for, or the hand of a test.
#[derive(Debug, Clone)]
pub struct Clock {
    base: Base,
    offset: Arc<AtomicI64>,
}

#[derive(Debug, Clone)]
enum Base {
    Machine,
    /// Stands still until it is advanced.
    Manual(Arc<AtomicI64>),
}

impl Clock {
    /// The machine's time.
    pub fn machine() -> Self {
        Self { base: Base::Machine, offset: Arc::default() }
    }

    /// A clock that stands at `now` until it is advanced.
    pub fn manual(now: i64) -> Self {
        Self { base: Base::Manual(Arc::new(AtomicI64::new(now))), offset: Arc::default() }
    }

    /// Microseconds since 1970.
    pub fn now(&self) -> i64 {
        let base = match &self.base {
            Base::Machine => SystemTime::now()
                .duration_since(UNIX_EPOCH)
                .ok()
                .and_then(|elapsed| i64::try_from(elapsed.as_micros()).ok())
                .unwrap_or_default(),
            Base::Manual(time) => time.load(Ordering::SeqCst),
        };
        base.saturating_add(self.offset.load(Ordering::SeqCst))
    }

    /// Says how far it is moved, in microseconds.
    pub fn set_offset(&self, microseconds: i64) {
        self.offset.store(microseconds, Ordering::SeqCst);
    }

    /// Moves a manual clock; the machine's stays as it is.
    pub fn advance(&self, microseconds: i64) {
        if let Base::Manual(time) = &self.base {
            time.fetch_add(microseconds, Ordering::SeqCst);
        }
    }
}

/// Reads `2024-03-31`: the instant at which that day begins, UTC.
pub fn parse_day(text: &str) -> Option<i64> {
    Some(Date::parse(text).ok()?.midnight().unix_micros())
}

/// Reads `2024-03-31 09:59:48`, UTC, or the same in ISO 8601.
pub fn parse_date_time(text: &str) -> Option<i64> {
    Some(Timestamp::parse(text).ok()?.unix_micros())
}
