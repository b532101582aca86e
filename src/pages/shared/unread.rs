//! Rows that could not be read, above the rows that could: how many, and at which place in the answer (rule 8).

use leptos::prelude::*;
use purser_api::Unreadable;

use crate::{
    messages,
    ui::{icon::icon, text::foreign},
};

/// Nothing where every row was read; `rows` is how many were.
pub fn unread(rows: usize, unreadable: &[Unreadable]) -> Option<AnyView> {
    if unreadable.is_empty() {
        return None;
    }
    let detail: Vec<String> = unreadable.iter().map(|row| format!("{}: {}", row.path, row.message)).collect();
    let said = messages::not_all_read(unreadable.len(), rows + unreadable.len());
    let unread = view! {
        <p class="note warn in-gutter" role="status">{said}</p>
        <details class={"more in-gutter"}><summary>{icon("right")}{messages::TECHNICAL_DETAIL}</summary><pre class="json" tabindex="0">{foreign(detail.join("\n"))}</pre></details>
    };
    Some(unread.into_any())
}
