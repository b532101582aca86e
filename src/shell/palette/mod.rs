//! Ctrl or ⌘ with K: goes anywhere and does anything. Screens and actions by name; customers, accounts and transactions by
//! number, e-mail address, external id or order id; what the page offers ([`offer`]); where one has been.

mod found;
mod hits;
mod offers;

use leptos::{ev, prelude::*};

use self::{
    found::use_found,
    hits::{Deed, Hit, ranked},
};
use super::places::places;
use crate::{
    messages,
    navigation::use_navigation,
    paths::{Area, Route},
    session::{use_session, vault::use_vault},
    ui::preferences::use_preferences,
    ui::text::foreign,
    ui::{dialog::Dialog, icon::icon},
};

pub use self::offers::{Known, offer};

#[component]
pub fn Palette(area: Area, open: RwSignal<bool>) -> impl IntoView {
    let navigation = use_navigation();
    let known = expect_context::<Known>();
    let asked = RwSignal::new(String::new());
    let chosen = RwSignal::new(0usize);
    let found = use_found(area, asked);
    let actions = actions(area);
    let hits = Memo::new(move |_| {
        let asked = asked.get().trim().to_lowercase();
        let mut local = known.hits();
        local.extend(screens(area));
        local.extend(actions.with_value(Clone::clone));
        let mut hits = ranked(local, &asked);
        let mut numbered = if area == Area::Merchant { by_number(&asked) } else { Vec::new() };
        // Where one has been is told by more than a number.
        for hit in &mut numbered {
            if let Some(known) = hits.iter().find(|known| known.words == hit.words) {
                hit.clone_from(known);
            }
        }
        numbered.append(&mut hits);
        numbered.extend(found.hits(&asked));
        // The same place by two ways is one line.
        let mut seen = Vec::new();
        numbered.retain(|hit| {
            let is_new = !seen.contains(&hit.deed);
            seen.push(hit.deed.clone());
            is_new
        });
        numbered
    });
    let close = move || open.set(false);
    let take = move |index: usize| {
        if let Some(hit) = hits.with_untracked(|hits| hits.get(index).cloned()) {
            close();
            match hit.deed {
                Deed::Go(address) => navigation.go(address),
                Deed::Do(run) => run.run(()),
            }
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
        let place = chosen.get_untracked();
        request_animation_frame(move || {
            if let Some(line) = document().get_element_by_id(&format!("palette-hit-{place}")) {
                line.scroll_into_view_with_bool(false);
            }
        });
    };
    let has_hits = move || hits.with(|hits| !hits.is_empty());
    view! {
        <Dialog title=messages::GO_ANYWHERE class="palette" on_close=Callback::new(move |()| close())>
            <div class="ask">
                {icon("search")}
                <input
                    type="text" role="combobox" aria-expanded=move || has_hits().to_string() aria-controls="palette-hits" aria-autocomplete="list" aria-label={messages::GO_ANYWHERE}
                    aria-activedescendant=move || has_hits().then(|| format!("palette-hit-{}", chosen.get()))
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
            {move || (!has_hits() && !found.is_loading()).then(|| view! { <p class="cap" role="status">{messages::NOTHING_FOUND}</p> })}
        </Dialog>
    }
}

fn go(words: impl Into<String>, aside: &'static str, icon: &'static str, route: Route) -> Hit {
    Hit { words: words.into(), aside, icon, deed: Deed::Go(route.to_string()) }
}

fn screens(area: Area) -> Vec<Hit> {
    let places = places(area).iter().map(|place| go(place.name, messages::SCREEN, place.icon, place.route));
    let mut screens: Vec<Hit> = places.collect();
    screens.push(go(messages::SETTINGS, messages::SCREEN, "set", Route::Settings));
    if area == Area::Merchant {
        screens.push(go(messages::CONNECTIONS, messages::SCREEN, "key", Route::Connections));
        screens.push(go(messages::ACCOUNTS, messages::SCREEN, "layers", Route::Accounts));
        screens.push(go(messages::NEW_PAYMENT, messages::TO_DO, "take", Route::NewPayment));
        screens.push(go(messages::NEW_ACCOUNT, messages::TO_DO, "plus", Route::NewAccount));
        screens.push(go(messages::ADD_CONNECTION, messages::TO_DO, "plus", Route::MerchantConnect));
    }
    screens
}

/// What a number may be: nobody is asked before it is opened.
fn by_number(asked: &str) -> Vec<Hit> {
    let Ok(id) = asked.trim_start_matches('#').parse() else { return Vec::new() };
    vec![
        go(messages::customer_number(id), messages::CUSTOMER, "user", Route::User(id)),
        go(messages::transaction_number(id), messages::TRANSACTION, "flows", Route::Transaction(id)),
        go(messages::account_number(id), messages::ACCOUNT, "layers", Route::Account(id)),
    ]
}

/// What can be done anywhere, as things stand when the palette opens.
fn actions(area: Area) -> StoredValue<Vec<Hit>> {
    let (session, vault, preferences) = (use_session(), use_vault(), use_preferences());
    let act = |words: String, icon: &'static str, run: Callback<()>| Hit {
        words,
        aside: messages::TO_DO,
        icon,
        deed: Deed::Do(run),
    };
    let mut actions = Vec::new();
    if area == Area::Merchant {
        let current = session.merchant.get_untracked().map(|now| now.id.clone());
        for merchant in session.connections.get_untracked() {
            if current.as_ref() != Some(&merchant.id) {
                let id = merchant.id.clone();
                let words = messages::switch_to_connection(&merchant.name, &merchant.environment.name);
                let navigation = use_navigation();
                actions.push(act(
                    words,
                    "swap",
                    Callback::new(move |()| {
                        navigation.go(Route::Merchant.to_string());
                        session.switch_to(&id);
                    }),
                ));
            }
        }
    }
    let toggle = Callback::new(move |()| preferences.toggle_amounts());
    actions.push(act(messages::HIDE_AMOUNTS.to_owned(), "eye", toggle));
    let theme = Callback::new(move |()| preferences.toggle_theme());
    actions.push(act(messages::LIGHT_OR_DARK.to_owned(), "theme", theme));
    if vault.state.get_untracked() == crate::session::vault::State::Open {
        actions.push(act(messages::LOCK_VAULT.to_owned(), "lock", Callback::new(move |()| vault.lock())));
    }
    actions.push(act(messages::SIGN_OUT.to_owned(), "out", Callback::new(move |()| session.sign_out())));
    StoredValue::new(actions)
}
