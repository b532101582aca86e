//! A page that does something with one of the customer's accounts: which one stands in the address, and can be changed
//! above the form.

use leptos::prelude::*;
use purser_api::{
    Rows,
    centrowallet::{
        Caller, PaymentAccountId, PaymentAccountKind,
        payment_account::{self, PaymentAccount, PaymentAccountFilter},
    },
};

use crate::{
    messages::{
        self,
        errors::{Doing, trouble},
    },
    navigation::use_navigation,
    pages::shared::accounts::name,
    paths::{Route, query_value, with_query},
    query::{Query, use_query},
    session::Identity,
    shell::title,
    ui::{field::SelectField, icon::icon, money::words, state::bone, state::empty},
};

/// What such a page is called, and for which accounts it is.
#[derive(Clone, Copy, Debug)]
pub struct Doings {
    pub here: Route,
    pub title: &'static str,
    pub hint: &'static str,
    /// The label of the choice of the account.
    pub label: &'static str,
    pub suits: fn(&PaymentAccount) -> bool,
    /// What stands there when no account suits.
    pub none: (&'static str, &'static str),
}

/// Whether an account holds money of its owner's and moves it.
pub fn is_own_money(account: &PaymentAccount) -> bool {
    account.kind != PaymentAccountKind::Promo && account.is_active != Some(false)
}

fn in_words(account: &PaymentAccount) -> String {
    let held = account.balance_money().map(words);
    [Some(name(account)), held].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// The page around a form, which is built anew when another account is chosen.
pub fn page(
    doing: Doings,
    form: impl Fn(Query<PaymentAccount>, Query<Rows<PaymentAccount>>, Callback<()>) -> AnyView
    + Copy
    + Send
    + Sync
    + 'static,
) -> AnyView {
    title(doing.title);
    let navigation = use_navigation();
    let owned = use_query(Identity::Customer, || {
        Some(payment_account::list(Caller::Customer, &PaymentAccountFilter::default()))
    });
    let asked = Memo::new(move |_| {
        let said = navigation.location.with(|location| query_value(&location.query, "account"));
        said.and_then(|id| id.parse().ok()).map(PaymentAccountId)
    });
    let suited = Memo::new(move |_| {
        owned.data.with(|rows| {
            let rows = rows.as_ref()?.rows.iter().filter(|account| (doing.suits)(account));
            Some(rows.map(|account| (account.id, in_words(account))).collect::<Vec<_>>())
        })
    });
    // The one that was asked for, else the first: as long as it is there, it stays.
    let chosen = Memo::new(move |_| {
        let asked = asked.get();
        suited.with(|suited| {
            let suited = suited.as_ref()?;
            let is_asked = |(id, _): &&(PaymentAccountId, String)| Some(*id) == asked;
            suited.iter().find(is_asked).or(suited.first()).map(|(id, _)| *id)
        })
    });
    let account = use_query(Identity::Customer, move || {
        chosen.get().map(|id| payment_account::get(Caller::Customer, id))
    });
    account.refresh_when_seen();
    let ready = Memo::new(move |_| {
        let id = chosen.get()?;
        account.data.with(|account| account.as_ref().is_some_and(|account| account.id == id)).then_some(id)
    });
    let done = Callback::new(move |()| {
        let place = chosen.get_untracked().map_or(Route::Wallet, |id| Route::WalletAccount(id.0));
        navigation.go(place.to_string());
    });
    let choice = RwSignal::new(String::new());
    Effect::new(move |_| {
        if let Some(id) = chosen.get() {
            choice.set(id.to_string());
        }
    });
    Effect::new(move |_| {
        let now = choice.get();
        let is_other = chosen.get_untracked().is_some_and(|id| id.to_string() != now);
        if is_other && !now.is_empty() {
            navigation.replace(with_query(doing.here, &format!("account={now}")));
        }
    });
    let choose = move || {
        let accounts = suited.get()?;
        let options: Vec<_> = accounts.into_iter().map(|(id, words)| (id.to_string(), words)).collect();
        (!options.is_empty()).then(|| view! { <SelectField label=doing.label value=choice options=options/> })
    };
    let is_none = move || suited.with(|suited| suited.as_ref().is_some_and(Vec::is_empty));
    let is_first = move || suited.with(Option::is_none) && owned.error.with(Option::is_none);
    view! {
        <div class="page wallet-doing">
            <header class="head"><div>
                <a class="back" href=Route::Wallet.to_string()>{icon("left")}{messages::YOUR_MONEY}</a>
                <h1>{doing.title}</h1><p class="sub">{doing.hint}</p>
            </div></header>
            {move || owned.error.with(|error| error.as_deref().map(|error| trouble(error, Doing::Reading).block(Some(Callback::new(move |()| owned.reload())))))}
            {move || account.error.with(|error| error.as_deref().map(|error| view! { <div class="in-gutter">{trouble(error, Doing::Reading).note()}</div> }))}
            {move || is_first().then(|| view! { <p class="in-gutter" aria-hidden="true">{bone(5)}</p> })}
            {move || is_none().then(|| empty(doing.none.0, doing.none.1, None))}
            <div class="in-gutter choosing">{choose}</div>
            <div class="in-gutter">{move || ready.get().map(|_| form(account, owned, done))}</div>
        </div>
    }
    .into_any()
}
