//! One window, and what a person can do with it.

use std::panic::Location;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use thirtyfour::session::scriptret::ScriptRet;
use thirtyfour::{WebDriver, WebElement};

use super::accessibility::{self, words};
use super::browser::Browser;
use super::keys;
use super::locator::{FIELDS, Locator};
use super::wait::{PATIENCE, until};

#[derive(Debug)]
pub struct Page {
    browser: Browser,
    address: String,
}

impl Page {
    pub fn new(browser: Browser, address: String) -> Self {
        Self { browser, address }
    }

    pub fn browser(&self) -> &Browser {
        &self.browser
    }

    pub fn driver(&self) -> &WebDriver {
        &self.browser.driver
    }

    /// Opens an address of the console, such as `/merchant?currency=USD`, or a whole one.
    pub async fn goto(&self, path: &str) {
        let address = if path.starts_with('/') { format!("{}{path}", self.address) } else { path.to_owned() };
        self.driver().goto(&address).await.unwrap_or_else(|error| panic!("{path} does not open: {error}"));
    }

    pub async fn reload(&self) {
        self.driver().refresh().await.expect("the page reloads");
    }

    pub async fn back(&self) {
        self.driver().back().await.expect("there is a page to go back to");
    }

    pub async fn forward(&self) {
        self.driver().forward().await.expect("there is a page to go forward to");
    }

    pub async fn title(&self) -> String {
        self.driver().title().await.expect("a title")
    }

    /// Path and query as they stand in the address bar.
    pub async fn path(&self) -> String {
        self.evaluate("location.pathname + location.search").await.as_str().unwrap_or_default().to_owned()
    }

    /// Waits until the address bar shows this path and query.
    #[track_caller]
    pub fn at(&self, path: &str) -> impl Future<Output = ()> {
        let caller = Location::caller();
        async move {
            let attempt = async || match self.path().await {
                shown if shown == path => Ok(()),
                shown => Err(format!("the address is {shown}, not {path}")),
            };
            self.finish(caller, until(PATIENCE, attempt).await).await;
        }
    }

    /// Anything by its role and name.
    pub fn thing(&self, role: &'static [&'static str; 1], name: &str) -> Locator<'_> {
        Locator::new(self, role, Some(name))
    }

    /// All of a role, whatever their names; for `count`, `names`, or if there is only one.
    pub fn any(&self, role: &'static [&'static str; 1]) -> Locator<'_> {
        Locator::new(self, role, None)
    }

    pub fn button(&self, name: &str) -> Locator<'_> {
        self.thing(&["button"], name)
    }

    pub fn link(&self, name: &str) -> Locator<'_> {
        self.thing(&["link"], name)
    }

    pub fn heading(&self, name: &str) -> Locator<'_> {
        self.thing(&["heading"], name)
    }

    /// Rows are told by what they say: `page.row("Ada")`.
    pub fn row(&self, text: &str) -> Locator<'_> {
        self.any(&["row"]).containing(text)
    }

    pub fn table(&self, name: &str) -> Locator<'_> {
        self.thing(&["table"], name)
    }

    pub fn dialog(&self, name: &str) -> Locator<'_> {
        self.thing(&["dialog"], name)
    }

    pub fn image(&self, name: &str) -> Locator<'_> {
        self.thing(&["image"], name)
    }

    /// Anything to fill in, by its label.
    pub fn field(&self, label: &str) -> Locator<'_> {
        Locator::new(self, FIELDS, Some(label))
    }

    /// What a person can read on the page now, white space evened out.
    pub async fn text(&self) -> String {
        words(
            self.evaluate("document.body ? document.body.innerText : ''").await.as_str().unwrap_or_default(),
        )
    }

    /// Waits until the page says this somewhere.
    #[track_caller]
    pub fn says(&self, text: &str) -> impl Future<Output = ()> {
        let caller = Location::caller();
        async move {
            let attempt = async || {
                self.text()
                    .await
                    .contains(text)
                    .then_some(())
                    .ok_or_else(|| format!("the page does not say {text:?}"))
            };
            self.finish(caller, until(PATIENCE, attempt).await).await;
        }
    }

    /// Waits until the page no longer says this anywhere.
    #[track_caller]
    pub fn says_no_more(&self, text: &str) -> impl Future<Output = ()> {
        let caller = Location::caller();
        async move {
            let attempt = async || {
                (!self.text().await.contains(text))
                    .then_some(())
                    .ok_or_else(|| format!("the page still says {text:?}"))
            };
            self.finish(caller, until(PATIENCE, attempt).await).await;
        }
    }

    /// Waits for a condition of the test's own; `what` completes "it is not so that …".
    #[track_caller]
    pub fn until(&self, what: &str, condition: impl AsyncFn() -> bool) -> impl Future<Output = ()> {
        let caller = Location::caller();
        async move {
            let attempt =
                async || condition().await.then_some(()).ok_or_else(|| format!("it is not so that {what}"));
            self.finish(caller, until(PATIENCE, attempt).await).await;
        }
    }

    /// Presses a key (`Enter`, `j`) or a combination (`Control+k`) on whatever has the focus.
    pub async fn press(&self, keys: &str) {
        let (held, pressed) = keys::combination(keys);
        let mut chain = self.driver().action_chain();
        for key in &held {
            chain = chain.key_down(char::from(key.clone()));
        }
        chain = chain.key_down(pressed).key_up(pressed);
        for key in held.into_iter().rev() {
            chain = chain.key_up(char::from(key));
        }
        chain.perform().await.expect("keys are pressed");
    }

    /// Types into whatever has the focus.
    pub async fn type_text(&self, text: &str) {
        self.driver().action_chain().send_keys(text).perform().await.expect("text is typed");
    }

    /// What has the focus, as `button "Save"`; for keyboard tests.
    pub async fn focused(&self) -> String {
        match accessibility::focused(&self.browser).await {
            Ok(node) => format!("{} {:?}", node.role, node.name),
            Err(reason) => reason,
        }
    }

    /// Presses Tab until this has the focus, at most so many times as there are things to reach.
    #[track_caller]
    pub fn tab_to(&self, wanted: &str) -> impl Future<Output = ()> {
        let caller = Location::caller();
        async move {
            let mut passed = Vec::new();
            for _ in 0..200 {
                self.press("Tab").await;
                let focused = self.focused().await;
                if focused == wanted {
                    return;
                }
                passed.push(focused);
            }
            passed.dedup();
            let reached = passed.join(", ");
            self.fail(caller, &format!("Tab does not reach {wanted}; it reaches {reached}")).await;
        }
    }

    /// Everything the page keeps in the browser: `{"local": …, "session": …, "cookies": …}`.
    pub async fn stored(&self) -> Value {
        self.evaluate(
            "({ local: { ...localStorage }, session: { ...sessionStorage }, cookies: document.cookie })",
        )
        .await
    }

    /// The value of a JavaScript expression.
    pub async fn evaluate(&self, expression: &str) -> Value {
        let answer = self.driver().execute(format!("return {expression}"), Vec::new()).await;
        if let Err(error) = &answer {
            assert!(!error.to_string().contains("SyntaxError"), "this is no expression: {expression}");
        }
        answer.map_or(Value::Null, |answer| answer.json().clone())
    }

    /// Errors logged with these words are part of what the test does.
    pub fn allow_log(&self, words: &str) {
        self.browser.allow_log(words);
    }

    /// Keeps what the screen shows as `target/screenshots/name.png`.
    pub async fn picture(&self, name: &str) -> PathBuf {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target").join("screenshots");
        std::fs::create_dir_all(&folder).expect("a folder for pictures");
        let file = folder.join(format!("{name}.png"));
        self.driver().screenshot(&file).await.expect("a picture");
        file
    }

    /// Has the browser put what is saved from now on into this folder.
    pub async fn save_files_to(&self, folder: &Path) {
        std::fs::create_dir_all(folder).expect("a folder for files");
        let order = json!({ "behavior": "allow", "downloadPath": folder });
        self.driver().cdp().send_raw("Browser.setDownloadBehavior", order).await.expect("files are saved");
    }

    /// Shows the page as a printer would have it.
    pub async fn on_paper(&self) {
        let order = json!({ "media": "print" });
        self.driver().cdp().send_raw("Emulation.setEmulatedMedia", order).await.expect("a page on paper");
    }

    /// The element that the document knows under this number.
    pub async fn element(&self, number: i64) -> Result<WebElement, String> {
        self.call_on(number, "function () { window.__located = this; }").await?;
        let take = "const located = window.__located; delete window.__located; return located;";
        let taken = self.driver().execute(take, Vec::new()).await;
        taken.and_then(ScriptRet::element).map_err(|error| error.to_string())
    }

    /// The text of that element, white space evened out.
    pub async fn text_of(&self, number: i64) -> Result<String, String> {
        let answer =
            self.call_on(number, "function () { return this.innerText ?? this.textContent; }").await?;
        Ok(words(answer["result"]["value"].as_str().unwrap_or_default()))
    }

    async fn call_on(&self, number: i64, function: &str) -> Result<Value, String> {
        let devtools = self.driver().cdp();
        let found = devtools.send_raw("DOM.resolveNode", json!({ "backendNodeId": number })).await;
        let object = found.map_err(|error| error.to_string())?["object"]["objectId"].clone();
        let call = json!({ "objectId": object, "functionDeclaration": function, "returnByValue": true });
        devtools.send_raw("Runtime.callFunctionOn", call).await.map_err(|error| error.to_string())
    }

    /// The whole page as assistive technology sees it, one line for everything that has a meaning.
    pub async fn outline(&self) -> String {
        accessibility::outline(&self.browser).await
    }

    /// Ends the test: where, why, and what was on the page instead.
    pub async fn fail(&self, caller: &Location<'_>, reason: &str) -> ! {
        let outline = self.outline().await;
        let (file, line, path) = (caller.file(), caller.line(), self.path().await);
        panic!("{file}:{line}: {reason}\non the page at {path}:\n{outline}")
    }

    pub(super) async fn finish<T>(&self, caller: &Location<'_>, outcome: Result<T, String>) -> T {
        match outcome {
            Ok(answer) => answer,
            Err(reason) => self.fail(caller, &reason).await,
        }
    }
}
