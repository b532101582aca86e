//! New passwords: operations 33 and 34. And the work that every password is.

use axum::extract::State;
use axum::response::Response;
use purser_api::Secret;
use purser_api::ctk::user::CodeSent;
use tokio::sync::Semaphore;

use super::answer::{CtkError, CtkResult, data, done};
use super::caller::{Form, code_key};
use super::described::{CtkRefusal, Done, NewPassword, Said, Username};
use crate::app::{App, Shared};
use crate::domain::ctk::codes::{Purpose, Verdict};
use crate::domain::ctk::errors::Refused;
use crate::domain::ctk::passwords;
use crate::domain::ctk::profiles::masked_phone;
use crate::domain::secret;
use crate::routes::openapi::refusals::{CtkAny, CtkBody, CtkTooMany};
use crate::store::ctk::{codes, sessions, users};

/// How many passwords are worked on at the same time: each takes memory as well as time.
static AT_ONCE: Semaphore = Semaphore::const_new(8);

/// Does the work of a password where it holds nobody up.
async fn work<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> CtkResult<T> {
    let _turn = AT_ONCE.acquire().await.map_err(|error| CtkError::own(&error))?;
    tokio::task::spawn_blocking(work).await.map_err(|error| CtkError::own(&error))
}

/// The hash of a password.
pub(super) async fn hashed(app: &App, password: String) -> CtkResult<Secret> {
    let (salt, cost) = (secret::random::<16>()?, app.password_cost);
    Ok(Secret::new(work(move || passwords::hash(&password, salt, cost)).await??))
}

/// Whether that is the password of a hash.
pub(super) async fn is_right(password: String, hash: Secret) -> CtkResult<bool> {
    work(move || passwords::is_right(&password, hash.expose())).await
}

#[utoipa::path(
    post,
    path = "/user/password",
    operation_id = "ctk-password-forgot",
    tag = "CTK customers",
    summary = "Asks for a code to set a new password",
    request_body = Username,
    responses(
        (status = 200, body = Said<CodeSent>, description = "Where it went"),
        (status = 403, body = CtkRefusal, description = "202: the account has not been confirmed yet"),
        (status = 404, body = CtkRefusal, description = "214: there is no such username"),
        (status = 422, body = CtkRefusal, description = "101 or 102: the username is missing or not as it must be"),
        CtkBody,
        CtkAny,
    ),
    security(())
)]
pub(super) async fn forgot(State(app): State<Shared>, Form(mut fields): Form) -> CtkResult<Response> {
    let username = fields.required("username", 255);
    fields.check()?;
    let now = app.clock.now();
    let mut write = app.store.write().await?;
    let user = users::by_username(&mut write, &username).await?;
    let user = user.ok_or_else(|| CtkError::new(Refused::NoSuchUser))?;
    if !user.is_confirmed {
        return Err(CtkError::new(Refused::NotConfirmed));
    }
    codes::send(&mut write, &code_key(&app), user.id, &user.phone, Purpose::Password, now).await?;
    write.commit().await?;
    data(&CodeSent {
        code_delivery_method: Some("SMS".to_owned()),
        code_destination: Some(masked_phone(&user.phone)),
    })
}

#[utoipa::path(
    post,
    path = "/user/password/confirm",
    operation_id = "ctk-password-confirm",
    tag = "CTK customers",
    summary = "Sets a new password",
    description = "With the code from the text message. All sessions end.",
    request_body = NewPassword,
    responses(
        (status = 200, body = Done, description = "The new password is good"),
        (status = 404, body = CtkRefusal, description = "214: there is no such username"),
        (status = 422, body = CtkRefusal, description = "101, 102, 203 or 211: a field is not as it must be, or the code is not right"),
        CtkTooMany,
        CtkBody,
        CtkAny,
    ),
    security(())
)]
pub(super) async fn confirm(State(app): State<Shared>, Form(mut fields): Form) -> CtkResult<Response> {
    let username = fields.required("username", 255);
    let code = fields.code();
    let password = fields.new_password();
    fields.check()?;
    let hash = hashed(&app, password).await?;
    let now = app.clock.now();
    let mut write = app.store.write().await?;
    let user = users::by_username(&mut write, &username).await?;
    let user = user.ok_or_else(|| CtkError::new(Refused::NoSuchUser))?;
    let verdict = codes::judge(&mut write, &code_key(&app), user.id, Purpose::Password, &code, now).await?;
    let answer = match verdict {
        Verdict::Right => {
            users::change_password(&mut write, user.id, &hash, now).await?;
            sessions::revoke_all(&mut write, user.id, now).await?;
            Ok(done())
        }
        Verdict::Wrong => Err(CtkError::new(Refused::WrongCode)),
        Verdict::Locked { seconds } => Err(CtkError::too_many(seconds)),
    };
    write.commit().await?;
    answer
}
