//! Signing in and out, and new passwords.

use serde::{Serialize, Serializer, ser::SerializeMap};

use super::nothing;
use crate::{
    decode::Cursor,
    list::Unreadable,
    request::{Anonymous, Authenticated, Operation, Parts, Request},
    secret::Secret,
};

/// What signing in answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Login {
    /// Signed in.
    Done(AccessToken),
    /// A code is wanted too, for [`login_code`].
    SecondFactor(SecondFactor),
}

/// A token for the `Authorization` header, without a scheme. It lives 60 minutes and cannot be refreshed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = CtkAccessToken))]
pub struct AccessToken {
    /// The token, a JSON Web Token.
    pub access_token: Secret,
}

impl AccessToken {
    /// Reads a token, which must be there.
    pub fn read(cursor: &Cursor<'_>) -> Result<Self, Unreadable> {
        Ok(Self { access_token: cursor.field("accessToken").secret()? })
    }
}

/// Where the code for the second factor went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecondFactor {
    /// `SMS`.
    pub delivery_medium: Option<String>,
    /// The telephone number, masked.
    pub delivery_destination: Option<String>,
    /// The username, as the system knows it.
    pub username: Option<String>,
    /// To be sent back with the code.
    pub session: Secret,
}

impl Login {
    /// Reads what signing in answers; what it says it wants must be there.
    pub fn read(cursor: &Cursor<'_>) -> Result<Self, Unreadable> {
        cursor.object()?;
        if cursor.field("twoFactorAuth").optional_flag()? != Some(true) {
            return AccessToken::read(cursor).map(Self::Done);
        }
        let delivery = cursor.field("twoFactorData");
        Ok(Self::SecondFactor(SecondFactor {
            delivery_medium: delivery.field("CODE_DELIVERY_DELIVERY_MEDIUM").optional_text()?,
            delivery_destination: delivery.field("CODE_DELIVERY_DESTINATION").optional_text()?,
            username: delivery.field("USER_ID_FOR_SRP").optional_text()?,
            session: cursor.field("session").secret()?,
        }))
    }
}

impl Serialize for Login {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_map(None)?;
        match self {
            Self::Done(token) => {
                object.serialize_entry("twoFactorAuth", &false)?;
                object.serialize_entry("accessToken", &token.access_token)?;
            }
            Self::SecondFactor(factor) => {
                object.serialize_entry("twoFactorAuth", &true)?;
                object.serialize_entry("twoFactorData", &Delivery(factor))?;
                object.serialize_entry("session", &factor.session)?;
            }
        }
        object.end()
    }
}

struct Delivery<'a>(&'a SecondFactor);

impl Serialize for Delivery<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_map(None)?;
        object.serialize_entry("CODE_DELIVERY_DELIVERY_MEDIUM", &self.0.delivery_medium)?;
        object.serialize_entry("CODE_DELIVERY_DESTINATION", &self.0.delivery_destination)?;
        object.serialize_entry("USER_ID_FOR_SRP", &self.0.username)?;
        object.end()
    }
}

/// Where the code for a new password went.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = CtkCodeSent))]
pub struct CodeSent {
    /// `SMS`.
    pub code_delivery_method: Option<String>,
    /// The telephone number, masked.
    pub code_destination: Option<String>,
}

impl CodeSent {
    /// Reads where a code went.
    pub fn read(cursor: &Cursor<'_>) -> Result<Self, Unreadable> {
        Ok(Self {
            code_delivery_method: cursor.field("codeDeliveryMethod").optional_text()?,
            code_destination: cursor.field("codeDestination").optional_text()?,
        })
    }
}

#[derive(Serialize)]
struct Credentials<'a> {
    username: &'a str,
    password: &'a Secret,
}

#[derive(Serialize)]
struct SecondFactorCode<'a> {
    username: &'a str,
    code: &'a str,
    session: &'a Secret,
}

#[derive(Serialize)]
struct Forgot<'a> {
    username: &'a str,
}

#[derive(Serialize)]
struct NewPassword<'a> {
    username: &'a str,
    code: &'a str,
    password: &'a Secret,
}

/// Signs in. Operation 31 of CTK.
pub fn login(username: &str, password: &Secret) -> Request<Login, Anonymous> {
    Request::new(Parts::new(Operation::CtkLogin).body(&Credentials { username, password }), Login::read)
}

/// Signs in with the second factor's code and the session that [`login`] answered. Operation 32 of CTK.
pub fn login_code(username: &str, code: &str, session: &Secret) -> Request<AccessToken, Anonymous> {
    Request::new(
        Parts::new(Operation::CtkLoginCode).body(&SecondFactorCode { username, code, session }),
        AccessToken::read,
    )
}

/// Asks for a code to set a new password. Operation 33 of CTK.
pub fn forgot_password(username: &str) -> Request<CodeSent, Anonymous> {
    Request::new(Parts::new(Operation::CtkPasswordForgot).body(&Forgot { username }), CodeSent::read)
}

/// Sets a new password with that code. Operation 34 of CTK.
pub fn confirm_password(username: &str, code: &str, password: &Secret) -> Request<(), Anonymous> {
    Request::new(
        Parts::new(Operation::CtkPasswordConfirm).body(&NewPassword { username, code, password }),
        nothing,
    )
}

/// Signs out on all devices. Operation 35 of CTK.
pub fn logout() -> Request<(), Authenticated> {
    Request::new(Parts::new(Operation::CtkLogout), nothing)
}
