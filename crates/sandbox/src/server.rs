//! The server: listens, serves until it is told to stop, and then finishes what is under way.

use axum::extract::connect_info::IntoMakeServiceWithConnectInfo;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

use crate::app::{App, Shared};
use crate::routes::router;
use crate::store::ctk::advance;
use crate::store::{StoreError, promo};

/// How often it is looked whether promotional money has lapsed.
const LAPSE_INTERVAL: Duration = Duration::from_secs(1);
const LAPSES_AT_ONCE: i64 = 1_000;

/// How long requests that are under way may take once it is told to stop.
const LAST_REQUESTS: Duration = Duration::from_secs(10);

/// Serves on `listener` until the process is told to stop.
pub async fn serve(listener: TcpListener, app: App) -> std::io::Result<()> {
    let app = Arc::new(app);
    let compressing = app.clone();
    std::thread::spawn(move || compressing.console.compress());
    let lapsing = tokio::spawn(lapse(app.clone()));
    let (stop, mut stopped) = watch::channel(false);
    let mut interrupted = signal(SignalKind::interrupt())?;
    let mut terminated = signal(SignalKind::terminate())?;
    let signals = tokio::spawn(async move {
        tokio::select! {
            _ = interrupted.recv() => {}
            _ = terminated.recv() => {}
        }
        let _ = stop.send(true);
    });
    let service: IntoMakeServiceWithConnectInfo<_, SocketAddr> =
        router(app.clone()).into_make_service_with_connect_info();
    let mut late = stopped.clone();
    let served = axum::serve(listener, service).with_graceful_shutdown(async move {
        let _ = stopped.wait_for(|stop| *stop).await;
    });
    let result = tokio::select! {
        result = served => result,
        () = async {
            let _ = late.wait_for(|stop| *stop).await;
            tokio::time::sleep(LAST_REQUESTS).await;
        } => Ok(()),
    };
    signals.abort();
    lapsing.abort();
    if let Err(error) = app.store.close().await {
        tracing::error!(%error, "the database did not close cleanly");
    }
    result
}

async fn lapse(app: Shared) {
    let mut interval = tokio::time::interval(LAPSE_INTERVAL);
    interval.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        interval.tick().await;
        if let Err(error) = lapse_once(&app).await {
            tracing::error!(%error, "promotional money did not lapse");
        }
        if let Err(error) = advance::catch_up(&app.store, app.clock.now()).await {
            tracing::error!(%error, "deposits and exchanges did not arrive");
        }
    }
}

async fn lapse_once(app: &App) -> Result<(), StoreError> {
    let now = app.clock.now();
    let is_due = promo::is_any_due(&mut app.store.read().await?, now).await?;
    if is_due {
        let mut write = app.store.write().await?;
        promo::lapse_due(&mut write, now, LAPSES_AT_ONCE).await?;
        write.commit().await?;
    }
    Ok(())
}
