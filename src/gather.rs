//! The whole of a paged list, page by page: what totals, exports and figures are made from.
//!
//! Pages are asked for several at a time and handed over one after the other, in order. Nothing is kept here: whoever
//! gathers folds each page into what it wants to know, so that a hundred thousand rows need the room of a few pages.
//! A list that grows while it is read stays whole if it is ordered so that new rows come last (`id`, ascending).

use std::{rc::Rc, sync::Arc};

use futures_util::{StreamExt, stream};
use leptos::prelude::*;
use purser_api::{Authenticated, Error, Page, Request, Transport};
use web_sys::{AbortController, AbortSignal};

use crate::{
    session::Identity,
    transport::{self, Client, use_client},
};

/// Rows asked for on one page.
pub const LARGE_PAGE: u64 = 1_000;
/// So many pages more than its rows fill may a list be said to have, because it grows; with more it is not believed.
const GROWTH: u64 = 100;
/// How many pages are on their way at once.
const AT_ONCE: usize = 4;

/// How far a gathering has come, in rows, readable or not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    pub read: u64,
    pub total: u64,
}

/// Makes the request for a page, numbered from 1.
pub type Pages<T> = Rc<dyn Fn(u64) -> Request<Page<T>, Authenticated>>;

/// Reads all pages of a list and hands each to `seen`, in order.
///
/// # Errors
///
/// The first page that cannot be had ends it; what was seen until then was seen.
pub async fn gather<T: 'static>(
    client: Client,
    identity: Identity,
    pages: Pages<T>,
    abort: Option<&AbortSignal>,
    mut seen: impl FnMut(Page<T>, Progress),
) -> Result<Progress, Error> {
    let ask = |number: u64| {
        let request = pages(number);
        async move { transport::send(client, identity, &request, abort).await }
    };
    let mut progress = Progress::default();
    let mut next = 1;
    let mut last = 1;
    'all: while next <= last {
        // The first page alone says how many there are; a list that grew meanwhile has more than it said.
        let mut answers = stream::iter(next..=last).map(ask).buffered(AT_ONCE);
        while let Some(answer) = answers.next().await {
            let page = answer?;
            if abort.is_some_and(AbortSignal::aborted) {
                return Err(Error::transport(Transport::Aborted, ""));
            }
            next += 1;
            last = last.max(last_page(&page)?);
            progress = Progress {
                read: progress.read + count(page.rows.len() + page.unreadable.len()),
                total: page.meta.total,
            };
            let is_behind = page.rows.is_empty() && page.unreadable.is_empty();
            seen(page, progress);
            if is_behind {
                break 'all;
            }
        }
    }
    Ok(progress)
}

/// The last page of a list, as one of its pages says. A page without rows is behind the end, whatever it says, and a
/// number that the rows cannot fill is refused: else a system could have requests sent without end.
fn last_page<T>(page: &Page<T>) -> Result<u64, Error> {
    if page.rows.is_empty() && page.unreadable.is_empty() {
        return Ok(0);
    }
    let said = page.meta.last_page;
    let filled = page.meta.total.div_ceil(page.meta.per_page.max(1));
    if said > filled.saturating_add(GROWTH) {
        let why = format!("{said} pages cannot hold {} rows", page.meta.total);
        return Err(Error::decode("$.meta.lastPage", why));
    }
    Ok(said)
}

fn count(rows: usize) -> u64 {
    u64::try_from(rows).unwrap_or(u64::MAX)
}

/// A gathering that a page shows: how far it is, what it made, what went wrong.
pub struct Gathering<S: Send + Sync + 'static> {
    /// What was made of all pages; empty until the last one is in.
    pub data: RwSignal<Option<Arc<S>>>,
    pub error: RwSignal<Option<Arc<Error>>>,
    /// Set while it runs.
    pub progress: RwSignal<Option<Progress>>,
    running: StoredValue<Option<AbortController>, LocalStorage>,
    generation: StoredValue<u64>,
    client: Client,
    identity: Identity,
}

impl<S: Send + Sync + 'static> Clone for Gathering<S> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<S: Send + Sync + 'static> Copy for Gathering<S> {}

impl<S: Send + Sync + 'static> std::fmt::Debug for Gathering<S> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Gathering").field("identity", &self.identity).finish_non_exhaustive()
    }
}

/// What a gathering of more than one list reads with.
pub struct Reader {
    client: Client,
    identity: Identity,
    abort: Option<AbortSignal>,
    report: Box<dyn Fn(Progress)>,
}

impl std::fmt::Debug for Reader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reader").field("identity", &self.identity).finish_non_exhaustive()
    }
}

impl Reader {
    pub fn report(&self, progress: Progress) {
        (self.report)(progress);
    }

    /// One answer.
    pub async fn ask<T>(&self, request: &Request<T, Authenticated>) -> Result<T, Error> {
        transport::send(self.client, self.identity, request, self.abort.as_ref()).await
    }

    /// All pages of a list, in order.
    pub async fn pages<T: 'static>(
        &self,
        pages: Pages<T>,
        seen: impl FnMut(Page<T>, Progress),
    ) -> Result<Progress, Error> {
        gather(self.client, self.identity, pages, self.abort.as_ref(), seen).await
    }

    /// The answers to many requests, several at a time, in order; `seen` ends it by handing an error back.
    pub async fn each<T: 'static>(
        &self,
        requests: impl ExactSizeIterator<Item = Request<T, Authenticated>>,
        mut seen: impl FnMut(Result<T, Error>) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let mut progress = Progress { read: 0, total: count(requests.len()) };
        let mut answers =
            stream::iter(requests).map(|request| async move { self.ask(&request).await }).buffered(AT_ONCE);
        while let Some(answer) = answers.next().await {
            seen(answer)?;
            progress.read += 1;
            self.report(progress);
        }
        Ok(())
    }
}

/// A gathering that does nothing until it is started, and stops when its page is left.
pub fn use_gathering<S: Send + Sync + 'static>(identity: Identity) -> Gathering<S> {
    let gathering = Gathering {
        data: RwSignal::new(None),
        error: RwSignal::new(None),
        progress: RwSignal::new(None),
        running: StoredValue::new_local(None),
        generation: StoredValue::new(0),
        client: use_client(),
        identity,
    };
    on_cleanup(move || gathering.stop());
    gathering
}

impl<S: Send + Sync + 'static> Gathering<S> {
    /// Reads everything anew, in place of what runs: `fold` takes each page into what began as `begun`.
    pub fn start<T: 'static>(self, pages: Pages<T>, begun: S, fold: impl Fn(&mut S, Page<T>) + 'static) {
        self.run(async move |reader| {
            let mut made = begun;
            let report = |page, progress| {
                fold(&mut made, page);
                reader.report(progress);
            };
            gather(reader.client, reader.identity, pages, reader.abort.as_ref(), report).await?;
            Ok(made)
        });
    }

    /// Makes it of more than one list, in place of what runs.
    pub fn run(self, make: impl AsyncFnOnce(&Reader) -> Result<S, Error> + 'static) {
        self.stop();
        let this = self.next_generation();
        let controller = AbortController::new().ok();
        self.running.set_value(controller.clone());
        self.error.set(None);
        self.progress.set(Some(Progress::default()));
        leptos::task::spawn_local(async move {
            let reader = Reader {
                client: self.client,
                identity: self.identity,
                abort: controller.map(|controller| controller.signal()),
                report: Box::new(move |progress| {
                    if self.generation.try_get_value() == Some(this) {
                        self.progress.try_set(Some(progress));
                    }
                }),
            };
            let outcome = make(&reader).await;
            if self.generation.try_get_value() != Some(this) {
                return;
            }
            self.progress.try_set(None);
            match outcome {
                Ok(made) => {
                    self.data.try_set(Some(Arc::new(made)));
                }
                Err(Error::Transport(Transport::Aborted, _)) => {}
                Err(error) => {
                    self.error.try_set(Some(Arc::new(error)));
                }
            }
        });
    }

    /// Stops what runs; what was made before stays.
    pub fn stop(self) {
        let _ = self.running.try_update_value(|running| {
            if let Some(controller) = running.take() {
                controller.abort();
            }
        });
        self.next_generation();
        self.progress.try_set(None);
    }

    fn next_generation(self) -> u64 {
        self.generation
            .try_update_value(|generation| {
                *generation += 1;
                *generation
            })
            .unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use purser_api::PageMeta;

    use super::*;

    fn last_of(rows: Vec<u64>, last_page: u64, total: u64, per_page: u64) -> Result<u64, Error> {
        let meta = PageMeta { current_page: 1, last_page, per_page, total };
        super::last_page(&Page { rows, unreadable: Vec::new(), links: Vec::new(), meta })
    }

    #[test]
    fn no_system_has_requests_sent_without_end() {
        assert_eq!(last_of(vec![1], 3, 2_500, 1_000).unwrap(), 3);
        assert_eq!(last_of(vec![1], 4, 2_500, 1_000).unwrap(), 4, "it grew meanwhile");
        assert_eq!(last_of(Vec::new(), u64::MAX, u64::MAX, 1).unwrap(), 0, "nothing is behind an empty page");
        assert!(last_of(vec![1], u64::MAX, 2_500, 1_000).is_err());
        assert!(last_of(vec![1], 1_000, 2_500, 0).is_ok(), "a page of no rows is counted as one of one");
        assert!(last_of(vec![1], 5_000, 2_500, 0).is_err());
    }
}
