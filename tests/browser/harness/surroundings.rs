//! What a page is shown on: the screen, the theme, the network.

use std::panic::Location;

use serde_json::json;

use super::browser::Screen;
use super::page::Page;
use super::wait::{PATIENCE, until};

impl Page {
    pub async fn screen(&self, screen: Screen) {
        self.browser().screen(screen).await;
    }

    /// What the system prefers, for pages that follow it.
    pub async fn dark(&self, dark: bool) {
        let theme = json!({ "name": "prefers-color-scheme", "value": if dark { "dark" } else { "light" } });
        self.browser().devtools("Emulation.setEmulatedMedia", json!({ "features": [theme] })).await;
    }

    /// Whether the browser has a network.
    pub async fn offline(&self, offline: bool) {
        self.browser().devtools("Network.enable", json!({})).await;
        let unlimited =
            json!({ "offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
        self.browser().devtools("Network.emulateNetworkConditions", unlimited).await;
    }

    /// Fails if the page can be moved sideways, and names what sticks out.
    #[track_caller]
    pub fn fits_the_width(&self) -> impl Future<Output = ()> {
        let caller = Location::caller();
        let wide = "(() => { const width = document.documentElement.clientWidth;
            if (document.documentElement.scrollWidth <= width) return '';
            const out = [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > width + 0.5 && getComputedStyle(e).position !== 'fixed' && !e.closest('.tabs'));
            return out.slice(-3).map(e => e.outerHTML.slice(0, 120)).join(' and ') || 'something'; })()";
        async move {
            let attempt = async || match self.evaluate(wide).await.as_str() {
                Some("") => Ok(()),
                out => Err(format!("the page is wider than the screen: {}", out.unwrap_or_default())),
            };
            self.finish(caller, until(PATIENCE, attempt).await).await;
        }
    }
}
