//! Money held per currency: from the accounts of every customer, and, where those are too many to be read without asking,
//! from what the customers who moved money had afterwards.

use std::{rc::Rc, sync::Arc};

use leptos::prelude::*;
use purser_api::{
    Currency, Date, Error, Money,
    centrowallet::{
        Caller, OrderDirection, UserId,
        payment_account::{self, PaymentAccountFilter},
        user::{self, UserFilter, UserOrder},
    },
};

use super::overview_flow::{self, Counted, Flowing, ask_first, progress};
use crate::{
    clock::now,
    figures::{
        held::Holdings,
        kept::{AsOf, Kept, use_kept},
        sum::Sum,
    },
    gather::{Gathering, LARGE_PAGE, use_gathering},
    messages::{
        self,
        errors::{Doing, trouble},
    },
    session::{Identity, use_session},
    ui::{
        money::{self, Tone, figure},
        state::bone,
        time,
    },
};

/// Customers whose accounts are read without asking first: the system gives the accounts of one customer at a time.
const MOST_CUSTOMERS: u64 = 300;

/// The counting of what is held.
#[derive(Clone, Copy)]
pub struct Holding {
    gathering: Gathering<Counted<Holdings>>,
    pub shown: RwSignal<Option<AsOf<Holdings>>>,
    stopped: RwSignal<bool>,
    connection: StoredValue<String>,
    kept: Kept,
}

impl Holding {
    pub fn start(ready: Memo<bool>) -> Self {
        let (connection, kept) = (use_session().connection(), use_kept());
        let holding = Self {
            gathering: use_gathering(Identity::Merchant),
            shown: RwSignal::new(kept.held(&connection)),
            stopped: RwSignal::new(false),
            connection: StoredValue::new(connection),
            kept,
        };
        Effect::new(move |_| {
            if ready.get() {
                holding.count(false);
            }
        });
        Effect::new(move |_| {
            let Some(counted) = holding.gathering.data.get() else { return };
            if let Counted::All(held) = &*counted {
                let held = AsOf { at: now(), counted: Arc::clone(held) };
                holding.kept.keep_held(&holding.connection.get_value(), held.clone());
                holding.shown.set(Some(held));
            }
        });
        holding
    }

    /// Reads every customer's accounts; very many only when the person has asked for it.
    pub fn count(self, asked: bool) {
        self.stopped.set(false);
        // Who asked for very many once does not have them read again by coming back.
        let known = self.shown.with_untracked(|shown| {
            shown.as_ref().is_some_and(|shown| shown.counted.customers > MOST_CUSTOMERS)
        });
        if known && !asked {
            return;
        }
        let asked = asked && (known || self.gathering.data.with_untracked(Option::is_some));
        self.gathering.run(async move |reader| {
            let filter = UserFilter {
                limit: Some(LARGE_PAGE),
                order_column: Some(UserOrder::Id),
                order_direction: Some(OrderDirection::Ascending),
                ..UserFilter::default()
            };
            let first = UserFilter { limit: Some(1), ..filter.clone() };
            let total = reader.ask(&user::list(&first)).await?.meta.total;
            if total > MOST_CUSTOMERS && !asked {
                return Ok(Counted::TooMany(total));
            }
            let mut customers: Vec<(UserId, Option<String>)> = Vec::new();
            let mut holdings = Holdings::default();
            let pages = move |page| user::list(&UserFilter { page: Some(page), ..filter.clone() });
            let take = |page: purser_api::Page<user::User>, _| {
                (0..page.unreadable.len()).for_each(|_| holdings.pass_over());
                customers.extend(page.rows.into_iter().map(|user| (user.id, user.email)));
            };
            reader.pages(Rc::new(pages), take).await?;
            let requests = customers.iter().map(|(id, _)| {
                payment_account::list(Caller::merchant_for(*id), &PaymentAccountFilter::default())
            });
            let mut at = 0;
            let seen = |answer| {
                let customer = customers.get(at);
                at += 1;
                match (answer, customer) {
                    (Ok(accounts), Some((id, email))) => holdings.fold(*id, email.as_deref(), &accounts),
                    // One customer who cannot be looked into, or whose accounts make no sense, is one customer.
                    (Err(Error::Status { status: 403 | 404, .. } | Error::Decode { .. }), _) => {
                        holdings.pass_over();
                    }
                    (Err(error), _) => return Err(error),
                    (Ok(_), None) => {}
                }
                Ok(())
            };
            reader.each(requests, seen).await?;
            Ok(Counted::All(Arc::new(holdings)))
        });
    }
}

/// The strip of balances, and in words what they were counted from.
pub fn strip(holding: Holding, flowing: Flowing, today: Date, days: Memo<u16>) -> AnyView {
    let gathering = holding.gathering;
    let cells = move || {
        if let Some(shown) = holding.shown.get() {
            let held = shown.counted.held();
            return Some(
                held.iter()
                    .map(|held| cell(held.currency, &held.sum, Some(held.accounts), flowing, today))
                    .collect_view()
                    .into_any(),
            );
        }
        let too_many = gathering.data.with(|data| matches!(data.as_deref(), Some(Counted::TooMany(_))));
        let moved = flowing.shown.get().filter(|_| too_many)?;
        let (_, held) = moved.counted.held_by_the_moved();
        Some(
            held.iter()
                .map(|(currency, sum)| cell(*currency, sum, None, flowing, today))
                .collect_view()
                .into_any(),
        )
    };
    let from = move || {
        if let Some(shown) = holding.shown.get() {
            let customers = money::count(shown.counted.customers);
            return Some(messages::held_by_all(&customers, &time::clock(shown.at)));
        }
        let moved = flowing.shown.get()?;
        gathering.data.with(|data| matches!(data.as_deref(), Some(Counted::TooMany(_)))).then(|| {
            let (customers, _) = moved.counted.held_by_the_moved();
            messages::held_by_moved(&money::count(u64::try_from(customers).unwrap_or(u64::MAX)), days.get())
        })
    };
    let left_out = move || {
        let count = holding.shown.get().map_or(0, |shown| shown.counted.left_out);
        (count > 0).then(|| view! { <span class="cap warn-ink">{messages::figures_leave_out(count)}</span> })
    };
    view! {
        <section aria-labelledby="h-held">
            <h2 class="hide" id="h-held">{messages::HELD_PER_CURRENCY}</h2>
            <ul class="strip held">
                {move || cells().unwrap_or_else(bones)}
            </ul>
            {move || match gathering.data.get().as_deref() {
                Some(Counted::TooMany(total)) if holding.shown.with(Option::is_none) =>
                    Some(ask_first(messages::too_many_customers(&money::count(*total)), move || holding.count(true))),
                _ if holding.stopped.get() && holding.shown.with(Option::is_none) =>
                    Some(ask_first(messages::STOPPED_COUNTING.to_owned(), move || holding.count(false))),
                _ => None,
            }}
            {move || gathering.error.with(|error| error.as_deref().map(|error| trouble(error, Doing::Reading).note()))}
            <div class="in-gutter row wrap held-foot">
                <span class="cap">{from}</span>{left_out}{progress(gathering, holding.stopped)}
            </div>
        </section>
    }
    .into_any()
}

fn bones() -> AnyView {
    (0..4)
        .map(|_| view! { <li aria-hidden={"true"}><p class="top">{bone(2)}</p><span class={"figure"}>{bone(4)}</span><p class="flow">{bone(3)}</p></li> })
        .collect_view()
        .into_any()
}

fn cell(currency: Currency, sum: &Sum, accounts: Option<u64>, flowing: Flowing, today: Date) -> AnyView {
    let total = match sum.total() {
        Some(total) => figure(Money::new(total, currency), Tone::Plain, ""),
        None => view! { <span class="figure faint">{messages::TOO_LARGE_A_SUM}</span> }.into_any(),
    };
    let accounts = accounts.map(|count| messages::accounts_counted(&money::count(count), count == 1));
    let moved = move || {
        flowing.shown.with(|shown| {
            shown.as_ref().and_then(|shown| overview_flow::today(&shown.counted, currency, today))
        })
    };
    view! {
        <li>
            <p class="top"><span>{currency.as_str().to_owned()}</span><span class="cap">{accounts}</span></p>
            {total}
            <p class="flow">{moved}</p>
        </li>
    }
    .into_any()
}
