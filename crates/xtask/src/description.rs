//! Tries the description of the systems out: what it says a server takes and answers is asked of one.

use std::path::Path;
use std::sync::mpsc::channel;
use std::time::Duration;

use anyhow::{Context as _, bail};

use crate::command::{command, run};
use crate::sandbox::{Event, Running};
use crate::{paths, tools};

/// Seeding takes a second or two.
const TIME_TO_START: Duration = Duration::from_mins(1);

/// Who asks, which paths, and what it leaves out or asks alone.
const RUNS: [(&str, &str, &[&str]); 5] = [
    ("merchant", "^/api/v1/", &[]),
    ("customer", "^/api/v1/", &[]),
    ("centrapay", "^/api/wallets", &[]),
    // Signing out ends the session that the run asks with, so that it comes in a run of its own.
    ("ctk", "^/api/v3/", &["--exclude-operation-id", "ctk-logout"]),
    ("ctk", "^/api/v3/user/logout$", &["--phases", "coverage,fuzzing", "--max-examples", "3"]),
];

pub(crate) fn try_out(program: &Path) -> anyhow::Result<()> {
    RUNS.iter().try_for_each(|(caller, paths, options)| {
        println!("{caller}, {paths}");
        // Each has a sandbox of its own: what one run breaks is no other's business.
        let (sender, events) = channel();
        let _sandbox = Running::start_in_memory(program, sender)?;
        match events.recv_timeout(TIME_TO_START).context("the sandbox did not start")? {
            Event::Ready(address) => ask(&address, caller, paths, options),
            event => bail!("the sandbox did not start: {event:?}"),
        }
    })
}

fn ask(address: &str, caller: &str, included: &str, options: &[&str]) -> anyhow::Result<()> {
    let program = paths::python().join("bin").join(tools::SCHEMATHESIS.program);
    let folder = paths::root().join("crates").join("sandbox").join("tests").join("schemathesis");
    let mut trial = command(&program.to_string_lossy(), [""; 0]);
    trial.arg("--config-file").arg(folder.join("schemathesis.toml"));
    trial.arg("run").arg(format!("{address}/openapi.json")).args(["--url", address]);
    trial.args(["--include-path-regex", included, "--no-color"]).args(options);
    trial.current_dir(&folder).env("PYTHONPATH", &folder).env("PYTHONDONTWRITEBYTECODE", "1");
    trial.env("SCHEMATHESIS_HOOKS", "hooks").env("PURSER_SANDBOX", address).env("PURSER_CALLER", caller);
    run(&mut trial)
}
