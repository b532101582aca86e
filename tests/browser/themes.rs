//! Light and dark: the system's choice until a person makes their own.

use super::harness::{Page, test};

/// How bright the page is, from 0 to 255.
async fn brightness(page: &Page) -> u8 {
    let picture = page.any(&["main"]).picture().await.to_luma8();
    let sum: u64 = picture.pixels().map(|pixel| u64::from(pixel.0[0])).sum();
    u8::try_from(sum / u64::try_from(picture.len()).expect("a size")).expect("an average")
}

async fn is_dark(page: &Page) {
    page.until("the page is dark", async || brightness(page).await < 80).await;
}

async fn is_light(page: &Page) {
    page.until("the page is light", async || brightness(page).await > 200).await;
}

#[test]
fn the_system_decides_until_a_person_does() {
    test(async |world| {
        let page = world.desk().await;
        page.dark(true).await;
        page.goto("/merchant/transactions").await;
        is_dark(&page).await;
        page.dark(false).await;
        is_light(&page).await;
        super::steps::connect(&page).await;
        page.button("Light or dark").click().await;
        is_dark(&page).await;
        page.button("Light or dark").click().await;
        is_light(&page).await;
        page.dark(true).await;
        is_light(&page).await;
    });
}

#[test]
fn a_chosen_theme_is_there_before_the_first_paint() {
    test(async |world| {
        let page = world.desk().await;
        page.before_documents(
            "new MutationObserver((_, observer) => { if (!document.body) return;
                window.themeAtFirst = document.documentElement.dataset.theme ?? 'none'; observer.disconnect();
            }).observe(document, { childList: true, subtree: true })",
        )
        .await;
        page.goto("/merchant/transactions").await;
        super::steps::connect(&page).await;
        assert_eq!(page.evaluate("window.themeAtFirst").await, "none");
        page.button("Light or dark").click().await;
        is_dark(&page).await;
        page.reload().await;
        is_dark(&page).await;
        assert_eq!(page.evaluate("window.themeAtFirst").await, "dark");
        page.goto("/").await;
        is_dark(&page).await;
    });
}
