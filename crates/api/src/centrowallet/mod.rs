//! CentroWallet: merchants, their customers, payment accounts and transactions (operations 1 to 19).
//!
//! A merchant signs in with an API key and acts for a customer, whom it names by `clientId`; a customer signs in with a
//! token and acts for itself. [`Caller`] says which of the two asks.
//!
//! ```
//! use purser_api::{
//!     Currency, Endpoints,
//!     centrowallet::{Caller, PaymentAccountId, UserId, payment, payment::NewPayment},
//!     decimal,
//! };
//!
//! let merchant = Caller::Merchant { client_id: Some(UserId(35)) };
//! let request = payment::create(merchant, &NewPayment {
//!     payment_account_id: PaymentAccountId(58),
//!     amount: decimal::parse("0.01").unwrap(),
//!     currency: Currency::new("USD").unwrap(),
//!     name: String::from("Coffee"),
//!     merchant_order_id: String::from("order-1"),
//!     metadata: Default::default(),
//!     webhook_url: None,
//! });
//! let (method, url) = Endpoints::default().resolve(request.parts())?;
//! assert_eq!((method.as_str(), url.as_str()), ("POST", "/api/v1/payment"));
//! assert!(request.parts().body.as_deref().unwrap().contains(r#""amount":0.01,"#));
//! # Ok::<(), purser_api::Error>(())
//! ```

use serde::Serialize;
use serde_json::Value;

use crate::request::{Parts, to_value};

pub mod auth;
pub mod payment;
pub mod payment_account;
mod refill;
pub mod transaction;
mod transfer;
pub mod user;
pub mod webhook;

numeric_id! {
    /// The number of a user, who is also a merchant's client.
    UserId
}
numeric_id! {
    /// The number of a payment account.
    PaymentAccountId
}
numeric_id! {
    /// The number of a transaction. Later transactions have larger ones.
    TransactionId
}

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Caller {
    /// A customer, on its own behalf, with its token.
    Customer,
    /// A merchant, with its API key.
    Merchant {
        /// The customer it acts for: `clientId`, in the query of a GET and in the body of everything else. Only the list
        /// of transactions does without.
        client_id: Option<UserId>,
    },
}

impl Caller {
    /// A merchant who acts for that customer.
    pub fn merchant_for(client_id: UserId) -> Self {
        Self::Merchant { client_id: Some(client_id) }
    }

    fn client_id(self) -> Option<UserId> {
        match self {
            Self::Customer => None,
            Self::Merchant { client_id } => client_id,
        }
    }
}

impl Parts {
    /// Names the customer in the query.
    fn caller_in_query(self, caller: Caller) -> Self {
        self.query_number("clientId", caller.client_id().map(|id| id.0))
    }

    /// Sets the body and names the customer in it.
    fn body_from<B: Serialize>(self, caller: Caller, body: &B) -> Self {
        self.body_value_from(caller, to_value(body))
    }

    fn body_value_from(self, caller: Caller, mut body: Value) -> Self {
        if let (Some(id), Value::Object(fields)) = (caller.client_id(), &mut body) {
            fields.insert(String::from("clientId"), Value::from(id.0));
        }
        self.body_value(body)
    }
}

open_enum! {
    /// Whether a payment account holds real or promotional money.
    PaymentAccountKind {
        /// Real money.
        Fiat = "fiat",
        /// Promotional money: topped up by the merchant, may expire.
        Promo = "promo",
    }
}

open_enum! {
    /// Which way a transaction moves money, as seen from the payment account.
    TransactionKind {
        /// Into the account.
        Income = "income",
        /// Out of the account.
        Outcome = "outcome",
    }
}

open_enum! {
    /// How a transaction ended.
    Status {
        /// It is done.
        Success = "success",
        /// It was refused.
        Fail = "fail",
        /// It is not decided yet.
        Processing = "processing",
    }
}

open_enum! {
    /// How a transaction came about.
    Mode {
        /// Between wallets.
        Wallet = "wallet",
        /// By card.
        Card = "card",
        /// It reverses another.
        Void = "void",
        /// No real money moved.
        Test = "test",
    }
}

open_enum! {
    /// What a transaction does.
    Action {
        /// It takes a payment.
        Charge = "charge",
        /// It gives a payment back.
        Refund = "refund",
        /// It moves money between accounts.
        Deposit = "deposit",
    }
}

closed_enum! {
    /// The direction of an ordered list.
    OrderDirection {
        /// Smallest first.
        Ascending = "asc",
        /// Largest first.
        Descending = "desc",
    }
}
