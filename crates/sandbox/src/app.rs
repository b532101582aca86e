//! What every route can reach.

use std::sync::Arc;
use std::time::Duration;

use crate::console::Console;
use crate::domain::access_token;
use crate::domain::clock::Clock;
use crate::domain::ctk::passwords::Cost;
use crate::domain::strangers::Strangers;
use crate::faults::orders::Orders;
use crate::rails::webhooks::{Receivers, Sender};
use crate::store::Store;

/// The store, the clock, the settings, and the console that is served beside the systems.
#[derive(Debug)]
pub struct App {
    pub store: Store,
    pub clock: Clock,
    /// How long an access token lives.
    pub access_token_seconds: i64,
    /// How much work the hash of a new password is.
    pub password_cost: Cost,
    /// Names that nobody has, and how often they were tried.
    pub strangers: Strangers,
    /// How long a client may take for the head of a request, for its body, or to take in a piece of an answer.
    pub patience: Duration,
    pub console: Console,
    /// Whether others than this machine may look at the simulated outside and steer it.
    pub is_open: bool,
    /// Failures that are ordered, where that is allowed.
    pub faults: Option<Orders>,
    /// What sends webhooks.
    pub webhooks: Sender,
}

/// How patient a server is, where nothing else is said.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// One for all requests.
pub type Shared = Arc<App>;

impl App {
    /// With the machine's clock, tokens that live as long as they may, and no console.
    pub fn new(store: Store) -> Self {
        Self {
            store,
            clock: Clock::machine(),
            access_token_seconds: access_token::LONGEST_SECONDS,
            password_cost: Cost::Usual,
            strangers: Strangers::default(),
            patience: PATIENCE,
            console: Console::default(),
            is_open: false,
            faults: None,
            webhooks: Sender::new(Receivers::default()),
        }
    }
}
