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

/// The form as it stands on the screen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields {
    pub email: String,
    pub external_id: String,
    pub currency: String,
    pub account_name: String,
    pub promo: bool,
    pub activated: bool,
}

/// The sentences beside the fields.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wrong {
    pub email: Option<String>,
    pub external_id: Option<String>,
    pub currency: Option<String>,
}

impl Fields {
    /// The request's body, or what is wrong. An empty currency means a customer without an account.
    pub fn read(&self) -> Result<NewUser, Wrong> {
        let email = self.email.trim();
        let external_id = self.external_id.trim();
        let currency = match self.currency.trim() {
            "" => Ok(None),
            code => Currency::new(code).map(Some),
        };
        let wrong = Wrong {
            email: validation::email(email).is_err().then(|| messages::EMAIL_WRONG.to_owned()),
            external_id: external_id.is_empty().then(|| messages::EXTERNAL_ID_MISSING.to_owned()),
            currency: currency.is_err().then(|| messages::CURRENCY_WRONG.to_owned()),
        };
        if wrong != Wrong::default() {
            return Err(wrong);
        }
        let account = currency.ok().flatten().map(|currency| FirstPaymentAccount {
            name: Some(self.account_name.trim()).filter(|name| !name.is_empty()).map(str::to_owned),
            description: None,
            currency,
            system: "centrobill".to_owned(),
            method: "card".to_owned(),
            kind: Some(if self.promo { PaymentAccountKind::Promo } else { PaymentAccountKind::Fiat }),
            webhook_url: None,
        });
        Ok(NewUser {
            email: email.to_owned(),
            external_user_id: external_id.to_owned(),
            kind: None,
            is_activated: Some(self.activated),
            is_blocked: Some(false),
            payment_accounts: account.into_iter().collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_becomes_a_body() {
        let fields = Fields {
            email: " a@b.example ".into(),
            external_id: "17".into(),
            currency: "usd".into(),
            account_name: "USD main".into(),
            promo: false,
            activated: true,
        };
        let user = fields.read().unwrap();
        assert_eq!(user.email, "a@b.example");
        assert_eq!(user.payment_accounts[0].currency.as_str(), "USD");
        let none = Fields { currency: String::new(), ..fields };
        assert!(none.read().unwrap().payment_accounts.is_empty());
    }

    #[test]
    fn each_field_has_its_own_sentence() {
        let wrong = Fields { email: "nobody".into(), currency: "no currency".into(), ..Fields::default() }
            .read()
            .unwrap_err();
        assert_eq!(wrong.email.as_deref(), Some(messages::EMAIL_WRONG));
        assert_eq!(wrong.external_id.as_deref(), Some(messages::EXTERNAL_ID_MISSING));
        assert_eq!(wrong.currency.as_deref(), Some(messages::CURRENCY_WRONG));
    }
}
