//! What the console's tabs tell each other: that someone signed out, that someone locked the vault,
//! that someone is there. No secret is ever said.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{BroadcastChannel, MessageEvent};

use super::{Session, idle::Idle, vault::Vault};

const CHANNEL: &str = "purser";
const SIGN_OUT: &str = "sign-out";
const ACTIVE: &str = "active";
const LOCK: &str = "lock";

/// Follows the other tabs: a sign-out there is one here, and so is a hand on the keyboard.
pub fn follow(session: Session, vault: Vault, idle: Idle) {
    let Ok(channel) = BroadcastChannel::new(CHANNEL) else { return };
    let heard = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let said = event.data();
        if said == JsValue::from_str(SIGN_OUT) && untrack(|| session.is_any()) {
            session.wipe();
        } else if said == JsValue::from_str(LOCK) {
            vault.lock_here();
        } else if said == JsValue::from_str(ACTIVE) {
            idle.active_elsewhere();
        }
    });
    channel.set_onmessage(Some(heard.as_ref().unchecked_ref()));
    heard.forget();
    // The channel lives as long as the document.
    std::mem::forget(channel);
}

/// Says that somebody is there.
pub fn tell_active() {
    tell(ACTIVE);
}

/// Says that somebody locked the vault.
pub fn tell_lock() {
    tell(LOCK);
}

/// Says that somebody signed out.
pub fn tell_sign_out() {
    tell(SIGN_OUT);
}

fn tell(what: &str) {
    if let Ok(channel) = BroadcastChannel::new(CHANNEL) {
        let _ = channel.post_message(&JsValue::from_str(what));
        channel.close();
    }
}
