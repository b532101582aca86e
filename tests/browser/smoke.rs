//! The console opens at all.

use super::harness::test;

#[test]
fn the_console_opens() {
    test(async |world| {
        let page = world.desk().await;
        page.goto("/").await;
        page.until("the title is the project's", async || page.title().await.starts_with("Purser")).await;
    });
}
