//! One money action behind a form and its dialogs.

use std::{rc::Rc, sync::Arc};

use leptos::prelude::*;
use purser_api::Error;

use super::{
    plan::Plan,
    reference::new_reference,
    sending::{Attempt, Outcome},
};
use crate::{
    query::{Changes, use_changes},
    unsettled::{Unsettled, use_unsettled},
};

/// Where an action stands.
#[derive(Clone, Debug)]
pub enum Phase {
    Filling,
    Reviewing,
    Sent(Outcome),
}

/// One money action from its form to its outcome.
#[derive(Clone, Copy, Debug)]
pub struct MoneyAction {
    pub phase: RwSignal<Phase>,
    /// Why the last sending was refused, for the form that the person went back to.
    pub refusal: RwSignal<Option<Arc<Error>>>,
    reference: StoredValue<String>,
    attempt: StoredValue<Option<Rc<Attempt>>, LocalStorage>,
    changes: Changes,
    unsettled: Unsettled,
}

/// A new action with a reference of its own.
pub fn use_money_action() -> MoneyAction {
    let action = MoneyAction {
        phase: RwSignal::new(Phase::Filling),
        refusal: RwSignal::new(None),
        reference: StoredValue::new(new_reference()),
        attempt: StoredValue::new_local(None),
        changes: use_changes(),
        unsettled: use_unsettled(),
    };
    // A page that is left hands over what it does not know.
    on_cleanup(move || action.hand_over());
    action
}

impl MoneyAction {
    /// The reference that was made for it. A merchant's own order id may stand in its place, in the plan.
    pub fn reference(self) -> String {
        self.reference.get_value()
    }

    /// What was sent, if anything was.
    pub fn plan(self) -> Option<Plan> {
        self.attempt.try_get_value().flatten().map(|attempt| attempt.plan.clone())
    }

    pub fn review(self) {
        if matches!(self.phase.get_untracked(), Phase::Filling) {
            self.refusal.set(None);
            self.phase.set(Phase::Reviewing);
        }
    }

    /// Back to the form. The reference is kept where nothing was sent.
    pub fn back(self) {
        match self.phase.get_untracked() {
            Phase::Reviewing | Phase::Sent(Outcome::NotSent) => self.phase.set(Phase::Filling),
            Phase::Sent(Outcome::Refused(error)) => {
                self.start_over();
                self.refusal.set(Some(error));
            }
            Phase::Sent(Outcome::Failed(_)) => self.start_over(),
            _ => {}
        }
    }

    fn hand_over(self) {
        let Some(attempt) = self.attempt.try_get_value().flatten() else { return };
        attempt.leave();
        if !attempt.known().is_final() {
            self.unsettled.adopt_reference(&attempt.plan.reference);
        }
    }

    /// Ready for another one. What became of the last one is found out elsewhere.
    pub fn start_over(self) {
        self.hand_over();
        self.attempt.set_value(None);
        self.reference.set_value(new_reference());
        self.refusal.set(None);
        self.phase.set(Phase::Filling);
    }

    /// Sends, once. A second call while one is on its way does nothing (rule 5).
    pub fn confirm(self, plan: Plan) {
        if matches!(self.phase.get_untracked(), Phase::Reviewing) {
            self.send(plan, false);
        }
    }

    /// Sends the same thing with the same reference, after it was found absent and the person said so.
    pub fn send_again(self) {
        let Phase::Sent(Outcome::Unknown(unknown)) = self.phase.get_untracked() else { return };
        if let Some(plan) = self.plan().filter(|_| unknown.is_absent() && unknown.is_repeatable) {
            self.send(plan, true);
        }
    }

    fn send(self, plan: Plan, is_doubtful: bool) {
        if let Some(before) = self.attempt.get_value() {
            before.leave();
        }
        let hear = move |outcome: &Outcome| {
            self.phase.try_set(Phase::Sent(outcome.clone()));
        };
        let attempt = Rc::new(Attempt::new(plan, is_doubtful, hear));
        self.attempt.set_value(Some(Rc::clone(&attempt)));
        self.phase.set(Phase::Sent(Outcome::Sending));
        leptos::task::spawn_local(async move {
            attempt.run().await;
            self.has_ended(&attempt);
        });
    }

    /// Looks right now, because the person asked.
    pub fn look_now(self) {
        if let Some(attempt) = self.attempt.get_value().filter(|attempt| !attempt.known().is_final()) {
            leptos::task::spawn_local(async move {
                attempt.look().await;
                self.has_ended(&attempt);
            });
        }
    }

    /// Whatever page is there now asks again, also when the one that sent it is gone.
    fn has_ended(self, attempt: &Attempt) {
        if attempt.known().is_final() {
            self.changes.happened();
        }
    }
}
