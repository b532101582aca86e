//! `reproduce`: the console for release is built twice from nothing, each time in another place, and compared file by
//! file. Who has the same sources, toolchain and tools gets the same bytes, and so can tell what a server serves.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, bail};
use sha2::{Digest as _, Sha256};

use crate::command::{answer, run};
use crate::dist::{self, Files};
use crate::{paths, setup};

/// Two places that have nothing in common, not even the length of their names.
const PLACES: [&str; 2] = ["one", "another/place-with-a-longer-name"];

pub(crate) fn reproduce() -> anyhow::Result<()> {
    setup::install(setup::Scope::Build)?;
    let places = PLACES.map(|place| paths::scratch().join("reproduce").join(place));
    // Both at once: what is changed while the first one builds must not be in the second.
    for place in &places {
        let _ = std::fs::remove_dir_all(place);
        copy_sources(&place.join("sources"))?;
    }
    let mut built = Vec::new();
    for place in &places {
        println!("building in {}", place.display());
        built.push(Files::read(&build_in(place)?)?);
    }
    let [first, second] = &built[..] else { bail!("there are two places") };
    let different = different(first, second);
    if !different.is_empty() {
        bail!("these files come out differently in another place:\n{}", different.join("\n"));
    }
    println!("{} files, the same twice; {}", first.paths().count(), digest(first)?);
    Ok(())
}

/// Builds the sources there, with everything that builds write to in that place as well.
fn build_in(place: &Path) -> anyhow::Result<PathBuf> {
    let sources = place.join("sources");
    link(&paths::tools(), &sources.join(".tools"))?;
    // The registry is the same one, under another name: a second download would prove nothing more.
    link(&paths::cargo_home().context("neither CARGO_HOME nor HOME is set")?, &place.join("cargo-home"))?;
    let mut build = Command::new(std::env::current_exe()?);
    build.arg("build").current_dir(&sources);
    build.env("CARGO_MANIFEST_DIR", sources.join("crates").join("xtask"));
    build.env("CARGO_TARGET_DIR", place.join("built"));
    build.env("CARGO_HOME", place.join("cargo-home"));
    run(&mut build)?;
    Ok(sources.join("dist"))
}

/// All that git knows or would take.
fn copy_sources(folder: &Path) -> anyhow::Result<()> {
    let listed = answer("git", &["ls-files", "--cached", "--others", "--exclude-standard"]);
    for path in listed.context("git does not list the sources")?.lines() {
        let from = paths::root().join(path);
        // What is deleted and not committed is listed as well.
        if from.is_file() {
            let to = folder.join(path);
            to.parent().map(std::fs::create_dir_all).transpose()?;
            std::fs::copy(&from, &to).with_context(|| format!("{path} cannot be copied"))?;
        }
    }
    Ok(())
}

#[cfg(unix)]
fn link(from: &Path, to: &Path) -> anyhow::Result<()> {
    std::os::unix::fs::symlink(std::fs::canonicalize(from)?, to)
        .with_context(|| format!("{} cannot be linked", from.display()))
}

#[cfg(not(unix))]
fn link(_: &Path, _: &Path) -> anyhow::Result<()> {
    bail!("two places with the same tools need links, which only Unix lets anybody make")
}

/// The files that are not in both with the same bytes, with where they begin to differ.
fn different(first: &Files, second: &Files) -> Vec<String> {
    let mut paths: Vec<&str> = first.paths().chain(second.paths()).collect();
    paths.sort_unstable();
    paths.dedup();
    let line = |path: &str| match (first.bytes(path), second.bytes(path)) {
        (Ok(one), Ok(other)) if one == other => None,
        (Ok(one), Ok(other)) => {
            let at = one.iter().zip(other).take_while(|(one, other)| one == other).count();
            Some(format!("{path}: {} and {} bytes, from byte {at} on", one.len(), other.len()))
        }
        _ => Some(format!("{path}: in one of them alone")),
    };
    paths.into_iter().filter_map(line).collect()
}

/// One digest of all names and contents.
fn digest(files: &Files) -> anyhow::Result<String> {
    let mut digest = Sha256::new();
    for path in files.paths() {
        let bytes = files.bytes(path)?;
        digest.update(format!("{path}\n{}\n", bytes.len()));
        digest.update(bytes);
    }
    Ok(format!("SHA-256 {}", dist::hex(&digest.finalize())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(entries: &[(&str, &str)]) -> Files {
        let mut files = Files::default();
        for (path, text) in entries {
            files.put(path, text.as_bytes().to_vec());
        }
        files
    }

    #[test]
    fn what_differs_is_named() {
        let first = files(&[("a.js", "one"), ("b.js", "same"), ("c.js", "c")]);
        let second = files(&[("a.js", "ono"), ("b.js", "same"), ("d.js", "d")]);
        assert_eq!(different(&first, &first), Vec::<String>::new());
        assert_eq!(
            different(&first, &second),
            [
                "a.js: 3 and 3 bytes, from byte 2 on",
                "c.js: in one of them alone",
                "d.js: in one of them alone"
            ]
        );
    }

    #[test]
    fn the_digest_sees_names_and_contents() {
        let digest = |entries| digest(&files(entries)).expect("a digest");
        let first = digest(&[("a", "bc")]);
        assert_eq!(digest(&[("a", "bc")]), first);
        for other in [digest(&[("ab", "c")]), digest(&[("a", "bd")]), digest(&[("a", "b"), ("c", "")])] {
            assert_ne!(other, first);
        }
    }
}
