//! Waiting for conditions, never for time alone.

use std::time::{Duration, Instant};

use tokio::time::{MissedTickBehavior, interval};

/// How long a person would look before they say that it does not work.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// A machine that stood still has not looked; so often it looks before it says so.
const LOOKS: usize = 50;

const EVERY: Duration = Duration::from_millis(40);

/// Asks until there is an answer; `Err` holds the last reason why there was none.
pub async fn until<T>(
    patience: Duration,
    mut attempt: impl AsyncFnMut() -> Result<T, String>,
) -> Result<T, String> {
    let deadline = Instant::now() + patience;
    let mut ticks = interval(EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    for look in 1.. {
        ticks.tick().await;
        match attempt().await {
            Ok(answer) => return Ok(answer),
            Err(reason) if Instant::now() >= deadline && look >= LOOKS => return Err(reason),
            Err(_) => {}
        }
    }
    unreachable!("it looks until there is an answer or no time left")
}
