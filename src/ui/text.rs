//! Text from a system is text (rule 15): isolated from the writing direction around it, and what cannot be seen in it is
//! made visible, so that two names that look alike are not taken for one.

use leptos::prelude::*;

/// Whether a character changes what is read without being seen: controls, zero-width and direction marks.
fn is_hidden(character: char) -> bool {
    matches!(character,
        '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}'..='\u{1160}' | '\u{17B4}'..='\u{17B5}' | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}'
        | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
        || (character.is_control() && character != '\n' && character != '\t')
}

/// The runs of a text: what can be read, and between it the code points that cannot.
fn runs(text: &str) -> Vec<(bool, String)> {
    let mut runs: Vec<(bool, String)> = Vec::new();
    for character in text.chars() {
        let hidden = is_hidden(character);
        let shown = if hidden { format!("U+{:04X}", u32::from(character)) } else { character.to_string() };
        match runs.last_mut() {
            Some((kind, run)) if *kind == hidden && !hidden => run.push_str(&shown),
            _ => runs.push((hidden, shown)),
        }
    }
    runs
}

/// A text from a system, as it may stand among our own words.
pub fn foreign(text: impl AsRef<str>) -> AnyView {
    let text = text.as_ref();
    if !text.chars().any(is_hidden) {
        return view! { <bdi>{text.to_owned()}</bdi> }.into_any();
    }
    view! {
        <bdi>
            {runs(text).into_iter().map(|(hidden, run)| if hidden { view! { <span class="seen">{run}</span> }.into_any() } else { run.into_any() }).collect_view()}
        </bdi>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::runs;

    #[test]
    fn rule_15_what_cannot_be_seen_is_written_out() {
        let shown = |text: &str| {
            runs(text)
                .into_iter()
                .map(|(hidden, run)| if hidden { format!("[{run}]") } else { run })
                .collect::<String>()
        };
        assert_eq!(shown("maia@exam\u{200B}ple.org"), "maia@exam[U+200B]ple.org");
        assert_eq!(shown("\u{202E}gro.elpmaxe"), "[U+202E]gro.elpmaxe");
        assert_eq!(shown("a\u{200B}\u{200C}b\u{7}"), "a[U+200B][U+200C]b[U+0007]");
        assert_eq!(shown("Zoë Nakamura 中村 مرحبا"), "Zoë Nakamura 中村 مرحبا");
        assert_eq!(shown(""), "");
    }
}
