//! Connecting and signing in.

pub const CONNECT: &str = "Connect";
pub const CONNECT_HINT: &str = "With the API key of a merchant. It stays in this page’s memory and is gone when the page is, unless you keep it in the vault.";
pub const DEMO_MERCHANTS: &str = "Demo merchants of this sandbox";
pub const NO_SANDBOX: &str =
    "No sandbox answers at this address, or it offers no demo here. Start one beside this page with";
pub const START_SANDBOX: &str = "cargo xtask run";
pub const API_KEY: &str = "API key";
pub const API_KEY_HINT: &str = "Sent only to the wallet system of this environment";
pub const API_KEY_MISSING: &str = "Enter an API key.";
pub const CONNECTION_NAME: &str = "Name";
pub const CONNECTION_NAME_HINT: &str = "What to call this connection on screen";
pub const MERCHANT: &str = "Merchant";
pub const SIGN_IN: &str = "Sign in";
pub const SIGN_IN_HINT: &str = "With your e-mail address and the code your authenticator shows now.";
pub const CODE: &str = "Code";
pub const CODE_HINT: &str = "Six digits; each works once";
pub const CODE_SHAPE: &str = "Enter the six digits of the code.";

pub fn connect_as(name: &str) -> String {
    format!("Connect as {name}")
}
