//! Choosing a coin: all that can be given, or all that what is given can be exchanged for, found by name or code.

use leptos::prelude::*;
use purser_api::{
    Currency,
    ctk::{exchange::Pair, symbol::Symbol, wallet::Wallet},
};

use super::{Market, leg::mark, quote::Side};
use crate::{
    messages,
    ui::{
        dialog::Dialog,
        field::TextField,
        money::{Tone, amount, number},
        text::foreign,
    },
};

/// A coin that can be chosen.
#[derive(Clone, Debug, PartialEq)]
struct Choice {
    coin: Currency,
    name: String,
    balance: Option<purser_api::Money>,
    /// How many one of the coin given brings.
    rate: Option<purser_api::Decimal>,
}

/// The coins of a side, in the system's order.
fn choices(
    side: Side,
    from: Currency,
    pairs: &[Pair],
    symbols: &[Symbol],
    wallets: &[Wallet],
) -> Vec<Choice> {
    let mut found: Vec<Choice> = Vec::new();
    for pair in pairs {
        let coin = if side == Side::Give { pair.from } else { pair.to };
        let fits = side == Side::Give || pair.from == from;
        if !fits || found.iter().any(|known| known.coin == coin) {
            continue;
        }
        let symbol = symbols.iter().find(|known| known.symbol == coin);
        let title = symbol.and_then(|known| known.title.clone()).filter(|title| !title.is_empty());
        let wallet = wallets.iter().find(|wallet| wallet.symbol == coin);
        found.push(Choice {
            coin,
            name: title.unwrap_or_else(|| coin.to_string()),
            balance: wallet.map(Wallet::balance_money).filter(|_| side == Side::Give),
            rate: pair.amount_to.checked_div(pair.amount_from).filter(|_| side == Side::Get),
        });
    }
    if side == Side::Give {
        found.sort_by_key(|choice| choice.balance.is_none_or(|balance| balance.is_zero()));
    }
    found
}

fn fits(choice: &Choice, typed: &str) -> bool {
    let typed = typed.trim().to_lowercase();
    choice.name.to_lowercase().contains(&typed) || choice.coin.as_str().to_lowercase().contains(&typed)
}

pub fn dialog(market: &Market, side: Side, on_close: Callback<()>) -> AnyView {
    let market = *market;
    let typed = RwSignal::new(String::new());
    let title = if side == Side::Give { messages::COIN_TO_SEND } else { messages::COIN_TO_GET };
    let found = Memo::new(move |_| {
        let Some((from, _)) = market.pair.get() else { return Vec::new() };
        let (Some(pairs), symbols, wallets) =
            (market.pairs.data.get(), market.symbols.data.get(), market.wallets.data.get())
        else {
            return Vec::new();
        };
        let symbols = symbols.as_ref().map_or(&[][..], |symbols| &symbols.rows);
        let wallets = wallets.as_ref().map_or(&[][..], |wallets| &wallets.rows);
        let mut found = choices(side, from, &pairs.rows, symbols, wallets);
        typed.with(|typed| found.retain(|choice| fits(choice, typed)));
        found
    });
    let choose = move |coin: Currency| {
        let Some((from, to)) = market.pair.get_untracked() else { return };
        match side {
            // What is given for itself changes places.
            Side::Give if coin == to => market.choose(to, from),
            Side::Give => market.choose(coin, to),
            Side::Get => market.choose(from, coin),
        }
        on_close.run(());
    };
    let first = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if let Some(coin) = found.with_untracked(|found| found.first().map(|choice| choice.coin)) {
            choose(coin);
        }
    };
    view! {
        <Dialog title=title class="picker" on_close=on_close>
            <div class="body">
                <form on:submit=first><TextField label=messages::SEARCH_COINS value=typed autofocus=true maxlength=40/></form>
                {move || found.with(Vec::is_empty).then(|| view! { <p class="quiet" role="status">{messages::NO_COIN_FITS}</p> })}
                <ul class="items coin-choices">
                    {move || found.get().into_iter().map(|choice| {
                        let coin = choice.coin;
                        let code = (choice.name != coin.as_str()).then(|| view! { <span class="faint">{foreign(coin.as_str())}</span> });
                        view! {
                            <li><button class="item plain" type="button" on:click=move |_| choose(coin)>
                                <span class="row">{mark(&market, coin)}<b>{foreign(choice.name)}</b>{code}</span>
                                <span class="s">{choice.balance.map(|balance| amount(balance, Tone::Plain))}{choice.rate.map(number)}</span>
                            </button></li>
                        }
                    }).collect_view()}
                </ul>
            </div>
        </Dialog>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use purser_api::Decimal;

    use super::*;

    #[test]
    fn coins_are_those_that_can_be_given_or_got_for_it() {
        let coin = |code: &str| Currency::new(code).unwrap();
        let pair = |from: &str, to: &str| Pair {
            from: coin(from),
            to: coin(to),
            amount_from: Decimal::TWO,
            amount_from_formatted: None,
            amount_to: Decimal::ONE,
            amount_to_formatted: None,
        };
        let pairs = [pair("BTC", "ETH"), pair("BTC", "LTC"), pair("ETH", "BTC")];
        let codes = |side: Side, from: &str, typed: &str| {
            let mut found = choices(side, coin(from), &pairs, &[], &[]);
            found.retain(|choice| fits(choice, typed));
            found.into_iter().map(|choice| choice.coin.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(codes(Side::Give, "BTC", ""), ["BTC", "ETH"]);
        assert_eq!(codes(Side::Get, "BTC", ""), ["ETH", "LTC"]);
        assert_eq!(codes(Side::Get, "BTC", " lt"), ["LTC"]);
        assert_eq!(codes(Side::Get, "BTC", "dash"), [""; 0]);
        assert_eq!(choices(Side::Get, coin("BTC"), &pairs, &[], &[])[0].rate, Some(Decimal::new(5, 1)));
    }
}
