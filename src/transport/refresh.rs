//! A new pair of tokens for a customer whose access token has run out, once for everyone who asks (rule 13).

use std::cell::RefCell;

use js_sys::Promise;
use leptos::prelude::*;
use purser_api::centrowallet::auth;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, future_to_promise};

use super::{Client, send_anonymous};

thread_local! {
    static REFRESH: RefCell<Option<Promise>> = const { RefCell::new(None) };
}

/// A new pair of tokens, once for everyone who asks at the same time.
pub(super) async fn refresh(client: Client) -> bool {
    let running = REFRESH.with_borrow_mut(|running| {
        running
            .get_or_insert_with(|| {
                future_to_promise(async move {
                    let renewed = refresh_once(client).await;
                    REFRESH.with_borrow_mut(Option::take);
                    Ok(JsValue::from_bool(renewed))
                })
            })
            .clone()
    });
    JsFuture::from(running).await.is_ok_and(|renewed| renewed.is_truthy())
}

async fn refresh_once(client: Client) -> bool {
    let Some(customer) = client.session.customer.get_untracked() else { return false };
    let (Some(user_id), Some(token)) = (customer.user_id, &customer.refresh_token) else { return false };
    let generation = client.session.generation();
    let renewed = send_anonymous(client, &auth::refresh(user_id, token), None).await;
    match renewed {
        Ok(tokens) if client.session.generation() == generation => {
            client.session.refresh_customer(tokens);
            true
        }
        _ => false,
    }
}
