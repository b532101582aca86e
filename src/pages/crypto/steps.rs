//! What is left of a step-by-step sign-up, one question at a time. The system keeps the answers and how many steps are
//! done, so that another day and another browser go on where this one stopped.

use leptos::prelude::*;
use purser_api::{
    Date,
    ctk::user::{self, Profile, ProfileUpdate},
};

use super::person::{Part, Person};
use crate::{
    messages::{
        self,
        errors::{Doing, trouble},
    },
    pages::shared::wrongs::use_wrongs,
    paths::Route,
    query::{use_action, use_changes, use_query},
    session::Identity,
    transport::{self, use_client},
    ui::{form::Form, state::bone},
};

/// How many steps there are.
pub const STEPS: u32 = 9;

/// The part of a profile that is asked for next, and its step; `None` when nothing is missing.
pub fn next(profile: &Profile) -> Option<(Part, u32)> {
    let is_there = |text: Option<&str>| text.is_some_and(|text| !text.is_empty());
    let missing = |part: &Part| !match part {
        Part::Birthdate => {
            is_there(profile.birthdate.as_deref()) || is_there(profile.birthdate_datetime.as_deref())
        }
        Part::Country => is_there(profile.country.as_deref()),
        Part::Address => is_there(profile.address.as_deref()),
        Part::City => is_there(profile.city.as_deref()),
        Part::State => is_there(profile.state.as_deref()),
        Part::Zipcode => is_there(profile.zipcode.as_deref()),
        Part::Nin => is_there(profile.nin.as_ref().map(purser_api::Secret::expose)),
        _ => true,
    };
    // The first step and the code are the two before.
    (3..).zip(Part::LATER).find(|(_, part)| missing(part)).map(|(step, part)| (part, step))
}

/// A change of a profile in one part.
pub fn change(part: Part, text: String) -> ProfileUpdate {
    let mut change = ProfileUpdate::default();
    match part {
        Part::Birthdate => change.birthdate = Date::parse(&text).ok(),
        Part::Nin => change.nin = Some(text.into()),
        Part::Country => change.country = Some(text),
        Part::Address => change.address = Some(text),
        Part::City => change.city = Some(text),
        Part::State => change.state = Some(text),
        Part::Zipcode => change.zipcode = Some(text),
        Part::FirstName => change.first_name = Some(text),
        Part::LastName => change.last_name = Some(text),
        Part::Email => change.email = Some(text),
        Part::Phone => change.phone = Some(text),
        Part::Username => change.username = Some(text),
        Part::Password => {}
    }
    change
}

pub fn page() -> AnyView {
    let profile = use_query(Identity::Holder, || Some(user::get()));
    let asked = Memo::new(move |_| profile.data.with(|profile| profile.as_deref().map(next)));
    view! {
        <div class="page sign-in crypto-door">
            <header class="head"><div>
                <p class="mark"><span class={"logo"} aria-hidden="true"></span>{messages::CRYPTO_WALLET}</p>
                <h1>{messages::FINISH_SIGN_UP}</h1>
            </div></header>
            {move || profile.error.with(|error| error.as_deref().map(|error| trouble(error, Doing::Reading).block(Some(Callback::new(move |()| profile.reload())))))}
            {move || match asked.get() {
                None => view! { <p class="in-gutter">{bone(5)}</p> }.into_any(),
                Some(None) => done(),
                Some(Some((part, step))) => question(part, step),
            }}
        </div>
    }
    .into_any()
}

fn done() -> AnyView {
    view! {
        <div class="in-gutter">
            <p class="sub" role="status">{messages::SIGN_UP_FINISHED}</p>
            <p class="row"><a class="btn lead" href=Route::Crypto.to_string()>{messages::TO_PORTFOLIO}</a></p>
        </div>
    }
    .into_any()
}

fn question(part: Part, step: u32) -> AnyView {
    let (client, changes, action) = (use_client(), use_changes(), use_action());
    let wrongs = use_wrongs(action.error);
    let person = Person::of([part]);
    let fields = person.fields(wrongs);
    let person = StoredValue::new(person);
    let submit = Callback::new(move |()| {
        if !wrongs.say(person.with_value(Person::found)) {
            return;
        }
        let request = user::update(&change(part, person.with_value(|person| person.text(part))));
        let changed = async move { transport::send(client, Identity::Holder, &request, None).await };
        action.run(changed, move |_| changes.happened());
    });
    view! {
        <div class="in-gutter">
            <p class="sub" role="status">{messages::step_of(step, STEPS)}</p>
            <svg class="meter" width="100%" height="4" aria-hidden="true"><rect class={"rest"} width="100%" height="4"></rect><rect class="left" width=format!("{}%", (step - 1) * 100 / STEPS) height="4"></rect></svg>
            <Form label=messages::FINISH_SIGN_UP submit=messages::GO_ON busy=action.busy on_submit=submit trouble=wrongs.trouble(Doing::Changing)>
                {fields}
            </Form>
            <p class="row wrap step-ways"><a class="btn bare" href=Route::Crypto.to_string()>{messages::LATER}</a></p>
        </div>
    }
    .into_any()
}

/// Above the portfolio of somebody whose sign-up is not finished.
pub fn note() -> AnyView {
    let profile = use_query(Identity::Holder, || Some(user::get()));
    let left = move || {
        profile.data.with(|profile| {
            let profile = profile.as_deref()?;
            // Who did not begin step by step has no steps to finish.
            profile.signup_steps_completed.filter(|done| *done < STEPS)?;
            next(profile)
        })
    };
    view! {
        {move || left().map(|(_, step)| view! {
            <div class="note warn in-gutter sign-up-note" role="status">
                <div><p>{messages::steps_left(step - 1, STEPS)}</p><p class="row"><a class="btn" href=Route::CryptoSignUp.to_string()>{messages::FINISH_SIGN_UP}</a></p></div>
            </div>
        })}
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_up_goes_on_with_the_first_part_that_is_missing() {
        let said = |text: &str| Some(text.to_owned());
        let mut profile =
            Profile { birthdate: said("12/14/1988"), country: said("US"), ..Profile::default() };
        assert_eq!(next(&profile), Some((Part::Address, 5)));
        profile.address = said("55 Washington Ave");
        profile.city = said("");
        assert_eq!(next(&profile), Some((Part::City, 6)));
        (profile.city, profile.state, profile.zipcode) = (said("Miami"), said("FL"), said("33139"));
        assert_eq!(next(&profile), Some((Part::Nin, 9)));
        profile.nin = Some("481-20-7735".to_owned().into());
        assert_eq!(next(&profile), None);
    }

    #[test]
    fn a_step_changes_one_part() {
        let birthday = change(Part::Birthdate, "1988-12-14".to_owned());
        assert_eq!(birthday.birthdate.map(|day| day.to_american()).as_deref(), Some("12/14/1988"));
        assert_eq!(ProfileUpdate { birthdate: None, ..birthday }, ProfileUpdate::default());
    }
}
