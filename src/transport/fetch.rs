//! One request and its answer: the only fetch of the console. Nothing goes along but what is written here: no cookie, no
//! referrer, no redirect followed (rule 12).

use std::{cell::Cell, rc::Rc};

use gloo_net::http::{Method as HttpMethod, RequestBuilder, Response};
use leptos::prelude::*;
use purser_api::{Answer, Error, LARGEST_BODY, Method, Transport};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, AbortSignal, ReadableStreamDefaultReader, ReferrerPolicy, RequestCache,
    RequestCredentials, RequestRedirect,
};

use crate::{digest::hex, random};

/// How long an answer may take.
const DEADLINE: i32 = 30_000;

/// What came, before anybody has tried to read it.
#[derive(Debug)]
pub(super) struct Received {
    pub(super) status: u16,
    pub(super) content_type: Option<String>,
    pub(super) retry_after: Option<String>,
    pub(super) body: Vec<u8>,
}

impl Received {
    pub(super) fn answer(&self) -> Answer<'_> {
        Answer {
            status: self.status,
            content_type: self.content_type.as_deref(),
            retry_after: self.retry_after.as_deref(),
            body: &self.body,
        }
    }
}

pub(super) fn failure(kind: Transport, detail: &str) -> Error {
    Error::transport(kind, detail)
}

/// A header that says on whose behalf a request is sent.
#[derive(Clone)]
pub(super) struct Credential {
    pub(super) header: &'static str,
    pub(super) value: String,
}

impl Credential {
    fn is_sendable(&self) -> bool {
        self.value.bytes().all(|byte| (b' '..=b'~').contains(&byte))
    }
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

pub(super) async fn once(
    method: Method,
    url: &str,
    credential: Option<&Credential>,
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
        .method(http_method(method))
        .credentials(RequestCredentials::Omit)
        .referrer_policy(ReferrerPolicy::NoReferrer)
        .redirect(RequestRedirect::Error)
        .cache(RequestCache::NoStore)
        .abort_signal(Some(&controller.signal()))
        .header("Accept", "application/json");
    if let Some(credential) = credential {
        // What no header bears is never sent; a browser would throw in the middle of it.
        if !credential.is_sendable() {
            return Err(failure(Transport::NotSent, "the credential holds what no header bears"));
        }
        builder = builder.header(credential.header, &credential.value);
    }
    // A browser that loses a connection it had used before sends the same again without asking. By the key, whatever
    // stands in front of the systems can let it through once.
    if !method.is_read() && is_own_origin(url) {
        builder = builder.header("Idempotency-Key", &hex(&random::bytes::<16>()));
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
    match read(response).await {
        Ok(received) => received.map_err(failed),
        // What is not read would hold its connection, of which a browser has six.
        Err(too_large) => {
            controller.abort();
            Err(too_large)
        }
    }
}

/// Whether an address belongs to the origin that this page came from. Another one would have to allow the header first.
fn is_own_origin(url: &str) -> bool {
    let own = window().location();
    own.href()
        .and_then(|page| web_sys::Url::new_with_base(url, &page))
        .is_ok_and(|url| own.origin().is_ok_and(|origin| origin == url.origin()))
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
