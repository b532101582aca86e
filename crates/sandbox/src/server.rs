//! The server: listens, serves until it is told to stop, and then finishes what is under way.

use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

use crate::app::App;
use crate::connections;
use crate::rails;
use crate::routes::router;

/// How long requests that are under way may take once it is told to stop.
const LAST_REQUESTS: Duration = Duration::from_secs(10);

/// Serves on `listener` until the process is told to stop.
pub async fn serve(listener: TcpListener, app: App) -> std::io::Result<()> {
    let app = Arc::new(app);
    let compressing = app.clone();
    std::thread::spawn(move || compressing.console.compress());
    let rails = tokio::spawn(rails::run(app.clone()));
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
    let mut late = stopped.clone();
    let served = connections::serve(listener, router(app.clone()), app.patience, async move {
        let _ = stopped.wait_for(|stop| *stop).await;
    });
    tokio::select! {
        () = served => {}
        () = async {
            let _ = late.wait_for(|stop| *stop).await;
            tokio::time::sleep(LAST_REQUESTS).await;
        } => {}
    }
    signals.abort();
    rails.abort();
    if let Err(error) = app.store.close().await {
        tracing::error!(%error, "the database did not close cleanly");
    }
    Ok(())
}
