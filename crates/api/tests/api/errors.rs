//! What is not an answer.

use purser_api::{
    Answer, Error, LARGEST_BODY, RetryAfter, Timestamp, Transport,
    centrowallet::{Caller, TransactionId, UserId, transaction, user},
    ctk,
};

fn user_error(answer: &Answer<'_>) -> Error {
    user::get(UserId(1)).decode(answer).unwrap_err()
}

#[test]
fn a_status_comes_with_message_fields_code_and_retry_after() {
    let body = br#"{"message": "The given data was invalid.", "code": 7,
        "errors": {"email": ["is taken", "is odd"], "type": "is missing"}}"#;
    let answer = Answer { status: 422, content_type: None, retry_after: Some("17"), body };
    let error = user_error(&answer);
    let Error::Status { status, message, code, fields, retry_after } = &error else { panic!("{error:?}") };
    assert_eq!(*status, 422);
    assert_eq!(message.as_deref(), Some("The given data was invalid."));
    assert_eq!(code.as_deref(), Some("7"));
    assert_eq!(fields[0], (String::from("email"), vec![String::from("is taken"), String::from("is odd")]));
    assert_eq!(fields[1], (String::from("type"), vec![String::from("is missing")]));
    assert_eq!(*retry_after, Some(RetryAfter::Seconds(17)));
    assert_eq!(error.status(), Some(422));
}

#[test]
fn a_status_needs_no_readable_body() {
    for body in [&b""[..], b"<html>Bad Gateway</html>", b"[]", b"null", b"{\"message\": {}}", b"\xff\xff"] {
        let error = user_error(&Answer::new(502, body));
        assert!(matches!(error, Error::Status { status: 502, message: None, .. }), "{error:?}");
    }
}

#[test]
fn centrapay_says_why_in_a_code() {
    let request = purser_api::centrapay::wallet::create(&purser_api::centrapay::wallet::NewWallet::default());
    let body = br#"{"code": "ACCOUNT_MAX_WALLETS_REACHED", "message": "Enough"}"#;
    let error = request.decode(&Answer::new(403, body)).unwrap_err();
    let Error::Status { code, .. } = &error else { panic!("{error:?}") };
    assert_eq!(code.as_deref(), Some(purser_api::centrapay::wallet::MAX_WALLETS_REACHED));
}

#[test]
fn an_envelope_says_no_with_any_status_and_in_any_shape() {
    let bodies = [
        r#"{"success": false, "error": [{"code": 100, "message": "No"}]}"#,
        r#"{"success": false, "error": {"0": {"code": "100", "message": "No"}}}"#,
        r#"{"success": false, "error": {"code": 100, "message": "No"}}"#,
        r#"{"success": false, "error": ["No"]}"#,
        r#"{"success": false, "error": "No"}"#,
        r#"{"success": 0, "error": [{"message": "No"}]}"#,
    ];
    for body in bodies {
        for status in [200, 400, 401] {
            let error = ctk::user::get().decode(&Answer::new(status, body.as_bytes())).unwrap_err();
            assert!(matches!(error, Error::Envelope { .. }), "{error:?}");
            assert_eq!(error.message(), Some("No"), "{body}");
            assert_eq!(error.status(), Some(status));
            assert!(!error.is_outcome_unknown());
        }
        let error = ctk::user::get().decode(&Answer::new(500, body.as_bytes())).unwrap_err();
        assert!(error.is_outcome_unknown());
    }
    let error =
        ctk::user::get().decode(&Answer::new(200, br#"{"success": false, "error": []}"#)).unwrap_err();
    assert_eq!(error, Error::Envelope { status: 200, errors: Vec::new(), retry_after: None });
}

#[test]
fn an_envelope_that_does_not_say_is_not_taken_for_a_yes() {
    for body in ["{}", "[]", "null", r#"{"data": {}}"#, r#"{"success": "maybe"}"#] {
        let error = ctk::user::logout().decode(&Answer::new(200, body.as_bytes())).unwrap_err();
        let Error::Decode { path, .. } = &error else { panic!("{error:?}") };
        assert_eq!(path, "$.success");
    }
}

#[test]
fn operation_26_has_no_published_answer_so_none_is_one() {
    let request = ctk::wallet::set_default(purser_api::Currency::new("BTC").unwrap(), true);
    assert_eq!(request.decode(&Answer::new(204, b"")), Ok(()));
    assert_eq!(request.decode(&Answer::new(200, br#"{"success": true}"#)), Ok(()));
    assert!(request.decode(&Answer::new(200, br#"{"success": false}"#)).is_err());
    assert!(ctk::user::logout().decode(&Answer::new(204, b"")).is_err());
}

#[test]
fn rule_3_what_leaves_the_outcome_open_is_told_from_a_refusal() {
    let request = transaction::void(Caller::Customer, TransactionId(1), &transaction::Void::default());
    let unknown: [(u16, &[u8]); 9] = [
        (200, b"<!doctype html><title>Login</title>"),
        (200, b"{\"id\": 1, \"price\": 1, \"curr"),
        (200, b""),
        (200, b"{}"),
        (201, b"[1, 2"),
        (408, b""),
        (500, b"{\"message\": \"oops\"}"),
        (503, b""),
        (302, b""),
    ];
    for (status, body) in unknown {
        let error = request.decode(&Answer::new(status, body)).unwrap_err();
        assert!(error.is_outcome_unknown(), "{error:?}");
    }
    for status in [400, 401, 403, 404, 409, 422, 429] {
        let error = request.decode(&Answer::new(status, b"{}")).unwrap_err();
        assert!(!error.is_outcome_unknown(), "{error:?}");
    }
    for kind in [Transport::Unreachable, Transport::Timeout, Transport::Aborted, Transport::TooLarge] {
        assert!(Error::transport(kind, "").is_outcome_unknown());
    }
    for kind in [Transport::BadUrl, Transport::NotSent] {
        assert!(!Error::transport(kind, "").is_outcome_unknown());
    }
}

#[test]
fn rule_4_only_passing_troubles_are_worth_another_read() {
    for status in 100..600 {
        let expected = matches!(status, 408 | 429 | 502 | 503 | 504);
        if (200..300).contains(&status) {
            continue;
        }
        assert_eq!(user_error(&Answer::new(status, b"")).is_retryable_read(), expected, "{status}");
    }
    assert!(Error::transport(Transport::Unreachable, "").is_retryable_read());
    assert!(!Error::transport(Transport::Aborted, "").is_retryable_read());
    assert!(!Error::decode("$", "").is_retryable_read());
}

#[test]
fn rule_4_retry_after_comes_in_seconds_or_as_a_date() {
    let at = Timestamp::parse("1994-11-06T08:49:37Z").unwrap();
    assert_eq!(RetryAfter::parse("Sun, 06 Nov 1994 08:49:37 GMT"), Some(RetryAfter::At(at)));
    assert_eq!(RetryAfter::parse("Sun Nov  6 08:49:37 1994"), Some(RetryAfter::At(at)));
    let later = Timestamp::parse("2094-11-06T08:49:37Z").unwrap();
    assert_eq!(RetryAfter::parse("Saturday, 06-Nov-94 08:49:37 GMT"), Some(RetryAfter::At(later)));
    assert_eq!(RetryAfter::parse(" 0 "), Some(RetryAfter::Seconds(0)));
    assert_eq!(RetryAfter::parse("99999999999999999999999"), Some(RetryAfter::Seconds(u64::MAX)));
    for text in ["", "-1", "soon", "1.5", "Sun, 32 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 25:49:37 GMT"] {
        assert_eq!(RetryAfter::parse(text), None, "{text}");
    }
    assert_eq!(RetryAfter::At(at).seconds_from(at), 0);
    assert_eq!(RetryAfter::At(at).seconds_from(Timestamp::from_unix_seconds(at.unix_seconds() - 5)), 5);
    assert_eq!(RetryAfter::At(at).seconds_from(later), 0);
}

#[test]
fn rule_8_too_large_and_too_deep_are_refused_with_a_message() {
    let large = vec![b' '; LARGEST_BODY + 1];
    let error = user_error(&Answer::new(200, &large));
    assert_eq!(error, Error::decode("$", "the answer is larger than 5 MiB"));

    let deep = format!("{}1{}", "[".repeat(200), "]".repeat(200));
    assert!(
        matches!(user_error(&Answer::new(200, deep.as_bytes())), Error::Decode { path, .. } if path == "$")
    );
    let very_deep = "[".repeat(LARGEST_BODY);
    assert!(matches!(user_error(&Answer::new(200, very_deep.as_bytes())), Error::Decode { .. }));

    let mut nested = String::from(r#"{"id":1,"price":1,"currency":"USD"}"#);
    for _ in 0..50 {
        nested = format!(r#"{{"id":1,"price":1,"currency":"USD","child":[{nested}]}}"#);
    }
    let request = transaction::get(Caller::Customer, TransactionId(1));
    assert!(request.decode(&Answer::new(200, nested.as_bytes())).is_ok());
}

#[test]
fn rule_10_errors_do_not_repeat_values() {
    let secret = "eyJhbGciOi-secret-4111111111111111";
    let bodies = [
        format!(r#"{{"id": "{secret}"}}"#),
        format!(r#"{{"id": 1, "isActivated": "{secret}"}}"#),
        format!(r#"{{"id": 1, "createdAt": "{secret}"}}"#),
        format!(r#"{{"id": 1, "email": ["{secret}"]}}"#),
        secret.to_owned(),
        format!(r#"{{"id": {secret}"#),
    ];
    for body in bodies {
        let error = user_error(&Answer::new(200, body.as_bytes()));
        assert!(!format!("{error:?} {error}").contains("secret"), "{error:?}");
    }
}

#[test]
fn long_messages_are_cut_between_letters() {
    let body = format!(r#"{{"message": "{}"}}"#, "ü".repeat(5000));
    let error = user_error(&Answer::new(400, body.as_bytes()));
    assert!(error.message().is_some_and(|message| message.len() < 600 && message.ends_with('…')));
}
