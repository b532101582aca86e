//! Tokens as a hostile system gives them out: they make no header, no page and no storage of their own, and go to nobody
//! else with a redirect.

use serde_json::json;

use super::stage::Stage;
use crate::api::Api;
use crate::harness::{Answer, header, test};
use crate::steps::{connect_to, sign_in_customer};

/// A token as JSON, none of which may be seen anywhere but where tokens are kept.
fn tokens() -> Vec<String> {
    let claims = |text: &str| json!(format!("eyJhbGciOiJub25lIn0.{}.", base64(text))).to_string();
    let mut tokens: Vec<String> = [
        "null",
        "0",
        "true",
        "[]",
        "{}",
        "\"\"",
        "\" \"",
        "\"a\\r\\nx-injected: 1\"",
        "\"a\\nx-injected: 1\"",
        "\"a\\u0000b\"",
        "\"\\u00e9\\u4e2d\"",
        "\"\\ud83d\\ude00\"",
        "\"<script>ran.push('token')</script>\"",
        "\"Bearer a, Basic b\"",
        "\"a\\u2028x-injected: 1\"",
        "\"...\"",
        "\"a.b.c\"",
        "\"eyJ.eyJ.x\"",
        "\"\\ud800\"",
    ]
    .map(str::to_owned)
    .to_vec();
    tokens.push(json!("t".repeat(20_000)).to_string());
    tokens.extend(
        [
            "{\"sub\":\"-1\",\"exp\":-1}",
            "{\"sub\":1e400,\"exp\":1e400}",
            "{\"sub\":{\"__proto__\":1}}",
            "{\"sub\":\"../../1\"}",
            "[]",
            "\u{0}",
        ]
        .map(claims),
    );
    tokens
}

fn base64(text: &str) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut out = String::new();
    for bytes in text.as_bytes().chunks(3) {
        let word = bytes
            .iter()
            .enumerate()
            .fold(0_u32, |word, (place, byte)| word | u32::from(*byte) << (16 - 8 * place));
        out.extend(
            (0..=bytes.len()).map(|place| char::from(DIGITS[(word >> (18 - 6 * place)) as usize & 63])),
        );
    }
    out
}

/// No header came of a token's text, whatever came.
fn headers_are_whole(stage: &Stage) {
    for request in stage.proxy.asked() {
        let text = request.text();
        assert_eq!(header(&text, "x-injected"), None, "{text}");
        assert_eq!(header(&text, "cookie"), None, "{text}");
        assert_eq!(header(&text, "referer"), None, "{text}");
    }
}

#[test]
fn rule_12_a_token_is_text_and_a_redirect_takes_it_nowhere() {
    test(async |world| {
        let api = Api::of(world).await;
        let mut stage = Stage::of(world).await;
        stage.page.goto("/wallet/sign-in").await;
        let tokens = tokens();
        assert!(tokens.len() >= 25, "{}", tokens.len());
        for (number, token) in tokens.iter().enumerate() {
            let is_holder = number % 2 == 1;
            let (address, operation, body) = if is_holder {
                (
                    "/crypto/sign-in",
                    "/api/v3/user/login",
                    format!(
                        "{{\"success\":true,\"data\":{{\"twoFactorAuth\":false,\"accessToken\":{token}}}}}"
                    ),
                )
            } else {
                (
                    "/wallet/sign-in",
                    "/api/v1/auth",
                    format!(
                        "{{\"tokenType\":\"Bearer\",\"expiresIn\":1e400,\"accessToken\":{token},\"refreshToken\":{token}}}"
                    ),
                )
            };
            stage.proxy.pass();
            stage.page.evaluate("sessionStorage.clear()").await;
            stage.page.goto(address).await;
            let before = stage.proxy.served();
            stage.proxy.answer("POST", operation, Answer::json(body));
            if is_holder {
                stage.page.field("Username").fill("amelia").await;
                stage.page.field("Password").fill("Harbour@2026").await;
            } else {
                stage.page.field("E-mail").fill("ada@example.org").await;
                stage.page.field("Code").fill("123456").await;
            }
            // The last digit of a code may have sent it already.
            stage.page.evaluate("[...document.querySelectorAll('main button')].find(button => button.textContent === 'Sign in')?.click()").await;
            stage.page.until("the sign-in is answered", async || stage.proxy.served() > before).await;
            stage
                .page
                .until("the page settles", async || {
                    stage
                        .page
                        .evaluate("document.querySelector('main [aria-busy=true], main .bone') === null")
                        .await
                        == true
                })
                .await;
            let found = stage.judge().await;
            stage.problems.extend(
                found.into_iter().map(|problem| {
                    format!("token {}: {problem}", token.chars().take(60).collect::<String>())
                }),
            );
            let said: String = serde_json::from_str(token).unwrap_or_default();
            if said.len() > 8 {
                let page = stage.page.evaluate("document.documentElement.outerHTML + location.href").await;
                assert!(!page.as_str().expect("a text").contains(&said), "{token} stands on the page");
            }
        }
        headers_are_whole(&stage);

        // A redirect is no answer, for a sign-in, for a read, for whoever is signed in.
        stage.proxy.pass();
        stage.page.evaluate("sessionStorage.clear()").await;
        for status in ["301 Moved", "302 Found", "303 Other", "307 Temporary", "308 Permanent"] {
            let there = Answer::with(
                status,
                &format!(
                    "location: {}/api/v1/auth\r\naccess-control-allow-origin: *\r\n",
                    stage.trap.address()
                ),
                "",
            );
            stage.page.goto("/wallet/sign-in").await;
            stage.proxy.answer("POST", "/api/v1/auth", there);
            stage.page.field("E-mail").fill("ada@example.org").await;
            stage.page.field("Code").fill("123456").await;
            stage.page.evaluate("[...document.querySelectorAll('main button')].find(button => button.textContent === 'Sign in')?.click()").await;
            stage.page.says("The wallet system does not answer.").await;
            stage.proxy.pass();
        }
        sign_in_customer(&stage.page, api.customer()).await;
        connect_to(&stage.page, "/merchant/connections").await;
        for status in ["301 Moved", "302 Found", "303 Other", "307 Temporary", "308 Permanent"] {
            let there =
                format!("location: {}/stolen\r\naccess-control-allow-origin: *\r\n", stage.trap.address());
            for address in ["/merchant/transactions", "/wallet/transactions"] {
                stage
                    .throw(status, ("GET", "/api/v1/transaction"), address, Answer::with(status, &there, ""))
                    .await;
            }
        }
        headers_are_whole(&stage);
        let session = stage.page.stored().await["session"].clone();
        let kept: Vec<&String> = session.as_object().into_iter().flat_map(serde_json::Map::keys).collect();
        assert_eq!(kept, ["purser.wallet"], "one token is kept");
        stage.end().await;
    });
}
