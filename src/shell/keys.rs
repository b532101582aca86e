//! Keys that work everywhere: Ctrl or ⌘ with K, `?`, `h`, `/`, `j`, `k`.

use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;

use crate::ui::{
    preferences::use_preferences,
    table::{is_typing, is_writing, move_through_rows},
};

/// Follows the keyboard as long as the shell stands.
pub fn follow(palette_open: RwSignal<bool>, sheet_open: RwSignal<bool>) {
    let preferences = use_preferences();
    let listener = window_event_listener(ev::keydown, move |event: ev::KeyboardEvent| {
        let commanded = event.ctrl_key() || event.meta_key();
        match event.key().as_str() {
            "k" | "K" if commanded && !event.alt_key() => {
                event.prevent_default();
                palette_open.set(true);
            }
            _ if commanded || event.alt_key() => {}
            "j" | "k" if !is_writing(&event) => move_through_rows(&event),
            _ if is_typing(&event) => {}
            "?" => {
                event.prevent_default();
                sheet_open.set(true);
            }
            "h" => preferences.toggle_amounts(),
            "/" => focus_filter(&event),
            _ => {}
        }
    });
    on_cleanup(move || listener.remove());
}

fn focus_filter(event: &ev::KeyboardEvent) {
    let target = document().query_selector("main [type='search'], main .chip.add").ok().flatten();
    if let Some(element) = target.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
        event.prevent_default();
        let _ = element.focus();
    }
}
