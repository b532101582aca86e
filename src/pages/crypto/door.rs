//! The way in: a name and a password, then a code where a second factor is on. Who has not confirmed their telephone
//! number goes on with that. What is typed is in the page's memory only, and gone with it.

use std::sync::Arc;

use leptos::prelude::*;
use purser_api::{
    Error, Secret,
    ctk::user::{self, Login, SecondFactor},
};

use super::code_step::{Code, CodeStep};
use crate::{
    clock::now_millis,
    messages,
    navigation::{Navigation, use_navigation},
    paths::{Area, Route, after_sign_in, query_value},
    query::{Action, use_action},
    transport::{self, Client, use_client},
};

/// How far somebody is.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Step {
    /// The form with the name and the password.
    Form,
    /// A code was sent for the second factor.
    SecondFactor(Arc<SecondFactor>),
    /// A code was sent to confirm the telephone number.
    Confirm,
}

#[derive(Clone, Copy)]
pub struct Door {
    pub client: Client,
    navigation: Navigation,
    pub action: Action,
    pub username: RwSignal<String>,
    pub password: RwSignal<String>,
    step: RwSignal<Step>,
    code: Code,
    /// Where it leads when the address says nothing.
    home: Route,
}

impl Door {
    pub fn to(home: Route) -> Self {
        let (action, client) = (use_action(), use_client());
        let ended = client.session.ended().get_untracked().unwrap_or_default();
        Self {
            client,
            navigation: use_navigation(),
            action,
            username: RwSignal::new(ended),
            password: RwSignal::new(String::new()),
            step: RwSignal::new(Step::Form),
            code: Code::of(action),
            home,
        }
    }

    pub fn name(self) -> String {
        self.username.with_untracked(|name| name.trim().to_owned())
    }

    async fn log_in(self) -> Result<Login, Error> {
        let password = Secret::new(self.password.get_untracked());
        transport::send_anonymous(self.client, &user::login(&self.name(), &password), None).await
    }

    /// With the name and the password that were typed.
    pub fn enter(self) {
        self.action.run(async move { self.log_in().await }, move |login| self.go_on(login));
    }

    fn go_on(self, login: Login) {
        match login {
            Login::Done(token) => self.arrive(token.access_token),
            Login::SecondFactor(factor) => {
                self.code.sent_at.set(now_millis());
                self.step.set(Step::SecondFactor(Arc::new(factor)));
            }
        }
    }

    fn arrive(self, token: Secret) {
        let query = self.navigation.location.with_untracked(|location| location.query.clone());
        let to = match query_value(&query, "next") {
            Some(_) => after_sign_in(Area::Crypto, &query),
            None => self.home.to_string(),
        };
        self.client.session.sign_in_holder(self.name(), token);
        self.navigation.replace(to);
    }

    /// Has a code sent that confirms the telephone number.
    pub fn send_confirmation(self) {
        let request = user::signup_resend(&self.name());
        let sent = async move { transport::send_anonymous(self.client, &request, None).await };
        self.action.run(sent, move |()| self.ask_for_confirmation());
    }

    /// A code that confirms the telephone number is on its way.
    pub fn ask_for_confirmation(self) {
        self.code.sent_at.set(now_millis());
        self.step.set(Step::Confirm);
    }

    fn confirm(self, code: &str) {
        let request = user::signup_verify(&self.name(), code);
        let confirmed = async move {
            transport::send_anonymous(self.client, &request, None).await?;
            self.log_in().await
        };
        self.action.run(confirmed, move |login| self.go_on(login));
    }

    fn second_factor(self, code: &str, factor: &SecondFactor) {
        let name = factor.username.clone().unwrap_or_else(|| self.name());
        let request = user::login_code(&name, code, &factor.session);
        let admitted = async move { transport::send_anonymous(self.client, &request, None).await };
        self.action.run(admitted, move |token| self.arrive(token.access_token));
    }

    fn start_again(self) {
        self.action.error.set(None);
        self.password.set(String::new());
        self.step.set(Step::Form);
    }

    /// Whether the refusal on the screen says that the sign-up is not finished.
    pub fn is_unfinished(self) -> bool {
        self.action.error.with(|error| error.as_deref().is_some_and(is_unconfirmed))
    }

    /// The page: its form first, then the codes.
    pub fn page(self, heading: &'static str, form: impl Fn() -> AnyView + Send + Sync + 'static) -> AnyView {
        let heading = move || match self.step.get() {
            Step::Form => heading,
            Step::SecondFactor(_) => messages::SECOND_STEP,
            Step::Confirm => messages::CONFIRM_PHONE,
        };
        view! {
            <div class="page sign-in crypto-door">
                <header class="head"><div><p class="mark"><span class={"logo"} aria-hidden="true"></span>{messages::CRYPTO_WALLET}</p><h1>{heading}</h1></div></header>
                {move || match self.step.get() {
                    Step::Form => form(),
                    Step::SecondFactor(factor) => self.second_factor_step(factor),
                    Step::Confirm => self.confirm_step(),
                }}
            </div>
        }
        .into_any()
    }

    fn second_factor_step(self, factor: Arc<SecondFactor>) -> AnyView {
        let sent = messages::code_sent(factor.delivery_destination.as_deref());
        let on_code = Callback::new(move |code: String| self.second_factor(&code, &factor));
        view! {
            <div class="in-gutter"><CodeStep code=self.code sent=sent submit=messages::SIGN_IN on_code=on_code on_again=Callback::new(move |()| self.enter()) on_back=Callback::new(move |()| self.start_again())/></div>
        }
        .into_any()
    }

    fn confirm_step(self) -> AnyView {
        let on_code = Callback::new(move |code: String| self.confirm(&code));
        view! {
            <div class="in-gutter"><CodeStep code=self.code sent=messages::CONFIRM_PHONE_HINT submit=messages::CONFIRM_PHONE on_code=on_code on_again=Callback::new(move |()| self.send_confirmation()) on_back=Callback::new(move |()| self.start_again())/></div>
        }
        .into_any()
    }
}

/// 403, or the code that the sandbox has for it; the document publishes none.
fn is_unconfirmed(error: &Error) -> bool {
    let Error::Envelope { status, errors, .. } = error else { return false };
    *status == 403 || errors.iter().any(|error| error.code.as_deref() == Some("202"))
}

#[cfg(test)]
mod tests {
    use purser_api::EnvelopeError;

    use super::*;

    #[test]
    fn an_unfinished_sign_up_is_told_from_a_wrong_password() {
        let no = |status, code: &str| Error::Envelope {
            status,
            errors: vec![EnvelopeError { code: Some(code.to_owned()), message: None }],
            retry_after: None,
        };
        assert!(is_unconfirmed(&no(403, "202")));
        assert!(is_unconfirmed(&no(200, "202")));
        assert!(!is_unconfirmed(&no(401, "201")));
    }
}
