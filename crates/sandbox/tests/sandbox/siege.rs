//! The program itself, with thousands at its door who mean it no good.

use data_encoding::BASE32_NOPAD;
use purser_sandbox::domain::clock::Clock;
use purser_sandbox::domain::totp;
use rustix::process::{Resource, getrlimit, setrlimit};
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::time::{Duration, Instant};

use crate::program::{Data, Place, Server, ask, program, said};

/// How long a client may take, in the program that is besieged.
const PATIENCE: &str = "3";

/// Resident memory that thousands of clients may cost, in KiB.
const MEMORY: u64 = 600 * 1024;

/// Lets this process have as many connections as it may; how many.
fn most_files() -> usize {
    let mut limit = getrlimit(Resource::Nofile);
    limit.current = limit.maximum;
    let _ = setrlimit(Resource::Nofile, limit);
    usize::try_from(getrlimit(Resource::Nofile).current.unwrap_or(8_192)).unwrap()
}

fn seeded(data: &Path) -> Place<'_> {
    let place = Place::Data(data);
    let mut seed = program();
    seed.arg("seed").args(place.arguments()).args(["--customers", "4", "--transactions", "20"]);
    let seeded = seed.output().unwrap();
    assert!(seeded.status.success(), "{}", said(&seeded.stderr));
    place
}

fn send(address: &str, bytes: &[u8]) -> TcpStream {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_mins(1))).unwrap();
    stream.write_all(bytes).unwrap();
    stream
}

/// All that comes until the end; none where the connection is still open after a while.
fn rest(stream: &mut TcpStream) -> Option<String> {
    let mut came = Vec::new();
    match stream.read_to_end(&mut came) {
        Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => None,
        _ => Some(String::from_utf8_lossy(&came).into_owned()),
    }
}

fn status(answer: &str) -> u16 {
    answer.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or_default()
}

/// One request on a connection of its own.
fn exchange(address: &str, request: &[u8]) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_mins(1))).unwrap();
    // Who is refused in the middle may not be listened to any further.
    let _ = stream.write_all(request);
    rest(&mut stream).expect("an answer, or the end")
}

struct Demo {
    key: String,
    client: Value,
    address: String,
    oauth: String,
    email: String,
    ctk: Value,
}

fn demo(address: &str) -> Demo {
    let demo = ask(address, "GET", "/sandbox/demo", "", "").unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let customer = &demo["customers"][0];
    Demo {
        key: text(&demo["merchants"][0]["apiKey"]),
        client: customer["clientId"].clone(),
        address: address.to_owned(),
        oauth: text(&customer["oauthUrl"]),
        email: text(&customer["email"]),
        ctk: demo["ctk"][0].clone(),
    }
}

impl Demo {
    /// An honest merchant reads and writes; how long that took.
    fn honest(&self) -> Duration {
        let started = Instant::now();
        let list = ask(&self.address, "GET", "/api/v1/user", &self.key, "").expect("a list");
        assert_eq!(list["meta"]["currentPage"], 1);
        let body = json!({ "isActivated": true }).to_string();
        let path = format!("/api/v1/user/{}", self.client);
        assert!(ask(&self.address, "PUT", &path, &self.key, &body).is_some(), "a change");
        started.elapsed()
    }
}

#[test]
fn rule_24_thousands_of_slow_clients_hold_nobody_up_and_cost_little() {
    let data = Data::new();
    let place = seeded(&data.0);
    let server = Server::start_with(&place, &["--patience", PATIENCE]);
    let honest = demo(&server.address);
    let kinds = (most_files() - 300).min(3_000) / 3;
    assert!(kinds * 3 >= 2_000, "this machine lets too few files be open: {kinds}");
    let before = server.memory();
    let began = Instant::now();
    let head = format!("POST /api/v1/user HTTP/1.1\r\nhost: x\r\nauthorization: {}\r\n", honest.key);
    let body = format!("{head}content-length: 200000\r\n\r\n{}", "x".repeat(20_000));
    let greedy = "GET /openapi.json HTTP/1.1\r\nhost: x\r\n\r\n".repeat(8);
    let mut slow: Vec<TcpStream> = Vec::new();
    let mut worst = Duration::ZERO;
    for number in 0..kinds {
        slow.push(send(&server.address, head.as_bytes()));
        slow.push(send(&server.address, body.as_bytes()));
        slow.push(send(&server.address, greedy.as_bytes()));
        if number % 100 == 99 {
            // A byte now and then, so that nobody is silent for long.
            for stream in slow.iter_mut().step_by(7) {
                let _ = stream.write_all(b"x");
            }
            worst = worst.max(honest.honest());
        }
    }
    let most = server.memory();
    for _ in 0..10 {
        worst = worst.max(honest.honest());
    }
    println!(
        "{} slow clients: {} MiB before, {} MiB with them, an honest one waited {worst:?}",
        slow.len(),
        before / 1024,
        most / 1024
    );
    assert!(most < MEMORY, "{most} KiB");
    assert!(worst < Duration::from_secs(10), "{worst:?}");
    // All of them are sent away, also those who say a byte now and then, and none with a failure of ours.
    let mut sent_away = 0;
    for stream in &mut slow {
        let _ = stream.write_all(b"x");
        let answer = rest(stream).expect("it is sent away");
        assert!(status(&answer) < 500, "{answer:.200}");
        sent_away += 1;
    }
    assert_eq!(sent_away, kinds * 3);
    assert!(began.elapsed() < Duration::from_mins(1), "{:?}", began.elapsed());
    honest.honest();
}

#[test]
fn rule_24_where_all_places_are_taken_the_longest_waiting_makes_room() {
    let data = Data::new();
    let place = seeded(&data.0);
    // A long patience: it is not time that makes room here.
    let server = Server::start_within(&place, &["--patience", "120"], 200);
    let honest = demo(&server.address);
    let idle: Vec<TcpStream> = (0..400).map(|_| send(&server.address, b"GET / HTTP/1.1\r\n")).collect();
    for _ in 0..5 {
        assert!(honest.honest() < Duration::from_secs(10));
    }
    drop(idle);
    honest.honest();
}

#[test]
fn rule_24_heads_and_bodies_out_of_all_measure_are_refused() {
    let data = Data::new();
    let place = seeded(&data.0);
    let server = Server::start_with(&place, &["--patience", PATIENCE]);
    let honest = demo(&server.address);
    let before = server.memory();
    let end = "host: x\r\nconnection: close\r\n";
    let key = format!("authorization: {}\r\n", honest.key);
    let post = |headers: &str, body: &[u8]| {
        let head = format!("POST /api/v1/user HTTP/1.1\r\n{end}{key}{headers}\r\n");
        exchange(&server.address, &[head.as_bytes(), body].concat())
    };
    let sized = |body: &[u8]| post(&format!("content-length: {}\r\n", body.len()), body);
    // A client may be cut off before it has read why; the answer is then empty, and its status 0.
    let heads = [
        format!("GET /{} HTTP/1.1\r\n{end}\r\n", "a".repeat(100_000)),
        format!("GET /api/v1/user?email={} HTTP/1.1\r\n{end}{key}\r\n", "a".repeat(1_000_000)),
        format!("GET / HTTP/1.1\r\n{end}authorization: Bearer {}\r\n\r\n", "a".repeat(2_000_000)),
        format!("GET / HTTP/1.1\r\n{end}{}\r\n", "x: y\r\n".repeat(10_000)),
        format!("GET / HTTP/1.1\r\n{end}{}: y\r\n\r\n", "x".repeat(100_000)),
        format!("{} / HTTP/1.1\r\n{end}\r\n", "X".repeat(100_000)),
    ];
    for head in &heads {
        let answer = exchange(&server.address, head.as_bytes());
        assert!([0, 400, 414, 431].contains(&status(&answer)), "{head:.60}: {answer:.200}");
    }
    for broken in [
        "\r\n\r\n",
        "GET\r\n\r\n",
        "GET / HTTP/9.9\r\n\r\n",
        "\0\u{1}\u{2}\r\n\r\n",
        "GET / HTTP/1.1\r\nno colon\r\n\r\n",
    ] {
        assert!(status(&exchange(&server.address, broken.as_bytes())) < 500, "{broken:?}");
    }
    // Two lengths, or a length and pieces: what one machine reads as one request, another may read as two.
    for both in [
        "content-length: 2\r\ncontent-length: 3\r\n",
        "content-length: -1\r\n",
        "content-length: 99999999999999999999\r\n",
        "transfer-encoding: gzip\r\n",
    ] {
        let answer = post(both, b"{}");
        assert!([0, 400].contains(&status(&answer)), "{both}: {answer:.200}");
    }
    let long = vec![b' '; 1_000_000];
    assert!([0, 413].contains(&status(&sized(&long))));
    assert_eq!(
        status(&post("content-length: 300000\r\n", &long[..262_145])),
        413,
        "as soon as it is too much"
    );
    let mut pieces = Vec::new();
    for _ in 0..64 {
        pieces.extend_from_slice(b"10000\r\n");
        pieces.extend_from_slice(&long[..65_536]);
        pieces.extend_from_slice(b"\r\n");
    }
    assert!([0, 413].contains(&status(&post("transfer-encoding: chunked\r\n", &pieces))));
    assert_eq!(status(&post("transfer-encoding: chunked\r\n", b"zz\r\n\r\n")), 400, "pieces that are none");
    // What is compressed is not unpacked, and so is no bomb.
    let packed = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3];
    for coding in ["gzip", "br", "deflate", "zstd"] {
        let headers = format!("content-encoding: {coding}\r\ncontent-length: {}\r\n", packed.len());
        assert_eq!(status(&post(&headers, &packed)), 400, "{coding}");
    }
    for deep in
        ["[".repeat(250_000), "{\"a\":".repeat(50_000), format!("{{\"email\":{}", "[".repeat(200_000))]
    {
        assert_eq!(status(&sized(deep.as_bytes())), 400, "{deep:.20}");
    }
    // Of a name that is there twice, the last counts, always.
    let body = r#"{"email":"a@example.org","externalUserId":"twice","email":"b@example.org"}"#;
    let answer = sized(body.as_bytes());
    assert!(status(&answer) == 200 && answer.contains("b@example.org") && !answer.contains("a@example.org"));
    let many: String = (0..20_000).fold(String::new(), |mut text, number| {
        let _ = write!(text, "\"{number}\":1,");
        text
    });
    assert_eq!(status(&sized(format!("{{{many}\"email\":1}}").as_bytes())), 422);
    assert!(server.memory() < before + 100 * 1024, "{} KiB", server.memory());
    honest.honest();
}

/// The code that the demonstration's authenticator shows.
fn code(oauth: &str) -> String {
    let secret = oauth.split("secret=").nth(1).unwrap().split('&').next().unwrap();
    totp::code(&BASE32_NOPAD.decode(secret.as_bytes()).unwrap(), Clock::machine().now())
}

#[test]
fn rule_22_the_program_writes_no_secret_down_whatever_it_is_asked() {
    let data = Data::new();
    let place = seeded(&data.0);
    let mut server = Server::start_with(&place, &["--patience", PATIENCE, "--log", "trace"]);
    let address = server.address.clone();
    let demo = demo(&address);
    let post = |path: &str, credential: &str, body: &Value| {
        ask(&address, "POST", path, credential, &body.to_string())
    };
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let shown = code(&demo.oauth);
    let pair = post("/api/v1/auth", "", &json!({ "email": demo.email, "code": shown })).unwrap();
    let (access, refresh) = (text(&pair["accessToken"]), text(&pair["refreshToken"]));
    let path = format!("/api/v1/auth/{}/refresh", demo.client);
    let next = post(&path, "", &json!({ "refreshToken": refresh })).unwrap();
    assert!(post(&path, "", &json!({ "refreshToken": refresh })).is_none(), "once");
    post("/api/v1/auth", "", &json!({ "email": demo.email, "code": "918273" }));
    let (password, wrong) = ("Harmless#7719", "Guessed#7719");
    let mut user = crate::ctk::sign_up("siege");
    user["password"] = json!(password);
    user["overrideConfirmation"] = json!(true);
    post("/api/v3/user/signup", "", &user).unwrap();
    let login =
        post("/api/v3/user/login", "", &json!({ "username": "siege", "password": password })).unwrap();
    let token = text(&login["data"]["accessToken"]);
    post("/api/v3/user/login", "", &json!({ "username": "siege", "password": wrong }));
    post("/api/v3/user/login", "", &demo.ctk);
    let provider = json!({ "provider": "kraken", "status": true, "apiKey": "provider-key-7719", "apiSecret": "provider-secret-7719" });
    post("/api/v3/externalProvider", &token, &provider).unwrap();
    post("/api/v3/user/password", "", &json!({ "username": "siege" })).unwrap();
    let sms = ask(&address, "GET", "/sandbox/sms", "", "").unwrap();
    let message = text(&sms["messages"][0]["text"])[..6].to_owned();
    // Broken and refused requests are what programs like to write down.
    let odd = format!(
        "POST /api/v1/user?key=query-secret-7719 HTTP/1.1\r\nhost: x\r\nconnection: close\r\nauthorization: {}\r\n\
         cookie: cookie-secret-7719\r\nidempotency-key: once-secret-7719\r\ncontent-length: 26\r\n\r\n{{\"email\":\"body-secret-7719\"",
        demo.key
    );
    assert_eq!(status(&exchange(&address, odd.as_bytes())), 400);
    exchange(&address, b"GET / HTTP/1.1\r\nhost: x\r\nbroken-secret-7719\r\n\r\n");
    exchange(&address, b"POST /api/v3/user/login HTTP/1.1\r\nhost: x\r\nauthorization: header-secret-7719\r\ncontent-length: 99999999\r\n\r\n{");
    server.signal("-TERM");
    let logged = server.logged();
    assert!(
        logged.contains("/api/v3/user/login") && logged.contains("DEBUG"),
        "the log is read: {logged:.500}"
    );
    let newer = (text(&next["accessToken"]), text(&next["refreshToken"]));
    let hashed = [&access, &refresh, &newer.0, &newer.1, &token, password, wrong];
    let secrets = [
        demo.key.as_str(),
        &shown,
        "918273",
        &message,
        "provider-key-7719",
        "provider-secret-7719",
        "query-secret-7719",
        "cookie-secret-7719",
        "once-secret-7719",
        "body-secret-7719",
        "broken-secret-7719",
        "header-secret-7719",
        demo.ctk["password"].as_str().unwrap(),
        demo.oauth.split("secret=").nth(1).unwrap().split('&').next().unwrap(),
        "argon2id",
    ];
    for secret in hashed.iter().copied().chain(secrets) {
        assert!(!logged.contains(secret), "{secret} was logged: {}", around(&logged, secret));
    }
    // Of what must be hashed, the files of the database have the hash alone.
    let mut files = 0;
    for file in std::fs::read_dir(&data.0).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        files += 1;
        for secret in hashed {
            let is_there = bytes.windows(secret.len()).any(|window| window == secret.as_bytes());
            assert!(!is_there, "{secret} is in the database");
        }
    }
    assert!(files > 0);
}

/// The line that has it.
fn around<'a>(log: &'a str, secret: &str) -> &'a str {
    log.lines().find(|line| line.contains(secret)).unwrap_or_default()
}
