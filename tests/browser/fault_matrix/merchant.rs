//! What a merchant does: top up, refill, transfer, pay, void.

use std::sync::Arc;

use serde_json::{Value, json};

use super::super::api::{Api, list};
use super::super::harness::{World, test};
use super::super::steps::{Target, connect, connect_to};
use super::super::transfers::{choose, receiver};
use super::stage::{Bench, Sending, Stage, clear};
use super::{all, before_documents, set_up};

const HURRY: u32 = 20;
const HOME: &str = "/merchant/users";

struct Merchant {
    api: Api,
    bench: Bench,
    target: Target,
    /// Who receives transfers.
    receiver: (u64, String),
    turn: u32,
    /// What is voided.
    voided: u64,
}

async fn merchant(world: &World, kind: &'static str) -> Merchant {
    let api = Api::of(world).await;
    let bench = set_up(world, kind, HURRY).await;
    let customer = api.customer().id;
    let account = api.account_in(customer, "USD").await;
    let target = Target { customer, account, balance: api.balance(customer, account).await };
    let (_, to, email) = receiver(&api, &target).await;
    connect_to(&bench.page, HOME).await;
    Merchant { api, bench, target, receiver: (to, email), turn: 0, voided: 0 }
}

impl Merchant {
    fn account(&self) -> String {
        format!("/merchant/accounts/{}?customer={}", self.target.account, self.target.customer)
    }

    /// A payment that was just made.
    async fn pay(&self, amount: &str) -> u64 {
        let Target { customer, account, .. } = self.target;
        let amount: Value = serde_json::from_str(amount).expect("a number");
        let body = json!({
            "clientId": customer, "paymentAccountId": account, "amount": amount, "currency": "USD", "name": "Room",
            "merchantOrderId": format!("to be voided {}", self.turn)
        });
        self.api.post("payment", body).await["id"].as_u64().expect("an id")
    }
}

impl Stage for Merchant {
    fn bench(&self) -> &Bench {
        &self.bench
    }

    async fn review(&mut self) -> Sending {
        self.turn += 1;
        let page = Arc::clone(&self.bench.page);
        let amount = format!("{}.37", self.turn);
        if self.bench.kind == "void" {
            self.voided = self.pay(&amount).await;
            let place = format!("/merchant/transactions/{}?customer={}", self.voided, self.target.customer);
            page.follow(&place).await;
            page.button("Void").click().await;
            page.button("Review").click().await;
            return Sending { button: format!("Void {amount} USD"), mark: amount };
        }
        page.follow(&self.account()).await;
        page.table("Transactions").has_text("Refill").await;
        let button = match self.bench.kind {
            "top-up" => {
                page.button("Top up").click().await;
                "Top up"
            }
            "refill" => {
                page.button("Refill").click().await;
                page.field("Name").fill("Wallet refill").await;
                "Charge"
            }
            "transfer" => {
                let (account, email) = &self.receiver;
                choose(&page, email, *account).await;
                "Transfer"
            }
            _ => {
                page.button("Pay").click().await;
                page.field("For").fill("Room").await;
                "Take"
            }
        };
        page.field("Amount").fill(&amount).await;
        page.button("Review").click().await;
        Sending { button: format!("{button} {amount} USD"), mark: amount }
    }

    async fn effect(&self, sending: &Sending) -> usize {
        let Target { customer, account, .. } = self.target;
        let done = |row: &&Value| row["status"] == "success";
        if self.bench.kind == "void" {
            let transaction = self.api.get(&format!("transaction/{}?clientId={customer}", self.voided)).await;
            return list(transaction["child"].clone()).iter().filter(done).count();
        }
        let path = format!("transaction?clientId={customer}&paymentAccountId={account}&limit=50");
        let rows = self.api.rows(&path).await;
        let is_it = |row: &&Value| row["price"].to_string().trim_matches('"') == sending.mark;
        rows.iter().filter(is_it).filter(done).count()
    }

    async fn enter_again(&self) {
        before_documents(&self.bench.page, HURRY).await;
        self.bench.page.goto(HOME).await;
        connect(&self.bench.page).await;
        self.bench.page.table("Customers").shown().await;
    }

    async fn clear_up(&self) {
        let page = &self.bench.page;
        clear(page).await;
        page.follow(HOME).await;
    }
}

async fn of(world: &World, kind: &'static str) {
    all(&mut merchant(world, kind).await).await;
}

#[test]
fn rule_3_a_top_up_happens_once_or_not_at_all_and_the_screen_says_which() {
    test(async |world| of(world, "top-up").await);
}

#[test]
fn rule_3_a_refill_happens_once_or_not_at_all_and_the_screen_says_which() {
    test(async |world| of(world, "refill").await);
}

#[test]
fn rule_3_a_transfer_happens_once_or_not_at_all_and_the_screen_says_which() {
    test(async |world| of(world, "transfer").await);
}

#[test]
fn rule_3_a_payment_happens_once_or_not_at_all_and_the_screen_says_which() {
    test(async |world| of(world, "payment").await);
}

#[test]
fn rule_3_a_void_happens_once_or_not_at_all_and_the_screen_says_which() {
    test(async |world| of(world, "void").await);
}
