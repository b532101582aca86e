//! Names that nobody has, and how often they were tried: they lock like those that somebody has, so that a lock
//! does not tell that there is somebody.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::ctk::codes::{Attempts, Verdict};
use super::secret;

/// Names that are remembered. They are digests of what anybody may send, so that there must be an end to them.
const MOST: usize = 50_000;

/// What is remembered of names that nobody has, for as long as this process runs.
#[derive(Debug, Default)]
pub struct Strangers(Mutex<HashMap<[u8; 32], Attempts>>);

impl Strangers {
    fn tried(&self) -> MutexGuard<'_, HashMap<[u8; 32], Attempts>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The seconds that are left of a lock at `now`, if there is one.
    pub fn locked(&self, name: &str, now: i64) -> Option<i64> {
        self.tried().get(&digest(name)).and_then(|attempts| attempts.locked(now))
    }

    /// Remembers an attempt at `now`, which is a wrong one.
    pub fn judge(&self, name: &str, now: i64) -> Verdict {
        let (mut tried, name) = (self.tried(), digest(name));
        if tried.len() >= MOST && !tried.contains_key(&name) {
            tried.retain(|_, attempts| attempts.locked(now).is_some());
            if tried.len() >= MOST {
                tried.clear();
            }
        }
        tried.entry(name).or_default().judge(false, now)
    }
}

fn digest(name: &str) -> [u8; 32] {
    secret::digest(name.to_lowercase().as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rule_22_strangers_lock_and_there_is_an_end_to_them() {
        let strangers = Strangers::default();
        for number in 0..=MOST {
            assert_eq!(strangers.judge(&number.to_string(), 0), Verdict::Wrong);
        }
        assert!(strangers.tried().len() <= MOST);
        for _ in 0..4 {
            assert_eq!(strangers.judge("Ann", 0), Verdict::Wrong);
        }
        assert_eq!(strangers.judge("ann", 0), Verdict::Locked { seconds: 300 });
        assert_eq!((strangers.locked("ANN", 0), strangers.locked("ben", 0)), (Some(300), None));
    }
}
