//! `/merchant/payments/new`: take a payment: choose the customer, then the account, then how much and what for. What was
//! chosen stands in the address.

use leptos::prelude::*;
use purser_api::centrowallet::{
    Caller, PaymentAccountId, UserId,
    payment_account::{self, PaymentAccountFilter},
    user,
};

use super::payment::PaymentForm;
use crate::{
    messages::{
        self,
        errors::{Doing, trouble},
    },
    navigation::use_navigation,
    pages::shared::{
        accounts::name,
        customer_picker::{Chosen, CustomerPicker, chosen_row},
    },
    paths::{Route, query_string, query_value, with_query},
    query::use_query,
    session::Identity,
    shell::title,
    ui::{
        icon::icon,
        money::{Tone, amount},
        text::foreign,
    },
};

pub fn page() -> AnyView {
    title(messages::NEW_PAYMENT);
    let navigation = use_navigation();
    let number = move |name: &'static str| {
        navigation.location.with(|location| query_value(&location.query, name)?.parse::<u64>().ok())
    };
    let customer = Memo::new(move |_| number("customer").map(UserId));
    let chosen = Memo::new(move |_| number("account").map(PaymentAccountId));
    let show = move |customer: Option<UserId>, account: Option<PaymentAccountId>| {
        let text = |id: Option<u64>| id.map(|id| id.to_string()).unwrap_or_default();
        let query = query_string([
            ("customer", text(customer.map(|id| id.0))),
            ("account", text(account.map(|id| id.0))),
        ]);
        navigation.go(with_query(Route::NewPayment, &query));
    };
    let choose = Callback::new(move |chosen: Chosen| show(Some(chosen.id), None));
    view! {
        <div class="page pay">
            <header class="head"><div><h1>{messages::NEW_PAYMENT}</h1><p class="sub">{messages::NEW_PAYMENT_HINT}</p></div></header>
            <div class="in-gutter">
                {move || match customer.get() {
                    None => view! { <div class="form"><CustomerPicker label=messages::CUSTOMER hint=messages::CUSTOMER_HINT on_choose=choose/></div> }.into_any(),
                    Some(customer) => of_customer(customer, chosen, Callback::new(move |()| show(None, None)), Callback::new(move |account| show(Some(customer), account))),
                }}
            </div>
        </div>
    }
    .into_any()
}

fn of_customer(
    customer: UserId,
    chosen: Memo<Option<PaymentAccountId>>,
    change_customer: Callback<()>,
    choose: Callback<Option<PaymentAccountId>>,
) -> AnyView {
    let caller = Caller::merchant_for(customer);
    let navigation = use_navigation();
    let owner = use_query(Identity::Merchant, move || Some(user::get(customer)));
    let accounts = use_query(Identity::Merchant, move || {
        Some(payment_account::list(caller, &PaymentAccountFilter::default()))
    });
    let account =
        use_query(Identity::Merchant, move || chosen.get().map(|id| payment_account::get(caller, id)));
    account.refresh_when_seen();
    let who = Signal::derive(move || {
        let email = owner.data.with(|owner| owner.as_ref().and_then(|owner| owner.email.clone()));
        email.unwrap_or_else(|| messages::customer_number(customer.0))
    });
    // The form is built for one account and stays as long as that is the one.
    let ready = Memo::new(move |_| {
        let id = chosen.get()?;
        account.data.with(|account| account.as_ref().is_some_and(|account| account.id == id)).then_some(id)
    });
    let words = Memo::new(move |_| {
        account.data.with(|account| {
            let account = account.as_ref().filter(|account| Some(account.id) == chosen.get())?;
            Some((format!("{} #{}", name(account), account.id), account.balance_money()))
        })
    });
    let close = Callback::new(move |()| {
        navigation.go(with_query(Route::User(customer.0), ""));
    });
    view! {
        <div class="form">
            {move || chosen_row(messages::CUSTOMER, foreign(who.get()), change_customer)}
            {move || match (chosen.get(), words.get()) {
                (None, _) => {
                    view! {
                        <div class="field">
                            <span class="label" id="l-account">{messages::FROM_ACCOUNT}</span>
                            <ul class="picks" aria-labelledby="l-account">
                                {move || accounts.data.get().map(|accounts| accounts.rows.iter().map(|account| {
                                    let id = account.id;
                                    let inactive = account.is_active == Some(false);
                                    let said = format!("{} #{id}", name(account));
                                    let balance = account.balance_money().map(|balance| amount(balance, Tone::Plain));
                                    view! {
                                        <li><button class="opt-row" type="button" disabled=inactive on:click=move |_| choose.run(Some(id))>
                                            {icon("layers")}<span>{foreign(said)}</span><span class="cap">{inactive.then_some(messages::IS_INACTIVE)}</span>{balance}
                                        </button></li>
                                    }
                                }).collect_view())}
                            </ul>
                        </div>
                    }.into_any()
                }
                (Some(_), Some((said, balance))) => {
                    let words = view! { {foreign(said)}" "{balance.map(|balance| amount(balance, Tone::Plain))} }.into_any();
                    chosen_row(messages::FROM_ACCOUNT, words, Callback::new(move |()| choose.run(None)))
                }
                (Some(_), None) => ().into_any(),
            }}
            {move || accounts.error.with(|error| error.as_deref().map(|error| trouble(error, Doing::Reading).note()))}
            {move || account.error.with(|error| error.as_deref().map(|error| trouble(error, Doing::Reading).note()))}
        </div>
        {move || ready.get().map(|_| view! { <PaymentForm customer=customer who=who account=account on_close=close/> })}
    }
    .into_any()
}
