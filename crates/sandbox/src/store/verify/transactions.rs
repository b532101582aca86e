//! Whether transactions, their counts and the grants of promotional money agree with the entries.

use std::collections::BTreeMap;

use super::{Fault, Stop, none_of};
use crate::domain::units::Units;
use crate::store::{Connection, query, units};

/// What must not be: queries for it, and what is wrong with what they find.
const LINKED: [(&str, &str); 7] = [
    (
        "SELECT wallet_transaction.id FROM ledger_entry
         JOIN wallet_transaction ON wallet_transaction.id = ledger_entry.transaction_id
         JOIN ledger_account ON ledger_account.payment_account_id = wallet_transaction.payment_account_id
         WHERE ledger_account.id IN (ledger_entry.debit_account_id, ledger_entry.credit_account_id)
         GROUP BY wallet_transaction.id HAVING COUNT(*) > 1 ORDER BY wallet_transaction.id LIMIT 1",
        "more than one entry moves the money of its account",
    ),
    (
        "SELECT wallet_transaction.id FROM ledger_entry
         JOIN wallet_transaction ON wallet_transaction.id = ledger_entry.recipient_transaction_id
         GROUP BY wallet_transaction.id HAVING COUNT(*) > 1 ORDER BY wallet_transaction.id LIMIT 1",
        "more than one entry brings it its money",
    ),
    (
        "SELECT void.id FROM wallet_transaction AS void
         JOIN wallet_transaction AS voided ON voided.id = void.parent_id
         WHERE void.mode <> 'void' OR void.type = voided.type
             OR void.price_whole <> voided.price_whole OR void.price_fraction <> voided.price_fraction
             OR void.currency <> voided.currency OR void.user_id <> voided.user_id
             OR void.payment_account_id <> voided.payment_account_id
             OR void.status <> 'success' OR voided.status <> 'success' OR void.id <= voided.id
         ORDER BY void.id LIMIT 1",
        "it is not the reverse of what it voids",
    ),
    (
        "SELECT id FROM wallet_transaction WHERE mode = 'void' AND parent_id IS NULL ORDER BY id LIMIT 1",
        "it voids nothing",
    ),
    (
        "SELECT MAX(id) AS id FROM wallet_transaction WHERE parent_id IS NOT NULL
         GROUP BY parent_id HAVING COUNT(*) > 1 LIMIT 1",
        "it voids what was voided before",
    ),
    (
        "SELECT shown.id FROM wallet_transaction AS shown
         WHERE shown.linked_id IS NOT NULL AND NOT EXISTS (
             SELECT 1 FROM ledger_entry
             WHERE (transaction_id = shown.linked_id AND recipient_transaction_id = shown.id)
                 OR (transaction_id = shown.id AND recipient_transaction_id = shown.linked_id))
         ORDER BY shown.id LIMIT 1",
        "no entry moves its money from or to the transaction that it is linked with",
    ),
    (
        "SELECT wallet_transaction.id FROM wallet_transaction
         LEFT JOIN checkout ON checkout.transaction_id = wallet_transaction.id
         WHERE (wallet_transaction.status = 'processing') <>
             (checkout.state IS NOT NULL AND checkout.state <> 'done')
         ORDER BY wallet_transaction.id LIMIT 1",
        "it and its checkout do not agree on whether it is decided",
    ),
];

pub(super) async fn prove(connection: &mut Connection) -> Result<u64, Stop> {
    none_of(
        connection,
        "SELECT id FROM wallet_transaction WHERE status = 'success'
             AND NOT EXISTS (SELECT 1 FROM ledger_entry WHERE transaction_id = wallet_transaction.id)
             AND NOT EXISTS (SELECT 1 FROM ledger_entry
                             WHERE recipient_transaction_id = wallet_transaction.id)
         ORDER BY id LIMIT 1",
        "it succeeded and no entry moves its money",
    )
    .await?;
    none_of(
        connection,
        "SELECT id FROM wallet_transaction WHERE status <> 'success'
             AND (EXISTS (SELECT 1 FROM ledger_entry WHERE transaction_id = wallet_transaction.id)
                  OR EXISTS (SELECT 1 FROM ledger_entry
                             WHERE recipient_transaction_id = wallet_transaction.id))
         ORDER BY id LIMIT 1",
        "it did not succeed and an entry moves its money",
    )
    .await?;
    for (of_those, reason) in LINKED {
        none_of(connection, of_those, reason).await?;
    }
    let total: i64 = query("SELECT COUNT(*) AS total FROM wallet_transaction")
        .fetch_one(connection)
        .await?
        .get("total")?;
    Ok(u64::try_from(total).unwrap_or_default())
}

/// The counts by which lists are paged are those of the rows.
pub(super) async fn prove_facets(connection: &mut Connection) -> Result<(), Stop> {
    none_of(
        connection,
        "SELECT wallet_transaction.id FROM wallet_transaction
         JOIN transaction_facet ON transaction_facet.id = wallet_transaction.facet_id
         WHERE transaction_facet.merchant_id <> wallet_transaction.merchant_id
             OR transaction_facet.type <> wallet_transaction.type
             OR transaction_facet.payment_method <> wallet_transaction.payment_method
             OR transaction_facet.is_virtual <> wallet_transaction.is_virtual
             OR transaction_facet.action <> wallet_transaction.action
             OR transaction_facet.mode <> wallet_transaction.mode
             OR transaction_facet.status <> wallet_transaction.status
             OR transaction_facet.has_expiry <> (wallet_transaction.expires_at IS NOT NULL)
         ORDER BY wallet_transaction.id LIMIT 1",
        "it is counted with others than its like",
    )
    .await?;
    none_of(
        connection,
        "SELECT COALESCE(MIN(wallet_transaction.id), 0) AS id FROM transaction_facet
         LEFT JOIN wallet_transaction ON wallet_transaction.facet_id = transaction_facet.id
         GROUP BY transaction_facet.id
         HAVING COUNT(wallet_transaction.id) <>
             COALESCE((SELECT SUM(count) FROM transaction_total WHERE facet_id = transaction_facet.id), 0)
         LIMIT 1",
        "its like are not as many as is counted",
    )
    .await?;
    none_of(
        connection,
        "SELECT COALESCE(found.id, 0) AS id
         FROM (SELECT facet_id, day, SUM(count) AS count FROM transaction_day GROUP BY facet_id, day) AS said
         LEFT JOIN (SELECT MIN(id) AS id, facet_id, created_at / 86400000000 AS day, COUNT(*) AS count
                    FROM wallet_transaction GROUP BY 2, 3) AS found
             ON found.facet_id = said.facet_id AND found.day = said.day
         WHERE COALESCE(found.count, 0) <> said.count LIMIT 1",
        "its like of that day are not as many as is counted",
    )
    .await?;
    none_of(
        connection,
        "SELECT COALESCE(MIN(wallet_transaction.id), 0) AS id FROM wallet_user
         LEFT JOIN wallet_transaction ON wallet_transaction.user_id = wallet_user.id
         GROUP BY wallet_user.id
         HAVING COUNT(wallet_transaction.id) <> wallet_user.transaction_count LIMIT 1",
        "its user does not have as many as is counted",
    )
    .await
}

/// What is left of the grants of an account is its balance, and what was spent and not given back is what
/// is gone.
pub(super) async fn prove_promo(connection: &mut Connection) -> Result<(), Stop> {
    let mut left: BTreeMap<i64, Vec<Units>> = BTreeMap::new();
    let mut gone: BTreeMap<i64, Units> = BTreeMap::new();
    for row in query("SELECT grant_id, whole, fraction FROM promo_spend").fetch_all(connection).await? {
        let sum = gone.entry(row.get("grant_id")?).or_default();
        *sum = [*sum, units(&row, "whole", "fraction")?].into_iter().sum();
    }
    for row in query("SELECT grant_id, whole, fraction FROM promo_return").fetch_all(connection).await? {
        let sum = gone.entry(row.get("grant_id")?).or_default();
        *sum = [*sum, -units(&row, "whole", "fraction")?].into_iter().sum();
    }
    let grants = query(
        "SELECT promo_grant.transaction_id, promo_grant.remaining_whole, promo_grant.remaining_fraction,
             wallet_transaction.price_whole, wallet_transaction.price_fraction, ledger_account.id
         FROM promo_grant
         JOIN wallet_transaction ON wallet_transaction.id = promo_grant.transaction_id
         JOIN ledger_account ON ledger_account.payment_account_id = promo_grant.payment_account_id",
    )
    .fetch_all(connection)
    .await?;
    for row in &grants {
        let id: i64 = row.get("transaction_id")?;
        let remaining = units(row, "remaining_whole", "remaining_fraction")?;
        left.entry(row.get("id")?).or_default().push(remaining);
        let spent = gone.get(&id).copied().unwrap_or_default();
        let granted = units(row, "price_whole", "price_fraction")?;
        if remaining.checked_add(spent) != Some(granted) {
            let reason = format!("it granted {granted}, of which {spent} is spent and {remaining} is left");
            return Err(Stop::Fault(Fault::Transaction { id, reason }));
        }
    }
    let accounts = query(
        "SELECT ledger_account.id, ledger_account.whole, ledger_account.fraction FROM ledger_account
         JOIN payment_account ON payment_account.id = ledger_account.payment_account_id
         WHERE payment_account.type = 'promo'",
    )
    .fetch_all(connection)
    .await?;
    for row in &accounts {
        let id: i64 = row.get("id")?;
        let sum: Units = left.remove(&id).unwrap_or_default().into_iter().sum();
        let balance = units(row, "whole", "fraction")?;
        if sum != balance {
            let reason = format!("it has {balance} and its grants come to {sum}");
            return Err(Stop::Fault(Fault::Account { id, reason }));
        }
    }
    Ok(())
}
