//! Everything one test has to itself, from its start to its end.

use std::any::{Any, type_name_of_val};
use std::fs;
use std::panic::AssertUnwindSafe;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use futures_util::FutureExt as _;

use super::browser::{Browser, Program, Screen};
use super::chromedriver::{self, Chromedriver};
use super::page::Page;
use super::sandbox::Sandbox;
use super::{evidence, wait};

#[derive(Debug)]
pub struct World {
    name: String,
    folder: PathBuf,
    sandbox: Option<Sandbox>,
    pages: Mutex<Vec<Arc<Page>>>,
    chromedriver: Arc<Chromedriver>,
}

/// A test with a sandbox; see the example above this module.
pub fn test<Body: AsyncFnOnce(&World)>(body: Body) {
    run(body, true);
}

/// A test of pages that need none.
pub fn test_without_sandbox<Body: AsyncFnOnce(&World)>(body: Body) {
    run(body, false);
}

fn run<Body: AsyncFnOnce(&World)>(body: Body, with_sandbox: bool) {
    let name = name(type_name_of_val(&body));
    // Each client wants one, though all of them speak plain HTTP; who comes second finds it there.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async move {
        let world = World::new(name, with_sandbox);
        let outcome = AssertUnwindSafe(body(&world)).catch_unwind().await;
        let problems = world.problems().await;
        let mut reasons: Vec<_> =
            outcome.as_ref().err().map(|panic| words(panic.as_ref())).into_iter().collect();
        if !problems.is_empty() {
            reasons.push(format!("the browser logged errors:\n  {}", problems.join("\n  ")));
        }
        if !reasons.is_empty() {
            let kept = evidence::keep(&world).await;
            evidence::tell(world.name(), &reasons, kept.as_deref());
        }
        world.end().await;
        if let Err(panic) = outcome {
            std::panic::resume_unwind(panic);
        }
        assert!(reasons.is_empty(), "{}", reasons.join("\n"));
    });
}

fn words(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("it panicked without words").to_owned()
}

impl World {
    fn new(name: String, with_sandbox: bool) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("worlds").join(&name);
        let _ = fs::remove_dir_all(evidence::folder(&name));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("a folder for the test");
        let sandbox = with_sandbox.then(|| Sandbox::start(&folder));
        Self { name, folder, sandbox, pages: Mutex::default(), chromedriver: chromedriver::shared() }
    }

    /// A browser on a desk.
    pub async fn desk(&self) -> Arc<Page> {
        self.browser(Screen::DESK).await
    }

    /// A browser on a phone, 390 pixels wide.
    pub async fn phone(&self) -> Arc<Page> {
        self.browser(Screen::PHONE).await
    }

    /// A further browser, with nothing in common with the others but the sandbox.
    pub async fn browser(&self, screen: Screen) -> Arc<Page> {
        self.browser_at(self.address(), screen).await
    }

    /// The same, with everything that a person's has: tabs beside each other, and a profile that remembers.
    pub async fn whole_browser(&self, screen: Screen) -> Arc<Page> {
        self.whole_browser_at(self.address(), screen).await
    }

    /// The same, for a console that is served elsewhere.
    pub async fn whole_browser_at(&self, address: String, screen: Screen) -> Arc<Page> {
        self.open(address, Program::Whole(&self.profile()), screen).await
    }

    /// A browser for a console that is served elsewhere.
    pub async fn browser_at(&self, address: String, screen: Screen) -> Arc<Page> {
        self.open(address, Program::Shell(&self.profile()), screen).await
    }

    fn profile(&self) -> PathBuf {
        self.folder.join(format!("profile-{}", self.pages().len()))
    }

    fn address(&self) -> String {
        self.sandbox.as_ref().map(Sandbox::address).unwrap_or_default()
    }

    async fn open(&self, address: String, program: Program<'_>, screen: Screen) -> Arc<Page> {
        let browser = Browser::start(&self.chromedriver.address(), program, screen).await;
        let page = Arc::new(Page::new(browser, address));
        self.pages.lock().unwrap_or_else(PoisonError::into_inner).push(Arc::clone(&page));
        page
    }

    /// A folder that goes when the test ends.
    pub fn folder(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    pub fn sandbox(&self) -> &Sandbox {
        self.sandbox.as_ref().expect("the test was started with a sandbox")
    }

    pub fn has_sandbox(&self) -> bool {
        self.sandbox.is_some()
    }

    pub fn name(&self) -> &str {
        &self.name
    }

    pub fn pages(&self) -> Vec<Arc<Page>> {
        self.pages.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    async fn problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        for page in self.pages() {
            problems.extend(page.browser().problems().await);
        }
        // A part that is fetched ahead while nothing answers is told when somebody needs it.
        if self.sandbox.as_ref().is_some_and(Sandbox::was_stopped) {
            problems.retain(|problem| {
                !(problem.contains("__wasm_split.js") && problem.contains("Failed to fetch"))
            });
        }
        problems
    }

    async fn end(self) {
        for page in self.pages() {
            let _ = page.driver().clone().quit().await;
        }
        drop(self.sandbox);
        // A browser that is about to end may still write to its profile.
        let remove = async || fs::remove_dir_all(&self.folder).map_err(|error| error.to_string());
        let _ = wait::until(wait::PATIENCE, remove).await;
    }
}

/// `browser::enrolment::a_code_works_once::{{closure}}` is `enrolment-a_code_works_once`.
fn name(path: &str) -> String {
    let parts = path.split("::").skip(1).filter(|part| !part.starts_with('{'));
    parts.collect::<Vec<_>>().join("-")
}
