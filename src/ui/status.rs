//! A state as a mark and a word, never a colour alone.

use leptos::prelude::*;

use super::text::foreign;

/// The marks a status may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// The usual case: grey.
    Usual,
    Good,
    Waiting,
    Bad,
    Off,
    Now,
    /// A value that no document names, shown as it came.
    Odd,
}

pub fn status(mark: Mark, word: impl Into<String>) -> AnyView {
    let class = match mark {
        Mark::Usual => "status",
        Mark::Good => "status good",
        Mark::Waiting => "status wait",
        Mark::Bad => "status bad",
        Mark::Off => "status off",
        Mark::Now => "status now",
        Mark::Odd => "status odd",
    };
    view! { <span class=class>{foreign(word.into())}</span> }.into_any()
}
