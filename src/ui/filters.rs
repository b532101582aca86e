//! Filters as chips that say what they do: added from a list, changed in place, removed with one press.

use leptos::{ev, html, prelude::*};

use super::{dialog::next_id, icon::icon};
use crate::messages;

/// What a filter's value may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Text,
    Number,
    Date,
    /// One of these values, each with its word.
    Choice(&'static [(&'static str, &'static str)]),
}

/// One filter: its name in the address, its word on screen, what it takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Filter {
    pub name: &'static str,
    pub label: &'static str,
    pub kind: Kind,
}

impl Filter {
    /// Whether a value is one that this filter takes.
    pub fn takes(&self, value: &str) -> bool {
        match self.kind {
            Kind::Text => true,
            Kind::Number => value.parse::<u64>().is_ok(),
            Kind::Date => purser_api::Date::parse(value).is_ok(),
            Kind::Choice(choices) => choices.iter().any(|(known, _)| *known == value),
        }
    }

    /// A value as it was typed, without what a person adds to a number: `#58`.
    fn tidy(&self, typed: &str) -> String {
        let typed = typed.trim();
        if self.kind == Kind::Number {
            typed.trim_start_matches('#').trim().to_owned()
        } else {
            typed.to_owned()
        }
    }

    /// A value in words.
    fn words(&self, value: &str) -> String {
        match self.kind {
            Kind::Choice(choices) => {
                choices.iter().find(|(known, _)| *known == value).map_or(value, |(_, word)| word).to_owned()
            }
            _ => value.to_owned(),
        }
    }
}

/// The bar: chips for what is set, a button for more, a button to clear.
#[component]
pub fn FilterBar(
    filters: &'static [Filter],
    /// Name and value of what is set.
    #[prop(into)]
    set: Signal<Vec<(String, String)>>,
    /// A name and its new value; an empty value removes it.
    on_change: Callback<(String, String)>,
    on_clear: Callback<()>,
) -> impl IntoView {
    let listing = RwSignal::new(false);
    let editing = RwSignal::new(None::<Filter>);
    let is_set = move |name: &str| set.with(|set| set.iter().any(|(known, _)| known == name));
    let value_of = move |name: &str| {
        set.with_untracked(|set| {
            set.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone()).unwrap_or_default()
        })
    };
    let close = move || {
        listing.set(false);
        editing.set(None);
    };
    let chip = move |filter: &'static Filter| {
        move || {
            let value = set.with(|set| {
                set.iter().find(|(name, _)| name == filter.name).map(|(_, value)| value.clone())
            })?;
            Some(view! {
                <span class="chip set">
                    <button type="button" on:click=move |_| { listing.set(false); editing.set(Some(*filter)); }>
                        {filter.label}" "<b>{filter.words(&value)}</b>
                    </button>
                    <button class="off" type="button" aria-label=messages::remove_filter(filter.label) on:click=move |_| on_change.run((filter.name.to_owned(), String::new()))>{icon("x")}</button>
                </span>
            })
        }
    };
    view! {
        <div class="filters in-gutter" role="search" aria-label={messages::FILTERS} on:keydown=move |event: ev::KeyboardEvent| if event.key() == "Escape" { close() }>
            <div class="chips">
                {filters.iter().map(chip).collect_view()}
                <span class="pop-host">
                    <button class="chip add" type="button" aria-expanded=move || listing.get().to_string() on:click=move |_| { editing.set(None); listing.update(|open| *open = !*open); }>
                        {icon("plus")}{messages::FILTER}
                    </button>
                    {move || listing.get().then(|| view! {
                        <div class="pop" role="menu" aria-label={messages::FILTER}>
                            {filters.iter().filter(|filter| !is_set(filter.name)).map(|filter| view! {
                                <button class="opt-row" type="button" role="menuitem" on:click=move |_| { listing.set(false); editing.set(Some(*filter)); }><span>{filter.label}</span></button>
                            }).collect_view()}
                        </div>
                    })}
                    {move || editing.get().map(|filter| editor(filter, value_of(filter.name), on_change, Callback::new(move |()| close())))}
                </span>
            </div>
            {move || (!set.with(Vec::is_empty)).then(|| view! {
                <button class="btn bare sm push" type="button" on:click=move |_| { close(); on_clear.run(()); }>{messages::CLEAR}</button>
            })}
        </div>
    }
}

fn editor(
    filter: Filter,
    value: String,
    on_change: Callback<(String, String)>,
    close: Callback<()>,
) -> AnyView {
    let id = next_id("filter");
    let value = RwSignal::new(value);
    let wrong = RwSignal::new(false);
    let apply = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let typed = filter.tidy(&value.get_untracked());
        if !typed.is_empty() && !filter.takes(&typed) {
            return wrong.set(true);
        }
        on_change.run((filter.name.to_owned(), typed));
        close.run(());
    };
    let control = if let Kind::Choice(choices) = filter.kind {
        let first = NodeRef::<html::Button>::new();
        Effect::new(move |_| {
            if let Some(button) = first.get() {
                let _ = button.focus();
            }
        });
        choices
            .iter()
            .enumerate()
            .map(|(index, (choice, word))| {
                let choose = move |_| {
                    on_change.run((filter.name.to_owned(), (*choice).to_owned()));
                    close.run(());
                };
                if index == 0 {
                    view! { <button node_ref=first class="opt-row" type="button" on:click=choose><span>{*word}</span></button> }.into_any()
                } else {
                    view! { <button class="opt-row" type="button" on:click=choose><span>{*word}</span></button> }.into_any()
                }
            })
            .collect_view()
            .into_any()
    } else {
        let input = NodeRef::<html::Input>::new();
        Effect::new(move |_| {
            if let Some(input) = input.get() {
                let _ = input.focus();
            }
        });
        let kind = if filter.kind == Kind::Date { "date" } else { "text" };
        let inputmode = (filter.kind == Kind::Number).then_some("numeric");
        view! {
            <input node_ref=input id=id.clone() class={"input"} type=kind inputmode=inputmode autocomplete="off" spellcheck="false" prop:value=move || value.get() on:input=move |event| value.set(event_target_value(&event))/>
            {move || wrong.get().then(|| view! { <p class="wrong" role="alert">{messages::NOT_A_VALUE}</p> })}
            <div class="row">
                <button class="btn lead sm" type="submit">{messages::APPLY}</button>
                <button class="btn bare sm" type="button" on:click=move |_| close.run(())>{messages::CANCEL}</button>
            </div>
        }
        .into_any()
    };
    view! {
        <form class="pop edit" aria-label=filter.label on:submit=apply>
            <label class="label" for=id>{filter.label}</label>
            {control}
        </form>
    }
    .into_any()
}
