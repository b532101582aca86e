//! Which part may know which, however the imports are written; the rest is in `tests/conventions.rs`.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A file of the repository, by its path from the root.
struct Source {
    path: String,
    text: String,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// All text files that git knows or would take.
fn sources() -> Vec<Source> {
    let listed = Command::new("git")
        .args(["ls-files", "--cached", "--others", "--exclude-standard"])
        .current_dir(root())
        .output()
        .expect("git lists the files");
    assert!(listed.status.success(), "git: {}", String::from_utf8_lossy(&listed.stderr));
    let paths = String::from_utf8(listed.stdout).expect("paths are text");
    let read = |path: &str| std::fs::read_to_string(root().join(path)).ok();
    paths.lines().filter_map(|path| Some(Source { path: path.to_owned(), text: read(path)? })).collect()
}

fn is_this_file(source: &Source) -> bool {
    source.path.ends_with("xtask/tests/tidy.rs")
}

fn under(source: &Source, folders: &[&str]) -> bool {
    folders.iter().any(|folder| source.path.starts_with(folder))
}

fn ends_in(source: &Source, extensions: &[&str]) -> bool {
    let extension = Path::new(&source.path).extension().and_then(|extension| extension.to_str());
    extension.is_some_and(|extension| extensions.contains(&extension))
}

/// Fails with every place where one of the words stands in one of the files, comments aside.
fn forbid(words: &[&str], why: &str, applies: impl Fn(&Source) -> bool) {
    let mut places = Vec::new();
    for source in sources().iter().filter(|source| !is_this_file(source) && applies(source)) {
        for (number, line) in source.text.lines().enumerate() {
            let code = line.trim_start();
            if !code.starts_with("//") && words.iter().any(|word| code.contains(word)) {
                places.push(format!("{}:{}: {code}", source.path, number + 1));
            }
        }
    }
    assert!(places.is_empty(), "{why}\n{}", places.join("\n"));
}

/// The console's own modules that a file names: `crate::a::b` and `crate::{a, b::{c, d}}`.
fn own_modules(text: &str) -> BTreeSet<&str> {
    let mut modules = BTreeSet::new();
    for (at, found) in text.match_indices("crate::") {
        let rest = &text[at + found.len()..];
        match rest.strip_prefix('{') {
            None => modules.extend(identifier(rest)),
            Some(group) => {
                let mut depth = 0;
                let mut expected = true;
                for (at, character) in group.char_indices() {
                    match character {
                        '{' => depth += 1,
                        '}' if depth == 0 => break,
                        '}' => depth -= 1,
                        ',' if depth == 0 => expected = true,
                        _ if depth == 0 && expected && character.is_alphabetic() => {
                            modules.extend(identifier(&group[at..]));
                            expected = false;
                        }
                        _ => {}
                    }
                }
            }
        }
    }
    modules
}

fn identifier(text: &str) -> Option<&str> {
    let end = text.find(|next: char| !next.is_alphanumeric() && next != '_').unwrap_or(text.len());
    (end > 0).then_some(&text[..end])
}

/// Fails with every file that names one of these modules of the console.
fn keep_apart(modules: &[&str], why: &str, applies: impl Fn(&Source) -> bool) {
    let mut places = Vec::new();
    for source in sources().iter().filter(|source| ends_in(source, &["rs"]) && applies(source)) {
        let named = own_modules(&source.text);
        places.extend(
            modules
                .iter()
                .filter(|module| named.contains(*module))
                .map(|module| format!("{} names crate::{module}", source.path)),
        );
    }
    assert!(places.is_empty(), "{why}\n{}", places.join("\n"));
}

#[test]
fn modules_are_found_however_they_are_named() {
    let text = "use crate::paths;\nuse crate::{query::{use_query, Query}, session};\ncrate::ui::button()";
    assert_eq!(own_modules(text), BTreeSet::from(["paths", "query", "session", "ui"]));
}

#[test]
fn tests_wait_for_conditions() {
    forbid(&["sleep("], "wait for what should happen, not for a time", |source| under(source, &["tests/"]));
}

#[test]
fn the_client_crate_does_nothing_itself() {
    let words = ["tokio", "wasm-bindgen", "web-sys", "gloo", "reqwest", "axum", "leptos"];
    forbid(&words, "the client crate has no input or output of its own", |source| {
        source.path == "crates/api/Cargo.toml"
    });
}

#[test]
fn only_the_route_table_knows_the_pages() {
    keep_apart(&["pages"], "pages are named by the route table and by each other", |source| {
        under(source, &["src/"]) && !under(source, &["src/app", "src/pages/"])
    });
}

#[test]
fn parts_of_the_screen_know_no_system() {
    let above = ["app", "pages", "shell", "query", "session", "transport", "journal", "paths", "config"];
    keep_apart(&above, "ui is for every page and knows none of what is above it", |source| {
        under(source, &["src/ui/"])
    });
}
