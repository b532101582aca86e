//! Fill an account by card: fill in, review, then the checkout in a tab of its own while this page waits for the truth.

use leptos::prelude::*;
use purser_api::centrowallet::{
    Caller, PaymentAccountId, UserId,
    payment_account::{Consumer, PaymentAccount, Refill},
};

use super::refill_fields::{Fields, Read};
use crate::{
    messages::{self, errors::Doing},
    money_action::{use_money_action, wallet},
    pages::shared::{
        accounts::name,
        browser_facts::browser_facts,
        money_dialog::{Change, MoneyDialog, Review},
        wrongs::use_wrongs,
    },
    paths::{Route, query_string, with_query},
    query::Query,
    transport::use_client,
    ui::{
        field::{CheckField, TextField},
        form::Form,
        icon::icon,
        link::{is_callable, own_address},
        money::words,
    },
};

/// A line of what is added to the charge.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Line {
    number: usize,
    title: RwSignal<String>,
    amount: RwSignal<String>,
}

#[component]
pub fn RefillForm(
    customer: UserId,
    /// The customer in words.
    who: Signal<String>,
    account: Query<PaymentAccount>,
    on_close: Callback<()>,
) -> impl IntoView {
    let client = use_client();
    let caller = Caller::merchant_for(customer);
    let action = use_money_action();
    let fields = RwSignal::new(Fields::default());
    let lines = RwSignal::new(Vec::<Line>::new());
    let with_facts = RwSignal::new(true);
    let read = RwSignal::new(None::<Read>);
    let wrongs = use_wrongs(action.refusal);
    let facts = browser_facts();
    let shown_facts = describe(&facts);
    let Some((id, currency)) =
        account.data.with_untracked(|account| account.as_ref().map(|account| (account.id, account.currency)))
    else {
        return ().into_any();
    };
    let review = Memo::new(move |_| {
        let account = account.data.get()?;
        review_of(who.get(), &account, &read.get()?)
    });
    let submit = Callback::new(move |()| {
        let added = lines.get_untracked();
        let added = added.iter().map(|line| (line.title.get_untracked(), line.amount.get_untracked()));
        let typed = Fields { added: added.collect(), ..fields.get_untracked() };
        let browser = if with_facts.get_untracked() { facts.clone() } else { Consumer::default() };
        let next = typed.read(currency, browser, is_callable);
        let found = next.as_ref().err().cloned().unwrap_or_default();
        if let (true, Ok(next)) = (wrongs.say(found), next) {
            read.set(Some(next));
            action.review();
        }
    });
    let plan = Callback::new(move |_: Review| {
        let reference = action.reference();
        let refill = read.get_untracked().map(|read| read.refill).unwrap_or_default();
        let refill = Refill {
            redirect_url: Some(come_back_to(id, customer, &reference)),
            merchant_order_id: Some(reference),
            ..refill
        };
        wallet::refill(client, caller, id, currency, &refill)
    });
    let text =
        move |get: fn(&Fields) -> &String, set: fn(&mut Fields) -> &mut String| bound(fields, get, set);
    let flag =
        move |get: fn(&Fields) -> bool, set: fn(&mut Fields) -> &mut bool| bound_flag(fields, get, set);
    let add = move |_| {
        lines.update(|lines| {
            let number = lines.last().map_or(0, |line| line.number + 1);
            let empty = || RwSignal::new(String::new());
            lines.push(Line { number, title: empty(), amount: empty() });
        });
    };
    let unit = currency.to_string();
    view! {
        <Form label=messages::REFILL submit=messages::REVIEW busy=Signal::stored(false) trouble=wrongs.trouble(Doing::MovingMoney) on_submit=submit on_cancel=on_close>
            <TextField label=messages::AMOUNT value=text(|f| &f.amount, |f| &mut f.amount) inputmode="decimal" wrong=wrongs.at("amount") autofocus=true unit=unit.clone()/>
            <TextField label=messages::REFILL_NAME value=text(|f| &f.name, |f| &mut f.name) hint=messages::REFILL_NAME_HINT maxlength=200 wrong=wrongs.at("name")/>
            <fieldset class="lines">
                <legend class="label">{messages::ADDED}<span class="opt">" "{messages::OPTIONAL}</span></legend>
                <p class="hint">{messages::ADDED_HINT}</p>
                <For each=move || lines.get() key=|line| line.number let:line>
                    {added_line(lines, line, unit.clone())}
                </For>
                {let wrong = wrongs.at("metadata.amountMods"); move || wrong.get().map(|sentence| view! { <p class="wrong" role="alert">{icon("alert")}<span>{sentence}</span></p> })}
                <p><button class="btn sm" type="button" on:click=add>{icon("plus")}{messages::ADD_LINE}</button></p>
            </fieldset>
            <fieldset class="group">
                <legend class="label">{messages::PAYER}<span class="opt">" "{messages::OPTIONAL}</span></legend>
                <div class="pair-of-fields">
                    <TextField label=messages::FIRST_NAME value=text(|f| &f.first_name, |f| &mut f.first_name) wrong=wrongs.at("consumer.firstName")/>
                    <TextField label=messages::LAST_NAME value=text(|f| &f.last_name, |f| &mut f.last_name) wrong=wrongs.at("consumer.lastName")/>
                    <TextField label=messages::PHONE value=text(|f| &f.phone, |f| &mut f.phone) kind="tel" wrong=wrongs.at("consumer.phone")/>
                    <TextField label=messages::BIRTHDAY value=text(|f| &f.birthday, |f| &mut f.birthday) kind="date" wrong=wrongs.at("consumer.birthday")/>
                    <TextField label=messages::STREET value=text(|f| &f.address, |f| &mut f.address) wrong=wrongs.at("consumer.address")/>
                    <TextField label=messages::POSTAL_CODE value=text(|f| &f.zip, |f| &mut f.zip) wrong=wrongs.at("consumer.zip")/>
                    <TextField label=messages::CITY value=text(|f| &f.city, |f| &mut f.city) wrong=wrongs.at("consumer.city")/>
                    <TextField label=messages::REGION value=text(|f| &f.state, |f| &mut f.state) wrong=wrongs.at("consumer.state")/>
                    <TextField label=messages::COUNTRY value=text(|f| &f.country, |f| &mut f.country) hint=messages::COUNTRY_HINT maxlength=3 wrong=wrongs.at("consumer.country")/>
                    <TextField label=messages::NETWORK_ADDRESS value=text(|f| &f.ip, |f| &mut f.ip) wrong=wrongs.at("consumer.ip")/>
                </div>
                <CheckField label=messages::BROWSER_FACTS value=with_facts hint=messages::BROWSER_FACTS_HINT/>
                <details class="more"><summary>{icon("right")}{messages::BROWSER_SHOWN}</summary><pre class="json">{shown_facts}</pre></details>
            </fieldset>
            <fieldset class="group">
                <legend class="label">{messages::DETAILS}</legend>
                <CheckField label=messages::FORCE_CHECKOUT value=flag(|f| f.force_checkout, |f| &mut f.force_checkout) hint=messages::FORCE_CHECKOUT_HINT/>
                <CheckField label=messages::SECURE value=flag(|f| f.secure, |f| &mut f.secure) hint=messages::SECURE_HINT/>
                <CheckField label=messages::TEST_REFILL value=flag(|f| f.test, |f| &mut f.test) hint=messages::TEST_REFILL_HINT/>
                <CheckField label=messages::SEND_EMAIL value=flag(|f| f.send_email, |f| &mut f.send_email)/>
                <CheckField label=messages::IS_COVER value=flag(|f| f.is_cover, |f| &mut f.is_cover)/>
                <TextField label=messages::DOMAIN aside=messages::OPTIONAL value=text(|f| &f.domain, |f| &mut f.domain) hint=messages::DOMAIN_HINT wrong=wrongs.at("payment.domain")/>
                <TextField label=messages::WEBHOOK_ADDRESS aside=messages::OPTIONAL value=text(|f| &f.webhook, |f| &mut f.webhook) kind="url" hint=messages::WEBHOOK_ADDRESS_HINT wrong=wrongs.at("webhookUrl")/>
            </fieldset>
        </Form>
        <MoneyDialog action=action review=review plan=plan on_done=Callback::new(move |()| { action.start_over(); on_close.run(()); })/>
    }
    .into_any()
}

/// A signal of one field, kept in step with the form as a whole.
fn bound(
    fields: RwSignal<Fields>,
    get: fn(&Fields) -> &String,
    set: fn(&mut Fields) -> &mut String,
) -> RwSignal<String> {
    let value = RwSignal::new(fields.with_untracked(|fields| get(fields).clone()));
    Effect::new(move |_| {
        let now = value.get();
        fields.update(|fields| *set(fields) = now);
    });
    value
}

fn bound_flag(
    fields: RwSignal<Fields>,
    get: fn(&Fields) -> bool,
    set: fn(&mut Fields) -> &mut bool,
) -> RwSignal<bool> {
    let value = RwSignal::new(fields.with_untracked(get));
    Effect::new(move |_| {
        let now = value.get();
        fields.update(|fields| *set(fields) = now);
    });
    value
}

fn added_line(lines: RwSignal<Vec<Line>>, line: Line, unit: String) -> AnyView {
    view! {
        <div class="line">
            <TextField label=messages::ADDED_TITLE value=line.title maxlength=100 autofocus=true/>
            <TextField label=messages::AMOUNT value=line.amount inputmode="decimal" unit=unit/>
            <button class="btn bare square" type="button" aria-label={messages::REMOVE_LINE} on:click=move |_| lines.update(|all| all.retain(|other| *other != line))>{icon("x")}</button>
        </div>
    }
    .into_any()
}

fn describe(facts: &Consumer) -> String {
    serde_json::to_string_pretty(facts).unwrap_or_default()
}

/// Where the checkout sends the payer. It says which refill it was; the reference is no secret, and nothing else is in it.
fn come_back_to(account: PaymentAccountId, customer: UserId, reference: &str) -> String {
    let query = query_string([("customer", customer.to_string()), ("reference", reference.to_owned())]);
    own_address(&with_query(Route::Refilled(account.0), &query))
}

fn review_of(who: String, account: &PaymentAccount, read: &Read) -> Option<Review> {
    let before = account.balance_money()?;
    let after = before.checked_add(read.amount).ok()?;
    let refill = &read.refill;
    let payer = [&refill.consumer.first_name, &refill.consumer.last_name];
    let payer = payer.into_iter().flatten().cloned().collect::<Vec<_>>().join(" ");
    let mut facts = vec![
        (messages::CUSTOMER, who),
        (messages::ACCOUNT, format!("{} #{}", name(account), account.id)),
        (messages::REFILL_NAME, refill.name.clone()),
    ];
    if !payer.is_empty() {
        facts.push((messages::PAYER, payer));
    }
    facts.extend(refill.webhook_url.clone().map(|webhook| (messages::WEBHOOK_ADDRESS, webhook)));
    facts
        .extend(read.added.iter().map(|(title, sum)| (messages::ADDED, format!("{title}: {}", words(*sum)))));
    let has_card = account.account_number.as_ref().is_some_and(|number| !number.is_empty());
    let mut notes = Vec::new();
    if refill.test == Some(true) {
        notes.push(messages::REFILL_IS_TEST.to_owned());
    }
    notes.push(if has_card && refill.force_checkout != Some(true) {
        messages::REFILL_CARD_ON_FILE.to_owned()
    } else {
        messages::REFILL_GOES_TO_CHECKOUT.to_owned()
    });
    notes.push(messages::REFILL_RETURNS.to_owned());
    Some(Review {
        title: messages::REVIEW_REFILL,
        amount: read.amount,
        facts,
        sums: read.added.iter().map(|(_, sum)| (messages::ADDED, *sum)).collect(),
        total: (messages::CARD_IS_CHARGED, read.charged),
        balances: vec![Change { name: messages::BALANCE, before, after }],
        notes,
        order_id: None,
        button: messages::charge(&words(read.charged)),
        is_grave: false,
    })
}
