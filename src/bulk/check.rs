//! What each row would do, judged from what was looked up. Pure: the same rows and facts give the same.
//!
//! Rows of one account are judged one after the other, each on the balance that those before it leave.

use std::collections::{BTreeMap, HashMap};

use purser_api::{
    Currency, Money, Timestamp,
    centrowallet::{PaymentAccountId, TransactionId, UserId},
};

use super::{
    Kind,
    kept::State,
    rows::{Asked, Row, TopUp, Which, Who},
};
use crate::messages;

/// Why something could not be had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Missing {
    /// The system says that there is none, or none of this merchant's.
    Absent,
    /// It could not be read: this is why. Checking again may help.
    Unread(String),
}

pub type Fact<T> = Result<T, Missing>;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Customer {
    pub email: Option<String>,
    pub is_blocked: bool,
    /// Not known where the system does not say.
    pub is_activated: Option<bool>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    pub name: String,
    pub currency: Currency,
    pub balance: Option<Money>,
    pub is_active: bool,
    pub is_promo: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transaction {
    pub id: TransactionId,
    pub customer: Option<UserId>,
    pub account: Option<PaymentAccountId>,
    /// What it did to the account; nothing where the way is not known.
    pub moved: Option<Money>,
    pub is_done: bool,
    pub is_voided: bool,
}

/// Everything that was looked up.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    pub emails: HashMap<String, Fact<UserId>>,
    /// Whose an account is, where the row does not say.
    pub owners: HashMap<u64, Fact<UserId>>,
    pub customers: HashMap<u64, Fact<Customer>>,
    /// By account and customer: an account is seen on behalf of its customer only.
    pub accounts: HashMap<(u64, u64), Fact<Account>>,
    pub transactions: HashMap<u64, Fact<Transaction>>,
    /// What bears an order id: its transactions.
    pub orders: HashMap<String, Fact<Vec<u64>>>,
}

/// What is done for a row, with everything that sending it needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Job {
    TopUp { customer: UserId, top_up: TopUp, after: Money },
    Block { customer: UserId, is_blocked: bool, is_activated: bool },
    Void { customer: UserId, transaction: TransactionId, moved: Money, reason: Option<String> },
}

impl Job {
    /// What it does to the balance of the account.
    pub fn change(&self) -> Option<Money> {
        match self {
            Self::TopUp { top_up, .. } => Some(top_up.amount),
            Self::Void { moved, .. } => Some(moved.negate()),
            Self::Block { .. } => None,
        }
    }

    /// The account, the customer or the transaction that it is about.
    pub fn target(&self) -> u64 {
        match self {
            Self::TopUp { top_up, .. } => top_up.account.0,
            Self::Block { customer, .. } => customer.0,
            Self::Void { transaction, .. } => transaction.0,
        }
    }

    pub fn customer(&self) -> UserId {
        match self {
            Self::TopUp { customer, .. } | Self::Block { customer, .. } | Self::Void { customer, .. } => {
                *customer
            }
        }
    }
}

/// What would become of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outlook {
    Will(Job),
    /// Nothing is left to do, or it is not known yet: why.
    Skip(String),
    /// It cannot be done: why.
    Cannot(String),
}

impl Facts {
    /// The customer that a row names, if that is known.
    pub fn customer_of(&self, who: &Who) -> Fact<UserId> {
        match (who.id, &who.email) {
            (Some(id), _) => Ok(UserId(id)),
            (None, Some(email)) => {
                self.emails.get(&email.to_lowercase()).cloned().unwrap_or(Err(Missing::Absent))
            }
            (None, None) => Err(Missing::Absent),
        }
    }

    /// Whose account a top-up is for: as the row says, else as the account's own transactions say.
    pub fn owner_of(&self, top_up: &TopUp) -> Fact<UserId> {
        if top_up.who == Who::default() {
            return self.owners.get(&top_up.account.0).cloned().unwrap_or(Err(Missing::Absent));
        }
        self.customer_of(&top_up.who)
    }

    pub fn transaction_of(&self, which: &Which) -> Fact<&Transaction> {
        let id = match which {
            Which::Id(id) => id.0,
            Which::Order(order) => match self.orders.get(order) {
                Some(Ok(ids)) if ids.len() == 1 => ids[0],
                Some(Err(missing)) => return Err(missing.clone()),
                _ => return Err(Missing::Absent),
            },
        };
        match self.transactions.get(&id) {
            Some(Ok(transaction)) => Ok(transaction),
            Some(Err(missing)) => Err(missing.clone()),
            None => Err(Missing::Absent),
        }
    }

    /// What a row is, whatever else is in the file: the same for two rows that do the same thing.
    pub fn key(&self, kind: Kind, row: &Row) -> Option<String> {
        match row.asked.as_ref().ok()? {
            Asked::TopUp(top_up) => Some(top_up.key()),
            Asked::Customer(who) => Some(format!("{}\u{1f}{}", kind.name(), self.customer_of(who).ok()?)),
            Asked::Void { which, .. } => {
                Some(format!("{}\u{1f}{}", kind.name(), self.transaction_of(which).ok()?.id))
            }
        }
    }
}

/// Judges all rows. `known` is what a run that was begun earlier knows of each row.
pub fn judge(
    kind: Kind,
    rows: &[Row],
    facts: &Facts,
    known: &[Option<State>],
    now: Timestamp,
) -> Vec<Outlook> {
    let mut judge = Judge { kind, facts, now, seen: BTreeMap::new(), changed: HashMap::new() };
    rows.iter().enumerate().map(|(place, row)| judge.row(row, known.get(place).copied().flatten())).collect()
}

struct Judge<'a> {
    kind: Kind,
    facts: &'a Facts,
    now: Timestamp,
    /// The line of the first row that does the same.
    seen: BTreeMap<String, usize>,
    /// What the rows before leave on an account.
    changed: HashMap<u64, Money>,
}

impl Judge<'_> {
    fn row(&mut self, row: &Row, known: Option<State>) -> Outlook {
        let asked = match &row.asked {
            Ok(asked) => asked,
            Err(wrong) => {
                let said: Vec<String> =
                    wrong.iter().map(|wrong| messages::cell_wrong(wrong.column, &wrong.sentence)).collect();
                return Outlook::Cannot(said.join(" "));
            }
        };
        let key = self.facts.key(self.kind, row);
        if let Some(line) = key.as_ref().and_then(|key| self.seen.get(key)) {
            return Outlook::Skip(messages::same_as_line(*line));
        }
        let outlook = self.alone(asked, known);
        // A row that cannot be done leaves it to one that can.
        if let (Some(key), false) = (key, matches!(outlook, Outlook::Cannot(_))) {
            self.seen.insert(key, row.line);
        }
        outlook
    }

    /// A row that no other one does.
    fn alone(&mut self, asked: &Asked, known: Option<State>) -> Outlook {
        match known {
            Some(State::Done(id)) => return Outlook::Skip(messages::done_before(id)),
            Some(State::Sent) => return Outlook::Skip(messages::NOT_KNOWN_YET.to_owned()),
            Some(State::Failed(_)) => return Outlook::Skip(messages::FAILED_BEFORE.to_owned()),
            _ => {}
        }
        let outlook = match asked {
            Asked::TopUp(top_up) => self.top_up(top_up),
            Asked::Customer(who) => self.block(who),
            Asked::Void { which, reason } => self.void(which, reason.clone()),
        };
        outlook.unwrap_or_else(Outlook::Cannot)
    }

    fn customer(&self, id: UserId, who: &Who) -> Result<&Customer, String> {
        let customer = match self.facts.customers.get(&id.0) {
            Some(Ok(customer)) => customer,
            Some(Err(missing)) => return Err(said(missing, &messages::no_customer(id.0))),
            None => return Err(messages::no_customer(id.0)),
        };
        let differs = |email: &String| {
            customer.email.as_ref().is_some_and(|known| known.to_lowercase() != email.to_lowercase())
        };
        if who.email.as_ref().is_some_and(differs) {
            return Err(messages::other_email(id.0));
        }
        Ok(customer)
    }

    /// An account that may be moved money on: its customer and itself are in order.
    fn account(&self, id: PaymentAccountId, customer: UserId, who: &Who) -> Result<&Account, String> {
        let owner = self.customer(customer, who)?;
        let account = match self.facts.accounts.get(&(id.0, customer.0)) {
            Some(Ok(account)) => account,
            Some(Err(missing)) => return Err(said(missing, &messages::no_account(id.0, customer.0))),
            None => return Err(messages::no_account(id.0, customer.0)),
        };
        if owner.is_blocked {
            return Err(messages::CUSTOMER_IS_BLOCKED.to_owned());
        }
        if owner.is_activated == Some(false) {
            return Err(messages::CUSTOMER_NOT_ACTIVATED.to_owned());
        }
        if !account.is_active {
            return Err(messages::ACCOUNT_NOT_ACTIVE.to_owned());
        }
        Ok(account)
    }

    /// What a change leaves on the account, after the rows before; it is then what the next row begins with.
    fn change(&mut self, id: PaymentAccountId, account: Money, change: Money) -> Result<Money, String> {
        let before = self.changed.get(&id.0).copied().unwrap_or(account);
        let after = before.checked_add(change).map_err(|_| messages::BALANCE_TOO_LARGE.to_owned())?;
        if after.is_negative() {
            return Err(messages::would_hold(
                &crate::ui::money::words(before),
                self.changed.contains_key(&id.0),
            ));
        }
        self.changed.insert(id.0, after);
        Ok(after)
    }

    fn top_up(&mut self, top_up: &TopUp) -> Result<Outlook, String> {
        let id = top_up.account;
        let owner = self.facts.owner_of(top_up).map_err(|missing| {
            said(
                &missing,
                &match &top_up.who.email {
                    Some(email) => messages::no_such_email(email),
                    None => messages::owner_unknown(id.0),
                },
            )
        })?;
        let account = self.account(id, owner, &top_up.who)?;
        if account.currency != top_up.amount.currency() {
            return Err(messages::other_currency(
                account.currency.as_str(),
                top_up.amount.currency().as_str(),
            ));
        }
        if let Some(expires) = top_up.expires {
            if !account.is_promo {
                return Err(messages::LAPSES_PROMO_ONLY.to_owned());
            }
            if top_up.amount.is_negative() {
                return Err(messages::LAPSES_GIVEN_ONLY.to_owned());
            }
            if expires <= self.now {
                return Err(messages::LAPSES_IN_FUTURE.to_owned());
            }
        }
        let balance = account.balance.ok_or(messages::BALANCE_UNKNOWN)?;
        let after = self.change(id, balance, top_up.amount)?;
        Ok(Outlook::Will(Job::TopUp { customer: owner, top_up: top_up.clone(), after }))
    }

    fn block(&mut self, who: &Who) -> Result<Outlook, String> {
        let id = self.facts.customer_of(who).map_err(|missing| {
            said(&missing, &messages::no_such_email(who.email.as_deref().unwrap_or_default()))
        })?;
        let customer = self.customer(id, who)?;
        let is_blocked = self.kind == Kind::Block;
        if customer.is_blocked == is_blocked {
            let why = if is_blocked { messages::BLOCKED_ALREADY } else { messages::NOT_BLOCKED };
            return Ok(Outlook::Skip(why.to_owned()));
        }
        // The system wants to be told again what it is, and must not be told what it is not.
        let is_activated = customer.is_activated.ok_or(messages::ACTIVATION_UNKNOWN)?;
        Ok(Outlook::Will(Job::Block { customer: id, is_blocked, is_activated }))
    }

    fn void(&mut self, which: &Which, reason: Option<String>) -> Result<Outlook, String> {
        if let Which::Order(order) = which
            && let Some(Ok(ids)) = self.facts.orders.get(order)
            && ids.len() > 1
        {
            return Err(messages::order_of_many(ids.len(), order));
        }
        let transaction = self.facts.transaction_of(which).map_err(|missing| {
            said(
                &missing,
                &match which {
                    Which::Id(id) => messages::no_transaction(id.0),
                    Which::Order(order) => messages::no_order(order),
                },
            )
        })?;
        if transaction.is_voided {
            return Ok(Outlook::Skip(messages::VOIDED_ALREADY.to_owned()));
        }
        let (Some(customer), Some(id), Some(moved)) =
            (transaction.customer, transaction.account, transaction.moved)
        else {
            return Err(messages::CANNOT_TELL_WHOSE.to_owned());
        };
        if !transaction.is_done || moved.is_zero() {
            return Err(messages::MOVED_NOTHING.to_owned());
        }
        let (number, balance) = (transaction.id, self.account(id, customer, &Who::default())?.balance);
        let balance = balance.ok_or(messages::BALANCE_UNKNOWN)?;
        self.change(id, balance, moved.negate())?;
        Ok(Outlook::Will(Job::Void { customer, transaction: number, moved, reason }))
    }
}

fn said(missing: &Missing, absent: &str) -> String {
    match missing {
        Missing::Absent => absent.to_owned(),
        Missing::Unread(why) => messages::could_not_be_read(why),
    }
}

#[cfg(test)]
mod tests;
