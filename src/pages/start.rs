//! `/`: which of the consoles, the last choice first.

use leptos::prelude::*;

use crate::{
    messages,
    paths::{Area, Route},
    shell::title,
    ui::icon::{icon, sized},
};

const LAST: &str = "purser.area";

#[derive(Clone, Copy)]
struct Choice {
    name: &'static str,
    route: Route,
    heading: &'static str,
    hint: &'static str,
    icon: &'static str,
}

const CHOICES: [Choice; 2] = [
    Choice {
        name: "merchant",
        route: Route::Transactions,
        heading: messages::MERCHANT_CONSOLE,
        hint: messages::MERCHANT_CONSOLE_HINT,
        icon: "flows",
    },
    Choice {
        name: "wallet",
        route: Route::Wallet,
        heading: messages::CENTRO_WALLET,
        hint: messages::CENTRO_WALLET_HINT,
        icon: "wallet",
    },
];

pub fn page() -> AnyView {
    title(messages::CHOOSE);
    let last =
        window().local_storage().ok().flatten().and_then(|storage| storage.get_item(LAST).ok().flatten());
    let mut choices = CHOICES;
    choices.sort_by_key(|choice| last.as_deref() != Some(choice.name));
    view! {
        <div class="page start">
            <header class="head"><div><p class="mark"><span class={"logo"} aria-hidden="true"></span>{messages::PRODUCT}</p><h1>{messages::CHOOSE}</h1></div></header>
            <ul class="choices">
                {choices.into_iter().map(|choice| view! {
                    <li><a class="item" href=choice.route.to_string() on:click=move |_| keep(choice.route.area())>
                        <span class="disc">{icon(choice.icon)}</span>
                        <span><span class="t">{choice.heading}</span><span class="s">{choice.hint}</span></span>
                        {sized("right", "i faint")}
                    </a></li>
                }).collect_view()}
            </ul>
        </div>
    }
    .into_any()
}

fn keep(area: Area) {
    let name = if area == Area::Wallet { "wallet" } else { "merchant" };
    if let Ok(Some(storage)) = window().local_storage() {
        let _ = storage.set_item(LAST, name);
    }
}
