//! Handing a text on to another program, where the browser offers that.

use js_sys::{Function, Object, Reflect};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};

fn sharing() -> Option<Function> {
    Reflect::get(&window().navigator(), &"share".into()).ok()?.dyn_into().ok()
}

/// Whether this browser shares.
pub fn can_share() -> bool {
    sharing().is_some()
}

/// Opens the browser's own choice of programs. Whoever closes it has shared nothing, and needs no word about that.
pub fn share(title: &str, text: &str) {
    let data = Object::new();
    for (name, value) in [("title", title), ("text", text)] {
        let _ = Reflect::set(&data, &name.into(), &value.into());
    }
    let promise = sharing().and_then(|share| share.call1(&window().navigator(), &data).ok());
    if let Some(promise) = promise.and_then(|promise: JsValue| promise.dyn_into::<js_sys::Promise>().ok()) {
        leptos::task::spawn_local(async move {
            let _ = wasm_bindgen_futures::JsFuture::from(promise).await;
        });
    }
}
