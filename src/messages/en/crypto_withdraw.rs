//! Coins that are sent away, and whom they go to.

pub const SEND_COINS: &str = "Send";
pub const REVIEW_WITHDRAWAL: &str = "Review the withdrawal";
pub const CANNOT_BE_SENT: &str = "This coin cannot be sent at the moment";
pub const CANNOT_BE_SENT_HINT: &str =
    "The wallet system sends none of it now. What you have of it stays yours.";
pub const TO_ADDRESS: &str = "To address";
pub const TO_ADDRESS_HINT: &str = "Paste it. It is checked here before anything is sent.";
pub const ADDRESS_MISSING: &str = "Enter the address that the coins go to.";
pub const ADDRESS_MISTYPED: &str =
    "A character is wrong or missing: the address does not fit its own checksum. Copy it again.";
pub const ADDRESS_OF_ANOTHER: &str = "This address belongs to another network. Coins sent there are lost.";
pub const ADDRESS_FITS: &str = "Fits its checksum";
pub const ADDRESS_HAS_NO_CHECKSUM: &str = "This spelling has no checksum: no program notices a wrong character in it. Ask for the address in capital and small letters.";
pub const ADDRESS_NOT_CHECKED: &str =
    "This console does not know the addresses of this network, so it has not checked this one.";
pub const NEVER_SENT_TO: &str = "You have never sent anything to this address from here.";
pub const NAMED_NEVER_SENT_TO: &str =
    "stands in your address book, and nothing was ever sent there from here.";
pub const LOOKS_LIKE_BUT_IS_NOT: &str = "This is not the address that you know";
pub const THIS_ONE: &str = "This one";
pub const THE_KNOWN_ONE: &str = "The one you know";
pub const I_COMPARED_ALL: &str = "I have compared every character with what the recipient gave me";
pub const I_MEAN_ANOTHER: &str = "I mean another recipient, and have compared every character";
pub const CONFIRM_RECIPIENT: &str = "Confirm the recipient first.";
pub const SENT_TO_BEFORE: &str = "You have sent to this address before";
pub const NAME_FOR_BOOK: &str = "Name";
pub const NAME_FOR_BOOK_HINT: &str = "Keeps the address in your address book under this name";
pub const NETWORK_FEE: &str = "Network fee";
pub const FEE_ABOUT: &str = "Network fee, about";
pub const LEAVES_WALLET: &str = "In all, about";
pub const RECIPIENT_GETS_ALL: &str =
    "The recipient gets the whole amount; the fee is taken on top, at the rate of the moment it is sent.";
pub const FEE_IS_ON_TOP: &str = "The fee is taken on top, at the rate of the moment. The wallet system sets the least that can be sent, and names it when an amount is below.";
pub const FEE_UNKNOWN: &str = "The wallet system does not say what sending costs now.";
pub const WITHDRAWAL_IS_FINAL: &str = "Nobody can take this back.";
pub const NETWORK_OF_COIN: &str = "Network";
pub const NO_TAG_WANTED: &str = "None";
pub const NOT_ENOUGH_WITH_FEE: &str = "With the fee, this is more than you have.";
pub const FIRST_TIME: &str = "for the first time";
pub const UNNAMED: &str = "Unnamed";

pub const ADDRESS_BOOK: &str = "Address book";
pub const BOOK_IS_EMPTY: &str = "Nobody here yet";
pub const BOOK_IS_EMPTY_HINT: &str = "Give a recipient a name when you send, or take recipients from a file.";
pub const BOOK_IN_VAULT: &str = "Kept in the vault of this browser, sealed under your passphrase.";
pub const BOOK_IN_MEMORY: &str =
    "Kept in memory until you sign out or reload. A vault in this browser keeps it, sealed.";
pub const BOOK_IS_LOCKED: &str =
    "The vault is locked, so only what was added since is here. Unlock it to see everybody.";
pub const TO_THE_VAULT: &str = "To the vault";
pub const BOOK_TO_FILE: &str = "Save names and addresses to a file";
pub const BOOK_FROM_FILE: &str = "Take names and addresses from a file";
pub const NO_BOOK_FILE: &str = "This is no file of recipients.";
pub const BOOK_NOT_KEPT: &str =
    "The vault did not take the recipient. It is in memory until you sign out or reload.";

pub fn send_coin(coin: &str) -> String {
    format!("Send {coin}")
}

pub fn send_sum(sum: &str) -> String {
    format!("Send {sum}")
}

pub fn not_an_address(network: &str) -> String {
    format!("This is not an address of the {network} network.")
}

pub fn address_of(other: &str, network: &str) -> String {
    format!("This is an address of the {other} network, not of {network}. Coins sent there are lost.")
}

pub fn tag_missing(name: &str) -> String {
    format!("Enter the {name} that the recipient gave you, or say that there is none.")
}

pub fn tag_wrong(name: &str) -> String {
    format!("This is no {name} of this network.")
}

pub fn no_tag_given(name: &str) -> String {
    format!("The recipient needs no {name}")
}

pub fn tag_hint(name: &str) -> String {
    format!("Most exchanges need it: without the {name} they do not know whose coins these are")
}

pub fn other_tag(name: &str, known: &str) -> String {
    format!("You know this address with another {name}: {known}.")
}

pub fn other_without_tag(name: &str) -> String {
    format!("You know this address without a {name}.")
}

pub fn looks_like(who: &str) -> String {
    format!("It looks like {who}, but differs:")
}

pub fn differs_at(places: &[usize]) -> String {
    let shown: Vec<String> = places.iter().take(12).map(|place| (place + 1).to_string()).collect();
    let more = if places.len() > 12 { " and more" } else { "" };
    match places.len() {
        0 => "A character is missing.".to_owned(),
        1 => format!("1 character differs, at place {}.", shown.join(", ")),
        count => format!("{count} characters differ, at places {}{more}.", shown.join(", ")),
    }
}

pub fn sent_to_at(when: &str) -> String {
    format!("last {when}")
}

pub fn use_recipient(name: &str) -> String {
    format!("Use {name}")
}

pub fn remove_recipient(name: &str) -> String {
    format!("Remove {name}")
}

pub fn recipients_taken(added: usize, known: usize, left_out: usize) -> String {
    format!(
        "{added} added, {known} known already, {left_out} left out: not readable, not an address, or a known name with another address."
    )
}
