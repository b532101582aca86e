//! The vault: one document that outlives a reload, sealed under a passphrase (rule 10). It is locked when a document begins,
//! when somebody signs out or nobody is there, and when any tab of the console locks it.
//!
//! The document is an object of named sections ([`Vault::section`], [`Vault::change`]); connections are one of them. Each
//! change reads what is kept now, changes that and seals it anew, so that two tabs do not undo each other's.

mod crypto;
pub mod envelope;
mod kept;
pub mod passphrase;
pub mod store;
mod tries;

use std::sync::Arc;

use leptos::prelude::*;
use purser_api::Secret;
use serde_json::{Map, Value};
use wasm_bindgen::JsCast;

pub use self::{
    crypto::Passphrase,
    envelope::{Envelope, Unreadable},
    kept::Keyless,
};
use super::{Merchant, Session, tabs};
use crate::{
    clock::now_millis,
    config::{Config, use_config},
    navigation,
};

/// Named sections.
pub type Document = Map<String, Value>;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// This browser keeps none.
    Absent,
    Locked,
    Open,
    Unreadable(Unreadable),
}

/// Why the vault did not do what it was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The passphrase is another one, or the vault was changed from outside.
    NotOpened,
    /// Too soon after a wrong one: this many milliseconds are left.
    Wait(i64),
    Unreadable(Unreadable),
    /// The browser has no cryptography to offer here.
    NoCryptography,
    /// The browser does not let anything be kept.
    NotKept,
    /// It was locked meanwhile.
    Locked,
}

/// A context, made once by the app.
#[derive(Clone, Copy, Debug)]
pub struct Vault {
    pub state: RwSignal<State>,
    /// Connections that lost their keys.
    pub keyless: RwSignal<Vec<Keyless>>,
    document: RwSignal<Arc<Document>>,
    passphrase: StoredValue<Option<Passphrase>, LocalStorage>,
    session: Session,
    config: StoredValue<Config>,
}

pub fn use_vault() -> Vault {
    expect_context::<Vault>()
}

fn kept_state() -> State {
    match store::kept().map(|text| Envelope::read(&text)) {
        None => State::Absent,
        Some(Ok(_)) => State::Locked,
        Some(Err(why)) => State::Unreadable(why),
    }
}

impl Vault {
    pub fn provide(session: Session) -> Self {
        let vault = Self {
            state: RwSignal::new(kept_state()),
            keyless: RwSignal::new(Vec::new()),
            document: RwSignal::new(Arc::default()),
            passphrase: StoredValue::new_local(None),
            session,
            config: use_config(),
        };
        provide_context(vault);
        let changed = window_event_listener_untyped("storage", move |event| {
            let event = event.unchecked_into::<web_sys::StorageEvent>();
            if event.key().is_none_or(|key| key == store::VAULT) {
                leptos::task::spawn_local(vault.follow());
            }
        });
        on_cleanup(move || changed.remove());
        vault
    }

    /// Milliseconds until a passphrase is heard again.
    pub fn pause_left(self) -> i64 {
        store::tries().left(now_millis())
    }

    pub fn is_open(self) -> bool {
        self.state.get() == State::Open
    }

    /// A section of the open document; nothing while it is locked.
    pub fn section(self, name: &str) -> Value {
        self.document.with(|document| document.get(name).cloned().unwrap_or_default())
    }

    /// Makes a vault with nothing in it.
    pub async fn create(self, text: Secret) -> Result<(), Trouble> {
        let passphrase = Passphrase::take(&text).await.ok_or(Trouble::NoCryptography)?;
        let sealed = passphrase.seal("{}").await.ok_or(Trouble::NoCryptography)?.write();
        // Another tab may have made one meanwhile; what is in it is not written over.
        if store::kept().is_some() || !store::keep(&sealed) {
            return Err(Trouble::NotKept);
        }
        self.opened(passphrase, Document::new()).await;
        Ok(())
    }

    pub async fn unlock(self, text: Secret) -> Result<(), Trouble> {
        let (passphrase, document) = self.try_open(&text).await?;
        self.opened(passphrase, document).await;
        Ok(())
    }

    /// Seals everything under another passphrase, after the one it has is shown.
    pub async fn change_passphrase(self, old: Secret, new: Secret) -> Result<(), Trouble> {
        let (_, document) = self.try_open(&old).await?;
        let new = Passphrase::take(&new).await.ok_or(Trouble::NoCryptography)?;
        let sealed = new.seal(&Value::Object(document.clone()).to_string()).await;
        if !store::keep(&sealed.ok_or(Trouble::NoCryptography)?.write()) {
            return Err(Trouble::NotKept);
        }
        self.opened(new, document).await;
        Ok(())
    }

    /// Changes the document that is kept now. Done once it is sealed and kept.
    pub async fn change(self, change: impl Fn(&mut Document)) -> Result<(), Trouble> {
        loop {
            let passphrase = self.passphrase.try_get_value().flatten().ok_or(Trouble::Locked)?;
            let before = store::kept().ok_or(Trouble::Locked)?;
            let mut document = open(&passphrase, &before).await?;
            change(&mut document);
            let sealed = passphrase.seal(&Value::Object(document.clone()).to_string()).await;
            let sealed = sealed.ok_or(Trouble::NoCryptography)?.write();
            if self.passphrase.try_with_value(Option::is_none).unwrap_or(true) {
                return Err(Trouble::Locked);
            }
            // Another tab was quicker: its change is taken up first.
            if store::kept().as_deref() != Some(&before) {
                continue;
            }
            if !store::keep(&sealed) {
                return Err(Trouble::NotKept);
            }
            self.opened(passphrase, document).await;
            return Ok(());
        }
    }

    /// Keeps a connection, in place of what it kept under the same id.
    pub async fn keep(self, merchant: &Merchant) -> Result<(), Trouble> {
        let entry = kept::write(merchant);
        self.change(|document| {
            let mut entries = entries(document);
            entries.retain(|known| known["id"] != entry["id"]);
            entries.push(entry.clone());
            document.insert(kept::SECTION.to_owned(), Value::Array(entries));
        })
        .await
    }

    /// Keeps a connection no longer.
    pub async fn drop_connection(self, id: &str) -> Result<(), Trouble> {
        self.change(|document| {
            let mut entries = entries(document);
            entries.retain(|known| known["id"].as_str() != Some(id));
            document.insert(kept::SECTION.to_owned(), Value::Array(entries));
        })
        .await
    }

    /// Locks it here and in every other tab.
    pub fn lock(self) {
        tabs::tell_lock();
        self.lock_here();
    }

    /// Locks it in this tab. Where the screen works with a kept connection, the document goes, and its memory with it.
    pub fn lock_here(self) {
        self.passphrase.set_value(None);
        self.document.set(Arc::default());
        self.keyless.set(Vec::new());
        self.state.set(kept_state());
        self.session.vault_is_open(false);
        let works_with_kept =
            self.session.merchant.with_untracked(|now| now.as_ref().is_some_and(|now| now.is_kept));
        self.session.forget_connections(|merchant| merchant.is_kept);
        if works_with_kept {
            navigation::load_again();
        }
    }

    /// Removes the vault and everything in it, here and everywhere.
    pub fn forget(self) {
        store::forget();
        self.lock();
    }

    /// What another tab did to the kept text.
    async fn follow(self) {
        if self.state.get_untracked() != State::Open {
            return self.state.set(kept_state());
        }
        let Some(passphrase) = self.passphrase.get_value() else { return };
        match store::kept() {
            Some(text) => match open(&passphrase, &text).await {
                Ok(document) => self.opened(passphrase, document).await,
                Err(_) => self.lock_here(),
            },
            None => self.lock_here(),
        }
    }

    async fn try_open(self, text: &Secret) -> Result<(Passphrase, Document), Trouble> {
        let left = self.pause_left();
        if left > 0 {
            return Err(Trouble::Wait(left));
        }
        // Counted before it is tried: whoever closes the page meanwhile has used the try up.
        let before = store::tries();
        store::keep_tries(before.one_more(now_millis()));
        let kept = store::kept().ok_or(Trouble::Locked)?;
        let passphrase = Passphrase::take(text).await;
        let Some(passphrase) = passphrase else {
            store::keep_tries(before);
            return Err(Trouble::NoCryptography);
        };
        let document = open(&passphrase, &kept).await?;
        store::keep_tries(tries::Tries::default());
        Ok((passphrase, document))
    }

    /// Knows what the document holds.
    async fn opened(self, passphrase: Passphrase, document: Document) {
        let environments = self.config.with_value(|config| config.environments.clone());
        let (mut found, mut keyless) = (Vec::new(), Vec::new());
        for value in entries(&document) {
            match kept::read(&value, &environments).await {
                Some(kept::Entry::Connection(merchant)) => found.push(Arc::new(merchant)),
                Some(kept::Entry::Keyless(entry)) => keyless.push((entry, value)),
                None => {}
            }
        }
        let is_gone =
            |merchant: &Merchant| merchant.is_kept && !found.iter().any(|kept| kept.id == merchant.id);
        self.session.forget_connections(is_gone);
        for merchant in &found {
            self.session.remember(Arc::clone(merchant));
        }
        self.passphrase.set_value(Some(passphrase));
        self.document.set(Arc::new(document));
        let stale = keyless.iter().any(|(_, value)| !value["key"].is_null());
        self.keyless.set(keyless.into_iter().map(|(entry, _)| entry).collect());
        self.session.vault_is_open(true);
        self.state.set(State::Open);
        if stale {
            leptos::task::spawn_local(async move { self.wipe_stale().await });
        }
    }

    /// Takes the keys out of the entries that cannot be used with them any more.
    async fn wipe_stale(self) {
        let keyless = self.keyless.get_untracked();
        let is_keyless = |entry: &Value| keyless.iter().any(|known| entry["id"].as_str() == Some(&known.id));
        let wipe = |document: &mut Document| {
            let wiped = entries(document)
                .into_iter()
                .map(|entry| if is_keyless(&entry) { kept::without_keys(entry) } else { entry });
            let wiped = wiped.collect();
            document.insert(kept::SECTION.to_owned(), Value::Array(wiped));
        };
        // What could not be wiped is still not used, and is tried again with the next unlocking.
        let _ = Box::pin(self.change(wipe)).await;
    }
}

fn entries(document: &Document) -> Vec<Value> {
    document.get(kept::SECTION).and_then(Value::as_array).cloned().unwrap_or_default()
}

async fn open(passphrase: &Passphrase, kept: &str) -> Result<Document, Trouble> {
    let envelope = Envelope::read(kept).map_err(Trouble::Unreadable)?;
    let text = passphrase.open(&envelope).await.ok_or(Trouble::NotOpened)?;
    match serde_json::from_str(&text) {
        Ok(Value::Object(document)) => Ok(document),
        _ => Err(Trouble::Unreadable(Unreadable::Damaged)),
    }
}
