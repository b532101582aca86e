//! `bench`: what the browser loads before the first screen, file by file.

use std::collections::HashSet;
use std::path::Path;

use crate::args::BenchOptions;
use crate::bench_ledger;
use crate::console::{self, WasmOpt};
use crate::dist::{self, Files};
use crate::{paths, setup};

/// What is opened: an address, and the parts that its screen needs once somebody is signed in.
const OPENED: [(&str, &[&str]); 8] = [
    ("`/`", &[]),
    ("`/merchant/connect`", &[]),
    ("`/wallet/sign-in`", &[]),
    ("`/merchant/transactions`", &[]),
    ("`/merchant/transactions` and signed in", &["merchant"]),
    ("`/merchant/users/1`", &[]),
    ("`/merchant/users/1` and signed in", &["records"]),
    ("`/wallet`", &[]),
];

/// What the program asks for as it starts.
const FETCHED_AT_START: [&str; 1] = ["config.json"];

#[derive(Clone, Debug, PartialEq, Eq)]
struct Row {
    path: String,
    raw: usize,
    brotli: usize,
}

pub(crate) fn bench(options: &BenchOptions) -> anyhow::Result<()> {
    setup::install(setup::Scope::Bench)?;
    if options.console {
        first_load()?;
    }
    if options.ledger {
        bench_ledger::bench(options)?;
    }
    Ok(())
}

fn first_load() -> anyhow::Result<()> {
    let folder = console::build(WasmOpt::Required)?;
    let table = table(&Files::read(&folder)?)?;
    let file = paths::scratch().join("first-load.md");
    std::fs::write(&file, &table)?;
    println!("{table}\nalso in {}", file.strip_prefix(paths::root()).unwrap_or(Path::new("")).display());
    Ok(())
}

/// What every address loads, and then what the parts of each add to it.
fn table(files: &Files) -> anyhow::Result<String> {
    let loader = dist::Loader::read(files)?;
    let everywhere = rows(files)?;
    let mut lines = everywhere.clone();
    let mut totals = Vec::new();
    for (name, later) in OPENED {
        let address = name.split('`').nth(1).unwrap_or_default();
        let opened = loader.opened(address);
        let parts = loader.files(opened.iter().map(String::as_str).chain(later.iter().copied()));
        let parts = parts.into_iter().map(|path| row(files, path)).collect::<anyhow::Result<Vec<_>>>()?;
        let new: Vec<Row> = parts.iter().filter(|part| !lines.contains(part)).cloned().collect();
        lines.extend(new);
        let all = |size: fn(&Row) -> usize| everywhere.iter().chain(&parts).map(size).sum::<usize>();
        totals.push(Row { path: name.to_owned(), raw: all(|row| row.raw), brotli: all(|row| row.brotli) });
    }
    lines.extend(totals);
    Ok(written(&lines))
}

/// What is loaded at every address.
fn rows(files: &Files) -> anyhow::Result<Vec<Row>> {
    let page = files.text(dist::PAGE)?;
    let mut paths = vec![dist::PAGE.to_owned()];
    paths.extend(dist::references(&page).map(|reference| reference.path));
    paths.extend(FETCHED_AT_START.map(str::to_owned));
    let mut seen = HashSet::new();
    paths.retain(|path| files.contains(path) && seen.insert(path.clone()));
    paths.into_iter().map(|path| row(files, path)).collect()
}

fn row(files: &Files, path: String) -> anyhow::Result<Row> {
    let raw = files.bytes(&path)?;
    let brotli = files.bytes(&format!("{path}.br")).map_or_else(|_| dist::brotli(raw).len(), <[u8]>::len);
    Ok(Row { raw: raw.len(), brotli: brotli.min(raw.len()), path })
}

fn written(rows: &[Row]) -> String {
    let width = rows.iter().map(|row| row.path.len()).max().unwrap_or(0);
    let line = |row: &Row| format!("| {:width$} | {:>9} | {:>9} |\n", row.path, row.raw, row.brotli);
    let head = format!("| {:width$} | {:>9} | {:>9} |\n", "first load, bytes", "raw", "brotli 11");
    let rule = format!("|{:-<1$}|----------:|----------:|\n", "", width + 2);
    [head, rule].into_iter().chain(rows.iter().map(line)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files() -> Files {
        let mut files = Files::default();
        for (path, text) in [
            (
                "index.html",
                r#"<link rel="stylesheet" href="/a.css"><link rel="preload" href="/deep/main.wasm">
                <script src="/start-1.js"></script>"#,
            ),
            ("a.css", "a { }"),
            (
                "start-1.js",
                "const parts = {\"wallet\":[\"/deep/chunk.wasm\",\"/deep/wallet.wasm\"],\
                 \"merchant\":[\"/deep/chunk.wasm\"]};\nconst opened = [[\"/wallet/*\",[\"wallet\"]]];\n",
            ),
            ("deep/main.wasm", "\0asm"),
            ("deep/chunk.wasm", "\0asm of many"),
            ("deep/wallet.wasm", "\0asm of one"),
            ("a.css.br", "1"),
            ("config.json", "{}"),
            ("never.css", "b { }"),
        ] {
            files.put(path, text.as_bytes().to_vec());
        }
        files
    }

    #[test]
    fn what_the_page_names_is_loaded_everywhere() {
        let rows = rows(&files()).expect("rows");
        let paths: Vec<&str> = rows.iter().map(|row| row.path.as_str()).collect();
        assert_eq!(paths, ["index.html", "a.css", "deep/main.wasm", "start-1.js", "config.json"]);
        assert_eq!(rows[1], Row { path: "a.css".to_owned(), raw: 5, brotli: 1 });
    }

    #[test]
    fn an_address_adds_its_parts() {
        let table = table(&files()).expect("a table");
        let raw = |opened: &str| {
            let line =
                table.lines().find(|line| line.split('|').nth(1).is_some_and(|cell| cell.trim() == opened));
            let cell = line.and_then(|line| line.split('|').nth(2)).map(str::trim);
            cell.and_then(|cell| cell.parse::<usize>().ok()).expect("a number")
        };
        let (chunk, wallet) = ("\0asm of many".len(), "\0asm of one".len());
        assert_eq!(raw("`/wallet`"), raw("`/`") + chunk + wallet);
        assert_eq!(raw("`/merchant/transactions` and signed in"), raw("`/`") + chunk);
        assert_eq!(table.matches("deep/chunk.wasm").count(), 1, "{table}");
    }
}
