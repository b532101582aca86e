//! Codes from an authenticator (RFC 6238: SHA-1, six digits, thirty seconds) and what guards them.

use data_encoding::BASE32_NOPAD;
use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use subtle::ConstantTimeEq;

use super::clock::SECOND;

/// Wrong codes in a row after which a user is locked.
pub const ATTEMPTS: i64 = 5;

/// How long the lock holds, in seconds.
pub const LOCK_SECONDS: i64 = 300;

/// How far, in steps, the two clocks may be apart.
const DRIFT: i64 = 1;

const STEP_SECONDS: i64 = 30;

/// Bytes of a new secret: thirty-two characters in base 32.
pub const SECRET_BYTES: usize = 20;

/// What decides whether a code is taken.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Guard {
    /// The step of the newest code that was taken; no step up to it is taken again.
    pub last_step: i64,
    /// Wrong codes since the last right one.
    pub failures: i64,
    /// Until when every code is refused, in microseconds since 1970.
    pub locked_until: i64,
}

/// The answer to a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Right, and not used before.
    Taken,
    /// Wrong, too old, or used before.
    Refused,
    /// Too many wrong ones: how many seconds until the next is looked at.
    Locked { seconds: i64 },
}

impl Guard {
    /// Judges `code` at `now` (microseconds) and remembers what that means for the next one.
    pub fn judge(&mut self, secret: &[u8], code: &str, now: i64) -> Verdict {
        if now < self.locked_until {
            return Verdict::Locked { seconds: (self.locked_until - now + SECOND - 1) / SECOND };
        }
        let current = now.div_euclid(SECOND * STEP_SECONDS);
        let mut matched = None;
        for step in current - DRIFT..=current + DRIFT {
            let right = code_at(secret, step).as_bytes().ct_eq(code.as_bytes());
            if bool::from(right) && step > self.last_step && matched.is_none() {
                matched = Some(step);
            }
        }
        if let Some(step) = matched {
            *self = Self { last_step: step, failures: 0, locked_until: 0 };
            return Verdict::Taken;
        }
        self.failures += 1;
        if self.failures >= ATTEMPTS {
            self.failures = 0;
            self.locked_until = now + LOCK_SECONDS * SECOND;
            return Verdict::Locked { seconds: LOCK_SECONDS };
        }
        Verdict::Refused
    }
}

/// The code that an authenticator shows at `now` (microseconds).
pub fn code(secret: &[u8], now: i64) -> String {
    code_at(secret, now.div_euclid(SECOND * STEP_SECONDS))
}

fn code_at(secret: &[u8], step: i64) -> String {
    let Ok(mut mac) = Hmac::<Sha1>::new_from_slice(secret) else {
        return String::new();
    };
    mac.update(&step.to_be_bytes());
    let hash = mac.finalize().into_bytes();
    let offset = usize::from(hash[hash.len() - 1] & 0x0f);
    let number =
        u32::from_be_bytes([hash[offset] & 0x7f, hash[offset + 1], hash[offset + 2], hash[offset + 3]]);
    format!("{:06}", number % 1_000_000)
}

/// The address that the QR code carries.
pub fn address(email: &str, secret: &[u8]) -> String {
    let label: String = form_urlencoded::byte_serialize(email.as_bytes()).collect();
    let label = label.replace('+', "%20");
    let secret = BASE32_NOPAD.encode(secret);
    format!(
        "otpauth://totp/Centro%20Wallet:{label}?secret={secret}&issuer=Centro%20Wallet&algorithm=SHA1&digits=6&period=30"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_those_of_rfc_6238() {
        let secret = b"12345678901234567890";
        for (seconds, expected) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(code(secret, seconds * SECOND), expected, "at {seconds}");
        }
    }

    #[test]
    fn rule_22_a_code_works_once_and_one_step_away() {
        let secret = b"12345678901234567890";
        let now = 1_000_000 * STEP_SECONDS * SECOND;
        let step = STEP_SECONDS * SECOND;
        for (distance, expected) in [
            (-2, Verdict::Refused),
            (-1, Verdict::Taken),
            (0, Verdict::Taken),
            (1, Verdict::Taken),
            (2, Verdict::Refused),
        ] {
            let shown = code(secret, now + distance * step);
            let mut guard = Guard::default();
            assert_eq!(guard.judge(secret, &shown, now), expected, "{distance} steps away");
            assert_eq!(guard.judge(secret, &shown, now), Verdict::Refused, "again");
        }
    }
}
