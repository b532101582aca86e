//! Money is neither made nor lost.

use super::Ctk;
use axum::body::Body;
use axum::http::Request;
use proptest::prelude::*;
use purser_sandbox::store::ctk::advance;
use serde_json::json;
use tower::ServiceExt;

#[derive(Debug, Clone)]
enum Step {
    Deposit(&'static str, u32, i64),
    Withdraw(&'static str, &'static str, u32),
    Exchange(&'static str, &'static str, u32),
    Buy(u32),
    Default(&'static str),
    Wait(i64),
}

fn step() -> impl Strategy<Value = Step> {
    let coin = || prop::sample::select(vec!["BTC", "ETH", "LTC", "XRP", "XLM"]);
    let destination = prop::sample::select(vec![
        ("BTC", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"),
        ("ETH", "0x52908400098527886E0F7030069857D2E4169EE7"),
        ("XRP", "rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh:7"),
    ]);
    prop_oneof![
        (coin(), 1..5_000_u32, 0..20_i64).prop_map(|(coin, amount, had)| Step::Deposit(coin, amount, had)),
        (destination, 1..5_000_u32).prop_map(|((coin, to), amount)| Step::Withdraw(coin, to, amount)),
        (coin(), coin(), 1..5_000_u32).prop_map(|(from, to, amount)| Step::Exchange(from, to, amount)),
        (1..100_000_u32).prop_map(Step::Buy),
        coin().prop_map(Step::Default),
        (0..100_i64).prop_map(Step::Wait),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn rule_19_whatever_is_done_the_ledger_holds(steps in prop::collection::vec(step(), 1..30)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let ctk = Ctk::empty().await;
            let ann = ctk.customer("ann").await;
            let san = ctk.post("/card/issue", &ann, json!({})).await.ok()["data"]["san"].clone();
            let backs = ctk.local("GET", "/sandbox/cards?username=ann", None).await.ok();
            let activation = json!({ "san": san, "cvv": backs["cards"][0]["cvv"] });
            ctk.post("/card/activate", &ann, activation).await.ok();
            for step in steps {
                match step {
                    Step::Deposit(symbol, amount, confirmations) => {
                        let amount = format!("{}.{:02}", amount / 100, amount % 100);
                        let body = json!({
                            "username": "ann", "symbol": symbol, "amount": amount, "confirmations": confirmations,
                        });
                        ctk.local("POST", "/sandbox/deposit", Some(body)).await.ok();
                    }
                    Step::Withdraw(symbol, address, amount) => {
                        let body = json!({ "address": address, "amount": format!("{}e-2", amount) });
                        ctk.post(&format!("/wallet/withdraw/{symbol}"), &ann, body).await;
                    }
                    Step::Exchange(from, to, amount) => {
                        let amount = format!("{}.{:02}", amount / 100, amount % 100);
                        let body = json!({ "from": from, "to": to, "amount": amount });
                        ctk.post("/exchange/transaction", &ann, body).await;
                    }
                    Step::Buy(cents) => {
                        let amount = format!("{}.{:02}", cents / 100, cents % 100);
                        let body = json!({ "username": "ann", "amount": amount, "merchant": "Pier Coffee" });
                        ctk.local("POST", "/sandbox/purchase", Some(body)).await.ok();
                    }
                    Step::Default(symbol) => {
                        ctk.put(&format!("/wallet/{symbol}"), &ann, json!({ "isDefault": true })).await;
                    }
                    Step::Wait(seconds) => ctk.advance(seconds),
                }
                ctk.verify().await;
            }
            ctk.advance(1_000);
            ctk.get("/wallet", &ann).await.ok();
            ctk.verify().await;
        });
    }
}

#[tokio::test]
async fn what_time_brings_comes_once() {
    let ctk = Ctk::empty().await;
    let ann = ctk.customer("ann").await;
    ctk.deposit(&ann, "LTC", "5").await;
    let body = json!({ "username": "ann", "symbol": "BTC", "amount": "1" });
    ctk.local("POST", "/sandbox/deposit", Some(body)).await.ok();
    ctk.post("/exchange/transaction", &ann, json!({ "from": "LTC", "to": "ETH", "amount": "2" })).await.ok();
    ctk.advance(1_000);
    let now = ctk.sandbox.app.clock.now();
    let store = &ctk.sandbox.app.store;
    for expected in [1, 1, 0] {
        // One of each at most.
        let mut write = store.write().await.unwrap();
        let done = advance::advance(&mut write, now, i64::from(expected == 1)).await.unwrap();
        write.commit().await.unwrap();
        assert!(done <= 2 && (expected == 1 || done == 0), "{done}");
    }
    assert!(!advance::is_any_due(&mut store.read().await.unwrap(), now).await.unwrap());
    assert_eq!(ctk.balance(&ann, "BTC").await, "1");
    ctk.verify().await;
}

#[tokio::test]
async fn two_who_withdraw_at_once_do_not_both_get_it() {
    let ctk = Ctk::empty().await;
    let ann = ctk.customer("ann").await;
    ctk.deposit(&ann, "XRP", "100").await;
    let body = json!({ "address": "rPujGTiw6nKmMvAiUT6UjpFxT9QrDn9kJP", "amount": "60" });
    let withdraw = async || ctk.post("/wallet/withdraw/XRP", &ann, body.clone()).await.status;
    let (first, second) = tokio::join!(withdraw(), withdraw());
    let mut statuses = [first, second];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 422]);
    ctk.verify().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn rule_19_many_at_once_spend_no_more_than_there_is() {
    let ctk = Ctk::empty().await;
    let ann = ctk.customer("ann").await;
    ctk.deposit(&ann, "XRP", "1000").await;
    let mut tasks = tokio::task::JoinSet::new();
    for place in 0..24 {
        let (router, token) = (ctk.sandbox.router.clone(), ann.token.clone());
        let (path, body) = match place % 3 {
            0 => ("/api/v3/exchange/transaction", json!({ "from": "XRP", "to": "LTC", "amount": "100" })),
            1 => ("/api/v3/wallet/XRP", json!({ "isDefault": true })),
            _ => (
                "/api/v3/wallet/withdraw/XRP",
                json!({ "address": "rPujGTiw6nKmMvAiUT6UjpFxT9QrDn9kJP", "amount": "100" }),
            ),
        };
        tasks.spawn(async move {
            let method = if place % 3 == 1 { "PUT" } else { "POST" };
            let request = Request::builder().method(method).uri(path).header("authorization", token);
            router
                .oneshot(request.body(Body::from(body.to_string())).unwrap())
                .await
                .unwrap()
                .status()
                .as_u16()
        });
    }
    let statuses = tasks.join_all().await;
    assert!(statuses.iter().all(|status| [200, 422].contains(status)), "{statuses:?}");
    let defaults = 8;
    let done = statuses.iter().filter(|status| **status == 200).count() - defaults;
    assert!((9..=10).contains(&done), "ten hundreds and some fees are there: {done}");
    ctk.verify().await;
}
