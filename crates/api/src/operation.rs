//! The 55 operations.

use std::fmt;

use crate::endpoint_table::{ENDPOINTS, Endpoint};

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
