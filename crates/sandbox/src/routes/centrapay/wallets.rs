//! Wallets: operations 20 and 21.

use axum::extract::State;
use axum::response::Response;
use purser_api::centrapay::wallet::MAX_WALLETS_REACHED;

use super::super::body::{Form, ok};
use super::caller::Caller;
use super::{described, wire};
use crate::app::Shared;
use crate::domain::centrapay::{Ledger, MOST_WALLETS, public_id};
use crate::domain::secret;
use crate::error::{ApiError, ApiResult};
use crate::routes::openapi::refusals::{Body, Credential, Refusal};
use crate::store::centrapay::wallets::{self, NewWallet};

pub(super) const LEDGERS: &[(&str, Ledger)] =
    &[("centrapay.nzd.main", Ledger::Main), ("centrapay.nzd.test", Ledger::Test)];

pub(super) const LONGEST_ACCOUNT_ID: usize = 64;

#[utoipa::path(
    post,
    path = "",
    operation_id = "centrapay-wallet-create",
    tag = "Centrapay wallets",
    summary = "Creates a wallet",
    description = "On the ledger of real money or that of test money, five of each for an account at most.",
    request_body = described::NewWallet,
    responses(
        (status = 200, body = described::CreatedWallet, description = "The wallet"),
        (status = 403, body = Refusal, description = "The account is another merchant's, or has as many wallets as it may: `ACCOUNT_MAX_WALLETS_REACHED`"),
        (status = 422, body = Refusal, description = "A field is not as it must be; `errors` says which and why"),
        Body,
        Credential,
    ),
    security(("centrapayKey" = []))
)]
pub(super) async fn create(
    Caller(merchant): Caller,
    State(app): State<Shared>,
    Form(mut input): Form,
) -> ApiResult<Response> {
    let account_id = input.text_up_to("accountId", LONGEST_ACCOUNT_ID);
    let account_id = input.required("accountId", account_id).unwrap_or_default();
    if !account_id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)) {
        input.refuse("accountId", "The accountId must be letters and digits.");
    }
    let ledger = input.choice("ledgerId", LEDGERS);
    let ledger = input.required("ledgerId", ledger).unwrap_or(Ledger::Test);
    let is_settlement = input.boolean("settlement").unwrap_or(false);
    input.check()?;
    let public_id = public_id(secret::random()?);
    let mut write = app.store.write().await?;
    let owner = wallets::merchant_of(&mut write, &account_id).await?;
    if owner.is_some_and(|owner| owner != merchant.id) {
        return Err(ApiError::forbidden("This account is not yours.").with_code("FORBIDDEN"));
    }
    if wallets::count(&mut write, &account_id, ledger).await? >= MOST_WALLETS {
        let sentence = "The maximum number of wallets for the given ledger has been reached.";
        return Err(ApiError::forbidden(sentence).with_code(MAX_WALLETS_REACHED));
    }
    let new = NewWallet {
        public_id: public_id.clone(),
        merchant_id: merchant.id,
        account_id,
        ledger,
        is_settlement,
        created_at: app.clock.now(),
    };
    wallets::create(&mut write, new).await?;
    let wallet = wallets::by_public_id(&mut write, &public_id).await?.ok_or_else(ApiError::internal)?;
    write.commit().await?;
    ok(&wire::created(&wallet)?)
}

#[utoipa::path(
    get,
    path = "",
    operation_id = "centrapay-wallet-list",
    tag = "Centrapay wallets",
    summary = "Lists your wallets",
    description = "Balances are texts of whole cents, of any size.",
    responses(
        (status = 200, body = Vec<described::ListedWallet>, description = "The wallets"),
        Credential,
    ),
    security(("centrapayKey" = []))
)]
pub(super) async fn list(Caller(merchant): Caller, State(app): State<Shared>) -> ApiResult<Response> {
    let wallets = wallets::list(&mut app.store.read().await?, merchant.id).await?;
    ok(&wallets.iter().map(wire::listed).collect::<ApiResult<Vec<_>>>()?)
}
