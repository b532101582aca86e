//! A proxy that passes everything on, and does to a sending of money what a network, another proxy or a system in
//! trouble would do.
//!
//! Connections are closed after each answer unless [`Between::keep_connections`] says otherwise, so that a browser has
//! none to send a request over twice.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::proxy::{Answer, Passage, Proxy, Request, first_half, header, with_header};

/// What happens to every sending of money until it is taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// Nothing listens.
    Refused,
    /// The connection closes; the system never hears of it.
    Lost,
    /// The system has done it; the connection closes without a byte of its answer.
    AnswerLost,
    /// The system has done it; nothing comes for as long as anybody waits.
    NoAnswer,
    /// 500; the system never hears of it.
    ServerError,
    /// The system has done it; a page of HTML comes with 502.
    HtmlPage,
    /// The system has done it; half of its answer comes.
    Truncated,
    /// The system has done it; the answer to an earlier one comes.
    AnotherAnswer,
    /// The system has done it; the answer comes a few bytes at a time.
    SlowBytes,
    /// The credential is not valid any more when it arrives.
    SessionExpired,
    /// Half of the body arrives at the system.
    HalfTheBody,
    /// The system has done it; the answer is held back until the trouble is taken back.
    Held,
}

#[derive(Debug, Default)]
struct State {
    trouble: Option<Trouble>,
    keeps_connections: bool,
    lets_keys_through_once: bool,
    /// Sendings of money that came in, and those that the system heard of, since the trouble began.
    came: usize,
    passed: usize,
    keys: BTreeSet<String>,
    is_held: bool,
    /// The newest good answer to each kind of sending.
    answers: HashMap<String, Vec<u8>>,
}

#[derive(Debug, Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug)]
pub struct Between {
    proxy: Proxy,
    shared: Arc<Shared>,
}

impl Between {
    /// Stands in front of the sandbox at this address.
    pub fn start(sandbox: &str) -> Self {
        let shared = Arc::<Shared>::default();
        let manner = Arc::clone(&shared);
        let proxy = Proxy::with_manner(sandbox, Box::new(move |passage| manner.answer(passage)));
        Self { proxy, shared }
    }

    pub fn address(&self) -> String {
        self.proxy.address()
    }

    /// From now on, and counted from now on.
    pub fn begin(&self, trouble: Option<Trouble>) {
        self.shared.state().begin(trouble);
        self.shared.changed.notify_all();
        self.proxy.refuse(trouble == Some(Trouble::Refused));
    }

    /// All is well again.
    pub fn end(&self) {
        self.shared.state().trouble = None;
        self.shared.changed.notify_all();
        self.proxy.refuse(false);
    }

    /// Whether a connection is used for more than one request.
    pub fn keep_connections(&self, keeps: bool) {
        self.shared.state().keeps_connections = keeps;
    }

    /// Whether a key of a sending is let through once, as a proxy can be told to.
    pub fn let_keys_through_once(&self, once: bool) {
        self.shared.state().lets_keys_through_once = once;
    }

    /// Whether the system has done something whose answer is held back.
    pub fn is_held(&self) -> bool {
        self.shared.state().is_held
    }

    /// The sendings that came in, and those of them that the system heard of.
    pub fn sendings(&self) -> (usize, usize) {
        let state = self.shared.state();
        (state.came, state.passed)
    }
}

impl Drop for Between {
    fn drop(&mut self) {
        self.shared.state().trouble = None;
        self.shared.changed.notify_all();
    }
}

impl State {
    fn begin(&mut self, trouble: Option<Trouble>) {
        self.trouble = trouble;
        (self.came, self.passed, self.is_held) = (0, 0, false);
    }

    /// Counts a sending; whether its key was let through before.
    fn comes(&mut self, request: &Request) -> bool {
        self.came += 1;
        let key = header(&request.text(), "idempotency-key").map(str::to_owned);
        !key.is_none_or(|key| self.keys.insert(key))
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until the trouble is another one than this.
    fn over(&self, trouble: Trouble) {
        let is_on = |state: &mut State| state.trouble == Some(trouble);
        drop(self.changed.wait_while(self.state(), is_on).unwrap_or_else(PoisonError::into_inner));
    }

    fn answer(&self, passage: &Passage<'_>) -> Option<Answer> {
        let trouble = self.state().trouble;
        if trouble == Some(Trouble::Refused) {
            return None;
        }
        let is_money = is_money(passage.request);
        let mut answer = if is_money { self.money(passage)? } else { Answer::raw(passage.pass()?) };
        answer.keeps = self.state().keeps_connections;
        if answer.keeps {
            let head = answer.pieces.first_mut()?;
            *head = with_header(head, "connection", "keep-alive");
        }
        if is_money && trouble == Some(Trouble::SlowBytes) {
            answer.pieces = answer.pieces.concat().chunks(64).map(<[u8]>::to_vec).collect();
            answer.pause = Duration::from_millis(5);
        }
        Some(answer)
    }

    /// A sending of money; nothing closes the connection.
    fn money(&self, passage: &Passage<'_>) -> Option<Answer> {
        const JSON: &str = "content-type: application/json\r\n";
        let request = passage.request;
        let (trouble, is_known, is_kept, once) = {
            let mut state = self.state();
            let is_known = state.comes(request);
            (state.trouble, is_known, state.keeps_connections, state.lets_keys_through_once)
        };
        if is_known && once {
            return Some(Answer::with(
                "409 Conflict",
                JSON,
                r#"{"message":"This key was let through already."}"#,
            ));
        }
        match trouble {
            Some(Trouble::Lost) => return None,
            Some(Trouble::ServerError) => {
                return Some(Answer::with("500 Broken", JSON, r#"{"message":"Something broke."}"#));
            }
            Some(Trouble::HalfTheBody) => {
                // Whatever it makes of that, it has made of it before the browser hears anything.
                passage.pass_half();
                return None;
            }
            _ => {}
        }
        self.state().passed += 1;
        let token = header(&request.text(), "authorization").map(|value| format!("x{value}"));
        let answered = match token.filter(|_| trouble == Some(Trouble::SessionExpired)) {
            Some(token) => passage.pass_instead(&with_header(&request.bytes, "authorization", &token))?,
            None => passage.pass()?,
        };
        let kind: String = request.target.chars().filter(|character| !character.is_ascii_digit()).collect();
        let earlier = self.state().answers.get(&kind).cloned();
        if answered.starts_with(b"HTTP/1.1 2") {
            self.state().answers.insert(kind, answered.clone());
        }
        match trouble {
            // A connection that was not used before is not sent over twice: the browser is told.
            Some(Trouble::AnswerLost) if passage.is_reused || !is_kept => None,
            Some(Trouble::NoAnswer) => {
                self.over(Trouble::NoAnswer);
                None
            }
            Some(Trouble::Held) => {
                self.state().is_held = true;
                self.over(Trouble::Held);
                Some(Answer::raw(answered))
            }
            Some(Trouble::HtmlPage) => {
                let page = "<html><h1>502 Bad Gateway</h1></html>";
                Some(Answer::with("502 Bad Gateway", "content-type: text/html\r\n", page))
            }
            Some(Trouble::Truncated) => {
                let whole = String::from_utf8_lossy(&answered).into_owned();
                let length: usize = header(&whole, "content-length")?.parse().ok()?;
                let half = first_half(&answered);
                Some(Answer::raw(with_header(half, "content-length", &(length / 2).to_string())))
            }
            Some(Trouble::AnotherAnswer) => Some(Answer::raw(earlier.expect("something was sent before"))),
            _ => Some(Answer::raw(answered)),
        }
    }
}

fn is_money(request: &Request) -> bool {
    const ENDS: [&str; 6] = ["/top-up", "/refill", "/transfer", "/payment", "/void", "/exchange/transaction"];
    let is_sent =
        ENDS.iter().any(|end| request.target.ends_with(end)) || request.target.contains("/wallet/withdraw/");
    request.method == "POST" && is_sent
}
