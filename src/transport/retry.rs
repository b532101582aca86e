//! What is sent again on its own, and after which pause.

use js_sys::{Math, Promise};
use leptos::prelude::*;
use purser_api::{Endpoints, Error, Parts, RetryAfter, Transport};
use wasm_bindgen_futures::JsFuture;
use web_sys::AbortSignal;

use super::fetch::{Credential, Received, failure, once};
use crate::clock::now;

/// How often a read is sent again after a failure that may pass (rule 4).
const RETRIES: u32 = 3;
/// The longest first pause, in milliseconds; each further one may be twice as long.
const FIRST_PAUSE: u32 = 300;
/// A server that asks for more patience than this, in milliseconds, gets its answer shown instead.
const PATIENCE: u32 = 5_000;

/// One request with its retries. Only reads are sent again on their own (rule 4).
pub(super) async fn exchange(
    endpoints: &Endpoints,
    parts: &Parts,
    credential: Option<&Credential>,
    abort: Option<&AbortSignal>,
) -> Result<Received, Error> {
    let (method, url) = endpoints.resolve(parts)?;
    let is_read = method.is_read();
    let mut attempt = 0;
    loop {
        let outcome = once(method, &url, credential, parts.body.as_deref(), abort).await;
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

/// Waits for some milliseconds.
pub async fn pause_for(milliseconds: u32) {
    let milliseconds = i32::try_from(milliseconds).unwrap_or(i32::MAX);
    let promise = Promise::new(&mut |resolve, _| {
        let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds);
    });
    let _ = JsFuture::from(promise).await;
}
