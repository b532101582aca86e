//! Wrong passphrases cost time, more each time, and a reload does not give it back.

use serde_json::{Value, json};

/// The longest pause, in milliseconds.
const LONGEST: i64 = 15 * 60_000;

/// How often in a row a passphrase was wrong, and when the last time was.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tries {
    pub wrong: u32,
    /// Unix milliseconds.
    pub last: i64,
}

impl Tries {
    /// What was kept; what cannot be read was not written here, and is as none.
    pub fn read(text: &str) -> Self {
        let value: Value = serde_json::from_str(text).unwrap_or_default();
        let wrong = value["wrong"].as_u64().and_then(|wrong| u32::try_from(wrong).ok());
        match (wrong, value["last"].as_i64()) {
            (Some(wrong), Some(last)) => Self { wrong, last },
            _ => Self::default(),
        }
    }

    pub fn write(self) -> String {
        json!({ "wrong": self.wrong, "last": self.last }).to_string()
    }

    #[must_use]
    pub fn one_more(self, now: i64) -> Self {
        Self { wrong: self.wrong.saturating_add(1), last: now }
    }

    /// Milliseconds until the next try is heard: one second after the first, twice as many each time.
    pub fn left(self, now: i64) -> i64 {
        let pause = match self.wrong {
            0 => return 0,
            wrong => 1000_i64.checked_shl((wrong - 1).min(20)).unwrap_or(LONGEST).min(LONGEST),
        };
        // A clock that was set back does not make it longer than it was.
        (self.last.saturating_add(pause).saturating_sub(now)).clamp(0, pause)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::strange::any_json;

    #[test]
    fn rule_10_each_wrong_passphrase_costs_twice_as_long() {
        let mut tries = Tries::default();
        let mut pauses = Vec::new();
        for _ in 0..13 {
            tries = tries.one_more(0);
            pauses.push(tries.left(0) / 1000);
        }
        assert_eq!(pauses, [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900]);
        assert_eq!(Tries { wrong: u32::MAX, last: 0 }.left(0), LONGEST);
        assert_eq!(Tries { wrong: 3, last: 10_000 }.left(12_500), 1_500);
        assert_eq!(Tries { wrong: 3, last: 10_000 }.left(99_000), 0);
        assert_eq!(Tries { wrong: 3, last: 10_000 }.left(0), 4_000, "a clock that was set back");
        assert_eq!(Tries::default().left(0), 0);
    }

    #[test]
    fn tries_are_read_as_they_were_written() {
        let tries = Tries { wrong: 4, last: 7 };
        assert_eq!(Tries::read(&tries.write()), tries);
        assert_eq!(Tries::read("x"), Tries::default());
    }

    proptest! {
        /// No clock and nothing that is kept makes a pause longer than the longest, or a time that has passed count twice.
        #[test]
        fn rule_10_a_pause_is_never_more_than_the_longest(wrong in any::<u32>(), last in any::<i64>(), now in any::<i64>(), text in any_json(&["wrong", "last"])) {
            let tries = Tries { wrong, last };
            prop_assert_eq!(Tries::read(&tries.write()), tries);
            prop_assert!((0..=LONGEST).contains(&tries.left(now)));
            prop_assert!((0..=LONGEST).contains(&Tries::read(&text.to_string()).one_more(now).left(now)));
        }
    }
}
