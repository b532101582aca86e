//! The page that stands there when the console itself broke.

use leptos::prelude::document;
use purser::{messages, panic_page};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn a_broken_console_says_so_once_and_shows_a_way_back() {
    let body = document().body().unwrap();
    let add = |class: &str| {
        let element = document().create_element("div").unwrap();
        element.set_class_name(class);
        body.append_child(&element).unwrap();
        element
    };
    // As in the real page: the icons, then the app that broke.
    let (icons, app) = (add("sprite"), add("app"));
    panic_page::show(messages::PANICKED, "src/app.rs:1 <img src=x onerror=alert(1)>");
    panic_page::show(messages::PANICKED, "a second panic");
    let pages = document().query_selector_all("#panic-page").unwrap();
    assert_eq!(pages.length(), 1);
    let page = document().get_element_by_id("panic-page").unwrap();
    assert_eq!(page.get_attribute("role").as_deref(), Some("alert"));
    let text = page.text_content().unwrap_or_default();
    assert!(
        text.contains(messages::PANIC_TITLE) && text.contains("<img"),
        "rule 15: the detail is text: {text}"
    );
    assert!(page.query_selector("img").unwrap().is_none());
    assert_eq!(page.query_selector("a").unwrap().unwrap().get_attribute("href").as_deref(), Some("/"));
    assert!(page.query_selector("button").unwrap().is_some());
    assert!(!app.is_connected() && icons.is_connected());
    page.remove();
    icons.remove();
}
