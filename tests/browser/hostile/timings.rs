//! Answers that do not come, do not end, or ask for patience that nobody has.

use std::time::Duration;

use super::screens;
use super::stage::Stage;
use super::{Area, enter};
use crate::api::Api;
use crate::harness::{Answer, test};

/// What a system may say about when to come again.
const PATIENCE: &[&str] = &[
    "-1",
    "0",
    "0.5",
    "1e9",
    "NaN",
    "99999999999999999999",
    "Thu, 01 Jan 1970 00:00:00 GMT",
    "Fri, 31 Dec 9999 23:59:59 GMT",
    "<script>ran.push('retry')</script>",
    "",
];

fn all(truth: &str) -> Vec<(String, Answer)> {
    const HEAD: &str = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n";
    let length = truth.len();
    let with_head = |body: &str| format!("{HEAD}content-length: {length}\r\n\r\n{body}").into_bytes();
    let hangs = |pieces: Vec<Vec<u8>>| Answer {
        pieces,
        pause: Duration::from_millis(20),
        hangs: true,
        ..Answer::default()
    };
    let drops: Vec<Vec<u8>> = (0..60).map(|_| b" ".to_vec()).collect();
    let mut all = vec![
        ("nothing, without an end".to_owned(), hangs(vec![Vec::new()])),
        ("half a head, without an end".to_owned(), hangs(vec![b"HTTP/1.1 200 OK\r\nconte".to_vec()])),
        ("a head, without an end".to_owned(), hangs(vec![with_head("")])),
        ("half a body, without an end".to_owned(), hangs(vec![with_head(&truth[..1])])),
        ("drop by drop, without an end".to_owned(), hangs([vec![with_head("")], drops].concat())),
    ];
    for patience in PATIENCE {
        let headers = format!("retry-after: {patience}\r\n");
        all.push((format!("429, retry after {patience}"), Answer::with("429 Too Many", &headers, "{}")));
        all.push((
            format!("503, retry after {patience}"),
            Answer::with("503 Unavailable", &headers, "<html>"),
        ));
    }
    for status in ["408 Timeout", "425 Early", "502 Bad Gateway", "504 Timeout"] {
        all.push((status.to_owned(), Answer::with(status, "content-type: text/html\r\n", "<h1>no</h1>")));
    }
    all
}

#[test]
fn rule_4_what_is_too_large_holds_no_connection() {
    test(async |world| {
        let api = Api::of(world).await;
        let screens = screens::of_merchant(&api).await;
        let mut stage = Stage::of(world).await;
        enter(&stage, &api, Area::Merchant).await;
        let screen = &screens[0];
        let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 6000000\r\n\r\n[";
        let endless = Answer { pieces: vec![head.as_bytes().to_vec()], hangs: true, ..Answer::default() };
        // A browser has six connections to a server.
        for number in 1..=8 {
            let operation = (screen.operation.0, screen.operation.1.as_str());
            stage.throw(&format!("too large, {number}"), operation, &screen.address, endless.clone()).await;
        }
        stage.end().await;
    });
}

#[test]
fn rule_4_no_answer_keeps_a_page_waiting_for_ever() {
    test(async |world| {
        let api = Api::of(world).await;
        let screens = screens::of_merchant(&api).await;
        let mut stage = Stage::of(world).await;
        // Half a minute of waiting is a second.
        stage.page.hurry(30).await;
        enter(&stage, &api, Area::Merchant).await;
        for (number, (name, answer)) in all("[]").into_iter().enumerate() {
            let screen = &screens[[0, 5, 11][number % 3]];
            stage.page.evaluate("dispatchEvent(new PointerEvent('pointerdown'))").await;
            let operation = (screen.operation.0, screen.operation.1.as_str());
            if !stage.throw(&name, operation, &screen.address, answer).await {
                enter(&stage, &api, Area::Merchant).await;
            }
        }
        stage.end().await;
    });
}
