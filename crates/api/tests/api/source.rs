//! What must not stand in the source.

use std::{
    fs,
    path::{Path, PathBuf},
};

fn sources(directory: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else {
            found.push(path);
        }
    }
}

/// Code of the crate by file, without comments and unit tests.
fn code() -> Vec<(PathBuf, String)> {
    let mut files = Vec::new();
    sources(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")), &mut files);
    let strip = |text: String| {
        let text = text.split("#[cfg(test)]").next().unwrap_or_default().to_owned();
        let lines: Vec<&str> = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
        lines.join("\n")
    };
    files.into_iter().map(|path| (path.clone(), strip(fs::read_to_string(path).unwrap()))).collect()
}

fn has_word(code: &str, word: &str) -> bool {
    code.split(|letter: char| !letter.is_alphanumeric() && letter != '_').any(|other| other == word)
}

#[test]
fn rule_1_no_float_in_the_source() {
    for (path, code) in code() {
        for word in ["f32", "f64", "as_f64", "to_f64", "from_f64", "to_f32"] {
            assert!(!has_word(&code, word), "{word} in {}", path.display());
        }
    }
}

#[test]
fn rule_8_nothing_in_the_source_panics_on_purpose() {
    for (path, code) in code() {
        for call in [".unwrap()", ".expect(", "panic!", "unreachable!", "todo!", "unimplemented!", "assert!"]
        {
            assert!(!code.contains(call), "{call} in {}", path.display());
        }
        assert!(!has_word(&code, "unsafe"), "unsafe in {}", path.display());
    }
}

#[test]
fn paths_of_operations_stand_in_one_table() {
    for (path, code) in code() {
        let is_table = path.ends_with("endpoint_table.rs");
        assert_eq!(code.contains("\"/api/"), is_table, "{}", path.display());
    }
}

#[test]
fn files_are_of_a_length_that_is_read() {
    let mut files = Vec::new();
    sources(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")), &mut files);
    for path in files {
        let lines = fs::read_to_string(&path).unwrap().lines().count();
        assert!(lines <= 400, "{} has {lines} lines", path.display());
    }
}
