//! Names and values that a merchant attaches to an action, line by line.

use leptos::prelude::*;
use purser_api::Metadata;
use serde_json::{Map, Value};

use crate::{
    messages,
    ui::{field::TextField, icon::icon},
};

/// The lines of the editor.
#[derive(Clone, Copy, Debug)]
pub struct MetadataLines(RwSignal<Vec<Line>>);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Line {
    number: usize,
    name: RwSignal<String>,
    value: RwSignal<String>,
}

pub fn use_metadata() -> MetadataLines {
    MetadataLines(RwSignal::new(Vec::new()))
}

impl MetadataLines {
    /// What is attached, or the sentence that says why it cannot be. Empty lines count for nothing.
    pub fn read(self) -> Result<Metadata, String> {
        let lines = self.0.get_untracked();
        let pairs = lines.iter().map(|line| (line.name.get_untracked(), line.value.get_untracked()));
        read(pairs)
    }

    fn add(self) {
        self.0.update(|lines| {
            let number = lines.last().map_or(0, |line| line.number + 1);
            lines.push(Line {
                number,
                name: RwSignal::new(String::new()),
                value: RwSignal::new(String::new()),
            });
        });
    }
}

fn read(pairs: impl IntoIterator<Item = (String, String)>) -> Result<Metadata, String> {
    let mut map = Map::new();
    for (name, value) in pairs {
        match (name.trim(), value.trim()) {
            ("", "") => {}
            ("", _) => return Err(messages::METADATA_NAMELESS.to_owned()),
            (name, value) => {
                if map.insert(name.to_owned(), Value::String(value.to_owned())).is_some() {
                    return Err(messages::metadata_twice(name));
                }
            }
        }
    }
    Ok(if map.is_empty() { Metadata::Empty } else { Metadata::Object(Value::Object(map)) })
}

/// What is attached, in one line for a review.
pub fn in_words(metadata: &Metadata) -> Option<String> {
    match metadata {
        Metadata::Empty => None,
        Metadata::Text(text) => Some(text.clone()),
        Metadata::Object(value) => Some(value.as_object().map_or_else(
            || value.to_string(),
            |map| {
                let pairs = map.iter().map(|(name, value)| {
                    format!("{name}: {}", value.as_str().map_or_else(|| value.to_string(), str::to_owned))
                });
                pairs.collect::<Vec<_>>().join(", ")
            },
        )),
    }
}

#[component]
pub fn MetadataFields(lines: MetadataLines, #[prop(into)] wrong: Signal<Option<String>>) -> impl IntoView {
    view! {
        <fieldset class="lines">
            <legend class="label">{messages::METADATA}<span class="opt">" "{messages::OPTIONAL}</span></legend>
            <For each=move || lines.0.get() key=|line| line.number let:line>
                <div class="line">
                    <TextField label=messages::METADATA_NAME value=line.name maxlength=64 autofocus=true/>
                    <TextField label=messages::METADATA_VALUE value=line.value maxlength=200/>
                    <button class="btn bare square" type="button" aria-label={messages::REMOVE_LINE} on:click=move |_| lines.0.update(|all| all.retain(|other| *other != line))>{icon("x")}</button>
                </div>
            </For>
            {move || wrong.get().map(|sentence| view! { <p class="wrong" role="alert">{icon("alert")}<span>{sentence}</span></p> })}
            <p><button class="btn sm" type="button" on:click=move |_| lines.add()>{icon("plus")}{messages::ADD_LINE}</button></p>
        </fieldset>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_all(pairs: &[(&str, &str)]) -> Result<Metadata, String> {
        read(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())))
    }

    #[test]
    fn lines_become_an_object() {
        assert_eq!(read_all(&[("", " ")]), Ok(Metadata::Empty));
        assert_eq!(read_all(&[(" basket ", "42"), ("", "")]), Ok(Metadata::pair("basket", "42")));
        assert_eq!(in_words(&Metadata::pair("basket", "42")).as_deref(), Some("basket: 42"));
        assert_eq!(read_all(&[("", "42")]), Err(messages::METADATA_NAMELESS.to_owned()));
        assert_eq!(read_all(&[("a", "1"), ("a", "2")]), Err(messages::metadata_twice("a")));
    }
}
