//! `/merchant/connect`: an API key, tried before it is taken. It is kept in memory and nowhere else.

use leptos::prelude::*;
use purser_api::{
    Secret,
    centrowallet::user::{self, UserFilter},
};
use serde_json::Value;

use crate::{
    messages::{
        self,
        errors::{Doing, trouble},
    },
    navigation::use_navigation,
    paths::{Area, after_sign_in},
    query::use_action,
    session::{Merchant, use_session},
    shell::title,
    transport::{self, plain_get, use_client},
    ui::{field::TextField, form::Form, icon::icon},
};

/// A merchant that the sandbox offers.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Demo {
    name: String,
    key: String,
}

pub fn page() -> AnyView {
    title(messages::CONNECT);
    let (client, session, navigation) = (use_client(), use_session(), use_navigation());
    let action = use_action();
    let name = RwSignal::new(String::new());
    let key = RwSignal::new(String::new());
    let missing = RwSignal::new(false);
    let demos = RwSignal::new(Vec::<Demo>::new());
    let no_sandbox = RwSignal::new(false);
    let real = client.config.with_value(|config| config.real);
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
    let connect = move |name: String, key: String| {
        let key = key.trim().to_owned();
        missing.set(key.is_empty());
        if key.is_empty() {
            return;
        }
        let key = Secret::new(key);
        let tried = key.clone();
        let attempt = async move {
            let request = user::list(&UserFilter { limit: Some(1), ..UserFilter::default() });
            transport::send_with_key(client, &tried, &request).await?;
            Ok(transport::fingerprint(client, &tried).await)
        };
        action.run(attempt, move |fingerprint| {
            session.connect_merchant(Merchant { name, key, fingerprint });
            let query = navigation.location.with_untracked(|location| location.query.clone());
            navigation.replace(after_sign_in(Area::Merchant, &query));
        });
    };
    let submit = Callback::new(move |()| {
        let name = name.get_untracked().trim().to_owned();
        connect(if name.is_empty() { messages::MERCHANT.to_owned() } else { name }, key.get_untracked());
    });
    view! {
        <div class="page sign-in">
            <header class="head"><div><h1>{messages::CONNECT}</h1><p class="sub">{messages::CONNECT_HINT}</p></div></header>
            {move || (!demos.with(Vec::is_empty)).then(|| view! {
                <section class="sec demos" aria-labelledby="h-demo">
                    <header><h2 id="h-demo">{messages::DEMO_MERCHANTS}</h2></header>
                    <ul class="items">
                        {demos.get().into_iter().map(|demo| {
                            let label = messages::connect_as(&demo.name);
                            view! {
                                <li><button class="item" type="button" on:click=move |_| connect(demo.name.clone(), demo.key.clone())>
                                    <span class="disc">{icon("key")}</span><span class="t">{label}</span>{icon("right")}
                                </button></li>
                            }
                        }).collect_view()}
                    </ul>
                </section>
            })}
            {move || no_sandbox.get().then(|| view! {
                <p class="note in-gutter" role="status">{icon("cloud")}<span>{messages::NO_SANDBOX}" "<code class="code">{messages::START_SANDBOX}</code></span></p>
            })}
            <div class="in-gutter">
                <Form label=messages::CONNECT submit=messages::CONNECT busy=action.busy on_submit=submit
                    trouble=Signal::derive(move || action.error.with(|error| error.as_deref().map(|error| trouble(error, Doing::SigningIn))))>
                    <TextField label=messages::API_KEY value=key kind="password" hint=messages::API_KEY_HINT
                        wrong=Signal::derive(move || missing.get().then(|| messages::API_KEY_MISSING.to_owned()))/>
                    <TextField label=messages::CONNECTION_NAME aside=messages::OPTIONAL value=name hint=messages::CONNECTION_NAME_HINT/>
                </Form>
            </div>
        </div>
    }
    .into_any()
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
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn demo_merchants_are_offered_as_they_are_listed() {
        let text =
            r#"{"merchants":[{"name":"Halyard Workspaces","apiKey":"k1"},{"name":"no key"}],"customers":[]}"#;
        assert_eq!(read_demos(text), [Demo { name: "Halyard Workspaces".into(), key: "k1".into() }]);
        assert_eq!(read_demos("<html>"), []);
    }
}
