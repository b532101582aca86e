//! A small field that leads to one transaction: by its number, else by its order id.

use leptos::{ev, prelude::*};
use purser_api::centrowallet::{
    Caller, TransactionId,
    transaction::{self, Transaction, TransactionFilter},
};

use crate::{
    messages::{
        self,
        errors::{Doing, trouble},
    },
    navigation::use_navigation,
    paths::{Route, query_string, with_query},
    query::use_action,
    session::Identity,
    transport::{self, use_client},
    ui::icon::icon,
};

/// Where what was found leads: one transaction, or the list of all that share an order id.
fn way(found: &[Transaction], typed: &str) -> Option<String> {
    match found {
        [] => None,
        [one] => Some(address(one)),
        _ => Some(with_query(Route::Transactions, &query_string([("merchantOrderId", typed)]))),
    }
}

/// The customer stands in the query, because the API asks for it.
pub fn address(row: &Transaction) -> String {
    let route = Route::Transaction(row.id.0);
    row.user_id.map_or_else(|| route.to_string(), |id| with_query(route, &format!("customer={id}")))
}

#[component]
pub fn Jump() -> impl IntoView {
    let client = use_client();
    let navigation = use_navigation();
    let action = use_action();
    let typed = RwSignal::new(String::new());
    let missed = RwSignal::new(false);
    let find = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let text = typed.get_untracked().trim().trim_start_matches('#').trim().to_owned();
        if text.is_empty() {
            return;
        }
        missed.set(false);
        let order = text.clone();
        let look = async move {
            let list = async |filter: TransactionFilter| {
                let filter = TransactionFilter { limit: Some(2), ..filter };
                let request = transaction::list(Caller::Merchant { client_id: None }, &filter);
                transport::send(client, Identity::Merchant, &request, None).await
            };
            if let Ok(number) = order.parse() {
                let by_number = TransactionFilter {
                    id_list: vec![TransactionId(number)],
                    ..TransactionFilter::default()
                };
                let found = list(by_number).await?.rows;
                if !found.is_empty() {
                    return Ok(found);
                }
            }
            Ok(list(TransactionFilter::by_reference(&order)).await?.rows)
        };
        action.run(look, move |found| match way(&found, &text) {
            Some(address) => navigation.go(address),
            None => missed.set(true),
        });
    };
    view! {
        <form class="jump" aria-label={messages::OPEN_ONE} on:submit=find>
            <input
                class="input" type="text" aria-label={messages::OPEN_ONE} placeholder={messages::OPEN_ONE} autocomplete="off" spellcheck="false"
                prop:value=move || typed.get() on:input=move |event| { missed.set(false); typed.set(event_target_value(&event)); }
            />
            <button class="btn bare sm square" type="submit" aria-label={messages::OPEN} disabled=move || action.busy.get()>{icon("right")}</button>
            {move || missed.get().then(|| view! { <p class="wrong" role="alert">{messages::NO_SUCH_ONE}</p> })}
            {move || action.error.with(|error| error.as_deref().map(|error| view! { <p class="wrong" role="alert">{trouble(error, Doing::Reading).title}</p> }))}
        </form>
    }
}
