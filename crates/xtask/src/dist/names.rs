//! Names that change with the content, so that a browser may keep a file for ever.

use sha2::{Digest as _, Sha256};

const DIGITS: usize = 16;

pub(crate) fn file_name(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(_, name)| name)
}

/// `style/site.css` becomes `style/site-0123456789abcdef.css`; a hash that is there is replaced.
pub(crate) fn hashed(path: &str, content: &[u8]) -> String {
    let name = file_name(path);
    let folder = &path[..path.len() - name.len()];
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    let hash = hex(&Sha256::digest(content)[..DIGITS / 2]);
    format!("{folder}{}-{hash}.{extension}", without_hash(stem))
}

/// Where a name stands in a text, not being the end of a longer one.
pub(crate) fn find(text: &str, name: &str) -> Option<usize> {
    let continues = |before: char| before.is_alphanumeric() || matches!(before, '-' | '_' | '.');
    text.match_indices(name).map(|(at, _)| at).find(|at| !text[..*at].ends_with(continues))
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    let digit = |half: u8| char::from_digit(u32::from(half), 16).unwrap_or_default();
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

pub(crate) fn replace(text: &str, from: &str, to: &str) -> String {
    let mut result = String::new();
    let mut rest = text;
    while let Some(at) = find(rest, from) {
        result.push_str(&rest[..at]);
        result.push_str(to);
        rest = &rest[at + from.len()..];
    }
    result.push_str(rest);
    result
}

/// Trunk writes its hashes without leading zeros, so they differ in length.
fn without_hash(stem: &str) -> String {
    let is_hash = |word: &str| {
        (DIGITS - 4..=DIGITS).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_hexdigit())
    };
    let mut result = String::new();
    for (number, word) in stem.split('-').enumerate() {
        let (hash, rest) = word.split_at(word.find('_').unwrap_or(word.len()));
        if number > 0 && is_hash(hash) {
            result.push_str(rest);
            continue;
        }
        if number > 0 {
            result.push('-');
        }
        result.push_str(word);
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_stands_before_the_extension() {
        assert_eq!(hashed("theme.js", b""), "theme-e3b0c44298fc1c14.js");
        assert_eq!(hashed("style/site-map.css", b""), "style/site-map-e3b0c44298fc1c14.css");
    }

    #[test]
    fn a_hash_that_is_there_is_replaced() {
        assert_eq!(hashed("purser-0123456789abcdef.js", b""), "purser-e3b0c44298fc1c14.js");
        assert_eq!(hashed("purser-0123456789abcdef_bg.wasm", b""), "purser_bg-e3b0c44298fc1c14.wasm");
        assert_eq!(hashed("purser-b6818e3816a20d9_bg.wasm", b""), "purser_bg-e3b0c44298fc1c14.wasm");
    }

    #[test]
    fn naming_twice_is_naming_once() {
        let once = hashed("purser-0123456789abcdef_bg.wasm", b"x");
        assert_eq!(hashed(&once, b"x"), once);
    }

    #[test]
    fn a_name_inside_a_longer_one_is_another_name() {
        assert_eq!(
            replace("/icon.svg /favicon.svg 'icon.svg'", "icon.svg", "i.svg"),
            "/i.svg /favicon.svg 'i.svg'"
        );
        assert_eq!(find("big-icon.svg", "icon.svg"), None);
    }

    #[test]
    fn words_that_only_look_a_little_like_a_hash_stay() {
        assert_eq!(hashed("é-bad-cafe_0123.js", b""), "é-bad-cafe_0123-e3b0c44298fc1c14.js");
    }
}
