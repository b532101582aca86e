//! Operations 5 to 7.

use crate::harness::{KEY, Sandbox, store};
use purser_api::centrowallet::{UserId, auth as api};
use purser_sandbox::app::App;
use purser_sandbox::domain::clock::{Clock, DAY, SECOND};
use purser_sandbox::domain::totp;
use purser_sandbox::store::users;
use serde_json::json;

const EMAIL: &str = "ada@example.org";

async fn try_code(sandbox: &Sandbox, code: &str) -> crate::harness::Reply {
    sandbox.call("POST", "/api/v1/auth", "", Some(json!({ "email": EMAIL, "code": code }))).await
}

async fn wrong_code(sandbox: &Sandbox, user: i64) -> String {
    let mut connection = sandbox.app.store.read().await.unwrap();
    let user = users::by_id(&mut connection, user).await.unwrap().unwrap();
    let near: Vec<String> = (-3..=3)
        .map(|step| totp::code(&user.totp_secret.0, sandbox.app.clock.now() + step * 30 * SECOND))
        .collect();
    (0..1_000_000).map(|number| format!("{number:06}")).find(|code| !near.contains(code)).unwrap()
}

#[tokio::test]
async fn rule_22_a_code_signs_in_once() {
    let sandbox = Sandbox::empty().await;
    let ada = sandbox.user("ada").await;
    let code = sandbox.code(ada).await;
    let body = try_code(&sandbox, &code).await.ok();
    assert_eq!((&body["tokenType"], &body["expiresIn"]), (&json!("Bearer"), &json!(3600)));
    try_code(&sandbox, &code).await.refused(401, None);
    sandbox.app.clock.advance(30 * SECOND);
    try_code(&sandbox, &code).await.refused(401, None);
    let next = sandbox.code(ada).await;
    assert_eq!(try_code(&sandbox, &next).await.status, 200);
    let token = format!("Bearer {}", body["accessToken"].as_str().unwrap());
    let path = format!("/api/v1/user/{ada}");
    assert_eq!(sandbox.call("GET", &path, &token, None).await.ok()["email"], EMAIL);
}

#[tokio::test]
async fn rule_22_a_clock_may_be_one_step_off() {
    let sandbox = Sandbox::empty().await;
    let ada = sandbox.user("ada").await;
    let code = sandbox.code(ada).await;
    sandbox.app.clock.advance(60 * SECOND);
    try_code(&sandbox, &code).await.refused(401, None);
    sandbox.app.clock.advance(-30 * SECOND);
    assert_eq!(try_code(&sandbox, &code).await.status, 200);
}

#[tokio::test]
async fn rule_22_five_wrong_codes_lock_for_a_while() {
    let sandbox = Sandbox::empty().await;
    let ada = sandbox.user("ada").await;
    let wrong = wrong_code(&sandbox, ada).await;
    for _ in 0..4 {
        try_code(&sandbox, &wrong).await.refused(401, None);
    }
    let locked = try_code(&sandbox, &wrong).await;
    locked.refused(429, None);
    assert_eq!(locked.header("retry-after"), Some("300"));
    sandbox.app.clock.advance(100 * SECOND);
    let right = sandbox.code(ada).await;
    let still = try_code(&sandbox, &right).await;
    still.refused(429, None);
    assert_eq!(still.header("retry-after"), Some("200"));
    sandbox.app.clock.advance(200 * SECOND);
    let right = sandbox.code(ada).await;
    assert_eq!(try_code(&sandbox, &right).await.status, 200);
}

#[tokio::test]
async fn rule_22_a_right_code_forgets_the_wrong_ones() {
    let sandbox = Sandbox::empty().await;
    let ada = sandbox.user("ada").await;
    for _ in 0..3 {
        let wrong = wrong_code(&sandbox, ada).await;
        for _ in 0..4 {
            try_code(&sandbox, &wrong).await.refused(401, None);
        }
        let right = sandbox.code(ada).await;
        assert_eq!(try_code(&sandbox, &right).await.status, 200);
        sandbox.app.clock.advance(60 * SECOND);
    }
}

#[tokio::test]
async fn rule_24_a_code_and_an_address_are_checked() {
    let sandbox = Sandbox::empty().await;
    sandbox.user("ada").await;
    for code in ["", "12345", "1234567", "12345a", "١٢٣٤٥٦"] {
        try_code(&sandbox, code).await.refused(422, Some("code"));
    }
    let body = json!({ "email": "nobody", "code": "123456" });
    sandbox.call("POST", "/api/v1/auth", "", Some(body)).await.refused(422, Some("email"));
    let body = json!({ "email": "nobody@example.org", "code": "123456" });
    sandbox.call("POST", "/api/v1/auth", "", Some(body)).await.refused(401, None);
}

#[tokio::test]
async fn who_is_blocked_or_not_activated_is_refused_everywhere() {
    let sandbox = Sandbox::empty().await;
    let ada = sandbox.user("ada").await;
    let path = format!("/api/v1/user/{ada}");
    for change in [
        json!({ "isActivated": true, "isBlocked": true }),
        json!({ "isActivated": false, "isBlocked": false }),
    ] {
        let (token, refresh) = sandbox.sign_in(ada, EMAIL).await;
        sandbox.app.clock.advance(60 * SECOND);
        sandbox.put(&path, change).await.ok();
        for address in
            [path.as_str(), "/api/v1/payment-account", "/api/v1/transaction", "/api/v1/transaction/1"]
        {
            sandbox.call("GET", address, &token, None).await.refused(403, None);
        }
        let code = sandbox.code(ada).await;
        try_code(&sandbox, &code).await.refused(403, None);
        let body = Some(json!({ "refreshToken": refresh }));
        sandbox.call("POST", &format!("/api/v1/auth/{ada}/refresh"), "", body).await.refused(403, None);
        sandbox.put(&path, json!({ "isActivated": true, "isBlocked": false })).await.ok();
        sandbox.app.clock.advance(60 * SECOND);
    }
}

#[tokio::test]
async fn rule_22_a_refresh_token_is_spent_and_its_reuse_ends_the_session() {
    let sandbox = Sandbox::empty().await;
    let ada = sandbox.user("ada").await;
    let path = format!("/api/v1/auth/{ada}/refresh");
    let refresh =
        async |token: &str| sandbox.call("POST", &path, "", Some(json!({ "refreshToken": token }))).await;
    let (_, first) = sandbox.sign_in(ada, EMAIL).await;
    sandbox.app.clock.advance(60 * SECOND);
    let (elsewhere, _) = sandbox.sign_in(ada, EMAIL).await;
    let second = refresh(&first).await.ok();
    let token = format!("Bearer {}", second["accessToken"].as_str().unwrap());
    let list = "/api/v1/payment-account";
    assert_eq!(sandbox.call("GET", list, &token, None).await.status, 200);
    refresh(&first).await.refused(401, None);
    sandbox.call("GET", list, &token, None).await.refused(401, None);
    refresh(second["refreshToken"].as_str().unwrap()).await.refused(401, None);
    assert_eq!(sandbox.call("GET", list, &elsewhere, None).await.status, 200, "another session goes on");
}

#[tokio::test]
async fn a_refresh_token_is_of_one_user_and_ends() {
    let sandbox = Sandbox::empty().await;
    let (ada, bob) = (sandbox.user("ada").await, sandbox.user("bob").await);
    let (_, token) = sandbox.sign_in(ada, EMAIL).await;
    let body = json!({ "refreshToken": token });
    let refresh = async |user: i64, body: &serde_json::Value| {
        sandbox.call("POST", &format!("/api/v1/auth/{user}/refresh"), "", Some(body.clone())).await
    };
    refresh(bob, &body).await.refused(401, None);
    refresh(999, &body).await.refused(401, None);
    refresh(ada, &json!({})).await.refused(422, Some("refreshToken"));
    refresh(ada, &json!({ "refreshToken": "made up" })).await.refused(401, None);
    sandbox.app.clock.advance(30 * DAY);
    refresh(ada, &body).await.refused(401, None);
}

#[tokio::test]
async fn an_access_token_ends_when_it_says() {
    let app = App {
        access_token_seconds: 90,
        clock: Clock::manual(crate::harness::now()),
        ..App::new(store().await)
    };
    let sandbox = Sandbox::with(app);
    let mut write = sandbox.app.store.write().await.unwrap();
    purser_sandbox::store::merchants::create(&mut write, "Halyard", KEY, 0).await.unwrap();
    write.commit().await.unwrap();
    let ada = sandbox.user("ada").await;
    let pair = {
        let code = sandbox.code(ada).await;
        sandbox.ask(&api::authorize(EMAIL, &code), "").await.unwrap()
    };
    assert_eq!(pair.expires_in, Some(90));
    assert_eq!(pair.user_id(), Some(UserId(ada.unsigned_abs())), "sub is the user's id");
    let token = format!("Bearer {}", pair.access_token.expose());
    sandbox.app.clock.advance(89 * SECOND);
    assert_eq!(sandbox.call("GET", "/api/v1/transaction", &token, None).await.status, 200);
    sandbox.app.clock.advance(SECOND);
    sandbox.call("GET", "/api/v1/transaction", &token, None).await.refused(401, None);
    let next = sandbox.ask(&api::refresh(UserId(ada.unsigned_abs()), &pair.refresh_token), "").await.unwrap();
    assert_ne!(next.refresh_token.expose(), pair.refresh_token.expose());
}

#[tokio::test]
async fn restoring_access_ends_the_old_secret_and_all_sessions() {
    let sandbox = Sandbox::empty().await;
    let ada = sandbox.user("ada").await;
    let (token, refresh) = sandbox.sign_in(ada, EMAIL).await;
    sandbox.app.clock.advance(60 * SECOND);
    let old = sandbox.code(ada).await;
    let path = format!("/api/v1/user/{ada}/restore");
    sandbox.call("POST", &path, &token, None).await.refused(403, None);
    sandbox.call("POST", "/api/v1/user/999/restore", KEY, None).await.refused(404, None);
    sandbox.call("POST", &path, crate::harness::OTHER_KEY, None).await.refused(404, None);
    let restored = sandbox.call("POST", &path, KEY, None).await.ok();
    assert_eq!((&restored["userId"], &restored["activated"]), (&json!(ada), &json!(true)));
    let new = sandbox.code(ada).await;
    assert_ne!(old, new);
    try_code(&sandbox, &old).await.refused(401, None);
    sandbox.call("GET", "/api/v1/transaction", &token, None).await.refused(401, None);
    let body = Some(json!({ "refreshToken": refresh }));
    sandbox.call("POST", &format!("/api/v1/auth/{ada}/refresh"), "", body).await.refused(401, None);
    assert_eq!(try_code(&sandbox, &new).await.status, 200);
}
