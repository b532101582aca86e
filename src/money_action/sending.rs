//! A plan carried out: written down, sent once, judged, and looked up until its outcome is known.

use std::{
    cell::{Cell, RefCell},
    sync::Arc,
};

use purser_api::{Error, Timestamp};

use super::{
    coins,
    looks::{Found, LOOKS, Look, Unknown},
    plan::{Plan, Receipt, Verdict},
};
use crate::{
    clock::now,
    digest::sha256_hex,
    journal::{self, Entry, State, Trace},
    transport::pause_for,
};

/// What is known of an action that was sent.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// Nothing yet.
    Sending,
    /// It happened, and the answer matches what was asked for.
    Done(Arc<Receipt>),
    /// The system refused: no money moved.
    Refused(Arc<Error>),
    /// The system carried it out as failed: no money moved.
    Failed(Arc<Receipt>),
    /// It could not be written down, so it was not sent.
    NotSent,
    /// The system has it and has not decided.
    Underway(Arc<Underway>),
    /// It may have happened.
    Unknown(Arc<Unknown>),
}

impl Outcome {
    /// Whether there is nothing more to find out.
    pub fn is_final(&self) -> bool {
        !matches!(self, Self::Sending | Self::Underway(_) | Self::Unknown(_))
    }
}

/// What is known of an action that the system has and has not decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Underway {
    pub sent_at: Timestamp,
    /// Where somebody has to go on, as the system gave it.
    pub onward: Option<String>,
    pub looked_at: Option<Timestamp>,
    /// Why the last look did not reach the system.
    pub trouble: Option<String>,
}

/// The pauses between looks at what is under way, in seconds; the last one stays.
const WAITS: [u32; 12] = [3, 3, 4, 5, 5, 5, 5, 10, 10, 10, 10, 30];

type Hear = Box<dyn Fn(&Outcome)>;

/// One sending of a plan, and everything that is found out about it.
pub struct Attempt {
    pub plan: Plan,
    sent_at: Timestamp,
    /// Whether the same thing was sent before with an unknown outcome: a refusal then says nothing about that.
    is_doubtful: bool,
    known: RefCell<Outcome>,
    is_left: Cell<bool>,
    hear: Hear,
}

impl std::fmt::Debug for Attempt {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Attempt").field("plan", &self.plan).finish_non_exhaustive()
    }
}

impl Attempt {
    pub fn new(plan: Plan, is_doubtful: bool, hear: impl Fn(&Outcome) + 'static) -> Self {
        Self {
            plan,
            sent_at: now(),
            is_doubtful,
            known: RefCell::new(Outcome::Sending),
            is_left: Cell::new(false),
            hear: Box::new(hear),
        }
    }

    pub fn known(&self) -> Outcome {
        self.known.borrow().clone()
    }

    /// Nobody listens any more, and somebody else looks after it. What is on its way is still written down.
    pub fn leave(&self) {
        self.is_left.set(true);
    }

    /// Sends it, then looks at growing intervals until its outcome is known or all looks are used up.
    pub async fn run(&self) {
        self.send().await;
        self.find_out().await;
    }

    fn now_known(&self, outcome: Outcome) {
        match &outcome {
            Outcome::Done(_) => self.note(State::Confirmed),
            Outcome::Refused(_) | Outcome::Failed(_) => self.note(State::Refused),
            Outcome::Underway(_) => self.note(State::Underway),
            Outcome::Unknown(unknown) if unknown.is_absent() => self.note(State::Absent),
            _ => {}
        }
        self.known.replace(outcome.clone());
        if !self.is_left.get() {
            (self.hear)(&outcome);
        }
    }

    fn note(&self, state: State) {
        journal::settle(&self.plan.reference, state);
    }

    async fn send(&self) {
        let plan = &self.plan;
        let told = match (&plan.told, &plan.before) {
            (None, Some(ask)) => match ask().await {
                Ok(told) => Some(told),
                Err(error) => return self.now_known(Outcome::Refused(Arc::new(error))),
            },
            (told, _) => told.clone(),
        };
        let trace = match told {
            Some(told) => Some(Trace {
                mark: coins::mark(&plan.reference, &told.words).await,
                after: told.after,
                seen_at: told.seen_at,
            }),
            None => None,
        };
        let entry = Entry {
            reference: plan.reference.clone(),
            kind: plan.kind.to_owned(),
            digest: sha256_hex(&plan.body).await,
            state: State::Sent,
            at: self.sent_at.unix_millis(),
            connection: plan.connection.clone(),
            customer: plan.customer.map(|customer| customer.0),
            trace,
        };
        // A person who leaves the page meanwhile leaves the journal entry behind, which is what it is for.
        if !journal::record(entry) {
            return self.now_known(Outcome::NotSent);
        }
        let outcome = match (plan.send)().await {
            Ok(verdict) => match self.after(verdict) {
                Ok(outcome) => self.counted(outcome).await,
                Err(said) => {
                    let why = format!("the answer does not match what was asked for: {said}");
                    self.has_to_be_compared(Error::decode("$", why), None)
                }
            },
            Err(error) => self.after_error(error).await,
        };
        self.now_known(outcome);
    }

    /// A browser that loses a connection it had used before sends the same again without asking. Where the system takes
    /// no reference, that may have been done twice, and its history says so.
    async fn counted(&self, outcome: Outcome) -> Outcome {
        let is_done = matches!(outcome, Outcome::Done(_));
        if self.plan.is_repeatable || !(is_done || matches!(outcome, Outcome::Underway(_))) {
            return outcome;
        }
        match self.looked().await {
            Some(Ok(Some(Verdict::Otherwise(said)))) => {
                let why = Error::decode("$", "the history does not hold it once");
                self.has_to_be_compared(why, Some(said))
            }
            Some(Ok(Some(verdict))) if !is_done => self.after(verdict).unwrap_or(outcome),
            // The system has it. How often is not known before its history can be read.
            Some(Err(_)) => self.is_underway(None),
            _ => outcome,
        }
    }

    /// An error is a refusal if nothing happened for sure. After a doubtful sending it says nothing about that one.
    async fn after_error(&self, error: Error) -> Outcome {
        if error.is_outcome_unknown() || self.is_doubtful {
            return self.unknown(error);
        }
        // Who may not ask may not ask again either; nothing was done before it was refused.
        if error.status().is_none_or(|status| matches!(status, 401 | 403)) {
            return Outcome::Refused(Arc::new(error));
        }
        // What is refused may be the same thing, sent twice by the browser or somebody on the way.
        match self.looked().await {
            Some(Ok(Some(verdict))) => match self.after(verdict) {
                Ok(outcome) => outcome,
                // Under a reference, the other one is somebody else's.
                Err(_) if self.plan.is_repeatable => Outcome::Refused(Arc::new(error)),
                Err(said) => self.has_to_be_compared(error, Some(said)),
            },
            Some(Err(_)) => self.unknown(error),
            Some(Ok(None)) | None => Outcome::Refused(Arc::new(error)),
        }
    }

    async fn looked(&self) -> Option<Result<Option<Verdict>, Error>> {
        let look = self.plan.look.clone()?;
        Some(look().await)
    }

    /// It is there, or is said to be, and not as it was asked for: a person compares.
    fn has_to_be_compared(&self, why: Error, said: Option<String>) -> Outcome {
        self.note(State::Mismatched);
        let looks = said.map(|said| Look { at: now(), found: Found::Otherwise(said) });
        self.unknown_after(why, looks.into_iter().collect())
    }

    fn unknown(&self, why: Error) -> Outcome {
        self.unknown_after(why, Vec::new())
    }

    fn unknown_after(&self, why: Error, looks: Vec<Look>) -> Outcome {
        Outcome::Unknown(Arc::new(Unknown {
            sent_at: self.sent_at,
            noticed_at: now(),
            why: Arc::new(why),
            looks,
            next_look: None,
            is_repeatable: self.plan.is_repeatable,
        }))
    }

    fn is_underway(&self, onward: Option<String>) -> Outcome {
        Outcome::Underway(Arc::new(Underway {
            sent_at: self.sent_at,
            onward,
            looked_at: None,
            trouble: None,
        }))
    }

    /// What a verdict makes of it, or how it stands there where it is another one.
    fn after(&self, verdict: Verdict) -> Result<Outcome, String> {
        match verdict {
            Verdict::Done(receipt) => Ok(Outcome::Done(Arc::new(receipt))),
            Verdict::Failed(receipt) => Ok(Outcome::Failed(Arc::new(receipt))),
            Verdict::Underway(onward) => {
                let known = match &*self.known.borrow() {
                    Outcome::Underway(underway) => underway.onward.clone(),
                    _ => None,
                };
                Ok(self.is_underway(onward.or(known)))
            }
            Verdict::Otherwise(said) => Err(said),
        }
    }

    async fn find_out(&self) {
        if self.plan.look.is_none() {
            return;
        }
        let mut looked = 0;
        while let Some(seconds) = self.next_pause(looked) {
            if let Outcome::Unknown(unknown) = self.known() {
                let next = Timestamp::from_unix_millis(now().unix_millis() + i64::from(seconds) * 1000);
                self.now_known(Outcome::Unknown(Arc::new(Unknown {
                    next_look: Some(next),
                    ..(*unknown).clone()
                })));
            }
            pause_for(seconds * 1000).await;
            if self.is_left.get() || self.known().is_final() {
                return;
            }
            self.look().await;
            looked += 1;
        }
        if let Outcome::Unknown(unknown) = self.known() {
            self.now_known(Outcome::Unknown(Arc::new(Unknown { next_look: None, ..(*unknown).clone() })));
        }
    }

    fn next_pause(&self, looked: usize) -> Option<u32> {
        match &*self.known.borrow() {
            Outcome::Unknown(_) => LOOKS.get(looked).copied(),
            Outcome::Underway(_) => WAITS.get(looked).or(WAITS.last()).copied(),
            _ => None,
        }
    }

    /// One look, right now.
    pub async fn look(&self) {
        let Some(looked) = self.looked().await else { return };
        let found = match looked {
            Ok(Some(verdict)) => match self.after(verdict) {
                Ok(Outcome::Underway(underway)) => {
                    let underway = Underway { looked_at: Some(now()), ..(*underway).clone() };
                    return self.take_in(Outcome::Underway(Arc::new(underway)));
                }
                Ok(outcome) => return self.take_in(outcome),
                Err(said) => {
                    self.note(State::Mismatched);
                    Found::Otherwise(said)
                }
            },
            Ok(None) => Found::Nothing,
            Err(error) => Found::Unreachable(error.to_string()),
        };
        match self.known() {
            Outcome::Unknown(unknown) => {
                let mut unknown = (*unknown).clone();
                unknown.looks.push(Look { at: now(), found });
                self.take_in(Outcome::Unknown(Arc::new(unknown)));
            }
            Outcome::Underway(_) if !self.plan.is_repeatable && matches!(found, Found::Otherwise(_)) => {
                let why = Error::decode("$", "the history does not hold it once");
                self.take_in(self.unknown_after(why, vec![Look { at: now(), found }]));
            }
            // What was under way does not vanish: a look that says so did not see it.
            Outcome::Underway(underway) => {
                let trouble = match found {
                    Found::Unreachable(why) | Found::Otherwise(why) => Some(why),
                    Found::Nothing => None,
                };
                let underway = Underway { looked_at: Some(now()), trouble, ..(*underway).clone() };
                self.take_in(Outcome::Underway(Arc::new(underway)));
            }
            _ => {}
        }
    }

    /// Takes a look's result in, unless another look ended it meanwhile.
    fn take_in(&self, outcome: Outcome) {
        if !self.known().is_final() {
            self.now_known(outcome);
        }
    }
}
