//! How an account is said: its name, its balance, what it is.

use leptos::prelude::*;
use purser_api::centrowallet::{PaymentAccountKind, payment_account::PaymentAccount};

use crate::{
    messages,
    ui::text::foreign,
    ui::{
        money::{Tone, figure},
        status::{Mark, status},
        time,
    },
};

/// Its name, or what can be said instead.
pub fn name(account: &PaymentAccount) -> String {
    account
        .name
        .clone()
        .filter(|name| !name.is_empty())
        .unwrap_or_else(|| messages::account_in(account.currency.as_str()))
}

/// Whether it pays and receives, as a mark and a word.
pub fn standing(account: &PaymentAccount) -> AnyView {
    match account.is_active {
        Some(true) => status(Mark::Good, messages::ACTIVE),
        Some(false) => status(Mark::Off, messages::INACTIVE),
        None => status(Mark::Odd, messages::NONE),
    }
}

/// The card behind it, in words, if it has one.
pub fn card(account: &PaymentAccount) -> Option<String> {
    let number = account.account_number.as_ref().filter(|number| !number.is_empty())?;
    let tail: String = number.chars().rev().take(4).collect::<Vec<_>>().into_iter().rev().collect();
    Some(messages::card_ends(account.brand.as_deref().unwrap_or(messages::CARD), &tail))
}

/// One cell of a strip of balances; an operator is told the number, its owner has no use for it.
pub fn cell(account: &PaymentAccount, href: String, numbered: bool) -> AnyView {
    let balance = account.balance_money().map(|balance| figure(balance, Tone::Plain, ""));
    let notes = [
        Some(card(account).unwrap_or_else(|| messages::NO_CARD.to_owned())),
        (account.kind == PaymentAccountKind::Promo).then(|| messages::PROMO.to_owned()),
        (account.is_active == Some(false)).then(|| messages::INACTIVE.to_owned()),
        account
            .last_used
            .as_ref()
            .and_then(purser_api::WireTime::instant)
            .map(|at| messages::last_used(&time::short(at))),
    ];
    view! {
        <li>
            <p class="top"><a class="name" href=href>{foreign(name(account))}</a>{numbered.then(|| view! { <span class="cap">{format!("#{}", account.id)}</span> })}</p>
            {balance}
            <p class="flow">{notes.into_iter().flatten().map(|note| view! { <span>{note}</span> }).collect_view()}</p>
        </li>
    }
    .into_any()
}
