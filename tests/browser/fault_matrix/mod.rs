//! Every way of moving money under every fault: the ledger's effect is 0 or 1, the screen never says that it failed when
//! it happened nor that it is done when it did not, and what is not known is found out or says what a person must do.
//!
//! The table that has to come out is in [`table`], and stands in `docs/trust.md`.

mod coins;
mod many;
mod merchant;
mod stage;
mod table;

use std::collections::BTreeSet;
use std::sync::Arc;

use super::harness::{Between, Page, Trouble, World};
use stage::{Bench, Stage};
use table::Fault;

/// What the screen says in the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Said {
    Done,
    NotArrived,
    /// As a row of many says either of these.
    NotDone,
    Refused,
    /// A person has to compare, and is told so.
    Compare,
    /// It was found out before that it cannot be sent.
    NotSent,
    /// Nobody is signed in any more.
    SignedOut,
}

/// What came of one way of moving money under one fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// How often it happened.
    pub effect: usize,
    pub said: Said,
}

/// Goes through all faults, prints what came of each, and compares it with the table.
async fn all<S: Stage>(stage: &mut S) {
    let kind = stage.bench().kind;
    let mut wrong = Vec::new();
    for fault in table::tried(kind) {
        let cell = one(stage, fault).await;
        println!("{kind} | {} | {cell}", fault.name());
        let expected = table::expected(kind, fault);
        if cell != expected {
            wrong.push(format!("{kind}, {}: {cell} in place of {expected}", fault.name()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// One cell of the table.
async fn one<S: Stage>(stage: &mut S, fault: Fault) -> Cell {
    let Bench { page, between, .. } = stage.bench().clone();
    between.keep_connections(fault == Fault::Reused);
    let sending = stage.review().await;
    let before = stage.effect(&sending).await;
    let press = page.button(&sending.button);
    // What a person was told on the way, and in the end.
    let (mut told, mut said) = (BTreeSet::new(), None);
    match fault {
        Fault::In(trouble) => {
            between.begin(Some(trouble));
            page.evaluate("(window.pressed = performance.now())").await;
            press.click().await;
            if trouble == Trouble::Refused {
                page.until("the browser has found nobody", async || {
                    matches!(title(&page).await.as_str(), "We do not know yet" | "Not sent")
                        || row_came_back(&page).await
                })
                .await;
                between.end();
            }
            if trouble == Trouble::HalfTheBody {
                page.until("half of it is under way", async || between.sendings().0 > 0).await;
                page.offline(true).await;
                page.offline(false).await;
            }
        }
        Fault::Reused => {
            between.begin(Some(Trouble::AnswerLost));
            press.click().await;
            page.until("the browser sends it again", async || between.sendings().0 > 1).await;
        }
        Fault::DoubleClick => {
            between.begin(None);
            press.double_click().await;
        }
        Fault::TabKilled => {
            between.begin(Some(Trouble::Held));
            press.click().await;
            happened(&page, &between).await;
            let killed = page.tab().await;
            let next = page.open_tab().await;
            page.close_tab(&killed, &next).await;
            between.end();
            stage.enter_again().await;
        }
        Fault::SecondTab => {
            between.begin(Some(Trouble::Held));
            press.click().await;
            happened(&page, &between).await;
            let first = page.tab().await;
            let second = page.open_tab().await;
            stage.enter_again().await;
            // It is found out here, or there meanwhile.
            page.until("nothing is open about it here", async || {
                !page.text().await.contains("has no known outcome")
            })
            .await;
            told.extend(now_says(&page).await);
            page.close_tab(&second, &first).await;
            between.end();
        }
        Fault::BackAndAgain => {
            between.begin(Some(Trouble::Held));
            press.click().await;
            happened(&page, &between).await;
            page.back().await;
            page.forward().await;
            between.end();
            said = Some(settled(&page, &mut told).await);
            assert_eq!(page.button(&sending.button).count().await, 0, "there is nothing to press again");
        }
    }
    let said = match said {
        Some(said) => said,
        None => settled(&page, &mut told).await,
    };
    told.insert(said);
    let (came, passed) = between.sendings();
    between.keep_connections(false);
    between.end();
    let effect = stage.effect(&sending).await - before;
    let is_repeated = fault == Fault::Reused;
    assert!(came <= 1 || is_repeated, "{}: sent {came} times", fault.name());
    assert!(passed <= 1, "{}: the system heard of it {passed} times", fault.name());
    let lies: &[Said] = if effect == 0 {
        &[Said::Done]
    } else {
        &[Said::NotArrived, Said::NotDone, Said::Refused, Said::NotSent]
    };
    for lie in lies {
        assert!(!told.contains(lie), "{}: {lie} was said, and it happened {effect} times", fault.name());
    }
    stage.clear_up().await;
    Cell { effect, said }
}

async fn happened(page: &Page, between: &Between) {
    page.until("the system has done it", async || between.is_held()).await;
}

/// Waits until the screen says how it ended; on the way, what it said is collected.
async fn settled(page: &Page, told: &mut BTreeSet<Said>) -> Said {
    let found = std::cell::Cell::new(None);
    let told = std::cell::RefCell::new(told);
    page.until("the screen says how it ended", async || {
        let Some(said) = now_says(page).await else { return false };
        told.borrow_mut().insert(said);
        found.set(Some(said));
        true
    })
    .await;
    found.into_inner().expect("it was found")
}

/// How the screen says that it ended, if it says so.
async fn now_says(page: &Page) -> Option<Said> {
    let text = page.text().await;
    let has = |words: &str| text.contains(words);
    match title(page).await.as_str() {
        "Done" | "It has begun" => return Some(Said::Done),
        "Refused" => return Some(Said::Refused),
        "Not sent" => return Some(Said::NotSent),
        "It did not arrive" => return Some(Said::NotArrived),
        "We do not know yet" if has("There, but not as asked for") => return Some(Said::Compare),
        _ => {}
    }
    let passing = page.evaluate("window.told").await.to_string();
    let ends = [
        (PASSING[0], Said::Done),
        (PASSING[1], Said::NotArrived),
        ("Compare it with", Said::Compare),
        ("Your session came to its end", Said::SignedOut),
        ("1 done, 0 not done, 0 not known yet, 0 not begun.", Said::Done),
        ("0 done, 1 not done, 0 not known yet, 0 not begun.", Said::NotDone),
        ("Will do 0, skip 1, cannot do 0.", Said::Done),
    ];
    ends.into_iter().find(|(words, _)| has(words) || passing.contains(words)).map(|(_, said)| said)
}

/// What is said beside the page goes by, the faster where time does.
const PASSING: [&str; 2] = ["went through after all", "never arrived: nothing moved"];

/// Whether a row of many was asked for and has its answer, or none.
async fn row_came_back(page: &Page) -> bool {
    let ended =
        "location.pathname.endsWith('/bulk') && performance.getEntriesByType('resource').some(asked =>
        asked.startTime > window.pressed && asked.responseEnd && asked.name.endsWith('/top-up'))";
    page.evaluate(ended).await == true
}

async fn title(page: &Page) -> String {
    let title = page.evaluate("document.querySelector('dialog[open] h2')?.innerText ?? ''").await;
    title.as_str().unwrap_or_default().to_owned()
}

/// In documents that open from now on time passes faster, and what goes by is kept.
async fn before_documents(page: &Page, speed: u32) {
    page.hurry(speed).await;
    page.before_documents(&format!(
        "window.told = []; new MutationObserver(changes => {{
            for (const change of changes) for (const node of change.addedNodes)
                for (const words of {PASSING:?}) if (node.textContent?.includes(words)) window.told.push(words);
        }}).observe(document, {{ subtree: true, childList: true }})"
    ))
    .await;
}

/// A sandbox, what stands in front of it, and a page that is served from there.
async fn set_up(world: &World, kind: &'static str, speed: u32) -> Bench {
    let between = Arc::new(Between::start(&world.sandbox().address()));
    between.let_keys_through_once(true);
    let page = world.whole_browser_at(between.address(), super::harness::Screen::DESK).await;
    page.allow_log("net::ERR_");
    page.allow_log("Failed to load resource: the server responded with a status of");
    before_documents(&page, speed).await;
    Bench { kind, page, between }
}

impl std::fmt::Display for Said {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            Self::Done => "done",
            Self::NotArrived => "not arrived",
            Self::NotDone => "not done",
            Self::Refused => "refused",
            Self::Compare => "compare",
            Self::NotSent => "not sent",
            Self::SignedOut => "signed out",
        })
    }
}

impl std::fmt::Display for Cell {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}, {}", self.effect, self.said)
    }
}
