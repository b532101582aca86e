//! Ctrl or ⌘ with K: goes anywhere. Screens by name, customers by a part of their e-mail address or by id.

use leptos::{ev, prelude::*};
use purser_api::centrowallet::user::{self, UserFilter};

use super::places::places;
use crate::{
    messages,
    navigation::use_navigation,
    paths::{Area, Route},
    query::use_query,
    session::Identity,
    ui::text::foreign,
    ui::{dialog::Dialog, icon::icon},
};

/// One line of the palette.
#[derive(Clone, Debug, PartialEq)]
struct Hit {
    words: String,
    aside: &'static str,
    icon: &'static str,
    route: Route,
}

const SHOWN: u64 = 6;

#[component]
pub fn Palette(area: Area, open: RwSignal<bool>) -> impl IntoView {
    let navigation = use_navigation();
    let asked = RwSignal::new(String::new());
    let chosen = RwSignal::new(0usize);
    let settled = settled(asked);
    let customers = use_query(Identity::Merchant, move || {
        let email = settled.get();
        (area == Area::Merchant && email.len() >= 2 && email.parse::<u64>().is_err()).then(|| {
            user::list(&UserFilter { email: Some(email), limit: Some(SHOWN), ..UserFilter::default() })
        })
    });
    let hits = Memo::new(move |_| {
        let asked = asked.get().trim().to_lowercase();
        let mut hits: Vec<Hit> = places(area)
            .iter()
            .filter(|place| place.name.to_lowercase().contains(&asked))
            .map(|place| Hit {
                words: place.name.to_owned(),
                aside: messages::SCREEN,
                icon: place.icon,
                route: place.route,
            })
            .collect();
        if area == Area::Merchant {
            if let Ok(id) = asked.trim_start_matches('#').parse() {
                hits.push(Hit {
                    words: messages::customer_number(id),
                    aside: messages::CUSTOMER,
                    icon: "user",
                    route: Route::User(id),
                });
                hits.push(Hit {
                    words: messages::transaction_number(id),
                    aside: messages::TRANSACTION,
                    icon: "flows",
                    route: Route::Transaction(id),
                });
            }
            if asked.len() >= 2 {
                customers.data.with(|page| {
                    let users = page.iter().flat_map(|page| &page.rows);
                    let found = users.filter_map(|user| {
                        Some((
                            user.id,
                            user.email.clone().filter(|email| email.to_lowercase().contains(&asked))?,
                        ))
                    });
                    hits.extend(found.map(|(id, email)| Hit {
                        words: email,
                        aside: messages::CUSTOMER,
                        icon: "user",
                        route: Route::User(id.0),
                    }));
                });
            }
        }
        hits
    });
    let close = move || open.set(false);
    let take = move |index: usize| {
        if let Some(hit) = hits.with_untracked(|hits| hits.get(index).cloned()) {
            close();
            navigation.go(hit.route.to_string());
        }
    };
    let keys = move |event: ev::KeyboardEvent| {
        let length = hits.with_untracked(Vec::len);
        match event.key().as_str() {
            "ArrowDown" if length > 0 => chosen.update(|chosen| *chosen = (*chosen + 1) % length),
            "ArrowUp" if length > 0 => chosen.update(|chosen| *chosen = (*chosen + length - 1) % length),
            "Enter" => take(chosen.get_untracked()),
            _ => return,
        }
        event.prevent_default();
    };
    view! {
        <Dialog title=messages::GO_ANYWHERE class="palette" on_close=Callback::new(move |()| close())>
            <div class="ask">
                {icon("search")}
                <input
                    type="text" role="combobox" aria-expanded="true" aria-controls="palette-hits" aria-label={messages::GO_ANYWHERE}
                    aria-activedescendant=move || format!("palette-hit-{}", chosen.get())
                    autocomplete="off" spellcheck="false" autofocus={true}
                    prop:value=move || asked.get()
                    on:input=move |event| { asked.set(event_target_value(&event)); chosen.set(0); }
                    on:keydown=keys
                />
            </div>
            <ul id="palette-hits" role="listbox" aria-label={messages::GO_ANYWHERE}>
                {move || hits.get().into_iter().enumerate().map(|(index, hit)| view! {
                    <li
                        id=format!("palette-hit-{index}") role="option"
                        class=move || if chosen.get() == index { "opt-row is-hover" } else { "opt-row" }
                        aria-selected=move || (chosen.get() == index).to_string()
                        on:click=move |_| take(index)
                    >
                        {icon(hit.icon)}<span>{foreign(hit.words)}</span><span class="cap">{hit.aside}</span>
                    </li>
                }).collect_view()}
            </ul>
            {move || (hits.with(Vec::is_empty) && !customers.loading.get()).then(|| view! { <p class="cap">{messages::NOTHING_FOUND}</p> })}
        </Dialog>
    }
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
        let handle = set_timeout_with_handle(
            move || {
                settled.try_set(now);
            },
            std::time::Duration::from_millis(150),
        )
        .ok();
        waiting.set_value(handle);
    });
    settled
}
