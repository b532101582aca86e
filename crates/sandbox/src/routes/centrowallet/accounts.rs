//! Payment accounts: operations 8 to 11.

use axum::extract::{RawQuery, State};
use axum::response::Response;
use purser_api::Currency;

use super::caller::{Caller, account_of, refuse_blocked};
use super::{Form, Id, Input, described, id, ok, wire};
use crate::app::Shared;
use crate::domain::secret;
use crate::error::{ApiError, ApiResult};
use crate::routes::openapi::refusals::{Body, Credential, Refusal};
use crate::store::accounts::{self, AccountChange, AccountFilter, NewAccount};

pub(super) const KINDS: &[(&str, bool)] = &[("fiat", false), ("promo", true)];

/// Reads an account that is to be; whose it is, and when it was made, is left to say.
pub(super) fn new_account(input: &mut Input) -> ApiResult<NewAccount> {
    let method = input.text_up_to("method", 64);
    let method = input.required("method", method);
    let system = input.text_up_to("system", 64);
    let system = input.required("system", system);
    let code = input.text("currency");
    let code = input.required("currency", code).unwrap_or_default();
    let known = Currency::new(&code).ok().filter(|currency| currency.decimals().is_some());
    if !code.is_empty() && known.is_none() {
        input.refuse("currency", "The currency is not known.");
    }
    let currency = known.map(|currency| currency.to_string()).unwrap_or_default();
    Ok(NewAccount {
        uuid: secret::uuid(secret::random()?),
        name: input.text("name").or_else(|| Some(format!("Payment account in \"{currency}\""))),
        description: input.text_up_to("description", 1_000),
        is_promo: input.choice("type", KINDS).unwrap_or(false),
        currency,
        method: method.unwrap_or_default(),
        system: system.unwrap_or_default(),
        webhook_url: input.web_address("webhookUrl"),
        ..NewAccount::default()
    })
}

#[utoipa::path(
    get,
    path = "/payment-account",
    operation_id = "payment-account-list",
    tag = "CentroWallet payment accounts",
    summary = "Lists a customer's payment accounts",
    description = "All of them at once.",
    params(described::ClientQuery, described::AccountQuery),
    responses(
        (status = 200, body = Vec<described::Account>, description = "The accounts"),
        (status = 403, body = Refusal, description = "The customer is blocked or not activated"),
        (status = 404, body = Refusal, description = "There is no such customer"),
        (status = 422, body = Refusal, description = "A field is not as it must be; `errors` says which and why"),
        Credential,
    ),
    security(("merchantKey" = []), ("customerToken" = []))
)]
pub(super) async fn list(
    caller: Caller,
    State(app): State<Shared>,
    RawQuery(query): RawQuery,
) -> ApiResult<Response> {
    let mut input = Input::from_query(query.as_deref());
    let filter = AccountFilter {
        system: input.text("system"),
        currency: input.text("currency"),
        is_active: input.boolean("isActive"),
        is_auto_reload: input.boolean("isAutoReload"),
        is_notify: input.boolean("isNotify"),
        is_promo: input.choice("type", KINDS),
    };
    let mut connection = app.store.snapshot().await?;
    let user = caller.client(&mut connection, &mut input).await?;
    let accounts = accounts::list(&mut connection, user.id, &filter).await?;
    ok(&accounts.iter().map(wire::account).collect::<ApiResult<Vec<_>>>()?)
}

#[utoipa::path(
    get,
    path = "/payment-account/{id}",
    operation_id = "payment-account-get",
    tag = "CentroWallet payment accounts",
    summary = "Shows one payment account",
    description = "Amounts are in major units of its currency.",
    params(("id" = i64, Path, description = "The payment account's id", minimum = 1), described::ClientQuery),
    responses(
        (status = 200, body = described::Account, description = "The account"),
        (status = 403, body = Refusal, description = "The customer is blocked or not activated"),
        (status = 404, body = Refusal, description = "There is no such account or customer"),
        (status = 422, body = Refusal, description = "A field is not as it must be; `errors` says which and why"),
        Credential,
    ),
    security(("merchantKey" = []), ("customerToken" = []))
)]
pub(super) async fn get(
    caller: Caller,
    State(app): State<Shared>,
    path: Id,
    RawQuery(query): RawQuery,
) -> ApiResult<Response> {
    let id = id(path)?;
    let mut input = Input::from_query(query.as_deref());
    let mut connection = app.store.snapshot().await?;
    let user = caller.client(&mut connection, &mut input).await?;
    let account = account_of(&mut connection, &user, id).await?;
    ok(&wire::account(&account)?)
}

#[utoipa::path(
    post,
    path = "/payment-account",
    operation_id = "payment-account-create",
    tag = "CentroWallet payment accounts",
    summary = "Opens a payment account",
    description = "One account has one currency, for good.",
    request_body = described::NewAccount,
    responses(
        (status = 200, body = described::Account, description = "The account"),
        (status = 403, body = Refusal, description = "The customer is blocked or not activated"),
        (status = 404, body = Refusal, description = "There is no such customer"),
        (status = 422, body = Refusal, description = "A field is not as it must be; `errors` says which and why"),
        Body,
        Credential,
    ),
    security(("merchantKey" = []), ("customerToken" = []))
)]
pub(super) async fn create(
    caller: Caller,
    State(app): State<Shared>,
    Form(mut input): Form,
) -> ApiResult<Response> {
    let mut new = new_account(&mut input)?;
    let mut write = app.store.write().await?;
    let user = caller.client(&mut write, &mut input).await?;
    refuse_blocked(&user)?;
    new.merchant_id = user.merchant_id;
    new.user_id = user.id;
    new.created_at = app.clock.now();
    let id = accounts::create(&mut write, new).await?;
    let account = accounts::by_id(&mut write, id).await?.ok_or_else(ApiError::internal)?;
    write.commit().await?;
    ok(&wire::account(&account)?)
}

#[utoipa::path(
    put,
    path = "/payment-account/{id}",
    operation_id = "payment-account-update",
    tag = "CentroWallet payment accounts",
    summary = "Changes a payment account",
    description = "Its name, whether it is active, when it is refilled or reported.",
    params(("id" = i64, Path, description = "The payment account's id", minimum = 1)),
    request_body = described::AccountUpdate,
    responses(
        (status = 200, body = described::Account, description = "The account as it is now"),
        (status = 403, body = Refusal, description = "The customer is blocked or not activated"),
        (status = 404, body = Refusal, description = "There is no such account or customer"),
        (status = 422, body = Refusal, description = "A field is not as it must be; `errors` says which and why"),
        Body,
        Credential,
    ),
    security(("merchantKey" = []), ("customerToken" = []))
)]
pub(super) async fn update(
    caller: Caller,
    State(app): State<Shared>,
    path: Id,
    Form(mut input): Form,
) -> ApiResult<Response> {
    let id = id(path)?;
    let webhook_url = match input.text_or_empty("webhookUrl") {
        Some(text) if text.is_empty() => Some(text),
        _ => input.web_address("webhookUrl"),
    };
    let change = AccountChange {
        name: input.text_or_empty("name"),
        description: input.text_or_empty("description"),
        is_active: input.boolean("isActive"),
        is_auto_reload: input.boolean("isAutoReload"),
        auto_reload_amount: input.limit("autoReloadAmount"),
        auto_reload_min_amount: input.limit("autoReloadMinAmount"),
        is_notify: input.boolean("isNotify"),
        notify_amount: input.limit("notifyAmount"),
        webhook_url,
    };
    let mut write = app.store.write().await?;
    let user = caller.client(&mut write, &mut input).await?;
    refuse_blocked(&user)?;
    account_of(&mut write, &user, id).await?;
    accounts::change(&mut write, id, change, app.clock.now()).await?;
    let account = account_of(&mut write, &user, id).await?;
    write.commit().await?;
    ok(&wire::account(&account)?)
}
