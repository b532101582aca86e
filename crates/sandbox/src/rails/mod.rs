//! The outside, simulated: what happens by itself as time goes by.

pub mod rates;
mod refills;
pub mod sms;
pub mod webhooks;

pub use purser_chains as chains;

use std::time::Duration;

use crate::app::{App, Shared};
use crate::store::ctk::advance;
use crate::store::{StoreError, promo};

/// How often it is looked whether something is due.
const INTERVAL: Duration = Duration::from_secs(1);

/// So much of one kind is done in one transaction.
const AT_ONCE: i64 = 1_000;

/// Does what is due, every second. Webhooks are on a way of their own: a receiver may be slow.
pub async fn run(app: Shared) {
    let ticking = async {
        let mut seconds = seconds();
        loop {
            seconds.tick().await;
            tick(&app).await;
        }
    };
    let delivering = async {
        let mut seconds = seconds();
        loop {
            seconds.tick().await;
            deliver(&app).await;
        }
    };
    tokio::join!(ticking, delivering);
}

fn seconds() -> tokio::time::Interval {
    let mut interval = tokio::time::interval(INTERVAL);
    interval.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    interval
}

/// Does what is due now. What fails is logged and tried again the next time.
pub async fn tick(app: &App) {
    report("read the clock", read_clock(app).await);
    report("let promotional money lapse", lapse(app).await);
    report("settle refills", refills::settle(app).await);
    report("let deposits and exchanges arrive", advance::catch_up(&app.store, app.clock.now()).await);
}

/// Sends the webhooks that are due now.
pub async fn deliver(app: &App) {
    report("send webhooks", webhooks::deliver(app).await);
}

fn report(what: &str, outcome: Result<(), StoreError>) {
    match outcome {
        Ok(()) => {}
        // Another process was at it.
        Err(error) if error.is_contention() => tracing::debug!(%error, what, "gave way"),
        Err(error) => tracing::error!(%error, what, "what was due was not done"),
    }
}

/// Another process may have moved it.
async fn read_clock(app: &App) -> Result<(), StoreError> {
    let offset = app.store.read_clock_offset().await?;
    app.clock.set_offset(offset);
    Ok(())
}

async fn lapse(app: &App) -> Result<(), StoreError> {
    let now = app.clock.now();
    let is_due = promo::is_any_due(&mut app.store.read().await?, now).await?;
    if is_due {
        let mut write = app.store.write().await?;
        promo::lapse_due(&mut write, now, AT_ONCE).await?;
        write.commit().await?;
    }
    Ok(())
}
