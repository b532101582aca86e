//! What else comes from outside as text: headers, links to enrol with, tokens, times, replaced paths.

use proptest::{collection::vec, option, prelude::*, sample::select};
use purser_api::{
    Date, Endpoints, Error, Method, Operation, RetryAfter, Secret, Timestamp, WireTime,
    centrowallet::{UserId, auth, user},
    jwt::Claims,
    otpauth::{Algorithm, Otpauth},
    validation,
};

use crate::{every_operation::reread, properties::config, strange::changed};

const OFTEN: &str = "0123456789TZ:+-. /,GMTJanSunFri&=?%#@\u{a0}";

fn timestamps() -> impl Strategy<Value = Timestamp> {
    (Timestamp::EARLIEST.unix_seconds()..=Timestamp::LATEST.unix_seconds())
        .prop_map(Timestamp::from_unix_seconds)
}

/// The three ways in which HTTP writes a date.
fn http_dates(time: Timestamp) -> [String; 3] {
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let parts = time.parts();
    let (year, day) = (parts.date.year(), parts.date.day());
    let month = months[usize::from(parts.date.month()) - 1];
    let clock = format!("{:02}:{:02}:{:02}", parts.hour, parts.minute, parts.second);
    [
        format!("Sun, {day:02} {month} {year:04} {clock} GMT"),
        format!("Sunday, {day:02}-{month}-{:02} {clock} GMT", year % 100),
        format!("Sun {month} {day:2} {clock} {year:04}"),
    ]
}

fn texts() -> impl Strategy<Value = String> {
    prop_oneof!["\\PC{0,20}", any::<String>()]
}

fn base64url(bytes: &[u8]) -> String {
    let letters = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut out = String::new();
    for three in bytes.chunks(3) {
        let number = three.iter().fold(0_u32, |number, byte| number << 8 | u32::from(*byte))
            << (8 * (3 - three.len()));
        for place in 0..=three.len() {
            out.push(char::from(letters[(number >> (18 - 6 * place)) as usize & 63]));
        }
    }
    out
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn rule_4_a_wait_is_what_the_header_says(seconds in any::<u64>(), time in timestamps(), blanks in "[ \t]{0,3}", now in timestamps()) {
        let said = |text: &str| RetryAfter::parse(&format!("{blanks}{text}{blanks}"));
        prop_assert_eq!(said(&seconds.to_string()), Some(RetryAfter::Seconds(seconds)));
        let [usual, old, older] = http_dates(time);
        prop_assert_eq!(said(&usual), Some(RetryAfter::At(time)));
        prop_assert_eq!(said(&older), Some(RetryAfter::At(time)));
        // Two digits of a year are one of this century; its 29 February may not be.
        if let Some(RetryAfter::At(at)) = said(&old) {
            prop_assert_eq!(at.parts().date.year(), 2000 + time.parts().date.year() % 100);
            let [_, again, _] = http_dates(at);
            prop_assert_eq!(again, old);
        }
        let wait = RetryAfter::At(time).seconds_from(now);
        prop_assert_eq!(i64::try_from(wait).unwrap(), (time.unix_seconds() - now.unix_seconds()).max(0));
    }

    #[test]
    fn rule_4_any_header_is_a_wait_or_none(text in prop_oneof![texts(), timestamps().prop_flat_map(|time| changed(http_dates(time)[0].clone(), OFTEN))], now in timestamps()) {
        match RetryAfter::parse(&text) {
            Some(RetryAfter::Seconds(seconds)) => {
                let digits = text.trim();
                prop_assert!(digits.bytes().all(|byte| byte.is_ascii_digit()));
                prop_assert!(digits.parse::<u64>().unwrap_or(u64::MAX) == seconds);
            }
            Some(wait) => drop(wait.seconds_from(now)),
            None => {}
        }
    }

    #[test]
    fn a_changed_time_is_a_time_or_none(text in prop_oneof![texts(), timestamps().prop_flat_map(|time| changed(time.to_iso(), OFTEN))], zone in option::of(prop_oneof![texts(), "[+-][0-9]{2}:?[0-9]{2}".prop_map(String::from)])) {
        if let Ok(time) = Timestamp::parse(&text) {
            prop_assert_eq!(Timestamp::parse(&time.to_iso()), Ok(time));
            prop_assert!(time >= Timestamp::EARLIEST && time <= Timestamp::LATEST);
        }
        if let Ok(time) = WireTime::new(&text, zone.as_deref()) {
            prop_assert_eq!(time.text(), text.as_str());
        }
        for date in [Date::parse(&text), Date::parse_american(&text)].into_iter().flatten() {
            prop_assert!(date.to_iso() == text || date.to_american() == text);
        }
    }

    #[test]
    fn rule_10_an_enrolment_survives_its_link(
        issuer in option::of("[^\\pC]{1,12}"),
        account in "[^\\pC]{1,20}",
        secret in "([A-Z2-7]{8}){1,5}",
        algorithm in select(vec![Algorithm::Sha1, Algorithm::Sha256, Algorithm::Sha512]),
        digits in 6_u8..=8,
        period in 1_u32..=300,
    ) {
        let made = Otpauth { issuer, account, secret: Secret::new(secret), algorithm, digits, period };
        let link = made.to_url();
        match Otpauth::parse(link.expose()) {
            Ok(read) => {
                // Blanks around a name are no part of it.
                prop_assert_eq!(read.account.as_str(), made.account.trim());
                prop_assert_eq!(read.issuer.as_deref(), made.issuer.as_deref().map(str::trim).filter(|issuer| !issuer.is_empty()));
                let rest = |one: &Otpauth| (one.secret.clone(), one.algorithm, one.digits, one.period);
                prop_assert_eq!(rest(&read), rest(&made));
                prop_assert_eq!(read.secret_in_groups().expose().replace(' ', ""), made.secret.expose());
            }
            // A name of blanks is none.
            Err(_) => prop_assert!(made.account.trim().is_empty(), "{:?} {:?}", made.issuer, made.account),
        }
    }

    #[test]
    fn rule_10_any_link_is_an_enrolment_or_says_why_not(text in prop_oneof![
        texts(),
        changed("otpauth://totp/Centro%20Wallet:ann%40example.org?secret=LZO4ZUG2XGJG4AWM&issuer=Centro%20Wallet&digits=6&period=30&algorithm=SHA1".to_owned(), "%:?&=0123456789abcdefABCDEF /é"),
    ]) {
        match Otpauth::parse(&text) {
            Ok(read) => prop_assert_eq!(Otpauth::parse(read.to_url().expose()), Ok(read)),
            Err(error) => prop_assert!(!error.to_string().is_empty()),
        }
    }

    #[test]
    fn rule_13_a_token_is_read_as_it_was_made(subject in "[0-9]{1,20}", issued in 0_u64..200_000_000_000, lifetime in 0_u64..50_000_000_000, header in vec(any::<u8>(), 0..30), signature in "[A-Za-z0-9_-]{0,43}") {
        let payload = format!(r#"{{"sub":"{subject}","iat":{issued},"exp":{}}}"#, issued + lifetime);
        let token = Secret::new(format!("{}.{}.{signature}", base64url(&header), base64url(payload.as_bytes())));
        let claims = Claims::read(&token).unwrap();
        prop_assert_eq!(claims.subject.as_deref(), Some(subject.as_str()));
        prop_assert_eq!(claims.lifetime_seconds(), Some(lifetime));
        prop_assert_eq!(auth::user_id(&token).map(|id| id.0), subject.parse().ok());
    }

    #[test]
    fn rule_13_any_token_is_read_or_refused(text in prop_oneof![
        texts(),
        crate::strange::any_json().prop_map(|payload| format!("e30.{}.x", base64url(payload.to_string().as_bytes()))),
        (any::<u128>(), any::<i64>()).prop_map(|(iat, exp)| format!("e30.{}.x", base64url(format!(r#"{{"iat":{iat},"exp":{exp}}}"#).as_bytes()))),
        changed("e30.eyJzdWIiOiIxNyIsImlhdCI6MTAwMCwiZXhwIjo0NjAwfQ.c2ln".to_owned(), ".=-_abcXYZ019é"),
    ]) {
        let token = Secret::new(text);
        if let Ok(claims) = Claims::read(&token) {
            let _ = (claims.lifetime_seconds(), auth::user_id(&token));
        }
    }

    /// However a card number is written, at most its last four digits are left of a whole one.
    #[test]
    fn rule_18_no_whole_card_number_gets_through(number in "[0-9]{12,19}", gap in "[ -]?", status in any::<bool>()) {
        let spaced: Vec<String> = number.as_bytes().chunks(4).map(|four| String::from_utf8_lossy(four).into_owned()).collect();
        let written = spaced.join(&gap);
        let body = serde_json::json!({"success": true, "data": [{"id": 1, "number": written, "cardNumber": written, "status": status}]});
        let read = reread(Operation::CtkCardList, body.to_string().as_bytes());
        let shown = read.map(|read| read.to_string()).unwrap_or_default();
        prop_assert!(!shown.contains(&number[..number.len() - 4]) && !shown.contains(&written), "{}", shown);
    }

    #[test]
    fn inputs_are_judged_and_never_panic(text in texts()) {
        let _ = (validation::email(&text), validation::username(&text), validation::password(&text));
        if validation::totp_code(&text).is_ok() {
            prop_assert!(text.len() == 6 && text.parse::<u32>().is_ok());
        }
    }

    #[test]
    fn rule_12_no_replaced_path_leaves_its_base(id in any::<u64>(), template in prop_oneof![texts(), changed("/api/v1/user/{id}/access".to_owned(), "/{}\\?#@:. id")]) {
        let endpoints = Endpoints::default()
            .with_base(purser_api::System::CentroWallet, "https://wallet.example")
            .with_override(Operation::UserGet, Method::Get, &template);
        match endpoints.resolve(user::get(UserId(id)).parts()) {
            Ok((_, url)) => {
                let rest = url.strip_prefix("https://wallet.example/");
                prop_assert!(rest.is_some_and(|rest| !rest.starts_with('/') && url.contains(&id.to_string())), "{}", url);
            }
            Err(error) => prop_assert!(matches!(error, Error::Transport(..))),
        }
    }
}
