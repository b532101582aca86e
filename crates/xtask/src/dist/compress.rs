//! Brotli at its strongest, once, instead of at every answer.

use super::Files;

/// Smaller files do not get smaller enough to be worth a second one.
const WORTHWHILE: usize = 200;

const COMPRESSIBLE: [&str; 9] = ["html", "js", "css", "wasm", "svg", "json", "webmanifest", "txt", "ico"];

pub(crate) fn brotli(bytes: &[u8]) -> Vec<u8> {
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        size_hint: bytes.len(),
        ..Default::default()
    };
    let mut compressed = Vec::new();
    let mut input = bytes;
    // A vector takes every write and a slice gives every read.
    let _ = brotli::BrotliCompress(&mut input, &mut compressed, &parameters);
    compressed
}

/// Puts `name.br` beside every file that gets smaller.
pub(crate) fn beside(files: &mut Files) {
    let paths: Vec<String> = files.paths().filter(|path| is_compressible(path)).map(str::to_owned).collect();
    for path in paths {
        let Ok(bytes) = files.bytes(&path) else { continue };
        if bytes.len() < WORTHWHILE {
            continue;
        }
        let compressed = brotli(bytes);
        if compressed.len() < bytes.len() {
            files.put(&format!("{path}.br"), compressed);
        }
    }
}

fn is_compressible(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, extension)| COMPRESSIBLE.contains(&extension))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_compresses_gets_a_sibling_that_reads_back_the_same() {
        let text = "body { color: red }\n".repeat(100).into_bytes();
        let mut files = Files::default();
        files.put("a.css", text.clone());
        files.put("tiny.css", b"a{}".to_vec());
        files.put("a.png", text.clone());
        beside(&mut files);
        assert_eq!(files.paths().collect::<Vec<_>>(), ["a.css", "a.css.br", "a.png", "tiny.css"]);
        let mut back = Vec::new();
        let mut compressed = files.bytes("a.css.br").expect("a sibling");
        brotli::BrotliDecompress(&mut compressed, &mut back).expect("it reads");
        assert_eq!(back, text);
    }
}
