//! The run-time configuration, `public/config.json`: which environment this is, where the systems are.

use leptos::prelude::*;
use purser_api::{Endpoints, Method, Operation, System};
use serde_json::Value;

/// What the console was told about the place it runs in. A context, made once before the app is shown.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// The environment's name, shown on the band and on every review.
    pub environment: String,
    /// Whether money moves for real. Everything else is marked as test money.
    pub real: bool,
    pub endpoints: Endpoints,
}

pub fn use_config() -> StoredValue<Config> {
    expect_context::<StoredValue<Config>>()
}

/// Reads the configuration. Unknown names are ignored, a wrong value says which.
pub fn read(text: &str) -> Result<Config, String> {
    let value: Value = serde_json::from_str(text).map_err(|error| format!("config.json: {error}"))?;
    let environment = &value["environment"];
    let mut endpoints = Endpoints::default();
    for (name, system) in
        [("centrowallet", System::CentroWallet), ("centrapay", System::Centrapay), ("ctk", System::Ctk)]
    {
        if let Some(base) = value["base"][name].as_str().filter(|base| !base.is_empty()) {
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
    Ok(Config {
        environment: environment["name"].as_str().unwrap_or("Unnamed environment").to_owned(),
        real: environment["real"].as_bool().unwrap_or(false),
        endpoints,
    })
}

/// A credential is sent only to https, or to this very machine (rule 12).
fn check_base(base: &str) -> Result<(), &'static str> {
    let host = |rest: &str| rest.split(['/', ':', '?']).next().unwrap_or_default().to_owned();
    if base.starts_with("https://") {
        return Ok(());
    }
    match base.strip_prefix("http://").map(host).as_deref() {
        Some("localhost" | "127.0.0.1") => Ok(()),
        Some(_) => Err("http is for this machine only; use https"),
        None => Err("not an address with http:// or https://"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn rule_12_a_base_is_https_unless_loopback() {
        for (base, good) in [
            ("https://wallet.example", true),
            ("http://127.0.0.1:4455", true),
            ("http://localhost:4455", true),
            ("http://wallet.example", false),
            ("http://127.0.0.1.evil.example", false),
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
        let (method, url) = config.endpoints.resolve(request.parts()).unwrap();
        assert_eq!((method, url.as_str()), (Method::Put, "/api/v1/user/17/restore-access"));
        assert!(
            read(r#"{"paths":{"no-such-operation":"GET /x"}}"#).unwrap_err().contains("no-such-operation")
        );
    }
}
