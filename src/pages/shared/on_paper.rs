//! What stands on top of a page that is printed: who says so, or whose it is, what it is, and that it is test money where it
//! is.

use leptos::prelude::*;

use crate::{
    config::use_config,
    messages,
    session::{Identity, use_session},
    ui::text::foreign,
};

pub fn head(identity: Identity, what: &'static str) -> AnyView {
    let session = use_session();
    let test = use_config().with_value(|config| (!config.real).then(|| config.environment.clone()));
    let who = move || match identity {
        Identity::Customer => session.customer.get().map(|customer| customer.email.clone()),
        Identity::Holder => session.holder().get().map(|holder| holder.username.clone()),
        Identity::Merchant | Identity::Centrapay => {
            session.merchant.get().map(|merchant| merchant.name.clone())
        }
    };
    view! {
        <p class="on-paper">
            <b>{move || who().map(foreign)}</b>
            <span>{what}{test.map(|test| format!(", {test}: {}", messages::TEST_MONEY))}</span>
        </p>
    }
    .into_any()
}
