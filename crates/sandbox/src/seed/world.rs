//! Who is there before anything happens: customers and their accounts.

use super::people::{DOMAINS, FIRST_NAMES, LAST_NAMES, PLACES, USER_KINDS, plain};
use super::random::Random;
use crate::domain::clock::DAY;
use crate::domain::promo::Grant;
use crate::domain::secret::{Secret, uuid};
use crate::domain::totp::SECRET_BYTES;
use crate::domain::units::Units;
use crate::store::accounts::{self, NewAccount};
use crate::store::users::{self, NewUser};
use crate::store::{Connection, StoreError};
use std::collections::HashSet;

/// A customer while the past is being told.
#[derive(Debug, Clone)]
pub struct Customer {
    pub user_id: i64,
    pub is_blocked: bool,
    pub is_activated: bool,
    pub email: String,
    pub first_name: &'static str,
    pub last_name: &'static str,
    pub country: &'static str,
    pub zip: &'static str,
    pub since: i64,
    /// Places of its accounts.
    pub accounts: Vec<usize>,
}

/// An account while the past is being told.
#[derive(Debug, Clone)]
pub struct Holding {
    pub account: accounts::Account,
    pub grants: Vec<Grant>,
}

/// Everybody, and what they have.
#[derive(Debug, Clone, Default)]
pub struct World {
    pub customers: Vec<Customer>,
    pub holdings: Vec<Holding>,
    emails: HashSet<String>,
}

impl World {
    /// Adds a merchant's customers.
    pub async fn add_merchant(
        &mut self,
        connection: &mut Connection,
        random: &mut Random,
        merchant_id: i64,
        count: usize,
        start: i64,
        now: i64,
    ) -> Result<(), StoreError> {
        let span = now - start - 14 * DAY;
        let step = span / i64::try_from(count).unwrap_or(1).max(1);
        let mut since = start;
        for place in 0..count {
            self.add_customer(connection, random, merchant_id, place, since).await?;
            // The first dozen are there from the start, the others come one by one.
            if place >= 12 {
                since += random.between(step / 2, step + 1);
            } else {
                since += random.between(DAY / 24, DAY / 2);
            }
        }
        Ok(())
    }

    async fn add_customer(
        &mut self,
        connection: &mut Connection,
        random: &mut Random,
        merchant_id: i64,
        place: usize,
        since: i64,
    ) -> Result<(), StoreError> {
        let first_name = *random.pick(FIRST_NAMES);
        let last_name = *random.pick(LAST_NAMES);
        let (country, zip) = *random.pick(PLACES);
        let domain = *random.pick(DOMAINS);
        let local = format!("{}.{}", plain(first_name), plain(last_name));
        let mut email = format!("{local}@{domain}");
        let mut number = 2;
        while !self.emails.insert(email.clone()) {
            email = format!("{local}{number}@{domain}");
            number += 1;
        }
        let mut secret = [0; SECRET_BYTES];
        secret[..16].copy_from_slice(&random.bytes16());
        secret[16..].copy_from_slice(&random.bytes16()[..4]);
        // The first few are shown in the demonstration and can all sign in.
        let is_blocked = place >= 6 && random.percent(6);
        let is_activated = place < 6 || random.percent(92);
        let new = NewUser {
            merchant_id,
            uuid: uuid(random.bytes16()),
            email: email.clone(),
            kind: Some((*random.pick(USER_KINDS)).to_owned()),
            external_user_id: format!("{}", 100_000 + place * 7 + random.place(7)),
            is_activated,
            is_blocked,
            totp_secret: Secret(secret.to_vec()),
            created_at: since,
        };
        let user_id = users::create(connection, new).await?;
        let mut customer = Customer {
            user_id,
            is_blocked,
            is_activated,
            email,
            first_name,
            last_name,
            country,
            zip,
            since,
            accounts: Vec::new(),
        };
        let home = *random.pick(&["USD", "USD", "USD", "USD", "EUR", "EUR", "EUR", "GBP", "NZD", "NZD"]);
        let home = if place == 0 { "USD" } else { home };
        let mut wanted = vec![(home, false)];
        if place == 0 || random.percent(50) {
            wanted.push((home, true));
        }
        if place == 0 || random.percent(25) {
            wanted.push((if home == "EUR" { "USD" } else { "EUR" }, false));
        }
        if place == 0 || random.percent(8) {
            wanted.push(("BTC", false));
        }
        for (currency, is_promo) in wanted {
            let account = new_account(random, merchant_id, user_id, currency, is_promo, since);
            let id = accounts::create(connection, account).await?;
            let account = accounts::by_id(connection, id).await?.ok_or(StoreError::Missing("an account"))?;
            customer.accounts.push(self.holdings.len());
            self.holdings.push(Holding { account, grants: Vec::new() });
        }
        self.customers.push(customer);
        Ok(())
    }

    /// Shows some who can sign in, one who is blocked, and one who has not been activated.
    pub async fn show_in_demo(&self, connection: &mut Connection, count: usize) -> Result<(), StoreError> {
        let able = self.customers.iter().filter(|one| one.is_activated && !one.is_blocked).take(count);
        let blocked = self.customers.iter().filter(|one| one.is_blocked).take(1);
        let inactive = self.customers.iter().filter(|one| !one.is_activated && !one.is_blocked).take(1);
        for customer in able.chain(blocked).chain(inactive) {
            users::show_in_demo(connection, customer.user_id).await?;
        }
        Ok(())
    }
}

fn new_account(
    random: &mut Random,
    merchant_id: i64,
    user_id: i64,
    currency: &str,
    is_promo: bool,
    created_at: i64,
) -> NewAccount {
    let (method, system) = match (is_promo, currency) {
        (true, _) => ("virtual", "centrobill"),
        (false, "BTC") => ("crypto", "harbourpay"),
        (false, _) => ("card", "centrobill"),
    };
    let (first, brand) =
        *random.pick(&[("411111", "visa"), ("555555", "mastercard"), ("520082", "mastercard")]);
    let number = format!("{first}****{:04}", random.below(10_000));
    let (month, year) = (random.between(1, 13), random.between(27, 32));
    let is_card = method == "card";
    NewAccount {
        uuid: uuid(random.bytes16()),
        merchant_id,
        user_id,
        name: Some(if is_promo { format!("{currency} promotions") } else { format!("{currency} wallet") }),
        description: None,
        is_promo,
        currency: currency.to_owned(),
        method: method.to_owned(),
        system: system.to_owned(),
        account_number: is_card.then_some(number),
        brand: is_card.then(|| brand.to_owned()),
        expiration_month: is_card.then_some(month),
        expiration_year: is_card.then_some(year),
        webhook_url: None,
        created_at,
    }
}

impl Holding {
    /// What is in the account.
    pub const fn balance(&self) -> Units {
        self.account.balance
    }
}
