//! `/wallet`: the customer's balances and what happened lately.

use leptos::prelude::*;
use purser_api::{
    Rows,
    centrowallet::{
        Caller, OrderDirection,
        payment_account::{self, PaymentAccount, PaymentAccountFilter},
        transaction::{self, TransactionFilter, TransactionOrder},
    },
};

use super::activity::by_day;
use crate::{
    messages::{
        self,
        errors::{Doing, trouble},
    },
    pages::shared::accounts,
    paths::Route,
    query::{Query, use_query},
    session::Identity,
    shell::title,
    ui::state::{bone, empty},
};

const LATEST: u64 = 20;

pub fn page() -> AnyView {
    title(messages::YOUR_MONEY);
    let owned = use_query(Identity::Customer, || {
        Some(payment_account::list(Caller::Customer, &PaymentAccountFilter::default()))
    });
    let latest = use_query(Identity::Customer, || {
        let filter = TransactionFilter {
            limit: Some(LATEST),
            order_column: Some(TransactionOrder::Id),
            order_direction: Some(OrderDirection::Descending),
            ..TransactionFilter::default()
        };
        Some(transaction::list(Caller::Customer, &filter))
    });
    owned.refresh_when_seen();
    latest.refresh_when_seen();
    view! {
        <div class="page wallet">
            <section class="wallet-top" aria-labelledby="h-money" aria-busy=move || owned.loading.get().to_string()>
                <h1 id="h-money">{messages::YOUR_MONEY}</h1>
                {balances(owned)}
            </section>
            <section class="sec" aria-labelledby="h-activity">
                <header><h2 id="h-activity">{messages::ACTIVITY}</h2></header>
                {move || latest.data.get().map(|page| if page.rows.is_empty() { empty(messages::NO_ACTIVITY, messages::NO_ACTIVITY_HINT, None) } else { by_day(&page) })}
                {move || latest.error.with(|error| error.as_deref().map(|error| trouble(error, Doing::Reading).block(Some(Callback::new(move |()| latest.reload())))))}
            </section>
        </div>
    }
    .into_any()
}

fn balances(owned: Query<Rows<PaymentAccount>>) -> impl IntoView {
    move || {
        let error = owned.error.with(|error| {
            error.as_deref().map(|error| {
                trouble(error, Doing::Reading).block(Some(Callback::new(move |()| owned.reload())))
            })
        });
        let strip = match owned.data.get() {
            None if error.is_some() => ().into_any(),
            None => view! { <ul class="strip"><li><p class="top">{bone(3)}</p><span class="figure">{bone(5)}</span></li></ul> }.into_any(),
            Some(owned) if owned.is_empty() => empty(messages::NO_MONEY_YET, messages::NO_MONEY_YET_HINT, None),
            Some(owned) => view! {
                <ul class="strip">
                    {owned.rows.iter().map(|account| accounts::cell(account, Route::WalletAccount(account.id.0).to_string(), false)).collect_view()}
                </ul>
            }
            .into_any(),
        };
        view! { {error}{strip} }
    }
}
