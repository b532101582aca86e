//! The payment system at work: slow cards settle, and what nobody pays for is given up.

use crate::app::App;
use crate::routes::centrowallet::report;
use crate::store::{StoreError, checkout, refill};

/// So many refills are decided at a time; each in a transaction of its own, so that none is in another's way.
const AT_ONCE: usize = 100;

pub(super) async fn settle(app: &App) -> Result<(), StoreError> {
    for _ in 0..AT_ONCE {
        let now = app.clock.now();
        if checkout::next_due(&mut app.store.read().await?, now).await?.is_none() {
            return Ok(());
        }
        let mut write = app.store.write().await?;
        // Another process may have decided it since.
        if let Some(mut due) = checkout::next_due(&mut write, now).await? {
            refill::expire(&mut write, &mut due, now).await?;
            report::refill(&mut write, &due, now).await?;
            write.commit().await?;
        }
    }
    Ok(())
}
