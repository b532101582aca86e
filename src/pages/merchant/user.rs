//! `/merchant/users/:id`: one customer: how they stand, their accounts, everything that happened to them.

use std::sync::Arc;

use leptos::prelude::*;
use purser_api::{
    Rows, Secret,
    centrowallet::{
        Caller, UserId,
        payment_account::{self, PaymentAccount, PaymentAccountFilter},
        user::{self, User},
    },
};

use super::{
    user_access::{self, Access, name},
    user_edit, user_timeline,
    users::standing,
};
use crate::{
    messages::{
        self,
        errors::{Doing, trouble},
    },
    navigation::begin_page,
    pages::shared::{
        accounts,
        enrolment::{Enrolment, closing},
        transactions::unreadable,
    },
    paths::{Route, with_query},
    query::use_query,
    session::Identity,
    shell::{palette::offer, title},
    ui::{
        copy::copyable,
        form::plain_button,
        icon::icon,
        state::{bone, empty},
        text::foreign,
        time::{day, time},
    },
};

/// What stands above the page.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Panel {
    Edit,
    Access,
    Restore,
}

pub fn page(id: u64) -> AnyView {
    let restored = RwSignal::new(None::<Secret>);
    let is_restored = Memo::new(move |_| restored.with(Option::is_some));
    Effect::new(move |before: Option<()>| {
        is_restored.track();
        if before.is_some() {
            request_animation_frame(begin_page);
        }
    });
    view! {
        {move || if is_restored.get() { new_codes(id, restored) } else { customer(id, restored) }}
    }
    .into_any()
}

/// The new codes of a customer whose access was restored.
fn new_codes(id: u64, restored: RwSignal<Option<Secret>>) -> AnyView {
    title(messages::NEW_CODES);
    let secret = restored.get_untracked().unwrap_or_else(|| Secret::new(String::new()));
    view! {
        <div class="page enrol">
            <header class="head"><div>
                <a class="back" href=Route::Users.to_string()>{icon("left")}{messages::CUSTOMERS}</a>
                <h1>{messages::NEW_CODES}</h1>
                <p class="sub">{messages::restored(id)}</p>
            </div></header>
            <Enrolment secret=secret/>
            {closing(move || restored.set(None))}
        </div>
    }
    .into_any()
}

fn customer(id: u64, restored: RwSignal<Option<Secret>>) -> AnyView {
    title(&messages::customer_number(id));
    let caller = Caller::merchant_for(UserId(id));
    let asked = use_query(Identity::Merchant, move || Some(user::get(UserId(id))));
    let owned = use_query(Identity::Merchant, move || {
        Some(payment_account::list(caller, &PaymentAccountFilter::default()))
    });
    // Memos, so that an answer that says the same draws nothing anew.
    let user = Memo::new(move |_| asked.data.get());
    let accounts = Memo::new(move |_| owned.data.get());
    let panel = RwSignal::new(None::<Panel>);
    let close = Callback::new(move |()| {
        panel.try_set(None);
    });
    Effect::new(move |_| {
        if let Some(user) = user.get() {
            title(&name(&user));
        }
    });
    let above = move || {
        // Asked for first: what is not read is not followed.
        let panel = panel.get()?;
        let user = user.get_untracked()?;
        Some(match panel {
            Panel::Edit => user_edit::dialog(&user, close),
            Panel::Access => user_access::confirm(&user, Access::fitting(&user), close),
            Panel::Restore => user_access::restore(&user, restored, close),
        })
    };
    view! {
        <div class="page user">
            <header class="head"><div>
                <a class="back" href=Route::Users.to_string()>{icon("left")}{messages::CUSTOMERS}</a>
                {move || match user.get() {
                    Some(user) => heading(&user),
                    None if asked.error.with(Option::is_some) => view! { <h1>{messages::customer_number(id)}</h1> }.into_any(),
                    None => view! { <h1>{bone(5)}</h1> }.into_any(),
                }}
            </div>{move || user.get().map(|user| actions(&user, panel))}</header>
            {move || asked.error.with(|error| error.as_deref().map(|error| trouble(error, Doing::Reading).block(Some(Callback::new(move |()| asked.reload())))))}
            <section aria-labelledby="h-accounts">
                <h2 class="hide" id="h-accounts">{messages::ACCOUNTS}</h2>
                {move || accounts.get().map(|owned| strip(&owned, id))}
                {move || owned.error.with(|error| error.as_deref().map(|error| trouble(error, Doing::Reading).block(Some(Callback::new(move |()| owned.reload())))))}
            </section>
            <div class="duo">
                {user_timeline::section(id, user, accounts)}
                <div>
                    {move || accounts.get().and_then(|owned| cards(&owned, id))}
                    <section class="sec" aria-labelledby="h-details">
                        <header><h2 id="h-details">{messages::DETAILS}</h2><div class="end">{plain_button(messages::EDIT, None, move || if user.with_untracked(Option::is_some) { panel.set(Some(Panel::Edit)) })}</div></header>
                        {move || user.get().map(|user| details(&user))}
                    </section>
                </div>
            </div>
            {above}
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
        <h1>{foreign(name(user))}</h1>
        <p class="row wrap under">{standing(user)}<span class="cap">{since}</span></p>
    }
    .into_any()
}

fn actions(user: &User, panel: RwSignal<Option<Panel>>) -> AnyView {
    let access = Access::fitting(user);
    let customer = format!("customer={}", user.id);
    let class = if access == Access::Block { "btn danger" } else { "btn" };
    let offer_panel =
        |words, symbol, which| offer(words, symbol, Callback::new(move |()| panel.set(Some(which))));
    offer_panel(messages::EDIT_CUSTOMER, "user", Panel::Edit);
    offer_panel(access.label(), "shield", Panel::Access);
    offer_panel(messages::RESTORE_DOTS, "key", Panel::Restore);
    view! {
        <div class="end row wrap">
            <button class=class type="button" on:click=move |_| panel.set(Some(Panel::Access))>{access.label()}</button>
            {plain_button(messages::RESTORE_DOTS, None, move || panel.set(Some(Panel::Restore)))}
            <a class="btn" href=with_query(Route::NewAccount, &customer)>{messages::NEW_ACCOUNT}</a>
            <a class="btn lead" href=with_query(Route::NewPayment, &customer)>{messages::NEW_PAYMENT}</a>
        </div>
    }
    .into_any()
}

fn strip(owned: &Rows<PaymentAccount>, id: u64) -> AnyView {
    if owned.is_empty() {
        return empty(messages::NO_ACCOUNTS, messages::NO_ACCOUNTS_HINT, None);
    }
    let link = |account: &PaymentAccount| with_query(Route::Account(account.id.0), &format!("customer={id}"));
    let bad = unreadable(&owned.unreadable);
    view! {
        <ul class="strip">
            {owned.rows.iter().map(|account| accounts::cell(account, link(account), true)).collect_view()}
        </ul>
        {bad.into_iter().map(|row| view! {
            <p class="note warn in-gutter">{icon("alert")}<span>{messages::ROW_UNREADABLE}" "<span class="code">{row.path}</span>" "<span class="code">{row.message}</span></span></p>
        }).collect_view()}
    }
    .into_any()
}

/// The cards that accounts remember, and whether they still work.
fn cards(owned: &Rows<PaymentAccount>, id: u64) -> Option<AnyView> {
    let today = crate::clock::now().date();
    let each: Vec<AnyView> = owned
        .rows
        .iter()
        .filter_map(|account| {
            let words = accounts::card(account)?;
            let expiry = account.expiration_month.zip(account.expiration_year);
            let months_left = expiry.map(|(month, year)| {
                let ends = i64::from(if year < 100 { year + 2000 } else { year }) * 12 + i64::from(month);
                ends - (i64::from(today.year()) * 12 + i64::from(today.month()))
            });
            let mark = match months_left {
                Some(..0) => Some((crate::ui::status::Mark::Bad, messages::CARD_EXPIRED)),
                Some(0..=1) => Some((crate::ui::status::Mark::Waiting, messages::CARD_EXPIRES_SOON)),
                _ => None,
            };
            let link = with_query(Route::Account(account.id.0), &format!("customer={id}"));
            let expires = expiry.map(|(month, year)| messages::expires_in(month, year % 100));
            let reloads = (account.autoreload == Some(true)).then(|| format!(", {}", messages::RELOADS));
            Some(
                view! {
                    <li class="paycard">
                        <p class="row"><b>{words}</b><span class="push">{mark.map(|(mark, word)| crate::ui::status::status(mark, word))}</span></p>
                        <p class="row cap"><span>{expires}</span><a class="push link" href=link>{foreign(accounts::name(account))}</a>{reloads}</p>
                    </li>
                }
                .into_any(),
            )
        })
        .collect();
    (!each.is_empty()).then(|| {
        view! {
            <section class="sec" aria-labelledby="h-cards">
                <header><h2 id="h-cards">{messages::CARDS}</h2></header><ul class="in-gutter cards">{each}</ul>
            </section>
        }
        .into_any()
    })
}

fn details(user: &Arc<User>) -> AnyView {
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
