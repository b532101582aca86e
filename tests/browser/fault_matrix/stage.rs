//! What all ways of moving money have in common for the table.

use std::sync::Arc;

use super::super::harness::{Between, Page};

/// Something that is about to be sent: the button that does it, and how its effect is told.
#[derive(Clone, Debug)]
pub struct Sending {
    pub button: String,
    pub mark: String,
}

/// What every stage has: the way of moving money, the page, and what stands in front of the sandbox.
#[derive(Clone, Debug)]
pub struct Bench {
    pub kind: &'static str,
    pub page: Arc<Page>,
    pub between: Arc<Between>,
}

/// One way of moving money.
pub trait Stage {
    fn bench(&self) -> &Bench;
    /// Fills in another one, as far as its review.
    async fn review(&mut self) -> Sending;
    /// How often it is in the system's books.
    async fn effect(&self, sending: &Sending) -> usize;
    /// Opens the console in a new document, as who was there before.
    async fn enter_again(&self);
    /// Leaves nothing on the screen that the next one could be mistaken for.
    async fn clear_up(&self);
}

/// Closes what is open, and says that what has to be compared was.
pub async fn clear(page: &Page) {
    page.until("nothing is open", async || {
        if page.any(&["dialog"]).count().await > 0 {
            page.press("Escape").await;
        }
        page.any(&["dialog"]).count().await == 0
    })
    .await;
    while page.button("I have compared it").count().await > 0 {
        page.button("I have compared it").click().await;
    }
    page.evaluate("(window.told = [])").await;
}
