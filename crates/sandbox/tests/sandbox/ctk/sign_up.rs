//! Operations 28 to 30, 36 and 37.

use super::{Ctk, PASSWORD, phone, refused, shaped, sign_up};
use purser_api::ctk::user::{self, Signup, SignupStep1};
use purser_api::{Date, Secret};
use purser_sandbox::domain::ctk::errors::Refused;
use serde_json::json;

#[tokio::test]
async fn somebody_signs_up_and_confirms_the_telephone() {
    let ctk = Ctk::empty().await;
    let answer = ctk.anonymous("/user/signup", sign_up("ann")).await.ok();
    shaped(&answer, "user-signup.response");
    assert_eq!(answer["data"]["signupConfirmation"], true);
    let login = json!({ "username": "ann", "password": PASSWORD });
    refused(&ctk.anonymous("/user/login", login).await, Refused::NotConfirmed);
    let code = ctk.code("ann").await;
    let verify = json!({ "username": "ann", "code": code });
    let answer = ctk.anonymous("/user/signup/verify", verify.clone()).await.ok();
    shaped(&answer, "user-signup-verify.response");
    refused(&ctk.anonymous("/user/signup/verify", verify).await, Refused::AlreadyConfirmed);
    let ann = ctk.sign_in("ann").await;
    let wallets = ctk.get("/wallet", &ann).await.ok();
    assert!(wallets["data"].as_array().unwrap().len() > 20, "all wallets are there, and empty");
    assert!(wallets["data"].as_array().unwrap().iter().all(|wallet| wallet["balance"] == 0));
}

#[tokio::test]
async fn the_clients_own_requests_sign_somebody_up() {
    let ctk = Ctk::empty().await;
    let signup = Signup {
        username: "ann".into(),
        password: Secret::new(PASSWORD),
        first_name: "Ann".into(),
        last_name: "Doe".into(),
        country: "NZ".into(),
        address: "1 Quay".into(),
        city: "Wellington".into(),
        state: "WGN".into(),
        zipcode: "6011".into(),
        nin: Secret::new("12-34-56"),
        email: "ann@example.org".into(),
        phone: phone("ann"),
        birthdate: Date::parse("1990-02-03").unwrap(),
        override_confirmation: None,
    };
    let started = ctk.ask(&user::signup(&signup), "").await.unwrap();
    assert_eq!(started.signup_confirmation, Some(true));
    ctk.ask(&user::signup_resend("ann"), "").await.unwrap();
    ctk.ask(&user::signup_verify("ann", &ctk.code("ann").await), "").await.unwrap();
    let ann = ctk.sign_in("ann").await;
    let profile = ctk.ask(&user::get(), &ann.token).await.unwrap();
    assert_eq!(profile.birthdate.as_deref(), Some("02/03/1990"));
    assert_eq!(profile.birthdate_datetime.as_deref(), Some("1990-02-03"));
    assert_eq!((profile.tier_level, profile.signup_steps_completed), (Some(2), None));
}

#[tokio::test]
async fn rule_22_a_code_that_was_sent_again_replaces_the_one_before() {
    let ctk = Ctk::empty().await;
    ctk.anonymous("/user/signup", sign_up("ann")).await.ok();
    let first = ctk.code("ann").await;
    let answer = ctk.anonymous("/user/signup/confirm", json!({ "username": "ann" })).await.ok();
    shaped(&answer, "user-signup-confirm.response");
    let second = ctk.code("ann").await;
    if first != second {
        let verify = json!({ "username": "ann", "code": first });
        refused(&ctk.anonymous("/user/signup/verify", verify).await, Refused::WrongCode);
    }
    ctk.advance(600);
    let verify = json!({ "username": "ann", "code": second });
    refused(&ctk.anonymous("/user/signup/verify", verify).await, Refused::WrongCode);
    ctk.anonymous("/user/signup/confirm", json!({ "username": "ann" })).await.ok();
    let verify = json!({ "username": "ann", "code": ctk.code("ann").await });
    ctk.anonymous("/user/signup/verify", verify).await.ok();
}

#[tokio::test]
async fn rule_22_five_wrong_codes_lock_and_a_new_one_does_not_unlock() {
    let ctk = Ctk::empty().await;
    ctk.anonymous("/user/signup", sign_up("ann")).await.ok();
    let right = ctk.code("ann").await;
    let wrong = if right == "000000" { "000001" } else { "000000" };
    let verify = async |code: &str| {
        ctk.anonymous("/user/signup/verify", json!({ "username": "ann", "code": code })).await
    };
    for _ in 0..4 {
        refused(&verify(wrong).await, Refused::WrongCode);
    }
    let locked = verify(wrong).await;
    refused(&locked, Refused::TooManyAttempts);
    assert_eq!(locked.header("retry-after"), Some("300"));
    ctk.anonymous("/user/signup/confirm", json!({ "username": "ann" })).await.ok();
    let new = ctk.code("ann").await;
    refused(&verify(&new).await, Refused::TooManyAttempts);
    ctk.advance(300);
    verify(&new).await.ok();
}

#[tokio::test]
async fn a_sign_up_can_go_step_by_step() {
    let ctk = Ctk::empty().await;
    let step = SignupStep1 {
        username: "fulano".into(),
        password: Secret::new("@jA2543232"),
        email: "fulano@email.com".into(),
        phone: phone("fulano"),
        first_name: "FULANO".into(),
        last_name: "DE TAL".into(),
    };
    let request = user::signup_step1(&step);
    let done = ctk.ask(&request, "").await.unwrap();
    assert_eq!(done.email.as_deref(), Some("fulano@email.com"));
    ctk.ask(&user::signup_verify("fulano", &ctk.code("fulano").await), "").await.unwrap();
    let body = json!({ "username": "fulano", "password": "@jA2543232" });
    let body = ctk.anonymous("/user/login", body).await.ok();
    let token = body["data"]["accessToken"].as_str().unwrap();
    let steps = async || ctk.ask(&user::get(), token).await.unwrap().signup_steps_completed;
    assert_eq!(steps().await, Some(2));
    for (place, part) in [
        json!({ "birthdate": "12/14/1988" }),
        json!({ "country": "BR" }),
        json!({ "address": "1 Rua" }),
        json!({ "city": "Recife" }),
        json!({ "state": "PE" }),
        json!({ "zipcode": "50000" }),
    ]
    .into_iter()
    .enumerate()
    {
        let answer = ctk.call("PUT", "/user/update", token, Some(part)).await.ok();
        assert_eq!(answer["data"]["singupStepsCompleted"], 3 + place, "spelled as they spell it");
        assert_eq!(answer["data"]["tierLevel"], "1");
    }
    let answer = ctk.call("PUT", "/user/update", token, Some(json!({ "nin": "625809636" }))).await.ok();
    assert_eq!(
        (&answer["data"]["singupStepsCompleted"], &answer["data"]["tierLevel"]),
        (&json!(9), &json!("2"))
    );
}

#[tokio::test]
async fn a_profile_changes_where_it_is_said_to() {
    let ctk = Ctk::empty().await;
    let ann = ctk.customer("ann").await;
    ctk.customer("bob").await;
    let profile = ctk.get("/user", &ann).await.ok();
    shaped(&profile, "user-get.response");
    let change = json!({ "city": "Otaki", "birthdate": "02/29/1988", "phone": "+64 21 555 0123" });
    let changed = ctk.put("/user/update", &ann, change).await.ok();
    shaped(&changed, "user-update.response");
    assert_eq!(changed["data"]["city"], "Otaki");
    assert_eq!(changed["data"]["phone"], "+64215550123");
    assert_eq!(changed["data"]["birthdateDatetime"], "1988-02-29");
    assert_eq!(changed["data"]["state"], profile["data"]["state"]);
    refused(&ctk.put("/user/update", &ann, json!({ "username": "BOB" })).await, Refused::UsernameTaken);
    ctk.put("/user/update", &ann, json!({ "username": "Anna" })).await.ok();
    assert_eq!(ctk.get("/user", &ann).await.ok()["data"]["username"], "Anna");
    assert_eq!(ctk.put("/user/update", &ann, json!({})).await.ok()["data"]["city"], "Otaki");
}

#[tokio::test]
async fn rule_24_a_sign_up_says_everything_that_is_wrong_with_it() {
    let ctk = Ctk::empty().await;
    let reply = ctk.anonymous("/user/signup", json!({})).await;
    assert_eq!(reply.status, 422);
    let errors = reply.json()["error"].as_array().unwrap().clone();
    assert_eq!(errors.len(), 13, "{errors:?}");
    for (field, value, expected) in [
        ("username", json!("two words"), Refused::Invalid),
        ("password", json!("short"), Refused::WeakPassword),
        ("email", json!("ann@"), Refused::Invalid),
        ("phone", json!("5552739"), Refused::Invalid),
        ("birthdate", json!("1988-12-14"), Refused::Invalid),
        ("birthdate", json!("04/01/2008"), Refused::TooYoung),
        ("firstName", json!({ "a": 1 }), Refused::Invalid),
        ("city", json!("x".repeat(1_000)), Refused::Invalid),
        ("state", json!("   "), Refused::Invalid),
        ("address", json!("a\u{0}b"), Refused::Invalid),
        ("zipcode", json!(null), Refused::Missing),
        ("overrideConfirmation", json!("perhaps"), Refused::Invalid),
    ] {
        let mut body = sign_up("ann");
        body[field] = value;
        let reply = ctk.anonymous("/user/signup", body).await;
        let message = refused(&reply, expected);
        assert!(message.to_lowercase().contains(&field.to_lowercase()), "{field}: {message}");
        assert_eq!(reply.json()["error"].as_array().unwrap().len(), 1, "{}", reply.text);
    }
    assert!(ctk.local("GET", "/sandbox/sms", None).await.ok()["messages"].as_array().unwrap().is_empty());
}
