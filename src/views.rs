//! Named views: lists of a filter, an order and columns, under a name that a person gave them. They are the part of an
//! address behind its question mark, so that each can be handed on as a link, or all of them as a file.
//!
//! What comes from a file is taken for what it is: names are text, and of an address only what the list itself has
//! names for is kept. Nothing in a view is a secret.

use serde_json::{Value, json};

use crate::paths::{query_pairs, query_string};

/// Longer names are cut.
const LONGEST_NAME: usize = 60;
const LONGEST_QUERY: usize = 8_000;
/// More are not kept for one list.
const MOST: usize = 50;
const FORMAT: &str = "purser-views";

/// A list under a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    pub name: String,
    /// Filters, order, columns; no page.
    pub query: String,
}

/// What taking views from a file came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    pub added: usize,
    pub replaced: usize,
    pub left_out: usize,
}

/// A name as it is kept: one line, not too long; `None` for one that is none.
pub fn name(text: &str) -> Option<String> {
    let plain: String = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    let name: String =
        plain.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(LONGEST_NAME).collect();
    (!name.is_empty()).then_some(name)
}

/// What a view keeps of the pairs of an address: those with a name that the list knows, in one order, so that the same
/// list is the same text.
pub fn query(pairs: &[(String, String)], known: &[&str]) -> String {
    let mut kept: Vec<&(String, String)> =
        pairs.iter().filter(|(name, value)| known.contains(&name.as_str()) && !value.is_empty()).collect();
    kept.sort();
    kept.dedup_by(|later, earlier| later.0 == earlier.0);
    query_string(kept.into_iter().map(|(name, value)| (name, value)))
}

/// Reads kept views, of one list.
pub fn read(text: &str, list: &str, known: &[&str]) -> Vec<View> {
    let mut views = Vec::new();
    take(&mut views, text, list, known);
    views
}

/// Takes the views of a list out of a file; `None` when it is no file of views.
pub fn take(views: &mut Vec<View>, text: &str, list: &str, known: &[&str]) -> Option<Taken> {
    let file: Value = serde_json::from_str(text).ok()?;
    if file["format"] != FORMAT {
        return None;
    }
    let mut taken = Taken::default();
    for entry in file["views"].as_array()? {
        let read = entry["name"]
            .as_str()
            .and_then(name)
            .zip(entry["query"].as_str())
            .filter(|(_, text)| entry["list"] == list && text.len() <= LONGEST_QUERY);
        let Some((name, text)) = read else {
            taken.left_out += 1;
            continue;
        };
        let view = View { name, query: query(&query_pairs(text), known) };
        match put(views, view) {
            Some(true) => taken.replaced += 1,
            Some(false) => taken.added += 1,
            None => taken.left_out += 1,
        }
    }
    Some(taken)
}

/// Adds a view or replaces the one of its name; `None` when there is no room.
pub fn put(views: &mut Vec<View>, view: View) -> Option<bool> {
    if let Some(known) = views.iter_mut().find(|known| known.name == view.name) {
        known.query = view.query;
        return Some(true);
    }
    (views.len() < MOST).then(|| {
        views.push(view);
        false
    })
}

/// Views as a file, and as they are kept.
pub fn write(views: &[View], list: &str) -> String {
    let views: Vec<Value> =
        views.iter().map(|view| json!({ "list": list, "name": view.name, "query": view.query })).collect();
    json!({ "format": FORMAT, "views": views }).to_string()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::strange::{any_json, replaced};

    const KNOWN: &[&str] = &["status", "mode", "orderColumn", "columns"];

    fn view(name: &str, query: &str) -> View {
        View { name: name.to_owned(), query: query.to_owned() }
    }

    #[test]
    fn what_is_written_is_read_again_and_only_by_its_own_list() {
        let views = [view("Failed today", "mode=card&status=fail"), view("<b>\"x\"</b>", "")];
        let text = write(&views, "transactions");
        assert_eq!(read(&text, "transactions", KNOWN), views);
        assert_eq!(read(&text, "customers", KNOWN), []);
    }

    #[test]
    fn rule_10_of_an_address_only_known_names_are_kept() {
        let pairs = query_pairs("status=fail&apiKey=secret&page=4&columns=sum&mode=&status=success");
        assert_eq!(query(&pairs, KNOWN), "columns=sum&status=fail");
        let text = r#"{"format":"purser-views","views":[{"list":"t","name":" a\n\u0000b ","query":"?status=fail&token=x&__proto__=1"}]}"#;
        assert_eq!(read(text, "t", KNOWN), [view("a b", "status=fail")]);
    }

    #[test]
    fn a_file_adds_replaces_and_leaves_out() {
        let mut views = vec![view("A", "status=fail")];
        let text = r#"{"format":"purser-views","views":[
            {"list":"t","name":"A","query":"status=success"},{"list":"t","name":"B","query":""},
            {"list":"other","name":"C","query":""},{"list":"t","name":"","query":""},{"list":"t","name":"D"},7]}"#;
        assert_eq!(take(&mut views, text, "t", KNOWN), Some(Taken { added: 1, replaced: 1, left_out: 4 }));
        assert_eq!(views, [view("A", "status=success"), view("B", "")]);
        for text in ["", "[]", "{}", r#"{"format":"purser-views"}"#, r#"{"format":"other","views":[]}"#] {
            assert_eq!(take(&mut views, text, "t", KNOWN), None, "{text}");
        }
    }

    #[test]
    fn there_is_room_for_so_many() {
        let mut views = Vec::new();
        for number in 0..MOST {
            assert_eq!(put(&mut views, view(&number.to_string(), "")), Some(false));
        }
        assert_eq!(put(&mut views, view("one more", "")), None);
        assert_eq!(put(&mut views, view("7", "mode=card")), Some(true));
    }

    proptest! {
        #[test]
        fn any_file_is_taken_or_refused_and_any_name_is_one_line(text in any::<String>(), given in any::<String>()) {
            prop_assert!(read(&text, "t", KNOWN).is_empty());
            if let Some(name) = name(&given) {
                prop_assert!(name.chars().count() <= LONGEST_NAME && !name.contains(['\n', '\r', '\0']));
                let views = [View { name, query: String::new() }];
                prop_assert_eq!(read(&write(&views, "t"), "t", KNOWN), views);
            }
        }
    }

    const NAMES: &[&str] = &["format", "views", "list", "name", "query"];

    proptest! {
        #[test]
        fn rule_10_of_any_file_only_known_names_are_kept(
            names in prop::collection::vec(any::<String>(), 1..4),
            address in prop_oneof![any::<String>(), "[a-z=&%+?]{0,20}", "(status|mode|apiKey|columns)=[a-z%&=0-9]{0,9}(&(status|mode|apiKey)=[^&]{0,9}){0,3}"],
            place in 0..20_usize,
            other in any_json(NAMES),
            is_replaced in any::<bool>(),
        ) {
            let views: Vec<Value> = names.iter().map(|name| json!({ "list": "t", "name": name, "query": address })).collect();
            let file = json!({ "format": FORMAT, "views": views });
            let file = if is_replaced { replaced(file, place, &other) } else { file };
            let views = read(&file.to_string(), "t", KNOWN);
            for view in &views {
                let pairs = query_pairs(&view.query);
                prop_assert!(pairs.iter().all(|(name, value)| KNOWN.contains(&name.as_str()) && !value.is_empty()));
                prop_assert_eq!(query(&pairs, KNOWN), view.query.clone());
            }
            prop_assert_eq!(read(&write(&views, "t"), "t", KNOWN), views);
        }
    }
}
