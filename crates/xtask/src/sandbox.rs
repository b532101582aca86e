//! The sandbox as a program: built, started, asked, stopped.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::Sender;
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};

use crate::command::cargo;

const PACKAGE: &str = "purser-sandbox";
const READY: &str = "listening on ";
const TIME_TO_STOP: Duration = Duration::from_secs(10);

/// Builds it for release; the answer is where cargo put it.
pub(crate) fn build() -> anyhow::Result<PathBuf> {
    built(&["build", "--release", "--package", PACKAGE])
}

/// The one that the tests of the workspace have built. It checks its sums, and answers a browser as fast.
pub(crate) fn build_with_tests() -> anyhow::Result<PathBuf> {
    built(&["test", "--workspace", "--no-run"])
}

fn built(arguments: &[&str]) -> anyhow::Result<PathBuf> {
    let mut build = cargo(arguments);
    build.arg("--message-format=json-render-diagnostics");
    let output = build.stderr(Stdio::inherit()).output().context("cargo could not be started")?;
    if !output.status.success() {
        bail!("the sandbox did not build; what the compiler says is above");
    }
    executable(&String::from_utf8_lossy(&output.stdout)).context("cargo built no sandbox to start")
}

fn executable(messages: &str) -> Option<PathBuf> {
    let messages =
        messages.lines().rev().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
    let mut executables = messages.filter_map(|message| {
        let is_sandbox = message["target"]["name"] == PACKAGE && message["profile"]["test"] != true;
        let path = message["executable"].as_str().map(PathBuf::from);
        path.filter(|_| is_sandbox)
    });
    executables.next()
}

#[derive(Debug)]
pub(crate) enum Event {
    /// It takes requests at this address.
    Ready(String),
    /// It has closed its output, so it has stopped or is about to.
    Ended,
    /// Somebody asked for the end.
    Stop,
}

/// A sandbox that is running; dropping it stops it.
#[derive(Debug)]
pub(crate) struct Running {
    child: Child,
}

impl Running {
    pub(crate) fn start(
        program: &Path,
        data: &Path,
        console: &Path,
        port: u16,
        events: Sender<Event>,
    ) -> anyhow::Result<Self> {
        let mut serve = Command::new(program);
        serve.arg("serve").arg("--seed-if-empty").arg("--data").arg(data).arg("--console").arg(console);
        serve.arg("--port").arg(port.to_string());
        Self::watch(&mut serve, events)
    }

    /// Starts it on a `PostgreSQL` database and a free port, without a console.
    pub(crate) fn start_on_database(
        program: &Path,
        database: &str,
        events: Sender<Event>,
    ) -> anyhow::Result<Self> {
        let mut serve = Command::new(program);
        serve.args(["serve", "--seed-if-empty", "--port", "0", "--log", "error"]);
        serve.env("PURSER_DATABASE", database);
        Self::watch(&mut serve, events)
    }

    /// Starts it with a past of its own, which is gone when it stops, on a free port, without a console.
    pub(crate) fn start_in_memory(program: &Path, events: Sender<Event>) -> anyhow::Result<Self> {
        let mut serve = Command::new(program);
        serve.args(["serve", "--memory", "--seed-if-empty", "--webhooks", "nobody", "--port", "0"]);
        Self::watch(serve.args(["--log", "error"]), events)
    }

    fn watch(serve: &mut Command, events: Sender<Event>) -> anyhow::Result<Self> {
        serve.stdin(Stdio::null()).stdout(Stdio::piped());
        let mut child = serve.spawn().context("the sandbox could not be started")?;
        let output = child.stdout.take();
        std::thread::spawn(move || {
            for line in
                output.into_iter().flat_map(|output| BufReader::new(output).lines().map_while(Result::ok))
            {
                match line.split_once(READY) {
                    Some((_, address)) => drop(events.send(Event::Ready(address.trim().to_owned()))),
                    None => println!("{line}"),
                }
            }
            let _ = events.send(Event::Ended);
        });
        Ok(Self { child })
    }

    /// Asks it to stop and waits; after a while it is made to. The answer is whether it ended well.
    pub(crate) fn stop(&mut self) -> bool {
        let deadline = Instant::now() + TIME_TO_STOP;
        self.ask_to_stop();
        while Instant::now() < deadline {
            match self.child.try_wait() {
                Ok(Some(status)) => return status.success(),
                Ok(None) => std::thread::park_timeout(Duration::from_millis(20)),
                Err(_) => break,
            }
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
        false
    }

    /// How it ended, once it has closed its output.
    pub(crate) fn ended(&mut self) -> String {
        self.child.wait().map_or_else(|error| error.to_string(), |status| status.to_string())
    }

    #[cfg(unix)]
    fn ask_to_stop(&mut self) {
        if let (Ok(None), Ok(id)) = (self.child.try_wait(), i32::try_from(self.child.id())) {
            let _ = nix::sys::signal::kill(nix::unistd::Pid::from_raw(id), nix::sys::signal::Signal::SIGTERM);
        }
    }

    #[cfg(not(unix))]
    fn ask_to_stop(&mut self) {
        let _ = self.child.kill();
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.stop();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_executable_is_taken_from_what_cargo_says() {
        let messages = r#"{"reason":"compiler-artifact","target":{"name":"purser-sandbox"},"executable":null}
{"reason":"compiler-artifact","target":{"name":"purser-sandbox"},"executable":"/somewhere/purser-sandbox"}
{"reason":"compiler-artifact","target":{"name":"other"},"executable":"/somewhere/other"}
not json
{"reason":"build-finished","success":true}"#;
        assert_eq!(executable(messages), Some(PathBuf::from("/somewhere/purser-sandbox")));
        assert_eq!(executable("{}"), None);
    }
}
