//! What the form of a refill holds, what of it is not right yet, and what is sent.

use purser_api::{
    Currency, Date, Money,
    centrowallet::payment_account::{
        AmountMod, Consumer, EmailOptions, Refill, RefillMetadata, RefillPayment,
    },
    validation,
};

use crate::{messages, pages::shared::wrongs::Found};

/// The form as it stands on the screen. Texts are trimmed when they are read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields {
    pub name: String,
    pub amount: String,
    pub first_name: String,
    pub last_name: String,
    pub phone: String,
    pub country: String,
    pub state: String,
    pub city: String,
    pub zip: String,
    pub address: String,
    pub birthday: String,
    pub ip: String,
    pub domain: String,
    pub webhook: String,
    pub secure: bool,
    pub test: bool,
    pub force_checkout: bool,
    pub send_email: bool,
    pub is_cover: bool,
    /// What is added to the charge: what for, and how much.
    pub added: Vec<(String, String)>,
}

/// A refill that is right, and what it comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Read {
    pub refill: Refill,
    pub amount: Money,
    pub added: Vec<(String, Money)>,
    /// What the card is charged.
    pub charged: Money,
}

fn filled(text: &str) -> Option<String> {
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// A yes that is worth saying.
fn yes(flag: bool) -> Option<bool> {
    flag.then_some(true)
}

impl Fields {
    /// The refill, without its reference and the address to come back to; or what is wrong, by the API's names.
    pub fn read(
        &self,
        currency: Currency,
        browser: Consumer,
        is_callable: fn(&str) -> bool,
    ) -> Result<Read, Found> {
        let mut found = Found::new();
        let amount = validation::amount(self.amount.trim(), currency).map_err(|problem| match problem {
            validation::Problem::Amount(error) => messages::amount_wrong(&error),
            validation::Problem::Empty => messages::amount_wrong(&purser_api::MoneyError::NotANumber),
            _ => messages::AMOUNT_NOT_POSITIVE.to_owned(),
        });
        found.extend(amount.as_ref().err().map(|said| ("amount", said.clone())));
        let name = filled(&self.name);
        if name.is_none() {
            found.push(("name", messages::REFILL_NAME_MISSING.to_owned()));
        }
        let country = filled(&self.country).map(|country| country.to_uppercase());
        if country.as_deref().is_some_and(|country| {
            country.len() != 3 || !country.bytes().all(|letter| letter.is_ascii_uppercase())
        }) {
            found.push(("consumer.country", messages::COUNTRY_WRONG.to_owned()));
        }
        let birthday = filled(&self.birthday).map(|day| Date::parse(&day));
        if matches!(birthday, Some(Err(_))) {
            found.push(("consumer.birthday", messages::BIRTHDAY_WRONG.to_owned()));
        }
        if filled(&self.webhook).is_some_and(|address| !is_callable(&address)) {
            found.push(("webhookUrl", messages::WEBHOOK_ADDRESS_WRONG.to_owned()));
        }
        let added = self.added(currency).unwrap_or_else(|said| {
            found.push(("metadata.amountMods", said));
            Vec::new()
        });
        let (Ok(amount), Some(name), true) = (amount, name, found.is_empty()) else { return Err(found) };
        let charged = added.iter().try_fold(amount, |sum, (_, part)| sum.checked_add(*part));
        let Ok(charged) = charged else {
            return Err(vec![("metadata.amountMods", messages::LINES_TOO_MANY.to_owned())]);
        };
        let amount_mods: Vec<AmountMod> = added
            .iter()
            .map(|(title, part)| AmountMod { amount: part.amount(), title: vec![title.clone()] })
            .collect();
        let has_metadata = self.is_cover || !amount_mods.is_empty();
        let refill = Refill {
            name,
            amount: amount.amount(),
            consumer: Consumer {
                first_name: filled(&self.first_name),
                last_name: filled(&self.last_name),
                ip: filled(&self.ip),
                phone: filled(&self.phone),
                country,
                state: filled(&self.state),
                city: filled(&self.city),
                zip: filled(&self.zip),
                address: filled(&self.address),
                birthday: birthday.and_then(Result::ok),
                ..browser
            },
            email_options: Some(EmailOptions { send: Some(self.send_email) }),
            webhook_url: filled(&self.webhook),
            secure: yes(self.secure),
            test: yes(self.test),
            metadata: has_metadata.then(|| RefillMetadata { is_cover: yes(self.is_cover), amount_mods }),
            force_checkout: yes(self.force_checkout),
            payment: filled(&self.domain).map(|domain| RefillPayment { domain }),
            ..Refill::default()
        };
        Ok(Read { refill, amount, added, charged })
    }

    fn added(&self, currency: Currency) -> Result<Vec<(String, Money)>, String> {
        let mut added = Vec::new();
        for (title, amount) in &self.added {
            match (filled(title), filled(amount)) {
                (None, None) => {}
                (None, Some(_)) => return Err(messages::ADDED_UNTITLED.to_owned()),
                (Some(title), amount) => {
                    let amount = Money::parse(&amount.unwrap_or_default(), currency)
                        .map_err(|error| messages::amount_wrong(&error))?;
                    if amount.is_negative() {
                        return Err(messages::ADDED_NEGATIVE.to_owned());
                    }
                    added.push((title, amount));
                }
            }
        }
        Ok(added)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn usd() -> Currency {
        Currency::new("USD").unwrap()
    }

    fn fields() -> Fields {
        Fields { name: "Top up".to_owned(), amount: "25.00".to_owned(), ..Fields::default() }
    }

    fn read(fields: &Fields) -> Result<Read, Found> {
        fields.read(usd(), Consumer::default(), |address| address.starts_with("https://"))
    }

    #[test]
    fn what_is_added_adds_up() {
        let added = |lines: &[(&str, &str)]| Fields {
            added: lines.iter().map(|(title, sum)| ((*title).to_owned(), (*sum).to_owned())).collect(),
            ..fields()
        };
        let two = read(&added(&[("Fee", "1.25"), ("", ""), ("Tax", "0.10")])).unwrap();
        assert_eq!((two.charged.to_plain(), two.amount.to_plain()), ("26.35".to_owned(), "25.00".to_owned()));
        assert_eq!(two.refill.metadata.unwrap().amount_mods.len(), 2);
        for (lines, said) in
            [([("Fee", "-1")], messages::ADDED_NEGATIVE), ([("", "1")], messages::ADDED_UNTITLED)]
        {
            assert_eq!(read(&added(&lines)).unwrap_err(), [("metadata.amountMods", said.to_owned())]);
        }
        assert!(read(&added(&[("Fee", "x")])).is_err());
        assert!(read(&fields()).unwrap().refill.metadata.is_none());
    }

    #[test]
    fn each_field_has_its_own_sentence() {
        let wrong = Fields {
            country: "Germany".to_owned(),
            birthday: "31.12.1990".to_owned(),
            webhook: "http://evil.example".to_owned(),
            ..Fields::default()
        };
        let names: Vec<&str> = read(&wrong).unwrap_err().into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["amount", "name", "consumer.country", "consumer.birthday", "webhookUrl"]);
        assert_eq!(
            read(&Fields { country: "deu".to_owned(), ..fields() })
                .unwrap()
                .refill
                .consumer
                .country
                .as_deref(),
            Some("DEU")
        );
        for amount in ["0", "-5", "1.234"] {
            assert!(read(&Fields { amount: amount.to_owned(), ..fields() }).is_err(), "{amount}");
        }
    }
}
