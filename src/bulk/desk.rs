//! The work on the desk: the text, what was found out about it, the run. It lives as long as the document, so that one
//! can look at other pages while a run goes on; signing out replaces the document and it with it.

mod checked;
mod looking;

use std::{cell::RefCell, sync::Arc};

use leptos::prelude::*;
use purser_api::Error;

pub use checked::Checked;
use looking::stop_looking;

use super::{
    Kind, facts,
    kept::{self, Kept, State},
    lock,
    run::{self, Going, Halt, Means, Progress, Trouble, Wish},
};
use crate::{gather, transport::Client};

/// How long what was looked up may be relied on, in milliseconds.
pub const GOOD_FOR: i64 = 5 * 60_000;

/// Where the work stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stage {
    /// Rows are being brought together.
    #[default]
    Rows,
    /// They are being looked up.
    Checking,
    /// What each of them would do is on the screen.
    Checked,
    Running,
    Ended,
}

/// Everything on the desk. Plain handles; every page that looks at it sees the same.
#[derive(Clone, Debug)]
pub struct Desk {
    pub kind: ArcRwSignal<Kind>,
    pub text: ArcRwSignal<String>,
    /// The file that the text came from.
    pub file: ArcRwSignal<Option<String>>,
    pub stage: ArcRwSignal<Stage>,
    /// What is wrong with the text as a whole.
    pub wrong: ArcRwSignal<Option<String>>,
    pub error: ArcRwSignal<Option<Arc<Error>>>,
    pub looking: ArcRwSignal<Option<gather::Progress>>,
    pub checked: ArcRwSignal<Option<Arc<Checked>>>,
    /// How far each row of the checked text came.
    pub progress: ArcRwSignal<Vec<Progress>>,
    pub going: ArcRwSignal<Going>,
    pub trouble: ArcRwSignal<Option<Trouble>>,
    /// The run that this browser keeps.
    pub kept: ArcRwSignal<Option<Kept>>,
    /// The place in the run of each row of the checked text.
    pub places: ArcRwSignal<Vec<Option<usize>>>,
    /// The customers that an address brought along last.
    brought: ArcStoredValue<String>,
    /// The connection that was there last.
    connection: ArcStoredValue<String>,
    /// Grows with every check: what is found out about a row later is about the rows of that time.
    turn: ArcStoredValue<u64>,
}

thread_local! {
    static DESK: RefCell<Option<Desk>> = const { RefCell::new(None) };
}

/// The desk of this document.
pub fn use_desk() -> Desk {
    DESK.with_borrow_mut(|desk| desk.get_or_insert_with(Desk::new).clone())
}

impl Desk {
    fn new() -> Self {
        Self {
            kind: ArcRwSignal::new(Kind::TopUp),
            text: ArcRwSignal::new(String::new()),
            file: ArcRwSignal::new(None),
            stage: ArcRwSignal::new(Stage::Rows),
            wrong: ArcRwSignal::new(None),
            error: ArcRwSignal::new(None),
            looking: ArcRwSignal::new(None),
            checked: ArcRwSignal::new(None),
            progress: ArcRwSignal::new(Vec::new()),
            going: ArcRwSignal::new(Going::default()),
            trouble: ArcRwSignal::new(None),
            kept: ArcRwSignal::new(kept::load()),
            places: ArcRwSignal::new(Vec::new()),
            brought: ArcStoredValue::new(String::new()),
            connection: ArcStoredValue::new(String::new()),
            turn: ArcStoredValue::new(0),
        }
    }

    /// Whether a run is on its way here.
    pub fn is_running(&self) -> bool {
        self.stage.get_untracked() == Stage::Running
    }

    /// What is kept may have been changed by another tab.
    pub fn look_at_kept(&self) {
        if !self.is_running() {
            let kept = kept::load();
            if self.kept.get_untracked() != kept {
                self.kept.set(kept);
            }
        }
    }

    /// Back to the rows: what was checked is void.
    pub fn back(&self) {
        if self.is_running() {
            return;
        }
        stop_looking();
        self.turn.update_value(|turn| *turn += 1);
        self.stage.set(Stage::Rows);
        self.checked.set(None);
        self.looking.set(None);
        self.error.set(None);
        self.trouble.set(None);
        self.wrong.set(None);
        self.look_at_kept();
    }

    /// Another kind of work. The rows stay, because a list of numbers may do for it.
    pub fn choose(&self, kind: Kind) {
        if !self.is_running() && self.kind.get_untracked() != kind {
            self.back();
            self.kind.set(kind);
        }
    }

    /// Other rows.
    pub fn put(&self, text: String, file: Option<String>) {
        if !self.is_running() {
            self.back();
            self.text.set(text);
            self.file.set(file);
        }
    }

    /// The accounts of customers as rows whose amounts are to be filled in.
    pub fn put_accounts_of(&self, client: Client, ids: &str) {
        if self.brought.get_value() == ids {
            return;
        }
        self.brought.set_value(ids.to_owned());
        self.put(String::new(), None);
        let ids: Vec<u64> = ids.split(',').filter_map(|id| id.trim().parse().ok()).collect();
        let total = u64::try_from(ids.len()).unwrap_or_default();
        self.looking.set(Some(gather::Progress { read: 0, total }));
        let (desk, turn) = (self.clone(), self.turn());
        leptos::task::spawn_local(async move {
            let text = facts::accounts_as_text(client, ids).await;
            if desk.turn() != turn {
                return;
            }
            desk.looking.set(None);
            match text {
                Ok(text) => desk.put(text, None),
                Err(error) => desk.error.set(Some(Arc::new(error))),
            }
        });
    }

    /// Whether what is on the desk belongs to another connection than this one.
    pub fn is_of_another(&self, connection: &str) -> bool {
        self.checked.with(|checked| checked.as_ref().is_some_and(|checked| checked.connection != connection))
    }

    /// Another connection's rows are nobody else's business: what is not on its way or done is gone.
    pub fn belongs_to(&self, connection: &str) {
        let before = self.connection.get_value();
        self.connection.set_value(connection.to_owned());
        let is_run = matches!(self.stage.get_untracked(), Stage::Running | Stage::Ended);
        if !before.is_empty() && before != connection && !is_run {
            self.clear();
        }
    }

    /// Everything from the start.
    pub fn clear(&self) {
        if self.is_running() {
            return;
        }
        self.put(String::new(), None);
        self.brought.set_value(String::new());
        self.progress.set(Vec::new());
    }

    /// Forgets the run that is kept, unless another tab drives it.
    pub fn forget(&self) {
        if self.is_running() {
            return;
        }
        let desk = self.clone();
        leptos::task::spawn_local(async move {
            let Some(held) = lock::take().await else {
                return desk.trouble.set(Some(Trouble::OtherTab));
            };
            kept::forget();
            drop(held);
            desk.back();
        });
    }

    /// Whether the run that is kept stands in the way of what was checked: it is unfinished, and another one.
    pub fn is_in_the_way(&self, checked: &Checked) -> bool {
        self.kept.with(|kept| kept.as_ref().is_some_and(|kept| kept.id != checked.run && kept.is_open()))
    }

    /// Begins the run that was reviewed.
    pub fn run(&self, means: Means, wish: Wish) {
        if self.stage.get_untracked() != Stage::Checked {
            return;
        }
        let fresh =
            self.checked.with_untracked(|checked| checked.as_ref().is_some_and(|checked| checked.is_fresh()));
        if !fresh {
            return self.trouble.set(Some(Trouble::Changed));
        }
        self.trouble.set(None);
        self.going.set(Going::default());
        self.stage.set(Stage::Running);
        let desk = self.clone();
        leptos::task::spawn_local(async move {
            run::drive(means, desk, wish).await;
        });
    }

    pub fn pause(&self) {
        self.halt(Halt::Paused);
    }

    pub fn go_on(&self) {
        self.going.update(|going| going.halt = None);
    }

    /// Ends the run after the row that is on its way.
    pub fn stop(&self) {
        self.going.update(|going| going.is_stopping = true);
    }

    pub(super) fn halt(&self, halt: Halt) {
        self.going.update(|going| going.halt = Some(halt));
    }

    pub(super) fn waits_until(&self, until: Option<purser_api::Timestamp>) {
        self.going.update(|going| going.waits_until = until);
    }

    pub(super) fn going_now(&self) -> Going {
        self.going.get_untracked()
    }

    pub(super) fn show(&self, stage: Stage) {
        self.stage.set(stage);
    }

    pub(super) fn checked(&self) -> Arc<Checked> {
        // A run begins from what was checked, so it is there.
        self.checked.get_untracked().unwrap_or_else(|| Arc::new(Checked::nothing()))
    }

    pub(super) fn not_begun(&self, trouble: Trouble) {
        self.trouble.set(Some(trouble));
        self.stage.set(Stage::Checked);
        let kept = kept::load();
        self.kept.set(kept);
    }

    pub(super) fn ended_by(&self, trouble: Trouble) {
        self.trouble.set(Some(trouble));
    }

    pub(super) fn begun(&self, kept: Kept, places: Vec<Option<usize>>) {
        self.kept.set(Some(kept));
        self.places.set(places);
    }

    /// The reference of a row of the run, and how far it came.
    pub(super) fn kept_row(&self, place: usize) -> (String, State) {
        self.kept.with_untracked(|kept| {
            let row = kept.as_ref().and_then(|kept| kept.rows.get(place));
            row.map(|row| (row.reference.clone(), row.state)).unwrap_or_default()
        })
    }

    pub(super) fn turn(&self) -> u64 {
        self.turn.get_value()
    }

    /// Notes how far a row came, here and in what is kept. `false` when the browser did not keep it.
    ///
    /// Only the tab that drives a run writes: what is found out when the run has ended is shown, and found out again by
    /// whoever goes on with it.
    pub(super) fn set(&self, row: usize, place: usize, progress: Progress) -> bool {
        let (state, is_running) = (progress.state(), self.is_running());
        self.progress.update(|all| {
            if let Some(known) = all.get_mut(row) {
                *known = progress;
            }
        });
        self.kept
            .try_update(|kept| {
                let Some(kept) = kept.as_mut() else { return false };
                match kept.rows.get_mut(place) {
                    // What was sent and has no answer yet is written once.
                    Some(row) if row.state == state => true,
                    Some(row) => {
                        row.state = state;
                        is_running && kept::keep_states(kept)
                    }
                    None => false,
                }
            })
            .unwrap_or(false)
    }
}
