//! What would be sent by e-mail. The sandbox sends none; the rows say what a customer would have got.

use super::{Connection, StoreError, query};

/// A message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    pub transaction_id: i64,
    pub address: String,
    pub subject: String,
    pub body: String,
}

/// Keeps a message.
pub async fn add(connection: &mut Connection, mail: Mail, now: i64) -> Result<(), StoreError> {
    query(
        "INSERT INTO mail (transaction_id, address, subject, body, created_at) VALUES ($1, $2, $3, $4, $5)",
    )
    .bind(mail.transaction_id)
    .bind(mail.address)
    .bind(mail.subject)
    .bind(mail.body)
    .bind(now)
    .execute(connection)
    .await?;
    Ok(())
}

/// The messages about a transaction, the first of them first.
pub async fn about(connection: &mut Connection, transaction_id: i64) -> Result<Vec<Mail>, StoreError> {
    let rows = query("SELECT * FROM mail WHERE transaction_id = $1 ORDER BY id")
        .bind(transaction_id)
        .fetch_all(connection)
        .await?;
    rows.iter()
        .map(|row| {
            Ok(Mail {
                transaction_id,
                address: row.get("address")?,
                subject: row.get("subject")?,
                body: row.get("body")?,
            })
        })
        .collect()
}
