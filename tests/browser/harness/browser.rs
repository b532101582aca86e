//! A browser session: started, given a screen, its log read.

use std::io::{self, Write as _};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use serde_json::{Value, json};
use thirtyfour::common::capabilities::chromium::ChromiumLikeCapabilities as _;
use thirtyfour::{BrowserLogEntry, ChromeCapabilities, DesiredCapabilities, LoggingPrefsLogLevel, WebDriver};

const FLAGS: [&str; 15] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--disable-default-apps",
    "--disable-breakpad",
    "--disable-features=Translate,OptimizationHints,MediaRouter,InterestFeedContentSuggestions",
    "--disable-dev-shm-usage",
    "--lang=en-GB",
    // A test goes to more addresses in ten seconds than the browser lets a page go to.
    "--disable-ipc-flooding-protection",
];

/// Turns a violation of the content security policy into a logged error, whatever its kind.
const REPORT_VIOLATIONS: &str = "addEventListener('securitypolicyviolation', event => console.error(
    `content security policy: ${event.violatedDirective} forbids ${event.blockedURI} ${event.sample}`));";

/// A test of what happens when something does not arrive wants nothing between the page and the server.
const WITHOUT_WORKER: &str = "delete Navigator.prototype.serviceWorker;";

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
    without_worker: Mutex<Option<Value>>,
    log: Mutex<Vec<BrowserLogEntry>>,
    allowed: Mutex<Vec<String>>,
}

/// How often a browser may fail to start, as it does where the machine has no time for it.
const STARTS: usize = 3;

async fn begin(chromedriver: &str, wanted: &ChromeCapabilities) -> WebDriver {
    for _ in 1..STARTS {
        match WebDriver::new(chromedriver, wanted.clone()).await {
            Ok(driver) => return driver,
            Err(error) => drop(writeln!(io::stderr(), "a browser did not start: {error}")),
        }
    }
    WebDriver::new(chromedriver, wanted.clone()).await.expect("a browser starts")
}

/// Which browser it is.
#[derive(Clone, Copy, Debug)]
pub enum Program<'a> {
    /// Chromium's engine without a window and without a profile: it does the same work in two thirds of the time,
    /// but a page in a second tab may crash.
    /// Where there is none, it is the whole browser with this folder.
    Shell(&'a Path),
    /// What a person has, with what it keeps in this folder.
    Whole(&'a Path),
}

/// Debian's script of the same name goes on after its driver has quit, and its programs with it.
const SHELL: &str = "/usr/lib/chromium/chromium-headless-shell";

impl Browser {
    pub async fn start(chromedriver: &str, program: Program<'_>, screen: Screen) -> Self {
        let mut wanted = DesiredCapabilities::chrome();
        for flag in FLAGS {
            wanted.add_arg(flag).expect("a flag is text");
        }
        match program {
            Program::Shell(_) if Path::new(SHELL).is_file() => {
                wanted.set_binary(SHELL).expect("a path is text");
            }
            Program::Shell(profile) | Program::Whole(profile) => {
                wanted.add_arg(&format!("--user-data-dir={}", profile.display())).expect("a flag is text");
            }
        }
        wanted.set_browser_log_level(LoggingPrefsLogLevel::All).expect("a level is text");
        let driver = begin(chromedriver, &wanted).await;
        let browser = Self {
            driver,
            without_worker: Mutex::default(),
            log: Mutex::default(),
            allowed: Mutex::default(),
        };
        browser
            .devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": REPORT_VIOLATIONS }))
            .await;
        let script = browser
            .devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": WITHOUT_WORKER }))
            .await;
        *browser.without_worker.lock().unwrap_or_else(PoisonError::into_inner) = Some(script);
        browser.screen(screen).await;
        browser
    }

    /// Pages opened from now on have the worker that opens them where there is no network.
    pub async fn allow_worker(&self) {
        let script = self.without_worker.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(script) = script {
            self.devtools("Page.removeScriptToEvaluateOnNewDocument", script).await;
        }
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
        let is_ahead = |message: &&String| {
            message.contains("__wasm_split.js")
                && ["Failed to fetch", "network error", "Could not download"]
                    .iter()
                    .any(|words| message.contains(words))
        };
        let severe = severe.filter(|message| !is_ahead(message));
        severe.filter(|message| !allowed.iter().any(|words| message.contains(words))).cloned().collect()
    }

    async fn collect_log(&self) {
        let new = self.driver.browser_log().await.unwrap_or_default();
        self.log.lock().unwrap_or_else(PoisonError::into_inner).extend(new);
    }
}
