//! A new card, after what it means was said.

use leptos::prelude::*;
use purser_api::ctk::card;

use crate::{
    messages::{
        self,
        errors::{Doing, trouble},
    },
    query::{use_action, use_changes},
    session::Identity,
    transport::{self, use_client},
    ui::{dialog::Dialog, form::Form, toast::use_toasts},
};

pub fn dialog(open: RwSignal<bool>) -> AnyView {
    let (client, changes, toasts, action) = (use_client(), use_changes(), use_toasts(), use_action());
    let close = Callback::new(move |()| open.set(false));
    let submit = Callback::new(move |()| {
        let request = card::issue();
        let issued = async move { transport::send(client, Identity::Holder, &request, None).await };
        action.run(issued, move |issued| {
            open.set(false);
            changes.happened();
            toasts.say(messages::card_issued(&issued.san));
        });
    });
    view! {
        <Dialog title=messages::ISSUE_QUESTION locked=action.busy on_close=close>
            <div class="body">
                <Form label=messages::ISSUE_QUESTION submit=messages::ISSUE_CARD busy=action.busy on_submit=submit on_cancel=close
                    trouble=Signal::derive(move || action.error.with(|error| error.as_deref().map(|error| trouble(error, Doing::Changing))))>
                    <p>{messages::ISSUE_MEANS}</p>
                </Form>
            </div>
        </Dialog>
    }
    .into_any()
}
