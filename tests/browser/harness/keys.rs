//! Keys by the names that a person knows them by.

use thirtyfour::Key;

/// `Control+k` is the keys to hold, then the one to press.
pub fn combination(keys: &str) -> (Vec<Key>, char) {
    let mut names: Vec<&str> = keys.split('+').collect();
    let last = names.pop().unwrap_or_default();
    let held =
        names.into_iter().map(|name| named(name).unwrap_or_else(|| panic!("there is no key {name:?}")));
    (held.collect(), press(last))
}

fn press(name: &str) -> char {
    let mut letters = name.chars();
    match (named(name), letters.next(), letters.next()) {
        (Some(key), ..) => key.into(),
        (None, Some(letter), None) => letter,
        _ => panic!("there is no key {name:?}"),
    }
}

fn named(name: &str) -> Option<Key> {
    Some(match name {
        "Control" => Key::Control,
        "Shift" => Key::Shift,
        "Alt" => Key::Alt,
        "Meta" => Key::Meta,
        "Enter" => Key::Enter,
        "Escape" => Key::Escape,
        "Tab" => Key::Tab,
        "Space" => Key::Space,
        "Backspace" => Key::Backspace,
        "Delete" => Key::Delete,
        "Home" => Key::Home,
        "End" => Key::End,
        "PageUp" => Key::PageUp,
        "PageDown" => Key::PageDown,
        "Up" => Key::Up,
        "Down" => Key::Down,
        "Left" => Key::Left,
        "Right" => Key::Right,
        _ => return None,
    })
}
