//! What trunk builds, made ready to serve: one stylesheet, no inline script, every file the page
//! names under the hash of its content, and brotli beside what compresses.

mod compress;
mod files;
mod html;
mod names;

use anyhow::{Context as _, bail};

pub(crate) use compress::brotli;
pub(crate) use files::Files;
pub(crate) use html::{Tag, references, tags};
pub(crate) use names::hex;

pub(crate) const PAGE: &str = "index.html";

pub(crate) fn finish(mut files: Files) -> anyhow::Result<Files> {
    let page = files.text(PAGE)?;
    let page = merge_stylesheets(&page, &mut files)?;
    let page = move_inline_module(&page, &mut files)?;
    let page = name_by_content(page, &mut files)?;
    files.put(PAGE, page.into_bytes());
    compress::beside(&mut files);
    Ok(files)
}

/// All stylesheets of the page as one, in their order and in the place of the first.
fn merge_stylesheets(page: &str, files: &mut Files) -> anyhow::Result<String> {
    let sheets: Vec<Tag<'_>> = tags(page).filter(is_plain_stylesheet).collect();
    let mut merged = String::new();
    let mut result = String::new();
    let mut copied = 0;
    for (index, sheet) in sheets.iter().enumerate() {
        let name = sheet.local_path("href").context("a stylesheet of the page has no address")?;
        let text = files.text(name)?;
        if text.contains("@import") {
            bail!("{name} holds an @import, which one merged stylesheet cannot keep; link it from the page");
        }
        files.remove(name);
        merged.push_str(text.trim_end());
        merged.push('\n');
        result.push_str(&page[copied..sheet.start]);
        if index == 0 {
            result.push_str("<link rel=\"stylesheet\" href=\"/console.css\">");
        }
        copied = sheet.end;
        if index > 0 && page[copied..].starts_with('\n') {
            copied += 1;
        }
    }
    result.push_str(&page[copied..]);
    if !sheets.is_empty() {
        files.put("console.css", merged.into_bytes());
    }
    Ok(result)
}

fn is_plain_stylesheet(tag: &Tag<'_>) -> bool {
    tag.name == "link"
        && tag.attribute("rel") == Some("stylesheet")
        && tag.attribute("media").is_none()
        && tag.local_path("href").is_some()
}

/// Trunk's loader, as a file: the content security policy then needs no hash.
fn move_inline_module(page: &str, files: &mut Files) -> anyhow::Result<String> {
    let mut result = String::new();
    let mut copied = 0;
    let mut moved = false;
    for tag in tags(page).filter(|tag| tag.name == "script" && tag.attribute("src").is_none()) {
        let kind = tag.attribute("type");
        if kind.is_some_and(|kind| kind.ends_with("json")) {
            continue;
        }
        if kind != Some("module") || moved {
            bail!(
                "the page holds an inline script, which its content security policy forbids; make it a file"
            );
        }
        let length = page[tag.end..].find("</script>").context("a script of the page has no end")?;
        files.put("start.js", page[tag.end..tag.end + length].trim().as_bytes().to_vec());
        result.push_str(&page[copied..tag.start]);
        result.push_str("<script type=\"module\" src=\"/start.js\">");
        copied = tag.end + length;
        moved = true;
    }
    result.push_str(&page[copied..]);
    Ok(result)
}

/// Renames what the page names, the named before the naming, so that a changed file changes all
/// names above it and nothing else.
fn name_by_content(mut page: String, files: &mut Files) -> anyhow::Result<String> {
    let mut waiting: Vec<String> = references(&page)
        .filter(|reference| files.contains(&reference.path))
        .map(|reference| reference.path)
        .collect();
    waiting.sort();
    waiting.dedup();
    while !waiting.is_empty() {
        let settled = waiting.iter().position(|path| {
            waiting.iter().all(|other| other == path || !files.mentions(path, names::file_name(other)))
        });
        let Some(settled) = settled else { bail!("these files name each other: {}", waiting.join(", ")) };
        let old = waiting.swap_remove(settled);
        let new = names::hashed(&old, files.bytes(&old)?);
        files.rename(&old, &new)?;
        let (from, to) = (names::file_name(&old), names::file_name(&new));
        for other in &waiting {
            files.replace(other, from, to)?;
        }
        page = names::replace(&page, from, to);
    }
    Ok(page)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE_OF_TRUNK: &str = r#"<!doctype html><html><head>
<script src="/theme.js"></script>
<link rel="stylesheet" href="/tokens-0011223344556677.css"/>
<link rel="stylesheet" href="/base-0011223344556678.css"/>
<link rel="modulepreload" href="/purser-8899aabbccddeeff.js">
<link rel="preload" href="/purser-8899aabbccddeeff_bg.wasm" as="fetch" type="application/wasm">
</head><body><script type="module">
import init from '/purser-8899aabbccddeeff.js';
await init({ module_or_path: '/purser-8899aabbccddeeff_bg.wasm' });
</script></body></html>"#;

    fn built() -> Files {
        let mut files = Files::default();
        for (path, text) in [
            (PAGE, PAGE_OF_TRUNK),
            ("theme.js", "theme()"),
            ("config.json", "{}"),
            ("tokens-0011223344556677.css", "@layer tokens { }\n\n"),
            ("base-0011223344556678.css", "body { }"),
            ("purser-8899aabbccddeeff.js", "new URL('purser-8899aabbccddeeff_bg.wasm', import.meta.url)"),
            ("purser-8899aabbccddeeff_bg.wasm", "\0asm"),
        ] {
            files.put(path, text.as_bytes().to_vec());
        }
        files
    }

    fn named(files: &Files, start: &str, end: &str) -> String {
        let found = files.paths().find(|path| path.starts_with(start) && path.ends_with(end));
        found.unwrap_or_else(|| panic!("no {start}…{end}")).to_owned()
    }

    #[test]
    fn every_file_the_page_names_is_there_under_its_hash() {
        let files = finish(built()).expect("finished");
        let page = files.text(PAGE).expect("page");
        let named: Vec<String> = references(&page).map(|reference| reference.path).collect();
        assert_eq!(named.len(), 5, "{named:?}");
        for path in named {
            let bytes = files.bytes(&path).expect("a file for the reference");
            assert_eq!(names::hashed(&path, bytes), path);
        }
    }

    #[test]
    fn stylesheets_become_one_in_their_order() {
        let files = finish(built()).expect("finished");
        let sheet = named(&files, "console-", ".css");
        assert_eq!(files.text(&sheet).expect("sheet"), "@layer tokens { }\nbody { }\n");
        assert!(!files.contains("base-0011223344556678.css"));
    }

    #[test]
    fn nothing_is_left_inline_and_the_loader_names_the_new_files() {
        let files = finish(built()).expect("finished");
        let page = files.text(PAGE).expect("page");
        assert!(page.contains("</script></body>"), "{page}");
        assert!(!page.contains("import init"), "{page}");
        let loader = files.text(&named(&files, "start-", ".js")).expect("loader");
        let glue = named(&files, "purser-", ".js");
        let wasm = named(&files, "purser_bg-", ".wasm");
        assert!(loader.contains(&format!("'/{glue}'")) && loader.contains(&format!("'/{wasm}'")), "{loader}");
        assert!(files.text(&glue).expect("glue").contains(&wasm));
    }

    #[test]
    fn a_changed_module_changes_the_names_above_it_and_no_other() {
        let before = finish(built()).expect("finished");
        let mut changed = built();
        changed.put("purser-8899aabbccddeeff_bg.wasm", b"\0asm2".to_vec());
        let after = finish(changed).expect("finished");
        for (start, end) in [("start-", ".js"), ("purser-", ".js"), ("purser_bg-", ".wasm")] {
            assert_ne!(named(&before, start, end), named(&after, start, end));
        }
        for (start, end) in [("console-", ".css"), ("theme-", ".js")] {
            assert_eq!(named(&before, start, end), named(&after, start, end));
        }
    }

    #[test]
    fn what_the_page_does_not_name_keeps_its_name() {
        assert!(finish(built()).expect("finished").contains("config.json"));
    }

    #[test]
    fn a_second_inline_script_is_refused() {
        let mut files = built();
        let page = PAGE_OF_TRUNK.replace("</head>", "<script>theme()</script></head>");
        files.put(PAGE, page.into_bytes());
        let error = finish(files).expect_err("refused").to_string();
        assert!(error.contains("inline script"), "{error}");
    }

    #[test]
    fn an_import_in_a_stylesheet_is_refused_by_name() {
        let mut files = built();
        files.put("base-0011223344556678.css", b"@import 'more.css';".to_vec());
        let error = finish(files).expect_err("refused").to_string();
        assert!(error.contains("base-0011223344556678.css"), "{error}");
    }
}
