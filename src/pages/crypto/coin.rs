//! `/crypto/:symbol`: one coin, what there is of it, what may be done with it, and what happened to it.

use std::sync::Arc;

use leptos::prelude::*;
use purser_api::{
    Currency, Rows,
    ctk::{
        symbol::{self, Symbol},
        transaction::{self, TransactionPage, TransactionQuery},
        wallet::{self, Wallet},
    },
};

use super::{
    activity::by_day,
    assets::spent_tag,
    card_spends::choose,
    worth::{self, cents, name, spent_by_card},
};
use crate::{
    messages::{
        self,
        errors::{Doing, trouble},
    },
    pages::shared::{
        listing::{PER_PAGE, use_listing},
        unread::unread,
    },
    paths::Route,
    query::{Query, use_action, use_changes, use_query},
    session::Identity,
    shell::title,
    transport::use_client,
    ui::{
        icon::icon,
        money::{Tone, amount, figure, number},
        state::{bone, empty},
        table::Pager,
        text::foreign,
        toast::use_toasts,
    },
};

pub fn page(symbol: Currency) -> AnyView {
    title(symbol.as_str());
    let wallets = use_query(Identity::Holder, || Some(wallet::list()));
    let symbols = use_query(Identity::Holder, || Some(symbol::list()));
    wallets.refresh_when_seen();
    symbols.refresh_when_seen();
    let answered = worth::answered_at(wallets);
    let own = move || {
        let list = wallets.data.get()?;
        Some(list.rows.iter().find(|wallet| wallet.symbol == symbol).cloned())
    };
    view! {
        <div class="page crypto one-coin">
            <header class="head"><div>
                <a class="back" href=Route::Crypto.to_string()>{icon("left")}{messages::PORTFOLIO}</a>
                {move || match own() {
                    Some(Some(wallet)) => view! {
                        <h1 class="row">{worth::mark(wallet.color.as_deref())}{foreign(name(&wallet))}</h1>
                        <p class="now">{figure(wallet.balance_money(), Tone::Plain, "xl long")}</p>
                        <p class="row wrap under">
                            {wallet.balance_currency.map(|value| amount(cents(value), Tone::Plain))}
                            {worth::rates_of(answered)}
                        </p>
                        {doings(symbol)}
                    }.into_any(),
                    Some(None) => view! { <h1>{foreign(symbol.as_str())}</h1><p class="sub">{messages::NO_SUCH_COIN}</p> }.into_any(),
                    None => view! { <h1>{symbol.to_string()}</h1>{wallets.error.with(Option::is_none).then(|| bone(5))} }.into_any(),
                }}
            </div></header>
            {move || wallets.error.with(|error| error.as_deref().map(|error| trouble(error, Doing::Reading).block(Some(Callback::new(move |()| wallets.reload())))))}
            {move || own().flatten().map(|_| facts(symbol, wallets, symbols))}
            {history(symbol)}
        </div>
    }
    .into_any()
}

/// What can be done with a coin.
fn doings(symbol: Currency) -> AnyView {
    view! {
        <p class="row wrap doings">
            <a class="btn" href=Route::Receive(symbol).to_string()>{icon("in")}{messages::RECEIVE}</a>
            <a class="btn" href=Route::Withdraw(symbol).to_string()>{icon("out")}{messages::SEND_COINS}</a>
        </p>
    }
    .into_any()
}

fn yes_or_no(value: Option<bool>) -> &'static str {
    match value {
        Some(true) => messages::YES,
        Some(false) => messages::NOT_NOW,
        None => messages::NONE,
    }
}

/// What one of it costs, and what may be done with it.
fn facts(symbol: Currency, wallets: Query<Rows<Wallet>>, symbols: Query<Rows<Symbol>>) -> AnyView {
    let known = move || {
        let coins = symbols.data.get()?;
        let coin = coins.rows.iter().find(|known| known.symbol == symbol)?.clone();
        Some((Arc::clone(&coins), coin))
    };
    view! {
        {move || symbols.error.with(|error| error.as_deref().map(|error| trouble(error, Doing::Reading).note()))}
        {move || known().map(|(coins, coin)| {
            let cost = coin.fee.map(|fee| amount(cents(fee), Tone::Plain));
            view! {
                <dl class="facts in-gutter coin-facts">
                    <dt>{messages::PRICE}</dt><dd>{worth::price(&coins.rows, symbol).map(|price| messages::dollars_each(&number(price)))}</dd>
                    <dt>{messages::CAN_BE_RECEIVED}</dt><dd>{yes_or_no(coin.receive)}</dd>
                    <dt>{messages::CAN_BE_SENT}</dt><dd>{yes_or_no(coin.send)}{(coin.send == Some(true)).then(|| cost.map(|cost| view! { <span class="cap">{messages::SENDING_COSTS}" "{cost}</span> }))}</dd>
                    <dt>{messages::BY_CARD}</dt><dd>{by_card(symbol, coin.card_spendable, wallets, &coins.rows)}</dd>
                </dl>
            }
        })}
    }
    .into_any()
}

/// Whether a card spends this coin, and the way to have it so.
fn by_card(symbol: Currency, can: Option<bool>, wallets: Query<Rows<Wallet>>, symbols: &[Symbol]) -> AnyView {
    if can != Some(true) {
        return messages::CARD_CANNOT_SPEND.into_any();
    }
    let (client, changes, toasts, action) = (use_client(), use_changes(), use_toasts(), use_action());
    let symbols = symbols.to_vec();
    let change = move |chosen: Option<Currency>| {
        action.run(async move { choose(client, chosen, Some(symbol)).await }, move |()| {
            changes.happened();
            toasts.say(messages::CARD_SPENDS_CHANGED);
        });
    };
    let spent = Memo::new(move |_| {
        wallets.data.with(|list| list.as_ref().and_then(|list| spent_by_card(&list.rows, &symbols)))
    });
    let now = move || {
        match spent.get() {
        Some((spent, is_chosen)) if spent == symbol => view! {
            {spent_tag()}
            {is_chosen.then(|| view! { <button class="btn sm" type="button" disabled=move || action.busy.get() on:click=move |_| change(None)>{messages::LET_CARD_CHOOSE}</button> })}
            {(!is_chosen).then(|| view! { <span class="cap">{messages::CARD_SPENDS_MOST}</span> })}
        }
        .into_any(),
        _ => view! { <button class="btn sm" type="button" disabled=move || action.busy.get() on:click=move |_| change(Some(symbol))>{icon("card")}{messages::LET_CARD_SPEND}</button> }.into_any(),
    }
    };
    view! {
        {now}
        {move || action.error.with(|error| error.as_deref().map(|error| trouble(error, Doing::Changing).note()))}
    }
    .into_any()
}

fn history(symbol: Currency) -> AnyView {
    let listing = use_listing();
    let page = listing.page();
    let history = use_query(Identity::Holder, move || {
        let query = TransactionQuery { page: Some(page.get()), limit: Some(PER_PAGE), symbol: Some(symbol) };
        Some(transaction::list(&query))
    });
    history.refresh_when_seen();
    let total = Signal::derive(move || {
        history.data.with(|page| page.as_ref().and_then(|page| page.total).unwrap_or_default())
    });
    let rows = |page: &TransactionPage| {
        if page.rows.is_empty() && page.unreadable.is_empty() {
            empty(messages::NO_COIN_ACTIVITY, messages::NO_COIN_ACTIVITY_HINT, None)
        } else {
            by_day(page)
        }
    };
    view! {
        <section class="sec" aria-labelledby="h-history" aria-busy=move || history.loading.get().to_string()>
            <header><h2 id="h-history">{messages::ACTIVITY}</h2></header>
            {move || history.data.with(|page| page.as_ref().map(|page| unread(page.rows.len(), &page.unreadable)))}
            {move || history.data.with(|page| page.as_deref().map(rows))}
            {move || history.error.with(|error| error.as_deref().map(|error| trouble(error, Doing::Reading).block(Some(Callback::new(move |()| history.reload())))))}
            <Pager page=page per_page=Signal::stored(PER_PAGE) total=total on_page=listing.on_page()/>
        </section>
    }
    .into_any()
}
