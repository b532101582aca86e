//! Proves that CTK's transactions, deposits and exchanges say what the ledger did.

use super::super::{Connection, StoreError, query};

/// What must find nothing, and what it means when it does.
const FAULTS: &[(&str, &str)] = &[
    (
        "SELECT ctk_transaction.id FROM ctk_transaction
         JOIN ledger_account ON ledger_account.ctk_wallet_id = ctk_transaction.wallet_id
         WHERE NOT EXISTS (
             SELECT 1 FROM ledger_entry
             WHERE ledger_entry.ctk_transaction_id = ctk_transaction.id
                 AND ledger_entry.currency = ctk_transaction.symbol
                 AND ledger_entry.whole = ctk_transaction.amount_whole
                 AND ledger_entry.fraction = ctk_transaction.amount_fraction
                 AND CASE WHEN ctk_transaction.kind = 'receive' THEN ledger_entry.credit_account_id
                     ELSE ledger_entry.debit_account_id END = ledger_account.id)
         ORDER BY ctk_transaction.id LIMIT 1",
        "it is of CTK and no entry moves its amount",
    ),
    (
        "SELECT ctk_transaction.id FROM ctk_transaction
         JOIN ledger_account ON ledger_account.ctk_wallet_id = ctk_transaction.wallet_id
         JOIN ledger_entry ON ledger_entry.ctk_transaction_id = ctk_transaction.id
         WHERE ledger_entry.debit_account_id <> ledger_account.id
             AND ledger_entry.credit_account_id <> ledger_account.id
         ORDER BY ctk_transaction.id LIMIT 1",
        "it is of CTK and an entry moves the money of another wallet for it",
    ),
    (
        "SELECT ctk_transaction.id FROM ctk_transaction
         JOIN ctk_deposit ON ctk_deposit.transaction_id = ctk_transaction.id
         WHERE ctk_transaction.wallet_id <> ctk_deposit.wallet_id OR ctk_transaction.kind <> 'receive'
             OR ctk_transaction.amount_whole <> ctk_deposit.amount_whole
             OR ctk_transaction.amount_fraction <> ctk_deposit.amount_fraction
         ORDER BY ctk_transaction.id LIMIT 1",
        "it is of CTK and is not the deposit that it came from",
    ),
    (
        "SELECT ctk_transaction.id FROM ctk_transaction
         JOIN ctk_exchange ON ctk_exchange.sent_id = ctk_transaction.id
         WHERE ctk_transaction.kind <> 'sent' OR ctk_transaction.symbol <> ctk_exchange.from_symbol
             OR ctk_transaction.amount_whole <> ctk_exchange.from_whole
             OR ctk_transaction.amount_fraction <> ctk_exchange.from_fraction
         ORDER BY ctk_transaction.id LIMIT 1",
        "it is of CTK and is not what its exchange gave",
    ),
    (
        "SELECT ctk_transaction.id FROM ctk_transaction
         JOIN ctk_exchange ON ctk_exchange.received_id = ctk_transaction.id
         WHERE ctk_transaction.kind <> 'receive' OR ctk_transaction.wallet_id <> ctk_exchange.to_wallet_id
             OR ctk_transaction.amount_whole <> ctk_exchange.to_whole
             OR ctk_transaction.amount_fraction <> ctk_exchange.to_fraction
         ORDER BY ctk_transaction.id LIMIT 1",
        "it is of CTK and is not what its exchange brought",
    ),
];

/// The first transaction that does not fit, and why.
pub async fn first_fault(connection: &mut Connection) -> Result<Option<(i64, &'static str)>, StoreError> {
    for (of_those, reason) in FAULTS {
        if let Some(row) = query(of_those).fetch_optional(connection).await? {
            return Ok(Some((row.get("id")?, reason)));
        }
    }
    Ok(None)
}
