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
    /// A currency's code.
    Currency,
    /// Numbers, pasted in from anywhere.
    Numbers,
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
            Kind::Numbers => {
                (1..=MOST_NUMBERS).contains(&value.split(',').count())
                    && value.split(',').all(|number| number.parse::<u64>().is_ok())
            }
            Kind::Date => purser_api::Date::parse(value).is_ok(),
            Kind::Currency => purser_api::Currency::new(value).is_ok(),
            Kind::Choice(choices) => choices.iter().any(|(known, _)| *known == value),
        }
    }

    /// A value as it was typed, without what a person adds to a number: `#58`.
    fn tidy(&self, typed: &str) -> String {
        let typed = typed.trim();
        match self.kind {
            Kind::Number => {
                typed.trim_start_matches(|letter: char| letter == '#' || letter.is_whitespace()).to_owned()
            }
            Kind::Numbers => numbers(typed).join(","),
            Kind::Currency => typed.to_uppercase(),
            _ => typed.to_owned(),
        }
    }

    /// A value in words.
    fn words(&self, value: &str) -> String {
        match self.kind {
            Kind::Choice(choices) => {
                choices.iter().find(|(known, _)| *known == value).map_or(value, |(_, word)| word).to_owned()
            }
            Kind::Numbers if value.contains(',') => messages::numbers(value.split(',').count()),
            _ => value.to_owned(),
        }
    }
}

/// A longer list is cut up by whoever has it: an address bears no more.
const MOST_NUMBERS: usize = 500;

/// The numbers of a pasted text, each once, in the order they came in.
fn numbers(text: &str) -> Vec<&str> {
    let mut numbers = Vec::new();
    for number in text.split(|letter: char| letter.is_whitespace() || matches!(letter, ',' | ';' | '|')) {
        let number = number.trim_matches(|letter: char| matches!(letter, '#' | '"' | '\''));
        if !number.is_empty() && !numbers.contains(&number) {
            numbers.push(number);
        }
    }
    numbers
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
    /// What else can be done with the list, at the end of the bar.
    #[prop(optional)]
    children: Option<Children>,
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
            {children.map(|children| view! { <div class={"tools"}>{children()}</div> })}
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
    let control = if filter.kind == Kind::Numbers {
        let area = NodeRef::<html::Textarea>::new();
        Effect::new(move |_| {
            if let Some(area) = area.get() {
                let _ = area.focus();
            }
        });
        view! {
            <textarea node_ref=area id=id.clone() class={"input"} rows="4" inputmode="numeric" autocomplete="off" spellcheck="false" prop:value=move || value.get() on:input=move |event| value.set(event_target_value(&event))></textarea>
            <p class={"hint"}>{messages::NUMBERS_HINT}</p>
            {move || wrong.get().then(|| view! { <p class="wrong" role="alert">{messages::not_numbers(MOST_NUMBERS)}</p> })}
            <div class="row">
                <button class="btn lead sm" type="submit">{messages::APPLY}</button>
                <button class="btn bare sm" type="button" on:click=move |_| close.run(())>{messages::CANCEL}</button>
            </div>
        }
        .into_any()
    } else if let Kind::Choice(choices) = filter.kind {
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    const IDS: Filter = Filter { name: "idList", label: "Numbers", kind: Kind::Numbers };

    #[test]
    fn a_number_is_typed_as_people_write_it() {
        let number = Filter { kind: Kind::Number, ..IDS };
        for typed in ["58", "#58", " # 58 ", "# #58"] {
            assert_eq!(number.tidy(typed), "58", "{typed:?}");
        }
    }

    #[test]
    fn numbers_are_pasted_from_anywhere() {
        for (typed, tidy) in
            [("#17", "17"), (" 17, 18;19\n20\t17\r\n", "17,18,19,20"), ("\"17\"|'18'", "17,18"), ("", "")]
        {
            assert_eq!(IDS.tidy(typed), tidy, "{typed:?}");
            assert_eq!(IDS.takes(tidy), !tidy.is_empty());
        }
        for wrong in ["17,x", "17,,18", "-1", "17.5", "99999999999999999999"] {
            assert!(!IDS.takes(wrong), "{wrong}");
        }
        let many: Vec<String> = (0..=MOST_NUMBERS).map(|number| number.to_string()).collect();
        assert!(!IDS.takes(&many.join(",")) && IDS.takes(&many[1..].join(",")));
        assert_eq!((IDS.words("17"), IDS.words("17,18")), ("17".to_owned(), "2 numbers".to_owned()));
    }

    proptest! {
        /// What a person typed or an address says: a tidy value stays as it is, and a number taken is the one that stood there.
        #[test]
        fn any_value_of_a_filter_is_taken_or_not(text in prop_oneof![any::<String>(), "[#0-9 ,;\t\n'\"|x.-]{0,20}"]) {
            for kind in [Kind::Text, Kind::Number, Kind::Numbers, Kind::Date, Kind::Currency] {
                let filter = Filter { name: "x", label: "X", kind };
                let tidy = filter.tidy(&text);
                prop_assert_eq!(filter.tidy(&tidy), tidy.clone());
                if filter.takes(&tidy) && matches!(kind, Kind::Number | Kind::Numbers) {
                    let numbers = |text: &str| -> BTreeSet<String> {
                        let runs = text.split(|letter: char| !letter.is_ascii_digit());
                        runs.filter(|run| !run.is_empty()).map(str::to_owned).collect()
                    };
                    prop_assert_eq!(numbers(&tidy), numbers(&text));
                }
                let _ = filter.words(&text);
            }
        }
    }
}
