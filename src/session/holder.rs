//! Somebody who holds coins, signed in to CTK. Their token lives an hour and cannot be renewed: there is no refresh call.

use purser_api::{Secret, jwt::Claims};

use super::storage::{self, LONGEST};
use crate::clock::now_millis;

const KEY: &str = "purser.crypto";

/// A session with CTK.
#[derive(Debug)]
pub struct Holder {
    pub username: String,
    pub access_token: Secret,
    /// Unix milliseconds of this machine's clock, counted from receipt by the token's own lifetime (rule 13).
    pub expires_at: i64,
}

impl Holder {
    /// The session that a token opens.
    pub fn signed_in(username: String, access_token: Secret) -> Self {
        let lifetime = Claims::read(&access_token)
            .ok()
            .and_then(|claims| claims.lifetime_seconds())
            .and_then(|seconds| i64::try_from(seconds).ok())
            .map_or(LONGEST, |seconds| seconds.saturating_mul(1000).clamp(0, LONGEST));
        Self { username, access_token, expires_at: now_millis() + lifetime }
    }

    /// Who that is to the system, as the token says.
    pub fn id(&self) -> String {
        let claims = Claims::read(&self.access_token).unwrap_or_default();
        claims.subject.unwrap_or_else(|| self.username.clone())
    }

    /// Keeps the token over a reload (rule 10).
    pub fn keep(&self, origin: &str) {
        storage::keep(KEY, ("username", &self.username), &self.access_token, self.expires_at, origin);
    }

    /// Who was signed in before the reload, if their token is still good there.
    pub fn kept(origin: &str) -> Option<Self> {
        let kept = storage::kept(KEY, "username", origin)?;
        Some(Self { username: kept.name, access_token: kept.access_token, expires_at: kept.expires_at })
    }

    pub fn forget() {
        storage::forget(KEY);
    }
}
