//! Which connection the screen works with: its colour and name always in view, the others one press away.

use leptos::prelude::*;

use crate::{
    messages,
    navigation::use_navigation,
    paths::Route,
    session::{use_session, vault::use_vault},
    ui::{
        icon::icon,
        status::{Mark, status},
        text::foreign,
    },
};

const MENU: &str = "connections";

/// The button of the top bar, and the menu it opens.
pub fn switcher(route: Memo<Option<Route>>) -> AnyView {
    let (session, vault, navigation) = (use_session(), use_vault(), use_navigation());
    let switch = move |id: &str| {
        // A list is there for any merchant; one customer or transaction is not.
        let stays = route.get_untracked().filter(|route| {
            use Route::{Centrapay, Connections, Merchant, NewUser, Transactions, Users, Webhooks};
            matches!(route, Merchant | Users | NewUser | Transactions | Connections | Webhooks | Centrapay)
        });
        // First the place: nothing of the new connection is asked for where the old one stood.
        navigation.go(stays.unwrap_or(Route::Merchant).to_string());
        session.switch_to(id);
    };
    let current = move || session.merchant.get();
    view! {
        <button class="switch-to" type="button" popovertarget={MENU} aria-label=move || current().map(|now| format!("{}: {}", messages::SWITCH_CONNECTION, messages::works_with(&now.name, &now.environment.name)))>
            <span class={"swatch"} data-colour=move || current().map(|now| now.colour)></span>
            <span class="n">{move || current().map(|now| foreign(now.name.clone()))}</span>" "
            <span class="desk e">{move || current().map(|now| status(if now.environment.real { Mark::Good } else { Mark::Waiting }, now.environment.name.clone()))}</span>
            {icon("updown")}
        </button>
        <div class="pop switcher" id={MENU} popover={"auto"} role="menu" aria-label={messages::CONNECTIONS}>
            {move || session.connections.get().into_iter().map(|merchant| {
                let is_current = current().is_some_and(|now| now.id == merchant.id);
                let id = merchant.id.clone();
                view! {
                    <button class="opt-row" type="button" role="menuitemradio" aria-checked=is_current.to_string() popovertarget={MENU} popovertargetaction={"hide"} on:click=move |_| switch(&id)>
                        <span class={"swatch"} data-colour=merchant.colour></span>
                        <span>{foreign(merchant.name.clone())}</span><span class="cap">{merchant.environment.name.clone()}</span>
                        {is_current.then(|| icon("check"))}
                    </button>
                }
            }).collect_view()}
            <button class="opt-row" type="button" role="menuitem" popovertarget={MENU} popovertargetaction={"hide"} on:click=move |_| navigation.go(Route::MerchantConnect.to_string())>{icon("plus")}<span>{messages::ADD_CONNECTION}</span></button>
            <button class="opt-row" type="button" role="menuitem" popovertarget={MENU} popovertargetaction={"hide"} on:click=move |_| navigation.go(Route::Connections.to_string())>{icon("set")}<span>{messages::MANAGE_CONNECTIONS}</span></button>
            {move || vault.is_open().then(|| view! {
                <button class="opt-row" type="button" role="menuitem" popovertarget={MENU} popovertargetaction={"hide"} on:click=move |_| vault.lock()>{icon("lock")}<span>{messages::LOCK_VAULT}</span></button>
            })}
        </div>
    }
    .into_any()
}
