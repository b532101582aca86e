//! Files that the person saves: put together piece by piece in the browser's own store, never uploaded.

use js_sys::Array;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// A file in the making.
#[derive(Debug)]
pub struct Download {
    name: String,
    kind: &'static str,
    pieces: Array,
}

impl Download {
    /// A file of a name and a media type, such as `text/csv;charset=utf-8`.
    pub fn new(name: impl Into<String>, kind: &'static str) -> Self {
        Self { name: name.into(), kind, pieces: Array::new() }
    }

    /// Adds to its end. The text leaves the app's memory: the browser keeps blobs where it has room.
    pub fn push(&self, text: &str) {
        if let Ok(piece) = Blob::new_with_str_sequence(&Array::of1(&JsValue::from_str(text))) {
            self.pieces.push(&piece);
        }
    }

    /// Hands it to the person, as the browser hands over files.
    pub fn save(self) -> bool {
        self.save_as(&self.name)
    }

    /// The same, under a name that is known only now.
    pub fn save_as(&self, name: &str) -> bool {
        let kind = BlobPropertyBag::new();
        kind.set_type(self.kind);
        let Ok(blob) = Blob::new_with_blob_sequence_and_options(&self.pieces, &kind) else { return false };
        let Ok(address) = Url::create_object_url_with_blob(&blob) else { return false };
        let link = document()
            .create_element("a")
            .ok()
            .and_then(|element| element.dyn_into::<HtmlAnchorElement>().ok());
        let Some(link) = link else { return false };
        link.set_href(&address);
        link.set_download(name);
        link.click();
        // The browser reads the address after the click has returned.
        set_timeout(
            move || {
                let _ = Url::revoke_object_url(&address);
            },
            std::time::Duration::from_mins(1),
        );
        true
    }
}
