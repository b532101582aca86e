//! Figures that were counted in this session, kept in memory for the connection that they are of.

use std::sync::Arc;

use leptos::prelude::*;
use purser_api::Timestamp;

use super::{flow::Flows, held::Holdings};

/// A figure and when it was counted.
#[derive(Debug)]
pub struct AsOf<T> {
    pub at: Timestamp,
    pub counted: Arc<T>,
}

impl<T> Clone for AsOf<T> {
    fn clone(&self) -> Self {
        Self { at: self.at, counted: Arc::clone(&self.counted) }
    }
}

#[derive(Debug, Default)]
struct Shelf {
    connection: String,
    flows: Vec<AsOf<Flows>>,
    held: Option<AsOf<Holdings>>,
}

/// A context, made once by the app. It goes with the document, as everything does that a sign-out must take along.
#[derive(Clone, Copy, Debug)]
pub struct Kept(StoredValue<Shelf>);

impl Kept {
    pub fn provide() {
        provide_context(Self(StoredValue::new(Shelf::default())));
    }

    fn with<T>(self, connection: &str, read: impl FnOnce(&mut Shelf) -> T) -> Option<T> {
        self.0.try_update_value(|shelf| {
            if shelf.connection != connection {
                *shelf = Shelf { connection: connection.to_owned(), ..Shelf::default() };
            }
            read(shelf)
        })
    }

    pub fn flows(self, connection: &str, period: super::flow::Period) -> Option<AsOf<Flows>> {
        let same = |flows: &&AsOf<Flows>| flows.counted.period == period;
        self.with(connection, |shelf| shelf.flows.iter().find(same).cloned()).flatten()
    }

    pub fn keep_flows(self, connection: &str, flows: AsOf<Flows>) {
        self.with(connection, |shelf| {
            shelf.flows.retain(|kept| kept.counted.period != flows.counted.period);
            shelf.flows.push(flows);
        });
    }

    pub fn held(self, connection: &str) -> Option<AsOf<Holdings>> {
        self.with(connection, |shelf| shelf.held.clone()).flatten()
    }

    pub fn keep_held(self, connection: &str, held: AsOf<Holdings>) {
        self.with(connection, |shelf| shelf.held = Some(held));
    }
}

pub fn use_kept() -> Kept {
    expect_context::<Kept>()
}
