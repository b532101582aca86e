//! Refills: by card, some of which were declined, and a few that still wait for one.

use data_encoding::HEXLOWER;

use super::history::{History, LAST_STEPS};
use super::people::DECLINES;
use super::step::{End, Movement, Step, Voidable};
use super::world::Customer;
use crate::domain::coins::fee;
use crate::domain::ledger::AccountKind;
use crate::domain::units::Units;
use crate::store::checkout::{Checkout, OPEN_FOR, State};
use crate::store::transactions::NewTransaction;

impl History {
    pub(super) fn refill(&mut self, customer: usize, place: usize) -> Option<Step> {
        let is_promo = self.world.holdings[place].account.is_promo;
        if is_promo {
            return self.grant(place);
        }
        let amount = self.amount(place, 1_000, 30_000);
        let mut transaction = self.transaction(place, "refill", true, amount)?;
        let person: Customer = self.world.customers[customer].clone();
        let account = self.world.holdings[place].account.clone();
        transaction.payment_method.clone_from(&account.method);
        transaction.mode = if account.method == "card" { "card".into() } else { "wallet".into() };
        transaction.descriptor = Some("halyard.example".into());
        transaction.merchant_order_id = Some(self.reference("refill"));
        transaction.external_transaction_id = format!("ext-{:012x}", self.random.below(1 << 48));
        transaction.account_number = account.account_number.clone().unwrap_or_default();
        transaction.brand = account.brand.clone().unwrap_or_default();
        transaction.expiration_month =
            account.expiration_month.map(|month| month.to_string()).unwrap_or_default();
        transaction.expiration_year =
            account.expiration_year.map(|year| year.to_string()).unwrap_or_default();
        transaction.email = person.email;
        transaction.first_name = person.first_name.into();
        transaction.last_name = person.last_name.into();
        transaction.country = person.country.into();
        transaction.zip = person.zip.into();
        if self.random.percent(7) {
            let (message, code) = *self.random.pick(DECLINES);
            transaction.message = message.into();
            transaction.code = code.into();
            return Some(self.without_effect(transaction, place, "fail"));
        }
        if self.left <= LAST_STEPS && self.random.percent(40) {
            return Some(self.under_way(transaction, place));
        }
        transaction.message = "Approved".into();
        transaction.code = "0".into();
        self.world.holdings[place].account.balance = transaction.balance;
        self.remember(Voidable { id: self.next_id, holding: place, is_income: true, amount, outside: true });
        let credit = End::Customer(account.ledger_account_id);
        let mut step = self.step(transaction, End::House(AccountKind::Outside), credit, amount);
        let fee = fee(amount, &account.currency);
        if fee.is_positive() {
            step.movements.push(Movement {
                transaction: 0,
                recipient: None,
                debit: End::House(AccountKind::MerchantFloat),
                credit: End::House(AccountKind::Fees),
                amount: fee,
            });
        }
        Some(step)
    }

    /// A refill that waits for a card on the hosted page.
    fn under_way(&mut self, mut transaction: NewTransaction, place: usize) -> Step {
        for card in [
            &mut transaction.account_number,
            &mut transaction.brand,
            &mut transaction.expiration_month,
            &mut transaction.expiration_year,
        ] {
            card.clear();
        }
        let checkout = Checkout {
            transaction_id: self.next_id,
            state: State::Open,
            is_secure: false,
            surcharge: Units::ZERO,
            redirect_url: None,
            webhook_url: None,
            wants_mail: false,
            due_at: transaction.created_at + OPEN_FOR,
        };
        let token = HEXLOWER.encode(&self.random.bytes16());
        let step = self.without_effect(transaction, place, "processing");
        Step { checkout: Some((checkout, token)), ..step }
    }

    pub(super) fn without_effect(&self, mut transaction: NewTransaction, place: usize, status: &str) -> Step {
        transaction.status = status.into();
        transaction.balance = self.world.holdings[place].balance();
        Step { first_id: self.next_id, transactions: vec![transaction], ..Step::default() }
    }
}
