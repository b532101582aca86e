//! Links that lead out of the console, as a system gave them (rule 15): parsed, https only, shown with their host, and
//! followed only by a person who saw it, into a tab of its own that learns nothing of this one.

use leptos::prelude::*;

use super::{copy::copyable, icon::icon, text::foreign};
use crate::messages;

/// A link out of the console that may be offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outside {
    pub href: String,
    /// Host and port, in the form that browsers compare.
    pub host: String,
}

impl Outside {
    /// `None` for what is not a whole address, or not one that may be followed.
    pub fn parse(address: &str) -> Option<Self> {
        let url = web_sys::Url::new(address.trim()).ok()?;
        let has_credentials = !url.username().is_empty() || !url.password().is_empty();
        (may_be_followed(&url.protocol(), &url.hostname()) && !has_credentials)
            .then(|| Self { href: url.href(), host: url.host() })
    }
}

/// Whether an address may be given to a system to call back: a whole one that could be followed itself.
pub fn is_callable(address: &str) -> bool {
    Outside::parse(address).is_some()
}

/// https; http only to this machine, where nobody else listens.
fn may_be_followed(protocol: &str, hostname: &str) -> bool {
    match protocol {
        "https:" => !hostname.is_empty(),
        "http:" => {
            matches!(hostname, "localhost" | "[::1]")
                || hostname.ends_with(".localhost")
                || hostname.split('.').count() == 4
                    && hostname.starts_with("127.")
                    && hostname.split('.').all(|part| part.parse::<u8>().is_ok())
        }
        _ => false,
    }
}

/// The confirmation before leaving: the host, the link that opens it (in a new tab, or in this one) and the whole address
/// to hand on.
pub fn leaving(outside: &Outside, in_new_tab: bool) -> AnyView {
    view! {
        <p class="leaving"><span class="cap">{messages::LEADS_TO}</span><b class="addr code">{foreign(outside.host.clone())}</b></p>
        <p class="row wrap">
            <a class="btn lead lg" href=outside.href.clone() target=if in_new_tab { "_blank" } else { "_self" } rel="noopener noreferrer">{messages::open_host(&outside.host)}{icon("right")}</a>
            {copyable(outside.href.clone())}
        </p>
    }
    .into_any()
}

/// This console's own address in front of a path, for systems that send people back.
pub fn own_address(path: &str) -> String {
    format!("{}{path}", window().location().origin().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::may_be_followed;

    #[test]
    fn rule_15_only_https_and_this_machine_may_be_followed() {
        for (protocol, hostname) in [
            ("https:", "pay.example"),
            ("http:", "localhost"),
            ("http:", "console.localhost"),
            ("http:", "127.0.0.1"),
            ("http:", "127.8.0.1"),
            ("http:", "[::1]"),
        ] {
            assert!(may_be_followed(protocol, hostname), "{protocol} {hostname}");
        }
        for (protocol, hostname) in [
            ("http:", "pay.example"),
            ("http:", "127.evil.example"),
            ("http:", "127.0.0.evil"),
            ("http:", "localhost.evil.example"),
            ("https:", ""),
            ("javascript:", ""),
            ("data:", ""),
            ("file:", ""),
            ("blob:", "pay.example"),
        ] {
            assert!(!may_be_followed(protocol, hostname), "{protocol} {hostname}");
        }
    }
}
