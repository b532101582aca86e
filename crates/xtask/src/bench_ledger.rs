//! How fast the sandbox is, on a file and on `PostgreSQL`, beside what the same machine does bare.

use std::path::Path;
use std::sync::mpsc;
use std::time::Duration;

use anyhow::{Context as _, bail};

use crate::args::BenchOptions;
use crate::command::{cargo, command, run};
use crate::postgres::{self, Durability, Server};
use crate::sandbox::{self, Event, Running};

const LONGEST_START: Duration = Duration::from_mins(10);

pub(crate) fn bench(options: &BenchOptions) -> anyhow::Result<()> {
    println!("── on a file");
    run(&mut measurement(options))?;
    println!("\n── on PostgreSQL");
    let server = Server::start(Durability::Full)?;
    pgbench(&server, options.seconds)?;
    run(measurement(options).env("PURSER_BENCH_DATABASE", &server.address))?;
    println!("\n── one process and two, on PostgreSQL");
    let program = sandbox::build()?;
    processes(&program, &server, options)
}

fn measurement(options: &BenchOptions) -> std::process::Command {
    let mut bench = cargo(["bench", "--quiet", "--package", "purser-sandbox", "--bench", "ledger"]);
    bench.env("PURSER_BENCH_TRANSACTIONS", &options.transactions);
    bench.env("PURSER_BENCH_SECONDS", options.seconds.to_string());
    bench
}

/// The floor: the server's own measure, like TPC-B, at the same isolation.
fn pgbench(server: &Server, seconds: u32) -> anyhow::Result<()> {
    let program = postgres::program("pgbench").context("`pgbench` is missing")?;
    let program = program.to_string_lossy();
    let pgbench = |words: &[String]| {
        let mut pgbench = command(&program, words);
        pgbench.env("PGOPTIONS", "-c default_transaction_isolation=serializable");
        pgbench.arg(&server.address);
        pgbench
    };
    run(&mut pgbench(&["--initialize", "--quiet", "--scale=50"].map(str::to_owned)))?;
    for clients in ["1", "32"] {
        let (client, time) = (format!("--client={clients}"), format!("--time={seconds}"));
        let fixed = ["--jobs=2", "--protocol=prepared", "--max-tries=100"].map(str::to_owned);
        let words: Vec<String> = [client, time].into_iter().chain(fixed).collect();
        let output = pgbench(&words).output()?;
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        let rate = said.lines().find_map(|line| line.strip_prefix("tps = ")?.split('.').next());
        let latency = said.lines().find_map(|line| line.strip_prefix("latency average = "));
        println!(
            "  {:<44} {:>9}/s   mean {}",
            format!("pgbench, like TPC-B, {clients} at a time"),
            rate.context("pgbench names no rate")?,
            latency.unwrap_or("unknown"),
        );
    }
    Ok(())
}

/// The same load over HTTP on one process, then on two.
fn processes(program: &Path, server: &Server, options: &BenchOptions) -> anyhow::Result<()> {
    let database = server.address.replace("/postgres", "/processes");
    let create = ["--command", "CREATE DATABASE processes", "--quiet", &server.address];
    let psql = postgres::program("psql").context("`psql` is missing")?;
    run(&mut command(&psql.to_string_lossy(), create))?;
    let mut running = Vec::new();
    let mut addresses: Vec<String> = Vec::new();
    for _ in 0..2 {
        let (process, address) = serve(program, &database)?;
        running.push(process);
        addresses.push(address);
        run(measurement(options).env("PURSER_BENCH_SERVERS", addresses.join(",")))?;
    }
    Ok(())
}

fn serve(program: &Path, database: &str) -> anyhow::Result<(Running, String)> {
    let (events, inbox) = mpsc::channel();
    let process = Running::start_on_database(program, database, events)?;
    match inbox.recv_timeout(LONGEST_START)? {
        Event::Ready(address) => Ok((process, address)),
        Event::Ended | Event::Stop => bail!("the sandbox has stopped; what it says is above"),
    }
}
