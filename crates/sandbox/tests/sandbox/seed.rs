//! The seeded past.

use crate::harness::{Sandbox, now, store};
use purser_sandbox::domain::clock::{DAY, SECOND};
use purser_sandbox::seed::{self, Options, SeedError};
use purser_sandbox::store::{Dialect, Store, query, verify};

/// Everything that is in a database, as text, but for what is random.
async fn dump(store: &Store) -> String {
    let mut connection = store.read().await.unwrap();
    let mut dump = String::new();
    for (table, columns) in [
        ("merchant", "id, name, api_key_hash, user_count"),
        ("wallet_user", "id, uuid, email, is_activated, is_blocked, totp_secret, created_at"),
        ("payment_account", "id, uuid, user_id, currency, type, last_used_at"),
        (
            "wallet_transaction",
            "id, uuid, kind, status, price_whole, price_fraction, created_at, balance_whole, merchant_order_id",
        ),
        ("ledger_entry", "id, transaction_id, debit_account_id, credit_account_id, whole, fraction"),
        ("promo_grant", "transaction_id, remaining_whole, remaining_fraction"),
        ("demo_merchant", "api_key"),
        ("demo_customer", "user_id"),
    ] {
        let mut statement = query("SELECT ");
        for (place, column) in columns.split(", ").enumerate() {
            let text = match (column, store.dialect()) {
                ("api_key_hash" | "totp_secret", Dialect::Sqlite) => format!("hex({column})"),
                ("api_key_hash" | "totp_secret", Dialect::Postgres) => format!("encode({column}, 'hex')"),
                _ => format!("COALESCE(CAST({column} AS TEXT), '')"),
            };
            statement.push(if place > 0 { " || '|' || " } else { "" }).push(text);
        }
        statement.push(format!(" AS text FROM {table} ORDER BY 1"));
        for row in statement.fetch_all(&mut connection).await.unwrap() {
            dump.push_str(&row.get::<String>("text").unwrap());
            dump.push('\n');
        }
    }
    dump
}

async fn seeded(options: Options) -> Store {
    let store = store().await;
    seed::run(&store, options).await.unwrap();
    store
}

#[tokio::test]
async fn the_same_options_give_the_same_past() {
    let options = Options { customers: 12, transactions: 300, seed: 3, now: now() };
    let first = dump(&seeded(options).await).await;
    assert!(first.lines().count() > 600);
    assert_eq!(first, dump(&seeded(options).await).await);
    assert_ne!(first, dump(&seeded(Options { seed: 4, ..options }).await).await);
    assert_ne!(first, dump(&seeded(Options { now: now() + DAY, ..options }).await).await);
}

#[tokio::test]
async fn rule_19_a_seeded_past_is_proved_and_plausible() {
    let store = seeded(Options { customers: 60, transactions: 3_000, seed: 1, now: now() }).await;
    let proof = verify::run(&mut store.snapshot().await.unwrap()).await.unwrap().unwrap();
    assert_eq!(proof.transactions, 3_000);
    let mut connection = store.read().await.unwrap();
    let count = async |connection: &mut _, sql: &'static str| -> i64 {
        query(sql).fetch_one(connection).await.unwrap().get("found").unwrap()
    };
    for condition in [
        "SELECT COUNT(DISTINCT currency) = 5 FROM wallet_transaction",
        "SELECT COUNT(DISTINCT status) = 3 FROM wallet_transaction",
        "SELECT COUNT(*) > 10 FROM wallet_transaction WHERE kind = 'void'",
        "SELECT COUNT(*) > 0 FROM wallet_transaction WHERE kind = 'transfer_in'",
        "SELECT COUNT(*) > 10 FROM wallet_transaction WHERE kind = 'lapse'",
        "SELECT COUNT(*) > 0 FROM promo_grant WHERE remaining_whole > 0",
        "SELECT COUNT(*) > 0 FROM wallet_user WHERE is_blocked",
        "SELECT COUNT(*) > 0 FROM wallet_user WHERE NOT is_activated",
        "SELECT COUNT(*) = 60 FROM wallet_user",
        "SELECT COUNT(*) = 2 FROM demo_merchant",
        "SELECT COUNT(*) >= 5 FROM demo_customer",
        "SELECT COUNT(*) = 0 FROM wallet_transaction AS child JOIN wallet_transaction AS parent
             ON parent.id = child.parent_id WHERE parent.created_at > child.created_at",
        "SELECT COUNT(*) = 0 FROM wallet_transaction JOIN wallet_user ON wallet_user.id = user_id
             WHERE wallet_transaction.created_at < wallet_user.created_at",
    ] {
        let mut asked = query("SELECT (");
        asked.push(condition).push(") AS found");
        assert!(asked.fetch_one(&mut connection).await.unwrap().get::<bool>("found").unwrap(), "{condition}");
    }
    let newest = count(&mut connection, "SELECT MAX(created_at) AS found FROM wallet_transaction").await;
    let oldest = count(&mut connection, "SELECT MIN(created_at) AS found FROM wallet_transaction").await;
    assert!((now() - 600 * SECOND..now()).contains(&newest), "the newest is minutes old");
    assert!(now() - oldest > 240 * DAY && now() - oldest < 280 * DAY);
}

#[tokio::test]
async fn only_an_empty_database_is_seeded() {
    let sandbox = Sandbox::empty().await;
    let outcome = seed::run(&sandbox.app.store, Options::at(now())).await;
    assert!(matches!(outcome, Err(SeedError::NotEmpty)));
}

#[tokio::test]
async fn small_pasts_are_told_too() {
    for transactions in [0, 1, 2, 19, 21] {
        let store = seeded(Options { customers: 2, transactions, seed: 1, now: now() }).await;
        let proof = verify::run(&mut store.snapshot().await.unwrap()).await.unwrap().unwrap();
        assert_eq!(proof.transactions, u64::from(transactions));
    }
}
