//! The one table of where the 55 operations are.

use crate::operation::{Method, Operation};

/// Where an operation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Endpoint {
    /// The operation.
    pub operation: Operation,
    /// Its name in configuration and logs.
    pub name: &'static str,
    /// The HTTP method.
    pub method: Method,
    /// The path, with `{parameters}`.
    pub path: &'static str,
    /// Whether the method or path is not published and therefore assumed.
    pub assumed: bool,
}

const fn published(operation: Operation, name: &'static str, method: Method, path: &'static str) -> Endpoint {
    Endpoint { operation, name, method, path, assumed: false }
}

const fn assumed(operation: Operation, name: &'static str, method: Method, path: &'static str) -> Endpoint {
    Endpoint { operation, name, method, path, assumed: true }
}

/// The one table: change an assumption here, or from outside with
/// [`Endpoints::with_override`](crate::Endpoints::with_override).
pub static ENDPOINTS: [Endpoint; 55] = [
    published(Operation::UserList, "user-list", Method::Get, "/api/v1/user"),
    published(Operation::UserCreate, "user-create", Method::Post, "/api/v1/user"),
    assumed(Operation::UserGet, "user-get", Method::Get, "/api/v1/user/{id}"),
    assumed(Operation::UserUpdate, "user-update", Method::Put, "/api/v1/user/{id}"),
    assumed(Operation::UserRestore, "user-restore", Method::Post, "/api/v1/user/{id}/restore"),
    assumed(Operation::AuthRefresh, "auth-refresh", Method::Post, "/api/v1/auth/{id}/refresh"),
    published(Operation::AuthAuthorize, "auth-authorize", Method::Post, "/api/v1/auth"),
    assumed(Operation::PaymentAccountList, "payment-account-list", Method::Get, "/api/v1/payment-account"),
    published(
        Operation::PaymentAccountCreate,
        "payment-account-create",
        Method::Post,
        "/api/v1/payment-account",
    ),
    published(
        Operation::PaymentAccountGet,
        "payment-account-get",
        Method::Get,
        "/api/v1/payment-account/{id}",
    ),
    published(
        Operation::PaymentAccountUpdate,
        "payment-account-update",
        Method::Put,
        "/api/v1/payment-account/{id}",
    ),
    published(
        Operation::PaymentAccountRefill,
        "payment-account-refill",
        Method::Post,
        "/api/v1/payment-account/{id}/refill",
    ),
    assumed(
        Operation::PaymentAccountTopUp,
        "payment-account-top-up",
        Method::Post,
        "/api/v1/payment-account/{id}/top-up",
    ),
    published(
        Operation::PaymentAccountTransfer,
        "payment-account-transfer",
        Method::Post,
        "/api/v1/payment-account/{id}/transfer",
    ),
    published(Operation::PaymentCreate, "payment-create", Method::Post, "/api/v1/payment"),
    published(Operation::TransactionList, "transaction-list", Method::Get, "/api/v1/transaction"),
    published(Operation::TransactionGet, "transaction-get", Method::Get, "/api/v1/transaction/{id}"),
    published(Operation::TransactionVoid, "transaction-void", Method::Post, "/api/v1/transaction/{id}/void"),
    published(Operation::RefillWebhook, "refill-webhook", Method::Post, "{webhookUrl}"),
    published(Operation::WalletCreateCentrapay, "centrapay-wallet-create", Method::Post, "/api/wallets"),
    published(Operation::WalletListCentrapay, "centrapay-wallet-list", Method::Get, "/api/wallets"),
    published(
        Operation::WalletTransactionsCentrapay,
        "centrapay-wallet-transactions",
        Method::Get,
        "/api/wallets/{id}/transactions",
    ),
    published(Operation::CtkWalletList, "ctk-wallet-list", Method::Get, "/api/v3/wallet"),
    published(
        Operation::CtkWalletAddress,
        "ctk-wallet-address",
        Method::Get,
        "/api/v3/wallet/address/{symbol}",
    ),
    published(Operation::CtkWithdraw, "ctk-withdraw", Method::Post, "/api/v3/wallet/withdraw/{symbol}"),
    published(Operation::CtkWalletUpdate, "ctk-wallet-update", Method::Put, "/api/v3/wallet/{symbol}"),
    published(Operation::CtkUserGet, "ctk-user-get", Method::Get, "/api/v3/user"),
    published(Operation::CtkSignup, "ctk-signup", Method::Post, "/api/v3/user/signup"),
    published(Operation::CtkSignupVerify, "ctk-signup-verify", Method::Post, "/api/v3/user/signup/verify"),
    published(Operation::CtkSignupResend, "ctk-signup-resend", Method::Post, "/api/v3/user/signup/confirm"),
    published(Operation::CtkLogin, "ctk-login", Method::Post, "/api/v3/user/login"),
    published(Operation::CtkLoginCode, "ctk-login-code", Method::Post, "/api/v3/user/login/code"),
    published(Operation::CtkPasswordForgot, "ctk-password-forgot", Method::Post, "/api/v3/user/password"),
    published(
        Operation::CtkPasswordConfirm,
        "ctk-password-confirm",
        Method::Post,
        "/api/v3/user/password/confirm",
    ),
    published(Operation::CtkLogout, "ctk-logout", Method::Get, "/api/v3/user/logout"),
    published(Operation::CtkUserUpdate, "ctk-user-update", Method::Put, "/api/v3/user/update"),
    published(Operation::CtkSignupStep1, "ctk-signup-step1", Method::Post, "/api/v3/user/signup/step1"),
    published(
        Operation::CtkTransactionBySymbol,
        "ctk-transaction-by-symbol",
        Method::Get,
        "/api/v3/transactionBySymbol",
    ),
    published(Operation::CtkTransactionList, "ctk-transaction-list", Method::Get, "/api/v3/transaction"),
    published(
        Operation::CtkTransactionTotal,
        "ctk-transaction-total",
        Method::Get,
        "/api/v3/transaction/total",
    ),
    published(Operation::CtkSymbolList, "ctk-symbol-list", Method::Get, "/api/v3/symbol"),
    published(Operation::CtkCardList, "ctk-card-list", Method::Get, "/api/v3/card"),
    published(Operation::CtkCardIssue, "ctk-card-issue", Method::Post, "/api/v3/card/issue"),
    published(Operation::CtkCardInfo, "ctk-card-info", Method::Post, "/api/v3/card/info"),
    published(Operation::CtkCardActivate, "ctk-card-activate", Method::Post, "/api/v3/card/activate"),
    published(Operation::CtkCardStatus, "ctk-card-status", Method::Put, "/api/v3/card/status/{san}"),
    published(
        Operation::CtkExternalProviderAdd,
        "ctk-external-provider-add",
        Method::Post,
        "/api/v3/externalProvider",
    ),
    published(
        Operation::CtkExternalProviderEdit,
        "ctk-external-provider-edit",
        Method::Put,
        "/api/v3/externalProvider/{provider}",
    ),
    published(
        Operation::CtkExternalProviderDelete,
        "ctk-external-provider-delete",
        Method::Delete,
        "/api/v3/externalProvider/{provider}",
    ),
    published(
        Operation::CtkExternalProviderGet,
        "ctk-external-provider-get",
        Method::Get,
        "/api/v3/externalProvider",
    ),
    published(
        Operation::CtkExchangeHistory,
        "ctk-exchange-history",
        Method::Get,
        "/api/v3/exchange/transactions",
    ),
    published(Operation::CtkExchangePairs, "ctk-exchange-pairs", Method::Get, "/api/v3/exchange"),
    published(Operation::CtkExchangeStatus, "ctk-exchange-status", Method::Get, "/api/v3/exchange/{id}"),
    published(
        Operation::CtkExchangeMinimum,
        "ctk-exchange-minimum",
        Method::Post,
        "/api/v3/exchange/minimum",
    ),
    published(
        Operation::CtkExchangeCreate,
        "ctk-exchange-create",
        Method::Post,
        "/api/v3/exchange/transaction",
    ),
];
