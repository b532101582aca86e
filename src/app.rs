//! The app: what everything shares, the shell, and the whole route table. The only place that imports pages.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::{
    config::Config,
    messages,
    navigation::Navigation,
    pages::{merchant, start, wallet},
    paths::{self, Area, Route},
    query::Changes,
    session::{self, Session},
    shell::Shell,
    ui::{
        preferences::Preferences,
        state::empty,
        toast::{ToastArea, Toasts},
    },
    unsettled::Unsettled,
};

pub fn app(config: Config) -> impl IntoView {
    provide_context(StoredValue::new(config));
    let navigation = Navigation::provide();
    let session = Session::provide();
    Preferences::provide();
    Toasts::provide();
    Changes::provide();
    Unsettled::provide();
    session::idle::provide(session);
    session::tabs::follow(session);

    let route = Memo::new(move |_| navigation.location.with(|location| Route::parse(&location.path)));
    let allowed =
        Memo::new(move |_| route.get().is_none_or(|route| route.is_open() || session.is_open(route.area())));
    Effect::new(move |_| {
        if let Some(route) = route.get().filter(|_| !allowed.get()) {
            let query = navigation.location.with_untracked(|location| location.query.clone());
            navigation.replace(paths::sign_in_for(route, &query));
        }
    });
    Effect::new(move |before: Option<()>| {
        route.track();
        if before.is_some() {
            request_animation_frame(keep_focus);
        }
    });
    view! {
        <Shell route=route>
            {move || allowed.get().then(|| screen(route.get()))}
        </Shell>
        <ToastArea/>
    }
}

/// A new page takes the focus where the old one took it away with itself, so that the keyboard goes on from there.
fn keep_focus() {
    let document = document();
    let is_lost = document.active_element().is_none_or(|element| element.tag_name() == "BODY");
    let main =
        document.get_element_by_id("main").and_then(|main| main.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(main) = main.filter(|_| is_lost) {
        let in_place = web_sys::FocusOptions::new();
        in_place.set_prevent_scroll(true);
        let _ = main.focus_with_options(&in_place);
    }
}

/// The route table: every screen behind one function that returns a view.
fn screen(route: Option<Route>) -> AnyView {
    match route {
        Some(Route::Start) => start::page(),
        Some(Route::MerchantConnect) => merchant::connect::page(),
        Some(Route::Merchant) => merchant::home(),
        Some(Route::Users) => merchant::users::page(),
        Some(Route::NewUser) => merchant::new_user::page(),
        Some(Route::User(id)) => merchant::user::page(id),
        Some(Route::Account(id)) => merchant::account::page(id),
        Some(Route::Transactions) => merchant::transactions::page(),
        Some(Route::Transaction(id)) => merchant::transaction::page(id),
        Some(Route::WalletSignIn) => wallet::sign_in::page(),
        Some(Route::Wallet) => wallet::home::page(),
        Some(Route::WalletAccount(id)) => wallet::account::page(id),
        None => not_found(),
    }
}

fn not_found() -> AnyView {
    let home =
        view! { <a class="btn" href={Route::Start.to_string()}>{messages::BACK_TO_START}</a> }.into_any();
    empty(messages::NOT_FOUND, messages::NOT_FOUND_HINT, Some(home))
}

/// The area a route belongs to; an unknown address belongs to none.
pub fn area_of(route: Option<Route>) -> Area {
    route.map_or(Area::Start, Route::area)
}
