//! A sandbox for one test: its own port, its own data, demo customers in it.

use std::fs::{self, File};
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use purser_api::Timestamp;

const READY: &str = "listening on http://127.0.0.1:";
const CUSTOMERS: &str = "60";
const TRANSACTIONS: &str = "3000";

/// Ends the demo data at another time, and so tries other data.
const NOW: &str = "PURSER_TEST_NOW";

/// Grants lapse at midnight, so what happens in the demo data depends on the time of day they end at. At this one, UTC,
/// they are the same in every run: the last one that has come.
const END_OF_DATA: u64 = 3 * HOUR + HOUR / 6;
const DAY: u64 = 24 * HOUR;
const HOUR: u64 = 3600;

#[derive(Debug)]
pub struct Sandbox {
    folder: PathBuf,
    port: u16,
    child: Mutex<Option<Child>>,
    was_stopped: AtomicBool,
}

impl Sandbox {
    /// Starts with the demo data, in a folder of the test.
    pub fn start(folder: &Path) -> Self {
        let data = folder.join("data");
        copy(template(), &data).expect("the demo data is copied");
        let (child, port) = serve(folder, 0);
        Self {
            folder: folder.to_owned(),
            port,
            child: Mutex::new(Some(child)),
            was_stopped: AtomicBool::new(false),
        }
    }

    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Ends it without a warning, as a power cut would; the data stays.
    pub fn stop(&self) {
        self.was_stopped.store(true, Ordering::Relaxed);
        if let Some(mut child) = self.child.lock().unwrap_or_else(PoisonError::into_inner).take() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }

    /// Whether there was a time when nothing answered.
    pub fn was_stopped(&self) -> bool {
        self.was_stopped.load(Ordering::Relaxed)
    }

    /// Starts it again where it was, with the data it had.
    pub fn start_again(&self) {
        let mut child = self.child.lock().unwrap_or_else(PoisonError::into_inner);
        assert!(child.is_none(), "the sandbox is running already");
        *child = Some(serve(&self.folder, self.port).0);
    }

    /// Starts anew with other data: so many customers and transactions.
    pub fn start_with(&self, customers: u32, transactions: u32) {
        self.stop();
        let data = self.folder.join("data");
        let _ = fs::remove_dir_all(&data);
        seed(&data, &customers.to_string(), &transactions.to_string());
        self.start_again();
    }

    /// What it says so far, for the evidence of a failure.
    pub fn log(&self) -> String {
        fs::read_to_string(self.folder.join("sandbox.log")).unwrap_or_default()
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        self.stop();
    }
}

fn serve(folder: &Path, port: u16) -> (Child, u16) {
    let log = File::options().create(true).append(true).open(folder.join("sandbox.log")).expect("a log");
    let mut child = Command::new(program())
        .args(["serve", "--host", "127.0.0.1", "--port", &port.to_string(), "--data"])
        .arg(folder.join("data"))
        .arg("--console")
        .arg(from_environment("PURSER_CONSOLE_DIST"))
        .arg("--faults")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(log)
        .spawn()
        .expect("the sandbox starts");
    let output = child.stdout.take().expect("the sandbox' output is piped");
    let mut lines = BufReader::new(output).lines().map_while(Result::ok);
    let port = lines.find_map(|line| line.split_once(READY)?.1.trim().parse().ok());
    std::thread::spawn(move || lines.for_each(drop));
    let Some(port) = port else {
        let _ = child.kill();
        let _ = child.wait();
        panic!(
            "the sandbox did not start: {}",
            fs::read_to_string(folder.join("sandbox.log")).unwrap_or_default()
        );
    };
    (child, port)
}

/// Demo data, made once for each build of the sandbox.
fn template() -> &'static Path {
    static TEMPLATE: OnceLock<PathBuf> = OnceLock::new();
    TEMPLATE.get_or_init(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("template");
        let (data, note) = (folder.join("data"), folder.join("seeded-by"));
        let program = program();
        let build = fs::metadata(&program).and_then(|file| file.modified()).expect("the sandbox is a file");
        let build = format!("{build:?} {CUSTOMERS} {TRANSACTIONS} {:?}", std::env::var(NOW));
        if fs::read_to_string(&note).is_ok_and(|seeded| seeded == build) {
            return data;
        }
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("a folder for the demo data");
        seed(&data, CUSTOMERS, TRANSACTIONS);
        fs::write(note, build).expect("a note of the seeding");
        data
    })
}

fn seed(data: &Path, customers: &str, transactions: &str) {
    let now = std::env::var(NOW).unwrap_or_else(|_| end_of_data(SystemTime::now()));
    let seeded = Command::new(program())
        .args(["seed", "--customers", customers, "--transactions", transactions, "--data"])
        .arg(data)
        .args(["--now", &now])
        .stdin(Stdio::null())
        .output()
        .expect("the sandbox starts");
    assert!(seeded.status.success(), "no demo data: {}", String::from_utf8_lossy(&seeded.stderr));
}

fn end_of_data(now: SystemTime) -> String {
    let now = now.duration_since(UNIX_EPOCH).expect("the clock is set").as_secs();
    let end = (now - END_OF_DATA) / DAY * DAY + END_OF_DATA;
    Timestamp::from_unix_seconds(end.try_into().expect("a time")).to_iso()
}

fn program() -> PathBuf {
    from_environment("PURSER_SANDBOX_BIN")
}

fn from_environment(name: &str) -> PathBuf {
    let value = std::env::var_os(name);
    value
        .unwrap_or_else(|| panic!("{name} is not set; `cargo xtask test` sets it and runs these tests"))
        .into()
}

fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
