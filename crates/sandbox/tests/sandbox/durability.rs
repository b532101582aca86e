//! The program itself: its files, its signals, its failures.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

use crate::harness::store;
use purser_sandbox::store::{Store, StoreError, merchants, query};
use serde_json::{Value, json};

/// A directory that is gone at the end.
struct Data(PathBuf);

impl Data {
    fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        Self(std::env::temp_dir().join(format!("purser-data-{}-{number}", std::process::id())))
    }
}

impl Drop for Data {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn program() -> Command {
    Command::new(env!("CARGO_BIN_EXE_purser-sandbox"))
}

fn run(arguments: &[&str], data: &Path) -> Output {
    program().args(arguments).arg("--data").arg(data).output().unwrap()
}

fn said(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).trim().to_owned()
}

/// A server that runs until it is dropped.
struct Server {
    child: Child,
    address: String,
}

impl Server {
    fn start(data: &Path) -> Self {
        let mut command = program();
        command.args(["serve", "--port", "0", "--log", "error", "--data"]).arg(data);
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().strip_prefix("purser-sandbox listening on http://").unwrap().to_owned();
        Self { child, address }
    }

    fn signal(&mut self, name: &str) -> std::process::ExitStatus {
        let sent = Command::new("kill").arg(name).arg(self.child.id().to_string()).status().unwrap();
        assert!(sent.success());
        self.child.wait().unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Sends one request; none where the connection broke.
fn ask(address: &str, method: &str, path: &str, key: &str, body: &str) -> Option<Value> {
    let mut stream = TcpStream::connect(address).ok()?;
    let length = body.len();
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nhost: {address}\r\nauthorization: {key}\r\nconnection: close\r\n\
         content-length: {length}\r\n\r\n{body}"
    )
    .ok()?;
    let mut text = String::new();
    stream.read_to_string(&mut text).ok()?;
    let (head, body) = text.split_once("\r\n\r\n")?;
    head.starts_with("HTTP/1.1 200").then(|| serde_json::from_str(body).ok()).flatten()
}

#[test]
fn rule_21_what_was_acknowledged_survives_kill_9_under_load() {
    let data = Data::new();
    let seeded = run(&["seed", "--customers", "4", "--transactions", "20"], &data.0);
    assert!(seeded.status.success(), "{}", said(&seeded.stderr));
    let mut server = Server::start(&data.0);
    let demo = ask(&server.address, "GET", "/sandbox/demo", "", "").unwrap();
    let key = demo["merchants"][0]["apiKey"].as_str().unwrap().to_owned();
    let client = demo["customers"][0]["clientId"].clone();
    let accounts =
        ask(&server.address, "GET", &format!("/api/v1/payment-account?clientId={client}"), &key, "").unwrap();
    let path = format!("/api/v1/payment-account/{}/top-up", accounts[0]["id"]);
    let (sender, receiver) = std::sync::mpsc::channel();
    let workers: Vec<_> = (0..4)
        .map(|worker| {
            let (address, path, key) = (server.address.clone(), path.clone(), key.clone());
            let (client, sender) = (client.clone(), sender.clone());
            std::thread::spawn(move || {
                for number in 0.. {
                    let reference = format!("load-{worker}-{number}");
                    let body = json!({ "clientId": client, "amount": 0.01, "merchantOrderId": reference });
                    let Some(answer) = ask(&address, "POST", &path, &key, &body.to_string()) else { break };
                    let _ = sender.send((reference, answer["id"].clone()));
                }
            })
        })
        .collect();
    drop(sender);
    let mut acknowledged: Vec<(String, Value)> = receiver.iter().take(60).collect();
    server.signal("-KILL");
    for worker in workers {
        worker.join().unwrap();
    }
    acknowledged.extend(receiver.iter());
    let server = Server::start(&data.0);
    for (reference, id) in acknowledged {
        let path = format!("/api/v1/transaction?clientId={client}&merchantOrderId={reference}");
        let found = ask(&server.address, "GET", &path, &key, "").unwrap();
        assert_eq!(found["data"][0]["id"], id, "{reference}");
    }
    drop(server);
    let proof = run(&["verify"], &data.0);
    assert!(proof.status.success(), "{}", said(&proof.stderr));
}

#[test]
fn a_server_that_is_told_to_stop_leaves_one_file() {
    let data = Data::new();
    for signal in ["-TERM", "-INT"] {
        let mut server = Server::start(&data.0);
        assert!(ask(&server.address, "GET", "/sandbox/health", "", "").is_some());
        assert!(server.signal(signal).success());
        let files: Vec<_> =
            std::fs::read_dir(&data.0).unwrap().map(|file| file.unwrap().file_name()).collect();
        assert_eq!(files, ["purser.sqlite3"], "{signal}");
    }
}

#[test]
fn what_cannot_be_done_is_said_in_a_sentence() {
    let data = Data::new();
    let server = Server::start(&data.0);
    let port = server.address.rsplit(':').next().unwrap();
    let other = Data::new();
    let taken = run(&["serve", "--port", port], &other.0);
    assert!(!taken.status.success());
    let sentence = said(&taken.stderr);
    assert!(sentence.contains("cannot listen at 127.0.0.1:") && sentence.contains("in use"), "{sentence}");
    let again = run(&["seed", "--transactions", "5"], &other.0);
    assert!(again.status.success());
    let again = run(&["seed", "--transactions", "5"], &other.0);
    assert_eq!(said(&again.stderr), "purser-sandbox: the database is not empty: seed another --data");
    let file = std::env::current_exe().unwrap();
    let unusable = run(&["serve", "--port", "0"], &file);
    assert!(!unusable.status.success());
    assert!(said(&unusable.stderr).contains("cannot be used for the data"), "{}", said(&unusable.stderr));
    let missing = run(&["verify"], &Data::new().0);
    assert!(!missing.status.success() && said(&missing.stderr).contains("there is no purser.sqlite3"));
}

#[tokio::test]
async fn a_database_of_a_newer_version_is_left_alone() {
    let data = Data::new();
    let store = Store::open(&data.0).await.unwrap();
    let mut write = store.write().await.unwrap();
    write.script("INSERT INTO migration (version, digest) VALUES (999, x'00')").await.unwrap();
    write.commit().await.unwrap();
    store.close().await.unwrap();
    let outcome = Store::open(&data.0).await;
    assert!(matches!(outcome, Err(StoreError::Newer { found: 999, .. })), "{outcome:?}");
    let served = run(&["serve", "--port", "0"], &data.0);
    assert!(!served.status.success() && said(&served.stderr).contains("of version 999"), "{served:?}");
}

#[tokio::test]
async fn rule_21_every_connection_is_durable_and_checks_foreign_keys() {
    let data = Data::new();
    let store = Store::open(&data.0).await.unwrap();
    let mut connections = vec![store.write().await.unwrap()];
    for _ in 0..4 {
        connections.push(store.snapshot().await.unwrap());
    }
    for connection in &mut connections {
        let mut pragma = async |sql: &'static str| {
            let row = query(sql).fetch_one(connection).await.unwrap();
            let text = row.get::<String>("value");
            text.unwrap_or_else(|_| row.get::<i64>("value").unwrap().to_string())
        };
        assert_eq!(pragma("SELECT journal_mode AS value FROM pragma_journal_mode").await, "wal");
        assert_eq!(pragma("SELECT synchronous AS value FROM pragma_synchronous").await, "2", "FULL");
        assert_eq!(pragma("SELECT foreign_keys AS value FROM pragma_foreign_keys").await, "1");
        assert_eq!(pragma("SELECT recursive_triggers AS value FROM pragma_recursive_triggers").await, "1");
        assert_eq!(pragma("SELECT timeout AS value FROM pragma_busy_timeout").await, "10000");
    }
}

#[tokio::test]
async fn a_write_that_is_given_up_leaves_nothing() {
    let store = store().await;
    let mut write = store.write().await.unwrap();
    merchants::create(&mut write, "Nobody", "key", 0).await.unwrap();
    drop(write);
    assert!(!merchants::any(&mut store.read().await.unwrap()).await.unwrap());
}

#[test]
fn rule_14_the_headers_are_printed_for_another_server() {
    let console = Data::new();
    std::fs::create_dir_all(&console.0).unwrap();
    std::fs::write(console.0.join("index.html"), "<script type=\"module\">start()</script>").unwrap();
    let arguments = ["headers", "--https", "--connect-origin", "https://wallet.example", "--console"];
    let printed = program().args(arguments).arg(&console.0).output().unwrap();
    let lines = said(&printed.stdout);
    let policy = lines.lines().find(|line| line.starts_with("content-security-policy: ")).unwrap();
    assert!(
        policy.contains("'sha256-") && policy.contains("connect-src 'self' https://wallet.example;"),
        "{policy}"
    );
    for name in
        ["x-content-type-options: nosniff", "referrer-policy: no-referrer", "strict-transport-security: "]
    {
        assert!(lines.lines().any(|line| line.starts_with(name)), "{lines}");
    }
    let missing = program().args(["headers", "--console", "/nowhere"]).output().unwrap();
    assert!(!missing.status.success() && said(&missing.stderr).contains("/nowhere cannot be read"));
}
