//! Wallets (operations 20 and 21).

use serde::Serialize;

use crate::{
    currency::Currency,
    decode::Cursor,
    list::{Rows, Unreadable},
    money::{MinorUnits, Money, MoneyError},
    request::{Authenticated, Operation, Parts, Request},
    time::WireTime,
};

/// The error code of operation 20 when an account has as many wallets as it may.
pub const MAX_WALLETS_REACHED: &str = "ACCOUNT_MAX_WALLETS_REACHED";

open_enum! {
    /// Whether a wallet holds real money.
    Liveness {
        /// Real money.
        Main = "main",
        /// Test money.
        Test = "test",
    }
}

/// A wallet to create.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NewWallet {
    /// The account it belongs to.
    pub account_id: String,
    /// The ledger it is on: `centrapay.nzd.main`, `centrapay.nzd.test`.
    pub ledger_id: String,
    /// Whether it only receives and refunds payment requests. Experimental.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub settlement: Option<bool>,
}

/// A wallet: one balance in one currency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = CentrapayWallet))]
pub struct Wallet {
    /// The id.
    pub id: String,
    /// The account it belongs to.
    pub account_id: Option<String>,
    /// The ledger it is on, as lists have it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ledger_id: Option<String>,
    /// `money`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// The ledger it is on, as a created wallet has it.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Whether it holds real money.
    #[serde(skip_serializing_if = "is_absent")]
    pub liveness: Liveness,
    /// What it is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// When it was created.
    #[serde(serialize_with = "WireTime::as_iso", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<crate::openapi::IsoTime>))]
    pub created_at: Option<WireTime>,
    /// `active`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// Its currency.
    pub currency: Currency,
    /// What is in it, in cents.
    pub balance: MinorUnits,
    /// What of it can be spent, in cents.
    pub available_balance: Option<MinorUnits>,
    /// Whether it only receives and refunds payment requests.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub settlement: Option<bool>,
}

fn is_absent(liveness: &Liveness) -> bool {
    liveness.as_str().is_empty()
}

impl Wallet {
    /// The ledger it is on.
    pub fn ledger(&self) -> Option<&str> {
        self.ledger_id.as_deref().or(self.kind.as_deref())
    }

    /// What is in it; an error when the currency's cents are not known.
    pub fn balance_money(&self) -> Result<Money, MoneyError> {
        self.balance.to_money(self.currency)
    }

    /// What of it can be spent, where the system says so.
    pub fn available_balance_money(&self) -> Result<Option<Money>, MoneyError> {
        self.available_balance.map(|units| units.to_money(self.currency)).transpose()
    }

    /// Reads a wallet; id, currency and balance must be there.
    pub fn read(cursor: &Cursor<'_>) -> Result<Self, Unreadable> {
        let mut fields = cursor.fields()?;
        let read = Self {
            id: fields.text("id"),
            account_id: fields.optional_text("accountId"),
            ledger_id: fields.optional_text("ledgerId"),
            category: fields.optional_text("category"),
            kind: fields.optional_text("type"),
            liveness: fields.open("liveness"),
            description: fields.optional_text("description"),
            created_at: fields.time("createdAt"),
            status: fields.optional_text("status"),
            currency: fields.currency("currency"),
            balance: fields.minor_units("balance"),
            available_balance: fields.optional_minor_units("availableBalance"),
            settlement: fields.optional_flag("settlement"),
        };
        fields.finish(read)
    }
}

/// Creates a wallet. Operation 20 of Centrapay wallets; refused with [`MAX_WALLETS_REACHED`] when there are enough.
pub fn create(wallet: &NewWallet) -> Request<Wallet, Authenticated> {
    Request::new(Parts::new(Operation::WalletCreateCentrapay).body(wallet), Wallet::read)
}

/// Lists the wallets that the key may see. Operation 21 of Centrapay wallets.
pub fn list() -> Request<Rows<Wallet>, Authenticated> {
    Request::new(Parts::new(Operation::WalletListCentrapay), |answer| answer.rows(Wallet::read))
}
