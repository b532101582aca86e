//! The coins somebody has: as a table, and as parts of the whole.

use std::{cmp::Reverse, sync::Arc};

use leptos::prelude::*;
use purser_api::{
    Decimal, Rows,
    ctk::{symbol::Symbol, wallet::Wallet},
};

use super::worth::{self, cents, coin, percent, share};
use crate::{
    messages::{
        self,
        errors::{Doing, trouble},
    },
    pages::shared::{
        listing::{use_listing, value},
        transactions::unreadable,
    },
    paths::Route,
    query::Query,
    ui::{
        icon::icon,
        money::{NO_BREAK, Tone, amount, number},
        state::empty,
        table::{Column, Row, Table},
        text::foreign,
    },
};

const COLUMNS: &[Column] = &[
    Column { class: "c-who", title: messages::ASSET, sort: None },
    Column { class: "num c-price", title: messages::PRICE_IN_DOLLARS, sort: None },
    Column { class: "num c-share", title: messages::SHARE, sort: None },
    Column { class: "num with-ccy c-for", title: messages::BALANCE, sort: None },
    Column { class: "num with-ccy c-sum", title: messages::VALUE, sort: None },
];

/// The name in the address that shows coins of which there are none.
const EMPTY: &str = "empty";

/// What a line of the table shows.
#[derive(Clone)]
struct Line {
    wallet: Wallet,
    price: Option<Decimal>,
    share: Option<u32>,
    is_spent: bool,
}

/// The coins in the order of what they are worth; those of which there are none keep the system's order, at the end.
fn ordered(wallets: &[Wallet]) -> Vec<&Wallet> {
    let mut ordered: Vec<&Wallet> = wallets.iter().collect();
    ordered.sort_by_key(|wallet| {
        (wallet.balance.is_zero(), Reverse(wallet.balance_currency.unwrap_or_default()))
    });
    ordered
}

fn lines(wallets: &[Wallet], symbols: &[Symbol]) -> Vec<Line> {
    let total = worth::total(wallets);
    let spent = worth::spent_by_card(wallets, symbols).map(|(symbol, _)| symbol);
    ordered(wallets)
        .into_iter()
        .map(|wallet| Line {
            wallet: wallet.clone(),
            price: worth::price(symbols, wallet.symbol),
            share: wallet.balance_currency.zip(total).and_then(|(value, total)| share(value, total)),
            is_spent: spent == Some(wallet.symbol),
        })
        .collect()
}

/// The tag of the coin that a card spends.
pub fn spent_tag() -> AnyView {
    view! { <span class="tag on">{icon("card")}{messages::CARD_SPENDS_THIS}</span> }.into_any()
}

pub fn section(wallets: Query<Rows<Wallet>>, symbols: Query<Rows<Symbol>>) -> AnyView {
    let listing = use_listing();
    let all = Memo::new(move |_| {
        let asked = listing.pairs.with(|pairs| value(pairs, EMPTY).is_some());
        asked
            || wallets.data.with(|list| {
                list.as_ref().is_some_and(|list| list.rows.iter().all(|wallet| wallet.balance.is_zero()))
            })
    });
    let known = move || {
        let list = wallets.data.get()?;
        let coins = symbols.data.get();
        Some(lines(&list.rows, coins.as_ref().map_or(&[], |coins| &coins.rows)))
    };
    let rows = Signal::derive(move || {
        let all = all.get();
        Some(known()?.into_iter().filter(|line| all || !line.wallet.balance.is_zero()).map(row).collect())
    });
    let without = move || {
        wallets.data.with(|list| {
            list.as_ref().map_or(0, |list| list.rows.iter().filter(|wallet| wallet.balance.is_zero()).count())
        })
    };
    let count = move || rows.with(|rows: &Option<Vec<Row>>| rows.as_ref().map(|rows| rows.len().to_string()));
    let toggle = move || {
        let next = if all.get_untracked() { "" } else { "shown" };
        listing.on_change().run((EMPTY.to_owned(), next.to_owned()));
    };
    view! {
        <section class="sec assets" aria-labelledby="h-assets">
            <header><h2 id="h-assets">{messages::ASSETS}{NO_BREAK}<span class="count">{count}</span></h2></header>
            <Table
                caption=messages::ASSETS
                columns=COLUMNS
                rows=rows
                unreadable=Signal::derive(move || wallets.data.with(|list| list.as_ref().map(|list| unreadable(&list.unreadable)).unwrap_or_default()))
                loading=Signal::derive(|| false)
                trouble=Signal::derive(move || wallets.error.with(|error| error.as_deref().map(|error| trouble(error, Doing::Reading))))
                on_retry=Callback::new(move |()| {
                    wallets.reload();
                    symbols.reload();
                })
                empty=ViewFn::from(|| empty(messages::NO_ASSETS, messages::NO_ASSETS_HINT, None))
            />
            {move || symbols.error.get().filter(|_| wallets.error.with(Option::is_none)).map(|error| trouble(&error, Doing::Reading).block(Some(Callback::new(move |()| symbols.reload()))))}
            {move || (without() > 0).then(|| view! {
                <p class="in-gutter later"><button class="btn bare" type="button" aria-expanded=all.get().to_string() on:click=move |_| toggle()>{if all.get() { messages::HIDE_EMPTY_COINS.to_owned() } else { messages::show_empty_coins(without()) }}</button></p>
            })}
        </section>
    }
    .into_any()
}

fn row(line: Line) -> Row {
    let wallet = &line.wallet;
    let key = format!(
        "{}:{}:{:?}:{:?}:{:?}:{}",
        wallet.symbol, wallet.balance, wallet.balance_currency, line.price, line.share, line.is_spent
    );
    Row { key, cells: Arc::new(move || cells(&line)) }
}

fn cells(line: &Line) -> Vec<AnyView> {
    let wallet = &line.wallet;
    let href = Route::Coin(wallet.symbol).to_string();
    vec![
        view! { <a class="row" href=href>{coin(wallet)}{line.is_spent.then(spent_tag)}</a> }.into_any(),
        line.price.map(|price| view! { <span class="quiet">{number(price)}</span> }).into_any(),
        line.share.map(|share| view! { <span class="quiet">{percent(share)}</span> }).into_any(),
        amount(wallet.balance_money(), Tone::Plain),
        wallet.balance_currency.map(|value| amount(cents(value), Tone::Plain)).into_any(),
    ]
}

/// The parts of the whole as a line of colours, and in numbers.
pub fn shares(wallets: Query<Rows<Wallet>>) -> AnyView {
    let parts = move || {
        let list = wallets.data.get()?;
        let total = worth::total(&list.rows)?;
        let parts: Vec<(Wallet, u32)> = ordered(&list.rows)
            .into_iter()
            .filter_map(|wallet| Some((wallet.clone(), share(wallet.balance_currency?, total)?)))
            .filter(|(wallet, _)| !wallet.balance.is_zero())
            .collect();
        (!parts.is_empty()).then_some(parts)
    };
    view! {
        {move || parts().map(|parts| view! {
            <section class="sec" aria-labelledby="h-share">
                <header><h2 id="h-share">{messages::BY_ASSET}</h2></header>
                <div class="in-gutter">
                    {bar(&parts)}
                    <ul class="parts">
                        {parts.iter().map(|(wallet, share)| view! {
                            <li><span class="row">{worth::mark(wallet.color.as_deref())}{foreign(wallet.symbol.as_str())}</span><span class="num">{percent(*share)}</span></li>
                        }).collect_view()}
                    </ul>
                </div>
            </section>
        })}
    }
    .into_any()
}

fn bar(parts: &[(Wallet, u32)]) -> AnyView {
    let length = |hundredths: u32| format!("{}.{:02}%", hundredths / 100, hundredths % 100);
    let mut start = 0;
    let drawn = parts
        .iter()
        .map(|(wallet, share)| {
            let (x, width) = (length(start), length(*share));
            start += share;
            let fill =
                wallet.color.as_deref().filter(|color| worth::is_colour(color)).unwrap_or("transparent");
            view! { <rect x=x width=width height="8" fill=fill.to_owned()></rect> }
        })
        .collect_view();
    view! { <svg class="alloc" width="100%" height="8" aria-hidden="true">{drawn}</svg> }.into_any()
}
