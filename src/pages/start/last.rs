//! The balances that were kept in the vault, for somebody who has no network.

use leptos::prelude::*;

use super::line;
use crate::{
    kept_balances::{self, Balances, Wallet},
    messages,
    pages::shared::vault::unlock_form,
    session::vault::{State, Vault, use_vault},
    ui::{
        money::{Tone, amount},
        text::foreign,
        time,
    },
};

pub fn section() -> AnyView {
    let vault = use_vault();
    let body = move || match vault.state.get() {
        State::Locked => view! {
            <p class="in-gutter sub">{messages::LAST_BALANCES_LOCKED}</p>
            <div class="in-gutter">{unlock_form(Callback::new(|()| ()))}</div>
        }
        .into_any(),
        State::Open => kept(vault),
        State::Absent | State::Unreadable(_) => {
            view! { <p class="in-gutter sub">{messages::NO_BALANCES_KEPT}</p> }.into_any()
        }
    };
    view! {
        <section class="together" aria-labelledby="h-last">
            <header class="head"><div><h1 id="h-last">{messages::LAST_BALANCES}</h1></div></header>
            {body}
        </section>
    }
    .into_any()
}

fn kept(vault: Vault) -> AnyView {
    let all = [(Wallet::Centro, messages::CENTRO_WALLET), (Wallet::Crypto, messages::CRYPTO_WALLET)];
    let found: Vec<AnyView> = all
        .into_iter()
        .filter_map(|(wallet, heading)| Some(one(heading, &kept_balances::kept(vault, wallet)?)))
        .collect();
    if found.is_empty() {
        return view! { <p class="in-gutter sub">{messages::NO_BALANCES_KEPT}</p> }.into_any();
    }
    found.into_any()
}

fn one(heading: &'static str, balances: &Balances) -> AnyView {
    let at = balances.at;
    let rows = balances.rows.iter().map(|(name, money)| {
        line(None, foreign(name), ().into_any(), amount(*money, Tone::Plain), ().into_any())
    });
    view! {
        <section class="sec" aria-label=heading>
            <header><h2>{heading}</h2></header>
            <p class="in-gutter sub"><time datetime=at.to_iso() title=time::full(at)>{messages::balances_of(&balances.who, &time::full(at), &time::short(at))}</time></p>
            <ul class="items">{rows.collect_view()}</ul>
        </section>
    }
    .into_any()
}
