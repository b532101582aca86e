//! What is kept of a run in this browser, so that a reload, a closed tab or a crash loses nothing and nothing is sent
//! twice (rules 2 and 3): for each row its reference, a digest of what it asks for, whom it is about and how far it
//! came. No secret, no amount. To go on, the person opens the same file again, and its rows are told by their digests.

use leptos::prelude::*;
use serde_json::{Value, json};

use super::Kind;
use crate::digest::sha256_hex;

const RUN: &str = "purser.bulk";
/// How far the rows came is written apart, because it is written for every row.
const STATES: &str = "purser.bulk.states";

/// How far a row of a run has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    /// Not begun.
    #[default]
    Waiting,
    /// Sent, or about to be: what became of it is not known.
    Sent,
    /// Done, under this id where there is one.
    Done(u64),
    /// Refused: nothing happened.
    Refused,
    /// Carried out as failed, under this id: nothing moved.
    Failed(u64),
    /// Sent, looked for, and conclusively not there.
    Absent,
}

impl State {
    fn write(self) -> String {
        match self {
            Self::Waiting => String::new(),
            Self::Sent => "s".to_owned(),
            Self::Done(id) => format!("d{id}"),
            Self::Refused => "r".to_owned(),
            Self::Failed(id) => format!("f{id}"),
            Self::Absent => "a".to_owned(),
        }
    }

    /// What cannot be read may have been sent.
    fn read(text: &str) -> Self {
        let id = || text[1..].parse().unwrap_or_default();
        match text.chars().next() {
            None => Self::Waiting,
            Some('d') => Self::Done(id()),
            Some('r') => Self::Refused,
            Some('f') => Self::Failed(id()),
            Some('a') => Self::Absent,
            Some(_) => Self::Sent,
        }
    }

    /// Whether there is something left to do or to find out.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Waiting | Self::Sent | Self::Absent)
    }
}

/// One row of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptRow {
    pub reference: String,
    pub digest: String,
    /// The account, the customer or the transaction.
    pub target: u64,
    /// On whose behalf: its outcome is looked up among their things.
    pub customer: u64,
    pub state: State,
}

/// A run as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// 128 random bits, in every digest.
    pub id: String,
    pub kind: Kind,
    /// Which connection it was made over.
    pub connection: String,
    /// When it was begun, in Unix milliseconds.
    pub at: i64,
    pub rows: Vec<KeptRow>,
}

impl Kept {
    pub fn is_open(&self) -> bool {
        self.rows.iter().any(|row| row.state.is_open())
    }

    /// How many rows there are of which something holds.
    pub fn count(&self, holds: impl Fn(State) -> bool) -> usize {
        self.rows.iter().filter(|row| holds(row.state)).count()
    }

    /// The run as two texts: what does not change, and how far its rows came.
    pub fn write(&self) -> (String, String) {
        let rows: Vec<Value> = self
            .rows
            .iter()
            .map(|row| json!([row.reference, row.digest, row.target, row.customer]))
            .collect();
        let run = json!({ "id": self.id, "kind": self.kind.name(), "connection": self.connection, "at": self.at, "rows": rows });
        (run.to_string(), self.states())
    }

    fn states(&self) -> String {
        let states: Vec<String> = self.rows.iter().map(|row| row.state.write()).collect();
        format!("{}:{}", self.id, states.join(","))
    }

    /// Reads a run. Rows whose state is not there may have been sent.
    pub fn read(run: &str, states: &str) -> Option<Self> {
        let value: Value = serde_json::from_str(run).ok()?;
        let id = value["id"].as_str()?.to_owned();
        let states = states.strip_prefix(&format!("{id}:"));
        let mut states = states.map(|states| states.split(','));
        let mut rows = Vec::new();
        for row in value["rows"].as_array()? {
            let state = states.as_mut().and_then(Iterator::next).map_or(State::Sent, State::read);
            rows.push(KeptRow {
                reference: row[0].as_str()?.to_owned(),
                digest: row[1].as_str()?.to_owned(),
                target: row[2].as_u64()?,
                customer: row[3].as_u64()?,
                state,
            });
        }
        Some(Self {
            id,
            kind: Kind::from_name(value["kind"].as_str()?)?,
            connection: value["connection"].as_str()?.to_owned(),
            at: value["at"].as_i64()?,
            rows,
        })
    }

    /// Which row of the run each row of a file is, told by digest.
    pub fn places(&self, digests: &[Option<String>]) -> Vec<Option<usize>> {
        let by_digest: std::collections::HashMap<&str, usize> =
            self.rows.iter().enumerate().map(|(place, row)| (row.digest.as_str(), place)).collect();
        digests.iter().map(|digest| by_digest.get(digest.as_deref()?).copied()).collect()
    }

    /// How many rows are unfinished and not among those that were found in a file.
    pub fn left_out(&self, places: &[Option<usize>]) -> usize {
        let found: std::collections::BTreeSet<usize> = places.iter().flatten().copied().collect();
        self.rows
            .iter()
            .enumerate()
            .filter(|(place, row)| row.state.is_open() && !found.contains(place))
            .count()
    }

    /// Whom the rows are about, as a text of rows: enough to go on with what moves no amount of its own.
    pub fn as_text(&self) -> String {
        self.rows.iter().fold(String::new(), |text, row| text + &row.target.to_string() + "\n")
    }
}

/// What tells a row of a run: a digest of what it asks for, together with the run.
pub async fn digest(run: &str, key: &str) -> String {
    let mut digest = sha256_hex(&format!("{run}\u{1f}{key}")).await;
    digest.truncate(32);
    digest
}

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}

/// The run that is kept, if there is one.
pub fn load() -> Option<Kept> {
    let storage = storage()?;
    let read = |name: &str| storage.get_item(name).ok().flatten();
    Kept::read(&read(RUN)?, &read(STATES).unwrap_or_default())
}

/// Keeps a run whole. `false` means that the browser refused, and nothing of it may be sent.
#[must_use]
pub fn keep(kept: &Kept) -> bool {
    let (run, states) = kept.write();
    storage().is_some_and(|storage| {
        // The states first: rows without theirs count as sent.
        storage.set_item(STATES, &states).is_ok() && storage.set_item(RUN, &run).is_ok()
    })
}

/// Keeps how far the rows of a run came. `false` means that the browser refused.
#[must_use]
pub fn keep_states(kept: &Kept) -> bool {
    storage().is_some_and(|storage| storage.set_item(STATES, &kept.states()).is_ok())
}

/// Forgets the run.
pub fn forget() {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(RUN);
        let _ = storage.remove_item(STATES);
    }
}

#[cfg(test)]
mod tests;
