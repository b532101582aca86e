//! What `verify` finds in transactions that somebody has changed.

use crate::harness::Sandbox;
use purser_sandbox::store::query;
use purser_sandbox::store::verify::{self, Fault};
use serde_json::json;

/// Transactions 1 to 9: a top-up, a payment and its void, the two sides of a transfer, a refill that waits, a
/// grant, what was paid from it, and the void of that.
async fn everything() -> Sandbox {
    let sandbox = Sandbox::empty().await;
    let (ada, account) = sandbox.holder("ada", "USD", "5").await;
    let (_, other) = sandbox.holder("bob", "USD", "0").await;
    sandbox.pay(ada, account, "2", "order").await.ok();
    sandbox.void(ada, &json!(2)).await.ok();
    sandbox.transfer(ada, account, other, "1").await.ok();
    sandbox.checkout(ada, account, json!({})).await;
    let promo = sandbox.account(ada, "USD", "promo").await;
    sandbox.top_up(ada, promo, json!({ "amount": 5 })).await.ok();
    sandbox.pay(ada, promo, "3", "from-promo").await.ok();
    sandbox.void(ada, &json!(8)).await.ok();
    sandbox.prove().await;
    sandbox
}

#[tokio::test]
async fn rule_19_verify_finds_transactions_that_do_not_belong_together() {
    for (sql, id, reason) in [
        ("UPDATE wallet_transaction SET parent_id = 1 WHERE id = 3", 3, "reverse"),
        ("UPDATE wallet_transaction SET parent_id = 2 WHERE id = 9; ", 9, "reverse"),
        ("UPDATE wallet_transaction SET parent_id = NULL WHERE id = 3", 3, "voids nothing"),
        ("UPDATE wallet_transaction SET linked_id = 1 WHERE id = 5", 5, "linked"),
        ("UPDATE wallet_transaction SET linked_id = 2 WHERE id = 1", 1, "linked"),
        ("UPDATE checkout SET state = 'done'", 6, "decided"),
        ("DELETE FROM checkout", 6, "decided"),
        ("DELETE FROM promo_return", 7, "granted"),
        ("UPDATE promo_return SET whole = 2", 7, "granted"),
    ] {
        let sandbox = everything().await;
        let mut write = sandbox.app.store.write().await.unwrap();
        if sql.contains("parent_id = 2") {
            let free = query("UPDATE wallet_transaction SET parent_id = NULL WHERE id = 3");
            free.execute(&mut write).await.unwrap();
        }
        write.script(sql).await.unwrap();
        write.commit().await.unwrap();
        let found = verify::run(&mut sandbox.app.store.snapshot().await.unwrap()).await.unwrap();
        match found {
            Err(Fault::Transaction { id: found, reason: said }) => {
                assert_eq!(found, id, "{sql}: {said}");
                assert!(said.contains(reason), "{sql}: {said}");
            }
            other => panic!("{sql}: {other:?}"),
        }
    }
}

#[tokio::test]
async fn rule_20_the_database_itself_lets_nothing_be_voided_twice() {
    let sandbox = everything().await;
    let mut write = sandbox.app.store.write().await.unwrap();
    let error = write.script("UPDATE wallet_transaction SET parent_id = 2 WHERE id = 9").await.unwrap_err();
    let error = error.to_string().to_lowercase();
    assert!(error.contains("unique") || error.contains("duplicate"), "{error}");
}
