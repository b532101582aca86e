//! The form of an exchange: both amounts, what lies between them, and the way to the review.

use leptos::prelude::*;
use purser_api::{Money, ctk::exchange::NewExchange};

use super::{
    Market,
    leg::{Leg, leg},
    picker,
    quote::{Quote, Side, quote, wrong_with},
    review::{moved, rate, review_of},
};
use crate::{
    messages::{self, errors::Doing},
    money_action::{Outcome, Phase, coins, use_money_action},
    navigation::use_navigation,
    pages::{
        crypto::worth::{cents, price},
        shared::{
            money_dialog::{MoneyDialog, Review},
            wrongs::use_wrongs,
        },
    },
    transport::use_client,
    ui::{
        form::Form,
        icon::icon,
        money::{Tone, amount, digits, words},
    },
};

/// What was typed, and where.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Typed {
    side: Side,
    text: String,
}

/// The names of the fields, as what is wrong is found by them.
const GIVE: &str = "amount";
const GET: &str = "get";

pub fn form(market: &Market) -> AnyView {
    let market = *market;
    let (client, navigation, action) = (use_client(), use_navigation(), use_money_action());
    let typed = RwSignal::new(Typed::default());
    let asked = RwSignal::new(None::<Typed>);
    let picking = RwSignal::new(None::<Side>);
    let wrongs = use_wrongs(action.refusal);
    // The review that is void, until another one is asked for.
    let void = RwSignal::new(None::<Review>);
    let reviewed = StoredValue::new(None::<Review>);

    let quoted = Memo::new(move |_| -> Option<Quote> {
        let offer = market.offer()?;
        typed.with(|typed| quote(&offer.terms, typed.side, &typed.text)).ok()
    });
    let review = Memo::new(move |_| {
        let (asked, offer) = (asked.get()?, market.offer().filter(|_| !market.is_old.get())?);
        let quote = quote(&offer.terms, asked.side, &asked.text).ok()?;
        review_of(&offer, &quote, market.balance()?)
    });
    // A review that is left because what it showed has changed is said to be void, with what was and what is.
    Effect::new(move |was_reviewing: Option<bool>| {
        let is_reviewing = matches!(action.phase.get(), Phase::Reviewing);
        let is_filling = matches!(action.phase.get_untracked(), Phase::Filling);
        if let Some(was) = reviewed.get_value().filter(|_| was_reviewing == Some(true) && is_filling) {
            let has_moved = review.get_untracked().as_ref() != Some(&was);
            void.set(has_moved.then_some(was));
        }
        is_reviewing
    });
    // Another pair has other amounts.
    Effect::new(move |before: Option<_>| {
        let pair = market.pair.get();
        if before.is_some_and(|before| before != pair) {
            void.set(None);
            wrongs.say(Vec::new());
        }
        pair
    });

    let submit = Callback::new(move |()| {
        let now = typed.get_untracked();
        let field = if now.side == Side::Give { GIVE } else { GET };
        let found =
            untrack(|| match market.offer() {
                None => Err((field, messages::NO_NEW_QUOTE.to_owned())),
                Some(_) if market.is_old.get() => {
                    market.pairs.reload();
                    Err((field, messages::RATES_TOO_OLD.to_owned()))
                }
                Some(offer) => quote(&offer.terms, now.side, &now.text)
                    .map_err(|said| (field, said))
                    .and_then(|quote| match wrong_with(quote.give, market.balance(), market.least()) {
                        Some(said) => Err((GIVE, said)),
                        None => Ok(()),
                    }),
            });
        if wrongs.say(found.err().into_iter().collect()) {
            asked.set(Some(now));
            void.set(None);
            reviewed.set_value(review.get_untracked());
            action.review();
        }
    });
    let plan = Callback::new(move |review: Review| {
        let exchange = NewExchange {
            from: review.amount.currency(),
            to: review.total.1.currency(),
            amount: review.amount.amount(),
        };
        coins::exchange(client, action.reference(), &exchange)
    });
    let on_done = Callback::new(move |()| {
        let place = match action.phase.get_untracked() {
            Phase::Sent(Outcome::Done(receipt)) => receipt.place.clone(),
            _ => None,
        };
        action.start_over();
        typed.set(Typed::default());
        if let Some(place) = place {
            navigation.go(place);
        }
    });
    let label = Signal::derive(move || {
        if void.with(Option::is_some) { messages::REVIEW_NEW_QUOTE } else { messages::REVIEW_EXCHANGE }
            .to_owned()
    });
    view! {
        <Form label=messages::EXCHANGE class="swapform" submit=label busy=Signal::stored(false) trouble=wrongs.trouble(Doing::MovingMoney) on_submit=submit>
            {move || market.pair.get().map(|_| legs(&market, typed, quoted, picking, wrongs.at(GIVE), wrongs.at(GET)))}
            {move || quoted.get().map(|quote| between(&market, &quote))}
            {move || void.with(|void| void.as_ref().map(|was| moved(was, review)))}
        </Form>
        {move || picking.get().map(|side| picker::dialog(&market, side, Callback::new(move |()| picking.set(None))))}
        <MoneyDialog action=action review=review plan=plan on_done=on_done/>
    }
    .into_any()
}

fn legs(
    market: &Market,
    typed: RwSignal<Typed>,
    quoted: Memo<Option<Quote>>,
    picking: RwSignal<Option<Side>>,
    wrong_give: Signal<Option<String>>,
    wrong_get: Signal<Option<String>>,
) -> AnyView {
    let market = *market;
    let Some((from, to)) = market.pair.get_untracked() else { return ().into_any() };
    let shown = move |side: Side| {
        Signal::derive(move || {
            let typed = typed.get();
            if typed.side == side {
                return typed.text;
            }
            let amount = quoted.get().map(|quote| if side == Side::Give { quote.give } else { quote.get });
            amount.map(|amount| amount.amount().normalize().to_string()).unwrap_or_default()
        })
    };
    let type_in = move |side: Side| Callback::new(move |text: String| typed.set(Typed { side, text }));
    let choose = move |side: Side| Callback::new(move |()| picking.set(Some(side)));
    let all = move || {
        let balance = market.balance().filter(|balance| !balance.is_zero())?;
        let text = balance.amount().normalize().to_string();
        let give_all = move |_| typed.set(Typed { side: Side::Give, text: text.clone() });
        Some(
            view! { <button class="link push" type="button" on:click=give_all>{messages::all_of(&digits(balance, Tone::Plain))}</button> },
        )
    };
    let worth = move || {
        let give = quoted.get()?.give;
        let symbols = market.symbols.data.get()?;
        let value = price(&symbols.rows, from)?.checked_mul(give.amount())?;
        Some(view! { {amount(cents(value), Tone::Plain)}". " })
    };
    let least = move || market.least().map(|least| messages::least_is(&words(least)));
    let give = Leg {
        label: messages::YOU_SEND,
        shown: shown(Side::Give),
        on_typed: type_in(Side::Give),
        coin: from,
        choose: messages::coin_to_send(from.as_str()),
        on_choose: choose(Side::Give),
        wrong: wrong_give,
        aside: view! { {all} }.into_any(),
        hint: view! { <p class="hint">{worth}{least}</p> }.into_any(),
    };
    let get = Leg {
        label: messages::YOU_GET_ABOUT,
        shown: shown(Side::Get),
        on_typed: type_in(Side::Get),
        coin: to,
        choose: messages::coin_to_get(to.as_str()),
        on_choose: choose(Side::Get),
        wrong: wrong_get,
        aside: ().into_any(),
        hint: view! { <p class="hint">{messages::GOES_TO}" "{messages::your_own_wallet(to.as_str())}</p> }
            .into_any(),
    };
    let swap = move |_| {
        // What was to be got is what is given now.
        let now = quoted.get_untracked().map(|quote| quote.get.amount().normalize().to_string());
        typed.set(Typed { side: Side::Give, text: now.unwrap_or_default() });
        market.choose(to, from);
    };
    view! {
        <div class="legs">
            {leg(&market, give)}
            <button class="btn square flip" type="button" aria-label={messages::SWAP_COINS} title={messages::SWAP_COINS} on:click=swap>{icon("flows")}</button>
            {leg(&market, get)}
        </div>
    }
    .into_any()
}

/// What lies between what is given and what is got.
fn between(market: &Market, quote: &Quote) -> AnyView {
    let offer = untrack(|| market.offer());
    let knows_fee = offer.is_some_and(|offer| offer.knows_fee);
    let line = |money: Money| amount(money, Tone::Plain);
    view! {
        <dl class="facts quote">
            <dt>{messages::EXCHANGE_RATE}</dt><dd>{offer.as_ref().and_then(rate)}</dd>
            <dt>{messages::BEFORE_FEES}</dt><dd>{line(quote.before_fee)}</dd>
            {knows_fee.then(|| view! { <dt>{messages::NETWORK_FEE_ABOUT}</dt><dd>{line(quote.fee.negate())}</dd> })}
            <dt class="total">{messages::YOU_GET_ABOUT}</dt><dd class="total">{line(quote.get)}</dd>
        </dl>
        {(!knows_fee).then(|| view! { <p class="hint">{messages::FEE_NOT_KNOWN}</p> })}
    }
    .into_any()
}
