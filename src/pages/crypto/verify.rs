//! `/crypto/verify`: the code of a sign-up that somebody left before it came.

use leptos::prelude::*;
use purser_api::{ctk::user, validation};

use super::code_step::Code;
use crate::{
    clock::now_millis,
    messages::{
        self,
        errors::{Doing, trouble},
    },
    navigation::use_navigation,
    paths::Route,
    query::use_action,
    shell::title,
    transport::{self, use_client},
    ui::{field::TextField, form::Form, toast::use_toasts},
};

pub fn page() -> AnyView {
    title(messages::CONFIRM_PHONE);
    let (client, navigation, toasts, action) = (use_client(), use_navigation(), use_toasts(), use_action());
    let code = Code::of(action);
    let username = RwSignal::new(String::new());
    let wrong = RwSignal::new(false);
    let name = move || {
        let name = username.with_untracked(|name| name.trim().to_owned());
        wrong.set(validation::username(&name).is_err());
        Some(name).filter(|_| !wrong.get_untracked())
    };
    let submit = Callback::new(move |()| {
        let (Some(name), Some(digits)) = (name(), code.read()) else { return };
        let request = user::signup_verify(&name, &digits);
        let confirmed = async move { transport::send_anonymous(client, &request, None).await };
        action.run(confirmed, move |()| {
            toasts.say(messages::PHONE_CONFIRMED);
            navigation.replace(Route::CryptoSignIn.to_string());
        });
    });
    let again = Callback::new(move |()| {
        let Some(name) = name() else { return };
        let request = user::signup_resend(&name);
        let sent = async move { transport::send_anonymous(client, &request, None).await };
        action.run(sent, move |()| {
            code.sent_at.set(now_millis());
            toasts.say(messages::NEW_CODE_SENT);
        });
    });
    let of_name = Signal::derive(move || {
        wrong.get().then(|| messages::USERNAME_MISSING.to_owned()).or_else(|| action.wrong("username").get())
    });
    view! {
        <div class="page sign-in crypto-door">
            <header class="head"><div><p class="mark"><span class={"logo"} aria-hidden="true"></span>{messages::CRYPTO_WALLET}</p><h1>{messages::CONFIRM_PHONE}</h1><p class="sub">{messages::VERIFY_HINT}</p></div></header>
            <div class="in-gutter">
                <Form label=messages::CONFIRM_PHONE submit=messages::CONFIRM_PHONE busy=action.busy on_submit=submit
                    trouble=Signal::derive(move || action.error.with(|error| error.as_deref().map(|error| trouble(error, Doing::SigningIn))))>
                    <TextField label=messages::USERNAME value=username autocomplete="username" wrong=of_name/>
                    {code.field()}
                </Form>
                <p class="row wrap step-ways">{code.again(again)}<a class="btn bare" href=Route::CryptoSignIn.to_string()>{messages::SIGN_IN}</a></p>
            </div>
        </div>
    }
    .into_any()
}
