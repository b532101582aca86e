//! The 55 operations and the one table of where they are.

use std::fmt;

/// A wallet system.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum System {
    /// CentroWallet: merchants, their customers, payment accounts and transactions.
    CentroWallet,
    /// Centrapay wallets, for merchants.
    Centrapay,
    /// CTK: coins, cards and exchange.
    Ctk,
}

impl System {
    /// All three.
    pub const ALL: [Self; 3] = [Self::CentroWallet, Self::Centrapay, Self::Ctk];

    /// The system's name in configuration: `centrowallet`, `centrapay`, `ctk`.
    pub fn name(self) -> &'static str {
        match self {
            Self::CentroWallet => "centrowallet",
            Self::Centrapay => "centrapay",
            Self::Ctk => "ctk",
        }
    }

    /// The system of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|system| system.name() == name)
    }
}

impl fmt::Display for System {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.name())
    }
}

/// An HTTP method.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Method {
    /// GET
    Get,
    /// HEAD
    Head,
    /// POST
    Post,
    /// PUT
    Put,
    /// DELETE
    Delete,
}

impl Method {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Get, Self::Head, Self::Post, Self::Put, Self::Delete];

    /// `GET` and so on.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Head => "HEAD",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Delete => "DELETE",
        }
    }

    /// The method of that name, in upper case.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.as_str() == name)
    }

    /// Whether asking twice changes nothing: only then may a request be sent again on its own.
    pub fn is_read(self) -> bool {
        matches!(self, Self::Get | Self::Head)
    }
}

impl fmt::Display for Method {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.as_str())
    }
}

/// What can be asked of the three systems, in the order of the API document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Operation {
    /// List users. Operation 1, CentroWallet.
    UserList = 1,
    /// Create a user. Operation 2, CentroWallet.
    UserCreate = 2,
    /// One user. Operation 3, CentroWallet.
    UserGet = 3,
    /// Change a user. Operation 4, CentroWallet.
    UserUpdate = 4,
    /// Restore a user's access: a new authenticator secret. Operation 5, CentroWallet.
    UserRestore = 5,
    /// A new pair of tokens for a refresh token. Operation 6, CentroWallet.
    AuthRefresh = 6,
    /// Tokens for an e-mail address and a code. Operation 7, CentroWallet.
    AuthAuthorize = 7,
    /// List a customer's payment accounts. Operation 8, CentroWallet.
    PaymentAccountList = 8,
    /// Open a payment account. Operation 9, CentroWallet.
    PaymentAccountCreate = 9,
    /// One payment account. Operation 10, CentroWallet.
    PaymentAccountGet = 10,
    /// Change a payment account. Operation 11, CentroWallet.
    PaymentAccountUpdate = 11,
    /// Start a refill by card. Operation 12, CentroWallet.
    PaymentAccountRefill = 12,
    /// Add or take non-fiat money. Operation 13, CentroWallet.
    PaymentAccountTopUp = 13,
    /// Transfer to another payment account. Operation 14, CentroWallet.
    PaymentAccountTransfer = 14,
    /// Pay. Operation 15, CentroWallet.
    PaymentCreate = 15,
    /// List transactions. Operation 16, CentroWallet.
    TransactionList = 16,
    /// One transaction. Operation 17, CentroWallet.
    TransactionGet = 17,
    /// Void a transaction and its children. Operation 18, CentroWallet.
    TransactionVoid = 18,
    /// What the system itself sends when a refill is done. It goes to the merchant's address and is not sent from here. Operation 19, CentroWallet.
    RefillWebhook = 19,
    /// Create a wallet. Operation 20, Centrapay wallets.
    WalletCreateCentrapay = 20,
    /// List wallets. Operation 21, Centrapay wallets.
    WalletListCentrapay = 21,
    /// List a wallet's transactions. Operation 22, Centrapay wallets.
    WalletTransactionsCentrapay = 22,
    /// Balances. Operation 23, CTK.
    CtkWalletList = 23,
    /// A deposit address. Operation 24, CTK.
    CtkWalletAddress = 24,
    /// Send coins away. Irreversible. Operation 25, CTK.
    CtkWithdraw = 25,
    /// Make a wallet the one that the card spends. Operation 26, CTK.
    CtkWalletUpdate = 26,
    /// The profile. Operation 27, CTK.
    CtkUserGet = 27,
    /// Sign up. Operation 28, CTK.
    CtkSignup = 28,
    /// Confirm a sign-up with the code from the SMS. Operation 29, CTK.
    CtkSignupVerify = 29,
    /// Send that code again. Operation 30, CTK.
    CtkSignupResend = 30,
    /// Sign in. Operation 31, CTK.
    CtkLogin = 31,
    /// Sign in, second factor. Operation 32, CTK.
    CtkLoginCode = 32,
    /// Ask for a code to set a new password. Operation 33, CTK.
    CtkPasswordForgot = 33,
    /// Set a new password. Operation 34, CTK.
    CtkPasswordConfirm = 34,
    /// Sign out on all devices. Operation 35, CTK.
    CtkLogout = 35,
    /// Change the profile. Operation 36, CTK.
    CtkUserUpdate = 36,
    /// Sign up step by step, the first. Operation 37, CTK.
    CtkSignupStep1 = 37,
    /// Transactions by coin. Operation 38, CTK.
    CtkTransactionBySymbol = 38,
    /// Transactions. Operation 39, CTK.
    CtkTransactionList = 39,
    /// Totals of a period. Operation 40, CTK.
    CtkTransactionTotal = 40,
    /// Coins, their rates and what may be done with them. Operation 41, CTK.
    CtkSymbolList = 41,
    /// Cards. Operation 42, CTK.
    CtkCardList = 42,
    /// Issue a card. Operation 43, CTK.
    CtkCardIssue = 43,
    /// One card. Operation 44, CTK.
    CtkCardInfo = 44,
    /// Activate a card. Operation 45, CTK.
    CtkCardActivate = 45,
    /// Lock or unlock a card. Operation 46, CTK.
    CtkCardStatus = 46,
    /// Add an external provider. Operation 47, CTK.
    CtkExternalProviderAdd = 47,
    /// Change an external provider. Operation 48, CTK.
    CtkExternalProviderEdit = 48,
    /// Delete an external provider. Operation 49, CTK.
    CtkExternalProviderDelete = 49,
    /// The active external provider. Operation 50, CTK.
    CtkExternalProviderGet = 50,
    /// Exchanges, newest first. Operation 51, CTK.
    CtkExchangeHistory = 51,
    /// What can be exchanged for what. Operation 52, CTK.
    CtkExchangePairs = 52,
    /// How far an exchange is. Operation 53, CTK.
    CtkExchangeStatus = 53,
    /// The least that can be exchanged. Operation 54, CTK.
    CtkExchangeMinimum = 54,
    /// Exchange. Operation 55, CTK.
    CtkExchangeCreate = 55,
}

impl Operation {
    /// All 55, in order.
    pub fn all() -> impl Iterator<Item = Self> {
        ENDPOINTS.iter().map(|endpoint| endpoint.operation)
    }

    /// Its number in the API document, 1 to 55.
    pub fn number(self) -> u8 {
        self as u8
    }

    /// Its name in configuration and logs, in kebab case.
    pub fn name(self) -> &'static str {
        self.endpoint().name
    }

    /// The operation of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::all().find(|operation| operation.name() == name)
    }

    /// The system it belongs to.
    pub fn system(self) -> System {
        match self.number() {
            0..=19 => System::CentroWallet,
            20..=22 => System::Centrapay,
            _ => System::Ctk,
        }
    }

    /// Whether it moves money, so that an unknown outcome must be looked up before it is tried again.
    pub fn moves_money(self) -> bool {
        matches!(
            self,
            Self::PaymentAccountRefill
                | Self::PaymentAccountTopUp
                | Self::PaymentAccountTransfer
                | Self::PaymentCreate
                | Self::TransactionVoid
                | Self::CtkWithdraw
                | Self::CtkExchangeCreate
        )
    }

    /// Where it is, as published or assumed.
    pub fn endpoint(self) -> &'static Endpoint {
        // The table is in order and complete; a test holds it to that.
        let index = usize::from(self.number()) - 1;
        ENDPOINTS.get(index).unwrap_or(&ENDPOINTS[0])
    }
}

impl fmt::Display for Operation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.name())
    }
}

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
