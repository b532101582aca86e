//! `/`: which of the consoles, the last choice first; with both wallets open, what is in them before that.

mod last;
pub mod together;

use leptos::prelude::*;

use crate::{
    messages,
    online::use_online,
    paths::{Area, Route},
    session::{
        use_session,
        vault::{self, use_vault},
    },
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

const CHOICES: [Choice; 3] = [
    Choice {
        name: "merchant",
        route: Route::Merchant,
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
    Choice {
        name: "crypto",
        route: Route::Crypto,
        heading: messages::CRYPTO_WALLET,
        hint: messages::CRYPTO_WALLET_HINT,
        icon: "layers",
    },
];

/// `together` is what somebody sees who is signed in to both wallets, or has no network.
pub fn page(together: fn() -> AnyView) -> AnyView {
    let session = use_session();
    let has_both = Memo::new(move |_| session.is_open(Area::Wallet) && session.is_open(Area::Crypto));
    let (online, vault) = (use_online(), use_vault());
    let has_kept = Memo::new(move |_| !online.get() && vault.state.get() != vault::State::Absent);
    title(messages::CHOOSE);
    let last =
        window().local_storage().ok().flatten().and_then(|storage| storage.get_item(LAST).ok().flatten());
    let mut choices = CHOICES;
    choices.sort_by_key(|choice| last.as_deref() != Some(choice.name));
    view! {
        <div class="page start">
            {move || if has_both.get() || has_kept.get() {
                view! { <p class="mark">{mark()}</p>{together()}<h2 class="choose">{messages::CHOOSE}</h2> }.into_any()
            } else {
                view! { <header class="head"><div><p class="mark">{mark()}</p><h1>{messages::CHOOSE}</h1></div></header> }.into_any()
            }}
            <ul class="choices">
                {choices.into_iter().map(|choice| view! {
                    <li><a class="item" href=choice.route.to_string() on:click=move |_| keep(choice.name)>
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

/// A balance: what it is of, a word about it, how much it is, and what that is worth.
fn line(route: Option<Route>, name: AnyView, note: AnyView, money: AnyView, value: AnyView) -> AnyView {
    let cells = view! {
        <span><span class="t">{name}</span><span class="s">{note}</span></span>
        <span class="v">{money}<span class="s">{value}</span></span>
    };
    match route {
        Some(route) => view! { <li><a class="item plain" href=route.to_string()>{cells}</a></li> }.into_any(),
        None => view! { <li><span class="item plain">{cells}</span></li> }.into_any(),
    }
}

fn mark() -> impl IntoView {
    view! { <span class={"logo"} aria-hidden="true"></span>{messages::PRODUCT} }
}

fn keep(name: &str) {
    if let Ok(Some(storage)) = window().local_storage() {
        let _ = storage.set_item(LAST, name);
    }
}
