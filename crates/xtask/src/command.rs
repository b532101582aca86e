//! Other programs, started so that the project's own tools are found first.

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context as _, bail};

use crate::paths;

/// A program run in the repository's root, without input.
pub(crate) fn command<I, S>(program: &str, arguments: I) -> Command
where
    I: IntoIterator<Item = S>,
    S: AsRef<OsStr>,
{
    let mut command = Command::new(program);
    command.args(arguments).current_dir(paths::root()).env("PATH", search_path()).stdin(Stdio::null());
    command
}

/// Cargo, which takes the lock file as it is: what is built is what was looked at.
pub(crate) fn cargo<I, S>(arguments: I) -> Command
where
    I: IntoIterator<Item = S>,
    S: AsRef<OsStr>,
{
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let mut arguments = arguments.into_iter().peekable();
    let needs_lock = arguments.peek().is_some_and(|task| task.as_ref() != "fmt");
    let mut command = command(&cargo, arguments.next());
    command.args(needs_lock.then_some("--locked")).args(arguments);
    command
}

/// Runs to the end with its output on the terminal.
pub(crate) fn run(command: &mut Command) -> anyhow::Result<()> {
    let line = line(command);
    let status = command.status().with_context(|| format!("`{line}` could not be started"))?;
    if !status.success() {
        bail!("`{line}` failed ({status}); what it says is above");
    }
    Ok(())
}

/// What the program prints, or `None` if it is missing or fails.
pub(crate) fn answer(program: &str, arguments: &[&str]) -> Option<String> {
    let output = command(program, arguments).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// The whole path of a program, were it started now.
pub(crate) fn find(program: &str) -> Option<PathBuf> {
    std::env::split_paths(&search_path()).map(|folder| folder.join(program)).find(|path| path.is_file())
}

fn search_path() -> OsString {
    let inherited = std::env::var_os("PATH").unwrap_or_default();
    let tools = paths::tools();
    let own = [tools.join("bin"), tools.join("node_modules").join(".bin")];
    let all = own.into_iter().chain(std::env::split_paths(&inherited));
    std::env::join_paths(all).unwrap_or(inherited)
}

pub(crate) fn line(command: &Command) -> String {
    let program = PathBuf::from(command.get_program());
    let name =
        program.file_name().map_or_else(|| program.display().to_string(), |name| name.display().to_string());
    let arguments = command.get_args().map(|argument| argument.display().to_string());
    std::iter::once(name).chain(arguments).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_names_the_command_and_not_where_it_lives() {
        let error = run(&mut command("false", ["--now"])).expect_err("false fails").to_string();
        assert!(error.starts_with("`false --now` failed"), "{error}");
    }

    #[test]
    fn a_program_that_is_missing_has_no_answer() {
        assert_eq!(answer("no-such-program-anywhere", &["--version"]), None);
    }

    #[test]
    fn whatever_cargo_builds_or_installs_is_locked() {
        for task in ["build", "test", "clippy", "check", "doc", "tree", "metadata", "install"] {
            assert_eq!(line(&cargo([task, "--all"])), format!("cargo {task} --locked --all"));
        }
        assert_eq!(line(&cargo(["fmt", "--all"])), "cargo fmt --all");
    }

    /// Nobody passes it by: cargo is started here alone, and trunk is told the same.
    #[test]
    fn cargo_is_started_in_one_place() {
        let folder = paths::root().join("crates").join("xtask").join("src");
        let names = std::fs::read_dir(folder).expect("sources").map(|entry| entry.expect("an entry").path());
        for path in names.filter(|path| path.is_file() && !path.ends_with("command.rs")) {
            let text = std::fs::read_to_string(&path).expect("a source");
            for other in ["Command::new(\"cargo", "command(\"cargo"] {
                assert!(!text.contains(other), "{} starts {other}", path.display());
            }
            assert!(!text.contains("command(\"trunk") || text.contains("\"--locked\""), "{}", path.display());
        }
    }

    #[test]
    fn own_tools_come_first() {
        let first = std::env::split_paths(&search_path()).next();
        assert_eq!(first, Some(paths::tools().join("bin")));
    }
}
