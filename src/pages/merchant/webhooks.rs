//! `/merchant/webhooks`: a payload that arrived somewhere, read as a transaction, its signature checked, compared with now.

use std::sync::Arc;

use leptos::prelude::*;
use purser_api::{
    Secret,
    centrowallet::{
        Caller,
        transaction::{self, Transaction, TransactionFilter},
        webhook,
    },
};

use super::{
    webhooks_compare::{Field, compare},
    webhooks_log::log,
    webhooks_signature::{Verdict, verify},
};
use crate::{
    clock::now_millis,
    messages::{
        self,
        errors::{Doing, trouble},
    },
    pages::shared::transactions::{moved, purpose, standing},
    paths::{Route, with_query},
    query::use_query,
    session::Identity,
    shell::title,
    ui::{
        field::{SECRET, TextArea, TextField},
        form::Form,
        icon::icon,
        state::{Trouble, empty},
        text::foreign,
        time::time,
    },
};

/// What a payload is.
#[derive(Clone, Debug, PartialEq)]
enum Payload {
    Nothing,
    Transaction(Arc<Transaction>),
    /// Why it is none.
    Other(String),
}

fn read(text: &str) -> Payload {
    match text.trim() {
        "" => Payload::Nothing,
        text => match webhook::read_refill(text.as_bytes()) {
            Ok(transaction) => Payload::Transaction(Arc::new(transaction)),
            Err(error) => Payload::Other(error.to_string()),
        },
    }
}

pub fn page() -> AnyView {
    title(messages::WEBHOOKS);
    let text = RwSignal::new(String::new());
    let payload = Memo::new(move |_| text.with(|text| read(text)));
    let pick = Callback::new(move |body| text.set(body));
    view! {
        <div class="page webhooks">
            <header class="head"><div><h1>{messages::WEBHOOKS}</h1><p class="sub">{messages::WEBHOOKS_MEANS}</p></div></header>
            <div class="duo">
                <section class="sec" aria-labelledby="h-payload">
                    <h2 class="hide" id="h-payload">{messages::PAYLOAD}</h2>
                    <div class="in-gutter">{signature(text)}</div>
                </section>
                <section class="sec" aria-labelledby="h-says">
                    <header><h2 id="h-says">{messages::WHAT_IT_SAYS}</h2></header>
                    {move || match payload.get() {
                        Payload::Nothing => view! { <p class="in-gutter sub quiet">{messages::NO_PAYLOAD}</p> }.into_any(),
                        Payload::Other(why) => {
                            let said = Trouble { title: messages::NOT_A_TRANSACTION.to_owned(), meaning: String::new(), detail: why };
                            view! { <div class="in-gutter">{said.note()}</div> }.into_any()
                        }
                        Payload::Transaction(transaction) => says(&transaction),
                    }}
                </section>
            </div>
            <Compared payload=payload/>
            {log(pick)}
        </div>
    }
    .into_any()
}

/// The fields, and the verdict on the signature. The secret is never anywhere but in its field.
fn signature(text: RwSignal<String>) -> AnyView {
    let (header, secret) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (asked, busy) = (RwSignal::new(false), RwSignal::new(false));
    let verdict = RwSignal::new(None::<Verdict>);
    Effect::new(move |_| {
        text.track();
        header.track();
        verdict.set(None);
    });
    // Another secret, another verdict; that it is cleared after one changes nothing.
    Effect::new(move |_| {
        if !secret.with(String::is_empty) {
            verdict.set(None);
        }
    });
    let submit = Callback::new(move |()| {
        asked.set(true);
        // What is checked is taken together, and the verdict is about nothing else.
        let taken = (text.get_untracked(), header.get_untracked(), secret.get_untracked());
        let (body, signed, typed) = taken.clone();
        if body.is_empty() || typed.trim().is_empty() {
            return;
        }
        busy.set(true);
        let typed = Secret::new(typed.trim());
        leptos::task::spawn_local(async move {
            let found = verify(&typed, &signed, &body, now_millis() / 1000).await;
            busy.try_set(false);
            let now =
                text.try_get_untracked().zip(header.try_get_untracked()).zip(secret.try_get_untracked());
            if now.is_some_and(|((text, header), secret)| (text, header, secret) == taken) {
                verdict.try_set(Some(found));
                asked.try_set(false);
                secret.try_set(String::new());
            }
        });
    });
    let needs = move |field: RwSignal<String>, sentence: &'static str| {
        Signal::derive(move || {
            (asked.get() && field.with(|text| text.trim().is_empty())).then(|| sentence.to_owned())
        })
    };
    view! {
        <Form label=messages::SIGNATURE submit=messages::CHECK_SIGNATURE busy=busy trouble=Signal::derive(|| None) on_submit=submit>
            <TextArea label=messages::PAYLOAD value=text hint=messages::PAYLOAD_HINT wrong=needs(text, messages::NO_PAYLOAD)/>
            <TextField label=messages::SIGNATURE_HEADER value=header hint=messages::SIGNATURE_HEADER_HINT class="code"/>
            <TextField label=messages::SIGNING_SECRET value=secret kind=SECRET hint=messages::SIGNING_SECRET_HINT wrong=needs(secret, messages::NO_SIGNING_SECRET)/>
            <div role="status">{move || verdict.get().map(say)}</div>
        </Form>
    }
    .into_any()
}

fn say(verdict: Verdict) -> AnyView {
    let (class, symbol, title, meaning) = match verdict {
        Verdict::Good(age) => ("note good", "check", messages::SIGNATURE_GOOD, messages::signed_ago(age)),
        Verdict::Old(age) => {
            ("note warn", "clock", messages::SIGNATURE_OLD, messages::signed_too_long_ago(age))
        }
        Verdict::Early(ahead) => {
            ("note warn", "clock", messages::SIGNATURE_EARLY, messages::signed_ahead(ahead))
        }
        Verdict::Differs => {
            ("note bad", "alert", messages::SIGNATURE_DIFFERS, messages::SIGNATURE_DIFFERS_MEANS.to_owned())
        }
        Verdict::NoHeader => (
            "note bad",
            "alert",
            messages::NO_SIGNATURE_HEADER,
            messages::NO_SIGNATURE_HEADER_MEANS.to_owned(),
        ),
        Verdict::NoTime => {
            ("note bad", "alert", messages::NO_SIGNATURE_TIME, messages::NO_SIGNATURE_TIME_MEANS.to_owned())
        }
        Verdict::NoSignature => (
            "note bad",
            "alert",
            messages::NO_SIGNATURE_IN_HEADER,
            messages::NO_SIGNATURE_IN_HEADER_MEANS.to_owned(),
        ),
        Verdict::CannotTell => {
            ("note", "shield", messages::CANNOT_CHECK, messages::CANNOT_CHECK_MEANS.to_owned())
        }
    };
    view! { <p class=class>{icon(symbol)}<span><b>{title}</b>" "{meaning}</span></p> }.into_any()
}

fn says(transaction: &Transaction) -> AnyView {
    let customer = transaction.user_id.map(|user| format!("customer={user}")).unwrap_or_default();
    let link = with_query(Route::Transaction(transaction.id.0), &customer);
    let text = |text: &Option<String>| foreign(text.clone().unwrap_or_else(|| messages::NONE.to_owned()));
    view! {
        <dl class="facts in-gutter lastfacts">
            <dt>{messages::TRANSACTION}</dt><dd><a class="link" href=link>{messages::transaction_number(transaction.id.0)}</a></dd>
            <dt>{messages::AMOUNT}</dt><dd>{moved(transaction)}</dd>
            <dt>{messages::STATUS}</dt><dd>{standing(transaction)}</dd>
            <dt>{messages::FOR}</dt><dd>{foreign(purpose(transaction))}</dd>
            <dt>{messages::ORDER_ID}</dt><dd class="code">{text(&transaction.merchant_order_id)}</dd>
            <dt>{messages::CUSTOMER}</dt><dd>{text(&transaction.email)}</dd>
            <dt>{messages::MESSAGE}</dt><dd>{text(&transaction.message)}</dd>
            <dt>{messages::WHEN}</dt><dd>{time(transaction.date.as_ref())}</dd>
        </dl>
    }
    .into_any()
}

/// The same transaction as the system tells it now.
#[component]
fn Compared(payload: Memo<Payload>) -> impl IntoView {
    let told = move || match payload.get() {
        Payload::Transaction(transaction) => Some(transaction),
        _ => None,
    };
    // The payload need not say whose it is; the list can be asked for one id.
    let found = use_query(Identity::Merchant, move || {
        let id = told().filter(|told| told.user_id.is_none())?.id;
        let filter = TransactionFilter { id_list: vec![id], limit: Some(1), ..TransactionFilter::default() };
        Some(transaction::list(Caller::Merchant { client_id: None }, &filter))
    });
    let now = use_query(Identity::Merchant, move || {
        let told = told()?;
        let id = told.id;
        let listed = move || {
            let rows = found.data.get()?;
            rows.rows.first().filter(|row| row.id == id).and_then(|row| row.user_id)
        };
        let user = told.user_id.or_else(listed)?;
        Some(transaction::get(Caller::merchant_for(user), id))
    });
    let fields = move || {
        let (told, now) = (told()?, now.data.get()?);
        (told.id == now.id).then(|| compare(&told, &now))
    };
    let only_changed = RwSignal::new(false);
    // A query that is not asked keeps what it found for another payload.
    let is_nowhere = move || {
        let is_answered = !found.loading.get() && found.error.with(Option::is_none);
        is_answered && found.data.with(|page| page.as_ref().is_some_and(|page| page.rows.is_empty()))
    };
    let is_unknown = move || {
        told().is_some_and(|told| {
            now.error.with(|error| error.as_ref().is_some_and(|error| error.status() == Some(404)))
                || (told.user_id.is_none() && is_nowhere())
        })
    };
    view! {
        {move || told().map(|_| view! {
            <section class="sec" aria-labelledby="h-compared">
                <header><h2 id="h-compared">{messages::COMPARED}</h2></header>
                {move || if is_unknown() {
                    empty(messages::NOT_KNOWN_HERE, messages::NOT_KNOWN_HERE_HINT, None)
                } else {
                    now.error.with(|error| error.as_deref().map(|error| trouble(error, Doing::Reading).block(Some(Callback::new(move |()| now.reload()))))).into_any()
                }}
                {move || fields().filter(|_| !is_unknown()).map(|fields| table(&fields, only_changed))}
            </section>
        })}
    }
}

fn table(fields: &[Field], only_changed: RwSignal<bool>) -> AnyView {
    let differ = fields.iter().filter(|field| !field.is_same()).count();
    let (class, symbol, sentence) = match differ {
        0 => ("note good in-gutter", "check", messages::ALL_THE_SAME.to_owned()),
        _ => ("note warn in-gutter", "alert", messages::fields_differ(differ)),
    };
    let summary = view! { <p class=class role="status">{icon(symbol)}<span>{sentence}</span></p> };
    let rows = fields.iter().map(|field| {
        let is_same = field.is_same();
        let word = if is_same { messages::THE_SAME } else { messages::ANOTHER_NOW };
        let side = |text: &Option<String>| foreign(text.clone().unwrap_or_else(|| messages::NONE.to_owned()));
        view! {
            <tr class=if is_same { "" } else { "differs" } hidden=move || is_same && only_changed.get()>
                <th scope="row" class="code">{field.name.clone()}" "<span class="hide">{word}</span></th>
                <td class="code">{side(&field.told)}</td><td class="code">{side(&field.now)}</td>
            </tr>
        }
    });
    view! {
        {summary}
        <p class="in-gutter"><label class="choice"><input class="check" type="checkbox" prop:checked=move || only_changed.get() on:change=move |event| only_changed.set(event_target_checked(&event))/><span>{messages::ONLY_CHANGED}</span></label></p>
        <div class="wide in-gutter" tabindex="0" role="region" aria-label={messages::COMPARED}>
            <table class="compare">
                <caption class="hide">{messages::COMPARED}</caption>
                <thead><tr><th scope="col">{messages::FIELD}</th><th scope="col">{messages::IT_SAYS}</th><th scope="col">{messages::SYSTEM_SAYS}</th></tr></thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}
