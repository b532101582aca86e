//! The program itself, run as somebody would.

use std::ffi::OsString;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Output, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

use serde_json::Value;

/// Where a server keeps its data.
pub enum Place<'a> {
    Data(&'a Path),
    Database(&'a str),
}

impl Place<'_> {
    pub fn arguments(&self) -> [OsString; 2] {
        match self {
            Self::Data(directory) => ["--data".into(), directory.into()],
            Self::Database(address) => ["--database".into(), address.into()],
        }
    }
}

/// A directory that is gone at the end.
pub struct Data(pub PathBuf);

impl Data {
    pub fn new() -> Self {
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

pub fn program() -> Command {
    Command::new(env!("CARGO_BIN_EXE_purser-sandbox"))
}

pub fn run(arguments: &[&str], data: &Path) -> Output {
    program().args(arguments).arg("--data").arg(data).output().unwrap()
}

pub fn said(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).trim().to_owned()
}

/// A server that runs until it is dropped.
pub struct Server {
    child: Child,
    pub address: String,
    output: BufReader<ChildStdout>,
    log: Option<Data>,
}

impl Server {
    pub fn start(place: &Place<'_>) -> Self {
        Self::run(program(), place, &["--log", "error"], None)
    }

    /// What it logs can be asked for in the end.
    pub fn start_with(place: &Place<'_>, options: &[&str]) -> Self {
        Self::run(program(), place, options, Some(Data::new()))
    }

    /// With so many files open at most.
    pub fn start_within(place: &Place<'_>, options: &[&str], files: u32) -> Self {
        let mut command = Command::new("prlimit");
        command.arg(format!("--nofile={files}:{files}")).arg(program().get_program());
        Self::run(command, place, options, Some(Data::new()))
    }

    fn run(mut command: Command, place: &Place<'_>, options: &[&str], log: Option<Data>) -> Self {
        command.args(["serve", "--port", "0"]).args(options).args(place.arguments());
        if let Some(log) = &log {
            std::fs::create_dir_all(&log.0).unwrap();
            command.stderr(std::fs::File::create(log.0.join("log")).unwrap());
        }
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        output.read_line(&mut line).unwrap();
        let address = line.trim().strip_prefix("purser-sandbox listening on http://").unwrap().to_owned();
        Self { child, address, output, log }
    }

    /// The memory that it holds, in KiB.
    pub fn memory(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
        line.trim().trim_end_matches(" kB").parse().unwrap()
    }

    /// All that it has written, once it has ended.
    pub fn logged(&mut self) -> String {
        let mut text = std::fs::read_to_string(self.log.as_ref().unwrap().0.join("log")).unwrap();
        self.output.read_to_string(&mut text).unwrap();
        text
    }

    pub fn signal(&mut self, name: &str) -> std::process::ExitStatus {
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
pub fn ask(address: &str, method: &str, path: &str, key: &str, body: &str) -> Option<Value> {
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
