//! One row of a run on its way: money through the one mechanism, a block as a change that can be looked at.

use std::{cell::RefCell, future::poll_fn, rc::Rc, task::Poll};

use purser_api::{
    Error, Metadata, RetryAfter, Transport,
    centrowallet::{
        Caller,
        payment_account::TopUp,
        transaction::Void,
        user::{self, User, UserUpdate},
    },
};

use super::{
    check::Job,
    run::{Means, Progress},
};
use crate::{
    clock::now,
    messages::errors::{Doing, trouble},
    money_action::{Attempt, ENOUGH_LOOKS, LOOKS, Outcome, Plan, SETTLED_AFTER, send_over, wallet},
    session::Identity,
    transport::{Client, pause_for},
};

/// Sends a row and answers the first that is known about it. What is found out later is told to `hear` as well.
/// `again` says that it was sent before and never arrived: a refusal then says nothing about that.
pub async fn send(
    means: Means,
    job: Job,
    reference: String,
    again: bool,
    hear: impl Fn(Progress) + 'static,
) -> Progress {
    type Slot = (Option<Progress>, Option<std::task::Waker>);
    let first: Rc<RefCell<Slot>> = Rc::default();
    let told = {
        let first = Rc::clone(&first);
        move |progress: Progress| {
            hear(progress.clone());
            if !matches!(progress, Progress::Sending) {
                let (slot, waker) = &mut *first.borrow_mut();
                slot.get_or_insert(progress);
                if let Some(waker) = waker.take() {
                    waker.wake();
                }
            }
        }
    };
    let client = means.client;
    // Made before anything is waited for: over the connection that stands now, and over no other.
    let (plan, connection) = (plan(client, &job, reference.clone()), client.session.connection());
    leptos::task::spawn_local(async move {
        let Some(plan) = plan else {
            return block(client, &connection, &job, told).await;
        };
        let attempt = Attempt::new(plan, again, move |outcome| told(progress(outcome)));
        attempt.run().await;
        if !attempt.known().is_final() {
            means.unsettled.adopt_reference(&reference);
        }
    });
    poll_fn(move |context| {
        let (slot, waker) = &mut *first.borrow_mut();
        if let Some(progress) = slot {
            return Poll::Ready(progress.clone());
        }
        *waker = Some(context.waker().clone());
        Poll::Pending
    })
    .await
}

/// The plan of a row that moves money.
fn plan(client: Client, job: &Job, reference: String) -> Option<Plan> {
    let caller = Caller::merchant_for(job.customer());
    match job {
        Job::TopUp { top_up, .. } => {
            let metadata = top_up.order.as_ref().map(|order| Metadata::pair("orderId", order));
            let body = TopUp {
                reason: top_up.reason.clone(),
                amount: top_up.amount.amount(),
                merchant_order_id: Some(reference),
                metadata: metadata.unwrap_or_default(),
                date_expire: top_up.expires,
            };
            Some(wallet::top_up(client, caller, top_up.account, top_up.amount.currency(), &body))
        }
        Job::Void { transaction, moved, reason, .. } => {
            let sum = if moved.is_negative() { moved.negate() } else { *moved };
            let body = Void {
                reason: reason.clone(),
                merchant_order_id: Some(reference),
                metadata: Metadata::Empty,
            };
            Some(wallet::void(client, caller, *transaction, sum, &body))
        }
        Job::Block { .. } => None,
    }
}

fn progress(outcome: &Outcome) -> Progress {
    let id = |id: &str| id.parse().unwrap_or_default();
    match outcome {
        Outcome::Sending => Progress::Sending,
        Outcome::Done(receipt) => Progress::Done(id(&receipt.id)),
        Outcome::Refused(error) => refused(error),
        Outcome::Failed(receipt) => Progress::Failed(id(&receipt.id)),
        Outcome::NotSent => Progress::NotSent,
        Outcome::Unknown(unknown) if unknown.is_absent() => Progress::Absent,
        Outcome::Underway(_) | Outcome::Unknown(_) => Progress::Unknown,
    }
}

fn refused(error: &Error) -> Progress {
    let said = trouble(error, Doing::MovingMoney);
    let wait = match error {
        Error::Status { status: 429, retry_after, .. } => {
            Some(retry_after.unwrap_or(RetryAfter::Seconds(USUAL_PATIENCE)).seconds_from(now()))
        }
        _ => None,
    };
    Progress::Refused {
        said: format!("{} {}", said.title, said.meaning).trim().to_owned(),
        wait,
        is_signed_out: error.status() == Some(401),
    }
}

/// How long a system that says "too many" and not how long is left in peace, in seconds.
const USUAL_PATIENCE: u64 = 10;

/// Blocks or unblocks. It is the same however often it is done, and whether it was done can be seen.
async fn block(client: Client, connection: &str, job: &Job, told: impl Fn(Progress)) {
    let Job::Block { customer, is_blocked, is_activated } = job else { return };
    let change = UserUpdate {
        is_activated: *is_activated,
        is_blocked: Some(*is_blocked),
        kind: None,
        external_user_id: None,
    };
    let sent_at = now();
    let is_so = |user: &User| user.id == *customer && user.is_blocked == Some(*is_blocked);
    match send_over(client, Identity::Merchant, connection, &user::update(*customer, &change), None).await {
        Ok(user) if is_so(&user) => return told(Progress::Done(0)),
        Err(error) if !error.is_outcome_unknown() => return told(refused(&error)),
        _ => told(Progress::Unknown),
    }
    let mut nothing = 0;
    for seconds in LOOKS {
        pause_for(seconds * 1000).await;
        match send_over(client, Identity::Merchant, connection, &user::get(*customer), None).await {
            Ok(user) if is_so(&user) => return told(Progress::Done(0)),
            Ok(_) => nothing += 1,
            Err(Error::Transport(Transport::Aborted | Transport::NotSent, _)) => return,
            Err(_) => {}
        }
        let waited = now().unix_millis() - sent_at.unix_millis();
        if nothing >= ENOUGH_LOOKS && waited >= SETTLED_AFTER {
            return told(Progress::Absent);
        }
    }
}
