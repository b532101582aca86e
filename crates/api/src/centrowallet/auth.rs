//! A customer's tokens (operations 6 and 7).

use serde::Serialize;

use super::UserId;
use crate::{
    decode::Cursor,
    jwt::{Claims, JwtError},
    list::Unreadable,
    request::{Anonymous, Operation, Parts, Request},
    secret::Secret,
};

/// An access token and the refresh token that replaces both.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TokenPair {
    /// `Bearer`.
    pub token_type: Option<String>,
    /// How many seconds the access token lives, counted from receipt.
    pub expires_in: Option<u64>,
    /// Goes into the `Authorization` header, after `Bearer`.
    pub access_token: Secret,
    /// Works once, for [`refresh`].
    pub refresh_token: Secret,
}

impl TokenPair {
    /// Reads a pair; both tokens must be there.
    pub fn read(cursor: &Cursor<'_>) -> Result<Self, Unreadable> {
        let mut fields = cursor.fields()?;
        let read = Self {
            token_type: fields.optional_text("tokenType"),
            expires_in: fields.optional_unsigned("expiresIn"),
            access_token: fields.secret("accessToken"),
            refresh_token: fields.secret("refreshToken"),
        };
        fields.finish(read)
    }

    /// What the access token says about itself. Its `sub` is the user's number (assumed), which [`refresh`] needs.
    pub fn claims(&self) -> Result<Claims, JwtError> {
        Claims::read(&self.access_token)
    }

    /// The user's number, from the access token.
    pub fn user_id(&self) -> Option<UserId> {
        user_id(&self.access_token)
    }
}

/// The user's number in an access token: its `sub` (assumed).
pub fn user_id(access_token: &Secret) -> Option<UserId> {
    Claims::read(access_token).ok()?.subject?.parse().ok()
}

#[derive(Serialize)]
struct Authorize<'a> {
    email: &'a str,
    code: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Refresh<'a> {
    refresh_token: &'a str,
}

/// A new pair of tokens for a refresh token, which is spent by that. Operation 6 of CentroWallet.
pub fn refresh(id: UserId, refresh_token: &Secret) -> Request<TokenPair, Anonymous> {
    let body = Refresh { refresh_token: refresh_token.expose() };
    Request::new(Parts::new(Operation::AuthRefresh).param("id", id.to_string()).body(&body), TokenPair::read)
}

/// Tokens for an e-mail address and the six digits that the authenticator shows. Operation 7 of CentroWallet.
pub fn authorize(email: &str, code: &str) -> Request<TokenPair, Anonymous> {
    Request::new(Parts::new(Operation::AuthAuthorize).body(&Authorize { email, code }), TokenPair::read)
}
