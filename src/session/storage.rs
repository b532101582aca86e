//! The one secret that outlives a reload: an access token for each system that a customer is signed in to, in
//! `sessionStorage`, an hour at most.

use leptos::prelude::*;
use purser_api::{
    Secret,
    centrowallet::auth::{self, TokenPair},
};
use serde_json::{Value, json};

use super::Customer;
use crate::clock::now_millis;

const CUSTOMER: &str = "purser.wallet";
/// The longest that a token is believed to be good, in milliseconds.
pub const LONGEST: i64 = 60 * 60 * 1000;

/// A token that is kept, and whose it is.
#[derive(Debug)]
pub struct Kept {
    pub name: String,
    pub access_token: Secret,
    /// Unix milliseconds of this machine's clock.
    pub expires_at: i64,
}

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

pub fn keep_customer(customer: &Customer, origin: &str) {
    keep(CUSTOMER, ("email", &customer.email), &customer.access_token, customer.expires_at, origin);
}

/// The customer whose token is still good, without the refresh token, which is not kept.
pub fn kept_customer(origin: &str) -> Option<Customer> {
    let kept = kept(CUSTOMER, "email", origin)?;
    Some(Customer {
        email: kept.name,
        user_id: auth::user_id(&kept.access_token),
        access_token: kept.access_token,
        refresh_token: None,
        expires_at: kept.expires_at,
    })
}

pub fn forget_customer() {
    forget(CUSTOMER);
}

/// Keeps a token under a key, with whose it is under the name that is theirs.
pub fn keep(key: &str, (name, value): (&str, &str), token: &Secret, expires_at: i64, origin: &str) {
    let kept = json!({
        "origin": origin,
        name: value,
        "accessToken": token.expose(),
        "expiresAt": expires_at.to_string(),
    });
    if let Some(storage) = storage() {
        let _ = storage.set_item(key, &kept.to_string());
    }
}

/// What is kept under a key, while it is good. It is good only where it was given out (rule 12).
pub fn kept(key: &str, name: &str, origin: &str) -> Option<Kept> {
    let kept: Value = serde_json::from_str(&storage()?.get_item(key).ok()??).ok()?;
    let token = kept["accessToken"].as_str()?;
    let expires_at: i64 = kept["expiresAt"].as_str()?.parse().ok()?;
    if kept["origin"].as_str() != Some(origin)
        || expires_at <= now_millis()
        || expires_at > now_millis() + LONGEST
    {
        forget(key);
        return None;
    }
    Some(Kept { name: kept[name].as_str()?.to_owned(), access_token: Secret::new(token), expires_at })
}

pub fn forget(key: &str) {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(key);
    }
}
