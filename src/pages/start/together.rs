//! What somebody has who is signed in to both wallets: every balance in its currency, and in US dollars what is in
//! dollars or has a rate.

use leptos::prelude::*;
use purser_api::{
    Currency, Decimal, Money, Rows,
    centrowallet::{
        Caller, PaymentAccountKind,
        payment_account::{self, PaymentAccount, PaymentAccountFilter},
    },
    ctk::{
        symbol::{self, Symbol},
        wallet::{self, Wallet},
    },
};

use super::{last, line};
use crate::{
    figures::sum::Sum,
    messages::{
        self,
        errors::{Doing, trouble},
    },
    online::use_online,
    pages::{crypto::worth, shared::accounts},
    paths::Route,
    query::{Query, use_query},
    session::Identity,
    ui::{
        money::{Tone, amount, figure, number},
        state::bone,
        text::foreign,
    },
};

/// What everything comes to in US dollars, and what is not in it.
#[derive(Debug, Default, PartialEq, Eq)]
struct Together {
    /// `None` when a balance could not be read, or a coin has no value.
    dollars: Option<Decimal>,
    /// Balances in currencies that have no rate here, a line for each account.
    without: Vec<Money>,
    /// Whether there is promo money, which is nobody's to take out.
    has_promo: bool,
}

fn together(accounts: &Rows<PaymentAccount>, wallets: &Rows<Wallet>, symbols: &[Symbol]) -> Together {
    let mut found = Together::default();
    let mut sum = Sum::default();
    let mut is_whole = accounts.unreadable.is_empty() && wallets.unreadable.is_empty();
    for account in &accounts.rows {
        match account.balance_money() {
            None => is_whole = false,
            Some(money) if money.is_zero() => {}
            Some(_) if account.kind == PaymentAccountKind::Promo => found.has_promo = true,
            Some(money) if money.currency() == Currency::USD => sum.add(money.amount()),
            Some(money) => match value(money, symbols) {
                Some(value) => sum.add(value),
                None => found.without.push(money),
            },
        }
    }
    found.dollars = worth::total(&wallets.rows).filter(|_| is_whole).and_then(|coins| {
        sum.add(coins);
        sum.total()
    });
    found
}

/// What a balance is worth in US dollars, where its currency is a coin with a rate.
fn value(money: Money, symbols: &[Symbol]) -> Option<Decimal> {
    money.amount().checked_mul(worth::price(symbols, money.currency())?)
}

/// With a network what is there now, without one what was kept.
pub fn section() -> AnyView {
    let online = use_online();
    let is_online = Memo::new(move |_| online.get());
    view! { {move || if is_online.get() { both() } else { last::section() }} }.into_any()
}

fn both() -> AnyView {
    let accounts = use_query(Identity::Customer, || {
        Some(payment_account::list(Caller::Customer, &PaymentAccountFilter::default()))
    });
    let wallets = use_query(Identity::Holder, || Some(wallet::list()));
    let symbols = use_query(Identity::Holder, || Some(symbol::list()));
    accounts.refresh_when_seen();
    wallets.refresh_when_seen();
    symbols.refresh_when_seen();
    let answered = worth::answered_at(wallets);
    let sum = move || {
        let (accounts, wallets) = (accounts.data.get()?, wallets.data.get()?);
        if symbols.data.with(Option::is_none) && symbols.error.with(Option::is_none) {
            return None;
        }
        Some(total(&with_rates(symbols, |symbols| together(&accounts, &wallets, symbols))))
    };
    view! {
        <section class="together" aria-labelledby="h-together">
            <header class="head"><div>
                <h1 id="h-together">{messages::YOUR_MONEY}</h1>
                {sum}
                <p class="row wrap under">{worth::rates_of(answered)}</p>
            </div></header>
            {group(messages::CENTRO_WALLET, Route::Wallet, accounts, move |accounts| {
                with_rates(symbols, |symbols| accounts.iter().map(|one| account(one, symbols)).collect())
            })}
            {group(messages::CRYPTO_WALLET, Route::Crypto, wallets, move |wallets| {
                let held = wallets.iter().filter(|wallet| !wallet.balance.is_zero());
                with_rates(symbols, |symbols| held.map(|wallet| coin(wallet, symbols)).collect())
            })}
        </section>
    }
    .into_any()
}

fn with_rates<Found>(symbols: Query<Rows<Symbol>>, find: impl FnOnce(&[Symbol]) -> Found) -> Found {
    symbols.data.with(|list| find(list.as_ref().map_or(&[], |list| &list.rows)))
}

fn total(found: &Together) -> AnyView {
    let without = (!found.without.is_empty()).then(|| {
        let amounts = found.without.iter().map(|money| view! { <span>{amount(*money, Tone::Plain)}</span> });
        view! { <p class="cap row wrap">{messages::NO_RATE_FOR}{amounts.collect_view()}</p> }
    });
    let promo = found.has_promo.then(|| view! { <p class="cap">{messages::PROMO_NOT_COUNTED}</p> });
    let dollars = match found.dollars {
        Some(dollars) => figure(worth::cents(dollars), Tone::Plain, "xl"),
        None => view! { <span class="faint">{messages::NO_SUM_OF_BOTH}</span> }.into_any(),
    };
    view! { <p class="now">{dollars}</p>{without}{promo} }.into_any()
}

/// One of the wallets: its balances as they come, or what keeps them away.
fn group<Row: Clone + Send + Sync + 'static>(
    heading: &'static str,
    home: Route,
    query: Query<Rows<Row>>,
    lines: impl Fn(&[Row]) -> Vec<AnyView> + Send + Sync + 'static,
) -> AnyView {
    let shown = move || match (query.data.get(), query.error.get()) {
        (Some(list), _) => {
            let (unreadable, all) = (list.unreadable.len(), list.rows.len() + list.unreadable.len());
            let note = (unreadable > 0).then(
                || view! { <p class="note warn" role="status">{messages::not_all_read(unreadable, all)}</p> },
            );
            let lines = lines(&list.rows);
            let none =
                lines.is_empty().then(|| view! { <p class="faint in-gutter">{messages::NO_MONEY_YET}</p> });
            view! { {note}{none}<ul class="items">{lines}</ul> }.into_any()
        }
        (None, Some(error)) => {
            trouble(&error, Doing::Reading).block(Some(Callback::new(move |()| query.reload())))
        }
        (None, None) => view! { <p class="in-gutter">{bone(6)}</p> }.into_any(),
    };
    view! {
        <section class="sec" aria-label=heading>
            <header><h2>{heading}</h2><a class="end link" href=home.to_string()>{messages::open_wallet(heading)}</a></header>
            {shown}
        </section>
    }
    .into_any()
}

fn account(account: &PaymentAccount, symbols: &[Symbol]) -> AnyView {
    let is_promo = account.kind == PaymentAccountKind::Promo;
    let money = account.balance_money();
    let note = match (is_promo, account.is_active) {
        (true, _) => messages::PROMO.into_any(),
        (false, Some(false)) => messages::INACTIVE.into_any(),
        _ => match accounts::card(account) {
            Some(card) => foreign(card),
            None => rate(account.currency, symbols),
        },
    };
    let value = money.filter(|_| !is_promo).and_then(|money| value(money, symbols));
    line(
        Some(Route::WalletAccount(account.id.0)),
        foreign(accounts::name(account)),
        note,
        money.map(|money| amount(money, Tone::Plain)).into_any(),
        value.map(|value| amount(worth::cents(value), Tone::Plain)).into_any(),
    )
}

fn coin(wallet: &Wallet, symbols: &[Symbol]) -> AnyView {
    line(
        Some(Route::Coin(wallet.symbol)),
        view! { {worth::mark(wallet.color.as_deref())}<b>{foreign(worth::name(wallet))}</b> }.into_any(),
        rate(wallet.symbol, symbols),
        amount(wallet.balance_money(), Tone::Plain),
        wallet.balance_currency.map(|value| amount(worth::cents(value), Tone::Plain)).into_any(),
    )
}

fn rate(currency: Currency, symbols: &[Symbol]) -> AnyView {
    let price = worth::price(symbols, currency);
    price.map(|price| messages::at_rate(&messages::dollars_each(&number(price)))).into_any()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use purser_api::decode::Cursor;
    use serde_json::{Value, json};

    use super::*;

    fn accounts(rows: &[Value]) -> Rows<PaymentAccount> {
        Cursor::root(&Value::from(rows)).rows(PaymentAccount::read).unwrap()
    }

    fn coins(value: &str) -> Rows<Wallet> {
        let coin = json!({ "symbol": "BTC", "balance": "0.5", "balanceCurrency": value });
        Cursor::root(&json!([coin])).rows(Wallet::read).unwrap()
    }

    /// At 8,624.4 dollars.
    fn bitcoin() -> Symbol {
        let symbol = json!({ "symbol": "BTC", "conversionRate": { "USD": { "price": "8624.4" } } });
        Symbol::read(&Cursor::root(&symbol)).unwrap()
    }

    fn account(currency: &str, balance: &str, kind: &str) -> Value {
        json!({ "id": 7, "currency": currency, "balance": balance, "type": kind })
    }

    #[test]
    fn rule_1_only_what_is_in_dollars_or_has_a_rate_is_in_the_sum() {
        let rows = [
            account("USD", "0.10", "real"),
            account("USD", "5.00", "promo"),
            account("EUR", "20.00", "real"),
            account("EUR", "0", "real"),
            account("BTC", "0.5", "real"),
        ];
        let found = together(&accounts(&rows), &coins("0.2"), &[bitcoin()]);
        assert_eq!(found.dollars.unwrap().normalize().to_string(), "4312.5");
        assert_eq!(found.without, [Money::new(Decimal::new(2000, 2), Currency::new("EUR").unwrap())]);
        assert!(found.has_promo);
    }

    #[test]
    fn rule_1_there_is_no_sum_of_what_is_not_known() {
        let unknown = [json!({ "id": 7, "currency": "USD", "type": "real" })];
        assert_eq!(together(&accounts(&unknown), &coins("1"), &[]).dollars, None, "a balance is not there");
        let unreadable = [json!({ "currency": "USD", "balance": "1" })];
        assert_eq!(
            together(&accounts(&unreadable), &coins("1"), &[]).dollars,
            None,
            "an account is unreadable"
        );
        let worthless = json!([{ "symbol": "BTC", "balance": "0.5" }]);
        let worthless = Cursor::root(&worthless).rows(Wallet::read).unwrap();
        assert_eq!(together(&accounts(&[]), &worthless, &[]).dollars, None, "a coin has no value");
    }

    proptest! {
        #[test]
        fn rule_1_the_sum_is_exact(cents in prop::collection::vec(0_i64..1_000_000_000_000, 0..20), value in 0_i64..1_000_000_000) {
            let rows: Vec<Value> =
                cents.iter().map(|cents| account("USD", &Decimal::new(*cents, 2).to_string(), "real")).collect();
            let found = together(&accounts(&rows), &coins(&Decimal::new(value, 9).to_string()), &[]);
            let model = Decimal::new(cents.iter().sum(), 2) + Decimal::new(value, 9);
            prop_assert_eq!(found.dollars, Some(model));
        }
    }
}
