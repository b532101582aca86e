//! Exchanging one coin for another.

pub const EXCHANGE: &str = "Exchange";
pub const YOU_SEND: &str = "You send";
pub const YOU_GET_ABOUT: &str = "You receive, about";
pub const SWAP_COINS: &str = "Swap the two coins";
pub const COIN_TO_SEND: &str = "Coin to send";
pub const COIN_TO_GET: &str = "Coin to receive";
pub const SEARCH_COINS: &str = "Search coins";
pub const NO_COIN_FITS: &str = "No coin fits.";
pub const NO_PAIRS: &str = "Nothing can be exchanged at the moment";
pub const NO_PAIRS_HINT: &str = "The pairs of coins that the system exchanges would stand here.";
pub const EXCHANGE_RATE: &str = "Rate, fee included";
pub const BEFORE_FEES: &str = "Before the network fee";
pub const NETWORK_FEE_ABOUT: &str = "Network fee, about";
pub const FEE_NOT_KNOWN: &str =
    "The network fee is not known beforehand: you will receive a little less than this.";
pub const REVIEW_EXCHANGE: &str = "Review the exchange";
pub const REVIEW_NEW_QUOTE: &str = "Review the new quote";
pub const GOES_TO: &str = "Goes to";
pub const TAKEN_FROM: &str = "Taken from";
pub const RATE_FIXED_LATER: &str = "The system fixes the rate when it takes the exchange. It promises none beforehand, so you may receive a little more or less than this.";
pub const CANNOT_BE_UNDONE: &str = "An exchange cannot be taken back.";
pub const QUOTE_MOVED: &str = "The quote moved while you were reading it, so nothing was sent.";
pub const NO_NEW_QUOTE: &str = "There is no quote for this now.";
pub const WAS: &str = "Was";
pub const IS_NOW: &str = "Is now";
pub const RATES_TOO_OLD: &str = "These rates are too old to go by. New ones are being read.";
pub const NOT_WORTH_IT: &str = "The network fee would take all of it.";
pub const TOO_LONG_TO_COUNT: &str = "This amount has too many digits to be counted.";
pub const LEAST_NOT_KNOWN: &str = "The least that can be exchanged is not known yet. Try again in a moment.";
pub const IN_RETURN: &str = " for ";
pub const ON_ITS_WAY: &str = "On its way";
pub const EXCHANGES: &str = "Exchanges";
pub const ONE_EXCHANGE: &str = "One exchange";
pub const NO_EXCHANGES: &str = "No exchanges yet";
pub const NO_EXCHANGES_HINT: &str =
    "Each exchange stands here with its amounts and both of its chain transactions.";
pub const STATE_WAITING: &str = "Waiting";
pub const STATE_WAITING_MEANS: &str = "What you gave has left your wallet";
pub const STATE_CONFIRMING: &str = "Confirming";
pub const STATE_CONFIRMING_MEANS: &str = "Its chain confirms it";
pub const STATE_EXCHANGING: &str = "Exchanging";
pub const STATE_EXCHANGING_MEANS: &str = "One coin becomes the other";
pub const STATE_SENDING: &str = "Sending";
pub const STATE_SENDING_MEANS: &str = "The other coin is on its chain";
pub const STATE_FINISHED: &str = "Finished";
pub const STATE_FINISHED_MEANS: &str = "It is in your wallet";
pub const PAID_IN_TO: &str = "Paid in to";
pub const ADDRESS_TAG: &str = "Tag";
pub const PAY_IN: &str = "Transaction in";
pub const PAYS_OUT_TO: &str = "Pays out to";
pub const PAY_OUT: &str = "Transaction out";
pub const EXCHANGES_FEE: &str = "The exchange’s fee";
pub const NOT_THERE_YET: &str = "not there yet";
pub const BEGAN_TITLE: &str = "It has begun";
pub const BEGAN_MEANS: &str =
    "The coins have left your wallet. The exchange goes on by itself; how far it is stands on its own page.";
pub const FOLLOW_IT: &str = "Follow it";
pub const SHOWN_AS: &str = "Status";
pub const MAY_LEAVE: &str =
    "You may leave this page: the exchange goes on, and this address brings you back to it.";

pub fn all_of(amount: &str) -> String {
    format!("All, {amount}")
}

pub fn least_is(amount: &str) -> String {
    format!("The least is {amount}.")
}

pub fn below_the_least(amount: &str) -> String {
    format!("The least that can be exchanged is {amount}.")
}

pub fn more_than_balance(balance: &str) -> String {
    format!("You have {balance}.")
}

pub fn coin_to_send(coin: &str) -> String {
    format!("Send {coin}")
}

pub fn coin_to_get(coin: &str) -> String {
    format!("Receive {coin}")
}

pub fn one_is(from: &str, rate: &str) -> String {
    format!("1 {from} = {rate}")
}

pub fn rates_read(clock: &str, seconds: i64) -> String {
    match seconds {
        ..=1 => format!("Rates of {clock}, just now"),
        seconds => format!("Rates of {clock}, {seconds} seconds old"),
    }
}

pub fn your_own_wallet(coin: &str) -> String {
    format!("your own {coin} wallet")
}

pub fn exchange_sum(amount: &str) -> String {
    format!("Exchange {amount}")
}

pub fn for_about(give: &str, get: &str) -> String {
    format!("{give} for about {get}")
}

pub fn seen_at(clock: &str) -> String {
    clock.to_owned()
}

pub fn since_before(clock: &str) -> String {
    format!("before {clock}")
}

pub fn confirmations(count: u64) -> String {
    if count == 1 { "1 confirmation".to_owned() } else { format!("{count} confirmations") }
}

pub fn per_cent(rate: &str) -> String {
    format!("{rate} %")
}

pub fn exchange_named(id: &str) -> String {
    format!("Exchange {id}")
}
