//! What happened: one step after the other, by the rules of the ledger.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::Options;

use super::people::{COFFEE_ITEMS, PROMOTIONS, REASONS, VOID_REASONS, WORKSPACE_ITEMS};
use super::random::Random;
use super::step::{End, Movement, Step, Voidable};
use super::world::World;
use crate::domain::clock::{DAY, SECOND};
use crate::domain::coins::decimals;
use crate::domain::ledger::AccountKind;
use crate::domain::promo::{self, Grant};
use crate::domain::secret::uuid;
use crate::domain::units::Units;
use crate::store::transactions::NewTransaction;

/// So many steps are told of the last hour.
pub(super) const LAST_STEPS: u32 = 20;

/// The past while it is being told.
#[derive(Debug)]
pub struct History {
    pub(super) world: World,
    pub(super) random: Random,
    pub(super) options: Options,
    pub(super) time: i64,
    pub(super) next_id: i64,
    pub(super) left: u32,
    /// When grants lapse: the time, the place of the account, the grant.
    lapses: BinaryHeap<Reverse<(i64, usize, i64)>>,
    voidable: Vec<Voidable>,
    last_void: Option<Voidable>,
    /// How many customers have come; they are sorted by when.
    order: Vec<usize>,
}

impl History {
    /// Begins at `start`, when nothing has happened.
    pub fn new(world: World, random: Random, options: Options, start: i64) -> Self {
        let mut order: Vec<usize> = (0..world.customers.len()).collect();
        order.sort_by_key(|place| world.customers[*place].since);
        Self {
            world,
            random,
            options,
            time: start,
            next_id: 1,
            left: options.transactions,
            lapses: BinaryHeap::new(),
            voidable: Vec::new(),
            last_void: None,
            order,
        }
    }

    /// Who is there at the end, and what they have.
    pub fn into_world(self) -> World {
        self.world
    }

    /// The next step; none at the end.
    pub fn next(&mut self) -> Option<Step> {
        if self.left == 0 {
            return None;
        }
        self.advance();
        let step = self.lapse().or_else(|| self.happen())?;
        let count = u32::try_from(step.transactions.len()).unwrap_or(u32::MAX);
        self.left = self.left.saturating_sub(count);
        self.next_id += i64::from(count);
        Some(step)
    }

    /// Steps are spread evenly over the time, but the last few are of the last hour.
    fn advance(&mut self) {
        let last = self.options.now - (i64::from(self.left) * 150 + 30) * SECOND;
        if self.left <= LAST_STEPS && self.time < last {
            self.time = last;
            return;
        }
        let remaining = (self.options.now - 60 * SECOND - self.time).max(0);
        let pace = remaining / (i64::from(self.left) + 1);
        let ahead = self.random.between(0, 2 * pace + 1).min(remaining);
        let whole = (self.time + ahead).div_euclid(SECOND) * SECOND;
        // In whole seconds while there are fewer steps than seconds.
        self.time = if pace > 4 * SECOND { whole.max(self.time) } else { self.time + ahead };
    }

    fn lapse(&mut self) -> Option<Step> {
        let Reverse((expires_at, place, grant_id)) = *self.lapses.peek()?;
        if expires_at > self.time {
            return None;
        }
        self.lapses.pop();
        let holding = &mut self.world.holdings[place];
        let grant = holding.grants.iter_mut().find(|grant| grant.transaction_id == grant_id)?;
        let amount = std::mem::take(&mut grant.remaining);
        if amount.is_zero() {
            return self.lapse();
        }
        let debit = End::Customer(holding.account.ledger_account_id);
        let mut transaction = self.transaction(place, "lapse", false, amount)?;
        transaction.is_virtual = true;
        transaction.subtype = "expired".into();
        transaction.action = "expire".into();
        transaction.message = format!("Unspent part of {grant_id} lapsed");
        self.world.holdings[place].account.balance = transaction.balance;
        let credit = End::House(AccountKind::LapsedPromo);
        Some(Step { spent: vec![(grant_id, amount)], ..self.step(transaction, debit, credit, amount) })
    }

    fn happen(&mut self) -> Option<Step> {
        let come = self.order.partition_point(|place| self.world.customers[*place].since <= self.time).max(1);
        // The younger ones do more.
        let early = self.random.place(come);
        let late = self.random.place(come);
        let customer = self.order[if self.random.percent(70) { early } else { early.max(late) }];
        let accounts = self.world.customers[customer].accounts.clone();
        let place = if self.random.percent(65) { accounts[0] } else { *self.random.pick(&accounts) };
        let is_promo = self.world.holdings[place].account.is_promo;
        let chance = self.random.below(100);
        let step = match chance {
            22..80 if is_promo => self.pay(place),
            _ if is_promo => self.grant(place),
            0..26 => self.refill(customer, place),
            26..74 => self.pay(place),
            74..84 => self.top_up(place),
            84..93 if self.left >= 2 => self.transfer(place),
            _ => self.void(),
        };
        step.or_else(|| self.refill(customer, place))
    }

    pub(super) fn transaction(
        &mut self,
        place: usize,
        kind: &'static str,
        is_income: bool,
        amount: Units,
    ) -> Option<NewTransaction> {
        let account = &self.world.holdings[place].account;
        let change = if is_income { amount } else { -amount };
        let balance = account.balance.checked_add(change).filter(|balance| !balance.is_negative())?;
        balance.to_decimal()?;
        Some(NewTransaction {
            uuid: uuid(self.random.bytes16()),
            kind,
            is_income,
            action: "charge".into(),
            mode: "wallet".into(),
            status: "success".into(),
            price: amount,
            balance,
            created_at: self.time,
            ..NewTransaction::of(account)
        })
    }

    pub(super) fn step(&self, transaction: NewTransaction, debit: End, credit: End, amount: Units) -> Step {
        let movement = Movement { transaction: 0, recipient: None, debit, credit, amount };
        Step {
            first_id: self.next_id,
            transactions: vec![transaction],
            movements: vec![movement],
            ..Step::default()
        }
    }

    /// An amount that such an account would see, in its smallest coins.
    pub(super) fn amount(&mut self, place: usize, least: i64, most: i64) -> Units {
        let code = self.world.holdings[place].account.currency.as_str();
        let decimals = decimals(code);
        let coins = if code == "BTC" {
            self.random.between(least * 20, most * 20)
        } else {
            // Small amounts are more usual than large ones, and round ones more than odd ones.
            let highest = self.random.between(least, most);
            let coins = self.random.between(least, highest + 1);
            if self.random.percent(60) { coins - coins % 50 + 50 } else { coins }
        };
        Units::with_scale(i128::from(coins), decimals).unwrap_or_default()
    }

    pub(super) fn reference(&mut self, prefix: &str) -> String {
        format!("{prefix}-{}-{:06x}", self.next_id, self.random.below(0x0100_0000))
    }

    fn pay(&mut self, place: usize) -> Option<Step> {
        let amount = self.amount(place, 150, 6_000);
        let account = self.world.holdings[place].account.clone();
        let items = if account.merchant_id == 1 { WORKSPACE_ITEMS } else { COFFEE_ITEMS };
        let item = (*self.random.pick(items)).to_owned();
        let order = Some(self.reference("order"));
        let metadata =
            self.random.percent(30).then(|| format!("{{\"item\":{:?}}}", self.random.below(900) + 100));
        let mut transaction = self.transaction(place, "payment", false, amount)?;
        transaction.descriptor = Some(item);
        transaction.merchant_order_id = order;
        transaction.metadata = metadata;
        let spent = if account.is_promo { self.spend(place, amount)? } else { Vec::new() };
        self.world.holdings[place].account.balance = transaction.balance;
        if !account.is_promo {
            let id = self.next_id;
            self.remember(Voidable { id, holding: place, is_income: false, amount, outside: false });
        }
        let debit = End::Customer(account.ledger_account_id);
        let credit = End::House(AccountKind::MerchantFloat);
        Some(Step { spent, ..self.step(transaction, debit, credit, amount) })
    }

    fn spend(&mut self, place: usize, amount: Units) -> Option<Vec<(i64, Units)>> {
        let grants = &mut self.world.holdings[place].grants;
        let parts = promo::spend(grants, amount)?;
        for (id, part) in &parts {
            if let Some(grant) = grants.iter_mut().find(|grant| grant.transaction_id == *id) {
                grant.remaining = grant.remaining.checked_sub(*part)?;
            }
        }
        Some(parts)
    }

    pub(super) fn grant(&mut self, place: usize) -> Option<Step> {
        let amount = self.amount(place, 500, 4_000);
        let days = self.random.between(7, 60);
        let expires_at = self.time.div_euclid(DAY) * DAY + (days + 1) * DAY - SECOND;
        let mut transaction = self.transaction(place, "top_up", true, amount)?;
        transaction.is_virtual = true;
        transaction.action = "deposit".into();
        transaction.message = (*self.random.pick(PROMOTIONS)).into();
        transaction.merchant_order_id = Some(self.reference("promo"));
        transaction.expires_at = Some(expires_at);
        let grant = Grant { transaction_id: self.next_id, expires_at: Some(expires_at), remaining: amount };
        let holding = &mut self.world.holdings[place];
        holding.account.balance = transaction.balance;
        holding.grants.retain(|grant| grant.remaining.is_positive());
        holding.grants.push(grant);
        let credit = End::Customer(holding.account.ledger_account_id);
        let granted = Some((holding.account.id, grant));
        self.lapses.push(Reverse((expires_at, place, self.next_id)));
        let debit = End::House(AccountKind::MerchantFloat);
        Some(Step { granted, ..self.step(transaction, debit, credit, amount) })
    }

    fn top_up(&mut self, place: usize) -> Option<Step> {
        let amount = self.amount(place, 200, 3_000);
        let is_income = self.random.percent(85);
        let mut transaction = self.transaction(place, "top_up", is_income, amount)?;
        transaction.is_virtual = true;
        transaction.action = "deposit".into();
        transaction.message = (*self.random.pick(REASONS)).into();
        transaction.merchant_order_id = Some(self.reference("credit"));
        let holding = &mut self.world.holdings[place];
        holding.account.balance = transaction.balance;
        let customer = End::Customer(holding.account.ledger_account_id);
        let float = End::House(AccountKind::MerchantFloat);
        let (debit, credit) = if is_income { (float, customer) } else { (customer, float) };
        Some(self.step(transaction, debit, credit, amount))
    }

    fn transfer(&mut self, place: usize) -> Option<Step> {
        let from = self.world.holdings[place].account.clone();
        let other = self.random.place(self.world.holdings.len());
        let to = self.world.holdings[other].account.clone();
        let other_since = to.created_at;
        let fits = to.currency == from.currency && to.merchant_id == from.merchant_id && !to.is_promo;
        if !fits || other == place || other_since > self.time {
            return self.pay(place);
        }
        let amount = self.amount(place, 200, 5_000);
        let mut sent = self.transaction(place, "transfer_out", false, amount)?;
        let mut received = self.transaction(other, "transfer_in", true, amount)?;
        let reference = Some(self.reference("transfer"));
        for transaction in [&mut sent, &mut received] {
            transaction.action = "deposit".into();
            transaction.message = "Transfer between accounts".into();
            transaction.merchant_order_id.clone_from(&reference);
        }
        received.linked_id = Some(self.next_id);
        self.world.holdings[place].account.balance = sent.balance;
        self.world.holdings[other].account.balance = received.balance;
        let debit = End::Customer(from.ledger_account_id);
        let credit = End::Customer(to.ledger_account_id);
        Some(Step {
            first_id: self.next_id,
            transactions: vec![sent, received],
            movements: vec![Movement { transaction: 0, recipient: Some(1), debit, credit, amount }],
            ..Step::default()
        })
    }

    pub(super) fn remember(&mut self, voidable: Voidable) {
        // Only what is recent gets voided.
        if self.voidable.len() >= 200 {
            let place = self.random.place(self.voidable.len());
            self.voidable.swap_remove(place);
        }
        self.voidable.push(voidable);
    }

    fn void(&mut self) -> Option<Step> {
        if self.voidable.is_empty() {
            return None;
        }
        // A void can be voided in turn.
        let last = if self.random.percent(12) { self.last_void.take() } else { None };
        let place = self.random.place(self.voidable.len());
        let voided = last.unwrap_or_else(|| self.voidable.swap_remove(place));
        let mut transaction = self.transaction(voided.holding, "void", !voided.is_income, voided.amount)?;
        transaction.parent_id = Some(voided.id);
        transaction.action = "refund".into();
        transaction.mode = "void".into();
        transaction.message = (*self.random.pick(VOID_REASONS)).into();
        transaction.merchant_order_id = Some(self.reference("void"));
        let holding = &mut self.world.holdings[voided.holding];
        holding.account.balance = transaction.balance;
        let customer = End::Customer(holding.account.ledger_account_id);
        let other =
            End::House(if voided.outside { AccountKind::Outside } else { AccountKind::MerchantFloat });
        let (debit, credit) = if voided.is_income { (customer, other) } else { (other, customer) };
        let own = Voidable { id: self.next_id, is_income: !voided.is_income, ..voided.clone() };
        self.last_void = Some(own);
        Some(self.step(transaction, debit, credit, voided.amount))
    }
}
