//! `/wallet/add-money`: from a card into an account of one's own: fill in, review, then the card on file or the checkout.

use leptos::prelude::*;
use purser_api::{
    Money,
    centrowallet::{
        Caller, PaymentAccountId,
        payment_account::{PaymentAccount, Refill},
    },
    validation,
};

use super::own_account::{self, Doings, is_own_money};
use crate::{
    messages::{self, errors::Doing},
    money_action::{use_money_action, wallet},
    pages::shared::{
        accounts::{card, name},
        browser_facts::browser_facts,
        money_dialog::{Change, MoneyDialog, Review},
        wrongs::{Found, use_wrongs},
    },
    paths::{Route, query_string, with_query},
    query::Query,
    transport::use_client,
    ui::{
        field::{CheckField, TextField},
        form::Form,
        link::own_address,
        money::words,
    },
};

pub fn page() -> AnyView {
    let doing = Doings {
        here: Route::WalletAddMoney,
        title: messages::ADD_MONEY,
        hint: messages::ADD_MONEY_HINT,
        label: messages::FILLED_ACCOUNT,
        suits: is_own_money,
        none: (messages::NONE_TO_FILL, messages::NONE_TO_FILL_HINT),
    };
    own_account::page(doing, |account, _, done| {
        view! { <AddMoneyForm account=account on_done=done/> }.into_any()
    })
}

/// The amount that was typed, or what is wrong with it.
fn check(account: &PaymentAccount, typed: &str) -> Result<Money, String> {
    validation::amount(typed.trim(), account.currency).map_err(|problem| match problem {
        validation::Problem::Amount(error) => messages::amount_wrong(&error),
        validation::Problem::Empty => messages::amount_wrong(&purser_api::MoneyError::NotANumber),
        _ => messages::AMOUNT_NOT_POSITIVE.to_owned(),
    })
}

#[component]
fn AddMoneyForm(account: Query<PaymentAccount>, on_done: Callback<()>) -> impl IntoView {
    let client = use_client();
    let action = use_money_action();
    let sum = RwSignal::new(String::new());
    let other_card = RwSignal::new(false);
    // The amount, and whether another card is to be typed in.
    let typed = RwSignal::new(None::<(Money, bool)>);
    let wrongs = use_wrongs(action.refusal);
    let Some((id, currency, on_file)) = account.data.with_untracked(|account| {
        account.as_ref().map(|account| (account.id, account.currency, card(account)))
    }) else {
        return ().into_any();
    };
    let review = Memo::new(move |_| {
        let (amount, other) = typed.get()?;
        review_of(&*account.data.get()?, amount, other)
    });
    let submit = Callback::new(move |()| {
        let Some(account) = account.data.get_untracked() else { return };
        let amount = check(&account, &sum.get_untracked());
        let found: Found = amount.as_ref().err().map(|said| ("amount", said.clone())).into_iter().collect();
        if let (true, Ok(amount)) = (wrongs.say(found), amount) {
            typed.set(Some((amount, other_card.get_untracked())));
            action.review();
        }
    });
    let plan = Callback::new(move |review: Review| {
        let reference = action.reference();
        let is_other = typed.with_untracked(|typed| typed.is_some_and(|(_, other)| other));
        let refill = Refill {
            name: messages::ADDED_MONEY.to_owned(),
            amount: review.amount.amount(),
            consumer: browser_facts(),
            redirect_url: Some(come_back_to(id, &reference)),
            merchant_order_id: Some(reference),
            force_checkout: is_other.then_some(true),
            ..Refill::default()
        };
        wallet::refill(client, Caller::Customer, id, currency, &refill)
    });
    view! {
        <Form label=messages::ADD_MONEY submit=messages::REVIEW busy=Signal::stored(false) trouble=wrongs.trouble(Doing::MovingMoney) on_submit=submit>
            <TextField label=messages::AMOUNT value=sum inputmode="decimal" wrong=wrongs.at("amount") autofocus=true unit=currency.to_string()/>
            {on_file.map(|card| view! { <CheckField label=messages::OTHER_CARD value=other_card hint=messages::otherwise_card(&card)/> })}
        </Form>
        <MoneyDialog action=action review=review plan=plan on_done=Callback::new(move |()| { action.start_over(); on_done.run(()); })/>
    }
    .into_any()
}

/// Where the checkout sends the customer. It says which refill it was; the reference is no secret.
fn come_back_to(account: PaymentAccountId, reference: &str) -> String {
    own_address(&with_query(Route::WalletRefilled(account.0), &query_string([("reference", reference)])))
}

fn review_of(account: &PaymentAccount, amount: Money, is_other_card: bool) -> Option<Review> {
    let before = account.balance_money()?;
    let after = before.checked_add(amount).ok()?;
    let card = card(account).filter(|_| !is_other_card);
    let mut facts = vec![(messages::FILLED_ACCOUNT, format!("{} #{}", name(account), account.id))];
    let way = if card.is_some() { messages::CARD_AT_ONCE } else { messages::CARD_AT_CHECKOUT };
    facts.extend(card.map(|card| (messages::CARD, card)));
    Some(Review {
        title: messages::ADD_MONEY,
        amount,
        facts,
        sums: Vec::new(),
        total: (messages::YOUR_CARD_IS_CHARGED, amount),
        balances: vec![Change { name: messages::YOUR_BALANCE, before, after }],
        notes: vec![way.to_owned(), messages::BROWSER_IS_TOLD.to_owned()],
        order_id: None,
        button: messages::add_sum(&words(amount)),
        is_grave: false,
    })
}
