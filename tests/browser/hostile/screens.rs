//! The screens that are thrown at, each with the operation that is answered in its stead.

use serde_json::{Value, json};

use crate::api::{Api, list};
use crate::crypto_api::{AMELIA, Coins};

/// Where a screen is, what it asks for, what the true answer is, and where the things stand in it.
#[derive(Clone, Debug)]
pub struct Screen {
    pub address: String,
    pub operation: (&'static str, String),
    pub truth: Value,
    pub at: &'static str,
    /// Whether that is a list of rows, or one thing.
    pub is_list: bool,
}

impl Screen {
    fn list(address: impl Into<String>, path: impl Into<String>, truth: Value, at: &'static str) -> Self {
        Self { address: address.into(), operation: ("GET", path.into()), truth, at, is_list: true }
    }

    fn thing(address: impl Into<String>, path: impl Into<String>, truth: Value, at: &'static str) -> Self {
        Self { is_list: false, ..Self::list(address, path, truth, at) }
    }
}

/// A list that ends with its first page: whoever reads all pages reads one.
fn ends(mut list: Value) -> Value {
    for (at, value) in
        [("/meta/lastPage", 1), ("/meta/total", 2), ("/data/totalPages", 1), ("/data/total", 2)]
    {
        if let Option::Some(number) = list.pointer_mut(at).filter(|number| number.is_number()) {
            *number = json!(value);
        }
    }
    list
}

/// A list of plain payments alone: what the newest ones are depends on the hour in which the sandbox was filled.
fn payments(mut list: Value) -> Value {
    let mut rows = crate::api::list(list["data"].take());
    rows.retain(|row| {
        row["type"] == "outcome"
            && row["mode"] == "wallet"
            && row["descriptor"].as_str().is_some_and(|it| !it.is_empty())
    });
    rows.truncate(2);
    assert_eq!(rows.len(), 2, "there are payments");
    list["data"] = json!(rows);
    ends(list)
}

struct Some<'api> {
    api: &'api Api,
    customer: u64,
    account: u64,
    transaction: u64,
}

impl<'api> Some<'api> {
    async fn of(api: &'api Api) -> Self {
        let customer = api.customer().id;
        let account = api.account_in(customer, "USD").await;
        let rows = payments(api.get(&format!("transaction?clientId={customer}&limit=500")).await);
        Self { api, customer, account, transaction: rows["data"][0]["id"].as_u64().expect("an id") }
    }

    async fn get(&self, path: &str) -> Value {
        let join = if path.contains('?') { '&' } else { '?' };
        self.api.get(&format!("{path}{join}clientId={}", self.customer)).await
    }
}

pub async fn of_merchant(api: &Api) -> Vec<Screen> {
    let some = Some::of(api).await;
    let Some { customer, account, transaction, .. } = some;
    let of = format!("customer={customer}");
    let transactions = payments(api.get("transaction?limit=500").await);
    let wallets = api.centrapay("wallets").await;
    let wallet = wallets[0]["id"].as_str().expect("an id").to_owned();
    let moves = api.centrapay(&format!("wallets/{wallet}/transactions")).await;
    let webhook = json!({ "id": 1, "kind": "refill", "url": "https://shop.example/hook", "body": "{\"id\":1}", "createdAt": "2026-01-01T00:00:00Z",
        "deliveredAt": null, "nextAttemptAt": null, "attempts": [{ "status": null, "error": "refused" }] });
    let webhooks = json!({ "signingSecrets": [], "webhooks": [webhook] });
    vec![
        Screen::list("/merchant/users", "/api/v1/user", api.get("user?limit=2").await, "/data"),
        Screen::thing(
            format!("/merchant/users/{customer}"),
            format!("/api/v1/user/{customer}"),
            some.get(&format!("user/{customer}")).await,
            "",
        ),
        Screen::list(
            format!("/merchant/accounts?{of}"),
            "/api/v1/payment-account",
            some.get("payment-account").await,
            "",
        ),
        Screen::thing(
            format!("/merchant/accounts/{account}?{of}"),
            format!("/api/v1/payment-account/{account}"),
            some.get(&format!("payment-account/{account}")).await,
            "",
        ),
        Screen::list(
            format!("/merchant/accounts/{account}?{of}"),
            "/api/v1/transaction",
            transactions.clone(),
            "/data",
        ),
        Screen::list("/merchant/transactions", "/api/v1/transaction", transactions.clone(), "/data"),
        Screen::thing(
            format!("/merchant/transactions/{transaction}?{of}"),
            format!("/api/v1/transaction/{transaction}"),
            some.get(&format!("transaction/{transaction}")).await,
            "",
        ),
        Screen::list(
            format!("/merchant/users/{customer}"),
            "/api/v1/transaction",
            transactions.clone(),
            "/data",
        ),
        Screen::list(
            format!("/merchant/accounts/{account}/statement?{of}"),
            "/api/v1/transaction",
            transactions.clone(),
            "/data",
        ),
        Screen::list("/merchant", "/api/v1/transaction", transactions, "/data"),
        Screen::list("/merchant", "/api/v1/payment-account", some.get("payment-account").await, ""),
        Screen::list("/merchant/centrapay", "/api/wallets", wallets, ""),
        Screen::list(
            format!("/merchant/centrapay/{wallet}"),
            format!("/api/wallets/{wallet}/transactions"),
            moves,
            "/items",
        ),
        Screen::list("/merchant/webhooks", "/sandbox/webhooks", webhooks, "/webhooks"),
    ]
}

pub async fn of_customer(api: &Api) -> Vec<Screen> {
    let some = Some::of(api).await;
    let Some { customer, account, transaction, .. } = some;
    let accounts = some.get("payment-account").await;
    let promo = list(accounts.clone())
        .iter()
        .find(|account| account["type"] == "promo")
        .and_then(|account| account["id"].as_u64());
    let promo = promo.expect("a promo account");
    let transactions = payments(some.get("transaction?limit=500").await);
    let grants = ends(some.get(&format!("transaction?limit=2&paymentAccountId={promo}")).await);
    assert_ne!(customer, 0, "somebody");
    vec![
        Screen::list("/wallet", "/api/v1/payment-account", accounts, ""),
        Screen::list("/wallet", "/api/v1/transaction", transactions.clone(), "/data"),
        Screen::list("/wallet/transactions", "/api/v1/transaction", transactions.clone(), "/data"),
        Screen::thing(
            format!("/wallet/transactions/{transaction}"),
            format!("/api/v1/transaction/{transaction}"),
            some.get(&format!("transaction/{transaction}")).await,
            "",
        ),
        Screen::list(
            format!("/wallet/accounts/{account}"),
            "/api/v1/transaction",
            transactions.clone(),
            "/data",
        ),
        Screen::thing(
            format!("/wallet/accounts/{account}"),
            format!("/api/v1/payment-account/{account}"),
            some.get(&format!("payment-account/{account}")).await,
            "",
        ),
        Screen::list(format!("/wallet/accounts/{promo}"), "/api/v1/transaction", grants, "/data"),
        Screen::list(
            format!("/wallet/accounts/{account}/statement"),
            "/api/v1/transaction",
            transactions,
            "/data",
        ),
    ]
}

pub async fn of_holder(coins: &Coins) -> Vec<Screen> {
    let token = coins.token(AMELIA).await;
    let get = async |path: &str| ends(serde_json::from_str(&coins.raw(path, &token).await).expect("JSON"));
    let exchanges = get("exchange/transactions").await;
    let exchange = exchanges["data"][0]["id"].as_str().expect("an id").to_owned();
    let provider = json!({ "success": true, "data": { "provider": "coinbase", "status": true, "apiKey": "k****y", "apiSecret": "s****t" } });
    vec![
        Screen::list("/crypto", "/api/v3/wallet", get("wallet").await, "/data"),
        Screen::list("/crypto", "/api/v3/symbol", get("symbol").await, "/data"),
        Screen::list(
            "/crypto/ETH",
            "/api/v3/transaction",
            get("transaction?limit=2").await,
            "/data/transactions",
        ),
        Screen::list(
            "/crypto/history",
            "/api/v3/transaction/total",
            get("transaction/total?period=monthly").await,
            "/data/transactions",
        ),
        Screen::thing(
            "/crypto/receive/XRP",
            "/api/v3/wallet/address/XRP",
            get("wallet/address/XRP").await,
            "/data",
        ),
        Screen::list("/crypto/exchange", "/api/v3/exchange", get("exchange").await, "/data"),
        Screen::list("/crypto/exchange", "/api/v3/exchange/transactions", exchanges, "/data"),
        Screen::thing(
            format!("/crypto/exchange/{exchange}"),
            format!("/api/v3/exchange/{exchange}"),
            get(&format!("exchange/{exchange}")).await,
            "/data",
        ),
        Screen::list("/crypto/cards", "/api/v3/card", get("card").await, "/data/cards"),
        Screen::list(
            "/crypto/cards",
            "/api/v3/transaction/total",
            get("transaction/total?period=monthly").await,
            "/data/transactions",
        ),
        Screen::thing("/crypto/providers", "/api/v3/externalProvider", provider, "/data"),
        Screen::thing("/crypto/profile", "/api/v3/user", get("user").await, "/data"),
    ]
}
