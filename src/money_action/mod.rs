//! The one mechanism for everything that moves money: fill in, review, send once, tell the truth about the
//! outcome (rules 2, 3, 5 and 6).
//!
//! What will be sent is a [`Plan`]: the request, how its answer is judged, how its outcome is looked up. There is one
//! for each kind of action, in [`wallet`] and [`coins`]. An [`Attempt`] carries a plan out without a screen: it is written down, sent,
//! judged, and looked up until it is known. [`MoneyAction`] is the same behind a form and its dialogs.
//!
//! An outcome that is not known is looked up at growing intervals; sending again is offered only where the system
//! takes a reference and enough looks found nothing, and it keeps the reference. Where there is no reference, nothing
//! is ever sent again.

mod action;
pub mod coins;
mod looks;
mod plan;
mod reference;
mod sending;
pub mod wallet;

pub use self::{
    action::{MoneyAction, Phase, use_money_action},
    looks::{ENOUGH_LOOKS, Found, LOOKS, Look, SETTLED_AFTER, Unknown, is_absent},
    plan::{Pending, Plan, Receipt, Told, Verdict, send_over},
    reference::new_reference,
    sending::{Attempt, Outcome, Underway},
};
