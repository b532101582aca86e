//! Who may do what: every operation, asked by everybody who may not, then by those who may.
//!
//! The table is also docs/authorization.md; what renews that is said where it is compared.

use crate::ctk::{Ctk, PASSWORD, sign_up};
use crate::harness::{KEY, OTHER_KEY, Reply, Sandbox};
use purser_sandbox::routes::openapi::DESCRIPTION;
use purser_sandbox::store::{merchants, verify};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::sync::LazyLock;

/// Who asks. What they ask for is a customer's, who is a merchant's.
const CALLERS: [&str; 10] = [
    "nobody",
    "a made-up credential",
    "a credential of another system",
    "the customer, token ended",
    "the customer, token revoked",
    "a blocked customer",
    "another customer",
    "the customer",
    "another merchant",
    "the merchant",
];

const BOTH: &str = "401 401 401 401 401 403 404 yes 404 yes";
const MERCHANT: &str = "401 401 401 401 401 403 403 403 404 yes";
const MERCHANT_OWN: &str = "401 401 401 401 401 403 403 403 own yes";
const CENTRAPAY: &str = "401 401 401 401 401 401 401 401 404 yes";
const CENTRAPAY_OWN: &str = "401 401 401 401 401 401 401 401 own yes";
/// That an account has an owner is told to who would make a wallet for it.
const CENTRAPAY_NEW: &str = "401 401 401 401 401 401 401 401 403 yes";
const CTK: &str = "401 401 401 401 401 - 404 yes 401 401";
const CTK_OWN: &str = "401 401 401 401 401 - own yes 401 401";

/// The operation, what is added to its path, the body, and what each caller gets.
#[rustfmt::skip]
const TABLE: &[(&str, &str, &str, &str)] = &[
    ("payment-create", "", r#"{"clientId":{client},"paymentAccountId":{account},"amount":1,"currency":"USD","name":"Pass","merchantOrderId":"pay-{number}"}"#, BOTH),
    ("payment-account-list", "?clientId={client}", "", BOTH),
    ("payment-account-create", "", r#"{"clientId":{client},"method":"card","system":"centrobill","currency":"USD","type":"fiat"}"#, BOTH),
    ("payment-account-get", "?clientId={client}", "", BOTH),
    ("payment-account-update", "", r#"{"clientId":{client},"name":"Taken over"}"#, BOTH),
    ("payment-account-refill", "", r#"{"clientId":{client},"name":"Pass","amount":5,"consumer":{}}"#, BOTH),
    ("payment-account-top-up", "", r#"{"clientId":{client},"amount":1000}"#, MERCHANT),
    ("payment-account-transfer", "", r#"{"clientId":{client},"recipientPaymentAccountId":{recipient},"amount":1}"#, BOTH),
    ("transaction-list", "?clientId={client}", "", BOTH),
    ("transaction-get", "?clientId={client}", "", BOTH),
    ("transaction-void", "", r#"{"clientId":{client},"reason":"Mine"}"#, MERCHANT),
    ("user-list", "", "", MERCHANT_OWN),
    ("user-create", "", r#"{"email":"new-{number}@example.org","externalUserId":"new-{number}"}"#, MERCHANT_OWN),
    ("user-get", "", "", BOTH),
    ("user-update", "", r#"{"isActivated":true,"type":"taken over"}"#, MERCHANT),
    ("user-restore", "", "", MERCHANT),
    ("centrapay-wallet-list", "", "", CENTRAPAY_OWN),
    ("centrapay-wallet-create", "", r#"{"accountId":"Te2uDM7xhDLWGVJU3nzwnh","ledgerId":"centrapay.nzd.main"}"#, CENTRAPAY_NEW),
    ("centrapay-wallet-transactions", "", "", CENTRAPAY),
    ("ctk-card-list", "", "", CTK_OWN),
    ("ctk-card-activate", "", r#"{"san":"{san}","cvv":"{cvv}"}"#, CTK),
    ("ctk-card-info", "", r#"{"san":"{san}"}"#, CTK),
    ("ctk-card-issue", "", "{}", CTK_OWN),
    ("ctk-card-status", "", r#"{"status":false}"#, CTK),
    ("ctk-exchange-pairs", "", "", CTK_OWN),
    ("ctk-exchange-minimum", "", r#"{"from":"XRP","to":"ETH"}"#, CTK_OWN),
    ("ctk-exchange-create", "", r#"{"from":"XRP","to":"ETH","amount":"50"}"#, CTK_OWN),
    ("ctk-exchange-history", "", "", CTK_OWN),
    ("ctk-exchange-status", "", "", CTK),
    ("ctk-external-provider-get", "", "", CTK_OWN),
    ("ctk-external-provider-add", "", r#"{"provider":"bitstamp","status":true,"apiKey":"a","apiSecret":"b"}"#, CTK_OWN),
    ("ctk-external-provider-edit", "", r#"{"status":true,"apiKey":"theirs"}"#, CTK),
    ("ctk-external-provider-delete", "", "", CTK),
    ("ctk-symbol-list", "", "", CTK_OWN),
    ("ctk-transaction-list", "", "", CTK_OWN),
    ("ctk-transaction-total", "", "", CTK_OWN),
    ("ctk-transaction-by-symbol", "", "", CTK_OWN),
    ("ctk-user-get", "", "", CTK_OWN),
    ("ctk-user-update", "", r#"{"city":"Elsewhere"}"#, CTK_OWN),
    ("ctk-wallet-list", "", "", CTK_OWN),
    ("ctk-wallet-address", "", "", CTK_OWN),
    ("ctk-withdraw", "", r#"{"address":"bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4","amount":"0.25"}"#, CTK_OWN),
    ("ctk-wallet-update", "", r#"{"isDefault":true}"#, CTK_OWN),
    ("ctk-logout", "", "", CTK_OWN),
];

/// What takes no credential, and what guards it: the body, what is answered where that customer exists, and
/// where nobody does. Signing up has to say that a name is taken, and so CTK says it everywhere.
#[rustfmt::skip]
const OPEN: &[(&str, &str, u16, u16, &str)] = &[
    ("auth-authorize", r#"{"email":"{name}@example.org","code":"{wrong}"}"#, 401, 401, "the code of the authenticator, five attempts"),
    ("auth-refresh", r#"{"refreshToken":"{refresh}"}"#, 401, 401, "the refresh token, once"),
    ("ctk-login", r#"{"username":"{name}","password":"Wrong@1233"}"#, 401, 401, "the password, five attempts"),
    ("ctk-login-code", r#"{"username":"{name}","code":"000000","session":"made up"}"#, 422, 422, "the session and the code, five attempts"),
    ("ctk-password-forgot", r#"{"username":"{name}"}"#, 200, 404, "nothing: the code goes to the customer's telephone"),
    ("ctk-password-confirm", r#"{"username":"{name}","code":"{wrong}","password":"Stolen@123"}"#, 422, 404, "the code, five attempts"),
    ("ctk-signup", "", 409, 200, "a name that nobody has"),
    ("ctk-signup-resend", r#"{"username":"{name}"}"#, 409, 404, "an account that is not confirmed; the code goes to its telephone"),
    ("ctk-signup-step1", r#"{"username":"{name}","password":"Test@1233","email":"a@example.org","phone":"+17861234567","firstName":"A","lastName":"B"}"#, 409, 200, "a name that nobody has"),
    ("ctk-signup-verify", r#"{"username":"{name}","code":"000000"}"#, 409, 404, "the code, five attempts"),
];

type Described = BTreeMap<String, (String, String)>;

/// The method and the path of each operation, from the description.
fn described() -> &'static Described {
    static DESCRIBED: LazyLock<Described> = LazyLock::new(|| {
        let document: Value = serde_json::from_str(&DESCRIPTION).unwrap();
        let mut found = BTreeMap::new();
        for (path, methods) in document["paths"].as_object().unwrap() {
            for (method, operation) in methods.as_object().unwrap() {
                let name = operation["operationId"].as_str().unwrap().to_owned();
                found.insert(name, (method.to_uppercase(), path.clone()));
            }
        }
        found
    });
    &DESCRIBED
}

/// What is asked for, by the names in the table.
type Things = BTreeMap<&'static str, String>;

struct World {
    ctk: Ctk,
    own: Things,
    /// Ids of nobody.
    none: Things,
    /// The credentials of the callers, for each system.
    wallet: [String; 10],
    crypto: [String; 10],
    /// A refresh token of another customer.
    refresh: String,
}

/// A token of somebody who signed in, and one whose session was then taken from them.
async fn revoked(sandbox: &Sandbox, user: i64, email: &str) -> String {
    let (token, refresh) = sandbox.sign_in(user, email).await;
    let again = json!({ "refreshToken": refresh });
    for status in [200, 401] {
        let path = format!("/api/v1/auth/{user}/refresh");
        assert_eq!(sandbox.call("POST", &path, "", Some(again.clone())).await.status, status);
    }
    token
}

impl World {
    async fn new() -> Self {
        let ctk = Ctk::empty().await;
        let sandbox = &ctk.sandbox;
        let mut write = sandbox.app.store.write().await.unwrap();
        merchants::create(&mut write, "Halyard", KEY, 0).await.unwrap();
        merchants::create(&mut write, "Pier", OTHER_KEY, 0).await.unwrap();
        write.commit().await.unwrap();
        let (ada, account) = sandbox.holder("ada", "USD", "50").await;
        let (bob, recipient) = sandbox.holder("bob", "USD", "0").await;
        let eve = sandbox.user("eve").await;
        let paid = sandbox.pay(ada, account, "5", "paid").await.ok()["id"].clone();
        let body = json!({ "accountId": "Te2uDM7xhDLWGVJU3nzwnh", "ledgerId": "centrapay.nzd.main" });
        let wallet = sandbox.post("/api/wallets", body).await.ok()["id"].as_str().unwrap().to_owned();
        let (ann, ben) = (ctk.customer("ann").await, ctk.customer("ben").await);
        ctk.deposit(&ann, "XRP", "200").await;
        ctk.deposit(&ann, "BTC", "1").await;
        let body = json!({ "from": "XRP", "to": "ETH", "amount": "50" });
        let exchange = ctk.post("/exchange/transaction", &ann, body).await.ok()["data"]["id"].clone();
        let san = ctk.post("/card/issue", &ann, json!({})).await.ok()["data"]["san"].clone();
        let backs = ctk.local("GET", "/sandbox/cards?username=ann", None).await.ok();
        let body = json!({ "provider": "kraken", "status": true, "apiKey": "k", "apiSecret": "s" });
        ctk.post("/externalProvider", &ann, body).await.ok();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let own = BTreeMap::from([
            ("client", ada.to_string()),
            ("account", account.to_string()),
            ("transaction", paid.to_string()),
            ("recipient", recipient.to_string()),
            ("wallet", wallet),
            ("san", text(&san)),
            ("cvv", text(&backs["cards"][0]["cvv"])),
            ("exchange", text(&exchange)),
            ("provider", "kraken".to_owned()),
        ]);
        let mut none = own.clone();
        for name in ["client", "account", "transaction"] {
            none.insert(name, "987654".to_owned());
        }
        none.insert("wallet", "A".repeat(22));
        none.insert("san", own["san"].chars().rev().collect());
        none.insert("exchange", own["exchange"].chars().rev().collect());
        none.insert("provider", "gemini".to_owned());
        let lost = ann.token.clone();
        ctk.get("/user/logout", &ann).await.ok();
        let ended = (sandbox.sign_in(ada, "ada@example.org").await.0, ctk.sign_in("ann").await.token);
        ctk.advance(3_600);
        let ann = ctk.sign_in("ann").await;
        let ben = ctk.sign_in(&ben.username).await;
        let revoked = revoked(sandbox, ada, "ada@example.org").await;
        let blocked = sandbox.sign_in(eve, "eve@example.org").await.0;
        sandbox.block(eve, true).await;
        let (another, refresh) = sandbox.sign_in(bob, "bob@example.org").await;
        ctk.advance(60);
        let herself = sandbox.sign_in(ada, "ada@example.org").await.0;
        let (nobody, made_up) = (String::new(), "made-up".to_owned());
        let foreign = format!("Bearer {}", ann.token);
        let wallet = [
            nobody.clone(),
            made_up.clone(),
            foreign,
            ended.0,
            revoked,
            blocked.clone(),
            another,
            herself.clone(),
            OTHER_KEY.to_owned(),
            KEY.to_owned(),
        ];
        let crypto = [
            nobody,
            made_up,
            herself,
            ended.1,
            lost,
            blocked,
            ben.token,
            ann.token,
            OTHER_KEY.to_owned(),
            KEY.to_owned(),
        ];
        Self { ctk, own, none, wallet, crypto, refresh }
    }

    /// Asks for an operation in somebody's name.
    async fn ask(&self, row: usize, things: &Things, caller: usize, number: &str) -> Reply {
        let (operation, more, body, _) = TABLE[row];
        let (method, path) = described()[operation].clone();
        let id = match path.split('/').nth(3).unwrap_or_default() {
            "user" => "client",
            "payment-account" => "account",
            "transaction" => "transaction",
            "exchange" => "exchange",
            _ => "wallet",
        };
        let mut path = path.replace("{id}", &format!("{{{id}}}")).replace("{symbol}", "BTC") + more;
        let mut body = body.replace("{number}", number);
        for (name, value) in things {
            path = path.replace(&format!("{{{name}}}"), value);
            body = body.replace(&format!("{{{name}}}"), value);
        }
        let body = (!body.is_empty()).then(|| serde_json::from_str(&body).unwrap());
        self.ctk.sandbox.call(&method, &path, self.credential(operation, caller), body).await
    }

    fn credential(&self, operation: &str, caller: usize) -> &str {
        if operation.starts_with("ctk-") { &self.crypto[caller] } else { &self.wallet[caller] }
    }

    /// All that those whose things these are can see of them, and the ledger.
    async fn seen(&self) -> String {
        let mut seen = String::new();
        for (row, (operation, _, _, cells)) in TABLE.iter().enumerate() {
            let (method, _) = &described()[*operation];
            let may = cells.split(' ').enumerate().filter(|(_, cell)| *cell == "yes");
            let (caller, _) = may.last().unwrap();
            if method == "GET" && *operation != "ctk-logout" {
                let reply = self.ask(row, &self.own, caller, "").await;
                writeln!(seen, "{operation}: {}", reply.ok()).unwrap();
            }
        }
        let mut connection = self.ctk.sandbox.app.store.snapshot().await.unwrap();
        let proof = verify::run(&mut connection).await.unwrap().unwrap();
        writeln!(seen, "the ledger: {} {}", proof.entries, proof.transactions).unwrap();
        seen
    }
}

#[track_caller]
fn same(before: &str, after: &str) {
    let changed: Vec<(&str, &str)> =
        before.lines().zip(after.lines()).filter(|(old, new)| old != new).collect();
    assert!(changed.is_empty() && before.len() == after.len(), "something has changed: {changed:?}");
}

/// The rows, with what ends a session at the end.
fn rows() -> impl Iterator<Item = usize> {
    let ends = |row: &usize| ["ctk-logout", "user-restore"].contains(&TABLE[*row].0);
    (0..TABLE.len()).filter(move |row| !ends(row)).chain((0..TABLE.len()).filter(ends))
}

#[tokio::test]
async fn rule_22_who_may_not_gets_nothing_and_changes_nothing_whatever_the_operation() {
    let world = World::new().await;
    let before = world.seen().await;
    for row in rows() {
        let (operation, _, _, cells) = TABLE[row];
        for (caller, cell) in cells.split(' ').enumerate().filter(|(_, cell)| !["yes", "-"].contains(cell)) {
            let place = format!("{operation} by {}", CALLERS[caller]);
            let number = format!("{row}-{caller}");
            let found = world.ask(row, &world.own, caller, &number).await;
            for mark in ["ada@example.org", "ann@example.org", &world.own["wallet"], &world.own["exchange"]] {
                assert!(!found.text.contains(mark), "{place} tells of {mark}: {}", found.text);
            }
            if cell == "own" {
                assert!([200, 422].contains(&found.status), "{place}: {} {}", found.status, found.text);
                continue;
            }
            assert_eq!(found.status.to_string(), cell, "{place}: {}", found.text);
            if operation == "centrapay-wallet-create" {
                continue;
            }
            let none = world.ask(row, &world.none, caller, &number).await;
            assert_eq!((found.status, &found.text), (none.status, &none.text), "{place}: it can be told");
        }
    }
    same(&before, &world.seen().await);
    // Those who may, last: so that what was refused was refused for who asked, not for how.
    for row in rows() {
        let (operation, _, _, cells) = TABLE[row];
        for (caller, _) in cells.split(' ').enumerate().filter(|(_, cell)| *cell == "yes") {
            let reply = world.ask(row, &world.own, caller, &format!("{row}-{caller}")).await;
            let expected = if operation == "ctk-card-issue" { 409 } else { 200 };
            assert_eq!(reply.status, expected, "{operation} by {}: {}", CALLERS[caller], reply.text);
        }
    }
    world.ctk.verify().await;
}

#[tokio::test]
async fn rule_22_what_takes_no_credential_takes_no_guess_either() {
    let world = World::new().await;
    let before = world.seen().await;
    let described = described();
    for (operation, body, known, nobody, _) in OPEN {
        let (method, path) = &described[*operation];
        let name = if operation.starts_with("ctk-") { "ann" } else { "ada" };
        for (name, id, status) in [(name, world.own["client"].as_str(), known), ("nobody", "987654", nobody)]
        {
            let name = if *status == 200 && name == "nobody" { operation } else { name };
            let mut asked = body
                .replace("{name}", name)
                .replace("{wrong}", "000000")
                .replace("{refresh}", &world.refresh);
            if asked.is_empty() {
                asked = sign_up(name).to_string();
            }
            let body: Value = serde_json::from_str(&asked).unwrap();
            let mut said = BTreeSet::new();
            for caller in [0, 6] {
                let path = path.replace("{id}", id);
                let credential = world.credential(operation, caller);
                let reply = world.ctk.sandbox.call(method, &path, credential, Some(body.clone())).await;
                assert_eq!(reply.status, *status, "{operation} {name}: {}", reply.text);
                assert!(!reply.text.contains("oken\":") && !reply.text.contains(PASSWORD), "{}", reply.text);
                said.insert(reply.text);
                // Who has signed up is somebody.
                if name == *operation {
                    break;
                }
            }
            assert_eq!(said.len(), 1, "{operation}: a credential makes a difference");
        }
    }
    same(&before, &world.seen().await);
    let still = world.ctk.call("GET", "/user", &world.crypto[7], None).await;
    assert_eq!(still.status, 200, "she is still signed in");
}

#[test]
fn rule_22_every_operation_is_in_the_table_and_the_document_shows_it() {
    let described = described();
    let tabled: BTreeSet<&str> = TABLE.iter().map(|row| row.0).chain(OPEN.iter().map(|row| row.0)).collect();
    let all: BTreeSet<&str> = described.keys().map(String::as_str).collect();
    assert_eq!(tabled, all, "an operation has no row, or a row no operation");
    assert_eq!(TABLE.len() + OPEN.len(), all.len(), "an operation has two rows");
    assert!(TABLE.iter().all(|row| row.3.split(' ').count() == CALLERS.len()));
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/authorization.md");
    let document = document(described);
    if std::env::var_os("PURSER_RENEW").is_some() {
        std::fs::write(path, &document).unwrap();
    }
    let renew = "PURSER_RENEW=1 cargo test --workspace --test sandbox -- authorization";
    assert!(
        std::fs::read_to_string(path).unwrap_or_default() == document,
        "renew docs/authorization.md: {renew}"
    );
}

fn document(described: &Described) -> String {
    let mut text = String::from(include_str!("authorization.md"));
    writeln!(text, "| operation | {} |", CALLERS.join(" | ")).unwrap();
    writeln!(text, "|---|{}", "---|".repeat(CALLERS.len())).unwrap();
    for (operation, _, _, cells) in TABLE {
        let (method, path) = &described[*operation];
        writeln!(text, "| `{method} {path}` | {} |", cells.replace(' ', " | ")).unwrap();
    }
    text.push_str("\n## Without a credential\n\n| operation | guarded by | customer exists | nobody |\n|---|---|---|---|\n");
    for (operation, _, known, nobody, guard) in OPEN {
        let (method, path) = &described[*operation];
        writeln!(text, "| `{method} {path}` | {guard} | {known} | {nobody} |").unwrap();
    }
    text
}
