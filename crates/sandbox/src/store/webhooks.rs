//! Webhooks that wait to be sent, and what became of those that were.

use super::{Connection, Row, StoreError, query};
use crate::domain::clock::SECOND;
use crate::domain::secret::{self, Secret};
use crate::domain::webhook;

/// How long one process has for an attempt before another may make it.
const LEASE: i64 = 60 * SECOND;

/// A webhook that is to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewWebhook {
    pub merchant_id: i64,
    pub url: String,
    /// What it tells of, like `refill`.
    pub kind: &'static str,
    /// JSON.
    pub body: String,
}

/// A webhook and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Webhook {
    pub id: i64,
    pub uuid: String,
    pub merchant_id: i64,
    pub kind: String,
    pub url: String,
    pub body: String,
    pub attempts: i64,
    /// None: it was delivered, or given up.
    pub next_attempt_at: Option<i64>,
    pub delivered_at: Option<i64>,
    pub created_at: i64,
}

/// How an attempt went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// The HTTP status, where there was an answer.
    pub status: Option<i64>,
    /// Why there was none.
    pub error: Option<String>,
    pub milliseconds: i64,
    pub created_at: i64,
}

impl Attempt {
    /// Whether the receiver has taken it.
    pub fn is_delivered(&self) -> bool {
        self.status.is_some_and(|status| (200..300).contains(&status))
    }
}

const COLUMNS: &str =
    "id, uuid, merchant_id, kind, url, body, attempts, next_attempt_at, delivered_at, created_at";

fn read(row: &Row) -> Result<Webhook, sqlx::Error> {
    Ok(Webhook {
        id: row.get("id")?,
        uuid: row.get("uuid")?,
        merchant_id: row.get("merchant_id")?,
        kind: row.get("kind")?,
        url: row.get("url")?,
        body: row.get("body")?,
        attempts: row.get("attempts")?,
        next_attempt_at: row.get("next_attempt_at")?,
        delivered_at: row.get("delivered_at")?,
        created_at: row.get("created_at")?,
    })
}

/// Has a webhook sent once the transaction of this connection is committed.
pub async fn enqueue(connection: &mut Connection, hook: NewWebhook, now: i64) -> Result<(), StoreError> {
    query(
        "INSERT INTO webhook (uuid, merchant_id, kind, url, body, next_attempt_at, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $6)",
    )
    .bind(secret::uuid(secret::random()?))
    .bind(hook.merchant_id)
    .bind(hook.kind)
    .bind(hook.url)
    .bind(hook.body)
    .bind(now)
    .execute(connection)
    .await?;
    Ok(())
}

/// Whether any is due.
pub async fn is_any_due(connection: &mut Connection, now: i64) -> Result<bool, StoreError> {
    let due = query("SELECT id FROM webhook WHERE next_attempt_at <= $1 LIMIT 1").bind(now);
    Ok(due.fetch_optional(connection).await?.is_some())
}

/// Takes those that are due, `most` of them, so that nobody else sends them meanwhile.
pub async fn take_due(connection: &mut Connection, now: i64, most: i64) -> Result<Vec<Webhook>, StoreError> {
    let mut statement = query("SELECT ");
    statement.push(COLUMNS).push(" FROM webhook WHERE next_attempt_at <= ").push_bind(now);
    statement.push(" ORDER BY next_attempt_at, id LIMIT ").push_bind(most);
    let rows = statement.fetch_all(connection).await?;
    let taken = rows.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    for hook in &taken {
        query("UPDATE webhook SET attempts = attempts + 1, next_attempt_at = $2 WHERE id = $1")
            .bind(hook.id)
            .bind(now + LEASE)
            .execute(connection)
            .await?;
    }
    Ok(taken.into_iter().map(|hook| Webhook { attempts: hook.attempts + 1, ..hook }).collect())
}

/// Remembers how an attempt went, and when the next is due if it failed.
pub async fn record(connection: &mut Connection, hook: &Webhook, attempt: Attempt) -> Result<(), StoreError> {
    let is_delivered = attempt.is_delivered();
    let next = if is_delivered { None } else { webhook::next_attempt(hook.attempts, attempt.created_at) };
    query("UPDATE webhook SET next_attempt_at = $2, delivered_at = COALESCE($3, delivered_at) WHERE id = $1")
        .bind(hook.id)
        .bind(next)
        .bind(is_delivered.then_some(attempt.created_at))
        .execute(connection)
        .await?;
    query(
        "INSERT INTO webhook_attempt (webhook_id, status, error, milliseconds, created_at)
         VALUES ($1, $2, $3, $4, $5)",
    )
    .bind(hook.id)
    .bind(attempt.status)
    .bind(attempt.error)
    .bind(attempt.milliseconds)
    .bind(attempt.created_at)
    .execute(connection)
    .await?;
    Ok(())
}

/// Has a webhook sent again, delivered or not; answers whether there is one of that id.
pub async fn resend(connection: &mut Connection, id: i64, now: i64) -> Result<bool, StoreError> {
    let due = query("UPDATE webhook SET next_attempt_at = $2 WHERE id = $1").bind(id).bind(now);
    Ok(due.execute(connection).await? > 0)
}

/// The newest, each with its attempts, the first of them first.
pub async fn newest(
    connection: &mut Connection,
    most: i64,
) -> Result<Vec<(Webhook, Vec<Attempt>)>, StoreError> {
    let mut statement = query("SELECT ");
    statement.push(COLUMNS).push(" FROM webhook ORDER BY id DESC LIMIT ").push_bind(most);
    let mut found = Vec::new();
    for row in statement.fetch_all(connection).await? {
        let hook = read(&row)?;
        let attempts = attempts_of(connection, hook.id).await?;
        found.push((hook, attempts));
    }
    Ok(found)
}

async fn attempts_of(connection: &mut Connection, id: i64) -> Result<Vec<Attempt>, StoreError> {
    let rows = query(
        "SELECT status, error, milliseconds, created_at FROM webhook_attempt WHERE webhook_id = $1 ORDER BY id",
    )
    .bind(id)
    .fetch_all(connection)
    .await?;
    rows.iter()
        .map(|row| {
            Ok(Attempt {
                status: row.get("status")?,
                error: row.get("error")?,
                milliseconds: row.get("milliseconds")?,
                created_at: row.get("created_at")?,
            })
        })
        .collect()
}

/// What a merchant's webhooks are signed with, made when it is first asked for.
pub async fn signing_secret(connection: &mut Connection, merchant_id: i64) -> Result<Secret, StoreError> {
    let find = || query("SELECT secret FROM webhook_secret WHERE merchant_id = $1").bind(merchant_id);
    if let Some(row) = find().fetch_optional(connection).await? {
        return Ok(Secret(row.get("secret")?));
    }
    query(
        "INSERT INTO webhook_secret (merchant_id, secret) VALUES ($1, $2) ON CONFLICT (merchant_id) DO NOTHING",
    )
    .bind(merchant_id)
    .bind(secret::random::<32>()?.to_vec())
    .execute(connection)
    .await?;
    Ok(Secret(find().fetch_one(connection).await?.get("secret")?))
}
