//! External providers.

use super::super::{Connection, Row, StoreError, query};
use purser_api::Secret;

/// A provider that a customer has added. Neither key nor secret shows itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provider {
    pub name: String,
    pub is_active: bool,
    pub api_key: Secret,
    pub api_secret: Secret,
}

fn read(row: &Row) -> Result<Provider, sqlx::Error> {
    Ok(Provider {
        name: row.get("name")?,
        is_active: row.get("is_active")?,
        api_key: Secret::new(row.get::<String>("api_key")?),
        api_secret: Secret::new(row.get::<String>("api_secret")?),
    })
}

/// The customer's provider of that name.
pub async fn of(
    connection: &mut Connection,
    user_id: i64,
    name: &str,
) -> Result<Option<Provider>, StoreError> {
    let row = query("SELECT * FROM ctk_provider WHERE user_id = $1 AND name = $2")
        .bind(user_id)
        .bind(name)
        .fetch_optional(connection)
        .await?;
    Ok(row.as_ref().map(read).transpose()?)
}

/// The one that is active, if one is.
pub async fn active(connection: &mut Connection, user_id: i64) -> Result<Option<Provider>, StoreError> {
    let row = query("SELECT * FROM ctk_provider WHERE user_id = $1 AND is_active")
        .bind(user_id)
        .fetch_optional(connection)
        .await?;
    Ok(row.as_ref().map(read).transpose()?)
}

/// Adds a provider or replaces it. An active one leaves no other active.
pub async fn put(
    connection: &mut Connection,
    user_id: i64,
    provider: &Provider,
    now: i64,
) -> Result<(), StoreError> {
    if provider.is_active {
        query("UPDATE ctk_provider SET is_active = $3 WHERE user_id = $1 AND name <> $2 AND is_active")
            .bind(user_id)
            .bind(provider.name.clone())
            .bind(false)
            .execute(connection)
            .await?;
    }
    query(
        "INSERT INTO ctk_provider (user_id, name, is_active, api_key, api_secret, created_at)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (user_id, name) DO UPDATE SET is_active = excluded.is_active,
             api_key = excluded.api_key, api_secret = excluded.api_secret",
    )
    .bind(user_id)
    .bind(provider.name.clone())
    .bind(provider.is_active)
    .bind(provider.api_key.expose())
    .bind(provider.api_secret.expose())
    .bind(now)
    .execute(connection)
    .await?;
    Ok(())
}

/// Deletes a provider, with its key and secret; answers whether there was one.
pub async fn delete(connection: &mut Connection, user_id: i64, name: &str) -> Result<bool, StoreError> {
    let deleted = query("DELETE FROM ctk_provider WHERE user_id = $1 AND name = $2")
        .bind(user_id)
        .bind(name)
        .execute(connection)
        .await?;
    Ok(deleted > 0)
}
