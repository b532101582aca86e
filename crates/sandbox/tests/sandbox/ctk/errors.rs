//! Every code is met, and nothing is met with anything but an envelope.

use super::{Ctk, PASSWORD, refused, sign_up};
use crate::harness::Reply;
use axum::body::Body;
use axum::http::Request;
use proptest::prelude::*;
use purser_sandbox::domain::ctk::errors::Refused;
use serde_json::{Value, json};

/// What there is, with what it takes in its path.
const ALL: &[(&str, &str)] = &[
    ("GET", "/wallet"),
    ("GET", "/wallet/address/BTC"),
    ("POST", "/wallet/withdraw/BTC"),
    ("PUT", "/wallet/BTC"),
    ("GET", "/user"),
    ("POST", "/user/signup"),
    ("POST", "/user/signup/verify"),
    ("POST", "/user/signup/confirm"),
    ("POST", "/user/login"),
    ("POST", "/user/login/code"),
    ("POST", "/user/password"),
    ("POST", "/user/password/confirm"),
    ("PUT", "/user/update"),
    ("POST", "/user/signup/step1"),
    ("GET", "/transactionBySymbol"),
    ("GET", "/transaction"),
    ("GET", "/transaction/total"),
    ("GET", "/symbol"),
    ("GET", "/card"),
    ("POST", "/card/issue"),
    ("POST", "/card/info"),
    ("POST", "/card/activate"),
    ("PUT", "/card/status/123456789"),
    ("POST", "/externalProvider"),
    ("PUT", "/externalProvider/kraken"),
    ("DELETE", "/externalProvider/kraken"),
    ("GET", "/externalProvider"),
    ("GET", "/exchange/transactions"),
    ("GET", "/exchange"),
    ("GET", "/exchange/3bb09c8a2054"),
    ("POST", "/exchange/minimum"),
    ("POST", "/exchange/transaction"),
];

fn is_public(path: &str) -> bool {
    path.starts_with("/user/") && path != "/user/update"
}

#[tokio::test]
async fn whoever_has_not_signed_in_is_told_so_in_the_envelope() {
    let ctk = Ctk::empty().await;
    for (method, path) in ALL.iter().filter(|(_, path)| !is_public(path)) {
        refused(&ctk.call(method, path, "", Some(json!({}))).await, Refused::Unauthenticated);
        refused(&ctk.call(method, path, "made up", None).await, Refused::Unauthenticated);
    }
    refused(&ctk.call("GET", "/user/logout", "", None).await, Refused::Unauthenticated);
}

#[tokio::test]
async fn rule_24_addresses_and_methods_that_are_not_there_answer_the_envelope() {
    let ctk = Ctk::empty().await;
    for path in
        ["", "/", "/nothing", "/user/nobody/here", "/wallet/address/a/b", "/wallet/address/", "/symbol/"]
    {
        refused(&ctk.call("GET", path, "", None).await, Refused::NoSuchAddress);
    }
    let ann = ctk.customer("ann").await;
    for path in ["/exchange/%FF", "/exchange/a%00b"] {
        refused(&ctk.get(path, &ann).await, Refused::NoSuchAddress);
    }
    for (method, path) in ALL {
        refused(&ctk.call("PATCH", path, "", None).await, Refused::MethodNotAllowed);
        if *method == "GET" {
            let head = ctk.call("HEAD", path, "", None).await;
            assert_eq!((head.status, head.text.as_str()), (401, ""), "{path}");
        }
    }
}

#[tokio::test]
async fn rule_24_what_is_no_json_object_is_refused() {
    let ctk = Ctk::empty().await;
    for body in ["{", "[]", "7", "\"x\"", "null", "{\"username\": \"a\"} x", "\u{feff}{}"] {
        for (method, path) in ALL.iter().filter(|(method, path)| *method == "POST" && is_public(path)) {
            let request = Request::builder().method(*method).uri(format!("/api/v3{path}"));
            let reply = ctk.sandbox.send(request.body(Body::from(body)).unwrap()).await;
            refused(&reply, Refused::Unreadable);
        }
    }
    let long = Body::from(format!("{{\"username\":\"{}\"}}", "x".repeat(300_000)));
    let request = Request::builder().method("POST").uri("/api/v3/user/login").body(long).unwrap();
    refused(&ctk.sandbox.send(request).await, Refused::BodyTooLong);
}

/// Anything that JSON can say.
fn anything() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        Just(serde_json::from_str::<Value>("1e400").unwrap()),
        Just(serde_json::from_str::<Value>("-0.0000000000000000000000000001").unwrap()),
        "\\PC{0,40}".prop_map(Value::from),
        "[0-9]{1,40}(\\.[0-9]{0,40})?".prop_map(Value::from),
        Just(json!("\u{0}")),
        Just(json!("x".repeat(5_000))),
        Just(json!("BTC")),
        Just(json!("ann")),
        Just(json!("123456")),
    ];
    leaf.prop_recursive(2, 8, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
            prop::collection::hash_map("[a-z]{1,5}", inner, 0..3).prop_map(|map| json!(map)),
        ]
    })
}

const FIELDS: &[&str] = &[
    "username",
    "password",
    "firstName",
    "lastName",
    "country",
    "address",
    "city",
    "state",
    "zipcode",
    "nin",
    "email",
    "phone",
    "birthdate",
    "overrideConfirmation",
    "code",
    "session",
    "mfa",
    "amount",
    "isDefault",
    "san",
    "cvv",
    "status",
    "provider",
    "apiKey",
    "apiSecret",
    "from",
    "to",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    #[test]
    fn rule_24_no_input_makes_a_5xx(
        values in prop::collection::vec(anything(), FIELDS.len()),
        query in "[a-zA-Z=&%0-9\\[\\]-]{0,60}",
        name in "[a-zA-Z0-9%:._~-]{1,40}",
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let ctk = Ctk::empty().await;
            let ann = ctk.customer("ann").await;
            ctk.deposit(&ann, "BTC", "1").await;
            let body: Value = FIELDS.iter().zip(values).map(|(field, value)| ((*field).to_owned(), value)).collect();
            for (method, path) in ALL {
                let place = path.rfind('/').unwrap();
                let paths = [
                    (*path).to_owned(),
                    format!("{path}?page=2&period=interval&symbol=BTC&{query}"),
                    format!("{}/{name}", &path[..place]),
                ];
                for path in paths.iter().filter(|path| path.parse::<axum::http::Uri>().is_ok()) {
                    let reply = ctk.call(method, path, &ann.token, Some(body.clone())).await;
                    assert!(reply.status < 500, "{method} {path}: {}", reply.text);
                    assert!(reply.json()["success"].is_boolean(), "{method} {path}: {}", reply.text);
                }
            }
            ctk.verify().await;
        });
    }
}

struct Met(Vec<u16>);

impl Met {
    #[track_caller]
    fn meet(&mut self, reply: &Reply, expected: Refused) {
        refused(reply, expected);
        self.0.push(expected.code());
    }
}

/// One place where every refusal is met; the other tests look at what it means.
#[tokio::test]
async fn every_code_is_met() {
    let ctk = Ctk::empty().await;
    let mut met = Met(Vec::new());
    let post = async |path: &str, body: Value| ctk.anonymous(path, body).await;
    let unreadable =
        Request::builder().method("POST").uri("/api/v3/user/login").body(Body::from("{")).unwrap();
    met.meet(&ctk.sandbox.send(unreadable).await, Refused::Unreadable);
    met.meet(&post("/user/login", json!({})).await, Refused::Missing);
    let long = Request::builder().method("POST").uri("/api/v3/user/login");
    met.meet(
        &ctk.sandbox.send(long.body(Body::from(" ".repeat(300_000))).unwrap()).await,
        Refused::BodyTooLong,
    );
    met.meet(&post("/nothing", json!({})).await, Refused::NoSuchAddress);
    met.meet(&post("/wallet", json!({})).await, Refused::MethodNotAllowed);
    met.meet(&ctk.call("GET", "/user", "", None).await, Refused::Unauthenticated);
    post("/user/signup", sign_up("late")).await.ok();
    met.meet(&post("/user/signup", sign_up("Late")).await, Refused::UsernameTaken);
    let login = json!({ "username": "late", "password": PASSWORD });
    met.meet(&post("/user/login", login).await, Refused::NotConfirmed);
    met.meet(&post("/user/password", json!({ "username": "late" })).await, Refused::NotConfirmed);
    met.meet(&post("/user/password", json!({ "username": "nobody" })).await, Refused::NoSuchUser);
    let mut weak = sign_up("weak");
    weak["password"] = json!("weak");
    met.meet(&post("/user/signup", weak).await, Refused::WeakPassword);
    let mut young = sign_up("young");
    young["birthdate"] = json!("12/14/2018");
    met.meet(&post("/user/signup", young).await, Refused::TooYoung);
    let ann = ctk.customer("ann").await;
    met.meet(&post("/user/signup/confirm", json!({ "username": "ann" })).await, Refused::AlreadyConfirmed);
    let wrong = json!({ "username": "ann", "password": "wrong" });
    met.meet(&post("/user/login", wrong.clone()).await, Refused::WrongCredentials);
    post("/user/password", json!({ "username": "ann" })).await.ok();
    let code = if ctk.code("ann").await == "000000" { "000001" } else { "000000" };
    let confirm = json!({ "username": "ann", "code": code, "password": PASSWORD });
    met.meet(&post("/user/password/confirm", confirm).await, Refused::WrongCode);
    let session = json!({ "username": "ann", "code": "123456", "session": "x" });
    met.meet(&post("/user/login/code", session).await, Refused::NoSuchSession);
    for _ in 0..3 {
        post("/user/login", wrong.clone()).await;
    }
    met.meet(&post("/user/login", wrong).await, Refused::TooManyAttempts);
    met.meet(&ctk.get("/transaction?page=x", &ann).await, Refused::Invalid);
    met.meet(&ctk.get("/wallet/address/EUR", &ann).await, Refused::NoSuchSymbol);
    met.meet(&ctk.get("/wallet/address/GNT", &ann).await, Refused::SymbolNotOffered);
    met.meet(&ctk.get("/wallet/address/BTG", &ann).await, Refused::CannotReceive);
    met.meet(&ctk.post("/wallet/withdraw/QTUM", &ann, json!({})).await, Refused::CannotSend);
    let send = async |address: &str, amount: &str| {
        ctk.post("/wallet/withdraw/BTC", &ann, json!({ "address": address, "amount": amount })).await
    };
    let address = "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa";
    met.meet(&send("x", "1").await, Refused::WrongAddress);
    met.meet(&send(address, "0.00000001").await, Refused::BelowMinimum);
    met.meet(&send(address, "1").await, Refused::InsufficientBalance);
    met.meet(&ctk.put("/wallet/CTR", &ann, json!({ "isDefault": true })).await, Refused::NotCardSpendable);
    let exchange = async |from: &str, to: &str, amount: &str| {
        let body = json!({ "from": from, "to": to, "amount": amount });
        ctk.post("/exchange/transaction", &ann, body).await
    };
    met.meet(&exchange("BTC", "CTR", "1").await, Refused::NoSuchPair);
    met.meet(&exchange("BTC", "ETH", "0.00000001").await, Refused::BelowExchangeMinimum);
    met.meet(&exchange("ETH", "DOGE", "9000000000").await, Refused::InsufficientBalance);
    ctk.deposit(&ann, "BTC", "100000").await;
    met.meet(&exchange("BTC", "DOGE", "100000").await, Refused::AmountTooLarge);
    met.meet(&ctk.get("/exchange/x", &ann).await, Refused::NoSuchExchange);
    met.meet(&ctk.post("/card/info", &ann, json!({ "san": 1 })).await, Refused::NoSuchCard);
    let provider = |name: &str| json!({ "provider": name, "status": true, "apiKey": "k", "apiSecret": "s" });
    met.meet(&ctk.post("/externalProvider", &ann, provider("x")).await, Refused::ProviderNotAuthorised);
    met.meet(&ctk.put("/externalProvider/x", &ann, json!({})).await, Refused::NoSuchProvider);
    ctk.post("/externalProvider", &ann, provider("kraken")).await.ok();
    met.meet(&ctk.post("/externalProvider", &ann, provider("kraken")).await, Refused::ProviderAlreadyAdded);
    let san = ctk.post("/card/issue", &ann, json!({})).await.ok()["data"]["san"].clone();
    met.meet(&ctk.post("/card/issue", &ann, json!({})).await, Refused::CardLimitReached);
    let path = format!("/card/status/{}", san.as_str().unwrap());
    met.meet(&ctk.put(&path, &ann, json!({ "status": true })).await, Refused::NotActivated);
    met.meet(&ctk.post("/card/activate", &ann, json!({ "san": san, "cvv": "x" })).await, Refused::WrongCvv);
    let backs = ctk.local("GET", "/sandbox/cards?username=ann", None).await.ok();
    let activation = json!({ "san": san, "cvv": backs["cards"][0]["cvv"] });
    ctk.post("/card/activate", &ann, activation.clone()).await.ok();
    met.meet(&ctk.post("/card/activate", &ann, activation).await, Refused::AlreadyActivated);
    let mut nobody = sign_up("bob");
    nobody["nin"] = json!("0000");
    nobody["overrideConfirmation"] = json!(true);
    post("/user/signup", nobody).await.ok();
    let bob = ctk.sign_in("bob").await;
    met.meet(&ctk.post("/card/issue", &bob, json!({})).await, Refused::IdentityNotCleared);
    let step = json!({
        "username": "eve", "password": PASSWORD, "email": "eve@example.org", "phone": super::phone("eve"),
        "firstName": "Eve", "lastName": "Doe",
    });
    post("/user/signup/step1", step).await.ok();
    let verify = json!({ "username": "eve", "code": ctk.code("eve").await });
    post("/user/signup/verify", verify).await.ok();
    let eve = ctk.sign_in("eve").await;
    met.meet(&ctk.post("/card/issue", &eve, json!({})).await, Refused::ProfileIncomplete);
    for refused in Refused::ALL {
        // Nothing that anybody sends brings these about.
        let is_our_own = matches!(refused, Refused::OwnFailure | Refused::Busy);
        assert!(is_our_own || met.0.contains(&refused.code()), "{refused:?} was not met");
    }
}
