//! Access tokens: JSON Web Tokens signed with HMAC-SHA-256 and nothing else.
//!
//! The header is a constant that is compared as text, so that no token chooses its own algorithm.

use data_encoding::BASE64URL_NOPAD;
use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use sha2::Sha256;

use super::clock::SECOND;

/// The longest that a token may live, in seconds.
pub const LONGEST_SECONDS: i64 = 3_600;

const HEADER: &str = r#"{"alg":"HS256","typ":"JWT"}"#;

/// What a token says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claims {
    /// The user's id.
    pub sub: String,
    /// The session's id; the token ends with it.
    pub sid: i64,
    /// When it was made, in seconds since 1970.
    pub iat: i64,
    /// When it ends, in seconds since 1970.
    pub exp: i64,
}

impl Claims {
    /// The user's id.
    pub fn user_id(&self) -> Option<i64> {
        self.sub.parse().ok()
    }
}

/// Writes and signs a token; none where the key cannot sign.
pub fn sign(key: &[u8], claims: &Claims) -> Option<String> {
    let body = serde_json::to_vec(claims).ok()?;
    let signed = format!("{}.{}", BASE64URL_NOPAD.encode(HEADER.as_bytes()), BASE64URL_NOPAD.encode(&body));
    let mut mac = Hmac::<Sha256>::new_from_slice(key).ok()?;
    mac.update(signed.as_bytes());
    Some(format!("{signed}.{}", BASE64URL_NOPAD.encode(&mac.finalize().into_bytes())))
}

/// Reads a token that this key signed and that has not ended at `now` (microseconds).
pub fn verify(key: &[u8], token: &str, now: i64) -> Option<Claims> {
    let (signed, signature) = token.rsplit_once('.')?;
    let (header, body) = signed.split_once('.')?;
    if header != BASE64URL_NOPAD.encode(HEADER.as_bytes()) {
        return None;
    }
    let mut mac = Hmac::<Sha256>::new_from_slice(key).ok()?;
    mac.update(signed.as_bytes());
    mac.verify_slice(&BASE64URL_NOPAD.decode(signature.as_bytes()).ok()?).ok()?;
    let claims: Claims = serde_json::from_slice(&BASE64URL_NOPAD.decode(body.as_bytes()).ok()?).ok()?;
    (now < claims.exp.checked_mul(SECOND)?).then_some(claims)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rule_22_only_its_own_algorithm_key_and_time_are_taken() {
        let claims = Claims { sub: "7".into(), sid: 3, iat: 100, exp: 200 };
        let token = sign(b"one key", &claims).unwrap();
        assert_eq!(verify(b"one key", &token, 199 * SECOND), Some(claims));
        assert_eq!(verify(b"one key", &token, 200 * SECOND), None, "ended");
        assert_eq!(verify(b"other key", &token, 199 * SECOND), None, "another key");
        let body = token.split('.').nth(1).unwrap();
        let none = BASE64URL_NOPAD.encode(br#"{"alg":"none","typ":"JWT"}"#);
        assert_eq!(verify(b"one key", &format!("{none}.{body}."), 199 * SECOND), None, "no algorithm");
    }
}
