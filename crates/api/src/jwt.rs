//! What a JSON Web Token says about itself, without checking it: that is the issuer's business.

use std::fmt;

use serde_json::Value;

use crate::{decode::Cursor, secret::Secret, time::Timestamp};

/// A token that is not a JSON Web Token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JwtError;

impl fmt::Display for JwtError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("is not a JSON Web Token")
    }
}

impl std::error::Error for JwtError {}

/// The claims that matter to a client.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Claims {
    /// `sub`: whom the token is for.
    pub subject: Option<String>,
    /// `iat`: when it was made, by the issuer's clock.
    pub issued_at: Option<Timestamp>,
    /// `exp`: until when it works, by the issuer's clock.
    pub expires_at: Option<Timestamp>,
}

impl Claims {
    /// Reads the claims of a token.
    ///
    /// ```
    /// use purser_api::{Secret, jwt::Claims};
    ///
    /// // {"sub":"17","iat":1000,"exp":4600}
    /// let token = Secret::new("e30.eyJzdWIiOiIxNyIsImlhdCI6MTAwMCwiZXhwIjo0NjAwfQ.c2ln");
    /// let claims = Claims::read(&token)?;
    /// assert_eq!(claims.subject.as_deref(), Some("17"));
    /// assert_eq!(claims.lifetime_seconds(), Some(3600));
    /// # Ok::<(), purser_api::jwt::JwtError>(())
    /// ```
    pub fn read(token: &Secret) -> Result<Self, JwtError> {
        let mut parts = token.expose().split('.');
        let (Some(_), Some(payload), Some(_), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(JwtError);
        };
        let payload = base64url(payload).ok_or(JwtError)?;
        let payload: Value = serde_json::from_slice(&payload).map_err(|_| JwtError)?;
        let claims = Cursor::root(&payload);
        claims.object().map_err(|_| JwtError)?;
        let seconds = |name| {
            let seconds = claims.field(name).optional_unsigned().ok().flatten()?;
            Some(Timestamp::from_unix_seconds(i64::try_from(seconds).ok()?))
        };
        Ok(Self {
            subject: claims.field("sub").optional_text().ok().flatten(),
            issued_at: seconds("iat"),
            expires_at: seconds("exp"),
        })
    }

    /// How long the token works, from when it was made. Counted from receipt, this needs no clock to be right.
    pub fn lifetime_seconds(&self) -> Option<u64> {
        let seconds = self.expires_at?.unix_seconds() - self.issued_at?.unix_seconds();
        u64::try_from(seconds).ok()
    }
}

/// Decodes base64 with the alphabet for addresses, without padding.
fn base64url(text: &str) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len() * 3 / 4);
    let mut buffer: u32 = 0;
    let mut bits = 0;
    for byte in text.trim_end_matches('=').bytes() {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'-' => 62,
            b'_' => 63,
            _ => return None,
        };
        buffer = (buffer << 6 | u32::from(value)) & 0xFFFF;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            out.push(u8::try_from(buffer >> bits & 0xFF).ok()?);
        }
    }
    Some(out)
}
