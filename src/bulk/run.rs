//! A run: its rows one after the other, each written down before it is sent, with a way to pause and to stop.

use leptos::prelude::*;
use purser_api::Timestamp;

use super::{
    check::Outlook,
    desk::{Checked, Desk, Stage},
    kept::{self, Kept, KeptRow, State},
    lock, sending,
};
use crate::{
    clock::{now, now_millis},
    money_action::new_reference,
    query::Changes,
    transport::{Client, pause_for},
    unsettled::Unsettled,
};

/// How often a run that waits looks whether it may go on, in milliseconds.
const LOOKS_UP_EVERY: u32 = 100;
/// How many rows in a row without an answer make a run pause: the system is gone.
const TOO_MANY_UNANSWERED: usize = 3;
/// A system that asks for more patience than this, in seconds, makes a run pause.
const PATIENCE: u64 = 300;

/// How far a row has come in this document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Progress {
    #[default]
    Waiting,
    Sending,
    /// Done, under this id where there is one.
    Done(u64),
    /// Nothing happened, and this is why; some refusals ask for patience, in seconds.
    Refused {
        said: String,
        wait: Option<u64>,
        is_signed_out: bool,
    },
    /// Carried out as failed: nothing moved.
    Failed(u64),
    /// It may have happened, and is being looked up.
    Unknown,
    /// Looked for and conclusively not there.
    Absent,
    /// It could not be written down, so it was not sent.
    NotSent,
}

impl Progress {
    /// How a row that was sent before stands.
    pub fn of(state: State) -> Self {
        match state {
            State::Waiting | State::Refused | State::Absent => Self::Waiting,
            State::Sent => Self::Unknown,
            State::Done(id) => Self::Done(id),
            State::Failed(id) => Self::Failed(id),
        }
    }

    /// What is kept of it.
    pub fn state(&self) -> State {
        match self {
            Self::Waiting | Self::NotSent => State::Waiting,
            Self::Sending | Self::Unknown => State::Sent,
            Self::Done(id) => State::Done(*id),
            Self::Refused { .. } => State::Refused,
            Self::Failed(id) => State::Failed(*id),
            Self::Absent => State::Absent,
        }
    }

    pub fn is_good(&self) -> bool {
        matches!(self, Self::Done(_))
    }
}

/// Why a run does not go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Halt {
    /// The person said so.
    Paused,
    /// A row failed, and the person wanted to be asked.
    RowFailed,
    /// Too many rows had no answer.
    NoAnswers,
    /// The system wants to be left in peace for long.
    Patience,
}

/// Why a run did not begin, or ended before its last row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// Another tab drives a run.
    OtherTab,
    /// What was checked is not so any more.
    Changed,
    /// The browser keeps nothing, so nothing was sent.
    NotKept,
    /// Nobody is signed in any more.
    SignedOut,
    /// Another connection stands now.
    OtherConnection,
}

/// How a run that is on its way stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Going {
    pub halt: Option<Halt>,
    /// Whether it ends after the row that is on its way.
    pub is_stopping: bool,
    /// Until when the system asked to be left in peace.
    pub waits_until: Option<Timestamp>,
}

/// What the person chose in the review.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wish {
    /// Whether the run halts at a row that is not done.
    pub halt_at_failure: bool,
}

/// The run that a checked file makes or goes on with, and the place in it of each of the file's rows.
fn made_of(checked: &Checked, at: i64) -> (Kept, Vec<Option<usize>>) {
    let known = checked.known.clone().filter(|kept| kept.id == checked.run);
    let mut kept = known.unwrap_or_else(|| Kept {
        id: checked.run.clone(),
        kind: checked.kind,
        connection: checked.connection.clone(),
        at,
        rows: Vec::new(),
    });
    kept.at = at;
    let mut places = kept.places(&checked.digests);
    for (place, outlook) in checked.outlooks.iter().enumerate() {
        let (Outlook::Will(job), None, Some(digest)) = (outlook, places[place], &checked.digests[place])
        else {
            continue;
        };
        places[place] = Some(kept.rows.len());
        kept.rows.push(KeptRow {
            reference: new_reference(),
            digest: digest.clone(),
            target: job.target(),
            customer: job.customer().0,
            state: State::Waiting,
        });
    }
    (kept, places)
}

/// What a run needs of the document around it.
#[derive(Clone, Copy, Debug)]
pub struct Means {
    pub client: Client,
    pub changes: Changes,
    pub unsettled: Unsettled,
}

/// Does everything that the check says will be done. Ends when it is through, or the person stops it.
pub async fn drive(means: Means, desk: Desk, wish: Wish) {
    let client = means.client;
    let _asks = AsksBeforeLeaving::start(client);
    let Some(held) = lock::take().await else { return desk.not_begun(Trouble::OtherTab) };
    let checked = desk.checked();
    if client.session.connection() != checked.connection || kept::load() != checked.loaded {
        return desk.not_begun(Trouble::Changed);
    }
    let (kept, places) = made_of(&checked, now_millis());
    if !kept::keep(&kept) {
        return desk.not_begun(Trouble::NotKept);
    }
    desk.begun(kept, places.clone());
    let (mut unanswered, turn) = (0, desk.turn());
    for (row, outlook) in checked.outlooks.iter().enumerate() {
        let (Outlook::Will(job), Some(place)) = (outlook, places[row]) else { continue };
        if !may_go_on(&desk).await {
            break;
        }
        let connection = client.session.connection();
        if connection != checked.connection {
            desk.ended_by(if connection.is_empty() { Trouble::SignedOut } else { Trouble::OtherConnection });
            break;
        }
        let (reference, before) = desk.kept_row(place);
        // Before it is sent, so that whatever happens now, it is known that it may have been.
        if !desk.set(row, place, Progress::Sending) {
            desk.set(row, place, Progress::NotSent);
            desk.ended_by(Trouble::NotKept);
            break;
        }
        let hearing = desk.clone();
        let hear = move |progress: Progress| {
            if hearing.turn() == turn {
                hearing.set(row, place, progress);
            }
        };
        let again = before == State::Absent;
        let progress = sending::send(means, job.clone(), reference, again, hear).await;
        match &progress {
            Progress::Refused { is_signed_out: true, .. } => {
                desk.ended_by(Trouble::SignedOut);
                break;
            }
            Progress::NotSent => {
                desk.ended_by(Trouble::NotKept);
                break;
            }
            Progress::Refused { wait: Some(seconds), .. } => be_patient(&desk, *seconds).await,
            _ => {}
        }
        unanswered = if progress == Progress::Unknown { unanswered + 1 } else { 0 };
        if unanswered >= TOO_MANY_UNANSWERED {
            unanswered = 0;
            desk.halt(Halt::NoAnswers);
        } else if wish.halt_at_failure && !progress.is_good() {
            desk.halt(Halt::RowFailed);
        }
    }
    desk.show(Stage::Ended);
    drop(held);
    means.changes.happened();
}

/// Waits as long as the run is halted. `false` when it is to end.
async fn may_go_on(desk: &Desk) -> bool {
    loop {
        let going = desk.going_now();
        if going.is_stopping {
            return false;
        }
        if going.halt.is_none() {
            return true;
        }
        pause_for(LOOKS_UP_EVERY).await;
    }
}

/// Leaves the system in peace for as long as it asked.
async fn be_patient(desk: &Desk, seconds: u64) {
    if seconds > PATIENCE {
        return desk.halt(Halt::Patience);
    }
    let until = now_millis() + i64::try_from(seconds).unwrap_or_default() * 1000;
    desk.waits_until(Some(Timestamp::from_unix_millis(until)));
    while now().unix_millis() < until && !desk.going_now().is_stopping {
        pause_for(LOOKS_UP_EVERY).await;
    }
    desk.waits_until(None);
}

/// Has the browser ask before a tab is closed in which a run is on its way; signing out asks nobody.
struct AsksBeforeLeaving(Option<WindowListenerHandle>);

impl AsksBeforeLeaving {
    fn start(client: Client) -> Self {
        Self(Some(window_event_listener_untyped("beforeunload", move |event| {
            if !client.session.connection().is_empty() {
                event.prevent_default();
            }
        })))
    }
}

impl Drop for AsksBeforeLeaving {
    fn drop(&mut self) {
        if let Some(listener) = self.0.take() {
            listener.remove();
        }
    }
}
