//! Secrets that a test knows, looked for wherever a page may leave something: as they are, and in the forms that secrets
//! take when they are passed on.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::panic::Location;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::page::Page;
use super::proxy::Proxy;

/// Shorter ones are digits that stand in many a text by chance: they count only where they stand alone.
const TELLING: usize = 8;
/// Three or four digits stand alone in many a program and drawing: they are looked for where things are kept.
const SHORT: usize = 6;
const FULL_OF_DIGITS: [&str; 4] = ["the document", "Cache Storage", "the console", "the server's log"];

const STANDARD: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const FOR_ADDRESSES: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Everything that outlives a moment, by where it is. The token that a tab may keep is taken out of `sessionStorage`.
const PLACES: &str = r"
    const done = arguments[arguments.length - 1];
    const text = value => {
        if (value instanceof ArrayBuffer) value = new Uint8Array(value);
        if (ArrayBuffer.isView(value)) return String.fromCharCode(...new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
        if (value instanceof Map || value instanceof Set) value = [...value];
        if (value && typeof value === 'object') return Object.entries(value).map(([name, value]) => `${name}: ${text(value)}`).join('\n');
        return String(value);
    };
    const wait = request => new Promise((found, failed) => { request.onsuccess = () => found(request.result); request.onerror = () => failed(request.error); });
    const databases = async () => {
        const all = [];
        for (const { name } of await indexedDB.databases()) {
            const database = await wait(indexedDB.open(name));
            for (const store of database.objectStoreNames) {
                const opened = database.transaction(store).objectStore(store);
                all.push(name, store, text(await wait(opened.getAllKeys())), text(await wait(opened.getAll())));
            }
            database.close();
        }
        return all.join('\n');
    };
    const kept = async () => {
        const all = [];
        for (const name of await caches.keys()) {
            const cache = await caches.open(name);
            for (const request of await cache.keys()) {
                const answer = await cache.match(request);
                all.push(name, request.url, [...request.headers], [...answer.headers]);
                if (!/wasm|image|font/.test(answer.headers.get('content-type') ?? '')) all.push(await answer.text());
            }
        }
        return all.join('\n');
    };
    const session = Object.entries(sessionStorage).map(([name, value]) => {
        try {
            const said = JSON.parse(value);
            if (/^purser\.(wallet|crypto)$/.test(name)) delete said.accessToken;
            return `${name}: ${JSON.stringify(said)}`;
        } catch { return `${name}: ${value}`; }
    });
    const fields = [...document.querySelectorAll('input, textarea, select, output')].map(field => field.value);
    (async () => done({
        localStorage: text({ ...localStorage }),
        sessionStorage: session.join('\n'),
        IndexedDB: await databases(),
        'Cache Storage': self.caches ? await kept() : '',
        cookies: document.cookie,
        location: location.href,
        'the history': text([history.state, window.navigation?.entries().map(entry => [entry.url, entry.getState()])]),
        'the title': document.title,
        'window.name': window.name,
        'the document': document.documentElement.outerHTML,
        'a field': fields.join('\n'),
        'a request': performance.getEntries().map(entry => entry.name).join('\n'),
        'a message to other tabs': (window.told ?? []).join('\n'),
    }))().catch(error => done({ error: String(error) }));
";

/// Messages between tabs are kept to be looked through.
pub const LISTEN: &str = "window.told = []; for (const channel of [BroadcastChannel, MessagePort]) {
    const post = channel.prototype.postMessage;
    channel.prototype.postMessage = function (message, ...more) { told.push(JSON.stringify(message)); return post.call(this, message, ...more); };
}";

#[derive(Clone, Debug)]
struct Secret {
    name: String,
    value: String,
    /// Whether it may be shown, as an address to send to is, and only not be kept.
    may_be_shown: bool,
}

/// What nobody may find, and where files and requests go that are looked through as well.
#[derive(Debug, Default)]
pub struct Secrets<'world> {
    all: Vec<Secret>,
    proxy: Option<&'world Proxy>,
    saved: Option<PathBuf>,
}

impl<'world> Secrets<'world> {
    pub fn seen_by(proxy: &'world Proxy) -> Self {
        Self { proxy: Some(proxy), ..Self::default() }
    }

    /// Files that are saved in this folder are looked through too.
    pub fn saved_in(&mut self, folder: &Path) {
        self.saved = Some(folder.to_owned());
    }

    /// From now on this may stand nowhere.
    pub fn know(&mut self, name: &str, value: &str) {
        self.add(name, value, false);
    }

    /// From now on this may be shown, and stand nowhere where it is kept.
    pub fn know_as_shown(&mut self, name: &str, value: &str) {
        self.add(name, value, true);
    }

    fn add(&mut self, name: &str, value: &str, may_be_shown: bool) {
        assert!(value.len() >= 3, "{name} is no secret: {value:?}");
        self.all.push(Secret { name: name.to_owned(), value: value.to_owned(), may_be_shown });
    }
}

/// Base64 of what stands behind so many bytes of something else, as far as it depends on the text alone.
fn base64(text: &str, before: usize, digits: &[u8; 64]) -> String {
    let bytes: Vec<u8> = std::iter::repeat_n(0, before).chain(text.bytes()).collect();
    let mut out = String::new();
    for bytes in bytes.chunks(3) {
        let places = bytes.iter().enumerate();
        let word = places.fold(0_u32, |word, (place, byte)| word | u32::from(*byte) << (16 - 8 * place));
        // The last digit of an unfinished group depends on what follows.
        let whole = bytes.len() * 8 / 6;
        out.extend((0..whole).map(|place| char::from(digits[(word >> (18 - 6 * place)) as usize & 63])));
    }
    out.split_off((before * 8).div_ceil(6))
}

fn each_byte(text: &str, write: impl Fn(&mut String, u8)) -> String {
    let mut out = String::new();
    text.bytes().for_each(|byte| write(&mut out, byte));
    out
}

/// A secret in all the forms in which it may be passed on, each with its name.
fn forms(value: &str) -> Vec<(String, String)> {
    let mut forms = vec![("as it is".to_owned(), value.to_owned())];
    if value.len() < TELLING {
        return forms;
    }
    for before in 0..3 {
        forms.push((format!("base64 behind {before} bytes"), base64(value, before, STANDARD)));
        forms.push((format!("base64url behind {before} bytes"), base64(value, before, FOR_ADDRESSES)));
    }
    let hex = each_byte(value, |out, byte| write!(out, "{byte:02x}").expect("a text"));
    forms.push(("hex".to_owned(), hex.to_uppercase()));
    forms.push(("hex".to_owned(), hex));
    let percent = each_byte(value, |out, byte| write!(out, "%{byte:02X}").expect("a text"));
    forms.push(("percent".to_owned(), percent.to_lowercase()));
    forms.push(("percent".to_owned(), percent));
    let address = |byte: u8, out: &mut String| match byte {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => out.push(char::from(byte)),
        _ => write!(out, "%{byte:02X}").expect("a text"),
    };
    let in_address = each_byte(value, |out, byte| address(byte, out));
    forms.push(("as a form sends it".to_owned(), in_address.replace("%20", "+")));
    forms.push(("in an address".to_owned(), in_address));
    let json = Value::from(value).to_string();
    forms.push(("JSON".to_owned(), json.trim_matches('"').to_owned()));
    forms.push(("HTML".to_owned(), value.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")));
    forms.push(("backwards".to_owned(), value.chars().rev().collect()));
    let mut known = BTreeSet::new();
    forms.retain(|(_, text)| known.insert(text.clone()));
    forms
}

fn stands_in(text: &str, form: &str) -> bool {
    let is_apart = |character: Option<char>| {
        !character.is_some_and(|character| character.is_ascii_alphanumeric() || ".,-".contains(character))
    };
    text.match_indices(form).any(|(at, _)| {
        form.len() >= TELLING
            || is_apart(text[..at].chars().next_back()) && is_apart(text[at + form.len()..].chars().next())
    })
}

/// A request as others may see it: its address and all headers but the one that carries a credential.
fn open_part(request: &str) -> String {
    let head = request.split("\r\n\r\n").next().unwrap_or_default();
    let is_open = |line: &&str| {
        let name = line.split(':').next().unwrap_or_default().to_ascii_lowercase();
        !["authorization", "x-api-key"].contains(&name.as_str())
    };
    head.lines().filter(is_open).collect::<Vec<_>>().join("\n")
}

impl Page {
    /// Where secrets were found: the place, the secret, its form.
    pub async fn leaks(&self, secrets: &Secrets<'_>) -> Vec<String> {
        let found = self.driver().execute_async(PLACES, Vec::new()).await.expect("the page answers");
        let found = found.json().clone();
        assert_eq!(found["error"], Value::Null, "the page is looked through");
        let mut places: Vec<(String, String)> = found
            .as_object()
            .into_iter()
            .flatten()
            .map(|(place, text)| (place.clone(), text.as_str().unwrap_or_default().to_owned()))
            .collect();
        places.push(("the console".to_owned(), self.browser().log().await.join("\n")));
        if let Some(proxy) = secrets.proxy {
            let asked = proxy.asked();
            let asked: Vec<String> = asked.iter().map(|request| open_part(&request.text())).collect();
            places.push(("the server's log".to_owned(), asked.join("\n")));
        }
        for entry in secrets.saved.iter().filter_map(|folder| fs::read_dir(folder).ok()).flatten().flatten() {
            let text = fs::read(entry.path()).unwrap_or_default();
            let name = entry.file_name().to_string_lossy().into_owned();
            places.push(("a file".to_owned(), format!("{name}\n{}", String::from_utf8_lossy(&text))));
        }
        let mut leaks = Vec::new();
        for secret in &secrets.all {
            for (form, text) in forms(&secret.value) {
                for (place, kept) in &places {
                    let is_shown = ["the document", "a field"].contains(&place.as_str());
                    let is_left_out = secret.may_be_shown && is_shown
                        || secret.value.len() < SHORT && FULL_OF_DIGITS.contains(&place.as_str());
                    if !is_left_out && stands_in(kept, &text) {
                        leaks.push(format!("{}, {form}, in {place}", secret.name));
                    }
                }
            }
        }
        leaks
    }

    /// Fails if a secret stands anywhere but in the one token that a tab may keep.
    #[track_caller]
    pub fn holds_no(&self, secrets: &Secrets<'_>) -> impl Future<Output = ()> {
        let caller = Location::caller();
        async move {
            let leaks = self.leaks(secrets).await;
            if !leaks.is_empty() {
                self.fail(caller, &format!("secrets are found:\n{}", leaks.join("\n"))).await;
            }
        }
    }
}
