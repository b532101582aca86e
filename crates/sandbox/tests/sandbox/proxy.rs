//! A proxy that serves the console and holds the merchant's key, as docs/proxy has it.

use serde_json::{Value, json};

use crate::behind::{Came, Elsewhere, HASHED, Kind, PERSON, Proxy};
use crate::harness::new_database;
use crate::program::{Data, Place, Server, ask, program, said};
use purser_sandbox::console::SecurityHeaders;

/// A sandbox behind a proxy.
struct World {
    proxy: Proxy,
    server: Server,
    _data: Data,
    key: String,
    client: u64,
    account: u64,
}

impl World {
    fn new(kind: Kind) -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let address = runtime.block_on(new_database());
        let data = Data::new();
        let place = address.as_deref().map_or(Place::Data(&data.0), Place::Database);
        let mut seed = program();
        seed.arg("seed").args(place.arguments()).args(["--customers", "4", "--transactions", "20"]);
        let seeded = seed.output().unwrap();
        assert!(seeded.status.success(), "{}", said(&seeded.stderr));
        let server = Server::start(&place);
        let demo = ask(&server.address, "GET", "/sandbox/demo", "", "").unwrap();
        let key = demo["merchants"][0]["apiKey"].as_str().unwrap().to_owned();
        let client = demo["customers"][0]["clientId"].as_u64().unwrap();
        let accounts = format!("/api/v1/payment-account?clientId={client}&type=fiat");
        let account = ask(&server.address, "GET", &accounts, &key, "").unwrap()[0]["id"].as_u64().unwrap();
        Self { proxy: Proxy::start(kind, &server.address, &key), server, _data: data, key, client, account }
    }

    /// What is in the account, asked past the proxy.
    fn moved(&self) -> u64 {
        let path = format!("/api/v1/transaction?clientId={}&paymentAccountId={}", self.client, self.account);
        ask(&self.server.address, "GET", &path, &self.key, "").unwrap()["meta"]["total"].as_u64().unwrap()
    }

    /// Tops up as the console does.
    fn top_up(&self, key: Option<&str>) -> u16 {
        let body = json!({ "clientId": self.client, "amount": 1 }).to_string();
        let mut headers = vec![("authorization", PERSON), ("content-type", "application/json")];
        headers.extend(key.map(|key| ("idempotency-key", key)));
        let path = format!("/api/v1/payment-account/{}/top-up", self.account);
        self.proxy.ask("POST", &path, &headers, &body).status
    }
}

/// The console opens, with every header of rule 14, and what is not there is not there.
fn serves_the_console(proxy: &Proxy) {
    let mut wanted = SecurityHeaders::default();
    wanted.always_https = true;
    for (path, status, cache) in [
        ("/", 200, "no-cache"),
        ("/users/7?page=2", 200, "no-cache"),
        ("/index.html", 200, "no-cache"),
        ("/config.json", 200, "no-cache"),
        (HASHED, 200, "public, max-age=31536000, immutable"),
        ("/gone.js", 404, ""),
        ("/users/gone.css", 404, ""),
        ("/.git/config", 404, ""),
        ("/../key.conf", 404, ""),
        ("/%2e%2e/people.conf", 404, ""),
        ("/api/v1/user", 401, ""),
        ("/api/v3/user", 404, ""),
    ] {
        let came = proxy.ask("GET", path, &[], "");
        // What leads out of the folder may be refused in other ways.
        let is_out = path.contains("..") || path.contains("%2e");
        assert!(came.status == status || (is_out && came.status == 400), "{path}: {came:?}");
        for line in wanted.lines().iter().filter(|_| came.status != 400) {
            let (name, value) = line.split_once(": ").unwrap();
            assert_eq!(came.header(name), [value], "{path}: {name}");
        }
        if status == 200 {
            assert_eq!(came.header("cache-control"), [cache], "{path}");
            let is_page = came.body.contains("<title>Purser");
            assert_eq!(is_page, !["/config.json", HASHED].contains(&path), "{path}: {}", came.body);
        }
    }
}

/// Nothing is served without encryption.
fn leads_to_https(proxy: &Proxy) {
    for path in ["/", "/api/v1/user"] {
        let came = proxy.plain(path);
        assert_eq!(came.status, 308, "{came:?}");
        assert!(came.header("location")[0].starts_with("https://purser.example"), "{came:?}");
    }
}

/// The API works for who is known to the proxy, and the key stays there.
fn holds_the_key(world: &World) {
    let proxy = &world.proxy;
    let mut seen: Vec<Came> = Vec::new();
    let users = proxy.get("/api/v1/user?limit=1");
    assert_eq!(users.status, 200, "{users:?}");
    let users_said: Value = serde_json::from_str(&users.body).unwrap();
    assert_eq!(users_said["meta"]["perPage"], 1);
    assert_eq!(users.header("cache-control"), ["no-store"]);
    assert_eq!(users.header("content-security-policy").len(), 1);
    seen.push(users);
    let wallets = proxy.ask("GET", "/api/wallets", &[("x-api-key", PERSON)], "");
    assert_eq!(wallets.status, 200, "{wallets:?}");
    seen.push(wallets);
    // Nobody that the proxy does not know, not even with the key itself.
    let bearer = format!("Bearer {PERSON}");
    for headers in [
        &[][..],
        &[("authorization", world.key.as_str())],
        &[("authorization", "made up")],
        &[("authorization", &bearer)],
        &[("authorization", "made up"), ("x-api-key", "made up")],
        &[("cookie", PERSON)],
        &[("x-purser-person", "ada"), ("x-forwarded-for", "127.0.0.1")],
    ] {
        let came = proxy.ask("GET", "/api/v1/user", headers, "");
        assert_eq!(came.status, 401, "{headers:?}: {came:?}");
        seen.push(came);
    }
    for site in ["cross-site", "same-site", "none"] {
        let headers = [("authorization", PERSON), ("sec-fetch-site", site)];
        assert_eq!(proxy.ask("GET", "/api/v1/user", &headers, "").status, 403, "{site}");
    }
    let headers = [("authorization", PERSON), ("sec-fetch-site", "same-origin")];
    assert_eq!(proxy.ask("GET", "/api/v1/user", &headers, "").status, 200);
    // Neither the other systems nor what is behind the scenes, however it is written and whoever one says to be.
    let near = [("authorization", PERSON), ("x-forwarded-for", "127.0.0.1"), ("x-real-ip", "127.0.0.1")];
    for path in [
        "/sandbox",
        "/sandbox/demo",
        "/sandbox/clock",
        "//sandbox/demo",
        "/sandbox%2fdemo",
        "/api/v1/../../sandbox/demo",
        "/api/v1/..%2f..%2fsandbox/demo",
        "/api/v1/%2e%2e/%2e%2e/sandbox/demo",
        "/api/v1/auth",
        "/api/v1/auth/1/refresh",
        "/api/v3/user/login",
        "/checkout/x",
        "/docs",
        "/api",
        "/api/v2/user",
    ] {
        for method in ["GET", "POST"] {
            let came = proxy.ask(method, path, &near, "");
            assert!((400..=405).contains(&came.status), "{method} {path}: {came:?}");
            assert!(!came.body.contains("apiKey") && !came.body.contains("now"), "{path}: {came:?}");
            seen.push(came);
        }
    }
    // What is too long is refused by its head; what does not say so, at the latest where it becomes too long. Who is
    // still sending then may not hear of it.
    let head = format!(
        "POST /api/v1/user HTTP/1.1\r\nhost: purser.example\r\nconnection: close\r\nauthorization: {PERSON}"
    );
    let came = proxy.raw(format!("{head}\r\ncontent-length: 300001\r\n\r\n{{").as_bytes());
    assert_eq!(came.status, 413, "{came:?}");
    let pieces = format!("49400\r\n{}\r\n0\r\n\r\n", "x".repeat(0x49400));
    let came = proxy.raw(format!("{head}\r\ntransfer-encoding: chunked\r\n\r\n{pieces}").as_bytes());
    assert!([413, 502, 0].contains(&came.status), "{came:?}");
    for came in &seen {
        assert!(!came.head.contains(&world.key) && !came.body.contains(&world.key), "the key came back");
    }
    let logs = world.proxy.logs();
    assert!(!logs.contains(&world.key) && !logs.contains(PERSON), "a log has a key in it");
    assert!(!logs.contains("limit=1"), "a log has a query in it");
}

/// What goes to the wallet system is what the proxy says, and it goes nowhere else.
fn sends_what_it_must(kind: Kind) {
    let trap = Elsewhere::start("/");
    let wallet = Elsewhere::start(&format!("http://{}/", trap.address));
    let proxy = Proxy::start(kind, &wallet.address, "the-key");
    let headers = [
        ("authorization", PERSON),
        ("x-api-key", "typed"),
        ("cookie", "session=1"),
        ("proxy-authorization", "Basic eA=="),
        ("x-forwarded-for", "127.0.0.1"),
        ("x-forwarded-host", "evil.example"),
        ("x-forwarded-proto", "http"),
        ("x-real-ip", "127.0.0.1"),
        ("forwarded", "for=127.0.0.1"),
        ("idempotency-key", "once-1"),
        ("content-type", "application/json"),
    ];
    let came = proxy.ask("GET", "/api/v1/user?limit=2", &headers, "");
    assert_eq!((came.status, came.header("set-cookie").len()), (302, 0), "{came:?}");
    assert!(came.header("www-authenticate").is_empty(), "{came:?}");
    // An address that is whole, or of another host, leads nowhere else.
    let asked = format!("GET http://{}/api/v1/user HTTP/1.1\r\nhost: {}", trap.address, trap.address);
    proxy.raw(format!("{asked}\r\nauthorization: {PERSON}\r\nconnection: close\r\n\r\n").as_bytes());
    let heads = wallet.asked();
    let head = heads[0].to_lowercase();
    assert!(head.starts_with("get /api/v1/user?limit=2 http/1.1\r\n"), "{head}");
    for line in ["authorization: the-key", "x-api-key: the-key", &format!("host: {}", wallet.address)] {
        assert_eq!(head.matches(&format!("\r\n{line}\r\n")).count(), 1, "{line}: {head}");
    }
    assert_eq!(head.matches("authorization:").count(), 1, "{head}");
    for absent in [PERSON, "typed", "cookie", "basic", "evil", "proto: http\r\n", "\r\nforwarded:"] {
        assert!(!head.contains(absent), "{absent}: {head}");
    }
    let is_sent = kind == Kind::Nginx;
    assert_eq!(head.contains("\r\nidempotency-key: once-1\r\n"), is_sent, "{head}");
    assert!(is_sent || !head.contains("idempotency-key"), "{head}");
    assert_eq!(trap.asked(), Vec::<String>::new(), "it went elsewhere");
    assert!(heads.iter().all(|head| head.to_lowercase().contains(&format!("host: {}", wallet.address))));
}

#[test]
fn rule_14_and_12_nginx_serves_the_console_and_keeps_the_key() {
    let world = World::new(Kind::Nginx);
    serves_the_console(&world.proxy);
    leads_to_https(&world.proxy);
    holds_the_key(&world);
    sends_what_it_must(Kind::Nginx);
}

#[test]
fn rule_14_and_12_caddy_serves_the_console_and_keeps_the_key() {
    let world = World::new(Kind::Caddy);
    serves_the_console(&world.proxy);
    leads_to_https(&world.proxy);
    holds_the_key(&world);
    sends_what_it_must(Kind::Caddy);
}

#[test]
fn rule_2_nginx_lets_what_a_browser_repeats_through_once() {
    let world = World::new(Kind::Nginx);
    let before = world.moved();
    assert_eq!((world.top_up(Some("a-1")), world.top_up(Some("a-1"))), (200, 502));
    assert_eq!(world.moved(), before + 1, "the same key twice is once");
    assert_eq!((world.top_up(Some("b-1")), world.top_up(Some("b-2"))), (200, 200));
    assert_eq!(world.moved(), before + 3, "two keys are two");
    assert_eq!((world.top_up(None), world.top_up(None)), (200, 200));
    assert_eq!(world.moved(), before + 5, "without a key nothing is limited");
}
