//! The program itself: its files, its signals, its failures.

use crate::harness::store;
use crate::program::{Data, Place, Server, ask, program, run, said};
use purser_sandbox::store::sqlite::{FILE_NAME, open_file};
use purser_sandbox::store::{Store, StoreError, merchants, query};

#[test]
fn a_server_that_is_told_to_stop_leaves_one_file() {
    let data = Data::new();
    for signal in ["-TERM", "-INT"] {
        let mut server = Server::start(&Place::Data(&data.0));
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
    let server = Server::start(&Place::Data(&data.0));
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
async fn a_caller_who_goes_away_while_another_process_writes_is_in_nobodys_way() {
    let data = Data::new();
    let store = Store::open(&data.0).await.unwrap();
    let other = open_file(&data.0.join(FILE_NAME)).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let brief = std::time::Duration::from_millis(20);
    assert!(tokio::time::timeout(brief, store.write()).await.is_err(), "it waits");
    other.execute_batch("COMMIT").unwrap();
    for name in ["Halyard", "Pier"] {
        let mut write = store.write().await.unwrap();
        merchants::create(&mut write, name, name, 0).await.unwrap();
        write.commit().await.unwrap();
    }
    other.execute_batch("BEGIN IMMEDIATE; COMMIT").unwrap();
    assert_eq!(merchants::all(&mut store.read().await.unwrap()).await.unwrap().len(), 2);
    store.close().await.unwrap();
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
