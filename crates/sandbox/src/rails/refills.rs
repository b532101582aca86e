//! The payment system at work: slow cards settle, and what nobody pays for is given up.

use crate::app::App;
use crate::routes::centrowallet::report;
use crate::store::{StoreError, checkout, refill};

/// So many refills are decided at a time.
const AT_ONCE: i64 = 100;

/// Decides the refills that are due, each in a transaction of its own, so that none is in another's way. Answers
/// the last failure, if there was one; what failed is due the next time.
pub(super) async fn settle(app: &App) -> Result<(), StoreError> {
    let now = app.clock.now();
    let due = checkout::due(&mut app.store.read().await?, now, AT_ONCE).await?;
    let mut outcome = Ok(());
    for transaction_id in due {
        if let Err(error) = decide(app, transaction_id, now).await {
            outcome = Err(error);
        }
    }
    outcome
}

async fn decide(app: &App, transaction_id: i64, now: i64) -> Result<(), StoreError> {
    let mut write = app.store.write().await?;
    // Another process may have decided it since.
    if let Some(mut due) = checkout::if_due(&mut write, transaction_id, now).await? {
        refill::expire(&mut write, &mut due, now).await?;
        report::refill(&mut write, &due, now).await?;
        write.commit().await?;
    }
    Ok(())
}
