//! Files in memory, compressed, with what browsers and caches need to know of them.

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::OnceLock;

const QUALITY: u32 = 10;
const WINDOW: u32 = 22;
/// Shorter files are not worth it.
const SHORTEST: usize = 512;

#[derive(Debug)]
struct Asset {
    content: Bytes,
    brotli: OnceLock<Bytes>,
    tag: String,
    content_type: &'static str,
    is_compressible: bool,
    is_immutable: bool,
}

/// The files of a directory by their paths, each of which begins with a slash.
#[derive(Debug, Default)]
pub struct Assets(BTreeMap<String, Asset>);

impl Assets {
    /// Reads a directory, with what is in its directories.
    pub fn read(directory: &Path) -> std::io::Result<Self> {
        let mut files = BTreeMap::new();
        collect(directory, "", &mut files)?;
        let mut assets = BTreeMap::new();
        for (path, content) in &files {
            if path.strip_suffix(".br").is_some_and(|plain| files.contains_key(plain)) {
                continue;
            }
            let asset = Asset::new(path, content);
            if let Some(compressed) = files.get(&format!("{path}.br")) {
                let _ = asset.brotli.set(Bytes::from(compressed.clone()));
            }
            assets.insert(path.clone(), asset);
        }
        Ok(Self(assets))
    }

    /// The page.
    pub fn index(&self) -> Option<&[u8]> {
        self.content("/index.html")
    }

    /// What is in a file.
    pub fn content(&self, path: &str) -> Option<&[u8]> {
        self.0.get(path).map(|asset| &*asset.content)
    }

    /// Compresses what can be and has not been.
    pub fn compress(&self) {
        for asset in self.0.values() {
            if asset.is_compressible && asset.content.len() >= SHORTEST {
                asset.brotli.get_or_init(|| compressed(&asset.content));
            }
        }
    }

    /// The file of that path, in the way that the request can take it.
    pub fn answer(&self, path: &str, request: &HeaderMap) -> Option<Response> {
        let asset = self.0.get(path)?;
        let brotli =
            asset.brotli.get().filter(|brotli| brotli.len() < asset.content.len() && accepts_brotli(request));
        let tag =
            if brotli.is_some() { format!("\"{}-br\"", asset.tag) } else { format!("\"{}\"", asset.tag) };
        let is_known = request.get_all(header::IF_NONE_MATCH).iter().any(|known| {
            known.to_str().is_ok_and(|known| {
                known.split(',').any(|one| one.trim().trim_start_matches("W/") == tag || one.trim() == "*")
            })
        });
        let body = if is_known { Bytes::new() } else { brotli.unwrap_or(&asset.content).clone() };
        let mut response = Response::new(Body::from(body));
        if is_known {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
        }
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(asset.content_type));
        let cache = if asset.is_immutable { "public, max-age=31536000, immutable" } else { "no-cache" };
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
        if let Ok(tag) = HeaderValue::from_str(&tag) {
            headers.insert(header::ETAG, tag);
        }
        if asset.is_compressible {
            headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        }
        if brotli.is_some() && !is_known {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("br"));
        }
        Some(response)
    }
}

impl Asset {
    fn new(path: &str, content: &[u8]) -> Self {
        let (content_type, is_compressible) = content_type(path);
        Self {
            tag: HEXLOWER.encode(&Sha256::digest(content)[..16]),
            content: Bytes::copy_from_slice(content),
            brotli: OnceLock::new(),
            content_type,
            is_compressible,
            is_immutable: is_hashed(path),
        }
    }
}

fn collect(directory: &Path, prefix: &str, files: &mut BTreeMap<String, Vec<u8>>) -> std::io::Result<()> {
    for entry in fs::read_dir(directory)? {
        let entry = entry?;
        let name = entry.file_name();
        let Some(name) = name.to_str().filter(|name| !name.starts_with('.')) else { continue };
        let path = format!("{prefix}/{name}");
        if entry.path().is_dir() {
            collect(&entry.path(), &path, files)?;
        } else {
            files.insert(path, fs::read(entry.path())?);
        }
    }
    Ok(())
}

/// Whether a name changes with what is in the file: it has a hash of eight digits or more.
fn is_hashed(path: &str) -> bool {
    path.split(['/', '-', '_', '.']).any(|part| {
        part.len() >= 8
            && part.bytes().all(|byte| byte.is_ascii_hexdigit())
            && part.bytes().any(|byte| byte.is_ascii_digit())
    })
}

fn content_type(path: &str) -> (&'static str, bool) {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => ("text/html; charset=utf-8", true),
        "js" | "mjs" => ("text/javascript; charset=utf-8", true),
        "css" => ("text/css; charset=utf-8", true),
        "wasm" => ("application/wasm", true),
        "json" | "map" => ("application/json", true),
        "webmanifest" => ("application/manifest+json", true),
        "svg" => ("image/svg+xml", true),
        "txt" => ("text/plain; charset=utf-8", true),
        "xml" => ("application/xml", true),
        "ico" => ("image/x-icon", false),
        "png" => ("image/png", false),
        "jpg" | "jpeg" => ("image/jpeg", false),
        "webp" => ("image/webp", false),
        "woff2" => ("font/woff2", false),
        _ => ("application/octet-stream", false),
    }
}

fn accepts_brotli(request: &HeaderMap) -> bool {
    request.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok()).any(|value| {
        value.split(',').any(|coding| {
            let (name, quality) = coding.split_once(';').unwrap_or((coding, ""));
            let quality = quality.trim().strip_prefix("q=").unwrap_or("1");
            name.trim().eq_ignore_ascii_case("br") && !quality.trim_end_matches(['0', '.']).is_empty()
        })
    })
}

fn compressed(content: &[u8]) -> Bytes {
    let mut output = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: i32::try_from(QUALITY).unwrap_or(9),
        lgwin: i32::try_from(WINDOW).unwrap_or(22),
        size_hint: content.len(),
        ..Default::default()
    };
    match brotli::BrotliCompress(&mut &*content, &mut output, &parameters) {
        Ok(_) => Bytes::from(output),
        // What cannot be compressed is sent as it is.
        Err(_) => Bytes::copy_from_slice(content),
    }
}
