//! `/crypto/cards`: the cards, what each can do now, which coin they spend, and what was spent.

mod activate;
mod issue;
mod one;
mod spent;

use leptos::prelude::*;
use purser_api::ctk::{card, symbol, wallet};

use super::card_spends;
use crate::{
    messages::{
        self,
        errors::{Doing, trouble},
    },
    query::use_query,
    session::Identity,
    shell::title,
    ui::{
        icon::icon,
        state::{bone, empty},
    },
};

pub fn page() -> AnyView {
    title(messages::YOUR_CARDS);
    let cards = use_query(Identity::Holder, || Some(card::list()));
    let wallets = use_query(Identity::Holder, || Some(wallet::list()));
    let symbols = use_query(Identity::Holder, || Some(symbol::list()));
    cards.refresh_when_seen();
    let (issuing, activating) = (RwSignal::new(false), RwSignal::new(false));
    // What is the same as before is not drawn anew: a number that is shown stays for its time.
    let sans = Memo::new(move |_| {
        cards.data.with(|cards| {
            let cards = cards.as_ref()?;
            Some(cards.rows.iter().map(|card| card.san.clone()).collect::<Vec<_>>())
        })
    });
    let issue = move || view! { <button class="btn" type="button" on:click=move |_| issuing.set(true)>{icon("plus")}{messages::ISSUE_CARD}</button> };
    let unread = move || {
        cards.data.with(|cards| {
            cards.as_ref().filter(|cards| !cards.unreadable.is_empty()).map(|cards| {
                messages::not_all_read(cards.unreadable.len(), cards.rows.len() + cards.unreadable.len())
            })
        })
    };
    view! {
        <div class="page crypto card-page">
            <header class="head"><h1>{messages::YOUR_CARDS}</h1><div class="row push">{issue()}</div></header>
            <div class="duo">
                <div>
                    {move || unread().map(|said| view! { <p class="note warn in-gutter" role="status">{said}</p> })}
                    {move || match sans.get() {
                        Some(sans) if sans.is_empty() => empty(messages::NO_CARDS, messages::NO_CARDS_HINT, Some(issue().into_any())),
                        Some(sans) => view! { <ul class="card-list">{sans.into_iter().map(|san| one::card(cards, san, activating)).collect_view()}</ul> }.into_any(),
                        None if cards.error.with(Option::is_some) => ().into_any(),
                        None => view! { <p class="in-gutter">{bone(5)}</p> }.into_any(),
                    }}
                    {move || cards.error.with(|error| error.as_deref().map(|error| trouble(error, Doing::Reading).block(Some(Callback::new(move |()| cards.reload())))))}
                    {spent::section()}
                </div>
                <div>{card_spends::section(wallets, symbols)}</div>
            </div>
            {move || issuing.get().then(|| issue::dialog(issuing))}
            {move || activating.get().then(|| activate::dialog(activating))}
        </div>
    }
    .into_any()
}
