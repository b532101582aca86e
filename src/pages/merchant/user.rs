//! `/merchant/users/:id`: one customer: how they stand, their accounts, their transactions.

use leptos::prelude::*;
use purser_api::centrowallet::{
    Caller, UserId,
    payment_account::{self, PaymentAccountFilter},
    user::{self, User},
};

use super::users::standing;
use crate::{
    messages::{
        self,
        errors::{Doing, trouble},
    },
    pages::shared::{
        accounts,
        transaction_list::{Scope, TransactionList, use_transactions},
    },
    paths::{Route, with_query},
    query::use_query,
    session::Identity,
    shell::title,
    ui::text::foreign,
    ui::{
        copy::copyable,
        icon::icon,
        state::{bone, empty},
        time::{day, time},
    },
};

pub fn page(id: u64) -> AnyView {
    title(&messages::customer_number(id));
    let caller = Caller::merchant_for(UserId(id));
    let user = use_query(Identity::Merchant, move || Some(user::get(UserId(id))));
    let owned = use_query(Identity::Merchant, move || {
        Some(payment_account::list(caller, &PaymentAccountFilter::default()))
    });
    let scope = Scope { identity: Identity::Merchant, caller, account: None };
    let transactions = use_transactions(scope);
    Effect::new(move |_| {
        if let Some(email) = user.data.with(|user| user.as_ref().and_then(|user| user.email.clone())) {
            title(&email);
        }
    });
    view! {
        <div class="page user">
            <header class="head"><div>
                <a class="back" href=Route::Users.to_string()>{icon("left")}{messages::CUSTOMERS}</a>
                {move || match user.data.get() {
                    Some(user) => heading(&user),
                    None => view! { <h1>{bone(5)}</h1> }.into_any(),
                }}
            </div></header>
            {move || user.error.with(|error| error.as_deref().map(|error| trouble(error, Doing::Reading).block(Some(Callback::new(move |()| user.reload())))))}
            <h2 class="hide">{messages::ACCOUNTS}</h2>
            {move || owned.data.get().map(|owned| {
                if owned.is_empty() {
                    return empty(messages::NO_ACCOUNTS, messages::NO_ACCOUNTS_HINT, None);
                }
                view! {
                    <ul class="strip">
                        {owned.rows.iter().map(|account| accounts::cell(account, with_query(Route::Account(account.id.0), &format!("customer={id}")), true)).collect_view()}
                    </ul>
                }.into_any()
            })}
            {move || owned.error.with(|error| error.as_deref().map(|error| trouble(error, Doing::Reading).block(Some(Callback::new(move |()| owned.reload())))))}
            <div class="duo">
                <section class="sec list" aria-labelledby="h-transactions">
                    <header><h2 id="h-transactions">{messages::TRANSACTIONS}</h2></header>
                    <TransactionList scope=scope query=transactions/>
                </section>
                <section class="sec" aria-labelledby="h-details">
                    <header><h2 id="h-details">{messages::DETAILS}</h2></header>
                    {move || user.data.get().map(|user| details(&user))}
                </section>
            </div>
        </div>
    }
    .into_any()
}

fn heading(user: &User) -> AnyView {
    let since = user
        .created_at
        .as_ref()
        .and_then(purser_api::WireTime::instant)
        .map(|at| messages::customer_since(&day(at)));
    view! {
        <h1>{foreign(user.email.clone().unwrap_or_else(|| messages::customer_number(user.id.0)))}</h1>
        <p class="row wrap under">{standing(user)}<span class="cap">{since}</span></p>
    }
    .into_any()
}

fn details(user: &User) -> AnyView {
    view! {
        <dl class="facts in-gutter lastfacts">
            <dt>{messages::EXTERNAL_ID}</dt><dd>{user.external_user_id.clone().map(copyable)}</dd>
            <dt>{messages::CUSTOMER_ID}</dt><dd>{copyable(user.id.to_string())}</dd>
            <dt>{messages::UUID}</dt><dd>{user.uuid.clone().map(copyable)}</dd>
            <dt>{messages::TYPE}</dt><dd>{foreign(user.kind.clone().unwrap_or_else(|| messages::NONE.to_owned()))}</dd>
            <dt>{messages::CHANGED}</dt><dd>{time(user.updated_at.as_ref())}</dd>
            {user.blocked_at.as_ref().map(|at| view! { <dt>{messages::BLOCKED}</dt><dd>{time(Some(at))}</dd> })}
        </dl>
    }
    .into_any()
}
