//! The console opens at all, and the sandbox it talks to can come and go.

use super::harness::test;

#[test]
fn the_console_opens() {
    test(async |world| {
        let page = world.desk().await;
        page.goto("/").await;
        page.heading("Where do you want to go?").shown().await;
        page.until("the title is the project's", async || page.title().await.contains("Purser")).await;
    });
}

#[test]
fn the_sandbox_comes_back_where_it_was() {
    test(async |world| {
        let page = world.desk().await;
        page.allow_log("/favicon.ico");
        page.goto("/sandbox/demo").await;
        page.says("apiKey").await;
        let before = page.text().await;
        world.sandbox().stop();
        world.sandbox().start_again();
        page.reload().await;
        page.says("apiKey").await;
        assert_eq!(page.text().await, before);
    });
}
