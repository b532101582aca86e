//! The second factor on and off, each after what it means was said.

use leptos::prelude::*;
use purser_api::ctk::user::{self, Profile, ProfileUpdate};

use crate::{
    messages::{
        self,
        errors::{Doing, trouble},
    },
    query::{use_action, use_changes},
    session::Identity,
    transport::{self, use_client},
    ui::{
        dialog::Dialog,
        form::{Form, plain_button},
        status::{Mark, status},
        text::foreign,
        toast::use_toasts,
    },
};

pub fn section(profile: &Profile) -> AnyView {
    let asking = RwSignal::new(false);
    let (is_on, phone) = (profile.mfa, profile.phone.clone().unwrap_or_default());
    let (mark, words) = match is_on {
        Some(true) => (Mark::Good, messages::SECOND_FACTOR_ON),
        Some(false) => (Mark::Off, messages::SECOND_FACTOR_OFF),
        None => (Mark::Odd, messages::NONE),
    };
    let change = if is_on == Some(true) { messages::TURN_OFF } else { messages::TURN_ON };
    let turn_to = is_on != Some(true);
    view! {
        <section class="sec" aria-labelledby="h-second">
            <header><h2 id="h-second">{messages::SECOND_FACTOR}</h2><span class="end">{status(mark, words)}</span></header>
            <div class="in-gutter ways-out">
                <p class="sub">{messages::SECOND_FACTOR_MEANS}</p>
                <p class="row">{plain_button(change, Some("lock"), move || asking.set(true))}</p>
            </div>
            {move || asking.get().then(|| dialog(turn_to, phone.clone(), asking))}
        </section>
    }
    .into_any()
}

fn dialog(turn_to: bool, phone: String, asking: RwSignal<bool>) -> AnyView {
    let (client, changes, toasts, action) = (use_client(), use_changes(), use_toasts(), use_action());
    let submit = Callback::new(move |()| {
        let request = user::update(&ProfileUpdate { mfa: Some(turn_to), ..ProfileUpdate::default() });
        let done = async move { transport::send(client, Identity::Holder, &request, None).await };
        action.run(done, move |_| {
            asking.set(false);
            changes.happened();
            toasts.say(if turn_to { messages::TURNED_ON } else { messages::TURNED_OFF });
        });
    });
    let (title, means) = if turn_to {
        (messages::TURN_ON_QUESTION, messages::TURN_ON_MEANS)
    } else {
        (messages::TURN_OFF_QUESTION, messages::TURN_OFF_MEANS)
    };
    view! {
        <Dialog title=title locked=action.busy on_close=Callback::new(move |()| asking.set(false))>
            <div class="body">
                <Form label=title submit=if turn_to { messages::TURN_ON } else { messages::TURN_OFF } busy=action.busy on_submit=submit on_cancel=Callback::new(move |()| asking.set(false))
                    trouble=Signal::derive(move || action.error.with(|error| error.as_deref().map(|error| trouble(error, Doing::Changing))))>
                    <p>{means}</p>
                    {turn_to.then(|| view! { <p class="addr code">{foreign(phone)}</p> })}
                </Form>
            </div>
        </Dialog>
    }
    .into_any()
}
