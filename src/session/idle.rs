//! Fifteen idle minutes by the wall clock (or as many as were chosen), sleep included, and everything is forgotten
//! (rule 11).

use std::time::Duration;

use leptos::{ev, prelude::*};

use super::{Session, tabs};
use crate::{
    clock::now_millis,
    ui::preferences::{Preferences, use_preferences},
};

const CHECK_EVERY: Duration = Duration::from_secs(5);
/// How often a tab tells the others that somebody is there, in milliseconds.
const TELL_EVERY: i64 = 10_000;

/// The minutes that are left, as a signal that changes once a minute.
#[derive(Clone, Copy, Debug)]
pub struct Idle {
    pub minutes_left: RwSignal<i64>,
    session: Session,
    preferences: Preferences,
    touched_at: StoredValue<i64>,
    told_at: StoredValue<i64>,
}

impl Idle {
    /// Somebody did something here. What was idle for too long before that ends all the same: a machine that slept
    /// wakes with a key press.
    fn touch(self) {
        if self.check() {
            return;
        }
        let now = now_millis();
        self.touched_at.set_value(now);
        if now - self.told_at.get_value() > TELL_EVERY {
            self.told_at.set_value(now);
            tabs::tell_active();
        }
    }

    /// Somebody did something in another tab.
    pub fn active_elsewhere(self) {
        if !self.check() {
            self.touched_at.set_value(now_millis());
        }
    }

    /// Ends what was idle for too long. `true` when it did.
    fn check(self) -> bool {
        let idle_for = now_millis() - self.touched_at.get_value();
        let longest = self.preferences.idle_minutes.get_untracked() * 60_000;
        let left = minutes_left(idle_for, longest);
        if self.minutes_left.get_untracked() != left {
            self.minutes_left.set(left);
        }
        let over = idle_for >= longest && untrack(|| self.session.is_any());
        if over {
            self.session.sign_out();
        }
        over
    }
}

/// Whole minutes until the end, the begun one counted.
fn minutes_left(idle_for: i64, longest: i64) -> i64 {
    let left = (longest - idle_for).clamp(0, longest);
    left.div_euclid(60_000) + i64::from(left % 60_000 != 0)
}

/// Starts to watch. A context, made once by the app.
pub fn provide(session: Session) -> Idle {
    let preferences = use_preferences();
    let idle = Idle {
        minutes_left: RwSignal::new(preferences.idle_minutes.get_untracked()),
        session,
        preferences,
        touched_at: StoredValue::new(now_millis()),
        told_at: StoredValue::new(0),
    };
    provide_context(idle);
    Effect::new(move |_| {
        preferences.idle_minutes.track();
        idle.check();
    });
    let pressed = window_event_listener(ev::pointerdown, move |_| idle.touch());
    let typed = window_event_listener(ev::keydown, move |_| idle.touch());
    let woke = window_event_listener(ev::focus, move |_| {
        idle.check();
    });
    let timer = set_interval_with_handle(
        move || {
            idle.check();
        },
        CHECK_EVERY,
    )
    .ok();
    on_cleanup(move || {
        for listener in [pressed, typed, woke] {
            listener.remove();
        }
        if let Some(timer) = timer {
            timer.clear();
        }
    });
    idle
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rule_11_the_begun_minute_counts() {
        const LONGEST: i64 = 15 * 60_000;
        for (idle_for, left) in
            [(0, 15), (1, 15), (60_000, 14), (LONGEST - 1, 1), (LONGEST, 0), (LONGEST * 9, 0)]
        {
            assert_eq!(minutes_left(idle_for, LONGEST), left, "{idle_for}");
        }
        assert_eq!(minutes_left(-5, LONGEST), 15, "a clock that was set back");
        assert_eq!(minutes_left(30_000, 60_000), 1);
    }
}
