//! `/merchant/users/new`: create a customer, then hand them their sign-in codes.

use std::sync::Arc;

use leptos::prelude::*;
use purser_api::centrowallet::user::CreatedUser;

use super::new_user_form;
use crate::{
    messages,
    navigation::{begin_page, use_navigation},
    pages::shared::{
        accounts,
        enrolment::{Enrolment, closing},
    },
    paths::Route,
    shell::title,
    ui::{icon::icon, text::foreign},
};

pub fn page() -> AnyView {
    let created = RwSignal::new(None::<Arc<CreatedUser>>);
    Effect::new(move |_| {
        if created.with(Option::is_some) {
            request_animation_frame(begin_page);
        }
    });
    view! {
        {move || match created.get() {
            None => new_user_form::form(created),
            Some(user) => enrol(&user),
        }}
    }
    .into_any()
}

fn enrol(user: &CreatedUser) -> AnyView {
    title(messages::SET_UP_CODES);
    let navigation = use_navigation();
    let id = user.user_id.0;
    let names: Vec<String> = user.payment_accounts.rows.iter().map(accounts::name).collect();
    let about = messages::enrolling(id, &names.join(", "));
    view! {
        <div class="page enrol">
            <header class="head"><div>
                {back()}
                <h1>{messages::SET_UP_CODES}</h1>
                <p class="sub">{foreign(user.email.clone().unwrap_or_default())}", "{about}</p>
            </div>{trail(1)}</header>
            <Enrolment secret=user.oauth_url.clone()/>
            {closing(move || navigation.go(Route::User(id).to_string()))}
        </div>
    }
    .into_any()
}

pub fn back() -> AnyView {
    view! { <a class="back" href=Route::Users.to_string()>{icon("left")}{messages::CUSTOMERS}</a> }.into_any()
}

pub fn trail(at: usize) -> AnyView {
    let steps = [messages::STEP_CREATE, messages::STEP_SCAN, messages::STEP_HAND_OVER];
    view! {
        <ol class="trail end row" aria-label={messages::STEPS}>
            {steps.into_iter().enumerate().map(|(index, step)| view! {
                <li class=if index < at { "done" } else { "" } aria-current=(index == at).then_some("step")>{(index < at).then(|| icon("check"))}{step}</li>
            }).collect_view()}
        </ol>
    }
    .into_any()
}
