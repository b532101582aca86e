//! Refills: money from a card. A refill begins as a transaction under way with its checkout, and is decided
//! once: by the card, by the customer who leaves, or by time.

use data_encoding::HEXLOWER;

use super::accounts::{self, Account};
use super::checkout::{self, Checkout, OPEN_FOR, State};
use super::ledger::{Entry, Shown};
use super::transactions::{self, NewTransaction, Transaction};
use super::{Connection, StoreError, ledger, users};
use crate::domain::card::{Behaviour, Card, SLOW};
use crate::domain::coins;
use crate::domain::ledger::AccountKind;
use crate::domain::secret;
use crate::domain::units::Units;

/// The kind of the transaction, and of its reference.
pub const KIND: &str = "refill";

/// What is asked for.
#[derive(Debug, Clone, Default)]
pub struct Refill {
    /// What the account receives; above zero.
    pub amount: Units,
    /// What the card is charged above that.
    pub surcharge: Units,
    /// What the customer reads on a statement.
    pub descriptor: String,
    pub merchant_order_id: Option<String>,
    /// JSON.
    pub metadata: Option<String>,
    pub first_name: String,
    pub last_name: String,
    pub country: String,
    pub zip: String,
    pub is_secure: bool,
    /// Whether no real money is to move.
    pub is_test: bool,
    pub redirect_url: Option<String>,
    pub webhook_url: Option<String>,
    pub wants_mail: bool,
}

/// How a refill is decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Approved,
    /// What the payment system says, and its code.
    Refused(&'static str, &'static str),
}

/// The card does not pay.
pub const DECLINED: Verdict = Verdict::Refused("Do not honour", "05");
/// The card's last month is over.
pub const EXPIRED_CARD: Verdict = Verdict::Refused("Expired card", "54");
/// The bank's question was not answered, or wrongly.
pub const NOT_AUTHENTICATED: Verdict = Verdict::Refused("3-D Secure authentication failed", "65");
/// The customer left.
pub const CANCELLED: Verdict = Verdict::Refused("Cancelled by the payer", "17");
/// Nobody paid in time.
pub const OUT_OF_TIME: Verdict = Verdict::Refused("Nobody paid in time", "68");
/// The account, or who owns it, may not receive any more.
const NOT_RECEIVING: Verdict = Verdict::Refused("The payment account does not receive", "57");
/// The balance would be more than can be counted or said.
const TOO_LARGE: Verdict = Verdict::Refused("The amount is too large", "13");

/// What is done with a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// The customer is there and can be asked.
    Present,
    /// The customer was asked and is the customer.
    Authenticated,
    /// Nobody is there.
    Absent,
}

/// Begins a refill of an account, which is to be paid for at the address with that token.
pub async fn begin(
    connection: &mut Connection,
    account: &Account,
    refill: Refill,
    token: &str,
    now: i64,
) -> Result<Checkout, StoreError> {
    let transaction = NewTransaction {
        uuid: secret::uuid(secret::random()?),
        kind: KIND,
        is_income: true,
        payment_method: "card".into(),
        is_virtual: refill.is_test,
        action: "charge".into(),
        mode: if refill.is_test { "test".into() } else { "card".into() },
        status: "processing".into(),
        price: refill.amount,
        balance: account.balance,
        descriptor: Some(refill.descriptor),
        merchant_order_id: refill.merchant_order_id,
        external_transaction_id: format!("ext-{}", HEXLOWER.encode(&secret::random::<6>()?)),
        metadata: refill.metadata,
        first_name: refill.first_name,
        last_name: refill.last_name,
        country: refill.country,
        zip: refill.zip,
        created_at: now,
        ..NewTransaction::of(account)
    };
    let checkout = Checkout {
        transaction_id: transactions::insert(connection, transaction).await?,
        state: State::Open,
        is_secure: refill.is_secure,
        surcharge: refill.surcharge,
        redirect_url: refill.redirect_url,
        webhook_url: refill.webhook_url,
        wants_mail: refill.wants_mail,
        due_at: now + OPEN_FOR,
    };
    checkout::add(connection, &checkout, token).await?;
    Ok(checkout)
}

/// Charges a card: decides the refill, or leaves it to the bank's question or to time.
pub async fn charge(
    connection: &mut Connection,
    checkout: &mut Checkout,
    card: &Card,
    presence: Presence,
    now: i64,
) -> Result<(), StoreError> {
    transactions::set_card(connection, checkout.transaction_id, card).await?;
    let behaviour = card.behaviour();
    let is_asked = checkout.is_secure || behaviour == Behaviour::Challenged;
    if card.is_expired(now) {
        decide(connection, checkout, EXPIRED_CARD, now).await
    } else if behaviour == Behaviour::Declined {
        decide(connection, checkout, DECLINED, now).await
    } else if is_asked && presence == Presence::Absent {
        decide(connection, checkout, NOT_AUTHENTICATED, now).await
    } else if is_asked && presence == Presence::Present {
        let due_at = checkout.due_at;
        checkout::advance(connection, checkout, State::Challenged, due_at).await
    } else if behaviour == Behaviour::Slow {
        checkout::advance(connection, checkout, State::Settling, now + SLOW).await
    } else {
        decide(connection, checkout, Verdict::Approved, now).await
    }
}

/// Does what time does to a checkout that is due.
pub async fn expire(
    connection: &mut Connection,
    checkout: &mut Checkout,
    now: i64,
) -> Result<(), StoreError> {
    let verdict = match checkout.state {
        State::Open | State::Challenged => OUT_OF_TIME,
        State::Settling => Verdict::Approved,
        State::Done => return Ok(()),
    };
    decide(connection, checkout, verdict, now).await
}

/// Decides a refill. Money moves where it is approved and the account can take it.
pub async fn decide(
    connection: &mut Connection,
    checkout: &mut Checkout,
    verdict: Verdict,
    now: i64,
) -> Result<(), StoreError> {
    let transaction = transactions::by_id(connection, checkout.transaction_id).await?;
    let transaction = transaction.ok_or(StoreError::Missing("the transaction of a checkout"))?;
    accounts::lock(connection, &[transaction.payment_account_id]).await?;
    let account = accounts::by_id(connection, transaction.payment_account_id).await?;
    let account = account.ok_or(StoreError::Missing("the account of a transaction"))?;
    let ends = Ends::of(connection, &account).await?;
    let verdict = match verdict {
        Verdict::Approved => ends.fit(connection, &account, &transaction, checkout.surcharge).await?,
        refused @ Verdict::Refused(..) => refused,
    };
    match verdict {
        Verdict::Refused(message, code) => {
            transactions::decide(connection, &transaction, "fail", account.balance, (message, code)).await?;
        }
        Verdict::Approved => {
            let balance = account.balance.checked_add(transaction.price);
            let balance = balance.ok_or(StoreError::Missing("room in an account"))?;
            let words = ("Approved", "0");
            transactions::decide(connection, &transaction, "success", balance, words).await?;
            ends.post(connection, &account, &transaction, checkout.surcharge, now).await?;
            accounts::touch(connection, account.id, now).await?;
            let card = Card {
                masked: transaction.account_number.clone(),
                brand: transaction.brand.clone(),
                month: transaction.expiration_month.parse().ok(),
                year: transaction.expiration_year.parse().ok(),
            };
            accounts::set_card(connection, account.id, &card).await?;
        }
    }
    checkout::advance(connection, checkout, State::Done, now).await
}

/// The house's accounts between which a refill moves money.
struct Ends {
    outside: i64,
    float: i64,
    fees: i64,
}

impl Ends {
    async fn of(connection: &mut Connection, account: &Account) -> Result<Self, StoreError> {
        let (house, currency) = (account.house(), &account.currency);
        Ok(Self {
            outside: ledger::house_account(connection, house, AccountKind::Outside, currency).await?,
            float: ledger::house_account(connection, house, AccountKind::MerchantFloat, currency).await?,
            fees: ledger::house_account(connection, house, AccountKind::Fees, currency).await?,
        })
    }

    /// The movements, that of the customer first: from where, to where, how much.
    ///
    /// A test moves no real money: what the customer gets is virtual, from the merchant, and costs no fee.
    fn movements(
        &self,
        account: &Account,
        transaction: &Transaction,
        surcharge: Units,
    ) -> Vec<(i64, i64, Units)> {
        let (customer, amount) = (account.ledger_account_id, transaction.price);
        if transaction.is_virtual {
            return vec![(self.float, customer, amount)];
        }
        let fee = coins::fee(amount, &account.currency);
        let mut movements = vec![(self.outside, customer, amount)];
        if surcharge.is_positive() {
            movements.push((self.outside, self.float, surcharge));
        } else if surcharge.is_negative() {
            movements.push((self.float, self.outside, -surcharge));
        }
        if fee.is_positive() {
            movements.push((self.float, self.fees, fee));
        }
        movements
    }

    async fn fit(
        &self,
        connection: &mut Connection,
        account: &Account,
        transaction: &Transaction,
        surcharge: Units,
    ) -> Result<Verdict, StoreError> {
        let user = users::by_id(connection, account.user_id).await?;
        if !account.is_active || user.is_none_or(|user| user.is_blocked || !user.is_activated) {
            return Ok(NOT_RECEIVING);
        }
        if accounts::balance_after(connection, account, transaction.price).await?.is_err() {
            return Ok(TOO_LARGE);
        }
        let movements = self.movements(account, transaction, surcharge);
        for id in [self.outside, self.float, self.fees] {
            let mut balance = Some(ledger::balance(connection, id).await?);
            for (debit, credit, amount) in &movements {
                balance = match balance {
                    Some(balance) if *debit == id => balance.checked_sub(*amount),
                    Some(balance) if *credit == id => balance.checked_add(*amount),
                    other => other,
                };
            }
            if balance.is_none() {
                return Ok(TOO_LARGE);
            }
        }
        Ok(Verdict::Approved)
    }

    async fn post(
        &self,
        connection: &mut Connection,
        account: &Account,
        transaction: &Transaction,
        surcharge: Units,
        now: i64,
    ) -> Result<(), StoreError> {
        for (debit_account_id, credit_account_id, amount) in self.movements(account, transaction, surcharge) {
            let entry = Entry {
                shown: Shown::CentroWallet { id: transaction.id, recipient_id: None },
                debit_account_id,
                credit_account_id,
                currency: &account.currency,
                amount,
                created_at: now,
            };
            ledger::post(connection, entry).await?;
        }
        Ok(())
    }
}
