//! The end of a list as it grows: what is new is asked for every few seconds and put on top.
//!
//! It follows the first page of a list that is newest first and nothing else: anywhere else "on top" has no meaning.
//! Numbers are given before a transaction is committed, so one can appear below a number that was seen already
//! (`docs/scaling.md`): the last few are asked for again, and what is shown already is passed over.

use std::{collections::BTreeSet, rc::Rc, sync::Arc};

use leptos::prelude::*;
use purser_api::{Error, Page, Transport, centrowallet::transaction::Transaction};
use web_sys::{AbortController, VisibilityState};

use crate::{
    messages,
    query::Query,
    session::Identity,
    transport::{self, use_client},
    ui::money::count,
};

const EVERY: std::time::Duration = std::time::Duration::from_secs(3);
/// How far below the highest number is looked again.
const AGAIN: u64 = 25;
/// Rows kept on top of the page; older ones are on the next page anyway.
const MOST: usize = 500;

/// Makes the request for what has a higher number than this, lowest first.
pub type Newer = Rc<dyn Fn(u64) -> purser_api::Request<Page<Transaction>, purser_api::Authenticated>>;

/// What came since the list was read.
#[derive(Clone, Copy, Debug)]
pub struct Tail {
    pub on: RwSignal<bool>,
    /// Newest first; none of them on the page below.
    pub rows: RwSignal<Arc<Vec<Transaction>>>,
    pub error: RwSignal<Option<Arc<Error>>>,
    possible: Signal<bool>,
}

/// What is new among `found`: not on the page, not on top of it already, and not older than the page.
fn merged(page: &[Transaction], above: &[Transaction], found: Vec<Transaction>) -> Vec<Transaction> {
    let floor = page.last().map_or(0, |row| row.id.0);
    let mut known: BTreeSet<u64> = page.iter().map(|row| row.id.0).collect();
    let mut all: Vec<Transaction> = Vec::with_capacity(above.len() + found.len());
    // What was just read is newer than what is shown of the same number.
    for row in found.into_iter().chain(above.iter().cloned()) {
        if row.id.0 > floor && known.insert(row.id.0) {
            all.push(row);
        }
    }
    all.sort_by_key(|row| std::cmp::Reverse(row.id.0));
    all.truncate(MOST);
    all
}

/// Follows a list. `possible` says whether this is a first page with the newest on top; `asked_for` changes with the
/// filters.
pub fn use_tail<K: PartialEq + Send + Sync + 'static>(
    identity: Identity,
    query: Query<Page<Transaction>>,
    possible: Signal<bool>,
    asked_for: Memo<K>,
    newer: Newer,
) -> Tail {
    let client = use_client();
    let tail = Tail {
        on: RwSignal::new(false),
        rows: RwSignal::new(Arc::new(Vec::new())),
        error: RwSignal::new(None),
        possible,
    };
    let running = StoredValue::new_local(None::<AbortController>);
    let stop = move || {
        let _ = running.try_update_value(|running| {
            if let Some(controller) = running.take() {
                controller.abort();
            }
        });
    };
    // Other filters, another page, another order: what was on top belongs to none of them.
    Effect::new(move |_| {
        asked_for.track();
        let _ = (tail.on.get(), possible.get());
        stop();
        tail.rows.set(Arc::new(Vec::new()));
        tail.error.set(None);
    });
    let newer = StoredValue::new_local(newer);
    let ask = move || {
        let is_seen = document().visibility_state() == VisibilityState::Visible;
        let is_busy = running.with_value(Option::is_some) || query.loading.get_untracked();
        if !is_seen || is_busy || !tail.on.get_untracked() || !possible.get_untracked() {
            return;
        }
        let Some(page) = query.data.get_untracked() else { return };
        let top = tail.rows.with_untracked(|rows| rows.first().map(|row| row.id.0));
        let top = top.or_else(|| page.rows.first().map(|row| row.id.0)).unwrap_or(0);
        let request = newer.with_value(|newer| newer(top.saturating_sub(AGAIN)));
        let controller = AbortController::new().ok();
        running.set_value(controller.clone());
        leptos::task::spawn_local(async move {
            let signal = controller.map(|controller| controller.signal());
            let outcome = transport::send(client, identity, &request, signal.as_ref()).await;
            // Aborted: somebody else's turn, and what it holds is not this one's to end.
            if signal.is_some_and(|signal| signal.aborted()) {
                return;
            }
            running.try_set_value(None);
            match outcome {
                Ok(found) => {
                    let Some(Some(page)) = query.data.try_get_untracked() else { return };
                    let Some(above) = tail.rows.try_get_untracked() else { return };
                    let next = merged(&page.rows, &above, found.rows);
                    if next != *above {
                        tail.rows.try_set(Arc::new(next));
                    }
                    tail.error.try_set(None);
                }
                Err(Error::Transport(Transport::Aborted, _)) => {}
                Err(error) => {
                    tail.error.try_set(Some(Arc::new(error)));
                }
            }
        });
    };
    // A page that was read anew holds some of what was on top of it.
    Effect::new(move |_| {
        if let Some(page) = query.data.get() {
            tail.rows.update(|rows| *rows = Arc::new(merged(&page.rows, rows, Vec::new())));
        }
    });
    let timer = set_interval_with_handle(ask, EVERY).ok();
    let shown = window_event_listener_untyped("visibilitychange", move |_| ask());
    on_cleanup(move || {
        stop();
        shown.remove();
        if let Some(timer) = timer {
            timer.clear();
        }
    });
    tail
}

impl Tail {
    /// The switch, and how much came.
    pub fn switch(self) -> AnyView {
        let said = move || {
            let new = self.rows.with(|rows| rows.len());
            let is_live = self.on.get() && self.possible.get();
            let new = count(u64::try_from(new).unwrap_or_default());
            match self.error.with(Option::is_some) {
                true if is_live => messages::LIVE_WAITS.to_owned(),
                _ if is_live => messages::live(&new),
                _ => String::new(),
            }
        };
        view! {
            <label class="choice live" title=move || (!self.possible.get()).then_some(messages::LIVE_WHERE)>
                <input class="switch" type="checkbox" role="switch" prop:checked=move || self.on.get() && self.possible.get() disabled=move || !self.possible.get() on:change=move |event| self.on.set(event_target_checked(&event))/>
                <span>{messages::LIVE}</span>
                <span class="cap" role="status">{said}</span>
            </label>
        }
        .into_any()
    }
}

#[cfg(test)]
mod tests {
    use purser_api::centrowallet::{Caller, transaction, transaction::TransactionFilter};

    use super::*;

    fn rows(ids: &[u64]) -> Vec<Transaction> {
        let rows: Vec<String> =
            ids.iter().map(|id| format!(r#"{{"id":{id},"price":1,"currency":"USD"}}"#)).collect();
        let text = format!(r#"{{"data":[{}]}}"#, rows.join(","));
        let list = transaction::list(Caller::Customer, &TransactionFilter::default());
        list.decode(&purser_api::Answer::new(200, text.as_bytes())).unwrap().rows
    }

    fn ids(rows: &[Transaction]) -> Vec<u64> {
        rows.iter().map(|row| row.id.0).collect()
    }

    #[test]
    fn what_is_new_is_put_on_top_once() {
        let page = rows(&[30, 29, 27]);
        let first = merged(&page, &[], rows(&[27, 29, 30, 31, 33]));
        assert_eq!(ids(&first), [33, 31]);
        let second = merged(&page, &first, rows(&[31, 32, 33, 34]));
        assert_eq!(ids(&second), [34, 33, 32, 31], "32 was committed after 33");
        assert_eq!(
            ids(&merged(&rows(&[34, 33, 30]), &second, Vec::new())),
            [32, 31],
            "the page was read anew"
        );
    }

    #[test]
    fn a_number_between_those_of_the_page_that_came_late_is_shown() {
        assert_eq!(ids(&merged(&rows(&[30, 29, 27]), &[], rows(&[5, 28]))), [28]);
        assert_eq!(ids(&merged(&[], &[], rows(&[1, 2]))), [2, 1]);
    }
}
