//! What was found out about a text before anything of it is done.

use super::GOOD_FOR;
use crate::{
    bulk::{
        Kind,
        check::Outlook,
        kept::{Kept, State},
        rows::Row,
        summary::{Summary, summary},
    },
    clock::now_millis,
};

/// A text that was checked, frozen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    pub kind: Kind,
    /// Over which connection.
    pub connection: String,
    /// When, in Unix milliseconds.
    pub at: i64,
    /// The run that it belongs to, new or kept.
    pub run: String,
    /// What was kept when it was checked, as it was kept.
    pub loaded: Option<Kept>,
    /// The same with what was found out about rows of unknown outcome.
    pub known: Option<Kept>,
    pub rows: Vec<Row>,
    pub digests: Vec<Option<String>>,
    pub outlooks: Vec<Outlook>,
    /// How each row stands in the run that is gone on with.
    pub states: Vec<Option<State>>,
    pub unused: Vec<String>,
    /// Unfinished rows of the kept run that the text leaves out.
    pub left_out: usize,
}

impl Checked {
    pub fn summary(&self) -> Summary {
        summary(&self.outlooks)
    }

    /// How many of the rows that will be done were sent before and never arrived.
    pub fn sent_again(&self) -> usize {
        let is_again = |(outlook, state): &(&Outlook, &Option<State>)| {
            matches!(outlook, Outlook::Will(_)) && **state == Some(State::Absent)
        };
        self.outlooks.iter().zip(&self.states).filter(is_again).count()
    }

    pub fn is_fresh(&self) -> bool {
        now_millis() - self.at < GOOD_FOR
    }

    pub(super) fn nothing() -> Self {
        Self {
            kind: Kind::TopUp,
            connection: String::new(),
            at: 0,
            run: String::new(),
            loaded: None,
            known: None,
            rows: Vec::new(),
            digests: Vec::new(),
            outlooks: Vec::new(),
            states: Vec::new(),
            unused: Vec::new(),
            left_out: 0,
        }
    }
}
