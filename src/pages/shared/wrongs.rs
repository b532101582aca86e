//! What is wrong with the fields of a form: what this console finds before it sends, then what the system says (a 422
//! with the API's own names of the fields), each at its field.

use std::sync::Arc;

use leptos::prelude::*;
use purser_api::Error;

use crate::{
    messages::{
        self,
        errors::{Doing, trouble},
    },
    ui::state::Trouble,
};

/// Sentences by the API's names of the fields.
pub type Found = Vec<(&'static str, String)>;

#[derive(Clone, Copy, Debug)]
pub struct Wrongs {
    ours: RwSignal<Found>,
    theirs: RwSignal<Option<Arc<Error>>>,
}

/// The sentences of a form whose last refusal stands in `theirs`.
pub fn use_wrongs(theirs: RwSignal<Option<Arc<Error>>>) -> Wrongs {
    Wrongs { ours: RwSignal::new(Vec::new()), theirs }
}

impl Wrongs {
    /// What is wrong with a field.
    pub fn at(self, field: &'static str) -> Signal<Option<String>> {
        Signal::derive(move || {
            let found =
                |found: &Found| found.iter().find(|(name, _)| *name == field).map(|(_, said)| said.clone());
            self.ours.with(found).or_else(|| self.theirs(field))
        })
    }

    /// What the system says is wrong with a field.
    pub fn theirs(self, field: &'static str) -> Option<String> {
        self.theirs.with(|error| error.as_ref().and_then(|error| messages::errors::field(error, field)))
    }

    /// Shows what was found. `true` when it is nothing, so that the form may go on.
    pub fn say(self, found: Found) -> bool {
        let is_right = found.is_empty();
        self.ours.set(found);
        is_right
    }

    /// The refusal as a whole, for the foot of the form.
    pub fn trouble(self, doing: Doing) -> Signal<Option<Trouble>> {
        Signal::derive(move || self.theirs.with(|error| error.as_deref().map(|error| trouble(error, doing))))
    }
}

/// A text without what surrounds it, if anything is left.
pub fn filled(text: RwSignal<String>) -> Option<String> {
    text.with_untracked(|text| Some(text.trim().to_owned()).filter(|text| !text.is_empty()))
}
