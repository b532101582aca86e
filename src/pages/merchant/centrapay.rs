//! `/merchant/centrapay`: the wallets of the connection's Centrapay account, real money and test money apart; a new one.

use leptos::prelude::*;
use purser_api::{
    Error,
    centrapay::wallet::{self, MAX_WALLETS_REACHED, NewWallet, Wallet},
    money::MinorUnits,
};

use crate::{
    messages::{
        self,
        errors::{Doing, trouble},
    },
    paths::{Route, WalletId},
    query::{use_action, use_changes, use_query},
    session::{Identity, use_session},
    shell::title,
    transport::{self, use_client},
    ui::{
        copy::shortened,
        dialog::Dialog,
        field::{CheckField, SelectField, TextField},
        form::Form,
        icon::icon,
        money::{Tone, amount},
        state::{Trouble, bone, empty},
        status::{Mark, status},
        text::foreign,
        toast::use_toasts,
    },
};

const MAIN: &str = "centrapay.nzd.main";
const TEST: &str = "centrapay.nzd.test";

pub fn page() -> AnyView {
    title(messages::CENTRAPAY_WALLETS);
    let session = use_session();
    let has_key =
        session.merchant.with_untracked(|now| now.as_ref().is_some_and(|now| now.centrapay.is_some()));
    if has_key { wallets() } else { no_key() }
}

/// What stands here when the connection cannot ask Centrapay.
pub fn no_key() -> AnyView {
    let edit = view! { <a class="btn" href=Route::Connections.to_string()>{messages::EDIT_CONNECTIONS}</a> }
        .into_any();
    view! {
        <div class="page">
            <header class="head"><div><h1>{messages::CENTRAPAY_WALLETS}</h1></div></header>
            {empty(messages::NO_CENTRAPAY_KEY, messages::NO_CENTRAPAY_KEY_HINT, Some(edit))}
        </div>
    }
    .into_any()
}

fn wallets() -> AnyView {
    let query = use_query(Identity::Centrapay, || Some(wallet::list()));
    let creating = RwSignal::new(false);
    view! {
        <div class="page centrapay">
            <header class="head">
                <div><h1>{messages::CENTRAPAY_WALLETS}</h1><p class="sub">{messages::CENTRAPAY_MEANS}</p></div>
                <div class="end"><button class="btn" type="button" on:click=move |_| creating.set(true)>{icon("plus")}{messages::NEW_WALLET}</button></div>
            </header>
            {move || query.error.with(|error| error.as_deref().map(|error| trouble(error, Doing::Reading).block(Some(Callback::new(move |()| query.reload())))))}
            {move || match query.data.get() {
                None => query.error.with(Option::is_none).then(|| view! { <p class="in-gutter">{bone(5)}</p> }).into_any(),
                Some(wallets) if wallets.is_empty() => empty(messages::NO_WALLETS, messages::NO_WALLETS_HINT, None),
                Some(wallets) => {
                    let on = |money: Worth| wallets.rows.iter().filter(|wallet| worth(wallet) == money).collect::<Vec<_>>();
                    let unreadable = wallets.unreadable.len();
                    view! {
                        {(unreadable > 0).then(|| view! { <p class="note warn in-gutter">{icon("alert")}<span>{messages::unreadable_lines(unreadable)}</span></p> })}
                        {section(Worth::Real, "h-real", messages::LEDGER_MAIN.into_any(), &on(Worth::Real))}
                        {by_ledger(&on(Worth::NotSaid))}
                        {section(Worth::Nothing, "h-test", messages::LEDGER_TEST.into_any(), &on(Worth::Nothing))}
                    }.into_any()
                }
            }}
            {move || creating.get().then(|| creation(creating))}
        </div>
    }
    .into_any()
}

fn section(money: Worth, id: impl Into<String>, heading: AnyView, wallets: &[&Wallet]) -> Option<AnyView> {
    let (id, is_test) = (id.into(), money == Worth::Nothing);
    let labelled = id.clone();
    (!wallets.is_empty()).then(|| {
        view! {
            <section class=if is_test { "sec test-money" } else { "sec" } aria-labelledby=labelled>
                <header><h2 id=id>{heading}</h2></header>
                <ul class="items">{wallets.iter().map(|wallet| item(wallet)).collect_view()}</ul>
            </section>
        }
        .into_any()
    })
}

/// What is neither said to be real nor test money stands under what its ledger calls itself.
fn by_ledger(wallets: &[&Wallet]) -> AnyView {
    let mut ledgers: Vec<&str> = wallets.iter().map(|wallet| ledger_words(wallet)).collect();
    ledgers.sort_unstable();
    ledgers.dedup();
    let sections = ledgers.into_iter().enumerate().map(|(place, ledger)| {
        let here: Vec<&Wallet> =
            wallets.iter().copied().filter(|wallet| ledger_words(wallet) == ledger).collect();
        let heading = view! { {messages::LEDGER}" "<span class="code">{foreign(ledger)}</span> }.into_any();
        section(Worth::NotSaid, format!("h-ledger-{place}"), heading, &here)
    });
    sections.collect_view().into_any()
}

fn ledger_words(wallet: &Wallet) -> &str {
    wallet.ledger().filter(|ledger| !ledger.is_empty()).unwrap_or(messages::NOT_SAID)
}

fn item(wallet: &Wallet) -> AnyView {
    let account = wallet.account_id.clone().unwrap_or_default();
    let name = if wallet.settlement == Some(true) { messages::SETTLEMENT } else { messages::WALLET };
    let inside = view! {
        <span class="disc">{icon("wallet")}</span>
        <span><span class="t">{name}" "<span class="code">{foreign(shortened(&wallet.id, 20))}</span></span><span class="s">{messages::CENTRAPAY_ACCOUNT_SHORT}" "{foreign(account)}</span></span>
        <span class="v">
            {sum(wallet.balance, wallet)}
            <span class="s">{messages::AVAILABLE}" "{wallet.available_balance.map(|units| sum(units, wallet))}</span>
        </span>
    };
    let link = WalletId::new(&wallet.id).map(|id| Route::CentrapayWallet(id).to_string());
    view! { <li><a class="item wallet-line" href=link>{inside}</a></li> }.into_any()
}

/// Cents in their currency; as they came where its cents are not known or they are too many.
pub fn sum(units: MinorUnits, wallet: &Wallet) -> AnyView {
    match units.to_money(wallet.currency) {
        Ok(money) => amount(money, Tone::Plain),
        Err(_) => {
            view! { <span>{messages::cents(&units.to_string(), wallet.currency.as_str())}</span> }.into_any()
        }
    }
}

/// What is known of a wallet's money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Worth {
    Real,
    Nothing,
    NotSaid,
}

/// What a wallet says of its money, by itself or by the last part of its ledger, as in `centrapay.nzd.test`. Where the two
/// contradict each other nothing is known.
pub fn worth(wallet: &Wallet) -> Worth {
    let ledger = wallet.ledger().map(|ledger| match ledger.rsplit('.').next() {
        Some("main") => Worth::Real,
        Some("test") => Worth::Nothing,
        _ => Worth::NotSaid,
    });
    let itself = match wallet.liveness.as_str() {
        "" => None,
        "main" => Some(Worth::Real),
        "test" => Some(Worth::Nothing),
        _ => Some(Worth::NotSaid),
    };
    match (itself, ledger) {
        (Some(one), Some(other)) if one != other => Worth::NotSaid,
        (Some(known), _) | (None, Some(known)) => known,
        (None, None) => Worth::NotSaid,
    }
}

/// Real money or test money, as a mark and a word.
pub fn liveness(wallet: &Wallet) -> AnyView {
    match worth(wallet) {
        Worth::Nothing => status(Mark::Waiting, messages::LEDGER_TEST),
        Worth::Real => status(Mark::Good, messages::LEDGER_MAIN),
        Worth::NotSaid => status(Mark::Odd, format!("{} {}", messages::LEDGER, ledger_words(wallet))),
    }
}

fn creation(open: RwSignal<bool>) -> AnyView {
    let (client, session, changes, toasts) = (use_client(), use_session(), use_changes(), use_toasts());
    let account = session.merchant.with_untracked(|now| {
        now.as_ref().and_then(|now| now.centrapay.as_ref().map(|known| known.account_id.clone()))
    });
    let account = RwSignal::new(account.unwrap_or_default());
    let ledger = RwSignal::new(TEST.to_owned());
    let settlement = RwSignal::new(false);
    let wrong_shape = RwSignal::new(false);
    let action = use_action();
    let submit = Callback::new(move |()| {
        let account_id = account.with_untracked(|account| account.trim().to_owned());
        let is_plain =
            |character: char| character.is_ascii_alphanumeric() || character == '-' || character == '_';
        wrong_shape.set(account_id.is_empty() || !account_id.chars().all(is_plain));
        if wrong_shape.get_untracked() {
            return;
        }
        let ledger_id = ledger.get_untracked();
        let new = NewWallet { account_id, ledger_id, settlement: settlement.get_untracked().then_some(true) };
        let request = wallet::create(&new);
        let attempt = async move { transport::send(client, Identity::Centrapay, &request, None).await };
        action.run(attempt, move |_| {
            open.set(false);
            changes.happened();
            toasts.say(messages::WALLET_CREATED);
        });
    });
    let options = [(TEST, messages::LEDGER_TEST), (MAIN, messages::LEDGER_MAIN)];
    let options = options.iter().map(|(id, words)| ((*id).to_owned(), (*words).to_owned())).collect();
    let wrong = move || {
        let shape = wrong_shape.get().then(|| messages::ACCOUNT_ID_SHAPE.to_owned());
        shape.or_else(|| action.wrong("accountId").get())
    };
    view! {
        <Dialog title=messages::NEW_WALLET locked=action.busy on_close=Callback::new(move |()| open.set(false))>
            <div class="body">
                <Form label=messages::NEW_WALLET submit=messages::CREATE_WALLET busy=action.busy on_submit=submit on_cancel=Callback::new(move |()| open.set(false))
                    trouble=Signal::derive(move || action.error.with(|error| error.as_deref().map(refusal)))>
                    <TextField label=messages::CENTRAPAY_ACCOUNT_SHORT value=account maxlength=64 wrong=Signal::derive(wrong)/>
                    <SelectField label=messages::LEDGER value=ledger options=options/>
                    <CheckField label=messages::SETTLEMENT value=settlement hint=messages::SETTLEMENT_HINT/>
                </Form>
            </div>
        </Dialog>
    }
    .into_any()
}

fn refusal(error: &Error) -> Trouble {
    let said = trouble(error, Doing::Changing);
    match error {
        Error::Status { code: Some(code), .. } if code == MAX_WALLETS_REACHED => Trouble {
            title: messages::MAX_WALLETS.to_owned(),
            meaning: messages::MAX_WALLETS_MEANS.to_owned(),
            ..said
        },
        _ => said,
    }
}

#[cfg(test)]
mod tests {
    use purser_api::Answer;

    use super::*;

    #[test]
    fn money_is_called_real_only_where_it_is_said_to_be() {
        let worth = |fields: &str| {
            let body = format!(r#"[{{"id":"a","currency":"NZD","balance":"1"{fields}}}]"#);
            let mut wallets = wallet::list().decode(&Answer::new(200, body.as_bytes())).unwrap().rows;
            worth(&wallets.swap_remove(0))
        };
        for (fields, known) in [
            (r#","ledgerId":"centrapay.nzd.main""#, Worth::Real),
            (r#","type":"centrapay.nzd.main","liveness":"main""#, Worth::Real),
            (r#","liveness":"main""#, Worth::Real),
            (r#","ledgerId":"centrapay.nzd.test""#, Worth::Nothing),
            (r#","liveness":"test""#, Worth::Nothing),
            (r#","ledgerId":"centrapay.nzd.pilot""#, Worth::NotSaid),
            (r#","ledgerId":"centrapay.nzd.main","liveness":"test""#, Worth::NotSaid),
            (r#","ledgerId":"centrapay.nzd.main","liveness":"rehearsal""#, Worth::NotSaid),
            ("", Worth::NotSaid),
        ] {
            assert_eq!(worth(fields), known, "{fields}");
        }
    }
}
