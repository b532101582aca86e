//! Signing in, and being let in again: operations 5 to 7.

use axum::extract::State;
use axum::response::Response;
use data_encoding::BASE64URL_NOPAD;
use purser_api::centrowallet::auth::TokenPair;
use purser_api::centrowallet::user::RestoredUser;

use super::caller::{Caller, MerchantOnly, admit};
use super::{Form, Id, described, id, ok, wire};
use crate::app::{App, Shared};
use crate::domain::access_token::{self, Claims};
use crate::domain::clock::SECOND;
use crate::domain::ctk::codes;
use crate::domain::secret::{self, Secret};
use crate::domain::totp::{SECRET_BYTES, Verdict};
use crate::error::{ApiError, ApiResult};
use crate::routes::openapi::refusals::{Any, Body, Credential, Refusal, TooMany};
use crate::store::sessions::{self, Shown};
use crate::store::{Connection, users};

/// A new access token and a new refresh token of a session.
async fn pair(
    app: &App,
    connection: &mut Connection,
    user_id: i64,
    session_id: i64,
    now: i64,
) -> ApiResult<Response> {
    let issued_at = now.div_euclid(SECOND);
    let claims = Claims {
        sub: user_id.to_string(),
        sid: session_id,
        iat: issued_at,
        exp: issued_at + app.access_token_seconds,
    };
    let access_token =
        access_token::sign(app.store.access_token_key(), &claims).ok_or_else(ApiError::internal)?;
    let refresh_token = BASE64URL_NOPAD.encode(&secret::random::<32>()?);
    sessions::add_token(connection, session_id, &refresh_token, now).await?;
    ok(&TokenPair {
        token_type: Some("Bearer".into()),
        expires_in: app.access_token_seconds.try_into().ok(),
        access_token: access_token.into(),
        refresh_token: refresh_token.into(),
    })
}

#[utoipa::path(
    post,
    path = "/auth",
    operation_id = "auth-authorize",
    tag = "CentroWallet sign-in",
    summary = "Signs a customer in",
    description = "With the code that the authenticator shows. The access token goes into `Authorization: Bearer …`; it lives an hour at most.",
    request_body = described::Authorize,
    responses(
        (status = 200, body = TokenPair, description = "An access token and the refresh token that replaces both"),
        (status = 401, body = Refusal, description = "The e-mail address or the code is not right"),
        (status = 403, body = Refusal, description = "The user is blocked or not activated"),
        (status = 422, body = Refusal, description = "A field is not as it must be; `errors` says which and why"),
        TooMany,
        Body,
        Any,
    ),
    security(())
)]
pub(super) async fn authorize(State(app): State<Shared>, Form(mut input): Form) -> ApiResult<Response> {
    let email = input.email("email");
    let email = input.required("email", email).unwrap_or_default();
    let code = input.text("code");
    let code = input.required("code", code).unwrap_or_default();
    if !code.is_empty() && (code.len() != 6 || !code.bytes().all(|byte| byte.is_ascii_digit())) {
        input.refuse("code", "The code must be 6 digits.");
    }
    input.check()?;
    let refused = || ApiError::unauthorized("The e-mail address or the code is not right.");
    let locked = |seconds| ApiError::too_many("Too many wrong codes.", seconds);
    let now = app.clock.now();
    let mut write = app.store.write().await?;
    let Some(user) = users::by_email(&mut write, &email).await? else {
        return Err(match app.strangers.judge(&email, now) {
            codes::Verdict::Locked { seconds } => locked(seconds),
            _ => refused(),
        });
    };
    let mut guard = user.guard;
    let verdict = guard.judge(&user.totp_secret.0, &code, now);
    users::change_guard(&mut write, user.id, guard).await?;
    let answer = match verdict {
        Verdict::Locked { seconds } => Err(locked(seconds)),
        Verdict::Refused => Err(refused()),
        Verdict::Taken => match admit(&user) {
            Ok(()) => {
                let session_id = sessions::begin(&mut write, user.id, now).await?;
                Ok(pair(&app, &mut write, user.id, session_id, now).await?)
            }
            Err(error) => Err(error),
        },
    };
    write.commit().await?;
    answer
}

#[utoipa::path(
    post,
    path = "/auth/{id}/refresh",
    operation_id = "auth-refresh",
    tag = "CentroWallet sign-in",
    summary = "Replaces both tokens",
    description = "A refresh token works once. Shown again, it ends the session: somebody else has it.",
    params(("id" = i64, Path, description = "The user's id", minimum = 1)),
    request_body = described::Refresh,
    responses(
        (status = 200, body = TokenPair, description = "A new pair"),
        (status = 401, body = Refusal, description = "The refresh token is spent, unknown, or another user's"),
        (status = 403, body = Refusal, description = "The user is blocked or not activated"),
        (status = 404, body = Refusal, description = "This is no id"),
        (status = 422, body = Refusal, description = "A field is not as it must be; `errors` says which and why"),
        Body,
        Any,
    ),
    security(())
)]
pub(super) async fn refresh(
    State(app): State<Shared>,
    path: Id,
    Form(mut input): Form,
) -> ApiResult<Response> {
    let user_id = id(path)?;
    let token = input.text("refreshToken");
    let token = input.required("refreshToken", token).unwrap_or_default();
    input.check()?;
    let now = app.clock.now();
    let mut write = app.store.write().await?;
    let shown = sessions::spend_token(&mut write, user_id, &token, now).await?;
    let answer = match shown {
        Shown::Spent { session_id, user_id } => {
            let user = users::by_id(&mut write, user_id).await?.ok_or_else(ApiError::internal)?;
            // A refused token is not spent: the transaction is dropped.
            admit(&user)?;
            Ok(pair(&app, &mut write, user_id, session_id, now).await?)
        }
        Shown::Reused | Shown::Unknown => Err(ApiError::unauthorized("The refresh token is not valid.")),
    };
    write.commit().await?;
    answer
}

#[utoipa::path(
    post,
    path = "/user/{id}/restore",
    operation_id = "user-restore",
    tag = "CentroWallet users",
    summary = "Gives a user a new secret",
    description = "For a customer who has lost the authenticator. The old secret and all sessions stop working.",
    params(("id" = i64, Path, description = "The user's id", minimum = 1)),
    responses(
        (status = 200, body = RestoredUser, description = "The user and the new secret"),
        (status = 403, body = Refusal, description = "A customer asks; only a merchant may"),
        (status = 404, body = Refusal, description = "There is no such user"),
        Credential,
    ),
    security(("merchantKey" = []))
)]
pub(super) async fn restore(
    MerchantOnly(merchant): MerchantOnly,
    State(app): State<Shared>,
    path: Id,
) -> ApiResult<Response> {
    let id = id(path)?;
    let caller = Caller::Merchant(merchant);
    let now = app.clock.now();
    let mut write = app.store.write().await?;
    caller.user(&mut write, id).await?;
    let new = Secret(secret::random::<SECRET_BYTES>()?.to_vec());
    users::change_secret(&mut write, id, &new, now).await?;
    sessions::revoke_all(&mut write, id, now).await?;
    let user = caller.user(&mut write, id).await?;
    write.commit().await?;
    ok(&wire::restored_user(&user))
}
