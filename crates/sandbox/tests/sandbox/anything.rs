//! Whatever is asked, in whatever order and at whatever moment: no failure of our own, and the ledger holds.

use crate::checkout::{APPROVED, CHALLENGED, DECLINED, SLOW, fill};
use crate::harness::Sandbox;
use proptest::prelude::*;
use purser_sandbox::domain::clock::{DAY, SECOND};
use purser_sandbox::rails;
use serde_json::{Value, json};

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (-3..12_i64).prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "[0-9]{1,3}(\\.[0-9]{1,20})?".prop_map(Value::from),
        "-?[0-9]{1,25}e-?[0-9]{1,6}".prop_map(Value::from),
        prop::sample::select(vec![
            "USD",
            "EUR",
            "2026-04-01 00:00:00",
            "https://hooks.example/x",
            "https://[",
            "http://a:b@c/",
            "\u{0}",
            "\u{202e}",
            "",
            " ",
            "%",
            "' OR 1=1 --",
            "true",
        ])
        .prop_map(Value::from),
        ".{0,40}".prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map("[a-zA-Z]{1,12}|amountMods|amount|title|send|domain", inner, 0..4)
                .prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

/// A body that is right but for some fields.
fn body() -> impl Strategy<Value = Value> {
    let fields = vec![
        "clientId",
        "amount",
        "currency",
        "name",
        "merchantOrderId",
        "metadata",
        "webhookUrl",
        "reason",
        "consumer",
        "recipientPaymentAccountId",
        "paymentAccountId",
        "dateExpire",
        "emailOptions",
        "redirectUrl",
        "secure",
        "test",
        "forceCheckout",
        "payment",
        "autoReloadAmount",
        "isActive",
    ];
    let changes = prop::collection::vec((prop::sample::select(fields), value()), 0..4);
    (changes, 0..40_i64).prop_map(|(changes, reference)| {
        let mut body = json!({
            "clientId": 1, "amount": "0.5", "currency": "USD", "name": "Pass", "paymentAccountId": 1,
            "merchantOrderId": format!("r-{reference}"), "recipientPaymentAccountId": 2, "consumer": {},
        });
        for (field, value) in changes {
            body[field] = value;
        }
        body
    })
}

fn path() -> impl Strategy<Value = String> {
    let id = prop_oneof![4 => (1..8_i64).prop_map(|id| id.to_string()), 1 => "[0-9x-]{1,20}"];
    (0..6, id).prop_map(|(route, id)| match route {
        0 => "/api/v1/payment".to_owned(),
        1 => format!("/api/v1/payment-account/{id}/transfer"),
        2 => format!("/api/v1/payment-account/{id}/refill"),
        3 => format!("/api/v1/payment-account/{id}/top-up"),
        _ => format!("/api/v1/transaction/{id}/void"),
    })
}

async fn two_customers() -> Sandbox {
    let sandbox = Sandbox::empty().await;
    sandbox.holder("ada", "USD", "20").await;
    let (bob, _) = sandbox.holder("bob", "USD", "20").await;
    sandbox.account(1, "USD", "promo").await;
    sandbox.top_up(1, 3, json!({ "amount": 9, "dateExpire": "2026-04-02 00:00:00" })).await.ok();
    sandbox.account(bob, "EUR", "fiat").await;
    sandbox
}

/// One of the things that customers, merchants and time do.
#[derive(Debug, Clone)]
enum Deed {
    Pay(i64, i64),
    Send(i64, i64),
    Give(i64, i64),
    Void(i64),
    Refill(i64, usize),
    Wait(i64),
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        (1..4_i64, 1..900_i64).prop_map(|(account, cents)| Deed::Pay(account, cents)),
        (1..3_i64, 1..900_i64).prop_map(|(account, cents)| Deed::Send(account, cents)),
        (1..4_i64, -600..900_i64).prop_map(|(account, cents)| Deed::Give(account, cents)),
        (1..60_i64).prop_map(Deed::Void),
        (1..60_i64).prop_map(Deed::Void),
        (1..3_i64, 0..4_usize).prop_map(|(account, card)| Deed::Refill(account, card)),
        prop::sample::select(vec![SECOND, 20 * SECOND, DAY]).prop_map(Deed::Wait),
    ]
}

/// Does it, and answers the status.
async fn done(sandbox: &Sandbox, number: usize, deed: Deed) -> u16 {
    let owner = |account: i64| if account == 2 { 2 } else { 1 };
    let money = |cents: i64| {
        format!("{}{}.{:02}", if cents < 0 { "-" } else { "" }, cents.abs() / 100, cents.abs() % 100)
    };
    match deed {
        Deed::Pay(account, cents) => {
            sandbox.pay(owner(account), account, &money(cents), &format!("pay-{number}")).await.status
        }
        Deed::Send(account, cents) => {
            sandbox.transfer(owner(account), account, 3 - account, &money(cents)).await.status
        }
        Deed::Give(account, cents) => {
            let expires = (account == 3 && cents > 0 && cents % 2 == 0).then_some("2026-04-03 00:00:00");
            let body = json!({ "amount": money(cents), "dateExpire": expires });
            sandbox.top_up(owner(account), account, body).await.status
        }
        Deed::Void(id) => {
            let own = sandbox.void(1, &json!(id)).await.status;
            if own == 404 { sandbox.void(2, &json!(id)).await.status } else { own }
        }
        Deed::Refill(account, card) => {
            let url = sandbox.checkout(owner(account), account, json!({ "amount": "3.33" })).await;
            fill(sandbox, &url, [APPROVED, DECLINED, SLOW, CHALLENGED][card]).await.status
        }
        Deed::Wait(microseconds) => {
            sandbox.wait(microseconds).await;
            200
        }
    }
}

fn run(test: impl Future<Output = ()>) {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap()
        .block_on(test);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn rule_24_no_body_makes_a_failure_of_our_own(asked in prop::collection::vec((path(), body()), 60)) {
        run(async {
            let sandbox = two_customers().await;
            for (path, body) in asked {
                let reply = sandbox.post(&path, body.clone()).await;
                assert!(reply.status < 500, "{path} {body}: {}", reply.text);
                if reply.status >= 400 {
                    assert!(reply.json()["message"].is_string(), "{path} {body}: {}", reply.text);
                }
            }
            sandbox.prove().await;
        });
    }

    #[test]
    fn rule_19_the_ledger_holds_whatever_is_done_in_whatever_order(
        deeds in prop::collection::vec(deed(), 50),
    ) {
        run(async {
            let sandbox = two_customers().await;
            for (number, deed) in deeds.into_iter().enumerate() {
                let words = format!("{deed:?}");
                let status = done(&sandbox, number, deed).await;
                assert!([200, 303, 403, 404, 409, 422].contains(&status), "{words}: {status}");
            }
            sandbox.prove().await;
            sandbox.newest(1).await;
        });
    }

    #[test]
    fn rule_19_the_ledger_holds_whatever_is_done_at_once(deeds in prop::collection::vec(deed(), 40)) {
        run(async {
            let sandbox = two_customers().await;
            let settings = json!({ "isAutoReload": true, "autoReloadAmount": 5, "autoReloadMinAmount": 12 });
            for account in [1, 2] {
                sandbox.remember(account, account, APPROVED).await;
                sandbox.change(account, account, settings.clone()).await;
            }
            let mut doing = tokio::task::JoinSet::new();
            for (number, deed) in deeds.into_iter().enumerate() {
                let sandbox = Sandbox { app: sandbox.app.clone(), router: sandbox.router.clone() };
                doing.spawn(async move {
                    let words = format!("{deed:?}");
                    (words, done(&sandbox, number, deed).await)
                });
            }
            for (words, status) in doing.join_all().await {
                assert!([200, 303, 403, 404, 409, 422].contains(&status), "{words}: {status}");
            }
            sandbox.prove().await;
            sandbox.app.clock.advance(DAY);
            tokio::join!(rails::tick(&sandbox.app), rails::tick(&sandbox.app));
            rails::tick(&sandbox.app).await;
            sandbox.prove().await;
            assert_eq!(sandbox.get("/api/v1/transaction?status=processing").await.ok()["meta"]["total"], 0);
        });
    }
}
