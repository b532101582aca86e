//! Money, times, otpauth addresses and checks, by example.

use purser_api::{
    Currency, Date, Money, MoneyError, Secret, Timestamp, decimal,
    jwt::Claims,
    otpauth::{Algorithm, Otpauth, OtpauthError},
    validation::{self, PasswordRule, Problem},
};

use crate::every_operation::{coin, usd};

#[test]
fn currencies_are_codes_in_upper_case() {
    assert_eq!(coin("usd"), coin("USD"));
    assert_eq!(format!("{:>5}|{:<5}", usd(), usd()), "  USD|USD  ");
    assert_eq!(serde_json::to_string(&usd()).unwrap(), "\"USD\"");
    for code in ["", "THIRTEENCHARS", "U D", "ÜSD", "U\0D", "US\u{202e}"] {
        assert_eq!(Currency::new(code), Err(MoneyError::NotACurrency), "{code}");
    }
    assert_eq!(coin("TWELVE-CHARS").as_str(), "TWELVE-CHARS");
    assert!(coin("BTC") < coin("ETH") && coin("BTC") < coin("BTCX"));
}

#[test]
fn currencies_have_their_decimals() {
    for (code, decimals) in [
        ("USD", 2),
        ("EUR", 2),
        ("NZD", 2),
        ("JPY", 0),
        ("KWD", 3),
        ("BHD", 3),
        ("CLF", 4),
        ("BTC", 8),
        ("ETH", 18),
        ("LTC", 8),
        ("DASH", 8),
        ("XRP", 6),
        ("XMR", 12),
        ("XLM", 7),
        ("CTR", 18),
    ] {
        assert_eq!(coin(code).decimals(), Some(decimals), "{code}");
    }
    for code in ["ZZZ", "US", "USDX", "BIF CLP", "-"] {
        assert_eq!(Currency::new(code).ok().and_then(|code| code.decimals()), None, "{code}");
    }
}

#[test]
fn money_is_typed_in_strictly() {
    let parse = |text| Money::parse(text, usd()).map(|money| money.to_string());
    assert_eq!(parse("25"), Ok(String::from("25.00 USD")));
    assert_eq!(parse("25.5"), Ok(String::from("25.50 USD")));
    assert_eq!(parse("-25.05"), Ok(String::from("-25.05 USD")));
    assert_eq!(parse("007"), Ok(String::from("7.00 USD")));
    assert_eq!(parse("-0"), Ok(String::from("0.00 USD")));
    for text in
        ["", "-", ".", "1.", ".5", "1,5", "1 000", "+1", "1e3", "١", "1.2.3", "--1", "1-", "$1", "0x1", "∞"]
    {
        assert_eq!(parse(text), Err(MoneyError::NotANumber), "{text}");
    }
    assert_eq!(parse("1.005"), Err(MoneyError::TooManyDecimals { allowed: 2 }));
    assert_eq!(parse("1.000"), Err(MoneyError::TooManyDecimals { allowed: 2 }));
    assert_eq!(parse("99999999999999999999999999999999"), Err(MoneyError::TooLarge));
    // A long text that is no number is none, and not too large.
    assert_eq!(parse("99999999999999999999999999999999-"), Err(MoneyError::NotANumber));
    let ether = Money::parse("0.000000000000000001", coin("ETH")).unwrap();
    assert_eq!(ether.to_plain(), "0.000000000000000001");
}

#[test]
fn money_is_shown_with_at_least_its_currencys_decimals() {
    let plain = |text, code| Money::new(decimal::parse(text).unwrap(), coin(code)).to_plain();
    assert_eq!(plain("25", "USD"), "25.00");
    assert_eq!(plain("25.1", "USD"), "25.10");
    assert_eq!(plain("0.7249000000000001", "USD"), "0.7249000000000001");
    assert_eq!(plain("25", "JPY"), "25");
    assert_eq!(plain("1", "BTC"), "1.00000000");
    assert_eq!(plain("1.5", "FOO"), "1.5");
}

#[test]
fn money_adds_up_exactly_or_not_at_all() {
    let money = |text: &str| Money::new(decimal::parse(text).unwrap(), usd());
    let sum = money("0.1").checked_add(money("0.2")).unwrap();
    assert_eq!(sum, money("0.3"));
    assert!(sum.checked_sub(money("0.3")).unwrap().is_zero());
    let largest = money("79228162514264337593543950335");
    assert_eq!(largest.checked_add(money("1")), Err(MoneyError::Overflow));
    // The type's own sum rounds this away.
    assert_eq!(largest.checked_add(money("0.1")), Err(MoneyError::Overflow));
    assert_eq!(largest.checked_sub(largest), Ok(money("0")));
    assert_eq!(largest.checked_add(money("0.0")).unwrap(), largest);
    // A zero at the end may go to make room.
    let sum_of_halves = money("7922816251426433759354395033.5").checked_add(money("0.5")).unwrap();
    assert_eq!(sum_of_halves, money("7922816251426433759354395034"));
    let euro = Money::zero(coin("EUR"));
    assert_eq!(sum.checked_add(euro), Err(MoneyError::CurrencyMismatch { left: usd(), right: coin("EUR") }));
    assert!(money("-1").is_negative() && !money("0").negate().is_negative());
    assert_eq!(money("1").compare(&euro), None);
}

#[test]
fn minor_units_are_of_any_size() {
    let nzd = coin("NZD");
    assert_eq!(Money::from_minor("9223372036854775808", nzd).unwrap().to_plain(), "92233720368547758.08");
    assert_eq!(Money::from_minor("5", nzd).unwrap().to_minor().unwrap().to_string(), "5");
    assert_eq!(Money::parse("12.3", nzd).unwrap().to_minor().unwrap().to_string(), "1230");
    assert_eq!(Money::new(decimal::parse("0.001").unwrap(), nzd).to_minor(), None);
    assert_eq!(Money::from_minor("5", coin("FOO")), Err(MoneyError::UnknownMinorUnit(coin("FOO"))));
    assert_eq!(Money::from_minor("1.5", nzd), Err(MoneyError::NotANumber));
}

#[test]
fn timestamps_are_read_and_written() {
    let time = Timestamp::parse("2024-03-14 10:43:33.123456").unwrap();
    assert_eq!(time.to_iso(), "2024-03-14T10:43:33.123456Z");
    assert_eq!(time.to_iso_millis(), "2024-03-14T10:43:33.123Z");
    assert_eq!(time.to_sql(), "2024-03-14 10:43:33");
    assert_eq!(time.to_php(), "2024-03-14 10:43:33.123456");
    assert_eq!(time.unix_millis(), 1_710_413_013_123);
    assert_eq!(Timestamp::parse("1969-12-31T23:59:59.5Z").unwrap().unix_micros(), -500_000);
    assert_eq!(Timestamp::parse("1969-12-31T23:59:59.5Z").unwrap().unix_seconds(), -1);
    assert_eq!(Timestamp::parse("0000-01-01"), Ok(Timestamp::EARLIEST));
    assert_eq!(Timestamp::parse("9999-12-31T23:59:59.999999Z"), Ok(Timestamp::LATEST));
    assert_eq!(Timestamp::from_unix_seconds(i64::MAX), Timestamp::LATEST);
    assert!(Timestamp::parse("0000-01-01T00:00:00+01:00").is_err());
    for text in [
        "",
        "2024",
        "2024-3-14",
        "2024-03-14T",
        "2024-03-14X10:00",
        "2024-03-14 10:43:60",
        "2024-03-14 10:43:33.",
        "2024-03-14 10:43:33.1234567",
        "2024-03-14T10:43:33ZZ",
        "2024-03-14T10:43:33+25:00",
        "２０24-03-14",
    ] {
        assert!(Timestamp::parse(text).is_err(), "{text}");
    }
}

#[test]
fn ages_turn_on_the_birthday() {
    let born = Date::new(2004, 2, 29).unwrap();
    let on = |year, month, day| Date::new(year, month, day).unwrap();
    assert_eq!(validation::birthday(born, on(2022, 2, 28)), Err(Problem::TooYoung));
    assert_eq!(validation::birthday(born, on(2022, 3, 1)), Ok(()));
    assert_eq!(validation::birthday(born, on(2004, 2, 28)), Err(Problem::InTheFuture));
    assert_eq!(validation::birthday(on(1988, 12, 14), on(2006, 12, 14)), Ok(()));
    assert_eq!(validation::birthday(on(1988, 12, 14), on(2006, 12, 13)), Err(Problem::TooYoung));
}

#[test]
fn inputs_are_checked_by_name() {
    for good in ["ann@example.org", "a.b+c@sub.example.co", "ünï@exämple.org"] {
        assert_eq!(validation::email(good), Ok(()), "{good}");
    }
    for bad in [
        "ann",
        "@example.org",
        "ann@",
        "ann@example",
        "a b@example.org",
        "a@b@example.org",
        "a@.org",
        "a@-x.org",
    ] {
        assert_eq!(validation::email(bad), Err(Problem::NotAnEmail), "{bad}");
    }
    assert_eq!(validation::email(""), Err(Problem::Empty));
    assert_eq!(validation::totp_code("012345"), Ok(()));
    for bad in ["12345", "1234567", "12345a", "１２３４５６", " 12345"] {
        assert_eq!(validation::totp_code(bad), Err(Problem::NotSixDigits), "{bad}");
    }
    assert_eq!(validation::password("Test@1233"), []);
    assert_eq!(validation::password(""), PasswordRule::ALL);
    assert_eq!(validation::password("Aa1!"), [PasswordRule::Length]);
    assert_eq!(validation::username("john doe"), Err(Problem::HasSpaces));
    assert_eq!(validation::amount("", usd()), Err(Problem::Empty));
    assert_eq!(validation::amount("-1", usd()), Err(Problem::NotPositive));
    assert_eq!(
        validation::signed_amount("-1", usd()).map(|money| money.to_plain()),
        Ok(String::from("-1.00"))
    );
    assert_eq!(validation::signed_amount("0.00", usd()), Err(Problem::Zero));
}

#[test]
fn otpauth_addresses_are_read_strictly() {
    let url = "otpauth://totp/Centro%20Wallet:fake23%40email.com?secret=LZO4ZUG2XGJG4AWMZ3KR6FDFBQC2EX7L\
               &issuer=Centro%20Wallet&algorithm=SHA1&digits=6&period=30";
    let otpauth = Otpauth::parse(url).unwrap();
    assert_eq!(otpauth.issuer.as_deref(), Some("Centro Wallet"));
    assert_eq!(otpauth.account, "fake23@email.com");
    assert_eq!(otpauth.secret.expose(), "LZO4ZUG2XGJG4AWMZ3KR6FDFBQC2EX7L");
    assert_eq!((otpauth.algorithm, otpauth.digits, otpauth.period), (Algorithm::Sha1, 6, 30));
    assert_eq!(otpauth.to_url().expose(), url);
    assert!(!format!("{otpauth:?}").contains("LZO4"));

    let secret = "secret=LZO4ZUG2XGJG4AWM";
    for (url, error) in [
        (String::from("https://example.org"), OtpauthError::NotOtpauth),
        (format!("otpauth://hotp/a?{secret}"), OtpauthError::NotTotp),
        (String::from("otpauth://totp/a"), OtpauthError::NoSecret),
        (String::from("otpauth://totp/a?issuer=b"), OtpauthError::NoSecret),
        (format!("otpauth://totp/?{secret}"), OtpauthError::NoAccount),
        (format!("otpauth://totp/b:?{secret}"), OtpauthError::NoAccount),
        (format!("otpauth://totp/a%zz?{secret}"), OtpauthError::BadEscape),
        (format!("otpauth://totp/a%ff?{secret}"), OtpauthError::BadEscape),
        (format!("otpauth://totp/a?{secret}&{secret}"), OtpauthError::Repeated),
        (format!("otpauth://totp/b:a?{secret}&issuer=c"), OtpauthError::TwoIssuers),
        (String::from("otpauth://totp/a?secret=LZO1"), OtpauthError::BadSecret),
        (String::from("otpauth://totp/a?secret=A"), OtpauthError::BadSecret),
        (format!("otpauth://totp/a?{secret}&algorithm=MD5"), OtpauthError::BadAlgorithm),
        (format!("otpauth://totp/a?{secret}&digits=5"), OtpauthError::BadDigits),
        (format!("otpauth://totp/a?{secret}&period=0"), OtpauthError::BadPeriod),
    ] {
        assert_eq!(Otpauth::parse(&url), Err(error), "{url}");
    }
}

#[test]
fn rule_10_names_with_colons_and_blanks_survive_an_otpauth_address() {
    for (issuer, account) in
        [(None, "a:b"), (Some("Centro"), "a:b"), (Some("Centro: Wallet"), "ann"), (Some("x:y"), "a:b")]
    {
        let made = Otpauth {
            issuer: issuer.map(str::to_owned),
            account: account.to_owned(),
            secret: Secret::new("LZO4ZUG2XGJG4AWM"),
            algorithm: Algorithm::Sha1,
            digits: 6,
            period: 30,
        };
        assert_eq!(Otpauth::parse(made.to_url().expose()), Ok(made));
    }
    let blanks = "otpauth://totp/b%20:a?secret=LZO4ZUG2XGJG4AWM&issuer=%20b%20";
    assert_eq!(Otpauth::parse(blanks).unwrap().issuer.as_deref(), Some("b"));
}

#[test]
fn tokens_say_how_long_they_live() {
    let file = crate::fixtures::json("ctk/user-login.response.json");
    let token = Secret::new(file["data"]["accessToken"].as_str().unwrap());
    let claims = Claims::read(&token).unwrap();
    assert_eq!(claims.subject.as_deref(), Some("79f52a53-b591-4445-9fa2-8f03f4559b55"));
    assert_eq!(claims.lifetime_seconds(), Some(3600));
    for text in ["", "a", "a.b", "a.b.c.d", "a.!!.c", "a.bnVsbA.c", "..", "a.eyJ.c"] {
        assert!(Claims::read(&Secret::new(text)).is_err(), "{text}");
    }
}
