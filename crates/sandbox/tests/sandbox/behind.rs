//! The proxies of docs/proxy, run with the very files that stand there, and the client that asks them.

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use crate::program::Data;

/// What a person types into the console in the key's place.
pub const PERSON: &str = "5f0c1e8d5f0c1e8d5f0c1e8d5f0c1e8d5f0c1e8d5f0c1e8d5f0c1e8d5f0c1e8d";

/// A file of the console whose name changes with its content.
pub const HASHED: &str = "/purser-0123456789abcdef.js";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Nginx,
    Caddy,
}

pub struct Proxy {
    child: Child,
    folder: Data,
    plain: u16,
    secure: u16,
    client: Arc<ClientConfig>,
}

/// What came back, as it came.
#[derive(Debug)]
pub struct Came {
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl Came {
    pub fn header(&self, name: &str) -> Vec<&str> {
        let lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.filter(|(found, _)| found.eq_ignore_ascii_case(name)).map(|(_, value)| value).collect()
    }

    fn read(text: &[u8]) -> Self {
        let text = String::from_utf8_lossy(text).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok());
        Self { status: status.unwrap_or_default(), head: head.to_owned(), body: body.to_owned() }
    }
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// A text with parts replaced, each of which must be there so many times.
fn replaced(name: &str, parts: &[(&str, String, usize)]) -> String {
    let path = format!("{}/../../docs/proxy/{name}", env!("CARGO_MANIFEST_DIR"));
    let mut text = std::fs::read_to_string(&path).unwrap();
    for (part, other, times) in parts {
        assert_eq!(text.matches(part).count(), *times, "{part} in {path}");
        text = text.replace(part, other);
    }
    text
}

fn certificate(folder: &Path) -> Arc<ClientConfig> {
    let (key, certificate) = (folder.join("tls.key"), folder.join("tls.crt"));
    let mut openssl = Command::new("openssl");
    openssl.args(["req", "-x509", "-nodes", "-days", "2", "-subj", "/CN=purser.example"]);
    openssl.args(["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]);
    openssl.args(["-addext", "subjectAltName=DNS:purser.example", "-addext", "basicConstraints=CA:FALSE"]);
    let made = openssl.arg("-keyout").arg(key).arg("-out").arg(&certificate).output().unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_file(certificate).unwrap()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let client = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
    Arc::new(client.with_root_certificates(roots).with_no_client_auth())
}

fn nginx(folder: &Path, upstream: &str, key: &str, (plain, secure): (u16, u16)) -> Command {
    let at = |name: &str| folder.join(name).display().to_string();
    let site = replaced(
        "nginx.conf",
        &[
            ("listen 80;", format!("listen 127.0.0.1:{plain};"), 1),
            ("listen 443 ssl;", format!("listen 127.0.0.1:{secure} ssl;"), 1),
            ("/etc/purser/", format!("{}/", folder.display()), 4),
            ("/srv/purser/dist", at("dist"), 1),
            ("/var/log/nginx/purser.log", at("access.log"), 1),
            ("proxy_pass https://wallet.example;", format!("proxy_pass http://{upstream};"), 3),
        ],
    );
    std::fs::write(folder.join("site.conf"), site).unwrap();
    std::fs::write(folder.join("key.conf"), format!("map \"\" $purser_key {{ default \"{key}\"; }}"))
        .unwrap();
    std::fs::write(folder.join("people.conf"), format!("\"{PERSON}\" \"ada\";")).unwrap();
    let folders = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
    let folders = folders.map(|name| format!("{name}_temp_path {};", at(name))).join(" ");
    let main = format!(
        "daemon off; pid {}; error_log {} info; events {{ worker_connections 512; }}
         http {{ include /etc/nginx/mime.types; {folders} include {}; }}",
        at("pid"),
        at("error.log"),
        at("site.conf")
    );
    std::fs::write(folder.join("main.conf"), main).unwrap();
    // Debian keeps it beside what everybody can run.
    let program = ["/usr/sbin/nginx", "nginx"].into_iter().find(|path| Path::new(path).exists());
    let mut command = Command::new(program.unwrap_or("nginx"));
    command.arg("-p").arg(folder).arg("-c").arg(folder.join("main.conf")).arg("-e").arg(at("error.log"));
    command
}

fn caddy(folder: &Path, upstream: &str, key: &str, (plain, secure): (u16, u16)) -> Command {
    let at = |name: &str| folder.join(name).display().to_string();
    let ports = format!("admin off\n\thttp_port {plain}\n\thttps_port {secure}");
    let site = format!("\npurser.example {{\n\ttls {} {}\n\tbind 127.0.0.1\n", at("tls.crt"), at("tls.key"));
    let file = replaced(
        "Caddyfile",
        &[
            ("\tadmin off", format!("\t{ports}"), 1),
            ("\npurser.example {\n", site, 1),
            ("import /etc/purser/", format!("import {}/", folder.display()), 2),
            ("/srv/purser/dist", at("dist"), 1),
            ("reverse_proxy https://wallet.example", format!("reverse_proxy http://{upstream}"), 1),
        ],
    );
    std::fs::write(folder.join("Caddyfile"), file).unwrap();
    std::fs::write(folder.join("people.caddy"), format!("\"{PERSON}\" ada\n")).unwrap();
    let mut command = Command::new("caddy");
    command.args(["run", "--adapter", "caddyfile", "--config"]).arg(folder.join("Caddyfile"));
    command.env("PURSER_MERCHANT_KEY", key).env("HOME", folder).env("XDG_DATA_HOME", folder);
    command.env("XDG_CONFIG_HOME", folder);
    command
}

impl Proxy {
    /// In front of a wallet system that knows the key.
    pub fn start(kind: Kind, upstream: &str, key: &str) -> Self {
        let folder = Data::new();
        let dist = folder.0.join("dist");
        std::fs::create_dir_all(dist.join(".git")).unwrap();
        for (name, text) in [
            ("index.html", "<!doctype html><title>Purser</title>"),
            ("config.json", "{}"),
            (".git/config", "nobody's"),
            (&HASHED[1..], "export default 1;"),
        ] {
            std::fs::write(dist.join(name), text).unwrap();
        }
        let client = certificate(&folder.0);
        let ports = (free_port(), free_port());
        let mut command = match kind {
            Kind::Nginx => nginx(&folder.0, upstream, key, ports),
            Kind::Caddy => caddy(&folder.0, upstream, key, ports),
        };
        let said = std::fs::File::create(folder.0.join("said.log")).unwrap();
        command.stdin(Stdio::null()).stdout(said.try_clone().unwrap()).stderr(said);
        let child = command.spawn().unwrap_or_else(|error| panic!("{kind:?} must be installed: {error}"));
        let mut proxy = Self { child, folder, plain: ports.0, secure: ports.1, client };
        let started = Instant::now();
        while TcpStream::connect(("127.0.0.1", proxy.secure)).is_err() {
            let ended = proxy.child.try_wait().unwrap();
            let is_late = started.elapsed() > Duration::from_secs(20);
            assert!(ended.is_none() && !is_late, "{kind:?}: {}", proxy.logs());
            std::thread::sleep(Duration::from_millis(20));
        }
        proxy
    }

    /// All that it wrote down.
    pub fn logs(&self) -> String {
        let read = |name| std::fs::read_to_string(self.folder.0.join(name)).unwrap_or_default();
        ["said.log", "error.log", "access.log"].map(read).join("\n")
    }

    /// Sends bytes as they are, and reads until the end.
    pub fn raw(&self, bytes: &[u8]) -> Came {
        let name = ServerName::try_from("purser.example").unwrap();
        let socket = TcpStream::connect(("127.0.0.1", self.secure)).unwrap();
        socket.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        let connection = ClientConnection::new(self.client.clone(), name).unwrap();
        let mut stream = StreamOwned::new(connection, socket);
        // Who is refused in the middle of a body is not listened to any further.
        let _ = stream.write_all(bytes);
        let mut came = Vec::new();
        let _ = stream.read_to_end(&mut came);
        Came::read(&came)
    }

    /// As the console asks, with what else the browser sends.
    pub fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Came {
        let headers: String = headers.iter().flat_map(|(name, value)| [name, ": ", value, "\r\n"]).collect();
        let text =
            format!("{method} {path} HTTP/1.1\r\nhost: purser.example\r\nconnection: close\r\n{headers}");
        self.raw(format!("{text}content-length: {}\r\n\r\n{body}", body.len()).as_bytes())
    }

    /// Without encryption.
    pub fn plain(&self, path: &str) -> Came {
        let mut stream = TcpStream::connect(("127.0.0.1", self.plain)).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nhost: purser.example\r\nconnection: close\r\n\r\n").unwrap();
        let mut came = Vec::new();
        let _ = stream.read_to_end(&mut came);
        Came::read(&came)
    }

    pub fn get(&self, path: &str) -> Came {
        self.ask("GET", path, &[("authorization", PERSON)], "")
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        // Its workers end with it only if it is asked to end.
        let _ = Command::new("kill").arg(self.child.id().to_string()).status();
        let _ = self.child.wait();
    }
}

/// A wallet system that remembers what it was asked, and sends everybody elsewhere.
pub struct Elsewhere {
    pub address: String,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Elsewhere {
    pub fn start(location: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let remembered = asked.clone();
        let answer = format!(
            "HTTP/1.1 302 Found\r\nlocation: {location}\r\nset-cookie: who=ada\r\nwww-authenticate: Basic\r\n\
             content-length: 0\r\nconnection: close\r\n\r\n"
        );
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let Ok(mut stream) = stream else { return };
                let mut head = String::new();
                let mut reader = BufReader::new(stream.try_clone().unwrap());
                while reader.read_line(&mut head).is_ok_and(|read| read > 2) {}
                remembered.lock().unwrap().push(head);
                let _ = stream.write_all(answer.as_bytes());
            }
        });
        Self { address, asked }
    }

    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}
