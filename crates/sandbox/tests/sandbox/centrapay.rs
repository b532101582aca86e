//! Centrapay wallets: operations 20 to 22.

use crate::harness::{KEY, OTHER_KEY, Sandbox};
use purser_api::Error;
use purser_api::centrapay::{transaction, wallet};
use purser_sandbox::store::verify;
use serde_json::{Value, json};

async fn wallet(sandbox: &Sandbox, ledger: &str, settlement: bool) -> String {
    let body = json!({ "accountId": "Te2uDM7xhDLWGVJU3nzwnh", "ledgerId": ledger, "settlement": settlement });
    sandbox.post("/api/wallets", body).await.ok()["id"].as_str().unwrap().to_owned()
}

async fn moves(sandbox: &Sandbox, wallet: &str, kind: &str, amount: i64) -> u16 {
    let body = json!({ "walletId": wallet, "kind": kind, "amount": amount, "party": "Centrapay Cafe" });
    sandbox.near("POST", "/sandbox/centrapay", Some(body)).await.status
}

fn fixture(name: &str) -> Value {
    let path = format!("{}/../api/tests/fixtures/centrapay/{name}.response.json", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn names(value: &Value) -> Vec<&str> {
    let mut names: Vec<&str> = value.as_object().unwrap().keys().map(String::as_str).collect();
    names.sort_unstable();
    names
}

#[tokio::test]
async fn a_wallet_is_made_and_listed_as_published() {
    let sandbox = Sandbox::empty().await;
    let new = wallet::NewWallet {
        account_id: "Te2uDM7xhDLWGVJU3nzwnh".into(),
        ledger_id: "centrapay.nzd.main".into(),
        settlement: None,
    };
    let made = sandbox.ask(&wallet::create(&new), KEY).await.unwrap();
    assert_eq!(
        (made.id.len(), made.ledger(), made.balance.to_string().as_str()),
        (22, Some("centrapay.nzd.main"), "0")
    );
    let body = json!({ "accountId": "Te2uDM7xhDLWGVJU3nzwnh", "ledgerId": "centrapay.nzd.main", "settlement": true });
    let settlement = sandbox.post("/api/wallets", body).await.ok();
    assert_eq!(names(&settlement), names(&fixture("wallet-create-settlement")));
    let body = json!({ "accountId": "Te2uDM7xhDLWGVJU3nzwnh", "ledgerId": "centrapay.nzd.test" });
    let plain = sandbox.post("/api/wallets", body).await.ok();
    assert_eq!(names(&plain), names(&fixture("wallet-create")));
    assert_eq!((&plain["liveness"], &plain["type"]), (&json!("test"), &json!("centrapay.nzd.test")));
    let listed = sandbox.get("/api/wallets").await.ok();
    assert_eq!(listed.as_array().unwrap().len(), 3);
    assert_eq!(names(&listed[0]), names(&fixture("wallet-list")[0]));
    assert_eq!(sandbox.call("GET", "/api/wallets", OTHER_KEY, None).await.ok(), json!([]));
}

#[tokio::test]
async fn a_ledger_has_room_for_so_many_wallets_of_an_account() {
    let sandbox = Sandbox::empty().await;
    for _ in 0..5 {
        wallet(&sandbox, "centrapay.nzd.main", false).await;
    }
    let new = wallet::NewWallet {
        account_id: "Te2uDM7xhDLWGVJU3nzwnh".into(),
        ledger_id: "centrapay.nzd.main".into(),
        settlement: None,
    };
    let error = sandbox.ask(&wallet::create(&new), KEY).await.unwrap_err();
    assert!(
        matches!(&error, Error::Status { status: 403, code: Some(code), .. } if code == wallet::MAX_WALLETS_REACHED),
        "{error:?}"
    );
    wallet(&sandbox, "centrapay.nzd.test", false).await;
}

#[tokio::test]
async fn rule_24_what_is_wrong_is_named() {
    let sandbox = Sandbox::empty().await;
    let id = wallet(&sandbox, "centrapay.nzd.main", false).await;
    for (body, field) in [
        (json!({ "ledgerId": "centrapay.nzd.main" }), "accountId"),
        (json!({ "accountId": "a b", "ledgerId": "centrapay.nzd.main" }), "accountId"),
        (json!({ "accountId": "a", "ledgerId": "centrapay.aud.main" }), "ledgerId"),
        (json!({ "accountId": "a" }), "ledgerId"),
        (json!({ "accountId": "a", "ledgerId": "centrapay.nzd.main", "settlement": "x" }), "settlement"),
    ] {
        sandbox.post("/api/wallets", body).await.refused(422, Some(field));
    }
    let path = format!("/api/wallets/{id}/transactions");
    sandbox.get(&format!("{path}?pageKey=x")).await.refused(422, Some("pageKey"));
    sandbox.call("GET", &path, "nobody", None).await.refused(401, None);
    sandbox.call("GET", &path, "", None).await.refused(401, None);
    sandbox.call("GET", &path, OTHER_KEY, None).await.refused(404, None);
    sandbox.get("/api/wallets/none/transactions").await.refused(404, None);
    sandbox.call("DELETE", "/api/wallets", KEY, None).await.refused(405, None);
    let theirs = json!({ "accountId": "Te2uDM7xhDLWGVJU3nzwnh", "ledgerId": "centrapay.nzd.main" });
    sandbox.call("POST", "/api/wallets", OTHER_KEY, Some(theirs)).await.refused(403, None);
}

#[tokio::test]
async fn the_six_kinds_of_transactions_look_as_published() {
    let sandbox = Sandbox::empty().await;
    let id = wallet(&sandbox, "centrapay.nzd.main", false).await;
    let path = format!("/api/wallets/{id}/transactions");
    for (kind, sample, value) in [
        ("topup", "topup", "5000"),
        ("payment", "payment", "-350"),
        ("sent", "sent-asset", "-2500"),
        ("received", "received-asset", "2500"),
        ("returned", "returned-asset", "2500"),
        ("withdrawal", "withdraw", "-2500"),
    ] {
        let amount: i64 = value.trim_start_matches('-').parse().unwrap();
        assert_eq!(moves(&sandbox, &id, kind, amount).await, 200);
        let row = sandbox.get(&path).await.ok()["items"][0].clone();
        let published = fixture(&format!("wallet-transactions-{sample}"))["items"][0].clone();
        let expected: Vec<&str> = names(&published)
            .into_iter()
            .filter(|name| *name != "destWalletId" || kind != "payment")
            .collect();
        assert_eq!(names(&row), expected, "{kind}");
        assert_eq!((&row["value"], &row["amount"]), (&json!(value), &json!(amount.to_string())));
    }
    let page = sandbox.ask(&transaction::list(&id, None), KEY).await.unwrap();
    let numbers: Vec<&str> = page.rows.iter().map(|row| row.activity_number.as_str()).collect();
    assert_eq!(numbers, ["6", "5", "4", "3", "2", "1"]);
    let kinds: Vec<_> = page.rows.iter().map(transaction::Transaction::kind).collect();
    assert_eq!(kinds[0], transaction::TransactionKind::Withdrawal);
    assert_eq!(sandbox.get("/api/wallets").await.ok()[0]["balance"], "4650");
}

#[tokio::test]
async fn pages_follow_each_other_by_their_keys() {
    let sandbox = Sandbox::empty().await;
    let id = wallet(&sandbox, "centrapay.nzd.main", false).await;
    for amount in 1..=101 {
        assert_eq!(moves(&sandbox, &id, "topup", amount).await, 200);
    }
    let (mut seen, mut key) = (Vec::new(), None);
    loop {
        let page = sandbox.ask(&transaction::list(&id, key.as_deref()), KEY).await.unwrap();
        seen.extend(page.rows.iter().map(|row| row.amount.to_string().parse::<i64>().unwrap()));
        key = page.next_page_key;
        if key.is_none() {
            break;
        }
    }
    assert_eq!(seen, (1..=101).rev().collect::<Vec<_>>());
}

#[tokio::test]
async fn rule_19_a_wallet_is_never_overdrawn_and_a_settlement_wallet_takes_only_what_it_may() {
    let sandbox = Sandbox::empty().await;
    let id = wallet(&sandbox, "centrapay.nzd.main", false).await;
    let settlement = wallet(&sandbox, "centrapay.nzd.main", true).await;
    let test = wallet(&sandbox, "centrapay.nzd.test", false).await;
    assert_eq!(moves(&sandbox, &id, "withdrawal", 1).await, 422);
    assert_eq!(moves(&sandbox, &id, "topup", 0).await, 422);
    assert_eq!(moves(&sandbox, &id, "topup", 500).await, 200);
    for kind in ["topup", "sent", "received", "returned", "withdrawal"] {
        assert_eq!(moves(&sandbox, &settlement, kind, 1).await, 422, "{kind}");
    }
    let pay = |from: &str, to: &str, refund: bool| json!({ "walletId": from, "otherWalletId": to, "kind": "payment", "amount": 200, "refund": refund });
    let near = async |body: Value| sandbox.near("POST", "/sandbox/centrapay", Some(body)).await;
    near(pay(&id, &settlement, false)).await.ok();
    near(pay(&settlement, &id, true)).await.ok();
    near(pay(&settlement, &id, true)).await.refused(422, Some("amount"));
    near(pay(&id, &test, false)).await.refused(422, Some("otherWalletId"));
    near(pay(&id, &id, false)).await.refused(422, Some("otherWalletId"));
    near(pay(&id, "none", false)).await.refused(422, Some("otherWalletId"));
    let rows = sandbox.get(&format!("/api/wallets/{settlement}/transactions")).await.ok();
    assert_eq!((&rows["items"][0]["value"], &rows["items"][1]["value"]), (&json!("-200"), &json!("200")));
    assert_eq!(rows["items"][1]["srcWalletId"], json!(id));
    let proof = verify::run(&mut sandbox.app.store.snapshot().await.unwrap()).await.unwrap().unwrap();
    assert_eq!(proof.entries, 5);
}

#[tokio::test]
async fn the_seeded_merchant_has_wallets_with_a_past() {
    let (sandbox, key, _) = Sandbox::seeded(4, 50).await;
    let wallets = sandbox.ask(&wallet::list(), &key).await.unwrap().rows;
    assert_eq!(wallets.len(), 3);
    let page = sandbox.ask(&transaction::list(&wallets[0].id, None), &key).await.unwrap();
    assert!(page.rows.len() == 50 && page.next_page_key.is_some());
}
