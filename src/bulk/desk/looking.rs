//! Looking up what the rows of a text are about, and judging them by it.

use std::{cell::RefCell, sync::Arc};

use leptos::prelude::*;
use purser_api::{Error, Transport};
use web_sys::AbortController;

use super::{Checked, Desk, Stage};
use crate::{
    bulk::{
        Kind, again,
        check::{self, Outlook},
        facts, kept, rows,
        run::Progress,
    },
    clock::{now, now_millis},
    gather,
    money_action::new_reference,
    transport::Client,
};

thread_local! {
    static LOOKING: RefCell<Option<AbortController>> = const { RefCell::new(None) };
}

impl Desk {
    /// Looks everything up and judges every row.
    pub fn check(&self, client: Client) {
        if matches!(self.stage.get_untracked(), Stage::Running | Stage::Checking) {
            return;
        }
        self.back();
        let kind = self.kind.get_untracked();
        let sheet = match self.text.with_untracked(|text| rows::read(kind, text)) {
            Ok(sheet) => sheet,
            Err(sentence) => return self.wrong.set(Some(sentence)),
        };
        if sheet.rows.is_empty() {
            return self.wrong.set(Some(crate::messages::NO_ROWS.to_owned()));
        }
        let controller = AbortController::new().ok();
        LOOKING.set(controller.clone());
        self.stage.set(Stage::Checking);
        self.looking.set(Some(gather::Progress::default()));
        let desk = self.clone();
        leptos::task::spawn_local(async move {
            let signal = controller.map(|controller| controller.signal());
            let heard = desk.looking.clone();
            let hear = move |progress| {
                heard.set(Some(progress));
            };
            let outcome = desk.look_up(client, kind, sheet, signal.as_ref(), hear).await;
            if signal.is_some_and(|signal| signal.aborted()) {
                return;
            }
            desk.looking.set(None);
            match outcome {
                Ok(checked) => {
                    let states =
                        checked.states.iter().map(|state| state.map(Progress::of).unwrap_or_default());
                    desk.progress.set(states.collect());
                    desk.kept.set(checked.known.clone());
                    let places = checked.known.as_ref().map(|kept| kept.places(&checked.digests));
                    desk.places.set(places.unwrap_or_else(|| vec![None; checked.rows.len()]));
                    desk.checked.set(Some(Arc::new(checked)));
                    desk.stage.set(Stage::Checked);
                }
                Err(error) => {
                    desk.stage.set(Stage::Rows);
                    if !matches!(error, Error::Transport(Transport::Aborted, _)) {
                        desk.error.set(Some(Arc::new(error)));
                    }
                }
            }
        });
    }

    async fn look_up(
        &self,
        client: Client,
        kind: Kind,
        sheet: rows::Sheet,
        abort: Option<&web_sys::AbortSignal>,
        hear: impl Fn(gather::Progress),
    ) -> Result<Checked, Error> {
        let connection = client.session.connection();
        let facts = facts::look_up(client, &sheet.rows, abort, hear).await?;
        let keys: Vec<Option<String>> = sheet.rows.iter().map(|row| facts.key(kind, row)).collect();
        let loaded = kept::load();
        let mut known = loaded.clone();
        let ours = known.as_mut().filter(|kept| kept.kind == kind && kept.connection == connection);
        let (mut run, mut digests, mut states, mut left_out) =
            (new_reference(), Vec::new(), vec![None; sheet.rows.len()], 0);
        let mut is_continued = false;
        if let Some(kept) = ours {
            let found = digests_of(&kept.id, &keys).await;
            let places = kept.places(&found);
            if places.iter().any(Option::is_some) {
                // What became of the rows that were sent is found out first.
                again::settle(client, kept, &facts, abort).await?;
                states = places.iter().map(|place| place.map(|place| kept.rows[place].state)).collect();
                left_out = kept.left_out(&places);
                run.clone_from(&kept.id);
                digests = found;
                is_continued = true;
            }
        }
        if !is_continued {
            digests = digests_of(&run, &keys).await;
        }
        let mut outlooks = check::judge(kind, &sheet.rows, &facts, &states, now());
        // Without a digest a row could not be told again, and might be sent twice.
        for (outlook, digest) in outlooks.iter_mut().zip(&digests) {
            if matches!(outlook, Outlook::Will(_)) && digest.is_none() {
                *outlook = Outlook::Cannot(crate::messages::NO_DIGEST.to_owned());
            }
        }
        Ok(Checked {
            kind,
            connection,
            at: now_millis(),
            run,
            loaded,
            known,
            rows: sheet.rows,
            digests,
            outlooks,
            states,
            unused: sheet.unused,
            left_out,
        })
    }
}

pub(super) fn stop_looking() {
    if let Some(controller) = LOOKING.take() {
        controller.abort();
    }
}

async fn digests_of(run: &str, keys: &[Option<String>]) -> Vec<Option<String>> {
    let mut digests = Vec::with_capacity(keys.len());
    for key in keys {
        digests.push(match key {
            Some(key) => Some(kept::digest(run, key).await).filter(|digest| !digest.is_empty()),
            None => None,
        });
    }
    digests
}
