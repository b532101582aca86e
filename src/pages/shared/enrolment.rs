//! TOTP enrolment: the QR code and the key, shown for a minute, hidden on leaving, printed on request.
//! The secret stays in this page's memory; on paper it stands only where that was asked for.

use std::time::Duration;

use leptos::prelude::*;
use purser_api::{Secret, otpauth::Otpauth};

use super::totp::{Verdict, try_code};
use crate::{
    clock::now,
    messages,
    ui::text::foreign,
    ui::{
        copy::copy_text,
        form::plain_button,
        icon::{icon, sized},
        qr::qr,
    },
};

const SHOWN_SECONDS: u32 = 60;

/// The three columns: scan, type, try.
#[component]
pub fn Enrolment(secret: Secret) -> impl IntoView {
    let secret = StoredValue::new(secret);
    let left = RwSignal::new(SHOWN_SECONDS);
    let tick = set_interval_with_handle(
        move || left.update(|left| *left = left.saturating_sub(1)),
        Duration::from_secs(1),
    )
    .ok();
    on_cleanup(move || {
        if let Some(tick) = tick {
            tick.clear();
        }
    });
    // Whoever looks at something else is not looking at the key.
    let away = window_event_listener_untyped("visibilitychange", move |_| {
        if document().visibility_state() == web_sys::VisibilityState::Hidden {
            left.set(0);
        }
    });
    on_cleanup(move || away.remove());
    let shown = Memo::new(move |_| left.get() > 0);
    move || match Otpauth::parse(secret.with_value(|secret| secret.expose().to_owned()).as_str()) {
        Err(_) => view! { <p class="wrong">{icon("alert")}{messages::ENROLMENT_UNREADABLE}</p> }.into_any(),
        Ok(_) if !shown.get() => hidden(left),
        Ok(enrolment) => columns(secret, enrolment, left),
    }
}

fn hidden(left: RwSignal<u32>) -> AnyView {
    view! {
        <div class="enrol-grid"><section class="scan"><h2>{messages::HIDDEN}</h2><p class="hint">{messages::HIDDEN_HINT}</p>
            <div class="row acts">{plain_button(messages::SHOW_FOR_A_MINUTE, Some("eye"), move || left.set(SHOWN_SECONDS))}</div>
        </section></div>
    }
    .into_any()
}

fn columns(secret: StoredValue<Secret>, enrolment: Otpauth, left: RwSignal<u32>) -> AnyView {
    let key = enrolment.secret.expose().to_owned();
    let groups: Vec<String> =
        key.as_bytes().chunks(4).map(|group| String::from_utf8_lossy(group).into_owned()).collect();
    let fuse = move || format!("{}%", left.get() * 100 / SHOWN_SECONDS);
    let facts = [
        (messages::ISSUER, enrolment.issuer.clone().unwrap_or_default()),
        (messages::ACCOUNT, enrolment.account.clone()),
        (messages::ALGORITHM, enrolment.algorithm.as_str().to_owned()),
        (messages::DIGITS, enrolment.digits.to_string()),
        (messages::PERIOD, messages::seconds(enrolment.period)),
    ];
    let printing = RwSignal::new(false);
    let done = window_event_listener_untyped("afterprint", move |_| printing.set(false));
    on_cleanup(move || done.remove());
    let print = move || {
        printing.set(true);
        // Once the sheet stands there.
        request_animation_frame(|| {
            let _ = window().print();
        });
    };
    let on_sheet = (enrolment.clone(), groups.clone());
    view! {
        {move || printing.get().then(|| sheet(secret, &on_sheet.0, &on_sheet.1))}
        <div class="enrol-grid">
            <section class="scan" aria-labelledby="h-scan">
                <h2 id="h-scan">{messages::SCAN}</h2>
                {secret.with_value(|secret| qr(secret.expose(), messages::QR_LABEL))}
                <div class="fuse" role="timer" aria-label=move || messages::hidden_in(left.get())>
                    <svg width="100%" height="2" aria-hidden={"true"}><rect class={"rest"} width="100%" height="2"></rect><rect class="left" width=fuse height="2"></rect></svg>
                    <p class="row">
                        <span class="quiet">{move || messages::hidden_in(left.get())}</span>
                        <button class="push link" type="button" on:click=move |_| left.set(SHOWN_SECONDS)>{messages::KEEP_A_MINUTE}</button>
                    </p>
                </div>
                <div class="row acts">
                    {plain_button(messages::HIDE_NOW, Some("eye"), move || left.set(0))}
                    {plain_button(messages::PRINT, Some("print"), print)}
                </div>
            </section>
            <section aria-labelledby="h-key">
                <h2 id="h-key">{messages::OR_TYPE_THE_KEY}</h2>
                <p class="groups">{groups.into_iter().map(|group| view! { <span>{group}</span> }).collect_view()}</p>
                <div class="row">{plain_button(messages::COPY_KEY, Some("copy"), move || copy_text(&key))}</div>
                <dl class="facts lined">
                    {facts.into_iter().map(|(name, value)| view! { <dt>{name}</dt><dd>{foreign(value)}</dd> }).collect_view()}
                </dl>
            </section>
            <section aria-labelledby="h-try">
                <h2 id="h-try">{messages::TRY_A_CODE}</h2>
                <TryCode enrolment=enrolment/>
            </section>
        </div>
    }
    .into_any()
}

/// What is printed, and nothing else: the code large, the key, what to do with them.
fn sheet(secret: StoredValue<Secret>, enrolment: &Otpauth, groups: &[String]) -> AnyView {
    let whose = messages::sheet_for(&enrolment.account, enrolment.issuer.as_deref().unwrap_or_default());
    let facts = [
        (messages::ALGORITHM, enrolment.algorithm.as_str().to_owned()),
        (messages::DIGITS, enrolment.digits.to_string()),
        (messages::PERIOD, messages::seconds(enrolment.period)),
    ];
    view! {
        <article class="print-sheet" aria-hidden={"true"}>
            <h1>{messages::SHEET_TITLE}</h1>
            <p class="whose">{foreign(whose)}</p>
            {secret.with_value(|secret| qr(secret.expose(), messages::QR_LABEL))}
            <ol>{messages::SHEET_STEPS.into_iter().map(|step| view! { <li>{step}</li> }).collect_view()}</ol>
            <h2>{messages::SHEET_KEY}</h2>
            <p class="groups">{groups.iter().map(|group| view! { <span>{group.clone()}</span> }).collect_view()}</p>
            <p class="cap">{facts.into_iter().map(|(name, value)| view! { <span>{format!("{name}: {value}")}</span> }).collect_view()}</p>
            <p class="care">{messages::SHEET_CARE}</p>
        </article>
    }
    .into_any()
}

#[component]
fn TryCode(enrolment: Otpauth) -> impl IntoView {
    let code = RwSignal::new(String::new());
    let verdict = RwSignal::new(None::<Verdict>);
    let enrolment = StoredValue::new(enrolment);
    let digits = enrolment.with_value(|enrolment| usize::from(enrolment.digits));
    Effect::new(move |_| {
        let typed: String = code.get().chars().filter(char::is_ascii_digit).collect();
        verdict.set(None);
        if typed.len() == digits {
            let enrolment = enrolment.get_value();
            leptos::task::spawn_local(async move {
                let found = try_code(&enrolment, &typed, now().unix_seconds()).await;
                verdict.try_set(Some(found));
            });
        }
    });
    view! {
        <div class="field try">
            <label for="try-code">{messages::WHAT_DOES_THE_APP_SHOW}</label>
            <input id="try-code" class="input code-field" type="text" inputmode="numeric" autocomplete="off" maxlength="7" aria-describedby="try-says"
                prop:value=move || code.get() on:input=move |event| code.set(event_target_value(&event))/>
        </div>
        <div id="try-says" role="status">
            {move || verdict.get().map(|verdict| match verdict {
                Verdict::Right(drift) => view! { <p class="ok">{icon("check")}<span><b>{messages::CODE_RIGHT}</b>" "{messages::drift(drift)}</span></p> }.into_any(),
                Verdict::Wrong => view! { <p class="wrong">{icon("alert")}<span>{messages::CODE_WRONG_HERE}</span></p> }.into_any(),
                Verdict::CannotTell => view! { <p class="hint">{messages::CODE_CANNOT_TELL}</p> }.into_any(),
            })}
        </div>
        <p class="hint">{messages::TRY_HINT}</p>
    }
}

/// What is said under an enrolment, with the way on.
pub fn closing(on_done: impl Fn() + 'static) -> AnyView {
    view! {
        <footer class="closing">
            <p class="note">{sized("lock", "i")}<span>{messages::SECRET_LIVES_HERE}</span></p>
            <button class="btn lead" type="button" on:click=move |_| on_done()>{messages::DONE}</button>
        </footer>
    }
    .into_any()
}
