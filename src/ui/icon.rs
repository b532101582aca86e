//! Icons: 16 pixels, drawn once in `index.html`, used by name.

use leptos::prelude::*;

/// An icon. It says nothing to a screen reader: the words stand beside it or in the control's label.
pub fn icon(name: &'static str) -> AnyView {
    sized(name, "i")
}

/// An icon with classes of its own.
pub fn sized(name: &'static str, class: &'static str) -> AnyView {
    view! { <svg class=class aria-hidden="true"><use href={format!("#i-{name}")}></use></svg> }.into_any()
}
