//! `sbom`: what the console and the sandbox are made of, as `CycloneDX`, for whoever has to know. The same sources give the
//! same bytes: there is no time in it, and its serial number is made from what it lists.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use anyhow::{Context as _, bail};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::command::{answer, cargo, line};
use crate::tools::WASM_TARGET;
use crate::{dist, paths, split};

/// What is made of packages, and how its packages are resolved.
#[derive(Clone, Copy, Debug)]
struct Product {
    name: &'static str,
    package: &'static str,
    options: &'static [&'static str],
}

const PRODUCTS: [Product; 2] = [
    Product {
        name: "console",
        package: "purser",
        options: &["--target", WASM_TARGET, "--features", split::FEATURE],
    },
    Product { name: "sandbox", package: "purser-sandbox", options: &[] },
];

/// A name and a version: what tells packages of one registry apart.
type Package = (String, String);

pub(crate) fn sbom() -> anyhow::Result<()> {
    let folder = paths::scratch().join("sbom");
    std::fs::create_dir_all(&folder)?;
    for product in PRODUCTS {
        let bill = bill(product)?;
        let file: PathBuf = folder.join(format!("{}.cdx.json", product.name));
        std::fs::write(&file, format!("{bill:#}\n"))?;
        let count = bill["components"].as_array().map_or(0, Vec::len);
        println!("{}: {count} packages", file.strip_prefix(paths::root()).unwrap_or(&file).display());
    }
    Ok(())
}

fn bill(product: Product) -> anyhow::Result<Value> {
    let edges = edges(&tree(product, "normal,build")?)?;
    let shipped = self::edges(&tree(product, "normal,no-proc-macro")?)?;
    let described = described()?;
    let digests = digests(&std::fs::read_to_string(paths::root().join("Cargo.lock"))?);
    let root =
        edges.keys().find(|(name, _)| name == product.package).cloned().context("the product itself")?;
    let mut components = Vec::new();
    for package in edges.keys().filter(|package| **package != root) {
        let described = described.get(package).with_context(|| format!("{package:?} is not described"))?;
        components.push(component(package, described, digests.get(package), shipped.contains_key(package))?);
    }
    let dependencies: Vec<Value> = edges
        .iter()
        .map(|(package, on)| json!({ "ref": purl(package), "dependsOn": on.iter().map(purl).collect::<Vec<_>>() }))
        .collect();
    let itself = component(&root, described.get(&root).context("the product itself")?, None, true)?;
    let mut itself = itself.as_object().cloned().unwrap_or_default();
    itself.insert("type".to_owned(), json!("application"));
    itself.remove("scope");
    let mut bill = json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": { "component": itself, "properties": [
            { "name": "rust:toolchain", "value": answer("rustc", &["--version"]).unwrap_or_default() },
            { "name": "cargo:options", "value": product.options.join(" ") },
        ] },
        "components": components,
        "dependencies": dependencies,
    });
    bill["serialNumber"] = json!(serial_number(&bill));
    Ok(bill)
}

/// A UUID of the version for those that make their own (RFC 9562, 5.8), from everything that is listed.
fn serial_number(bill: &Value) -> String {
    let mut bytes = Sha256::digest(bill.to_string().as_bytes());
    bytes[6] = bytes[6] & 0x0f | 0x80;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let hex = dist::hex(&bytes[..16]);
    format!("urn:uuid:{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}

/// What cargo resolves for a product: its features and its target alone, unlike `cargo metadata`, which joins those of the
/// whole workspace.
fn tree(product: Product, edges: &str) -> anyhow::Result<String> {
    let mut tree = cargo(["tree", "--package", product.package, "--prefix", "depth", "--format", "|{p}"]);
    tree.args(["--edges", edges]).args(product.options);
    printed(&mut tree)
}

fn printed(command: &mut std::process::Command) -> anyhow::Result<String> {
    let output = command.output().with_context(|| format!("`{}` could not be started", line(command)))?;
    if !output.status.success() {
        bail!("`{}` failed: {}", line(command), String::from_utf8_lossy(&output.stderr));
    }
    Ok(String::from_utf8(output.stdout)?)
}

/// Each package of a printed tree and what it needs: lines such as `2|serde v1.0.0`, deeper ones below what needs them.
fn edges(tree: &str) -> anyhow::Result<BTreeMap<Package, BTreeSet<Package>>> {
    let mut edges = BTreeMap::<Package, BTreeSet<Package>>::new();
    let mut above: Vec<Package> = Vec::new();
    for line in tree.lines().filter(|line| !line.is_empty()) {
        let read = || {
            let (depth, named) = line.split_once('|')?;
            let mut words = named.split(' ');
            let name = words.next()?.to_owned();
            let version = words.next()?.strip_prefix('v')?.to_owned();
            Some((depth.parse::<usize>().ok()?, (name, version)))
        };
        let (depth, package) = read().with_context(|| format!("{line:?} is no line of a tree"))?;
        above.truncate(depth);
        if let Some(needing) = above.last() {
            edges.entry(needing.clone()).or_default().insert(package.clone());
        }
        edges.entry(package.clone()).or_default();
        above.push(package);
    }
    Ok(edges)
}

/// What the manifests say, by package.
fn described() -> anyhow::Result<BTreeMap<Package, Value>> {
    let metadata = printed(&mut cargo(["metadata", "--format-version=1"]))?;
    let metadata: Value = serde_json::from_str(&metadata)?;
    let packages = metadata["packages"].as_array().context("cargo lists no packages")?;
    let key = |package: &Value| -> Option<Package> {
        Some((package["name"].as_str()?.to_owned(), package["version"].as_str()?.to_owned()))
    };
    Ok(packages.iter().filter_map(|package| Some((key(package)?, package.clone()))).collect())
}

/// The digests of a lock file, by package. Those of the project itself have none.
fn digests(lock: &str) -> BTreeMap<Package, String> {
    let value = |block: &str, name: &str| {
        let found = block.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(" = "));
        found.map(|text| text.trim_matches('"').to_owned())
    };
    let blocks = lock.split("[[package]]").skip(1);
    blocks
        .filter_map(|block| {
            Some(((value(block, "name")?, value(block, "version")?), value(block, "checksum")?))
        })
        .collect()
}

fn component(
    package: &Package,
    described: &Value,
    digest: Option<&String>,
    is_shipped: bool,
) -> anyhow::Result<Value> {
    let is_own = described["source"].is_null();
    if digest.is_none() != is_own {
        bail!("{package:?} is not in the lock file as it should be");
    }
    let licence = described["license"].as_str().with_context(|| format!("{package:?} names no licence"))?;
    let mut component = json!({
        "type": "library",
        "bom-ref": purl(package),
        "name": package.0,
        "version": package.1,
        // What is needed to build it and is no part of it: macros, build scripts.
        "scope": if is_shipped { "required" } else { "excluded" },
        // Older manifests have a slash where SPDX has a word.
        "licenses": [{ "expression": licence.replace('/', " OR ") }],
        "purl": purl(package),
    });
    if let Some(digest) = digest {
        component["hashes"] = json!([{ "alg": "SHA-256", "content": digest }]);
    }
    if let Some(repository) = described["repository"].as_str() {
        component["externalReferences"] = json!([{ "type": "vcs", "url": repository }]);
    }
    Ok(component)
}

/// How the world names it.
fn purl((name, version): &Package) -> String {
    format!("pkg:cargo/{name}@{}", version.replace('+', "%2B"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts<'a>(values: &'a Value, name: &str) -> Vec<&'a str> {
        let values = values.as_array().expect("a list");
        values.iter().map(|value| value[name].as_str().expect(name)).collect()
    }

    #[test]
    fn a_tree_is_read() {
        let package = |name: &str| (name.to_owned(), "1.0.0".to_owned());
        let tree = "0|a v1.0.0 (/work)\n1|b v1.0.0\n2|c v1.0.0 (proc-macro)\n1|c v1.0.0 (proc-macro) (*)\n";
        let edges = edges(tree).expect("a tree");
        assert_eq!(edges[&package("a")], BTreeSet::from([package("b"), package("c")]));
        assert_eq!(edges[&package("b")], BTreeSet::from([package("c")]));
        assert!(self::edges("a v1.0.0").is_err());
    }

    #[test]
    fn each_package_is_listed_once_with_its_licence_and_its_digest() {
        let lock = std::fs::read_to_string(paths::root().join("Cargo.lock")).expect("the lock file");
        let digests = digests(&lock);
        for (product, has, lacks) in
            [(PRODUCTS[0], "leptos", "rusqlite"), (PRODUCTS[1], "rusqlite", "leptos")]
        {
            let bill = bill(product).expect("a bill");
            assert_eq!((&bill["bomFormat"], &bill["specVersion"]), (&json!("CycloneDX"), &json!("1.6")));
            let names = texts(&bill["components"], "name");
            assert!(names.contains(&has) && !names.contains(&lacks), "{}", product.name);

            // As many as cargo prints, without its own order or layout.
            let flat = printed(
                cargo([
                    "tree",
                    "--package",
                    product.package,
                    "--prefix",
                    "none",
                    "--no-dedupe",
                    "--format",
                    "{p}",
                ])
                .args(["--edges", "normal,build"])
                .args(product.options),
            );
            let flat = flat.expect("a tree");
            let resolved: BTreeSet<String> = flat
                .lines()
                .filter_map(|line| {
                    let mut words = line.split(' ');
                    Some(format!("pkg:cargo/{}@{}", words.next()?, words.next()?.trim_start_matches('v')))
                })
                .map(|purl| purl.replace('+', "%2B"))
                .collect();
            let mut listed = texts(&bill["components"], "purl");
            listed.push(bill["metadata"]["component"]["purl"].as_str().expect("its own"));
            assert_eq!(listed.len(), resolved.len(), "{}: each once", product.name);
            assert_eq!(listed.iter().map(|purl| (*purl).to_owned()).collect::<BTreeSet<_>>(), resolved);

            for component in bill["components"].as_array().expect("components") {
                let text = |name: &str| component[name].as_str().expect(name).to_owned();
                let licence = component["licenses"][0]["expression"].as_str().expect("a licence");
                assert!(!licence.is_empty() && !licence.contains('/'), "{component}");
                let digest = component["hashes"][0]["content"].as_str().map(str::to_owned);
                assert_eq!(digest.as_ref(), digests.get(&(text("name"), text("version"))), "{component}");
                assert!(digest.is_some() || text("name").starts_with("purser"), "{component}");
            }
            let refs: BTreeSet<&str> = texts(&bill["dependencies"], "ref").into_iter().collect();
            assert_eq!(refs, listed.into_iter().collect());
            for on in bill["dependencies"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(|one| one["dependsOn"].as_array())
            {
                assert!(on.iter().all(|on| refs.contains(on.as_str().expect("a reference"))));
            }
        }
    }

    #[test]
    fn the_serial_number_is_made_from_what_is_listed() {
        let number = |text: &str| serial_number(&json!({ "components": [text] }));
        assert_eq!(number("a"), number("a"));
        assert_ne!(number("a"), number("b"));
        let number = number("a");
        let parts: Vec<&str> = number.strip_prefix("urn:uuid:").expect("a name").split('-').collect();
        assert_eq!(parts.iter().map(|part| part.len()).collect::<Vec<_>>(), [8, 4, 4, 4, 12]);
        assert!(parts[2].starts_with('8'), "{number}");
    }
}
