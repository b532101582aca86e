//! What many tests do on their way to what they are about.

use serde_json::{Value, json};

use super::api::{Api, Customer};
use super::harness::{Locator, Page};

/// Opens an address of the merchant console, connects as the demo merchant where it asks for it, and is led
/// back to that address.
pub async fn connect_to(page: &Page, address: &str) {
    page.goto(address).await;
    connect(page).await;
    page.at(address).await;
}

/// Presses the demo merchant's button.
pub async fn connect(page: &Page) {
    page.button("Connect as Halyard Workspaces").click().await;
}

/// Signs a customer in by hand.
pub async fn sign_in(page: &Page, email: &str, code: &str) {
    page.field("E-mail").fill(email).await;
    page.field("Code").fill(code).await;
    page.button("Sign in").click().await;
}

/// Signs out, wherever the button is: beside the page, or behind the others below it.
pub async fn sign_out(page: &Page) {
    if page.button("Sign out").count().await == 0 {
        page.button("More").click().await;
    }
    page.button("Sign out").click().await;
    page.at("/").await;
}

/// Signs a demo customer in and waits until they are.
pub async fn sign_in_customer(page: &Page, customer: &Customer) {
    page.goto("/wallet/sign-in").await;
    page.field("E-mail").fill(&customer.email).await;
    // Read when it is needed, as by a person: it is good for a minute at most.
    page.field("Code").fill(&customer.authenticator.code()).await;
    page.button("Sign in").click().await;
    page.at("/wallet").await;
    page.heading("Your money").shown().await;
    // Its newest rows and what lapses are two questions; what is ordered or counted after this is for what comes next.
    page.until("both lists have come", async || page.requests("/api/v1/transaction").await > 1).await;
    settled(page).await;
}

/// Waits until nothing on the page says that it is being read.
pub async fn settled(page: &Page) {
    const QUIET: &str = "document.querySelector('main .bone, main [aria-busy=true]') === null";
    page.until("nothing is being read", async || page.evaluate(QUIET).await == true).await;
}

/// The account that money is moved on: a demo customer's in dollars.
pub async fn open_account(page: &Page, api: &Api) -> Target {
    let customer = api.customer().id;
    let account = api.account_in(customer, "USD").await;
    connect_to(page, &format!("/merchant/accounts/{account}?customer={customer}")).await;
    Target { customer, account, balance: api.balance(customer, account).await }
}

/// An account, and what it held when it was opened.
#[derive(Debug)]
pub struct Target {
    pub customer: u64,
    pub account: u64,
    pub balance: String,
}

impl Target {
    /// How many transactions of the account carry this message.
    pub async fn movements(&self, api: &Api, reason: &str) -> usize {
        let path =
            format!("transaction?clientId={}&paymentAccountId={}&limit=20", self.customer, self.account);
        api.rows(&path).await.iter().filter(|row| row["message"] == reason).count()
    }
}

/// Opens the top-up form of the account on the screen, fills it in and asks for the review.
pub async fn ask_for_top_up(page: &Page, amount: &str, reason: &str) {
    top_up_button(page).click().await;
    page.field("Amount").fill(amount).await;
    page.field("Reason optional").fill(reason).await;
    page.button("Review").click().await;
}

/// The button above the account; the form has the same name.
pub fn top_up_button(page: &Page) -> Locator<'_> {
    page.button("Top up")
}

/// Connects as another merchant as well, and works with that one.
pub async fn connect_second(page: &Page) {
    page.button("Switch connection: Halyard Workspaces, Sandbox").click().await;
    page.thing(&["menuitem"], "Add a connection").click().await;
    page.button("Connect as Pier Coffee").click().await;
    page.button("Switch connection: Pier Coffee, Sandbox").shown().await;
}

/// Works with another of the connections.
pub async fn switch_to(page: &Page, from: &str, to: &str) {
    page.button(&format!("Switch connection: {from}, Sandbox")).click().await;
    page.any(&["menuitemradio"]).containing(to).click().await;
    page.button(&format!("Switch connection: {to}, Sandbox")).shown().await;
}

/// `1234.5` as the console writes it: `1,234.50`.
pub fn grouped(amount: &str) -> String {
    let (whole, cents) = amount.split_once('.').unwrap_or((amount, ""));
    let mut out = String::new();
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    format!("{out}.{cents:0<2}")
}

/// An amount in dollars as cents.
pub fn cents(amount: &str) -> u64 {
    let (whole, cents) = amount.split_once('.').unwrap_or((amount, ""));
    format!("{whole}{cents:0<2}").parse().expect("an amount in dollars and cents")
}

/// From now on the page gets this answer to every request of this method whose path ends so, in place of what the
/// wallet system says. An empty method lets all through again.
pub async fn answer_instead(page: &Page, method: &str, ending: &str, status: u16, body: &Value) {
    let (method, ending, body) = (json!(method), json!(ending), json!(body.to_string()));
    page.evaluate(&format!(
        "(() => {{ window.asked ??= window.fetch; window.fetch = (request, ...more) =>
            request.method === {method} && new URL(request.url).pathname.endsWith({ending})
                ? Promise.resolve(new Response({body}, {{ status: {status}, headers: {{ 'content-type': 'application/json', 'retry-after': '7' }} }}))
                : window.asked(request, ...more); }})()"
    ))
    .await;
}

/// What a system answers that finds every one of these fields wrong.
pub fn all_wrong(fields: &[&str]) -> Value {
    let errors: serde_json::Map<String, Value> = fields
        .iter()
        .map(|field| ((*field).to_owned(), json!([format!("{field}, it says, is wrong.")])))
        .collect();
    json!({ "message": "The given data was invalid.", "errors": errors })
}

/// From now on the page keeps the bodies of what it posts to paths that end so; see [`posted`].
pub async fn keep_posted(page: &Page, ending: &str) {
    let ending = json!(ending);
    page.evaluate(&format!(
        "(() => {{ const ask = window.fetch; window.posted = []; window.fetch = async (request, ...more) => {{
            if (request.method === 'POST' && new URL(request.url).pathname.endsWith({ending})) window.posted.push(await request.clone().json());
            return ask(request, ...more); }}; }})()"
    ))
    .await;
}

/// The bodies that were posted since.
pub async fn posted(page: &Page) -> Value {
    page.evaluate("window.posted").await
}
