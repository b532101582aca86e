//! `test`, `lint` and `check`: what has to hold before a change is done.

use std::process::Command;

use anyhow::Context as _;

use crate::args::TestOptions;
use crate::command::{cargo, find, run};
use crate::console::{self, WasmOpt};
use crate::postgres::{Durability, Server};
use crate::steps::Steps;
use crate::tools::WASM_TARGET;
use crate::{description, sandbox, setup};

/// Clippy's findings fail here, while in an editor they only warn.
const DENY_WARNINGS: [&str; 3] = ["--", "-D", "warnings"];

pub(crate) fn check() -> anyhow::Result<()> {
    setup::install(setup::Scope::Compile)?;
    run(&mut cargo(["check", "--workspace"]))?;
    run(&mut cargo(["check", "--package", "purser", "--target", WASM_TARGET]))
}

pub(crate) fn lint() -> anyhow::Result<()> {
    setup::install(setup::Scope::Compile)?;
    let mut steps = Steps::default();
    lints(&mut steps)?;
    println!("{}", steps.summary());
    Ok(())
}

pub(crate) fn test(options: &TestOptions) -> anyhow::Result<()> {
    let mut steps = Steps::default();
    let outcome = all(&mut steps, options);
    println!("{}", steps.summary());
    outcome
}

fn all(steps: &mut Steps, options: &TestOptions) -> anyhow::Result<()> {
    steps.step("set-up", || setup::install(setup::Scope::Test))?;
    if options.filter.is_none() {
        steps.step("lock file", || {
            run(cargo(["metadata", "--locked", "--format-version=1"]).stdout(std::process::Stdio::null()))
        })?;
        lints(steps)?;
        steps.step("native tests", || run(&mut cargo(["test", "--workspace"])))?;
        steps.step("sandbox tests on PostgreSQL", || {
            let server = Server::start(Durability::None)?;
            // The whole workspace, so that nothing is compiled again with other features.
            let mut tests = cargo(["test", "--workspace", "--test", "sandbox"]);
            run(tests.env("PURSER_TEST_DATABASE", &server.address))
        })?;
        steps.step("tests of the console in a browser", || run(&mut wasm_tests()?))?;
    }
    let mut dist = None;
    steps.step("console for release", || {
        dist = Some(console::build(WasmOpt::Required)?);
        Ok(())
    })?;
    let mut program = None;
    steps.step("sandbox for release", || {
        program = Some(sandbox::build()?);
        Ok(())
    })?;
    if let (Some(program), None) = (&program, &options.filter) {
        steps.step("description of the systems, tried out", || description::try_out(program))?;
    }
    steps.step("end-to-end tests", || {
        let mut tests = cargo(["test", "--package", "purser", "--test", "browser", "--"]);
        tests.args(options.filter.as_deref());
        tests.envs(program.map(|program| ("PURSER_SANDBOX_BIN", program)));
        tests.envs(dist.map(|dist| ("PURSER_CONSOLE_DIST", dist)));
        run(&mut tests)
    })
}

fn lints(steps: &mut Steps) -> anyhow::Result<()> {
    steps.step("format", || run(&mut cargo(["fmt", "--all", "--check"])))?;
    steps.step("lints, native", || {
        run(cargo(["clippy", "--workspace", "--all-targets"]).args(DENY_WARNINGS))?;
        // Not among all targets, since a plain `cargo test` leaves it out.
        run(cargo(["clippy", "--package", "purser", "--test", "browser"]).args(DENY_WARNINGS))
    })?;
    steps.step("lints, wasm", || {
        let targets =
            ["clippy", "--package", "purser", "--lib", "--bins", "--test", "dom", "--target", WASM_TARGET];
        run(cargo(targets).args(DENY_WARNINGS))
    })?;
    steps.step("documentation", || {
        let documents = ["doc", "--no-deps", "--package", "purser-api"];
        run(cargo(documents).env("RUSTDOCFLAGS", "--deny warnings"))
    })
}

fn wasm_tests() -> anyhow::Result<Command> {
    let missing = |program| format!("`{program}` is not on the search path");
    let driver = find("chromedriver").with_context(|| missing("chromedriver"))?;
    let runner = find("wasm-bindgen-test-runner").with_context(|| missing("wasm-bindgen-test-runner"))?;
    let mut tests = cargo(["test", "--package", "purser", "--lib", "--test", "dom", "--target", WASM_TARGET]);
    tests.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner);
    tests.env("CHROMEDRIVER", driver);
    tests.env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", crate::paths::root().join("tests").join("webdriver.json"));
    Ok(tests)
}
