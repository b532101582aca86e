//! `/merchant/users`: the merchant's customers.

use std::rc::Rc;

use leptos::prelude::*;
use purser_api::{
    Date, Page,
    centrowallet::{
        OrderDirection,
        user::{self, User, UserFilter, UserOrder},
    },
};

use crate::{
    export,
    gather::{LARGE_PAGE, Pages},
    messages::{
        self,
        errors::{Doing, trouble},
    },
    pages::shared::{
        display::use_display,
        exporting::use_export,
        listing::{page_of, per_page, sort_of, use_listing, value},
        named_views::NamedViews,
        transactions::{not_all_read, unreadable},
    },
    paths::{Route, bulk},
    query::use_query,
    session::Identity,
    shell::title,
    ui::text::foreign,
    ui::{
        filters::{Filter, FilterBar, Kind},
        icon::icon,
        money::{NO_BREAK, count},
        state::empty,
        status::{Mark, status},
        table::{Column, Pager, Row, Selection, SelectionBar, Table},
        time::time,
    },
};

const YES_NO: &[(&str, &str)] = &[("true", messages::YES), ("false", messages::NO)];
const FILTERS: &[Filter] = &[
    Filter { name: "email", label: messages::EMAIL, kind: Kind::Text },
    Filter { name: "externalUserId", label: messages::EXTERNAL_ID, kind: Kind::Text },
    Filter { name: "isBlocked", label: messages::BLOCKED, kind: Kind::Choice(YES_NO) },
    Filter { name: "isActivated", label: messages::ACTIVATED, kind: Kind::Choice(YES_NO) },
    Filter { name: "dateFrom", label: messages::FROM_DAY, kind: Kind::Date },
    Filter { name: "dateTo", label: messages::TO_DAY, kind: Kind::Date },
];
const DEFAULT_ORDER: &str = "id";
const USUAL: &[&str] = &["who", "for", "acc", "state", "when", "changed"];
const COLUMNS: &[Column] = &[
    Column { class: "c-who", title: messages::CUSTOMER, sort: Some("email") },
    Column { class: "c-for", title: messages::EXTERNAL_ID, sort: None },
    Column { class: "c-acc", title: messages::NUMBER, sort: Some("id") },
    Column { class: "c-state", title: messages::STATUS, sort: Some("is_blocked") },
    Column { class: "c-when", title: messages::SINCE, sort: Some("created_at") },
    Column { class: "c-changed", title: messages::CHANGED, sort: Some("updated_at") },
    Column { class: "c-blocked", title: messages::BLOCKED_SINCE, sort: Some("blocked_at") },
    Column { class: "c-kind", title: messages::TYPE, sort: None },
    Column { class: "c-uuid", title: messages::UUID, sort: None },
];

fn read(pairs: &[(String, String)]) -> UserFilter {
    let text = |name: &str| value(pairs, name).map(str::to_owned);
    let flag = |name: &str| value(pairs, name).map(|value| value == "true");
    let day = |name: &str| value(pairs, name).and_then(|value| Date::parse(value).ok());
    let sort = sort_of(pairs, DEFAULT_ORDER);
    UserFilter {
        email: text("email"),
        external_user_id: text("externalUserId"),
        is_activated: flag("isActivated"),
        is_blocked: flag("isBlocked"),
        date_from: day("dateFrom"),
        date_to: day("dateTo"),
        limit: Some(per_page(pairs)),
        page: Some(page_of(pairs)),
        order_column: UserOrder::from_text(&sort.column),
        order_direction: Some(if sort.descending {
            OrderDirection::Descending
        } else {
            OrderDirection::Ascending
        }),
    }
}

/// All pages of what an address asks for, in the order of numbers.
fn pages(pairs: &[(String, String)]) -> Pages<User> {
    let filter = UserFilter {
        limit: Some(LARGE_PAGE),
        order_column: Some(UserOrder::Id),
        order_direction: Some(OrderDirection::Ascending),
        ..read(pairs)
    };
    Rc::new(move |page| user::list(&UserFilter { page: Some(page), ..filter.clone() }))
}

/// Whether a customer may use their wallet, as a mark and a word.
pub fn standing(user: &User) -> AnyView {
    match (user.is_blocked, user.is_activated) {
        (Some(true), _) => status(Mark::Bad, messages::BLOCKED),
        (_, Some(false)) => status(Mark::Off, messages::NOT_ACTIVATED),
        (_, Some(true)) => status(Mark::Good, messages::ACTIVE),
        _ => status(Mark::Odd, messages::NONE),
    }
}

fn cells(user: &User) -> Vec<AnyView> {
    let email = user.email.clone().unwrap_or_else(|| messages::customer_number(user.id.0));
    vec![
        view! { <a href=Route::User(user.id.0).to_string()>{foreign(email)}</a> }.into_any(),
        view! { <span class="id">{foreign(user.external_user_id.clone().unwrap_or_default())}</span> }
            .into_any(),
        view! { <span class="id">{format!("#{}", user.id)}</span> }.into_any(),
        standing(user),
        view! { <span class="faint">{time(user.created_at.as_ref())}</span> }.into_any(),
        view! { <span class="faint">{time(user.updated_at.as_ref())}</span> }.into_any(),
        view! { <span class="faint">{user.blocked_at.as_ref().map(|at| time(Some(at)))}</span> }.into_any(),
        view! { <span class="quiet">{foreign(user.kind.clone().unwrap_or_default())}</span> }.into_any(),
        view! { <span class="id">{foreign(user.uuid.clone().unwrap_or_default())}</span> }.into_any(),
    ]
}

fn new_customer() -> AnyView {
    view! { <a class="btn lead" href=Route::NewUser.to_string()>{icon("plus")}{messages::NEW_CUSTOMER}</a> }
        .into_any()
}

pub fn page() -> AnyView {
    title(messages::CUSTOMERS);
    let listing = use_listing();
    let query = use_query(Identity::Merchant, move || {
        (listing.trouble(FILTERS).is_none()).then(|| user::list(&listing.pairs.with(|pairs| read(pairs))))
    });
    let rows = Signal::derive(move || {
        let key = |user: &User| format!("{}:{:?}:{:?}", user.id, user.is_blocked, user.is_activated);
        if listing.trouble(FILTERS).is_some() {
            return None;
        }
        query.data.get().map(|page| Row::each(&page, |page: &Page<User>| &page.rows, key, cells))
    });
    let total =
        Signal::derive(move || query.data.with(|page| page.as_ref().map_or(0, |page| page.meta.total)));
    let display = use_display(listing, COLUMNS, USUAL, "purser.columns.customers");
    let exporting = use_export(Identity::Merchant, export::CUSTOMERS, move || {
        (listing.pairs.with_untracked(|pairs| pages(pairs)), listing.set(FILTERS).get_untracked())
    });
    let selection = Selection::default();
    let nothing = move || {
        if listing.set(FILTERS).with(Vec::is_empty) {
            empty(messages::NO_CUSTOMERS, messages::NO_CUSTOMERS_HINT, Some(new_customer()))
        } else {
            let clear = listing.on_clear(FILTERS);
            let clear = view! { <button class="btn" type="button" on:click=move |_| clear.run(())>{messages::CLEAR_FILTERS}</button> };
            empty(messages::NO_SUCH_CUSTOMERS, messages::NO_SUCH_CUSTOMERS_HINT, Some(clear.into_any()))
        }
    };
    view! {
        <div class="page whole users"><div class="list">
            <header class="head">
                <h1>{messages::CUSTOMERS}{NO_BREAK}<span class="count">{move || query.data.with(Option::is_some).then(|| count(total.get()))}</span></h1>
                <div class="end">{new_customer()}</div>
            </header>
            <NamedViews listing=listing route=Route::Users list="customers" filters=FILTERS/>
            <FilterBar filters=FILTERS set=listing.set(FILTERS) on_change=listing.on_change() on_clear=listing.on_clear(FILTERS)>
                {display.button()}
                {exporting.button()}
            </FilterBar>
            {exporting.status()}
            {move || query.data.with(|page| page.as_deref().map(not_all_read))}
            <Table
                caption=messages::CUSTOMERS columns=COLUMNS shown=display.shown rows=rows loading=query.loading
                unreadable=Signal::derive(move || query.data.with(|page| page.as_ref().map(|page| unreadable(&page.unreadable)).unwrap_or_default()))
                trouble=Signal::derive(move || listing.trouble(FILTERS).or_else(|| query.error.with(|error| error.as_deref().map(|error| trouble(error, Doing::Reading)))))
                on_retry=Callback::new(move |()| query.reload())
                sort=listing.sort(DEFAULT_ORDER) on_sort=listing.on_sort(DEFAULT_ORDER)
                selection=selection
                empty=ViewFn::from(nothing)
            />
            <Pager page=listing.page() per_page=listing.per_page() total=total on_page=listing.on_page()/>
            <SelectionBar selection=selection rows=rows>
                <a class="btn sm" href=move || bulk("top-up", &selection.ids())>{icon("plus")}{messages::TOP_UP_THEM}</a>
                <a class="btn sm" href=move || bulk("block", &selection.ids())>{icon("lock")}{messages::BLOCK_THEM}</a>
                <a class="btn sm" href=move || bulk("unblock", &selection.ids())>{messages::UNBLOCK_THEM}</a>
            </SelectionBar>
        </div></div>
    }
    .into_any()
}
