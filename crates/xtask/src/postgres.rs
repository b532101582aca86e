//! A `PostgreSQL` server of one's own: on a free port of this machine, with data that is gone at the end.

use std::fmt::Write as _;
use std::io::Read as _;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};

use crate::command::{answer, command, find, run};

/// Where Debian keeps what is not for everybody's search path.
const DEBIAN: &str = "/usr/lib/postgresql";

const LONGEST_START: Duration = Duration::from_mins(1);

/// Whether what is committed must survive a power cut. Tests do without, so that they are quick; what is
/// measured is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Durability {
    Full,
    None,
}

/// A running server.
#[derive(Debug)]
pub(crate) struct Server {
    child: Child,
    folder: PathBuf,
    /// The address of the database that is always there.
    pub(crate) address: String,
}

/// Whether the server's programs are on this machine.
pub(crate) fn is_installed() -> bool {
    program("initdb").is_some() && program("postgres").is_some()
}

/// A program of the newest version there is.
pub(crate) fn program(name: &str) -> Option<PathBuf> {
    if let Some(found) = find(name) {
        return Some(found);
    }
    let mut versions: Vec<PathBuf> = std::fs::read_dir(DEBIAN)
        .ok()?
        .filter_map(|version| Some(version.ok()?.path().join("bin").join(name)))
        .filter(|path| path.is_file())
        .collect();
    versions.sort_by_key(|path| version(path));
    versions.pop()
}

/// The number of a path like `/usr/lib/postgresql/15/bin/initdb`.
fn version(path: &Path) -> u32 {
    let folder = path.ancestors().nth(2).and_then(Path::file_name);
    folder.and_then(|name| name.to_str()?.parse().ok()).unwrap_or_default()
}

impl Server {
    /// Makes a server and waits until it answers.
    pub(crate) fn start(durability: Durability) -> anyhow::Result<Self> {
        let folder = std::env::temp_dir().join(format!("purser-postgres-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder)?;
        let password = password()?;
        let password_file = folder.join("password");
        std::fs::write(&password_file, &password)?;
        if is_root() {
            // The server refuses to run as root.
            run(command("chown", ["-R", user()]).arg(&folder))?;
        }
        let data = folder.join("data");
        let mut initdb = as_user("initdb")?;
        initdb.args(["--username=purser", "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C"]);
        initdb.arg("--pwfile").arg(&password_file).arg("--pgdata").arg(&data);
        run(initdb.current_dir(&folder).stdout(Stdio::null()))?;
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let mut postgres = as_user("postgres")?;
        postgres.arg("-D").arg(&data).args(["-p", &port.to_string(), "-h", "127.0.0.1", "-k", ""]);
        postgres.args([
            "-c",
            "max_connections=300",
            "-c",
            "max_wal_size=4GB",
            "-c",
            "log_min_messages=panic",
        ]);
        if durability == Durability::None {
            postgres.args(["-c", "fsync=off", "-c", "full_page_writes=off", "-c", "synchronous_commit=off"]);
        }
        let child = postgres.current_dir(&folder).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        let child = child.context("`postgres` could not be started")?;
        let address = format!("postgres://purser:{password}@127.0.0.1:{port}/postgres");
        let mut server = Self { child, folder, address };
        server.wait(port)?;
        Ok(server)
    }

    fn wait(&mut self, port: u16) -> anyhow::Result<()> {
        let ready = program("pg_isready").context("`pg_isready` is missing")?;
        let ready = ready.to_str().context("`pg_isready` lives at an odd address")?;
        let started = Instant::now();
        while answer(ready, &["-h", "127.0.0.1", "-p", &port.to_string()]).is_none() {
            if self.child.try_wait()?.is_some() {
                bail!("`postgres` ended as soon as it was started");
            }
            if started.elapsed() > LONGEST_START {
                bail!("`postgres` does not answer");
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // An interruption is what it calls a fast shutdown.
        let _ = run(&mut command("kill", ["-INT", &self.child.id().to_string()]));
        let _ = self.child.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn is_root() -> bool {
    answer("id", &["-u"]).as_deref() == Some("0")
}

fn user() -> &'static str {
    if answer("id", &["-u", "postgres"]).is_some() { "postgres" } else { "nobody" }
}

/// A program of the server's, as somebody who is not root.
fn as_user(name: &str) -> anyhow::Result<Command> {
    let program = program(name).with_context(|| format!("`{name}` is missing"))?;
    if !is_root() {
        return Ok(command(&program.to_string_lossy(), [""; 0]));
    }
    let mut command = command("setpriv", ["--reuid", user(), "--regid", user(), "--clear-groups"]);
    command.arg(program);
    Ok(command)
}

fn password() -> anyhow::Result<String> {
    let mut bytes = [0; 16];
    std::fs::File::open("/dev/urandom")?.read_exact(&mut bytes)?;
    let mut password = String::new();
    for byte in bytes {
        write!(password, "{byte:02x}")?;
    }
    Ok(password)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_version_is_taken() {
        assert_eq!(version(Path::new("/usr/lib/postgresql/15/bin/initdb")), 15);
        assert!(version(Path::new("/usr/lib/postgresql/9/bin/a")) < version(Path::new("/x/17/bin/a")));
    }
}
