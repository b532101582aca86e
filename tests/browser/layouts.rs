//! Nothing sticks out of a phone, and each place to go is where it belongs.

use super::api::Api;
use super::harness::{Page, Screen, World, test};
use super::steps::{ask_for_top_up, connect, sign_in_customer};

/// Every screen of the merchant's that can be opened by its address, and words that say that it is there.
async fn merchant_screens(api: &Api) -> Vec<(String, &'static str)> {
    let customer = api.customer().id;
    let account = api.account_in(customer, "USD").await;
    let rows = api.rows(&format!("transaction?clientId={customer}&limit=1")).await;
    let screens = [
        ("/merchant/transactions".to_owned(), "1 to 50 of"),
        ("/merchant/transactions?status=fail&mode=card&dateFrom=2020-01-01".to_owned(), "Remove status"),
        ("/merchant/transactions?descriptor=Nothing+of+the+kind".to_owned(), "No transaction fits"),
        ("/merchant/transactions?descriptor=fault-malformed-row".to_owned(), "could not be read"),
        (format!("/merchant/transactions/{}?customer={customer}", rows[0]["id"]), "Linked transactions"),
        ("/merchant/users".to_owned(), "1 to 50 of"),
        ("/merchant/users/new".to_owned(), "Create customer"),
        (format!("/merchant/users/{customer}"), "Customer since"),
        (format!("/merchant/accounts/{account}?customer={customer}"), "Low balance notice"),
    ];
    screens.into()
}

async fn wallet_screens(api: &Api) -> Vec<(String, &'static str)> {
    let account = api.account_in(api.customer().id, "USD").await;
    vec![("/wallet".to_owned(), "Activity"), (format!("/wallet/accounts/{account}"), "Page 1 of")]
}

/// Waits until a screen is there: its words stand on it, or name something on it.
async fn is_there(page: &Page, words: &str) {
    page.until(&format!("the screen says {words}"), async || {
        page.text().await.contains(words) || page.button(words).count().await == 1
    })
    .await;
    page.until("nothing is on its way", async || {
        page.evaluate("document.querySelector('[aria-busy=true], .bone') === null").await == true
    })
    .await;
}

async fn has_a_bottom_bar(page: &Page) {
    page.thing(&["navigation"], "Main, short").shown().await;
    assert_eq!(page.thing(&["complementary"], "Places").count().await, 0);
}

async fn has_a_sidebar(page: &Page) {
    page.thing(&["complementary"], "Places").shown().await;
    assert_eq!(page.thing(&["navigation"], "Main, short").count().await, 0);
}

/// Goes through all screens, those before signing in too, and does something on each.
async fn on_every_screen(world: &World, screen: Screen, check: impl AsyncFn(&Page, bool)) {
    let api = Api::of(world).await;
    let page = world.browser(screen).await;
    for (address, words) in [
        ("/", "Where do you want to go?"),
        ("/merchant/connect", "Demo merchants"),
        ("/nowhere", "no such page"),
    ] {
        page.goto(address).await;
        page.says(words).await;
        check(&page, false).await;
    }
    for (address, words) in merchant_screens(&api).await {
        page.goto(&address).await;
        connect(&page).await;
        is_there(&page, words).await;
        check(&page, true).await;
    }
    page.goto("/wallet/sign-in").await;
    page.button("Sign in").shown().await;
    check(&page, false).await;
    sign_in_customer(&page, api.customer()).await;
    for (address, words) in wallet_screens(&api).await {
        page.goto(&address).await;
        is_there(&page, words).await;
        check(&page, true).await;
    }
}

async fn fits_a_phone(page: &Page, inside: bool) {
    page.fits_the_width().await;
    if inside {
        has_a_bottom_bar(page).await;
    }
}

#[test]
fn every_screen_fits_a_phone() {
    test(async |world| on_every_screen(world, Screen::PHONE, fits_a_phone).await);
}

#[test]
fn every_screen_fits_a_small_phone() {
    test(async |world| on_every_screen(world, Screen::SMALL_PHONE, fits_a_phone).await);
}

#[test]
fn every_screen_fits_a_desk() {
    let fits_a_desk = async |page: &Page, inside: bool| {
        page.fits_the_width().await;
        if inside {
            has_a_sidebar(page).await;
        }
    };
    test(async |world| on_every_screen(world, Screen::DESK, fits_a_desk).await);
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
