//! Codes that are sent by SMS, and what guards them.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use subtle::ConstantTimeEq;

use crate::domain::clock::SECOND;

/// How long a code can be used, in microseconds.
pub const LIFETIME: i64 = 600 * SECOND;

/// Wrong ones in a row after which nobody can try for a while.
pub const ATTEMPTS: i64 = 5;

/// How long that while is, in seconds.
pub const LOCK_SECONDS: i64 = 300;

/// What a code is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Purpose {
    /// Confirming a new account.
    SignUp,
    /// The second factor.
    SignIn,
    /// A new password.
    Password,
}

impl Purpose {
    /// The name in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SignUp => "sign_up",
            Self::SignIn => "sign_in",
            Self::Password => "password",
        }
    }

    /// The message that carries the code.
    pub fn text(self, code: &str) -> String {
        match self {
            Self::SignUp => format!("{code} confirms your CTK account. It works for 10 minutes."),
            Self::SignIn => format!("{code} is your code to sign in to CTK. It works for 10 minutes."),
            Self::Password => format!("{code} sets a new CTK password. It works for 10 minutes."),
        }
    }
}

/// A code of six digits made of these bytes.
pub fn code(bytes: [u8; 8]) -> String {
    format!("{:06}", u64::from_be_bytes(bytes) % 1_000_000)
}

/// What is kept of a code. A plain digest of six digits could be tried out; this one takes the key.
pub fn digest(key: &[u8], user_id: i64, purpose: Purpose, code: &str) -> Vec<u8> {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else { return Vec::new() };
    mac.update(format!("code {user_id} {} {code}", purpose.as_str()).as_bytes());
    mac.finalize().into_bytes().to_vec()
}

/// Wrong attempts, and until when they lock.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Attempts {
    /// Wrong ones since the last right one.
    pub failures: i64,
    /// Until when every attempt is refused, in microseconds since 1970.
    pub locked_until: i64,
}

/// The answer to an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Right,
    Wrong,
    /// How many seconds until the next attempt is looked at.
    Locked {
        seconds: i64,
    },
}

impl Attempts {
    /// The seconds that are left of a lock at `now`, if there is one.
    pub const fn locked(&self, now: i64) -> Option<i64> {
        if now < self.locked_until { Some((self.locked_until - now + SECOND - 1) / SECOND) } else { None }
    }

    /// Judges an attempt at `now` (microseconds) and remembers what that means for the next one.
    pub fn judge(&mut self, is_right: bool, now: i64) -> Verdict {
        if let Some(seconds) = self.locked(now) {
            return Verdict::Locked { seconds };
        }
        if is_right {
            *self = Self::default();
            return Verdict::Right;
        }
        self.failures += 1;
        if self.failures >= ATTEMPTS {
            *self = Self { failures: 0, locked_until: now + LOCK_SECONDS * SECOND };
            return Verdict::Locked { seconds: LOCK_SECONDS };
        }
        Verdict::Wrong
    }
}

/// What is kept of the newest code for a purpose.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Kept {
    /// See [`digest`]; empty once it has been used.
    pub digest: Vec<u8>,
    /// In microseconds since 1970.
    pub expires_at: i64,
    pub attempts: Attempts,
}

impl Kept {
    /// Judges a code whose digest is `shown`; a right one is spent.
    pub fn judge(&mut self, shown: &[u8], now: i64) -> Verdict {
        let is_same = !self.digest.is_empty() && bool::from(self.digest.ct_eq(shown));
        let verdict = self.attempts.judge(is_same && now < self.expires_at, now);
        if verdict == Verdict::Right {
            self.digest = Vec::new();
        }
        verdict
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rule_22_a_code_works_once_and_for_ten_minutes() {
        let right = digest(b"key", 7, Purpose::SignIn, "123456");
        let sent = Kept { digest: right.clone(), expires_at: LIFETIME, ..Kept::default() };
        let mut kept = sent.clone();
        assert_eq!(kept.judge(&right, LIFETIME - 1), Verdict::Right);
        assert_eq!(kept.judge(&right, LIFETIME - 1), Verdict::Wrong, "once");
        assert_eq!(sent.clone().judge(&right, LIFETIME), Verdict::Wrong, "too late");
        for other in [
            digest(b"key", 8, Purpose::SignIn, "123456"),
            digest(b"key", 7, Purpose::SignUp, "123456"),
            digest(b"other", 7, Purpose::SignIn, "123456"),
            Vec::new(),
        ] {
            assert_eq!(sent.clone().judge(&other, 0), Verdict::Wrong);
        }
    }

    #[test]
    fn rule_22_five_wrong_ones_lock_for_a_while() {
        let right = digest(b"key", 7, Purpose::SignIn, "123456");
        let mut kept = Kept { digest: right.clone(), expires_at: LIFETIME * 2, ..Kept::default() };
        for _ in 0..4 {
            assert_eq!(kept.judge(b"wrong", 0), Verdict::Wrong);
        }
        assert_eq!(kept.judge(b"wrong", 0), Verdict::Locked { seconds: LOCK_SECONDS });
        assert_eq!(kept.judge(&right, SECOND), Verdict::Locked { seconds: LOCK_SECONDS - 1 });
        assert_eq!(kept.judge(&right, LOCK_SECONDS * SECOND), Verdict::Right);
    }
}
