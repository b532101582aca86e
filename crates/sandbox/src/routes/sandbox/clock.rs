//! The clock of everything that is simulated. It can be moved forward, never back: what has happened stays
//! before what will.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use purser_api::Timestamp;
use serde_json::{Value, json};

use super::{Loopback, Steering};
use crate::app::{App, Shared};
use crate::domain::clock::{DAY, SECOND};
use crate::error::{ApiError, ApiResult, json_response};
use crate::rails;
use crate::store::settings;

/// The furthest that it can be moved at once, in seconds.
const FURTHEST: i64 = 10 * 366 * DAY / SECOND;

fn said(app: &App, offset: i64) -> Value {
    let now = Timestamp::from_unix_micros(app.clock.now()).to_string();
    json!({ "now": now, "offsetSeconds": offset.div_euclid(SECOND) })
}

pub(super) async fn show(_near: Loopback, State(app): State<Shared>) -> ApiResult<Response> {
    let offset = app.store.read_clock_offset().await?;
    Ok(json_response(StatusCode::OK, said(&app, offset).to_string()))
}

/// Moves it by `advanceSeconds`, or up to `now`; what falls due meanwhile has happened when this answers.
pub(super) async fn change(
    _near: Loopback,
    State(app): State<Shared>,
    mut steering: Steering,
) -> ApiResult<Response> {
    let input = &mut steering.input;
    let seconds = input.number("advanceSeconds", 0, FURTHEST);
    let target = input.date_time("now");
    let distance = match (seconds, target) {
        (Some(seconds), None) => seconds * SECOND,
        (None, Some(target)) => {
            let distance = target - app.clock.now();
            if !(0..=FURTHEST * SECOND).contains(&distance) {
                input.refuse("now", "The now must be in the future, and not by more than ten years.");
            }
            distance
        }
        _ => {
            input.refuse("advanceSeconds", "Either advanceSeconds or now is required.");
            0
        }
    };
    input.check()?;
    let mut write = app.store.write().await?;
    let offset = settings::clock_offset(&mut write).await?.checked_add(distance);
    let offset = offset.ok_or_else(|| ApiError::invalid("advanceSeconds", "This is too far."))?;
    settings::set_clock_offset(&mut write, offset).await?;
    write.commit().await?;
    app.clock.set_offset(offset);
    rails::tick(&app).await;
    Ok(steering.done(&said(&app, offset)))
}
