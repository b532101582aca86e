//! The `otpauth://` address that a QR code hands to an authenticator.

use std::fmt;

use crate::{percent, secret::Secret};

/// What an authenticator needs to show codes for an account.
///
/// ```
/// use purser_api::otpauth::Otpauth;
///
/// let url = "otpauth://totp/Centro%20Wallet:ann%40example.org?secret=LZO4ZUG2XGJG4AWM&issuer=Centro%20Wallet";
/// let otpauth = Otpauth::parse(url)?;
/// assert_eq!(otpauth.issuer.as_deref(), Some("Centro Wallet"));
/// assert_eq!(otpauth.account, "ann@example.org");
/// assert_eq!((otpauth.digits, otpauth.period), (6, 30));
/// assert_eq!(otpauth.secret_in_groups().expose(), "LZO4 ZUG2 XGJG 4AWM");
/// # Ok::<(), purser_api::otpauth::OtpauthError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Otpauth {
    /// Who issued it.
    pub issuer: Option<String>,
    /// Whose it is there: an e-mail address, mostly.
    pub account: String,
    /// The shared secret, base32 in upper case without padding.
    pub secret: Secret,
    /// How codes are made; SHA-1 when the address does not say.
    pub algorithm: Algorithm,
    /// How long codes are; 6 when the address does not say.
    pub digits: u8,
    /// How many seconds a code lasts; 30 when the address does not say.
    pub period: u32,
}

closed_enum! {
    /// The hash that codes are made with.
    Algorithm {
        /// SHA-1, which every authenticator knows.
        Sha1 = "SHA1",
        /// SHA-256.
        Sha256 = "SHA256",
        /// SHA-512.
        Sha512 = "SHA512",
    }
}

/// What is wrong with an `otpauth` address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OtpauthError {
    /// It does not begin with `otpauth://`.
    NotOtpauth,
    /// Its codes do not go by time.
    NotTotp,
    /// There is no account in it.
    NoAccount,
    /// A percent escape is broken.
    BadEscape,
    /// A parameter comes twice.
    Repeated,
    /// The issuer before the account and the `issuer` parameter differ.
    TwoIssuers,
    /// There is no secret.
    NoSecret,
    /// The secret is not base32.
    BadSecret,
    /// The algorithm is none of the three.
    BadAlgorithm,
    /// Codes are neither 6, 7 nor 8 digits long.
    BadDigits,
    /// The period is not from 1 to 300 seconds.
    BadPeriod,
}

impl fmt::Display for OtpauthError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::NotOtpauth => "is not an otpauth address",
            Self::NotTotp => "is not for codes that go by time",
            Self::NoAccount => "names no account",
            Self::BadEscape => "has a broken percent escape",
            Self::Repeated => "has a parameter twice",
            Self::TwoIssuers => "names two issuers",
            Self::NoSecret => "has no secret",
            Self::BadSecret => "has a secret that is not base32",
            Self::BadAlgorithm => "has an unknown algorithm",
            Self::BadDigits => "has codes of an unusual length",
            Self::BadPeriod => "has an unusual period",
        })
    }
}

impl std::error::Error for OtpauthError {}

impl Otpauth {
    /// Reads an address, strictly: what an authenticator would refuse or take for something else is an error.
    pub fn parse(url: &str) -> Result<Self, OtpauthError> {
        let rest = strip_prefix_ignoring_case(url, "otpauth://").ok_or(OtpauthError::NotOtpauth)?;
        let rest = strip_prefix_ignoring_case(rest, "totp/").ok_or(OtpauthError::NotTotp)?;
        let (label, query) = rest.split_once('?').ok_or(OtpauthError::NoSecret)?;
        let label = decode(label)?;
        let (label_issuer, account) = match label.split_once(':') {
            Some((issuer, account)) => (Some(issuer.trim().to_owned()), account.trim().to_owned()),
            None => (None, label.trim().to_owned()),
        };
        if account.is_empty() {
            return Err(OtpauthError::NoAccount);
        }
        let query = Query::read(query)?;
        let issuer =
            match (label_issuer.filter(|issuer| !issuer.is_empty()), query.get("issuer").map(str::trim)) {
                (Some(one), Some(other)) if one != other => return Err(OtpauthError::TwoIssuers),
                (issuer, None) => issuer,
                (_, Some(issuer)) => Some(issuer).filter(|issuer| !issuer.is_empty()).map(str::to_owned),
            };
        let algorithm = match query.get("algorithm") {
            Some(name) => {
                Algorithm::from_text(&name.to_ascii_uppercase()).ok_or(OtpauthError::BadAlgorithm)?
            }
            None => Algorithm::Sha1,
        };
        let digits = match query.get("digits") {
            Some(text) => text.parse().ok().filter(|digits| (6..=8).contains(digits)),
            None => Some(6),
        };
        let period = match query.get("period") {
            Some(text) => text.parse().ok().filter(|period| (1..=300).contains(period)),
            None => Some(30),
        };
        Ok(Self {
            issuer,
            account,
            secret: secret(query.get("secret").ok_or(OtpauthError::NoSecret)?)?,
            algorithm,
            digits: digits.ok_or(OtpauthError::BadDigits)?,
            period: period.ok_or(OtpauthError::BadPeriod)?,
        })
    }

    /// The address, with everything spelt out.
    pub fn to_url(&self) -> Secret {
        let mut url = String::from("otpauth://totp/");
        // The first colon parts the two, also an encoded one: an issuer that has one stands behind alone.
        let issuer = self.issuer.as_deref().filter(|issuer| !issuer.contains(':'));
        if issuer.is_some() || self.account.contains(':') {
            percent::encode_into(&mut url, issuer.unwrap_or_default());
            url.push(':');
        }
        percent::encode_into(&mut url, &self.account);
        url.push_str("?secret=");
        url.push_str(self.secret.expose());
        if let Some(issuer) = &self.issuer {
            url.push_str("&issuer=");
            percent::encode_into(&mut url, issuer);
        }
        url.push_str("&algorithm=");
        url.push_str(self.algorithm.as_str());
        url.push_str("&digits=");
        url.push_str(&self.digits.to_string());
        url.push_str("&period=");
        url.push_str(&self.period.to_string());
        Secret::from(url)
    }

    /// The secret in groups of four, to be typed in by hand.
    pub fn secret_in_groups(&self) -> Secret {
        let mut text = String::new();
        for (index, letter) in self.secret.expose().chars().enumerate() {
            if index > 0 && index % 4 == 0 {
                text.push(' ');
            }
            text.push(letter);
        }
        Secret::from(text)
    }
}

/// The parameters, decoded.
struct Query<'a>(Vec<(&'a str, String)>);

impl<'a> Query<'a> {
    fn read(query: &'a str) -> Result<Self, OtpauthError> {
        let mut parameters = Vec::new();
        for parameter in query.split('&').filter(|parameter| !parameter.is_empty()) {
            let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
            if parameters.iter().any(|(other, _)| *other == name) {
                return Err(OtpauthError::Repeated);
            }
            parameters.push((name, decode(value)?));
        }
        Ok(Self(parameters))
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(other, _)| *other == name).map(|(_, value)| value.as_str())
    }
}

fn strip_prefix_ignoring_case<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let (start, rest) = text.split_at_checked(prefix.len())?;
    start.eq_ignore_ascii_case(prefix).then_some(rest)
}

fn decode(text: &str) -> Result<String, OtpauthError> {
    percent::decode(text).ok_or(OtpauthError::BadEscape)
}

fn secret(text: &str) -> Result<Secret, OtpauthError> {
    let text = text.trim_end_matches('=').to_ascii_uppercase();
    if text.is_empty() {
        return Err(OtpauthError::NoSecret);
    }
    let is_base32 = text.bytes().all(|byte| matches!(byte, b'A'..=b'Z' | b'2'..=b'7'));
    // Other lengths leave part of a byte over.
    if !is_base32 || matches!(text.len() % 8, 1 | 3 | 6) {
        return Err(OtpauthError::BadSecret);
    }
    Ok(Secret::from(text))
}
