//! Which accounts refill themselves: switched on and off on the spot, set up on the account's own page.

use leptos::prelude::*;
use purser_api::{
    Decimal, Money, Rows,
    centrowallet::{
        Caller, PaymentAccountKind,
        payment_account::{self, PaymentAccount, PaymentAccountUpdate},
    },
};

use crate::{
    messages::{
        self,
        errors::{Doing, trouble},
    },
    pages::shared::accounts::{card, name},
    paths::{Route, with_query},
    query::{Query, use_action, use_changes},
    session::Identity,
    transport::{self, use_client},
    ui::{money::Tone, money::digits, text::foreign, toast::use_toasts},
};

/// The amounts of an account's reload, where both are set: how much, under what.
fn set_up(account: &PaymentAccount) -> Option<(String, String)> {
    let said = |amount: Option<Decimal>| {
        amount
            .filter(|amount| *amount > Decimal::ZERO)
            .map(|amount| digits(Money::new(amount, account.currency), Tone::Plain))
    };
    Some((said(account.autoreload_amount)?, said(account.autoreload_min_amount)?))
}

/// The section, where there is an account that can do it.
pub fn section(owned: Query<Rows<PaymentAccount>>) -> AnyView {
    let accounts = Memo::new(move |_| {
        let can = |account: &&PaymentAccount| {
            account.kind != PaymentAccountKind::Promo && account.is_active != Some(false)
        };
        owned
            .data
            .with(|rows| rows.iter().flat_map(|rows| &rows.rows).filter(can).cloned().collect::<Vec<_>>())
    });
    let section = move || {
        accounts.with(|accounts| {
            (!accounts.is_empty()).then(|| {
                view! {
                    <section class="sec" aria-labelledby="h-reloads">
                        <header><h2 id="h-reloads">{messages::OWN_RELOADS}</h2></header>
                        <ul class="items autos">{accounts.iter().map(one).collect_view()}</ul>
                    </section>
                }
            })
        })
    };
    section.into_any()
}

fn one(account: &PaymentAccount) -> AnyView {
    let Some((amount, limit)) = set_up(account) else {
        let href = with_query(Route::WalletAccount(account.id.0), "do=settings");
        return view! {
            <li class="item plain"><span><span class="t">{foreign(name(account))}</span><span class="s">{messages::RELOAD_UNSET}</span></span><a class="link" href=href>{messages::SET_UP}</a></li>
        }
        .into_any();
    };
    let is_on = account.autoreload == Some(true);
    let card = card(account).unwrap_or_else(|| messages::NO_CARD.to_owned());
    let said = if is_on {
        messages::reloads(&amount, &limit, &card)
    } else {
        messages::would_reload(&amount, &limit)
    };
    let (client, changes, toasts, action) = (use_client(), use_changes(), use_toasts(), use_action());
    let id = account.id;
    let on = RwSignal::new(is_on);
    let switch = move |event| {
        let now = event_target_checked(&event);
        on.set(now);
        let change = PaymentAccountUpdate { is_auto_reload: Some(now), ..PaymentAccountUpdate::default() };
        let request = payment_account::update(Caller::Customer, id, &change);
        action.run(
            async move { transport::send(client, Identity::Customer, &request, None).await },
            move |_| {
                toasts.say(messages::SAVED);
                changes.happened();
            },
        );
    };
    // What was not done does not stand there as if it were.
    Effect::new(move |_| {
        if action.error.with(Option::is_some) {
            on.set(is_on);
        }
    });
    view! {
        <li>
            <label class="item plain">
                <span><span class="t">{foreign(name(account))}</span><span class="s">{said}</span></span>
                <input class="switch" type="checkbox" role="switch" aria-label=messages::reload_of(&name(account)) prop:checked=move || on.get() disabled=move || action.busy.get() on:change=switch/>
            </label>
            {move || action.error.with(|error| error.as_deref().map(|error| view! { <div class="in-gutter">{trouble(error, Doing::Changing).note()}</div> }))}
        </li>
    }
    .into_any()
}
