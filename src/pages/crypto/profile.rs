//! `/crypto/profile`: who one is to CTK, the second factor, and the way out, here and everywhere.

use std::sync::Arc;

use leptos::prelude::*;
use purser_api::ctk::user::{self, Profile};

use super::{profile_edit, second_factor};
use crate::{
    messages::{
        self,
        errors::{Doing, trouble},
    },
    query::{use_action, use_query},
    session::{Identity, use_session},
    shell::title,
    transport::{self, use_client},
    ui::{form::plain_button, state::bone, text::foreign},
};

pub fn page() -> AnyView {
    title(messages::YOUR_ACCOUNT);
    let profile = use_query(Identity::Holder, || Some(user::get()));
    let editing = RwSignal::new(false);
    view! {
        <div class="page crypto profile">
            <header class="head"><div><h1>{messages::YOUR_ACCOUNT}</h1></div></header>
            {move || profile.error.with(|error| error.as_deref().map(|error| trouble(error, Doing::Reading).block(Some(Callback::new(move |()| profile.reload())))))}
            {move || match profile.data.get() {
                Some(profile) => known(&profile, editing),
                None => profile.error.with(Option::is_none).then(|| view! { <p class="in-gutter">{bone(5)}</p> }).into_any(),
            }}
            {sign_out()}
        </div>
    }
    .into_any()
}

fn known(profile: &Arc<Profile>, editing: RwSignal<bool>) -> AnyView {
    let (shown, edited) = (Arc::clone(profile), Arc::clone(profile));
    view! {
        {move || if editing.get() { profile_edit::form(&edited, editing) } else { facts(&shown, editing) }}
        {second_factor::section(profile)}
    }
    .into_any()
}

fn facts(profile: &Profile, editing: RwSignal<bool>) -> AnyView {
    let said = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
    let joined = |parts: &[&Option<String>], between: &str| {
        let parts = parts.iter().filter_map(|part| said(part)).collect::<Vec<_>>().join(between);
        Some(parts).filter(|text| !text.is_empty())
    };
    let lines = [
        (messages::FULL_NAME, joined(&[&profile.first_name, &profile.last_name], " ")),
        (messages::USERNAME, Some(profile.username.clone())),
        (messages::EMAIL, said(&profile.email)),
        (messages::TELEPHONE, said(&profile.phone)),
        (messages::BIRTHDAY, said(&profile.birthdate_datetime).or_else(|| said(&profile.birthdate))),
        (
            messages::LIVES_AT,
            joined(
                &[&profile.address, &profile.city, &profile.state, &profile.zipcode, &profile.country],
                ", ",
            ),
        ),
        (messages::NATIONAL_ID, profile.nin.as_ref().map(|_| messages::KNOWN_NOT_SHOWN.to_owned())),
        (messages::IDENTITY_TIER, profile.tier_level.map(|tier| tier.to_string())),
    ];
    view! {
        <dl class="facts in-gutter">
            {lines.into_iter().map(|(word, value)| view! { <dt>{word}</dt><dd>{foreign(value.unwrap_or_else(|| messages::NONE.to_owned()))}</dd> }).collect_view()}
        </dl>
        <p class="in-gutter edit-way">{plain_button(messages::CHANGE_DETAILS, None, move || editing.set(true))}</p>
    }
    .into_any()
}

/// Here: this browser forgets. Everywhere: the system ends all sessions, and this browser forgets.
fn sign_out() -> AnyView {
    let (client, session, action) = (use_client(), use_session(), use_action());
    let everywhere = move || {
        let request = user::logout();
        let ended = async move { transport::send(client, Identity::Holder, &request, None).await };
        action.run(ended, move |()| session.sign_out());
    };
    view! {
        <section class="sec" aria-labelledby="h-out">
            <header><h2 id="h-out">{messages::SIGN_OUT}</h2></header>
            <div class="in-gutter ways-out">
                <p class="sub">{messages::SIGN_OUT_MEANS}</p>
                <p class="row wrap">
                    {plain_button(messages::SIGN_OUT_HERE, Some("out"), move || session.sign_out())}
                    {plain_button(messages::SIGN_OUT_EVERYWHERE, Some("shield"), everywhere)}
                </p>
                {move || action.error.with(|error| error.as_deref().map(|error| trouble(error, Doing::Changing).note()))}
            </div>
        </section>
    }
    .into_any()
}
