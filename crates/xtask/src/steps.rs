//! Steps one after the other, each with its name and time; the first failure ends it.

use std::time::{Duration, Instant};

use anyhow::Context as _;

#[derive(Debug, Default)]
pub(crate) struct Steps {
    done: Vec<(&'static str, Duration)>,
}

impl Steps {
    pub(crate) fn step(
        &mut self,
        name: &'static str,
        work: impl FnOnce() -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        println!("── {name}");
        let start = Instant::now();
        let outcome = work();
        let took = start.elapsed();
        let verdict = if outcome.is_ok() { "done" } else { "FAILED" };
        println!("── {name}: {verdict} in {}\n", seconds(took));
        self.done.push((name, took));
        outcome.with_context(|| format!("{name} failed"))
    }

    /// The closing table.
    pub(crate) fn summary(&self) -> String {
        let width =
            self.done.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0).max("in all".len());
        let all = self.done.iter().map(|(_, took)| *took).sum();
        let rows = self.done.iter().copied().chain([("in all", all)]);
        let lines = rows.map(|(name, took)| format!("{name:width$}  {:>9}", seconds(took)));
        lines.collect::<Vec<_>>().join("\n")
    }
}

fn seconds(duration: Duration) -> String {
    format!("{:.1} s", duration.as_secs_f64())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_adds_up() {
        let steps =
            Steps { done: vec![("one", Duration::from_millis(1200)), ("another", Duration::from_secs(100))] };
        assert_eq!(steps.summary(), "one          1.2 s\nanother    100.0 s\nin all     101.2 s");
    }

    #[test]
    fn a_failure_carries_the_name_of_its_step() {
        let error = Steps::default().step("lint", || anyhow::bail!("no")).expect_err("it fails");
        assert_eq!(format!("{error:#}"), "lint failed: no");
    }
}
