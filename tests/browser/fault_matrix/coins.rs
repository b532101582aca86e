//! What somebody who holds coins does: withdraw and exchange. Neither takes a reference.

use reqwest::Method;
use serde_json::{Value, json};

use super::super::crypto_api::{AMELIA, Coins};
use super::super::crypto_exchange::ask_for_exchange;
use super::super::crypto_sign_in::sign_in_holder;
use super::super::crypto_withdraw::{DOGE, fill};
use super::super::harness::{Trouble, World, test};
use super::stage::{Bench, Sending, Stage, clear};
use super::{all, before_documents, set_up};

const HURRY: u32 = 12;

struct Holder {
    coins: Coins,
    token: String,
    bench: Bench,
    turn: u32,
}

async fn holder(world: &World, kind: &'static str, speed: u32) -> Holder {
    let coins = Coins::of(world);
    for symbol in ["DOGE", "XRP"] {
        let deposit =
            json!({ "username": "amelia", "symbol": symbol, "amount": "90000", "confirmations": 100 });
        coins.outside("deposit", deposit).await;
    }
    coins.advance(300).await;
    let token = coins.token(AMELIA).await;
    let bench = set_up(world, kind, speed).await;
    sign_in_holder(&bench.page, AMELIA).await;
    Holder { coins, token, bench, turn: 0 }
}

impl Stage for Holder {
    fn bench(&self) -> &Bench {
        &self.bench
    }

    async fn review(&mut self) -> Sending {
        self.turn += 1;
        let amount = format!("{}.25", 400 + self.turn);
        if self.bench.kind == "withdrawal" {
            fill(&self.bench.page, "DOGE", DOGE, &amount).await;
            return Sending { button: format!("Send {amount}000000 DOGE"), mark: amount };
        }
        self.bench.page.goto("/crypto/exchange?from=XRP&to=BTC").await;
        self.bench.page.says("The least is").await;
        ask_for_exchange(&self.bench.page, &amount).await;
        Sending { button: format!("Exchange {amount}0000 XRP"), mark: amount }
    }

    async fn effect(&self, sending: &Sending) -> usize {
        let is = |value: &Value| value.to_string().trim_matches('"') == sending.mark;
        if self.bench.kind == "withdrawal" {
            let page = self.coins.get("transaction?symbol=DOGE&limit=100", &self.token).await;
            let rows = page["transactions"].as_array().cloned().unwrap_or_default();
            return rows.iter().filter(|row| row["type"] == "Sent" && is(&row["amount"])).count();
        }
        let all = self.coins.get("exchange/transactions", &self.token).await;
        all.as_array().into_iter().flatten().filter(|row| is(&row["amountFrom"])).count()
    }

    async fn enter_again(&self) {
        before_documents(&self.bench.page, HURRY).await;
        sign_in_holder(&self.bench.page, AMELIA).await;
    }

    async fn clear_up(&self) {
        clear(&self.bench.page).await;
    }
}

impl Holder {
    /// The same, done in another place than this browser.
    async fn happens_elsewhere(&self, sending: &Sending) {
        if self.bench.kind == "withdrawal" {
            return self.coins.withdraw(&self.token, "DOGE", DOGE, &sending.mark).await;
        }
        let same = json!({ "from": "XRP", "to": "BTC", "amount": sending.mark });
        self.coins.act(Method::POST, "exchange/transaction", &self.token, same).await;
    }
}

async fn of(world: &World, kind: &'static str) {
    all(&mut holder(world, kind, HURRY).await).await;
}

#[test]
fn rule_3_a_withdrawal_happens_once_or_not_at_all_and_the_screen_says_which() {
    test(async |world| of(world, "withdrawal").await);
}

#[test]
fn rule_3_an_exchange_happens_once_or_not_at_all_and_the_screen_says_which() {
    test(async |world| of(world, "exchange").await);
}

/// Nothing stands in front that lets a key through once: the browser sends the same over every connection that it has used,
/// and each time it is done. Time is not hurried: a page that gives up meanwhile finds one of them before the other is there.
async fn twice(world: &World, kind: &'static str) {
    let mut stage = holder(world, kind, 1).await;
    stage.bench.between.let_keys_through_once(false);
    stage.bench.between.keep_connections(true);
    let sending = stage.review().await;
    stage.bench.between.begin(Some(Trouble::AnswerLost));
    stage.bench.page.button(&sending.button).click().await;
    stage
        .bench
        .page
        .until("the browser has sent it again", async || stage.bench.between.sendings().1 > 1)
        .await;
    stage.bench.between.end();
    let dialog = stage.bench.page.dialog("We do not know yet");
    dialog.has_text("sent 1 times from here").await;
    let happened = stage.effect(&sending).await;
    assert!(happened > 1, "this is what no page can prevent");
    dialog.has_text(&format!("{happened} of that coin and amount, sent 1 times from here")).await;
    stage.bench.page.press("Escape").await;
    stage.bench.page.says("Compare it with what you wanted; do not repeat it.").await;
}

#[test]
fn rule_3_a_withdrawal_that_the_browser_sent_twice_is_not_called_done() {
    test(async |world| twice(world, "withdrawal").await);
}

#[test]
fn rule_3_an_exchange_that_the_browser_sent_twice_is_not_called_done() {
    test(async |world| twice(world, "exchange").await);
}

/// The answer says that it was done, and the history, which says how often, cannot be read at first.
async fn uncounted(world: &World, kind: &'static str, elsewhere: usize) -> Holder {
    let mut stage = holder(world, kind, 1).await;
    let sending = stage.review().await;
    stage.bench.between.begin(Some(Trouble::Held));
    stage.bench.page.button(&sending.button).click().await;
    let between = std::sync::Arc::clone(&stage.bench.between);
    stage.bench.page.until("the system has done it", async || between.is_held()).await;
    for _ in 0..elsewhere {
        stage.happens_elsewhere(&sending).await;
    }
    assert_eq!(stage.effect(&sending).await, 1 + elsewhere);
    for path in ["/api/v3/transaction", "/api/v3/exchange/transactions"] {
        stage.coins.order(json!({ "method": "GET", "path": path, "status": 500, "times": 1000 })).await;
    }
    between.end();
    let dialog = stage.bench.page.dialog("Under way");
    dialog.has_text("The system answered that it has it. How often it was done stands in its history").await;
    dialog.has_text("The look itself failed").await;
    stage.coins.forget_orders().await;
    stage
}

#[test]
fn rule_3_a_withdrawal_is_not_called_done_before_it_is_counted() {
    test(async |world| {
        let stage = uncounted(world, "withdrawal", 0).await;
        stage.bench.page.dialog("Done").has_text("−401.25").await;
    });
}

#[test]
fn rule_3_an_exchange_that_is_counted_twice_later_has_to_be_compared() {
    test(async |world| {
        let stage = uncounted(world, "exchange", 1).await;
        let dialog = stage.bench.page.dialog("We do not know yet");
        dialog.has_text("2 of that coin and amount, sent 1 times from here").await;
        stage.bench.page.press("Escape").await;
        stage.bench.page.says("Compare it with what you wanted; do not repeat it.").await;
    });
}
