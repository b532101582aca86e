//! Somebody guesses, forges, and shows what was used before; many times, and all at once.

use crate::ctk::{Ctk, PASSWORD};
use crate::harness::{Reply, Sandbox};
use data_encoding::BASE64URL_NOPAD;
use hmac::{Hmac, KeyInit, Mac};
use purser_sandbox::domain::access_token::{self, Claims};
use serde_json::{Value, json};
use sha2::{Sha256, Sha512};

/// How many guess at the same moment.
const AT_ONCE: usize = 50;

/// Asks the same many times at once.
async fn at_once(sandbox: &Sandbox, path: &'static str, body: Value) -> Vec<Reply> {
    let ask = move |sandbox: Sandbox, _| {
        let body = body.clone();
        async move { sandbox.call("POST", path, "", Some(body)).await }
    };
    sandbox.at_once(AT_ONCE, ask).await
}

/// However many guess at once, four wrong ones are told so, and all others that it is locked.
#[track_caller]
fn five_were_looked_at(replies: &[Reply], wrong: u16) {
    let of = |status: u16| replies.iter().filter(|reply| reply.status == status).count();
    assert_eq!(
        (of(wrong), of(429)),
        (4, AT_ONCE - 4),
        "{:?}",
        replies.iter().map(|one| one.status).collect::<Vec<_>>()
    );
    assert!(
        replies.iter().filter(|one| one.status == 429).all(|one| one.header("retry-after") == Some("300"))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn rule_22_fifty_codes_of_an_authenticator_at_once_are_five() {
    let sandbox = Sandbox::empty().await;
    let ada = sandbox.user("ada").await;
    let right = sandbox.code(ada).await;
    let wrong = if right == "000000" { "111111" } else { "000000" };
    let body = |code: &str| json!({ "email": "ada@example.org", "code": code });
    five_were_looked_at(&at_once(&sandbox, "/api/v1/auth", body(wrong)).await, 401);
    sandbox.call("POST", "/api/v1/auth", "", Some(body(&right))).await.refused(429, None);
    let (bob, code) = (sandbox.user("bob").await, "bob@example.org");
    let shown = sandbox.code(bob).await;
    let replies = at_once(&sandbox, "/api/v1/auth", json!({ "email": code, "code": shown })).await;
    assert_eq!(replies.iter().filter(|reply| reply.status == 200).count(), 1, "a right code works once");
}

#[tokio::test(flavor = "multi_thread")]
async fn rule_22_fifty_passwords_at_once_are_five() {
    let ctk = Ctk::empty().await;
    ctk.customer("ann").await;
    let body = json!({ "username": "ann", "password": "Wrong@1233" });
    five_were_looked_at(&at_once(&ctk.sandbox, "/api/v3/user/login", body).await, 401);
    let body = json!({ "username": "ann", "password": PASSWORD });
    assert_eq!(ctk.anonymous("/user/login", body).await.status, 429);
}

#[tokio::test(flavor = "multi_thread")]
async fn rule_22_fifty_codes_of_a_text_message_at_once_are_five() {
    let ctk = Ctk::empty().await;
    let ann = ctk.customer("ann").await;
    ctk.put("/user/update", &ann, json!({ "mfa": true })).await.ok();
    let login = ctk.anonymous("/user/login", json!({ "username": "ann", "password": PASSWORD })).await.ok();
    let right = ctk.code("ann").await;
    let wrong = if right == "000000" { "111111" } else { "000000" };
    let body = json!({ "username": "ann", "code": wrong, "session": login["data"]["session"] });
    five_were_looked_at(&at_once(&ctk.sandbox, "/api/v3/user/login/code", body.clone()).await, 422);
    let mut body = body;
    body["code"] = json!(right);
    assert_eq!(ctk.anonymous("/user/login/code", body).await.status, 429, "not even the right one");
    ctk.anonymous("/user/password", json!({ "username": "ann" })).await.ok();
    let right = ctk.code("ann").await;
    let wrong = if right == "000000" { "111111" } else { "000000" };
    let body = json!({ "username": "ann", "code": wrong, "password": "Stolen@123" });
    five_were_looked_at(&at_once(&ctk.sandbox, "/api/v3/user/password/confirm", body).await, 422);
    let login = ctk.anonymous("/user/login", json!({ "username": "ann", "password": PASSWORD })).await;
    assert_eq!(login.status, 200, "the password is what it was");
}

#[tokio::test]
async fn rule_22_a_name_that_nobody_has_is_refused_and_locked_like_one_that_somebody_has() {
    let ctk = Ctk::empty().await;
    ctk.customer("ann").await;
    let sandbox = Sandbox::empty().await;
    sandbox.user("ada").await;
    for (of, path, known, nobody) in [
        (
            &sandbox,
            "/api/v1/auth",
            json!({ "email": "ada@example.org", "code": "000000" }),
            json!({ "email": "nobody@example.org", "code": "000000" }),
        ),
        (
            &ctk.sandbox,
            "/api/v3/user/login",
            json!({ "username": "ann", "password": "Wrong@1233" }),
            json!({ "username": "nobody", "password": "Wrong@1233" }),
        ),
    ] {
        for attempt in 1..=7 {
            let known = of.call("POST", path, "", Some(known.clone())).await;
            let nobody = of.call("POST", path, "", Some(nobody.clone())).await;
            assert_eq!(known.status, if attempt < 5 { 401 } else { 429 }, "{path} {attempt}");
            assert_eq!(
                (known.status, &known.text, &known.headers),
                (nobody.status, &nobody.text, &nobody.headers),
                "{path}, attempt {attempt}: it can be told"
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn rule_22_a_refresh_token_shown_fifty_times_at_once_ends_its_session() {
    let sandbox = Sandbox::empty().await;
    let ada = sandbox.user("ada").await;
    let (access, refresh) = sandbox.sign_in(ada, "ada@example.org").await;
    let replies = at_once(&sandbox, "/api/v1/auth/1/refresh", json!({ "refreshToken": refresh })).await;
    let (taken, others): (Vec<&Reply>, Vec<&Reply>) = replies.iter().partition(|reply| reply.status == 200);
    assert!(taken.len() == 1 && others.iter().all(|reply| reply.status == 401), "{replies:?}");
    let new = taken[0].json();
    let newer = format!("Bearer {}", new["accessToken"].as_str().unwrap());
    for token in [&access, &newer] {
        sandbox.call("GET", "/api/v1/transaction", token, None).await.refused(401, None);
    }
    let body = json!({ "refreshToken": new["refreshToken"] });
    sandbox.call("POST", "/api/v1/auth/1/refresh", "", Some(body)).await.refused(401, None);
}

fn part(value: &Value) -> String {
    BASE64URL_NOPAD.encode(value.to_string().as_bytes())
}

fn hs256(key: &[u8], header: &Value, claims: &Value) -> String {
    let signed = format!("{}.{}", part(header), part(claims));
    let mut mac = Hmac::<Sha256>::new_from_slice(key).unwrap();
    mac.update(signed.as_bytes());
    format!("{signed}.{}", BASE64URL_NOPAD.encode(&mac.finalize().into_bytes()))
}

fn hs512(key: &[u8], claims: &Value) -> String {
    let signed = format!("{}.{}", part(&json!({ "alg": "HS512", "typ": "JWT" })), part(claims));
    let mut mac = Hmac::<Sha512>::new_from_slice(key).unwrap();
    mac.update(signed.as_bytes());
    format!("{signed}.{}", BASE64URL_NOPAD.encode(&mac.finalize().into_bytes()))
}

#[tokio::test]
async fn rule_22_no_forged_token_is_taken() {
    let sandbox = Sandbox::empty().await;
    let (ada, bob) = (sandbox.user("ada").await, sandbox.user("bob").await);
    let (bearer, _) = sandbox.sign_in(ada, "ada@example.org").await;
    let good = bearer.trim_start_matches("Bearer ").to_owned();
    let [header, body, signature] = good.split('.').collect::<Vec<_>>()[..] else { panic!("{good}") };
    let claims: Value = serde_json::from_slice(&BASE64URL_NOPAD.decode(body.as_bytes()).unwrap()).unwrap();
    let key = sandbox.app.store.access_token_key().to_vec();
    let usual = json!({ "alg": "HS256", "typ": "JWT" });
    let with = |name: &str, value: Value| {
        let mut claims = claims.clone();
        claims[name] = value;
        claims
    };
    let mut forged = Vec::new();
    // Without a signature, by whatever name.
    for algorithm in ["none", "None", "NONE", "nOnE", ""] {
        let header = part(&json!({ "alg": algorithm, "typ": "JWT" }));
        forged.extend([
            format!("{header}.{body}."),
            format!("{header}.{body}"),
            format!("{header}.{body}.{signature}"),
        ]);
    }
    forged.extend([
        format!("{header}.{body}."),
        format!("{header}.{body}"),
        header.to_owned(),
        "..".to_owned(),
    ]);
    // Claims that were changed under a signature that was not, and with keys that anybody could guess.
    for other in [
        with("sub", json!(bob.to_string())),
        with("sid", json!(2)),
        with("exp", json!(i64::MAX)),
        with("iat", json!(0)),
        with("admin", json!(true)),
    ] {
        forged.push(format!("{header}.{}.{signature}", part(&other)));
        for guess in [&b""[..], b"secret", b"key", &[0; 32], good.as_bytes(), header.as_bytes()] {
            forged.push(hs256(guess, &usual, &other));
        }
    }
    // Signed with the right key, but in a way that the token chose itself: another algorithm, a key of its own.
    for header in [
        json!({ "alg": "RS256", "typ": "JWT" }),
        json!({ "alg": "ES256", "typ": "JWT" }),
        json!({ "alg": "hs256", "typ": "JWT" }),
        json!({ "typ": "JWT" }),
        json!({ "alg": "HS256", "typ": "JWT", "kid": "../../dev/null" }),
        json!({ "alg": "HS256", "typ": "JWT", "kid": "' OR 1=1 --" }),
        json!({ "alg": "HS256", "typ": "JWT", "jku": "http://127.0.0.1:1/keys" }),
        json!({ "alg": "HS256", "typ": "JWT", "jwk": { "kty": "oct", "k": "AAAA" } }),
        json!({ "alg": "HS256", "typ": "JWT", "x5u": "http://127.0.0.1:1/" }),
        json!({ "alg": "HS256", "typ": "JWT", "crit": ["exp"] }),
        json!({ "alg": "HS256", "typ": "at+jwt" }),
        json!({ "alg": "HS256", "typ": "JWT", "zip": "DEF" }),
    ] {
        forged.push(hs256(&key, &header, &claims));
    }
    forged.push(hs512(&key, &claims));
    // Signed by the server's own key, and yet nobody's: ended, of no session, of another's session, of no user.
    for claims in [
        with("exp", json!(claims["iat"])),
        with("exp", json!(-1)),
        with("exp", json!(i64::MAX)),
        with("sid", json!(987_654)),
        with("sub", json!(bob.to_string())),
        with("sub", json!("987654")),
        with("sub", json!("1 OR 1=1")),
        with("sub", json!(ada)),
        json!({}),
        json!([]),
    ] {
        forged.push(hs256(&key, &usual, &claims));
    }
    // Written otherwise.
    forged.extend([
        format!("{good}."),
        format!("{good}A"),
        format!("{good}="),
        format!(".{good}"),
        good.replace('.', ".."),
    ]);
    forged.extend([
        format!("{good}.{signature}"),
        good.to_uppercase(),
        format!("{good}{}", "A".repeat(1_000_000)),
    ]);
    let refused = sandbox.call("GET", "/api/v1/transaction", "Bearer made.up.", None).await;
    for token in &forged {
        let reply = sandbox.call("GET", "/api/v1/transaction", &format!("Bearer {token}"), None).await;
        assert_eq!((reply.status, &reply.text), (401, &refused.text), "{token:.200}");
    }
    let claims = Claims { sub: ada.to_string(), sid: 1, iat: 0, exp: i64::MAX };
    assert_eq!(access_token::verify(&key, &access_token::sign(&key, &claims).unwrap(), 0), None, "for ever");
    assert_eq!(
        sandbox.call("GET", "/api/v1/transaction", &bearer, None).await.status,
        200,
        "the good one is"
    );
    sandbox.prove().await;
}
