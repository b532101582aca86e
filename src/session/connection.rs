//! A merchant's connection: a key of one environment, and what the screen may say about it.

use std::sync::Arc;

use purser_api::Secret;

use crate::config::Environment;

/// The colours a connection may have, by their names in the style sheet.
pub const COLOURS: [&str; 6] = ["teal", "blue", "violet", "rose", "amber", "green"];

/// A merchant's connection. Its keys go to the environment they were entered for and nowhere else (rule 12): a request
/// takes both from here.
#[derive(Clone, Debug)]
pub struct Merchant {
    /// Tells connections apart for as long as they are known; random, and of nothing else's making.
    pub id: String,
    pub name: String,
    pub colour: &'static str,
    pub environment: Arc<Environment>,
    pub key: Secret,
    /// Tells this connection from others in the journal; made from the key, and gives nothing of it away.
    pub fingerprint: String,
    pub centrapay: Option<CentrapayKey>,
    /// Whether the vault keeps it; else it is gone with the document.
    pub is_kept: bool,
}

/// What Centrapay knows a merchant by: a key of its own, and the account that wallets belong to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CentrapayKey {
    pub key: Secret,
    pub account_id: String,
}

impl Merchant {
    /// A connection with a name, the first colour, no Centrapay key, kept nowhere.
    pub fn new(
        name: impl Into<String>,
        environment: Arc<Environment>,
        key: Secret,
        fingerprint: String,
    ) -> Self {
        Self {
            id: String::new(),
            name: name.into(),
            colour: COLOURS[0],
            environment,
            key,
            fingerprint,
            centrapay: None,
            is_kept: false,
        }
    }
}

/// The colour of that name, or the first.
pub fn colour(name: &str) -> &'static str {
    COLOURS.into_iter().find(|colour| *colour == name).unwrap_or(COLOURS[0])
}
