//! `/settings`: how it looks, when it locks, the environments, the vault, and what this browser keeps.

mod kept;
mod vault;

use leptos::prelude::*;

use crate::{
    config::use_config,
    messages,
    paths::{Area, Route},
    session::use_session,
    shell::title,
    ui::{
        dialog::next_id,
        field::{CheckField, SelectField},
        icon::icon,
        preferences::{IDLE_CHOICES, use_preferences},
        status::{Mark, status},
    },
};

pub fn page() -> AnyView {
    title(messages::SETTINGS);
    let session = use_session();
    let is_inside =
        move || [Area::Merchant, Area::Wallet, Area::Crypto].into_iter().any(|area| session.is_open(area));
    view! {
        <div class="page settings">
            <header class="head"><div>
                {move || (!is_inside()).then(|| view! { <a class="back" href=Route::Start.to_string()>{icon("left")}{messages::BACK_TO_START}</a> })}
                <h1>{messages::SETTINGS}</h1>
            </div></header>
            <section class="sec" aria-labelledby="h-look"><header><h2 id="h-look">{messages::HOW_IT_LOOKS}</h2></header>{look()}</section>
            <section class="sec" aria-labelledby="h-safety"><header><h2 id="h-safety">{messages::SAFETY}</h2></header>{safety()}</section>
            <section class="sec" aria-labelledby="h-vault"><header><h2 id="h-vault">{messages::VAULT}</h2></header>{vault::section()}</section>
            <section class="sec" aria-labelledby="h-environment"><header><h2 id="h-environment">{messages::ENVIRONMENT}</h2></header>{environments()}</section>
            <section class="sec" aria-labelledby="h-kept"><header><h2 id="h-kept">{messages::KEPT_HERE}</h2></header>{kept::section()}</section>
        </div>
    }
    .into_any()
}

/// A choice of one among two or three that are all in view.
fn choice(
    label: &'static str,
    chosen: RwSignal<String>,
    options: [(&'static str, &'static str); 3],
    choose: impl Fn(&str) + Copy + Send + 'static,
) -> AnyView {
    let id = next_id("choice");
    view! {
        <div class="field">
            <span class="label" id=id.clone()>{label}</span>
            <div class="seg" role="group" aria-labelledby=id>
                {options.into_iter().map(|(value, words)| view! {
                    <button type="button" aria-pressed=move || chosen.with(|chosen| chosen == value).to_string() on:click=move |_| choose(value)>{words}</button>
                }).collect_view()}
            </div>
        </div>
    }
    .into_any()
}

fn look() -> AnyView {
    let preferences = use_preferences();
    let themes =
        [("", messages::THEME_SYSTEM), ("light", messages::THEME_LIGHT), ("dark", messages::THEME_DARK)];
    let densities = [
        ("compact", messages::DENSITY_COMPACT),
        ("", messages::DENSITY_USUAL),
        ("roomy", messages::DENSITY_ROOMY),
    ];
    view! {
        <div class="fields in-gutter">
            {choice(messages::THEME, preferences.theme, themes, move |theme| preferences.choose_theme(theme))}
            {choice(messages::DENSITY, preferences.density, densities, move |density| preferences.choose_density(density))}
            <CheckField label=messages::AMOUNTS_HIDDEN value=preferences.amounts_hidden hint=messages::AMOUNTS_HIDDEN_HINT/>
            <div class="field"><span class="label">{messages::LANGUAGE}</span><span class="sub">{messages::ENGLISH}</span></div>
        </div>
    }
    .into_any()
}

fn safety() -> AnyView {
    let preferences = use_preferences();
    let minutes = RwSignal::new(preferences.idle_minutes.get_untracked().to_string());
    Effect::new(move |before: Option<()>| {
        let chosen = minutes.get();
        if let (Some(()), Ok(chosen)) = (before, chosen.parse()) {
            preferences.choose_idle_minutes(chosen);
        }
    });
    let options = IDLE_CHOICES.iter().map(|minutes| (minutes.to_string(), messages::minutes(*minutes)));
    view! {
        <div class="fields in-gutter">
            <SelectField label=messages::IDLE_TIME value=minutes options=options.collect() hint=messages::IDLE_HINT/>
        </div>
    }
    .into_any()
}

fn environments() -> AnyView {
    let environments = use_config().with_value(|config| config.environments.clone());
    view! {
        <dl class="facts in-gutter lastfacts">
            {environments.iter().map(|environment| {
                let mark = if environment.real {
                    status(Mark::Good, messages::REAL_MONEY)
                } else {
                    status(Mark::Waiting, messages::TEST_MONEY_ONLY)
                };
                view! { <dt>{environment.name.clone()}</dt><dd>{mark}<span class="code quiet">{environment.origin(purser_api::System::CentroWallet)}</span></dd> }
            }).collect_view()}
        </dl>
    }
    .into_any()
}
