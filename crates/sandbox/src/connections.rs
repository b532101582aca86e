//! Connections: as many as the machine allows, of which none holds another up.
//!
//! A client has so many seconds for the head of a request, for its body, and to take in a piece of an answer. Where all
//! places are taken, the connection that has waited longest for a request makes room for the next.

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use hyper::server::conn::http1;
use hyper::service::{Service, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use rustix::process::{Resource, getrlimit, setrlimit};
use std::collections::BTreeMap;
use std::io::{Error, ErrorKind, IoSlice, Result};
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Notify, Semaphore};
use tokio::time::{Instant, Sleep, sleep};

/// The bytes of a request's head, and of an answer that are kept for a slow client.
const LONGEST_HEAD: usize = 32 * 1024;

/// Files that are none of a client's: the database, the console, what is sent to others.
const OWN_FILES: u64 = 128;

const MOST: u64 = 16_384;

/// After a failure to accept, which is the machine's, not a client's.
const PAUSE: Duration = Duration::from_millis(50);

/// How many clients can be connected at once, once the process may have as many files open as it can.
fn places() -> usize {
    let mut limit = getrlimit(Resource::Nofile);
    let wanted = limit.maximum.unwrap_or(MOST + OWN_FILES).min(MOST + OWN_FILES);
    if limit.current.is_some_and(|current| current < wanted) {
        limit.current = Some(wanted);
        let _ = setrlimit(Resource::Nofile, limit);
    }
    let current = getrlimit(Resource::Nofile).current.unwrap_or(MOST + OWN_FILES);
    usize::try_from(current.saturating_sub(OWN_FILES).clamp(8, MOST)).unwrap_or(8)
}

/// Those who wait for a request, the longest first.
#[derive(Debug, Default)]
struct Waiting {
    turns: BTreeMap<u64, Arc<Notify>>,
    next: u64,
}

/// What one connection is to the others.
#[derive(Debug, Clone)]
struct Place {
    waiting: Arc<Mutex<Waiting>>,
    turn: Arc<Mutex<Option<u64>>>,
    go: Arc<Notify>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Place {
    fn new(waiting: Arc<Mutex<Waiting>>) -> Self {
        let place = Self { waiting, turn: Arc::default(), go: Arc::default() };
        place.waits();
        place
    }

    fn waits(&self) {
        let mut waiting = lock(&self.waiting);
        waiting.next += 1;
        let turn = waiting.next;
        waiting.turns.insert(turn, self.go.clone());
        drop(waiting);
        *lock(&self.turn) = Some(turn);
    }

    fn is_busy(&self) {
        let turn = lock(&self.turn).take();
        if let Some(turn) = turn {
            lock(&self.waiting).turns.remove(&turn);
        }
    }
}

fn make_room(waiting: &Mutex<Waiting>) {
    if let Some((_, longest)) = lock(waiting).turns.pop_first() {
        longest.notify_one();
    }
}

/// Serves until `stop`, and then what is under way.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    patience: Duration,
    stop: impl Future<Output = ()>,
) {
    let places = places();
    let free = Arc::new(Semaphore::new(places));
    let waiting: Arc<Mutex<Waiting>> = Arc::default();
    let graceful = GracefulShutdown::new();
    let router = TowerToHyperService::new(router);
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(patience).max_buf_size(LONGEST_HEAD);
    tracing::debug!(places, "serving");
    let mut stop = std::pin::pin!(stop);
    loop {
        if free.available_permits() == 0 {
            make_room(&waiting);
        }
        let accepted = tokio::select! {
            () = &mut stop => break,
            accepted = async {
                let place = free.clone().acquire_owned().await;
                (place, listener.accept().await)
            } => accepted,
        };
        let (permit, (stream, peer)) = match accepted {
            (permit, Ok(accepted)) => (permit, accepted),
            (_, Err(error)) => {
                tracing::warn!(%error, "a connection was not accepted");
                make_room(&waiting);
                sleep(PAUSE).await;
                continue;
            }
        };
        let place = Place::new(waiting.clone());
        let (router, asked) = (router.clone(), place.clone());
        let service = service_fn(move |mut request: hyper::Request<hyper::body::Incoming>| {
            asked.is_busy();
            request.extensions_mut().insert(ConnectInfo::<SocketAddr>(peer));
            let (answer, asked) = (router.call(request.map(Body::new)), asked.clone());
            async move {
                let answer = answer.await;
                asked.waits();
                answer
            }
        });
        let stream = TokioIo::new(Patient::new(stream, patience));
        let connection = graceful.watch(http.serve_connection(stream, service));
        tokio::spawn(async move {
            let _permit = permit;
            tokio::select! {
                result = connection => if let Err(error) = result {
                    tracing::debug!(%error, "a connection broke");
                },
                () = place.go.notified() => tracing::debug!("a connection made room"),
            }
            place.is_busy();
        });
    }
    drop(listener);
    graceful.shutdown().await;
}

/// A stream that gives up on who takes nothing in.
struct Patient {
    stream: TcpStream,
    patience: Duration,
    end: Option<Pin<Box<Sleep>>>,
}

impl Patient {
    const fn new(stream: TcpStream, patience: Duration) -> Self {
        Self { stream, patience, end: None }
    }

    /// What became of a write, or that it has waited too long.
    fn within<T>(&mut self, context: &mut Context<'_>, written: Poll<Result<T>>) -> Poll<Result<T>> {
        if written.is_ready() {
            self.end = None;
            return written;
        }
        let patience = self.patience;
        let end =
            self.end.get_or_insert_with(|| Box::pin(tokio::time::sleep_until(Instant::now() + patience)));
        ready!(end.as_mut().poll(context));
        Poll::Ready(Err(Error::new(ErrorKind::TimedOut, "the client takes nothing in")))
    }
}

impl AsyncRead for Patient {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Patient {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.within(context, written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        pieces: &[IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(context, pieces);
        self.within(context, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
