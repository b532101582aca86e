//! Requests that ask for a failure get it.

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{Method, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::{LONGEST_BODY, too_long};
use crate::app::Shared;
use crate::error::ApiError;
use crate::faults::{Fault, Replayed, asked};

/// An answer is not longer than this; a list has a thousand rows at most.
const LONGEST_ANSWER: usize = 64 * 1024 * 1024;

/// Lets a request fail as it asks, or as was ordered.
pub(super) async fn on_request(State(app): State<Shared>, request: Request, next: Next) -> Response {
    if !request.uri().path().starts_with("/api/") {
        return next.run(request).await;
    }
    let ordered = app.faults.as_ref();
    let ordered = ordered.and_then(|orders| orders.take(request.method().as_str(), request.uri().path()));
    let (request, asked) = if matches!(*request.method(), Method::GET | Method::HEAD) {
        in_query(request)
    } else {
        match in_body(request).await {
            Ok(found) => found,
            Err(answer) => return *answer,
        }
    };
    match ordered.or(asked) {
        None => next.run(request).await,
        Some(Fault::Delay(delay)) => {
            tokio::time::sleep(delay).await;
            next.run(request).await
        }
        Some(Fault::Before(failure)) => failure.before().await,
        Some(Fault::After(failure)) => {
            let response = next.run(request).await;
            if !response.status().is_success() || response.extensions().get::<Replayed>().is_some() {
                return response;
            }
            let status = response.status();
            match to_bytes(response.into_body(), LONGEST_ANSWER).await {
                Ok(body) => failure.after(status, String::from_utf8_lossy(&body).into_owned()).await,
                Err(_) => ApiError::internal().into_response(),
            }
        }
    }
}

fn in_query(mut request: Request) -> (Request, Option<Fault>) {
    let found = request.uri().query().and_then(asked::in_query);
    let Some((fault, rest)) = found else { return (request, None) };
    let path = request.uri().path();
    if let Ok(uri) = Uri::try_from(format!("{path}?{rest}")) {
        *request.uri_mut() = uri;
    }
    (request, Some(fault))
}

async fn in_body(request: Request) -> Result<(Request, Option<Fault>), Box<Response>> {
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, LONGEST_BODY).await.map_err(|_| Box::new(too_long(parts.uri.path())))?;
    let fault = asked::in_body(&body);
    Ok((Request::from_parts(parts, Body::from(body)), fault))
}
