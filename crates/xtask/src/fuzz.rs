//! `fuzz`: every property of whatever reads text from outside, tried millions of times. `cargo test` tries the same ones a
//! few hundred times; `PROPTEST_CASES` says how often, there and here.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};

use crate::args::FuzzOptions;
use crate::command::{answer, cargo, command};
use crate::paths;

/// How often a property is tried, for all of them.
const CASES: &str = "PROPTEST_CASES";
/// Optimised, and with the checks of a development build.
const PROFILE: &str = "fuzz";
/// What reads from outside: the folder of its sources, and where in it its tests stand.
const READERS: [(&str, &str); 3] = [
    ("crates/api", "crates/api/tests/api/main.rs"),
    ("crates/chains", "crates/chains/src/lib.rs"),
    ("src", "src/lib.rs"),
];
/// What builds them all at once, so that nothing is compiled twice for its features' sake.
const TESTS: [&str; 9] = [
    "--package",
    "purser-api",
    "--package",
    "purser-chains",
    "--package",
    "purser",
    "--lib",
    "--test",
    "api",
];

struct Row {
    target: String,
    cases: u64,
    took: Duration,
}

pub(crate) fn fuzz(options: &FuzzOptions) -> anyhow::Result<()> {
    let mut targets = Vec::new();
    let messages = build()?;
    for (folder, tests) in READERS {
        let program =
            program(&messages, tests).with_context(|| format!("cargo built no tests of {folder}"))?;
        let properties = properties_below(&paths::root().join(folder))?;
        let listed = answer(&program.to_string_lossy(), &["--list", "--format", "terse"]);
        let listed = listed.with_context(|| format!("the tests of {folder} are not listed"))?;
        let names = listed.lines().filter_map(|line| line.strip_suffix(": test"));
        let is_property = |name: &&str| properties.contains(name.rsplit("::").next().unwrap_or(name));
        let found: Vec<String> = names.filter(is_property).map(str::to_owned).collect();
        if found.len() < properties.len() {
            bail!("{folder} has {} properties, and its tests only {}", properties.len(), found.len());
        }
        targets.extend(found.into_iter().map(|name| (folder, program.clone(), name)));
    }
    let each = options.cases.div_ceil(u64::try_from(targets.len())?);
    println!("{} targets, {each} cases each", targets.len());
    let (mut rows, mut found) = (Vec::new(), Vec::new());
    for (folder, program, name) in targets {
        let target = format!("{folder}: {name}");
        match run(folder, &program, &name, each) {
            Ok(took) => {
                println!("{target}: {:.1} s", took.as_secs_f64());
                rows.push(Row { target, cases: each, took });
            }
            // The others may have found something, too.
            Err(error) => {
                println!("{target}: {error}");
                found.push(target);
            }
        }
    }
    println!("\n{}", table(&rows));
    if !found.is_empty() {
        bail!("these found something; what it was is above:\n{}", found.join("\n"));
    }
    Ok(())
}

/// Builds the tests without running them; the answer is what cargo says about it.
fn build() -> anyhow::Result<String> {
    let mut build = cargo(["test", "--no-run", "--profile", PROFILE]);
    build.args(TESTS).arg("--message-format=json-render-diagnostics");
    let output = build.stderr(Stdio::inherit()).output().context("cargo could not be started")?;
    if !output.status.success() {
        bail!("the tests did not build; what the compiler says is above");
    }
    Ok(String::from_utf8(output.stdout)?)
}

/// The program that holds the tests of a source.
fn program(messages: &str, source: &str) -> Option<PathBuf> {
    let source = paths::root().join(source);
    let messages = messages.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
    let is_of = |message: &serde_json::Value| {
        message["profile"]["test"] == true
            && message["target"]["src_path"].as_str().is_some_and(|path| Path::new(path) == source)
    };
    let mut tests = messages.filter(is_of);
    tests.find_map(|message| message["executable"].as_str().map(PathBuf::from))
}

/// The names of all properties in the sources of a folder.
fn properties_below(folder: &Path) -> anyhow::Result<BTreeSet<String>> {
    let mut found = BTreeSet::new();
    for entry in std::fs::read_dir(folder).with_context(|| format!("{}", folder.display()))? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(properties_below(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.extend(properties(&std::fs::read_to_string(&path)?));
        }
    }
    Ok(found)
}

/// What stands as a test inside of `proptest!`.
fn properties(source: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut end = None::<String>;
    for line in source.lines() {
        let code = line.trim_start();
        if end.is_none() && code.starts_with("proptest! {") {
            end = Some(format!("{}}}", &line[..line.len() - code.len()]));
        } else if end.as_deref() == Some(line) {
            end = None;
        } else if let (Some(_), Some(name)) = (&end, code.strip_prefix("fn ")) {
            found.extend(name.split('(').next().map(str::to_owned));
        }
    }
    found
}

fn run(folder: &str, program: &Path, name: &str, cases: u64) -> anyhow::Result<Duration> {
    let mut test = command(&program.to_string_lossy(), ["--exact", name, "--quiet"]);
    // As cargo does: some read files beside their manifest.
    test.current_dir(paths::root().join(if folder == "src" { "." } else { folder }));
    test.env(CASES, cases.to_string()).env("RUST_BACKTRACE", "0");
    let start = Instant::now();
    let output = test.output()?;
    if !output.status.success() {
        bail!("{}", String::from_utf8_lossy(&output.stdout));
    }
    if !String::from_utf8_lossy(&output.stdout).contains("1 passed") {
        bail!("it was not run");
    }
    Ok(start.elapsed())
}

fn table(rows: &[Row]) -> String {
    let width = rows.iter().map(|row| row.target.chars().count()).max().unwrap_or(0);
    let line = |target: &str, cases: u64, took: Duration| {
        format!("| {target:width$} | {cases:>10} | {:>7.1} |\n", took.as_secs_f64())
    };
    let head = format!("| {:width$} | {:>10} | {:>7} |\n", "target", "cases", "seconds");
    let rule = format!("|{:-<1$}|-----------:|--------:|\n", "", width + 2);
    let all = line("all", rows.iter().map(|row| row.cases).sum(), rows.iter().map(|row| row.took).sum());
    let lines = rows.iter().map(|row| line(&row.target, row.cases, row.took));
    [head, rule].into_iter().chain(lines).chain([all]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn properties_are_found_in_a_source() {
        let source = "fn plain() {}\n    proptest! {\n        #[test]\n        fn one(text in any()) {\n            if true {\n            }\n        }\n        #[test]\n        fn two(\n        ) {}\n    }\n    fn other() {}\nproptest! {\n    #[test]\n    fn three() {}\n}\n";
        assert_eq!(properties(source), ["one", "two", "three"]);
    }

    #[test]
    fn the_program_of_tests_is_found_in_what_cargo_says() {
        let message = |source: &str, is_test: bool, program: &str| {
            let path = paths::root().join(source);
            serde_json::json!({ "profile": { "test": is_test }, "target": { "src_path": path }, "executable": program }).to_string()
        };
        let messages = [
            message("src/lib.rs", false, "/t/purser"),
            message("crates/chains/src/lib.rs", true, "/t/chains-1"),
            message("src/lib.rs", true, "/t/purser-1"),
        ]
        .join("\n");
        assert_eq!(program(&messages, "src/lib.rs"), Some(PathBuf::from("/t/purser-1")));
        assert_eq!(program(&messages, "crates/api/tests/api/main.rs"), None);
    }

    #[test]
    fn the_table_adds_up() {
        let row = |target: &str, cases, seconds| Row {
            target: target.to_owned(),
            cases,
            took: Duration::from_secs(seconds),
        };
        let table = table(&[row("src: one", 5, 1), row("src: other", 6, 2)]);
        assert!(table.ends_with("| all        |         11 |     3.0 |\n"), "{table}");
        assert_eq!(table.lines().count(), 5);
    }

    /// The long run counts on it.
    #[test]
    fn no_property_says_for_itself_how_often_it_is_tried() {
        fn sources(folder: &Path) -> Vec<PathBuf> {
            let entries = std::fs::read_dir(folder).expect("a folder");
            let paths = entries.map(|entry| entry.expect("an entry").path());
            paths.flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] }).collect()
        }
        for (folder, _) in READERS {
            let folder = paths::root().join(folder);
            assert!(properties_below(&folder).expect("sources").len() >= 5, "{}", folder.display());
            for path in sources(&folder) {
                let text = std::fs::read_to_string(&path).unwrap_or_default();
                assert!(!text.contains("with_cases("), "{}: let {CASES} say it", path.display());
            }
        }
    }
}
