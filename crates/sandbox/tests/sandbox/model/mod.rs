//! The sandbox against a plain model: whatever is asked in whatever order, both answer the same and have the
//! same balances.
//!
//! A hundred thousand operations are asked; `PURSER_MODEL_OPERATIONS` asks for another number of them.

mod reference;

use crate::harness::{KEY, Sandbox, now};
use proptest::prelude::*;
use proptest_state_machine::{ReferenceStateMachine, StateMachineTest, prop_state_machine};
use purser_sandbox::domain::clock::SECOND;
use purser_sandbox::rails;
use purser_sandbox::store::{query, verify};
use reference::{ACCOUNTS, Operation, State, is_promo, user_of};
use serde_json::{Value, json};
use std::sync::Arc;
use tokio::runtime::Runtime;

/// Operations in a row, on one database.
const IN_A_ROW: usize = 500;

const HOUR: i64 = 3_600 * SECOND;

/// How often so many.
fn rows() -> u32 {
    let usual = if std::env::var_os("PURSER_TEST_DATABASE").is_some() { 5_000 } else { 100_000 };
    let wanted = std::env::var("PURSER_MODEL_OPERATIONS").ok().and_then(|text| text.parse::<usize>().ok());
    u32::try_from(wanted.unwrap_or(usual).div_ceil(IN_A_ROW)).unwrap()
}

#[derive(Debug)]
struct Machine;

impl ReferenceStateMachine for Machine {
    type State = State;
    type Transition = Operation;

    fn init_state() -> BoxedStrategy<State> {
        Just(State::new()).boxed()
    }

    fn transitions(state: &State) -> BoxedStrategy<Operation> {
        reference::operations(state)
    }

    fn apply(mut state: State, operation: &Operation) -> State {
        state.apply(operation);
        state
    }

    fn preconditions(state: &State, operation: &Operation) -> bool {
        match operation {
            Operation::Void { back } => state.place(*back).is_some(),
            Operation::Again { back, .. } => state.payment(*back).is_some(),
            _ => true,
        }
    }
}

/// The sandbox, and which ids it gave to what the model counts.
struct Real {
    runtime: Arc<Runtime>,
    sandbox: Sandbox,
    users: Vec<i64>,
    accounts: Vec<i64>,
    transactions: Vec<i64>,
}

impl Real {
    async fn new(runtime: Arc<Runtime>) -> Self {
        let sandbox = Sandbox::empty().await;
        let (mut users, mut accounts) = (Vec::new(), Vec::new());
        for name in ["ada", "bob"] {
            let user = sandbox.user(name).await;
            users.push(user);
            for kind in ["fiat", "fiat", "promo"] {
                accounts.push(sandbox.account(user, "USD", kind).await);
            }
        }
        Self { runtime, sandbox, users, accounts, transactions: Vec::new() }
    }

    fn client(&self, account: usize) -> i64 {
        self.users[user_of(account)]
    }

    async fn post(&self, path: String, body: Value) -> (u16, Value) {
        let reply = self.sandbox.call("POST", &path, KEY, Some(body)).await;
        (reply.status, reply.json())
    }

    async fn pay(&self, account: usize, amount: i64, reference: usize) -> (u16, Value) {
        let body = json!({
            "clientId": self.client(account), "paymentAccountId": self.accounts[account],
            "amount": cents(amount), "currency": "USD", "name": "Coffee",
            "merchantOrderId": format!("order-{reference}"),
        });
        self.post("/api/v1/payment".to_owned(), body).await
    }

    /// Does it; `state` is the model's after the same.
    async fn perform(&mut self, state: &State, operation: &Operation) -> u16 {
        let before = self.transactions.len();
        let (status, _) = match *operation {
            Operation::TopUp { account, amount, hours } => {
                let mut body = json!({ "clientId": self.client(account), "amount": cents(amount) });
                if let Some(hours) = hours {
                    body["dateExpire"] = json!(date_time(self.sandbox.app.clock.now() + hours * HOUR));
                }
                let path = format!("/api/v1/payment-account/{}/top-up", self.accounts[account]);
                self.post(path, body).await
            }
            Operation::Pay { account, amount } => {
                // The reference of a payment that is refused is free again.
                let taken = state.references - usize::from(state.expected == 200);
                self.pay(account, amount, taken).await
            }
            Operation::Transfer { from, to, amount } => {
                let body = json!({
                    "clientId": self.client(from), "recipientPaymentAccountId": self.accounts[to],
                    "amount": cents(amount),
                });
                self.post(format!("/api/v1/payment-account/{}/transfer", self.accounts[from]), body).await
            }
            Operation::Void { back } => {
                let id = self.transactions[before - 1 - back];
                let account = state.transactions[before - 1 - back].account;
                let body = json!({ "clientId": self.client(account) });
                self.post(format!("/api/v1/transaction/{id}/void"), body).await
            }
            Operation::Again { back, is_same } => {
                let payment = state.payment(back).unwrap();
                let amount = payment.amount + i64::from(!is_same);
                self.pay(payment.account, amount, payment.reference).await
            }
            Operation::Block { user, is_blocked } => {
                let path = format!("/api/v1/user/{}", self.users[user]);
                let body = json!({ "isActivated": true, "isBlocked": is_blocked });
                let reply = self.sandbox.put(&path, body).await;
                (reply.status, Value::Null)
            }
            Operation::Activate { account, is_active } => {
                let path = format!("/api/v1/payment-account/{}", self.accounts[account]);
                let body = json!({ "clientId": self.client(account), "isActive": is_active });
                let reply = self.sandbox.put(&path, body).await;
                (reply.status, Value::Null)
            }
            Operation::Wait { hours } => {
                self.sandbox.app.clock.advance(hours * HOUR);
                rails::tick(&self.sandbox.app).await;
                (200, Value::Null)
            }
        };
        self.learn(state).await;
        status
    }

    /// Learns the ids of the transactions that the model has and this does not know, each by what makes it
    /// unmistakable.
    async fn learn(&mut self, state: &State) {
        while let Some(new) = state.transactions.get(self.transactions.len()) {
            let mut newest = query(
                "SELECT MAX(id) AS id FROM wallet_transaction WHERE payment_account_id = $1
                 AND kind <> 'lapse'",
            )
            .bind(self.accounts[new.account]);
            if let Some(voided) = new.voids {
                newest.push(" AND parent_id = ").push_bind(self.transactions[voided]);
            }
            let mut connection = self.sandbox.app.store.read().await.unwrap();
            let id: Option<i64> = newest.fetch_one(&mut connection).await.unwrap().get("id").unwrap();
            self.transactions.push(id.expect("a transaction that the model has"));
        }
    }

    async fn balances(&self) -> Vec<i64> {
        let mut connection = self.sandbox.app.store.read().await.unwrap();
        let rows = query(
            "SELECT whole, fraction FROM ledger_account WHERE payment_account_id IS NOT NULL
             ORDER BY payment_account_id",
        );
        let rows = rows.fetch_all(&mut connection).await.unwrap();
        let part = |row: &purser_sandbox::store::Row, name: &str| row.get::<i64>(name).unwrap();
        rows.iter()
            .map(|row| part(row, "whole") * 100 + part(row, "fraction") / 10_000_000_000_000_000)
            .collect()
    }
}

fn cents(amount: i64) -> String {
    let sign = if amount < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", amount.abs() / 100, amount.abs() % 100)
}

fn date_time(instant: i64) -> String {
    purser_api::Timestamp::from_unix_micros(instant).to_php().chars().take(19).collect()
}

impl StateMachineTest for Real {
    type SystemUnderTest = Self;
    type Reference = Machine;

    fn init_test(_state: &State) -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let runtime = Arc::new(runtime);
        runtime.block_on(Self::new(runtime.clone()))
    }

    fn apply(mut real: Self, state: &State, operation: Operation) -> Self {
        let runtime = real.runtime.clone();
        let status = runtime.block_on(real.perform(state, &operation));
        assert_eq!(status, state.expected, "{operation:?}");
        real
    }

    fn check_invariants(real: &Self, state: &State) {
        let expected: Vec<i64> = state.accounts.iter().map(|account| account.balance).collect();
        assert_eq!(real.runtime.block_on(real.balances()), expected);
    }

    fn teardown(real: Self, _state: State) {
        let runtime = real.runtime.clone();
        runtime.block_on(async {
            let mut snapshot = real.sandbox.app.store.snapshot().await.unwrap();
            verify::run(&mut snapshot).await.unwrap().unwrap();
            drop(snapshot);
            real.sandbox.app.store.close().await.unwrap();
        });
    }
}

prop_state_machine! {
    #![proptest_config(ProptestConfig {
        cases: rows(),
        failure_persistence: None,
        max_shrink_iters: 2_000,
        ..ProptestConfig::default()
    })]

    #[test]
    fn rule_19_the_sandbox_and_a_plain_model_agree(sequential IN_A_ROW..IN_A_ROW + 1 => Real);
}

#[test]
fn the_model_knows_all_accounts() {
    assert_eq!(State::new().accounts.len(), ACCOUNTS);
    assert!((0..ACCOUNTS).any(is_promo) && now() > 0);
}
