//! `/merchant/accounts/:id`: one account: its balance, what can be done with it, its transactions, its settings.

use leptos::prelude::*;
use purser_api::centrowallet::{
    Caller, PaymentAccountId, PaymentAccountKind, UserId,
    payment_account::{self, PaymentAccount},
    transaction::{self, TransactionFilter},
    user,
};

use super::account_form::{buttons, form, use_open_form};
use crate::{
    messages::{
        self,
        errors::{Doing, trouble},
    },
    navigation::use_navigation,
    pages::shared::{
        accounts::{card, name, standing},
        adds_up::AddsUp,
        transaction_list::{Scope, TransactionList, use_transactions},
    },
    paths::{Route, query_value},
    query::use_query,
    session::Identity,
    shell::title,
    ui::text::foreign,
    ui::{
        copy::copyable,
        icon::icon,
        money::{Tone, amount, figure},
        state::{bone, empty},
        time::time,
    },
};

/// The API wants to know whose account it is. The address says so; one that does not is completed from the
/// account's own transactions.
pub fn page(id: u64) -> AnyView {
    title(&messages::account_number(id));
    let navigation = use_navigation();
    let named = navigation
        .location
        .with_untracked(|location| query_value(&location.query, "customer"))
        .and_then(|id| id.parse().ok())
        .map(UserId);
    match named {
        Some(customer) => of_customer(PaymentAccountId(id), customer),
        None => find_customer(PaymentAccountId(id)),
    }
}

fn find_customer(id: PaymentAccountId) -> AnyView {
    let newest = use_query(Identity::Merchant, move || {
        let filter = TransactionFilter {
            payment_account_id: Some(id),
            limit: Some(1),
            ..TransactionFilter::default()
        };
        Some(transaction::list(Caller::Merchant { client_id: None }, &filter))
    });
    // A memo, so that asking again does not build the page again while somebody works in it.
    let customer = Memo::new(move |_| {
        newest.data.with(|page| page.as_ref().map(|page| page.rows.first().and_then(|row| row.user_id)))
    });
    view! {
        {move || customer.get().map(|customer| match customer {
            Some(customer) => of_customer(id, customer),
            None => empty(messages::WHOSE_ACCOUNT, messages::WHOSE_ACCOUNT_HINT, None),
        })}
        {move || newest.error.with(|error| error.as_deref().map(|error| trouble(error, Doing::Reading).block(Some(Callback::new(move |()| newest.reload())))))}
    }
    .into_any()
}

fn of_customer(id: PaymentAccountId, customer: UserId) -> AnyView {
    let caller = Caller::merchant_for(customer);
    let account = use_query(Identity::Merchant, move || Some(payment_account::get(caller, id)));
    let owner = use_query(Identity::Merchant, move || Some(user::get(customer)));
    let who = Signal::derive(move || {
        let email = owner.data.with(|owner| owner.as_ref().and_then(|owner| owner.email.clone()));
        email.unwrap_or_else(|| messages::customer_number(customer.0))
    });
    account.refresh_when_seen();
    let open = use_open_form();
    let scope = Scope { identity: Identity::Merchant, caller, account: Some(id) };
    let transactions = use_transactions(scope);
    view! {
        <div class="page account">
            <header class="head">
                <div>
                    <a class="back" href=Route::User(customer.0).to_string()>{icon("left")}{move || foreign(who.get())}</a>
                    {move || match account.data.get() {
                        Some(account) => view! { <h1>{foreign(name(&account))}</h1><p class="row wrap under">{standing(&account)}<span class="cap">{messages::account_number(account.id.0)}</span></p> }.into_any(),
                        None if account.error.with(Option::is_some) => view! { <h1>{messages::account_number(id.0)}</h1> }.into_any(),
                        None => view! { <h1>{bone(4)}</h1> }.into_any(),
                    }}
                </div>
                <div class="end">
                    {buttons(open, account)}
                </div>
            </header>
            {move || account.error.with(|error| error.as_deref().map(|error| trouble(error, Doing::Reading).block(Some(Callback::new(move |()| account.reload())))))}
            <div class="balance in-gutter">
                <p class="cap">{messages::BALANCE}</p>
                {move || account.data.get().and_then(|account| account.balance_money()).map(|balance| figure(balance, Tone::Plain, "xl"))}
            </div>
            {form(open, customer, who, account)}
            <div class="duo">
                <section class="sec list" aria-labelledby="h-transactions">
                    <header><h2 id="h-transactions">{messages::TRANSACTIONS}</h2></header>
                    <TransactionList scope=scope query=transactions/>
                </section>
                <section class="sec" aria-labelledby="h-details">
                    <header><h2 id="h-details">{messages::DETAILS}</h2></header>
                    {move || account.data.get().map(|account| details(&account))}
                </section>
                <AddsUp customer=customer account=id currency=Signal::derive(move || account.data.with(|account| account.as_ref().and_then(|account| account.balance_money())).map(|balance| balance.currency()))/>
            </div>
        </div>
    }
    .into_any()
}

fn details(account: &PaymentAccount) -> AnyView {
    let money = |value: Option<purser_api::Decimal>| {
        value.map(|value| amount(purser_api::Money::new(value, account.currency), Tone::Plain))
    };
    let kind = match &account.kind {
        PaymentAccountKind::Fiat => messages::FIAT.to_owned(),
        PaymentAccountKind::Promo => messages::PROMO.to_owned(),
        PaymentAccountKind::Other(text) => text.clone(),
    };
    let reloads = account.autoreload == Some(true);
    let notifies = account.is_notify == Some(true);
    view! {
        <dl class="facts in-gutter lastfacts">
            <dt>{messages::TYPE}</dt><dd>{foreign(kind)}</dd>
            <dt>{messages::CARD}</dt><dd>{foreign(card(account).unwrap_or_else(|| messages::NO_CARD.to_owned()))}</dd>
            <dt>{messages::AUTO_RELOAD}</dt>
            <dd>{if reloads { view! { {money(account.autoreload_amount)}" "{messages::UNDER}" "{money(account.autoreload_min_amount)} }.into_any() } else { messages::OFF.into_any() }}</dd>
            <dt>{messages::LOW_BALANCE_NOTICE}</dt>
            <dd>{if notifies { view! { {messages::UNDER}" "{money(account.notify_amount)} }.into_any() } else { messages::OFF.into_any() }}</dd>
            {account.description.clone().filter(|text| !text.is_empty()).map(|text| view! { <dt>{messages::DESCRIPTION}</dt><dd>{foreign(text)}</dd> })}
            {account.webhook_url.clone().filter(|text| !text.is_empty()).map(|text| view! { <dt>{messages::WEBHOOK_ADDRESS}</dt><dd class="code">{foreign(text)}</dd> })}
            <dt>{messages::ACCOUNT_ID}</dt><dd>{copyable(account.id.to_string())}</dd>
            <dt>{messages::UUID}</dt><dd>{account.uuid.clone().map(copyable)}</dd>
            <dt>{messages::SINCE}</dt><dd>{time(account.created_at.as_ref())}</dd>
            <dt>{messages::LAST_USED}</dt><dd>{time(account.last_used.as_ref())}</dd>
        </dl>
    }
    .into_any()
}
