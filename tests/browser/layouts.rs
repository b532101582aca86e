//! Nothing sticks out of a phone, and each place to go is where it belongs.

use super::api::Api;
use super::harness::{Page, Screen, test};
use super::screens::on_every_screen;
use super::steps::{ask_for_top_up, connect};

async fn has_a_bottom_bar(page: &Page) {
    page.thing(&["navigation"], "Main, short").shown().await;
    let fits = "(bar => bar.scrollWidth <= bar.clientWidth)(document.querySelector('.tabs'))";
    page.until("the bar fits", async || page.evaluate(fits).await == true).await;
    assert_eq!(page.thing(&["complementary"], "Places").count().await, 0);
}

async fn has_a_sidebar(page: &Page) {
    page.thing(&["complementary"], "Places").shown().await;
    assert_eq!(page.thing(&["navigation"], "Main, short").count().await, 0);
}

async fn fits_a_phone(page: &Page, inside: bool) {
    page.fits_the_width().await;
    if inside {
        has_a_bottom_bar(page).await;
    }
}

#[test]
fn every_screen_fits_desks_and_phones_down_to_320_pixels() {
    test(async |world| {
        on_every_screen(world, Screen::DESK, async |page, inside| {
            page.fits_the_width().await;
            if inside {
                has_a_sidebar(page).await;
            }
            for phone in [Screen::PHONE, Screen::SMALL_PHONE] {
                page.screen(phone).await;
                fits_a_phone(page, inside).await;
            }
            page.screen(Screen::DESK).await;
        })
        .await;
    });
}

/// A dialog lies within the window, and what is in it within the dialog.
async fn dialog_fits(page: &Page) {
    page.fits_the_width().await;
    let out = "(() => { const dialog = document.querySelector('dialog[open]'), box = dialog.getBoundingClientRect();
        if (box.left < -0.5 || box.right > innerWidth + 0.5 || box.bottom > innerHeight + 0.5) return 'the dialog';
        if (dialog.scrollWidth > dialog.clientWidth) return 'something in the dialog';
        const wide = [...dialog.querySelectorAll('*')].find(e => e.checkVisibility() && e.getBoundingClientRect().right > box.right + 0.5);
        return wide ? wide.outerHTML.slice(0, 120) : ''; })()";
    page.until("the dialog fits", async || page.evaluate(out).await == "").await;
}

#[test]
fn every_dialog_fits_a_small_phone() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.browser(Screen::SMALL_PHONE).await;
        page.allow_log("net::ERR_");
        super::steps::open_account(&page, &api).await;
        page.button("Find a customer, a transaction, a screen").click().await;
        page.dialog("Go anywhere").shown().await;
        dialog_fits(&page).await;
        page.press("Escape").await;
        ask_for_top_up(&page, "25.00", "fault-truncated").await;
        page.fits_the_width().await;
        page.dialog("Review the top-up").shown().await;
        dialog_fits(&page).await;
        page.button("Top up 25.00 USD").click().await;
        page.dialog("We do not know yet").shown().await;
        dialog_fits(&page).await;
        page.button("Look now").click().await;
        page.dialog("Done").shown().await;
        dialog_fits(&page).await;
        page.press("Enter").await;
        page.button("Filter").click().await;
        page.any(&["menu"]).shown().await;
        page.fits_the_width().await;
    });
}

#[test]
fn long_words_fit_a_small_phone() {
    test(async |world| {
        const EMAIL: &str = "a.rather.long.name.of.somebody@subdomain.example.org";
        let page = world.browser(Screen::SMALL_PHONE).await;
        page.goto("/merchant/users/new").await;
        connect(&page).await;
        page.field("E-mail").fill(EMAIL).await;
        page.field("External id").fill("HW-200001").await;
        page.field("Account name optional").fill("Everyday").await;
        page.button("Create customer").click().await;
        page.image("QR code for an authenticator app").read_qr().await;
        page.fits_the_width().await;
        page.button("Done").click().await;
        page.heading(EMAIL).shown().await;
        page.fits_the_width().await;
        page.link("Everyday").click().await;
        page.link(EMAIL).shown().await;
        page.fits_the_width().await;
        ask_for_top_up(
            &page,
            "25.00",
            "A reason that goes on and on without an end or aWordThatCannotBeBrokenAnywhere",
        )
        .await;
        page.dialog("Review the top-up").has_text(EMAIL).await;
        dialog_fits(&page).await;
    });
}
