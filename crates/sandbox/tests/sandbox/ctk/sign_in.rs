//! Operations 31 to 35.

use super::{Ctk, PASSWORD, refused, shaped};
use crate::harness::KEY;
use purser_api::Secret;
use purser_api::ctk::user::{self, Login};
use purser_sandbox::domain::ctk::errors::Refused;
use purser_sandbox::store::merchants;
use serde_json::json;

#[tokio::test]
async fn a_token_is_good_for_an_hour() {
    let ctk = Ctk::empty().await;
    ctk.customer("ann").await;
    let body = json!({ "username": "ANN", "password": PASSWORD });
    let answer = ctk.anonymous("/user/login", body).await.ok();
    shaped(&answer, "user-login.response");
    let token = answer["data"]["accessToken"].as_str().unwrap();
    assert_eq!(ctk.call("GET", "/user", token, None).await.status, 200);
    ctk.advance(3_599);
    assert_eq!(ctk.call("GET", "/user", token, None).await.status, 200);
    ctk.advance(1);
    refused(&ctk.call("GET", "/user", token, None).await, Refused::Unauthenticated);
}

#[tokio::test]
async fn rule_22_no_system_takes_the_token_of_another() {
    let ctk = Ctk::empty().await;
    let ann = ctk.customer("ann").await;
    let mut write = ctk.sandbox.app.store.write().await.unwrap();
    merchants::create(&mut write, "Halyard", KEY, 0).await.unwrap();
    write.commit().await.unwrap();
    let user = ctk.sandbox.user("ada").await;
    let (bearer, _) = ctk.sandbox.sign_in(user, "ada@example.org").await;
    let theirs = bearer.trim_start_matches("Bearer ");
    for token in [theirs, &bearer, &format!("Bearer {}", ann.token), "", "x", "a.b.c", KEY] {
        refused(&ctk.call("GET", "/user", token, None).await, Refused::Unauthenticated);
    }
    for token in [ann.token.clone(), format!("Bearer {}", ann.token)] {
        let reply = ctk.sandbox.call("GET", "/api/v1/payment-account", &token, None).await;
        reply.refused(401, None);
    }
}

#[tokio::test]
async fn a_second_factor_is_asked_for_when_it_is_on() {
    let ctk = Ctk::empty().await;
    let ann = ctk.customer("ann").await;
    assert_eq!(ctk.put("/user/update", &ann, json!({ "mfa": true })).await.ok()["data"]["mfa"], true);
    let body = json!({ "username": "ann", "password": PASSWORD });
    let answer = ctk.anonymous("/user/login", body).await.ok();
    shaped(&answer, "user-login-2fa.response");
    let session = answer["data"]["session"].as_str().unwrap();
    let code = ctk.code("ann").await;
    let body = json!({ "username": "ann", "code": code, "session": session });
    let mut other = body.clone();
    other["session"] = json!("made up");
    refused(&ctk.anonymous("/user/login/code", other).await, Refused::NoSuchSession);
    let answer = ctk.anonymous("/user/login/code", body.clone()).await.ok();
    shaped(&answer, "user-login-code.response");
    let token = answer["data"]["accessToken"].as_str().unwrap();
    assert_eq!(ctk.call("GET", "/user", token, None).await.status, 200);
    refused(&ctk.anonymous("/user/login/code", body).await, Refused::NoSuchSession);
}

#[tokio::test]
async fn rule_22_a_second_factor_ends_locks_and_works_once() {
    let ctk = Ctk::empty().await;
    let ann = ctk.customer("ann").await;
    ctk.put("/user/update", &ann, json!({ "mfa": true })).await.ok();
    let begin = async || {
        let login = ctk.ask(&user::login("ann", &Secret::new(PASSWORD)), "").await.unwrap();
        match login {
            Login::SecondFactor(factor) => factor.session,
            Login::Done(_) => panic!("the second factor is on"),
        }
    };
    let session = begin().await;
    let code = ctk.code("ann").await;
    ctk.advance(600);
    let body = json!({ "username": "ann", "code": code, "session": session.expose() });
    refused(&ctk.anonymous("/user/login/code", body).await, Refused::NoSuchSession);
    let session = begin().await;
    let code = ctk.code("ann").await;
    let wrong = if code == "000000" { "000001" } else { "000000" };
    let body = |code: &str| json!({ "username": "ann", "code": code, "session": session.expose() });
    for _ in 0..4 {
        refused(&ctk.anonymous("/user/login/code", body(wrong)).await, Refused::WrongCode);
    }
    refused(&ctk.anonymous("/user/login/code", body(wrong)).await, Refused::TooManyAttempts);
    refused(&ctk.anonymous("/user/login/code", body(&code)).await, Refused::TooManyAttempts);
    ctk.advance(300);
    ctk.anonymous("/user/login/code", body(&code)).await.ok();
}

#[tokio::test]
async fn rule_22_five_wrong_passwords_lock_for_a_while() {
    let ctk = Ctk::empty().await;
    ctk.customer("ann").await;
    let login = async |password: &str| {
        ctk.anonymous("/user/login", json!({ "username": "ann", "password": password })).await
    };
    for _ in 0..4 {
        refused(&login("Wrong@123").await, Refused::WrongCredentials);
    }
    refused(&login("Wrong@123").await, Refused::TooManyAttempts);
    refused(&login(PASSWORD).await, Refused::TooManyAttempts);
    ctk.advance(300);
    login(PASSWORD).await.ok();
    let body = json!({ "username": "nobody", "password": PASSWORD });
    refused(&ctk.anonymous("/user/login", body).await, Refused::WrongCredentials);
}

#[tokio::test]
async fn a_forgotten_password_is_replaced_and_ends_all_sessions() {
    let ctk = Ctk::empty().await;
    let ann = ctk.customer("ann").await;
    let answer = ctk.anonymous("/user/password", json!({ "username": "ann" })).await.ok();
    shaped(&answer, "user-password.response");
    let destination = answer["data"]["codeDestination"].as_str().unwrap();
    assert!(destination.starts_with("+*******") && destination.len() == 12, "{destination}");
    let confirm = async |code: &str, password: &str| {
        let body = json!({ "username": "ann", "code": code, "password": password });
        ctk.anonymous("/user/password/confirm", body).await
    };
    let code = ctk.code("ann").await;
    refused(&confirm(&code, "weak").await, Refused::WeakPassword);
    let answer = confirm(&code, "New@12345").await.ok();
    shaped(&answer, "user-password-confirm.response");
    refused(&confirm(&code, "New@54321").await, Refused::WrongCode);
    refused(&ctk.get("/user", &ann).await, Refused::Unauthenticated);
    let old = json!({ "username": "ann", "password": PASSWORD });
    refused(&ctk.anonymous("/user/login", old).await, Refused::WrongCredentials);
    ctk.anonymous("/user/login", json!({ "username": "ann", "password": "New@12345" })).await.ok();
}

#[tokio::test]
async fn rule_22_a_code_works_once_even_at_the_same_moment() {
    let ctk = Ctk::empty().await;
    let ann = ctk.customer("ann").await;
    ctk.put("/user/update", &ann, json!({ "mfa": true })).await.ok();
    let body = json!({ "username": "ann", "password": PASSWORD });
    let answer = ctk.anonymous("/user/login", body).await.ok();
    let code = ctk.code("ann").await;
    let body = json!({ "username": "ann", "code": code, "session": answer["data"]["session"] });
    let enter = async || ctk.anonymous("/user/login/code", body.clone()).await.status;
    let (one, other) = tokio::join!(enter(), enter());
    assert_eq!((one.min(other), one.max(other)), (200, 422));
}

#[tokio::test]
async fn looking_whether_signing_out_is_there_signs_nobody_out() {
    let ctk = Ctk::empty().await;
    let ann = ctk.customer("ann").await;
    assert_eq!(ctk.call("HEAD", "/user/logout", &ann.token, None).await.status, 405);
    assert_eq!(ctk.get("/user", &ann).await.status, 200);
}

#[tokio::test]
async fn signing_out_ends_the_sessions_of_all_devices_and_of_nobody_else() {
    let ctk = Ctk::empty().await;
    let (ann, bob) = (ctk.customer("ann").await, ctk.customer("bob").await);
    let elsewhere = ctk.sign_in("ann").await;
    let answer = ctk.get("/user/logout", &ann).await.ok();
    shaped(&answer, "user-logout.response");
    refused(&ctk.get("/user", &ann).await, Refused::Unauthenticated);
    refused(&ctk.get("/user", &elsewhere).await, Refused::Unauthenticated);
    assert_eq!(ctk.get("/user", &bob).await.status, 200);
}
