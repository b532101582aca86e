//! `/crypto/sign-in`: username and password, and the ways for those who have none, or not any more.

use leptos::prelude::*;
use serde_json::Value;

use super::door::Door;
use crate::{
    config::{Config, use_config},
    messages::{
        self,
        errors::{Doing, trouble},
    },
    paths::Route,
    shell::title,
    transport::plain_get,
    ui::{field::TextField, form::Form, icon::icon},
};

pub fn page() -> AnyView {
    title(messages::SIGN_IN);
    let door = Door::to(Route::Crypto);
    let demos = demos();
    door.page(messages::SIGN_IN, move || view! { {form(&door)}{offered(&door, demos)} }.into_any())
}

fn form(door: &Door) -> AnyView {
    let door = *door;
    let wrong = RwSignal::new((false, false));
    let submit = Callback::new(move |()| {
        wrong.set((door.name().is_empty(), door.password.with_untracked(String::is_empty)));
        if wrong.get_untracked() == (false, false) {
            door.enter();
        }
    });
    let missing = |is_missing: bool, sentence: &str| is_missing.then(|| sentence.to_owned());
    view! {
        <div class="in-gutter">
            {move || door.client.session.ended().get().map(|_| view! {
                <p class="note warn" role="status">{icon("clock")}<span>{messages::SESSION_ENDED}</span></p>
            })}
            <Form label=messages::SIGN_IN submit=messages::SIGN_IN busy=door.action.busy on_submit=submit
                trouble=Signal::derive(move || door.action.error.with(|error| error.as_deref().map(|error| trouble(error, Doing::SigningIn))))>
                <TextField label=messages::USERNAME value=door.username autocomplete="username" wrong=Signal::derive(move || missing(wrong.get().0, messages::USERNAME_MISSING))/>
                <TextField label=messages::PASSWORD value=door.password kind="password" autocomplete="current-password" wrong=Signal::derive(move || missing(wrong.get().1, messages::PASSWORD_MISSING))/>
            </Form>
            {move || door.is_unfinished().then(|| view! {
                <div class="note">
                    {icon("bell")}
                    <div>
                        <p>{messages::UNFINISHED_SIGN_UP}</p>
                        <p class="row"><button class="btn" type="button" disabled=move || door.action.busy.get() on:click=move |_| door.send_confirmation()>{messages::CONFIRM_PHONE}</button></p>
                    </div>
                </div>
            })}
            <p class="row wrap step-ways">
                <a class="btn bare" href=Route::CryptoSignUp.to_string()>{messages::CREATE_A_WALLET}</a>
                <a class="btn bare" href=Route::CryptoForgot.to_string()>{messages::FORGOT_PASSWORD}</a>
            </p>
        </div>
    }
    .into_any()
}

/// Somebody of a sandbox's demonstration.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Demo {
    username: String,
    password: String,
}

/// Who a sandbox beside this page offers; nobody where money is real.
fn demos() -> RwSignal<Vec<Demo>> {
    let demos = RwSignal::new(Vec::new());
    if !use_config().with_value(Config::first).real {
        leptos::task::spawn_local(async move {
            if let Ok(text) = plain_get("/sandbox/demo").await {
                demos.try_set(read_demos(&text));
            }
        });
    }
    demos
}

fn read_demos(text: &str) -> Vec<Demo> {
    let value: Value = serde_json::from_str(text).unwrap_or_default();
    let of = |person: &Value, name: &str| person[name].as_str().map(str::to_owned);
    let people = value["ctk"].as_array().into_iter().flatten();
    people
        .filter_map(|person| {
            Some(Demo { username: of(person, "username")?, password: of(person, "password")? })
        })
        .collect()
}

fn offered(door: &Door, demos: RwSignal<Vec<Demo>>) -> impl IntoView + use<> {
    let door = *door;
    let enter = move |demo: Demo| {
        door.username.set(demo.username);
        door.password.set(demo.password);
        door.enter();
    };
    move || {
        (!demos.with(Vec::is_empty)).then(|| view! {
            <section class="sec demos" aria-labelledby="h-demo">
                <header><h2 id="h-demo">{messages::DEMO_HOLDERS}</h2></header>
                <ul class="items">
                    {demos.get().into_iter().map(|demo| {
                        let label = messages::sign_in_as(&demo.username);
                        view! {
                            <li><button class="item" type="button" on:click=move |_| enter(demo.clone())>
                                <span class="disc">{icon("user")}</span><span class="t">{label}</span>{icon("right")}
                            </button></li>
                        }
                    }).collect_view()}
                </ul>
            </section>
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn demo_people_are_offered_as_they_are_listed() {
        let text =
            r#"{"ctk":[{"username":"amelia","password":"p","twoFactor":false},{"username":"nobody"}]}"#;
        assert_eq!(read_demos(text), [Demo { username: "amelia".into(), password: "p".into() }]);
        assert_eq!(read_demos("<html>"), []);
    }
}
