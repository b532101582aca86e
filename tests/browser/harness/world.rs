//! Everything one test has to itself, from its start to its end.

use std::any::type_name_of_val;
use std::fs;
use std::panic::AssertUnwindSafe;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use futures_util::FutureExt as _;
use tokio::sync::Semaphore;

use super::browser::{Browser, Screen};
use super::chromedriver::{self, Chromedriver};
use super::page::Page;
use super::sandbox::Sandbox;
use super::{evidence, wait};

/// Browsers are heavy; more at once make every one slower.
static PLACES: Semaphore = Semaphore::const_new(3);

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
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async move {
        let _place = PLACES.acquire().await.expect("places are never closed");
        let world = World::new(name, with_sandbox);
        let outcome = AssertUnwindSafe(body(&world)).catch_unwind().await;
        let problems = world.problems().await;
        let failed = outcome.is_err() || !problems.is_empty();
        let kept = if failed { evidence::keep(&world).await } else { None };
        world.end().await;
        if let Some(folder) = kept {
            eprintln!("pictures and logs are in {}", folder.display());
        }
        if let Err(panic) = outcome {
            std::panic::resume_unwind(panic);
        }
        assert!(problems.is_empty(), "the browser logged errors:\n  {}", problems.join("\n  "));
    });
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
        let number = self.pages().len();
        let profile = self.folder.join(format!("profile-{number}"));
        let browser = Browser::start(&self.chromedriver.address(), &profile, screen).await;
        let address = self.sandbox.as_ref().map(Sandbox::address).unwrap_or_default();
        let page = Arc::new(Page::new(browser, address));
        self.pages.lock().unwrap_or_else(PoisonError::into_inner).push(Arc::clone(&page));
        page
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
