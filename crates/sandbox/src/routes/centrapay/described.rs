//! What is said in other shapes than the types of the client have, and what a request may hold. For the description
//! alone: nothing here is ever made.

#![expect(dead_code, reason = "described only")]

use purser_api::centrapay::wallet::Wallet;
use utoipa::openapi::{RefOr, Schema};
use utoipa::{IntoParams, PartialSchema, ToSchema};

use super::wallets::{LEDGERS, LONGEST_ACCOUNT_ID};
use crate::routes::openapi::shape::{of, only, stands_for, text, words};

type Schemas = Vec<(String, RefOr<Schema>)>;

stands_for! {
    CentrapayAccountId = text("^[A-Za-z0-9_-]+$", "Jaim1Cu1Q55uooxSens6yk", "Letters and digits.")
        .max_length(Some(LONGEST_ACCOUNT_ID));
    CentrapayLedgerId = words(LEDGERS);
}

/// A wallet to create.
#[derive(ToSchema)]
#[schema(as = CentrapayNewWalletBody, rename_all = "camelCase")]
pub(super) struct NewWallet {
    /// The account it belongs to; the first merchant to name it owns it.
    #[schema(value_type = CentrapayAccountId)]
    account_id: String,
    /// Real money, or test money.
    #[schema(value_type = CentrapayLedgerId)]
    ledger_id: String,
    /// Whether it only receives and refunds payment requests. Experimental.
    settlement: Option<bool>,
}

/// Where to go on.
#[derive(IntoParams)]
#[into_params(parameter_in = Query, rename_all = "camelCase")]
pub(super) struct PageQuery {
    /// The `nextPageKey` of the page before; encode it for the address.
    #[param(max_length = 255)]
    page_key: Option<String>,
}

/// A wallet that has just been made.
pub(super) struct CreatedWallet;

impl PartialSchema for CreatedWallet {
    fn schema() -> RefOr<Schema> {
        let mut created = of::<Wallet>();
        created.properties.shift_remove("ledgerId");
        created.into()
    }
}

impl ToSchema for CreatedWallet {
    fn name() -> std::borrow::Cow<'static, str> {
        "CentrapayCreatedWallet".into()
    }

    fn schemas(schemas: &mut Schemas) {
        Wallet::schemas(schemas);
    }
}

/// A wallet in a list.
pub(super) struct ListedWallet;

impl PartialSchema for ListedWallet {
    fn schema() -> RefOr<Schema> {
        let fields = ["id", "accountId", "ledgerId", "currency", "balance", "availableBalance"];
        only(of::<Wallet>(), &fields).into()
    }
}

impl ToSchema for ListedWallet {
    fn name() -> std::borrow::Cow<'static, str> {
        "CentrapayListedWallet".into()
    }

    fn schemas(schemas: &mut Schemas) {
        Wallet::schemas(schemas);
    }
}
