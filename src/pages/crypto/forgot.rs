//! `/crypto/forgot`: a new password by a code. Every session of the account ends with it.

use leptos::prelude::*;
use purser_api::{
    Secret,
    ctk::user::{self, CodeSent},
    validation,
};

use super::{code_step::Code, person::Part};
use crate::{
    clock::now_millis,
    messages::{
        self,
        errors::{Doing, trouble},
    },
    navigation::use_navigation,
    pages::shared::wrongs::{Wrongs, use_wrongs},
    paths::Route,
    query::{Action, use_action},
    shell::title,
    transport::{self, Client, use_client},
    ui::{field::TextField, form::Form, toast::use_toasts},
};

#[derive(Clone, Copy)]
struct Forgot {
    client: Client,
    action: Action,
    code: Code,
    username: RwSignal<String>,
    /// Where the code went, once one was sent.
    sent: RwSignal<Option<CodeSent>>,
    wrongs: Wrongs,
}

impl Forgot {
    fn name(self) -> String {
        self.username.with_untracked(|name| name.trim().to_owned())
    }

    fn ask(self) {
        let request = user::forgot_password(&self.name());
        let sent = async move { transport::send_anonymous(self.client, &request, None).await };
        self.action.run(sent, move |sent| {
            self.code.sent_at.set(now_millis());
            self.sent.set(Some(sent));
        });
    }
}

pub fn page() -> AnyView {
    title(messages::NEW_PASSWORD);
    let action = use_action();
    let forgot = Forgot {
        client: use_client(),
        action,
        code: Code::of(action),
        username: RwSignal::new(String::new()),
        sent: RwSignal::new(None),
        wrongs: use_wrongs(action.error),
    };
    view! {
        <div class="page sign-in crypto-door">
            <header class="head"><div><p class="mark"><span class={"logo"} aria-hidden="true"></span>{messages::CRYPTO_WALLET}</p><h1>{messages::NEW_PASSWORD}</h1></div></header>
            <div class="in-gutter">
                {move || match forgot.sent.get() {
                    None => who(forgot),
                    Some(sent) => new_password(forgot, &sent),
                }}
                <p class="row wrap step-ways"><a class="btn bare" href=Route::CryptoSignIn.to_string()>{messages::SIGN_IN}</a></p>
            </div>
        </div>
    }
    .into_any()
}

fn who(forgot: Forgot) -> AnyView {
    let wrong = RwSignal::new(false);
    let submit = Callback::new(move |()| {
        wrong.set(validation::username(&forgot.name()).is_err());
        if !wrong.get_untracked() {
            forgot.ask();
        }
    });
    let of_name = Signal::derive(move || wrong.get().then(|| messages::USERNAME_MISSING.to_owned()));
    view! {
        <p class="sub">{messages::FORGOT_HINT}</p>
        <Form label=messages::NEW_PASSWORD submit=messages::SEND_A_CODE busy=forgot.action.busy on_submit=submit
            trouble=Signal::derive(move || forgot.action.error.with(|error| error.as_deref().map(|error| trouble(error, Doing::SigningIn))))>
            <TextField label=messages::USERNAME value=forgot.username autocomplete="username" autofocus=true wrong=of_name/>
        </Form>
    }
    .into_any()
}

fn new_password(forgot: Forgot, sent: &CodeSent) -> AnyView {
    let (navigation, toasts) = (use_navigation(), use_toasts());
    let password = RwSignal::new(String::new());
    let submit = Callback::new(move |()| {
        let problem = password.with_untracked(|text| Part::Password.problem(text));
        let found = problem.map(|said| (Part::Password.name(), said.to_owned())).into_iter().collect();
        let is_right = forgot.wrongs.say(found);
        let (Some(digits), true) = (forgot.code.read(), is_right) else { return };
        let request = user::confirm_password(&forgot.name(), &digits, &Secret::new(password.get_untracked()));
        let changed = async move { transport::send_anonymous(forgot.client, &request, None).await };
        forgot.action.run(changed, move |()| {
            toasts.say(messages::PASSWORD_CHANGED);
            navigation.replace(Route::CryptoSignIn.to_string());
        });
    });
    view! {
        <p class="sub" role="status">{messages::code_sent(sent.code_destination.as_deref())}</p>
        <Form label=messages::NEW_PASSWORD submit=messages::SET_PASSWORD busy=forgot.action.busy on_submit=submit trouble=forgot.wrongs.trouble(Doing::SigningIn)>
            {forgot.code.field()}
            {Part::Password.field(password, forgot.wrongs, false)}
        </Form>
        <p class="row wrap step-ways">{forgot.code.again(Callback::new(move |()| forgot.ask()))}</p>
        <p class="hint">{messages::NEW_PASSWORD_MEANS}</p>
    }
    .into_any()
}
