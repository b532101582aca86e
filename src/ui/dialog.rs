//! The browser's own modal dialog: focus stays in it, Escape closes it, focus goes back where it was.

use leptos::{html, prelude::*};

use super::icon::icon;
use crate::messages;

/// A modal dialog that is open as long as it is mounted.
///
/// `on_close` is called for Escape, the close button and the browser's own ways to close; `locked` keeps it
/// open while something is under way. `tag` is a word at the end of the heading (the environment).
#[component]
pub fn Dialog(
    #[prop(into)] title: Signal<String>,
    #[prop(optional)] class: &'static str,
    #[prop(optional, into)] tag: Option<String>,
    #[prop(optional, into)] locked: Signal<bool>,
    on_close: Callback<()>,
    children: Children,
) -> impl IntoView {
    let element = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let Some(dialog) = element.get() else { return };
        // A dialog that follows another takes over its element, but what had the focus is gone: only opening
        // it gives the focus to what the new one asks for.
        let focused = document().active_element();
        if dialog.open() && !focused.is_some_and(|focused| dialog.contains(Some(focused.as_ref()))) {
            dialog.close();
        }
        if !dialog.open() {
            let _ = dialog.show_modal();
        }
    });
    // The browser closes a dialog on a second Escape whatever the page says: one that is locked opens again.
    let closed = move |_: leptos::ev::Event| match element.try_get_untracked().flatten() {
        // Closed only to be opened anew, above.
        Some(dialog) if dialog.open() => {}
        Some(dialog) if locked.get_untracked() => {
            let _ = dialog.show_modal();
        }
        _ => on_close.run(()),
    };
    let heading = next_id("dialog");
    let close = move || {
        if !locked.get_untracked() {
            on_close.run(());
        }
    };
    view! {
        <dialog
            node_ref=element
            class=format!("dialog {class}")
            aria-labelledby=heading.clone()
            on:close=closed
            on:cancel=move |event: leptos::ev::Event| { event.prevent_default(); close(); }
        >
            <div class="dialog-top">
                <h2 id=heading.clone()>{move || title.get()}</h2>
                {tag.map(|tag| view! { <span class="push tag warn">{tag}</span> })}
                <button class="btn bare sm square push-end" type="button" aria-label={messages::CLOSE} disabled=move || locked.get() on:click=move |_| close()>
                    {icon("x")}
                </button>
            </div>
            {children()}
        </dialog>
    }
}

/// An id that no other element of the document has.
pub fn next_id(kind: &str) -> String {
    use std::cell::Cell;
    thread_local! {
        static LAST: Cell<u32> = const { Cell::new(0) };
    }
    LAST.set(LAST.get() + 1);
    format!("{kind}-{}", LAST.get())
}
