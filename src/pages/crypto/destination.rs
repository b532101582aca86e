//! Where coins are to go: address and tag, checked here before anything is sent, and compared with whom the person knows.

use leptos::prelude::*;
use purser_api::{Currency, Timestamp};
use purser_chains::{Chain, Problem};

use crate::{
    messages,
    pages::shared::wrongs::{Found, Wrongs},
    recipients::{Compared, Destination, Recipient, Standing, kept::Book, standing},
    ui::{
        field::{CheckField, TextField},
        groups::in_groups,
        icon::icon,
        text::foreign,
        time,
    },
};

/// The shortest address there is; below, somebody is still typing.
const SHORTEST: usize = 25;

/// The fields of a destination.
#[derive(Clone, Copy, Debug)]
pub struct Going {
    pub address: RwSignal<String>,
    pub tag: RwSignal<String>,
    /// The recipient said that there is none.
    no_tag: RwSignal<bool>,
    /// The person compared it.
    is_sure: RwSignal<bool>,
    /// It was to be sent once: from then on everything that is wrong is said.
    was_tried: RwSignal<bool>,
    symbol: Currency,
    chain: Option<Chain>,
}

/// What is wrong with an address of a coin.
pub fn wrong_address(chain: Option<Chain>, address: &str) -> Option<String> {
    if address.is_empty() {
        return Some(messages::ADDRESS_MISSING.to_owned());
    }
    let chain = chain?;
    let problem = chain.check(address).err()?;
    // Of which chain it is says more than that it is none of this one.
    Some(match (Chain::whose(address), problem) {
        (Some(other), _) => messages::address_of(other.name(), chain.name()),
        (None, Problem::Checksum) => messages::ADDRESS_MISTYPED.to_owned(),
        (None, Problem::OtherChain) => messages::ADDRESS_OF_ANOTHER.to_owned(),
        (None, _) => messages::not_an_address(chain.name()),
    })
}

/// What is wrong with a tag beside a good address.
fn wrong_tag(chain: Option<Chain>, address: &str, tag: &str, none_wanted: bool) -> Option<String> {
    let name = messages::tag_in_words(chain);
    if tag.is_empty() {
        return (chain.is_some() && !none_wanted).then(|| messages::tag_missing(name));
    }
    let is_good = |chain: Chain| chain.check(&format!("{address}:{tag}")).is_ok();
    (tag.contains(':') || chain.is_some_and(|chain| !is_good(chain))).then(|| messages::tag_wrong(name))
}

impl Going {
    pub fn of(symbol: Currency) -> Self {
        let going = Self {
            address: RwSignal::new(String::new()),
            tag: RwSignal::new(String::new()),
            no_tag: RwSignal::new(false),
            is_sure: RwSignal::new(false),
            was_tried: RwSignal::new(false),
            symbol,
            chain: Chain::of(symbol.as_str()),
        };
        // What was compared was this one.
        Effect::new(move |_| {
            going.address.track();
            going.tag.track();
            going.is_sure.set(false);
        });
        going
    }

    /// Address and tag. A link, or an address with its tag, comes apart.
    fn typed(self) -> (String, String) {
        let typed = self.address.get();
        let (address, tag) = match self.chain {
            Some(chain) => chain.read(&typed),
            None => (typed.trim().to_owned(), None),
        };
        let tag = tag.unwrap_or_else(|| self.tag.with(|tag| tag.trim().to_owned()));
        (address, tag)
    }

    /// Whether the tag came with the address.
    fn has_tag_within(self) -> bool {
        let typed = self.address.get();
        self.chain.is_some_and(|chain| chain.read(&typed).1.is_some())
    }

    /// Whether a tag stands beside the address that is typed.
    fn takes_tag(self) -> bool {
        let (address, _) = self.typed();
        self.chain.is_none_or(|chain| chain.takes_tag(&address) || (chain.has_tags() && address.is_empty()))
    }

    /// The destination, once it is right.
    pub fn get(self) -> Option<Destination> {
        let (address, tag) = self.typed();
        let tag = if self.takes_tag() { tag } else { String::new() };
        let is_right = wrong_address(self.chain, &address).is_none()
            && (!self.takes_tag() || wrong_tag(self.chain, &address, &tag, self.no_tag.get()).is_none());
        let tag = Some(tag).filter(|tag| !tag.is_empty());
        is_right.then(|| Destination::new(self.symbol.as_str(), &address, tag.as_deref()))
    }

    pub fn fill_in(self, to: &Destination) {
        self.address.set(to.address.clone());
        self.tag.set(to.tag.clone().unwrap_or_default());
        self.no_tag.set(to.tag.is_none());
    }

    /// What is wrong with it, by the fields' names.
    pub fn found(self, book: Book) -> Found {
        self.was_tried.set(true);
        let (address, tag) = untrack(|| self.typed());
        let mut found = Found::new();
        found.extend(wrong_address(self.chain, &address).map(|said| ("address", said)));
        if found.is_empty() && untrack(|| self.takes_tag()) {
            let said = wrong_tag(self.chain, &address, &tag, self.no_tag.get_untracked());
            found.extend(said.map(|said| ("tag", said)));
        }
        let to = untrack(|| self.get());
        let is_known =
            to.is_some_and(|to| matches!(standing(&untrack(|| book.all()), &to), Standing::Known(_)));
        if found.is_empty() && !is_known && !self.is_sure.get_untracked() {
            found.push(("sure", messages::CONFIRM_RECIPIENT.to_owned()));
        }
        found
    }

    pub fn fields(self, book: Book, wrongs: Wrongs) -> AnyView {
        let wrong = Signal::derive(move || {
            let (address, _) = self.typed();
            let ours = wrong_address(self.chain, &address);
            ours.filter(|_| self.was_tried.get() || address.len() >= SHORTEST)
                .or_else(|| wrongs.theirs("address"))
        });
        let wrong_of_tag = Signal::derive(move || {
            let (address, tag) = self.typed();
            let is_asked = self.was_tried.get() && wrong_address(self.chain, &address).is_none();
            wrong_tag(self.chain, &address, &tag, self.no_tag.get()).filter(|_| is_asked)
        });
        let name = messages::tag_name(self.chain);
        let in_words = messages::tag_in_words(self.chain);
        let takes_tag = Memo::new(move |_| self.takes_tag() && !self.has_tag_within());
        let known = Memo::new(move |_| {
            let to = self.get()?;
            Some((standing(&book.all(), &to), to))
        });
        view! {
            <TextField label=messages::TO_ADDRESS value=self.address class="code" hint=messages::TO_ADDRESS_HINT maxlength=400 wrong=wrong/>
            {move || takes_tag.get().then(|| view! {
                <TextField label=name value=self.tag maxlength=80 hint=messages::tag_hint(in_words) wrong=wrong_of_tag/>
                {move || self.tag.with(String::is_empty).then(|| view! { <CheckField label=messages::no_tag_given(in_words) value=self.no_tag/> })}
            })}
            {move || known.get().map(|(standing, to)| self.shown(&standing, &to, wrongs))}
        }
        .into_any()
    }

    /// The destination whole, and what is known about it.
    fn shown(self, standing: &Standing, to: &Destination, wrongs: Wrongs) -> AnyView {
        let checked = match self.chain {
            None => view! { <p class="hint weak">{icon("alert")}<span>{messages::ADDRESS_NOT_CHECKED}</span></p> }.into_any(),
            Some(chain) if !chain.is_protected(&to.address) => {
                view! { <p class="hint weak">{icon("alert")}<span>{messages::ADDRESS_HAS_NO_CHECKSUM}</span></p> }.into_any()
            }
            Some(chain) => view! { <p class="hint good">{icon("check")}<span>{chain.name()}{". "}{messages::ADDRESS_FITS}{"."}</span></p> }.into_any(),
        };
        let marked = match standing {
            Standing::Alike(_, compared) => compared.of_first.clone(),
            _ => Vec::new(),
        };
        let whole = in_groups(&to.address, &marked);
        let (note, sure) = match standing {
            Standing::Known(known) => (sent_before(known), None),
            Standing::New(None) => {
                (warning(messages::NEVER_SENT_TO.into_any()), Some(messages::I_COMPARED_ALL))
            }
            Standing::New(Some(known)) => {
                let said = view! { <b>{foreign(&known.name)}</b>" "{messages::NAMED_NEVER_SENT_TO} };
                (warning(said.into_any()), Some(messages::I_COMPARED_ALL))
            }
            Standing::OtherTag(known) => {
                let name = messages::tag_in_words(self.chain);
                let said = match &known.to.tag {
                    Some(tag) => messages::other_tag(name, tag),
                    None => messages::other_without_tag(name),
                };
                let who = (!known.name.is_empty()).then(|| view! { <b>{foreign(&known.name)}</b>{": "} });
                (warning(view! { {who}{foreign(said)} }.into_any()), Some(messages::I_MEAN_ANOTHER))
            }
            Standing::Alike(known, compared) => (beside(known, compared), Some(messages::I_MEAN_ANOTHER)),
        };
        let wrong = wrongs.at("sure");
        let tag = to.tag.clone().map(|tag| {
            view! { <p><span class="cap">{messages::tag_name(self.chain)}</span>" "<b class="code">{foreign(tag)}</b></p> }
        });
        let heading = if matches!(standing, Standing::Alike(..)) { Some(messages::THIS_ONE) } else { None };
        view! {
            <div class="going" role="status">
                {heading.map(|heading| view! { <p class="cap">{heading}</p> })}
                <p class="whole code">{whole}</p>
                {tag}
                {checked}
                {note}
            </div>
            {sure.map(|label| view! {
                <CheckField label=label value=self.is_sure/>
                {move || wrong.get().filter(|_| !self.is_sure.get()).map(|said| view! { <p class="wrong" role="alert">{icon("alert")}<span>{said}</span></p> })}
            })}
        }
        .into_any()
    }
}

fn sent_before(known: &Recipient) -> AnyView {
    let when = known.sent_at.map(|at| messages::sent_to_at(&time::short(Timestamp::from_unix_millis(at))));
    let who = (!known.name.is_empty()).then(|| view! { <b>{foreign(&known.name)}</b>{". "} });
    view! { <p class="hint good">{icon("check")}<span>{who}{messages::SENT_TO_BEFORE}{when.map(|when| format!(", {when}"))}{"."}</span></p> }.into_any()
}

fn warning(said: AnyView) -> AnyView {
    view! { <p class="note warn">{icon("alert")}<span>{said}</span></p> }.into_any()
}

/// A known address beside one that looks like it.
fn beside(known: &Recipient, compared: &Compared) -> AnyView {
    let who = if known.name.is_empty() { messages::THE_KNOWN_ONE.to_lowercase() } else { known.name.clone() };
    let places = messages::differs_at(&compared.of_first);
    let shown = in_groups(&known.to.address, &compared.of_second);
    view! {
        <div class="note bad alike">
            {icon("alert")}
            <div>
                <p><b>{messages::LOOKS_LIKE_BUT_IS_NOT}{"."}</b>" "{foreign(messages::looks_like(&who))}</p>
                <p class="cap">{messages::THE_KNOWN_ONE}</p>
                <p class="whole code">{shown}</p>
                <p>{places}</p>
            </div>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    const GENESIS: &str = "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa";

    #[test]
    fn an_address_is_refused_with_what_is_wrong_with_it() {
        let said = |address: &str| wrong_address(Some(Chain::Bitcoin), address).unwrap_or_default();
        assert_eq!(said(GENESIS), "");
        assert_eq!(said(""), messages::ADDRESS_MISSING);
        assert_eq!(said("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb"), messages::ADDRESS_MISTYPED);
        assert_eq!(said("hello"), messages::not_an_address("Bitcoin"));
        assert_eq!(said("LWAPtEgkzczJeCmGxQESTmyfEqrdZgFYzj"), messages::address_of("Litecoin", "Bitcoin"));
        assert_eq!(
            said("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"),
            messages::address_of("Ethereum", "Bitcoin")
        );
        assert_eq!(wrong_address(None, "anything"), None, "nobody here can tell");
    }

    #[test]
    fn a_tag_is_asked_for_and_has_the_form_of_its_chain() {
        let ripple = "rPujGTiw6nKmMvAiUT6UjpFxT9QrDn9kJP";
        let said = |tag: &str, none: bool| wrong_tag(Some(Chain::Ripple), ripple, tag, none);
        assert_eq!(said("156041", false), None);
        assert_eq!(said("", false), Some(messages::tag_missing("destination tag")));
        assert_eq!(said("", true), None);
        for wrong in ["x", "4294967296", "1:2", "-1"] {
            assert_eq!(said(wrong, true), Some(messages::tag_wrong("destination tag")), "{wrong}");
        }
        assert_eq!(wrong_tag(None, "a", "", false), None);
    }
}
