//! The headers that keep a page to itself.

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use data_encoding::BASE64;
use sha2::{Digest, Sha256};

const HSTS: &str = "max-age=31536000; includeSubDomains";

/// The security headers, made for one page.
#[derive(Debug, Clone)]
pub struct SecurityHeaders {
    headers: Vec<(HeaderName, HeaderValue)>,
    /// Whether HSTS is sent with every answer.
    pub always_https: bool,
}

impl Default for SecurityHeaders {
    fn default() -> Self {
        Self::new(&[], &[])
    }
}

impl SecurityHeaders {
    /// For the page `index`, whose inline scripts are allowed by their hashes, and which speaks with
    /// its own origin and with `connect`.
    pub fn new(index: &[u8], connect: &[String]) -> Self {
        let mut scripts = String::from("'self' 'wasm-unsafe-eval'");
        for script in inline_scripts(&String::from_utf8_lossy(index)) {
            let hash = BASE64.encode(&Sha256::digest(script.as_bytes()));
            scripts.extend([" 'sha256-", &hash, "'"]);
        }
        let connect: String = connect.iter().flat_map(|origin| [" ", origin]).collect();
        let policy = format!(
            "default-src 'none'; script-src {scripts}; style-src 'self'; img-src 'self'; font-src 'self'; \
             connect-src 'self'{connect}; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; \
             object-src 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; \
             trusted-types purser-worker"
        );
        let policy = HeaderValue::from_str(&policy)
            .unwrap_or_else(|_| HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'"));
        let fixed = |name: &'static str, value: &'static str| {
            (HeaderName::from_static(name), HeaderValue::from_static(value))
        };
        Self {
            headers: vec![
                (header::CONTENT_SECURITY_POLICY, policy),
                fixed("x-content-type-options", "nosniff"),
                fixed("referrer-policy", "no-referrer"),
                fixed("cross-origin-opener-policy", "same-origin"),
                fixed("cross-origin-resource-policy", "same-origin"),
                fixed(
                    "permissions-policy",
                    "camera=(), clipboard-read=(), display-capture=(), geolocation=(), microphone=(), \
                     payment=(), usb=()",
                ),
            ],
            always_https: false,
        }
    }

    /// Adds them to an answer, unless it comes with its own.
    pub fn add(&self, headers: &mut HeaderMap, is_https: bool) {
        for (name, value) in &self.headers {
            headers.entry(name).or_insert_with(|| value.clone());
        }
        if is_https || self.always_https {
            headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(HSTS));
        }
    }

    /// One line each, as a server's configuration would want them.
    pub fn lines(&self) -> Vec<String> {
        let mut lines: Vec<String> = self
            .headers
            .iter()
            .map(|(name, value)| format!("{name}: {}", value.to_str().unwrap_or_default()))
            .collect();
        if self.always_https {
            lines.push(format!("{}: {HSTS}", header::STRICT_TRANSPORT_SECURITY));
        }
        lines
    }
}

/// The text of every script that is in the page itself.
fn inline_scripts(page: &str) -> Vec<&str> {
    let mut scripts = Vec::new();
    let mut rest = page;
    while let Some(start) = rest.find("<script") {
        let Some(opened) = rest[start..].find('>').map(|end| start + end) else { break };
        let Some(closed) = rest[opened..].find("</script").map(|end| opened + end) else { break };
        let attributes = &rest[start..opened];
        let text = &rest[opened + 1..closed];
        if !attributes.contains(" src=") && !text.is_empty() {
            scripts.push(text);
        }
        rest = &rest[closed + "</script".len()..];
    }
    scripts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rule_14_inline_scripts_are_allowed_by_hash_and_nothing_else() {
        let page = b"<script src=\"a.js\"></script><script type=\"module\">alert(1)</script>";
        let lines = SecurityHeaders::new(page, &["https://wallet.example".into()]).lines();
        let policy = lines.iter().find(|line| line.starts_with("content-security-policy: ")).unwrap();
        let hash = BASE64.encode(&Sha256::digest(b"alert(1)"));
        let scripts = format!("script-src 'self' 'wasm-unsafe-eval' 'sha256-{hash}';");
        assert!(policy.contains(&scripts), "{policy}");
        assert!(policy.contains("connect-src 'self' https://wallet.example;"), "{policy}");
        assert!(!policy.contains("unsafe-inline"), "{policy}");
    }
}
