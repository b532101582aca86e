//! Choosing a customer: by a part of the e-mail address, or by number.

use std::time::Duration;

use leptos::prelude::*;
use purser_api::centrowallet::{
    UserId,
    user::{self, User, UserFilter},
};

use crate::{
    messages,
    query::use_query,
    session::Identity,
    ui::{field::TextField, icon::icon, text::foreign},
};

/// A customer that was chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chosen {
    pub id: UserId,
    pub email: String,
    pub is_blocked: bool,
}

impl Chosen {
    pub fn of(user: &User) -> Self {
        Self {
            id: user.id,
            email: user.email.clone().unwrap_or_else(|| messages::customer_number(user.id.0)),
            is_blocked: user.is_blocked == Some(true),
        }
    }
}

const SHOWN: u64 = 6;
const PAUSE: Duration = Duration::from_millis(250);

/// A field that finds customers; choosing one of those found calls `on_choose`.
#[component]
pub fn CustomerPicker(
    #[prop(into)] label: String,
    #[prop(into)] hint: String,
    on_choose: Callback<Chosen>,
    #[prop(optional, into)] wrong: Signal<Option<String>>,
    /// Offered above the customers, for what is typed: something else that it may mean.
    #[prop(optional, into)]
    also: Option<Callback<String, Option<AnyView>>>,
) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let asked = settled(typed);
    let number = move || asked.with(|asked| asked.trim_start_matches('#').parse::<u64>().ok());
    let by_email = use_query(Identity::Merchant, move || {
        let email = asked.get();
        (email.len() >= 2 && number().is_none()).then(|| {
            user::list(&UserFilter { email: Some(email), limit: Some(SHOWN), ..UserFilter::default() })
        })
    });
    let by_number = use_query(Identity::Merchant, move || {
        number().filter(|_| also.is_none()).map(|id| user::get(UserId(id)))
    });
    let found = Memo::new(move |_| {
        let wanted = asked.with(|asked| asked.to_lowercase());
        match number() {
            Some(id) => by_number
                .data
                .with(|user| user.as_ref().filter(|user| user.id.0 == id).map(|user| Chosen::of(user)))
                .into_iter()
                .collect::<Vec<_>>(),
            None if wanted.len() < 2 => Vec::new(),
            None => by_email.data.with(|page| {
                let users = page.iter().flat_map(|page| &page.rows).map(Chosen::of);
                users.filter(|user| user.email.to_lowercase().contains(&wanted)).collect()
            }),
        }
    });
    let is_none = move || {
        asked.with(|asked| asked.len() >= 2 || asked.parse::<u64>().is_ok())
            && found.with(Vec::is_empty)
            && !(number().is_some() && also.is_some())
            && !by_email.loading.get()
            && !by_number.loading.get()
    };
    view! {
        <div class="picker">
            <TextField label=label value=typed hint=hint wrong=wrong autofocus=true/>
            {move || also.map(|also| also.run(asked.get()))}
            <ul class="picks" aria-label={messages::FOUND}>
                {move || found.get().into_iter().map(|chosen| {
                    let email = chosen.email.clone();
                    let note = chosen.is_blocked.then_some(messages::BLOCKED);
                    view! {
                        <li><button class="opt-row" type="button" on:click=move |_| on_choose.run(chosen.clone())>{icon("user")}<span>{foreign(email)}</span><span class="cap">{note}</span></button></li>
                    }
                }).collect_view()}
            </ul>
            {move || is_none().then(|| view! { <p class="hint" role="status">{messages::NOTHING_FOUND}</p> })}
        </div>
    }
}

/// What was chosen, with a way to choose again.
pub fn chosen_row(label: &'static str, words: AnyView, on_change: Callback<()>) -> AnyView {
    view! {
        <div class="field">
            <span class="label">{label}</span>
            <div class="chosen"><span>{words}</span><button class="btn bare sm" type="button" on:click=move |_| on_change.run(())>{messages::CHANGE}</button></div>
        </div>
    }
    .into_any()
}

/// What is typed, once it has stood for a moment: a keystroke is not a question.
fn settled(typed: RwSignal<String>) -> RwSignal<String> {
    let settled = RwSignal::new(String::new());
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    Effect::new(move |_| {
        let now = typed.get().trim().to_owned();
        if let Some(handle) = waiting.get_value() {
            handle.clear();
        }
        let take = move || {
            settled.try_set(now.clone());
        };
        waiting.set_value(set_timeout_with_handle(take, PAUSE).ok());
    });
    settled
}
