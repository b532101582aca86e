//! The only code that talks to a server. A request goes through one door, whatever it asks for:
//! credentials, deadline, abort, retry of reads, single-flight refresh. Nothing in here is generic but the
//! two thin functions at the top, which decode last.

use std::{cell::Cell, cell::RefCell, rc::Rc};

use gloo_net::http::{Method as HttpMethod, RequestBuilder, Response};
use js_sys::{Math, Promise};
use leptos::prelude::*;
use purser_api::{
    Anonymous, Answer, Authenticated, Error, LARGEST_BODY, Method, Parts, Request, RetryAfter, Secret,
    System, Transport, centrowallet::auth,
};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::{
    AbortController, AbortSignal, ReadableStreamDefaultReader, ReferrerPolicy, RequestCache,
    RequestCredentials, RequestRedirect,
};

use crate::{
    clock::now,
    config::Config,
    digest::sha256_hex,
    session::{Identity, Session},
};

/// How long an answer may take.
const DEADLINE: i32 = 30_000;
/// How often a read is sent again after a failure that may pass (rule 4).
const RETRIES: u32 = 3;
/// The longest first pause, in milliseconds; each further one may be twice as long.
const FIRST_PAUSE: u32 = 300;
/// A server that asks for more patience than this, in milliseconds, gets its answer shown instead.
const PATIENCE: u32 = 5_000;

/// What every request needs. Plain handles, free to copy.
#[derive(Clone, Copy, Debug)]
pub struct Client {
    pub config: StoredValue<Config>,
    pub session: Session,
}

pub fn use_client() -> Client {
    Client { config: crate::config::use_config(), session: crate::session::use_session() }
}

/// Sends a request on someone's behalf.
pub async fn send<T>(
    client: Client,
    identity: Identity,
    request: &Request<T, Authenticated>,
    abort: Option<&AbortSignal>,
) -> Result<T, Error> {
    let received = authenticated(client, identity, request.parts(), abort).await?;
    request.decode(&received.answer())
}

/// Sends a request with a key that nobody is signed in with: to try it.
pub async fn send_with_key<T>(
    client: Client,
    key: &Secret,
    request: &Request<T, Authenticated>,
) -> Result<T, Error> {
    let received = exchange(client, request.parts(), Some(key.expose().to_owned()), None).await?;
    request.decode(&received.answer())
}

/// Tells one connection from another without giving away its key: the start of a digest of address and key.
pub async fn fingerprint(client: Client, key: &Secret) -> String {
    let base = client.config.with_value(|config| config.endpoints.base(System::CentroWallet).to_owned());
    let mut digest = sha256_hex(&format!("{base}\n{}", key.expose())).await;
    digest.truncate(16);
    digest
}

/// Sends a request that needs no credential.
pub async fn send_anonymous<T>(
    client: Client,
    request: &Request<T, Anonymous>,
    abort: Option<&AbortSignal>,
) -> Result<T, Error> {
    let received = exchange(client, request.parts(), None, abort).await?;
    request.decode(&received.answer())
}

/// The text of a file beside the console, or of the sandbox's own pages: no credential is sent.
pub async fn plain_get(path: &str) -> Result<String, Error> {
    let received = once(HttpMethod::GET, path, None, None, None).await?;
    if received.status != 200 {
        return Err(failure(Transport::Unreachable, &format!("status {}", received.status)));
    }
    String::from_utf8(received.body).map_err(|_| failure(Transport::Unreachable, "the answer is not text"))
}

#[derive(Debug)]
struct Received {
    status: u16,
    content_type: Option<String>,
    retry_after: Option<String>,
    body: Vec<u8>,
}

impl Received {
    fn answer(&self) -> Answer<'_> {
        Answer {
            status: self.status,
            content_type: self.content_type.as_deref(),
            retry_after: self.retry_after.as_deref(),
            body: &self.body,
        }
    }
}

fn failure(kind: Transport, detail: &str) -> Error {
    Error::transport(kind, detail)
}

fn credential(session: Session, identity: Identity) -> Option<String> {
    match identity {
        Identity::Merchant => {
            session.merchant.get_untracked().map(|merchant| merchant.key.expose().to_owned())
        }
        Identity::Customer => session
            .customer
            .get_untracked()
            .map(|customer| format!("Bearer {}", customer.access_token.expose())),
    }
}

async fn authenticated(
    client: Client,
    identity: Identity,
    parts: &Parts,
    abort: Option<&AbortSignal>,
) -> Result<Received, Error> {
    let generation = client.session.generation();
    let still_signed_in = move || {
        if client.session.generation() == generation {
            Ok(())
        } else {
            Err(failure(Transport::Aborted, "signed out meanwhile"))
        }
    };
    let authorization =
        credential(client.session, identity).ok_or_else(|| failure(Transport::Aborted, "not signed in"))?;
    let received = exchange(client, parts, Some(authorization), abort).await;
    still_signed_in()?;
    let received = received?;
    if received.status != 401 || identity != Identity::Customer {
        return Ok(received);
    }
    if !refresh(client).await {
        if still_signed_in().is_ok() {
            client.session.drop_customer();
        }
        return Ok(received);
    }
    still_signed_in()?;
    // Only a read is sent again; a write's person is told and decides (rule 13).
    if client
        .config
        .with_value(|config| config.endpoints.resolve(parts))
        .is_ok_and(|(method, _)| method.is_read())
    {
        let authorization = credential(client.session, identity);
        let received = exchange(client, parts, authorization, abort).await?;
        still_signed_in()?;
        return Ok(received);
    }
    Ok(received)
}

thread_local! {
    static REFRESH: RefCell<Option<Promise>> = const { RefCell::new(None) };
}

/// A new pair of tokens, once for everyone who asks at the same time.
async fn refresh(client: Client) -> bool {
    let running = REFRESH.with_borrow_mut(|running| {
        running
            .get_or_insert_with(|| {
                future_to_promise(async move {
                    let renewed = refresh_once(client).await;
                    REFRESH.with_borrow_mut(Option::take);
                    Ok(JsValue::from_bool(renewed))
                })
            })
            .clone()
    });
    JsFuture::from(running).await.is_ok_and(|renewed| renewed.is_truthy())
}

async fn refresh_once(client: Client) -> bool {
    let Some(customer) = client.session.customer.get_untracked() else { return false };
    let (Some(user_id), Some(token)) = (customer.user_id, &customer.refresh_token) else { return false };
    let generation = client.session.generation();
    let renewed = send_anonymous(client, &auth::refresh(user_id, token), None).await;
    match renewed {
        Ok(tokens) if client.session.generation() == generation => {
            client.session.refresh_customer(tokens);
            true
        }
        _ => false,
    }
}

/// One request with its retries. Only reads are sent again on their own (rule 4).
async fn exchange(
    client: Client,
    parts: &Parts,
    authorization: Option<String>,
    abort: Option<&AbortSignal>,
) -> Result<Received, Error> {
    let (method, url) = client.config.with_value(|config| config.endpoints.resolve(parts))?;
    let is_read = method.is_read();
    let mut attempt = 0;
    loop {
        let outcome =
            once(http_method(method), &url, authorization.as_deref(), parts.body.as_deref(), abort).await;
        let pause = match &outcome {
            Err(error) if error.is_retryable_read() => Some(None),
            Ok(received) if matches!(received.status, 408 | 429 | 502 | 503 | 504) => {
                Some(asked_pause(received))
            }
            _ => None,
        };
        let (Some(asked), true) = (pause, is_read && attempt < RETRIES) else { return outcome };
        let longest = FIRST_PAUSE << attempt;
        match asked {
            Some(asked) if asked > PATIENCE => return outcome,
            Some(asked) => pause_for(asked).await,
            None => pause_for(random_below(longest)).await,
        }
        if abort.is_some_and(AbortSignal::aborted) {
            return Err(failure(Transport::Aborted, ""));
        }
        attempt += 1;
    }
}

fn asked_pause(received: &Received) -> Option<u32> {
    let seconds = RetryAfter::parse(received.retry_after.as_deref()?)?.seconds_from(now());
    Some(u32::try_from(seconds).unwrap_or(u32::MAX).saturating_mul(1000))
}

/// Full jitter: many clients that failed together do not come back together.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a fraction of a u32 is one")]
fn random_below(longest: u32) -> u32 {
    (Math::random() * f64::from(longest)) as u32
}

fn http_method(method: Method) -> HttpMethod {
    match method {
        Method::Get => HttpMethod::GET,
        Method::Head => HttpMethod::HEAD,
        Method::Post => HttpMethod::POST,
        Method::Put => HttpMethod::PUT,
        Method::Delete => HttpMethod::DELETE,
    }
}

async fn once(
    method: HttpMethod,
    url: &str,
    authorization: Option<&str>,
    body: Option<&str>,
    abort: Option<&AbortSignal>,
) -> Result<Received, Error> {
    let controller =
        AbortController::new().map_err(|_| failure(Transport::Unreachable, "no AbortController"))?;
    let timed_out = Rc::new(Cell::new(false));
    let _deadline = Deadline::start(&controller, &timed_out);
    let _follow = abort.map(|signal| Follow::start(signal, &controller));
    if abort.is_some_and(AbortSignal::aborted) {
        return Err(failure(Transport::Aborted, ""));
    }
    let mut builder = RequestBuilder::new(url)
        .method(method)
        .credentials(RequestCredentials::Omit)
        .referrer_policy(ReferrerPolicy::NoReferrer)
        .redirect(RequestRedirect::Error)
        .cache(RequestCache::NoStore)
        .abort_signal(Some(&controller.signal()))
        .header("Accept", "application/json");
    if let Some(authorization) = authorization {
        builder = builder.header("Authorization", authorization);
    }
    let request = match body {
        Some(body) => builder.header("Content-Type", "application/json").body(body),
        None => builder.build(),
    }
    .map_err(|error| failure(Transport::BadUrl, &error.to_string()))?;
    let failed = |error: gloo_net::Error| {
        if timed_out.get() {
            failure(Transport::Timeout, &format!("no answer in {} s", DEADLINE / 1000))
        } else if controller.signal().aborted() {
            failure(Transport::Aborted, "")
        } else {
            failure(Transport::Unreachable, &error.to_string())
        }
    };
    let response = request.send().await.map_err(failed)?;
    read(response).await?.map_err(failed)
}

async fn read(response: Response) -> Result<Result<Received, gloo_net::Error>, Error> {
    let too_large = || failure(Transport::TooLarge, "the answer is larger than 5 MiB");
    let header = |name: &str| response.headers().get(name);
    if header("content-length")
        .and_then(|length| length.parse::<usize>().ok())
        .is_some_and(|length| length > LARGEST_BODY)
    {
        return Err(too_large());
    }
    let (status, content_type, retry_after) =
        (response.status(), header("content-type"), header("retry-after"));
    let mut body = Vec::new();
    if let Some(stream) = response.body() {
        let reader: ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
        // Piece by piece: what is sent compressed, or without its length, may be larger than it says.
        loop {
            let piece = match JsFuture::from(reader.read()).await {
                Ok(piece) => piece,
                Err(error) => return Ok(Err(broken_off(&error))),
            };
            let field =
                |name: &str| js_sys::Reflect::get(&piece, &JsValue::from_str(name)).unwrap_or_default();
            if field("done").is_truthy() {
                break;
            }
            body.extend_from_slice(&js_sys::Uint8Array::new(&field("value")).to_vec());
            if body.len() > LARGEST_BODY {
                let _ = reader.cancel();
                return Err(too_large());
            }
        }
    }
    Ok(Ok(Received { status, content_type, retry_after, body }))
}

fn broken_off(error: &JsValue) -> gloo_net::Error {
    let text =
        js_sys::Reflect::get(error, &JsValue::from_str("message")).ok().and_then(|text| text.as_string());
    gloo_net::Error::GlooError(text.unwrap_or_else(|| "the answer broke off".to_owned()))
}

/// Aborts a request when its time is over; dropped, it does nothing any more.
struct Deadline(Option<TimeoutHandle>);

impl Deadline {
    fn start(controller: &AbortController, timed_out: &Rc<Cell<bool>>) -> Self {
        let (controller, timed_out) = (controller.clone(), Rc::clone(timed_out));
        let over = move || {
            timed_out.set(true);
            controller.abort();
        };
        Self(
            set_timeout_with_handle(over, std::time::Duration::from_millis(DEADLINE.unsigned_abs().into()))
                .ok(),
        )
    }
}

impl Drop for Deadline {
    fn drop(&mut self) {
        if let Some(handle) = self.0.take() {
            handle.clear();
        }
    }
}

/// Passes a caller's abort on to the request under way.
struct Follow {
    signal: AbortSignal,
    listener: wasm_bindgen::closure::Closure<dyn FnMut()>,
}

impl Follow {
    fn start(signal: &AbortSignal, controller: &AbortController) -> Self {
        let controller = controller.clone();
        let listener = wasm_bindgen::closure::Closure::<dyn FnMut()>::new(move || controller.abort());
        let _ = signal.add_event_listener_with_callback("abort", listener.as_ref().unchecked_ref());
        Self { signal: signal.clone(), listener }
    }
}

impl Drop for Follow {
    fn drop(&mut self) {
        let _ =
            self.signal.remove_event_listener_with_callback("abort", self.listener.as_ref().unchecked_ref());
    }
}

/// Waits for some milliseconds.
pub async fn pause_for(milliseconds: u32) {
    let milliseconds = i32::try_from(milliseconds).unwrap_or(i32::MAX);
    let promise = Promise::new(&mut |resolve, _| {
        let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds);
    });
    let _ = JsFuture::from(promise).await;
}
