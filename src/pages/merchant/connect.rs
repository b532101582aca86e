//! `/merchant/connect`: an API key, tried before it is taken. It stays in memory, or in the vault where that is asked for.

use std::sync::Arc;

use leptos::prelude::*;
use purser_api::{
    Secret,
    centrowallet::user::{self, UserFilter},
};
use serde_json::Value;

use super::connect_form::connection_form;
use crate::{
    config::{Config, use_config},
    messages::{
        self,
        errors::{Doing, trouble},
    },
    navigation::use_navigation,
    pages::shared::vault::{unlock_form, unreadable},
    paths::{Area, Route, after_sign_in},
    query::use_action,
    session::{
        CentrapayKey, Merchant, use_session,
        vault::{State, use_vault},
    },
    shell::title,
    transport::{self, plain_get},
    ui::{icon::icon, text::foreign},
};

/// A merchant that the sandbox offers.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Demo {
    name: String,
    key: String,
    /// The account of its Centrapay wallets, which take the same key.
    account_id: Option<String>,
}

pub fn page() -> AnyView {
    title(messages::CONNECT);
    let (session, vault, navigation) = (use_session(), use_vault(), use_navigation());
    let arrive = move || {
        let query = navigation.location.with_untracked(|location| location.query.clone());
        navigation.replace(after_sign_in(Area::Merchant, &query));
    };
    let open = move |id: &str| {
        session.switch_to(id);
        arrive();
    };
    // With one connection in the vault there is nothing to choose.
    let unlocked = Callback::new(move |()| {
        let known = session.connections.get_untracked();
        if let [only] = known.as_slice() {
            open(&only.id);
        }
    });
    let connected = Callback::new(move |merchant: Merchant| {
        session.connect_merchant(merchant);
        arrive();
    });
    view! {
        <div class="page sign-in">
            <header class="head"><div>
                {move || session.merchant.with(Option::is_some).then(|| view! { <a class="back" href=Route::Connections.to_string()>{icon("left")}{messages::CONNECTIONS}</a> })}
                <h1>{messages::CONNECT}</h1><p class="sub">{messages::CONNECT_HINT}</p>
            </div></header>
            {move || match vault.state.get() {
                State::Locked => view! {
                    <section class="sec unlock" aria-labelledby="h-vault">
                        <header><h2 id="h-vault">{messages::UNLOCK_THE_VAULT}</h2></header>
                        <div class="in-gutter"><p class="sub">{messages::UNLOCK_HINT}</p>{unlock_form(unlocked)}</div>
                    </section>
                }.into_any(),
                State::Unreadable(why) => view! { <div class="in-gutter">{unreadable(why).note()}</div> }.into_any(),
                State::Absent | State::Open => ().into_any(),
            }}
            {move || known(open)}
            <Demos done=connected/>
            <div class="in-gutter">{connection_form(None, messages::CONNECT, connected)}</div>
        </div>
    }
    .into_any()
}

/// The connections that are known already.
fn known(open: impl Fn(&str) + Copy + Send + 'static) -> Option<AnyView> {
    let session = use_session();
    let known = session.connections.get();
    (!known.is_empty()).then(|| {
        view! {
            <section class="sec demos" aria-labelledby="h-known">
                <header><h2 id="h-known">{messages::YOUR_CONNECTIONS}</h2></header>
                <ul class="items">
                    {known.into_iter().map(|merchant| {
                        let (id, name) = (merchant.id.clone(), messages::open_connection(&merchant.name));
                        view! {
                            <li><button class="item" type="button" on:click=move |_| open(&id)>
                                <span class={"swatch"} data-colour=merchant.colour></span>
                                <span><span class="t">{foreign(name)}</span><span class="s">{merchant.environment.name.clone()}</span></span>{icon("right")}
                            </button></li>
                        }
                    }).collect_view()}
                </ul>
            </section>
        }
        .into_any()
    })
}

/// The merchants that a sandbox beside this page offers.
#[component]
fn Demos(done: Callback<Merchant>) -> impl IntoView {
    let environment = use_config().with_value(Config::first);
    let real = environment.real;
    let environment = StoredValue::new(environment);
    let action = use_action();
    let demos = RwSignal::new(Vec::<Demo>::new());
    let no_sandbox = RwSignal::new(false);
    if !real {
        leptos::task::spawn_local(async move {
            match plain_get("/sandbox/demo").await {
                Ok(text) => {
                    demos.try_set(read_demos(&text));
                }
                Err(_) => {
                    no_sandbox.try_set(true);
                }
            }
        });
    }
    let connect = move |demo: Demo| {
        let environment = environment.get_value();
        let key = Secret::new(demo.key);
        let (tried, tried_in) = (key.clone(), Arc::clone(&environment));
        let attempt = async move {
            let request = user::list(&UserFilter { limit: Some(1), ..UserFilter::default() });
            transport::send_with_key(&tried_in, &tried, &request).await?;
            Ok(transport::fingerprint(&tried_in, &tried).await)
        };
        action.run(attempt, move |fingerprint| {
            let centrapay = demo.account_id.map(|account_id| CentrapayKey { key: key.clone(), account_id });
            let merchant = Merchant::new(demo.name, environment, key, fingerprint);
            done.run(Merchant { centrapay, ..merchant });
        });
    };
    view! {
        {move || (!demos.with(Vec::is_empty)).then(|| view! {
            <section class="sec demos" aria-labelledby="h-demo">
                <header><h2 id="h-demo">{messages::DEMO_MERCHANTS}</h2></header>
                <ul class="items">
                    {demos.get().into_iter().map(|demo| {
                        let label = messages::connect_as(&demo.name);
                        view! {
                            <li><button class="item" type="button" on:click=move |_| connect(demo.clone())>
                                <span class="disc">{icon("key")}</span><span class="t">{label}</span>{icon("right")}
                            </button></li>
                        }
                    }).collect_view()}
                </ul>
                {move || action.error.with(|error| error.as_deref().map(|error| trouble(error, Doing::SigningIn).note()))}
            </section>
        })}
        {move || no_sandbox.get().then(|| view! {
            <p class="note in-gutter" role="status">{icon("cloud")}<span>{messages::NO_SANDBOX}" "<code class="code">{messages::START_SANDBOX}</code></span></p>
        })}
    }
}

fn read_demos(text: &str) -> Vec<Demo> {
    let value: Value = serde_json::from_str(text).unwrap_or_default();
    let merchants = value["merchants"].as_array().cloned().unwrap_or_default();
    merchants
        .iter()
        .filter_map(|merchant| {
            Some(Demo {
                name: merchant["name"].as_str()?.to_owned(),
                key: merchant["apiKey"].as_str()?.to_owned(),
                account_id: merchant["centrapayAccountId"].as_str().map(str::to_owned),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn demo_merchants_are_offered_as_they_are_listed() {
        let text = r#"{"merchants":[{"name":"Halyard Workspaces","apiKey":"k1","centrapayAccountId":"a1"},
            {"name":"Other","apiKey":"k2"},{"name":"no key"}],"customers":[]}"#;
        let demo = |name: &str, key: &str, account: Option<&str>| Demo {
            name: name.into(),
            key: key.into(),
            account_id: account.map(str::to_owned),
        };
        assert_eq!(
            read_demos(text),
            [demo("Halyard Workspaces", "k1", Some("a1")), demo("Other", "k2", None)]
        );
        assert_eq!(read_demos("<html>"), []);
    }
}
