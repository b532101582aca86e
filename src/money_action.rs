//! The one mechanism for everything that moves money: fill in, review, send once, tell the truth about the
//! outcome (rules 2, 3, 5 and 6).
//!
//! A page makes a [`MoneyAction`] when its form opens, hands it a [`Plan`] when the person confirms the review,
//! and shows the [`Phase`] it is in. An outcome that is not known is looked up by reference at growing
//! intervals; sending again is offered only when three looks found nothing, and keeps the reference.

use std::{future::Future, pin::Pin, rc::Rc, sync::Arc};

use leptos::prelude::*;
use purser_api::{Error, Page, Timestamp, centrowallet::transaction::Transaction};

use crate::{
    clock::now,
    digest::sha256_hex,
    journal::{self, Entry, State},
    query::{Changes, use_changes},
    session::{Session, use_session},
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
    /// The reference is there, but not as what was asked for, or not yet: this says how it stands there.
    Otherwise(String),
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
    /// The system carried it out as failed: no money moved.
    Failed(Arc<Transaction>),
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
    let is_there = looks.iter().any(|look| matches!(look.found, Found::Otherwise(_)));
    !is_there && nothing().count() >= ENOUGH_LOOKS && nothing().any(is_late)
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
    /// What a transaction with the reference is: account, amount, currency and status decide (rule 6).
    pub judge: Rc<dyn Fn(&Transaction) -> Verdict>,
}

/// What a transaction that carries the reference is to the action that made the reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The one that was asked for, done.
    Done,
    /// The one that was asked for, failed.
    Failed,
    /// Another one, or one that is not finished.
    Otherwise,
}

/// The row of a looked-up list that carries a reference. A row that could not be read may be the one, so without
/// another it proves nothing.
pub fn row_with(page: Page<Transaction>, reference: &str) -> Result<Option<Transaction>, Error> {
    let unreadable = page.unreadable.into_iter().next();
    match page.rows.into_iter().find(|row| row.merchant_order_id.as_deref() == Some(reference)) {
        Some(row) => Ok(Some(row)),
        None => unreadable.map_or(Ok(None), |row| Err(row.into())),
    }
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
    /// Grows whenever the action takes another turn: whoever waited for an answer under an older number is late.
    turn: StoredValue<u64>,
    /// Whether the outcome of this reference was ever unknown: a refusal then says nothing about the first sending.
    doubtful: StoredValue<bool>,
    session: Session,
    changes: Changes,
    unsettled: Unsettled,
}

/// A new action with a reference of its own.
pub fn use_money_action() -> MoneyAction {
    let action = MoneyAction {
        phase: RwSignal::new(Phase::Filling),
        reference: StoredValue::new(new_reference()),
        plan: StoredValue::new_local(None),
        turn: StoredValue::new(0),
        doubtful: StoredValue::new(false),
        session: use_session(),
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

impl MoneyAction {
    pub fn reference(self) -> String {
        self.reference.get_value()
    }

    pub fn review(self) {
        if matches!(self.phase.get_untracked(), Phase::Filling) {
            self.phase.set(Phase::Reviewing);
        }
    }

    /// Back to the form. The reference is kept where nothing was sent.
    pub fn back(self) {
        match self.phase.get_untracked() {
            Phase::Reviewing | Phase::NotSent => self.phase.set(Phase::Filling),
            Phase::Refused(_) | Phase::Failed(_) => self.start_over(),
            _ => {}
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
        self.next_turn();
        self.doubtful.set_value(false);
        self.reference.set_value(new_reference());
        self.plan.set_value(None);
        self.phase.set(Phase::Filling);
    }

    fn next_turn(self) -> Option<u64> {
        self.turn.try_update_value(|turn| {
            *turn += 1;
            *turn
        })
    }

    fn is_turn(self, turn: u64) -> bool {
        self.turn.try_get_value() == Some(turn)
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
        let (Some(plan), Some(turn)) = (self.plan.get_value(), self.next_turn()) else { return };
        let connection = self.session.connection();
        let attempt = Attempt { turn, reference: self.reference.get_value(), sent_at: now(), plan };
        self.phase.set(Phase::Sending);
        leptos::task::spawn_local(async move {
            let digest = sha256_hex(&attempt.plan.body).await;
            let (reference, kind) = (attempt.reference.clone(), attempt.plan.kind);
            // A person who leaves the page meanwhile leaves the journal entry behind, which is what it is for.
            if !journal::record(Entry::new(reference, kind, digest, attempt.sent_at, connection)) {
                return self.show(turn, Phase::NotSent);
            }
            let why = match (attempt.plan.send)().await {
                Ok(transaction) => match (attempt.plan.judge)(&transaction) {
                    Verdict::Otherwise => {
                        Error::decode("$", "the answer is about something else than what was asked for")
                    }
                    verdict => return self.ended(&attempt, verdict, transaction),
                },
                Err(error) if self.is_refusal(&error) => {
                    journal::settle(&attempt.reference, State::Refused);
                    self.changes.happened();
                    return self.show(turn, Phase::Refused(Arc::new(error)));
                }
                Err(error) => error,
            };
            self.find_out(attempt, why).await;
        });
    }

    /// Whether an error means that nothing happened. After a doubtful first sending, or where the reference is
    /// known already, it says nothing about what was sent before.
    fn is_refusal(self, error: &Error) -> bool {
        let doubtful = self.doubtful.try_get_value().unwrap_or(true);
        !error.is_outcome_unknown() && error.status() != Some(409) && !doubtful
    }

    /// Shows a phase, unless the action has taken another turn or its page is gone.
    fn show(self, turn: u64, phase: Phase) {
        if self.is_turn(turn) {
            self.phase.try_set(phase);
        }
    }

    /// It was found, done or failed: nobody else needs to look.
    fn ended(self, attempt: &Attempt, verdict: Verdict, transaction: Transaction) {
        let failed = verdict == Verdict::Failed;
        journal::settle(&attempt.reference, if failed { State::Refused } else { State::Confirmed });
        if self.is_turn(attempt.turn) {
            let transaction = Arc::new(transaction);
            self.next_turn();
            self.phase.try_set(if failed { Phase::Failed(transaction) } else { Phase::Done(transaction) });
        }
        self.changes.happened();
    }

    /// Looks the reference up at growing intervals until it is found.
    async fn find_out(self, attempt: Attempt, why: Error) {
        let _ = self.doubtful.try_update_value(|doubtful| *doubtful = true);
        let (turn, sent_at) = (attempt.turn, attempt.sent_at);
        let mut unknown =
            Unknown { sent_at, noticed_at: now(), why: Arc::new(why), looks: Vec::new(), next_look: None };
        for seconds in LOOKS {
            let next = Timestamp::from_unix_millis(now().unix_millis() + i64::from(seconds) * 1000);
            unknown.next_look = Some(next);
            self.show(turn, Phase::Unknown(Arc::new(unknown.clone())));
            pause_for(seconds * 1000).await;
            if !self.is_turn(turn) || self.look_once(&attempt).await {
                return;
            }
            match self.phase.try_get_untracked() {
                Some(Phase::Unknown(current)) if self.is_turn(turn) => unknown = (*current).clone(),
                _ => return,
            }
        }
        unknown.next_look = None;
        self.show(turn, Phase::Unknown(Arc::new(unknown)));
    }

    /// One look, noted where it is still of interest. `true` when the thing was found.
    async fn look_once(self, attempt: &Attempt) -> bool {
        let found = match (attempt.plan.look)().await {
            Ok(Some(transaction)) => match (attempt.plan.judge)(&transaction) {
                Verdict::Otherwise => Found::Otherwise(transaction.status.to_string()),
                verdict => {
                    self.ended(attempt, verdict, transaction);
                    return true;
                }
            },
            Ok(None) => Found::Nothing,
            Err(error) => Found::Unreachable(error.to_string()),
        };
        if let Some(Phase::Unknown(current)) =
            self.phase.try_get_untracked().filter(|_| self.is_turn(attempt.turn))
        {
            let mut unknown = (*current).clone();
            unknown.looks.push(Look { at: now(), found });
            if unknown.is_absent() {
                journal::settle(&attempt.reference, State::Absent);
            }
            self.phase.try_set(Phase::Unknown(Arc::new(unknown)));
        }
        false
    }

    /// Looks right now, because the person asked.
    pub fn look_now(self) {
        let (Phase::Unknown(current), Some(plan)) = (self.phase.get_untracked(), self.plan.get_value())
        else {
            return;
        };
        let (turn, reference) = (self.turn.get_value(), self.reference.get_value());
        let attempt = Attempt { turn, reference, sent_at: current.sent_at, plan };
        leptos::task::spawn_local(async move {
            self.look_once(&attempt).await;
        });
    }
}

/// One sending of a plan: what finding out about it needs, also when the page that sent it is gone.
struct Attempt {
    turn: u64,
    reference: String,
    sent_at: Timestamp,
    plan: Plan,
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
        let there = look(70, Found::Otherwise("processing".to_owned()));
        assert!(
            !is_absent(&[nothing(3), nothing(30), nothing(60), there], sent_at),
            "what was seen is not absent"
        );
    }

    #[test]
    fn rule_3_three_looks_fall_over_a_minute() {
        let first_three: u32 = LOOKS.iter().take(ENOUGH_LOOKS).sum();
        assert!(i64::from(first_three) * 1000 >= SETTLED_AFTER);
        assert!(LOOKS.is_sorted(), "the intervals grow");
    }
}
