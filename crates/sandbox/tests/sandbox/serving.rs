//! Headers, files, and what is nobody's address.

use crate::harness::{KEY, Reply, Sandbox, store};
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Request;
use data_encoding::BASE64;
use purser_sandbox::app::App;
use purser_sandbox::console::Console;
use serde_json::json;
use sha2::{Digest, Sha256};
use std::net::SocketAddr;
use std::path::PathBuf;

const LOADER: &str = "\nimport init from '/purser-0123456789abcdef.js';\n";

/// A directory that is gone at the end.
struct Directory(PathBuf);

impl Directory {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("purser-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn file(&self, name: &str, content: &[u8]) {
        let path = self.0.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

async fn console(name: &str) -> (Sandbox, Directory) {
    let directory = Directory::new(name);
    let index = format!("<!doctype html><script type=\"module\">{LOADER}</script><title>Purser</title>");
    directory.file("index.html", index.as_bytes());
    directory.file("purser-0123456789abcdef.js", "export default 1;\n".repeat(100).as_bytes());
    directory.file("purser-0123456789abcdef_bg.wasm", &[0; 5_000]);
    directory.file("config.json", b"{}");
    directory.file("icons/purser.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>");
    directory.file("style-fedcba98.css", b"body { color: black }");
    directory.file("style-fedcba98.css.br", b"as it was");
    directory.file(".hidden", b"nobody's");
    let console = Console::load(&directory.0, &["https://wallet.example".into()]).unwrap();
    console.compress();
    let sandbox = Sandbox::with(App { console, ..App::new(store().await) });
    (sandbox, directory)
}

async fn get(sandbox: &Sandbox, path: &str, headers: &[(&str, &str)]) -> Reply {
    let mut request = Request::builder().uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    sandbox.send(request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn rule_14_every_answer_has_the_security_headers() {
    let (sandbox, _directory) = console("headers").await;
    let hash = BASE64.encode(&Sha256::digest(LOADER));
    let policy = format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval' 'sha256-{hash}'; style-src 'self'; \
         img-src 'self'; font-src 'self'; connect-src 'self' https://wallet.example; manifest-src 'self'; \
         worker-src 'self'; base-uri 'none'; form-action 'none'; object-src 'none'; frame-ancestors 'none'; \
         require-trusted-types-for 'script'; trusted-types purser-worker"
    );
    for path in ["/", "/users/7", "/config.json", "/gone.js", "/api/v1/user", "/api/none", "/sandbox/health"]
    {
        let reply = get(&sandbox, path, &[]).await;
        assert_eq!(reply.header("content-security-policy"), Some(policy.as_str()), "{path}");
        assert_eq!(reply.header("x-content-type-options"), Some("nosniff"), "{path}");
        assert_eq!(reply.header("referrer-policy"), Some("no-referrer"), "{path}");
        assert_eq!(reply.header("cross-origin-opener-policy"), Some("same-origin"), "{path}");
        assert_eq!(reply.header("cross-origin-resource-policy"), Some("same-origin"), "{path}");
        assert!(reply.header("permissions-policy").is_some(), "{path}");
        assert_eq!(reply.header("strict-transport-security"), None, "{path}");
        let secure = get(&sandbox, path, &[("x-forwarded-proto", "https")]).await;
        assert!(secure.header("strict-transport-security").is_some(), "{path}");
    }
}

#[tokio::test]
async fn rule_14_addresses_of_the_console_give_its_page_and_missing_files_do_not() {
    let (sandbox, _directory) = console("files").await;
    for path in ["/", "/index.html", "/users", "/users/7/accounts", "/apiary", "/transactions?page=2"] {
        let reply = get(&sandbox, path, &[]).await;
        assert!(reply.status == 200 && reply.text.contains("<title>Purser"), "{path}");
        assert_eq!(reply.header("cache-control"), Some("no-cache"), "{path}");
        assert_eq!(reply.header("content-type"), Some("text/html; charset=utf-8"), "{path}");
    }
    for path in [
        "/gone.js",
        "/users/gone.css",
        "/.hidden",
        "/../Cargo.toml",
        "/%2e%2e/Cargo.toml",
        "/style-fedcba98.css.br",
    ] {
        get(&sandbox, path, &[]).await.refused(404, None);
    }
    for path in ["/api", "/api/v1/none", "/api/v2/user", "/sandbox/none", "/api/v1/user/1/none"] {
        get(&sandbox, path, &[]).await.refused(404, None);
    }
    sandbox.call("DELETE", "/api/v1/user", KEY, None).await.refused(405, None);
    sandbox.call("POST", "/users", KEY, None).await.refused(405, None);
    sandbox.call("GET", "/api/v1/auth", KEY, None).await.refused(405, None);
}

#[tokio::test]
async fn files_are_cached_and_compressed_by_what_they_are() {
    let (sandbox, _directory) = console("caching").await;
    let immutable = Some("public, max-age=31536000, immutable");
    for (path, content_type, cache) in [
        ("/purser-0123456789abcdef.js", "text/javascript; charset=utf-8", immutable),
        ("/purser-0123456789abcdef_bg.wasm", "application/wasm", immutable),
        ("/style-fedcba98.css", "text/css; charset=utf-8", immutable),
        ("/config.json", "application/json", Some("no-cache")),
        ("/icons/purser.svg", "image/svg+xml", Some("no-cache")),
    ] {
        let reply = get(&sandbox, path, &[]).await;
        assert_eq!((reply.status, reply.header("content-type")), (200, Some(content_type)), "{path}");
        assert_eq!(reply.header("cache-control"), cache, "{path}");
        assert_eq!(reply.header("vary"), Some("accept-encoding"), "{path}");
        let tag = reply.header("etag").unwrap();
        let known = get(&sandbox, path, &[("if-none-match", tag)]).await;
        assert_eq!((known.status, known.text.as_str()), (304, ""), "{path}");
    }
    let wasm = "/purser-0123456789abcdef_bg.wasm";
    let plain = get(&sandbox, wasm, &[("accept-encoding", "gzip, br;q=0")]).await;
    assert_eq!((plain.header("content-encoding"), plain.text.len()), (None, 5_000));
    let small = get(&sandbox, wasm, &[("accept-encoding", "gzip, br")]).await;
    assert_eq!(small.header("content-encoding"), Some("br"));
    assert!(small.text.len() < 100);
    assert_ne!(small.header("etag"), plain.header("etag"));
    let ready = get(&sandbox, "/style-fedcba98.css", &[("accept-encoding", "br")]).await;
    assert_eq!(ready.text, "as it was", "what lies beside the file is taken");
    let page = get(&sandbox, "/config.json", &[("accept-encoding", "br")]).await;
    assert_eq!((page.header("content-encoding"), page.text.as_str()), (None, "{}"));
}

#[tokio::test]
async fn without_a_console_the_page_says_how_to_build_it() {
    let sandbox = Sandbox::empty().await;
    let reply = get(&sandbox, "/users/7", &[]).await;
    assert!(reply.status == 200 && reply.text.contains("trunk build"), "{}", reply.text);
    get(&sandbox, "/purser.js", &[]).await.refused(404, None);
}

#[tokio::test]
async fn the_demonstration_is_shown_to_this_machine_alone() {
    let (sandbox, key, _) = Sandbox::seeded(30, 50).await;
    let ask_at = async |host: &str, peer: Option<&str>, forwarded: bool| {
        let mut request = Request::builder().uri("/sandbox/demo").header("host", host);
        if forwarded {
            request = request.header("x-forwarded-for", "203.0.113.9");
        }
        let mut request = request.body(Body::empty()).unwrap();
        if let Some(peer) = peer {
            let peer: SocketAddr = peer.parse().unwrap();
            request.extensions_mut().insert(ConnectInfo(peer));
        }
        sandbox.send(request).await
    };
    let ask = async |peer: Option<&str>, forwarded: bool| ask_at("127.0.0.1:4455", peer, forwarded).await;
    for peer in ["127.0.0.1:5000", "[::1]:5000", "[::ffff:127.0.0.1]:5000"] {
        let demo = ask(Some(peer), false).await.ok();
        assert_eq!((&demo["environment"], &demo["merchants"][0]["apiKey"]), (&json!("sandbox"), &json!(key)));
        assert_eq!(demo["merchants"][0]["name"], "Halyard Workspaces");
        let customer = &demo["customers"][0];
        assert!(customer["oauthUrl"].as_str().unwrap().starts_with("otpauth://totp/"), "{customer}");
        let path = format!("/api/v1/user/{}", customer["clientId"]);
        assert_eq!(sandbox.call("GET", &path, &key, None).await.ok()["email"], customer["email"]);
    }
    ask(Some("203.0.113.9:5000"), false).await.refused(404, None);
    ask(Some("127.0.0.1:5000"), true).await.refused(404, None);
    ask(None, false).await.refused(404, None);
    ask_at("rebound.example", Some("127.0.0.1:5000"), false).await.refused(404, None);
    assert_eq!(ask_at("[::1]:4455", Some("[::1]:5000"), false).await.status, 200);
    assert_eq!(sandbox.get("/sandbox/health").await.ok(), json!({ "status": "ok" }));
}

#[tokio::test]
async fn rule_24_no_body_makes_a_5xx() {
    let sandbox = Sandbox::empty().await;
    let ada = sandbox.user("ada").await;
    let account = sandbox.account(ada, "USD", "promo").await;
    let addresses = [
        ("POST", "/api/v1/user".to_owned()),
        ("PUT", format!("/api/v1/user/{ada}")),
        ("POST", format!("/api/v1/user/{ada}/restore")),
        ("POST", "/api/v1/auth".to_owned()),
        ("POST", format!("/api/v1/auth/{ada}/refresh")),
        ("POST", "/api/v1/payment-account".to_owned()),
        ("PUT", format!("/api/v1/payment-account/{account}")),
        ("POST", format!("/api/v1/payment-account/{account}/top-up")),
    ];
    let deep = "[".repeat(100_000);
    let names = [
        "email",
        "externalUserId",
        "type",
        "isActivated",
        "paymentAccounts",
        "code",
        "refreshToken",
        "clientId",
        "method",
        "system",
        "currency",
        "webhookUrl",
        "amount",
        "metadata",
        "dateExpire",
        "autoReloadAmount",
        "merchantOrderId",
    ];
    let values = [
        "null",
        "true",
        "-1",
        "1e999",
        "99999999999999999999",
        "\"\"",
        "\"\\u0000\"",
        "\"\\ud83d\\ude00\"",
        "[]",
        "[[]]",
        "{}",
        "{\"a\":{}}",
        "\"0000-00-00 00:00:00\"",
        "\"9999-12-31 23:59:59\"",
        "\"' OR 1=1 --\"",
    ];
    let mut bodies: Vec<String> = ["", " ", "{", "[]", "null", "1", "\"x\"", "{\"a\":1", "\u{feff}{}", &deep]
        .into_iter()
        .map(str::to_owned)
        .collect();
    for value in values {
        bodies.push(format!("{{\"clientId\":{ada},\"amount\":1,\"metadata\":{value}}}"));
        let fields: Vec<String> = names.iter().map(|name| format!("\"{name}\":{value}")).collect();
        bodies.push(format!("{{{}}}", fields.join(",")));
        for name in names {
            bodies.push(format!("{{\"clientId\":{ada},\"isActivated\":true,\"{name}\":{value}}}"));
        }
    }
    for (method, path) in &addresses {
        for body in &bodies {
            let request = Request::builder().method(*method).uri(path).header("authorization", KEY);
            let reply = sandbox.send(request.body(Body::from(body.clone())).unwrap()).await;
            assert!(reply.status < 500, "{method} {path} {body:.200}: {}", reply.text);
            assert!(reply.json().is_object());
        }
        let request = Request::builder().method(*method).uri(path).header("authorization", KEY);
        let long = format!("{{\"clientId\":\"{}\"}}", "x".repeat(300_000));
        let reply = sandbox.send(request.body(Body::from(long)).unwrap()).await;
        assert!([413, 200].contains(&reply.status), "{method} {path}: {}", reply.text);
        let request = Request::builder().method(*method).uri(path).header("authorization", KEY);
        let reply = sandbox.send(request.body(Body::from(vec![0xff, 0xfe])).unwrap()).await;
        assert!([400, 200].contains(&reply.status), "{method} {path}: {}", reply.text);
    }
}

#[tokio::test]
async fn rule_24_no_query_and_no_header_makes_a_5xx() {
    let sandbox = Sandbox::empty().await;
    let names = [
        "email",
        "limit",
        "page",
        "orderColumn",
        "orderDirection",
        "dateFrom",
        "clientId",
        "paymentAccountId",
        "idList[]",
        "idList[",
        "idList[x]",
        "merchantOrderId",
        "lastTransactionId",
        "virtual",
        "[]",
        "=",
    ];
    let values =
        ["", "%", "%00", "%ff%fe", "'", "1;DROP%20TABLE%20merchant", "1e9", "9223372036854775807", "-1"];
    for path in ["/api/v1/user", "/api/v1/transaction", "/api/v1/payment-account", "/api/v1/transaction/1"] {
        for name in names {
            for value in values {
                let reply = sandbox.get(&format!("{path}?{name}={value}&{name}={value}")).await;
                assert!(reply.status < 500, "{path} {name} {value}: {}", reply.text);
            }
        }
    }
    let far = sandbox.get("/api/v1/transaction?page=1000000000&limit=1000").await.ok();
    assert_eq!(far["data"], json!([]));
    let list = (0..1001).map(|id| format!("idList[]={id}")).collect::<Vec<_>>().join("&");
    sandbox.get(&format!("/api/v1/transaction?{list}")).await.refused(422, Some("idList"));
    for credential in [&b"\xff"[..], b"Bearer", b"Bearer ", b"bearer a.b.c", b"Basic eA==", b" "] {
        let request = Request::builder().uri("/api/v1/user").header("authorization", credential);
        let reply = sandbox.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(reply.status, 401, "{}", reply.text);
    }
}
