//! `/crypto`: what somebody has and what it is worth now, coin by coin.

use leptos::prelude::*;
use purser_api::{
    Rows,
    ctk::{symbol, wallet, wallet::Wallet},
};

use super::{assets, card_spends, flow, steps, worth};
use crate::{
    kept_balances,
    messages::{
        self,
        errors::{Doing, trouble},
    },
    query::{Query, use_query},
    session::{Identity, use_session, vault::use_vault},
    shell::title,
    ui::{
        money::{Tone, figure},
        state::bone,
    },
};

pub fn page() -> AnyView {
    title(messages::PORTFOLIO);
    let wallets = use_query(Identity::Holder, || Some(wallet::list()));
    let symbols = use_query(Identity::Holder, || Some(symbol::list()));
    wallets.refresh_when_seen();
    symbols.refresh_when_seen();
    let who =
        use_session().holder().with_untracked(|holder| holder.as_ref().map(|holder| holder.username.clone()));
    kept_balances::follow(use_vault(), kept_balances::Wallet::Crypto, who.unwrap_or_default(), move || {
        let list = wallets.data.get().filter(|list| list.unreadable.is_empty())?;
        let held = list.rows.iter().filter(|wallet| !wallet.balance.is_zero());
        Some(held.map(|wallet| (worth::name(wallet), wallet.balance_money())).collect())
    });
    let answered = worth::answered_at(wallets);
    view! {
        <div class="page crypto">
            {steps::note()}
            <div class="coins">
                <section class="sec worth" aria-labelledby="h-worth">
                    <header class="head"><div>
                        <h1 id="h-worth">{messages::PORTFOLIO}</h1>
                        <p class="now">{value(wallets)}</p>
                        <p class="row wrap under">{worth::rates_of(answered)}</p>
                    </div></header>
                    {flow::section()}
                </section>
                <div class="rail">
                    {assets::shares(wallets)}
                    {card_spends::section(wallets, symbols)}
                </div>
                {assets::section(wallets, symbols)}
            </div>
        </div>
    }
    .into_any()
}

/// What everything is worth; without the worth of one of them there is no such number.
fn value(wallets: Query<Rows<Wallet>>) -> impl IntoView {
    move || {
        let Some(list) = wallets.data.get() else {
            return match wallets.error.get() {
                Some(error) => trouble(&error, Doing::Reading).note(),
                None => view! { <span class="figure xl">{bone(5)}</span> }.into_any(),
            };
        };
        match worth::total(&list.rows).filter(|_| list.unreadable.is_empty()) {
            Some(total) => figure(worth::cents(total), Tone::Plain, "xl"),
            None => view! { <span class="faint">{messages::NO_WHOLE_VALUE}</span> }.into_any(),
        }
    }
}
