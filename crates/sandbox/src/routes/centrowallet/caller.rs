//! Who asks, and on whose behalf.

use axum::extract::FromRequestParts;
use axum::http::header;
use axum::http::request::Parts;

use super::Input;
use crate::app::Shared;
use crate::domain::access_token;
use crate::error::{ApiError, ApiResult};
use crate::store::accounts::{self, Account};
use crate::store::merchants::{self, Merchant};
use crate::store::users::{self, User};
use crate::store::{Connection, sessions};

/// A merchant with its key, or a customer with an access token.
#[derive(Debug, Clone)]
pub(super) enum Caller {
    Merchant(Merchant),
    Customer(User),
}

/// A merchant; customers may not.
pub(super) struct MerchantOnly(pub(super) Merchant);

const UNKNOWN: &str = "Unauthenticated.";

/// Refuses a user who has been blocked, and who asks on behalf of one: whatever it is for.
pub(super) fn refuse_blocked(user: &User) -> ApiResult<()> {
    if user.is_blocked { Err(ApiError::forbidden("The user is blocked.")) } else { Ok(()) }
}

/// Refuses a user who may do nothing.
pub(super) fn admit(user: &User) -> ApiResult<()> {
    refuse_blocked(user)?;
    if !user.is_activated {
        return Err(ApiError::forbidden("The user is not activated."));
    }
    Ok(())
}

/// Whether a user may do anything.
pub(super) fn is_admitted(user: &User) -> bool {
    admit(user).is_ok()
}

impl FromRequestParts<Shared> for Caller {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &Shared) -> Result<Self, ApiError> {
        let unknown = || ApiError::unauthorized(UNKNOWN);
        let credential = parts.headers.get(header::AUTHORIZATION).ok_or_else(unknown)?;
        let credential = credential.to_str().map_err(|_| unknown())?.trim();
        let mut connection = app.store.read().await?;
        let scheme = credential.split_once(' ').filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
        let Some((_, token)) = scheme else {
            let merchant = merchants::by_key(&mut connection, credential).await?;
            return merchant.map(Self::Merchant).ok_or_else(unknown);
        };
        let claims = access_token::verify(app.store.access_token_key(), token.trim(), app.clock.now())
            .ok_or_else(unknown)?;
        let user_id = claims.user_id().ok_or_else(unknown)?;
        if !sessions::is_open(&mut connection, claims.sid, user_id).await? {
            return Err(unknown());
        }
        let user = users::by_id(&mut connection, user_id).await?.ok_or_else(unknown)?;
        admit(&user)?;
        Ok(Self::Customer(user))
    }
}

impl FromRequestParts<Shared> for MerchantOnly {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &Shared) -> Result<Self, ApiError> {
        match Caller::from_request_parts(parts, app).await? {
            Caller::Merchant(merchant) => Ok(Self(merchant)),
            Caller::Customer(_) => Err(ApiError::forbidden("Only a merchant may do this.")),
        }
    }
}

impl Caller {
    /// The user of that id, if it is the caller or one of the caller's. What is somebody else's is not there.
    pub(super) async fn user(&self, connection: &mut Connection, id: i64) -> ApiResult<User> {
        let own = users::by_id(connection, id).await?.filter(|user| match self {
            Self::Merchant(merchant) => user.merchant_id == merchant.id,
            Self::Customer(customer) => user.id == customer.id,
        });
        own.ok_or_else(|| ApiError::not_found("There is no such user."))
    }

    /// The customer on whose behalf is asked: `clientId` for a merchant, who must name one.
    pub(super) async fn client(&self, connection: &mut Connection, input: &mut Input) -> ApiResult<User> {
        let client_id = input.id("clientId");
        if let Self::Merchant(_) = self {
            input.required("clientId", client_id);
        }
        input.check()?;
        self.user(
            connection,
            match (self, client_id) {
                (_, Some(client_id)) => client_id,
                (Self::Customer(customer), None) => customer.id,
                (Self::Merchant(_), None) => 0,
            },
        )
        .await
    }
}

/// The account of that id, if it is this user's.
pub(super) async fn account_of(connection: &mut Connection, user: &User, id: i64) -> ApiResult<Account> {
    let own = accounts::by_id(connection, id).await?.filter(|account| account.user_id == user.id);
    own.ok_or_else(|| ApiError::not_found("There is no such payment account."))
}
