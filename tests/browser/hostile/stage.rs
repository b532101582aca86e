//! One browser, one proxy, and the look at the page after each payload.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::{Value, json};

use crate::harness::{Answer, PATIENCE, Page, Proxy, Request, Screen, World, until};

/// From the first script of a document on: what ran, what the policy stopped, what went wrong.
const WATCH: &str = "window.ran = []; window.forbidden = []; window.errors = [];
    for (const name of ['alert', 'confirm', 'prompt', 'open', 'print']) window[name] = () => ran.push(name);
    addEventListener('securitypolicyviolation', event => forbidden.push(`${event.effectiveDirective} ${event.blockedURI}`));
    addEventListener('error', event => errors.push(event.message));
    addEventListener('unhandledrejection', event => errors.push(String(event.reason)));
    const tell = console.error;
    console.error = (...words) => { if (!String(words[0]).startsWith('content security policy')) errors.push(words.join(' ').slice(0, 300)); tell(...words); };
    window.go = address => { history.pushState(null, '', address); dispatchEvent(new PopStateEvent('popstate')); };";

/// What may not be so, whatever a system said.
const JUDGE: &str = r"(() => {
    const out = [], own = location.origin;
    const main = document.querySelector('main');
    if (!main || main.innerText.trim().length < 3) out.push('the page is blank');
    for (const one of window.ran?.splice(0) ?? ['the document is another one']) out.push(`a script ran: ${one}`);
    for (const one of window.forbidden?.splice(0) ?? []) out.push(`the policy had to stop ${one}`);
    for (const one of window.errors?.splice(0) ?? []) out.push(`an error: ${one}`);
    for (const entry of performance.getEntriesByType('resource'))
        if (new URL(entry.name).origin !== own) out.push(`somebody else was asked: ${entry.name}`);
    performance.clearResourceTimings();
    for (const element of document.querySelectorAll('main script, main iframe, main object, main embed, main base, main meta, main link, main style, main template, main video, main math, main animate'))
        out.push(`an element of theirs: ${element.outerHTML.slice(0, 120)}`);
    for (const element of document.querySelectorAll('body *')) for (const { name, value } of element.attributes) {
        if (name.startsWith('on') || name === 'srcdoc' || name === 'ping' || name === 'style' && value.includes('('))
            out.push(`an attribute of theirs: ${name}=${value.slice(0, 80)}`);
        if (['fill', 'stroke', 'filter', 'mask', 'clip-path'].includes(name) && /url\((?!#)/.test(value))
            out.push(`a drawing that leads out: ${name}=${value.slice(0, 80)}`);
        if (['href', 'src', 'action', 'formaction', 'data', 'poster', 'xlink:href'].includes(name)) {
            const url = URL.canParse(value, location.href) ? new URL(value, location.href) : null;
            // Out of the console leads https alone, and only what asks first.
            if (url?.origin !== own && !(url?.protocol === 'https:' && element.closest('dialog[open], .leaving')?.innerText.includes(url.host)))
                out.push(`a link of theirs: ${element.tagName} ${name}=${value.slice(0, 80)}`);
        }
    }
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const hidden = /[\u202A-\u202E\u2066-\u2069\u200B-\u200F\u2060-\u2064\u061C\u00AD\u180E\uFEFF\u0000]/;
    for (let node = walker.nextNode(); node; node = walker.nextNode())
        if (hidden.test(node.data) && out.length < 9) out.push(`not made visible in ${node.parentElement.outerHTML.slice(0, 100)}`);
    if (hidden.test(document.title)) out.push('not made visible in the title');
    if (({}).polluted !== undefined) out.push('the prototype of everything was changed');
    if (document.cookie) out.push(`a cookie: ${document.cookie}`);
    return out;
})()";

const QUIET: &str =
    "document.querySelector('[aria-busy=true], .bone') === null && document.querySelector('main') !== null";

/// The overview counts many lists, and goes on counting while one of them lies.
const STANDS: &str =
    "document.querySelector('main h1') !== null && document.querySelectorAll('main section').length > 3";

#[derive(Debug)]
pub struct Stage {
    pub proxy: Proxy,
    /// Somebody else, whom nobody should ask for anything.
    pub trap: Proxy,
    pub page: Arc<Page>,
    pub names: BTreeSet<String>,
    pub problems: Vec<String>,
}

impl Stage {
    pub async fn of(world: &World) -> Self {
        let proxy = Proxy::start(Some(&world.sandbox().address()));
        let page = world.browser_at(proxy.address(), Screen::DESK).await;
        page.before_documents(WATCH).await;
        for words in ["Failed to load resource", "net::ERR_"] {
            page.allow_log(words);
        }
        Self { proxy, trap: Proxy::start(None), page, names: BTreeSet::new(), problems: Vec::new() }
    }

    /// Waits until a document that was opened shows a screen.
    pub async fn stands(&self) {
        let condition = format!("document.querySelector('main h1') !== null && {QUIET}");
        self.page.until("the console stands", async || self.page.evaluate(&condition).await == true).await;
    }

    /// Goes to an address inside the loaded console, by way of a page that asks for nothing.
    pub async fn go(&self, address: &str) {
        self.page.evaluate(&format!("go({})", json!(address))).await;
    }

    /// Opens a screen while one operation is answered so, and looks at the page when it has settled.
    /// `false` where the page has to be opened anew.
    pub async fn throw(
        &mut self,
        name: &str,
        (method, path): (&str, &str),
        address: &str,
        answer: Answer,
    ) -> bool {
        let name = format!("{name} at {address}");
        self.proxy.pass();
        self.go("/nowhere").await;
        let before = self.proxy.served();
        self.proxy.answer(method, path, answer);
        self.go(address).await;
        let settled = self.settle(before, if address == "/merchant" { STANDS } else { QUIET }).await;
        self.proxy.pass();
        let mut found = self.judge().await;
        if let Err(reason) = settled {
            found.push(reason);
        }
        let is_well = found.is_empty();
        self.problems.extend(found.into_iter().take(4).map(|problem| format!("{name}: {problem}")));
        self.names.insert(name);
        is_well
    }

    /// Until the answer was given, the page has made something of it, and nothing is on its way.
    async fn settle(&self, before: usize, condition: &str) -> Result<(), String> {
        let attempt = async || {
            if self.proxy.served() == before {
                return Err("the operation was not asked for".to_owned());
            }
            match self.page.evaluate(condition).await {
                Value::Bool(true) => Ok(()),
                _ => Err("the page does not settle".to_owned()),
            }
        };
        // Histories are read whole, page by page.
        until(PATIENCE * 2, attempt).await
    }

    pub async fn judge(&self) -> Vec<String> {
        let found = self.page.evaluate(JUDGE).await;
        match found.as_array() {
            Some(found) => found.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
            None => vec!["the page does not answer".to_owned()],
        }
    }

    /// Ends the test: nothing went wrong, and nobody else was asked.
    pub async fn end(self) {
        assert!(self.problems.is_empty(), "{} problems:\n{}", self.problems.len(), self.problems.join("\n"));
        let asked: Vec<String> = self.trap.asked().iter().map(Request::text).collect();
        assert!(asked.is_empty(), "somebody else was asked: {asked:?}");
        let cookies = self.page.browser().devtools("Network.getAllCookies", json!({})).await;
        assert_eq!(cookies["cookies"], json!([]));
    }
}
