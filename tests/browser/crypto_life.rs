//! A whole life of a wallet, from the sign-up to the last purchase, and what its history says of it in the end.

use purser_api::{Decimal, decimal};
use serde_json::{Value, json};

use super::crypto_api::{Coins, Person};
use super::crypto_exchange::ask_for_exchange;
use super::crypto_people::{PASSWORD, PHONE, sign_up_whole};
use super::crypto_sign_in::enter;
use super::crypto_withdraw::fill;
use super::harness::{Page, Screen, test};

const INES: Person = Person { username: "ines", password: PASSWORD };
const ETHER: &str = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";
const DEPOSITED: &str = "2.000000000000000001";

/// Turns the second factor on and comes back with it; the token is this session's, as the browser keeps it.
async fn come_back_with_a_code(page: &Page, coins: &Coins) -> String {
    page.goto("/crypto/profile").await;
    page.button("Turn on").click().await;
    page.button("Turn on").within(&page.dialog("Turn the second factor on")).click().await;
    page.says("on, by text message").await;
    page.button("Sign out here").click().await;
    page.at("/").await;
    page.goto("/crypto/sign-in").await;
    enter(page, INES.username, INES.password).await;
    page.heading("One more step").shown().await;
    let code = coins.code(page, PHONE, 2).await;
    page.field("Code").fill(&code).await;
    page.button("Sign in").click().await;
    page.at("/crypto").await;
    let kept = page.stored().await["session"]["purser.crypto"].clone();
    let kept: Value = serde_json::from_str(kept.as_str().expect("a text")).expect("JSON");
    let token =
        kept.as_object().into_iter().flatten().find(|(name, _)| name.to_lowercase().contains("token"));
    token.and_then(|(_, token)| token.as_str()).expect("a token").to_owned()
}

async fn exchange(page: &Page, coins: &Coins) {
    page.goto("/crypto/exchange?from=ETH&to=LTC").await;
    page.says("The least is").await;
    ask_for_exchange(page, "0.5").await;
    page.button("Exchange 0.50000000 ETH").click().await;
    page.button("Follow it").click().await;
    let now = async |state: &str| {
        let current = "document.querySelector('.steps [aria-current=step] b')?.textContent ?? ''";
        page.until(&format!("it is {state}"), async || page.evaluate(current).await == state).await;
    };
    now("Waiting").await;
    for (seconds, state) in [(16, "Confirming"), (45, "Exchanging"), (30, "Sending")] {
        coins.advance(seconds).await;
        now(state).await;
    }
    coins.advance(31).await;
    page.heading("Finished").shown().await;
}

async fn use_a_card(page: &Page, coins: &Coins) {
    page.goto("/crypto/cards").await;
    page.says("You have no card").await;
    page.evaluate("document.querySelector('.head button').click()").await;
    page.button("Issue a card").within(&page.dialog("Issue a card?")).click().await;
    page.says("is issued. Activate it").await;
    let back = coins.backs(INES.username).await.swap_remove(0);
    let (san, cvv) = (back["san"].as_str().expect("a SAN"), back["cvv"].as_str().expect("a CVV"));
    page.button(&format!("Activate card {san}")).click().await;
    page.field("SAN, the card’s number of nine digits").fill(san).await;
    page.field("CVV, the three digits beside it").fill(cvv).await;
    page.button("Activate").within(&page.dialog("Activate a card")).click().await;
    page.says("Can be used").await;
    let bought = json!({ "username": "ines", "amount": "12.34", "merchant": "Harbour Books" });
    assert_eq!(coins.outside("purchase", bought).await["approved"], true);
    page.evaluate("window.dispatchEvent(new Event('focus'))").await;
    page.says("Harbour Books").await;
}

fn number(value: &Value) -> Decimal {
    decimal::parse(&value.to_string()).expect("a number")
}

/// What came in of a coin, or went out, as the rows say it.
fn sum(rows: &[Value], symbol: &str, is_in: bool) -> Decimal {
    let of = rows.iter().filter(|row| row["symbol"] == symbol && (row["type"] == "Receive") == is_in);
    of.fold(Decimal::ZERO, |sum, row| decimal::add(sum, number(&row["amount"])).expect("a sum"))
}

#[test]
fn rule_9_a_whole_life_of_a_wallet_adds_up_to_the_last_of_eighteen_decimals() {
    test(async |world| {
        let (coins, page) = (Coins::of(world), world.phone().await);
        page.goto("/crypto/sign-up?whole=1").await;
        sign_up_whole(&page, &coins, INES.username).await;
        let token = come_back_with_a_code(&page, &coins).await;

        // An address to be paid at, and a payment that counts once the chain has confirmed it.
        page.goto("/crypto/receive/ETH").await;
        page.heading("Receive Ethereum").shown().await;
        coins.outside("deposit", json!({ "username": "ines", "symbol": "ETH", "amount": DEPOSITED })).await;
        page.goto("/crypto").await;
        page.says("0.00 USD").await;
        coins.advance(900).await;
        page.evaluate("window.dispatchEvent(new Event('focus'))").await;
        page.row("Ethereum").has_text(DEPOSITED).await;

        exchange(&page, &coins).await;
        fill(&page, "ETH", ETHER, "0.25").await;
        page.dialog("Review the withdrawal").has_text("0.25").await;
        page.evaluate("document.querySelector('dialog .btn.danger').click()").await;
        page.dialog("Done").has_text("−0.25").await;
        coins.advance(900).await;
        use_a_card(&page, &coins).await;

        // The history, on the desk, where all its columns are.
        page.screen(Screen::DESK).await;
        page.goto("/crypto/history").await;
        let query = "period=interval&startDate=2009-01-01&endDate=2099-12-31&limit=100";
        let rows = coins.get(&format!("transaction/total?{query}"), &token).await["transactions"].take();
        let rows = rows.as_array().expect("rows").clone();
        page.heading(&format!("History {}", rows.len())).shown().await;
        let totals = page.table("Totals of each coin");
        for (symbol, is_in) in [("ETH", true), ("ETH", false), ("LTC", true)] {
            totals.has_text(&sum(&rows, symbol, is_in).normalize().to_string()).await;
        }
        let (came, went) = (sum(&rows, "ETH", true), sum(&rows, "ETH", false));
        assert_eq!(came.to_string(), DEPOSITED);
        let kinds: Vec<&str> = rows.iter().filter_map(|row| row["type"].as_str()).collect();
        assert_eq!(kinds.iter().filter(|kind| **kind == "Sent").count(), 2, "{kinds:?}");
        assert_eq!(
            kinds.len(),
            5,
            "a deposit, what was exchanged for what, a withdrawal, a purchase: {kinds:?}"
        );
        let balance = number(&coins.wallet(&token, "ETH").await["balance"]);
        // What is left over is the network's fee, which no row tells: so many dollars at the coin's rate.
        let symbols = coins.get("symbol", &token).await;
        let symbol = symbols.as_array().into_iter().flatten().find(|symbol| symbol["symbol"] == "ETH");
        let symbol = symbol.expect("the coin");
        let (fee, price) = (number(&symbol["fee"]), number(&symbol["conversionRate"]["USD"]["price"]));
        assert_eq!(((came - went - balance) * price).round_dp(2), fee.round_dp(2), "{rows:?}");
        page.goto("/crypto/ETH").await;
        page.says(&balance.normalize().to_string()).await;
    });
}
