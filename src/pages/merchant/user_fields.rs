//! What the form of a new customer holds, and what of it is not right yet.

use purser_api::{
    Currency,
    centrowallet::{
        PaymentAccountKind,
        user::{FirstPaymentAccount, NewUser},
    },
    validation,
};

use crate::messages;

/// The only payment system that the documents name, and what an account is paid by.
const SYSTEM: &str = "centrobill";
const BY_CARD: &str = "card";
const VIRTUAL: &str = "virtual";

/// The form as it stands on the screen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields {
    pub email: String,
    pub external_id: String,
    pub kind: String,
    pub activated: bool,
    pub blocked: bool,
    pub accounts: Vec<AccountFields>,
}

/// One account of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AccountFields {
    pub currency: String,
    pub name: String,
    pub description: String,
    pub webhook: String,
    pub promo: bool,
}

/// The sentences beside the fields.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wrong {
    pub email: Option<String>,
    pub external_id: Option<String>,
    /// Of the currency of each account, by its place.
    pub currencies: Vec<Option<String>>,
    /// Of where each account's webhooks go.
    pub webhooks: Vec<Option<String>>,
}

impl Fields {
    /// The request's body, or what is wrong.
    pub fn read(&self, is_callable: fn(&str) -> bool) -> Result<NewUser, Wrong> {
        let email = self.email.trim();
        let external_id = self.external_id.trim();
        let accounts: Vec<Option<FirstPaymentAccount>> =
            self.accounts.iter().map(AccountFields::read).collect();
        let wrong_currency =
            |account: &Option<_>| account.is_none().then(|| messages::CURRENCY_WRONG.to_owned());
        let wrong_webhook = |account: &AccountFields| {
            let address = said(&account.webhook).filter(|address| !is_callable(address));
            address.map(|_| messages::WEBHOOK_ADDRESS_WRONG.to_owned())
        };
        let wrong = Wrong {
            email: validation::email(email).is_err().then(|| messages::EMAIL_WRONG.to_owned()),
            external_id: external_id.is_empty().then(|| messages::EXTERNAL_ID_MISSING.to_owned()),
            currencies: accounts.iter().map(wrong_currency).collect(),
            webhooks: self.accounts.iter().map(wrong_webhook).collect(),
        };
        if wrong.email.is_some()
            || wrong.external_id.is_some()
            || wrong.currencies.iter().chain(&wrong.webhooks).any(Option::is_some)
        {
            return Err(wrong);
        }
        Ok(NewUser {
            email: email.to_owned(),
            external_user_id: external_id.to_owned(),
            kind: said(&self.kind),
            is_activated: Some(self.activated),
            is_blocked: Some(self.blocked),
            payment_accounts: accounts.into_iter().flatten().collect(),
        })
    }
}

impl AccountFields {
    fn read(&self) -> Option<FirstPaymentAccount> {
        let (kind, method) = if self.promo {
            (PaymentAccountKind::Promo, VIRTUAL)
        } else {
            (PaymentAccountKind::Fiat, BY_CARD)
        };
        Some(FirstPaymentAccount {
            name: said(&self.name),
            description: said(&self.description),
            currency: Currency::new(self.currency.trim()).ok()?,
            system: SYSTEM.to_owned(),
            method: method.to_owned(),
            kind: Some(kind),
            webhook_url: said(&self.webhook),
        })
    }
}

fn said(text: &str) -> Option<String> {
    Some(text.trim()).filter(|text| !text.is_empty()).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn account(currency: &str, promo: bool) -> AccountFields {
        AccountFields { currency: currency.into(), name: " main ".into(), promo, ..AccountFields::default() }
    }

    fn is_secure(address: &str) -> bool {
        address.starts_with("https://")
    }

    #[test]
    fn a_form_becomes_a_body() {
        let fields = Fields {
            email: " a@b.example ".into(),
            external_id: "17".into(),
            kind: " ".into(),
            activated: true,
            blocked: false,
            accounts: vec![account("usd", false), account("EUR", true)],
        };
        let user = fields.read(is_secure).unwrap();
        assert_eq!((user.email.as_str(), user.kind.as_deref()), ("a@b.example", None));
        let accounts: Vec<_> = user
            .payment_accounts
            .iter()
            .map(|account| (account.currency.as_str(), account.name.as_deref(), account.method.as_str()))
            .collect();
        assert_eq!(accounts, [("USD", Some("main"), "card"), ("EUR", Some("main"), "virtual")]);
        let none = Fields { accounts: Vec::new(), ..fields };
        assert!(none.read(is_secure).unwrap().payment_accounts.is_empty());
    }

    #[test]
    fn each_field_has_its_own_sentence() {
        let hooked = |webhook: &str| AccountFields { webhook: webhook.into(), ..account("USD", false) };
        let accounts =
            vec![hooked("https://a.example/hook"), account("no currency", false), hooked("http://a.example")];
        let wrong =
            Fields { email: "nobody".into(), accounts, ..Fields::default() }.read(is_secure).unwrap_err();
        assert_eq!(wrong.email.as_deref(), Some(messages::EMAIL_WRONG));
        assert_eq!(wrong.external_id.as_deref(), Some(messages::EXTERNAL_ID_MISSING));
        assert_eq!(wrong.currencies, [None, Some(messages::CURRENCY_WRONG.to_owned()), None]);
        assert_eq!(wrong.webhooks, [None, None, Some(messages::WEBHOOK_ADDRESS_WRONG.to_owned())]);
    }
}
