//! The worker that opens the console where there is no network: which files it keeps from the start.

use std::collections::BTreeSet;

use sha2::{Digest as _, Sha256};

use super::{Files, hex, references};
use crate::split::Program;

const WORKER: &str = include_str!("worker.js");
const NAME: &str = "worker.js";
/// What somebody sees who opens it without network. Other parts are kept once they were here.
const PARTS: [&str; 3] = ["sign_in", "wallet", "settings"];

pub(crate) fn add(page: &str, files: &mut Files, program: &Program) -> anyhow::Result<()> {
    let named = references(page).map(|reference| reference.path).filter(|path| files.contains(path));
    let parts = PARTS.iter().filter_map(|part| program.parts.get(*part)).flatten().cloned();
    let main = [&program.script, &program.module, &program.link].into_iter().cloned();
    let kept: BTreeSet<String> = named
        .chain(parts)
        .chain(main)
        .chain(["config.json".to_owned()])
        .map(|path| format!("/{path}"))
        .collect();
    let mut version = Sha256::new();
    version.update(page);
    let mut all = vec!["/".to_owned()];
    for path in kept {
        version.update(files.bytes(path.trim_start_matches('/'))?);
        all.push(path);
    }
    let worker = WORKER
        .replace("VERSION", &hex(&version.finalize()[..8]))
        .replace("FILES", &serde_json::to_string(&all)?)
        .replace("FOLDER", &format!("/{}/", program.folder));
    files.put(NAME, worker.into_bytes());
    Ok(())
}
