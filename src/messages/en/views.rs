//! Lists under a name.

pub const VIEWS: &str = "Views";
pub const VIEW_NAME: &str = "Name of this view";
pub const SAVE_VIEW: &str = "Save view";
pub const SAVE_VIEW_HINT: &str =
    "Filters, order and columns, kept in this browser. A name that exists is replaced.";
pub const VIEWS_TO_FILE: &str = "Save all views as a file";
pub const VIEWS_FROM_FILE: &str = "Take views from a file";
pub const NO_VIEWS_FILE: &str = "This is not a file of views.";
pub const VIEW_NOT_KEPT: &str =
    "This browser did not keep the view: there are too many, or it keeps nothing.";
pub const REMOVE_VIEW: &str = "Remove this view";

pub fn views_taken(added: usize, replaced: usize, left_out: usize) -> String {
    format!("{added} added, {replaced} replaced, {left_out} left out.")
}
