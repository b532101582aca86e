//! One GET to a server on this machine.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use anyhow::{Context as _, bail};

pub(crate) fn get(address: &str, path: &str) -> anyhow::Result<String> {
    let host = address.trim_start_matches("http://").trim_end_matches('/');
    let mut stream = TcpStream::connect(host).with_context(|| format!("{host} does not answer"))?;
    stream.set_read_timeout(Some(Duration::from_secs(30)))?;
    // The sandbox takes an older version for a proxy, to which it shows less.
    let request = format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes())?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).with_context(|| format!("{path} was not answered in full"))?;
    body(&answer).map(str::to_owned).with_context(|| format!("{path} was not answered"))
}

fn body(answer: &str) -> anyhow::Result<&str> {
    let (head, body) = answer.split_once("\r\n\r\n").context("the answer has no end of headers")?;
    let status = head.lines().next().unwrap_or_default();
    if status.split(' ').nth(1) != Some("200") {
        bail!("the server said {status:?}");
    }
    if head.to_ascii_lowercase().contains("transfer-encoding: chunked") {
        bail!("the answer comes in chunks");
    }
    Ok(body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_follows_a_status_of_200() {
        assert_eq!(body("HTTP/1.0 200 OK\r\nA: b\r\n\r\n{\r\n\r\n}").expect("a body"), "{\r\n\r\n}");
        assert!(body("HTTP/1.0 404 Not Found\r\n\r\n").is_err());
        assert!(body("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n").is_err());
        assert!(body("").is_err());
    }

    #[test]
    fn it_speaks_as_no_proxy_does() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address");
        let server = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().expect("a connection");
            let mut asked = Vec::new();
            // What is closed before all was read is reset, and the answer with it.
            while !asked.ends_with(b"\r\n\r\n") {
                let mut bytes = [0; 256];
                let length = stream.read(&mut bytes).expect("a request");
                assert_ne!(length, 0, "the request ends");
                asked.extend_from_slice(&bytes[..length]);
            }
            write!(stream, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{{}}").expect("an answer");
            String::from_utf8(asked).expect("a text")
        });
        assert_eq!(get(&format!("http://{address}"), "/sandbox/demo").expect("an answer"), "{}");
        let asked = server.join().expect("a server");
        assert!(asked.starts_with("GET /sandbox/demo HTTP/1.1\r\n"), "{asked}");
        assert!(asked.contains(&format!("\r\nHost: {address}\r\n")), "{asked}");
    }
}
