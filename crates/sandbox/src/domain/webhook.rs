//! How a webhook is signed, and when it is tried again.

use data_encoding::HEXLOWER;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::clock::SECOND;

/// The header that carries the signature.
pub const SIGNATURE_HEADER: &str = "x-webhook-signature";

/// The header that carries the id, the same for every attempt, so that a receiver can tell a repetition.
pub const ID_HEADER: &str = "x-webhook-id";

/// Seconds between an attempt and the next, growing; after the last there is none.
const PAUSES: &[i64] = &[5, 30, 120, 600, 3_600, 21_600];

/// The value of [`SIGNATURE_HEADER`]: when it was sent, in seconds since 1970, and the HMAC-SHA-256 of that
/// number, a point and the body, in hexadecimal.
///
/// A receiver computes the same over the bytes that came, compares in constant time, and refuses what is
/// older than it likes: so nobody without the secret can make one up, and nobody can send an old one again.
///
/// ```
/// use purser_sandbox::domain::webhook::signature;
/// let signed = signature(b"whsec", 1_700_000_000, "{}");
/// assert!(signed.starts_with("t=1700000000,v1="));
/// assert_ne!(signed, signature(b"other", 1_700_000_000, "{}"));
/// ```
pub fn signature(secret: &[u8], seconds: i64, body: &str) -> String {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret) else { return String::new() };
    mac.update(format!("{seconds}.{body}").as_bytes());
    format!("t={seconds},v1={}", HEXLOWER.encode(&mac.finalize().into_bytes()))
}

/// When the next attempt is due after `attempts` that failed, in microseconds since 1970; none: it is given
/// up.
pub fn next_attempt(attempts: i64, now: i64) -> Option<i64> {
    let place = usize::try_from(attempts.checked_sub(1)?).ok()?;
    PAUSES.get(place).map(|pause| now + pause * SECOND)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_and_end() {
        let mut now = 0;
        let mut pauses = Vec::new();
        for attempts in 1.. {
            let Some(next) = next_attempt(attempts, now) else { break };
            pauses.push(next - now);
            now = next;
        }
        assert!(pauses.is_sorted() && pauses.len() == PAUSES.len(), "{pauses:?}");
        assert_eq!(next_attempt(0, 0), None);
    }

    #[test]
    fn the_signature_is_the_mac_of_time_and_body() {
        // openssl dgst -sha256 -hmac secret, over "1.body"
        assert_eq!(
            signature(b"secret", 1, "body"),
            "t=1,v1=842b24d9575dee4b6ec460b7e3af7d683501d84fe6279102340787c79d2e2bab"
        );
    }
}
