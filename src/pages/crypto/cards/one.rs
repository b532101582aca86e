//! One card: whether it can be used, the switch that changes that at once, and its masked number for a short time.

use std::time::Duration;

use leptos::prelude::*;
use purser_api::ctk::card::{self, CardInfo, Cards};

use crate::{
    messages::{
        self,
        errors::{Doing, trouble},
    },
    query::{Query, use_action, use_changes},
    session::Identity,
    transport::{self, use_client},
    ui::{
        copy::copyable,
        icon::icon,
        status::{Mark, status},
        text::foreign,
        toast::use_toasts,
    },
};

/// How long a number is shown.
const SHOWN_SECONDS: u32 = 30;

/// What is known of a card, apart from its number.
#[derive(Clone, Debug, Default, PartialEq)]
struct Known {
    kind: String,
    is_usable: Option<bool>,
    is_virtual: bool,
}

pub fn card(cards: Query<Cards>, san: String, activating: RwSignal<bool>) -> AnyView {
    let known = {
        let san = san.clone();
        Memo::new(move |_| {
            cards.data.with(|cards| {
                let card = cards.as_ref()?.rows.iter().find(|card| card.san == san)?;
                Some(Known {
                    kind: card.card_type.clone().unwrap_or_default(),
                    is_usable: card.status,
                    is_virtual: card.is_virtual == Some(true),
                })
            })
        })
    };
    let heading = format!("card-{san}");
    let labelled = heading.clone();
    let (titled, switched, shown) = (san.clone(), san.clone(), san);
    view! {
        <li class="one-card" aria-labelledby=labelled>
            <div class="row wrap">
                <h2 id=heading>{foreign(messages::card_named(&titled))}</h2>
                {move || known.get().map(|known| {
                    let (mark, word) = match known.is_usable {
                        Some(true) => (Mark::Good, messages::CARD_IN_USE),
                        Some(false) => (Mark::Off, messages::CARD_NOT_IN_USE),
                        None => (Mark::Odd, messages::NONE),
                    };
                    let about = [Some(known.kind).filter(|kind| !kind.is_empty()), known.is_virtual.then(|| messages::VIRTUAL_CARD.to_owned())];
                    let about = about.into_iter().flatten().collect::<Vec<_>>().join(", ");
                    view! { <span class="cap">{foreign(about)}</span><span class="push" role="status">{status(mark, word)}</span> }
                })}
            </div>
            {move || known.get().map(|known| switch(switched.clone(), known.is_usable == Some(true), activating))}
            {number(shown)}
        </li>
    }
    .into_any()
}

/// Locks what can be used and unlocks what cannot, at once; what was never activated is activated first.
fn switch(san: String, is_usable: bool, activating: RwSignal<bool>) -> AnyView {
    let (client, changes, toasts, action) = (use_client(), use_changes(), use_toasts(), use_action());
    let (label, said, done, picture) = if is_usable {
        (messages::lock_named(&san), messages::LOCK_CARD, messages::CARD_LOCKED, "lock")
    } else {
        (messages::unlock_named(&san), messages::UNLOCK_CARD, messages::CARD_UNLOCKED, "check")
    };
    let activate = messages::activate_named(&san);
    let change = move |_| {
        let request = card::set_status(&san, !is_usable);
        let changed = async move { transport::send(client, Identity::Holder, &request, None).await };
        action.run(changed, move |_| {
            changes.happened();
            toasts.say(done);
        });
    };
    view! {
        <div class="row wrap acts">
            <button class="btn" type="button" aria-label=label aria-busy=move || action.busy.get().to_string() disabled=move || action.busy.get() on:click=change>{icon(picture)}{said}</button>
            {(!is_usable).then(|| view! { <button class="btn" type="button" aria-label=activate on:click=move |_| activating.set(true)>{icon("card")}{messages::ACTIVATE_CARD}</button> })}
        </div>
        {move || action.error.with(|error| error.as_deref().map(|error| trouble(error, Doing::Changing).note()))}
    }
    .into_any()
}

/// The masked number and its date, asked for only on request, gone after a while and when somebody looks away.
fn number(san: String) -> AnyView {
    let (client, action) = (use_client(), use_action());
    let info = RwSignal::new(None::<CardInfo>);
    let left = RwSignal::new(0_u32);
    let step = move || {
        if left.try_get_untracked().unwrap_or_default() > 0 {
            left.try_update(|left| *left -= 1);
        }
    };
    let tick = set_interval_with_handle(step, Duration::from_secs(1)).ok();
    let away = window_event_listener_untyped("visibilitychange", move |_| {
        if document().visibility_state() == web_sys::VisibilityState::Hidden {
            left.try_set(0);
        }
    });
    on_cleanup(move || {
        away.remove();
        if let Some(tick) = tick {
            tick.clear();
        }
    });
    Effect::new(move |_| {
        if left.get() == 0 {
            info.set(None);
        }
    });
    let label = messages::show_named(&san);
    let show = move |_| {
        let request = card::info(&san);
        let asked = async move { transport::send(client, Identity::Holder, &request, None).await };
        action.run(asked, move |answer| {
            left.set(SHOWN_SECONDS);
            info.set(Some(answer));
        });
    };
    let is_shown = Memo::new(move |_| info.with(Option::is_some));
    view! {
        {move || (!is_shown.get()).then(|| {
            let (label, show) = (label.clone(), show.clone());
            view! { <p class="row"><button class="link" type="button" aria-label=label aria-busy=move || action.busy.get().to_string() on:click=show>{icon("eye")}{messages::SHOW_CARD}</button></p> }
        })}
        {move || info.get().map(|info| facts(info, left))}
        {move || action.error.with(|error| error.as_deref().map(|error| trouble(error, Doing::Reading).note()))}
    }
    .into_any()
}

fn facts(info: CardInfo, left: RwSignal<u32>) -> AnyView {
    let said = |text: Option<String>| text.filter(|text| !text.is_empty());
    let number = said(info.card_number)
        .map(|number| view! { <dt>{messages::CARD_NUMBER}</dt><dd class="code">{foreign(number)}</dd> });
    let until = said(info.card_exp_date)
        .map(|until| view! { <dt>{messages::VALID_UNTIL}</dt><dd>{foreign(until)}</dd> });
    let fuse = move || format!("{}%", left.get() * 100 / SHOWN_SECONDS);
    view! {
        <dl class="facts"><dt>{messages::SAN_SHORT}</dt><dd>{copyable(info.san)}</dd>{number}{until}</dl>
        <div class="fuse" role="timer" aria-label=move || messages::hidden_in(left.get())>
            <svg width="100%" height="2" aria-hidden={"true"}><rect class={"rest"} width="100%" height="2"></rect><rect class="left" width=fuse height="2"></rect></svg>
            <p class="row"><span class="quiet">{move || messages::hidden_in(left.get())}</span><button class="push link" type="button" on:click=move |_| left.set(0)>{messages::HIDE_CARD}</button></p>
        </div>
    }
    .into_any()
}
