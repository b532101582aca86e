//! A request whose transaction had to give way to another is done again as a whole.

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use std::time::Duration;

use super::{LONGEST_BODY, too_long};
use crate::app::Shared;
use crate::domain::secret;
use crate::error::Contention;
use crate::store::Dialect;

/// How often before the caller is told.
const ATTEMPTS: u32 = 40;

const LONGEST_PAUSE: Duration = Duration::from_millis(100);

/// Does the request until nobody else is in its way. The embedded database has one writer at a time, so that
/// nobody ever is.
pub(super) async fn until_done(State(app): State<Shared>, request: Request, next: Next) -> Response {
    if app.store.dialect() == Dialect::Sqlite {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, LONGEST_BODY).await else {
        return too_long(parts.uri.path());
    };
    let mut attempt = 0;
    loop {
        let request = Request::from_parts(parts.clone(), Body::from(body.clone()));
        let response = next.clone().run(request).await;
        attempt += 1;
        if attempt == ATTEMPTS || response.extensions().get::<Contention>().is_none() {
            return response;
        }
        pause(attempt).await;
    }
}

/// Waits a random while that grows, so that those who met do not meet again.
async fn pause(attempt: u32) {
    let longest = Duration::from_millis(1).saturating_mul(1 << attempt.min(7)).min(LONGEST_PAUSE);
    let chance = secret::random::<2>().map_or(u16::MAX, u16::from_le_bytes);
    tokio::time::sleep(longest * u32::from(chance) / u32::from(u16::MAX)).await;
}
