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

const MERCHANT: [Place; 7] = [
    Place { route: Route::Merchant, name: messages::OVERVIEW, icon: "overview", section: "", lead: false },
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
    Place {
        route: Route::Bulk,
        name: messages::BULK,
        icon: "rows",
        section: messages::LOOK_AFTER_CUSTOMERS,
        lead: false,
    },
    Place {
        route: Route::Centrapay,
        name: messages::CENTRAPAY_WALLETS,
        icon: "wallet",
        section: messages::TAKE_MONEY,
        lead: false,
    },
    Place {
        route: Route::Webhooks,
        name: messages::WEBHOOKS,
        icon: "hook",
        section: messages::CONNECT,
        lead: false,
    },
];

const WALLET: [Place; 5] = [
    Place { route: Route::Wallet, name: messages::HOME, icon: "home", section: "", lead: false },
    Place {
        route: Route::WalletTransactions,
        name: messages::ACTIVITY,
        icon: "flows",
        section: "",
        lead: false,
    },
    Place {
        route: Route::WalletPay,
        name: messages::PAY,
        icon: "take",
        section: messages::MOVE_MONEY,
        lead: true,
    },
    Place {
        route: Route::WalletAddMoney,
        name: messages::ADD_MONEY,
        icon: "plus",
        section: messages::MOVE_MONEY,
        lead: false,
    },
    Place {
        route: Route::WalletTransfer,
        name: messages::TRANSFER,
        icon: "swap",
        section: messages::MOVE_MONEY,
        lead: false,
    },
];

const CRYPTO: [Place; 6] = [
    Place { route: Route::Crypto, name: messages::PORTFOLIO, icon: "overview", section: "", lead: false },
    Place { route: Route::CryptoHistory, name: messages::HISTORY, icon: "flows", section: "", lead: false },
    Place {
        route: Route::Exchange,
        name: messages::EXCHANGE,
        icon: "swap",
        section: messages::MOVE_MONEY,
        lead: false,
    },
    Place {
        route: Route::Cards,
        name: messages::YOUR_CARDS,
        icon: "card",
        section: messages::SPEND,
        lead: false,
    },
    Place {
        route: Route::Providers,
        name: messages::PROVIDERS,
        icon: "link",
        section: messages::SPEND,
        lead: false,
    },
    Place {
        route: Route::CryptoProfile,
        name: messages::YOU,
        icon: "user",
        section: messages::YOUR_ACCOUNT,
        lead: false,
    },
];

const SETTINGS: Place =
    Place { route: Route::Settings, name: messages::SETTINGS, icon: "set", section: "", lead: false };

/// The places of an area.
pub fn places(area: Area) -> &'static [Place] {
    match area {
        Area::Merchant => &MERCHANT,
        Area::Wallet => &WALLET,
        Area::Crypto => &CRYPTO,
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
            .map(|merchant| (merchant.name.clone(), merchant.environment.name.clone()))
            .unwrap_or_default(),
        Area::Wallet => session
            .customer
            .get()
            .map(|customer| (customer.email.clone(), messages::CENTRO_WALLET.to_owned()))
            .unwrap_or_default(),
        Area::Crypto => session
            .holder()
            .get()
            .map(|holder| (holder.username.clone(), messages::CRYPTO_WALLET.to_owned()))
            .unwrap_or_default(),
        Area::Start => Default::default(),
    }
}

fn is_current(place: Place, route: Option<Route>) -> bool {
    match route {
        Some(Route::User(_) | Route::Account(_)) => place.route == Route::Users,
        Some(Route::Transaction(_)) => place.route == Route::Transactions,
        Some(Route::WalletTransaction(_)) => place.route == Route::WalletTransactions,
        Some(Route::WalletAccount(_) | Route::WalletStatement(_)) => place.route == Route::Wallet,
        Some(Route::CentrapayWallet(_)) => place.route == Route::Centrapay,
        Some(Route::ExchangeRun(_)) => place.route == Route::Exchange,
        Some(Route::Coin(_) | Route::Receive(_) | Route::Withdraw(_)) => place.route == Route::Crypto,
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
            <div class="nav last">{link(SETTINGS, route)}{sign_out("nav-button")}</div>
        </aside>
    }
    .into_any()
}

const MORE: &str = "more-places";

/// Whether a place is one that a thumb wants; the others stand behind one button.
fn is_short(place: &Place) -> bool {
    ![messages::TAKE_MONEY, messages::CONNECT].contains(&place.section)
        && ![Route::Bulk, Route::WalletTransfer, Route::Providers, Route::CryptoProfile]
            .contains(&place.route)
}

fn tab(place: Place, route: Memo<Option<Route>>) -> AnyView {
    // The only one whose name is too long for it.
    if place.route != Route::NewUser {
        return link(place, route);
    }
    view! { <a class="do" href=place.route.to_string() aria-label=place.name aria-current=move || is_current(place, route.get()).then_some("page")>{icon(place.icon)}{messages::NEW}</a> }.into_any()
}

pub fn bottom_bar(area: Area, route: Memo<Option<Route>>) -> AnyView {
    let (short, rest): (Vec<Place>, Vec<Place>) = places(area).iter().partition(|place| is_short(place));
    if rest.is_empty() {
        return view! {
            <nav class="tabs" aria-label={messages::MAIN_SHORT}>
                {short.iter().map(|place| tab(*place, route)).collect_view()}
                {link(SETTINGS, route)}
                {sign_out("tab-button")}
            </nav>
        }
        .into_any();
    }
    view! {
        <nav class="tabs" aria-label={messages::MAIN_SHORT}>
            {short.iter().map(|place| tab(*place, route)).collect_view()}
            <button class="tab-button" type="button" popovertarget={MORE}>{icon("more")}{messages::MORE}</button>
        </nav>
        <div class="pop more-places" id={MORE} popover={"auto"} on:click=close_more>
            {rest.iter().map(|place| link(*place, route)).collect_view()}
            {link(SETTINGS, route)}
            {sign_out("")}
        </div>
    }
    .into_any()
}

/// Whatever is chosen, the rest goes away with it.
fn close_more(event: leptos::ev::MouseEvent) {
    use wasm_bindgen::JsCast;
    let menu = event.current_target().and_then(|menu| menu.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(menu) = menu {
        let _ = menu.hide_popover();
    }
}
