//! `/crypto/withdraw/:symbol`: coins to an address outside: fill in, review, result. The coins are gone when they are
//! gone, so whom they go to is checked and compared before anything is sent.

use leptos::prelude::*;
use purser_api::{
    Currency, Decimal, Error, Money, Rows,
    ctk::{
        symbol::{self, Symbol},
        transaction::TransactionPage,
        wallet::{self, Wallet, Withdrawal},
    },
};
use rust_decimal::RoundingStrategy;

use super::{book, destination::Going, receive::Named, worth::cents};
use crate::{
    clock::now_millis,
    messages::{
        self,
        errors::{Doing, trouble},
    },
    money_action::{
        Outcome, Phase,
        coins::{self, Newest},
        use_money_action,
    },
    navigation::use_navigation,
    pages::shared::{
        money_dialog::{Change, MoneyDialog, Review},
        wrongs::{Found, use_wrongs},
    },
    paths::Route,
    query::{Query, use_action, use_query},
    recipients::{self, Destination, Standing, kept::use_book, standing},
    session::Identity,
    shell::title,
    transport::{self, use_client},
    ui::{
        field::TextField,
        form::{Form, plain_button},
        icon::icon,
        money::{Tone, amount, words},
        state::{bone, empty},
        text::foreign,
        toast::use_toasts,
    },
};

/// What sending costs now: in US dollars, and about how many coins that is.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Fee {
    dollars: Decimal,
    coins: Option<Money>,
}

impl Fee {
    fn of(coin: &Symbol) -> Option<Self> {
        let dollars = coin.fee?;
        let coins = coin.rate_in(Currency::USD).and_then(|rate| coins_for(dollars, rate, coin.symbol));
        Some(Self { dollars, coins })
    }
}

/// About how many coins so many dollars are, never too few.
fn coins_for(dollars: Decimal, rate: Decimal, symbol: Currency) -> Option<Money> {
    let places = symbol.decimals().unwrap_or(8);
    let coins =
        dollars.checked_div(rate)?.round_dp_with_strategy(places, RoundingStrategy::ToPositiveInfinity);
    Some(Money::new(coins.normalize(), symbol))
}

/// What the form says, once it is right.
#[derive(Clone, Debug, PartialEq)]
struct Typed {
    amount: Money,
    to: Destination,
    fee: Option<Fee>,
    /// In the address book's words.
    who: String,
    network: String,
}

/// What there is to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Waiting,
    NoSuchCoin,
    CannotBeSent,
    Form,
}

pub fn page(symbol: Currency) -> AnyView {
    title(&messages::send_coin(symbol.as_str()));
    let wallets = use_query(Identity::Holder, || Some(wallet::list()));
    let symbols = use_query(Identity::Holder, || Some(symbol::list()));
    wallets.refresh_when_seen();
    symbols.refresh_when_seen();
    let named = Memo::new(move |_| Named::of(symbol, &symbols));
    let balance = Memo::new(move |_| {
        let list = wallets.data.get()?;
        list.rows.iter().find(|wallet| wallet.symbol == symbol).map(Wallet::balance_money)
    });
    // Newer answers of the same kind do not build the form anew.
    let stage = Memo::new(move |_| {
        let coins = symbols.data.get();
        let known = coins.as_ref().and_then(|coins| coins.rows.iter().find(|known| known.symbol == symbol));
        match (wallets.data.with(Option::is_some), balance.with(Option::is_some), known) {
            (true, false, _) => Stage::NoSuchCoin,
            (_, _, Some(coin)) if coin.send == Some(false) => Stage::CannotBeSent,
            (true, true, Some(_)) => Stage::Form,
            _ => Stage::Waiting,
        }
    });
    let is_broken = move || wallets.error.with(Option::is_some) || symbols.error.with(Option::is_some);
    let body = move || match stage.get() {
        Stage::NoSuchCoin => view! { <p class="in-gutter sub">{messages::NO_SUCH_COIN}</p> }.into_any(),
        Stage::CannotBeSent => empty(messages::CANNOT_BE_SENT, messages::CANNOT_BE_SENT_HINT, None),
        Stage::Form => view! { <WithdrawForm symbol=symbol balance=balance symbols=symbols/> }.into_any(),
        Stage::Waiting => {
            view! { <p class="in-gutter">{move || (!is_broken()).then(|| bone(5))}</p> }.into_any()
        }
    };
    let failed = move |error: &Error, again: Callback<()>| trouble(error, Doing::Reading).block(Some(again));
    view! {
        <div class="page crypto withdraw">
            <header class="head"><div>
                <a class="back" href=Route::Coin(symbol).to_string()>{icon("left")}{move || foreign(named.get().title)}</a>
                <h1>{move || messages::send_coin(&named.get().title)}</h1>
            </div></header>
            {move || wallets.error.with(|error| error.as_deref().map(|error| failed(error, Callback::new(move |()| wallets.reload()))))}
            {move || symbols.error.with(|error| error.as_deref().map(|error| failed(error, Callback::new(move |()| symbols.reload()))))}
            {body}
        </div>
    }
    .into_any()
}

/// The amount that was typed, or what is wrong with it.
fn check(typed: &str, balance: Money, fee: Option<Money>) -> Result<Money, String> {
    let money =
        Money::parse(typed.trim(), balance.currency()).map_err(|error| messages::amount_wrong(&error))?;
    if money.is_zero() || money.is_negative() {
        return Err(messages::AMOUNT_NOT_POSITIVE.to_owned());
    }
    let left = balance.checked_sub(money).map_err(|error| messages::amount_wrong(&error))?;
    if left.is_negative() {
        return Err(messages::NOT_ENOUGH.to_owned());
    }
    match fee.map(|fee| left.checked_sub(fee)) {
        Some(Ok(left)) if left.is_negative() => Err(messages::NOT_ENOUGH_WITH_FEE.to_owned()),
        _ => Ok(money),
    }
}

/// The newest row of an answer. Where it cannot be read, it is not known which one is.
fn newest_of(page: &TransactionPage, asked_at: i64) -> Result<Newest, Error> {
    match (page.rows.first(), page.unreadable.first()) {
        (_, Some(row)) => Err(row.clone().into()),
        (row, None) => {
            Ok(Newest { id: row.map(|row| row.id.clone()).unwrap_or_default(), seen_at: asked_at })
        }
    }
}

#[component]
fn WithdrawForm(
    symbol: Currency,
    balance: Memo<Option<Money>>,
    symbols: Query<Rows<Symbol>>,
) -> impl IntoView {
    let (client, navigation, toasts) = (use_client(), use_navigation(), use_toasts());
    let (action, asking) = (use_money_action(), use_action());
    let (known, going) = (use_book(), Going::of(symbol));
    let (sum, name) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let typed = RwSignal::new(None::<Typed>);
    let newest = StoredValue::new(Newest::default());
    let wrongs = use_wrongs(action.refusal);
    let book_is_open = RwSignal::new(false);
    let fee = Memo::new(move |_| {
        let list = symbols.data.get()?;
        Fee::of(list.rows.iter().find(|known| known.symbol == symbol)?)
    });
    let review = Memo::new(move |_| review_of(&typed.get()?, balance.get()?));
    let submit = Callback::new(move |()| {
        asking.error.set(None);
        let Some(balance) = balance.get_untracked() else { return };
        let fee = fee.get_untracked();
        let mut found: Found = going.found(known);
        let amount = check(&sum.get_untracked(), balance, fee.and_then(|fee| fee.coins));
        found.extend(amount.as_ref().err().map(|said| ("amount", said.clone())));
        let to = untrack(|| going.get());
        let (true, Ok(amount), Some(to)) = (wrongs.say(found), amount, to) else { return };
        let who = match untrack(|| standing(&known.all(), &to)) {
            Standing::Known(known) if known.name.is_empty() => messages::SENT_TO_BEFORE.to_owned(),
            Standing::Known(known) => known.name,
            _ => match recipients::name(&name.get_untracked()) {
                name if name.is_empty() => format!("{}, {}", messages::UNNAMED, messages::FIRST_TIME),
                name => format!("{name}, {}", messages::FIRST_TIME),
            },
        };
        let network = to.chain().map_or_else(|| symbol.to_string(), |chain| chain.name().to_owned());
        // What is newer than this one may be what is sent now: there is no other way to tell.
        let asked_at = now_millis();
        let asked = async move {
            let page = transport::send(client, Identity::Holder, &coins::newest(), None).await?;
            newest_of(&page, asked_at)
        };
        asking.run(asked, move |before| {
            newest.set_value(before);
            typed.set(Some(Typed { amount, to, fee, who, network }));
            action.review();
        });
    });
    let plan = Callback::new(move |review: Review| {
        let to = typed.with_untracked(|typed| typed.as_ref().map(|typed| typed.to.clone()));
        let address = to.as_ref().map(joined).unwrap_or_default();
        if let Some(to) = to.filter(|_| name.with_untracked(|name| !recipients::name(name).is_empty())) {
            let name = name.get_untracked();
            keep(known, toasts, move |book| recipients::put_name(book, &to, &name));
        }
        let withdrawal = Withdrawal { address, amount: review.amount.amount() };
        coins::withdrawal(client, symbol, &withdrawal, action.reference(), newest.get_value())
    });
    Effect::new(move |_| {
        if matches!(action.phase.get(), Phase::Sent(Outcome::Done(_))) {
            let to = typed.with_untracked(|typed| typed.as_ref().map(|typed| typed.to.clone()));
            if let Some(to) = to {
                keep(known, toasts, move |book| recipients::put_sent(book, &to, now_millis()));
            }
        }
    });
    let done = Callback::new(move |()| {
        action.start_over();
        navigation.go(Route::Coin(symbol).to_string());
    });
    let trouble = Signal::derive(move || {
        let asking = asking.error.with(|error| error.as_deref().map(|error| trouble(error, Doing::Reading)));
        asking.or_else(|| wrongs.trouble(Doing::MovingMoney).get())
    });
    view! {
        <div class="in-gutter sending">
            <Form label=messages::SEND_COINS submit=messages::REVIEW busy=asking.busy trouble=trouble on_submit=submit>
                <div class="to-whom">
                    {going.fields(known, wrongs)}
                    <p class="row">{plain_button(messages::ADDRESS_BOOK, Some("people"), move || book_is_open.set(true))}</p>
                </div>
                <TextField label=messages::AMOUNT value=sum inputmode="decimal" wrong=wrongs.at("amount") unit=symbol.to_string()/>
                <TextField label=messages::NAME_FOR_BOOK aside=messages::OPTIONAL value=name maxlength=60 hint=messages::NAME_FOR_BOOK_HINT/>
                {move || costs(balance.get(), fee.get())}
            </Form>
        </div>
        {move || book_is_open.get().then(|| book::dialog(known, symbol.as_str(), going, book_is_open))}
        <MoneyDialog action=action review=review plan=plan on_done=done/>
    }
}

/// Changes the address book, and says so where the vault did not take it.
fn keep(
    book: recipients::kept::Book,
    toasts: crate::ui::toast::Toasts,
    change: impl Fn(&mut Vec<recipients::Recipient>) + 'static,
) {
    leptos::task::spawn_local(async move {
        if book.change(change).await.is_err() {
            toasts.warn(messages::BOOK_NOT_KEPT);
        }
    });
}

/// Both parts in one, as the system takes them.
fn joined(to: &Destination) -> String {
    match &to.tag {
        Some(tag) => format!("{}:{tag}", to.address),
        None => to.address.clone(),
    }
}

/// What there is, and what sending costs.
fn costs(balance: Option<Money>, fee: Option<Fee>) -> AnyView {
    let fee = match fee {
        Some(fee) => {
            let coins =
                fee.coins.map(|coins| view! { <span class="cap">{"≈ "}{amount(coins, Tone::Plain)}</span> });
            view! { {amount(cents(fee.dollars), Tone::Plain)}" "{coins} }.into_any()
        }
        None => messages::FEE_UNKNOWN.into_any(),
    };
    view! {
        <dl class="facts">
            <dt>{messages::YOUR_BALANCE}</dt><dd>{balance.map(|balance| amount(balance, Tone::Plain))}</dd>
            <dt>{messages::NETWORK_FEE}</dt><dd>{fee}</dd>
        </dl>
        <p class="hint">{messages::FEE_IS_ON_TOP}</p>
    }
    .into_any()
}

/// Rule 16: the whole destination, from what will be sent.
fn review_of(typed: &Typed, before: Money) -> Option<Review> {
    let fee = typed.fee.and_then(|fee| fee.coins);
    let total = match fee {
        Some(fee) => typed.amount.checked_add(fee).ok()?,
        None => typed.amount,
    };
    let after = before.checked_sub(total).ok().filter(|after| !after.is_negative())?;
    let mut facts = vec![
        (messages::TO_ADDRESS, typed.to.address.clone()),
        (messages::NETWORK_OF_COIN, typed.network.clone()),
        (messages::RECIPIENT, typed.who.clone()),
    ];
    let chain = typed.to.chain();
    if typed.to.tag.is_some() || chain.is_some_and(|chain| chain.takes_tag(&typed.to.address)) {
        let tag = typed.to.tag.clone().unwrap_or_else(|| messages::NO_TAG_WANTED.to_owned());
        facts.insert(1, (messages::tag_name(chain), tag));
    }
    let sums = fee.map(|fee| (messages::FEE_ABOUT, fee)).into_iter().collect();
    let mut notes = vec![messages::WITHDRAWAL_IS_FINAL.to_owned(), messages::RECIPIENT_GETS_ALL.to_owned()];
    notes.extend(typed.fee.is_none().then(|| messages::FEE_UNKNOWN.to_owned()));
    Some(Review {
        title: messages::REVIEW_WITHDRAWAL,
        amount: typed.amount,
        facts,
        sums,
        total: (messages::LEAVES_WALLET, total),
        balances: vec![Change { name: messages::YOUR_BALANCE, before, after }],
        notes,
        order_id: None,
        button: messages::send_sum(&words(typed.amount)),
        is_grave: true,
    })
}

#[cfg(test)]
mod tests {
    use purser_api::decimal;

    use super::*;

    fn money(text: &str) -> Money {
        Money::parse(text, Currency::new("ETH").unwrap()).unwrap()
    }

    #[test]
    fn rule_1_a_fee_is_never_too_few_coins() {
        let number = |text: &str| decimal::parse(text).unwrap();
        let fee = coins_for(number("2.40"), number("7828.92"), Currency::new("BTC").unwrap()).unwrap();
        assert_eq!(fee.to_string(), "0.00030656 BTC", "0.000306555…");
        assert_eq!(
            coins_for(number("1"), number("4"), Currency::new("BTC").unwrap()).unwrap().to_string(),
            "0.25000000 BTC"
        );
        assert_eq!(coins_for(number("1"), Decimal::ZERO, Currency::new("BTC").unwrap()), None);
    }

    #[test]
    fn what_cannot_be_sent_is_said_before() {
        let (balance, fee) = (money("1.000000000000000001"), Some(money("0.1")));
        assert_eq!(check("0.900000000000000001", balance, fee), Ok(money("0.900000000000000001")));
        assert_eq!(
            check("0.900000000000000002", balance, fee),
            Err(messages::NOT_ENOUGH_WITH_FEE.to_owned())
        );
        assert_eq!(check("1.1", balance, fee), Err(messages::NOT_ENOUGH.to_owned()));
        for wrong in ["", "0", "-1", "1e3", "0.0000000000000000001", "abc"] {
            assert!(check(wrong, balance, fee).is_err(), "{wrong}");
        }
        assert!(check("1", balance, None).is_ok(), "the system decides where the fee is not known");
    }

    #[test]
    fn rule_16_a_review_shows_the_whole_destination_and_what_leaves() {
        let fee = Fee { dollars: decimal::parse("0.60").unwrap(), coins: Some(money("0.1")) };
        let to = Destination::new("ETH", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", None);
        let typed = Typed {
            amount: money("0.5"),
            to: to.clone(),
            fee: Some(fee),
            who: "Ann".to_owned(),
            network: "Ethereum".to_owned(),
        };
        let review = review_of(&typed, money("1")).unwrap();
        assert_eq!(review.facts[0].1, to.address);
        assert_eq!((review.total.1, review.balances[0].after), (money("0.6"), money("0.4")));
        assert_eq!(review.notes.iter().filter(|note| *note == messages::WITHDRAWAL_IS_FINAL).count(), 1);
        assert_eq!(review_of(&typed, money("0.55")), None, "void when the balance no longer bears it");
        let ripple = Destination::new("XRP", "rPujGTiw6nKmMvAiUT6UjpFxT9QrDn9kJP", Some("156041"));
        assert_eq!(joined(&ripple), "rPujGTiw6nKmMvAiUT6UjpFxT9QrDn9kJP:156041");
        let review = review_of(&Typed { to: ripple, ..typed }, money("1")).unwrap();
        assert_eq!(review.facts[1], ("Destination tag", "156041".to_owned()));
    }
}
