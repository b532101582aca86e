//! Centrapay's transactions and the entries that move their money.

use super::super::Connection;
use super::{Stop, none_of};

pub(super) async fn prove(connection: &mut Connection) -> Result<(), Stop> {
    none_of(
        connection,
        "SELECT centrapay_transaction.id FROM centrapay_transaction
         LEFT JOIN ledger_entry ON ledger_entry.centrapay_transaction_id = centrapay_transaction.id
         GROUP BY centrapay_transaction.id HAVING COUNT(ledger_entry.id) <> 1
         ORDER BY centrapay_transaction.id LIMIT 1",
        "it is of a Centrapay wallet and has not exactly one entry",
    )
    .await?;
    // A value below zero is the floor and a fraction above it; the entry's amount is without a sign.
    none_of(
        connection,
        "SELECT centrapay_transaction.id FROM centrapay_transaction
         JOIN ledger_entry ON ledger_entry.centrapay_transaction_id = centrapay_transaction.id
         JOIN ledger_account ON ledger_account.centrapay_wallet_id = centrapay_transaction.wallet_id
         WHERE NOT (
             centrapay_transaction.value_whole >= 0
             AND ledger_entry.credit_account_id = ledger_account.id
             AND ledger_entry.whole = centrapay_transaction.value_whole
             AND ledger_entry.fraction = centrapay_transaction.value_fraction
             OR centrapay_transaction.value_whole < 0
             AND ledger_entry.debit_account_id = ledger_account.id
             AND ledger_entry.whole = - centrapay_transaction.value_whole
                 - CASE WHEN centrapay_transaction.value_fraction > 0 THEN 1 ELSE 0 END
             AND ledger_entry.fraction = CASE WHEN centrapay_transaction.value_fraction > 0
                 THEN 1000000000000000000 - centrapay_transaction.value_fraction ELSE 0 END
         ) ORDER BY centrapay_transaction.id LIMIT 1",
        "it is of a Centrapay wallet and its entry moves something else",
    )
    .await?;
    none_of(
        connection,
        "SELECT MIN(centrapay_transaction.id) AS id FROM centrapay_transaction
         JOIN centrapay_wallet ON centrapay_wallet.id = centrapay_transaction.wallet_id
         GROUP BY centrapay_wallet.id, centrapay_wallet.last_activity
         HAVING COUNT(*) <> centrapay_wallet.last_activity
             OR MAX(activity_number) <> centrapay_wallet.last_activity LIMIT 1",
        "its wallet does not number its transactions one by one",
    )
    .await
}
