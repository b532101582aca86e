//! The job the console is for, from the first screen to money on both sides.

use super::api::Api;
use super::harness::{Authenticator, Page, test};
use super::steps;

const EMAIL: &str = "maia.rossi@example.org";

#[test]
fn the_main_thread() {
    test(async |world| {
        let api = Api::of(world).await;
        let desk = world.desk().await;
        desk.goto("/").await;
        desk.any(&["link"]).containing("Merchant console").click().await;
        steps::connect(&desk).await;
        desk.at("/merchant").await;
        desk.link("Customers").within(&desk.thing(&["navigation"], "Main")).click().await;
        desk.at("/merchant/users").await;
        desk.heading(&format!("Customers {}", api.total("user").await)).shown().await;
        let authenticator = enrol(&desk).await;

        let phone = world.phone().await;
        phone.goto("/wallet").await;
        phone.at("/wallet/sign-in?next=%2Fwallet").await;
        steps::sign_in(&phone, EMAIL, &authenticator.code()).await;
        phone.at("/wallet").await;
        phone.says("Everyday 0.00 USD").await;
        phone.says("Nothing happened yet").await;

        desk.link("Everyday").click().await;
        desk.says("Balance 0.00 USD").await;
        top_up(&desk).await;
        desk.says("Balance 25.00 USD").await;
        let row = desk.any(&["row"]).containing("+25.00 USD").within(&desk.table("Transactions"));
        row.has_text("Welcome").await;

        phone.reload().await;
        phone.says("Everyday 25.00 USD").await;
        phone.any(&["link"]).containing("+25.00 USD").has_text("Welcome").await;
    });
}

/// Creates a customer, tries a code of the key on the screen, and ends on the customer's own page.
async fn enrol(desk: &Page) -> Authenticator {
    desk.link("New customer").within(&desk.any(&["main"])).click().await;
    desk.field("E-mail").fill(EMAIL).await;
    desk.field("External id").fill("HW-200001").await;
    desk.field("Account name optional").fill("Everyday").await;
    desk.button("Create customer").click().await;
    desk.heading("Set up sign-in codes").shown().await;
    let address = desk.image("QR code for an authenticator app").read_qr().await;
    let authenticator = Authenticator::scan(&address);
    assert!(authenticator.label.ends_with(EMAIL), "{}", authenticator.label);

    let by_hand = desk.thing(&["region"], "Or type the key").text().await;
    assert!(by_hand.replace(' ', "").contains(authenticator.key()), "{by_hand}");

    let shown = desk.field("What does the app show now?");
    shown.fill(&authenticator.wrong_code()).await;
    desk.says("This is not the code of this key.").await;
    shown.fill(&authenticator.code()).await;
    desk.says("This code is right.").await;
    desk.button("Done").click().await;
    desk.heading(EMAIL).shown().await;
    authenticator
}

async fn top_up(desk: &Page) {
    steps::ask_for_top_up(desk, "25.00", "Welcome").await;
    let review = desk.dialog("Review the top-up");
    review.has_text("Account Everyday #").await;
    review.has_text("From Halyard Workspaces").await;
    review.has_text("Reason Welcome").await;
    review.has_text("Customer gets 25.00 USD").await;
    review.has_text("Balance 0.00 → 25.00 USD").await;
    desk.button("Top up 25.00 USD").click().await;
    let done = desk.dialog("Done");
    done.has_text("+25.00 USD").await;
    done.has_text("New balance 25.00 USD").await;
    desk.button("Done").within(&done).click().await;
    done.gone().await;
}
