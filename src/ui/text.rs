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

/// A text from a system with what cannot be seen in it written out, for sentences of ours that quote it.
pub fn visible(text: &str) -> String {
    runs(text).into_iter().map(|(_, run)| run).collect()
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

/// Whether a text mixes letters of alphabets whose letters look alike, so that it may pass for another one.
pub fn is_mixed(text: &str) -> bool {
    let alphabet = |letter: char| match letter {
        'a'..='z' | 'A'..='Z' | '\u{00C0}'..='\u{024F}' => Some(0),
        '\u{0370}'..='\u{03FF}' | '\u{1F00}'..='\u{1FFF}' => Some(1),
        '\u{0400}'..='\u{052F}' => Some(2),
        '\u{0530}'..='\u{058F}' => Some(3),
        '\u{13A0}'..='\u{13FF}' => Some(4),
        _ => None,
    };
    let mut alphabets = text.chars().filter(|letter| letter.is_alphabetic()).filter_map(alphabet);
    let first = alphabets.next();
    alphabets.any(|other| Some(other) != first)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{is_hidden, is_mixed, runs, visible};

    #[test]
    fn rule_15_letters_of_two_alphabets_are_noticed() {
        assert!(is_mixed("m\u{0430}ia@example.org"), "a Cyrillic a");
        assert!(is_mixed("\u{039F}livia"), "a Greek O");
        for plain in ["maia@example.org", "Zoë Nakamura 中村", "Мая", ""] {
            assert!(!is_mixed(plain), "{plain}");
        }
    }

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
        assert_eq!(visible("\u{202E}gassem"), "U+202Egassem");
    }

    proptest! {
        /// What is shown says every character: the hidden ones by their number, the others as they are.
        #[test]
        fn rule_15_nothing_of_a_text_is_lost_or_hidden(text in prop_oneof![any::<String>(), "[a-zа-я\u{200B}-\u{2069}\u{0}-\u{1F}]{0,12}"]) {
            let mut again = String::new();
            for (is_hidden_one, run) in runs(&text) {
                prop_assert!(!run.chars().any(is_hidden));
                if is_hidden_one {
                    let number = run.strip_prefix("U+").and_then(|digits| u32::from_str_radix(digits, 16).ok());
                    again.extend(number.and_then(char::from_u32));
                } else {
                    again += &run;
                }
            }
            prop_assert_eq!(again, text);
        }
    }
}
