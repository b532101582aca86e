//! How a page reads: old data stays while new data comes, and an older answer never wins.

use leptos::prelude::*;
use purser::{
    query::{Changes, Query, use_query},
    session::Identity,
    transport::pause_for,
};
use purser_api::{
    Rows,
    centrowallet::{
        Caller, UserId,
        payment_account::{self, PaymentAccount, PaymentAccountFilter},
    },
};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::transport::{asked, client, play};

/// A query for the accounts of the customer that a signal names.
fn accounts_of(customer: RwSignal<u64>) -> Query<Rows<PaymentAccount>> {
    // Mounting anything starts the executor.
    leptos::mount::mount_to_body(|| ());
    let client = client();
    provide_context(client.config);
    Changes::provide();
    use_query(Identity::Merchant, move || {
        let caller = Caller::merchant_for(UserId(customer.get()));
        Some(payment_account::list(caller, &PaymentAccountFilter::default()))
    })
}

fn first_id(query: Query<Rows<PaymentAccount>>) -> Option<u64> {
    query.data.get_untracked().and_then(|rows| rows.rows.first().map(|account| account.id.0))
}

/// Answers with an account whose id is the customer's, when the test says so.
const HELD_BACK: &str = "({ url, json, signal }) => new Promise((answer, refuse) => {
    const id = Number(url.searchParams.get('clientId'));
    window.held = window.held || {};
    window.held[id] = () => answer(json(200, [{ id, currency: 'USD', balance: 1 }]));
    if (!window.deaf) signal.addEventListener('abort', () => refuse(signal.reason));
})";

async fn let_things_happen() {
    pause_for(30).await;
}

#[wasm_bindgen_test]
async fn rule_7_an_older_answer_never_overwrites_a_newer_one() {
    let owner = Owner::new();
    owner.set();
    js_sys::eval("window.deaf = true; window.held = {}").unwrap();
    play(HELD_BACK);
    let customer = RwSignal::new(1);
    let query = accounts_of(customer);
    let_things_happen().await;
    customer.set(2);
    let_things_happen().await;
    js_sys::eval("held[2]()").unwrap();
    let_things_happen().await;
    assert_eq!(first_id(query), Some(2));
    js_sys::eval("held[1]()").unwrap();
    let_things_happen().await;
    assert_eq!(first_id(query), Some(2), "the first answer came last and was dropped");
    js_sys::eval("window.deaf = false").unwrap();
    owner.cleanup();
}

#[wasm_bindgen_test]
async fn old_data_stays_while_new_data_comes_and_when_it_fails() {
    let owner = Owner::new();
    owner.set();
    play(
        "({ url, json, call }) => call ? json(404, {}) : json(200, [{ id: 1, currency: 'USD', balance: 1 }])",
    );
    let customer = RwSignal::new(1);
    let query = accounts_of(customer);
    let_things_happen().await;
    assert_eq!(first_id(query), Some(1));
    query.reload();
    let_things_happen().await;
    assert_eq!(first_id(query), Some(1));
    assert_eq!(query.error.get_untracked().and_then(|error| error.status()), Some(404));
    assert!(!query.loading.get_untracked());
    owner.cleanup();
}

#[wasm_bindgen_test]
async fn rule_7_leaving_a_page_aborts_what_it_asked() {
    let owner = Owner::new();
    owner.set();
    js_sys::eval("window.held = {}; window.aborted = 0").unwrap();
    play(
        "({ signal }) => new Promise((_, refuse) => signal.addEventListener('abort', () => { window.aborted += 1; refuse(signal.reason); }))",
    );
    accounts_of(RwSignal::new(1));
    let_things_happen().await;
    assert_eq!(asked("window.asked.length"), "1");
    owner.cleanup();
    let_things_happen().await;
    assert_eq!(asked("window.aborted"), "1");
}
