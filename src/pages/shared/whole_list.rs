//! What is said while a whole list is read, and about one that was.

use leptos::prelude::*;

use crate::{
    gather::Progress,
    messages,
    ui::{icon::icon, money::count},
    whole::Whole,
};

/// How far a reading is, and the way to stop it.
pub fn progress(what: &'static str, now: Progress, on_cancel: Callback<()>) -> AnyView {
    // Before the first page nobody knows how many there are.
    let is_known = now.total > 0;
    let said =
        if is_known { messages::read_of(&count(now.read), &count(now.total)) } else { what.to_owned() };
    view! {
        <div class={"reading"}>
            <progress aria-label=what max=now.total.max(1).to_string() value=is_known.then(|| now.read.to_string())></progress>
            <span class="cap">{said}</span>
            <button class="btn bare sm" type="button" on:click=move |_| on_cancel.run(())>{icon("x")}{messages::CANCEL}</button>
        </div>
    }
    .into_any()
}

/// What a sum or a file lacks, in sentences: rows that could not be read (rule 8), a list that did not stand still.
pub fn moved(whole: &Whole) -> String {
    let mut said = Vec::new();
    if whole.unreadable > 0 {
        said.push(messages::rows_unreadable(&count(whole.unreadable)));
        said.extend(whole.examples.first().map(|(_, row)| format!("{}: {}.", row.path, row.message)));
    }
    if whole.has_changed() {
        said.push(messages::CHANGED_MEANWHILE.to_owned());
        let (first, last) = whole.totals();
        if first != last {
            said.push(messages::grown(&count(first), &count(last)));
        }
    }
    said.join(" ")
}
