//! Only one tab of this browser drives a run (rule 5). The browser's own locks end with their tab, however it ends.

use js_sys::{Function, Object, Promise, Reflect};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;

const NAME: &str = "purser.bulk";

/// A lock that is held until it is dropped.
#[derive(Debug)]
pub struct Held {
    release: Function,
}

impl Drop for Held {
    fn drop(&mut self) {
        let _ = self.release.call0(&JsValue::UNDEFINED);
    }
}

/// Takes the lock if no other tab has it. Nothing where another has it, or where the browser has no locks: what cannot
/// be made sure is not done.
pub async fn take() -> Option<Held> {
    let locks = Reflect::get(&window().navigator(), &JsValue::from_str("locks")).ok()?;
    let request: Function = Reflect::get(&locks, &JsValue::from_str("request")).ok()?.dyn_into().ok()?;
    let options = Object::new();
    Reflect::set(&options, &JsValue::from_str("ifAvailable"), &JsValue::TRUE).ok()?;
    let mut release = None;
    let until_released = Promise::new(&mut |resolve, _| release = Some(resolve));
    let release = release?;
    // Answers whether it was given, and is held until the promise inside is kept.
    let answered = Promise::new(&mut |answer, refuse| {
        let until_released = until_released.clone();
        let given = Closure::once_into_js(move |lock: JsValue| -> JsValue {
            let _ = answer.call1(&JsValue::UNDEFINED, &JsValue::from_bool(!lock.is_null()));
            if lock.is_null() { JsValue::UNDEFINED } else { until_released.into() }
        });
        let asked = request.call3(&locks, &JsValue::from_str(NAME), &options, &given);
        if asked.is_err() {
            let _ = refuse.call0(&JsValue::UNDEFINED);
        }
    });
    let given = JsFuture::from(answered).await.is_ok_and(|given| given.is_truthy());
    given.then_some(Held { release })
}
