//! The page at which the simulated outside is looked at and steered: no script, forms only.

use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use maud::{DOCTYPE, Markup, html};
use purser_api::Timestamp;

use super::{Loopback, telephone, webhooks};
use crate::app::Shared;
use crate::error::{ApiResult, json_response};
use crate::rails::sms;
use crate::store::webhooks::{Attempt, Webhook, newest};

const POLICY: &str = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; \
     frame-ancestors 'none'";

const STYLE: &str =
    concat!(include_str!("../../../../../style/tokens.css"), include_str!("../../../assets/sandbox.css"));

const STEPS: &[(i64, &str)] = &[
    (60, "1 minute"),
    (3_600, "1 hour"),
    (86_400, "1 day"),
    (7 * 86_400, "1 week"),
    (30 * 86_400, "30 days"),
];

pub(in crate::routes) fn answer(markup: &Markup) -> Response {
    let mut response = json_response(StatusCode::OK, markup.0.clone());
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    response
}

pub(super) async fn style() -> Response {
    let mut response = STYLE.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/css; charset=utf-8"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}

pub(super) async fn show(_near: Loopback, State(app): State<Shared>) -> ApiResult<Response> {
    let offset = app.store.read_clock_offset().await?;
    let hooks = newest(&mut app.store.read().await?, webhooks::SHOWN).await?;
    let messages = sms::newest(&mut app.store.read().await?, None, telephone::SHOWN).await?;
    let orders = app.faults.as_ref().map(crate::faults::orders::Orders::list);
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { "Sandbox · Purser" }
                link rel="stylesheet" href="/sandbox/style.css";
            }
            body {
                header { h1 { "Sandbox" } p { "The outside, simulated. None of this money is real." } }
                main {
                    (clock(app.clock.now(), offset))
                    (telephone::section(&messages))
                    (webhook_log(&hooks))
                    (faults(orders.as_ref()))
                    (addresses())
                }
            }
        }
    };
    Ok(answer(&page))
}

pub(super) fn time(instant: i64) -> Markup {
    let time = Timestamp::from_unix_micros(instant);
    html! { time datetime=(time.to_string()) { (time.to_php().chars().take(19).collect::<String>()) } }
}

fn clock(now: i64, offset: i64) -> Markup {
    html! {
        section aria-labelledby="clock" {
            h2 id="clock" { "Clock" }
            p.now { (time(now)) " UTC" @if offset > 0 { " · moved forward" } }
            p.hint { "Moving it forward lets money lapse, cards settle, chains confirm and webhooks fall due." }
            div.row {
                @for (seconds, name) in STEPS {
                    form method="post" action="/sandbox/clock" {
                        input type="hidden" name="advanceSeconds" value=(seconds);
                        button { "Forward " (name) }
                    }
                }
            }
        }
    }
}

fn outcome(hook: &Webhook, attempts: &[Attempt]) -> Markup {
    let last = attempts.last();
    html! {
        @match (hook.delivered_at, last) {
            (Some(_), _) => span.good { "Delivered" },
            (None, Some(attempt)) => span.bad {
                @match (&attempt.status, &attempt.error) {
                    (Some(status), _) => { "Status " (status) },
                    (None, Some(error)) => (error),
                    (None, None) => "No answer",
                }
            },
            (None, None) => span { "Waiting" },
        }
        @match hook.next_attempt_at {
            Some(next) if hook.attempts > 0 => { " · again at " (time(next)) },
            None if hook.delivered_at.is_none() => " · given up",
            _ => "",
        }
    }
}

fn webhook_log(hooks: &[(Webhook, Vec<Attempt>)]) -> Markup {
    html! {
        section aria-labelledby="webhooks" {
            h2 id="webhooks" { "Webhooks" }
            @if hooks.is_empty() {
                p.hint { "None yet. A refill, a payment or an account that names a webhookUrl makes one." }
            } @else {
                div.wide { table {
                    thead { tr { th { "Made" } th { "Kind" } th { "Receiver" } th { "Attempts" } th { "Outcome" } th {} } }
                    tbody { @for (hook, attempts) in hooks { tr {
                        td { (time(hook.created_at)) }
                        td { (hook.kind) }
                        td { details { summary { (hook.url) } pre { (hook.body) } } }
                        td.number { (hook.attempts) }
                        td { (outcome(hook, attempts)) }
                        td { form method="post" action={ "/sandbox/webhooks/" (hook.id) "/resend" } {
                            button { "Send again" }
                        } }
                    } } }
                } }
            }
        }
    }
}

fn faults(orders: Option<&serde_json::Value>) -> Markup {
    html! {
        section aria-labelledby="faults" {
            h2 id="faults" { "Failures" }
            @match orders.and_then(serde_json::Value::as_array) {
                None => p.hint { "Start with --faults to order some here. Words like fault-truncated work always." },
                Some(orders) => {
                    @if orders.is_empty() { p.hint { "None is ordered." } }
                    ul { @for order in orders {
                        li { (order["fault"].as_str().unwrap_or_default()) " at " code { (order["path"].as_str().unwrap_or_default()) } }
                    } }
                    form.fields method="post" action="/sandbox/faults" {
                        label { "Path" input name="path" value="/api/v1/**" required; }
                        label { "Failure" input name="fault" value="fault-drop-after-commit" required; }
                        label { "Times" input name="times" type="number" min="1" value="1" required; }
                        button { "Order" }
                    }
                }
            }
        }
    }
}

fn addresses() -> Markup {
    html! {
        section aria-labelledby="more" {
            h2 id="more" { "As JSON" }
            ul {
                @for address in ["demo", "clock", "sms", "webhooks", "faults", "health"] {
                    li { a href={ "/sandbox/" (address) } { "/sandbox/" (address) } }
                }
            }
        }
    }
}
