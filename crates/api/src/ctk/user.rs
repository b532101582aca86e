//! The customer: profile, sign-up, sign-in (operations 27 to 37).

use rust_decimal::Decimal;
use serde::{Serialize, Serializer};

use crate::{
    decimal,
    decode::Cursor,
    list::Unreadable,
    request::{Authenticated, Operation, Parts, Request},
    secret::Secret,
    time::Date,
};

pub use super::{
    login::{
        AccessToken, CodeSent, Login, SecondFactor, confirm_password, forgot_password, login, login_code,
        logout,
    },
    signup::{
        Signup, SignupStarted, SignupStep1, SignupStep1Done, signup, signup_resend, signup_step1,
        signup_verify,
    },
};

/// A customer's profile.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = CtkProfile))]
pub struct Profile {
    /// The name to sign in with.
    pub username: String,
    /// The number in the system's records, longer than 64 bits may be.
    pub record_id: Option<String>,
    /// Whether signing in takes a second factor.
    pub mfa: Option<bool>,
    /// First name.
    pub first_name: Option<String>,
    /// Last name.
    pub last_name: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// Birthday, year first. The published samples let the two birthdays differ, so both are kept as they came.
    pub birthdate_datetime: Option<String>,
    /// Birthday, month first as documented.
    pub birthdate: Option<String>,
    /// Telephone number.
    pub phone: Option<String>,
    /// Country.
    pub country: Option<String>,
    /// Street and house.
    pub address: Option<String>,
    /// City.
    pub city: Option<String>,
    /// State or province.
    pub state: Option<String>,
    /// Postal code.
    pub zipcode: Option<String>,
    /// National identity number.
    pub nin: Option<Secret>,
    /// How far the person's identity has been checked.
    pub tier_level: Option<u32>,
    /// The virtual card's limit.
    #[serde(serialize_with = "decimal::as_optional_number")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<crate::openapi::Decimal>))]
    pub vc_limit: Option<Decimal>,
    /// How many of the nine steps of a step-by-step sign-up are done. Misspelt on the wire.
    #[serde(rename = "singupStepsCompleted", skip_serializing_if = "Option::is_none")]
    pub signup_steps_completed: Option<u32>,
}

impl Profile {
    /// Reads a profile; the username must be there.
    pub fn read(cursor: &Cursor<'_>) -> Result<Self, Unreadable> {
        let mut fields = cursor.fields()?;
        let read = Self {
            username: fields.text("username"),
            record_id: fields.optional_text("recordId"),
            mfa: fields.optional_flag("mfa"),
            first_name: fields.optional_text("firstName"),
            last_name: fields.optional_text("lastName"),
            email: fields.optional_text("email"),
            birthdate_datetime: fields.optional_text("birthdateDatetime"),
            birthdate: fields.optional_text("birthdate"),
            phone: fields.optional_text("phone"),
            country: fields.optional_text("country"),
            address: fields.optional_text("address"),
            city: fields.optional_text("city"),
            state: fields.optional_text("state"),
            zipcode: fields.optional_text("zipcode"),
            nin: fields.optional_text("nin").map(Secret::from),
            tier_level: fields.optional_small("tierLevel"),
            vc_limit: fields.optional_decimal("vcLimit"),
            signup_steps_completed: fields
                .keep(cursor.either("singupStepsCompleted", "signupStepsCompleted").optional_small())
                .flatten(),
        };
        fields.finish(read)
    }
}

/// What to change about a profile; what is `None` stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ProfileUpdate {
    /// The name to sign in with, without spaces.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub username: Option<String>,
    /// First name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_name: Option<String>,
    /// Last name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_name: Option<String>,
    /// Country.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// Street and house.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// City.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    /// State or province.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// Postal code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zipcode: Option<String>,
    /// National identity number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nin: Option<Secret>,
    /// E-mail address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Telephone number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Birthday, 18 years ago or more.
    #[serde(serialize_with = "as_optional_american", skip_serializing_if = "Option::is_none")]
    pub birthdate: Option<Date>,
    /// Whether signing in takes a second factor.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mfa: Option<bool>,
}

// What is cheap to copy depends on the width of a pointer, so this holds natively and not in the browser.
#[allow(
    clippy::ref_option,
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands over a reference to the field"
)]
fn as_optional_american<S: Serializer>(date: &Option<Date>, serializer: S) -> Result<S::Ok, S::Error> {
    match date {
        Some(date) => serializer.serialize_str(&date.to_american()),
        None => serializer.serialize_none(),
    }
}

/// The profile. Operation 27 of CTK.
pub fn get() -> Request<Profile, Authenticated> {
    Request::new(Parts::new(Operation::CtkUserGet), Profile::read)
}

/// Changes the profile. Operation 36 of CTK.
pub fn update(change: &ProfileUpdate) -> Request<Profile, Authenticated> {
    Request::new(Parts::new(Operation::CtkUserUpdate).body(change), Profile::read)
}
