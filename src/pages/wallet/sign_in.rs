//! `/wallet/sign-in`: e-mail and the code of an authenticator.

use leptos::prelude::*;
use purser_api::{Error, centrowallet::auth, validation};

use crate::{
    messages::{
        self,
        errors::{Doing, trouble},
    },
    navigation::use_navigation,
    pages::shared::codes::code_of,
    paths::{Area, after_sign_in},
    query::use_action,
    session::use_session,
    shell::title,
    transport::{self, use_client},
    ui::{code_field::CodeField, field::TextField, form::Form, icon::icon},
};

/// What was refused last: the same again would be refused too, and count.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Tried {
    email: String,
    code: String,
}

pub fn page() -> AnyView {
    title(messages::SIGN_IN);
    let (client, session, navigation, action) = (use_client(), use_session(), use_navigation(), use_action());
    let email = RwSignal::new(String::new());
    let code = RwSignal::new(String::new());
    let wrong = RwSignal::new((None::<String>, None::<String>));
    let tried = StoredValue::new(Tried::default());
    let submit = Callback::new(move |()| {
        let address = email.get_untracked().trim().to_owned();
        let digits = code_of(&code.get_untracked());
        let now = Tried { email: address.clone(), code: digits.clone().unwrap_or_default() };
        let is_again = digits.is_some() && tried.with_value(|tried| *tried == now);
        let of_code = match (&digits, is_again) {
            (None, _) => Some(messages::CODE_SHAPE),
            (Some(_), true) => Some(messages::SAME_CODE),
            (Some(_), false) => None,
        };
        wrong.set((
            validation::email(&address).is_err().then(|| messages::EMAIL_WRONG.to_owned()),
            of_code.map(str::to_owned),
        ));
        let (Some(digits), true) = (digits, wrong.with_untracked(|wrong| *wrong == (None, None))) else {
            return;
        };
        tried.set_value(now);
        let request = auth::authorize(&address, &digits);
        let attempt = async move { transport::send_anonymous(client, &request, None).await };
        action.run(attempt, move |tokens| {
            session.sign_in_customer(address, tokens);
            let query = navigation.location.with_untracked(|location| location.query.clone());
            navigation.replace(after_sign_in(Area::Wallet, &query));
        });
    });
    let is_refused = move || {
        action.error.with(|error| matches!(error.as_deref(), Some(Error::Status { status: 401, .. })))
    };
    Effect::new(move |_| {
        if action.error.with(Option::is_none) {
            return;
        }
        // A code that was refused is spent: the field is empty for the next one. One that was never judged is not.
        code.set(String::new());
        if !untrack(is_refused) {
            tried.set_value(Tried::default());
        }
    });
    view! {
        <div class="page sign-in">
            <header class="head"><div><p class="mark"><span class={"logo"} aria-hidden="true"></span>{messages::CENTRO_WALLET}</p><h1>{messages::SIGN_IN}</h1><p class="sub">{messages::SIGN_IN_HINT}</p></div></header>
            <div class="in-gutter">
                {move || session.has_run_out().then(|| view! { <p class="note warn" role="status">{icon("clock")}<span><b>{messages::SESSION_RAN_OUT}</b>" "{messages::SESSION_RAN_OUT_MEANS}</span></p> })}
                <Form label=messages::SIGN_IN submit=messages::SIGN_IN busy=action.busy on_submit=submit
                    trouble=Signal::derive(move || action.error.with(|error| error.as_deref().map(|error| trouble(error, Doing::SigningIn))))>
                    <TextField label=messages::EMAIL value=email kind="email" inputmode="email" autocomplete="username" wrong=Signal::derive(move || wrong.with(|wrong| wrong.0.clone()).or_else(|| action.wrong("email").get()))/>
                    <CodeField label=messages::CODE value=code hint=messages::CODE_HINT
                        wrong=Signal::derive(move || wrong.with(|wrong| wrong.1.clone()).or_else(|| action.wrong("code").get()))/>
                    {move || is_refused().then(|| view! { <p class="hint">{messages::CODES_WORK_ONCE}</p> })}
                </Form>
            </div>
        </div>
    }
    .into_any()
}
