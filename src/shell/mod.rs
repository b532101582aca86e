//! What stands around every page: the band, the sidebar or the bottom bar, the top bar, the palette.

mod keys;
mod palette;
mod places;
mod unsettled;

use leptos::prelude::*;

use crate::{
    config::use_config,
    messages,
    paths::{Area, Route},
    session::{idle::Idle, use_session},
    ui::{
        icon::icon,
        preferences::{toggle_theme, use_preferences},
        status::{Mark, status},
    },
};
use palette::Palette;

/// The shell around a page.
#[component]
pub fn Shell(route: Memo<Option<Route>>, children: ChildrenFn) -> impl IntoView {
    let palette_open = RwSignal::new(false);
    keys::follow(palette_open);
    let config = use_config();
    let (environment, real) = config.with_value(|config| (config.environment.clone(), config.real));
    let area = Memo::new(move |_| route.get().map_or(Area::Start, Route::area));
    let session = use_session();
    let inside = Memo::new(move |_| {
        area.get() != Area::Start && session.is_open(area.get()) && !route.get().is_some_and(Route::is_open)
    });
    let children = StoredValue::new(children);
    let environment = StoredValue::new(environment);
    view! {
        <a class="skip" href="#main">{messages::SKIP_TO_CONTENT}</a>
        <div class=move || shell_class(real, inside.get())>
            {(!real).then(|| view! {
                <aside class="band" aria-label={messages::ENVIRONMENT}>
                    <b>{environment.get_value()}</b>
                    <span>{messages::TEST_MONEY}<span class="desk">" "{messages::TEST_MONEY_MEANS}</span></span>
                </aside>
            })}
            {move || inside.get().then(|| places::sidebar(area.get(), route))}
            {move || inside.get().then(|| top_bar(area.get(), real, environment.get_value(), palette_open))}
            <main class="content" id="main" tabindex="-1">
                {move || (inside.get() && area.get() == Area::Merchant).then(unsettled::notes)}
                {children.with_value(|children| children())}
            </main>
        </div>
        {move || inside.get().then(|| places::bottom_bar(area.get(), route))}
        {move || palette_open.get().then(|| view! { <Palette area=area.get_untracked() open=palette_open/> })}
    }
}

fn shell_class(real: bool, inside: bool) -> &'static str {
    match (real, inside) {
        (false, true) => "app",
        (true, true) => "app real",
        (false, false) => "app alone",
        (true, false) => "app alone real",
    }
}

fn top_bar(area: Area, real: bool, environment: String, palette_open: RwSignal<bool>) -> AnyView {
    let preferences = use_preferences();
    let idle = expect_context::<Idle>();
    let find = if area == Area::Merchant { messages::FIND_AS_MERCHANT } else { messages::FIND_AS_CUSTOMER };
    view! {
        <header class="bar">
            <span class={"logo"} aria-hidden="true"></span>
            <span class="place">{places::who(area).0}</span>
            <button class="find" type="button" aria-keyshortcuts={"Control+K Meta+K"} on:click=move |_| palette_open.set(true)>
                {icon("search")}<span>{find}</span>
                <span class="keys-cap" aria-hidden="true"><kbd class="key">{messages::KEY_COMMAND}</kbd><kbd class="key">{"K"}</kbd></span>
            </button>
            <div class="end">
                <span class="desk env">{status(if real { Mark::Good } else { Mark::Waiting }, environment)}</span>
                <span class="desk quiet timer">{icon("lock")}{move || messages::locks_in(idle.minutes_left.get())}</span>
                <button class="btn bare sm square" type="button" aria-label={messages::HIDE_AMOUNTS} aria-keyshortcuts={"h"} aria-pressed=move || preferences.amounts_hidden.get().to_string() on:click=move |_| preferences.toggle_amounts()>{icon("eye")}</button>
                <button class="btn bare sm square" type="button" aria-label={messages::LIGHT_OR_DARK} on:click=move |_| toggle_theme()>{icon("theme")}</button>
            </div>
        </header>
    }
    .into_any()
}

/// Names the document after the page.
pub fn title(text: &str) {
    document().set_title(&format!("{text} · {}", messages::PRODUCT));
}
