//! The profile: operations 27 and 36.

use axum::extract::State;
use axum::response::Response;
use purser_api::Secret;
use serde_json::json;

use super::answer::{CtkError, CtkResult, data};
use super::caller::{Customer, Form};
use super::described::{self, CtkRefusal, ProfileUpdate, Said, UpdatedProfile};
use super::fields::Fields;
use super::wire;
use crate::app::Shared;
use crate::domain::ctk::errors::Refused;
use crate::routes::openapi::refusals::{CtkBody, CtkToken};
use crate::store::ctk::users::{self, Profile};

/// A part of a profile has so many characters at most.
const LONGEST: usize = 100;

/// Reads what is said of a profile.
pub(super) fn read_profile(fields: &mut Fields, now: i64) -> Profile {
    Profile {
        username: fields.username(),
        email: fields.email(),
        phone: fields.phone(),
        first_name: fields.text("firstName", LONGEST),
        last_name: fields.text("lastName", LONGEST),
        country: fields.text("country", LONGEST),
        address: fields.text("address", 255),
        city: fields.text("city", LONGEST),
        state: fields.text("state", LONGEST),
        zipcode: fields.text("zipcode", 20),
        nin: fields.text("nin", LONGEST).map(Secret::from),
        birthdate: fields.birthdate(now),
        mfa: fields.boolean("mfa"),
    }
}

#[utoipa::path(
    get,
    path = "/user",
    operation_id = "ctk-user-get",
    tag = "CTK customers",
    summary = "Shows the profile",
    responses(
        (status = 200, body = Said<described::Profile>, description = "The profile"),
        CtkToken,
    ),
    security(("ctkToken" = []))
)]
pub(super) async fn get(Customer(user): Customer) -> CtkResult<Response> {
    let mut profile = wire::profile(&user)?;
    // Here the document has it as a text, and after an update as a number.
    let limit = profile["vcLimit"].to_string();
    profile["vcLimit"] = json!(limit);
    data(&profile)
}

#[utoipa::path(
    put,
    path = "/user/update",
    operation_id = "ctk-user-update",
    tag = "CTK customers",
    summary = "Changes the profile",
    description = "Any of its parts. With a second factor (`mfa`), signing in takes a code.",
    request_body = ProfileUpdate,
    responses(
        (status = 200, body = Said<UpdatedProfile>, description = "The profile as it is now"),
        (status = 409, body = CtkRefusal, description = "210: the username is taken"),
        (status = 422, body = CtkRefusal, description = "102 or 212: a field is not as it must be"),
        CtkBody,
        CtkToken,
    ),
    security(("ctkToken" = []))
)]
pub(super) async fn update(
    Customer(user): Customer,
    State(app): State<Shared>,
    Form(mut fields): Form,
) -> CtkResult<Response> {
    let now = app.clock.now();
    let change = read_profile(&mut fields, now);
    fields.check()?;
    let taken = || CtkError::new(Refused::UsernameTaken);
    let mut write = app.store.write().await?;
    if let Some(username) = &change.username {
        let other = users::by_username(&mut write, username).await?;
        if other.is_some_and(|other| other.id != user.id) {
            return Err(taken());
        }
    }
    users::change(&mut write, user.id, change, now).await?;
    let user = users::by_id(&mut write, user.id).await?;
    let user = user.ok_or_else(|| CtkError::new(Refused::Unauthenticated))?;
    write.commit().await?;
    data(&wire::profile(&user)?)
}
