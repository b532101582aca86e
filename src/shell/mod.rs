//! What stands around every page: the band, the sidebar or the bottom bar, the top bar, the palette.

mod key_sheet;
mod keys;
pub mod palette;
mod places;
mod switcher;
mod unsettled;

use leptos::prelude::*;

use crate::{
    messages,
    navigation::use_navigation,
    online::use_online,
    paths::{Area, Route},
    session::{
        idle::Idle,
        use_session,
        vault::{self, use_vault},
    },
    ui::{
        icon::icon,
        preferences::use_preferences,
        status::{Mark, status},
    },
};
use key_sheet::KeySheet;
use palette::{Known, Palette};

/// The shell around a page.
#[component]
pub fn Shell(route: Memo<Option<Route>>, children: ChildrenFn) -> impl IntoView {
    let palette_open = RwSignal::new(false);
    let sheet_open = RwSignal::new(false);
    keys::follow(palette_open, sheet_open);
    let known = Known::provide();
    let navigation = use_navigation();
    Effect::new(move |_| {
        if let Some(route) = route.get() {
            let query = navigation.location.with_untracked(|location| location.query.clone());
            known.visit(route, query.trim_start_matches('?'));
        }
    });
    let session = use_session();
    let area = Memo::new(move |before: Option<&Area>| area_of(session, route.get(), before.copied()));
    let inside = Memo::new(move |_| {
        let is_inside = route.get().is_none_or(|route| route == Route::Settings || !route.is_open());
        area.get() != Area::Start && session.is_open(area.get()) && is_inside
    });
    let connection = Memo::new(move |_| session.connection_id());
    Effect::new(move |before: Option<()>| {
        connection.track();
        if before.is_some() {
            known.forget();
        }
    });
    let children = StoredValue::new(children);
    let environment = Memo::new(move |_| {
        let environment = session.environment(area.get());
        (environment.name.clone(), environment.real)
    });
    let real = move || environment.with(|(_, real)| *real);
    view! {
        <a class="skip" href="#main">{messages::SKIP_TO_CONTENT}</a>
        <div class=move || shell_class(real(), inside.get())>
            {move || (!real()).then(|| view! {
                <aside class="band" aria-label={messages::ENVIRONMENT}>
                    <b>{environment.with(|(name, _)| name.clone())}</b>
                    <span>{messages::TEST_MONEY}<span class="desk">" "{messages::TEST_MONEY_MEANS}</span></span>
                </aside>
            })}
            {move || inside.get().then(|| places::sidebar(area.get(), route))}
            {move || inside.get().then(|| top_bar(area.get(), route, environment, palette_open))}
            <main class="content" id="main" tabindex="-1">
                {without_network()}
                {move || inside.get().then(|| unsettled::notes(area.get()))}
                {children.with_value(|children| children())}
            </main>
        </div>
        {move || inside.get().then(|| places::bottom_bar(area.get(), route))}
        {move || palette_open.get().then(|| view! { <Palette area=area.get_untracked() open=palette_open/> })}
        {move || sheet_open.get().then(|| view! { <KeySheet open=sheet_open/> })}
    }
}

/// What a screen is worth while there is no network, and where to see what was kept.
fn without_network() -> impl IntoView {
    let (online, vault) = (use_online(), use_vault());
    move || {
        (!online.get()).then(|| {
            let has_vault = vault.state.get() != vault::State::Absent;
            let kept = has_vault.then(|| view! { " "<a class="link" href=Route::Start.to_string()>{messages::LAST_BALANCES}</a> });
            view! { <p class="note warn without-network" role="status">{icon("cloud")}<span><b>{messages::NO_NETWORK}</b>" "{messages::NO_NETWORK_MEANS}{kept}</span></p> }
        })
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

/// The settings are no area of their own: they are shown where one comes from, if one is still signed in there.
fn area_of(session: crate::session::Session, route: Option<Route>, before: Option<Area>) -> Area {
    if route != Some(Route::Settings) {
        return route.map_or(Area::Start, Route::area);
    }
    let areas = before.into_iter().chain([Area::Merchant, Area::Wallet, Area::Crypto]);
    areas.into_iter().find(|area| *area != Area::Start && session.is_open(*area)).unwrap_or(Area::Start)
}

fn top_bar(
    area: Area,
    route: Memo<Option<Route>>,
    environment: Memo<(String, bool)>,
    palette_open: RwSignal<bool>,
) -> AnyView {
    let preferences = use_preferences();
    let idle = expect_context::<Idle>();
    let find = if area == Area::Merchant { messages::FIND_AS_MERCHANT } else { messages::FIND_AS_CUSTOMER };
    view! {
        <header class="bar">
            {if area == Area::Merchant {
                switcher::switcher(route)
            } else {
                view! { <span class={"logo"} aria-hidden="true"></span><span class="place">{places::who(area).0}</span> }.into_any()
            }}
            <button class="find" type="button" aria-keyshortcuts={"Control+K Meta+K"} on:click=move |_| palette_open.set(true)>
                {icon("search")}<span>{find}</span>
                <span class="keys-cap" aria-hidden="true"><kbd class="key">{messages::KEY_COMMAND}</kbd><kbd class="key">{"K"}</kbd></span>
            </button>
            <div class="end">
                {(area != Area::Merchant).then(|| view! {
                    <span class="desk env">{move || environment.with(|(name, real)| status(if *real { Mark::Good } else { Mark::Waiting }, name.clone()))}</span>
                })}
                <span class="desk quiet timer">{icon("lock")}{move || messages::locks_in(idle.minutes_left.get())}</span>
                <button class="btn bare sm square" type="button" aria-label={messages::HIDE_AMOUNTS} aria-keyshortcuts={"h"} aria-pressed=move || preferences.amounts_hidden.get().to_string() on:click=move |_| preferences.toggle_amounts()>{icon("eye")}</button>
                <button class="btn bare sm square" type="button" aria-label={messages::LIGHT_OR_DARK} on:click=move |_| preferences.toggle_theme()>{icon("theme")}</button>
            </div>
        </header>
    }
    .into_any()
}

/// Names the document after the page.
pub fn title(text: &str) {
    document().set_title(&format!("{text} · {}", messages::PRODUCT));
}
