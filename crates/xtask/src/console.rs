//! The console for release: trunk builds the page, `split` takes the program
//! apart, wasm-opt shrinks the parts, `dist` gets it ready to serve.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use sha2::{Digest as _, Sha256};

use crate::command::{command, run};
use crate::dist::{self, Files};
use crate::{paths, setup, split};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WasmOpt {
    Required,
    IfPresent,
}

/// What decides how the console comes out; only the parts of it that exist count.
const INPUTS: [&str; 13] = [
    ".cargo",
    "Cargo.toml",
    "Cargo.lock",
    "Trunk.toml",
    "index.html",
    "rust-toolchain.toml",
    "build.rs",
    "public",
    "style",
    "src",
    "crates/api",
    "crates/chains",
    "crates/xtask/src",
];

/// What rustc may use for wasm. The optimizer cannot tell, since the module is stripped of the list.
const WASM_FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// Builds into `dist` unless what lies there was built from the same files.
pub(crate) fn build(wasm_opt: WasmOpt) -> anyhow::Result<PathBuf> {
    let optimize = wasm_opt == WasmOpt::Required || setup::has_wasm_opt();
    let fingerprint = fingerprint(&paths::root(), optimize)?;
    let note = paths::scratch().join("console-built-from");
    let folder = paths::dist();
    if folder.join(dist::PAGE).is_file()
        && std::fs::read_to_string(&note).is_ok_and(|built| built == fingerprint)
    {
        return Ok(folder);
    }
    let linked = split::compile(without_paths())?;
    // Trunk finds the same module done, and makes the page around it.
    let raw = paths::scratch().join("console");
    let options =
        ["build", "--release", "--offline", "--locked", "--log=error", "--no-sri", "--skip-version-check"];
    run(command("trunk", options)
        .args(["--features", split::FEATURE])
        .arg("--dist")
        .arg(&raw)
        .envs(without_paths()))
    .context("the console did not build")?;
    let mut files = Files::read(&raw)?;
    let program = split::split(&linked, &mut files, |module| if optimize { shrink(module) } else { Ok(()) })?;
    // A build that is interrupted here must not pass for a finished one.
    let _ = std::fs::remove_file(&note);
    let finished = dist::finish(files, &program)?;
    let places = [Some(paths::root()), paths::cargo_home(), std::env::var_os("HOME").map(PathBuf::from)];
    refuse_places(&finished, places.into_iter().flatten())?;
    finished.replace_folder(&folder)?;
    std::fs::write(&note, fingerprint)?;
    Ok(folder)
}

/// Messages of panics name the file they are in. Where this machine keeps its crates is nobody's
/// business, and two machines build the same.
fn without_paths() -> Option<(&'static str, String)> {
    let cargo = paths::cargo_home()?.into_os_string().into_string().ok()?;
    // Joins what .cargo/config.toml says; RUSTFLAGS would take its place.
    let variable = "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS";
    Some((variable, format!("--remap-path-prefix={cargo}=cargo")))
}

/// Nothing that is served says where it was built.
fn refuse_places(files: &Files, places: impl IntoIterator<Item = PathBuf>) -> anyhow::Result<()> {
    // One name, such as /src, stands in many a path that says nothing.
    for place in places.into_iter().filter(|place| place.components().count() > 2) {
        let name = format!("{}/", place.to_string_lossy().trim_end_matches('/'));
        for path in files.paths() {
            let bytes = files.bytes(path)?;
            if bytes.windows(name.len()).any(|stretch| stretch == name.as_bytes()) {
                bail!("{path} names {name}, a folder of the machine that built it");
            }
        }
    }
    Ok(())
}

/// Starting the optimizer takes longer than it would save on the many small parts.
const WORTH_SHRINKING: u64 = 8192;

fn shrink(module: &Path) -> anyhow::Result<()> {
    if std::fs::metadata(module)?.len() < WORTH_SHRINKING {
        return Ok(());
    }
    run(command("wasm-opt", WASM_FEATURES).args(["-Oz", "--quiet"]).arg(module).arg("-o").arg(module))
}

fn fingerprint(root: &Path, optimize: bool) -> anyhow::Result<String> {
    let mut digest = Sha256::new();
    digest.update([u8::from(optimize)]);
    for input in INPUTS {
        add(&mut digest, &root.join(input)).with_context(|| format!("{input} cannot be read"))?;
    }
    Ok(dist::hex(&digest.finalize()))
}

fn add(digest: &mut Sha256, path: &Path) -> anyhow::Result<()> {
    if path.is_dir() {
        let entries = std::fs::read_dir(path)?.map(|entry| entry.map(|entry| entry.path()));
        let mut entries = entries.collect::<Result<Vec<_>, _>>()?;
        entries.sort();
        return entries.iter().try_for_each(|entry| add(digest, entry));
    }
    if path.is_file() {
        let bytes = std::fs::read(path)?;
        digest.update(path.as_os_str().as_encoded_bytes());
        digest.update(bytes.len().to_le_bytes());
        digest.update(&bytes);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_folder_of_the_machine_is_served() {
        let mut files = Files::default();
        files.put("purser.wasm", b"\0asm src/app.rs /cargo/registry /home/ann".to_vec());
        let refused = |place: &str| refuse_places(&files, [PathBuf::from(place)]).is_err();
        assert!(!refused("/home/ann") && !refused("/home/bob") && !refused("/home"));
        files.put("purser.wasm", b"\0asm /home/ann/.cargo/registry".to_vec());
        let refused = |place: &str| refuse_places(&files, [PathBuf::from(place)]).is_err();
        assert!(refused("/home/ann") && refused("/home/ann/") && !refused("/home/an"));
    }

    #[test]
    fn the_fingerprint_sees_content_names_and_the_optimizer() {
        let root = paths::scratch().join("fingerprint-test");
        let _ = std::fs::remove_dir_all(&root);
        std::fs::create_dir_all(root.join("src")).expect("a folder");
        std::fs::write(root.join("src/a.rs"), "one").expect("a file");
        let first = fingerprint(&root, true).expect("a fingerprint");
        assert_eq!(fingerprint(&root, true).expect("a fingerprint"), first);
        assert_ne!(fingerprint(&root, false).expect("a fingerprint"), first);
        std::fs::write(root.join("src/a.rs"), "two").expect("a file");
        let second = fingerprint(&root, true).expect("a fingerprint");
        assert_ne!(second, first);
        std::fs::rename(root.join("src/a.rs"), root.join("src/b.rs")).expect("renamed");
        assert_ne!(fingerprint(&root, true).expect("a fingerprint"), second);
    }
}
