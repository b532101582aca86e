//! What a profile may say.

use purser_api::validation::{self, PasswordRule};
use purser_api::{Date, Timestamp};

/// A username has so many characters at most.
pub const LONGEST_USERNAME: usize = 64;

/// A password has so many characters at most: more would be work for nothing.
pub const LONGEST_PASSWORD: usize = 256;

/// What a username lacks, as the end of a sentence.
pub fn username_problem(username: &str) -> Option<&'static str> {
    if username.chars().count() > LONGEST_USERNAME {
        Some("must not be longer than 64 characters")
    } else if validation::username(username).is_err() {
        Some("must not have spaces")
    } else if username.chars().any(char::is_control) {
        Some("must not have control characters")
    } else {
        None
    }
}

/// What a password lacks, as the end of a sentence; none where it is good.
///
/// ```
/// use purser_sandbox::domain::ctk::profiles::password_problem;
///
/// assert_eq!(password_problem("Test@1233"), None);
/// assert_eq!(password_problem("test1233").as_deref(), Some("an upper-case letter, a symbol"));
/// ```
pub fn password_problem(password: &str) -> Option<String> {
    if password.chars().count() > LONGEST_PASSWORD {
        return Some("256 characters at most".to_owned());
    }
    let lacks: Vec<&str> = validation::password(password).into_iter().map(rule).collect();
    (!lacks.is_empty()).then(|| lacks.join(", "))
}

const fn rule(rule: PasswordRule) -> &'static str {
    match rule {
        PasswordRule::Length => "8 characters or more",
        PasswordRule::Upper => "an upper-case letter",
        PasswordRule::Lower => "a lower-case letter",
        PasswordRule::Digit => "a digit",
        PasswordRule::Symbol => "a symbol",
    }
}

/// Whether that is an e-mail address.
pub fn is_email(text: &str) -> bool {
    validation::email(text).is_ok()
}

/// A telephone number as it is kept, `+17865552739`: with its country code, and without what people write in
/// between. None where it cannot be one.
pub fn phone(text: &str) -> Option<String> {
    let digits: String =
        text.chars().filter(|letter| !matches!(letter, ' ' | '-' | '.' | '(' | ')')).collect();
    let number = digits.strip_prefix('+')?;
    let is_number = number.bytes().all(|byte| byte.is_ascii_digit());
    // E.164: fifteen digits at most, and no country code begins with a zero.
    ((7..=15).contains(&number.len()) && is_number && !number.starts_with('0')).then_some(digits)
}

/// A telephone number of which the last four digits are left: `+*******4345`.
pub fn masked_phone(phone: &str) -> String {
    let digits = phone.trim_start_matches('+');
    let hidden = digits.len().saturating_sub(4);
    format!("+{}{}", "*".repeat(hidden), digits.get(hidden..).unwrap_or_default())
}

/// Why a birthdate is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BirthdateProblem {
    /// It is no date of the form `MM/DD/YYYY`, or none that anybody was born on.
    NotADate,
    /// Less than eighteen years ago.
    TooYoung,
}

/// Reads `12/14/1988`, of somebody who is old enough at `now`.
pub fn birthdate(text: &str, now: i64) -> Result<Date, BirthdateProblem> {
    let date = Date::parse_american(text).map_err(|_| BirthdateProblem::NotADate)?;
    if date.year() < 1900 {
        return Err(BirthdateProblem::NotADate);
    }
    let today = Timestamp::from_unix_micros(now).date();
    validation::birthday(date, today).map_err(|_| BirthdateProblem::TooYoung)?;
    Ok(date)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::clock::parse_date_time;

    #[test]
    fn a_username_has_no_spaces() {
        assert_eq!(username_problem("johndoe05013"), None);
        assert!(username_problem("john doe").is_some());
        assert!(username_problem("").is_some());
        assert!(username_problem(&"x".repeat(65)).is_some());
    }

    #[test]
    fn a_telephone_number_has_its_country_code() {
        assert_eq!(phone("+1 (786) 555-2739").as_deref(), Some("+17865552739"));
        for wrong in ["17865552739", "+", "+12", "+0123456789", "+1786555273912345", "+1786555x739", ""] {
            assert_eq!(phone(wrong), None, "{wrong}");
        }
        assert_eq!(masked_phone("+17865552739"), "+*******2739");
    }

    #[test]
    fn somebody_is_eighteen_on_their_birthday() {
        let now = parse_date_time("2026-03-31 12:00:00").unwrap();
        assert!(birthdate("03/31/2008", now).is_ok());
        assert_eq!(birthdate("04/01/2008", now), Err(BirthdateProblem::TooYoung));
        assert_eq!(birthdate("2008-03-31", now), Err(BirthdateProblem::NotADate));
        assert_eq!(birthdate("02/30/1990", now), Err(BirthdateProblem::NotADate));
        assert_eq!(birthdate("01/01/1066", now), Err(BirthdateProblem::NotADate));
    }
}
