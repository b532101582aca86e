//! What can be changed about a customer.

use std::sync::Arc;

use leptos::prelude::*;
use purser_api::centrowallet::user::{self, User, UserUpdate};

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
        field::{CheckField, TextField},
        form::Form,
        toast::use_toasts,
    },
};

/// Only what was changed is sent, but for what the system wants every time.
fn change(user: &User, external_id: &str, kind: &str, activated: bool) -> UserUpdate {
    let changed = |now: &str, was: &Option<String>| {
        (now.trim() != was.as_deref().unwrap_or_default()).then(|| now.trim().to_owned())
    };
    UserUpdate {
        is_activated: activated,
        is_blocked: None,
        kind: changed(kind, &user.kind),
        external_user_id: changed(external_id, &user.external_user_id),
    }
}

pub fn dialog(user: &Arc<User>, close: Callback<()>) -> AnyView {
    let (client, changes, action, toasts) = (use_client(), use_changes(), use_action(), use_toasts());
    let external_id = RwSignal::new(user.external_user_id.clone().unwrap_or_default());
    let kind = RwSignal::new(user.kind.clone().unwrap_or_default());
    let activated = RwSignal::new(user.is_activated == Some(true));
    let missing = RwSignal::new(false);
    let user = Arc::clone(user);
    let submit = Callback::new(move |()| {
        missing.set(external_id.with_untracked(|id| id.trim().is_empty()));
        if missing.get_untracked() {
            return;
        }
        let body =
            change(&user, &external_id.get_untracked(), &kind.get_untracked(), activated.get_untracked());
        let request = user::update(user.id, &body);
        action.run(
            async move { transport::send(client, Identity::Merchant, &request, None).await },
            move |_| {
                close.run(());
                changes.happened();
                toasts.say(messages::CUSTOMER_SAVED);
            },
        );
    });
    let wrong = action.wrong("externalUserId");
    let wrong = Signal::derive(move || {
        missing.get().then(|| messages::EXTERNAL_ID_MISSING.to_owned()).or_else(|| wrong.get())
    });
    view! {
        <Dialog title=messages::EDIT_CUSTOMER locked=action.busy on_close=close>
            <div class="body">
                <Form label=messages::EDIT_CUSTOMER submit=messages::SAVE busy=action.busy on_submit=submit on_cancel=close
                    trouble=Signal::derive(move || action.error.with(|error| error.as_deref().map(|error| trouble(error, Doing::Changing))))>
                    <TextField label=messages::EXTERNAL_ID value=external_id hint=messages::EXTERNAL_ID_HINT autofocus=true wrong=wrong/>
                    <TextField label=messages::TYPE aside=messages::OPTIONAL value=kind hint=messages::TYPE_HINT wrong=action.wrong("type")/>
                    <CheckField label=messages::ACTIVATED value=activated hint=messages::ACTIVATED_HINT/>
                </Form>
            </div>
        </Dialog>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use purser_api::{Answer, centrowallet::UserId};

    use super::*;

    #[test]
    fn what_was_not_changed_is_not_sent() {
        let body = br#"{"id":7,"externalUserId":"HW-7","type":"member","isActivated":true,"isBlocked":true}"#;
        let answer = Answer { status: 200, content_type: Some("application/json"), retry_after: None, body };
        let user = user::get(UserId(7)).decode(&answer).unwrap();
        let same = change(&user, " HW-7 ", "member", true);
        assert_eq!(same, UserUpdate { is_activated: true, ..UserUpdate::default() });
        let other = change(&user, "HW-8", "", false);
        assert_eq!((other.external_user_id.as_deref(), other.kind.as_deref()), (Some("HW-8"), Some("")));
    }
}
