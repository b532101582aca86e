//! A long text whole, in groups of four, so that two can be compared with the eye. Copied, it has no blanks.

use leptos::prelude::*;

/// Characters in a group.
const GROUP: usize = 4;

/// The text in groups; the characters at the places of `marked` stand out.
pub fn in_groups(text: &str, marked: &[usize]) -> AnyView {
    let characters: Vec<(usize, char)> = text.chars().enumerate().collect();
    let groups = characters
        .chunks(GROUP)
        .map(|group| {
            let is_marked = |(place, _): &(usize, char)| marked.contains(place);
            let runs = group
                .chunk_by(|one, next| is_marked(one) == is_marked(next))
                .map(|run| {
                    let letters: String = run.iter().map(|(_, letter)| letter).collect();
                    if run.iter().all(is_marked) {
                        view! { <mark>{letters}</mark> }.into_any()
                    } else {
                        letters.into_any()
                    }
                })
                .collect_view();
            view! { <span>{runs}</span> }
        })
        .collect_view();
    view! { <bdi class="in-groups" translate="no">{groups}</bdi> }.into_any()
}
