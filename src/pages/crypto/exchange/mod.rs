//! `/crypto/exchange`: one coin for another. The amount is typed on either side; what it brings is counted at the rates
//! that were read last, whose age stands above. Below it or beside it: what is on its way, and what was earlier.

mod counting;
mod form;
mod leg;
mod past;
mod picker;
mod progress;
mod quote;
mod review;
pub mod run;

use std::time::Duration;

use leptos::prelude::*;
use purser_api::{
    Currency, Decimal, Money, Rows, Timestamp,
    ctk::{
        exchange::{self, Pair},
        symbol::{self, Symbol},
        wallet::{self, Wallet},
    },
};

use self::quote::Offer;
use crate::{
    clock::now,
    messages::{
        self,
        errors::{Doing, trouble},
    },
    navigation::{Navigation, use_navigation},
    paths::{Route, query_string, query_value, with_query},
    query::{Query, use_query},
    session::Identity,
    shell::title,
    ui::{
        state::{bone, empty},
        time,
    },
};

/// How old rates may be to be gone by, in seconds: they are read anew every quarter of a minute.
const OLDEST: i64 = 60;
const SECOND: Duration = Duration::from_secs(1);

/// What the form goes by.
#[derive(Clone, Copy)]
struct Market {
    pairs: Query<Rows<Pair>>,
    symbols: Query<Rows<Symbol>>,
    wallets: Query<Rows<Wallet>>,
    /// The least that can be given, and of which pair it is.
    least: RwSignal<Option<((Currency, Currency), Decimal)>>,
    /// The pair in the address, or the one that suggests itself.
    pair: Memo<Option<(Currency, Currency)>>,
    /// How long ago the rates were read, in seconds.
    age: Memo<Option<i64>>,
    /// Whether they are too old to go by.
    is_old: Memo<bool>,
    navigation: Navigation,
}

impl Market {
    fn offer(self) -> Option<Offer> {
        let (from, to) = self.pair.get()?;
        let (pairs, symbols) = (self.pairs.data.get()?, self.symbols.data.get());
        quote::offer(&pairs.rows, symbols.as_ref().map_or(&[], |symbols| &symbols.rows), from, to)
    }

    fn balance(self) -> Option<Money> {
        let (from, _) = self.pair.get()?;
        let wallets = self.wallets.data.get()?;
        wallets.rows.iter().find(|wallet| wallet.symbol == from).map(Wallet::balance_money)
    }

    /// The least that can be given; not that of another pair.
    fn least(self) -> Option<Money> {
        let (of, least) = self.least.get()?;
        self.pair.get().filter(|pair| *pair == of).map(|(from, _)| Money::new(least, from))
    }

    fn choose(self, from: Currency, to: Currency) {
        let query = query_string([("from", from.as_str()), ("to", to.as_str())]);
        self.navigation.replace(with_query(Route::Exchange, &query));
    }
}

/// The pair that the address names, else what somebody has most of, for the first it can be exchanged for.
fn chosen(query: &str, pairs: &[Pair], wallets: &[Wallet]) -> Option<(Currency, Currency)> {
    let coin = |name: &str| query_value(query, name).and_then(|code| Currency::new(&code).ok());
    let can = |from: Currency| pairs.iter().any(|pair| pair.from == from);
    let most = || {
        let has = |wallet: &&Wallet| can(wallet.symbol) && !wallet.balance.is_zero();
        wallets.iter().filter(has).max_by_key(|wallet| wallet.balance_currency).map(|wallet| wallet.symbol)
    };
    let from =
        coin("from").filter(|from| can(*from)).or_else(most).or(pairs.first().map(|pair| pair.from))?;
    let of = |to: Currency| pairs.iter().any(|pair| pair.from == from && pair.to == to);
    let first = || pairs.iter().find(|pair| pair.from == from).map(|pair| pair.to);
    Some((from, coin("to").filter(|to| of(*to)).or_else(first)?))
}

fn use_market() -> Market {
    let navigation = use_navigation();
    let pairs = use_query(Identity::Holder, || Some(exchange::pairs()));
    let symbols = use_query(Identity::Holder, || Some(symbol::list()));
    let wallets = use_query(Identity::Holder, || Some(wallet::list()));
    let pair = Memo::new(move |_| {
        let query = navigation.location.with(|location| location.query.clone());
        let (pairs, wallets) = (pairs.data.get()?, wallets.data.get());
        chosen(&query, &pairs.rows, wallets.as_ref().map_or(&[], |wallets| &wallets.rows))
    });
    let minimum =
        use_query(Identity::Holder, move || pair.get().map(|(from, to)| exchange::minimum(from, to)));
    pairs.refresh_when_seen();
    symbols.refresh_when_seen();
    wallets.refresh_when_seen();
    minimum.refresh_when_seen();
    let least = RwSignal::new(None);
    Effect::new(move |_| {
        if let Some((answer, pair)) = minimum.data.get().zip(pair.get_untracked()) {
            least.set(Some((pair, answer.amount)));
        }
    });
    let age = age(pairs);
    let is_old = Memo::new(move |_| age.get().is_none_or(|age| age > OLDEST));
    Market { pairs, symbols, wallets, least, pair, age, is_old, navigation }
}

/// How many seconds ago an answer came.
fn age(pairs: Query<Rows<Pair>>) -> Memo<Option<i64>> {
    let read_at = RwSignal::new(None::<Timestamp>);
    Effect::new(move |_| {
        if pairs.data.with(Option::is_some) {
            read_at.set(Some(now()));
        }
    });
    let tick = RwSignal::new(0_u32);
    let step = move || {
        tick.try_update(|tick| *tick = tick.wrapping_add(1));
    };
    let timer = set_interval_with_handle(step, SECOND).ok();
    on_cleanup(move || {
        if let Some(timer) = timer {
            timer.clear();
        }
    });
    Memo::new(move |_| {
        tick.track();
        let at = read_at.get()?;
        Some((now().unix_millis() - at.unix_millis()).max(0) / 1000)
    })
}

pub fn page() -> AnyView {
    title(messages::EXCHANGE);
    let market = use_market();
    let history = use_query(Identity::Holder, || Some(exchange::history()));
    history.refresh_when_seen();
    let read = move || {
        let age = market.age.get()?;
        let at = Timestamp::from_unix_millis(now().unix_millis() - age * 1000);
        let class = if age > OLDEST { "sub warn-ink" } else { "sub" };
        Some(view! { <span class=class>{messages::rates_read(&time::clock_with_seconds(at), age)}</span> })
    };
    let is_there = Memo::new(move |_| market.pair.with(Option::is_some));
    let is_known = Memo::new(move |_| market.pairs.data.with(Option::is_some));
    view! {
        <div class="page crypto exchange">
            <header class="head"><h1>{messages::EXCHANGE}</h1>{read}</header>
            <div class="duo">
                <div class="in-gutter">
                    {move || market.pairs.error.with(|error| error.as_deref().map(|error| {
                        let said = trouble(error, Doing::Reading);
                        if is_known.get_untracked() { said.note() } else { said.block(Some(Callback::new(move |()| market.pairs.reload()))) }
                    }))}
                    {move || match (is_there.get(), is_known.get()) {
                        (true, _) => form::form(&market),
                        (false, true) => empty(messages::NO_PAIRS, messages::NO_PAIRS_HINT, None),
                        (false, false) => market.pairs.error.with(Option::is_none).then(|| view! { <div class="flow-bones">{bone(5)}{bone(4)}{bone(5)}</div> }).into_any(),
                    }}
                </div>
                <div>
                    {past::newest(history)}
                    {past::section(history)}
                </div>
            </div>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use purser_api::decimal;

    use super::*;

    fn coin(code: &str) -> Currency {
        Currency::new(code).unwrap()
    }

    fn pair(from: &str, to: &str) -> Pair {
        Pair {
            from: coin(from),
            to: coin(to),
            amount_from: Decimal::ONE,
            amount_from_formatted: None,
            amount_to: Decimal::TWO,
            amount_to_formatted: None,
        }
    }

    fn wallet(symbol: &str, value: &str) -> Wallet {
        Wallet {
            title: None,
            image: None,
            color: None,
            symbol: coin(symbol),
            balance: Decimal::ONE,
            balance_formatted: None,
            balance_currency: Some(decimal::parse(value).unwrap()),
            balance_currency_formatted: None,
            is_active: None,
        }
    }

    #[test]
    fn a_pair_is_the_addresss_else_what_there_is_most_of() {
        let pairs = [pair("ETH", "BTC"), pair("BTC", "ETH"), pair("BTC", "LTC")];
        let wallets = [wallet("CTR", "900"), wallet("BTC", "50"), wallet("ETH", "20")];
        let of = |query: &str| chosen(query, &pairs, &wallets);
        assert_eq!(of(""), Some((coin("BTC"), coin("ETH"))));
        assert_eq!(of("from=btc&to=ltc"), Some((coin("BTC"), coin("LTC"))));
        assert_eq!(
            of("from=BTC&to=BTC"),
            Some((coin("BTC"), coin("ETH"))),
            "no coin is exchanged for itself"
        );
        assert_eq!(
            of("from=CTR"),
            Some((coin("BTC"), coin("ETH"))),
            "what cannot be exchanged is not offered"
        );
        assert_eq!(chosen("", &pairs, &[]), Some((coin("ETH"), coin("BTC"))));
        assert_eq!(chosen("", &[], &wallets), None);
    }
}
