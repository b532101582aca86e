//! What a browser test needs: a sandbox and browsers of its own, things found by role and name,
//! waiting by condition, and evidence when it fails.
//!
//! ```ignore
//! #[test]
//! fn a_merchant_connects() {
//!     test(async |world| {
//!         let page = world.desk().await;
//!         page.goto("/merchant/connect").await;
//!         page.field("API key").fill("…").await;
//!         page.button("Connect").click().await;
//!         page.heading("Overview").shown().await;
//!     });
//! }
//! ```
//!
//! A test ends well only if no page logged an error or broke the content security policy.

mod accessibility;
mod authenticator;
mod between;
mod browser;
mod canaries;
mod chromedriver;
mod documents;
mod evidence;
mod hands;
mod keys;
mod locator;
mod page;
mod proxy;
mod qr;
mod sandbox;
mod surroundings;
mod tables;
mod wait;
mod world;

pub use authenticator::Authenticator;
pub use between::{Between, Trouble};
pub use browser::Screen;
pub use canaries::{LISTEN, Secrets};
pub use locator::Locator;
pub use page::Page;
pub use proxy::{Answer, Proxy, Request, header};
pub use wait::{PATIENCE, until};
pub use world::{World, test, test_without_sandbox};

/// Whether all of what is tried in samples is asked for: `cargo xtask test` does so where it is given a filter.
pub fn thorough() -> bool {
    std::env::var_os("PURSER_THOROUGH").is_some()
}
