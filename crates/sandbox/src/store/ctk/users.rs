//! Customers of CTK.

use super::super::{Connection, Row, StoreError, query};
use crate::domain::ctk::codes::Attempts;
use crate::domain::ctk::kyc::Identity;
use purser_api::Secret;

/// A customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    pub id: i64,
    /// The number in the records, nineteen digits.
    pub record_id: String,
    pub username: String,
    /// See [`passwords`](crate::domain::ctk::passwords).
    pub password_hash: Secret,
    pub email: String,
    pub phone: String,
    pub first_name: String,
    pub last_name: String,
    pub country: Option<String>,
    pub address: Option<String>,
    pub city: Option<String>,
    pub state: Option<String>,
    pub zipcode: Option<String>,
    pub nin: Option<Secret>,
    /// Year first.
    pub birthdate: Option<String>,
    /// Whether signing in takes a code as well.
    pub mfa: bool,
    /// Whether the telephone number has been confirmed.
    pub is_confirmed: bool,
    /// Whether the sign-up goes step by step.
    pub is_stepwise: bool,
    /// The coin that the card spends; none: the one of which there is most.
    pub default_symbol: Option<String>,
    /// Wrong passwords.
    pub attempts: Attempts,
}

impl User {
    /// What the identity rests on.
    pub fn identity(&self) -> Identity<'_> {
        Identity {
            is_confirmed: self.is_confirmed,
            birthdate: self.birthdate.as_deref(),
            country: self.country.as_deref(),
            address: self.address.as_deref(),
            city: self.city.as_deref(),
            state: self.state.as_deref(),
            zipcode: self.zipcode.as_deref(),
            nin: self.nin.as_ref().map(Secret::expose),
        }
    }
}

/// A customer that is to be.
#[derive(Debug, Clone, Default)]
pub struct NewUser {
    pub record_id: String,
    pub username: String,
    pub password_hash: Secret,
    pub email: String,
    pub phone: String,
    pub first_name: String,
    pub last_name: String,
    pub profile: Profile,
    pub is_confirmed: bool,
    pub is_stepwise: bool,
    pub created_at: i64,
}

/// The parts of a profile that can be said later; none leaves as it is.
#[derive(Debug, Clone, Default)]
pub struct Profile {
    pub username: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub first_name: Option<String>,
    pub last_name: Option<String>,
    pub country: Option<String>,
    pub address: Option<String>,
    pub city: Option<String>,
    pub state: Option<String>,
    pub zipcode: Option<String>,
    pub nin: Option<Secret>,
    /// Year first.
    pub birthdate: Option<String>,
    pub mfa: Option<bool>,
}

/// Whether an error says that the username is taken.
pub fn is_taken(error: &StoreError) -> bool {
    error.is_refusal("ctk_user.username_key") || error.is_refusal("ctk_user_username")
}

/// The number in the records that these bytes make.
pub fn record_id(bytes: [u8; 32]) -> String {
    let number = bytes.iter().take(8).fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
    format!("2681666{:012}", number % 1_000_000_000_000)
}

/// Adds a customer and answers the id; refused where somebody has that username ([`is_taken`]).
pub async fn create(connection: &mut Connection, user: NewUser) -> Result<i64, StoreError> {
    let row = query(
        "INSERT INTO ctk_user (record_id, username, username_key, password_hash, email, phone, first_name,
             last_name, country, address, city, state, zipcode, nin, birthdate, is_confirmed, is_stepwise,
             created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $18)
         RETURNING id",
    )
    .bind(user.record_id)
    .bind(user.username.clone())
    .bind(user.username.to_lowercase())
    .bind(user.password_hash.expose())
    .bind(user.email)
    .bind(user.phone)
    .bind(user.first_name)
    .bind(user.last_name)
    .bind(user.profile.country)
    .bind(user.profile.address)
    .bind(user.profile.city)
    .bind(user.profile.state)
    .bind(user.profile.zipcode)
    .bind(user.profile.nin.map(|nin| nin.expose().to_owned()))
    .bind(user.profile.birthdate)
    .bind(user.is_confirmed)
    .bind(user.is_stepwise)
    .bind(user.created_at)
    .fetch_one(connection)
    .await?;
    Ok(row.get("id")?)
}

fn read(row: &Row) -> Result<User, sqlx::Error> {
    Ok(User {
        id: row.get("id")?,
        record_id: row.get("record_id")?,
        username: row.get("username")?,
        password_hash: Secret::new(row.get::<String>("password_hash")?),
        email: row.get("email")?,
        phone: row.get("phone")?,
        first_name: row.get("first_name")?,
        last_name: row.get("last_name")?,
        country: row.get("country")?,
        address: row.get("address")?,
        city: row.get("city")?,
        state: row.get("state")?,
        zipcode: row.get("zipcode")?,
        nin: row.get::<Option<String>>("nin")?.map(Secret::from),
        birthdate: row.get("birthdate")?,
        mfa: row.get("mfa")?,
        is_confirmed: row.get("is_confirmed")?,
        is_stepwise: row.get("is_stepwise")?,
        default_symbol: row.get("default_symbol")?,
        attempts: Attempts {
            failures: row.get("password_failures")?,
            locked_until: row.get("password_locked_until")?,
        },
    })
}

/// The customer of that id.
pub async fn by_id(connection: &mut Connection, id: i64) -> Result<Option<User>, StoreError> {
    let row = query("SELECT * FROM ctk_user WHERE id = $1").bind(id).fetch_optional(connection).await?;
    Ok(row.as_ref().map(read).transpose()?)
}

/// The customer of that username, in any case.
pub async fn by_username(connection: &mut Connection, username: &str) -> Result<Option<User>, StoreError> {
    let row = query("SELECT * FROM ctk_user WHERE username_key = $1")
        .bind(username.to_lowercase())
        .fetch_optional(connection)
        .await?;
    Ok(row.as_ref().map(read).transpose()?)
}

/// Changes what is said; refused where somebody else has the new username ([`is_taken`]).
pub async fn change(
    connection: &mut Connection,
    id: i64,
    change: Profile,
    now: i64,
) -> Result<(), StoreError> {
    query(
        "UPDATE ctk_user SET
             username = COALESCE($2, username), username_key = COALESCE($3, username_key),
             email = COALESCE($4, email), phone = COALESCE($5, phone),
             first_name = COALESCE($6, first_name), last_name = COALESCE($7, last_name),
             country = COALESCE($8, country), address = COALESCE($9, address), city = COALESCE($10, city),
             state = COALESCE($11, state), zipcode = COALESCE($12, zipcode), nin = COALESCE($13, nin),
             birthdate = COALESCE($14, birthdate), mfa = COALESCE($15, mfa), updated_at = $16
         WHERE id = $1",
    )
    .bind(id)
    .bind(change.username.clone())
    .bind(change.username.map(|username| username.to_lowercase()))
    .bind(change.email)
    .bind(change.phone)
    .bind(change.first_name)
    .bind(change.last_name)
    .bind(change.country)
    .bind(change.address)
    .bind(change.city)
    .bind(change.state)
    .bind(change.zipcode)
    .bind(change.nin.map(|nin| nin.expose().to_owned()))
    .bind(change.birthdate)
    .bind(change.mfa)
    .bind(now)
    .execute(connection)
    .await?;
    Ok(())
}

/// Notes that the telephone number has been confirmed.
pub async fn confirm(connection: &mut Connection, id: i64, now: i64) -> Result<(), StoreError> {
    query("UPDATE ctk_user SET is_confirmed = $2, updated_at = $3 WHERE id = $1")
        .bind(id)
        .bind(true)
        .bind(now)
        .execute(connection)
        .await?;
    Ok(())
}

/// Replaces the password, and forgets the wrong ones.
pub async fn change_password(
    connection: &mut Connection,
    id: i64,
    hash: &Secret,
    now: i64,
) -> Result<(), StoreError> {
    query(
        "UPDATE ctk_user SET password_hash = $2, password_failures = 0, password_locked_until = 0,
             updated_at = $3
         WHERE id = $1",
    )
    .bind(id)
    .bind(hash.expose())
    .bind(now)
    .execute(connection)
    .await?;
    Ok(())
}

/// Remembers wrong passwords.
pub async fn change_attempts(
    connection: &mut Connection,
    id: i64,
    attempts: Attempts,
) -> Result<(), StoreError> {
    query("UPDATE ctk_user SET password_failures = $2, password_locked_until = $3 WHERE id = $1")
        .bind(id)
        .bind(attempts.failures)
        .bind(attempts.locked_until)
        .execute(connection)
        .await?;
    Ok(())
}

/// Sets the coin that the card spends.
pub async fn change_default(
    connection: &mut Connection,
    id: i64,
    symbol: Option<&str>,
) -> Result<(), StoreError> {
    query("UPDATE ctk_user SET default_symbol = $2 WHERE id = $1")
        .bind(id)
        .bind(symbol.map(str::to_owned))
        .execute(connection)
        .await?;
    Ok(())
}

/// A customer of the demonstration, with the password in clear: it is no secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Demo {
    pub username: String,
    pub password: String,
    pub mfa: bool,
}

/// Lets the demonstration show this customer.
pub async fn show_in_demo(
    connection: &mut Connection,
    user_id: i64,
    password: &str,
) -> Result<(), StoreError> {
    query("INSERT INTO demo_ctk_user (user_id, password) VALUES ($1, $2)")
        .bind(user_id)
        .bind(password)
        .execute(connection)
        .await?;
    Ok(())
}

/// The demonstration's customers.
pub async fn demo(connection: &mut Connection) -> Result<Vec<Demo>, StoreError> {
    let rows = query(
        "SELECT ctk_user.username, demo_ctk_user.password, ctk_user.mfa FROM demo_ctk_user
         JOIN ctk_user ON ctk_user.id = demo_ctk_user.user_id ORDER BY ctk_user.id",
    )
    .fetch_all(connection)
    .await?;
    let read = |row: &Row| {
        Ok(Demo { username: row.get("username")?, password: row.get("password")?, mfa: row.get("mfa")? })
    };
    rows.iter().map(read).collect()
}
