//! The harness itself, against pages that are known.

use std::panic::catch_unwind;

use super::harness::{
    Authenticator, LISTEN, Page, Proxy, Screen, Secrets, test as with_sandbox, test_without_sandbox as test,
};

async fn open(page: &Page, name: &str) {
    let folder = concat!("file://", env!("CARGO_MANIFEST_DIR"), "/tests/browser/fixtures/");
    page.goto(&format!("{folder}{name}")).await;
}

#[test]
fn forms_are_filled_by_their_labels() {
    test(async |world| {
        let page = world.desk().await;
        open(&page, "things.html").await;
        assert_eq!(page.field("E-mail").value().await, "old@example.org");
        page.field("E-mail").fill("ada@example.org").await;
        page.field("Amount").fill("12.50").await;
        assert_eq!(page.field("Amount").value().await, "12.50");
        page.field("Currency").choose("Euro").await;
        page.says("chose e").await;
        page.field("Remember me").click().await;
        page.field("Remember me").has_state("checked", "true").await;
        page.button("Save").click().await;
        page.says("saved ada@example.org").await;
        page.says_no_more("chose").await;
    });
}

#[test]
fn things_are_told_apart_by_role_name_and_place() {
    test(async |world| {
        let page = world.desk().await;
        open(&page, "things.html").await;
        page.heading("Things to find").shown().await;
        assert_eq!(page.any(&["button"]).names().await, ["Save", "Wait", "Open", "Open", "Count", "Ask"]);
        assert_eq!(page.button("Wait").state("disabled").await, "true");
        page.button("Hidden").gone().await;
        page.button("Open").within(&page.thing(&["region"], "Second")).click().await;
        page.says("opened Second").await;
        assert_eq!(
            page.table("People").rows().await,
            [["Name", "Money"], ["Ada", "1.00 USD"], ["Ben", "−2.50 USD"]]
        );
        page.row("Ada").has_text("1.00 USD").await;
        assert_eq!(page.row("USD").count().await, 2);
    });
}

#[test]
fn the_keyboard_reaches_what_a_hand_does() {
    test(async |world| {
        let page = world.desk().await;
        open(&page, "things.html").await;
        page.tab_to("textbox \"Amount\"").await;
        page.type_text("7").await;
        page.press("Enter").await;
        page.says("saved old@example.org").await;
        page.press("Control+k").await;
        page.says("held Control").await;
        page.press("Shift+Tab").await;
        assert_eq!(page.focused().await, "textbox \"E-mail\"");
    });
}

#[test]
fn the_address_is_followed_back_and_forward() {
    test(async |world| {
        let page = world.desk().await;
        open(&page, "things.html").await;
        let start = page.path().await;
        let link = page.link("Narrowed");
        assert_eq!(link.attribute("href").await.as_deref(), Some("?currency=USD"));
        link.click().await;
        page.at(&format!("{start}?currency=USD")).await;
        page.back().await;
        page.at(&start).await;
        page.forward().await;
        page.reload().await;
        page.at(&format!("{start}?currency=USD")).await;
    });
}

#[test]
fn a_dialog_is_seen_while_it_is_open() {
    test(async |world| {
        let page = world.desk().await;
        open(&page, "things.html").await;
        page.button("Count").double_click().await;
        page.says("counted 2").await;
        page.button("Ask").click().await;
        let dialog = page.dialog("Are you sure?");
        assert_eq!(page.button("Yes").within(&dialog).text().await, "Yes");
        let picture = dialog.picture().await;
        assert!(picture.width() > 50 && picture.height() > 20, "{}x{}", picture.width(), picture.height());
        page.button("Yes").focus().await;
        page.press("Enter").await;
        dialog.gone().await;
        assert!(page.picture("harness").await.is_file());
    });
}

#[test]
fn screens_have_their_width_and_their_theme() {
    test(async |world| {
        let page = world.phone().await;
        open(&page, "things.html").await;
        assert_eq!(page.evaluate("innerWidth").await, 390);
        page.fits_the_width().await;
        page.screen(Screen::SMALL_PHONE).await;
        page.until("the screen is 320 wide", async || page.evaluate("innerWidth").await == 320).await;
        for dark in [true, false] {
            page.dark(dark).await;
            assert_eq!(page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches").await, dark);
        }
        page.offline(true).await;
        assert_eq!(page.evaluate("navigator.onLine").await, false);
        page.offline(false).await;
        page.evaluate("localStorage.setItem('theme', 'dark')").await;
        assert_eq!(page.stored().await["local"]["theme"], "dark");
    });
}

#[test]
fn a_qr_code_is_read_from_its_pixels() {
    test(async |world| {
        let page = world.phone().await;
        open(&page, "things.html").await;
        let address =
            "otpauth://totp/Shop:ada@example.org?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Shop";
        let drawing = drawing(address);
        page.evaluate(&format!("document.getElementById('code').innerHTML = `{drawing}`")).await;
        let read = page.image("Code").read_qr().await;
        assert_eq!(read, address);
        assert_eq!(Authenticator::scan(&read).code().len(), 6);
    });
}

fn drawing(text: &str) -> String {
    let code = qrcode::QrCode::new(text).expect("it fits");
    let width = code.width();
    let dark = code.to_colors().into_iter().enumerate().filter(|(_, color)| *color == qrcode::Color::Dark);
    let square = |(at, _)| format!("M{} {}h1v1h-1z", at % width + 4, at / width + 4);
    let squares = dark.map(square).fold(String::new(), |all, square| all + square.as_str());
    let all = width + 8;
    format!(
        "<svg viewBox='0 0 {all} {all}' width='240' shape-rendering='crispEdges'><path d='{squares}'/></svg>"
    )
}

#[test]
fn a_failure_says_what_was_there_instead() {
    let outcome = catch_unwind(|| {
        test(async |world| {
            let page = world.desk().await;
            open(&page, "things.html").await;
            page.button("Svae").click().await;
        });
    });
    let message = message(outcome);
    for part in ["harness_holds.rs:", "there is no button \"Svae\"", "button \"Save\"", "textbox \"E-mail\""]
    {
        assert!(message.contains(part), "{part} is not in {message}");
    }
}

#[test]
fn what_is_there_twice_is_not_guessed_at() {
    let outcome = catch_unwind(|| {
        test(async |world| {
            let page = world.desk().await;
            open(&page, "things.html").await;
            page.button("Open").click().await;
        });
    });
    assert!(message(outcome).contains("there are 2 of button \"Open\""));
}

#[test]
fn a_violation_of_the_policy_fails_the_test() {
    let outcome = catch_unwind(|| {
        test(async |world| {
            let page = world.desk().await;
            open(&page, "forbidden.html").await;
        });
    });
    assert!(message(outcome).contains("content security policy: style-src-attr forbids inline"));
}

#[test]
fn a_logged_error_fails_the_test_unless_it_is_allowed() {
    let logged = |allowed: bool| {
        catch_unwind(move || {
            test(async move |world| {
                let page = world.desk().await;
                if allowed {
                    page.allow_log("part of the plan");
                }
                page.evaluate("console.error('part of the plan')").await;
            });
        })
    };
    assert!(logged(true).is_ok());
    assert!(message(logged(false)).contains("part of the plan"));
}

#[test]
fn rule_10_a_canary_is_found_wherever_it_is() {
    const CANARY: &str = "canary 4f1d0e2b+7c9a/86355d6e";
    const PLANTS: &[(&str, &str)] = &[
        ("localStorage", "localStorage.setItem('a', CANARY)"),
        ("localStorage", "localStorage.setItem(CANARY, '')"),
        (
            "sessionStorage",
            "sessionStorage.setItem('purser.wallet', JSON.stringify({ refreshToken: CANARY }))",
        ),
        ("sessionStorage", "sessionStorage.setItem('other', JSON.stringify({ accessToken: CANARY }))"),
        (
            "IndexedDB",
            "open('a').then(database => database.transaction('a', 'readwrite').objectStore('a').put({ deep: [CANARY] }, 1))",
        ),
        (
            "IndexedDB",
            "open('b').then(database => database.transaction('a', 'readwrite').objectStore('a').put(new TextEncoder().encode(CANARY), 1))",
        ),
        ("Cache Storage", "caches.open('a').then(cache => cache.put('/a', new Response(CANARY)))"),
        ("cookies", "document.cookie = `a=${encodeURIComponent(CANARY)}`"),
        ("location", "location.hash = encodeURIComponent(CANARY)"),
        ("the history", "history.replaceState({ deep: [CANARY] }, '')"),
        (
            "the history",
            "(history.pushState(null, '', `?${btoa(CANARY)}`), history.pushState(null, '', '?'))",
        ),
        ("the title", "document.title = CANARY"),
        ("window.name", "window.name = CANARY"),
        ("the document", "document.body.dataset.a = CANARY"),
        ("the document", "document.body.append(document.createComment(btoa('x' + CANARY)))"),
        (
            "the document",
            "document.body.append(btoa('xx' + CANARY).replaceAll('+', '-').replaceAll('/', '_'))",
        ),
        (
            "the document",
            "document.body.append([...new TextEncoder().encode(CANARY)].map(byte => byte.toString(16).padStart(2, '0')).join(''))",
        ),
        (
            "a field",
            "document.body.append(Object.assign(document.createElement('input'), { value: CANARY }))",
        ),
        ("a request", "fetch(`/config.json?${encodeURIComponent(CANARY)}`)"),
        ("the server's log", "fetch('/config.json', { headers: { 'x-a': CANARY } })"),
        ("the console", "console.info(CANARY)"),
        ("a message to other tabs", "new BroadcastChannel('a').postMessage({ a: CANARY })"),
    ];
    const OPEN: &str = "const open = name => new Promise(found => { const request = indexedDB.open(name); \
        request.onupgradeneeded = () => request.result.createObjectStore('a'); request.onsuccess = () => found(request.result); });";
    with_sandbox(async |world| {
        let proxy = Proxy::start(Some(&world.sandbox().address()));
        let page = world.browser_at(proxy.address(), Screen::DESK).await;
        page.before_documents(LISTEN).await;
        let folder = world.folder("saved");
        std::fs::create_dir_all(&folder).expect("a folder");
        for (number, (place, plant)) in PLANTS.iter().enumerate() {
            // The text of each is its own, so that what was planted before is not found again.
            let canary = format!("{CANARY}{number:03}");
            let mut secrets = Secrets::seen_by(&proxy);
            secrets.know("a canary", &canary);
            secrets.saved_in(&folder);
            page.goto("/").await;
            page.heading("Where do you want to go?").shown().await;
            page.holds_no(&secrets).await;
            page.evaluate(&format!("(() => {{ const CANARY = {canary:?}; {OPEN} {plant}; }})()")).await;
            let found =
                async || page.leaks(&secrets).await.iter().any(|leak| leak.ends_with(&format!("in {place}")));
            page.until(&format!("it is found in {place}: {plant}"), found).await;
        }
        let mut secrets = Secrets::default();
        secrets.know("a canary", "canary_in_a_file");
        secrets.know("a code", "271828");
        secrets.saved_in(&folder);
        page.goto("/").await;
        page.evaluate("document.body.append('1271828 271828.5 0.271828')").await;
        page.holds_no(&secrets).await;
        std::fs::write(folder.join("a.csv"), "canary_in_a_file").expect("a file");
        page.evaluate("document.body.append(' code: 271828 ')").await;
        assert_eq!(
            page.leaks(&secrets).await,
            ["a canary, as it is, in a file", "a code, as it is, in the document"]
        );
    });
}

fn message(outcome: std::thread::Result<()>) -> String {
    let panic = outcome.expect_err("the test inside fails");
    panic.downcast_ref::<String>().cloned().unwrap_or_default()
}
