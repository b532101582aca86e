//! Every secret that the console ever holds, looked for after every screen and action of three lives: a merchant's, a
//! customer's, and somebody's who holds coins.

use std::sync::Arc;

use serde_json::{Value, json};

use super::api::Api;
use super::crypto_api::{AMELIA, Coins, KENJI};
use super::crypto_sign_in::enter;
use super::files::Files;
use super::harness::{Authenticator, LISTEN, Page, Proxy, Screen, Secrets, World, test};
use super::steps::{sign_in, sign_out};

const PASSPHRASE: &str = "harbour quiet lantern";
const NEW_PASSPHRASE: &str = "another orchard beneath";
const CENTRAPAY: &str = "centrapay_canary_7c9a86355d6e";
const PROVIDER: [&str; 2] = ["provider_key_324ksdfg839555", "provider_secret_cc984jfgidsfj323"];
const KENJIS_PHONE: &str = "+12025550178";
const DOGE: &str = "DH5yaieqoZN36fDVciNyRueRGvGLR3mr7L";

/// A browser whose requests are seen, with the worker that keeps the program.
async fn open(world: &World, proxy: &Proxy, screen: Screen) -> Arc<Page> {
    let page = world.browser_at(proxy.address(), screen).await;
    page.before_documents(LISTEN).await;
    page.browser().allow_worker().await;
    page
}

/// Opens a screen and waits until it is there.
async fn visit(page: &Page, address: &str) {
    page.evaluate(&format!(
        "(history.pushState(null, '', {}), dispatchEvent(new PopStateEvent('popstate')))",
        json!(address)
    ))
    .await;
    let is_quiet = "document.querySelector('main [aria-busy=true], main .bone') === null && document.querySelector('main').innerText.length > 3";
    page.until(&format!("{address} is there"), async || page.evaluate(is_quiet).await == true).await;
}

/// Visits screens one after the other and looks after each.
async fn visit_all(page: &Page, secrets: &Secrets<'_>, addresses: &[String]) {
    for address in addresses {
        visit(page, address).await;
        page.holds_no(secrets).await;
    }
}

/// The token that the tab keeps for a system.
async fn kept_token(page: &Page, place: &str) -> String {
    let kept = page.stored().await["session"][place].clone();
    let kept: Value = serde_json::from_str(kept.as_str().expect("a text")).expect("JSON");
    kept["accessToken"].as_str().expect("a token").to_owned()
}

/// A customer's account in dollars and newest transaction.
async fn things_of(api: &Api, customer: u64) -> (u64, Value) {
    let newest = api.rows(&format!("transaction?clientId={customer}&limit=1")).await;
    (api.account_in(customer, "USD").await, newest[0]["id"].clone())
}

fn owned(addresses: &[&str]) -> Vec<String> {
    addresses.iter().map(|address| (*address).to_owned()).collect()
}

#[test]
fn rule_10_a_merchants_secrets_are_nowhere_to_be_found() {
    test(async |world| {
        let api = Api::of(world).await;
        let customer = api.customer();
        let (account, transaction) = things_of(&api, customer.id).await;
        let proxy = Proxy::start(Some(&world.sandbox().address()));
        let page = open(world, &proxy, Screen::DESK).await;
        page.allow_log("Failed to load resource");
        let mut secrets = Secrets::seen_by(&proxy);
        secrets.saved_in(&world.folder("saved"));
        let files = Files::of(world, &page).await;
        for (name, value) in [
            ("the API key", api.key.as_str()),
            ("the random part of the API key", api.key.rsplit('_').next().expect("a part")),
            ("Centrapay's API key", CENTRAPAY),
            ("the passphrase", PASSPHRASE),
            ("the new passphrase", NEW_PASSPHRASE),
            ("a customer's key", customer.authenticator.key()),
        ] {
            secrets.know(name, value);
        }

        page.goto("/merchant/connect").await;
        page.field("API key").fill(&api.key).await;
        page.field("Name optional").fill("Our own").await;
        page.field("Keep it in the vault").click().await;
        page.field("Passphrase").fill(PASSPHRASE).await;
        page.field("The same again").fill(PASSPHRASE).await;
        page.button("Connect").click().await;
        page.at("/merchant").await;
        let of = format!("customer={}", customer.id);
        let mut screens = owned(&[
            "/merchant",
            "/merchant/users",
            "/merchant/users/new",
            "/merchant/transactions",
            "/merchant/payments/new",
            "/merchant/bulk?kind=top-up",
            "/merchant/connections",
            "/merchant/webhooks",
            "/merchant/centrapay",
            "/settings",
            "/",
            "/nowhere",
        ]);
        screens.extend([
            format!("/merchant/users/{}", customer.id),
            format!("/merchant/accounts?{of}"),
            format!("/merchant/accounts/new?{of}"),
            format!("/merchant/accounts/{account}?{of}"),
            format!("/merchant/accounts/{account}/statement?{of}"),
            format!("/merchant/transactions/{transaction}?{of}"),
        ]);
        visit_all(&page, &secrets, &screens).await;

        // A file, and what the system refuses.
        visit(&page, "/merchant/users").await;
        page.button("Export").click().await;
        page.button("CSV file").click().await;
        page.until("the file is there", async || !files.is_empty()).await;
        page.holds_no(&secrets).await;
        visit(&page, "/merchant/transactions?descriptor=fault-html-502").await;
        page.holds_no(&secrets).await;

        // Somebody's key for an authenticator is shown once.
        visit(&page, "/merchant/users/new").await;
        page.field("E-mail").fill("mina.okoro@example.org").await;
        page.field("External id").fill("HW-300001").await;
        page.button("Create customer").click().await;
        page.heading("Set up sign-in codes").shown().await;
        let address = page.image("QR code for an authenticator app").read_qr().await;
        secrets.know("the key that was shown once", Authenticator::scan(&address).key());
        secrets.know("its address", &address);
        page.button("Done").click().await;
        page.heading("mina.okoro@example.org").shown().await;
        page.holds_no(&secrets).await;

        // Another system's key, a new passphrase, and a vault that is locked and opened.
        visit(&page, "/merchant/connections").await;
        page.button("Edit Our own").click().await;
        page.evaluate("document.querySelector('dialog details.more').open = true").await;
        page.field("Centrapay API key optional").fill(CENTRAPAY).await;
        page.field("Centrapay account id optional").fill("abc").await;
        page.button("Save").click().await;
        page.says("Centrapay: Not accepted.").await;
        page.press("Escape").await;
        page.any(&["dialog"]).gone().await;
        page.holds_no(&secrets).await;
        visit(&page, "/settings").await;
        page.button("Change the passphrase").click().await;
        page.field("Passphrase now").fill(PASSPHRASE).await;
        page.field("New passphrase").fill(NEW_PASSPHRASE).await;
        page.field("The same again").fill(NEW_PASSPHRASE).await;
        page.button("Change the passphrase").within(&page.dialog("Change the passphrase")).click().await;
        page.says("The vault has a new passphrase.").await;
        page.holds_no(&secrets).await;
        page.reload().await;
        page.goto("/merchant/users").await;
        page.heading("Unlock the vault").shown().await;
        page.holds_no(&secrets).await;
        page.field("Passphrase").fill(NEW_PASSPHRASE).await;
        page.button("Unlock").click().await;
        page.row("@example").found().await;
        page.holds_no(&secrets).await;
        sign_out(&page).await;
        page.holds_no(&secrets).await;
    });
}

#[test]
fn rule_10_a_customers_secrets_are_nowhere_to_be_found() {
    test(async |world| {
        let api = Api::of(world).await;
        let customer = api.customer();
        let (account, transaction) = things_of(&api, customer.id).await;
        let proxy = Proxy::start(Some(&world.sandbox().address()));
        let page = open(world, &proxy, Screen::PHONE).await;
        page.allow_log("Failed to load resource");
        let mut secrets = Secrets::seen_by(&proxy);
        let code = customer.authenticator.code();
        secrets.know("the key of the codes", customer.authenticator.key());
        secrets.know("a code", &code);
        page.goto("/wallet/sign-in").await;
        sign_in(&page, &customer.email, &code).await;
        page.at("/wallet").await;
        secrets.know("the access token", &kept_token(&page, "purser.wallet").await);
        let signed_in = proxy.answers("/api/v1/auth");
        let refresh = signed_in.iter().find_map(|answer| answer["refreshToken"].as_str());
        secrets.know("the refresh token", refresh.expect("a refresh token"));
        let mut screens = owned(&[
            "/wallet",
            "/wallet/transactions",
            "/wallet/transactions?status=fail",
            "/wallet/pay",
            "/wallet/add-money",
            "/wallet/transfer",
            "/settings",
            "/",
        ]);
        screens.extend([
            format!("/wallet/transactions/{transaction}"),
            format!("/wallet/accounts/{account}"),
            format!("/wallet/accounts/{account}?do=settings"),
            format!("/wallet/accounts/{account}/statement"),
        ]);
        visit_all(&page, &secrets, &screens).await;

        visit(&page, "/wallet/pay").await;
        page.field("Amount").fill("1.25").await;
        page.field("For").fill("Coffee").await;
        page.button("Review").click().await;
        page.holds_no(&secrets).await;
        page.button("Pay 1.25 USD").click().await;
        page.dialog("Done").shown().await;
        page.holds_no(&secrets).await;

        // A reload keeps the session by its token, without the one that renews it.
        page.reload().await;
        visit(&page, "/wallet").await;
        page.holds_no(&secrets).await;
        sign_out(&page).await;
        page.holds_no(&secrets).await;
        assert_eq!(page.stored().await["session"], json!({}));
    });
}

#[test]
fn rule_10_a_holders_secrets_are_nowhere_to_be_found() {
    test(async |world| {
        let coins = Coins::of(world);
        let proxy = Proxy::start(Some(&world.sandbox().address()));
        let page = open(world, &proxy, Screen::PHONE).await;
        page.allow_log("Failed to load resource");
        let mut secrets = Secrets::seen_by(&proxy);
        for (name, value) in [
            ("a password", KENJI.password),
            ("another password", AMELIA.password),
            ("a provider's key", PROVIDER[0]),
            ("a provider's secret", PROVIDER[1]),
            ("a national identity number", "481-20-7735"),
        ] {
            secrets.know(name, value);
        }
        secrets.know_as_shown("where coins were sent to", DOGE);

        // A second factor by text message.
        page.goto("/crypto/sign-in").await;
        enter(&page, KENJI.username, KENJI.password).await;
        page.heading("One more step").shown().await;
        page.holds_no(&secrets).await;
        let code = coins.code(&page, KENJIS_PHONE, 1).await;
        page.field("Code").fill(&code).await;
        page.button("Sign in").click().await;
        page.at("/crypto").await;
        secrets.know("a code of a text message", &code);
        for answer in proxy.answers("/api/v3/user/login") {
            if let Some(session) = answer["data"]["session"].as_str() {
                secrets.know("a sign-in that was begun", session);
            }
        }
        secrets.know("a token", &kept_token(&page, "purser.crypto").await);
        page.holds_no(&secrets).await;
        visit(&page, "/crypto/profile").await;
        page.button("Sign out here").click().await;
        page.at("/").await;
        page.holds_no(&secrets).await;

        page.goto("/crypto/sign-in").await;
        enter(&page, AMELIA.username, AMELIA.password).await;
        page.at("/crypto").await;
        secrets.know("another token", &kept_token(&page, "purser.crypto").await);
        let back = coins.backs(AMELIA.username).await;
        for card in &back {
            for field in ["number", "cvv", "cardNumber", "pan"] {
                if let Some(value) = card[field].as_str() {
                    secrets.know("what stands on a card", value);
                }
            }
        }
        let screens = owned(&[
            "/crypto",
            "/crypto/ETH",
            "/crypto/history",
            "/crypto/exchange",
            "/crypto/cards",
            "/crypto/providers",
            "/crypto/profile",
            "/crypto/receive/XRP",
            "/crypto/withdraw/DOGE",
            "/settings",
            "/",
        ]);
        visit_all(&page, &secrets, &screens).await;

        visit(&page, "/crypto/providers").await;
        page.button("Add a provider").click().await;
        page.field("Provider").fill("Kraken").await;
        page.field("API key").fill(PROVIDER[0]).await;
        page.field("API secret").fill(PROVIDER[1]).await;
        page.button("Add a provider").within(&page.dialog("Add a provider")).click().await;
        page.any(&["dialog"]).gone().await;
        page.heading("kraken").shown().await;
        page.holds_no(&secrets).await;

        visit(&page, "/crypto/cards").await;
        page.any(&["button"]).containing("Show the number").click().await;
        page.says("Valid until").await;
        page.holds_no(&secrets).await;

        // Without a vault, where coins go is known to this page alone.
        let deposit =
            json!({ "username": "amelia", "symbol": "DOGE", "amount": "5000", "confirmations": 60 });
        coins.outside("deposit", deposit).await;
        coins.advance(300).await;
        page.goto("/crypto/withdraw/DOGE").await;
        page.field("To address").fill(DOGE).await;
        page.field("I have compared every character with what the recipient gave me").click().await;
        page.field("Amount").fill("400").await;
        page.button("Review").click().await;
        page.holds_no(&secrets).await;
        page.button("Send 400.00000000 DOGE").click().await;
        page.dialog("Done").shown().await;
        page.holds_no(&secrets).await;
        page.button("Done").click().await;
        sign_out(&page).await;
        page.holds_no(&secrets).await;
        assert_eq!(page.stored().await["session"], json!({}));
    });
}
