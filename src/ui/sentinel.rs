//! The end of a list that goes on: it says when it comes into sight, and has a button for who does not scroll.

use leptos::{html, prelude::*};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{IntersectionObserver, IntersectionObserverEntry};

/// Calls `on_seen` each time it comes into sight, and when its button is pressed. What loads meanwhile keeps the button.
#[component]
pub fn Sentinel(
    label: &'static str,
    busy_label: &'static str,
    #[prop(into)] busy: Signal<bool>,
    on_seen: Callback<()>,
) -> impl IntoView {
    let element = NodeRef::<html::P>::new();
    let watching = StoredValue::new_local(None::<(IntersectionObserver, Closure<dyn FnMut(js_sys::Array)>)>);
    let in_sight = StoredValue::new(false);
    let stop = move || {
        let _ = watching.try_update_value(|watching| {
            if let Some((observer, _)) = watching.take() {
                observer.disconnect();
            }
        });
    };
    Effect::new(move |_| {
        let Some(element) = element.get() else { return };
        stop();
        let seen = Closure::<dyn FnMut(js_sys::Array)>::new(move |entries: js_sys::Array| {
            let is_seen = entries.iter().any(|entry| {
                entry.dyn_into::<IntersectionObserverEntry>().is_ok_and(|entry| entry.is_intersecting())
            });
            if in_sight.try_set_value(is_seen).is_none() && is_seen {
                on_seen.run(());
            }
        });
        if let Ok(observer) = IntersectionObserver::new(seen.as_ref().unchecked_ref()) {
            observer.observe(&element);
            watching.set_value(Some((observer, seen)));
        }
    });
    // What came may have been too little to push it out of sight.
    Effect::new(move |before: Option<bool>| {
        let busy = busy.get();
        if before == Some(true) && !busy && in_sight.get_value() {
            on_seen.run(());
        }
        busy
    });
    on_cleanup(stop);
    view! {
        <p class="sentinel in-gutter" node_ref=element>
            <button class="btn bare sm" type="button" aria-busy=move || busy.get().to_string() on:click=move |_| on_seen.run(())>
                {move || busy.get().then(|| view! { <span class={"busy"} aria-hidden="true"></span> })}
                {move || if busy.get() { busy_label } else { label }}
            </button>
        </p>
    }
}
