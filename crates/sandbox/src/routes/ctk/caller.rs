//! Who asks, and what they send.

use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Path, Request};
use axum::http::StatusCode;
use axum::http::header;
use axum::http::request::Parts;
use axum::response::IntoResponse;

use super::answer::{CtkError, CtkResult};
use super::fields::Fields;
use crate::app::{App, Shared};
use crate::domain::access_token::{self, Claims};
use crate::domain::clock::SECOND;
use crate::domain::ctk::errors::Refused;
use crate::domain::secret;
use crate::store::Connection;
use crate::store::ctk::sessions;
use crate::store::ctk::users::{self, User};

/// How long an access token lives, in seconds.
const TOKEN_SECONDS: i64 = 3_600;

/// What CTK's tokens are signed with. With another key than `CentroWallet`'s, neither takes the other's.
fn token_key(app: &App) -> [u8; 32] {
    secret::derived(app.store.access_token_key(), "CTK access token")
}

/// What codes are digested with.
pub(super) fn code_key(app: &App) -> [u8; 32] {
    secret::derived(app.store.access_token_key(), "CTK code")
}

/// Begins a session and answers its token.
pub(super) async fn begin_session(app: &App, connection: &mut Connection, user_id: i64) -> CtkResult<String> {
    let now = app.clock.now();
    let sid = sessions::begin(connection, user_id, now).await?;
    let iat = now.div_euclid(SECOND);
    let exp = iat + app.access_token_seconds.min(TOKEN_SECONDS);
    let claims = Claims { sub: user_id.to_string(), sid, iat, exp };
    access_token::sign(&token_key(app), &claims).ok_or_else(|| CtkError::own(&"a token cannot be signed"))
}

/// A customer whose token is good. It stands in the header alone, without a word before it.
pub(super) struct Customer(pub(super) User);

impl FromRequestParts<Shared> for Customer {
    type Rejection = CtkError;

    async fn from_request_parts(parts: &mut Parts, app: &Shared) -> CtkResult<Self> {
        let unknown = || CtkError::new(Refused::Unauthenticated);
        let token = parts.headers.get(header::AUTHORIZATION).ok_or_else(unknown)?;
        let token = token.to_str().map_err(|_| unknown())?.trim();
        let claims = access_token::verify(&token_key(app), token, app.clock.now()).ok_or_else(unknown)?;
        let user_id = claims.user_id().ok_or_else(unknown)?;
        let mut connection = app.store.read().await?;
        if !sessions::is_open(&mut connection, claims.sid, user_id).await? {
            return Err(unknown());
        }
        users::by_id(&mut connection, user_id).await?.map(Self).ok_or_else(unknown)
    }
}

/// The fields of a body, however wrong its type is said to be.
pub(super) struct Form(pub(super) Fields);

impl<S: Send + Sync> FromRequest<S> for Form {
    type Rejection = CtkError;

    async fn from_request(request: Request, state: &S) -> CtkResult<Self> {
        let read = Bytes::from_request(request, state).await;
        let body = read.map_err(|rejection| match rejection.into_response().status() {
            StatusCode::PAYLOAD_TOO_LARGE => CtkError::new(Refused::BodyTooLong),
            _ => CtkError::new(Refused::Unreadable),
        })?;
        Fields::from_body(&body).map(Self)
    }
}

/// The fields of a query.
pub(super) struct Query(pub(super) Fields);

impl<S: Send + Sync> FromRequestParts<S> for Query {
    type Rejection = CtkError;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> CtkResult<Self> {
        Ok(Self(Fields::from_query(parts.uri.query())))
    }
}

/// The name in an address.
pub(super) struct Named(pub(super) String);

impl<S: Send + Sync> FromRequestParts<S> for Named {
    type Rejection = CtkError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> CtkResult<Self> {
        let path = Path::<String>::from_request_parts(parts, state).await;
        let Path(name) = path.map_err(|_| CtkError::new(Refused::NoSuchAddress))?;
        if name.contains('\0') {
            return Err(CtkError::new(Refused::NoSuchAddress));
        }
        Ok(Self(name))
    }
}
