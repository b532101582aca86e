//! The hosted page on which a customer pays for a refill. Plain pages and forms, no script.
//!
//! Whoever knows the address may pay: it holds 128 random bits and leads to one refill. After every form the
//! browser is sent on, so that going back and reloading repeat nothing.

mod leave;
mod page;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};

use self::page::{Pending, Trouble};
use super::centrowallet::report;
use super::input::Input;
use crate::app::{App, Shared};
use crate::domain::card::{self, Behaviour, CHALLENGE_CODE, Card};
use crate::error::{ApiError, ApiResult};
use crate::faults::Failure;
use crate::store::checkout::{self, Checkout, State as Progress};
use crate::store::refill::{self, CANCELLED, NOT_AUTHENTICATED, Presence};
use crate::store::transactions::{self, Transaction};
use crate::store::{Connection, StoreError, Write, merchants};

const STYLE: &str =
    concat!(include_str!("../../../../../style/tokens.css"), include_str!("../../../assets/checkout.css"));

pub(super) fn router() -> Router<Shared> {
    Router::new()
        .route("/checkout.css", get(style))
        .route("/{token}", get(show).post(pay))
        .route("/{token}/code", post(answer))
        .route("/{token}/cancel", post(cancel))
        .method_not_allowed_fallback(|| async { ApiError::method_not_allowed() })
}

/// Where the page with that token is, as seen by whom asked for it.
pub(crate) fn address(headers: &HeaderMap, token: &str) -> String {
    let is_plain = |host: &&str| {
        !host.is_empty() && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte))
    };
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).filter(is_plain);
    let is_https = headers.get("x-forwarded-proto").is_some_and(|scheme| scheme == "https");
    let scheme = if is_https { "https" } else { "http" };
    host.map_or_else(|| format!("/checkout/{token}"), |host| format!("{scheme}://{host}/checkout/{token}"))
}

async fn style() -> Response {
    let mut response = STYLE.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/css; charset=utf-8"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}

/// What the page speaks of.
async fn pending(connection: &mut Connection, checkout: Checkout) -> Result<Pending, StoreError> {
    let transaction = transactions::by_id(connection, checkout.transaction_id).await?;
    let transaction = transaction.ok_or(StoreError::Missing("the transaction of a checkout"))?;
    let merchant = merchants::name(connection, transaction.merchant_id).await?;
    Ok(Pending { checkout, transaction, merchant })
}

async fn show(State(app): State<Shared>, Path(token): Path<String>) -> ApiResult<Response> {
    let mut connection = app.store.snapshot().await?;
    match checkout::by_token(&mut connection, &token).await? {
        Some(checkout) => {
            let pending = pending(&mut connection, checkout).await?;
            Ok(pending.page(&token, &Trouble::default(), StatusCode::OK))
        }
        None => Ok(page::nothing()),
    }
}

/// A checkout that a form was sent to.
struct Turn {
    write: Write,
    checkout: Checkout,
    now: i64,
    token: String,
}

impl Turn {
    /// Begins, where the form is one of the step at which the checkout is; else says where to look.
    async fn begin(app: &App, token: String, steps: &[Progress]) -> ApiResult<Result<Self, Response>> {
        let now = app.clock.now();
        let mut write = app.store.write().await?;
        let Some(mut checkout) = checkout::by_token(&mut write, &token).await? else {
            return Ok(Err(page::nothing()));
        };
        if checkout.state != Progress::Done && checkout.due_at <= now {
            refill::expire(&mut write, &mut checkout, now).await?;
            report::refill(&mut write, &checkout, now).await?;
            write.commit().await?;
            return Ok(Err(see(&format!("/checkout/{token}"))));
        }
        if !steps.contains(&checkout.state) {
            return Ok(Err(see(&format!("/checkout/{token}"))));
        }
        Ok(Ok(Self { write, checkout, now, token }))
    }

    async fn transaction(&mut self) -> ApiResult<Transaction> {
        let found = transactions::by_id(&mut self.write, self.checkout.transaction_id).await?;
        found.ok_or_else(ApiError::internal)
    }

    /// Keeps what was done, and sends the browser on: to the merchant where that is on this machine, else to
    /// the page that says where the merchant is.
    async fn keep(mut self) -> ApiResult<Response> {
        let is_decided = self.checkout.state == Progress::Done;
        if is_decided {
            report::refill(&mut self.write, &self.checkout, self.now).await?;
        }
        let transaction = self.transaction().await?;
        self.write.commit().await?;
        let is_dropped = card_of(&transaction).behaviour() == Behaviour::Dropped;
        if is_dropped && transaction.status == "success" {
            return Ok(Failure::Drop.after(StatusCode::OK, String::new()).await);
        }
        let own = format!("/checkout/{}", self.token);
        let is_over = is_decided || self.checkout.state == Progress::Settling;
        let back = leave::address(&self.checkout, &transaction).filter(|_| is_over);
        Ok(see(back.filter(leave::is_on_this_machine).as_ref().map_or(own.as_str(), |url| url.as_str())))
    }
}

fn card_of(transaction: &Transaction) -> Card {
    Card { masked: transaction.account_number.clone(), ..Card::default() }
}

/// 303: look there.
fn see(address: &str) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::SEE_OTHER;
    let headers = response.headers_mut();
    if let Ok(address) = HeaderValue::from_str(address) {
        headers.insert(header::LOCATION, address);
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

fn form(body: &Bytes) -> Input {
    Input::from_query(std::str::from_utf8(body).ok())
}

/// The card's form. Of what is typed only what may be remembered leaves this function.
async fn pay(State(app): State<Shared>, Path(token): Path<String>, body: Bytes) -> ApiResult<Response> {
    let mut turn = match Turn::begin(&app, token, &[Progress::Open]).await? {
        Ok(turn) => turn,
        Err(response) => return Ok(response),
    };
    match read_card(&mut form(&body), turn.now) {
        Ok(card) => {
            let now = turn.now;
            refill::charge(&mut turn.write, &mut turn.checkout, &card, Presence::Present, now).await?;
            turn.keep().await
        }
        Err(trouble) => {
            let pending = pending(&mut turn.write, turn.checkout).await?;
            Ok(pending.page(&turn.token, &trouble, StatusCode::UNPROCESSABLE_ENTITY))
        }
    }
}

fn read_card(form: &mut Input, now: i64) -> Result<Card, Trouble> {
    let mut trouble = Trouble::default();
    let mut text = |field: &str| form.text(field).unwrap_or_default();
    let mut card = card::read_number(&text("number")).unwrap_or_else(|sentence| {
        trouble.number = Some(sentence);
        Card::default()
    });
    match card::read_expiry(&text("expiry")) {
        Some((month, year)) => {
            (card.month, card.year) = (Some(month), Some(year));
            if card.is_expired(now) {
                trouble.expiry = Some("The card has expired.");
            }
        }
        None => trouble.expiry = Some("The expiry is a month and a year, like 08/28."),
    }
    let code = text("cvv");
    if !(3..=4).contains(&code.len()) || !code.bytes().all(|byte| byte.is_ascii_digit()) {
        trouble.cvv = Some("The CVV has three or four digits.");
    }
    if trouble == Trouble::default() { Ok(card) } else { Err(trouble) }
}

/// The bank's form.
async fn answer(State(app): State<Shared>, Path(token): Path<String>, body: Bytes) -> ApiResult<Response> {
    let mut turn = match Turn::begin(&app, token, &[Progress::Challenged]).await? {
        Ok(turn) => turn,
        Err(response) => return Ok(response),
    };
    let code = form(&body).text("code").unwrap_or_default();
    let now = turn.now;
    if code.trim() == CHALLENGE_CODE {
        let transaction = turn.transaction().await?;
        let card = Card {
            brand: transaction.brand.clone(),
            month: transaction.expiration_month.parse().ok(),
            year: transaction.expiration_year.parse().ok(),
            ..card_of(&transaction)
        };
        refill::charge(&mut turn.write, &mut turn.checkout, &card, Presence::Authenticated, now).await?;
    } else {
        refill::decide(&mut turn.write, &mut turn.checkout, NOT_AUTHENTICATED, now).await?;
    }
    turn.keep().await
}

async fn cancel(State(app): State<Shared>, Path(token): Path<String>) -> ApiResult<Response> {
    let steps = [Progress::Open, Progress::Challenged];
    let mut turn = match Turn::begin(&app, token, &steps).await? {
        Ok(turn) => turn,
        Err(response) => return Ok(response),
    };
    let now = turn.now;
    refill::decide(&mut turn.write, &mut turn.checkout, CANCELLED, now).await?;
    turn.keep().await
}
