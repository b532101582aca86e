//! The webhooks that were sent, how it went, and sending one again.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use data_encoding::HEXLOWER;
use purser_api::Timestamp;
use serde_json::{Value, json};

use super::{Loopback, Steering};
use crate::app::Shared;
use crate::error::{ApiError, ApiResult, json_response};
use crate::store::merchants;
use crate::store::webhooks::{self, Attempt, Webhook};

/// How many are shown.
pub(super) const SHOWN: i64 = 100;

fn time(instant: i64) -> String {
    Timestamp::from_unix_micros(instant).to_string()
}

fn said((hook, attempts): &(Webhook, Vec<Attempt>)) -> Value {
    let attempt = |attempt: &Attempt| {
        json!({
            "status": attempt.status,
            "error": attempt.error,
            "milliseconds": attempt.milliseconds,
            "date": time(attempt.created_at),
        })
    };
    json!({
        "id": hook.id,
        "uuid": hook.uuid,
        "kind": hook.kind,
        "url": hook.url,
        "body": hook.body,
        "createdAt": time(hook.created_at),
        "deliveredAt": hook.delivered_at.map(time),
        "nextAttemptAt": hook.next_attempt_at.map(time),
        "attempts": attempts.iter().map(attempt).collect::<Vec<_>>(),
    })
}

/// The newest, and what each merchant's are signed with.
pub(super) async fn list(_near: Loopback, State(app): State<Shared>) -> ApiResult<Response> {
    let mut write = app.store.write().await?;
    let mut secrets = Vec::new();
    for merchant in merchants::all(&mut write).await? {
        let secret = webhooks::signing_secret(&mut write, merchant.id).await?;
        secrets.push(json!({ "merchant": merchant.name, "secret": HEXLOWER.encode(&secret.0) }));
    }
    write.commit().await?;
    let newest = webhooks::newest(&mut app.store.read().await?, SHOWN).await?;
    let webhooks: Vec<Value> = newest.iter().map(said).collect();
    let body = json!({ "signingSecrets": secrets, "webhooks": webhooks });
    Ok(json_response(StatusCode::OK, body.to_string()))
}

/// Has one sent again with the next look at what is due, under the id that it had.
pub(super) async fn resend(
    _near: Loopback,
    State(app): State<Shared>,
    Path(id): Path<String>,
    steering: Steering,
) -> ApiResult<Response> {
    let missing = || ApiError::not_found("There is no such webhook.");
    let id: i64 = id.parse().map_err(|_| missing())?;
    let mut write = app.store.write().await?;
    if !webhooks::resend(&mut write, id, app.clock.now()).await? {
        return Err(missing());
    }
    write.commit().await?;
    Ok(steering.done(&json!({ "id": id })))
}
