//! What customers hold, from their accounts themselves, and which accounts run low.

use purser_api::{
    Currency, Money, Rows,
    centrowallet::{UserId, payment_account::PaymentAccount},
};

use super::sum::Sum;

/// The accounts of one currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    pub currency: Currency,
    pub accounts: u64,
    pub sum: Sum,
}

/// An account that is under the amount at which its owner wants to be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Low {
    pub customer: UserId,
    pub email: Option<String>,
    pub account: u64,
    pub name: Option<String>,
    pub balance: Money,
    pub notify_below: Money,
    pub reloads: bool,
}

/// Everything customers hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holdings {
    held: Vec<Held>,
    pub low: Vec<Low>,
    pub customers: u64,
    /// Customers whose accounts the system did not show, accounts that could not be read or say no balance.
    pub left_out: u64,
}

impl Holdings {
    /// Takes in one customer's accounts.
    pub fn fold(&mut self, customer: UserId, email: Option<&str>, accounts: &Rows<PaymentAccount>) {
        self.customers += 1;
        self.left_out += u64::try_from(accounts.unreadable.len()).unwrap_or(u64::MAX);
        for account in &accounts.rows {
            let Some(balance) = account.balance_money() else {
                self.left_out += 1;
                continue;
            };
            self.held_in(account.currency).add(balance);
            self.low.extend(low(customer, email, account, balance));
        }
    }

    /// A customer whose accounts are not to be had.
    pub fn pass_over(&mut self) {
        self.customers += 1;
        self.left_out += 1;
    }

    fn held_in(&mut self, currency: Currency) -> &mut Held {
        let at = self.held.iter().position(|held| held.currency == currency).unwrap_or_else(|| {
            self.held.push(Held { currency, accounts: 0, sum: Sum::default() });
            self.held.len() - 1
        });
        &mut self.held[at]
    }

    /// Per currency, the one of most accounts first.
    pub fn held(&self) -> Vec<&Held> {
        let mut held: Vec<&Held> = self.held.iter().collect();
        held.sort_by(|a, b| {
            b.accounts.cmp(&a.accounts).then_with(|| a.currency.as_str().cmp(b.currency.as_str()))
        });
        held
    }
}

impl Held {
    fn add(&mut self, balance: Money) {
        self.accounts += 1;
        self.sum.add(balance.amount());
    }
}

fn low(customer: UserId, email: Option<&str>, account: &PaymentAccount, balance: Money) -> Option<Low> {
    let wants = account.is_notify == Some(true) && account.is_active != Some(false);
    let limit = account.notify_amount.filter(|limit| wants && balance.amount() < *limit)?;
    Some(Low {
        customer,
        email: email.map(str::to_owned),
        account: account.id.0,
        name: account.name.clone(),
        balance,
        notify_below: Money::new(limit, account.currency),
        reloads: account.autoreload == Some(true),
    })
}

#[cfg(test)]
mod tests {
    use purser_api::{
        Answer,
        centrowallet::{
            Caller,
            payment_account::{self, PaymentAccountFilter},
        },
    };
    use serde_json::json;

    use super::*;

    fn accounts(body: &serde_json::Value) -> Rows<PaymentAccount> {
        let body = body.to_string().into_bytes();
        let answer =
            Answer { status: 200, content_type: Some("application/json"), retry_after: None, body: &body };
        let request =
            payment_account::list(Caller::merchant_for(UserId(1)), &PaymentAccountFilter::default());
        request.decode(&answer).unwrap()
    }

    #[test]
    fn money_is_held_per_currency_and_what_runs_low_is_named() {
        let mut holdings = Holdings::default();
        let own = json!([
            { "id": 1, "currency": "USD", "balance": "9.99", "is_active": true, "is_notify": true, "notify_amount": 10 },
            { "id": 2, "currency": "EUR", "balance": 0.1, "is_notify": false, "notify_amount": 10 },
            { "id": 3, "currency": "USD", "balance": 10, "is_notify": true, "notify_amount": 10 },
            { "id": 4, "currency": "USD", "balance": 1, "is_notify": true, "notify_amount": 10, "is_active": false },
            { "id": 5, "currency": "USD", "balance": null },
            { "id": 6 },
        ]);
        holdings.fold(UserId(7), Some("a@b.example"), &accounts(&own));
        holdings.fold(UserId(8), None, &accounts(&json!([{ "id": 9, "currency": "EUR", "balance": 0.2 }])));
        holdings.pass_over();
        let held: Vec<_> = holdings
            .held()
            .iter()
            .map(|held| (held.currency.as_str(), held.accounts, held.sum.total().unwrap().to_string()))
            .map(|(code, accounts, sum)| format!("{code} {accounts} {sum}"))
            .collect();
        assert_eq!(held, ["USD 3 20.99", "EUR 2 0.3"]);
        assert_eq!((holdings.customers, holdings.left_out), (3, 3));
        let low: Vec<u64> = holdings.low.iter().map(|low| low.account).collect();
        assert_eq!(low, [1], "at the limit is not under it, and an account that is off is not low");
    }
}
