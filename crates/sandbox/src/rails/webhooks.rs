//! Sends webhooks, after the commit of what they tell of, until a receiver says that it has them.

use futures_util::future::join_all;
use std::time::{Duration, Instant};

use crate::app::App;
use crate::domain::clock::SECOND;
use crate::domain::webhook::{ID_HEADER, SIGNATURE_HEADER, signature};
use crate::faults::DUPLICATE_DELIVERY;
use crate::store::StoreError;
use crate::store::webhooks::{self, Attempt, Webhook};

/// A receiver that takes longer has not taken it.
const DEADLINE: Duration = Duration::from_secs(10);

const AT_ONCE: i64 = 50;

/// How often it is tried to write an attempt down.
const RECORDINGS: u32 = 20;

/// Whom webhooks are sent to. They go wherever a merchant says: a server that others can reach would ask
/// whatever it can reach itself in their name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Receivers {
    /// Nobody.
    Nobody,
    /// This machine.
    #[default]
    Loopback,
    /// Anybody.
    Anybody,
}

/// What sends.
#[derive(Debug, Clone)]
pub struct Sender {
    /// Or why there is none.
    client: Result<reqwest::Client, String>,
    receivers: Receivers,
}

impl Sender {
    /// Sends to these. Redirects are not followed: they would lead past the choice of receivers.
    pub fn new(receivers: Receivers) -> Self {
        // Fails where there is one already, which is as well.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = reqwest::Client::builder()
            .timeout(DEADLINE)
            .redirect(reqwest::redirect::Policy::none())
            .user_agent("purser-sandbox")
            .build()
            .map_err(|error| reason(&error));
        Self { client, receivers }
    }

    fn refusal(&self, url: &str) -> Option<&'static str> {
        let Ok(url) = reqwest::Url::parse(url) else { return Some("this is no address") };
        let is_loopback = match url.host_str() {
            Some("localhost") => true,
            Some(host) => host
                .trim_matches(['[', ']'])
                .parse::<std::net::IpAddr>()
                .is_ok_and(|address| address.is_loopback()),
            None => false,
        };
        match self.receivers {
            Receivers::Nobody => Some("webhooks are off (--webhooks nobody)"),
            Receivers::Loopback if !is_loopback => {
                Some("webhooks go to this machine only (--webhooks anybody sends them everywhere)")
            }
            Receivers::Loopback | Receivers::Anybody => None,
        }
    }

    async fn post(&self, hook: &Webhook, signature: String) -> Result<u16, String> {
        if let Some(reason) = self.refusal(&hook.url) {
            return Err(reason.to_owned());
        }
        let request = self
            .client
            .clone()?
            .post(&hook.url)
            .header("content-type", "application/json")
            .header(ID_HEADER, &hook.uuid)
            .header(SIGNATURE_HEADER, signature)
            .body(hook.body.clone());
        if hook.body.contains(DUPLICATE_DELIVERY)
            && let Some(first) = request.try_clone()
        {
            first.send().await.map_err(|error| reason(&error))?;
        }
        let answer = request.send().await.map_err(|error| reason(&error))?;
        Ok(answer.status().as_u16())
    }

    async fn send(&self, hook: &Webhook, secret: &[u8], now: i64) -> Attempt {
        let started = Instant::now();
        let signature = signature(secret, now.div_euclid(SECOND), &hook.body);
        let outcome = self.post(hook, signature).await;
        Attempt {
            status: outcome.as_ref().ok().copied().map(i64::from),
            error: outcome.err(),
            milliseconds: i64::try_from(started.elapsed().as_millis()).unwrap_or(i64::MAX),
            created_at: now,
        }
    }
}

/// The innermost cause: what is around it repeats the address.
fn reason(error: &reqwest::Error) -> String {
    let mut cause: &dyn std::error::Error = error;
    while let Some(inner) = cause.source() {
        cause = inner;
    }
    cause.to_string()
}

/// Sends what is due.
pub async fn deliver(app: &App) -> Result<(), StoreError> {
    let now = app.clock.now();
    if !webhooks::is_any_due(&mut app.store.read().await?, now).await? {
        return Ok(());
    }
    let mut write = app.store.write().await?;
    let mut taken = Vec::new();
    for hook in webhooks::take_due(&mut write, now, AT_ONCE).await? {
        let secret = webhooks::signing_secret(&mut write, hook.merchant_id).await?;
        taken.push((hook, secret));
    }
    write.commit().await?;
    // One receiver that is slow does not hold the others up, nor what became of them.
    let sent = taken.iter().map(async |(hook, secret)| {
        let attempt = app.webhooks.send(hook, &secret.0, now).await;
        record(app, hook, &attempt).await
    });
    join_all(sent).await.into_iter().collect()
}

/// Writes down how an attempt went; what was delivered must not be sent again because somebody else wrote.
async fn record(app: &App, hook: &Webhook, attempt: &Attempt) -> Result<(), StoreError> {
    for _ in 1..RECORDINGS {
        match try_record(app, hook, attempt.clone()).await {
            Err(error) if error.is_contention() => tokio::task::yield_now().await,
            other => return other,
        }
    }
    try_record(app, hook, attempt.clone()).await
}

async fn try_record(app: &App, hook: &Webhook, attempt: Attempt) -> Result<(), StoreError> {
    let mut write = app.store.write().await?;
    webhooks::record(&mut write, hook, attempt).await?;
    write.commit().await
}
