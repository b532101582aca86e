//! The harness itself, against pages that are known.

use std::panic::catch_unwind;

use super::harness::{Authenticator, Page, Screen, test_without_sandbox as test};

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

fn message(outcome: std::thread::Result<()>) -> String {
    let panic = outcome.expect_err("the test inside fails");
    panic.downcast_ref::<String>().cloned().unwrap_or_default()
}
