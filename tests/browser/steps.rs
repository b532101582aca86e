//! What many tests do on their way to what they are about.

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

/// Signs a demo customer in and waits until they are.
pub async fn sign_in_customer(page: &Page, customer: &Customer) {
    page.goto("/wallet/sign-in").await;
    sign_in(page, &customer.email, &customer.authenticator.code()).await;
    page.at("/wallet").await;
    page.heading("Your money").shown().await;
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
