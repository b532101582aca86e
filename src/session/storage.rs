//! The one secret that outlives a reload: a customer's access token, in `sessionStorage`, an hour at most.

use leptos::prelude::*;
use purser_api::{Secret, centrowallet::auth::TokenPair};
use serde_json::{Value, json};

use super::Customer;
use crate::clock::now_millis;

const KEY: &str = "purser.wallet";
const LONGEST: i64 = 60 * 60 * 1000;

fn storage() -> Option<web_sys::Storage> {
    window().session_storage().ok().flatten()
}

/// The session that a new pair of tokens opens.
pub fn customer(email: String, tokens: TokenPair) -> Customer {
    let lifetime = tokens
        .expires_in
        .and_then(|seconds| i64::try_from(seconds).ok())
        .map_or(LONGEST, |seconds| seconds.saturating_mul(1000).clamp(0, LONGEST));
    Customer {
        email,
        user_id: tokens.user_id(),
        access_token: tokens.access_token,
        refresh_token: Some(tokens.refresh_token),
        expires_at: now_millis() + lifetime,
    }
}

pub fn keep_customer(customer: &Customer) {
    let kept = json!({
        "email": customer.email,
        "accessToken": customer.access_token.expose(),
        "expiresAt": customer.expires_at.to_string(),
    });
    if let Some(storage) = storage() {
        let _ = storage.set_item(KEY, &kept.to_string());
    }
}

/// The customer whose token is still good, without the refresh token, which is not kept.
pub fn kept_customer() -> Option<Customer> {
    let kept: Value = serde_json::from_str(&storage()?.get_item(KEY).ok()??).ok()?;
    let token = kept["accessToken"].as_str()?;
    let expires_at: i64 = kept["expiresAt"].as_str()?.parse().ok()?;
    if expires_at <= now_millis() || expires_at > now_millis() + LONGEST {
        forget_customer();
        return None;
    }
    Some(Customer {
        email: kept["email"].as_str()?.to_owned(),
        user_id: None,
        access_token: Secret::new(token),
        refresh_token: None,
        expires_at,
    })
}

pub fn forget_customer() {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(KEY);
    }
}
