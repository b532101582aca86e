//! Whether a customer is let in: block, unblock, activate, and new sign-in codes in place of the old ones.

use std::sync::Arc;

use leptos::prelude::*;
use purser_api::{
    Error, Secret,
    centrowallet::user::{self, User, UserUpdate},
};

use crate::{
    messages::{
        self,
        errors::{Doing, trouble},
    },
    query::{Action, use_action, use_changes},
    session::Identity,
    transport::{self, use_client},
    ui::{dialog::Dialog, field::TextField, form::Form, icon::icon, toast::use_toasts},
};

/// What can be done about a customer's access, short of new codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    Block,
    Unblock,
    Activate,
}

impl Access {
    /// What fits how the customer stands.
    pub fn fitting(user: &User) -> Self {
        match (user.is_blocked, user.is_activated) {
            (Some(true), _) => Self::Unblock,
            (_, Some(false)) => Self::Activate,
            _ => Self::Block,
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Block => messages::BLOCK_DOTS,
            Self::Unblock => messages::UNBLOCK_DOTS,
            Self::Activate => messages::ACTIVATE_DOTS,
        }
    }

    fn change(self, user: &User) -> Option<UserUpdate> {
        let is_activated = if self == Self::Activate { true } else { user.is_activated? };
        let is_blocked = match self {
            Self::Block => Some(true),
            Self::Unblock => Some(false),
            Self::Activate => None,
        };
        Some(UserUpdate { is_activated, is_blocked, ..UserUpdate::default() })
    }
}

pub fn name(user: &User) -> String {
    let email = user.email.clone().filter(|email| !email.is_empty());
    email.unwrap_or_else(|| messages::customer_number(user.id.0))
}

fn meaning(sentences: &[&'static str]) -> AnyView {
    view! { <ul class="means">{sentences.iter().map(|sentence| view! { <li>{*sentence}</li> }).collect_view()}</ul> }.into_any()
}

fn told(action: Action) -> impl Fn() -> Option<AnyView> {
    move || action.error.with(|error| error.as_deref().map(|error| trouble(error, Doing::Changing).note()))
}

/// Asks before it blocks, unblocks or activates, and says what that means.
pub fn confirm(user: &Arc<User>, access: Access, close: Callback<()>) -> AnyView {
    let (client, changes, action, toasts) = (use_client(), use_changes(), use_action(), use_toasts());
    let who = name(user);
    let (heading, means, label, done): (_, &[&str], _, _) = match access {
        Access::Block => {
            (messages::block_whom(&who), &messages::BLOCKING_MEANS, messages::BLOCK, messages::NOW_BLOCKED)
        }
        Access::Unblock => (
            messages::unblock_whom(&who),
            &messages::UNBLOCKING_MEANS,
            messages::UNBLOCK,
            messages::NOW_UNBLOCKED,
        ),
        Access::Activate => (
            messages::activate_whom(&who),
            &messages::ACTIVATE_MEANS,
            messages::ACTIVATE,
            messages::NOW_ACTIVATED,
        ),
    };
    let change = access.change(user);
    let unknown = change.is_none();
    let id = user.id;
    let send = move || {
        let Some(change) = &change else { return };
        let request = user::update(id, change);
        action.run(
            async move { transport::send(client, Identity::Merchant, &request, None).await },
            move |_| {
                close.run(());
                changes.happened();
                toasts.say(done);
            },
        );
    };
    let class = if access == Access::Block { "btn danger fill" } else { "btn lead" };
    view! {
        <Dialog title=heading locked=action.busy on_close=close>
            <div class="body">
                {meaning(means)}
                {unknown.then(|| view! { <p class="note warn">{icon("alert")}<span>{messages::ACTIVATION_NOT_SAID}</span></p> })}
                {told(action)}
            </div>
            <div class="dialog-end">
                <button class=class type="button" disabled=unknown aria-busy=move || action.busy.get().to_string() on:click=move |_| send()>{label}</button>
                <button class="btn bare" type="button" disabled=move || action.busy.get() on:click=move |_| close.run(())>{messages::CANCEL}</button>
            </div>
        </Dialog>
    }
    .into_any()
}

/// Whether a failed restore may have happened.
fn in_doubt(error: &Error) -> bool {
    !matches!(error, Error::Status { status: ..500, .. } | Error::Envelope { .. })
}

/// Asks twice before it takes a customer's codes away: by what it says, and by having their address typed.
pub fn restore(user: &Arc<User>, restored: RwSignal<Option<Secret>>, close: Callback<()>) -> AnyView {
    let (client, changes, action) = (use_client(), use_changes(), use_action());
    let email = user.email.clone().filter(|email| !email.is_empty());
    let label = if email.is_some() { messages::TYPE_TO_CONFIRM } else { messages::TYPE_NUMBER_TO_CONFIRM };
    let expected = email.unwrap_or_else(|| user.id.to_string());
    let shown = expected.clone();
    let typed = RwSignal::new(String::new());
    let other = RwSignal::new(false);
    let id = user.id;
    let submit = Callback::new(move |()| {
        other.set(typed.with_untracked(|typed| !typed.trim().eq_ignore_ascii_case(&expected)));
        if other.get_untracked() {
            return;
        }
        let request = user::restore(id);
        action.run(
            async move { transport::send(client, Identity::Merchant, &request, None).await },
            move |user| {
                close.run(());
                restored.set(Some(user.oauth_url));
                changes.happened();
            },
        );
    });
    let trouble = Signal::derive(move || {
        action.error.with(|error| {
            let error = error.as_deref()?;
            let mut said = trouble(error, Doing::Changing);
            if in_doubt(error) {
                messages::RESTORE_IN_DOUBT.clone_into(&mut said.meaning);
            }
            Some(said)
        })
    });
    view! {
        <Dialog title=messages::RESTORE locked=action.busy on_close=close>
            <div class="body">
                {meaning(&messages::RESTORE_MEANS)}
                <p class="quiet">{crate::ui::text::foreign(shown)}</p>
                <Form label=messages::RESTORE submit=messages::RESTORE busy=action.busy on_submit=submit on_cancel=close trouble=trouble>
                    <TextField label=label value=typed autofocus=true wrong=Signal::derive(move || other.get().then(|| messages::NOT_THE_SAME.to_owned()))/>
                </Form>
            </div>
        </Dialog>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use purser_api::{Answer, Transport, centrowallet::UserId};

    use super::*;

    fn user(flags: &str) -> User {
        let body = format!(r#"{{"id":7{flags}}}"#);
        let answer = Answer {
            status: 200,
            content_type: Some("application/json"),
            retry_after: None,
            body: body.as_bytes(),
        };
        user::get(UserId(7)).decode(&answer).unwrap()
    }

    #[test]
    fn blocking_does_not_activate() {
        let inactive = user(r#","isActivated":false,"isBlocked":false"#);
        let change = Access::Block.change(&inactive).unwrap();
        assert_eq!((change.is_activated, change.is_blocked), (false, Some(true)));
        assert_eq!(Access::fitting(&inactive), Access::Activate);
        assert_eq!(Access::fitting(&user(r#","isActivated":false,"isBlocked":true"#)), Access::Unblock);
        assert!(Access::Block.change(&user("")).is_none(), "what is not known is not made up");
    }

    #[test]
    fn rule_3_a_restore_without_an_answer_is_in_doubt() {
        assert!(in_doubt(&Error::transport(Transport::Timeout, "")));
        assert!(in_doubt(&Error::decode("$", "")));
        let refused =
            |status| Error::Status { status, message: None, code: None, fields: vec![], retry_after: None };
        assert!(in_doubt(&refused(502)) && !in_doubt(&refused(404)) && !in_doubt(&refused(429)));
    }
}
