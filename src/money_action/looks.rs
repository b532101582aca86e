//! Looking up an outcome that is not known: how often, what was found, and when it is enough.

use std::sync::Arc;

use purser_api::{Error, Timestamp};

/// The pauses before each look, in seconds: three looks over the first minute, then slower.
pub const LOOKS: [u32; 6] = [3, 12, 45, 60, 60, 120];
/// How many looks must find nothing before the thing counts as absent.
pub const ENOUGH_LOOKS: usize = 3;
/// How long after it was sent a thing may still arrive, in milliseconds: before that, not there means not there yet.
pub const SETTLED_AFTER: i64 = 60_000;

/// What a look found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    Nothing,
    /// The reference is there, but not as what was asked for: this says how it stands there.
    Otherwise(String),
    /// The look itself failed: it says nothing about the money.
    Unreachable(String),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    pub at: Timestamp,
    pub found: Found,
}

/// What is known about an outcome that is not known.
#[derive(Clone, Debug)]
pub struct Unknown {
    pub sent_at: Timestamp,
    pub noticed_at: Timestamp,
    pub why: Arc<Error>,
    pub looks: Vec<Look>,
    pub next_look: Option<Timestamp>,
    /// Whether the system takes a reference, so that the same thing sent again is not done twice.
    pub is_repeatable: bool,
}

impl Unknown {
    /// Whether the thing is conclusively absent: enough looks reached the system and found nothing.
    pub fn is_absent(&self) -> bool {
        is_absent(&self.looks, self.sent_at)
    }
}

/// Whether enough looks reached the system and found nothing, the last of them late enough.
pub fn is_absent(looks: &[Look], sent_at: Timestamp) -> bool {
    let nothing = || looks.iter().filter(|look| look.found == Found::Nothing);
    let is_late = |look: &Look| look.at.unix_millis() - sent_at.unix_millis() >= SETTLED_AFTER;
    let is_there = looks.iter().any(|look| matches!(look.found, Found::Otherwise(_)));
    !is_there && nothing().count() >= ENOUGH_LOOKS && nothing().any(is_late)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rule_3_absent_takes_three_looks_that_reached_the_system() {
        let sent_at = Timestamp::from_unix_seconds(0);
        let look = |second: i64, found: Found| Look { at: Timestamp::from_unix_seconds(second), found };
        let nothing = |second: i64| look(second, Found::Nothing);
        let failed = |second: i64| look(second, Found::Unreachable("timeout".to_owned()));
        assert!(!is_absent(&[nothing(3), nothing(61)], sent_at));
        assert!(!is_absent(&[nothing(3), failed(15), failed(60), nothing(120)], sent_at));
        assert!(
            !is_absent(&[nothing(1), nothing(2), nothing(3)], sent_at),
            "three quick looks prove nothing"
        );
        assert!(!is_absent(&[nothing(1), nothing(2), nothing(3), failed(90)], sent_at));
        assert!(is_absent(&[nothing(3), failed(15), nothing(30), nothing(60)], sent_at));
        let there = look(70, Found::Otherwise("processing".to_owned()));
        assert!(
            !is_absent(&[nothing(3), nothing(30), nothing(60), there], sent_at),
            "what was seen is not absent"
        );
    }

    #[test]
    fn rule_3_three_looks_fall_over_a_minute() {
        let first_three: u32 = LOOKS.iter().take(ENOUGH_LOOKS).sum();
        assert!(i64::from(first_three) * 1000 >= SETTLED_AFTER);
        assert!(LOOKS.is_sorted(), "the intervals grow");
    }
}
