//! A wallet's transactions (operation 22).

use serde::Serialize;

use crate::{
    decode::Cursor,
    list::{Rows, Unreadable},
    money::MinorUnits,
    request::{Authenticated, Operation, Parts, Request},
    time::WireTime,
};

/// What a transaction is, told by which id it bears.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TransactionKind {
    /// A payment request was paid.
    Payment,
    /// Money was topped up.
    Topup,
    /// An asset was sent.
    SentAsset,
    /// An asset was received.
    ReceivedAsset,
    /// A sent asset came back.
    ReturnedAsset,
    /// Money was withdrawn.
    Withdrawal,
    /// None of the published kinds.
    Unknown,
}

/// A transaction of a wallet. Amounts are in cents of the wallet's currency, which is not in here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = CentrapayTransaction))]
pub struct Transaction {
    /// The number within the wallet, of any size.
    pub activity_number: String,
    /// How much, never below zero.
    pub amount: MinorUnits,
    /// What it did to the balance. The published sample of a withdrawal shows it above zero.
    pub value: MinorUnits,
    /// When.
    #[serde(serialize_with = "WireTime::as_iso")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<crate::openapi::IsoTime>))]
    pub created_at: Option<WireTime>,
    /// `returned-asset-transfer`, or nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub activity_type: Option<String>,
    /// The wallet that received.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dest_wallet_id: Option<String>,
    /// The wallet that gave.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub src_wallet_id: Option<String>,
    /// Who received, for show: a name, masked address or number, or bank account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dest_party: Option<String>,
    /// Who gave, for show.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub src_party: Option<String>,
    /// The payment request.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payment_request_id: Option<String>,
    /// The top-up.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub topup_id: Option<String>,
    /// The asset transfer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub asset_transfer_id: Option<String>,
    /// The withdrawal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub withdrawal_id: Option<String>,
}

impl Transaction {
    /// What it is.
    pub fn kind(&self) -> TransactionKind {
        if self.payment_request_id.is_some() {
            TransactionKind::Payment
        } else if self.topup_id.is_some() {
            TransactionKind::Topup
        } else if self.withdrawal_id.is_some() {
            TransactionKind::Withdrawal
        } else if self.asset_transfer_id.is_none() {
            TransactionKind::Unknown
        } else if self.activity_type.as_deref() == Some("returned-asset-transfer") {
            TransactionKind::ReturnedAsset
        } else if self.value < MinorUnits::default() {
            TransactionKind::SentAsset
        } else {
            TransactionKind::ReceivedAsset
        }
    }

    /// Reads a transaction; number, amount and value must be there.
    pub fn read(cursor: &Cursor<'_>) -> Result<Self, Unreadable> {
        let mut fields = cursor.fields()?;
        let read = Self {
            activity_number: fields.text("activityNumber"),
            amount: fields.minor_units("amount"),
            value: fields.minor_units("value"),
            created_at: fields.time("createdAt"),
            activity_type: fields.optional_text("activityType"),
            dest_wallet_id: fields.optional_text("destWalletId"),
            src_wallet_id: fields.optional_text("srcWalletId"),
            dest_party: fields.optional_text("destParty"),
            src_party: fields.optional_text("srcParty"),
            payment_request_id: fields.optional_text("paymentRequestId"),
            topup_id: fields.optional_text("topupId"),
            asset_transfer_id: fields.optional_text("assetTransferId"),
            withdrawal_id: fields.optional_text("withdrawalId"),
        };
        fields.finish(read)
    }
}

/// A stretch of a wallet's transactions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = CentrapayTransactionPage))]
pub struct TransactionPage {
    /// The transactions.
    #[serde(rename = "items")]
    pub rows: Vec<Transaction>,
    /// One entry for each that could not be read.
    #[serde(skip)]
    pub unreadable: Vec<Unreadable>,
    /// What to ask on with, when there is more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_page_key: Option<String>,
}

impl TransactionPage {
    /// Reads `{items, nextPageKey?}`.
    pub fn read(cursor: &Cursor<'_>) -> Result<Self, Unreadable> {
        let Rows { rows, unreadable } = cursor.field("items").rows(Transaction::read)?;
        Ok(Self { rows, unreadable, next_page_key: cursor.field("nextPageKey").optional_text()? })
    }
}

/// Lists a wallet's transactions, from the key of an earlier answer if there is one. Operation 22 of Centrapay wallets.
pub fn list(wallet_id: &str, page_key: Option<&str>) -> Request<TransactionPage, Authenticated> {
    let parts = Parts::new(Operation::WalletTransactionsCentrapay)
        .param("id", wallet_id.to_owned())
        .query("pageKey", page_key.map(str::to_owned));
    Request::new(parts, TransactionPage::read)
}
