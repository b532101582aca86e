//! Fifteen idle minutes by the wall clock, sleep included, and everything is forgotten (rule 11).

use std::time::Duration;

use leptos::{ev, prelude::*};

use super::Session;
use crate::clock::now_millis;

/// How long a session may stand untouched, in minutes.
pub const IDLE_MINUTES: i64 = 15;
const CHECK_EVERY: Duration = Duration::from_secs(5);

/// The minutes that are left, as a signal that changes once a minute.
#[derive(Clone, Copy, Debug)]
pub struct Idle {
    pub minutes_left: RwSignal<i64>,
}

/// Starts to watch. A context, made once by the app.
pub fn provide(session: Session) {
    let idle = Idle { minutes_left: RwSignal::new(IDLE_MINUTES) };
    provide_context(idle);
    let last = StoredValue::new(now_millis());
    let touch = move || last.set_value(now_millis());
    for listener in [
        window_event_listener(ev::pointerdown, move |_| touch()),
        window_event_listener(ev::keydown, move |_| touch()),
    ] {
        on_cleanup(move || listener.remove());
    }
    let check = move || {
        let idle_for = now_millis() - last.get_value();
        let left = (IDLE_MINUTES * 60_000 - idle_for).max(0).div_euclid(60_000)
            + i64::from(idle_for < IDLE_MINUTES * 60_000 && idle_for % 60_000 != 0);
        if idle.minutes_left.get_untracked() != left.min(IDLE_MINUTES) {
            idle.minutes_left.set(left.min(IDLE_MINUTES));
        }
        if idle_for >= IDLE_MINUTES * 60_000 && session.is_any() {
            session.sign_out();
        }
    };
    if let Ok(timer) = set_interval_with_handle(check, CHECK_EVERY) {
        on_cleanup(move || timer.clear());
    }
    let woke = window_event_listener(ev::focus, move |_| check());
    on_cleanup(move || woke.remove());
}
