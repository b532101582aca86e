//! The same as a row of bulk work.

use super::super::api::Api;
use super::super::bulk_steps::{accounts, check};
use super::super::harness::test;
use super::super::steps::{connect, connect_to};
use super::stage::{Bench, Sending, Stage, clear};
use super::{all, before_documents, set_up};

const HURRY: u32 = 20;
const HOME: &str = "/merchant/users";
const BULK: &str = "/merchant/bulk?kind=top-up";

struct Many {
    api: Api,
    bench: Bench,
    account: u64,
    customer: u64,
    turn: u32,
}

impl Many {
    fn amount(&self) -> String {
        format!("{}.37", self.turn)
    }

    async fn check(&self) {
        self.bench.page.follow(BULK).await;
        let Self { account, customer, .. } = self;
        check(&self.bench.page, &format!("{account},{customer},{},USD,row {}\n", self.amount(), self.turn))
            .await;
    }
}

impl Stage for Many {
    fn bench(&self) -> &Bench {
        &self.bench
    }

    async fn review(&mut self) -> Sending {
        self.turn += 1;
        self.check().await;
        self.bench.page.button("Review").click().await;
        self.bench.page.dialog("Review the run").shown().await;
        Sending { button: "Top up 1".to_owned(), mark: self.amount() }
    }

    async fn effect(&self, sending: &Sending) -> usize {
        let path =
            format!("transaction?clientId={}&paymentAccountId={}&limit=50", self.customer, self.account);
        let rows = self.api.rows(&path).await;
        rows.iter().filter(|row| row["price"].to_string().trim_matches('"') == sending.mark).count()
    }

    async fn enter_again(&self) {
        before_documents(&self.bench.page, HURRY).await;
        self.bench.page.goto(HOME).await;
        connect(&self.bench.page).await;
        self.bench.page.table("Customers").shown().await;
        self.check().await;
    }

    async fn clear_up(&self) {
        let page = &self.bench.page;
        clear(page).await;
        page.follow(BULK).await;
        // The next one begins with nothing on the screen.
        for name in ["Change the rows", "New work", "Forget it", "Forget it for good"] {
            if page.button(name).count().await > 0 {
                page.button(name).click().await;
            }
        }
        page.follow(HOME).await;
    }
}

#[test]
fn rule_3_a_row_of_many_happens_once_or_not_at_all_and_the_screen_says_which() {
    test(async |world| {
        let api = Api::of(world).await;
        let bench = set_up(world, "bulk row", HURRY).await;
        let (account, customer) = accounts(&api).await[0];
        connect_to(&bench.page, HOME).await;
        all(&mut Many { api, bench, account, customer, turn: 0 }).await;
    });
}
