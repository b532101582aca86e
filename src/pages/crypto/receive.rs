//! `/crypto/receive/:symbol`: where to send a coin to. Address and tag stand apart, and what came is checked before it
//! is shown.

use leptos::prelude::*;
use purser_api::{
    Currency, Rows,
    ctk::{
        symbol::{self, Symbol},
        wallet::{self, DepositAddress},
    },
};
use purser_chains::Chain;

use crate::{
    messages::{
        self,
        errors::{Doing, trouble},
    },
    paths::Route,
    query::{Query, use_query},
    session::Identity,
    shell::title,
    ui::{
        copy::copy_text,
        groups::in_groups,
        icon::icon,
        qr::qr,
        share::{can_share, share},
        state::{Trouble, bone, empty},
        text::foreign,
    },
};

/// A coin by its name and its network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    pub symbol: Currency,
    pub title: String,
    pub chain: Option<Chain>,
}

impl Named {
    pub fn of(symbol: Currency, symbols: &Query<Rows<Symbol>>) -> Self {
        let title = symbols.data.with(|list| {
            let known = list.as_ref()?.rows.iter().find(|known| known.symbol == symbol)?;
            known.title.clone().filter(|title| !title.is_empty())
        });
        Self { symbol, title: title.unwrap_or_else(|| symbol.to_string()), chain: Chain::of(symbol.as_str()) }
    }
}

pub fn page(symbol: Currency) -> AnyView {
    title(&messages::receive_coin(symbol.as_str()));
    let symbols = use_query(Identity::Holder, || Some(symbol::list()));
    let can = Memo::new(move |_| {
        let known = symbols.data.with(|list| {
            let list = list.as_ref()?;
            Some(list.rows.iter().find(|known| known.symbol == symbol).and_then(|known| known.receive))
        });
        // What is not known is asked for: the system says no itself.
        match known {
            Some(can) => Some(can != Some(false)),
            None => symbols.error.with(Option::is_some).then_some(true),
        }
    });
    let address =
        use_query(Identity::Holder, move || (can.get() == Some(true)).then(|| wallet::address(symbol)));
    let named = Memo::new(move |_| Named::of(symbol, &symbols));
    view! {
        <div class="page crypto receive">
            <header class="head"><div>
                <a class="back" href=Route::Coin(symbol).to_string()>{icon("left")}{move || foreign(named.get().title)}</a>
                <h1>{move || messages::receive_coin(&named.get().title)}</h1>
            </div></header>
            {move || address.error.with(|error| error.as_deref().map(|error| trouble(error, Doing::Reading).block(Some(Callback::new(move |()| address.reload())))))}
            {move || (can.get() == Some(false)).then(|| empty(messages::CANNOT_BE_RECEIVED, messages::CANNOT_BE_RECEIVED_HINT, None))}
            {move || {
                let waits = can.get() != Some(false) && address.error.with(Option::is_none);
                match address.data.get() {
                    Some(address) => shown(&named.get(), &address),
                    None if waits => view! { <p class="in-gutter">{bone(5)}</p> }.into_any(),
                    None => ().into_any(),
                }
            }}
        </div>
    }
    .into_any()
}

/// Whether an address is one of its coin's network. Of a network that is not known, nobody here can tell.
fn fits(chain: Option<Chain>, address: &DepositAddress) -> bool {
    chain.is_none_or(|chain| chain.check(&address.joined()).is_ok())
}

fn shown(named: &Named, received: &DepositAddress) -> AnyView {
    if received.symbol != named.symbol || !fits(named.chain, received) {
        let trouble = Trouble {
            title: messages::ADDRESS_DOES_NOT_FIT.to_owned(),
            meaning: messages::ADDRESS_DOES_NOT_FIT_MEANS.to_owned(),
            detail: received.joined(),
        };
        return trouble.block(None);
    }
    let symbol = named.symbol.to_string();
    let only = match named.chain {
        Some(chain) => messages::only_over_network(&named.title, &symbol, chain.name()),
        None => messages::only_this_coin(&named.title, &symbol),
    };
    let (tag_name, in_words) = (messages::tag_name(named.chain), messages::tag_in_words(named.chain));
    let link = named.chain.and_then(|chain| chain.uri(&symbol, &received.address, received.tag.as_deref()));
    let hint = match (&link, &received.tag) {
        (Some(_), Some(_)) => Some(messages::CODE_HAS_TAG),
        (None, _) => Some(messages::CODE_LACKS_NETWORK),
        (Some(_), None) => None,
    };
    let address = received.address.clone();
    let drawn = link.unwrap_or_else(|| address.clone());
    let text = messages::shared_address(
        &named.title,
        &symbol,
        named.chain.map_or(&*symbol, |chain| chain.name()),
        &address,
        received.tag.as_deref().map(|tag| (tag_name, tag)),
    );
    let heading = messages::receive_coin(&named.title);
    let tag = received.tag.clone();
    view! {
        <p class="note warn in-gutter only-here" role="note">{icon("alert")}<span>{only}</span></p>
        <div class="in-gutter receiving">
            <div class="code-side">
                {qr(&drawn, messages::CODE_OF_ADDRESS)}
                {hint.map(|hint| view! { <p class="hint">{hint}</p> })}
            </div>
            <div class="words-side">
                <section aria-labelledby="h-address">
                    <h2 id="h-address">{messages::ADDRESS}</h2>
                    <p class="whole code">{in_groups(&address, &[])}</p>
                    <p class="row wrap">
                        <button class="btn lead" type="button" on:click={let address = address.clone(); move |_| copy_text(&address)}>{icon("copy")}{messages::COPY_ADDRESS}</button>
                        {can_share().then(|| view! { <button class="btn" type="button" on:click=move |_| share(&heading, &text)>{icon("up")}{messages::SHARE_ADDRESS}</button> })}
                    </p>
                </section>
                {tag.map(|tag| view! {
                    <section class="beside" aria-labelledby="h-tag">
                        <h2 id="h-tag">{tag_name}</h2>
                        <p class="whole code">{in_groups(&tag, &[])}</p>
                        <p class="row wrap"><button class="btn lead" type="button" on:click={let tag = tag.clone(); move |_| copy_text(&tag)}>{icon("copy")}{messages::copy_tag(in_words)}</button></p>
                        <p class="note warn">{icon("alert")}<span>{messages::needs_tag(in_words)}</span></p>
                    </section>
                })}
                <p class="hint">{messages::WHEN_IT_COUNTS}" "<a class="link" href=Route::Coin(named.symbol).to_string()>{messages::SEE_WHAT_ARRIVED}</a></p>
            </div>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_of_another_network_is_not_shown() {
        let bitcoin = Currency::new("BTC").unwrap();
        let address = |text: &str| DepositAddress::split(text, bitcoin);
        assert!(fits(Some(Chain::Bitcoin), &address("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa")));
        assert!(!fits(Some(Chain::Bitcoin), &address("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb")));
        assert!(!fits(Some(Chain::Bitcoin), &address("LWAPtEgkzczJeCmGxQESTmyfEqrdZgFYzj")));
        assert!(fits(Some(Chain::Ripple), &address("rPujGTiw6nKmMvAiUT6UjpFxT9QrDn9kJP:156041")));
        assert!(fits(None, &address("anything")));
    }
}
