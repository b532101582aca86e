//! Failures that are ordered, where the server was started with `--faults`.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::json;
use std::time::Duration;

use super::{Loopback, Steering};
use crate::app::Shared;
use crate::error::{ApiError, ApiResult, json_response};
use crate::faults::orders::{Order, Orders};
use crate::faults::{Failure, Fault, LONGEST_DELAY};

const METHODS: &[(&str, &str)] =
    &[("GET", "GET"), ("POST", "POST"), ("PUT", "PUT"), ("DELETE", "DELETE"), ("HEAD", "HEAD")];

const LONGEST_BODY: usize = 100_000;

fn orders(app: &Shared) -> ApiResult<&Orders> {
    let off = || ApiError::not_found("Failures cannot be ordered: start with --faults.");
    app.faults.as_ref().ok_or_else(off)
}

pub(super) async fn list(_near: Loopback, State(app): State<Shared>) -> ApiResult<Response> {
    let body = json!({ "orders": orders(&app)?.list() });
    Ok(json_response(StatusCode::OK, body.to_string()))
}

pub(super) async fn clear(_near: Loopback, State(app): State<Shared>) -> ApiResult<Response> {
    orders(&app)?.clear();
    list(Loopback, State(app)).await
}

/// Takes `path` with a `fault` by its word, or with `delayMilliseconds`, or with a `status` and `body`, which
/// come in place of doing the request or, with `when: after`, of its answer.
pub(super) async fn add(
    _near: Loopback,
    State(app): State<Shared>,
    mut steering: Steering,
) -> ApiResult<Response> {
    let orders = orders(&app)?;
    let input = &mut steering.input;
    let method = input.choice("method", METHODS).map(str::to_owned);
    let path = input.text("path");
    let path = input.required("path", path).unwrap_or_default();
    let times = input.number("times", 1, 1_000_000).unwrap_or(1);
    let word = input.text("fault");
    let delay = input.number("delayMilliseconds", 0, i64::try_from(LONGEST_DELAY).unwrap_or(i64::MAX));
    let status = input.number("status", 200, 599);
    let is_after = input.choice("when", &[("before", false), ("after", true)]).unwrap_or(false);
    let body = input.text_up_to("body", LONGEST_BODY).unwrap_or_default();
    let content_type = input.text("contentType").unwrap_or_else(|| "application/json".to_owned());
    let (fault, text) = match (word, delay, status) {
        (Some(word), None, None) => (Fault::parse(&word), word),
        (None, Some(delay), None) => {
            let delay = Duration::from_millis(delay.unsigned_abs());
            (Some(Fault::Delay(delay)), format!("a delay of {} ms", delay.as_millis()))
        }
        (None, None, Some(status)) => {
            let failure =
                Failure::Answer { status: u16::try_from(status).unwrap_or_default(), content_type, body };
            let fault = if is_after { Fault::After(failure) } else { Fault::Before(failure) };
            (Some(fault), format!("status {status}, {}", if is_after { "after" } else { "before" }))
        }
        _ => (None, String::new()),
    };
    if fault.is_none() {
        input.refuse("fault", "One of fault (a known word), delayMilliseconds or status is required.");
    }
    input.check()?;
    if let Some(fault) = fault {
        orders.add(Order { method, path, times: u32::try_from(times).unwrap_or(1), fault, text });
    }
    Ok(steering.done(&json!({ "orders": orders.list() })))
}
