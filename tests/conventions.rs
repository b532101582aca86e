//! Conventions that are worth having: who may talk to a server, what may stand in a view, who keeps a secret.
//! Which part may import which is in `crates/xtask/tests/tidy.rs`.

use std::{
    fs,
    path::{Path, PathBuf},
};

fn files(folder: &str, ending: &str) -> Vec<(PathBuf, String)> {
    fn walk(folder: &Path, ending: &str, found: &mut Vec<(PathBuf, String)>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, ending, found);
            } else if path.extension().is_some_and(|extension| extension == ending) {
                let text = fs::read_to_string(&path).unwrap();
                found.push((path, text));
            }
        }
    }
    let mut found = Vec::new();
    walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), ending, &mut found);
    assert!(!found.is_empty(), "{folder} holds files");
    found
}

/// The part of a source file that is not its tests.
fn code(text: &str) -> &str {
    text.split("#[cfg(test)]").next().unwrap_or(text)
}

/// Every line of `src` for which `is_wrong` holds, with its place.
fn offenders(folder: &str, allowed: &[&str], is_wrong: impl Fn(&str) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    for (path, text) in files(folder, "rs") {
        let name = path.to_string_lossy().replace('\\', "/");
        // The tests of a module in a file of their own.
        if name.ends_with("/tests.rs") || allowed.iter().any(|allowed| name.ends_with(allowed)) {
            continue;
        }
        for (number, line) in code(&text).lines().enumerate() {
            if !line.trim_start().starts_with("//") && is_wrong(line) {
                found.push(format!("{name}:{}: {}", number + 1, line.trim()));
            }
        }
    }
    found
}

fn assert_none(found: Vec<String>) {
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn only_the_transport_talks_to_a_server() {
    assert_none(offenders("src", &["src/transport/fetch.rs"], |line| {
        ["gloo_net", "fetch_with", "XmlHttpRequest", "WebSocket"].iter().any(|word| line.contains(word))
    }));
}

#[test]
fn no_endpoint_stands_outside_the_client_crate() {
    assert_none(offenders("src", &["src/config.rs"], |line| {
        line.contains("\"/api") || line.contains("/api/v")
    }));
}

#[test]
fn words_on_screen_stand_in_messages() {
    // A literal of letters between tags, as in `<b>"Sent"</b>`.
    assert_none(offenders("src", &["src/panic_page.rs"], |line| {
        line.match_indices(">\"")
            .any(|(at, _)| line[at + 2..].chars().next().is_some_and(char::is_alphabetic))
    }));
}

/// The page's policy forbids `innerHTML`, which views use for elements in which everything is a literal.
#[test]
fn rule_14_every_element_inside_a_view_has_a_braced_expression() {
    let is_literal_element = |line: &str| {
        line.match_indices('<').any(|(at, _)| {
            let rest = &line[at + 1..];
            let name: String = rest
                .chars()
                .take_while(|character| character.is_ascii_lowercase() || character.is_ascii_digit())
                .collect();
            let Some(attributes) = rest
                .get(name.len()..)
                .filter(|_| !name.is_empty())
                .and_then(|rest| rest.split_once("></"))
                .map(|(attributes, _)| attributes)
            else {
                return false;
            };
            // Only literals up to the closing tag, and nothing between the tags.
            !attributes.contains(['{', '<', '>', '|', '('])
                && attributes.contains("=\"")
                && attributes.split('"').step_by(2).all(|outside| {
                    outside.trim().is_empty()
                        || outside.trim().ends_with('=')
                            && !outside.trim().trim_end_matches('=').contains(['=', '.'])
                })
        })
    };
    assert!(is_literal_element(r#"<span class="dot"></span>"#), "the test finds what it looks for");
    assert!(!is_literal_element(r#"<span class={"dot"}></span>"#));
    assert!(!is_literal_element("<use href=name></use>"));
    assert_none(offenders("src", &[], is_literal_element));
}

#[test]
fn rule_14_no_inline_styles_and_no_inner_html() {
    assert_none(offenders("src", &[], |line| {
        ["style=", "inner_html", "set_attribute(\"style\"", "style:"].iter().any(|word| line.contains(word))
    }));
    let index = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("index.html")).unwrap();
    assert!(!index.contains("style=") && !index.contains("onclick"));
}

#[test]
fn rule_1_no_float_holds_money() {
    let allowed = ["src/transport/retry.rs", "src/clock.rs"];
    assert_none(offenders("src", &allowed, |line| line.contains("f64") || line.contains("f32")));
    assert_none(offenders("crates/api/src", &[], |line| line.contains("f64") || line.contains("f32")));
    assert_none(offenders("crates/sandbox/src/domain", &[], |line| {
        line.contains("f64") || line.contains("f32")
    }));
}

#[test]
fn rule_10_few_files_keep_anything_in_the_browser() {
    // A customer's access token; and the page that shows what is kept, by name and size.
    let allowed = ["src/session/storage.rs", "src/session/kept_here.rs"];
    assert_none(offenders("src", &allowed, |line| line.contains("session_storage")));
    let allowed = [
        // How far a run of many rows came: references, digests, ids, states.
        "src/bulk/kept.rs",
        "src/journal.rs",
        "src/ui/preferences.rs",
        // Columns, and lists under a name.
        "src/ui/kept.rs",
        "src/pages/start/mod.rs",
        "src/session/kept_here.rs",
        // The vault: one ciphertext, and how often its passphrase was wrong.
        "src/session/vault/store.rs",
    ];
    assert_none(offenders("src", &allowed, |line| line.contains("local_storage")));
    assert_none(offenders("src", &[], |line| {
        ["indexed_db", "CacheStorage", "set_cookie", "IdbFactory"].iter().any(|word| line.contains(word))
    }));
}

#[test]
fn nothing_is_left_unfinished() {
    for folder in ["src", "crates/api/src", "crates/chains/src", "crates/sandbox/src", "crates/xtask/src"] {
        assert_none(offenders(folder, &[], |line| {
            ["todo!(", "unimplemented!(", "dbg!("].iter().any(|word| line.contains(word))
        }));
    }
}

#[test]
fn nobody_panics_on_purpose_in_the_browser() {
    assert_none(offenders("src", &[], |line| line.contains(".unwrap()") || line.contains(".expect(")));
}

#[test]
fn files_stay_small() {
    let mut large = Vec::new();
    for folder in ["src", "crates", "tests"] {
        for (path, text) in files(folder, "rs") {
            if text.lines().count() > 500 && !path.to_string_lossy().contains("target") {
                large.push(format!("{}: {} lines", path.display(), text.lines().count()));
            }
        }
    }
    assert_none(large);
}

/// Names of tests in backquotes that begin like this.
fn tests_named(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').filter(|word| {
        word.starts_with("rule_")
            && word.chars().all(|letter| letter == '_' || letter.is_ascii_alphanumeric())
    })
}

#[test]
fn the_rules_have_the_tests_that_the_documents_name() {
    let document = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/trust.md")).unwrap();
    let sources: Vec<String> = ["src", "crates", "tests"]
        .iter()
        .flat_map(|folder| files(folder, "rs"))
        .map(|(_, text)| text)
        .collect();
    for name in tests_named(&document) {
        let begin = format!("fn {name}");
        let is_there = |text: &String| text.split(&begin).skip(1).any(|rest| rest.starts_with('('));
        assert!(sources.iter().any(is_there), "no test is called {name}");
    }
    for rule in 1..=24 {
        let begin = format!("rule_{rule}_");
        assert!(
            tests_named(&document).any(|name| name.starts_with(&begin)),
            "no test is named for rule {rule}"
        );
    }
}
