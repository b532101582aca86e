//! The command line, read.

use anyhow::{Context as _, bail};

pub(crate) const HELP: &str = "\
cargo xtask <task>

  run [--port N] [--fresh]   build what changed, serve console and sandbox on one port (4455);
                             --fresh starts from new demo data
  test [filter]              format, lints, native, in-browser and end-to-end tests;
                             with a filter only the end-to-end tests whose name contains it
  check                      the quick loop: does everything compile
  lint                       format and clippy, native and wasm
  bench [console|ledger]     what the browser loads, per file; how fast payments become durable
        [--transactions N,…]   and lists are read, after so many transactions (10000,1000000)
        [--seconds N]          and for so long each (5)
  fuzz [--cases N]           every property of what reads from outside, so often in all (10000000)
  build                      the console for release, into dist
  reproduce                  builds it twice in two places and compares every byte
  sbom                       what console and sandbox are made of, as CycloneDX
  setup                      install what the tasks above need
";

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Task {
    Help,
    Setup,
    Run(RunOptions),
    Build,
    Reproduce,
    Sbom,
    Check,
    Lint,
    Test(TestOptions),
    Bench(BenchOptions),
    Fuzz(FuzzOptions),
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) struct RunOptions {
    pub(crate) port: u16,
    pub(crate) fresh: bool,
}

impl Default for RunOptions {
    fn default() -> Self {
        Self { port: 4455, fresh: false }
    }
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) struct BenchOptions {
    pub(crate) console: bool,
    pub(crate) ledger: bool,
    pub(crate) transactions: String,
    pub(crate) seconds: u32,
}

impl Default for BenchOptions {
    fn default() -> Self {
        Self { console: true, ledger: true, transactions: "10000,1000000".to_owned(), seconds: 5 }
    }
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) struct FuzzOptions {
    /// Of all properties together.
    pub(crate) cases: u64,
}

#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct TestOptions {
    pub(crate) filter: Option<String>,
}

pub(crate) fn parse(words: impl IntoIterator<Item = String>) -> anyhow::Result<Task> {
    let mut words = words.into_iter();
    let Some(task) = words.next() else { return Ok(Task::Help) };
    let rest: Vec<String> = words.collect();
    match task.as_str() {
        "run" => run_options(rest).map(Task::Run),
        "test" => test_options(rest).map(Task::Test),
        "bench" => bench_options(rest).map(Task::Bench),
        "fuzz" => fuzz_options(&rest).map(Task::Fuzz),
        "help" | "--help" | "-h" => Ok(Task::Help),
        name => {
            let task = match name {
                "setup" => Task::Setup,
                "build" => Task::Build,
                "reproduce" => Task::Reproduce,
                "sbom" => Task::Sbom,
                "check" => Task::Check,
                "lint" => Task::Lint,
                _ => bail!("there is no task {name:?}; `cargo xtask help` lists them"),
            };
            match rest.first() {
                None => Ok(task),
                Some(word) => bail!("`cargo xtask {name}` does not take {word:?}"),
            }
        }
    }
}

fn run_options(words: Vec<String>) -> anyhow::Result<RunOptions> {
    let mut options = RunOptions::default();
    let mut words = words.into_iter();
    while let Some(word) = words.next() {
        match word.as_str() {
            "--fresh" => options.fresh = true,
            "--port" => {
                let value = words.next().context("--port needs a number")?;
                options.port = port(&value)?;
            }
            _ => match word.strip_prefix("--port=") {
                Some(value) => options.port = port(value)?,
                None => bail!("`cargo xtask run` does not take {word:?}"),
            },
        }
    }
    Ok(options)
}

fn bench_options(words: Vec<String>) -> anyhow::Result<BenchOptions> {
    let mut options = BenchOptions::default();
    let mut words = words.into_iter();
    while let Some(word) = words.next() {
        match word.as_str() {
            "console" => options.ledger = false,
            "ledger" => options.console = false,
            "--transactions" => {
                let value = words.next().context("--transactions needs numbers with commas between")?;
                if value.split(',').any(|number| number.parse::<u32>().is_err()) {
                    bail!("--transactions needs numbers with commas between, not {value:?}");
                }
                options.transactions = value;
            }
            "--seconds" => {
                let value = words.next().context("--seconds needs a number")?;
                options.seconds =
                    value.parse().with_context(|| format!("--seconds needs a number, not {value:?}"))?;
            }
            _ => bail!("`cargo xtask bench` does not take {word:?}"),
        }
    }
    if !options.console && !options.ledger {
        bail!("`cargo xtask bench` takes console or ledger, or neither for both");
    }
    Ok(options)
}

fn fuzz_options(words: &[String]) -> anyhow::Result<FuzzOptions> {
    let cases = match words {
        [] => return Ok(FuzzOptions { cases: 10_000_000 }),
        [option, value] if option == "--cases" => value,
        _ => bail!("`cargo xtask fuzz` takes --cases and a number, or nothing"),
    };
    match cases.parse() {
        Ok(cases) if cases > 0 => Ok(FuzzOptions { cases }),
        _ => bail!("--cases needs a number above zero, not {cases:?}"),
    }
}

fn port(value: &str) -> anyhow::Result<u16> {
    match value.parse() {
        Ok(port) if port > 0 => Ok(port),
        _ => bail!("--port needs a number from 1 to 65535, not {value:?}"),
    }
}

fn test_options(words: Vec<String>) -> anyhow::Result<TestOptions> {
    match words.as_slice() {
        [] => Ok(TestOptions::default()),
        [filter] if !filter.starts_with('-') => Ok(TestOptions { filter: Some(filter.clone()) }),
        _ => bail!("`cargo xtask test` takes one word that the end-to-end tests' names contain, or nothing"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Task, String> {
        parse(line.split_whitespace().map(str::to_owned)).map_err(|error| error.to_string())
    }

    #[test]
    fn run_takes_a_port_and_fresh_in_any_order() {
        assert_eq!(parsed("run"), Ok(Task::Run(RunOptions { port: 4455, fresh: false })));
        assert_eq!(parsed("run --fresh --port 80"), Ok(Task::Run(RunOptions { port: 80, fresh: true })));
        assert_eq!(parsed("run --port=81"), Ok(Task::Run(RunOptions { port: 81, fresh: false })));
    }

    #[test]
    fn what_is_not_understood_is_named() {
        for (line, named) in [
            ("frobnicate", "frobnicate"),
            ("run --prot 1", "--prot"),
            ("run --port 70000", "70000"),
            ("run --port 0", "\"0\""),
            ("run --port", "number"),
            ("bench twice", "twice"),
            ("bench console ledger", "both"),
            ("bench --transactions many", "many"),
            ("bench --seconds", "number"),
            ("fuzz --cases", "number"),
            ("fuzz --cases 0", "\"0\""),
            ("fuzz harder", "--cases"),
        ] {
            let error = parsed(line).expect_err(line);
            assert!(error.contains(named), "{line}: {error}");
        }
    }

    #[test]
    fn test_takes_one_filter() {
        assert_eq!(parsed("test enrol"), Ok(Task::Test(TestOptions { filter: Some("enrol".to_owned()) })));
        assert!(parsed("test --nocapture").is_err());
    }
}
