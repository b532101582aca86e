//! What is kept of a test that failed: pictures, logs, and the pages as they were.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::accessibility;
use super::world::World;

/// Where that of a test is.
pub fn folder(test: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("target").join("browser-failures").join(test)
}

/// The folder it is in, or `None` if it could not be kept.
pub async fn keep(world: &World) -> Option<PathBuf> {
    let folder = folder(world.name());
    fs::create_dir_all(&folder).ok()?;
    for (number, page) in world.pages().iter().enumerate() {
        let file = |kind: &str| folder.join(format!("page-{number}{kind}"));
        let _ = page.driver().screenshot(&file(".png")).await;
        let _ = fs::write(file(".html"), page.driver().source().await.unwrap_or_default());
        let outline = accessibility::outline(page.browser()).await;
        let log = page.browser().log().await.join("\n");
        let _ = fs::write(file(".txt"), format!("{}\n\n{outline}\nlog:\n{log}\n", page.path().await));
    }
    if world.has_sandbox() {
        let _ = fs::write(folder.join("sandbox.log"), world.sandbox().log());
    }
    Some(folder)
}

/// Says at once what went wrong, past the capture of the test runner: the whole run takes half an hour, and a log
/// that is cut off in the middle still says why.
pub fn tell(test: &str, reasons: &[String], folder: Option<&Path>) {
    let mut error = io::stderr().lock();
    let _ = writeln!(error, "\n{test} failed: {}", reasons.join("\n"));
    if let Some(folder) = folder {
        let _ = writeln!(error, "pictures and logs are in {}", folder.display());
    }
}
