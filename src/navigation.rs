//! Where the person is, as a signal; and the only code that touches the browser's history.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};

/// An address inside the console: path and query string (without the question mark).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Location {
    pub path: String,
    pub query: String,
}

/// The current location and the ways to change it. A context, made once by the app.
#[derive(Clone, Copy, Debug)]
pub struct Navigation {
    pub location: RwSignal<Location>,
}

fn current() -> Location {
    let location = window().location();
    Location {
        path: location.pathname().unwrap_or_default(),
        query: location.search().unwrap_or_default().trim_start_matches('?').to_owned(),
    }
}

impl Navigation {
    /// Starts to follow the browser's history and the clicks on the console's own links.
    pub fn provide() -> Self {
        let navigation = Self { location: RwSignal::new(current()) };
        provide_context(navigation);
        let back = Closure::<dyn FnMut()>::new(move || navigation.location.set(current()));
        let click =
            Closure::<dyn FnMut(web_sys::MouseEvent)>::new(move |event| follow_link(navigation, &event));
        let window = window();
        let _ = window.add_event_listener_with_callback("popstate", back.as_ref().unchecked_ref());
        let _ = window.add_event_listener_with_callback("click", click.as_ref().unchecked_ref());
        back.forget();
        click.forget();
        navigation
    }

    /// Goes to an address and adds it to the history.
    pub fn go(self, address: impl AsRef<str>) {
        let _ = window()
            .history()
            .and_then(|history| history.push_state_with_url(&JsValue::NULL, "", Some(address.as_ref())));
        self.arrive();
        window().scroll_to_with_x_and_y(0.0, 0.0);
    }

    /// Goes to an address in place of the current one: for filters and for redirects.
    pub fn replace(self, address: impl AsRef<str>) {
        let _ = window()
            .history()
            .and_then(|history| history.replace_state_with_url(&JsValue::NULL, "", Some(address.as_ref())));
        self.arrive();
    }

    fn arrive(self) {
        let next = current();
        if self.location.get_untracked() != next {
            self.location.set(next);
        }
    }
}

/// A new page takes the focus where the old one took it away with itself, so that the keyboard goes on from there.
pub fn keep_focus() {
    let document = document();
    let is_lost = document.active_element().is_none_or(|element| element.tag_name() == "BODY");
    let main =
        document.get_element_by_id("main").and_then(|main| main.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(main) = main.filter(|_| is_lost) {
        let in_place = web_sys::FocusOptions::new();
        in_place.set_prevent_scroll(true);
        let _ = main.focus_with_options(&in_place);
    }
}

/// What follows on a page without another address begins at its top, with the focus.
pub fn begin_page() {
    window().scroll_to_with_x_and_y(0.0, 0.0);
    keep_focus();
}

/// The navigation of the app.
pub fn use_navigation() -> Navigation {
    expect_context::<Navigation>()
}

fn follow_link(navigation: Navigation, event: &web_sys::MouseEvent) {
    if event.default_prevented()
        || event.button() != 0
        || event.meta_key()
        || event.ctrl_key()
        || event.shift_key()
        || event.alt_key()
    {
        return;
    }
    let Some(target) = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok()) else {
        return;
    };
    let Ok(Some(link)) = target.closest("a[href]") else { return };
    let Ok(link) = link.dyn_into::<web_sys::HtmlAnchorElement>() else { return };
    let same_origin = window().location().origin().is_ok_and(|origin| origin == link.origin());
    if !same_origin
        || !link.target().is_empty()
        || link.has_attribute("download")
        || link.get_attribute("href").is_some_and(|href| href.starts_with('#'))
    {
        return;
    }
    event.prevent_default();
    navigation.go(format!("{}{}", link.pathname(), link.search()));
}

/// Leaves this document for another address of the console: memory goes with it.
pub fn leave_to(address: &str) {
    let _ = window().location().replace(address);
}

/// Loads this address again, in a new document: memory goes with the old one.
pub fn load_again() {
    let _ = window().location().reload();
}
