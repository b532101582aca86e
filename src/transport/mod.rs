//! The only code that talks to a server. A request goes through one door, whatever it asks for: the credential, bound to
//! where it was entered for (rule 12), deadline, abort, retry of reads, single-flight refresh. Nothing in here is generic
//! but the thin functions at the top, which decode last.

mod fetch;
mod refresh;
mod retry;

use leptos::prelude::*;
use purser_api::{
    Anonymous, Authenticated, Endpoints, Error, Method, Operation, Parts, Request, Secret, System, Transport,
};
use web_sys::AbortSignal;

use self::{
    fetch::{Credential, Received, failure, once},
    refresh::refresh,
    retry::exchange,
};
use crate::{
    config::{Config, Environment},
    digest::sha256_hex,
    session::{Identity, Session},
};

pub use self::retry::pause_for;

/// What every request needs. Plain handles, free to copy.
#[derive(Clone, Copy, Debug)]
pub struct Client {
    pub config: StoredValue<Config>,
    pub session: Session,
}

pub fn use_client() -> Client {
    Client { config: crate::config::use_config(), session: crate::session::use_session() }
}

/// Sends a request on someone's behalf.
pub async fn send<T>(
    client: Client,
    identity: Identity,
    request: &Request<T, Authenticated>,
    abort: Option<&AbortSignal>,
) -> Result<T, Error> {
    let received = authenticated(client, identity, request.parts(), abort).await?;
    request.decode(&received.answer())
}

/// Sends a request with a key that nobody is signed in with, to try it in an environment.
pub async fn send_with_key<T>(
    environment: &Environment,
    key: &Secret,
    request: &Request<T, Authenticated>,
) -> Result<T, Error> {
    let credential = merchant_credential(request.parts().operation.system(), key);
    let received = exchange(&environment.endpoints, request.parts(), Some(&credential), None).await?;
    request.decode(&received.answer())
}

/// Tells one connection from another without giving away its key: the start of a digest of address and key.
pub async fn fingerprint(environment: &Environment, key: &Secret) -> String {
    let base = environment.endpoints.base(System::CentroWallet);
    let mut digest = sha256_hex(&format!("{base}\n{}", key.expose())).await;
    digest.truncate(16);
    digest
}

/// Sends a request that needs no credential, in the environment of this console's customers.
pub async fn send_anonymous<T>(
    client: Client,
    request: &Request<T, Anonymous>,
    abort: Option<&AbortSignal>,
) -> Result<T, Error> {
    let endpoints = client.config.with_value(|config| config.first().endpoints.clone());
    let received = exchange(&endpoints, request.parts(), None, abort).await?;
    request.decode(&received.answer())
}

/// The text of a file beside the console, or of the sandbox's own pages: no credential is sent.
pub async fn plain_get(path: &str) -> Result<String, Error> {
    plain(Method::Get, path, None).await
}

/// A request that cannot be made.
pub fn not_sent(why: &str) -> Error {
    failure(Transport::NotSent, why)
}

/// Has the sandbox beside this console send one of its webhooks again: no credential is sent.
pub async fn resend_webhook(id: u64) -> Result<String, Error> {
    plain(Method::Post, &format!("/sandbox/webhooks/{id}/resend"), Some("{}")).await
}

async fn plain(method: Method, path: &str, body: Option<&str>) -> Result<String, Error> {
    let received = once(method, path, None, body, None).await?;
    if received.status != 200 {
        return Err(failure(Transport::Unreachable, &format!("status {}", received.status)));
    }
    String::from_utf8(received.body).map_err(|_| failure(Transport::Unreachable, "the answer is not text"))
}

fn merchant_credential(system: System, key: &Secret) -> Credential {
    let header = if system == System::Centrapay { "X-Api-Key" } else { "Authorization" };
    Credential { header, value: key.expose().to_owned() }
}

/// Where a request goes and what it shows there: both belong to whoever is signed in.
fn signed(client: Client, identity: Identity) -> Option<(Endpoints, Credential)> {
    let Client { config, session } = client;
    match identity {
        Identity::Merchant => session.merchant.get_untracked().map(|merchant| {
            (merchant.environment.endpoints.clone(), merchant_credential(System::CentroWallet, &merchant.key))
        }),
        Identity::Centrapay => session.merchant.get_untracked().and_then(|merchant| {
            let centrapay = merchant.centrapay.as_ref()?;
            let credential = merchant_credential(System::Centrapay, &centrapay.key);
            Some((merchant.environment.endpoints.clone(), credential))
        }),
        Identity::Customer => session.customer.get_untracked().map(|customer| {
            let value = format!("Bearer {}", customer.access_token.expose());
            let endpoints = config.with_value(|config| config.first().endpoints.clone());
            (endpoints, Credential { header: "Authorization", value })
        }),
        // CTK takes the token as it is, without a word before it.
        Identity::Holder => session.holder().get_untracked().map(|holder| {
            let value = holder.access_token.expose().to_owned();
            let endpoints = config.with_value(|config| config.first().endpoints.clone());
            (endpoints, Credential { header: "Authorization", value })
        }),
    }
}

/// A credential is for its own system: a request of another one is never sent with it.
fn is_for(identity: Identity, operation: Operation) -> bool {
    match identity {
        Identity::Merchant | Identity::Customer => operation.system() == System::CentroWallet,
        Identity::Centrapay => operation.system() == System::Centrapay,
        Identity::Holder => operation.system() == System::Ctk,
    }
}

async fn authenticated(
    client: Client,
    identity: Identity,
    parts: &Parts,
    abort: Option<&AbortSignal>,
) -> Result<Received, Error> {
    let generation = client.session.generation();
    let still_signed_in = move || {
        if client.session.generation() == generation {
            Ok(())
        } else {
            Err(failure(Transport::Aborted, "signed out meanwhile"))
        }
    };
    if !is_for(identity, parts.operation) {
        return Err(failure(Transport::NotSent, "the credential is for another system"));
    }
    let (endpoints, credential) =
        signed(client, identity).ok_or_else(|| failure(Transport::Aborted, "not signed in"))?;
    let received = exchange(&endpoints, parts, Some(&credential), abort).await;
    still_signed_in()?;
    let received = received?;
    if received.status == 401 && identity == Identity::Holder {
        // CTK has no call that renews a token: whoever comes to its end signs in again.
        client.session.drop_holder();
    }
    if received.status != 401 || identity != Identity::Customer {
        return Ok(received);
    }
    if !refresh(client).await {
        if still_signed_in().is_ok() {
            client.session.drop_customer();
        }
        return Ok(received);
    }
    still_signed_in()?;
    // Only a read is sent again; a write's person is told and decides (rule 13).
    if endpoints.resolve(parts).is_ok_and(|(method, _)| method.is_read()) {
        let credential = signed(client, identity).map(|(_, credential)| credential);
        let received = exchange(&endpoints, parts, credential.as_ref(), abort).await?;
        still_signed_in()?;
        return Ok(received);
    }
    Ok(received)
}
