//! What the page shows of CTK's customers' outside: their telephones, their chains, the shops that they go to.

use maud::{Markup, html};

use super::page::time;
use crate::domain::ctk::assets::ASSETS;
use crate::rails::sms::Message;

/// How many messages the page shows.
pub(super) const SHOWN: i64 = 10;

pub(super) fn section(messages: &[Message]) -> Markup {
    html! {
        section aria-labelledby="messages" {
            h2 id="messages" { "Text messages" }
            @if messages.is_empty() {
                p.hint { "None yet. A CTK sign-up, a second factor or a forgotten password sends one." }
            } @else {
                div.wide { table {
                    thead { tr { th { "Sent" } th { "To" } th { "Text" } } }
                    tbody { @for message in messages { tr {
                        td { (time(message.created_at)) }
                        td.number { bdi { (message.to) } }
                        td { bdi { (message.text) } }
                    } } }
                } }
            }
        }
        section aria-labelledby="ctk" {
            h2 id="ctk" { "CTK" }
            p.hint { "A deposit counts when its chain has confirmed it. A purchase spends the default wallet." }
            form.fields method="post" action="/sandbox/deposit" {
                label { "Username" input name="username" required; }
                label { "Coin" input name="symbol" value="BTC" list="coins" required; }
                label { "Amount" input name="amount" inputmode="decimal" value="0.01" required; }
                button { "Deposit" }
            }
            form.fields method="post" action="/sandbox/purchase" {
                label { "Username" input name="username" required; }
                label { "US dollars" input name="amount" inputmode="decimal" value="4.50" required; }
                label { "Shop" input name="merchant" value="Pier Coffee" required; }
                button { "Buy by card" }
            }
            datalist id="coins" { @for asset in ASSETS { option value=(asset.symbol) {} } }
        }
    }
}
