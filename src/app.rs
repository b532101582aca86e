//! The app: what everything shares, the shell, and the whole route table. The only place that imports pages.

mod part;

use leptos::prelude::*;

use crate::{
    config::{Config, use_config},
    figures::kept::Kept,
    messages,
    navigation::{Navigation, keep_focus},
    online::Online,
    pages::{crypto, merchant, settings, start, wallet},
    paths::{self, Area, Route},
    query::Changes,
    recipients::kept::InMemory,
    session::{self, Session, vault::Vault},
    shell::{Shell, title},
    ui::{
        preferences::Preferences,
        toast::{ToastArea, Toasts},
    },
    unsettled::Unsettled,
};
use part::Part;

pub fn app(config: Config) -> impl IntoView {
    provide_context(StoredValue::new(config));
    let navigation = Navigation::provide();
    let session = Session::provide();
    Preferences::provide();
    Online::provide();
    Toasts::provide();
    Changes::provide();
    Unsettled::provide();
    InMemory::provide();
    Kept::provide();
    let vault = Vault::provide(session);
    let idle = session::idle::provide(session);
    session::tabs::follow(session, vault, idle);

    let route = Memo::new(move |_| navigation.location.with(|location| Route::parse(&location.path)));
    let config = use_config();
    let allowed =
        Memo::new(move |_| route.get().is_none_or(|route| route.is_open() || session.is_open(route.area())));
    Effect::new(move |_| {
        if let Some(route) = route.get().filter(|_| !allowed.get()) {
            let query = navigation.location.with_untracked(|location| location.query.clone());
            navigation.replace(paths::sign_in_for(route, &query));
        }
    });
    // A screen belongs to a connection: with another one it is built anew, and nothing of the old one stays.
    let shown = Memo::new(move |_| {
        let route = route.get();
        let of_merchant = area_of(route) == Area::Merchant && !route.is_some_and(Route::is_open);
        let connection = session.merchant.with(|now| {
            now.as_ref().filter(|_| of_merchant).map(|now| (now.id.clone(), now.fingerprint.clone()))
        });
        (route, allowed.get(), connection)
    });
    Effect::new(move |before: Option<()>| {
        route.track();
        if before.is_some() {
            request_animation_frame(keep_focus);
        }
    });
    part::on_links_reached(|route| part_of(route).into_iter().for_each(Part::prefetch));
    part::fetch_ahead(Memo::new(move |_| area_of(route.get())), PARTS);
    view! {
        <Shell route=route>
            {move || {
                let (route, allowed, _) = shown.get();
                let environment = untrack(|| session.environment(area_of(route)));
                config.update_value(|config| config.enter(&environment));
                // What a screen reads while it is built is no reason to build it again.
                allowed.then(|| untrack(|| route.map_or_else(not_found, screen)))
            }}
        </Shell>
        <ToastArea/>
    }
}

// The route table: a line for each screen, in the part of the console its code is downloaded with.
part::screens! {
    main {
        Route::Start => start::page(|| parts::wallet::PART.show(Route::Start)),
    }
    /// The ways in.
    sign_in in Start {
        Route::MerchantConnect => merchant::connect::page(),
        Route::WalletSignIn => wallet::sign_in::page(),
        Route::CryptoSignIn => crypto::sign_in::page(),
        Route::CryptoSignUp => crypto::sign_up::page(),
        Route::CryptoVerify => crypto::verify::page(),
        Route::CryptoForgot => crypto::forgot::page(),
    }
    /// What is kept on this machine.
    settings in Merchant {
        Route::Connections => merchant::connections::page(),
        Route::Settings => settings::page(),
    }
    /// The merchant's figures and lists, and what leads to them.
    merchant in Merchant {
        Route::Merchant => merchant::overview::page(),
        Route::Users => merchant::users::page(),
        Route::Accounts => merchant::accounts::page(),
        Route::Transactions => merchant::transactions::page(),
    }
    /// One customer, account or transaction, and what is done with it.
    records in Merchant {
        Route::NewUser => merchant::new_user::page(),
        Route::User(id) => merchant::user::page(id),
        Route::NewAccount => merchant::new_account::page(),
        Route::Refilled(id) => merchant::refilled::page(id),
        Route::NewPayment => merchant::new_payment::page(),
        Route::Account(id) => merchant::account::page(id),
        Route::Statement(id) => merchant::statement::page(id),
        Route::Transaction(id) => merchant::transaction::page(id),
    }
    /// Work on many rows, and what the merchant has beside customers.
    tools in Merchant {
        Route::Bulk => merchant::bulk::page(),
        Route::Centrapay => merchant::centrapay::page(),
        Route::CentrapayWallet(id) => merchant::centrapay_wallet::page(id),
        Route::Webhooks => merchant::webhooks::page(),
    }
    /// A customer's own wallet, and on `/` what is in it together with the other one.
    wallet in Wallet {
        Route::Start => start::together::section(),
        Route::Wallet => wallet::home::page(),
        Route::WalletTransactions => wallet::transactions::page(),
        Route::WalletTransaction(id) => wallet::transaction::page(id),
        Route::WalletAccount(id) => wallet::account::page(id),
        Route::WalletPay => wallet::pay::page(),
        Route::WalletAddMoney => wallet::add_money::page(),
        Route::WalletTransfer => wallet::transfer::page(),
        Route::WalletStatement(id) => wallet::statement::page(id),
        Route::WalletRefilled(id) => wallet::refilled::page(id),
    }
    /// A crypto wallet: what one has, and what happened.
    crypto in Crypto {
        Route::Crypto => crypto::portfolio::page(),
        Route::Coin(symbol) => crypto::coin::page(symbol),
        Route::CryptoProfile => crypto::profile::page(),
        Route::CryptoHistory => crypto::history::page(),
    }
    /// Coins that come in, go out and are changed; what spends them.
    crypto_money in Crypto {
        Route::Receive(symbol) => crypto::receive::page(symbol),
        Route::Withdraw(symbol) => crypto::withdraw::page(symbol),
        Route::Exchange => crypto::exchange::page(),
        Route::ExchangeRun(id) => crypto::exchange::run::page(id),
        Route::Cards => crypto::cards::page(),
        Route::Providers => crypto::providers::page(),
    }
}

fn not_found() -> AnyView {
    title(messages::NOT_FOUND);
    view! {
        <div class="blank">
            <h1>{messages::NOT_FOUND}</h1>
            <p>{messages::NOT_FOUND_HINT}</p>
            <p class="row"><a class="btn" href={Route::Start.to_string()}>{messages::BACK_TO_START}</a></p>
        </div>
    }
    .into_any()
}

/// The area a route belongs to; an unknown address belongs to none.
fn area_of(route: Option<Route>) -> Area {
    route.map_or(Area::Start, Route::area)
}
