//! What can be told wrong before anything is sent. Forms and the sandbox use the same checks.

use std::fmt;

use crate::{
    currency::Currency,
    money::{Money, MoneyError},
    time::Date,
};

/// The age from which CTK takes customers.
pub const LEAST_AGE: u16 = 18;

/// What is wrong with an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// There is nothing.
    Empty,
    /// It has spaces.
    HasSpaces,
    /// It is not an e-mail address.
    NotAnEmail,
    /// It is not six digits.
    NotSixDigits,
    /// It lies in the future.
    InTheFuture,
    /// It makes somebody younger than [`LEAST_AGE`].
    TooYoung,
    /// It is not an amount of that currency.
    Amount(MoneyError),
    /// It is zero or less.
    NotPositive,
    /// It is zero.
    Zero,
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => formatter.write_str("is empty"),
            Self::HasSpaces => formatter.write_str("has spaces"),
            Self::NotAnEmail => formatter.write_str("is not an e-mail address"),
            Self::NotSixDigits => formatter.write_str("is not six digits"),
            Self::InTheFuture => formatter.write_str("lies in the future"),
            Self::TooYoung => write!(formatter, "is less than {LEAST_AGE} years ago"),
            Self::Amount(error) => error.fmt(formatter),
            Self::NotPositive => formatter.write_str("is not more than zero"),
            Self::Zero => formatter.write_str("is zero"),
        }
    }
}

impl std::error::Error for Problem {}

/// An e-mail address: something, one `@`, a domain with a dot. Whether it exists, only a message tells.
///
/// ```
/// use purser_api::validation::{Problem, email};
///
/// assert_eq!(email("ann@example.org"), Ok(()));
/// assert_eq!(email("ann@example"), Err(Problem::NotAnEmail));
/// ```
pub fn email(text: &str) -> Result<(), Problem> {
    if text.is_empty() {
        return Err(Problem::Empty);
    }
    let is_email = text.len() <= 254
        && !text.chars().any(|letter| letter.is_whitespace() || letter.is_control())
        && text
            .split_once('@')
            .is_some_and(|(name, domain)| !name.is_empty() && name.len() <= 64 && is_domain(domain));
    if is_email { Ok(()) } else { Err(Problem::NotAnEmail) }
}

fn is_domain(domain: &str) -> bool {
    domain.contains('.')
        && domain.split('.').all(|label| {
            !label.is_empty()
                && label.len() <= 63
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.chars().all(|letter| letter.is_alphanumeric() || letter == '-')
        })
}

/// A CTK username: not empty, no spaces.
pub fn username(text: &str) -> Result<(), Problem> {
    if text.is_empty() {
        Err(Problem::Empty)
    } else if text.chars().any(char::is_whitespace) {
        Err(Problem::HasSpaces)
    } else {
        Ok(())
    }
}

/// One of CTK's rules for passwords.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PasswordRule {
    /// Eight characters or more.
    Length,
    /// An upper-case letter.
    Upper,
    /// A lower-case letter.
    Lower,
    /// A digit.
    Digit,
    /// A symbol: anything visible that is neither letter nor digit.
    Symbol,
}

impl PasswordRule {
    /// All of them, in the order to show them.
    pub const ALL: [Self; 5] = [Self::Length, Self::Upper, Self::Lower, Self::Digit, Self::Symbol];

    /// Whether a password keeps this rule.
    pub fn is_kept_by(self, password: &str) -> bool {
        match self {
            Self::Length => password.chars().count() >= 8,
            Self::Upper => password.chars().any(|letter| letter.is_ascii_uppercase()),
            Self::Lower => password.chars().any(|letter| letter.is_ascii_lowercase()),
            Self::Digit => password.chars().any(|letter| letter.is_ascii_digit()),
            Self::Symbol => password.chars().any(|letter| letter.is_ascii_punctuation()),
        }
    }
}

/// The rules that a password does not keep; none when it is good.
///
/// ```
/// use purser_api::validation::{PasswordRule, password};
///
/// assert_eq!(password("Test@1233"), []);
/// assert_eq!(password("test1233"), [PasswordRule::Upper, PasswordRule::Symbol]);
/// ```
pub fn password(text: &str) -> Vec<PasswordRule> {
    PasswordRule::ALL.into_iter().filter(|rule| !rule.is_kept_by(text)).collect()
}

/// A birthday of somebody who is old enough today.
pub fn birthday(date: Date, today: Date) -> Result<(), Problem> {
    if date > today {
        Err(Problem::InTheFuture)
    } else if date.years_until(today) < LEAST_AGE {
        Err(Problem::TooYoung)
    } else {
        Ok(())
    }
}

/// A code from an authenticator or SMS: six digits.
pub fn totp_code(text: &str) -> Result<(), Problem> {
    if text.is_empty() {
        Err(Problem::Empty)
    } else if text.len() == 6 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        Ok(())
    } else {
        Err(Problem::NotSixDigits)
    }
}

/// An amount to pay, send or exchange: more than zero, and not finer than its currency.
///
/// ```
/// use purser_api::{Currency, MoneyError, validation::{Problem, amount}};
///
/// let yen = Currency::new("JPY")?;
/// assert_eq!(amount("100", yen).map(|money| money.to_string()), Ok("100 JPY".into()));
/// assert_eq!(amount("0.5", yen), Err(Problem::Amount(MoneyError::TooManyDecimals { allowed: 0 })));
/// assert_eq!(amount("0", yen), Err(Problem::NotPositive));
/// # Ok::<(), MoneyError>(())
/// ```
pub fn amount(text: &str, currency: Currency) -> Result<Money, Problem> {
    let money = signed_amount(text, currency);
    match money {
        Ok(money) if money.is_negative() => Err(Problem::NotPositive),
        Err(Problem::Zero) => Err(Problem::NotPositive),
        other => other,
    }
}

/// An amount to top up with, which may take money away: anything but zero.
pub fn signed_amount(text: &str, currency: Currency) -> Result<Money, Problem> {
    if text.is_empty() {
        return Err(Problem::Empty);
    }
    let money = Money::parse(text, currency).map_err(Problem::Amount)?;
    if money.is_zero() { Err(Problem::Zero) } else { Ok(money) }
}
