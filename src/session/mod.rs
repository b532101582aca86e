//! Who is signed in to what. Secrets live in memory only; a customer's access token may also stand in
//! `sessionStorage`, so that a reload keeps them in (rule 10).

pub mod connection;
pub mod holder;
pub mod idle;
pub mod kept_here;
pub mod storage;
pub mod tabs;
pub mod vault;

use std::sync::Arc;

use leptos::prelude::*;
use purser_api::{
    Secret, System,
    centrowallet::{Caller, UserId, auth::TokenPair},
};

pub use self::{
    connection::{CentrapayKey, Merchant},
    holder::Holder,
};
use crate::{
    config::{Config, Environment},
    navigation,
    paths::{Area, Route},
    random,
};

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

#[derive(Debug)]
struct Inner {
    /// Grows with every sign-in and sign-out: an answer that was asked for under another number is dropped.
    generation: u64,
    /// Whether the vault is open here: then there is something to lock.
    vault_is_open: bool,
    /// Whether a customer was here whose session has run out.
    has_run_out: RwSignal<bool>,
    config: Option<StoredValue<Config>>,
    holder: RwSignal<Option<Arc<Holder>>>,
    ended: RwSignal<Option<String>>,
}

/// Everything that is signed in. A context, made once by the app.
#[derive(Clone, Copy, Debug)]
pub struct Session {
    /// The merchant's connection that the screen works with.
    pub merchant: RwSignal<Option<Arc<Merchant>>>,
    /// All connections that are known now, the working one among them.
    pub connections: RwSignal<Vec<Arc<Merchant>>>,
    pub customer: RwSignal<Option<Arc<Customer>>>,
    inner: StoredValue<Inner>,
}

/// On whose behalf a request is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Identity {
    Merchant,
    /// The merchant again, as Centrapay knows them.
    Centrapay,
    Customer,
    /// Somebody who holds coins, as CTK knows them.
    Holder,
}

impl Identity {
    /// Whose credential a caller of `CentroWallet` asks with.
    pub fn of(caller: Caller) -> Self {
        match caller {
            Caller::Customer => Self::Customer,
            Caller::Merchant { .. } => Self::Merchant,
        }
    }
}

impl Session {
    pub fn provide() -> Self {
        let config = use_context::<StoredValue<Config>>();
        let session = Self {
            merchant: RwSignal::new(None),
            connections: RwSignal::new(Vec::new()),
            customer: RwSignal::new(
                storage::kept_customer(&origin(config, System::CentroWallet)).map(Arc::new),
            ),
            inner: StoredValue::new(Inner {
                generation: 0,
                vault_is_open: false,
                has_run_out: RwSignal::new(false),
                config,
                holder: RwSignal::new(Holder::kept(&origin(config, System::Ctk)).map(Arc::new)),
                ended: RwSignal::new(None),
            }),
        };
        provide_context(session);
        session
    }

    pub fn generation(self) -> u64 {
        self.inner.with_value(|inner| inner.generation)
    }

    /// Says whether the vault is open here.
    pub fn vault_is_open(self, is_open: bool) {
        self.inner.update_value(|inner| inner.vault_is_open = is_open);
    }

    fn config(self) -> Option<StoredValue<Config>> {
        self.inner.with_value(|inner| inner.config)
    }

    /// Whether a customer was here whose session has run out.
    pub fn has_run_out(self) -> bool {
        self.inner.with_value(|inner| inner.has_run_out).get()
    }

    fn advance(self) {
        self.inner.update_value(|inner| inner.generation += 1);
    }

    /// Works with a connection from now on, and knows it. Whatever was asked for with another one is dropped.
    pub fn connect_merchant(self, mut merchant: Merchant) {
        self.advance();
        if merchant.id.is_empty() {
            merchant.id = random::id();
        }
        let merchant = Arc::new(merchant);
        self.remember(Arc::clone(&merchant));
        self.merchant.set(Some(merchant));
    }

    /// Knows a connection, in place of what it knew under the same id.
    pub fn remember(self, merchant: Arc<Merchant>) {
        let is_current =
            self.merchant.with_untracked(|now| now.as_ref().is_some_and(|now| now.id == merchant.id));
        if is_current {
            if self.connection() != merchant.fingerprint {
                self.advance();
            }
            self.merchant.set(Some(Arc::clone(&merchant)));
        }
        self.connections.update(|known| match known.iter_mut().find(|known| known.id == merchant.id) {
            Some(known) => *known = merchant,
            None => known.push(merchant),
        });
    }

    /// Works with another of the known connections.
    pub fn switch_to(self, id: &str) {
        let is_current = self.merchant.with_untracked(|now| now.as_ref().is_some_and(|now| now.id == id));
        let found =
            self.connections.with_untracked(|known| known.iter().find(|known| known.id == id).cloned());
        if let (false, Some(merchant)) = (is_current, found) {
            self.advance();
            self.merchant.set(Some(merchant));
        }
    }

    /// Forgets connections; with the working one, what was asked for with it is dropped.
    pub fn forget_connections(self, is_forgotten: impl Fn(&Merchant) -> bool) {
        if self.merchant.with_untracked(|now| now.as_ref().is_some_and(|now| is_forgotten(now))) {
            self.advance();
            self.merchant.set(None);
        }
        self.connections.update(|known| known.retain(|merchant| !is_forgotten(merchant)));
    }

    /// The environment that an area works in.
    pub fn environment(self, area: Area) -> Arc<Environment> {
        let merchants = || self.merchant.get().map(|merchant| Arc::clone(&merchant.environment));
        (area == Area::Merchant)
            .then(merchants)
            .flatten()
            .or_else(|| self.config().map(|config| config.with_value(Config::first)))
            .unwrap_or_default()
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
        storage::keep_customer(&customer, &origin(self.config(), System::CentroWallet));
        self.inner.with_value(|inner| inner.has_run_out).set(false);
        self.customer.set(Some(Arc::new(customer)));
    }

    /// Forgets the customer without leaving the document: the session has run out.
    pub fn drop_customer(self) {
        self.advance();
        storage::forget_customer();
        self.inner.with_value(|inner| inner.has_run_out).set(true);
        self.customer.set(None);
    }

    /// Who holds coins.
    pub fn holder(self) -> RwSignal<Option<Arc<Holder>>> {
        self.inner.with_value(|inner| inner.holder)
    }

    /// The name of a holder whose session came to its end, to be said where they sign in again.
    pub fn ended(self) -> RwSignal<Option<String>> {
        self.inner.with_value(|inner| inner.ended)
    }

    /// Somebody has signed in who holds coins.
    pub fn sign_in_holder(self, username: String, token: Secret) {
        self.advance();
        let holder = Holder::signed_in(username, token);
        holder.keep(&origin(self.config(), System::Ctk));
        self.ended().set(None);
        self.holder().set(Some(Arc::new(holder)));
    }

    /// Forgets who holds coins without leaving the document: their token is not good any more. Another one is had by
    /// signing in again only.
    pub fn drop_holder(self) {
        self.advance();
        Holder::forget();
        self.ended().set(self.holder().get_untracked().map(|holder| holder.username.clone()));
        self.holder().set(None);
    }

    /// The fingerprint of the merchant's connection; empty where there is none.
    pub fn connection(self) -> String {
        self.merchant.get_untracked().map(|merchant| merchant.fingerprint.clone()).unwrap_or_default()
    }

    /// What tells the connections of one identity apart in the journal; empty where nobody is signed in.
    pub fn connection_of(self, identity: Identity) -> String {
        match identity {
            Identity::Merchant | Identity::Centrapay => self.connection(),
            Identity::Customer => self
                .customer
                .get_untracked()
                .and_then(|customer| customer.user_id)
                .map(|id| format!("customer-{id}"))
                .unwrap_or_default(),
            Identity::Holder => self
                .holder()
                .get_untracked()
                .map(|holder| format!("holder-{}", holder.id()))
                .unwrap_or_default(),
        }
    }

    /// The id of the merchant's connection, as a signal reads it.
    pub fn connection_id(self) -> Option<String> {
        self.merchant.with(|now| now.as_ref().map(|now| now.id.clone()))
    }

    pub fn is_open(self, area: Area) -> bool {
        match area {
            Area::Start => true,
            Area::Merchant => self.merchant.with(Option::is_some),
            Area::Wallet => self.customer.with(Option::is_some),
            Area::Crypto => self.holder().with(Option::is_some),
        }
    }

    /// Whether anyone is signed in to anything.
    pub fn is_any(self) -> bool {
        self.inner.with_value(|inner| inner.vault_is_open)
            || !self.connections.with(Vec::is_empty)
            || self.merchant.with(Option::is_some)
            || self.customer.with(Option::is_some)
            || self.holder().with(Option::is_some)
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
        Holder::forget();
        self.merchant.set(None);
        self.connections.set(Vec::new());
        self.customer.set(None);
        self.ended().set(None);
        self.holder().set(None);
        navigation::leave_to(&Route::Start.to_string());
    }
}

/// Where the customers of a system sign in.
fn origin(config: Option<StoredValue<Config>>, system: System) -> String {
    let first = config.map(|config| config.with_value(Config::first)).unwrap_or_default();
    first.origin(system)
}

pub fn use_session() -> Session {
    expect_context::<Session>()
}
