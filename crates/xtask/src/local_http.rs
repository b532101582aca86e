//! One GET to a server on this machine.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use anyhow::{Context as _, bail};

pub(crate) fn get(address: &str, path: &str) -> anyhow::Result<String> {
    let host = address.trim_start_matches("http://").trim_end_matches('/');
    let mut stream = TcpStream::connect(host).with_context(|| format!("{host} does not answer"))?;
    stream.set_read_timeout(Some(Duration::from_secs(30)))?;
    // Version 1.0: the answer is not cut in chunks and ends with the connection.
    write!(stream, "GET {path} HTTP/1.0\r\nHost: {host}\r\n\r\n")?;
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
    Ok(body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_follows_a_status_of_200() {
        assert_eq!(body("HTTP/1.0 200 OK\r\nA: b\r\n\r\n{\r\n\r\n}").expect("a body"), "{\r\n\r\n}");
        assert!(body("HTTP/1.0 404 Not Found\r\n\r\n").is_err());
        assert!(body("").is_err());
    }
}
