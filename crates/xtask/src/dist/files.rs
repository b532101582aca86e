//! The files of a build, in memory.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context as _, anyhow};

use super::names;

#[derive(Debug, Default)]
pub(crate) struct Files {
    contents: BTreeMap<String, Vec<u8>>,
}

impl Files {
    pub(crate) fn read(folder: &Path) -> anyhow::Result<Self> {
        let mut files = Self::default();
        files.read_below(folder, "").with_context(|| format!("{} cannot be read", folder.display()))?;
        Ok(files)
    }

    fn read_below(&mut self, folder: &Path, prefix: &str) -> anyhow::Result<()> {
        for entry in std::fs::read_dir(folder)? {
            let entry = entry?;
            let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
            if entry.file_type()?.is_dir() {
                self.read_below(&entry.path(), &format!("{path}/"))?;
            } else {
                self.contents.insert(path, std::fs::read(entry.path())?);
            }
        }
        Ok(())
    }

    /// Writes all files into a folder that holds nothing else afterwards.
    pub(crate) fn replace_folder(&self, folder: &Path) -> anyhow::Result<()> {
        let write = || -> anyhow::Result<()> {
            if folder.exists() {
                std::fs::remove_dir_all(folder)?;
            }
            for (path, bytes) in &self.contents {
                let target = folder.join(path);
                target.parent().map(std::fs::create_dir_all).transpose()?;
                std::fs::write(target, bytes)?;
            }
            Ok(())
        };
        write().with_context(|| format!("{} cannot be written", folder.display()))
    }

    pub(crate) fn paths(&self) -> impl Iterator<Item = &str> {
        self.contents.keys().map(String::as_str)
    }

    pub(crate) fn with_extension(&self, extension: &str) -> Vec<String> {
        let has = |path: &&str| Path::new(path).extension().is_some_and(|found| found == extension);
        self.paths().filter(has).map(str::to_owned).collect()
    }

    pub(crate) fn contains(&self, path: &str) -> bool {
        self.contents.contains_key(path)
    }

    pub(crate) fn bytes(&self, path: &str) -> anyhow::Result<&[u8]> {
        self.contents.get(path).map(Vec::as_slice).ok_or_else(|| anyhow!("the console has no file {path}"))
    }

    pub(crate) fn text(&self, path: &str) -> anyhow::Result<String> {
        let bytes = self.bytes(path)?.to_vec();
        String::from_utf8(bytes).with_context(|| format!("{path} is not text"))
    }

    pub(crate) fn put(&mut self, path: &str, bytes: Vec<u8>) {
        self.contents.insert(path.to_owned(), bytes);
    }

    pub(crate) fn remove(&mut self, path: &str) {
        self.contents.remove(path);
    }

    pub(crate) fn rename(&mut self, old: &str, new: &str) -> anyhow::Result<()> {
        let bytes = self.contents.remove(old).with_context(|| format!("the console has no file {old}"))?;
        self.contents.insert(new.to_owned(), bytes);
        Ok(())
    }

    /// Whether a text file holds a name; other files hold none.
    pub(crate) fn mentions(&self, path: &str, name: &str) -> bool {
        let text = self.contents.get(path).and_then(|bytes| std::str::from_utf8(bytes).ok());
        text.is_some_and(|text| names::find(text, name).is_some())
    }

    pub(crate) fn replace(&mut self, path: &str, from: &str, to: &str) -> anyhow::Result<()> {
        if self.mentions(path, from) {
            let text = names::replace(&self.text(path)?, from, to);
            self.put(path, text.into_bytes());
        }
        Ok(())
    }
}
