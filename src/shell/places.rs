//! Where one can go: the sidebar on the desk, the bottom bar on the phone, both from one table.

use leptos::prelude::*;

use crate::{
    messages,
    paths::{Area, Route},
    session::use_session,
    ui::icon::icon,
    ui::text::foreign,
};

/// One place: where it leads, what it is called, its picture.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    pub route: Route,
    pub name: &'static str,
    pub icon: &'static str,
    /// The heading it stands under in the sidebar.
    pub section: &'static str,
    /// The filled action of the bottom bar.
    pub lead: bool,
}

const MERCHANT: [Place; 3] = [
    Place {
        route: Route::Transactions,
        name: messages::TRANSACTIONS,
        icon: "flows",
        section: "",
        lead: false,
    },
    Place {
        route: Route::NewUser,
        name: messages::NEW_CUSTOMER,
        icon: "plus",
        section: messages::LOOK_AFTER_CUSTOMERS,
        lead: true,
    },
    Place {
        route: Route::Users,
        name: messages::CUSTOMERS,
        icon: "people",
        section: messages::LOOK_AFTER_CUSTOMERS,
        lead: false,
    },
];

const WALLET: [Place; 1] =
    [Place { route: Route::Wallet, name: messages::HOME, icon: "home", section: "", lead: false }];

/// The places of an area.
pub fn places(area: Area) -> &'static [Place] {
    match area {
        Area::Merchant => &MERCHANT,
        Area::Wallet => &WALLET,
        Area::Start => &[],
    }
}

/// Who is signed in, and a second line about them.
pub fn who(area: Area) -> (String, String) {
    let session = use_session();
    match area {
        Area::Merchant => session
            .merchant
            .get()
            .map(|merchant| (merchant.name.clone(), messages::key_ends(&merchant.key_tail())))
            .unwrap_or_default(),
        Area::Wallet => session
            .customer
            .get()
            .map(|customer| (customer.email.clone(), messages::CENTRO_WALLET.to_owned()))
            .unwrap_or_default(),
        Area::Start => Default::default(),
    }
}

fn is_current(place: Place, route: Option<Route>) -> bool {
    match route {
        Some(Route::User(_) | Route::Account(_)) => place.route == Route::Users,
        Some(Route::Transaction(_)) => place.route == Route::Transactions,
        Some(Route::WalletAccount(_)) => place.route == Route::Wallet,
        other => other == Some(place.route),
    }
}

fn link(place: Place, route: Memo<Option<Route>>) -> AnyView {
    let class = if place.lead { "do" } else { "" };
    view! {
        <a class=class href=place.route.to_string() aria-current=move || is_current(place, route.get()).then_some("page")>
            {icon(place.icon)}{place.name}
        </a>
    }
    .into_any()
}

fn sign_out(class: &'static str) -> AnyView {
    let session = use_session();
    view! { <button class=class type="button" on:click=move |_| session.sign_out()>{icon("out")}{messages::SIGN_OUT}</button> }.into_any()
}

pub fn sidebar(area: Area, route: Memo<Option<Route>>) -> AnyView {
    let mut section = "";
    let links = places(area)
        .iter()
        .map(|place| {
            let heading = (place.section != section).then(|| view! { <h2>{place.section}</h2> });
            section = place.section;
            view! { {heading}{link(*place, route)} }
        })
        .collect_view();
    view! {
        <aside class="side" aria-label={messages::PLACES}>
            <div class="who"><span class={"logo"} aria-hidden="true"></span><span><span class="n">{move || foreign(who(area).0)}</span><span class="e">{move || who(area).1}</span></span></div>
            <nav class="nav" aria-label={messages::MAIN}>{links}</nav>
            <div class="nav last">{sign_out("nav-button")}</div>
        </aside>
    }
    .into_any()
}

pub fn bottom_bar(area: Area, route: Memo<Option<Route>>) -> AnyView {
    view! {
        <nav class="tabs" aria-label={messages::MAIN_SHORT}>
            {places(area).iter().map(|place| link(*place, route)).collect_view()}
            {sign_out("tab-button")}
        </nav>
    }
    .into_any()
}
