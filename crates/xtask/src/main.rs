//! `cargo xtask`: everything the project does to itself, from setting up to measuring.

mod args;
mod bench;
mod bench_ledger;
mod beside;
mod command;
mod console;
mod description;
mod dist;
mod fuzz;
mod local_http;
mod paths;
mod postgres;
mod reproduce;
mod run;
mod sandbox;
mod sbom;
mod setup;
mod split;
mod steps;
mod test;
mod tools;

use std::process::ExitCode;

use args::Task;

fn main() -> ExitCode {
    let outcome = args::parse(std::env::args().skip(1)).and_then(perform);
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn perform(task: Task) -> anyhow::Result<()> {
    match task {
        Task::Help => {
            print!("{}", args::HELP);
            Ok(())
        }
        Task::Setup => setup::install(setup::Scope::Test),
        Task::Run(options) => run::run(&options),
        Task::Build => {
            setup::install(setup::Scope::Build)?;
            console::build(console::WasmOpt::Required).map(drop)
        }
        Task::Fuzz(options) => fuzz::fuzz(&options),
        Task::Sbom => sbom::sbom(),
        Task::Reproduce => reproduce::reproduce(),
        Task::Check => test::check(),
        Task::Lint => test::lint(),
        Task::Test(options) => test::test(&options),
        Task::Bench(options) => bench::bench(&options),
    }
}
