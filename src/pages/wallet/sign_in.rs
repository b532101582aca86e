//! `/wallet/sign-in`: e-mail and the code of an authenticator.

use leptos::prelude::*;
use purser_api::{centrowallet::auth, validation};

use crate::{
    messages::{
        self,
        errors::{Doing, trouble},
    },
    navigation::use_navigation,
    paths::{Area, after_sign_in},
    query::use_action,
    session::use_session,
    shell::title,
    transport::{self, use_client},
    ui::{field::TextField, form::Form},
};

/// Six digits, however they were typed or pasted.
pub fn code_of(typed: &str) -> Option<String> {
    let digits: String =
        typed.chars().filter(|character| !character.is_whitespace() && *character != '-').collect();
    (digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(digits)
}

pub fn page() -> AnyView {
    title(messages::SIGN_IN);
    let (client, session, navigation, action) = (use_client(), use_session(), use_navigation(), use_action());
    let email = RwSignal::new(String::new());
    let code = RwSignal::new(String::new());
    let wrong = RwSignal::new((None::<String>, None::<String>));
    let submit = Callback::new(move |()| {
        let address = email.get_untracked().trim().to_owned();
        let digits = code_of(&code.get_untracked());
        wrong.set((
            validation::email(&address).is_err().then(|| messages::EMAIL_WRONG.to_owned()),
            digits.is_none().then(|| messages::CODE_SHAPE.to_owned()),
        ));
        let (Some(digits), true) = (digits, wrong.with_untracked(|(email, _)| email.is_none())) else {
            return;
        };
        let request = auth::authorize(&address, &digits);
        let attempt = async move { transport::send_anonymous(client, &request, None).await };
        action.run(attempt, move |tokens| {
            session.sign_in_customer(address, tokens);
            let query = navigation.location.with_untracked(|location| location.query.clone());
            navigation.replace(after_sign_in(Area::Wallet, &query));
        });
    });
    // A code that was refused is spent: the field is empty for the next one.
    Effect::new(move |_| {
        if action.error.with(Option::is_some) {
            code.set(String::new());
        }
    });
    view! {
        <div class="page sign-in">
            <header class="head"><div><p class="mark"><span class={"logo"} aria-hidden="true"></span>{messages::CENTRO_WALLET}</p><h1>{messages::SIGN_IN}</h1><p class="sub">{messages::SIGN_IN_HINT}</p></div></header>
            <div class="in-gutter">
                <Form label=messages::SIGN_IN submit=messages::SIGN_IN busy=action.busy on_submit=submit
                    trouble=Signal::derive(move || action.error.with(|error| error.as_deref().map(|error| trouble(error, Doing::SigningIn))))>
                    <TextField label=messages::EMAIL value=email kind="email" inputmode="email" autocomplete="username" wrong=Signal::derive(move || wrong.with(|wrong| wrong.0.clone()).or_else(|| action.wrong("email").get()))/>
                    <TextField label=messages::CODE value=code class="code-field" inputmode="numeric" autocomplete="one-time-code" maxlength=7 hint=messages::CODE_HINT
                        wrong=Signal::derive(move || wrong.with(|wrong| wrong.1.clone()).or_else(|| action.wrong("code").get()))/>
                </Form>
            </div>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::code_of;

    #[test]
    fn a_code_is_six_digits_however_it_is_written() {
        for (typed, code) in [
            ("123456", Some("123456")),
            (" 123 456 ", Some("123456")),
            ("123-456", Some("123456")),
            ("12345", None),
            ("1234567", None),
            ("12345a", None),
            ("１２３４５６", None),
        ] {
            assert_eq!(code_of(typed).as_deref(), code, "{typed}");
        }
    }
}
