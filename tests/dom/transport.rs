//! The door to the servers, with a server that this page plays itself.

use std::sync::Arc;

use leptos::prelude::*;
use purser::{
    config,
    session::{Customer, Identity, Merchant, Session},
    transport::{Client, send, send_anonymous},
};
use purser_api::{
    Error, Secret, Transport,
    centrowallet::{
        Caller, PaymentAccountId, UserId, auth,
        payment_account::{self, PaymentAccountFilter, TopUp},
    },
};
use wasm_bindgen_test::wasm_bindgen_test;

/// Answers every request by a JavaScript function of method, path, authorization and call number.
pub fn play(server: &str) {
    js_sys::eval(&format!(
        "window.asked = []; window.fetch = async (input, init) => {{
            const request = new Request(input, init);
            const url = new URL(request.url), path = url.pathname;
            const call = window.asked.length;
            window.asked.push({{ method: request.method, path, authorization: request.headers.get('authorization'),
                credentials: request.credentials, redirect: request.redirect, referrerPolicy: request.referrerPolicy, at: Date.now() }});
            const json = (status, body, headers) => new Response(JSON.stringify(body), {{ status, headers: {{ 'content-type': 'application/json', ...headers }} }});
            return await ({server})({{ method: request.method, url, path, authorization: request.headers.get('authorization'), call, json, signal: request.signal }});
        }};"
    ))
    .unwrap();
}

/// The value of an expression about what was asked.
pub fn asked(expression: &str) -> String {
    js_sys::eval(&format!("String({expression})")).unwrap().as_string().unwrap()
}

pub fn client() -> Client {
    let client = Client { config: StoredValue::new(config::Config::default()), session: Session::provide() };
    let environment = client.config.with_value(config::Config::first);
    let merchant = Merchant::new("M", environment, Secret::new("merchant-key"), "c1".to_owned());
    client.session.connect_merchant(merchant);
    client
}

fn signed_in(client: Client) {
    client.session.customer.set(Some(Arc::new(Customer {
        email: "a@b.example".into(),
        user_id: Some(UserId(7)),
        access_token: Secret::new("old"),
        refresh_token: Some(Secret::new("refresh-1")),
        expires_at: i64::MAX,
    })));
}

async fn accounts(client: Client, identity: Identity) -> Result<usize, Error> {
    let caller =
        if identity == Identity::Merchant { Caller::merchant_for(UserId(7)) } else { Caller::Customer };
    send(client, identity, &payment_account::list(caller, &PaymentAccountFilter::default()), None)
        .await
        .map(|rows| rows.len())
}

async fn top_up(client: Client) -> Result<(), Error> {
    let request =
        payment_account::top_up(Caller::merchant_for(UserId(7)), PaymentAccountId(3), &TopUp::default());
    send(client, Identity::Merchant, &request, None).await.map(|_| ())
}

#[wasm_bindgen_test]
async fn rule_12_a_request_carries_its_key_and_nothing_else() {
    let owner = Owner::new();
    let client = owner.with(client);
    play("({ json }) => json(200, [])");
    accounts(client, Identity::Merchant).await.unwrap();
    assert_eq!(asked("asked[0].authorization"), "merchant-key");
    assert_eq!(
        asked("[asked[0].credentials, asked[0].redirect, asked[0].referrerPolicy]"),
        "omit,error,no-referrer"
    );
}

#[wasm_bindgen_test]
async fn rule_4_a_read_is_sent_again_three_times_and_a_write_never() {
    let owner = Owner::new();
    let client = owner.with(client);
    play("({ json }) => json(503, {})");
    assert_eq!(accounts(client, Identity::Merchant).await.unwrap_err().status(), Some(503));
    assert_eq!(asked("asked.length"), "4");
    play("({ json }) => json(503, {})");
    let error = top_up(client).await.unwrap_err();
    assert!(error.is_outcome_unknown(), "rule 3: {error}");
    assert_eq!(asked("asked.length"), "1");
    play("({ call, json }) => call < 2 ? Promise.reject(new TypeError('network')) : json(200, [])");
    assert_eq!(accounts(client, Identity::Merchant).await, Ok(0));
    assert_eq!(asked("asked.length"), "3");
}

#[wasm_bindgen_test]
async fn rule_4_a_refusal_is_not_sent_again() {
    let owner = Owner::new();
    let client = owner.with(client);
    play("({ json }) => json(404, { message: 'No.' })");
    assert_eq!(accounts(client, Identity::Merchant).await.unwrap_err().status(), Some(404));
    assert_eq!(asked("asked.length"), "1");
}

#[wasm_bindgen_test]
async fn rule_4_a_server_says_how_long_to_wait() {
    let owner = Owner::new();
    let client = owner.with(client);
    play("({ call, json }) => call ? json(200, []) : json(429, {}, { 'retry-after': '1' })");
    assert_eq!(accounts(client, Identity::Merchant).await, Ok(0));
    assert_eq!(asked("asked[1].at - asked[0].at >= 990"), "true");
    play("({ json }) => json(429, {}, { 'retry-after': '900' })");
    assert_eq!(accounts(client, Identity::Merchant).await.unwrap_err().status(), Some(429));
    assert_eq!(asked("asked.length"), "1");
}

#[wasm_bindgen_test]
async fn rule_13_twenty_refusals_at_once_make_one_refresh() {
    let owner = Owner::new();
    let client = owner.with(client);
    signed_in(client);
    play(
        "({ path, authorization, json }) => path.endsWith('/refresh')
            ? json(200, { tokenType: 'Bearer', expiresIn: 60, accessToken: 'new', refreshToken: 'refresh-2' })
            : authorization === 'Bearer new' ? json(200, []) : json(401, {})",
    );
    let all = (0..20).map(|_| accounts(client, Identity::Customer));
    for outcome in futures_util::future::join_all(all).await {
        assert_eq!(outcome, Ok(0));
    }
    assert_eq!(asked("asked.filter(one => one.path.endsWith('/refresh')).length"), "1");
    assert_eq!(asked("asked.length"), "41");
    assert_eq!(
        client.session.customer.get_untracked().unwrap().refresh_token.as_ref().unwrap().expose(),
        "refresh-2"
    );
    client.session.drop_customer();
}

#[wasm_bindgen_test]
async fn rule_11_a_failed_refresh_ends_the_session() {
    let owner = Owner::new();
    let client = owner.with(client);
    signed_in(client);
    play("({ json }) => json(401, {})");
    assert_eq!(accounts(client, Identity::Customer).await.unwrap_err().status(), Some(401));
    assert!(client.session.customer.get_untracked().is_none());
}

#[wasm_bindgen_test]
async fn rule_13_an_answer_that_comes_after_sign_out_is_dropped() {
    let owner = Owner::new();
    let client = owner.with(client);
    signed_in(client);
    play("({ json }) => new Promise(answer => { window.answer = () => answer(json(200, [])); })");
    let (outcome, ()) = futures_util::future::join(accounts(client, Identity::Customer), async {
        purser::transport::pause_for(20).await;
        client.session.drop_customer();
        js_sys::eval("answer()").unwrap();
    })
    .await;
    assert!(matches!(outcome, Err(Error::Transport(Transport::Aborted, _))), "{outcome:?}");
}

#[wasm_bindgen_test]
async fn rule_7_what_is_no_longer_wanted_is_aborted() {
    let owner = Owner::new();
    let client = owner.with(client);
    play(
        "({ signal }) => new Promise((_, refuse) => signal.addEventListener('abort', () => { window.aborted = true; refuse(signal.reason); }))",
    );
    let controller = web_sys::AbortController::new().unwrap();
    let signal = controller.signal();
    let request = payment_account::list(Caller::merchant_for(UserId(7)), &PaymentAccountFilter::default());
    let (outcome, ()) =
        futures_util::future::join(send(client, Identity::Merchant, &request, Some(&signal)), async {
            purser::transport::pause_for(20).await;
            controller.abort();
        })
        .await;
    assert!(matches!(outcome, Err(Error::Transport(Transport::Aborted, _))), "{outcome:?}");
    assert_eq!(asked("window.aborted"), "true");
}

#[wasm_bindgen_test]
async fn rule_8_an_answer_over_five_mebibytes_is_refused() {
    let owner = Owner::new();
    let client = owner.with(client);
    play("() => new Response('[' + '1,'.repeat(3 * 1024 * 1024) + '1]', { status: 200 })");
    let outcome = accounts(client, Identity::Merchant).await;
    assert!(matches!(outcome, Err(Error::Transport(Transport::TooLarge, _))), "{outcome:?}");
}

#[wasm_bindgen_test]
async fn a_sign_in_carries_no_credential() {
    let owner = Owner::new();
    let client = owner.with(client);
    play("({ json }) => json(401, { message: 'Wrong.' })");
    let outcome = send_anonymous(client, &auth::authorize("a@b.example", "123456"), None).await;
    assert_eq!(outcome.unwrap_err().status(), Some(401));
    assert_eq!(asked("asked[0].authorization"), "null");
}
