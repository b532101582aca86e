//! Fills an empty database with a plausible past: the same one for the same options.

mod bulk;
mod centrapay;
mod ctk;
mod history;
mod people;
mod random;
mod refills;
mod step;
mod world;

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use crate::domain::clock::{DAY, SECOND};
use crate::store::{Store, StoreError, merchants};
use bulk::Bulk;
use history::History;
use random::Random;

/// What is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// How many customers the merchants have together.
    pub customers: u32,
    /// How many transactions, failed ones and voids included.
    pub transactions: u32,
    /// Another number gives another past.
    pub seed: u64,
    /// The end of the past, in microseconds since 1970.
    pub now: i64,
}

impl Options {
    /// Sixty customers and five thousand transactions up to `now`.
    pub const fn at(now: i64) -> Self {
        Self { customers: 60, transactions: 5_000, seed: 1, now }
    }
}

/// How far the past reaches back.
const PAST: i64 = 275 * DAY;

/// Customers that the demonstration shows, not counting one who is blocked and one not activated.
const DEMO_CUSTOMERS: usize = 4;

/// The merchants, and how many of a hundred customers each has.
const MERCHANTS: &[(&str, usize)] = &[("Halyard Workspaces", 85), ("Pier Coffee", 15)];

/// Why nothing was filled.
#[derive(Debug)]
pub enum SeedError {
    /// There are merchants already.
    NotEmpty,
    /// The store failed.
    Store(StoreError),
}

impl std::fmt::Display for SeedError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NotEmpty => formatter.write_str("the database is not empty: seed another --data"),
            Self::Store(error) => error.fmt(formatter),
        }
    }
}

impl std::error::Error for SeedError {}

impl<E: Into<StoreError>> From<E> for SeedError {
    fn from(error: E) -> Self {
        Self::Store(error.into())
    }
}

/// The key of a merchant of the demonstration.
fn api_key(seed: u64, name: &str) -> String {
    let digest = Sha256::digest(format!("{seed} {name}"));
    format!("sandbox_{}", HEXLOWER.encode(&digest[..16]))
}

/// Whether nothing has been filled in yet.
pub async fn is_empty(store: &Store) -> Result<bool, StoreError> {
    Ok(!merchants::any(&mut store.read().await?).await?)
}

/// Fills the database.
pub async fn run(store: &Store, options: Options) -> Result<(), SeedError> {
    if !is_empty(store).await? {
        return Err(SeedError::NotEmpty);
    }
    let options = Options { now: options.now.div_euclid(SECOND) * SECOND, ..options };
    let mut random = Random::new(options.seed);
    let mut write = store.write().await?;
    let start = options.now - PAST;
    let customers = usize::try_from(options.customers).unwrap_or(usize::MAX).max(2);
    let mut world = world::World::default();
    let mut left = customers;
    for (place, (name, share)) in MERCHANTS.iter().enumerate() {
        let key = api_key(options.seed, name);
        let merchant_id = merchants::create(&mut write, name, &key, start).await?;
        merchants::show_in_demo(&mut write, merchant_id, &key).await?;
        let is_last = place + 1 == MERCHANTS.len();
        let count = if is_last { left } else { (customers * share / 100).clamp(1, left - 1) };
        left -= count;
        world.add_merchant(&mut write, &mut random, merchant_id, count, start, options.now).await?;
    }
    world.show_in_demo(&mut write, DEMO_CUSTOMERS).await?;
    centrapay::add(&mut write, &mut Random::new(options.seed ^ 0xce47), 1, options.now).await?;
    let mut bulk = Bulk::begin(write, options.transactions).await?;
    let mut history = History::new(world, random, options, start);
    while let Some(step) = history.next() {
        bulk.add(store, step).await?;
    }
    bulk.finish(store, history.into_world()).await?;
    ctk::fill(store, options).await
}
