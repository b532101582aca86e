//! A browser session: started, given a screen, its log read.

use std::path::Path;
use std::sync::{Mutex, PoisonError};

use serde_json::{Value, json};
use thirtyfour::common::capabilities::chromium::ChromiumLikeCapabilities as _;
use thirtyfour::{BrowserLogEntry, DesiredCapabilities, LoggingPrefsLogLevel, WebDriver};

const FLAGS: [&str; 10] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--lang=en-GB",
];

/// Turns a violation of the content security policy into a logged error, whatever its kind.
const REPORT_VIOLATIONS: &str = "addEventListener('securitypolicyviolation', event => console.error(
    `content security policy: ${event.violatedDirective} forbids ${event.blockedURI} ${event.sample}`));";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Screen {
    pub width: u32,
    pub height: u32,
    pub touch: bool,
}

impl Screen {
    pub const DESK: Self = Self { width: 1440, height: 900, touch: false };
    pub const PHONE: Self = Self { width: 390, height: 844, touch: true };
    pub const SMALL_PHONE: Self = Self { width: 320, height: 640, touch: true };
}

#[derive(Debug)]
pub struct Browser {
    pub driver: WebDriver,
    log: Mutex<Vec<BrowserLogEntry>>,
    allowed: Mutex<Vec<String>>,
}

impl Browser {
    pub async fn start(chromedriver: &str, profile: &Path, screen: Screen) -> Self {
        let mut wanted = DesiredCapabilities::chrome();
        let profile = format!("--user-data-dir={}", profile.display());
        for flag in FLAGS.into_iter().chain([profile.as_str()]) {
            wanted.add_arg(flag).expect("a flag is text");
        }
        wanted.set_browser_log_level(LoggingPrefsLogLevel::All).expect("a level is text");
        let driver = WebDriver::new(chromedriver, wanted).await.expect("a browser starts");
        let browser = Self { driver, log: Mutex::default(), allowed: Mutex::default() };
        browser
            .devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": REPORT_VIOLATIONS }))
            .await;
        browser.screen(screen).await;
        browser
    }

    /// A command of the `DevTools` protocol that has to succeed.
    pub async fn devtools(&self, method: &str, parameters: Value) -> Value {
        let answer = self.driver.cdp().send_raw(method, parameters).await;
        answer.unwrap_or_else(|error| panic!("{method}: {error}"))
    }

    pub async fn screen(&self, screen: Screen) {
        let metrics = json!({
            "width": screen.width,
            "height": screen.height,
            "deviceScaleFactor": if screen.touch { 2 } else { 1 },
            "mobile": screen.touch,
        });
        self.devtools("Emulation.setDeviceMetricsOverride", metrics).await;
        self.devtools("Emulation.setTouchEmulationEnabled", json!({ "enabled": screen.touch })).await;
    }

    /// Errors whose text holds these words are part of what the test does.
    pub fn allow_log(&self, words: &str) {
        self.allowed.lock().unwrap_or_else(PoisonError::into_inner).push(words.to_owned());
    }

    /// Everything logged so far, one line an entry.
    pub async fn log(&self) -> Vec<String> {
        self.collect_log().await;
        let log = self.log.lock().unwrap_or_else(PoisonError::into_inner);
        log.iter().map(|entry| format!("{} {}", entry.level, entry.message)).collect()
    }

    /// Logged errors that the test did not allow.
    pub async fn problems(&self) -> Vec<String> {
        self.collect_log().await;
        let log = self.log.lock().unwrap_or_else(PoisonError::into_inner);
        let allowed = self.allowed.lock().unwrap_or_else(PoisonError::into_inner);
        let severe = log.iter().filter(|entry| entry.level == "SEVERE").map(|entry| &entry.message);
        severe.filter(|message| !allowed.iter().any(|words| message.contains(words))).cloned().collect()
    }

    async fn collect_log(&self) {
        let new = self.driver.browser_log().await.unwrap_or_default();
        self.log.lock().unwrap_or_else(PoisonError::into_inner).extend(new);
    }
}
