//! Users: operations 1 to 4.

use axum::extract::{RawQuery, State};
use axum::response::Response;
use purser_api::centrowallet::user::User;
use serde_json::{Value, json};

use super::caller::{Caller, MerchantOnly};
use super::{Form, Id, Input, accounts, described, id, ok, wire};
use crate::app::Shared;
use crate::domain::secret::{self, Secret};
use crate::domain::totp::SECRET_BYTES;
use crate::error::{ApiError, ApiResult};
use crate::routes::openapi::refusals::{Body, Credential, Refusal};
use crate::store::pages::PageRequest;
use crate::store::users::{self, NewUser, UserChange, UserFilter, UserOrder};
use crate::store::{self, StoreError};

/// Rows of a page where nothing is said.
pub(super) const USUAL_LIMIT: i64 = 50;

/// Rows of a page at most.
pub(super) const HIGHEST_LIMIT: i64 = 1_000;

/// The last page that can be asked for.
pub(super) const LAST_PAGE: i64 = 1_000_000_000;

const MOST_NEW_ACCOUNTS: usize = 20;

pub(super) const ORDERS: &[(&str, UserOrder)] = &[
    ("id", UserOrder::Id),
    ("created_at", UserOrder::CreatedAt),
    ("updated_at", UserOrder::UpdatedAt),
    ("blocked_at", UserOrder::BlockedAt),
    ("email", UserOrder::Email),
    ("is_blocked", UserOrder::IsBlocked),
    ("is_activated", UserOrder::IsActivated),
];

/// Both spellings, in either list.
pub(super) const DIRECTIONS: &[(&str, bool)] =
    &[("asc", false), ("desc", true), ("ASC", false), ("DESC", true)];

#[utoipa::path(
    get,
    path = "/user",
    operation_id = "user-list",
    tag = "CentroWallet users",
    summary = "Lists your users",
    description = "A page at a time, in the order you say. The rows come as a map of their places: keep to its order.",
    params(described::UserQuery),
    responses(
        (status = 200, body = described::UserPage, description = "One page of them"),
        (status = 403, body = Refusal, description = "A customer asks; only a merchant may"),
        (status = 422, body = Refusal, description = "A field is not as it must be; `errors` says which and why"),
        Credential,
    ),
    security(("merchantKey" = []))
)]
pub(super) async fn list(
    MerchantOnly(merchant): MerchantOnly,
    State(app): State<Shared>,
    RawQuery(query): RawQuery,
) -> ApiResult<Response> {
    let mut input = Input::from_query(query.as_deref());
    let filter = UserFilter {
        email: input.text("email"),
        external_user_id: input.text("externalUserId"),
        is_activated: input.boolean("isActivated"),
        is_blocked: input.boolean("isBlocked"),
        from: input.day("dateFrom"),
        until: input.day_after("dateTo"),
    };
    let request = PageRequest {
        order: input.choice("orderColumn", ORDERS).unwrap_or(UserOrder::Id),
        descending: input.choice("orderDirection", DIRECTIONS).unwrap_or(false),
        limit: input.number("limit", 1, HIGHEST_LIMIT).unwrap_or(USUAL_LIMIT),
        page: input.number("page", 1, LAST_PAGE).unwrap_or(1),
    };
    input.check()?;
    let mut connection = app.store.snapshot().await?;
    let page = users::list(&mut connection, merchant.id, &filter, request).await?;
    let href = wire::page_address("/api/v1/user", query.as_deref(), request.page);
    let body = json!({
        "data": wire::numbered(page.rows.iter().map(wire::user)),
        "links": { "rel": "current", "href": href },
        "meta": wire::meta(request.page, request.limit, page.total),
    });
    ok(&body)
}

#[utoipa::path(
    get,
    path = "/user/{id}",
    operation_id = "user-get",
    tag = "CentroWallet users",
    summary = "Shows one user",
    description = "A merchant sees its own users, a customer itself.",
    params(("id" = i64, Path, description = "The user's id", minimum = 1)),
    responses(
        (status = 200, body = User, description = "The user"),
        (status = 403, body = Refusal, description = "The customer is blocked or not activated"),
        (status = 404, body = Refusal, description = "There is no such user"),
        Credential,
    ),
    security(("merchantKey" = []), ("customerToken" = []))
)]
pub(super) async fn get(caller: Caller, State(app): State<Shared>, path: Id) -> ApiResult<Response> {
    let mut connection = app.store.read().await?;
    let user = caller.user(&mut connection, id(path)?).await?;
    ok(&wire::user(&user))
}

/// A taken address or id, by the columns or the name of the constraint, as either database says it.
fn taken(error: StoreError) -> ApiError {
    if error.is_refusal("wallet_user.email_key") || error.is_refusal("wallet_user_email") {
        ApiError::conflict("email", "The email has already been taken.")
    } else if error.is_refusal("wallet_user.external_user_id") || error.is_refusal("wallet_user_external") {
        ApiError::conflict("externalUserId", "The externalUserId has already been taken.")
    } else {
        error.into()
    }
}

#[utoipa::path(
    post,
    path = "/user",
    operation_id = "user-create",
    tag = "CentroWallet users",
    summary = "Creates a user",
    description = "With payment accounts, if you name some. The `oauthUrl` is for the customer's authenticator: show it once, as a QR code.",
    request_body = described::NewUser,
    responses(
        (status = 200, body = described::CreatedUser, description = "The user, the secret and the accounts"),
        (status = 403, body = Refusal, description = "A customer asks; only a merchant may"),
        (status = 409, body = Refusal, description = "The e-mail address or the externalUserId is taken"),
        (status = 422, body = Refusal, description = "A field is not as it must be; `errors` says which and why"),
        Body,
        Credential,
    ),
    security(("merchantKey" = []))
)]
pub(super) async fn create(
    MerchantOnly(merchant): MerchantOnly,
    State(app): State<Shared>,
    Form(mut input): Form,
) -> ApiResult<Response> {
    let now = app.clock.now();
    let email = input.email("email");
    let email = input.required("email", email);
    let external_user_id = input.text("externalUserId");
    let external_user_id = input.required("externalUserId", external_user_id);
    let new = NewUser {
        merchant_id: merchant.id,
        uuid: secret::uuid(secret::random()?),
        email: email.unwrap_or_default(),
        kind: input.text("type"),
        external_user_id: external_user_id.unwrap_or_default(),
        is_activated: input.boolean("isActivated").unwrap_or(false),
        is_blocked: input.boolean("isBlocked").unwrap_or(false),
        totp_secret: Secret(secret::random::<SECRET_BYTES>()?.to_vec()),
        created_at: now,
    };
    let mut new_accounts = Vec::new();
    match input.value("paymentAccounts").cloned() {
        None => {}
        Some(Value::Array(rows)) if rows.len() <= MOST_NEW_ACCOUNTS => {
            for (place, row) in rows.into_iter().enumerate() {
                let name = format!("paymentAccounts.{place}");
                let Value::Object(fields) = row else {
                    input.refuse(&name, format!("The {name} must be an object."));
                    continue;
                };
                let mut nested = Input::nested(fields, name);
                new_accounts.push(accounts::new_account(&mut nested)?);
                input.absorb(nested);
            }
        }
        Some(_) => input.refuse(
            "paymentAccounts",
            format!("The paymentAccounts must be a list of at most {MOST_NEW_ACCOUNTS} entries."),
        ),
    }
    input.check()?;
    let mut write = app.store.write().await?;
    let user_id = users::create(&mut write, new).await.map_err(taken)?;
    for mut account in new_accounts {
        account.merchant_id = merchant.id;
        account.user_id = user_id;
        account.created_at = now;
        store::accounts::create(&mut write, account).await?;
    }
    let user = users::by_id(&mut write, user_id).await?.ok_or_else(ApiError::internal)?;
    let accounts =
        store::accounts::list(&mut write, user_id, &store::accounts::AccountFilter::default()).await?;
    write.commit().await?;
    ok(&wire::new_user(&user, &accounts)?)
}

#[utoipa::path(
    put,
    path = "/user/{id}",
    operation_id = "user-update",
    tag = "CentroWallet users",
    summary = "Changes a user",
    description = "Activates, blocks, renames. A blocked user's requests are all refused, at once.",
    params(("id" = i64, Path, description = "The user's id", minimum = 1)),
    request_body = described::UserUpdate,
    responses(
        (status = 200, body = User, description = "The user as it is now"),
        (status = 403, body = Refusal, description = "A customer asks; only a merchant may"),
        (status = 404, body = Refusal, description = "There is no such user"),
        (status = 409, body = Refusal, description = "The externalUserId is taken"),
        (status = 422, body = Refusal, description = "A field is not as it must be; `errors` says which and why"),
        Body,
        Credential,
    ),
    security(("merchantKey" = []))
)]
pub(super) async fn update(
    MerchantOnly(merchant): MerchantOnly,
    State(app): State<Shared>,
    path: Id,
    Form(mut input): Form,
) -> ApiResult<Response> {
    let id = id(path)?;
    let caller = Caller::Merchant(merchant);
    let mut write = app.store.write().await?;
    caller.user(&mut write, id).await?;
    let is_activated = input.boolean("isActivated");
    let change = UserChange {
        is_activated: input.required("isActivated", is_activated),
        is_blocked: input.boolean("isBlocked"),
        kind: input.text("type"),
        external_user_id: input.text("externalUserId"),
    };
    input.check()?;
    users::change(&mut write, id, change, app.clock.now()).await.map_err(taken)?;
    let user = caller.user(&mut write, id).await?;
    write.commit().await?;
    ok(&wire::user(&user))
}
