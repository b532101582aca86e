//! Ids and keys: shortened in the middle on screen, copied whole with one press.

use leptos::prelude::*;

use super::{icon::icon, text::foreign, toast::use_toasts};
use crate::messages;

/// The text with its middle replaced where it is longer than `keep` characters.
pub fn shortened(text: &str, keep: usize) -> String {
    let length = text.chars().count();
    if length <= keep {
        return text.to_owned();
    }
    let tail = keep.saturating_sub(1) / 3;
    let head = keep.saturating_sub(1) - tail;
    let start: String = text.chars().take(head).collect();
    let end: String = text.chars().skip(length - tail).collect();
    format!("{start}…{end}")
}

/// A value in a monospaced face with a button that copies all of it.
pub fn copyable(value: String) -> AnyView {
    let shown = shortened(&value, 20);
    view! {
        <button class="copy code" type="button" title=value.clone() on:click=move |_| copy_text(&value)>
            <span class="hide">{messages::COPY}" "</span><span class={"shown"}>{foreign(shown)}</span>{icon("copy")}
        </button>
    }
    .into_any()
}

/// Puts a text on the clipboard and says so.
pub fn copy_text(text: &str) {
    let promise = window().navigator().clipboard().write_text(text);
    let toasts = use_toasts();
    leptos::task::spawn_local(async move {
        match wasm_bindgen_futures::JsFuture::from(promise).await {
            Ok(_) => toasts.say(messages::COPIED),
            Err(_) => toasts.warn(messages::COPY_FAILED),
        }
    });
}

#[cfg(test)]
mod tests {
    use super::shortened;

    #[test]
    fn a_long_id_keeps_both_ends() {
        assert_eq!(shortened("2fbcccc7-b3a6-3f88-975b-68f96a8e4a4c", 20), "2fbcccc7-b3a6…8e4a4c");
        assert_eq!(shortened("HW-104470", 20), "HW-104470");
        assert_eq!(shortened("", 20), "");
    }
}
