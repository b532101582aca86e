//! Wallets elsewhere that a card may spend from (operations 47 to 50).

use serde::Serialize;

use crate::{
    decode::Cursor,
    list::Unreadable,
    request::{Authenticated, Operation, Parts, Request},
    secret::Secret,
};

/// An external provider. Only one is active at a time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = CtkExternalProvider))]
pub struct ExternalProvider {
    /// Its name; an edit does not answer it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provider: Option<String>,
    /// Whether it is active.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<bool>,
    /// The key made at the provider.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub api_key: Option<Secret>,
    /// The secret made at the provider.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub api_secret: Option<Secret>,
}

impl ExternalProvider {
    /// Reads a provider.
    pub fn read(cursor: &Cursor<'_>) -> Result<Self, Unreadable> {
        let mut fields = cursor.fields()?;
        let read = Self {
            provider: fields.optional_text("provider"),
            status: fields.optional_flag("status"),
            api_key: fields.optional_text("apiKey").map(Secret::from),
            api_secret: fields.optional_text("apiSecret").map(Secret::from),
        };
        fields.finish(read)
    }

    /// Reads a provider, or none: no data, or data without a name.
    fn read_active(cursor: &Cursor<'_>) -> Result<Option<Self>, Unreadable> {
        if cursor.is_none() || cursor.items().is_ok_and(|items| items.is_empty()) {
            return Ok(None);
        }
        Ok(Some(Self::read(cursor)?).filter(|provider| provider.provider.is_some()))
    }
}

/// A provider to add.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NewExternalProvider {
    /// Its name, out of those that CTK knows.
    pub provider: String,
    /// Whether it is to be the active one.
    pub status: bool,
    /// The key made at the provider.
    pub api_key: Secret,
    /// The secret made at the provider.
    pub api_secret: Secret,
}

/// What to change about a provider; what is `None` stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ExternalProviderUpdate {
    /// Whether it is to be the active one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<bool>,
    /// The key made at the provider.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub api_key: Option<Secret>,
    /// The secret made at the provider.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub api_secret: Option<Secret>,
}

/// Adds a provider. Operation 47 of CTK.
pub fn add(provider: &NewExternalProvider) -> Request<ExternalProvider, Authenticated> {
    Request::new(Parts::new(Operation::CtkExternalProviderAdd).body(provider), ExternalProvider::read)
}

/// Changes a provider. Operation 48 of CTK.
pub fn edit(provider: &str, change: &ExternalProviderUpdate) -> Request<ExternalProvider, Authenticated> {
    Request::new(named(Operation::CtkExternalProviderEdit, provider).body(change), ExternalProvider::read)
}

/// Deletes a provider; the wallet shows its own coins again. Operation 49 of CTK.
pub fn delete(provider: &str) -> Request<ExternalProvider, Authenticated> {
    Request::new(named(Operation::CtkExternalProviderDelete, provider), ExternalProvider::read)
}

/// The active provider, if there is one. Operation 50 of CTK.
pub fn get() -> Request<Option<ExternalProvider>, Authenticated> {
    Request::new(Parts::new(Operation::CtkExternalProviderGet), ExternalProvider::read_active)
}

fn named(operation: Operation, provider: &str) -> Parts {
    Parts::new(operation).param("provider", provider.to_owned())
}
