//! Who is signed in to what. Secrets live in memory only; a customer's access token may also stand in
//! `sessionStorage`, so that a reload keeps them in (rule 10).

pub mod idle;
pub mod storage;
pub mod tabs;

use std::sync::Arc;

use leptos::prelude::*;
use purser_api::{
    Secret,
    centrowallet::{UserId, auth::TokenPair},
};

use crate::{
    navigation,
    paths::{Area, Route},
};

/// A merchant's connection: the API key, and what the screen may say about it.
#[derive(Debug)]
pub struct Merchant {
    pub name: String,
    pub key: Secret,
    /// Tells this connection from others in the journal; made from the key, and gives nothing of it away.
    pub fingerprint: String,
}

impl Merchant {
    /// The end of the key, to tell two apart; never more.
    pub fn key_tail(&self) -> String {
        let key = self.key.expose();
        let length = key.chars().count();
        key.chars().skip(length.saturating_sub(4).max(length / 2)).collect()
    }
}

/// A `CentroWallet` customer's session.
#[derive(Debug)]
pub struct Customer {
    pub email: String,
    pub user_id: Option<UserId>,
    pub access_token: Secret,
    pub refresh_token: Option<Secret>,
    /// Unix milliseconds of this machine's clock, counted from receipt by the token's own lifetime (rule 13).
    pub expires_at: i64,
}

/// Everything that is signed in. A context, made once by the app.
#[derive(Clone, Copy, Debug)]
pub struct Session {
    pub merchant: RwSignal<Option<Arc<Merchant>>>,
    pub customer: RwSignal<Option<Arc<Customer>>>,
    /// Grows with every sign-in and sign-out: an answer that was asked for under another number is dropped.
    generation: StoredValue<u64>,
}

/// On whose behalf a request is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Identity {
    Merchant,
    Customer,
}

impl Session {
    pub fn provide() -> Self {
        let session = Self {
            merchant: RwSignal::new(None),
            customer: RwSignal::new(storage::kept_customer().map(Arc::new)),
            generation: StoredValue::new(0),
        };
        provide_context(session);
        session
    }

    pub fn generation(self) -> u64 {
        self.generation.get_value()
    }

    fn advance(self) {
        self.generation.update_value(|generation| *generation += 1);
    }

    pub fn connect_merchant(self, merchant: Merchant) {
        self.advance();
        self.merchant.set(Some(Arc::new(merchant)));
    }

    pub fn sign_in_customer(self, email: String, tokens: TokenPair) {
        self.advance();
        self.keep_customer(email, tokens);
    }

    /// A new pair for the customer who is signed in.
    pub fn refresh_customer(self, tokens: TokenPair) {
        if let Some(customer) = self.customer.get_untracked() {
            self.keep_customer(customer.email.clone(), tokens);
        }
    }

    fn keep_customer(self, email: String, tokens: TokenPair) {
        let customer = storage::customer(email, tokens);
        storage::keep_customer(&customer);
        self.customer.set(Some(Arc::new(customer)));
    }

    /// Forgets the customer without leaving the document: the session has run out.
    pub fn drop_customer(self) {
        self.advance();
        storage::forget_customer();
        self.customer.set(None);
    }

    /// The fingerprint of the merchant's connection; empty where there is none.
    pub fn connection(self) -> String {
        self.merchant.get_untracked().map(|merchant| merchant.fingerprint.clone()).unwrap_or_default()
    }

    pub fn is_open(self, area: Area) -> bool {
        match area {
            Area::Start => true,
            Area::Merchant => self.merchant.with(Option::is_some),
            Area::Wallet => self.customer.with(Option::is_some),
        }
    }

    /// Whether anyone is signed in to anything.
    pub fn is_any(self) -> bool {
        self.merchant.with(Option::is_some) || self.customer.with(Option::is_some)
    }

    /// Forgets everything, tells the other tabs, and replaces the document, so that its memory goes too (rule 11).
    pub fn sign_out(self) {
        tabs::tell_sign_out();
        self.wipe();
    }

    /// The same, when another tab or the idle clock asked for it.
    pub fn wipe(self) {
        self.advance();
        storage::forget_customer();
        self.merchant.set(None);
        self.customer.set(None);
        navigation::leave_to(&Route::Start.to_string());
    }
}

pub fn use_session() -> Session {
    expect_context::<Session>()
}
