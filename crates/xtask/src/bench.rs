//! `bench`: what the browser loads before the first screen, file by file.

use std::collections::HashSet;
use std::path::Path;

use crate::args::BenchOptions;
use crate::bench_ledger;
use crate::console::{self, WasmOpt};
use crate::dist::{self, Files};
use crate::{paths, setup};

/// The page measured; every address is answered with the same files.
const ADDRESS: &str = "/merchant/transactions";

/// What the program asks for as it starts.
const FETCHED_AT_START: [&str; 1] = ["config.json"];

#[derive(Debug, PartialEq, Eq)]
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
    let table = table(&rows(&Files::read(&folder)?)?);
    let file = paths::scratch().join("first-load.md");
    std::fs::write(&file, &table)?;
    println!("{table}\nalso in {}", file.strip_prefix(paths::root()).unwrap_or(Path::new("")).display());
    Ok(())
}

fn rows(files: &Files) -> anyhow::Result<Vec<Row>> {
    let page = files.text(dist::PAGE)?;
    let mut paths = vec![dist::PAGE.to_owned()];
    paths.extend(dist::references(&page).map(|reference| reference.path));
    paths.extend(FETCHED_AT_START.map(str::to_owned));
    let scripts = files.with_extension("js");
    let mut next = 0;
    while next < paths.len() {
        if scripts.contains(&paths[next]) {
            let text = files.text(&paths[next])?;
            paths.extend(files.paths().filter(|path| text.contains(path)).map(str::to_owned));
        }
        next += 1;
        let mut seen = HashSet::new();
        paths.retain(|path| files.contains(path) && seen.insert(path.clone()));
    }
    paths.into_iter().map(|path| row(files, path)).collect()
}

fn row(files: &Files, path: String) -> anyhow::Result<Row> {
    let raw = files.bytes(&path)?;
    let brotli = files.bytes(&format!("{path}.br")).map_or_else(|_| dist::brotli(raw).len(), <[u8]>::len);
    Ok(Row { raw: raw.len(), brotli: brotli.min(raw.len()), path })
}

fn table(rows: &[Row]) -> String {
    let all = |size: fn(&Row) -> usize| rows.iter().map(size).sum::<usize>();
    let total =
        Row { path: format!("all of `{ADDRESS}`"), raw: all(|row| row.raw), brotli: all(|row| row.brotli) };
    let width = rows.iter().chain([&total]).map(|row| row.path.len()).max().unwrap_or(0);
    let line = |row: &Row| format!("| {:width$} | {:>9} | {:>9} |\n", row.path, row.raw, row.brotli);
    let head = format!("| {:width$} | {:>9} | {:>9} |\n", "first load, bytes", "raw", "brotli 11");
    let rule = format!("|{:-<1$}|----------:|----------:|\n", "", width + 2);
    [head, rule].into_iter().chain(rows.iter().chain([&total]).map(line)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files() -> Files {
        let mut files = Files::default();
        for (path, text) in [
            ("index.html", r#"<link rel="stylesheet" href="/a.css"><script src="/start.js"></script>"#),
            ("a.css", "a { }"),
            ("start.js", "import '/deep/glue.js'"),
            ("deep/glue.js", "import './more.js'; new URL('deep/app.wasm')"),
            ("deep/app.wasm", "\0asm"),
            ("a.css.br", "1"),
            ("config.json", "{}"),
            ("never.css", "b { }"),
        ] {
            files.put(path, text.as_bytes().to_vec());
        }
        files
    }

    #[test]
    fn what_is_named_is_followed_and_counted_once() {
        let rows = rows(&files()).expect("rows");
        let paths: Vec<&str> = rows.iter().map(|row| row.path.as_str()).collect();
        assert_eq!(
            paths,
            ["index.html", "a.css", "start.js", "config.json", "deep/glue.js", "deep/app.wasm"]
        );
        assert_eq!(rows[1], Row { path: "a.css".to_owned(), raw: 5, brotli: 1 });
    }

    #[test]
    fn the_last_line_adds_up() {
        let table = table(&[
            Row { path: "a".to_owned(), raw: 100, brotli: 10 },
            Row { path: "b".to_owned(), raw: 23, brotli: 4 },
        ]);
        let last = table.lines().last().expect("a line");
        assert!(last.contains(" 123 ") && last.contains(" 14 "), "{table}");
    }
}
