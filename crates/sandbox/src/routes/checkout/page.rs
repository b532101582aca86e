//! The pages, in words.

use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use serde_json::Value;
use std::fmt::Write;

use super::leave;
use crate::domain::card::TEST_CARDS;
use crate::domain::coins;
use crate::domain::units::Units;
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

/// Text as it stands in a page.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}

/// Text of others, kept from turning what stands around it.
fn isolated(text: &str) -> String {
    format!("<bdi>{}</bdi>", escape(text))
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

fn respond(status: StatusCode, title: &str, main: &str, form_action: Option<String>) -> Response {
    let title = escape(title);
    let text = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"robots\" content=\"noindex\">\n\
         <title>{title}</title>\n<link rel=\"stylesheet\" href=\"/checkout/checkout.css\">\n</head>\n<body>\n\
         <p class=\"notice\" role=\"note\"><strong>Sandbox.</strong> No real money moves here, and no real \
         card is taken.</p>\n<main>\n{main}</main>\n</body>\n</html>\n"
    );
    let form_action = form_action.map(|origin| format!(" {origin}")).unwrap_or_default();
    let policy = format!(
        "default-src 'none'; style-src 'self'; form-action 'self'{form_action}; base-uri 'none'; \
         frame-ancestors 'none'"
    );
    let mut response = Response::new(Body::from(text));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    let fallback = || HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'");
    let policy = HeaderValue::from_str(&policy).unwrap_or_else(|_| fallback());
    headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    response
}

/// There is no such checkout.
pub(super) fn nothing() -> Response {
    let main = "<h1>There is nothing to pay here</h1>\n<p>The address is wrong, or no longer of use.</p>\n";
    respond(StatusCode::NOT_FOUND, "Nothing to pay", main, None)
}

impl Pending {
    /// The page of the step at which the checkout is.
    pub(super) fn page(&self, token: &str, trouble: &Trouble, status: StatusCode) -> Response {
        let total = money(self.charged(), &self.transaction.currency);
        let (title, main) = match self.checkout.state {
            Progress::Open => (format!("Pay {total}"), self.card_form(token, trouble)),
            Progress::Challenged => ("Is it you?".to_owned(), self.challenge(token)),
            Progress::Settling => ("Under way".to_owned(), self.under_way(token)),
            Progress::Done => self.outcome(),
        };
        respond(status, &title, &main, leave::origin(&self.checkout))
    }

    fn charged(&self) -> Units {
        let transaction = &self.transaction;
        let surcharge = if transaction.is_virtual { Units::ZERO } else { self.checkout.surcharge };
        [transaction.price, surcharge].into_iter().sum()
    }

    /// What the amount is made of.
    fn bill(&self) -> String {
        let code = &self.transaction.currency;
        let mut rows = String::new();
        let mut row = |name: &str, amount: &str| {
            let _ = writeln!(rows, "<div><dt>{name}</dt><dd>{amount}</dd></div>");
        };
        row("To", &isolated(&self.merchant));
        row("For", &isolated(self.transaction.descriptor.as_deref().unwrap_or_default()));
        row("Goes to the account", &money(self.transaction.price, code));
        if !self.transaction.is_virtual {
            for (title, amount) in self.modifications() {
                row(&isolated(&title), &money(amount, code));
            }
        }
        row("Charged", &format!("<strong>{}</strong>", money(self.charged(), code)));
        format!("<dl>\n{rows}</dl>\n")
    }

    fn modifications(&self) -> Vec<(String, Units)> {
        let metadata = self.transaction.metadata.as_deref();
        let metadata: Option<Value> = metadata.and_then(|text| serde_json::from_str(text).ok());
        let Some(Value::Array(modifications)) =
            metadata.and_then(|mut all| Some(all.get_mut("amountMods")?.take()))
        else {
            return Vec::new();
        };
        let read = |modification: &Value| {
            let amount = match modification.get("amount")? {
                Value::String(text) => text.parse().ok()?,
                number => number.to_string().parse().ok()?,
            };
            let title = match modification.get("title") {
                Some(Value::String(title)) => title.clone(),
                Some(Value::Array(titles)) => {
                    titles.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" ")
                }
                _ => String::new(),
            };
            Some((if title.is_empty() { "Modification".to_owned() } else { title }, amount))
        };
        modifications.iter().filter_map(read).collect()
    }

    fn card_form(&self, token: &str, trouble: &Trouble) -> String {
        let field = |name: &str, label: &str, hints: &str, wrong: Option<&str>| {
            let (state, words) = wrong.map_or_else(Default::default, |sentence| {
                let state = format!(" aria-invalid=\"true\" aria-describedby=\"{name}-wrong\"");
                (state, format!("<p class=\"wrong\" id=\"{name}-wrong\">{}</p>", escape(sentence)))
            });
            format!(
                "<div class=\"field\"><label for=\"{name}\">{label}</label>\
                 <input id=\"{name}\" name=\"{name}\" required {hints}{state}>{words}</div>\n"
            )
        };
        let number = "inputmode=\"numeric\" autocomplete=\"off\" maxlength=\"23\"";
        let expiry = "inputmode=\"text\" autocomplete=\"off\" maxlength=\"9\" placeholder=\"MM/YY\"";
        let cvv = "inputmode=\"numeric\" autocomplete=\"off\" maxlength=\"4\"";
        let mut text =
            format!("<h1>Pay {}</h1>\n{}", money(self.charged(), &self.transaction.currency), self.bill());
        if *trouble != Trouble::default() {
            text.push_str("<p class=\"wrong\" role=\"alert\">Something in the form is not right.</p>\n");
        }
        let _ = writeln!(text, "<form method=\"post\" action=\"/checkout/{}\">", escape(token));
        text.push_str(&field("number", "Card number", number, trouble.number));
        text.push_str("<div class=\"pair\">\n");
        text.push_str(&field("expiry", "Expiry, MM/YY", expiry, trouble.expiry));
        text.push_str(&field("cvv", "CVV, any three digits", cvv, trouble.cvv));
        text.push_str("</div>\n<button>Pay</button>\n</form>\n");
        text.push_str(&cancel(token));
        text.push_str(
            "<section aria-labelledby=\"cards\"><h2 id=\"cards\">Test cards</h2>\n<ul class=\"cards\">\n",
        );
        for card in TEST_CARDS {
            let _ = writeln!(text, "<li><code>{}</code> {}</li>", card.number, escape(card.words));
        }
        text.push_str("</ul>\n<p>Any expiry in the future and any CVV will do.</p></section>\n");
        text
    }

    fn challenge(&self, token: &str) -> String {
        let token_in_page = escape(token);
        format!(
            "<h1>Is it you?</h1>\n<p>Your bank asks for the code that it has sent you (3-D Secure), before {} is \
             charged to {}.</p>\n<form method=\"post\" action=\"/checkout/{token_in_page}/code\">\n\
             <div class=\"field\"><label for=\"code\">Code</label><input id=\"code\" name=\"code\" required \
             inputmode=\"numeric\" autocomplete=\"one-time-code\" maxlength=\"12\"></div>\n\
             <p>In this sandbox 123456 is right, and any other is wrong.</p>\n\
             <button>Confirm</button>\n</form>\n{}",
            money(self.charged(), &self.transaction.currency),
            escape(&self.transaction.account_number),
            cancel(token),
        )
    }

    fn under_way(&self, token: &str) -> String {
        format!(
            "<h1>The payment is under way</h1>\n<p>The payment system takes its time. \
             <a href=\"/checkout/{}\">Look again</a> in half a minute.</p>\n{}{}",
            escape(token),
            self.bill(),
            self.way_back()
        )
    }

    fn outcome(&self) -> (String, String) {
        let is_success = self.transaction.status == "success";
        let title = if is_success { "Paid" } else { "Not paid" };
        let mut text = format!("<h1 class=\"{}\">{title}</h1>\n", if is_success { "good" } else { "bad" });
        if is_success {
            text.push_str(&self.bill());
        } else {
            let _ = writeln!(
                text,
                "<p>Nothing was charged. The reason given: {}.</p>",
                isolated(&self.transaction.message)
            );
        }
        text.push_str(&self.way_back());
        (title.to_owned(), text)
    }

    fn way_back(&self) -> String {
        match leave::address(&self.checkout, &self.transaction) {
            Some(url) => format!(
                "<p class=\"back\"><a href=\"{}\" rel=\"noreferrer\">Continue to {}</a></p>\n",
                escape(url.as_str()),
                isolated(url.host_str().unwrap_or_default())
            ),
            None => "<p>You can close this page.</p>\n".to_owned(),
        }
    }
}

fn cancel(token: &str) -> String {
    let token = escape(token);
    format!(
        "<form method=\"post\" action=\"/checkout/{token}/cancel\">\
         <button class=\"plain\">Cancel</button></form>\n"
    )
}
