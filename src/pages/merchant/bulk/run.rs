//! The run on its way and its result: how far it is, what it waits for, what came of it.

use leptos::prelude::*;

use crate::{
    bulk::{
        check::Outlook,
        desk::{Desk, Stage},
        report,
        run::{Halt, Progress, Trouble},
    },
    clock::now,
    csv, messages,
    transport::use_client,
    ui::{download::Download, icon::icon, time::clock_with_seconds},
};

/// How many rows of the run stand how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Counts {
    all: usize,
    done: usize,
    failed: usize,
    unknown: usize,
    waiting: usize,
}

fn counts(desk: &Desk) -> Counts {
    let mut counts = Counts::default();
    let Some(checked) = desk.checked.get() else { return counts };
    desk.progress.with(|progress| {
        for (outlook, progress) in checked.outlooks.iter().zip(progress) {
            if !matches!(outlook, Outlook::Will(_)) {
                continue;
            }
            counts.all += 1;
            match progress {
                Progress::Done(_) => counts.done += 1,
                Progress::Sending | Progress::Unknown => counts.unknown += 1,
                Progress::Waiting | Progress::NotSent => counts.waiting += 1,
                Progress::Refused { .. } | Progress::Failed(_) | Progress::Absent => counts.failed += 1,
            }
        }
    });
    counts
}

/// Why a run did not begin, or ended early.
pub fn trouble(desk: &Desk) -> AnyView {
    let trouble = RwSignal::from(desk.trouble.clone());
    view! {
        {move || trouble.get().map(|trouble| {
            let sentence = match trouble {
                Trouble::OtherTab => messages::STOPPED_BY_OTHER_TAB,
                Trouble::Changed => messages::STOPPED_BY_CHANGE,
                Trouble::NotKept => messages::STOPPED_BY_STORAGE,
                Trouble::SignedOut => messages::STOPPED_BY_SIGN_OUT,
                Trouble::OtherConnection => messages::STOPPED_BY_SWITCH,
            };
            view! { <p class="note bad in-gutter" role="alert">{icon("alert")}<span>{sentence}</span></p> }
        })}
    }
    .into_any()
}

pub fn section(desk: &Desk) -> AnyView {
    let stage = RwSignal::from(desk.stage.clone());
    let counting = desk.clone();
    let counts = Memo::new(move |_| counts(&counting));
    let finished = move || counts.with(|counts| counts.all - counts.waiting);
    let saving = desk.clone();
    let hands = {
        let desk = desk.clone();
        move || if stage.get() == Stage::Running { going(&desk) } else { ended(&desk) }
    };
    view! {
        <section class="bulk-progress in-gutter" aria-label={messages::STEP_RUN}>
            <div class="row">
                <progress max=move || counts.get().all.max(1).to_string() value=move || finished().to_string() aria-label={messages::STEP_RUN}></progress>
                <span class="cap nowrap">{move || messages::done_of(finished(), counts.get().all)}</span>
            </div>
            <p class="bulk-said" role="status">{move || { let all = counts.get(); messages::run_counts(all.done, all.failed, all.unknown, all.waiting) }}</p>
            {hands}
            <p class="row"><button class="btn sm" type="button" on:click=move |_| save(&saving)>{icon("save")}{messages::SAVE_RESULT}</button></p>
        </section>
    }
    .into_any()
}

/// While it is on its way.
fn going(desk: &Desk) -> AnyView {
    let going = RwSignal::from(desk.going.clone());
    let (pausing, resuming, stopping) = (desk.clone(), desk.clone(), desk.clone());
    let said = move || {
        let going = going.get();
        if going.is_stopping {
            return Some(messages::STOPPING.to_owned());
        }
        if let Some(until) = going.waits_until {
            return Some(messages::run_waits_until(&clock_with_seconds(until)));
        }
        going.halt.map(|halt| {
            match halt {
                Halt::Paused => messages::HALT_PAUSED,
                Halt::RowFailed => messages::HALT_ROW,
                Halt::NoAnswers => messages::HALT_NO_ANSWERS,
                Halt::Patience => messages::HALT_PATIENCE,
            }
            .to_owned()
        })
    };
    let is_halted = move || going.with(|going| going.halt.is_some());
    let is_stopping = move || going.with(|going| going.is_stopping);
    view! {
        {move || said().map(|sentence| view! { <p class="note warn" role="status">{icon("clock")}<span>{sentence}</span></p> })}
        <div class="row wrap">
            <button class="btn" type="button" disabled=is_stopping on:click=move |_| if is_halted() { resuming.go_on() } else { pausing.pause() }>
                {move || if is_halted() { messages::GO_ON_RUN } else { messages::PAUSE_RUN }}
            </button>
            <button class="btn danger" type="button" disabled=is_stopping on:click=move |_| stopping.stop()>{messages::STOP_RUN}</button>
        </div>
        <p class="hint">{messages::RUN_GOES_ON}</p>
    }
    .into_any()
}

/// When it has ended.
fn ended(desk: &Desk) -> AnyView {
    let client = use_client();
    let (again, anew) = (desk.clone(), desk.clone());
    view! {
        <div class="row wrap">
            <button class="btn" type="button" on:click=move |_| again.check(client)>{icon("refresh")}{messages::DO_THE_REST}</button>
            <button class="btn bare" type="button" on:click=move |_| anew.clear()>{messages::NEW_WORK}</button>
        </div>
    }
    .into_any()
}

/// The result so far, as a file.
fn save(desk: &Desk) {
    let Some(checked) = desk.checked.get_untracked() else { return };
    let at: String =
        now().to_sql().chars().map(|letter| if letter.is_ascii_digit() { letter } else { '-' }).collect();
    let file = Download::new(format!("purser-{}-{at}.csv", checked.kind.name()), csv::MEDIA_TYPE);
    desk.progress.with_untracked(|progress| {
        desk.kept.with_untracked(|kept| {
            desk.places.with_untracked(|places| {
                report::file(&checked, progress, kept.as_ref(), places, |piece| file.push(piece));
            });
        });
    });
    file.save();
}
