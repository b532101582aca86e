//! A button that can be pressed again only after a while, and says how long that is.

use std::time::Duration;

use leptos::prelude::*;

use crate::{clock::now_millis, messages};

/// How long a button waits, in milliseconds.
const PAUSE: i64 = 30_000;

/// What was done at `done_at` (milliseconds) can be done again half a minute later. The seconds are not read aloud
/// while they pass.
#[component]
pub fn AgainButton(
    label: &'static str,
    done_at: RwSignal<i64>,
    #[prop(into)] busy: Signal<bool>,
    on_press: Callback<()>,
) -> impl IntoView {
    let now = RwSignal::new(now_millis());
    let timer = set_interval_with_handle(
        move || {
            now.try_set(now_millis());
        },
        Duration::from_millis(500),
    )
    .ok();
    on_cleanup(move || {
        if let Some(timer) = timer {
            timer.clear();
        }
    });
    let left = Memo::new(move |_| seconds_left(done_at.get(), now.get()));
    view! {
        <button class="btn bare" type="button" disabled=move || { left.get() > 0 || busy.get() } on:click=move |_| on_press.run(())>
            {move || if left.get() > 0 { messages::again_in(label, left.get()) } else { label.to_owned() }}
        </button>
    }
}

/// Whole seconds, the begun one counted; a clock that was set back does not lengthen them.
fn seconds_left(done_at: i64, now: i64) -> i64 {
    let left = (done_at + PAUSE - now).clamp(0, PAUSE);
    left.div_euclid(1000) + i64::from(left % 1000 != 0)
}

#[cfg(test)]
mod tests {
    use super::seconds_left;

    #[test]
    fn the_begun_second_counts() {
        for (now, left) in
            [(0, 30), (1, 30), (1_000, 29), (29_999, 1), (30_000, 0), (99_000, 0), (-5_000, 30)]
        {
            assert_eq!(seconds_left(0, now), left, "{now}");
        }
    }
}
