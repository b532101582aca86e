//! Systems that lie: a proxy of the tests' own answers in their place, on every kind of screen, with what no honest
//! system would say. Nothing of it may run, blank the page, show another amount, or lead out of the console.

mod amounts;
mod links;
mod rows;
mod screens;
mod stage;
mod timings;
mod tokens;
mod values;
mod whole;

use self::screens::Screen;
use self::stage::Stage;
use self::values::Kind;
use crate::api::Api;
use crate::crypto_api::{AMELIA, Coins};
use crate::crypto_sign_in::sign_in_holder;
use crate::harness::{Answer, World, test, thorough};
use crate::steps::{connect_to, sign_in_customer};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Area {
    Merchant,
    Customer,
    Holder,
}

async fn enter(stage: &Stage, api: &Api, area: Area) {
    stage.proxy.pass();
    match area {
        Area::Merchant => connect_to(&stage.page, "/merchant/connections").await,
        Area::Customer => {
            stage.page.goto("/wallet").await;
            // A document that is left while it begins may log that it was.
            stage.stands().await;
            if stage.page.path().await != "/wallet"
                || stage.page.stored().await["session"]["purser.wallet"].is_null()
            {
                sign_in_customer(&stage.page, api.customer()).await;
            }
        }
        Area::Holder => sign_in_holder(&stage.page, AMELIA).await,
    }
}

/// Throws all fields and all whole answers at the screens of an area.
async fn throw_everything(world: &World, area: Area) {
    let api = Api::of(world).await;
    let screens = match area {
        Area::Merchant => screens::of_merchant(&api).await,
        Area::Customer => screens::of_customer(&api).await,
        Area::Holder => screens::of_holder(&Coins::of(world)).await,
    };
    let mut stage = Stage::of(world).await;
    enter(&stage, &api, area).await;
    let payloads = values::all();
    for Thrown { name, screen, answer } in thrown(&screens, &payloads, area, &stage.trap.address()) {
        let (method, path) = (screen.operation.0, screen.operation.1.as_str());
        if !stage.throw(&name, (method, path), &screen.address, answer).await {
            enter(&stage, &api, area).await;
        }
    }
    stage.end().await;
}

struct Thrown<'screens> {
    name: String,
    screen: &'screens Screen,
    answer: Answer,
}

fn thrown<'screens>(
    screens: &'screens [Screen],
    payloads: &[values::Payload],
    area: Area,
    trap: &str,
) -> Vec<Thrown<'screens>> {
    let mut all = Vec::new();
    for screen in screens.iter().filter(|screen| screen.is_list) {
        for kind in [Kind::Text, Kind::Number, Kind::Time, Kind::Odd] {
            let of_kind: Vec<_> = payloads.iter().filter(|payload| payload.kind == kind).cloned().collect();
            let body =
                rows::many(&screen.truth, screen.at, &of_kind, all.len()).expect("the true answer has a row");
            all.push(Thrown { name: format!("all of {kind:?} in rows"), screen, answer: Answer::json(body) });
        }
    }
    let things: Vec<&Screen> = screens.iter().filter(|screen| !screen.is_list).collect();
    // The whole run takes every second of the ones, and a third of the whole answers in each area.
    let (every, share) = if thorough() { (1, 1) } else { (2, 3) };
    let own = payloads.iter().enumerate().filter(|(number, _)| number % 3 == area as usize);
    for (turn, (_, payload)) in own.enumerate().filter(|(turn, _)| turn % every == 0) {
        let screen = things[turn % things.len()];
        let body = rows::one(&screen.truth, screen.at, payload, turn / things.len())
            .expect("the true answer has the field");
        all.push(Thrown { name: payload.name.clone(), screen, answer: Answer::json(body) });
    }
    for (place, screen) in screens.iter().enumerate() {
        let whole = whole::all(&screen.truth.to_string(), trap).into_iter().enumerate();
        let own = whole.filter(|(number, _)| number % screens.len() == place);
        let own = own.filter(|(number, _)| number / screens.len() % share == area as usize % share);
        all.extend(own.map(|(_, (name, answer))| Thrown { name, screen, answer }));
    }
    all
}

#[test]
fn rule_8_rule_15_no_answer_of_a_hostile_system_harms_the_merchant_console() {
    test(async |world| throw_everything(world, Area::Merchant).await);
}

#[test]
fn rule_8_rule_15_no_answer_of_a_hostile_system_harms_a_customer() {
    test(async |world| throw_everything(world, Area::Customer).await);
}

#[test]
fn rule_8_rule_15_no_answer_of_a_hostile_system_harms_a_holder_of_coins() {
    test(async |world| throw_everything(world, Area::Holder).await);
}

#[test]
fn there_are_more_than_three_hundred_payloads() {
    let fields = values::all();
    let names: std::collections::BTreeSet<&str> =
        fields.iter().map(|payload| payload.name.as_str()).collect();
    assert_eq!(names.len(), fields.len(), "each has a name of its own");
    let whole = whole::all("[{}]", "https://trap.example").len();
    assert!(fields.len() + whole >= 300, "{} in fields, {whole} whole ones", fields.len());
}
