//! Signing in and out: operations 31, 32 and 35.

use axum::extract::State;
use axum::response::Response;
use data_encoding::BASE64URL_NOPAD;
use purser_api::Secret;
use purser_api::ctk::user::{AccessToken, Login, SecondFactor};

use super::answer::{CtkError, CtkResult, data, done};
use super::caller::{Customer, Form, begin_session, code_key};
use super::described::{self, Credentials, CtkRefusal, Done, Said, SignInCode};
use super::passwords::{hashed, is_right};
use crate::app::{App, Shared};
use crate::domain::ctk::codes::{Purpose, Verdict};
use crate::domain::ctk::errors::Refused;
use crate::domain::ctk::profiles::masked_phone;
use crate::domain::secret;
use crate::routes::openapi::refusals::{CtkAny, CtkBody, CtkToken, CtkTooMany};
use crate::store::Connection;
use crate::store::ctk::users::User;
use crate::store::ctk::{codes, sessions, users};

#[utoipa::path(
    post,
    path = "/user/login",
    operation_id = "ctk-login",
    tag = "CTK customers",
    summary = "Signs in",
    description = "The token lives an hour and cannot be renewed: sign in again. Who has a second factor gets a session instead, for the code.",
    request_body = Credentials,
    responses(
        (status = 200, body = Said<described::Login>, description = "A token, or where the code went"),
        (status = 401, body = CtkRefusal, description = "201: the username or the password is not right"),
        (status = 403, body = CtkRefusal, description = "202: the account has not been confirmed yet"),
        (status = 422, body = CtkRefusal, description = "101 or 102: a field is missing or not as it must be"),
        CtkTooMany,
        CtkBody,
        CtkAny,
    ),
    security(())
)]
pub(super) async fn login(State(app): State<Shared>, Form(mut fields): Form) -> CtkResult<Response> {
    let username = fields.required("username", 255);
    let password = fields.required("password", 1_000);
    fields.check()?;
    let wrong = || CtkError::new(Refused::WrongCredentials);
    let mut connection = app.store.read().await?;
    let known = users::by_username(&mut connection, &username).await?;
    drop(connection);
    let Some(known) = known else {
        // Locked like a name that is known, and as much work, so that neither tells.
        let stranger = format!("ctk {username}");
        if let Some(seconds) = app.strangers.locked(&stranger, app.clock.now()) {
            return Err(CtkError::too_many(seconds));
        }
        hashed(&app, password).await?;
        return Err(match app.strangers.judge(&stranger, app.clock.now()) {
            Verdict::Locked { seconds } => CtkError::too_many(seconds),
            _ => wrong(),
        });
    };
    if let Some(seconds) = known.attempts.locked(app.clock.now()) {
        return Err(CtkError::too_many(seconds));
    }
    let is_right = is_right(password, known.password_hash.clone()).await?;
    let now = app.clock.now();
    let mut write = app.store.write().await?;
    let user = users::by_id(&mut write, known.id).await?.ok_or_else(wrong)?;
    // A password that was replaced meanwhile is a wrong one.
    let is_right = is_right && user.password_hash == known.password_hash;
    let mut attempts = user.attempts;
    let verdict = attempts.judge(is_right, now);
    users::change_attempts(&mut write, user.id, attempts).await?;
    let answer = match verdict {
        Verdict::Right if !user.is_confirmed => Err(CtkError::new(Refused::NotConfirmed)),
        Verdict::Right => Ok(admitted(&app, &mut write, &user, now).await?),
        Verdict::Wrong => Err(wrong()),
        Verdict::Locked { seconds } => Err(CtkError::too_many(seconds)),
    };
    write.commit().await?;
    data(&answer?)
}

/// What follows a right password: a token, or a code and a session to say it in.
async fn admitted(app: &App, connection: &mut Connection, user: &User, now: i64) -> CtkResult<Login> {
    if !user.mfa {
        let access_token = begin_session(app, connection, user.id).await?.into();
        return Ok(Login::Done(AccessToken { access_token }));
    }
    let session = BASE64URL_NOPAD.encode(&secret::random::<96>()?);
    sessions::begin_sign_in(connection, user.id, &session, now).await?;
    codes::send(connection, &code_key(app), user.id, &user.phone, Purpose::SignIn, now).await?;
    Ok(Login::SecondFactor(SecondFactor {
        delivery_medium: Some("SMS".to_owned()),
        delivery_destination: Some(masked_phone(&user.phone)),
        username: Some(user.username.clone()),
        session: Secret::new(session),
    }))
}

#[utoipa::path(
    post,
    path = "/user/login/code",
    operation_id = "ctk-login-code",
    tag = "CTK customers",
    summary = "Signs in with the second factor",
    request_body = SignInCode,
    responses(
        (status = 200, body = Said<AccessToken>, description = "A token"),
        (status = 422, body = CtkRefusal, description = "101, 102, 203 or 205: a field is not as it must be, the code is not right, or the session has ended"),
        CtkTooMany,
        CtkBody,
        CtkAny,
    ),
    security(())
)]
pub(super) async fn code(State(app): State<Shared>, Form(mut fields): Form) -> CtkResult<Response> {
    let username = fields.required("username", 255);
    let code = fields.code();
    let session = fields.required("session", 4_000);
    fields.check()?;
    let no_session = || CtkError::new(Refused::NoSuchSession);
    let now = app.clock.now();
    let mut write = app.store.write().await?;
    let user = users::by_username(&mut write, &username).await?.ok_or_else(no_session)?;
    if !sessions::is_waiting(&mut write, user.id, &session, now).await? {
        return Err(no_session());
    }
    let verdict = codes::judge(&mut write, &code_key(&app), user.id, Purpose::SignIn, &code, now).await?;
    let answer = match verdict {
        Verdict::Right => {
            sessions::end_sign_in(&mut write, &session, now).await?;
            Ok(begin_session(&app, &mut write, user.id).await?)
        }
        Verdict::Wrong => Err(CtkError::new(Refused::WrongCode)),
        Verdict::Locked { seconds } => Err(CtkError::too_many(seconds)),
    };
    write.commit().await?;
    data(&AccessToken { access_token: answer?.into() })
}

#[utoipa::path(
    get,
    path = "/user/logout",
    operation_id = "ctk-logout",
    tag = "CTK customers",
    summary = "Signs out, everywhere",
    description = "On all devices. A `GET` that changes something, as the document has it: nobody asks it ahead.",
    responses(
        (status = 200, body = Done, description = "No token of this customer is good any more"),
        CtkToken,
    ),
    security(("ctkToken" = []))
)]
pub(super) async fn logout(Customer(user): Customer, State(app): State<Shared>) -> CtkResult<Response> {
    let mut write = app.store.write().await?;
    sessions::revoke_all(&mut write, user.id, app.clock.now()).await?;
    write.commit().await?;
    Ok(done())
}
