//! The one way a page reads and the one way it acts.
//!
//! A query keeps what it has while newer data is on its way, aborts what is no longer wanted, and drops an
//! answer that is older than the last question (rule 7). An action sends one thing at a time (rule 5).

use std::{future::Future, sync::Arc};

use leptos::prelude::*;
use purser_api::{Authenticated, Error, Request, Transport};
use web_sys::AbortController;

use crate::{
    messages,
    session::Identity,
    transport::{self, use_client},
};

/// How often a screen that shows a balance asks again while it is looked at.
const SEEN_EVERY: std::time::Duration = std::time::Duration::from_secs(15);

/// What changed on the server by an action here: every query asks again when it grows. A context.
#[derive(Clone, Copy, Debug)]
pub struct Changes(RwSignal<u32>);

impl Changes {
    pub fn provide() {
        provide_context(Self(RwSignal::new(0)));
    }

    /// Runs the effect that it is called in again with every change.
    pub fn track(self) {
        self.0.track();
    }

    /// Says that something changed.
    pub fn happened(self) {
        self.0.try_update(|count| *count += 1);
    }
}

pub fn use_changes() -> Changes {
    expect_context::<Changes>()
}

/// What a page knows of what it asked for.
#[derive(Debug)]
pub struct Query<T: Send + Sync + 'static> {
    pub data: RwSignal<Option<Arc<T>>>,
    pub error: RwSignal<Option<Arc<Error>>>,
    pub loading: RwSignal<bool>,
    again: RwSignal<u32>,
}

impl<T: Send + Sync + 'static> Clone for Query<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Query<T> {}

impl<T: Send + Sync + 'static> Query<T> {
    /// Asks the same again.
    pub fn reload(self) {
        self.again.try_update(|count| *count += 1);
    }

    /// Asks again when the person comes back to this tab, and now and then while they look.
    pub fn refresh_when_seen(self) {
        let is_seen = || document().visibility_state() == web_sys::VisibilityState::Visible;
        let ask = move || {
            if is_seen() && !self.loading.try_get_untracked().unwrap_or(true) {
                self.reload();
            }
        };
        let focus = window_event_listener(leptos::ev::focus, move |_| ask());
        let shown = window_event_listener_untyped("visibilitychange", move |_| ask());
        let timer = set_interval_with_handle(ask, SEEN_EVERY).ok();
        on_cleanup(move || {
            focus.remove();
            shown.remove();
            if let Some(timer) = timer {
                timer.clear();
            }
        });
    }
}

/// Asks what `source` says, now and whenever a signal it reads changes; nothing while it says `None`.
pub fn use_query<T: Send + Sync + 'static>(
    identity: Identity,
    source: impl Fn() -> Option<Request<T, Authenticated>> + Send + Sync + 'static,
) -> Query<T> {
    let client = use_client();
    let changes = use_changes();
    let query = Query {
        data: RwSignal::new(None),
        error: RwSignal::new(None),
        loading: RwSignal::new(false),
        again: RwSignal::new(0),
    };
    let running = StoredValue::new_local(None::<AbortController>);
    let generation = StoredValue::new(0u64);
    let stop = move || {
        let _ = running.try_update_value(|running| {
            if let Some(controller) = running.take() {
                controller.abort();
            }
        });
    };
    Effect::new(move |_| {
        query.again.track();
        changes.0.track();
        let Some(request) = source() else { return };
        stop();
        let this = generation
            .try_update_value(|generation| {
                *generation += 1;
                *generation
            })
            .unwrap_or_default();
        query.loading.set(true);
        let controller = AbortController::new().ok();
        running.set_value(controller.clone());
        leptos::task::spawn_local(async move {
            let signal = controller.map(|controller| controller.signal());
            let outcome = transport::send(client, identity, &request, signal.as_ref()).await;
            if generation.try_get_value() != Some(this) {
                return;
            }
            match outcome {
                Ok(data) => {
                    query.data.try_set(Some(Arc::new(data)));
                    // What was right before and still is draws nothing anew.
                    if query.error.try_with_untracked(Option::is_some) == Some(true) {
                        query.error.try_set(None);
                    }
                }
                Err(Error::Transport(Transport::Aborted, _)) => {}
                Err(error) => {
                    query.error.try_set(Some(Arc::new(error)));
                }
            }
            query.loading.try_set(false);
        });
    });
    on_cleanup(stop);
    query
}

/// Something a person does: one at a time, with what went wrong kept beside it.
#[derive(Clone, Copy, Debug)]
pub struct Action {
    pub busy: RwSignal<bool>,
    pub error: RwSignal<Option<Arc<Error>>>,
}

pub fn use_action() -> Action {
    Action { busy: RwSignal::new(false), error: RwSignal::new(None) }
}

impl Action {
    /// Runs it, unless it is running already.
    pub fn run<T: 'static>(
        self,
        doing: impl Future<Output = Result<T, Error>> + 'static,
        done: impl FnOnce(T) + 'static,
    ) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.error.set(None);
        leptos::task::spawn_local(async move {
            let outcome = doing.await;
            // A page that was left has no use for the answer.
            if self.busy.try_set(false).is_some() {
                return;
            }
            match outcome {
                Ok(value) => done(value),
                Err(error) => {
                    self.error.try_set(Some(Arc::new(error)));
                }
            }
        });
    }

    /// What the server says is wrong with one field.
    pub fn wrong(self, field: &'static str) -> Signal<Option<String>> {
        Signal::derive(move || {
            self.error.with(|error| error.as_ref().and_then(|error| messages::errors::field(error, field)))
        })
    }
}
