//! `/merchant/accounts/new?customer=…`: open an account for a customer.

use leptos::prelude::*;
use purser_api::{
    Currency,
    centrowallet::{
        Caller, PaymentAccountKind, UserId,
        payment_account::{self, NewPaymentAccount},
        user,
    },
};

use crate::{
    messages::{self, errors::Doing},
    navigation::use_navigation,
    pages::shared::{
        customer_picker::{Chosen, CustomerPicker, chosen_row},
        wrongs::{Found, filled, use_wrongs},
    },
    paths::{Route, query_value, with_query},
    query::{use_action, use_changes, use_query},
    session::Identity,
    shell::title,
    transport::{self, use_client},
    ui::{
        field::{CheckField, TextField},
        form::Form,
        icon::icon,
        link::is_callable,
        text::foreign,
    },
};

pub fn page() -> AnyView {
    title(messages::NEW_ACCOUNT);
    let navigation = use_navigation();
    let customer = Memo::new(move |_| {
        let id = navigation.location.with(|location| query_value(&location.query, "customer"))?;
        id.parse().ok().map(UserId)
    });
    let choose = Callback::new(move |chosen: Chosen| {
        navigation.go(with_query(Route::NewAccount, &format!("customer={}", chosen.id)));
    });
    view! {
        <div class="page new-account">
            <header class="head"><div>
                {move || customer.get().map(|id| view! { <a class="back" href=with_query(Route::Accounts, &format!("customer={id}"))>{icon("left")}{messages::ACCOUNTS}</a> })}
                <h1>{messages::NEW_ACCOUNT}</h1><p class="sub">{messages::NEW_ACCOUNT_HINT}</p>
            </div></header>
            <div class="in-gutter">
                {move || match customer.get() {
                    None => view! { <div class="form"><CustomerPicker label=messages::CUSTOMER hint=messages::CUSTOMER_HINT on_choose=choose/></div> }.into_any(),
                    Some(customer) => form(customer),
                }}
            </div>
        </div>
    }
    .into_any()
}

fn form(customer: UserId) -> AnyView {
    let (client, navigation, changes, action) = (use_client(), use_navigation(), use_changes(), use_action());
    let owner = use_query(Identity::Merchant, move || Some(user::get(customer)));
    let text = |value: &str| RwSignal::new(value.to_owned());
    let (currency, name, description, webhook) = (text(""), text(""), text(""), text(""));
    let (method, system) = (text("card"), text("centrobill"));
    let promo = RwSignal::new(false);
    let wrongs = use_wrongs(action.error);
    let submit = Callback::new(move |()| {
        let mut found = Found::new();
        let code = filled(currency).and_then(|code| Currency::new(&code).ok());
        let (method, system, webhook) = (filled(method), filled(system), filled(webhook));
        if code.is_none() {
            found.push(("currency", messages::CURRENCY_WRONG.to_owned()));
        }
        if method.is_none() {
            found.push(("method", messages::METHOD_WRONG.to_owned()));
        }
        if system.is_none() {
            found.push(("system", messages::SYSTEM_WRONG.to_owned()));
        }
        if webhook.as_deref().is_some_and(|address| !is_callable(address)) {
            found.push(("webhookUrl", messages::WEBHOOK_ADDRESS_WRONG.to_owned()));
        }
        let (true, Some(currency), Some(method), Some(system)) = (wrongs.say(found), code, method, system)
        else {
            return;
        };
        let kind = if promo.get_untracked() { PaymentAccountKind::Promo } else { PaymentAccountKind::Fiat };
        let account = NewPaymentAccount {
            method,
            system,
            currency,
            name: filled(name),
            description: filled(description),
            kind: Some(kind),
            webhook_url: webhook,
        };
        let request = payment_account::create(Caller::merchant_for(customer), &account);
        action.run(
            async move { transport::send(client, Identity::Merchant, &request, None).await },
            move |account| {
                changes.happened();
                navigation.go(with_query(Route::Account(account.id.0), &format!("customer={customer}")));
            },
        );
    });
    let who = move || {
        let email = owner.data.with(|owner| owner.as_ref().and_then(|owner| owner.email.clone()));
        foreign(email.unwrap_or_else(|| messages::customer_number(customer.0)))
    };
    let change = Callback::new(move |()| navigation.go(Route::NewAccount.to_string()));
    let cancel =
        Callback::new(move |()| navigation.go(with_query(Route::Accounts, &format!("customer={customer}"))));
    view! {
        <Form label=messages::NEW_ACCOUNT submit=messages::CREATE_ACCOUNT busy=action.busy trouble=wrongs.trouble(Doing::Changing) on_submit=submit on_cancel=cancel>
            {move || chosen_row(messages::CUSTOMER, who(), change)}
            <TextField label=messages::CURRENCY value=currency hint=messages::CURRENCY_HINT maxlength=20 wrong=wrongs.at("currency") autofocus=true/>
            <TextField label=messages::NAME aside=messages::OPTIONAL value=name maxlength=200 wrong=wrongs.at("name")/>
            <TextField label=messages::DESCRIPTION aside=messages::OPTIONAL value=description maxlength=1000 wrong=wrongs.at("description")/>
            <CheckField label=messages::PROMO_ACCOUNT value=promo hint=messages::PROMO_ACCOUNT_HINT/>
            <div class="pair-of-fields">
                <TextField label=messages::PAYMENT_METHOD value=method maxlength=64 wrong=wrongs.at("method")/>
                <TextField label=messages::PAYMENT_SYSTEM value=system maxlength=64 wrong=wrongs.at("system")/>
            </div>
            <TextField label=messages::WEBHOOK_ADDRESS aside=messages::OPTIONAL value=webhook kind="url" hint=messages::WEBHOOK_ADDRESS_HINT wrong=wrongs.at("webhookUrl")/>
        </Form>
    }
    .into_any()
}
