//! What trunk builds, made ready to serve: one stylesheet, no inline script, every file the page
//! names under the hash of its content, and brotli beside what compresses.

mod compress;
mod files;
mod html;
mod names;
mod parts;
mod worker;

use anyhow::{Context as _, bail};

use crate::split::Program;

pub(crate) use compress::brotli;
pub(crate) use files::Files;
pub(crate) use html::{Tag, references, tags};
pub(crate) use names::hex;
pub(crate) use parts::Loader;

pub(crate) const PAGE: &str = "index.html";

pub(crate) fn finish(mut files: Files, program: &Program) -> anyhow::Result<Files> {
    let page = files.text(PAGE)?;
    let page = merge_stylesheets(&page, &mut files)?;
    let page = parts::load_in_parts(&page, &mut files, program)?;
    refuse_inline_scripts(&page)?;
    let page = name_by_content(page, &mut files, &program.folder)?;
    worker::add(&page, &mut files, program)?;
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

fn refuse_inline_scripts(page: &str) -> anyhow::Result<()> {
    let is_inline = |tag: &Tag<'_>| {
        tag.name == "script"
            && tag.attribute("src").is_none()
            && !tag.attribute("type").is_some_and(|kind| kind.ends_with("json"))
    };
    if tags(page).any(|tag| is_inline(&tag)) {
        bail!("the page holds an inline script, which its content security policy forbids; make it a file");
    }
    Ok(())
}

/// Renames what the page names, the named before the naming, so that a changed file changes all
/// names above it and nothing else. What lies in `settled` is named by its folder.
fn name_by_content(mut page: String, files: &mut Files, settled: &str) -> anyhow::Result<String> {
    let mut waiting: Vec<String> = references(&page)
        .filter(|reference| files.contains(&reference.path))
        .filter(|reference| reference.path.split_once('/').is_none_or(|(folder, _)| folder != settled))
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
            ("purser-1122334455667788/purser.js", "import './__wasm_split.js'"),
            ("purser-1122334455667788/purser_bg.wasm", "\0asm"),
            ("purser-1122334455667788/__wasm_split.js", "import './purser.js'"),
        ] {
            files.put(path, text.as_bytes().to_vec());
        }
        for file in program().parts.into_values().flatten() {
            files.put(&file, b"\0asm".to_vec());
        }
        files
    }

    fn program() -> Program {
        program_in("purser-1122334455667788")
    }

    fn program_in(folder: &str) -> Program {
        let inside = |file: &str| format!("{folder}/{file}");
        Program {
            folder: folder.to_owned(),
            script: inside("purser.js"),
            module: inside("purser_bg.wasm"),
            link: inside("__wasm_split.js"),
            parts: parts::opened()
                .expect("a table")
                .into_iter()
                .flat_map(|(_, parts)| parts)
                .map(|part| {
                    let file = inside(&format!("split_{part}.wasm"));
                    (part, vec![file])
                })
                .collect(),
        }
    }

    fn finished(files: Files) -> Files {
        finish(files, &program()).expect("finished")
    }

    fn named(files: &Files, start: &str, end: &str) -> String {
        let found = files.paths().find(|path| path.starts_with(start) && path.ends_with(end));
        found.unwrap_or_else(|| panic!("no {start}…{end}")).to_owned()
    }

    #[test]
    fn every_file_the_page_names_is_there_under_its_hash() {
        let files = finished(built());
        let page = files.text(PAGE).expect("page");
        let named: Vec<String> = references(&page).map(|reference| reference.path).collect();
        assert_eq!(named.len(), 6, "{named:?}");
        for path in named {
            let bytes = files.bytes(&path).expect("a file for the reference");
            assert!(names::hashed(&path, bytes) == path || path.starts_with(&program().folder), "{path}");
        }
    }

    #[test]
    fn stylesheets_become_one_in_their_order() {
        let files = finished(built());
        let sheet = named(&files, "console-", ".css");
        assert_eq!(files.text(&sheet).expect("sheet"), "@layer tokens { }\nbody { }\n");
        assert!(!files.contains("base-0011223344556678.css"));
    }

    #[test]
    fn nothing_is_left_inline_and_the_bundle_gives_way_to_the_parts() {
        let files = finished(built());
        let page = files.text(PAGE).expect("page");
        assert!(!page.contains("import init") && !page.contains("8899aabbccddeeff"), "{page}");
        assert!(
            page.contains(r#"<link rel="preload" href="/purser-1122334455667788/purser_bg.wasm""#),
            "{page}"
        );
        assert!(files.with_extension("wasm").iter().all(|path| path.starts_with(&program().folder)));
        let loader = files.text(&named(&files, "start-", ".js")).expect("loader");
        assert!(loader.contains(r#"import("/purser-1122334455667788/purser.js")"#), "{loader}");
    }

    #[test]
    fn the_loader_fetches_the_parts_of_the_address() {
        let files = finished(built());
        let loader = Loader::read(&files).expect("a loader");
        for (address, parts) in [
            ("/wallet", ["wallet"].as_slice()),
            ("/wallet/", &["wallet"]),
            ("/wallet/accounts/5", &["wallet"]),
            ("/wallet/sign-in", &["sign_in"]),
            ("/merchant/users", &["sign_in"]),
            ("/wallets", &[]),
            ("/", &[]),
        ] {
            assert_eq!(loader.opened(address), parts, "{address}");
        }
        let file = "purser-1122334455667788/split_wallet.wasm".to_owned();
        assert_eq!(loader.files(["wallet"]), [file].into());
    }

    #[test]
    fn the_worker_keeps_what_opens_the_page_and_every_change_of_it_is_another_worker() {
        let files = finished(built());
        let worker = files.text("worker.js").expect("a worker");
        let page = files.text(PAGE).expect("page");
        for reference in references(&page) {
            assert!(worker.contains(&format!("\"/{}\"", reference.path)), "{}", reference.path);
        }
        assert!(worker.contains("split_sign_in.wasm") && !worker.contains("split_crypto.wasm"), "{worker}");
        let mut changed = built();
        changed.put("config.json", b"{ }".to_vec());
        assert_ne!(worker, finished(changed).text("worker.js").expect("a worker"));
    }

    #[test]
    fn changed_parts_change_the_loader_and_no_other_name() {
        let before = finished(built());
        let moved = program_in("purser-8877665544332211");
        let mut changed = built();
        let parts = moved.parts.values().flatten();
        for file in [&moved.script, &moved.module, &moved.link].into_iter().chain(parts) {
            changed.put(file, b"other".to_vec());
        }
        let after = finish(changed, &moved).expect("finished");
        assert_ne!(named(&before, "start-", ".js"), named(&after, "start-", ".js"));
        for (start, end) in [("console-", ".css"), ("theme-", ".js")] {
            assert_eq!(named(&before, start, end), named(&after, start, end));
        }
    }

    #[test]
    fn what_the_page_does_not_name_keeps_its_name() {
        assert!(finished(built()).contains("config.json"));
    }

    #[test]
    fn a_second_inline_script_is_refused() {
        let mut files = built();
        let page = PAGE_OF_TRUNK.replace("</head>", "<script>theme()</script></head>");
        files.put(PAGE, page.into_bytes());
        let error = finish(files, &program()).expect_err("refused").to_string();
        assert!(error.contains("inline script"), "{error}");
    }

    #[test]
    fn an_import_in_a_stylesheet_is_refused_by_name() {
        let mut files = built();
        files.put("base-0011223344556678.css", b"@import 'more.css';".to_vec());
        let error = finish(files, &program()).expect_err("refused").to_string();
        assert!(error.contains("base-0011223344556678.css"), "{error}");
    }
}
