//! The form that changes a profile: only what was changed is sent. The national identity number is never shown, so it
//! is filled in only to be replaced; the name one signs in with stays.

use std::sync::Arc;

use leptos::prelude::*;
use purser_api::{
    Date,
    ctk::user::{self, Profile, ProfileUpdate},
};

use super::person::{Part, Person};
use crate::{
    messages::{self, errors::Doing},
    pages::shared::wrongs::use_wrongs,
    query::{use_action, use_changes},
    session::Identity,
    transport::{self, use_client},
    ui::{form::Form, toast::use_toasts},
};

const PARTS: [Part; 11] = [
    Part::FirstName,
    Part::LastName,
    Part::Email,
    Part::Phone,
    Part::Birthdate,
    Part::Address,
    Part::City,
    Part::State,
    Part::Zipcode,
    Part::Country,
    Part::Nin,
];

/// What stands in a profile, as its field has it.
fn now_in(profile: &Profile, part: Part) -> String {
    let text = match part {
        Part::FirstName => profile.first_name.clone(),
        Part::LastName => profile.last_name.clone(),
        Part::Email => profile.email.clone(),
        Part::Phone => profile.phone.clone(),
        Part::Address => profile.address.clone(),
        Part::City => profile.city.clone(),
        Part::State => profile.state.clone(),
        Part::Zipcode => profile.zipcode.clone(),
        Part::Country => profile.country.clone(),
        Part::Birthdate => {
            let day =
                profile.birthdate_datetime.as_deref().and_then(|text| Date::parse(text.get(..10)?).ok());
            let american = || profile.birthdate.as_deref().and_then(|text| Date::parse_american(text).ok());
            day.or_else(american).map(|day| day.to_iso())
        }
        Part::Nin | Part::Username | Part::Password => None,
    };
    text.unwrap_or_default()
}

/// The change that was typed: what differs from the profile. A part that was emptied counts, and is found wrong.
fn changed(profile: &Profile, person: &Person) -> Vec<(Part, String)> {
    PARTS
        .into_iter()
        .map(|part| (part, person.text(part)))
        .filter(|(part, text)| *text != now_in(profile, *part).trim())
        .collect()
}

fn update(parts: &[(Part, String)]) -> ProfileUpdate {
    let mut update = ProfileUpdate::default();
    for (part, text) in parts {
        let text = Some(text.clone());
        match part {
            Part::FirstName => update.first_name = text,
            Part::LastName => update.last_name = text,
            Part::Email => update.email = text,
            Part::Phone => update.phone = text,
            Part::Address => update.address = text,
            Part::City => update.city = text,
            Part::State => update.state = text,
            Part::Zipcode => update.zipcode = text,
            Part::Country => update.country = text,
            Part::Nin => update.nin = text.map(Into::into),
            Part::Birthdate => update.birthdate = text.and_then(|text| Date::parse(&text).ok()),
            Part::Username | Part::Password => {}
        }
    }
    update
}

pub fn form(profile: &Arc<Profile>, editing: RwSignal<bool>) -> AnyView {
    let (client, changes, toasts, action) = (use_client(), use_changes(), use_toasts(), use_action());
    let wrongs = use_wrongs(action.error);
    let person = Person::of(PARTS);
    for part in PARTS {
        if let Some(signal) = person.signal(part) {
            signal.set(now_in(profile, part));
        }
    }
    let fields = person.fields(wrongs);
    let kept = StoredValue::new((Arc::clone(profile), person));
    let submit = Callback::new(move |()| {
        let parts = kept.with_value(|(profile, person)| changed(profile, person));
        let found = parts
            .iter()
            .filter_map(|(part, text)| Some((part.name(), part.problem(text)?.to_owned())))
            .collect();
        if !wrongs.say(found) {
            return;
        }
        if parts.is_empty() {
            editing.set(false);
            return;
        }
        let request = user::update(&update(&parts));
        let done = async move { transport::send(client, Identity::Holder, &request, None).await };
        action.run(done, move |_| {
            editing.set(false);
            changes.happened();
            toasts.say(messages::DETAILS_CHANGED);
        });
    });
    view! {
        <div class="in-gutter person-form">
            <Form label=messages::CHANGE_DETAILS submit=messages::SAVE busy=action.busy on_submit=submit on_cancel=Callback::new(move |()| editing.set(false)) trouble=wrongs.trouble(Doing::Changing)>
                {fields}
                <p class="hint">{messages::NATIONAL_ID_HINT}</p>
            </Form>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rule_10_only_what_was_changed_is_sent_and_the_identity_number_is_not_shown() {
        let said = |text: &str| Some(text.to_owned());
        let profile = Profile {
            first_name: said("Amelia"),
            birthdate: said("12/14/1988"),
            nin: Some("481-20-7735".to_owned().into()),
            ..Profile::default()
        };
        assert_eq!(now_in(&profile, Part::Birthdate), "1988-12-14");
        assert_eq!(now_in(&profile, Part::Nin), "");
        let sent = update(&[(Part::City, "Porto".to_owned()), (Part::Birthdate, "1988-12-15".to_owned())]);
        assert_eq!(sent.city.as_deref(), Some("Porto"));
        assert_eq!(sent.birthdate.map(|day| day.to_american()).as_deref(), Some("12/15/1988"));
        assert_eq!(ProfileUpdate { city: None, birthdate: None, ..sent }, ProfileUpdate::default());
    }
}
