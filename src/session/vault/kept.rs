//! Connections as the vault keeps them. Each bears the origins its keys were entered for; where an environment is somewhere
//! else now, the keys are not used and are wiped (rule 12).

use std::sync::Arc;

use purser_api::{Secret, System};
use serde_json::{Value, json};

use super::super::connection::{CentrapayKey, Merchant, colour};
use crate::{config::Environment, transport::fingerprint};

/// The section of the vault's document.
pub const SECTION: &str = "connections";

/// A connection whose key is gone, because its environment is not where it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keyless {
    pub id: String,
    pub name: String,
    pub environment: String,
}

/// What an entry of the section is here and now.
#[derive(Debug)]
pub enum Entry {
    Connection(Merchant),
    Keyless(Keyless),
}

pub fn write(merchant: &Merchant) -> Value {
    let environment = &merchant.environment;
    let mut value = json!({
        "id": merchant.id,
        "name": merchant.name,
        "colour": merchant.colour,
        "environment": environment.name,
        "origin": environment.origin(System::CentroWallet),
        "key": merchant.key.expose(),
    });
    if let Some(centrapay) = &merchant.centrapay {
        value["centrapay"] = json!({
            "origin": environment.origin(System::Centrapay),
            "key": centrapay.key.expose(),
            "account": centrapay.account_id,
        });
    }
    value
}

/// An entry without its keys.
pub fn without_keys(mut value: Value) -> Value {
    if let Some(fields) = value.as_object_mut() {
        fields.retain(|name, _| !matches!(name.as_str(), "key" | "centrapay" | "origin"));
    }
    value
}

/// Reads an entry in one of these environments. `None` was not written by this console.
pub async fn read(value: &Value, environments: &[Arc<Environment>]) -> Option<Entry> {
    let text = |name: &str| value[name].as_str().map(str::to_owned);
    let (id, name, environment) = (text("id")?, text("name")?, text("environment")?);
    let found = environments.iter().find(|known| {
        known.name == environment && value["origin"].as_str() == Some(&known.origin(System::CentroWallet))
    });
    let (Some(environment), Some(key)) = (found, text("key")) else {
        return Some(Entry::Keyless(Keyless { id, name, environment }));
    };
    let key = Secret::new(key);
    let fingerprint = fingerprint(environment, &key).await;
    let centrapay = &value["centrapay"];
    let centrapay = (centrapay["origin"].as_str() == Some(&environment.origin(System::Centrapay)))
        .then(|| {
            Some(CentrapayKey {
                key: Secret::new(centrapay["key"].as_str()?),
                account_id: centrapay["account"].as_str()?.to_owned(),
            })
        })
        .flatten();
    let colour = colour(value["colour"].as_str().unwrap_or_default());
    let merchant = Merchant::new(name, Arc::clone(environment), key, fingerprint);
    Some(Entry::Connection(Merchant { id, colour, centrapay, is_kept: true, ..merchant }))
}
