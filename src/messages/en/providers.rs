//! External providers of the crypto wallet.

pub const PROVIDERS: &str = "Providers";
pub const PROVIDERS_MEAN: &str = "A wallet that you have elsewhere. One provider is in use at a time.";
pub const ADD_PROVIDER: &str = "Add a provider";
pub const NAME_PROVIDER: &str = "Name one that was added before";
pub const NAME_PROVIDER_HINT: &str = "The system says only which provider is in use. One that was added before and is not in use is found by its name.";
pub const NO_PROVIDER: &str = "No provider is in use";
pub const NO_PROVIDER_HINT: &str = "Your own wallets are what your cards spend.";
pub const PROVIDER_NAME: &str = "Provider";
pub const PROVIDER_NAME_HINT: &str = "Its name as the system knows it, such as kraken";
pub const PROVIDER_NAME_WRONG: &str = "Enter the name of the provider.";
pub const PROVIDER_KEY: &str = "API key";
pub const PROVIDER_SECRET: &str = "API secret";
pub const PROVIDER_KEYS_HINT: &str = "Made at the provider. Both are sent once and never shown again.";
pub const PROVIDER_KEY_MISSING: &str = "Enter the key made at the provider.";
pub const PROVIDER_SECRET_MISSING: &str = "Enter the secret made at the provider.";
pub const ONE_OF_BOTH: &str = "Enter a new key, a new secret, or both.";
pub const USE_IT_NOW: &str = "Use it now";
pub const USE_IT_NOW_HINT: &str = "The one that is in use now is used no longer";
pub const PROVIDER_IN_USE: &str = "In use";
pub const PROVIDER_NOT_IN_USE: &str = "Not in use";
pub const USE_PROVIDER: &str = "Use it";
pub const STOP_PROVIDER: &str = "Use it no longer";
pub const NEW_KEYS: &str = "New keys";
pub const LEAVE_EMPTY: &str = "left empty, it stays";
pub const DELETE_PROVIDER: &str = "Delete";
pub const DELETE_PROVIDER_MEANS: &str =
    "Its key and its secret are forgotten by the system. Add it anew to use it again.";
pub const PROVIDER_ADDED: &str = "The provider is added.";
pub const PROVIDER_CHANGED: &str = "The provider is changed.";
pub const PROVIDER_DELETED: &str = "The provider is deleted.";
pub const GO_BY_NAME: &str = "Go on";

pub fn delete_named(provider: &str) -> String {
    format!("Delete {provider}?")
}

pub fn new_keys_of(provider: &str) -> String {
    format!("New keys of {provider}")
}

pub fn act_on(action: &str, provider: &str) -> String {
    format!("{action}: {provider}")
}
