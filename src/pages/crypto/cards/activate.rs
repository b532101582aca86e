//! Activating a card with what stands on its back. The CVV is in the field until it is sent, and nowhere afterwards,
//! whatever the answer (rules 10 and 18).

use leptos::prelude::*;
use purser_api::{Secret, ctk::card};

use crate::{
    messages::{self, errors::Doing},
    pages::shared::wrongs::{Found, use_wrongs},
    query::{use_action, use_changes},
    session::Identity,
    transport::{self, use_client},
    ui::{
        dialog::Dialog,
        field::{SECRET, TextField},
        form::Form,
        toast::use_toasts,
    },
};

/// The digits of what was typed, if there are as many as that and people put nothing but blanks between them.
fn digits(typed: &str, least: usize, most: usize) -> Option<String> {
    let digits: String = typed.chars().filter(|letter| !matches!(letter, ' ' | '-')).collect();
    let fits = (least..=most).contains(&digits.len()) && digits.bytes().all(|digit| digit.is_ascii_digit());
    fits.then_some(digits)
}

pub fn dialog(open: RwSignal<bool>) -> AnyView {
    let (client, changes, toasts, action) = (use_client(), use_changes(), use_toasts(), use_action());
    let (san, cvv) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let wrongs = use_wrongs(action.error);
    let close = Callback::new(move |()| open.set(false));
    on_cleanup(move || {
        cvv.try_set(String::new());
    });
    let submit = Callback::new(move |()| {
        let (number, back) = (
            san.with_untracked(|typed| digits(typed, 1, 20)),
            cvv.with_untracked(|typed| digits(typed, 3, 4).map(Secret::new)),
        );
        let mut found = Found::new();
        if number.is_none() {
            found.push(("san", messages::SAN_WRONG.to_owned()));
        }
        if back.is_none() {
            found.push(("cvv", messages::CVV_WRONG.to_owned()));
        }
        let is_right = wrongs.say(found);
        let (Some(number), Some(back)) = (number.filter(|_| is_right), back) else { return };
        cvv.set(String::new());
        let request = card::activate(&number, &back);
        let activated = async move { transport::send(client, Identity::Holder, &request, None).await };
        action.run(activated, move |_| {
            open.set(false);
            changes.happened();
            toasts.say(messages::CARD_ACTIVATED);
        });
    });
    view! {
        <Dialog title=messages::ACTIVATE_TITLE locked=action.busy on_close=close>
            <div class="body">
                <Form label=messages::ACTIVATE_TITLE submit=messages::ACTIVATE_CARD busy=action.busy on_submit=submit on_cancel=close trouble=wrongs.trouble(Doing::Changing)>
                    <p class="hint">{messages::ACTIVATE_CARD_MEANS}</p>
                    <TextField label=messages::SAN value=san inputmode="numeric" maxlength=24 wrong=wrongs.at("san") autofocus=true/>
                    <TextField label=messages::CVV value=cvv kind=SECRET inputmode="numeric" maxlength=4 wrong=wrongs.at("cvv")/>
                </Form>
            </div>
        </Dialog>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::digits;

    #[test]
    fn only_digits_are_sent() {
        assert_eq!(digits("417 011-732", 1, 20).as_deref(), Some("417011732"));
        assert_eq!(digits("041", 3, 4).as_deref(), Some("041"));
        for wrong in ["", "12", "12345", "12a", "１２３"] {
            assert_eq!(digits(wrong, 3, 4), None, "{wrong}");
        }
    }
}
