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
mod browser;
mod chromedriver;
mod documents;
mod evidence;
mod hands;
mod keys;
mod locator;
mod page;
mod qr;
mod sandbox;
mod surroundings;
mod tables;
mod wait;
mod world;

pub use authenticator::Authenticator;
pub use browser::Screen;
pub use locator::Locator;
pub use page::Page;
pub use world::{World, test, test_without_sandbox};
