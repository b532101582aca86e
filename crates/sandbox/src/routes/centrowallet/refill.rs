//! Refills: operation 12.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use purser_api::centrowallet::payment_account::RefillStarted;
use serde_json::Value;

use super::action::{self, Action, Asked, Begun, Done, Of, in_order, positive};
use super::caller::Caller;
use super::{Form, Id, Input, described, id, report, wire};
use crate::app::Shared;
use crate::domain::card;
use crate::domain::secret;
use crate::domain::units::Units;
use crate::error::{ApiError, ApiResult};
use crate::routes::checkout::address;
use crate::routes::openapi::refusals::{Body, Credential, Refusal};
use crate::store::checkout::State as Progress;
use crate::store::refill::{self, Presence, Refill};
use crate::store::transactions;

/// More modifications than anybody has use for.
const MOST_MODIFICATIONS: usize = 100;

/// A customer's card pays: the one that the account remembers, or one that the customer types on the hosted
/// page.
#[utoipa::path(
    post,
    path = "/payment-account/{id}/refill",
    operation_id = "payment-account-refill",
    tag = "CentroWallet payment accounts",
    summary = "Starts a refill by card",
    description = "A card that the account remembers is charged at once. Otherwise the answer redirects to the `url` of a hosted page. How it ended is told to `webhookUrl`; the transaction says it too.",
    params(("id" = i64, Path, description = "The payment account's id", minimum = 1)),
    request_body = described::Refill,
    responses(
        (status = 200, body = RefillStarted, description = "It has begun, or is decided already"),
        (status = 403, body = Refusal, description = "The customer is blocked or not activated"),
        (status = 404, body = Refusal, description = "There is no such account or customer"),
        (status = 409, body = Refusal, description = "The merchantOrderId has been used for something else"),
        (status = 422, body = Refusal, description = "A field is not as it must be, the account is promotional or not active, or the amount is too large"),
        Body,
        Credential,
    ),
    security(("merchantKey" = []), ("customerToken" = []))
)]
pub(super) async fn refill(
    caller: Caller,
    State(app): State<Shared>,
    path: Id,
    headers: HeaderMap,
    Form(mut input): Form,
) -> ApiResult<Response> {
    let account_id = id(path)?;
    let is_checkout_forced = input.boolean("forceCheckout").unwrap_or(false);
    let wanted = read(&mut input);
    if wanted.is_test && matches!(caller, Caller::Customer(_)) {
        input.refuse("test", "Only a merchant may ask for a test: it gives money that nobody paid.");
    }
    if wanted.surcharge.is_negative() && matches!(caller, Caller::Customer(_)) {
        let sentence = "Only a merchant may take something off the charge: it is the merchant who pays that.";
        input.refuse("metadata.amountMods", sentence);
    }
    let asked = Asked {
        kind: refill::KIND,
        of: Of::Account(account_id),
        merchant_order_id: wanted.merchant_order_id.clone(),
        words: words(account_id, is_checkout_forced, &wanted, input.value("consumer")),
    };
    let mut action = match action::begin(&app, &caller, &mut input, asked).await? {
        Begun::Answered(response) => return Ok(response),
        Begun::Admitted(action) => action,
    };
    let outcome = started(&mut action, wanted, is_checkout_forced, &headers).await;
    action.end(&app, outcome).await
}

async fn started(
    action: &mut Action,
    wanted: Refill,
    is_checkout_forced: bool,
    headers: &HeaderMap,
) -> ApiResult<Done> {
    if action.account.is_promo {
        return Err(ApiError::invalid("id", "A promotional account is filled by top-ups only."));
    }
    let token = secret::token()?;
    let (account, now) = (action.account.clone(), action.now);
    let mut checkout = refill::begin(&mut action.write, &account, wanted, &token, now).await?;
    if let Some(card) = account.card().filter(|_| !is_checkout_forced) {
        refill::charge(&mut action.write, &mut checkout, &card, Presence::Present, now).await?;
    }
    if checkout.state == Progress::Done {
        report::refill(&mut action.write, &checkout, now).await?;
    }
    let is_for_customer = matches!(checkout.state, Progress::Open | Progress::Challenged);
    let url = is_for_customer.then(|| address(headers, &token));
    let transaction = transactions::by_id(&mut action.write, checkout.transaction_id).await?;
    let transaction = transaction.ok_or_else(ApiError::internal)?;
    let body = wire::text(&wire::refill_started(&transaction, url))?;
    Ok((checkout.transaction_id, body))
}

fn read(input: &mut Input) -> Refill {
    let name = input.text("name");
    let name = input.required("name", name).unwrap_or_default();
    let amount = positive(input, "amount");
    let consumer = input.object("consumer");
    input.required("consumer", consumer.as_ref());
    let mut consumer = Input::nested(consumer.unwrap_or_default(), "consumer".into());
    let metadata = input.json("metadata");
    let payment = input.object("payment");
    let mut payment = Input::nested(payment.unwrap_or_default(), "payment".into());
    let domain = payment.text("domain");
    let refill = Refill {
        amount,
        surcharge: surcharge(input, amount),
        descriptor: domain.unwrap_or(name),
        merchant_order_id: input.text("merchantOrderId"),
        metadata,
        first_name: consumer.text("firstName").unwrap_or_default(),
        last_name: consumer.text("lastName").unwrap_or_default(),
        country: consumer.text_up_to("country", 3).unwrap_or_default(),
        zip: consumer.text_up_to("zip", 32).unwrap_or_default(),
        is_secure: input.boolean("secure").unwrap_or(false),
        is_test: input.boolean("test").unwrap_or(false),
        redirect_url: input.web_address("redirectUrl"),
        webhook_url: input.web_address("webhookUrl"),
        wants_mail: wants_mail(input),
    };
    check_consumer(&mut consumer);
    input.absorb(consumer);
    input.absorb(payment);
    refill
}

/// What else is known of the consumer is read, so that it is refused where it makes no sense, and not kept.
fn check_consumer(consumer: &mut Input) {
    for field in ["ip", "browserLanguage", "browserTimezone", "phone", "state", "city", "address"] {
        consumer.text(field);
    }
    for field in ["userAgent", "browserAcceptHeader"] {
        consumer.text_up_to(field, 1_000);
    }
    for field in ["browserColorDepth", "browserScreenHeight", "browserScreenWidth"] {
        consumer.number(field, 0, 1_000_000);
    }
    consumer.boolean("browserJavaEnabled");
    consumer.day("birthday");
}

/// `{"send": true}`, and `true`, which older documents have.
fn wants_mail(input: &mut Input) -> bool {
    match input.value("emailOptions") {
        Some(Value::Object(fields)) => {
            let mut options = Input::nested(fields.clone(), "emailOptions".into());
            let send = options.boolean("send");
            input.absorb(options);
            send.unwrap_or(false)
        }
        Some(_) => input.boolean("emailOptions").unwrap_or(false),
        None => false,
    }
}

/// What the modifications add to the charge, or take off it; the account receives the amount itself.
fn surcharge(input: &mut Input, amount: Units) -> Units {
    const FIELD: &str = "metadata.amountMods";
    let Some(Value::Object(metadata)) = input.value("metadata") else { return Units::ZERO };
    let modifications = match metadata.get("amountMods") {
        None | Some(Value::Null) => return Units::ZERO,
        Some(Value::Array(modifications)) if modifications.len() <= MOST_MODIFICATIONS => {
            modifications.clone()
        }
        Some(_) => {
            input.refuse(
                FIELD,
                format!("The {FIELD} must be a list of at most {MOST_MODIFICATIONS} objects."),
            );
            return Units::ZERO;
        }
    };
    let mut parts = Vec::new();
    for (place, modification) in modifications.into_iter().enumerate() {
        let Value::Object(fields) = modification else {
            input.refuse(FIELD, format!("The {FIELD} must be a list of objects."));
            return Units::ZERO;
        };
        let mut modification = Input::nested(fields, format!("{FIELD}.{place}"));
        let part = modification.amount("amount");
        parts.extend(modification.required("amount", part));
        input.absorb(modification);
    }
    let charged = card::charged(amount, &parts);
    if charged.is_none() && amount.is_positive() {
        input.refuse(FIELD, "What is charged must be above zero and not too large.");
    }
    charged.map_or(Units::ZERO, |(_, surcharge)| surcharge)
}

fn words(account_id: i64, is_checkout_forced: bool, refill: &Refill, consumer: Option<&Value>) -> String {
    let metadata = in_order(refill.metadata.as_deref());
    let consumer = in_order(consumer.map(Value::to_string).as_deref());
    let plain = Refill { metadata: None, merchant_order_id: None, ..refill.clone() };
    format!("{account_id}|{is_checkout_forced}|{metadata:?}|{consumer:?}|{plain:?}")
}
