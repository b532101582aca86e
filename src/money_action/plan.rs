//! What will be sent, how its answer is judged, and how its outcome is looked up.

use std::{future::Future, pin::Pin, rc::Rc};

use purser_api::{Authenticated, Error, Money, Request, Transport, centrowallet::UserId};
use web_sys::AbortSignal;

use crate::{
    session::Identity,
    transport::{self, Client},
};

/// Something on its way.
pub type Pending<T> = Pin<Box<dyn Future<Output = Result<T, Error>>>>;

/// What an action came to, as the system tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// The system's own id of it.
    pub id: String,
    /// Where this console shows it.
    pub place: Option<String>,
    pub sum: Money,
    /// What the account holds now, where the system says so.
    pub balance: Option<Money>,
    pub reference: String,
}

/// What an answer, or what was found under the reference, is to the action that was asked for (rule 6).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The one that was asked for, done.
    Done(Receipt),
    /// The one that was asked for, carried out as failed: no money moved.
    Failed(Receipt),
    /// The one that was asked for, not decided yet: perhaps somebody has to go on at this address.
    Underway(Option<String>),
    /// Another one, or one that does not match: this says how it stands there.
    Otherwise(String),
}

/// How an action is told in a history where the system takes no reference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The newest row before it; empty where there was none.
    pub after: String,
    /// When that one was the newest, in Unix milliseconds of this machine.
    pub seen_at: i64,
    /// What its row will say. Only a digest of it is written down.
    pub words: String,
}

/// What will be sent and how to find out about it, frozen when the person confirms.
#[derive(Clone)]
pub struct Plan {
    /// In one word, as sentences name it: `top-up`.
    pub kind: &'static str,
    /// What the system, or where it takes none only this browser, knows it by.
    pub reference: String,
    /// On whose behalf: outcomes are looked up among their things.
    pub customer: Option<UserId>,
    pub identity: Identity,
    /// Over which connection: it goes over no other, and is looked up over no other.
    pub connection: String,
    /// The body that will be sent, for its digest.
    pub body: String,
    /// Whether the system takes the reference, so that the same thing sent again is not done twice.
    pub is_repeatable: bool,
    pub send: Rc<dyn Fn() -> Pending<Verdict>>,
    /// Asks for how its row is told, right before it is sent. Without an answer nothing is sent.
    pub before: Option<Rc<dyn Fn() -> Pending<Told>>>,
    /// Whether what was done only begins something that goes on by itself.
    pub goes_on: bool,
    /// Looks it up; `None` where the system cannot be asked.
    pub look: Option<Rc<dyn Fn() -> Pending<Option<Verdict>>>>,
    /// How its row is told where nothing else tells it.
    pub told: Option<Told>,
}

impl Plan {
    /// A plan to send a request. It is repeatable and cannot be looked up until told otherwise.
    pub fn new<T: 'static>(
        client: Client,
        identity: Identity,
        kind: &'static str,
        reference: String,
        request: Request<T, Authenticated>,
        judge: impl Fn(&T) -> Verdict + 'static,
    ) -> Self {
        let body = request.parts().body.clone().unwrap_or_default();
        let (request, judge) = (Rc::new(request), Rc::new(judge));
        let connection = client.session.connection_of(identity);
        let over = connection.clone();
        let send = move || -> Pending<Verdict> {
            let (request, judge, over) = (Rc::clone(&request), Rc::clone(&judge), over.clone());
            Box::pin(async move {
                send_over(client, identity, &over, &request, None).await.map(|answer| judge(&answer))
            })
        };
        Self {
            kind,
            reference,
            customer: None,
            identity,
            connection,
            body,
            is_repeatable: true,
            send: Rc::new(send),
            before: None,
            goes_on: false,
            look: None,
            told: None,
        }
    }

    #[must_use]
    pub fn for_customer(self, customer: Option<UserId>) -> Self {
        Self { customer, ..self }
    }

    /// The system takes no reference: it is never sent again.
    #[must_use]
    pub fn never_again(self) -> Self {
        Self { is_repeatable: false, ..self }
    }

    /// How it is looked up: a question, and what its answer says about this action, if it is in there at all.
    #[must_use]
    pub fn looked_up<T: 'static>(
        self,
        client: Client,
        question: Request<T, Authenticated>,
        find: impl Fn(T) -> Result<Option<Verdict>, Error> + 'static,
    ) -> Self {
        let (identity, question, find) = (self.identity, Rc::new(question), Rc::new(find));
        let over = self.connection.clone();
        let look = move || -> Pending<Option<Verdict>> {
            let (question, find, over) = (Rc::clone(&question), Rc::clone(&find), over.clone());
            Box::pin(async move {
                send_over(client, identity, &over, &question, None).await.and_then(|answer| find(answer))
            })
        };
        Self { look: Some(Rc::new(look)), ..self }
    }
}

/// Sends over the connection that is meant, or not at all: over another one it would be somebody else's money, and what
/// is not there says nothing about what is here.
pub async fn send_over<T>(
    client: Client,
    identity: Identity,
    connection: &str,
    request: &Request<T, Authenticated>,
    abort: Option<&AbortSignal>,
) -> Result<T, Error> {
    if client.session.connection_of(identity) != connection {
        return Err(Error::transport(Transport::NotSent, "another connection stands now"));
    }
    transport::send(client, identity, request, abort).await
}

impl std::fmt::Debug for Plan {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Plan").field("kind", &self.kind).finish_non_exhaustive()
    }
}
