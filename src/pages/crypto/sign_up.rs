//! `/crypto/sign-up`: a new wallet. Step by step: the first step, the code, then what is left of the nine, one at a
//! time; the system keeps how far somebody is. Or all at once.

use leptos::prelude::*;
use purser_api::ctk::user::{Signup, SignupStep1, signup, signup_step1};

use super::{
    door::Door,
    person::{Part, Person},
    steps,
};
use crate::{
    messages::{self, errors::Doing},
    navigation::use_navigation,
    pages::shared::wrongs::use_wrongs,
    paths::{Route, query_value, with_query},
    shell::title,
    transport::{self, Client},
    ui::form::Form,
};

/// The name in the address that asks for all at once.
const WHOLE: &str = "whole";

pub fn page() -> AnyView {
    title(messages::CREATE_A_WALLET);
    let navigation = use_navigation();
    let whole = Memo::new(move |_| {
        navigation.location.with(|location| query_value(&location.query, WHOLE).is_some())
    });
    let (stepwise, at_once) = (Door::to(Route::CryptoSignUp), Door::to(Route::Crypto));
    let holder = stepwise.client.session.holder();
    let is_in = Memo::new(move |_| holder.with(Option::is_some));
    view! {
        {move || match (is_in.get(), whole.get()) {
            (true, _) => steps::page(),
            (false, false) => stepwise.page(messages::CREATE_A_WALLET, move || first_step(&stepwise)),
            (false, true) => at_once.page(messages::CREATE_A_WALLET, move || all_at_once(&at_once)),
        }}
    }
    .into_any()
}

/// The name and the password go on to the door, which needs them when the code is right.
fn take(door: &Door, person: &Person) {
    door.username.set(person.text(Part::Username));
    door.password.set(person.secret(Part::Password).expose().to_owned());
}

fn first_step(door: &Door) -> AnyView {
    let person = Person::of(Part::FIRST);
    let send = |client: Client, person: &Person| {
        let request = signup_step1(&SignupStep1 {
            username: person.text(Part::Username),
            password: person.secret(Part::Password),
            email: person.text(Part::Email),
            phone: person.text(Part::Phone),
            first_name: person.text(Part::FirstName),
            last_name: person.text(Part::LastName),
        });
        // Its answer says nothing of a code, but a step-by-step sign-up always has one.
        async move { transport::send_anonymous(client, &request, None).await.map(|_| true) }
    };
    form(
        door,
        person,
        messages::FIRST_STEP_HINT,
        messages::GO_ON,
        send,
        messages::ALL_AT_ONCE,
        with_query(Route::CryptoSignUp, "whole=1"),
    )
}

fn all_at_once(door: &Door) -> AnyView {
    let person = Person::of(Part::FIRST.into_iter().chain(Part::LATER));
    let send = |client: Client, person: &Person| {
        let request = person.birthdate().map(|birthdate| {
            signup(&Signup {
                username: person.text(Part::Username),
                password: person.secret(Part::Password),
                first_name: person.text(Part::FirstName),
                last_name: person.text(Part::LastName),
                country: person.text(Part::Country),
                address: person.text(Part::Address),
                city: person.text(Part::City),
                state: person.text(Part::State),
                zipcode: person.text(Part::Zipcode),
                nin: person.secret(Part::Nin),
                email: person.text(Part::Email),
                phone: person.text(Part::Phone),
                birthdate,
                override_confirmation: None,
            })
        });
        async move {
            let Some(request) = request else { return Err(transport::not_sent("no birthday")) };
            let started = transport::send_anonymous(client, &request, None).await?;
            Ok(started.signup_confirmation != Some(false))
        }
    };
    form(
        door,
        person,
        messages::ALL_AT_ONCE_HINT,
        messages::CREATE_A_WALLET,
        send,
        messages::STEP_BY_STEP,
        Route::CryptoSignUp.to_string(),
    )
}

/// The form of a sign-up; `send` answers whether a code is on its way.
fn form<Sent>(
    door: &Door,
    person: Person,
    hint: &'static str,
    submit: &'static str,
    send: impl Fn(Client, &Person) -> Sent + Copy + Send + Sync + 'static,
    other_way: &'static str,
    other_address: String,
) -> AnyView
where
    Sent: Future<Output = Result<bool, purser_api::Error>> + 'static,
{
    let door = *door;
    let wrongs = use_wrongs(door.action.error);
    let fields = person.fields(wrongs);
    let person = StoredValue::new(person);
    let on_submit = Callback::new(move |()| {
        if !wrongs.say(person.with_value(Person::found)) {
            return;
        }
        let sent = person.with_value(|person| {
            take(&door, person);
            send(door.client, person)
        });
        door.action.run(sent, move |has_code| {
            if has_code {
                door.ask_for_confirmation();
            } else {
                // Once this is over: one thing at a time.
                request_animation_frame(move || door.enter());
            }
        });
    });
    view! {
        <div class="in-gutter">
            <p class="sub">{hint}</p>
            <Form label=messages::CREATE_A_WALLET submit=submit busy=door.action.busy on_submit=on_submit trouble=wrongs.trouble(Doing::Changing)>
                {fields}
            </Form>
            <p class="row wrap step-ways">
                <a class="btn bare" href=other_address>{other_way}</a>
                <a class="btn bare" href=Route::CryptoVerify.to_string()>{messages::I_HAVE_A_CODE}</a>
                <a class="btn bare" href=Route::CryptoSignIn.to_string()>{messages::SIGN_IN}</a>
            </p>
        </div>
    }
    .into_any()
}
