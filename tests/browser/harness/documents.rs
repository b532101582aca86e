//! What is done to documents before they begin, and what they have asked for since.

use std::time::{SystemTime, UNIX_EPOCH};

use serde_json::json;

use super::page::Page;

impl Page {
    /// Follows a link of the console to this address, wherever one may be: the document stays.
    pub async fn follow(&self, address: &str) {
        let address = json!(address);
        let follow = format!(
            "(() => {{ const link = Object.assign(document.createElement('a'), {{ href: {address} }});
                document.body.append(link); link.click(); link.remove(); }})()"
        );
        self.evaluate(&follow).await;
        self.at(address.as_str().expect("a text")).await;
    }

    /// Runs in every document of this window that opens from now on, before any script of its own.
    pub async fn before_documents(&self, script: &str) {
        self.browser().devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": script })).await;
    }

    /// In documents that open from now on, time passes so many times as fast: minutes of waiting are seconds. A message
    /// that goes by itself stands as long as ever, and a request has five seconds at least.
    pub async fn hurry(&self, times: u32) {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).expect("it is after 1970").as_millis();
        let script = format!(
            "(() => {{
                const [now, later, often] = [Date.now, window.setTimeout, window.setInterval];
                Date.now = () => {since} + Math.floor((now() - {since}) * {times});
                const least = {{ 6000: 6000, 30000: 5000 }};
                window.setTimeout = (what, pause, ...more) =>
                    later(what, Math.max((pause ?? 0) / {times}, least[pause] ?? 0), ...more);
                window.setInterval = (what, pause, ...more) => often(what, (pause ?? 0) / {times}, ...more);
            }})()"
        );
        self.before_documents(&script).await;
    }

    /// How many requests this document has sent to addresses that contain this.
    pub async fn requests(&self, part: &str) -> u64 {
        let part = json!(part);
        let count = format!(
            "performance.getEntriesByType('resource').filter(entry => entry.name.includes({part})).length"
        );
        self.evaluate(&count).await.as_u64().expect("a count")
    }

    /// Everything a document holds or has left behind, as one text to search through: what it shows and what
    /// its fields hold, the address, the history, the storages, the addresses it asked for.
    pub async fn everything(&self) -> String {
        let everything = "JSON.stringify([document.documentElement.outerHTML, document.title, location.href, history.state,
            window.name, document.cookie, { ...localStorage }, { ...sessionStorage },
            [...document.querySelectorAll('input, textarea, select')].map(field => field.value),
            performance.getEntries().map(entry => entry.name)])";
        self.evaluate(everything).await.as_str().expect("a text").to_owned()
    }

    /// Opens a further tab of the same browser and goes to it; the first one is in the background then.
    pub async fn open_tab(&self) -> Tab {
        let tab = self.driver().new_tab().await.expect("a tab");
        self.driver().switch_to_window(tab.clone()).await.expect("the tab is there");
        Tab(tab)
    }

    pub async fn tab(&self) -> Tab {
        Tab(self.driver().window().await.expect("a tab"))
    }

    /// Closes a tab without asking it, and goes on in another.
    pub async fn close_tab(&self, tab: &Tab, then: &Tab) {
        self.go_to_tab(tab).await;
        self.driver().close_window().await.expect("the tab is closed");
        self.go_to_tab(then).await;
    }

    pub async fn go_to_tab(&self, tab: &Tab) {
        self.driver().switch_to_window(tab.0.clone()).await.expect("the tab is there");
    }
}

/// One of the tabs of a browser.
#[derive(Clone, Debug)]
pub struct Tab(thirtyfour::WindowHandle);
