//! The sandbox's delivery log: what was sent, how it went, sending it again. There is none where no sandbox stands beside
//! this page.

use leptos::prelude::*;
use serde_json::Value;

use crate::{
    config::Config,
    messages,
    session::use_session,
    transport::{pause_for, plain_get, resend_webhook},
    ui::{
        icon::icon,
        state::empty,
        status::{Mark, status},
        text::foreign,
        toast::use_toasts,
    },
};

const LOG: &str = "/sandbox/webhooks";
/// The sandbox sends within a second of being asked, in milliseconds.
const SENT_WITHIN: u32 = 1_500;

/// One webhook and its attempts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    pub id: u64,
    pub kind: String,
    pub url: String,
    pub body: String,
    pub created_at: String,
    pub is_delivered: bool,
    pub is_due: bool,
    /// What the receiver said last: a status, or why there was none.
    pub last: String,
    pub attempts: usize,
}

/// Reads the log; what cannot be read of it is left out.
pub fn read(text: &str) -> Vec<Delivery> {
    let value: Value = serde_json::from_str(text).unwrap_or_default();
    let deliveries = value["webhooks"].as_array().cloned().unwrap_or_default();
    deliveries
        .iter()
        .filter_map(|delivery| {
            let text = |name: &str| delivery[name].as_str().map(str::to_owned);
            let attempts = delivery["attempts"].as_array().cloned().unwrap_or_default();
            let last = attempts.last().map(|attempt| match attempt["status"].as_u64() {
                Some(status) => status.to_string(),
                None => attempt["error"].as_str().unwrap_or(messages::RECEIVER_SILENT).to_owned(),
            });
            Some(Delivery {
                id: delivery["id"].as_u64()?,
                kind: text("kind")?,
                url: text("url")?,
                body: text("body")?,
                created_at: text("createdAt").unwrap_or_default(),
                is_delivered: !delivery["deliveredAt"].is_null(),
                is_due: !delivery["nextAttemptAt"].is_null(),
                last: last.unwrap_or_default(),
                attempts: attempts.len(),
            })
        })
        .collect()
}

/// The log, where there is one. `pick` takes the body of the one that is to be read.
pub fn log(pick: Callback<String>) -> AnyView {
    let config = crate::config::use_config();
    let environment = use_session().environment(crate::paths::Area::Merchant);
    // The log is at this page's own origin: it is this environment's only if that is the first one.
    let is_beside = !environment.real && config.with_value(Config::first) == environment;
    let deliveries = RwSignal::new(None::<Vec<Delivery>>);
    let load = move || {
        leptos::task::spawn_local(async move {
            if let Ok(text) = plain_get(LOG).await {
                deliveries.try_set(Some(read(&text)));
            }
        });
    };
    if is_beside {
        load();
    }
    view! {
        {move || deliveries.get().map(|deliveries| view! {
            <section class="sec" aria-labelledby="h-deliveries">
                <header><h2 id="h-deliveries">{messages::DELIVERIES}</h2><div class="end"><button class="btn sm" type="button" on:click=move |_| load()>{icon("refresh")}{messages::REFRESH}</button></div></header>
                {if deliveries.is_empty() {
                    empty(messages::NO_DELIVERIES, messages::NO_DELIVERIES_HINT, None)
                } else {
                    view! { <ul class="items lined" aria-labelledby={"h-deliveries"}>{deliveries.into_iter().map(|delivery| line(delivery, pick, load)).collect_view()}</ul> }.into_any()
                }}
            </section>
        })}
    }
    .into_any()
}

fn line(delivery: Delivery, pick: Callback<String>, load: impl Fn() + Copy + 'static) -> AnyView {
    let toasts = use_toasts();
    let Delivery { id, body, .. } = delivery;
    let state = match (delivery.is_delivered, delivery.is_due) {
        (true, _) => status(Mark::Good, messages::DELIVERED),
        (false, true) => status(Mark::Waiting, messages::TRIED_AGAIN),
        (false, false) => status(Mark::Bad, messages::GIVEN_UP),
    };
    let again = move |_| {
        leptos::task::spawn_local(async move {
            match resend_webhook(id).await {
                Ok(_) => {
                    toasts.say(messages::SENDING_AGAIN);
                    pause_for(SENT_WITHIN).await;
                    load();
                }
                Err(error) => toasts.warn(error.to_string()),
            }
        });
    };
    let number = messages::webhook_number(id);
    view! {
        <li class="line">
            <span class="what">
                <span class="t">{foreign(delivery.kind)}" "{number.clone()}" "{state}</span>
                <span class="s">{foreign(delivery.url)}", "{messages::attempts(delivery.attempts)}", "{foreign(delivery.last)}", "{foreign(delivery.created_at)}</span>
            </span>
            <span class="ends">
                <button class="btn sm" type="button" aria-label=format!("{}: {number}", messages::READ_IT) on:click=move |_| pick.run(body.clone())>{messages::READ_IT}</button>
                <button class="btn sm" type="button" aria-label=format!("{}: {number}", messages::RESEND) on:click=again>{icon("refresh")}{messages::RESEND}</button>
            </span>
        </li>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::read;
    use crate::strange::any_json;

    #[test]
    fn a_log_is_read_as_the_sandbox_writes_it() {
        let log = read(
            r#"{"signingSecrets":[],"webhooks":[
                {"id":2,"uuid":"u","kind":"refill","url":"http://127.0.0.1:9/x","body":"{}","createdAt":"2026-04-01T10:00:00Z",
                 "deliveredAt":null,"nextAttemptAt":"2026-04-01T10:00:30Z","attempts":[{"status":null,"error":"refused","milliseconds":1,"date":"x"},{"status":500,"error":null,"milliseconds":1,"date":"x"}]},
                {"id":"x"}]}"#,
        );
        assert_eq!(log.len(), 1);
        assert_eq!((log[0].id, log[0].attempts, log[0].last.as_str()), (2, 2, "500"));
        assert!(log[0].is_due && !log[0].is_delivered);
        assert!(read("<html>").is_empty());
    }

    const NAMES: &[&str] = &[
        "webhooks",
        "id",
        "kind",
        "url",
        "body",
        "createdAt",
        "deliveredAt",
        "nextAttemptAt",
        "attempts",
        "status",
        "error",
    ];

    proptest! {
        #[test]
        fn any_log_is_read_as_far_as_it_goes(text in any::<String>(), log in any_json(NAMES), wrapped in any::<bool>()) {
            let log = if wrapped { serde_json::json!({ "webhooks": [log] }) } else { log };
            let _ = (read(&text), read(&log.to_string()));
        }
    }
}
