//! Reads the fields of a body or a query and collects what is wrong with them.

use axum::body::Bytes;
use purser_api::Date;

use super::super::input::Input;
use super::answer::{CtkError, CtkResult};
use crate::domain::ctk::assets::{self, Asset};
use crate::domain::ctk::errors::Refused;
use crate::domain::ctk::profiles::{self, BirthdateProblem};
use crate::domain::ctk::value::is_payable;
use crate::domain::units::Units;

/// Pages past this one are not looked for.
pub(super) const LAST_PAGE: i64 = 1_000_000;

/// The most that one page can hold, and what it holds where nothing is said.
pub(super) const HIGHEST_LIMIT: i64 = 500;
const USUAL_LIMIT: i64 = 100;

/// The fields of a request and what has been found wrong with them.
#[derive(Debug)]
pub(super) struct Fields {
    input: Input,
    errors: Vec<(u16, u16, String)>,
}

impl Fields {
    /// The fields of a body, which is a JSON object or empty.
    pub(super) fn from_body(body: &Bytes) -> CtkResult<Self> {
        let input = Input::from_body(body).map_err(|_| CtkError::new(Refused::Unreadable))?;
        Ok(Self { input, errors: Vec::new() })
    }

    /// The fields of a query.
    pub(super) fn from_query(query: Option<&str>) -> Self {
        Self { input: Input::from_query(query), errors: Vec::new() }
    }

    /// Notes a refusal.
    pub(super) fn refuse(&mut self, refused: Refused, values: &[(&str, &str)]) {
        self.errors.push((refused.code(), refused.status(), refused.message(values)));
    }

    fn invalid(&mut self, field: &str, why: &str) {
        self.refuse(Refused::Invalid, &[("field", field), ("why", why)]);
    }

    /// Takes over what reading has found wrong.
    fn collect(&mut self) {
        let (code, status) = (Refused::Invalid.code(), Refused::Invalid.status());
        self.errors.extend(self.input.take_errors().into_iter().map(|sentence| (code, status, sentence)));
    }

    /// All that is wrong, if anything is.
    pub(super) fn check(&mut self) -> CtkResult<()> {
        if self.errors.is_empty() { Ok(()) } else { Err(CtkError::several(std::mem::take(&mut self.errors))) }
    }

    fn present<T: Default>(&mut self, field: &str, value: Option<T>) -> T {
        if value.is_none() && self.input.value(field).is_none() {
            self.refuse(Refused::Missing, &[("field", field)]);
        }
        value.unwrap_or_default()
    }

    /// A text of so many characters at most, if there is one.
    pub(super) fn text(&mut self, field: &str, longest: usize) -> Option<String> {
        let text = self.input.text_up_to(field, longest);
        self.collect();
        text.filter(|text| {
            let is_blank = text.trim().is_empty();
            if is_blank {
                self.invalid(field, "must not be blank");
            }
            !is_blank
        })
    }

    /// The same, which must be there.
    pub(super) fn required(&mut self, field: &str, longest: usize) -> String {
        let text = self.text(field, longest);
        self.present(field, text)
    }

    /// True or false.
    pub(super) fn boolean(&mut self, field: &str) -> Option<bool> {
        let value = self.input.boolean(field);
        self.collect();
        value
    }

    /// The same, which must be there.
    pub(super) fn required_boolean(&mut self, field: &str) -> bool {
        let value = self.boolean(field);
        self.present(field, value)
    }

    /// A page and how many rows are on one.
    pub(super) fn page(&mut self) -> (i64, i64) {
        let page = self.input.number("page", 1, LAST_PAGE);
        let limit = self.input.number("limit", 1, HIGHEST_LIMIT);
        self.collect();
        (page.unwrap_or(1), limit.unwrap_or(USUAL_LIMIT))
    }

    /// One of these words.
    pub(super) fn choice<T: Copy>(&mut self, field: &str, choices: &[(&str, T)]) -> Option<T> {
        let choice = self.input.choice(field, choices);
        self.collect();
        choice
    }

    /// The start of a day.
    pub(super) fn day(&mut self, field: &str) -> Option<i64> {
        let day = self.input.day(field);
        self.collect();
        day
    }

    /// The start of a day, which must be there.
    pub(super) fn required_day(&mut self, field: &str) -> i64 {
        let day = self.day(field);
        self.present(field, day)
    }

    /// Whether a field is there at all.
    pub(super) fn has(&self, field: &str) -> bool {
        self.input.value(field).is_some()
    }

    /// A coin to filter by.
    pub(super) fn filter_symbol(&mut self) -> Option<&'static Asset> {
        let symbol = self.text("symbol", 12)?;
        let asset = assets::find(&symbol);
        if asset.is_none() {
            self.refuse(Refused::NoSuchSymbol, &[]);
        }
        asset
    }

    /// A coin that must be named.
    pub(super) fn asset(&mut self, field: &str) -> Option<&'static Asset> {
        let symbol = self.required(field, 12);
        let asset = assets::find(&symbol);
        if asset.is_none() && !symbol.is_empty() {
            self.refuse(Refused::NoSuchSymbol, &[]);
        }
        asset
    }

    /// An amount above zero, no finer than so many decimals.
    pub(super) fn amount(&mut self, field: &str, decimals: u32) -> Units {
        let amount = self.input.amount(field);
        self.collect();
        let is_said = amount.is_some();
        let amount = self.present(field, amount);
        if is_said && !amount.is_positive() {
            self.invalid(field, "must be above zero");
        } else if is_said && !is_payable(amount, decimals) {
            self.invalid(field, &format!("must not have more than {decimals} decimal places"));
        }
        amount
    }

    /// A code of six digits.
    pub(super) fn code(&mut self) -> String {
        let code = self.required("code", 12);
        if !code.is_empty() && (code.len() != 6 || !code.bytes().all(|byte| byte.is_ascii_digit())) {
            self.invalid("code", "must be 6 digits");
        }
        code
    }

    /// A password that is strong enough.
    pub(super) fn new_password(&mut self) -> String {
        let password = self.required("password", 1_000);
        if let Some(why) = profiles::password_problem(&password).filter(|_| !password.is_empty()) {
            self.refuse(Refused::WeakPassword, &[("why", &why)]);
        }
        password
    }

    /// A username, checked where it is said.
    pub(super) fn username(&mut self) -> Option<String> {
        let username = self.text("username", 255)?;
        if let Some(why) = profiles::username_problem(&username) {
            self.invalid("username", why);
        }
        Some(username)
    }

    /// An e-mail address, checked where it is said.
    pub(super) fn email(&mut self) -> Option<String> {
        let email = self.text("email", 254)?;
        if !profiles::is_email(&email) {
            self.invalid("email", "must be an e-mail address");
        }
        Some(email)
    }

    /// A telephone number in the form in which it is kept, checked where it is said.
    pub(super) fn phone(&mut self) -> Option<String> {
        let said = self.text("phone", 40)?;
        let phone = profiles::phone(&said);
        if phone.is_none() {
            self.invalid("phone", "must be a telephone number with its country code, like +17865552739");
        }
        Some(phone.unwrap_or_default())
    }

    /// A birthdate, checked where it is said.
    pub(super) fn birthdate(&mut self, now: i64) -> Option<String> {
        let said = self.text("birthdate", 40)?;
        let date = profiles::birthdate(&said, now);
        match date {
            Err(BirthdateProblem::NotADate) => self.invalid("birthdate", "must be a date like 12/31/1990"),
            Err(BirthdateProblem::TooYoung) => self.refuse(Refused::TooYoung, &[]),
            Ok(_) => {}
        }
        Some(date.as_ref().map(Date::to_iso).unwrap_or_default())
    }

    /// Notes that a field which must be there is not.
    pub(super) fn need(&mut self, field: &str) {
        if !self.has(field) {
            self.refuse(Refused::Missing, &[("field", field)]);
        }
    }
}
