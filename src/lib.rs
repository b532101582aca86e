//! The console: a Leptos single-page app. `app` is its shell and route table; everything a page needs stands in
//! the modules beside it, and imports run one way (`docs/architecture.md`).

pub mod adds_up;
pub mod app;
pub mod bulk;
pub mod clock;
pub mod config;
pub mod csv;
pub mod digest;
pub mod export;
pub mod figures;
pub mod gather;
pub mod journal;
pub mod kept_balances;
pub mod messages;
pub mod money_action;
pub mod navigation;
pub mod online;
pub mod pages;
pub mod panic_page;
pub mod paths;
pub mod query;
pub mod random;
pub mod recipients;
pub mod session;
pub mod shell;
pub mod statement;
#[cfg(test)]
mod strange;
pub mod totals;
pub mod transport;
pub mod ui;
pub mod unsettled;
pub mod views;
pub mod whole;

/// Installs the panic page, reads the configuration and mounts the app.
pub fn start() {
    panic_page::install();
    // The app that is not mounted yet has no executor of its own.
    wasm_bindgen_futures::spawn_local(async {
        match transport::plain_get("/config.json")
            .await
            .map_err(|error| error.to_string())
            .and_then(|text| config::read(&text))
        {
            Ok(config) => leptos::mount::mount_to_body(move || app::app(config)),
            Err(why) => panic_page::show(messages::NO_CONFIGURATION, &why),
        }
    });
}
