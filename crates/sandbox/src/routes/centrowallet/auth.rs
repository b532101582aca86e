//! Signing in, and being let in again: operations 5 to 7.

use axum::extract::{Path, State};
use axum::response::Response;
use data_encoding::BASE64URL_NOPAD;
use purser_api::centrowallet::auth::TokenPair;

use super::caller::{Caller, MerchantOnly, admit};
use super::{Form, id, ok, wire};
use crate::app::{App, Shared};
use crate::domain::access_token::{self, Claims};
use crate::domain::clock::SECOND;
use crate::domain::secret::{self, Secret};
use crate::domain::totp::{SECRET_BYTES, Verdict};
use crate::error::{ApiError, ApiResult};
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
    let now = app.clock.now();
    let mut write = app.store.write().await?;
    let user = users::by_email(&mut write, &email).await?.ok_or_else(refused)?;
    let mut guard = user.guard;
    let verdict = guard.judge(&user.totp_secret.0, &code, now);
    users::change_guard(&mut write, user.id, guard).await?;
    let answer = match verdict {
        Verdict::Locked { seconds } => Err(ApiError::too_many("Too many wrong codes.", seconds)),
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

pub(super) async fn refresh(
    State(app): State<Shared>,
    path: Path<String>,
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

pub(super) async fn restore(
    MerchantOnly(merchant): MerchantOnly,
    State(app): State<Shared>,
    path: Path<String>,
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
