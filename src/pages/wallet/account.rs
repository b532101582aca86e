//! `/wallet/accounts/:id`: one of the customer's accounts: what it holds, what can be done, its settings, its history.

use leptos::prelude::*;
use purser_api::centrowallet::{
    Caller, PaymentAccountId, PaymentAccountKind,
    payment_account::{self, PaymentAccount},
};

use super::{grants::use_grants, history::use_history, home::quick};
use crate::{
    messages::{
        self,
        errors::{Doing, trouble},
    },
    navigation::use_navigation,
    pages::shared::{
        account_settings::AccountSettings,
        accounts::{card, name, standing},
    },
    paths::{Route, query_value, with_query},
    query::use_query,
    session::Identity,
    shell::title,
    ui::{
        copy::copyable,
        icon::icon,
        money::{Tone, amount, figure},
        state::bone,
        text::foreign,
        time::time,
    },
};

pub fn page(id: u64) -> AnyView {
    title(&messages::account_number(id));
    let (here, id) = (Route::WalletAccount(id), PaymentAccountId(id));
    let navigation = use_navigation();
    let account = use_query(Identity::Customer, move || Some(payment_account::get(Caller::Customer, id)));
    let history = use_history(Some(id));
    let grants = use_grants(Some(id));
    account.refresh_when_seen();
    let shown = Memo::new(move |_| account.data.get());
    let is_known = Memo::new(move |_| account.data.with(Option::is_some));
    let is_setting = Memo::new(move |_| {
        let said = navigation.location.with(|location| query_value(&location.query, "do"));
        said.as_deref() == Some("settings")
    });
    let close = Callback::new(move |()| navigation.replace(here.to_string()));
    let of_it = format!("account={id}");
    let settings = with_query(here, "do=settings");
    view! {
        <div class="page wallet-account">
            <header class="head"><div>
                <a class="back" href=Route::Wallet.to_string()>{icon("left")}{messages::YOUR_MONEY}</a>
                {move || match shown.get() {
                    Some(account) => view! { <h1>{foreign(name(&account))}</h1><p class="row wrap under">{standing(&account)}<span class="cap">{messages::account_number(account.id.0)}</span></p> }.into_any(),
                    None if account.error.with(Option::is_some) => view! { <h1>{messages::account_number(id.0)}</h1> }.into_any(),
                    None => view! { <h1>{bone(4)}</h1> }.into_any(),
                }}
            </div></header>
            {move || account.error.with(|error| error.as_deref().map(|error| trouble(error, Doing::Reading).block(Some(Callback::new(move |()| account.reload())))))}
            {move || is_known.get().then(|| {
                let (settings, statement) = (settings.clone(), Route::WalletStatement(id.0).to_string());
                view! {
                    <div class="in-gutter held">{move || shown.get().and_then(|account| account.balance_money()).map(|balance| figure(balance, Tone::Plain, "xl"))}</div>
                    {quick(&of_it)}
                    {move || is_setting.get().then(|| view! {
                        <section class="sec doing" aria-labelledby="h-settings">
                            <header><h2 id="h-settings">{messages::SETTINGS_OF_ACCOUNT}</h2></header>
                            <div class="in-gutter"><AccountSettings caller=Caller::Customer account=account on_close=close/></div>
                        </section>
                    })}
                    <div class="duo">
                        <section class="sec" aria-labelledby="h-history">
                            <header><h2 id="h-history">{messages::ACTIVITY}</h2><a class="end link" href=statement>{messages::STATEMENT}</a></header>
                            {history.show()}
                        </section>
                        <div>
                            <section class="sec" aria-labelledby="h-details">
                                <header><h2 id="h-details">{messages::DETAILS}</h2><a class="end link" href=settings>{messages::CHANGE}</a></header>
                                {move || shown.get().map(|account| details(&account))}
                            </section>
                            {grants.section()}
                        </div>
                    </div>
                }
            })}
        </div>
    }
    .into_any()
}

fn details(account: &PaymentAccount) -> AnyView {
    let money = |value: Option<purser_api::Decimal>| {
        value.map(|value| amount(purser_api::Money::new(value, account.currency), Tone::Plain))
    };
    let is_promo = account.kind == PaymentAccountKind::Promo;
    let kind = match &account.kind {
        PaymentAccountKind::Fiat => messages::FIAT.to_owned(),
        PaymentAccountKind::Promo => messages::PROMO.to_owned(),
        PaymentAccountKind::Other(text) => text.clone(),
    };
    let reloads = account.autoreload == Some(true);
    let notifies = account.is_notify == Some(true);
    view! {
        <dl class="facts in-gutter lastfacts">
            <dt>{messages::ACCOUNT_NUMBER}</dt><dd>{copyable(account.id.to_string())}</dd>
            <dt>{messages::TYPE}</dt><dd>{foreign(kind)}</dd>
            {(!is_promo).then(|| view! {
                <dt>{messages::CARD}</dt><dd>{foreign(card(account).unwrap_or_else(|| messages::NO_CARD.to_owned()))}</dd>
                <dt>{messages::AUTO_RELOAD}</dt>
                <dd>{if reloads { view! { {money(account.autoreload_amount)}" "{messages::UNDER}" "{money(account.autoreload_min_amount)} }.into_any() } else { messages::OFF.into_any() }}</dd>
            })}
            <dt>{messages::LOW_BALANCE_NOTICE}</dt>
            <dd>{if notifies { view! { {messages::UNDER}" "{money(account.notify_amount)} }.into_any() } else { messages::OFF.into_any() }}</dd>
            {account.description.clone().filter(|text| !text.is_empty()).map(|text| view! { <dt>{messages::DESCRIPTION}</dt><dd>{foreign(text)}</dd> })}
            <dt>{messages::SINCE}</dt><dd>{time(account.created_at.as_ref())}</dd>
            <dt>{messages::LAST_USED}</dt><dd>{time(account.last_used.as_ref())}</dd>
        </dl>
    }
    .into_any()
}
