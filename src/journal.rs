//! Money intents on their way, kept in this browser so that a reload, a closed tab or a second one cannot lose
//! them (rules 2 and 3). An entry holds a reference, a kind, digests, a state and a time: no secret, no amount.

use leptos::prelude::*;
use serde_json::{Value, json};

const KEY: &str = "purser.journal";
/// Settled entries are history that nothing needs; the unsettled ones are never dropped.
const KEPT: usize = 50;

/// How far an intent has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Written down, on its way or interrupted: what became of it is not known.
    Sent,
    /// The system has it and has not decided: somebody has to pay first, or a bank takes its time.
    Underway,
    /// Something under its reference does not match what was asked for: a person has to compare.
    Mismatched,
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
            Self::Underway => "underway",
            Self::Mismatched => "mismatched",
            Self::Confirmed => "confirmed",
            Self::Refused => "refused",
            Self::Absent => "absent",
        }
    }

    fn read(name: &str) -> Self {
        match name {
            "underway" => Self::Underway,
            "mismatched" => Self::Mismatched,
            "confirmed" => Self::Confirmed,
            "refused" => Self::Refused,
            "absent" => Self::Absent,
            _ => Self::Sent,
        }
    }

    /// Whether what became of it is still to be found out.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Sent | Self::Underway | Self::Mismatched)
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
    /// On behalf of which customer: an order id of the merchant's own is unique only among their things.
    pub customer: Option<u64>,
    /// How it is told in a history, where the system takes no reference.
    pub trace: Option<Trace>,
}

/// What tells an intent's row among others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trace {
    /// The id of the newest row before it; empty where there was none.
    pub after: String,
    /// When that was the newest one, in Unix milliseconds.
    pub seen_at: i64,
    /// SHA-256 of the reference and of what the row says, in hex: no amount is read out of it.
    pub mark: String,
}

impl Trace {
    fn read(value: &Value) -> Option<Self> {
        let text = |name: &str| value[name].as_str().map(str::to_owned);
        Some(Self { after: text("after")?, seen_at: value["seenAt"].as_i64()?, mark: text("mark")? })
    }

    fn write(&self) -> Value {
        json!({ "after": self.after, "seenAt": self.seen_at, "mark": self.mark })
    }
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
                customer: entry["customer"].as_u64(),
                trace: Trace::read(&entry["trace"]),
            })
        })
        .collect()
}

pub fn write(entries: &[Entry]) -> String {
    let entries: Vec<Value> = entries
        .iter()
        .map(|entry| {
            json!({ "reference": entry.reference, "kind": entry.kind, "digest": entry.digest, "state": entry.state.name(), "at": entry.at, "connection": entry.connection, "customer": entry.customer, "trace": entry.trace.as_ref().map(Trace::write) })
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
        let Some(oldest) = entries.iter().position(|entry| !entry.state.is_open()) else { break };
        entries.remove(oldest);
    }
    entries
}

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}

/// Everything that is written down.
pub fn all() -> Vec<Entry> {
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
    match now {
        State::Confirmed => next == State::Confirmed,
        // What the system was seen to have does not become unknown or absent again.
        State::Underway => !matches!(next, State::Sent | State::Absent),
        _ => true,
    }
}

/// The entry of a reference.
pub fn find(reference: &str) -> Option<Entry> {
    all().into_iter().find(|entry| entry.reference == reference)
}

/// The intents whose outcome is not known, oldest first.
pub fn unsettled() -> Vec<Entry> {
    all().into_iter().filter(|entry| entry.state.is_open()).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::strange::{any_json, replaced};

    fn entry(reference: &str, state: State) -> Entry {
        Entry {
            reference: reference.to_owned(),
            kind: "top-up".to_owned(),
            digest: "00ff".to_owned(),
            state,
            at: 7,
            connection: "c1".to_owned(),
            customer: Some(35),
            trace: None,
        }
    }

    #[test]
    fn rule_2_a_journal_is_read_as_it_was_written() {
        let entries = vec![
            entry("pr_a", State::Sent),
            entry("pr_b", State::Confirmed),
            entry("pr_c", State::Refused),
            entry("pr_d", State::Absent),
            entry("pr_e", State::Underway),
            entry("pr_f", State::Mismatched),
        ];
        assert_eq!(read(&write(&entries)), entries);
        let trace = Trace { after: "t0".to_owned(), seen_at: 7, mark: "00ff".to_owned() };
        let traced = vec![Entry { trace: Some(trace), ..entry("pr_g", State::Sent) }];
        assert_eq!(read(&write(&traced)), traced);
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
        assert!(!may_become(State::Underway, State::Absent));
        assert!(may_become(State::Mismatched, State::Confirmed), "a later look saw what was asked for");
        assert!(may_become(State::Underway, State::Refused));
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

    fn any_entry() -> impl Strategy<Value = Entry> {
        let states = vec![
            State::Sent,
            State::Underway,
            State::Mismatched,
            State::Confirmed,
            State::Refused,
            State::Absent,
        ];
        let trace = (any::<String>(), any::<i64>(), "[0-9a-f]{0,64}")
            .prop_map(|(after, seen_at, mark)| Trace { after, seen_at, mark });
        (
            (any::<String>(), any::<String>(), "[0-9a-f]{64}", any::<String>()),
            (prop::sample::select(states), any::<i64>(), any::<Option<u64>>(), prop::option::of(trace)),
        )
            .prop_map(|((reference, kind, digest, connection), (state, at, customer, trace))| {
                Entry { reference, kind, digest, state, at, connection, customer, trace }
            })
    }

    const NAMES: &[&str] = &["reference", "kind", "digest", "state", "at", "connection", "customer", "trace"];

    proptest! {
        /// What one entry became is lost with it alone, and no damage settles an intent that was open.
        #[test]
        fn rule_2_any_journal_is_read_as_far_as_it_goes(
            entries in prop::collection::vec(any_entry(), 0..4),
            damage in prop::option::of((0..40_usize, any_json(NAMES))),
            text in any::<String>(),
        ) {
            prop_assert_eq!(&read(&write(&entries)), &entries);
            let _ = read(&text);
            if let Some((place, other)) = damage {
                let written: Value = serde_json::from_str(&write(&entries)).unwrap();
                let damaged = read(&replaced(written, place, &other).to_string());
                let other_ones = damaged.iter().filter(|entry| !entries.contains(entry)).count();
                prop_assert!(place == 0 || (other_ones <= 1 && damaged.len() + 1 >= entries.len()), "{:?}", damaged);
            }
        }
    }
}
