//! Every row and what became of it, a page at a time. A row is drawn anew only when it changed.

use std::sync::Arc;

use leptos::prelude::*;

use crate::{
    bulk::{
        check::{Job, Outlook},
        desk::{Checked, Desk},
        report,
        rows::{Asked, Row as BulkRow, Which, Who},
        run::Progress,
    },
    messages,
    paths::{Route, with_query},
    ui::{
        money::{NO_BREAK, Tone, amount, count},
        state::empty,
        status::{Mark, status},
        table::{Column, Pager, Row, Table},
        text::foreign,
    },
};

const PER_PAGE: u64 = 100;
const COLUMNS: &[Column] = &[
    Column { class: "c-line", title: messages::ROW_LINE, sort: None },
    Column { class: "c-who", title: messages::WHAT_ROW, sort: None },
    Column { class: "num with-ccy c-sum", title: messages::AMOUNT, sort: None },
    Column { class: "c-state", title: messages::OUTCOME, sort: None },
    Column { class: "c-for", title: messages::DETAILS, sort: None },
];

/// Which rows are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shown {
    All,
    Will,
    Skip,
    Cannot,
    Done,
    NotDone,
}

impl Shown {
    fn has(self, outlook: &Outlook, progress: &Progress) -> bool {
        let waiting = *progress == Progress::Waiting;
        match self {
            Self::All => true,
            Self::Will => matches!(outlook, Outlook::Will(_)),
            Self::Skip => matches!(outlook, Outlook::Skip(_)),
            Self::Cannot => matches!(outlook, Outlook::Cannot(_)),
            Self::Done => progress.is_good(),
            Self::NotDone => !waiting && !progress.is_good() && *progress != Progress::Sending,
        }
    }
}

pub fn section(desk: &Desk) -> AnyView {
    let Some(checked) = desk.checked.get_untracked() else { return ().into_any() };
    let progress = RwSignal::from(desk.progress.clone());
    let began = matches!(
        desk.stage.get_untracked(),
        crate::bulk::desk::Stage::Running | crate::bulk::desk::Stage::Ended
    );
    let (shown, page) = (RwSignal::new(Shown::All), RwSignal::new(1u64));
    let choices: &[(Shown, &str)] = if began {
        &[
            (Shown::All, messages::ALL_ROWS),
            (Shown::Done, messages::IS_DONE),
            (Shown::NotDone, messages::WITH_TROUBLE),
            (Shown::Skip, messages::SKIPPED),
            (Shown::Cannot, messages::CANNOT_BE_DONE),
        ]
    } else {
        &[
            (Shown::All, messages::ALL_ROWS),
            (Shown::Will, messages::WILL_BE_DONE),
            (Shown::Skip, messages::SKIPPED),
            (Shown::Cannot, messages::CANNOT_BE_DONE),
        ]
    };
    let places = {
        let checked = Arc::clone(&checked);
        Memo::new(move |_| {
            let shown = shown.get();
            let nothing = Progress::Waiting;
            progress.with(|progress| {
                (0..checked.rows.len())
                    .filter(|place| {
                        shown.has(&checked.outlooks[*place], progress.get(*place).unwrap_or(&nothing))
                    })
                    .collect::<Vec<_>>()
            })
        })
    };
    let total = Signal::derive(move || u64::try_from(places.with(Vec::len)).unwrap_or_default());
    let rows = {
        let checked = Arc::clone(&checked);
        Signal::derive(move || {
            let from = usize::try_from((page.get() - 1) * PER_PAGE).unwrap_or_default();
            let of_page = places.with(|places| {
                places
                    .iter()
                    .skip(from)
                    .take(usize::try_from(PER_PAGE).unwrap_or(100))
                    .copied()
                    .collect::<Vec<_>>()
            });
            Some(progress.with(|progress| {
                of_page
                    .into_iter()
                    .map(|place| row(&checked, place, progress.get(place).cloned().unwrap_or_default()))
                    .collect::<Vec<_>>()
            }))
        })
    };
    let buttons = choices.iter().map(|(choice, word)| {
        let (choice, word) = (*choice, *word);
        let checked = Arc::clone(&checked);
        let number = move || {
            let nothing = Progress::Waiting;
            let fits = |progress: &Vec<Progress>| {
                (0..checked.rows.len())
                    .filter(|place| choice.has(&checked.outlooks[*place], progress.get(*place).unwrap_or(&nothing)))
                    .count()
            };
            count(u64::try_from(progress.with(fits)).unwrap_or_default())
        };
        view! {
            <button type="button" aria-pressed=move || (shown.get() == choice).to_string() on:click=move |_| { page.set(1); shown.set(choice); }>
                {word}{NO_BREAK}<span class="count">{number}</span>
            </button>
        }
    });
    view! {
        <div class="bulk-which in-gutter"><div class="seg" role="group" aria-label={messages::WHICH_ROWS}>{buttons.collect_view()}</div></div>
        <Table
            caption=messages::STEP_ROWS columns=COLUMNS rows=rows loading=Signal::stored(false)
            unreadable=Signal::stored(Vec::new()) trouble=Signal::stored(None) on_retry=Callback::new(|()| ())
            empty=ViewFn::from(|| empty(messages::NO_SUCH_ROWS, messages::NO_SUCH_ROWS_HINT, None))
        />
        <Pager page=page per_page=Signal::stored(PER_PAGE) total=total on_page=Callback::new(move |to| page.set(to))/>
    }
    .into_any()
}

fn row(checked: &Arc<Checked>, place: usize, progress: Progress) -> Row {
    let key = format!("{place}:{progress:?}");
    let checked = Arc::clone(checked);
    Row {
        key,
        cells: Arc::new(move || {
            let (row, outlook) = (&checked.rows[place], &checked.outlooks[place]);
            vec![
                view! { <span class="id">{row.line.to_string()}</span> }.into_any(),
                what(row, outlook),
                sum(row, outlook),
                standing(outlook, &progress),
                detail(outlook, &progress),
            ]
        }),
    }
}

/// The account, the customer or the transaction; of a row that cannot be read, what it says.
fn what(row: &BulkRow, outlook: &Outlook) -> AnyView {
    let of = |who: &Who| match (&who.email, who.id) {
        (Some(email), _) => email.clone(),
        (None, Some(id)) => messages::customer_number(id),
        (None, None) => String::new(),
    };
    let customer = match outlook {
        Outlook::Will(job) => Some(job.customer().0),
        _ => None,
    };
    let for_customer = customer.map(|customer| format!("customer={customer}")).unwrap_or_default();
    let (href, text, second) = match &row.asked {
        Ok(Asked::TopUp(top_up)) => (
            with_query(Route::Account(top_up.account.0), &for_customer),
            messages::account_number(top_up.account.0),
            if of(&top_up.who).is_empty() {
                customer.map(messages::customer_number).unwrap_or_default()
            } else {
                of(&top_up.who)
            },
        ),
        Ok(Asked::Customer(who)) => match customer.or(who.id) {
            Some(id) => (Route::User(id).to_string(), of(who), String::new()),
            None => return foreign(of(who)),
        },
        Ok(Asked::Void { which, .. }) => match (which, outlook) {
            (Which::Order(order), Outlook::Will(Job::Void { transaction, .. })) => (
                with_query(Route::Transaction(transaction.0), &for_customer),
                messages::transaction_number(transaction.0),
                order.clone(),
            ),
            (Which::Id(id), _) => (
                with_query(Route::Transaction(id.0), &for_customer),
                messages::transaction_number(id.0),
                String::new(),
            ),
            (Which::Order(order), _) => return foreign(order.clone()),
        },
        Err(_) => return view! { <span class="code">{foreign(row.cells.join(" | "))}</span> }.into_any(),
    };
    view! { <a href=href>{foreign(text)}</a><span class="sub">" "{foreign(second)}</span> }.into_any()
}

fn sum(row: &BulkRow, outlook: &Outlook) -> AnyView {
    let change = match (outlook, &row.asked) {
        (Outlook::Will(job), _) => job.change(),
        (_, Ok(Asked::TopUp(top_up))) => Some(top_up.amount),
        _ => None,
    };
    change.map(|change| amount(change, Tone::Moved)).into_any()
}

fn standing(outlook: &Outlook, progress: &Progress) -> AnyView {
    match (progress, outlook) {
        (Progress::Sending, _) => status(Mark::Now, messages::ROW_SENDING),
        (Progress::Unknown, _) => status(Mark::Waiting, messages::ROW_UNKNOWN_SHORT),
        (Progress::Done(id), _) => status(Mark::Good, messages::row_done(*id)),
        (Progress::Refused { .. }, _) => status(Mark::Bad, messages::REFUSED),
        (Progress::Failed(_), _) => status(Mark::Bad, messages::FAILED),
        (Progress::Absent, _) => status(Mark::Bad, messages::NOT_THERE),
        (Progress::NotSent, _) => status(Mark::Bad, messages::NOT_SENT),
        (Progress::Waiting, Outlook::Will(_)) => status(Mark::Usual, messages::WILL_BE_DONE),
        (Progress::Waiting, Outlook::Skip(_)) => status(Mark::Off, messages::SKIPPED),
        (Progress::Waiting, Outlook::Cannot(_)) => status(Mark::Bad, messages::CANNOT_BE_DONE),
    }
}

fn detail(outlook: &Outlook, progress: &Progress) -> AnyView {
    let said = report::sentence(outlook, progress);
    if !said.is_empty() {
        return foreign(said);
    }
    match outlook {
        Outlook::Will(Job::TopUp { top_up, after, .. }) => view! {
            <span class="faint">{messages::BALANCE_AFTER}" "{amount(*after, Tone::Plain)}</span>
            <span class="sub">" "{foreign(top_up.reason.clone().unwrap_or_default())}</span>
        }
        .into_any(),
        Outlook::Will(Job::Void { reason, .. }) => foreign(reason.clone().unwrap_or_default()),
        _ => ().into_any(),
    }
}
