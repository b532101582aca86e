//! Signing up, at once or step by step.

use serde::{Serialize, Serializer};

use super::nothing;
use crate::{
    decode::Cursor,
    list::Unreadable,
    request::{Anonymous, Operation, Parts, Request},
    secret::Secret,
    time::Date,
};

/// All that a sign-up takes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Signup {
    /// The name to sign in with, without spaces.
    pub username: String,
    /// See [`validation::password`](crate::validation::password).
    pub password: Secret,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// Country.
    pub country: String,
    /// Street and house.
    pub address: String,
    /// City.
    pub city: String,
    /// State or province.
    pub state: String,
    /// Postal code.
    pub zipcode: String,
    /// National identity number.
    pub nin: Secret,
    /// E-mail address; it is verified.
    pub email: String,
    /// Telephone number; it is verified by SMS.
    pub phone: String,
    /// Birthday, 18 years ago or more; month first on the wire.
    #[serde(serialize_with = "as_american")]
    pub birthdate: Date,
    /// Whether to do without the SMS.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub override_confirmation: Option<bool>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference to the field")]
fn as_american<S: Serializer>(date: &Date, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&date.to_american())
}

/// A sign-up that was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = CtkSignupStarted))]
pub struct SignupStarted {
    /// Whether a code was sent by SMS, for [`signup_verify`].
    pub signup_confirmation: Option<bool>,
}

impl SignupStarted {
    /// Reads what a sign-up answers.
    pub fn read(cursor: &Cursor<'_>) -> Result<Self, Unreadable> {
        Ok(Self { signup_confirmation: cursor.field("signupConfirmation").optional_flag()? })
    }
}

/// The first of the nine steps, the only one that is published.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SignupStep1 {
    /// The name to sign in with, without spaces.
    pub username: String,
    /// See [`validation::password`](crate::validation::password).
    pub password: Secret,
    /// E-mail address.
    pub email: String,
    /// Telephone number; a code is sent there.
    pub phone: String,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
}

/// A first step that was taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = CtkSignupStep1Done))]
pub struct SignupStep1Done {
    /// The name to sign in with.
    pub username: String,
    /// E-mail address.
    pub email: Option<String>,
    /// Telephone number.
    pub phone: Option<String>,
}

impl SignupStep1Done {
    /// Reads what the first step answers; the username must be there.
    pub fn read(cursor: &Cursor<'_>) -> Result<Self, Unreadable> {
        Ok(Self {
            username: cursor.field("username").text()?,
            email: cursor.field("email").optional_text()?,
            phone: cursor.field("phone").optional_text()?,
        })
    }
}

#[derive(Serialize)]
struct Verify<'a> {
    username: &'a str,
    code: &'a str,
}

#[derive(Serialize)]
struct Resend<'a> {
    username: &'a str,
}

/// Signs up. Operation 28 of CTK.
pub fn signup(signup: &Signup) -> Request<SignupStarted, Anonymous> {
    Request::new(Parts::new(Operation::CtkSignup).body(signup), SignupStarted::read)
}

/// Confirms a sign-up with the code from the SMS. Operation 29 of CTK.
pub fn signup_verify(username: &str, code: &str) -> Request<(), Anonymous> {
    Request::new(Parts::new(Operation::CtkSignupVerify).body(&Verify { username, code }), nothing)
}

/// Has that code sent again. Operation 30 of CTK.
pub fn signup_resend(username: &str) -> Request<(), Anonymous> {
    Request::new(Parts::new(Operation::CtkSignupResend).body(&Resend { username }), nothing)
}

/// Takes the first step of a step-by-step sign-up; then verify, sign in, and send the rest of the profile. Operation 37
/// of CTK.
pub fn signup_step1(step: &SignupStep1) -> Request<SignupStep1Done, Anonymous> {
    Request::new(Parts::new(Operation::CtkSignupStep1).body(step), SignupStep1Done::read)
}
