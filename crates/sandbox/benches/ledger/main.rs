//! How fast payments become durable and lists are read, beside what the same disk does bare.
//!
//! Called by `cargo xtask bench`. With `PURSER_BENCH_DATABASE` it measures that `PostgreSQL` server, else a
//! file; `PURSER_BENCH_TRANSACTIONS` says how long the past is, several lengths with commas between;
//! `PURSER_BENCH_SECONDS` how long each measurement takes. With `PURSER_BENCH_SERVERS` it only pays, at
//! servers that run already.

mod floor;
mod load;
mod numbers;

use purser_sandbox::app::App;
use purser_sandbox::domain::clock::Clock;
use purser_sandbox::routes::router;
use purser_sandbox::seed::{self, Options};
use purser_sandbox::store::{Store, merchants};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use load::{Load, Target};
use numbers::Numbers;

const CUSTOMERS: u32 = 200;

fn setting(name: &str, otherwise: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| otherwise.to_owned())
}

/// A directory that is gone at the end.
struct Scratch(PathBuf);

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[tokio::main]
async fn main() {
    // `cargo test --all-targets` asks whether it starts.
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    let seconds = setting("PURSER_BENCH_SECONDS", "5").parse().expect("a number of seconds");
    let time = Duration::from_secs(seconds);
    if let Ok(addresses) = std::env::var("PURSER_BENCH_SERVERS") {
        let (target, key) = Target::servers(&addresses).await;
        let load = Load::prepare(target, key).await;
        let name = format!("payments over HTTP, {} processes, 32 at a time", addresses.split(',').count());
        load.payments(32, time).await.say(&name, None);
        return;
    }
    let scratch = Scratch(PathBuf::from("target").join(format!("bench-{}", std::process::id())));
    std::fs::create_dir_all(&scratch.0).expect("a directory to measure in");
    let server = std::env::var("PURSER_BENCH_DATABASE").ok();
    let mut bare = None;
    if server.is_none() {
        let floor = floor::bare_commits(&scratch.0, time);
        floor.say("bare commits of one row, 1 writer", None);
        bare = Some(floor.rate());
    }
    for transactions in setting("PURSER_BENCH_TRANSACTIONS", "10000,1000000").split(',') {
        let transactions: u32 = transactions.trim().parse().expect("a number of transactions");
        println!("\nafter {transactions} transactions");
        let store = match &server {
            Some(server) => Store::connect(&load::new_database(server, transactions).await).await,
            None => Store::open(&scratch.0.join(transactions.to_string())).await,
        };
        let store = store.expect("a store");
        let started = Instant::now();
        let options = Options { customers: CUSTOMERS, transactions, seed: 1, now: Clock::machine().now() };
        seed::run(&store, options).await.expect("a past");
        let seeded = started.elapsed().as_secs_f64();
        println!("  {:<44} {:>9.0}/s", "seeded", f64::from(transactions) / seeded);
        measure(store, time, bare, transactions).await;
    }
}

async fn measure(store: Store, time: Duration, bare: Option<f64>, transactions: u32) {
    let mut connection = store.read().await.expect("a connection");
    let key = merchants::demo(&mut connection).await.expect("merchants")[0].api_key.clone();
    drop(connection);
    let app = Arc::new(App::new(store.clone()));
    let load = Load::prepare(Target::Router(router(app)), key).await;
    for writers in [1, 32] {
        let name = format!("durable payments, {writers} at a time");
        load.payments(writers, time).await.say(&name, bare);
    }
    let last = transactions.div_ceil(50);
    let lists = [
        ("list, first page", String::new()),
        ("list, page in the middle", format!("page={}", last / 2)),
        ("list, last page", format!("page={last}")),
        ("list, by price", "orderColumn=price&orderDirection=desc".to_owned()),
        ("list, one day", format!("dateFrom={0}&dateTo={0}", load.a_day())),
        ("list, a filter that few match", "status=processing".to_owned()),
        ("one by its reference", format!("merchantOrderId={}", load.reference())),
    ];
    for (name, query) in lists {
        load.reads(&format!("/api/v1/transaction?{query}"), time / 5).await.say(name, None);
    }
    store.close().await.expect("an orderly end");
}

/// What is said of a measurement.
impl Numbers {
    fn say(&self, name: &str, bare: Option<f64>) {
        let ratio = bare.map(|bare| format!("   {:.2} of bare", self.rate() / bare)).unwrap_or_default();
        println!(
            "  {name:<44} {:>9.0}/s   p50 {:>8.2} ms   p99 {:>8.2} ms{ratio}",
            self.rate(),
            self.percentile(50),
            self.percentile(99),
        );
    }
}
