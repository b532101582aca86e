//! The profile: operations 27 and 36.

use axum::extract::State;
use axum::response::Response;
use purser_api::Secret;
use serde_json::json;

use super::answer::{CtkError, CtkResult, data};
use super::caller::{Customer, Form};
use super::fields::Fields;
use super::wire;
use crate::app::Shared;
use crate::domain::ctk::errors::Refused;
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

pub(super) async fn get(Customer(user): Customer) -> CtkResult<Response> {
    let mut profile = wire::profile(&user)?;
    // Here the document has it as a text, and after an update as a number.
    let limit = profile["vcLimit"].to_string();
    profile["vcLimit"] = json!(limit);
    data(&profile)
}

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
