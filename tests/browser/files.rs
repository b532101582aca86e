//! Files that the console saves, as they lie on the disk.

use std::fs;
use std::path::PathBuf;

use super::harness::{Page, World};

/// A folder into which a page saves.
#[derive(Debug)]
pub struct Files(PathBuf);

impl Files {
    pub async fn of(world: &World, page: &Page) -> Self {
        let folder = world.folder("saved");
        page.save_files_to(&folder).await;
        Self(folder)
    }

    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.0).into_iter().flatten().flatten();
        entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
    }

    /// Waits until a file is there whole, takes it away and answers its name and its text.
    pub async fn next(&self, page: &Page) -> (String, String) {
        let is_filled = |name: &str| fs::metadata(self.0.join(name)).is_ok_and(|file| file.len() > 0);
        let is_whole =
            |name: &str| !name.ends_with(".crdownload") && !name.starts_with('.') && is_filled(name);
        let whole = || self.names().into_iter().find(|name| is_whole(name));
        page.until("a file is saved", async || whole().is_some()).await;
        let name = whole().expect("a file");
        let text = fs::read_to_string(self.0.join(&name)).expect("a text");
        fs::remove_file(self.0.join(&name)).expect("the file is taken away");
        (name, text)
    }

    pub fn is_empty(&self) -> bool {
        self.names().is_empty()
    }
}
