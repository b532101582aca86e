//! `/merchant/accounts?customer=…`: a customer's accounts, with the API's filters.

use leptos::prelude::*;
use purser_api::{
    Currency, Rows,
    centrowallet::{
        Caller, PaymentAccountKind, UserId,
        payment_account::{self, PaymentAccount, PaymentAccountFilter},
        user,
    },
};

use crate::{
    messages::{
        self,
        errors::{Doing, trouble},
    },
    navigation::use_navigation,
    pages::shared::{
        accounts::{name, standing},
        customer_picker::{Chosen, CustomerPicker},
        listing::{use_listing, value},
        transactions::unreadable,
    },
    paths::{Route, with_query},
    query::use_query,
    session::Identity,
    shell::title,
    ui::{
        filters::{Filter, FilterBar, Kind},
        icon::icon,
        money::{NO_BREAK, Tone, amount, count},
        state::empty,
        table::{Column, Row, Sort, Table},
        text::foreign,
        time::time,
    },
};

const YES_NO: &[(&str, &str)] = &[("true", messages::YES), ("false", messages::NO)];
const FILTERS: &[Filter] = &[
    Filter { name: "currency", label: messages::CURRENCY, kind: Kind::Currency },
    Filter {
        name: "type",
        label: messages::TYPE,
        kind: Kind::Choice(&[("fiat", messages::FIAT), ("promo", messages::PROMO)]),
    },
    Filter { name: "isActive", label: messages::IS_ACTIVE, kind: Kind::Choice(YES_NO) },
    Filter { name: "isAutoReload", label: messages::AUTO_RELOAD, kind: Kind::Choice(YES_NO) },
    Filter { name: "isNotify", label: messages::LOW_BALANCE_NOTICE, kind: Kind::Choice(YES_NO) },
    Filter { name: "system", label: messages::PAYMENT_SYSTEM, kind: Kind::Text },
];
const COLUMNS: &[Column] = &[
    Column { class: "c-who", title: messages::ACCOUNT, sort: None },
    Column { class: "c-acc", title: messages::NUMBER, sort: None },
    Column { class: "c-for", title: messages::TYPE, sort: None },
    Column { class: "c-state", title: messages::STATUS, sort: None },
    Column { class: "c-when", title: messages::LAST_USED, sort: None },
    Column { class: "num with-ccy c-sum", title: messages::BALANCE, sort: None },
];

fn read(pairs: &[(String, String)]) -> PaymentAccountFilter {
    let flag = |name: &str| value(pairs, name).map(|value| value == "true");
    PaymentAccountFilter {
        system: value(pairs, "system").map(str::to_owned),
        currency: value(pairs, "currency").and_then(|code| Currency::new(code).ok()),
        is_active: flag("isActive"),
        is_auto_reload: flag("isAutoReload"),
        is_notify: flag("isNotify"),
        kind: value(pairs, "type").map(PaymentAccountKind::from),
    }
}

pub fn page() -> AnyView {
    title(messages::ACCOUNTS);
    let listing = use_listing();
    let customer = Memo::new(move |_| {
        listing.pairs.with(|pairs| value(pairs, "customer").and_then(|id| id.parse().ok())).map(UserId)
    });
    let screen = move || match customer.get() {
        Some(customer) => of_customer(customer),
        None => choose(),
    };
    screen.into_any()
}

fn choose() -> AnyView {
    let navigation = use_navigation();
    let go = Callback::new(move |chosen: Chosen| {
        navigation.go(with_query(Route::Accounts, &format!("customer={}", chosen.id)));
    });
    view! {
        <div class="page accounts">
            <header class="head"><div><h1>{messages::ACCOUNTS}</h1><p class="sub">{messages::WHOSE_ACCOUNTS_HINT}</p></div></header>
            <div class="in-gutter"><div class="form"><CustomerPicker label=messages::WHOSE_ACCOUNTS hint=messages::CUSTOMER_HINT on_choose=go/></div></div>
        </div>
    }
    .into_any()
}

fn cells(customer: UserId, account: &PaymentAccount) -> Vec<AnyView> {
    let href = with_query(Route::Account(account.id.0), &format!("customer={customer}"));
    let kind = match &account.kind {
        PaymentAccountKind::Fiat => messages::FIAT.to_owned(),
        PaymentAccountKind::Promo => messages::PROMO.to_owned(),
        PaymentAccountKind::Other(text) => text.clone(),
    };
    vec![
        view! { <a href=href>{foreign(name(account))}</a> }.into_any(),
        view! { <span class="id">{format!("#{}", account.id)}</span> }.into_any(),
        view! { <span class="quiet">{foreign(kind)}</span> }.into_any(),
        standing(account),
        view! { <span class="faint">{time(account.last_used.as_ref())}</span> }.into_any(),
        account.balance_money().map(|balance| amount(balance, Tone::Plain)).into_any(),
    ]
}

fn of_customer(customer: UserId) -> AnyView {
    let listing = use_listing();
    let caller = Caller::merchant_for(customer);
    let owner = use_query(Identity::Merchant, move || Some(user::get(customer)));
    let query = use_query(Identity::Merchant, move || {
        listing
            .trouble(FILTERS)
            .is_none()
            .then(|| payment_account::list(caller, &listing.pairs.with(|pairs| read(pairs))))
    });
    let rows = Signal::derive(move || {
        let key = |account: &PaymentAccount| {
            format!("{}:{:?}:{:?}", account.id, account.balance, account.is_active)
        };
        if listing.trouble(FILTERS).is_some() {
            return None;
        }
        query.data.get().map(|list| {
            Row::each(
                &list,
                |list: &Rows<PaymentAccount>| &list.rows,
                key,
                move |account| cells(customer, account),
            )
        })
    });
    let email = move || {
        let email = owner.data.with(|owner| owner.as_ref().and_then(|owner| owner.email.clone()));
        email.unwrap_or_else(|| messages::customer_number(customer.0))
    };
    let new = move || {
        let href = with_query(Route::NewAccount, &format!("customer={customer}"));
        view! { <a class="btn lead" href=href>{icon("plus")}{messages::NEW_ACCOUNT}</a> }.into_any()
    };
    let nothing = move || {
        if listing.set(FILTERS).with(Vec::is_empty) {
            empty(messages::NO_ACCOUNTS, messages::NO_ACCOUNTS_HINT, Some(new()))
        } else {
            let clear = listing.on_clear(FILTERS);
            let clear = view! { <button class="btn" type="button" on:click=move |_| clear.run(())>{messages::CLEAR_FILTERS}</button> };
            empty(messages::NO_SUCH_ACCOUNTS, messages::NO_SUCH_ACCOUNTS_HINT, Some(clear.into_any()))
        }
    };
    view! {
        <div class="page whole accounts"><div class="list">
            <header class="head">
                <div>
                    <a class="back" href=Route::User(customer.0).to_string()>{icon("left")}{move || foreign(email())}</a>
                    <h1>{messages::ACCOUNTS}{NO_BREAK}<span class="count">{move || query.data.with(|list| list.as_ref().map(|list| count(u64::try_from(list.rows.len()).unwrap_or(u64::MAX))))}</span></h1>
                </div>
                <div class="end">{new()}</div>
            </header>
            <FilterBar filters=FILTERS set=listing.set(FILTERS) on_change=listing.on_change() on_clear=listing.on_clear(FILTERS)/>
            <Table
                caption=messages::ACCOUNTS columns=COLUMNS rows=rows loading=query.loading
                unreadable=Signal::derive(move || query.data.with(|list| list.as_ref().map(|list| unreadable(&list.unreadable)).unwrap_or_default()))
                trouble=Signal::derive(move || listing.trouble(FILTERS).or_else(|| query.error.with(|error| error.as_deref().map(|error| trouble(error, Doing::Reading)))))
                on_retry=Callback::new(move |()| query.reload())
                sort=Signal::stored(Sort::default()) on_sort=Callback::new(|_| ())
                empty=ViewFn::from(nothing)
            />
        </div></div>
    }
    .into_any()
}
