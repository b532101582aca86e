//! How the page loads a program in parts: the main one and the parts of the opened address at once.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context as _, ensure};
use serde_json::from_str;

use super::{Files, Tag, tags};
use crate::split::Program;

const LOADER: &str = include_str!("start.js");
/// Which parts the screen behind an address needs, the first that fits; a hint, wrong at worst by a request too late.
const OPENED: &str = include_str!("../../../../src/app/opened.json");
const NAME: &str = "start.js";

/// Puts the program in the place of the one bundle that trunk has built.
pub(crate) fn load_in_parts(page: &str, files: &mut Files, program: &Program) -> anyhow::Result<String> {
    let mut result = String::new();
    let mut copied = 0;
    for tag in tags(page) {
        let end = match tag.name {
            "link" if is_of_the_bundle(&tag) => {
                tag.local_path("href").into_iter().for_each(|file| files.remove(file));
                tag.end
            }
            // Trunk's own loader.
            "script" if tag.attribute("src").is_none() && tag.attribute("type") == Some("module") => {
                let end = page[tag.end..].find("</script>").context("a script of the page has no end")?;
                tag.end + end + "</script>".len()
            }
            _ => continue,
        };
        result.push_str(&page[copied..tag.start]);
        copied = end;
    }
    result.push_str(&page[copied..]);
    let Program { script, module, link, .. } = program;
    let early = format!(
        "<link rel=\"modulepreload\" href=\"/{script}\"><link rel=\"modulepreload\" href=\"/{link}\">\
         <link rel=\"preload\" href=\"/{module}\" as=\"fetch\" type=\"application/wasm\" crossorigin>\
         <script type=\"module\" src=\"/{NAME}\"></script>"
    );
    let head = result.find("</head>").context("the page has no head")?;
    result.insert_str(head, &early);
    let loader = LOADER
        .replace("PARTS", &serde_json::to_string(&addresses(&program.parts))?)
        .replace("OPENED", &serde_json::to_string(&opened()?)?)
        .replace("SCRIPT", &format!("/{script}"))
        .replace("MODULE", &format!("/{module}"));
    files.put(NAME, loader.into_bytes());
    Ok(result)
}

/// The table of addresses and the parts they need.
pub(super) fn opened() -> anyhow::Result<Vec<(String, Vec<String>)>> {
    Ok(from_str(OPENED)?)
}

/// By part, the addresses of its files.
fn addresses(parts: &BTreeMap<String, Vec<String>>) -> BTreeMap<&str, Vec<String>> {
    let slashed = |files: &Vec<String>| files.iter().map(|file| format!("/{file}")).collect();
    parts.iter().map(|(part, files)| (part.as_str(), slashed(files))).collect()
}

/// What a finished loader knows.
#[derive(Debug)]
pub(crate) struct Loader {
    parts: BTreeMap<String, Vec<String>>,
    opened: Vec<(String, Vec<String>)>,
}

impl Loader {
    pub(crate) fn read(files: &Files) -> anyhow::Result<Self> {
        let name = files.with_extension("js").into_iter().find(|path| path.starts_with("start-"));
        let text = files.text(&name.context("the console has no loader")?)?;
        let table = |name: &str| {
            let rest = text.split_once(&format!("const {name} = ")).map(|(_, rest)| rest);
            let table = rest.and_then(|rest| rest.split_once(";\n")).map(|(table, _)| table);
            table.with_context(|| format!("the loader has no table of {name}"))
        };
        let loader = Self { parts: from_str(table("parts")?)?, opened: from_str(table("opened")?)? };
        for part in loader.opened.iter().flat_map(|(_, parts)| parts) {
            ensure!(loader.parts.contains_key(part), "the loader names a part {part}, which is not there");
        }
        Ok(loader)
    }

    /// The parts fetched when an address is opened.
    pub(crate) fn opened(&self, address: &str) -> Vec<String> {
        let here = format!("{}/", address.trim_end_matches('/'));
        let found = self.opened.iter().find(|(start, _)| here.starts_with(&start.replace('*', "")));
        found.map(|(_, parts)| parts.clone()).unwrap_or_default()
    }

    /// The files of some parts, each once.
    pub(crate) fn files<'a>(&self, parts: impl IntoIterator<Item = &'a str>) -> BTreeSet<String> {
        let files = parts.into_iter().filter_map(|part| self.parts.get(part)).flatten();
        files.map(|file| file.trim_start_matches('/').to_owned()).collect()
    }
}

fn is_of_the_bundle(tag: &Tag<'_>) -> bool {
    matches!(tag.attribute("rel"), Some("modulepreload" | "preload"))
}
