//! Where the book stands: in the vault's section of whoever holds the coins, or in memory while no vault is open. What was
//! in memory goes into the vault with the next change after it was opened.

use leptos::prelude::*;
use purser_api::System;
use serde_json::Value;

use super::{
    Recipient,
    file::{from_value, to_value},
    merge,
};
use crate::{
    paths::Area,
    session::{
        Identity, Session, use_session,
        vault::{State, Trouble, Vault, use_vault},
    },
};

/// The section of the vault's document: books by whose they are.
const SECTION: &str = "recipients";

/// Books in memory, by whose they are. A context, made once by the app.
#[derive(Clone, Copy, Debug)]
pub struct InMemory(RwSignal<Vec<(String, Recipient)>>);

impl InMemory {
    pub fn provide() {
        provide_context(Self(RwSignal::new(Vec::new())));
    }
}

/// The book of whoever holds the coins now.
#[derive(Clone, Copy, Debug)]
pub struct Book {
    memory: InMemory,
    vault: Vault,
    session: Session,
}

pub fn use_book() -> Book {
    Book { memory: expect_context(), vault: use_vault(), session: use_session() }
}

impl Book {
    /// Whose it is: a holder of coins at the place where they sign in.
    fn whose(self) -> String {
        let place = untrack(|| self.session.environment(Area::Crypto)).origin(System::Ctk);
        format!("{place} {}", self.session.connection_of(Identity::Holder))
    }

    fn in_memory(self) -> Vec<Recipient> {
        let whose = self.whose();
        self.memory.0.with(|all| {
            all.iter().filter(|(known, _)| *known == whose).map(|(_, entry)| entry.clone()).collect()
        })
    }

    /// All entries that can be seen now.
    pub fn all(self) -> Vec<Recipient> {
        let mut book = read(&self.vault.section(SECTION)[&self.whose()]);
        merge(&mut book, &self.in_memory());
        book
    }

    /// Whether the vault keeps it; else it is gone with the document.
    pub fn vault(self) -> State {
        self.vault.state.get()
    }

    /// Changes the book, in the vault where one is open.
    pub async fn change(self, change: impl Fn(&mut Vec<Recipient>)) -> Result<(), Trouble> {
        let (whose, memory) = (self.whose(), untrack(|| self.in_memory()));
        if self.vault.state.try_get_untracked() != Some(State::Open) {
            let mut book = memory;
            change(&mut book);
            self.remember(&whose, book);
            return Ok(());
        }
        let changed = self
            .vault
            .change(|document| {
                let mut books = document.get(SECTION).and_then(Value::as_object).cloned().unwrap_or_default();
                let mut book = books.get(&whose).map(read).unwrap_or_default();
                merge(&mut book, &memory);
                change(&mut book);
                let entries: Vec<Value> = book.iter().map(to_value).collect();
                books.insert(whose.clone(), Value::Array(entries));
                document.insert(SECTION.to_owned(), Value::Object(books));
            })
            .await;
        // What the vault did not take is not lost as long as the document is there.
        let mut left = if changed.is_ok() { Vec::new() } else { memory };
        if changed.is_err() {
            change(&mut left);
        }
        self.remember(&whose, left);
        changed
    }

    fn remember(self, whose: &str, book: Vec<Recipient>) {
        self.memory.0.try_update(|all| {
            all.retain(|(known, _)| known != whose);
            all.extend(book.into_iter().map(|entry| (whose.to_owned(), entry)));
        });
    }
}

fn read(value: &Value) -> Vec<Recipient> {
    value.as_array().into_iter().flatten().filter_map(from_value).collect()
}
