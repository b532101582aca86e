//! Rows by keys and presses: `j` and `k` move, Enter opens, `x` chooses, Escape lets go.

use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;

use super::Selection;

const ROWS: &str = "tr, li";
const ROW_LINKS: &str = ".tbl tbody tr td a[href]:first-of-type, main .items > li > a[href]";

/// Follows the keyboard as long as the table stands.
pub fn follow(selection: Option<Selection>) {
    let keys = window_event_listener(ev::keydown, move |event: ev::KeyboardEvent| {
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        match (event.key().as_str(), selection) {
            // A box that was ticked has the focus: it is a field, and Escape means the rows all the same.
            ("Escape", Some(selection)) if !event.default_prevented() && !is_writing(&event) => {
                selection.clear();
            }
            _ if is_writing(&event) => {}
            ("x", Some(_)) => choose_focused_row(&event),
            _ => {}
        }
    });
    on_cleanup(move || keys.remove());
}

/// A press anywhere on a row opens it, unless it was on a control of its own or ended a selection of text.
pub fn open_row(event: ev::MouseEvent) {
    let Some(target) = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok()) else {
        return;
    };
    if target.closest("a, button, input, label, summary").ok().flatten().is_some() {
        return;
    }
    let link =
        target.closest("tr").ok().flatten().and_then(|row| row.query_selector("a[href]").ok().flatten());
    if let Some(link) = link.and_then(|link| link.dyn_into::<web_sys::HtmlElement>().ok()) {
        link.click();
    }
}

/// `j` and `k` move through the rows of tables and lists; Enter is the browser's own way to open the link that has the focus.
pub fn move_through_rows(event: &ev::KeyboardEvent) {
    let step: i32 = match event.key().as_str() {
        "j" => 1,
        "k" => -1,
        _ => return,
    };
    let Ok(links) = document().query_selector_all(ROW_LINKS) else { return };
    let focused = document().active_element();
    let length = links.length();
    let row = |element: &web_sys::Element| element.closest(ROWS).ok().flatten();
    let focused = focused.as_ref().and_then(row);
    let at = (0..length).find(|index| {
        let link = links.item(*index).and_then(|node| node.dyn_into::<web_sys::Element>().ok());
        focused.is_some() && link.as_ref().and_then(row) == focused
    });
    let next = match at {
        Some(at) => (i64::from(at) + i64::from(step)).clamp(0, i64::from(length.saturating_sub(1))),
        None => 0,
    };
    let next = u32::try_from(next)
        .ok()
        .and_then(|next| links.item(next))
        .and_then(|node| node.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(link) = next {
        event.prevent_default();
        let _ = link.focus();
    }
}

/// Whether a key press belongs to a field or a dialog rather than to the page.
pub fn is_typing(event: &ev::KeyboardEvent) -> bool {
    event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
        .and_then(|element| {
            element.closest("input, textarea, select, dialog, [contenteditable]").ok().flatten()
        })
        .is_some()
}

/// As [`is_typing`], but a box that is ticked takes no letters.
pub fn is_writing(event: &ev::KeyboardEvent) -> bool {
    let is_box =
        event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok()).is_some_and(|element| {
            element.matches("input[type='checkbox']").unwrap_or(false)
                && element.closest("dialog").ok().flatten().is_none()
        });
    !is_box && is_typing(event)
}

/// Ticks or unticks the row that has the focus.
fn choose_focused_row(event: &ev::KeyboardEvent) {
    let tick = document()
        .active_element()
        .and_then(|element| element.closest("tr").ok().flatten())
        .and_then(|row| row.query_selector(".pick input").ok().flatten())
        .and_then(|tick| tick.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(tick) = tick {
        event.prevent_default();
        tick.click();
    }
}
