//! A button with a small panel below it: closed by Escape, by a press elsewhere, and by whoever holds its signal.

use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;

use super::icon::icon;

/// The button and its panel; the panel is built when it opens.
#[component]
pub fn Menu(
    label: &'static str,
    name: &'static str,
    open: RwSignal<bool>,
    #[prop(optional, into)] disabled: Signal<bool>,
    children: ChildrenFn,
) -> impl IntoView {
    let host = NodeRef::<html::Span>::new();
    let button = NodeRef::<html::Button>::new();
    let elsewhere = window_event_listener(ev::pointerdown, move |event| {
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::Node>().ok());
        let inside = host.get_untracked().is_some_and(|host| host.contains(target.as_ref()));
        if !inside && open.get_untracked() {
            open.set(false);
        }
    });
    on_cleanup(move || elsewhere.remove());
    let on_key = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" && open.get_untracked() {
            event.prevent_default();
            open.set(false);
            if let Some(button) = button.get_untracked() {
                let _ = button.focus();
            }
        }
    };
    view! {
        <span node_ref=host class={"pop-host menu"} on:keydown=on_key>
            <button node_ref=button class="btn bare sm" type="button" aria-expanded=move || open.get().to_string() disabled=move || disabled.get() on:click=move |_| open.update(|open| *open = !*open)>
                {icon(name)}<span class={"word"}>{label}</span>
            </button>
            {
                let children = children.clone();
                move || {
                    let children = children.clone();
                    open.get().then(|| view! { <div class="pop panel" role="group" aria-label=label>{children()}</div> })
                }
            }
        </span>
    }
}
