//! The vault's forms: unlocking it, and a passphrase that is made up. What a passphrase field held is cleared as soon as it
//! has been used.

use std::time::Duration;

use leptos::prelude::*;
use purser_api::Secret;

use crate::{
    messages,
    session::vault::{
        self, Unreadable,
        passphrase::{Quality, quality},
        use_vault,
    },
    ui::{field::TextField, form::Form, icon::icon, state::Trouble},
};

/// What went wrong with the vault, in words.
pub fn words(trouble: vault::Trouble) -> Trouble {
    let say = |title: &str, meaning: &str| Trouble {
        title: title.to_owned(),
        meaning: meaning.to_owned(),
        detail: String::new(),
    };
    match trouble {
        vault::Trouble::NotOpened => say(messages::VAULT_NOT_OPENED, messages::VAULT_NOT_OPENED_MEANS),
        vault::Trouble::Wait(left) => say(messages::VAULT_WAIT, &messages::wait_means(seconds(left))),
        vault::Trouble::Unreadable(why) => unreadable(why),
        vault::Trouble::NoCryptography => say(messages::NO_CRYPTOGRAPHY, messages::NO_CRYPTOGRAPHY_MEANS),
        vault::Trouble::NotKept => say(messages::VAULT_NOT_KEPT, messages::VAULT_NOT_KEPT_MEANS),
        vault::Trouble::Locked => {
            say(messages::VAULT_LOCKED_MEANWHILE, messages::VAULT_LOCKED_MEANWHILE_MEANS)
        }
    }
}

/// Why what is kept cannot be opened.
pub fn unreadable(why: Unreadable) -> Trouble {
    let (title, meaning, detail) = match why {
        Unreadable::Damaged => (messages::VAULT_DAMAGED, messages::VAULT_DAMAGED_MEANS, String::new()),
        Unreadable::Version(version) => {
            (messages::VAULT_OTHER_VERSION, messages::VAULT_OTHER_VERSION_MEANS, format!("vault {version}"))
        }
    };
    Trouble { title: title.to_owned(), meaning: meaning.to_owned(), detail }
}

/// Begun seconds.
fn seconds(milliseconds: i64) -> i64 {
    (milliseconds + 999) / 1000
}

/// How many seconds a passphrase is not heard for, counted down.
pub fn pause() -> RwSignal<i64> {
    let vault = use_vault();
    let left = RwSignal::new(seconds(vault.pause_left()));
    let look = move || {
        let now = seconds(vault.pause_left());
        if left.try_get_untracked().is_some_and(|shown| shown != now) {
            left.try_set(now);
        }
    };
    if let Ok(timer) = set_interval_with_handle(look, Duration::from_millis(250)) {
        on_cleanup(move || timer.clear());
    }
    left
}

/// What a button that takes a passphrase says while it does not.
pub fn or_wait(label: &'static str, left: RwSignal<i64>) -> Signal<String> {
    Signal::derive(move || match left.get() {
        0 => label.to_owned(),
        left => messages::wait_seconds(left),
    })
}

/// Unlocks the vault; `done` comes after.
pub fn unlock_form(done: Callback<()>) -> AnyView {
    let vault = use_vault();
    let text = RwSignal::new(String::new());
    let (busy, trouble) = (RwSignal::new(false), RwSignal::new(None::<Trouble>));
    let left = pause();
    let submit = Callback::new(move |()| {
        if left.get_untracked() > 0 || text.with_untracked(String::is_empty) {
            return;
        }
        let passphrase = Secret::new(text.get_untracked());
        text.set(String::new());
        busy.set(true);
        trouble.set(None);
        leptos::task::spawn_local(async move {
            let outcome = vault.unlock(passphrase).await;
            busy.try_set(false);
            match outcome {
                Ok(()) => done.run(()),
                Err(why) => {
                    left.try_set(seconds(vault.pause_left()));
                    trouble.try_set(Some(words(why)));
                }
            }
        });
    });
    let is_waiting = Signal::derive(move || busy.get() || left.get() > 0);
    view! {
        <Form label=messages::UNLOCK_THE_VAULT submit=or_wait(messages::UNLOCK, left) busy=is_waiting trouble=trouble on_submit=submit>
            <TextField label=messages::PASSPHRASE value=text kind="password" autocomplete="current-password" autofocus=true/>
        </Form>
    }
    .into_any()
}

/// A passphrase that is made up: typed twice, with a hint how good it is.
#[derive(Clone, Copy, Debug)]
pub struct NewPassphrase {
    first: RwSignal<String>,
    second: RwSignal<String>,
    asked: RwSignal<bool>,
}

impl NewPassphrase {
    pub fn new() -> Self {
        Self {
            first: RwSignal::new(String::new()),
            second: RwSignal::new(String::new()),
            asked: RwSignal::new(false),
        }
    }

    fn too_short(self) -> bool {
        self.first.with(|first| quality(first) == Quality::TooShort)
    }

    fn differs(self) -> bool {
        self.first.with(|first| self.second.with(|second| first != second))
    }

    /// The passphrase, if it is one; else the fields say what is wrong.
    pub fn take(self) -> Option<Secret> {
        self.asked.set(true);
        if untrack(|| self.too_short() || self.differs()) {
            return None;
        }
        let taken = Secret::new(self.first.get_untracked());
        self.clear();
        Some(taken)
    }

    pub fn clear(self) {
        self.first.try_set(String::new());
        self.second.try_set(String::new());
        self.asked.try_set(false);
    }

    pub fn fields(self, label: &'static str) -> AnyView {
        let Self { first, second, asked } = self;
        let short = Signal::derive(move || {
            (asked.get() && self.too_short()).then(|| messages::PASSPHRASE_TOO_SHORT.to_owned())
        });
        let differ = Signal::derive(move || {
            (asked.get() && !self.too_short() && self.differs())
                .then(|| messages::PASSPHRASES_DIFFER.to_owned())
        });
        let hint = move || {
            if first.with(String::is_empty) || short.get().is_some() {
                return None;
            }
            let (class, words) = match first.with(|first| quality(first)) {
                Quality::TooShort => ("hint", messages::PASSPHRASE_TOO_SHORT),
                Quality::Weak => ("hint weak", messages::PASSPHRASE_WEAK),
                Quality::Fair => ("hint", messages::PASSPHRASE_FAIR),
                Quality::Good => ("hint good", messages::PASSPHRASE_GOOD),
            };
            let name = if class == "hint good" { "check" } else { "shield" };
            Some(view! { <p class=class>{icon(name)}<span>{words}</span></p> })
        };
        view! {
            <div class="field">
                <TextField label=label value=first kind="password" autocomplete="new-password" hint=messages::PASSPHRASE_HINT wrong=short/>
                <div class="quality" role="status">{hint}</div>
            </div>
            <TextField label=messages::PASSPHRASE_AGAIN value=second kind="password" autocomplete="new-password" wrong=differ/>
        }
        .into_any()
    }
}

impl Default for NewPassphrase {
    fn default() -> Self {
        Self::new()
    }
}
