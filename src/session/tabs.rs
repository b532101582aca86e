//! What the console's tabs tell each other: that someone signed out. No secret is ever said.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{BroadcastChannel, MessageEvent};

use super::Session;

const CHANNEL: &str = "purser";
const SIGN_OUT: &str = "sign-out";

/// Follows the other tabs: a sign-out there is one here.
pub fn follow(session: Session) {
    let Ok(channel) = BroadcastChannel::new(CHANNEL) else { return };
    let heard = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        if event.data() == JsValue::from_str(SIGN_OUT) && untrack(|| session.is_any()) {
            session.wipe();
        }
    });
    channel.set_onmessage(Some(heard.as_ref().unchecked_ref()));
    heard.forget();
    // The channel lives as long as the document.
    std::mem::forget(channel);
}

pub fn tell_sign_out() {
    if let Ok(channel) = BroadcastChannel::new(CHANNEL) {
        let _ = channel.post_message(&JsValue::from_str(SIGN_OUT));
        channel.close();
    }
}
