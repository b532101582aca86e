//! The pages, in words.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use maud::{DOCTYPE, Markup, html};
use serde_json::Value;

use super::leave;
use crate::domain::card::{CHALLENGE_CODE, TEST_CARDS};
use crate::domain::coins;
use crate::domain::units::Units;
use crate::error::json_response;
use crate::store::checkout::{Checkout, State as Progress};
use crate::store::transactions::Transaction;

/// What is to be paid, to whom, and how far it is.
pub(super) struct Pending {
    pub(super) checkout: Checkout,
    pub(super) transaction: Transaction,
    pub(super) merchant: String,
}

/// What is wrong with what was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Trouble {
    pub(super) number: Option<&'static str>,
    pub(super) expiry: Option<&'static str>,
    pub(super) cvv: Option<&'static str>,
}

/// An amount with all its coins.
fn money(amount: Units, code: &str) -> String {
    let mut text = amount.to_string();
    let decimals = usize::try_from(coins::decimals(code)).unwrap_or_default();
    let found = text.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    if found == 0 && decimals > 0 {
        text.push('.');
    }
    text.extend(std::iter::repeat_n('0', decimals.saturating_sub(found)));
    format!("{text} {code}")
}

/// A page, which may send forms to itself and to that origin.
fn respond(status: StatusCode, title: &str, main: &Markup, origin: Option<String>) -> Response {
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="robots" content="noindex";
                title { (title) }
                link rel="stylesheet" href="/checkout/checkout.css";
            }
            body {
                header { p { strong { "Sandbox." } " No real money moves here, and no real card is taken." } }
                main { (main) }
            }
        }
    };
    let origin = origin.map(|origin| format!(" {origin}")).unwrap_or_default();
    let policy = format!(
        "default-src 'none'; style-src 'self'; form-action 'self'{origin}; base-uri 'none'; \
         frame-ancestors 'none'"
    );
    let policy = HeaderValue::from_str(&policy)
        .unwrap_or_else(|_| HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'"));
    let mut response = json_response(status, page.0);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    response
}

/// There is no such checkout.
pub(super) fn nothing() -> Response {
    let main = html! {
        h1 { "There is nothing to pay here" }
        p { "The address is wrong, or no longer of use." }
    };
    respond(StatusCode::NOT_FOUND, "Nothing to pay", &main, None)
}

impl Pending {
    /// The page of the step at which the checkout is.
    pub(super) fn page(&self, token: &str, trouble: &Trouble, status: StatusCode) -> Response {
        let total = self.total();
        let is_paid = self.transaction.status == "success";
        let (title, main) = match self.checkout.state {
            Progress::Open => (format!("Pay {total}"), self.card_form(token, trouble)),
            Progress::Challenged => ("Is it you?".to_owned(), self.challenge(token)),
            Progress::Settling => ("The payment is under way".to_owned(), self.under_way(token)),
            Progress::Done => (if is_paid { "Paid" } else { "Not paid" }.to_owned(), self.outcome(is_paid)),
        };
        respond(status, &title, &main, leave::origin(&self.checkout))
    }

    /// What the card is charged.
    fn total(&self) -> String {
        let transaction = &self.transaction;
        let surcharge = if transaction.is_virtual { Units::ZERO } else { self.checkout.surcharge };
        money([transaction.price, surcharge].into_iter().sum(), &transaction.currency)
    }

    /// What the amount is made of.
    fn bill(&self) -> Markup {
        let transaction = &self.transaction;
        let code = &transaction.currency;
        html! {
            dl {
                div { dt { "To" } dd { bdi { (self.merchant) } } }
                @if let Some(descriptor) = &transaction.descriptor {
                    div { dt { "For" } dd { bdi { (descriptor) } } }
                }
                div { dt { "The account receives" } dd { (money(transaction.price, code)) } }
                @if !transaction.is_virtual {
                    @for (title, amount) in self.modifications() {
                        div { dt { bdi { (title) } } dd { (money(amount, code)) } }
                    }
                }
                div.sum { dt { "The card is charged" } dd { (self.total()) } }
            }
        }
    }

    fn modifications(&self) -> Vec<(String, Units)> {
        let metadata: Value = self
            .transaction
            .metadata
            .as_deref()
            .and_then(|text| serde_json::from_str(text).ok())
            .unwrap_or_default();
        let read = |modification: &Value| {
            let amount = match modification.get("amount")? {
                Value::String(text) => text.parse().ok()?,
                number => number.to_string().parse().ok()?,
            };
            let titles = match modification.get("title") {
                Some(Value::String(title)) => title.clone(),
                Some(Value::Array(titles)) => {
                    titles.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" ")
                }
                _ => String::new(),
            };
            Some((if titles.is_empty() { "Modification".to_owned() } else { titles }, amount))
        };
        let modifications = metadata.get("amountMods").and_then(Value::as_array);
        modifications.into_iter().flatten().filter_map(read).collect()
    }

    fn card_form(&self, token: &str, trouble: &Trouble) -> Markup {
        html! {
            h1 { "Pay " (self.total()) }
            (self.bill())
            @if *trouble != Trouble::default() {
                p.wrong role="alert" { "Something in the form is not right. Nothing was charged." }
            }
            form method="post" action=(format!("/checkout/{token}")) {
                (field("number", "Card number", "numeric", 23, trouble.number))
                div.pair {
                    (field("expiry", "Expiry, like 08/28", "text", 9, trouble.expiry))
                    (field("cvv", "CVV", "numeric", 4, trouble.cvv))
                }
                button { "Pay " (self.total()) }
            }
            (cancel(token))
            section aria-labelledby="cards" {
                h2 id="cards" { "Test cards" }
                ul.cards {
                    @for card in TEST_CARDS { li { code { (card.number) } (card.words) } }
                }
                p.hint { "Any expiry in the future and any three digits will do." }
            }
        }
    }

    fn challenge(&self, token: &str) -> Markup {
        html! {
            h1 { "Is it you?" }
            p {
                "Before " (self.total()) " is charged to " (self.transaction.account_number)
                ", the bank asks for the code that it has sent (3-D Secure)."
            }
            form method="post" action=(format!("/checkout/{token}/code")) {
                (field("code", "Code", "numeric", 12, None))
                p.hint { "In this sandbox " (CHALLENGE_CODE) " is right and any other code is wrong." }
                button { "Confirm" }
            }
            (cancel(token))
        }
    }

    fn under_way(&self, token: &str) -> Markup {
        html! {
            h1 { "The payment is under way" }
            p {
                "The payment system takes half a minute. "
                a href=(format!("/checkout/{token}")) { "Look again" }
            }
            (self.bill())
            (self.way_back())
        }
    }

    fn outcome(&self, is_paid: bool) -> Markup {
        html! {
            @if is_paid {
                h1.good { "Paid" }
                (self.bill())
            } @else {
                h1.bad { "Not paid" }
                p { "Nothing was charged. The reason given: " bdi { (self.transaction.message) } "." }
            }
            (self.way_back())
        }
    }

    fn way_back(&self) -> Markup {
        html! {
            @if let Some(url) = leave::address(&self.checkout, &self.transaction) {
                a.back href=(url.as_str()) rel="noreferrer" {
                    "Continue to " bdi { (url.host_str().unwrap_or_default()) }
                }
            } @else {
                p { "You can close this page." }
            }
        }
    }
}

fn field(name: &str, label: &str, mode: &str, longest: u32, wrong: Option<&str>) -> Markup {
    let words = format!("{name}-wrong");
    html! {
        div.field {
            label for=(name) { (label) }
            input id=(name) name=(name) inputmode=(mode) maxlength=(longest) autocomplete="off" required
                aria-invalid=[wrong.map(|_| "true")] aria-describedby=[wrong.map(|_| &words)];
            @if let Some(sentence) = wrong { p.wrong id=(words) { (sentence) } }
        }
    }
}

fn cancel(token: &str) -> Markup {
    html! {
        form method="post" action=(format!("/checkout/{token}/cancel")) { button.plain { "Cancel" } }
    }
}
