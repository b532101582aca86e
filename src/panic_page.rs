//! What stands there when the console itself breaks: never a white page, always a way back.
//!
//! It is built with plain DOM calls, because nothing else can be relied on any more.

use leptos::prelude::{document, window};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::Element;

use crate::messages;

/// Shows the page when a panic happens, and says in the browser's log where it was.
pub fn install() {
    std::panic::set_hook(Box::new(|info| {
        let place = info.location().map(|at| format!("{}:{}", at.file(), at.line())).unwrap_or_default();
        log(&format!("Purser stopped at {place}"));
        show(messages::PANICKED, &place);
    }));
}

fn log(text: &str) {
    let console = js_sys::Reflect::get(&js_sys::global(), &JsValue::from_str("console"));
    let error = console
        .as_ref()
        .ok()
        .and_then(|console| js_sys::Reflect::get(console, &JsValue::from_str("error")).ok());
    if let (Ok(console), Some(Ok(error))) =
        (console, error.map(wasm_bindgen::JsCast::dyn_into::<js_sys::Function>))
    {
        let _ = error.call1(&console, &JsValue::from_str(text));
    }
}

/// Replaces the page by a sentence, a detail and two ways on.
pub fn show(sentence: &str, detail: &str) {
    if build(sentence, detail).is_none() {
        let _ = window().alert_with_message(sentence);
    }
}

fn build(sentence: &str, detail: &str) -> Option<()> {
    let document = document();
    let body = document.body()?;
    if document.get_element_by_id("panic-page").is_some() {
        return Some(());
    }
    let element = |name: &str, class: &str, text: &str| -> Option<Element> {
        let element = document.create_element(name).ok()?;
        element.set_class_name(class);
        element.set_text_content(Some(text));
        Some(element)
    };
    let page = element("main", "blank panic", "")?;
    page.set_id("panic-page");
    page.set_attribute("role", "alert").ok()?;
    page.append_child(&*element("h1", "", messages::PANIC_TITLE)?).ok()?;
    page.append_child(&*element("p", "", sentence)?).ok()?;
    page.append_child(&*element("pre", "json", detail)?).ok()?;
    let row = element("p", "row", "")?;
    let again = element("button", "btn lead", messages::RELOAD)?;
    let reload = Closure::<dyn FnMut()>::new(|| {
        let _ = window().location().reload();
    });
    again.dyn_ref::<web_sys::HtmlElement>()?.set_onclick(Some(reload.as_ref().unchecked_ref()));
    reload.forget();
    let home = element("a", "btn", messages::BACK_TO_START)?;
    home.set_attribute("href", "/").ok()?;
    // A target makes the app's own navigation leave the link alone.
    home.set_attribute("target", "_self").ok()?;
    row.append_child(&again).ok()?;
    row.append_child(&home).ok()?;
    page.append_child(&row).ok()?;
    // The broken app's own nodes go; the icons stay.
    while let Some(node) = body.last_element_child() {
        if node.get_attribute("class").as_deref() == Some("sprite") {
            break;
        }
        node.remove();
    }
    body.append_child(&page).ok()?;
    Some(())
}
