//! The built console, served beside the systems that it speaks with.

mod assets;
mod headers;

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use serde_json::Value;
use std::path::Path;

pub use assets::Assets;
pub use headers::SecurityHeaders;

use crate::error::ApiError;

const NOT_BUILT: &str = "<!doctype html>
<html lang=\"en\">
<head><meta charset=\"utf-8\"><title>Purser sandbox</title></head>
<body>
<h1>The console has not been built</h1>
<p>The systems are served under <code>/api</code>. Build the console with
<code>trunk build --release</code>, then start the sandbox again, or name its directory with
<code>--console</code>.</p>
</body>
</html>
";

/// The origins of every base address in a console's configuration.
fn configured_origins(config: &[u8]) -> Vec<String> {
    let config: Value = serde_json::from_slice(config).unwrap_or_default();
    let environments = config["environments"].as_array().into_iter().flatten();
    let bases = environments.chain([&config]).filter_map(|environment| environment["base"].as_object());
    let bases = bases.flat_map(|bases| bases.values()).filter_map(Value::as_str);
    let origin = |base: &str| {
        let (scheme, rest) = base.split_once("://")?;
        let authority = rest.split(['/', '?', '#']).next()?;
        let is_plain = !authority.is_empty()
            && authority.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte));
        (matches!(scheme, "http" | "https") && is_plain).then(|| format!("{scheme}://{authority}"))
    };
    bases.filter_map(origin).collect()
}

/// The files of the console and the headers that everything is sent with.
#[derive(Debug, Default)]
pub struct Console {
    assets: Assets,
    headers: SecurityHeaders,
}

impl Console {
    /// Reads the files in `directory`; `connect` are origins beside its own that the console speaks with, and so are
    /// those that its `config.json` lists.
    pub fn load(directory: &Path, connect: &[String]) -> std::io::Result<Self> {
        let assets = Assets::read(directory)?;
        let mut origins = connect.to_vec();
        for origin in configured_origins(assets.content("/config.json").unwrap_or_default()) {
            if !origins.contains(&origin) {
                origins.push(origin);
            }
        }
        let headers = SecurityHeaders::new(assets.index().unwrap_or_default(), &origins);
        Ok(Self { assets, headers })
    }

    /// No files, but the headers.
    pub fn absent(connect: &[String]) -> Self {
        Self { assets: Assets::default(), headers: SecurityHeaders::new(&[], connect) }
    }

    /// Sends HSTS always, as behind a proxy that speaks https.
    #[must_use]
    pub fn with_https(mut self) -> Self {
        self.headers.always_https = true;
        self
    }

    /// Compresses what can be and has not been. Slow: until it is done, files are sent as they are.
    pub fn compress(&self) {
        self.assets.compress();
    }

    /// The headers.
    pub const fn headers(&self) -> &SecurityHeaders {
        &self.headers
    }

    /// Adds the headers to an answer.
    pub fn secure(&self, headers: &mut HeaderMap, is_https: bool) {
        self.headers.add(headers, is_https);
    }

    /// A file, or the page for an address inside of the console.
    pub fn answer(&self, path: &str, request: &HeaderMap) -> Response {
        let is_page = !path.rsplit('/').next().unwrap_or_default().contains('.') || path == "/index.html";
        if is_page && self.assets.index().is_none() {
            let mut response = Response::new(Body::from(Bytes::from_static(NOT_BUILT.as_bytes())));
            let html = HeaderValue::from_static("text/html; charset=utf-8");
            response.headers_mut().insert(header::CONTENT_TYPE, html);
            response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
            return response;
        }
        let wanted = if is_page { "/index.html" } else { path };
        self.assets.answer(wanted, request).unwrap_or_else(|| {
            let mut response =
                axum::response::IntoResponse::into_response(ApiError::not_found("There is no such file."));
            *response.status_mut() = StatusCode::NOT_FOUND;
            response
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rule_14_the_page_may_speak_with_what_its_configuration_lists() {
        let config = br#"{"base":{"ctk":"https://ctk.example/v3"},"environments":[
            {"base":{"centrowallet":"https://wallet.example","centrapay":""}},
            {"base":{"centrowallet":"http://127.0.0.1:4455"}},
            {"base":{"ctk":"https://a.example; script-src *","centrapay":"javascript:x"}}]}"#;
        assert_eq!(
            configured_origins(config),
            ["https://wallet.example", "http://127.0.0.1:4455", "https://ctk.example"]
        );
        assert_eq!(configured_origins(b"<html>"), Vec::<String>::new());
    }
}
