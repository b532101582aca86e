//! The program in parts: what the linker made is taken apart along the functions that the route table marks.
//!
//! All parts lie in one folder named by the content of all of them, because a part fits no other main part than
//! its own.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::{Context as _, anyhow, bail};
use sha2::{Digest as _, Sha256};
use wasm_split_cli_support::{Options, transform};

use crate::command::{cargo, command, run};
use crate::dist::{self, Files};
use crate::paths;
use crate::tools::WASM_TARGET;

pub(crate) const FEATURE: &str = "split";
const PROFILE: &str = "wasm";
const PROGRAM: &str = "purser";
const LINK: &str = "./__wasm_split.js";

/// The folder of the parts in the console, and the files that each of them needs.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Program {
    pub(crate) folder: String,
    /// The main part's script and module, and what links the others to it.
    pub(crate) script: String,
    pub(crate) module: String,
    pub(crate) link: String,
    /// By name: the files a part needs beside the main one.
    pub(crate) parts: BTreeMap<String, Vec<String>>,
}

/// Compiles the console for release with its relocations; the answer is where cargo put it.
pub(crate) fn compile(environment: Option<(&str, String)>) -> anyhow::Result<PathBuf> {
    let mut build = cargo(["build", "--quiet", "--package", PROGRAM, "--bin", PROGRAM]);
    build.args(["--target", WASM_TARGET, "--profile", PROFILE, "--features", FEATURE]);
    build.arg("--message-format=json-render-diagnostics").envs(environment);
    let output = build.stderr(Stdio::inherit()).output().context("cargo could not be started")?;
    if !output.status.success() {
        bail!("the console did not build; what the compiler says is above");
    }
    module(&String::from_utf8_lossy(&output.stdout)).context("cargo built no module for the browser")
}

fn module(messages: &str) -> Option<PathBuf> {
    let messages = messages.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
    let files = messages.flat_map(|message| message["filenames"].as_array().cloned().unwrap_or_default());
    let mut files = files.filter_map(|file| file.as_str().map(PathBuf::from));
    files.find(|file| file.file_name().is_some_and(|name| name == format!("{PROGRAM}.wasm").as_str()))
}

/// Takes a linked module apart, binds the main part to the browser, and puts all of it among the files.
pub(crate) fn split(
    linked: &Path,
    files: &mut Files,
    shrink: impl Fn(&Path) -> anyhow::Result<()> + Sync,
) -> anyhow::Result<Program> {
    let folder = paths::scratch().join("parts");
    let _ = std::fs::remove_dir_all(&folder);
    let main = folder.join("main").join(format!("{PROGRAM}.wasm"));
    let output = folder.join("all");
    std::fs::create_dir_all(folder.join("main"))?;
    let linked = std::fs::read(linked)?;
    let script = format!("./{PROGRAM}.js");
    let mut options = Options::new(&linked);
    options.output_dir = &output;
    options.main_out_path = &main;
    options.main_module = &script;
    options.link_name = LINK;
    let parts = transform(options).map_err(|error| anyhow!("the console does not come apart: {error:#}"))?;
    run(command(
        "wasm-bindgen",
        ["--target", "web", "--no-typescript", "--keep-lld-exports", "--no-demangle"],
    )
    .args(["--remove-name-section", "--remove-producers-section"])
    .args(["--out-name", PROGRAM, "--out-dir"])
    .args([&output, &main]))?;
    on_all_cores(&Files::read(&output)?.with_extension("wasm"), |path| shrink(&output.join(path)))?;
    let built = Files::read(&output)?;
    let program = program(&built, parts.prefetch_map.into_iter().collect())?;
    for path in built.paths() {
        files.put(&format!("{}/{path}", program.folder), built.bytes(path)?.to_vec());
    }
    Ok(program)
}

/// Does it with every path; the first failure is told.
fn on_all_cores(paths: &[String], work: impl Fn(&str) -> anyhow::Result<()> + Sync) -> anyhow::Result<()> {
    let next = AtomicUsize::new(0);
    let worker = || {
        while let Some(path) = paths.get(next.fetch_add(1, Ordering::Relaxed)) {
            work(path)?;
        }
        anyhow::Ok(())
    };
    std::thread::scope(|scope| {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let workers: Vec<_> = (0..cores).map(|_| scope.spawn(worker)).collect();
        workers.into_iter().try_for_each(|worker| {
            worker.join().unwrap_or_else(|_| Err(anyhow!("a thread that shrinks a part has panicked")))
        })
    })
}

fn program(built: &Files, parts: BTreeMap<String, Vec<String>>) -> anyhow::Result<Program> {
    let mut digest = Sha256::new();
    for path in built.paths() {
        digest.update(path.as_bytes());
        digest.update(built.bytes(path)?);
    }
    let folder = format!("{PROGRAM}-{}", dist::hex(&digest.finalize()[..8]));
    let inside = |file: String| -> anyhow::Result<String> {
        built.bytes(&file)?;
        Ok(format!("{folder}/{file}"))
    };
    let needed = |files: Vec<String>| {
        files.into_iter().map(|file| inside(format!("{file}.wasm"))).collect::<anyhow::Result<Vec<_>>>()
    };
    Ok(Program {
        script: inside(format!("{PROGRAM}.js"))?,
        module: inside(format!("{PROGRAM}_bg.wasm"))?,
        link: inside(LINK.trim_start_matches("./").to_owned())?,
        parts: parts
            .into_iter()
            .map(|(part, files)| Ok((part, needed(files)?)))
            .collect::<anyhow::Result<_>>()?,
        folder,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_module_is_found_in_what_cargo_says() {
        let messages = r#"{"reason":"compiler-artifact","filenames":["/t/libpurser.rlib"]}
{"reason":"compiler-artifact","filenames":["/t/wasm/purser.wasm"],"executable":null}
{"reason":"build-finished","success":true}"#;
        assert_eq!(module(messages), Some(PathBuf::from("/t/wasm/purser.wasm")));
        assert_eq!(module("{}"), None);
    }

    #[test]
    fn every_path_has_its_turn_once_and_a_failure_is_told() {
        let paths: Vec<String> = (0..50).map(|number| number.to_string()).collect();
        let seen = std::sync::Mutex::new(Vec::new());
        on_all_cores(&paths, |path| {
            seen.lock().expect("nobody panicked").push(path.to_owned());
            Ok(())
        })
        .expect("done");
        let mut seen = seen.into_inner().expect("nobody panicked");
        seen.sort_by_key(|path| path.parse::<u32>().expect("a number"));
        assert_eq!(seen, paths);
        assert!(on_all_cores(&paths, |path| if path == "7" { Err(anyhow!("no")) } else { Ok(()) }).is_err());
    }

    #[test]
    fn the_folder_is_named_by_everything_in_it() {
        let mut built = Files::default();
        for file in ["purser.js", "purser_bg.wasm", "__wasm_split.js", "split_merchant.wasm"] {
            built.put(file, file.as_bytes().to_vec());
        }
        let parts = || BTreeMap::from([("merchant".to_owned(), vec!["split_merchant".to_owned()])]);
        let first = program(&built, parts()).expect("a program");
        assert_eq!(first.parts["merchant"], [format!("{}/split_merchant.wasm", first.folder)]);
        assert_eq!(first.module, format!("{}/purser_bg.wasm", first.folder));
        built.put("split_merchant.wasm", b"changed".to_vec());
        assert_ne!(program(&built, parts()).expect("a program").folder, first.folder);
        built.remove("split_merchant.wasm");
        assert!(program(&built, parts()).is_err(), "a part without its file");
    }
}
