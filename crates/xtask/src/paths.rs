//! Where things are, from the root of the repository.

use std::path::{Path, PathBuf};

pub(crate) fn root() -> PathBuf {
    let manifest = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let root = manifest.as_deref().and_then(|folder| folder.ancestors().nth(2)).map(Path::to_owned);
    root.unwrap_or_else(|| PathBuf::from("."))
}

/// The finished console, as a server serves it.
pub(crate) fn dist() -> PathBuf {
    root().join("dist")
}

/// The demo data of `run`.
pub(crate) fn data() -> PathBuf {
    root().join(".data")
}

/// Pinned tools that were not on the machine.
pub(crate) fn tools() -> PathBuf {
    root().join(".tools")
}

/// Python's own tools, in an environment that is the project's.
pub(crate) fn python() -> PathBuf {
    tools().join("python")
}

/// What Node's and Python's tools are installed from, with digests.
pub(crate) fn lists() -> PathBuf {
    root().join("crates").join("xtask").join("tools")
}

/// Where cargo keeps what it downloads.
pub(crate) fn cargo_home() -> Option<PathBuf> {
    let folder = |name| std::env::var_os(name).filter(|folder| !folder.is_empty()).map(PathBuf::from);
    folder("CARGO_HOME").or_else(|| Some(folder("HOME")?.join(".cargo")))
}

/// What builds leave beside cargo's own output.
pub(crate) fn scratch() -> PathBuf {
    root().join("target").join("xtask")
}
