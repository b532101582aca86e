//! What a sign-up and a profile ask of a person: the fields, their rules as they are met, and what is wrong with them.

use leptos::prelude::*;
use purser_api::{
    Date, Secret,
    validation::{self, PasswordRule},
};

use crate::{
    clock::now,
    messages,
    pages::shared::wrongs::{Found, Wrongs, filled},
    ui::{
        field::TextField,
        rules::{Rule, rules},
    },
};

/// The parts of a profile, in the order of the system's steps. The names are the system's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Username,
    Password,
    FirstName,
    LastName,
    Email,
    Phone,
    Birthdate,
    Country,
    Address,
    City,
    State,
    Zipcode,
    Nin,
}

impl Part {
    /// Of the first step.
    pub const FIRST: [Self; 6] =
        [Self::FirstName, Self::LastName, Self::Username, Self::Password, Self::Email, Self::Phone];
    /// Of those that follow, one each.
    pub const LATER: [Self; 7] =
        [Self::Birthdate, Self::Country, Self::Address, Self::City, Self::State, Self::Zipcode, Self::Nin];

    pub fn name(self) -> &'static str {
        match self {
            Self::Username => "username",
            Self::Password => "password",
            Self::FirstName => "firstName",
            Self::LastName => "lastName",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Birthdate => "birthdate",
            Self::Country => "country",
            Self::Address => "address",
            Self::City => "city",
            Self::State => "state",
            Self::Zipcode => "zipcode",
            Self::Nin => "nin",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Username => messages::USERNAME,
            Self::Password => messages::PASSWORD,
            Self::FirstName => messages::FIRST_NAME,
            Self::LastName => messages::LAST_NAME,
            Self::Email => messages::EMAIL,
            Self::Phone => messages::TELEPHONE,
            Self::Birthdate => messages::BIRTHDAY,
            Self::Country => messages::COUNTRY,
            Self::Address => messages::STREET_AND_HOUSE,
            Self::City => messages::CITY,
            Self::State => messages::STATE_OR_PROVINCE,
            Self::Zipcode => messages::POSTAL_CODE,
            Self::Nin => messages::NATIONAL_ID,
        }
    }

    fn kind(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::Email => "email",
            Self::Phone => "tel",
            Self::Birthdate => "date",
            _ => "text",
        }
    }

    fn autocomplete(self) -> &'static str {
        match self {
            Self::Username => "username",
            Self::Password => "new-password",
            Self::FirstName => "given-name",
            Self::LastName => "family-name",
            Self::Email => "email",
            Self::Phone => "tel",
            Self::Birthdate => "bday",
            Self::Country => "country-name",
            Self::Address => "street-address",
            Self::City => "address-level2",
            Self::State => "address-level1",
            Self::Zipcode => "postal-code",
            Self::Nin => "off",
        }
    }

    /// What has to be so, as far as it can be seen before anything is sent.
    fn rules(self, value: RwSignal<String>) -> Vec<Rule> {
        let rule = move |words, holds: fn(&str) -> bool| {
            (words, Signal::derive(move || value.with(|text| holds(text.trim()))))
        };
        match self {
            Self::Username => vec![rule(messages::RULE_USERNAME, |text| validation::username(text).is_ok())],
            Self::Email => vec![rule(messages::RULE_EMAIL, |text| validation::email(text).is_ok())],
            Self::Phone => vec![rule(messages::RULE_PHONE, is_phone)],
            Self::Birthdate => vec![rule(messages::RULE_AGE, is_old_enough)],
            Self::Password => PasswordRule::ALL
                .into_iter()
                .map(|kept| {
                    let holds = Signal::derive(move || value.with(|text| kept.is_kept_by(text)));
                    (password_rule(kept), holds)
                })
                .collect(),
            _ => Vec::new(),
        }
    }

    /// What is wrong with a text for it.
    pub fn problem(self, text: &str) -> Option<&'static str> {
        let is_wrong = |is_wrong: bool, sentence| is_wrong.then_some(sentence);
        if text.trim().is_empty() {
            return Some(messages::IS_NEEDED);
        }
        match self {
            Self::Username => is_wrong(validation::username(text).is_err(), messages::USERNAME_WRONG),
            Self::Email => is_wrong(validation::email(text).is_err(), messages::EMAIL_WRONG),
            Self::Phone => is_wrong(!is_phone(text), messages::PHONE_WRONG),
            Self::Birthdate => is_wrong(!is_old_enough(text), messages::TOO_YOUNG),
            Self::Password => is_wrong(!validation::password(text).is_empty(), messages::PASSWORD_WRONG),
            _ => None,
        }
    }

    /// The field, with its rules under it.
    pub fn field(self, value: RwSignal<String>, wrongs: Wrongs, autofocus: bool) -> AnyView {
        let of = self.rules(value);
        view! {
            <div class="ruled">
                <TextField label=self.label() value=value kind=self.kind() autocomplete=self.autocomplete() wrong=wrongs.at(self.name()) autofocus=autofocus/>
                {(!of.is_empty()).then(|| rules(of))}
            </div>
        }
        .into_any()
    }
}

fn password_rule(rule: PasswordRule) -> &'static str {
    match rule {
        PasswordRule::Length => messages::RULE_LENGTH,
        PasswordRule::Upper => messages::RULE_UPPER,
        PasswordRule::Lower => messages::RULE_LOWER,
        PasswordRule::Digit => messages::RULE_DIGIT,
        PasswordRule::Symbol => messages::RULE_SYMBOL,
    }
}

/// A telephone number with its country code; what people write in between does not count.
fn is_phone(text: &str) -> bool {
    let digits: String =
        text.chars().filter(|letter| !matches!(letter, ' ' | '-' | '.' | '(' | ')')).collect();
    digits.strip_prefix('+').is_some_and(|number| {
        (7..=15).contains(&number.len())
            && number.bytes().all(|byte| byte.is_ascii_digit())
            && !number.starts_with('0')
    })
}

fn is_old_enough(text: &str) -> bool {
    Date::parse(text).is_ok_and(|day| validation::birthday(day, now().date()).is_ok())
}

/// Some parts of a profile as they are typed.
#[derive(Clone, Debug)]
pub struct Person {
    parts: Vec<(Part, RwSignal<String>)>,
}

impl Person {
    pub fn of(parts: impl IntoIterator<Item = Part>) -> Self {
        Self { parts: parts.into_iter().map(|part| (part, RwSignal::new(String::new()))).collect() }
    }

    pub fn signal(&self, part: Part) -> Option<RwSignal<String>> {
        self.parts.iter().find(|(known, _)| *known == part).map(|(_, signal)| *signal)
    }

    pub fn text(&self, part: Part) -> String {
        self.signal(part).and_then(filled).unwrap_or_default()
    }

    /// As it was typed: a password may begin with a blank.
    pub fn secret(&self, part: Part) -> Secret {
        Secret::new(self.signal(part).map(|signal| signal.get_untracked()).unwrap_or_default())
    }

    pub fn birthdate(&self) -> Option<Date> {
        Date::parse(&self.text(Part::Birthdate)).ok()
    }

    /// What is wrong with each part.
    pub fn found(&self) -> Found {
        let problem = |(part, signal): &(Part, RwSignal<String>)| {
            signal.with_untracked(|text| part.problem(text)).map(|said| (part.name(), said.to_owned()))
        };
        self.parts.iter().filter_map(problem).collect()
    }

    pub fn fields(&self, wrongs: Wrongs) -> AnyView {
        self.parts
            .iter()
            .enumerate()
            .map(|(place, (part, signal))| part.field(*signal, wrongs, place == 0))
            .collect_view()
            .into_any()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_telephone_number_has_its_country_code() {
        assert!(is_phone("+1 (202) 555-0143"));
        for wrong in ["2025550143", "+", "+12", "+0123456789", "+1786555273912345", "+1786555x739", ""] {
            assert!(!is_phone(wrong), "{wrong}");
        }
    }

    #[test]
    fn what_is_empty_is_needed_and_what_is_wrong_says_how() {
        assert_eq!(Part::City.problem("  "), Some(messages::IS_NEEDED));
        assert_eq!(Part::City.problem("Porto"), None);
        assert_eq!(Part::Password.problem("Test@1233"), None);
        assert_eq!(Part::Password.problem("test1233"), Some(messages::PASSWORD_WRONG));
        assert_eq!(Part::Email.problem("ann@example"), Some(messages::EMAIL_WRONG));
    }
}
