//! `/merchant/centrapay/:walletId`: one wallet: what is in it, what moved, and what was in it after each movement.

use std::sync::Arc;

use leptos::prelude::*;
use purser_api::{
    Currency, Error, Unreadable,
    centrapay::{
        transaction::{self, Transaction, TransactionKind},
        wallet::{self, Wallet},
    },
    money::MinorUnits,
};

use super::{
    centrapay::{liveness, no_key, sum},
    centrapay_running::{Doubt, Running, running, value},
};
use crate::{
    messages::{
        self,
        errors::{Doing, trouble},
    },
    paths::{Route, WalletId},
    query::use_action,
    session::{Identity, use_session},
    shell::title,
    transport::{self, Client, use_client},
    ui::{
        copy::copyable,
        icon::icon,
        money::{Tone, amount, bare, figure, words},
        state::empty,
        table::{Column, Row, Table, UnreadableRow},
        text::foreign,
        time::time,
    },
};

/// What has been read of a wallet so far.
#[derive(Clone, Debug)]
struct Read {
    /// Nothing where there is no such wallet.
    wallet: Option<Arc<Wallet>>,
    lines: Vec<Arc<Transaction>>,
    unreadable: Vec<Unreadable>,
    next: Option<String>,
    doubt: Option<Doubt>,
}

const COLUMNS: &[Column] = &[
    Column { class: "c-when", title: messages::WHEN, sort: None },
    Column { class: "c-for", title: messages::TYPE, sort: None },
    Column { class: "c-who", title: messages::WITH_WHOM, sort: None },
    Column { class: "c-sum num with-ccy", title: messages::AMOUNT, sort: None },
    Column { class: "c-after num", title: messages::BALANCE_AFTERWARDS, sort: None },
];

/// How often the list is read anew because the balance changed meanwhile.
const READINGS: usize = 2;

pub fn page(id: WalletId) -> AnyView {
    title(messages::WALLET);
    let has_key =
        use_session().merchant.with_untracked(|now| now.as_ref().is_some_and(|now| now.centrapay.is_some()));
    if !has_key {
        return no_key();
    }
    let client = use_client();
    let read = RwSignal::new(None::<Read>);
    let (first, more) = (use_action(), use_action());
    let load = Callback::new(move |()| first.run(read_first(client, id), move |found| read.set(Some(found))));
    load.run(());
    let load_more = move |_| {
        let Some(key) = read.with_untracked(|read| read.as_ref().and_then(|read| read.next.clone())) else {
            return;
        };
        let request = transaction::list(id.as_str(), Some(&key));
        let attempt = async move { transport::send(client, Identity::Centrapay, &request, None).await };
        more.run(attempt, move |page| {
            read.update(|read| {
                // A page that leads to itself would never end.
                if let Some(read) = read.as_mut().filter(|read| read.next.as_ref() == Some(&key)) {
                    read.next = page.next_page_key.filter(|next| *next != key);
                    read.lines.extend(page.rows.into_iter().map(Arc::new));
                    read.unreadable.extend(page.unreadable);
                }
            });
        });
    };
    let counted = Memo::new(move |_| read.with(|read| read.as_ref().and_then(count)));
    let rows = Signal::derive(move || {
        read.with(|read| read.as_ref().map(|read| rows(read, counted.get().as_ref())))
    });
    let unreadable = Signal::derive(move || {
        read.with(|read| {
            let all = read.iter().flat_map(|read| &read.unreadable);
            all.map(|row| UnreadableRow { path: row.path.clone(), message: row.message.clone() })
                .collect::<Vec<_>>()
        })
    });
    let wallet = move || read.with(|read| read.as_ref().and_then(|read| read.wallet.clone()));
    let is_missing = move || read.with(|read| read.as_ref().is_some_and(|read| read.wallet.is_none()));
    let wrong = Signal::derive(move || {
        first.error.with(|error| error.as_deref().map(|error| trouble(error, Doing::Reading)))
    });
    view! {
        <div class="page centrapay">
            <header class="head">
                <div>
                    <a class="back" href=Route::Centrapay.to_string()>{icon("left")}{messages::CENTRAPAY_WALLETS}</a>
                    <h1>{messages::WALLET}</h1>
                    <p class="row wrap under">{copyable(id.as_str().to_owned())}{move || wallet().map(|wallet| liveness(&wallet))}</p>
                </div>
                <div class="end"><button class="btn" type="button" aria-busy=move || first.busy.get().to_string() on:click=move |_| load.run(())>{icon("refresh")}{messages::REFRESH}</button></div>
            </header>
            {move || wallet().map(|wallet| standing(&wallet))}
            {move || if is_missing() {
                empty(messages::NO_SUCH_WALLET, messages::NO_SUCH_WALLET_HINT, None)
            } else {
                view! {
                    <section class="sec list" aria-labelledby="h-moved">
                        <header><h2 id="h-moved">{messages::TRANSACTIONS}</h2></header>
                        {move || counted.get().and_then(|counted| counted.doubt).map(doubt)}
                        <Table caption=messages::TRANSACTIONS columns=COLUMNS rows=rows unreadable=unreadable loading=first.busy trouble=wrong on_retry=load
                            empty=(|| empty(messages::WALLET_UNMOVED, messages::WALLET_UNMOVED_HINT, None)).into()/>
                        {move || more.error.with(|error| error.as_deref().map(|error| trouble(error, Doing::Reading).note()))}
                        <footer class="foot more-lines">{move || end(read, counted, more.busy, load_more)}</footer>
                    </section>
                }.into_any()
            }}
        </div>
    }
    .into_any()
}

/// The wallet, its newest transactions, and the wallet again: only when nothing moved in between do they fit together.
async fn read_first(client: Client, id: WalletId) -> Result<Read, Error> {
    let find = async || {
        let wallets = transport::send(client, Identity::Centrapay, &wallet::list(), None).await?;
        Ok::<_, Error>(wallets.rows.into_iter().find(|wallet| wallet.id == id.as_str()))
    };
    let list = transaction::list(id.as_str(), None);
    let mut wallet = find().await?;
    let mut reading = 0;
    loop {
        reading += 1;
        let balance = wallet.as_ref().map(|wallet| wallet.balance);
        if balance.is_none() {
            return Ok(Read {
                wallet: None,
                lines: Vec::new(),
                unreadable: Vec::new(),
                next: None,
                doubt: None,
            });
        }
        let page = transport::send(client, Identity::Centrapay, &list, None).await?;
        wallet = find().await?;
        let fits = wallet.as_ref().map(|wallet| wallet.balance) == balance;
        if fits || reading == READINGS {
            return Ok(Read {
                wallet: wallet.map(Arc::new),
                lines: page.rows.into_iter().map(Arc::new).collect(),
                unreadable: page.unreadable,
                next: page.next_page_key,
                doubt: (!fits).then_some(Doubt::Moving),
            });
        }
    }
}

fn count(read: &Read) -> Option<Running> {
    let balance = read.wallet.as_ref()?.balance_money().ok()?;
    let lines: Vec<Transaction> = read.lines.iter().map(|line| (**line).clone()).collect();
    Some(running(balance, &lines, !read.unreadable.is_empty(), read.doubt))
}

fn standing(wallet: &Wallet) -> AnyView {
    let balance = wallet
        .balance_money()
        .map_or_else(|_| sum(wallet.balance, wallet), |money| figure(money, Tone::Plain, "xl"));
    let settlement = (wallet.settlement == Some(true))
        .then(|| view! { <dt>{messages::TYPE}</dt><dd>{messages::SETTLEMENT}</dd> });
    view! {
        <div class="balance in-gutter">
            <p class="cap">{messages::BALANCE}</p>
            {balance}
            <dl class="facts">
                <dt>{messages::AVAILABLE}</dt><dd>{wallet.available_balance.map(|units| sum(units, wallet))}</dd>
                <dt>{messages::CENTRAPAY_ACCOUNT_SHORT}</dt><dd>{wallet.account_id.clone().map(copyable)}</dd>
                <dt>{messages::LEDGER}</dt><dd class="code">{wallet.ledger().map(foreign)}</dd>
                {settlement}
            </dl>
        </div>
    }
    .into_any()
}

fn rows(read: &Read, counted: Option<&Running>) -> Vec<Row> {
    let Some(wallet) = &read.wallet else { return Vec::new() };
    let currency = wallet.currency;
    let lines = read.lines.iter().enumerate();
    lines
        .map(|(place, line)| {
            let after = counted.and_then(|counted| counted.after.get(place).copied().flatten());
            let line = Arc::clone(line);
            let key = format!(
                "{}/{}",
                line.activity_number,
                after.map(|after| after.to_plain()).unwrap_or_default()
            );
            Row {
                key,
                cells: Arc::new(move || {
                    vec![
                        time(line.created_at.as_ref()),
                        foreign(kind(&line)),
                        foreign(party(&line)),
                        moved(&line, currency),
                        after.map_or_else(nothing, bare),
                    ]
                }),
            }
        })
        .collect()
}

fn nothing() -> AnyView {
    view! { <span class="faint">{messages::NONE}</span> }.into_any()
}

fn kind(line: &Transaction) -> &'static str {
    match line.kind() {
        TransactionKind::Payment => messages::KIND_PAYMENT,
        TransactionKind::Topup => messages::KIND_TOPUP,
        TransactionKind::SentAsset => messages::KIND_SENT,
        TransactionKind::ReceivedAsset => messages::KIND_RECEIVED,
        TransactionKind::ReturnedAsset => messages::KIND_RETURNED,
        TransactionKind::Withdrawal => messages::KIND_WITHDRAWAL,
        TransactionKind::Unknown => messages::KIND_UNKNOWN,
    }
}

/// The other side, as the system calls it; else the wallet there.
fn party(line: &Transaction) -> String {
    let said = |name: &Option<String>, wallet: &Option<String>| name.clone().or_else(|| wallet.clone());
    let goes_out = line.value < MinorUnits::default() || line.kind() == TransactionKind::Withdrawal;
    if goes_out {
        said(&line.dest_party, &line.dest_wallet_id).map(|party| messages::to_party(&party))
    } else {
        said(&line.src_party, &line.src_wallet_id).map(|party| messages::from_party(&party))
    }
    .unwrap_or_else(|| messages::NONE.to_owned())
}

fn moved(line: &Transaction, currency: Currency) -> AnyView {
    match value(line, currency) {
        Some(money) => amount(money, Tone::Moved),
        None => {
            view! { <span>{messages::cents(&line.value.to_string(), currency.as_str())}</span> }.into_any()
        }
    }
}

fn doubt(doubt: Doubt) -> AnyView {
    let sentence = match doubt {
        Doubt::Moving => messages::DOUBT_MOVING,
        Doubt::Gap => messages::DOUBT_GAP,
        Doubt::Unreadable => messages::DOUBT_UNREADABLE,
        Doubt::Sign => messages::DOUBT_SIGN,
        Doubt::Size => messages::DOUBT_SIZE,
    };
    view! { <p class="note warn in-gutter" role="status">{icon("alert")}<span>{sentence}</span></p> }
        .into_any()
}

/// Below the list: more of it, or that it is whole and whether it adds up.
fn end(
    read: RwSignal<Option<Read>>,
    counted: Memo<Option<Running>>,
    busy: RwSignal<bool>,
    load_more: impl Fn(leptos::ev::MouseEvent) + 'static,
) -> Option<AnyView> {
    let (has_more, is_empty) =
        read.with(|read| read.as_ref().map(|read| (read.next.is_some(), read.lines.is_empty())))?;
    if has_more {
        return Some(view! { <button class="btn" type="button" aria-busy=move || busy.get().to_string() on:click=load_more>{messages::LOAD_MORE}</button> }.into_any());
    }
    let before = counted.get().and_then(|counted| counted.before);
    let adds_up = before.map(|before| {
        if before.is_zero() {
            messages::ADDS_UP.to_owned()
        } else {
            messages::wallet_does_not_add_up(&words(before))
        }
    });
    (!is_empty).then(|| view! { <p class="cap">{messages::ALL_LOADED}" "{adds_up}</p> }.into_any())
}
