//! What a sandbox must do, without a database: accounts, transactions and grants in plain lists.

use proptest::prelude::*;

/// How many accounts there are. Two users have two accounts and one that is promotional, each.
pub const ACCOUNTS: usize = 6;

/// Voids below each other.
const MOST_VOIDS: usize = 16;

/// Cents.
pub type Amount = i64;

/// What is asked of the sandbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Operation {
    /// Gives or takes; promotional money may lapse after so many hours.
    TopUp {
        account: usize,
        amount: Amount,
        hours: Option<i64>,
    },
    Pay {
        account: usize,
        amount: Amount,
    },
    Transfer {
        from: usize,
        to: usize,
        amount: Amount,
    },
    /// Of the transaction at that place, counted from the newest.
    Void {
        back: usize,
    },
    /// An earlier payment, word for word or with another amount.
    Again {
        back: usize,
        is_same: bool,
    },
    Block {
        user: usize,
        is_blocked: bool,
    },
    Activate {
        account: usize,
        is_active: bool,
    },
    Wait {
        hours: i64,
    },
}

/// What is left of a sum that was given.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Grant {
    /// The place of the transaction that gave it.
    transaction: usize,
    /// In hours.
    expires: Option<i64>,
    remaining: Amount,
}

#[derive(Debug, Clone, Default)]
pub struct Account {
    pub balance: Amount,
    grants: Vec<Grant>,
    is_active: bool,
}

/// A transaction, as much of it as decides what can be done.
#[derive(Debug, Clone)]
pub struct Transaction {
    pub account: usize,
    pub amount: Amount,
    is_income: bool,
    is_voided: bool,
    /// The other side of a transfer.
    other: Option<usize>,
    /// What it took from which grants, given by the transaction at that place.
    took: Vec<(usize, Amount)>,
    is_grant: bool,
    /// What it voids.
    pub voids: Option<usize>,
    /// How many voids it is a void of.
    depth: usize,
}

/// A payment that was made, by the number of its reference.
#[derive(Debug, Clone)]
pub struct Payment {
    pub account: usize,
    pub amount: Amount,
    pub reference: usize,
}

/// All of it.
#[derive(Debug, Clone)]
pub struct State {
    pub accounts: Vec<Account>,
    pub transactions: Vec<Transaction>,
    pub payments: Vec<Payment>,
    pub is_blocked: [bool; 2],
    /// Hours since the beginning.
    pub now: i64,
    pub references: usize,
    /// The status that the last operation is answered with.
    pub expected: u16,
}

pub const fn is_promo(account: usize) -> bool {
    account % 3 == 2
}

pub const fn user_of(account: usize) -> usize {
    account / 3
}

impl State {
    pub fn new() -> Self {
        let account = Account { is_active: true, ..Account::default() };
        Self {
            accounts: vec![account; ACCOUNTS],
            transactions: Vec::new(),
            payments: Vec::new(),
            is_blocked: [false; 2],
            now: 0,
            references: 0,
            expected: 200,
        }
    }

    /// The place of the transaction that is so many before the newest.
    pub fn place(&self, back: usize) -> Option<usize> {
        self.transactions.len().checked_sub(1 + back)
    }

    pub fn payment(&self, back: usize) -> Option<&Payment> {
        self.payments.len().checked_sub(1 + back).map(|place| &self.payments[place])
    }

    pub fn apply(&mut self, operation: &Operation) {
        self.expected = match self.done(operation) {
            Ok(()) => 200,
            Err(status) => status,
        };
    }

    fn admitted(&self, account: usize) -> Result<(), u16> {
        if self.is_blocked[user_of(account)] {
            return Err(403);
        }
        if self.accounts[account].is_active { Ok(()) } else { Err(422) }
    }

    fn done(&mut self, operation: &Operation) -> Result<(), u16> {
        match *operation {
            Operation::TopUp { account, amount, hours } => self.top_up(account, amount, hours),
            Operation::Pay { account, amount } => self.pay(account, amount),
            Operation::Transfer { from, to, amount } => self.transfer(from, to, amount),
            Operation::Void { back } => {
                let place = self.place(back).ok_or(404_u16)?;
                self.void(place)
            }
            Operation::Again { is_same, .. } => {
                if is_same {
                    Ok(())
                } else {
                    Err(409)
                }
            }
            Operation::Block { user, is_blocked } => {
                self.is_blocked[user] = is_blocked;
                Ok(())
            }
            Operation::Activate { account, .. } if self.is_blocked[user_of(account)] => Err(403),
            Operation::Activate { account, is_active } => {
                self.accounts[account].is_active = is_active;
                Ok(())
            }
            Operation::Wait { hours } => {
                self.now += hours;
                (0..ACCOUNTS).for_each(|account| self.lapse(account));
                Ok(())
            }
        }
    }

    fn add(&mut self, account: usize, amount: Amount, is_income: bool) -> usize {
        self.accounts[account].balance += if is_income { amount } else { -amount };
        self.transactions.push(Transaction {
            account,
            amount,
            is_income,
            is_voided: false,
            other: None,
            took: Vec::new(),
            is_grant: false,
            voids: None,
            depth: 0,
        });
        self.transactions.len() - 1
    }

    /// Takes from the grants, those that lapse first, first.
    fn spend(&mut self, account: usize, place: usize, mut amount: Amount) {
        let grants = &mut self.accounts[account].grants;
        grants.sort_by_key(|grant| (grant.expires.unwrap_or(i64::MAX), grant.transaction));
        for grant in grants.iter_mut().filter(|grant| grant.remaining > 0) {
            let part = amount.min(grant.remaining);
            grant.remaining -= part;
            amount -= part;
            if part > 0 {
                self.transactions[place].took.push((grant.transaction, part));
            }
        }
        assert_eq!(amount, 0, "the grants of an account are its balance");
    }

    fn lapse(&mut self, account: usize) {
        let now = self.now;
        let account = &mut self.accounts[account];
        for grant in &mut account.grants {
            if grant.expires.is_some_and(|expires| expires <= now) {
                account.balance -= std::mem::take(&mut grant.remaining);
            }
        }
    }

    fn top_up(&mut self, account: usize, amount: Amount, hours: Option<i64>) -> Result<(), u16> {
        if amount == 0 {
            return Err(422);
        }
        self.admitted(account)?;
        if hours.is_some_and(|hours| hours <= 0 || !is_promo(account) || amount < 0) {
            return Err(422);
        }
        if self.accounts[account].balance + amount < 0 {
            return Err(422);
        }
        let place = self.add(account, amount.abs(), amount > 0);
        if is_promo(account) && amount > 0 {
            self.transactions[place].is_grant = true;
            let expires = hours.map(|hours| self.now + hours);
            self.accounts[account].grants.push(Grant { transaction: place, expires, remaining: amount });
        } else if is_promo(account) {
            self.spend(account, place, -amount);
        }
        Ok(())
    }

    fn pay(&mut self, account: usize, amount: Amount) -> Result<(), u16> {
        if amount <= 0 {
            return Err(422);
        }
        self.admitted(account)?;
        if self.accounts[account].balance < amount {
            return Err(422);
        }
        let place = self.add(account, amount, false);
        if is_promo(account) {
            self.spend(account, place, amount);
        }
        self.payments.push(Payment { account, amount, reference: self.references });
        self.references += 1;
        Ok(())
    }

    fn transfer(&mut self, from: usize, to: usize, amount: Amount) -> Result<(), u16> {
        if amount <= 0 {
            return Err(422);
        }
        self.admitted(from)?;
        let may = from != to && !is_promo(from) && !is_promo(to) && self.admitted(to).is_ok();
        if !may || self.accounts[from].balance < amount {
            return Err(422);
        }
        let sent = self.add(from, amount, false);
        let received = self.add(to, amount, true);
        self.transactions[sent].other = Some(received);
        self.transactions[received].other = Some(sent);
        Ok(())
    }

    /// Whether one side of a void can be.
    fn can_give_back(&self, place: usize) -> bool {
        let voided = &self.transactions[place];
        let account = &self.accounts[voided.account];
        let is_spent = || {
            let grant = account.grants.iter().find(|grant| grant.transaction == place);
            voided.is_grant && grant.is_some_and(|grant| grant.remaining != voided.amount)
        };
        !voided.is_income || account.balance >= voided.amount && !is_spent()
    }

    fn void(&mut self, place: usize) -> Result<(), u16> {
        let voided = self.transactions[place].clone();
        self.admitted(voided.account)?;
        if voided.is_voided || voided.depth >= MOST_VOIDS || !self.can_give_back(place) {
            return Err(409);
        }
        if let Some(other) = voided.other {
            let account = self.transactions[other].account;
            if !self.can_give_back(other) || self.admitted(account).is_err() {
                return Err(409);
            }
        }
        let own = self.add(voided.account, voided.amount, !voided.is_income);
        self.transactions[own].voids = Some(place);
        self.transactions[own].depth = voided.depth + 1;
        self.transactions[place].is_voided = true;
        if let Some(other) = voided.other {
            let (account, is_income) = (self.transactions[other].account, self.transactions[other].is_income);
            let second = self.add(account, voided.amount, !is_income);
            self.transactions[second].voids = Some(other);
            self.transactions[second].depth = voided.depth + 1;
            self.transactions[other].is_voided = true;
            self.transactions[own].other = Some(second);
            self.transactions[second].other = Some(own);
        }
        if is_promo(voided.account) {
            self.restore(&voided, place, own);
        }
        Ok(())
    }

    fn restore(&mut self, voided: &Transaction, place: usize, own: usize) {
        let grants = &mut self.accounts[voided.account].grants;
        if !voided.is_income {
            for (granted, part) in &voided.took {
                if let Some(grant) = grants.iter_mut().find(|grant| grant.transaction == *granted) {
                    grant.remaining += part;
                }
            }
            self.lapse(voided.account);
        } else if voided.is_grant {
            if let Some(grant) = grants.iter_mut().find(|grant| grant.transaction == place) {
                grant.remaining = 0;
            }
            self.transactions[own].took.push((place, voided.amount));
        } else {
            self.spend(voided.account, own, voided.amount);
        }
    }
}

/// Something that may be asked in this state.
pub fn operations(state: &State) -> BoxedStrategy<Operation> {
    let account = 0..ACCOUNTS;
    // Of 666 with hundredths a failure is made on request.
    let much = (50_000..100_000_i64).prop_filter("asks for a failure", |amount| amount / 100 != 666);
    let amount = prop_oneof![8 => 1..5_000_i64, 1 => Just(0), 1 => -500..0_i64, 1 => much];
    let hours = prop_oneof![3 => Just(None), 3 => (1..200_i64).prop_map(Some), 1 => Just(Some(0))];
    let gift = prop_oneof![6 => 100..20_000_i64, 2 => -5_000..0_i64, 1 => Just(0)];
    let flag = prop::bool::weighted(0.2);
    let mut choices = vec![
        (
            25,
            (account.clone(), gift, hours)
                .prop_map(|(account, amount, hours)| Operation::TopUp { account, amount, hours })
                .boxed(),
        ),
        (
            30,
            (account.clone(), amount.clone())
                .prop_map(|(account, amount)| Operation::Pay { account, amount })
                .boxed(),
        ),
        (
            18,
            (account.clone(), account.clone(), amount)
                .prop_map(|(from, to, amount)| Operation::Transfer { from, to, amount })
                .boxed(),
        ),
        (2, (0..2_usize, flag).prop_map(|(user, is_blocked)| Operation::Block { user, is_blocked }).boxed()),
        (
            2,
            (account, flag)
                .prop_map(|(account, is_off)| Operation::Activate { account, is_active: !is_off })
                .boxed(),
        ),
        (3, (0..72_i64).prop_map(|hours| Operation::Wait { hours }).boxed()),
    ];
    if !state.transactions.is_empty() {
        let back = 0..state.transactions.len().min(40);
        choices.push((25, back.prop_map(|back| Operation::Void { back }).boxed()));
    }
    if !state.payments.is_empty() {
        let back = 0..state.payments.len().min(20);
        let again = (back, any::<bool>());
        choices.push((5, again.prop_map(|(back, is_same)| Operation::Again { back, is_same }).boxed()));
    }
    proptest::strategy::Union::new_weighted(choices).boxed()
}
