//! Text messages. They go nowhere: the sandbox keeps them and shows them to whoever sits at the machine.

use crate::store::{Connection, StoreError, query};

/// A message that a telephone would have got.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// The telephone number.
    pub to: String,
    pub text: String,
    /// In microseconds since 1970.
    pub created_at: i64,
}

/// Sends a text to a telephone number.
pub async fn send(connection: &mut Connection, to: &str, text: &str, now: i64) -> Result<(), StoreError> {
    query("INSERT INTO sms_message (recipient, text, created_at) VALUES ($1, $2, $3)")
        .bind(to)
        .bind(text)
        .bind(now)
        .execute(connection)
        .await?;
    Ok(())
}

/// The newest messages, newest first, of one telephone number or of all.
pub async fn newest(
    connection: &mut Connection,
    to: Option<&str>,
    most: i64,
) -> Result<Vec<Message>, StoreError> {
    let mut select = query("SELECT recipient, text, created_at FROM sms_message");
    if let Some(to) = to {
        select.push(" WHERE recipient = ").push_bind(to);
    }
    select.push(" ORDER BY id DESC LIMIT ").push_bind(most);
    let rows = select.fetch_all(connection).await?;
    let read = |row: &crate::store::Row| {
        Ok(Message { to: row.get("recipient")?, text: row.get("text")?, created_at: row.get("created_at")? })
    };
    rows.iter().map(read).collect()
}
