//! The same for many: what each row would do is shown first, each row has an effect of 0 or 1, whatever happens.

use std::fmt::Write as _;

use serde_json::Value;

use super::api::Api;
use super::bulk_steps::{
    accounts, allow_failures, begin, cents, check, checks, ended, open, outcome, put, result,
    the_file_is_true,
};
use super::harness::{Page, Screen, test};
use super::steps::{connect, connect_second, connect_to, switch_to};

const ADDRESS: &str = "/merchant/bulk?kind=top-up";

#[test]
fn a_dry_run_says_what_becomes_of_every_row_and_sends_nothing() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        allow_failures(&page);
        open(&page, "top-up").await;
        let (account, customer) = accounts(&api).await[0];
        let balance = api.balance(customer, account).await;
        let blocked = api.blocked_customer().id;
        let of_blocked = api.accounts(blocked).await[0].clone();
        let (of_blocked, theirs) = (&of_blocked["id"], of_blocked["currency"].as_str().expect("a currency"));
        let mut rows = String::from("account id,customer id,amount,currency,reason,order id\n");
        for number in 0..30 {
            writeln!(rows, "{account},{customer},1.{number:02},USD,row {number},").expect("text grows");
        }
        let wrong = [
            (format!("{account},{customer},1.00,USD,row 0,"), "The same as line 2."),
            (format!("{account},{customer},1.005,USD,,"), "Amount: This currency has 2 decimals at most."),
            (format!("{account},{customer},,USD,,"), "Amount is missing."),
            (format!("x,{customer},1,USD,,"), "Account is not a number above zero."),
            (format!("{account},{customer},1,EUR,,"), "The account is in USD, and the row says EUR."),
            (format!("99999999,{customer},1,USD,,"), "has no account #99999999."),
            (format!("{account},99999999,1,USD,,"), "There is no customer #99999999."),
            (format!("{of_blocked},{blocked},1,{theirs},,"), "The customer is blocked."),
            (format!("{account},{customer},-99999999,USD,,"), "which is not enough."),
            (format!("{account},,2.00,USD,by its transactions,"), "Balance after"),
        ];
        for (row, _) in &wrong {
            rows.push_str(row);
            rows.push('\n');
        }
        check(&page, &rows).await;
        page.says("Will do 31, skip 1, cannot do 8.").await;
        let shown = page.table("Rows").rows().await;
        assert_eq!(shown.len(), 1 + 40);
        for ((row, said), shown) in wrong.iter().zip(&shown[31..]) {
            assert!(shown.last().is_some_and(|detail| detail.contains(said)), "{row}: {shown:?}");
        }
        page.button("Cannot be done 8").click().await;
        page.until("eight rows are shown", async || page.table("Rows").rows().await.len() == 9).await;
        assert_eq!(page.requests("/top-up").await, 0);
        assert_eq!(api.balance(customer, account).await, balance);
    });
}

#[test]
fn rule_3_each_row_of_a_run_happens_once_or_not_at_all_and_the_file_says_which() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        allow_failures(&page);
        page.hurry(30).await;
        open(&page, "top-up").await;
        let targets = accounts(&api).await;
        let mut before = Vec::new();
        for (account, customer) in &targets[..2] {
            before.push(cents(&api.balance(*customer, *account).await));
        }
        // Done, refused, dropped before and after, a page in place of an answer, half an answer, too many, nothing.
        let amounts = [
            "1.00", "666.06", "666.02", "2.00", "666.05", "3.00", "666.07", "4.00", "666.13", "5.00",
            "666.01", "6.00",
        ];
        let row = |(place, amount): (usize, &&str)| {
            let (account, customer) = targets[place % 2];
            format!("{account},{customer},{amount},USD,row {place}\n")
        };
        let rows: String = amounts.iter().enumerate().map(row).collect();
        check(&page, &rows).await;
        page.says("Will do 12, skip 0, cannot do 0.").await;
        begin(&page, "Top up all 12").await;
        ended(&page).await;
        page.says("0 not known yet, 0 not begun.").await;
        let file = result(&page).await;
        let said: Vec<&str> = file.iter().map(|row| outcome(row).0).collect();
        assert_eq!(
            said,
            [
                "done",
                "not there",
                "done",
                "done",
                "done",
                "done",
                "refused",
                "done",
                "done",
                "done",
                "not there",
                "done"
            ]
        );
        the_file_is_true(&api, &file).await;
        // What the accounts hold is what they held and what the file says was done.
        for (side, (account, customer)) in targets[..2].iter().enumerate() {
            let done: i64 = file
                .iter()
                .filter(|row| row[1] == account.to_string() && outcome(row).0 == "done")
                .map(|row| cents(&row[3]))
                .sum();
            assert_eq!(cents(&api.balance(*customer, *account).await), before[side] + done);
        }
        assert_eq!(page.requests("/top-up").await, 12, "each row was sent once");
        let stored = page.stored().await.to_string();
        assert!(!stored.contains("666."), "rule 2: no amounts are kept");
        assert!(!stored.contains(&api.key));
    });
}

#[test]
fn rule_3_a_run_that_was_stopped_goes_on_after_a_reload_and_does_nothing_twice() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        allow_failures(&page);
        open(&page, "top-up").await;
        let (account, customer) = accounts(&api).await[0];
        let before = cents(&api.balance(customer, account).await);
        // The fifth takes five seconds: long enough to stop in the middle.
        let amount = |row: usize| if row == 4 { "666.09".to_owned() } else { format!("1.{row:02}") };
        let rows: Vec<String> =
            (0..12).map(|row| format!("{account},{customer},{},USD,row {row}\n", amount(row))).collect();
        check(&page, &rows.concat()).await;
        begin(&page, "Top up all 12").await;
        page.says("4 done, 0 not done, 1 not known yet, 7 not begun.").await;
        page.button("Stop").click().await;
        ended(&page).await;
        page.says("5 done, 0 not done, 0 not known yet, 7 not begun.").await;
        page.reload().await;
        connect(&page).await;
        page.says("A run was interrupted.").await;
        // Another file is another run, and the unfinished one stands in its way.
        check(&page, &format!("{account},{customer},9.99,USD,other\n")).await;
        page.says("Another run is unfinished.").await;
        assert_eq!(page.button("Review").state("disabled").await, "true");
        page.button("Change the rows").click().await;
        check(&page, &rows.concat()).await;
        page.says("Will do 7, skip 5, cannot do 0.").await;
        begin(&page, "Top up all 7").await;
        ended(&page).await;
        page.says("7 done, 0 not done, 0 not known yet, 0 not begun.").await;
        let file = result(&page).await;
        assert_eq!(file.iter().filter(|row| outcome(row).0 == "done").count(), 12);
        the_file_is_true(&api, &file).await;
        let all: i64 = (0..12).map(|row| cents(&amount(row))).sum();
        assert_eq!(cents(&api.balance(customer, account).await), before + all);
        // The whole file once more: it was all done.
        page.button("Check what is left").click().await;
        page.says("Will do 0, skip 12, cannot do 0.").await;
    });
}

#[test]
fn rule_12_a_run_ends_where_another_connection_begins() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        allow_failures(&page);
        open(&page, "top-up").await;
        let (account, customer) = accounts(&api).await[0];
        let before = cents(&api.balance(customer, account).await);
        // The second takes five seconds: long enough to leave in the middle.
        let amounts = ["1.00", "666.09", "1.02", "1.03"];
        let rows = amounts.map(|amount| format!("{account},{customer},{amount},USD,row {amount}\n")).concat();
        check(&page, &rows).await;
        begin(&page, "Top up all 4").await;
        page.says("1 done, 0 not done, 1 not known yet, 2 not begun.").await;
        connect_second(&page).await;
        page.link("Bulk work").click().await;
        page.says("The rows here belong to another connection.").await;
        assert!(!page.text().await.contains("row 1.00"), "nothing of the first is on screen");
        // It ends with the row that was on its way.
        page.button("Let them go").shown().await;
        switch_to(&page, "Pier Coffee", "Halyard Workspaces").await;
        page.link("Bulk work").click().await;
        page.says("Another connection was chosen, so the run ended.").await;
        page.until("the second row has happened", async || {
            cents(&api.balance(customer, account).await) == before + 100 + 66_609
        })
        .await;
        page.button("Check what is left").click().await;
        page.says("Will do 2, skip 2, cannot do 0.").await;
        begin(&page, "Top up all 2").await;
        ended(&page).await;
        assert_eq!(cents(&api.balance(customer, account).await), before + 100 + 66_609 + 102 + 103);
    });
}

#[test]
fn rule_3_a_reload_in_the_middle_of_a_row_finds_out_about_it_first() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        allow_failures(&page);
        open(&page, "top-up").await;
        let (account, customer) = accounts(&api).await[0];
        let before = cents(&api.balance(customer, account).await);
        // Done, and no answer for ten minutes.
        let rows = format!(
            "{account},{customer},1.00,USD,a\n{account},{customer},666.11,USD,b\n{account},{customer},2.00,USD,c\n"
        );
        check(&page, &rows).await;
        begin(&page, "Top up all 3").await;
        page.says("1 done, 0 not done, 1 not known yet, 1 not begun.").await;
        page.until("the second row has happened", async || {
            cents(&api.balance(customer, account).await) == before + 100 + 66_611
        })
        .await;
        page.reload().await;
        connect(&page).await;
        page.says("A run was interrupted.").await;
        check(&page, &rows).await;
        page.says("Will do 1, skip 2, cannot do 0.").await;
        begin(&page, "Top up 1").await;
        ended(&page).await;
        let file = result(&page).await;
        assert!(file.iter().all(|row| outcome(row).0 == "done"), "{file:?}");
        the_file_is_true(&api, &file).await;
        assert_eq!(cents(&api.balance(customer, account).await), before + 100 + 66_611 + 200);
    });
}

#[test]
fn rule_5_two_tabs_do_not_drive_the_same_run() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.whole_browser(Screen::DESK).await;
        allow_failures(&page);
        open(&page, "top-up").await;
        let (account, customer) = accounts(&api).await[0];
        let before = cents(&api.balance(customer, account).await);
        let rows = format!("{account},{customer},666.09,USD,a\n{account},{customer},1.00,USD,b\n");
        check(&page, &rows).await;
        let first = page.tab().await;
        page.open_tab().await;
        open(&page, "top-up").await;
        check(&page, &rows).await;
        let second = page.tab().await;
        page.go_to_tab(&first).await;
        begin(&page, "Top up all 2").await;
        page.says("0 done, 0 not done, 1 not known yet, 1 not begun.").await;
        // What the second tab checked is another run as far as it knows, until it checks again.
        page.go_to_tab(&second).await;
        page.says("Another run is unfinished.").await;
        assert_eq!(page.button("Review").state("disabled").await, "true");
        page.button("Check again").click().await;
        page.says("Will do 1, skip 1, cannot do 0.").await;
        begin(&page, "Top up 1").await;
        page.says("Another tab is driving a run.").await;
        page.go_to_tab(&first).await;
        ended(&page).await;
        page.go_to_tab(&second).await;
        begin(&page, "Top up 1").await;
        page.says("What you reviewed is not so any more, so nothing was sent.").await;
        assert_eq!(page.requests("/top-up").await, 0);
        page.button("Check again").click().await;
        page.says("Will do 0, skip 2, cannot do 0.").await;
        assert_eq!(cents(&api.balance(customer, account).await), before + 66_609 + 100);
    });
}

#[test]
fn many_customers_are_blocked_and_unblocked() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        allow_failures(&page);
        let blocked = api.blocked_customer().id;
        let ids: Vec<u64> = api
            .rows("user?limit=8&isBlocked=false")
            .await
            .iter()
            .filter_map(|user| user["id"].as_u64())
            .collect();
        let listed: Vec<String> = ids.iter().map(u64::to_string).collect();
        connect_to(&page, &format!("/merchant/bulk?kind=block&ids={}", listed.join("%2C"))).await;
        page.field("Rows").shown().await;
        assert_eq!(page.field("Rows").value().await.trim(), listed.join("\n"));
        put(&page, &format!("{}\n{blocked}\n99999999", listed.join("\n"))).await;
        checks(&page).await;
        page.says("Will do 8, skip 1, cannot do 1.").await;
        begin(&page, "Block all 8").await;
        ended(&page).await;
        page.says("8 done, 0 not done, 0 not known yet, 0 not begun.").await;
        for id in &ids {
            assert_eq!(api.get(&format!("user/{id}")).await["isBlocked"], true);
        }
        page.button("New work").click().await;
        page.button("Unblock").click().await;
        page.at("/merchant/bulk?kind=unblock").await;
        check(&page, &listed.join("\n")).await;
        begin(&page, "Unblock all 8").await;
        ended(&page).await;
        for id in &ids {
            let user: Value = api.get(&format!("user/{id}")).await;
            assert_eq!(user["isBlocked"], false);
        }
    });
}

/// Tops an account up by hand and answers the ids of the transactions.
async fn top_ups(page: &Page, api: &Api, count: usize) -> (u64, u64, Vec<String>) {
    let (account, customer) = accounts(api).await[0];
    let rows: Vec<String> =
        (0..count).map(|row| format!("{account},{customer},1.{row:02},USD,row {row}\n")).collect();
    check(page, &rows.concat()).await;
    begin(page, &format!("Top up all {count}")).await;
    ended(page).await;
    let ids = result(page).await.iter().map(|row| outcome(row).1.to_owned()).collect();
    page.button("New work").click().await;
    (account, customer, ids)
}

#[test]
fn many_transactions_are_voided_except_those_that_are_already() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        open(&page, "top-up").await;
        let (account, customer, ids) = top_ups(&page, &api, 5).await;
        let before = cents(&api.balance(customer, account).await);
        page.button("Void").click().await;
        check(&page, &ids[0]).await;
        begin(&page, "Void 1").await;
        ended(&page).await;
        page.button("New work").click().await;
        check(&page, &ids.join("\n")).await;
        page.says("Will do 4, skip 1, cannot do 0.").await;
        begin(&page, "Void all 4").await;
        ended(&page).await;
        page.says("4 done, 0 not done, 0 not known yet, 0 not begun.").await;
        the_file_is_true(&api, &result(&page).await).await;
        assert_eq!(cents(&api.balance(customer, account).await), before - 510);
        for id in &ids {
            let transaction = api.get(&format!("transaction/{id}?clientId={customer}")).await;
            assert_eq!(super::api::list(transaction["child"].clone()).len(), 1, "{id} is voided once");
        }
    });
}

#[test]
fn a_run_goes_on_while_other_pages_are_looked_at() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        allow_failures(&page);
        open(&page, "top-up").await;
        let (account, customer) = accounts(&api).await[0];
        check(&page, &format!("{account},{customer},666.09,USD,a\n{account},{customer},1.00,USD,b\n")).await;
        begin(&page, "Top up all 2").await;
        page.link("Customers").click().await;
        page.at("/merchant/users").await;
        page.back().await;
        page.at(ADDRESS).await;
        ended(&page).await;
        page.says("2 done, 0 not done, 0 not known yet, 0 not begun.").await;
        the_file_is_true(&api, &result(&page).await).await;
    });
}
