//! `/crypto/providers`: wallets elsewhere. The system says only which one is in use; what was added before and is not in
//! use is found by its name, and stands here as long as the page does.

mod keys;
mod name;
mod one;

use leptos::prelude::*;
use purser_api::ctk::external_provider;

use crate::{
    messages::{
        self,
        errors::{Doing, trouble},
    },
    query::use_query,
    session::Identity,
    shell::title,
    ui::{
        form::plain_button,
        icon::icon,
        state::{bone, empty},
    },
};

/// What is being asked of the person.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Asking {
    Add,
    Name,
    NewKeys(String),
    Delete(String),
}

/// The providers to show: the one in use first, then those that were named here.
fn shown(in_use: Option<&str>, named: &[String]) -> Vec<(String, bool)> {
    let others = named.iter().filter(|name| Some(name.as_str()) != in_use);
    in_use
        .map(|name| (name.to_owned(), true))
        .into_iter()
        .chain(others.map(|name| (name.clone(), false)))
        .collect()
}

pub fn page() -> AnyView {
    title(messages::PROVIDERS);
    let active = use_query(Identity::Holder, || Some(external_provider::get()));
    active.refresh_when_seen();
    let named = RwSignal::new(Vec::<String>::new());
    let asking = RwSignal::new(None::<Asking>);
    // The name alone: whatever else an answer carries is not kept.
    let in_use = Memo::new(move |_| {
        active.data.with(|active| {
            let active = active.as_ref()?;
            Some((**active).as_ref().and_then(|active| active.provider.clone()))
        })
    });
    // One that was in use stays named when it is used no longer.
    Effect::new(move |_| {
        if let Some(Some(name)) = in_use.get() {
            name::keep(named, &name);
        }
    });
    let close = Callback::new(move |()| asking.set(None));
    let list = move || {
        let Some(in_use) = in_use.get() else {
            let is_waiting = active.error.with(Option::is_none);
            return is_waiting.then(|| view! { <p class="in-gutter">{bone(5)}</p> }).into_any();
        };
        let shown = named.with(|named| shown(in_use.as_deref(), named));
        let none = in_use.is_none().then(|| empty(messages::NO_PROVIDER, messages::NO_PROVIDER_HINT, None));
        let rows =
            shown.into_iter().map(|(name, is_used)| one::provider(name, is_used, asking)).collect_view();
        view! { {none}<ul class="card-list">{rows}</ul> }.into_any()
    };
    view! {
        <div class="page crypto card-page">
            <header class="head">
                <div><h1>{messages::PROVIDERS}</h1><p class="sub">{messages::PROVIDERS_MEAN}</p></div>
                <div class="row push"><button class="btn" type="button" on:click=move |_| asking.set(Some(Asking::Add))>{icon("plus")}{messages::ADD_PROVIDER}</button></div>
            </header>
            {list}
            {move || active.error.with(|error| error.as_deref().map(|error| trouble(error, Doing::Reading).block(Some(Callback::new(move |()| active.reload())))))}
            <div class="in-gutter by-name">
                <p class="hint">{messages::NAME_PROVIDER_HINT}</p>
                <p>{plain_button(messages::NAME_PROVIDER, Some("search"), move || asking.set(Some(Asking::Name)))}</p>
            </div>
            {move || asking.get().map(|asked| match asked {
                Asking::Add => keys::add(close),
                Asking::Name => name::dialog(named, close),
                Asking::NewKeys(provider) => keys::change(provider, close),
                Asking::Delete(provider) => one::delete(provider, named, close),
            })}
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_one_in_use_comes_first_and_once() {
        let named = ["kraken".to_owned(), "gemini".to_owned()];
        assert_eq!(
            shown(Some("gemini"), &named),
            [("gemini".to_owned(), true), ("kraken".to_owned(), false)]
        );
        assert_eq!(shown(None, &named).len(), 2);
        assert_eq!(shown(None, &[]), []);
    }
}
