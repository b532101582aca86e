//! The command line.

use clap::{Args, Parser, Subcommand};
use std::fmt;
use std::io::{IsTerminal, Write};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::time::{Duration, Instant};
use tokio::net::TcpListener;
use tracing::level_filters::LevelFilter;

use crate::app::{App, PATIENCE};
use crate::console::Console;
use crate::domain::access_token;
use crate::domain::clock::{Clock, SECOND, parse_date_time};
use crate::faults::orders::Orders;
use crate::rails::webhooks::{Receivers, Sender};
use crate::routes::openapi::DESCRIPTION;
use crate::seed::{self, Options};
use crate::server;
use crate::store::{Store, StoreError, verify};

/// The wallet systems, served from this machine.
#[derive(Debug, Parser)]
#[command(name = "purser-sandbox", version)]
struct CommandLine {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serves the systems and the console.
    Serve(Serve),
    /// Fills an empty database with a plausible past.
    Seed(Seed),
    /// Proves the ledger, or names the first entry that does not fit.
    Verify(Verify),
    /// Prints the security headers that the console needs.
    Headers(Headers),
    /// Prints the description of the systems, for programs.
    Openapi,
}

#[derive(Debug, Args)]
struct Serve {
    #[command(flatten)]
    place: Place,
    /// Keeps the database in memory; it is gone when the server stops.
    #[arg(long, conflicts_with_all = ["data", "database"])]
    memory: bool,
    /// Fills the database first, if it is empty.
    #[arg(long)]
    seed_if_empty: bool,
    #[command(flatten)]
    past: Past,
    /// The port; 0 takes a free one.
    #[arg(long, default_value_t = 4455)]
    port: u16,
    /// The address to listen at.
    #[arg(long, default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    host: IpAddr,
    /// The built console; `dist`, if there is one.
    #[arg(long, value_name = "DIR")]
    console: Option<PathBuf>,
    /// Another origin that the console may speak with; can be given more than once.
    #[arg(long, value_name = "ORIGIN")]
    connect_origin: Vec<String>,
    /// Sends HSTS with every answer.
    #[arg(long)]
    https: bool,
    /// How long an access token lives.
    #[arg(long, value_name = "SECONDS", default_value_t = access_token::LONGEST_SECONDS,
          value_parser = clap::value_parser!(i64).range(1..=access_token::LONGEST_SECONDS))]
    access_token_seconds: i64,
    /// How long a client may take for the head of a request, for its body, or to take in a piece of an answer.
    #[arg(long, value_name = "SECONDS", default_value_t = PATIENCE.as_secs(),
          value_parser = clap::value_parser!(u64).range(1..=3_600))]
    patience: u64,
    /// Lets failures be ordered at /sandbox/faults.
    #[arg(long)]
    faults: bool,
    /// Lets others than this machine see the demonstration, look at the simulated outside and steer it.
    #[arg(long)]
    open_sandbox: bool,
    /// Whom webhooks are sent to.
    #[arg(long, value_name = "RECEIVERS", value_enum, default_value_t)]
    webhooks: Receivers,
    /// What is logged: off, error, warn, info, debug or trace.
    #[arg(long, value_name = "LEVEL", default_value_t = LevelFilter::INFO)]
    log: LevelFilter,
}

#[derive(Args)]
struct Place {
    /// Where the embedded database is kept.
    #[arg(long, value_name = "DIR", default_value = ".data")]
    data: PathBuf,
    /// A `PostgreSQL` database in its stead, like `postgres://user:password@host/name`. With the password in it,
    /// the variable is the safer place: other users of the machine see arguments.
    #[arg(long, value_name = "ADDRESS", env = "PURSER_DATABASE", hide_env_values = true)]
    database: Option<String>,
}

impl fmt::Debug for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The address may carry a password.
        formatter.debug_struct("Place").field("data", &self.data).finish_non_exhaustive()
    }
}

impl Place {
    async fn open(&self) -> Result<Store, StoreError> {
        match &self.database {
            Some(address) => Store::connect(address).await,
            None => Store::open(&self.data).await,
        }
    }
}

#[derive(Debug, Args)]
struct Past {
    /// How many customers the seed makes.
    #[arg(long, default_value_t = 60, value_parser = clap::value_parser!(u32).range(2..=100_000))]
    customers: u32,
    /// How many transactions the seed makes.
    #[arg(long, default_value_t = 5_000)]
    transactions: u32,
    /// Another number seeds another past.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The end of the seeded past, UTC, like 2026-03-31T09:59:48; the present, if not given.
    #[arg(long, value_name = "TIME", value_parser = instant)]
    now: Option<i64>,
}

#[derive(Debug, Args)]
struct Seed {
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    past: Past,
}

#[derive(Debug, Args)]
struct Verify {
    #[command(flatten)]
    place: Place,
}

#[derive(Debug, Args)]
struct Headers {
    /// The built console.
    #[arg(long, value_name = "DIR", default_value = "dist")]
    console: PathBuf,
    /// Another origin that the console may speak with; can be given more than once.
    #[arg(long, value_name = "ORIGIN")]
    connect_origin: Vec<String>,
    /// Prints HSTS too.
    #[arg(long)]
    https: bool,
}

/// Why a command failed, in a sentence.
#[derive(Debug)]
pub struct Failure(String);

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl<E: std::error::Error> From<E> for Failure {
    fn from(error: E) -> Self {
        Self(error.to_string())
    }
}

fn instant(text: &str) -> Result<i64, &'static str> {
    parse_date_time(text.trim_end_matches('Z')).ok_or("must be a time like 2026-03-31T09:59:48")
}

impl Past {
    fn options(&self) -> Options {
        let now = self.now.unwrap_or_else(|| Clock::machine().now());
        Options { customers: self.customers, transactions: self.transactions, seed: self.seed, now }
    }
}

/// Does what the command line says.
pub async fn run() -> Result<(), Failure> {
    match CommandLine::parse().command {
        Command::Serve(arguments) => serve(arguments).await,
        Command::Seed(arguments) => seed(arguments).await,
        Command::Verify(arguments) => verify(arguments).await,
        Command::Headers(arguments) => headers(&arguments),
        Command::Openapi => say(DESCRIPTION.trim_end()),
    }
}

fn say(line: &str) -> Result<(), Failure> {
    let mut output = std::io::stdout();
    writeln!(output, "{line}")?;
    Ok(output.flush()?)
}

fn log(level: LevelFilter) {
    let builder = tracing_subscriber::fmt().with_max_level(level).with_writer(std::io::stderr);
    if std::io::stderr().is_terminal() {
        builder.init();
    } else {
        builder.json().init();
    }
}

async fn serve(arguments: Serve) -> Result<(), Failure> {
    log(arguments.log);
    let console = load_console(&arguments)?;
    let address = SocketAddr::new(arguments.host, arguments.port);
    let listener = TcpListener::bind(address)
        .await
        .map_err(|error| Failure(format!("cannot listen at {address}: {error}")))?;
    let store = if arguments.memory { Store::in_memory().await? } else { arguments.place.open().await? };
    if arguments.seed_if_empty && seed::is_empty(&store).await? {
        seed::run(&store, arguments.past.options()).await?;
    }
    let app = App {
        access_token_seconds: arguments.access_token_seconds,
        console,
        patience: Duration::from_secs(arguments.patience),
        is_open: arguments.open_sandbox,
        faults: arguments.faults.then(Orders::default),
        webhooks: Sender::new(arguments.webhooks),
        ..App::new(store)
    };
    say(&format!("purser-sandbox listening on http://{}", listener.local_addr()?))?;
    Ok(server::serve(listener, app).await?)
}

fn load_console(arguments: &Serve) -> Result<Console, Failure> {
    let origins = &arguments.connect_origin;
    let directory = arguments.console.clone().unwrap_or_else(|| PathBuf::from("dist"));
    let console = if arguments.console.is_some() || directory.is_dir() {
        Console::load(&directory, origins).map_err(|error| {
            Failure(format!("{} cannot be served as the console: {error}", directory.display()))
        })?
    } else {
        Console::absent(origins)
    };
    Ok(if arguments.https { console.with_https() } else { console })
}

async fn seed(arguments: Seed) -> Result<(), Failure> {
    let started = Instant::now();
    let store = arguments.place.open().await?;
    let options = arguments.past.options();
    seed::run(&store, options).await?;
    store.close().await?;
    say(&format!(
        "seeded {} customers and {} transactions up to {} in {:.1} s",
        options.customers,
        options.transactions,
        options.now / SECOND,
        started.elapsed().as_secs_f32()
    ))
}

async fn verify(arguments: Verify) -> Result<(), Failure> {
    let store = match &arguments.place.database {
        Some(address) => Store::connect(address).await?,
        None => Store::open_existing(&arguments.place.data).await?,
    };
    let outcome = verify::run(&mut *store.snapshot().await?).await?;
    store.close().await?;
    match outcome {
        Ok(proof) => say(&proof.to_string()),
        Err(fault) => Err(Failure(fault.to_string())),
    }
}

fn headers(arguments: &Headers) -> Result<(), Failure> {
    let console = Console::load(&arguments.console, &arguments.connect_origin)
        .map_err(|error| Failure(format!("{} cannot be read: {error}", arguments.console.display())))?;
    let console = if arguments.https { console.with_https() } else { console };
    console.headers().lines().iter().try_for_each(|line| say(line))
}
