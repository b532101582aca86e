//! Waiting for conditions, never for time alone.

use std::time::{Duration, Instant};

use tokio::time::{MissedTickBehavior, interval};

/// How long a person would look before they say that it does not work.
pub const PATIENCE: Duration = Duration::from_secs(15);

const EVERY: Duration = Duration::from_millis(40);

/// Asks until there is an answer; `Err` holds the last reason why there was none.
pub async fn until<T>(
    patience: Duration,
    mut attempt: impl AsyncFnMut() -> Result<T, String>,
) -> Result<T, String> {
    let deadline = Instant::now() + patience;
    let mut ticks = interval(EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        match attempt().await {
            Ok(answer) => return Ok(answer),
            Err(reason) if Instant::now() >= deadline => return Err(reason),
            Err(_) => {}
        }
    }
}
