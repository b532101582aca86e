//! Signing up, at once or step by step: operations 28 to 30 and 37.

use axum::extract::State;
use axum::response::Response;
use purser_api::Secret;
use purser_api::ctk::user::{SignupStarted, SignupStep1Done};

use super::answer::{CtkError, CtkResult, data, done};
use super::caller::{Form, code_key};
use super::described::{CtkRefusal, Done, Said, Signup, SignupStep1, Username, Verify};
use super::fields::Fields;
use super::passwords::hashed;
use super::profile::read_profile;
use crate::app::{App, Shared};
use crate::domain::ctk::codes::{Purpose, Verdict};
use crate::domain::ctk::errors::Refused;
use crate::domain::secret;
use crate::routes::openapi::refusals::{CtkAny, CtkBody, CtkTooMany};
use crate::store::ctk::users::{self, NewUser, Profile};
use crate::store::ctk::{codes, wallets};

const FIRST_STEP: &[&str] = &["username", "password", "email", "phone", "firstName", "lastName"];

const ALL_AT_ONCE: &[&str] = &["country", "address", "city", "state", "zipcode", "nin", "birthdate"];

/// Reads who is to be, with the password that is still to be hashed.
fn read(fields: &mut Fields, needed: &[&str], now: i64) -> CtkResult<(NewUser, String)> {
    needed.iter().filter(|field| **field != "password").for_each(|field| fields.need(field));
    let password = fields.new_password();
    let profile = read_profile(fields, now);
    fields.check()?;
    let new = NewUser {
        record_id: users::record_id(secret::random()?),
        username: profile.username.clone().unwrap_or_default(),
        email: profile.email.clone().unwrap_or_default(),
        phone: profile.phone.clone().unwrap_or_default(),
        first_name: profile.first_name.clone().unwrap_or_default(),
        last_name: profile.last_name.clone().unwrap_or_default(),
        profile,
        created_at: now,
        ..NewUser::default()
    };
    Ok((new, password))
}

/// Adds a customer with empty wallets, and sends a code unless the account is confirmed already.
async fn add(app: &App, new: NewUser, password: String) -> CtkResult<()> {
    let password_hash: Secret = hashed(app, password).await?;
    let taken = || CtkError::new(Refused::UsernameTaken);
    let (phone, now, is_confirmed) = (new.phone.clone(), new.created_at, new.is_confirmed);
    let mut write = app.store.write().await?;
    if users::by_username(&mut write, &new.username).await?.is_some() {
        return Err(taken());
    }
    let created = users::create(&mut write, NewUser { password_hash, ..new }).await;
    let id = created.map_err(|error| {
        if users::is_taken(&error) && !error.is_contention() { taken() } else { error.into() }
    })?;
    wallets::create_all(&mut write, id).await?;
    if !is_confirmed {
        codes::send(&mut write, &code_key(app), id, &phone, Purpose::SignUp, now).await?;
    }
    write.commit().await?;
    Ok(())
}

#[utoipa::path(
    post,
    path = "/user/signup",
    operation_id = "ctk-signup",
    tag = "CTK customers",
    summary = "Signs up",
    description = "All at once. A code goes out by text message, to be confirmed with, unless `overrideConfirmation` says no.",
    request_body = Signup,
    responses(
        (status = 200, body = Said<SignupStarted>, description = "The account, which a code may have to confirm"),
        (status = 409, body = CtkRefusal, description = "210: the username is taken"),
        (status = 422, body = CtkRefusal, description = "101, 102, 211 or 212: a field is missing or not as it must be"),
        CtkBody,
        CtkAny,
    ),
    security(())
)]
pub(super) async fn signup(State(app): State<Shared>, Form(mut fields): Form) -> CtkResult<Response> {
    let overrides = fields.boolean("overrideConfirmation").unwrap_or(false);
    let needed = [FIRST_STEP, ALL_AT_ONCE].concat();
    let (new, password) = read(&mut fields, &needed, app.clock.now())?;
    add(&app, NewUser { is_confirmed: overrides, ..new }, password).await?;
    data(&SignupStarted { signup_confirmation: Some(!overrides) })
}

#[utoipa::path(
    post,
    path = "/user/signup/step1",
    operation_id = "ctk-signup-step1",
    tag = "CTK customers",
    summary = "Signs up step by step",
    description = "The first step, the only one published. Then confirm, sign in, and send the rest as the profile.",
    request_body = SignupStep1,
    responses(
        (status = 200, body = Said<SignupStep1Done>, description = "The account, to be confirmed with a code"),
        (status = 409, body = CtkRefusal, description = "210: the username is taken"),
        (status = 422, body = CtkRefusal, description = "101, 102 or 211: a field is missing or not as it must be"),
        CtkBody,
        CtkAny,
    ),
    security(())
)]
pub(super) async fn step1(State(app): State<Shared>, Form(mut fields): Form) -> CtkResult<Response> {
    let (new, password) = read(&mut fields, FIRST_STEP, app.clock.now())?;
    let answer = SignupStep1Done {
        username: new.username.clone(),
        email: Some(new.email.clone()),
        phone: Some(new.phone.clone()),
    };
    // What belongs to later steps is said in later steps.
    let new = NewUser { is_stepwise: true, profile: Profile::default(), ..new };
    add(&app, new, password).await?;
    data(&answer)
}

#[utoipa::path(
    post,
    path = "/user/signup/verify",
    operation_id = "ctk-signup-verify",
    tag = "CTK customers",
    summary = "Confirms a sign-up",
    description = "With the code from the text message.",
    request_body = Verify,
    responses(
        (status = 200, body = Done, description = "The account can be signed in to"),
        (status = 404, body = CtkRefusal, description = "214: there is no such username"),
        (status = 409, body = CtkRefusal, description = "213: it has been confirmed already"),
        (status = 422, body = CtkRefusal, description = "101, 102 or 203: a field is not as it must be, or the code is not right"),
        CtkTooMany,
        CtkBody,
        CtkAny,
    ),
    security(())
)]
pub(super) async fn verify(State(app): State<Shared>, Form(mut fields): Form) -> CtkResult<Response> {
    let username = fields.required("username", 255);
    let code = fields.code();
    fields.check()?;
    let now = app.clock.now();
    let mut write = app.store.write().await?;
    let user = users::by_username(&mut write, &username).await?;
    let user = user.ok_or_else(|| CtkError::new(Refused::NoSuchUser))?;
    if user.is_confirmed {
        return Err(CtkError::new(Refused::AlreadyConfirmed));
    }
    let verdict = codes::judge(&mut write, &code_key(&app), user.id, Purpose::SignUp, &code, now).await?;
    let answer = match verdict {
        Verdict::Right => {
            users::confirm(&mut write, user.id, now).await?;
            Ok(done())
        }
        Verdict::Wrong => Err(CtkError::new(Refused::WrongCode)),
        Verdict::Locked { seconds } => Err(CtkError::too_many(seconds)),
    };
    write.commit().await?;
    answer
}

#[utoipa::path(
    post,
    path = "/user/signup/confirm",
    operation_id = "ctk-signup-resend",
    tag = "CTK customers",
    summary = "Sends the code again",
    request_body = Username,
    responses(
        (status = 200, body = Done, description = "It is on its way"),
        (status = 404, body = CtkRefusal, description = "214: there is no such username"),
        (status = 409, body = CtkRefusal, description = "213: the account has been confirmed already"),
        (status = 422, body = CtkRefusal, description = "101 or 102: the username is missing or not as it must be"),
        CtkBody,
        CtkAny,
    ),
    security(())
)]
pub(super) async fn resend(State(app): State<Shared>, Form(mut fields): Form) -> CtkResult<Response> {
    let username = fields.required("username", 255);
    fields.check()?;
    let now = app.clock.now();
    let mut write = app.store.write().await?;
    let user = users::by_username(&mut write, &username).await?;
    let user = user.ok_or_else(|| CtkError::new(Refused::NoSuchUser))?;
    if user.is_confirmed {
        return Err(CtkError::new(Refused::AlreadyConfirmed));
    }
    codes::send(&mut write, &code_key(&app), user.id, &user.phone, Purpose::SignUp, now).await?;
    write.commit().await?;
    Ok(done())
}
