//! Rates and percentiles.

use std::time::Duration;

/// What was measured.
#[derive(Debug)]
pub struct Numbers {
    latencies: Vec<Duration>,
    elapsed: Duration,
}

impl Numbers {
    pub fn new(mut latencies: Vec<Duration>, elapsed: Duration) -> Self {
        latencies.sort_unstable();
        Self { latencies, elapsed }
    }

    /// So many a second.
    #[expect(clippy::cast_precision_loss, reason = "counts here are far below 2^52")]
    pub fn rate(&self) -> f64 {
        self.latencies.len() as f64 / self.elapsed.as_secs_f64()
    }

    /// In milliseconds.
    pub fn percentile(&self, percent: usize) -> f64 {
        let place = (self.latencies.len() * percent / 100).min(self.latencies.len().saturating_sub(1));
        self.latencies.get(place).map_or(0.0, |latency| latency.as_secs_f64() * 1_000.0)
    }
}
