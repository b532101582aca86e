//! Whether there is a network. A browser's "yes" is no promise; its "no" is tried out, because a console and a sandbox on
//! the same machine reach each other without one.

use leptos::prelude::*;
use purser_api::{Error, Transport};

use crate::transport;

/// A file beside the console that its worker does not answer for.
const NEVER_KEPT: &str = "/worker.js";

/// A context, made once by the app.
#[derive(Clone, Copy, Debug)]
pub struct Online(RwSignal<bool>);

impl Online {
    pub fn provide() -> Self {
        let online = Self(RwSignal::new(true));
        online.look();
        for event in ["online", "offline"] {
            let listener = window_event_listener_untyped(event, move |_| online.look());
            on_cleanup(move || listener.remove());
        }
        provide_context(online);
        online
    }

    fn look(self) {
        let says_yes = || window().navigator().on_line();
        if says_yes() {
            self.0.set(true);
            return;
        }
        leptos::task::spawn_local(async move {
            let answer = transport::plain_get(NEVER_KEPT).await;
            let is_cut_off =
                matches!(answer, Err(Error::Transport(Transport::Unreachable | Transport::Timeout, _)));
            self.0.try_set(says_yes() || !is_cut_off);
        });
    }

    pub fn get(self) -> bool {
        self.0.get()
    }
}

pub fn use_online() -> Online {
    expect_context::<Online>()
}
