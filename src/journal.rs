//! Money intents on their way, kept in this browser so that a reload, a closed tab or a second one cannot lose
//! them (rules 2 and 3). An entry holds a reference, a kind, a digest, a state and a time: no secret, no amount.

use leptos::prelude::*;
use purser_api::Timestamp;
use serde_json::{Value, json};

const KEY: &str = "purser.journal";
/// Settled entries are history that nothing needs; the unsettled ones are never dropped.
const KEPT: usize = 50;

/// How far an intent has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Written down, on its way or interrupted: what became of it is not known.
    Sent,
    /// The system answered that it happened, or it was found there.
    Confirmed,
    /// The system refused it: nothing happened.
    Refused,
    /// Looked for and conclusively not there.
    Absent,
}

impl State {
    fn name(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Confirmed => "confirmed",
            Self::Refused => "refused",
            Self::Absent => "absent",
        }
    }

    fn read(name: &str) -> Self {
        match name {
            "confirmed" => Self::Confirmed,
            "refused" => Self::Refused,
            "absent" => Self::Absent,
            _ => Self::Sent,
        }
    }
}

/// One intent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub reference: String,
    pub kind: String,
    /// SHA-256 of the request's body, in hex: tells a retry of the same intent from another one.
    pub digest: String,
    pub state: State,
    /// Unix milliseconds.
    pub at: i64,
    /// Which connection sent it: a fingerprint that tells two apart and gives neither away.
    pub connection: String,
}

/// Reads a journal. What cannot be read is left out; it was not written by this console.
pub fn read(text: &str) -> Vec<Entry> {
    let Ok(Value::Array(entries)) = serde_json::from_str(text) else { return Vec::new() };
    entries
        .iter()
        .filter_map(|entry| {
            let text = |name: &str| entry[name].as_str().map(str::to_owned);
            Some(Entry {
                reference: text("reference")?,
                kind: text("kind")?,
                digest: text("digest")?,
                state: State::read(entry["state"].as_str()?),
                at: entry["at"].as_i64()?,
                connection: text("connection").unwrap_or_default(),
            })
        })
        .collect()
}

pub fn write(entries: &[Entry]) -> String {
    let entries: Vec<Value> = entries
        .iter()
        .map(|entry| {
            json!({ "reference": entry.reference, "kind": entry.kind, "digest": entry.digest, "state": entry.state.name(), "at": entry.at, "connection": entry.connection })
        })
        .collect();
    Value::Array(entries).to_string()
}

/// Puts an entry in, in place of the one with its reference; drops the oldest settled ones past the limit.
pub fn with_entry(mut entries: Vec<Entry>, entry: Entry) -> Vec<Entry> {
    match entries.iter_mut().find(|known| known.reference == entry.reference) {
        Some(known) => *known = entry,
        None => entries.push(entry),
    }
    while entries.len() > KEPT {
        let Some(oldest) = entries.iter().position(|entry| entry.state != State::Sent) else { break };
        entries.remove(oldest);
    }
    entries
}

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}

fn all() -> Vec<Entry> {
    storage()
        .and_then(|storage| storage.get_item(KEY).ok().flatten())
        .map(|text| read(&text))
        .unwrap_or_default()
}

/// Writes an entry down. `false` means that the browser refused, and the intent must not be sent.
#[must_use]
pub fn record(entry: Entry) -> bool {
    let text = write(&with_entry(all(), entry));
    storage().is_some_and(|storage| storage.set_item(KEY, &text).is_ok())
}

/// Moves an entry on. What was confirmed stays so: a look that came back late proves nothing against it.
pub fn settle(reference: &str, state: State) {
    if let Some(entry) = find(reference).filter(|entry| may_become(entry.state, state)) {
        let _ = record(Entry { state, ..entry });
    }
}

fn may_become(now: State, next: State) -> bool {
    now != State::Confirmed || next == State::Confirmed
}

/// The entry of a reference.
pub fn find(reference: &str) -> Option<Entry> {
    all().into_iter().find(|entry| entry.reference == reference)
}

/// The intents whose outcome is not known, oldest first.
pub fn unsettled() -> Vec<Entry> {
    all().into_iter().filter(|entry| entry.state == State::Sent).collect()
}

impl Entry {
    pub fn new(reference: String, kind: &str, digest: String, at: Timestamp, connection: String) -> Self {
        let kind = kind.to_owned();
        Self { reference, kind, digest, state: State::Sent, at: at.unix_millis(), connection }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(reference: &str, state: State) -> Entry {
        Entry {
            reference: reference.to_owned(),
            kind: "top-up".to_owned(),
            digest: "00ff".to_owned(),
            state,
            at: 7,
            connection: "c1".to_owned(),
        }
    }

    #[test]
    fn rule_2_a_journal_is_read_as_it_was_written() {
        let entries = vec![
            entry("pr_a", State::Sent),
            entry("pr_b", State::Confirmed),
            entry("pr_c", State::Refused),
            entry("pr_d", State::Absent),
        ];
        assert_eq!(read(&write(&entries)), entries);
        assert_eq!(read("not json"), []);
        assert_eq!(read(r#"[{"reference":"pr_x"}, 5]"#), []);
    }

    #[test]
    fn rule_2_a_retry_keeps_its_reference_and_its_place() {
        let entries = with_entry(
            vec![entry("pr_a", State::Sent), entry("pr_b", State::Sent)],
            entry("pr_a", State::Confirmed),
        );
        assert_eq!(entries, [entry("pr_a", State::Confirmed), entry("pr_b", State::Sent)]);
    }

    #[test]
    fn rule_3_a_late_look_does_not_undo_a_confirmation() {
        for next in [State::Absent, State::Refused, State::Sent] {
            assert!(!may_become(State::Confirmed, next));
            assert!(may_become(State::Sent, next));
        }
        assert!(may_become(State::Absent, State::Confirmed));
    }

    #[test]
    fn rule_3_an_unknown_outcome_is_never_dropped() {
        let mut entries = vec![entry("pr_unknown", State::Sent)];
        for number in 0..200 {
            entries = with_entry(entries, entry(&format!("pr_{number}"), State::Confirmed));
        }
        assert_eq!(entries.len(), KEPT);
        assert_eq!(entries[0], entry("pr_unknown", State::Sent));
    }
}
