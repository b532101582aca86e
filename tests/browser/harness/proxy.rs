//! A server between the page and the sandbox: it passes everything on, and answers one operation with bytes of the
//! test's own. It is written upon sockets, because what it sends is what no server would.

use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use serde_json::Value;

const HEAD_ENDS: &[u8] = b"\r\n\r\n";

/// What is sent in place of an answer, byte for byte.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    pub pieces: Vec<Vec<u8>>,
    /// Between two pieces.
    pub pause: Duration,
    /// Whether the connection stays open when all is sent, and nothing more comes.
    pub hangs: bool,
    /// Whether the connection is used for the next request.
    pub keeps: bool,
}

impl Answer {
    /// These bytes, and the connection closed behind them.
    pub fn raw(bytes: impl Into<Vec<u8>>) -> Self {
        Self { pieces: vec![bytes.into()], ..Self::default() }
    }

    /// An orderly answer; each header ends with `\r\n`.
    pub fn with(status: &str, headers: &str, body: impl AsRef<[u8]>) -> Self {
        let body = body.as_ref();
        let length = body.len();
        let head =
            format!("HTTP/1.1 {status}\r\n{headers}content-length: {length}\r\nconnection: close\r\n\r\n");
        Self::raw([head.as_bytes(), body].concat())
    }

    pub fn json(body: impl AsRef<[u8]>) -> Self {
        Self::with("200 OK", "content-type: application/json\r\n", body)
    }
}

/// An operation by method and path; a `*` at the end of the path stands for anything.
#[derive(Debug)]
struct Rule {
    method: String,
    path: String,
    answer: Answer,
}

impl Rule {
    fn is_for(&self, request: &Request) -> bool {
        let path = request.target.split('?').next().unwrap_or_default();
        let fits = match self.path.strip_suffix('*') {
            Some(start) => path.starts_with(start),
            None => path == self.path,
        };
        fits && self.method == request.method
    }
}

/// A request as it arrived.
#[derive(Clone, Debug)]
pub struct Request {
    pub method: String,
    pub target: String,
    /// Head and body together.
    pub bytes: Vec<u8>,
}

impl Request {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }
}

/// A request on its way to the sandbox.
#[derive(Debug)]
pub struct Passage<'request> {
    pub request: &'request Request,
    /// Whether the connection that it came over was used before.
    pub is_reused: bool,
    sandbox: Option<u16>,
}

impl Passage<'_> {
    /// To the sandbox and back.
    pub fn pass(&self) -> Option<Vec<u8>> {
        self.exchange(&self.request.bytes, false)
    }

    /// These bytes in its place.
    pub fn pass_instead(&self, bytes: &[u8]) -> Option<Vec<u8>> {
        self.exchange(bytes, false)
    }

    /// The head and half of the body; then the sandbox hears that no more will come.
    pub fn pass_half(&self) -> Option<Vec<u8>> {
        self.exchange(first_half(&self.request.bytes), true)
    }

    fn exchange(&self, bytes: &[u8], ends: bool) -> Option<Vec<u8>> {
        let mut sandbox = TcpStream::connect(("127.0.0.1", self.sandbox?)).ok()?;
        sandbox.write_all(&with_header(bytes, "connection", "close")).ok()?;
        if ends {
            sandbox.shutdown(Shutdown::Write).ok()?;
        }
        let mut answer = Vec::new();
        sandbox.read_to_end(&mut answer).ok()?;
        Some(answer)
    }
}

/// What is done with a request; `None` closes the connection without a byte.
pub type Manner = Box<dyn Fn(&Passage<'_>) -> Option<Answer> + Send + Sync>;

#[derive(Default)]
struct State {
    sandbox: Option<u16>,
    manner: Option<Manner>,
    refuses: AtomicBool,
    rule: Mutex<Option<Rule>>,
    served: AtomicUsize,
    asked: Mutex<Vec<Request>>,
    answered: Mutex<Vec<(String, Vec<u8>)>>,
    is_over: AtomicBool,
}

pub struct Proxy {
    port: u16,
    state: Arc<State>,
}

impl std::fmt::Debug for Proxy {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Proxy").field("port", &self.port).finish_non_exhaustive()
    }
}

impl Proxy {
    /// In front of the sandbox at that address; without one, everything is answered with 404.
    pub fn start(sandbox: Option<&str>) -> Self {
        Self::begin(sandbox, None)
    }

    /// In front of the sandbox at that address, with a manner of its own for everything that comes.
    pub fn with_manner(sandbox: &str, manner: Manner) -> Self {
        Self::begin(Some(sandbox), Some(manner))
    }

    fn begin(sandbox: Option<&str>, manner: Option<Manner>) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port is free");
        let port = listener.local_addr().expect("an address").port();
        let sandbox = sandbox.map(|address| {
            address.rsplit(':').next().and_then(|port| port.parse().ok()).expect("a port of the sandbox")
        });
        let state = Arc::new(State { sandbox, manner, ..State::default() });
        let shared = Arc::clone(&state);
        thread::spawn(move || shared.listen(listener, port));
        Self { port, state }
    }

    /// Whether nothing listens. It is so when this returns.
    pub fn refuse(&self, refuses: bool) {
        self.state.refuses.store(refuses, Ordering::SeqCst);
        while TcpStream::connect(("127.0.0.1", self.port)).is_ok() == refuses {
            thread::yield_now();
        }
    }

    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// From now on this operation is answered so.
    pub fn answer(&self, method: &str, path: &str, answer: Answer) {
        let rule = Rule { method: method.to_owned(), path: path.to_owned(), answer };
        *self.state.rule.lock().unwrap_or_else(PoisonError::into_inner) = Some(rule);
    }

    /// From now on everything is passed on.
    pub fn pass(&self) {
        *self.state.rule.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// How often an answer of the test's own was given.
    pub fn served(&self) -> usize {
        self.state.served.load(Ordering::SeqCst)
    }

    /// What the sandbox answered to what was posted to paths that begin so.
    pub fn answers(&self, path: &str) -> Vec<Value> {
        let answered = self.state.answered.lock().unwrap_or_else(PoisonError::into_inner);
        let of_path = answered.iter().filter(|(target, _)| target.starts_with(path));
        let bodies = of_path.filter_map(|(_, bytes)| {
            let start = bytes.windows(HEAD_ENDS.len()).position(|window| window == HEAD_ENDS)?;
            serde_json::from_slice(&bytes[start + HEAD_ENDS.len()..]).ok()
        });
        bodies.collect()
    }

    /// Everything that was asked for so far.
    pub fn asked(&self) -> Vec<Request> {
        self.state.asked.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.state.is_over.store(true, Ordering::Relaxed);
        let _ = TcpStream::connect(("127.0.0.1", self.port));
    }
}

impl State {
    fn listen(self: &Arc<Self>, mut listener: TcpListener, port: u16) {
        while let Ok((stream, _)) = listener.accept() {
            if self.is_over.load(Ordering::Relaxed) {
                return;
            }
            if self.refuses.load(Ordering::SeqCst) {
                drop((stream, listener));
                while self.refuses.load(Ordering::SeqCst) && !self.is_over.load(Ordering::Relaxed) {
                    thread::park_timeout(Duration::from_millis(5));
                }
                listener = TcpListener::bind(("127.0.0.1", port)).expect("the same port");
                continue;
            }
            let state = Arc::clone(self);
            thread::spawn(move || state.serve(stream));
        }
    }

    fn serve(&self, mut stream: TcpStream) -> Option<()> {
        stream.set_read_timeout(Some(Duration::from_secs(30))).ok()?;
        let (mut held, mut is_reused) = (Vec::new(), false);
        loop {
            let request = read_request(&mut stream, &mut held)?;
            self.asked.lock().unwrap_or_else(PoisonError::into_inner).push(request.clone());
            let answer = self.answer_to(&Passage { request: &request, is_reused, sandbox: self.sandbox })?;
            self.send(&mut stream, &answer)?;
            if !answer.keeps {
                return stream.shutdown(Shutdown::Write).ok();
            }
            is_reused = true;
        }
    }

    fn answer_to(&self, passage: &Passage<'_>) -> Option<Answer> {
        if let Some(manner) = &self.manner {
            return manner(passage);
        }
        let request = passage.request;
        let own = {
            let rule = self.rule.lock().unwrap_or_else(PoisonError::into_inner);
            rule.as_ref().filter(|rule| rule.is_for(request)).map(|rule| rule.answer.clone())
        };
        if let Some(answer) = own {
            self.served.fetch_add(1, Ordering::SeqCst);
            return Some(answer);
        }
        if self.sandbox.is_none() {
            return Some(Answer::with("404 Not Found", "", ""));
        }
        let answer = passage.pass()?;
        // What was asked with a body may have been answered with secrets.
        if request.method == "POST" {
            let mut answered = self.answered.lock().unwrap_or_else(PoisonError::into_inner);
            answered.push((request.target.clone(), answer.clone()));
        }
        Some(Answer::raw(answer))
    }

    fn send(&self, stream: &mut TcpStream, answer: &Answer) -> Option<()> {
        for (number, piece) in answer.pieces.iter().enumerate() {
            if number > 0 {
                thread::park_timeout(answer.pause);
            }
            stream.write_all(piece).ok()?;
        }
        if answer.hangs {
            // Until the page gives up, or the test is over.
            stream.set_read_timeout(Some(Duration::from_millis(100))).ok()?;
            let is_there = |stream: &mut TcpStream| !matches!(stream.read(&mut [0; 64]), Ok(0));
            while is_there(stream) {
                if self.is_over.load(Ordering::Relaxed) {
                    break;
                }
            }
        }
        Some(())
    }
}

/// A request; what came after it stays in `bytes`.
fn read_request(stream: &mut TcpStream, bytes: &mut Vec<u8>) -> Option<Request> {
    let mut piece = [0; 16 * 1024];
    let head = loop {
        if let Some(end) = bytes.windows(HEAD_ENDS.len()).position(|window| window == HEAD_ENDS) {
            break end + HEAD_ENDS.len();
        }
        let read = stream.read(&mut piece).ok().filter(|read| *read > 0)?;
        bytes.extend_from_slice(&piece[..read]);
    };
    let text = String::from_utf8_lossy(&bytes[..head]).into_owned();
    let length: usize = header(&text, "content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
    while bytes.len() < head + length {
        let read = stream.read(&mut piece).ok().filter(|read| *read > 0)?;
        bytes.extend_from_slice(&piece[..read]);
    }
    let mut words = text.split(' ');
    let bytes = bytes.drain(..head + length).collect();
    Some(Request { method: words.next()?.to_owned(), target: words.next()?.to_owned(), bytes })
}

/// The value of a header in a head, whatever the case of its name.
pub fn header<'head>(head: &'head str, name: &str) -> Option<&'head str> {
    let lines = head.lines().skip(1).take_while(|line| !line.is_empty());
    lines
        .filter_map(|line| line.split_once(':'))
        .find(|(found, _)| found.eq_ignore_ascii_case(name))
        .map(|(_, value)| value.trim())
}

/// Head and body; all of it is head where no empty line ends it.
fn parts(bytes: &[u8]) -> (&[u8], &[u8]) {
    let end = bytes.windows(HEAD_ENDS.len()).position(|window| window == HEAD_ENDS);
    bytes.split_at(end.map_or(bytes.len(), |end| end + HEAD_ENDS.len()))
}

/// The head and half of the body.
pub fn first_half(bytes: &[u8]) -> &[u8] {
    let (head, body) = parts(bytes);
    &bytes[..head.len() + body.len() / 2]
}

/// A request or an answer in whose head a header has this value, whatever it had before.
pub fn with_header(bytes: &[u8], name: &str, value: &str) -> Vec<u8> {
    let (head, body) = parts(bytes);
    let head = String::from_utf8_lossy(head);
    let is_it = |line: &str| line.split_once(':').is_some_and(|(found, _)| found.eq_ignore_ascii_case(name));
    let kept = head.trim_end().split("\r\n").filter(|line| !is_it(line));
    let head = format!("{}\r\n{name}: {value}\r\n\r\n", kept.collect::<Vec<_>>().join("\r\n"));
    [head.as_bytes(), body].concat()
}
