//! What a bank is told of the browser that pays.

use js_sys::Date as JsDate;
use leptos::prelude::*;
use purser_api::centrowallet::payment_account::Consumer;

/// What this browser says of itself, as banks ask for it.
pub fn browser_facts() -> Consumer {
    let window = window();
    let screen = window.screen().ok();
    let number = |value: Option<i32>| value.and_then(|value| u32::try_from(value).ok());
    Consumer {
        user_agent: window.navigator().user_agent().ok(),
        browser_accept_header: Some(
            "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8".to_owned(),
        ),
        browser_java_enabled: Some(false),
        browser_language: window.navigator().language(),
        browser_color_depth: number(screen.as_ref().and_then(|screen| screen.color_depth().ok())),
        browser_screen_height: number(screen.as_ref().and_then(|screen| screen.height().ok())),
        browser_screen_width: number(screen.as_ref().and_then(|screen| screen.width().ok())),
        browser_timezone: Some(JsDate::new_0().get_timezone_offset().to_string()),
        ..Consumer::default()
    }
}
