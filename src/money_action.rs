//! The one mechanism for everything that moves money: fill in, review, send once, tell the truth about the
//! outcome (rules 2, 3, 5 and 6).
//!
//! A page makes a [`MoneyAction`] when its form opens, hands it a [`Plan`] when the person confirms the review,
//! and shows the [`Phase`] it is in. An outcome that is not known is looked up by reference at growing
//! intervals; sending again is offered only when three looks found nothing, and keeps the reference.

use std::{future::Future, pin::Pin, rc::Rc, sync::Arc};

use js_sys::Uint8Array;
use leptos::prelude::*;
use purser_api::{Error, Timestamp, centrowallet::transaction::Transaction};
use wasm_bindgen_futures::JsFuture;

use crate::{
    clock::now,
    journal::{self, Entry, State},
    query::{Changes, use_changes},
    transport::pause_for,
    unsettled::{Unsettled, use_unsettled},
};

/// The pauses before each look, in seconds: three looks over the first minute, then slower.
pub const LOOKS: [u32; 6] = [3, 12, 45, 60, 60, 120];
/// How many looks must find nothing before the thing counts as absent.
pub const ENOUGH_LOOKS: usize = 3;
/// How long after it was sent a thing may still arrive, in milliseconds: before that, not there means not there yet.
pub const SETTLED_AFTER: i64 = 60_000;

/// What a look found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    Nothing,
    /// The look itself failed: it says nothing about the money.
    Unreachable(String),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    pub at: Timestamp,
    pub found: Found,
}

/// Where an action stands.
#[derive(Clone, Debug)]
pub enum Phase {
    Filling,
    Reviewing,
    Sending,
    /// It happened, and the answer matches what was asked for.
    Done(Arc<Transaction>),
    /// The system refused: no money moved.
    Refused(Arc<Error>),
    /// It could not be written down, so it was not sent.
    NotSent,
    /// It may have happened.
    Unknown(Arc<Unknown>),
}

/// What is known about an outcome that is not known.
#[derive(Clone, Debug)]
pub struct Unknown {
    pub sent_at: Timestamp,
    pub noticed_at: Timestamp,
    pub why: Arc<Error>,
    pub looks: Vec<Look>,
    pub next_look: Option<Timestamp>,
}

impl Unknown {
    /// Whether the thing is conclusively absent: enough looks reached the system and found nothing.
    pub fn is_absent(&self) -> bool {
        is_absent(&self.looks, self.sent_at)
    }
}

/// Whether enough looks reached the system and found nothing, the last of them late enough.
pub fn is_absent(looks: &[Look], sent_at: Timestamp) -> bool {
    let nothing = || looks.iter().filter(|look| look.found == Found::Nothing);
    let is_late = |look: &Look| look.at.unix_millis() - sent_at.unix_millis() >= SETTLED_AFTER;
    nothing().count() >= ENOUGH_LOOKS && nothing().any(is_late)
}

type Pending<T> = Pin<Box<dyn Future<Output = Result<T, Error>>>>;

/// What will be sent and how to find out about it, frozen when the person confirms.
#[derive(Clone)]
pub struct Plan {
    pub kind: &'static str,
    /// The body that will be sent, for its digest.
    pub body: String,
    pub send: Rc<dyn Fn() -> Pending<Transaction>>,
    /// Looks the reference up.
    pub look: Rc<dyn Fn() -> Pending<Option<Transaction>>>,
    /// Whether a transaction is the one that was asked for: account, amount, currency, status (rule 6).
    pub matches: Rc<dyn Fn(&Transaction) -> bool>,
}

impl std::fmt::Debug for Plan {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Plan").field("kind", &self.kind).finish_non_exhaustive()
    }
}

/// One money action from its form to its outcome.
#[derive(Clone, Copy, Debug)]
pub struct MoneyAction {
    pub phase: RwSignal<Phase>,
    reference: StoredValue<String>,
    plan: StoredValue<Option<Plan>, LocalStorage>,
    changes: Changes,
    unsettled: Unsettled,
}

/// A new action with a reference of its own.
pub fn use_money_action() -> MoneyAction {
    let action = MoneyAction {
        phase: RwSignal::new(Phase::Filling),
        reference: StoredValue::new(new_reference()),
        plan: StoredValue::new_local(None),
        changes: use_changes(),
        unsettled: use_unsettled(),
    };
    // A page that is left hands over what it does not know.
    on_cleanup(move || action.hand_over());
    action
}

/// 128 random bits, as text that every system takes.
///
/// # Panics
///
/// In a browser without a source of random numbers: a reference that could repeat must not be used.
pub fn new_reference() -> String {
    let mut bytes = [0u8; 16];
    let random =
        window().crypto().is_ok_and(|crypto| crypto.get_random_values_with_u8_array(&mut bytes).is_ok());
    assert!(random, "this browser has no source of random numbers");
    reference_from(bytes)
}

fn reference_from(bytes: [u8; 16]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::from("pr_"), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

async fn digest(body: &str) -> String {
    use std::fmt::Write;
    let Ok(promise) = window()
        .crypto()
        .and_then(|crypto| crypto.subtle().digest_with_str_and_u8_array("SHA-256", body.as_bytes()))
    else {
        return String::new();
    };
    let Ok(buffer) = JsFuture::from(promise).await else { return String::new() };
    Uint8Array::new(&buffer).to_vec().iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

impl MoneyAction {
    pub fn reference(self) -> String {
        self.reference.get_value()
    }

    pub fn review(self) {
        self.phase.set(Phase::Reviewing);
    }

    /// Back to the form: the reference is kept, since nothing was sent.
    pub fn back(self) {
        if matches!(self.phase.get_untracked(), Phase::Reviewing | Phase::Refused(_) | Phase::NotSent) {
            if matches!(self.phase.get_untracked(), Phase::Refused(_)) {
                self.reference.set_value(new_reference());
            }
            self.phase.set(Phase::Filling);
        }
    }

    fn hand_over(self) {
        if let (Some(Phase::Sending | Phase::Unknown(_)), Some(reference)) =
            (self.phase.try_get_untracked(), self.reference.try_get_value())
        {
            self.unsettled.adopt_reference(&reference);
        }
    }

    /// Ready for another one. What became of the last one is found out elsewhere.
    pub fn start_over(self) {
        self.hand_over();
        self.reference.set_value(new_reference());
        self.plan.set_value(None);
        self.phase.set(Phase::Filling);
    }

    /// Sends, once. A second call while one is on its way does nothing (rule 5).
    pub fn confirm(self, plan: Plan) {
        if !matches!(self.phase.get_untracked(), Phase::Reviewing) {
            return;
        }
        self.plan.set_value(Some(plan));
        self.send();
    }

    /// Sends the same thing with the same reference, after it was found absent and the person said so.
    pub fn send_again(self) {
        let Phase::Unknown(unknown) = self.phase.get_untracked() else { return };
        if unknown.is_absent() {
            self.send();
        }
    }

    fn send(self) {
        let Some(plan) = self.plan.get_value() else { return };
        self.phase.set(Phase::Sending);
        leptos::task::spawn_local(async move {
            let sent_at = now();
            let reference = self.reference.get_value();
            // A person who leaves the page meanwhile leaves the journal entry behind, which is what it is for.
            if !journal::record(Entry::new(reference.clone(), plan.kind, digest(&plan.body).await, sent_at)) {
                self.phase.try_set(Phase::NotSent);
                return;
            }
            match (plan.send)().await {
                Ok(transaction) if (plan.matches)(&transaction) => self.happened(&reference, transaction),
                Ok(_) => {
                    let why =
                        Error::decode("$", "the answer is about something else than what was asked for");
                    self.find_out(plan, sent_at, why).await;
                }
                Err(error) if error.is_outcome_unknown() => self.find_out(plan, sent_at, error).await,
                Err(error) => {
                    journal::settle(&reference, State::Refused);
                    self.phase.try_set(Phase::Refused(Arc::new(error)));
                    self.changes.happened();
                }
            }
        });
    }

    fn happened(self, reference: &str, transaction: Transaction) {
        journal::settle(reference, State::Confirmed);
        self.phase.try_set(Phase::Done(Arc::new(transaction)));
        self.changes.happened();
    }

    /// Looks the reference up until it is found or the intervals are used up.
    async fn find_out(self, plan: Plan, sent_at: Timestamp, why: Error) {
        let mut unknown =
            Unknown { sent_at, noticed_at: now(), why: Arc::new(why), looks: Vec::new(), next_look: None };
        for seconds in LOOKS {
            let next = Timestamp::from_unix_millis(now().unix_millis() + i64::from(seconds) * 1000);
            unknown.next_look = Some(next);
            if self.phase.try_set(Phase::Unknown(Arc::new(unknown.clone()))).is_some() {
                return;
            }
            pause_for(seconds * 1000).await;
            match self.phase.try_get_untracked() {
                // Looked up by hand meanwhile, and found or looked at: go on from there.
                Some(Phase::Unknown(current)) => unknown.looks.clone_from(&current.looks),
                _ => return,
            }
            if self.look_once(&plan, &mut unknown).await {
                return;
            }
        }
        unknown.next_look = None;
        self.phase.try_set(Phase::Unknown(Arc::new(unknown)));
    }

    /// One look. `true` when the thing was found.
    async fn look_once(self, plan: &Plan, unknown: &mut Unknown) -> bool {
        let found = match (plan.look)().await {
            Ok(Some(transaction)) if (plan.matches)(&transaction) => {
                self.happened(&self.reference.get_value(), transaction);
                return true;
            }
            Ok(Some(_)) => Found::Unreachable("another transaction carries this reference".to_owned()),
            Ok(None) => Found::Nothing,
            Err(error) => Found::Unreachable(error.to_string()),
        };
        unknown.looks.push(Look { at: now(), found });
        if unknown.is_absent() {
            journal::settle(&self.reference.get_value(), State::Absent);
        }
        false
    }

    /// Looks right now, because the person asked.
    pub fn look_now(self) {
        let (Phase::Unknown(current), Some(plan)) = (self.phase.get_untracked(), self.plan.get_value())
        else {
            return;
        };
        leptos::task::spawn_local(async move {
            let mut unknown = (*current).clone();
            if !self.look_once(&plan, &mut unknown).await {
                self.phase.try_set(Phase::Unknown(Arc::new(unknown)));
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rule_2_a_reference_is_128_bits() {
        assert_eq!(reference_from([0xab; 16]), format!("pr_{}", "ab".repeat(16)));
    }

    #[test]
    fn rule_3_absent_takes_three_looks_that_reached_the_system() {
        let sent_at = Timestamp::from_unix_seconds(0);
        let look = |second: i64, found: Found| Look { at: Timestamp::from_unix_seconds(second), found };
        let nothing = |second: i64| look(second, Found::Nothing);
        let failed = |second: i64| look(second, Found::Unreachable("timeout".to_owned()));
        assert!(!is_absent(&[nothing(3), nothing(61)], sent_at));
        assert!(!is_absent(&[nothing(3), failed(15), failed(60), nothing(120)], sent_at));
        assert!(
            !is_absent(&[nothing(1), nothing(2), nothing(3)], sent_at),
            "three quick looks prove nothing"
        );
        assert!(!is_absent(&[nothing(1), nothing(2), nothing(3), failed(90)], sent_at));
        assert!(is_absent(&[nothing(3), failed(15), nothing(30), nothing(60)], sent_at));
    }

    #[test]
    fn rule_3_three_looks_fall_over_a_minute() {
        let first_three: u32 = LOOKS.iter().take(ENOUGH_LOOKS).sum();
        assert!(i64::from(first_three) * 1000 >= SETTLED_AFTER);
        assert!(LOOKS.is_sorted(), "the intervals grow");
    }
}
