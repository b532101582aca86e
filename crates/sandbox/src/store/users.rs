//! Users: a merchant's customers.

use super::pages::{Page, PageRequest, Walk, direction};
use super::{Connection, Row, Statement, StoreError, query};
use crate::domain::secret::Secret;
use crate::domain::totp::Guard;

/// A customer of a merchant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    pub id: i64,
    pub uuid: String,
    pub merchant_id: i64,
    pub email: String,
    pub kind: Option<String>,
    pub external_user_id: String,
    pub is_activated: bool,
    pub is_blocked: bool,
    pub totp_secret: Secret,
    pub guard: Guard,
    pub transaction_count: i64,
    pub created_at: i64,
    pub updated_at: i64,
    pub blocked_at: Option<i64>,
}

/// A user that is to be.
#[derive(Debug, Clone)]
pub struct NewUser {
    pub merchant_id: i64,
    pub uuid: String,
    pub email: String,
    pub kind: Option<String>,
    pub external_user_id: String,
    pub is_activated: bool,
    pub is_blocked: bool,
    pub totp_secret: Secret,
    pub created_at: i64,
}

/// What a user is changed to; none leaves as it is.
#[derive(Debug, Clone, Default)]
pub struct UserChange {
    pub is_activated: Option<bool>,
    pub is_blocked: Option<bool>,
    pub kind: Option<String>,
    pub external_user_id: Option<String>,
}

/// The columns that a list of users can be ordered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UserOrder {
    Id,
    CreatedAt,
    UpdatedAt,
    BlockedAt,
    Email,
    IsBlocked,
    IsActivated,
}

impl UserOrder {
    const fn column(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::CreatedAt => "created_at",
            Self::UpdatedAt => "updated_at",
            Self::BlockedAt => "blocked_at",
            Self::Email => "email_key",
            Self::IsBlocked => "is_blocked",
            Self::IsActivated => "is_activated",
        }
    }
}

/// Which users are asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UserFilter {
    /// Part of the address, in any case.
    pub email: Option<String>,
    pub external_user_id: Option<String>,
    pub is_activated: Option<bool>,
    pub is_blocked: Option<bool>,
    /// Made at or after.
    pub from: Option<i64>,
    /// Made before.
    pub until: Option<i64>,
}

const COLUMNS: &str = "id, uuid, merchant_id, email, type, external_user_id, is_activated, is_blocked, \
     totp_secret, totp_last_step, totp_failures, totp_locked_until, transaction_count, created_at, \
     updated_at, blocked_at";

fn read(row: &Row) -> Result<User, sqlx::Error> {
    Ok(User {
        id: row.get("id")?,
        uuid: row.get("uuid")?,
        merchant_id: row.get("merchant_id")?,
        email: row.get("email")?,
        kind: row.get("type")?,
        external_user_id: row.get("external_user_id")?,
        is_activated: row.get("is_activated")?,
        is_blocked: row.get("is_blocked")?,
        totp_secret: Secret(row.get("totp_secret")?),
        guard: Guard {
            last_step: row.get("totp_last_step")?,
            failures: row.get("totp_failures")?,
            locked_until: row.get("totp_locked_until")?,
        },
        transaction_count: row.get("transaction_count")?,
        created_at: row.get("created_at")?,
        updated_at: row.get("updated_at")?,
        blocked_at: row.get("blocked_at")?,
    })
}

async fn find(connection: &mut Connection, query: Statement) -> Result<Option<User>, StoreError> {
    let row = query.fetch_optional(connection).await?;
    Ok(row.as_ref().map(read).transpose()?)
}

fn select() -> Statement {
    let mut query = query("SELECT ");
    query.push(COLUMNS).push(" FROM wallet_user WHERE ");
    query
}

/// The user of that id.
pub async fn by_id(connection: &mut Connection, id: i64) -> Result<Option<User>, StoreError> {
    let mut query = select();
    query.push("id = ").push_bind(id);
    find(connection, query.brief()).await
}

/// The user of that address, in any case.
pub async fn by_email(connection: &mut Connection, email: &str) -> Result<Option<User>, StoreError> {
    let mut query = select();
    query.push("email_key = ").push_bind(email.to_lowercase());
    find(connection, query).await
}

/// The demonstration's customers.
pub async fn demo(connection: &mut Connection) -> Result<Vec<User>, StoreError> {
    let mut query = select();
    query.push("id IN (SELECT user_id FROM demo_customer) ORDER BY id");
    let rows = query.fetch_all(connection).await?;
    Ok(rows.iter().map(read).collect::<Result<_, _>>()?)
}

/// Lets the demonstration show this user's authenticator address.
pub async fn show_in_demo(connection: &mut Connection, user_id: i64) -> Result<(), StoreError> {
    query("INSERT INTO demo_customer (user_id) VALUES ($1)").bind(user_id).execute(connection).await?;
    Ok(())
}

/// Adds a user and answers its id; refused by `wallet_user.email_key` or
/// `wallet_user.external_user_id` where another has the same.
pub async fn create(connection: &mut Connection, user: NewUser) -> Result<i64, StoreError> {
    let row = query(
        "INSERT INTO wallet_user (uuid, merchant_id, email, email_key, type, external_user_id,
             is_activated, is_blocked, totp_secret, created_at, updated_at, blocked_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10, $11) RETURNING id",
    )
    .bind(user.uuid)
    .bind(user.merchant_id)
    .bind(user.email.clone())
    .bind(user.email.to_lowercase())
    .bind(user.kind)
    .bind(user.external_user_id)
    .bind(user.is_activated)
    .bind(user.is_blocked)
    .bind(user.totp_secret.0)
    .bind(user.created_at)
    .bind(user.is_blocked.then_some(user.created_at))
    .fetch_one(connection)
    .await?;
    Ok(row.get("id")?)
}

/// Changes a user; the time of blocking is kept while it stays blocked.
pub async fn change(
    connection: &mut Connection,
    id: i64,
    change: UserChange,
    now: i64,
) -> Result<(), StoreError> {
    query(
        "UPDATE wallet_user SET
             is_activated = COALESCE($2, is_activated),
             blocked_at = CASE
                 WHEN $3 THEN COALESCE(blocked_at, $6)
                 WHEN NOT $3 THEN NULL
                 ELSE blocked_at END,
             is_blocked = COALESCE($3, is_blocked),
             type = COALESCE($4, type),
             external_user_id = COALESCE($5, external_user_id),
             updated_at = $6
         WHERE id = $1",
    )
    .bind(id)
    .bind(change.is_activated)
    .bind(change.is_blocked)
    .bind(change.kind)
    .bind(change.external_user_id)
    .bind(now)
    .execute(connection)
    .await?;
    Ok(())
}

/// Gives a user a new secret for the authenticator.
pub async fn change_secret(
    connection: &mut Connection,
    id: i64,
    secret: &Secret,
    now: i64,
) -> Result<(), StoreError> {
    query(
        "UPDATE wallet_user SET totp_secret = $2, totp_last_step = 0, totp_failures = 0,
             totp_locked_until = 0, updated_at = $3 WHERE id = $1",
    )
    .bind(id)
    .bind(secret.0.clone())
    .bind(now)
    .execute(connection)
    .await?;
    Ok(())
}

/// Remembers what a code changed.
pub async fn change_guard(connection: &mut Connection, id: i64, guard: Guard) -> Result<(), StoreError> {
    query(
        "UPDATE wallet_user SET totp_last_step = $2, totp_failures = $3, totp_locked_until = $4
         WHERE id = $1",
    )
    .bind(id)
    .bind(guard.last_step)
    .bind(guard.failures)
    .bind(guard.locked_until)
    .execute(connection)
    .await?;
    Ok(())
}

fn push_filter(query: &mut Statement, merchant_id: i64, filter: &UserFilter) {
    query.push("merchant_id = ").push_bind(merchant_id);
    if let Some(email) = &filter.email {
        let escaped = email.to_lowercase().replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
        query.push(" AND email_key LIKE ").push_bind(format!("%{escaped}%")).push(" ESCAPE '\\'");
    }
    if let Some(external_user_id) = &filter.external_user_id {
        query.push(" AND external_user_id = ").push_bind(external_user_id.clone());
    }
    if let Some(is_activated) = filter.is_activated {
        query.push(" AND is_activated = ").push_bind(is_activated);
    }
    if let Some(is_blocked) = filter.is_blocked {
        query.push(" AND is_blocked = ").push_bind(is_blocked);
    }
    if let Some(from) = filter.from {
        query.push(" AND created_at >= ").push_bind(from);
    }
    if let Some(until) = filter.until {
        query.push(" AND created_at < ").push_bind(until);
    }
}

/// A page of a merchant's users. Without a filter nothing is counted: the merchant's row knows.
pub async fn list(
    connection: &mut Connection,
    merchant_id: i64,
    filter: &UserFilter,
    request: PageRequest<UserOrder>,
) -> Result<Page<User>, StoreError> {
    let count = if *filter == UserFilter::default() {
        let mut query = query("SELECT user_count AS total FROM merchant WHERE id = ");
        query.push_bind(merchant_id);
        query
    } else {
        let mut query = query("SELECT COUNT(*) AS total FROM wallet_user WHERE ");
        push_filter(&mut query, merchant_id, filter);
        query
    };
    let total: i64 = count.fetch_one(connection).await?.get("total")?;
    let Some(walk) = Walk::to(request.offset(), request.limit, total) else {
        return Ok(Page { rows: Vec::new(), total });
    };
    let mut query = select();
    push_filter(&mut query, merchant_id, filter);
    let descending = request.descending != walk.backwards;
    let may_be_missing = request.order == UserOrder::BlockedAt;
    query.push(" ORDER BY ").push(request.order.column()).push(direction(descending, may_be_missing));
    query.push(", id").push(direction(descending, false));
    query.push(" LIMIT ").push_bind(walk.limit).push(" OFFSET ").push_bind(walk.offset);
    let rows = query.fetch_all(connection).await?;
    let mut rows: Vec<User> = rows.iter().map(read).collect::<Result<_, _>>()?;
    if walk.backwards {
        rows.reverse();
    }
    Ok(Page { rows, total })
}
