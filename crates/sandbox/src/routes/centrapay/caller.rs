//! Which merchant asks: the one whose key `X-Api-Key` is.

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;

use crate::app::Shared;
use crate::error::ApiError;
use crate::store::Connection;
use crate::store::centrapay::wallets::{self, Wallet};
use crate::store::merchants::{self, Merchant};

/// A merchant with its key.
pub(super) struct Caller(pub(super) Merchant);

impl FromRequestParts<Shared> for Caller {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &Shared) -> Result<Self, ApiError> {
        let unknown = || ApiError::unauthorized("The X-Api-Key is not known.").with_code("UNAUTHORIZED");
        let key = parts.headers.get("x-api-key").and_then(|key| key.to_str().ok()).ok_or_else(unknown)?;
        let merchant = merchants::by_key(&mut app.store.read().await?, key.trim()).await?;
        merchant.map(Self).ok_or_else(unknown)
    }
}

/// The id of a wallet in an address.
pub(super) struct WalletId(pub(super) String);

impl<S: Send + Sync> FromRequestParts<S> for WalletId {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        match Path::<String>::from_request_parts(parts, state).await {
            Ok(Path(id)) if !id.contains('\0') => Ok(Self(id)),
            _ => Err(missing()),
        }
    }
}

fn missing() -> ApiError {
    ApiError::not_found("There is no such wallet.").with_code("WALLET_NOT_FOUND")
}

impl Caller {
    /// The caller's wallet of that id. Another merchant's is not there.
    pub(super) async fn wallet(&self, connection: &mut Connection, id: &str) -> Result<Wallet, ApiError> {
        let wallet = wallets::by_public_id(connection, id).await?;
        wallet.filter(|wallet| wallet.merchant_id == self.0.id).ok_or_else(missing)
    }
}
