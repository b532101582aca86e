//! The run-time configuration, `public/config.json`: which environments there are, where their systems are.
//!
//! One environment stands at the top of the file; several are listed under `environments`, each with its own `base` and
//! `paths`, and what the top says holds for those that do not say otherwise. Only these can be chosen: the page's policy
//! lets the browser speak with no other.

use std::sync::Arc;

use leptos::prelude::*;
use purser_api::{Endpoints, Method, Operation, System};
use serde_json::Value;

const SYSTEMS: [(&str, System); 3] =
    [("centrowallet", System::CentroWallet), ("centrapay", System::Centrapay), ("ctk", System::Ctk)];

/// One set of wallet systems.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Environment {
    /// Shown on the band and on every review.
    pub name: String,
    /// Whether money moves for real. Everything else is marked as test money.
    pub real: bool,
    pub endpoints: Endpoints,
}

impl Environment {
    /// Where a credential for a system is sent: an address, or this page's own origin (rule 12).
    pub fn origin(&self, system: System) -> String {
        match self.endpoints.base(system) {
            "" => window().location().origin().unwrap_or_default(),
            base => base.to_owned(),
        }
    }
}

/// What the console was told about the place it runs in. A context, made once before the app is shown.
#[derive(Clone, Debug)]
pub struct Config {
    /// The environment that the screen works in now; [`Config::enter`] changes it before a screen is built.
    pub environment: String,
    pub real: bool,
    /// All of them, one at least.
    pub environments: Vec<Arc<Environment>>,
}

impl Default for Config {
    fn default() -> Self {
        Self::of(vec![Environment::default()])
    }
}

impl Config {
    fn of(environments: Vec<Environment>) -> Self {
        let mut config = Self {
            environment: String::new(),
            real: false,
            environments: environments.into_iter().map(Arc::new).collect(),
        };
        config.enter(&config.first());
        config
    }

    /// The one that customers sign in to, and the first that a merchant is offered.
    pub fn first(&self) -> Arc<Environment> {
        self.environments.first().cloned().unwrap_or_default()
    }

    /// The one of that name.
    pub fn named(&self, name: &str) -> Option<Arc<Environment>> {
        self.environments.iter().find(|environment| environment.name == name).cloned()
    }

    /// What is built from now on belongs to this environment.
    pub fn enter(&mut self, environment: &Environment) {
        self.environment.clone_from(&environment.name);
        self.real = environment.real;
    }
}

pub fn use_config() -> StoredValue<Config> {
    expect_context::<StoredValue<Config>>()
}

/// Reads the configuration. Unknown names are ignored, a wrong value says which.
pub fn read(text: &str) -> Result<Config, String> {
    let value: Value = serde_json::from_str(text).map_err(|error| format!("config.json: {error}"))?;
    let common = endpoints(Endpoints::default(), &value)?;
    let Some(listed) = value["environments"].as_array().filter(|listed| !listed.is_empty()) else {
        return Ok(Config::of(vec![named(&value["environment"], common)]));
    };
    let mut environments: Vec<Environment> = Vec::with_capacity(listed.len());
    for value in listed {
        let environment = named(value, endpoints(common.clone(), value)?);
        if environments.iter().any(|known| known.name == environment.name) {
            return Err(format!("config.json: two environments are named {:?}", environment.name));
        }
        environments.push(environment);
    }
    Ok(Config::of(environments))
}

fn named(value: &Value, endpoints: Endpoints) -> Environment {
    Environment {
        name: value["name"].as_str().unwrap_or("Unnamed environment").to_owned(),
        real: value["real"].as_bool().unwrap_or(false),
        endpoints,
    }
}

/// The `base` and `paths` of a part of the file, upon those of the whole.
fn endpoints(mut endpoints: Endpoints, value: &Value) -> Result<Endpoints, String> {
    for (name, system) in SYSTEMS {
        if let Some(base) = value["base"][name].as_str() {
            check_base(base).map_err(|why| format!("config.json: base.{name}: {why}"))?;
            endpoints = endpoints.with_base(system, base);
        }
    }
    if let Some(paths) = value["paths"].as_object() {
        for (name, target) in paths {
            let wrong =
                || format!("config.json: paths.{name}: write it as \"METHOD /path\" of a known operation");
            let (method, template) =
                target.as_str().and_then(|target| target.split_once(' ')).ok_or_else(wrong)?;
            let operation = Operation::from_name(name).ok_or_else(wrong)?;
            let method = Method::from_name(method).ok_or_else(wrong)?;
            endpoints = endpoints.with_override(operation, method, template);
        }
    }
    Ok(endpoints)
}

/// A credential is sent only to https, or to this very machine (rule 12).
fn check_base(base: &str) -> Result<(), &'static str> {
    let (is_https, rest) = match (base.strip_prefix("https://"), base.strip_prefix("http://")) {
        _ if base.is_empty() => return Ok(()),
        (Some(rest), _) => (true, rest),
        (None, Some(rest)) => (false, rest),
        (None, None) => return Err("not an address with http:// or https://"),
    };
    // What stands before an @ looks like a host and is none; browsers pass over some of the others.
    let is_strange = |letter: char| {
        matches!(letter, '@' | '\\' | '?' | '#') || letter.is_whitespace() || letter.is_control()
    };
    if rest.contains(is_strange) {
        return Err("not a plain address: scheme, host, port and path at most");
    }
    match rest.split(['/', ':']).next() {
        None | Some("") => Err("there is no host"),
        Some("localhost" | "127.0.0.1") => Ok(()),
        Some(_) if is_https => Ok(()),
        Some(_) => Err("http is for this machine only; use https"),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::strange::{any_json, changed, replaced};

    #[test]
    fn the_shipped_configuration_is_read() {
        let config = read(include_str!("../public/config.json")).unwrap();
        assert_eq!(config.environment, "Sandbox");
        assert!(!config.real);
    }

    #[test]
    fn money_is_real_only_when_it_is_said() {
        assert!(!read("{}").unwrap().real);
        assert!(read(r#"{"environment":{"name":"Live","real":true}}"#).unwrap().real);
    }

    #[test]
    fn several_environments_are_listed_upon_what_holds_for_all() {
        let config = read(
            r#"{"paths":{"user-restore":"PUT /api/v1/user/{id}/access"},"environments":[
                {"name":"Live","real":true,"base":{"centrowallet":"https://wallet.example"}},
                {"name":"Test","base":{"centrowallet":"https://test.wallet.example"}}]}"#,
        )
        .unwrap();
        assert_eq!((config.environment.as_str(), config.real), ("Live", true));
        let restore = purser_api::centrowallet::user::restore(purser_api::centrowallet::UserId(17));
        for (name, url) in [
            ("Live", "https://wallet.example/api/v1/user/17/access"),
            ("Test", "https://test.wallet.example/api/v1/user/17/access"),
        ] {
            let environment = config.named(name).unwrap();
            assert_eq!(environment.endpoints.resolve(restore.parts()).unwrap().1, url);
        }
        assert_eq!(config.named("Other"), None);
        assert!(read(r#"{"environments":[{"name":"A"},{"name":"A"}]}"#).is_err());
        assert!(read(r#"{"environments":[{"name":"A","base":{"ctk":"http://x.example"}}]}"#).is_err());
    }

    #[test]
    fn rule_12_a_base_is_https_unless_loopback() {
        for (base, good) in [
            ("https://wallet.example", true),
            ("http://127.0.0.1:4455", true),
            ("http://localhost:4455", true),
            ("http://wallet.example", false),
            ("http://127.0.0.1.evil.example", false),
            ("http://127.0.0.1:4455@evil.example", false),
            ("http://localhost#@evil.example", false),
            ("https://user:password@wallet.example", false),
            ("https://", false),
            ("//wallet.example", false),
            ("ftp://wallet.example", false),
        ] {
            assert_eq!(read(&format!(r#"{{"base":{{"ctk":"{base}"}}}}"#)).is_ok(), good, "{base}");
        }
    }

    #[test]
    fn an_assumed_path_is_replaced_by_one_line() {
        let config = read(r#"{"paths":{"user-restore":"PUT /api/v1/user/{id}/restore-access"}}"#).unwrap();
        let request = purser_api::centrowallet::user::restore(purser_api::centrowallet::UserId(17));
        let (method, url) = config.first().endpoints.resolve(request.parts()).unwrap();
        assert_eq!((method, url.as_str()), (Method::Put, "/api/v1/user/17/restore-access"));
        assert!(
            read(r#"{"paths":{"no-such-operation":"GET /x"}}"#).unwrap_err().contains("no-such-operation")
        );
    }

    const NAMES: &[&str] = &[
        "environments",
        "environment",
        "name",
        "real",
        "base",
        "paths",
        "centrowallet",
        "centrapay",
        "ctk",
        "user-restore",
    ];
    const SHIPPED: &str = include_str!("../public/config.json");

    proptest! {
        /// What is not refused sends a credential to https or to this machine, as a browser takes the address.
        #[test]
        fn rule_12_no_base_leads_elsewhere(base in prop_oneof![
            any::<String>(),
            changed("http://localhost:4455/a", "@\\/:?#. \t\n[]%1evil\u{0}"),
            changed("http://127.0.0.1:80@", "@\\/:?#. \t\n[]%1evil\u{0}"),
            changed("https://wallet.example", "@\\/:?#. \t\n[]%1evil\u{0}"),
        ]) {
            let text = json!({ "base": { "ctk": base } }).to_string();
            if read(&text).is_ok() && !base.is_empty() {
                // Whatever is no address at all is refused by the browser itself.
                if let Ok(url) = reqwest::Url::parse(&base) {
                    let is_here = matches!(url.host_str(), Some("localhost" | "127.0.0.1"));
                    prop_assert!(url.scheme() == "https" || is_here, "{}", url);
                    prop_assert!(url.username().is_empty() && url.password().is_none(), "{}", url);
                }
            }
        }

        #[test]
        fn any_configuration_is_read_or_refused_in_a_sentence(
            text in prop_oneof![
                any::<String>(),
                any_json(NAMES).prop_map(|value| value.to_string()),
                (0..30_usize, any_json(NAMES)).prop_map(|(place, other)| replaced(serde_json::from_str(SHIPPED).unwrap(), place, &other).to_string()),
                changed(SHIPPED, "{}[]\",:\u{0}"),
            ]
        ) {
            match read(&text) {
                Ok(config) => {
                    prop_assert!(!config.environments.is_empty());
                    let first = config.first();
                    prop_assert_eq!(config.named(&first.name), Some(first));
                }
                Err(why) => prop_assert!(why.starts_with("config.json: ")),
            }
        }
    }
}
