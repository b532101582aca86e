//! The QR code as it stands in the document.

use leptos::prelude::*;
use purser::ui::qr::{outline, qr};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn a_code_is_one_path_with_a_name() {
    let text = "otpauth://totp/Centro%20Wallet:a%40b.example?secret=LZO4ZUG2XGJG4AWMZ3KR6FDFBQC2EX7L";
    let place: web_sys::HtmlElement = document().create_element("div").unwrap().unchecked_into();
    document().body().unwrap().append_child(&place).unwrap();
    let mounted = leptos::mount::mount_to(place.clone(), move || qr(text, "QR code"));
    let drawing = place.query_selector("svg[role='img']").unwrap().unwrap();
    assert_eq!(drawing.get_attribute("aria-label").as_deref(), Some("QR code"));
    let path = drawing.query_selector("path").unwrap().unwrap();
    assert_eq!(path.get_attribute("d"), outline(text).map(|(_, path)| path));
    assert_eq!(path.namespace_uri().as_deref(), Some("http://www.w3.org/2000/svg"));
    assert!(
        !place.text_content().unwrap_or_default().contains("LZO4"),
        "the secret is not written beside the code"
    );
    drop(mounted);
    place.remove();
}
