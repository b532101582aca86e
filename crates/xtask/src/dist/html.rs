//! As much of HTML as a page built by trunk needs: opening tags and their attributes.

/// An opening tag and where it stands.
#[derive(Debug)]
pub(crate) struct Tag<'a> {
    pub(crate) name: &'a str,
    attributes: &'a str,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// A file that the browser loads because the page names it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Reference {
    pub(crate) path: String,
    /// The relation of a `link`, or `script`.
    pub(crate) kind: String,
}

impl<'a> Tag<'a> {
    pub(crate) fn attribute(&self, name: &str) -> Option<&'a str> {
        attributes(self.attributes).find(|(key, _)| *key == name).map(|(_, value)| value)
    }

    /// The path under the site's root of an address without scheme or host.
    pub(crate) fn local_path(&self, name: &str) -> Option<&'a str> {
        let address = self.attribute(name)?;
        let path = address.strip_prefix("./").or_else(|| address.strip_prefix('/')).unwrap_or(address);
        (!path.is_empty() && !path.starts_with('/') && !path.contains(':')).then_some(path)
    }
}

/// The opening tags of a page, in order; comments and the insides of scripts are skipped.
pub(crate) fn tags(page: &str) -> impl Iterator<Item = Tag<'_>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let start = from + page[from..].find('<')?;
            let rest = &page[start + 1..];
            if rest.starts_with("!--") {
                from = start + rest.find("-->").map_or(rest.len(), |end| end + 4).min(page.len() - start);
                continue;
            }
            let end = start + 1 + end_of_tag(rest)?;
            from = end;
            if !rest.starts_with(|first: char| first.is_ascii_alphabetic()) {
                continue;
            }
            let inside = page[start + 1..end - 1].trim_end_matches('/');
            let (name, attributes) = inside.split_once(char::is_whitespace).unwrap_or((inside, ""));
            if name == "script" {
                from = end + page[end..].find("</script").unwrap_or(0);
            }
            return Some(Tag { name, attributes, start, end });
        }
    })
}

/// What the browser loads before the program runs.
pub(crate) fn references(page: &str) -> impl Iterator<Item = Reference> {
    tags(page).filter_map(|tag| {
        let (path, kind) = match tag.name {
            "script" => (tag.local_path("src")?, "script"),
            "link" => (tag.local_path("href")?, tag.attribute("rel")?),
            _ => return None,
        };
        Some(Reference { path: path.to_owned(), kind: kind.to_owned() })
    })
}

fn end_of_tag(text: &str) -> Option<usize> {
    let mut quote = None;
    for (index, character) in text.char_indices() {
        match (quote, character) {
            (None, '>') => return Some(index + 1),
            (None, '"' | '\'') => quote = Some(character),
            (Some(open), _) if open == character => quote = None,
            _ => {}
        }
    }
    None
}

fn attributes(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start();
        if rest.is_empty() {
            return None;
        }
        let length = rest.find(|next: char| next == '=' || next.is_whitespace()).unwrap_or(rest.len());
        let (name, after) = rest.split_at(length.max(1));
        let Some(value) = after.trim_start().strip_prefix('=') else {
            rest = after;
            return Some((name, ""));
        };
        let value = value.trim_start();
        let quote = value.chars().next().filter(|first| matches!(first, '"' | '\''));
        let (value, after) = match quote {
            Some(quote) => value[1..].split_once(quote).unwrap_or((&value[1..], "")),
            None => value.split_at(value.find(char::is_whitespace).unwrap_or(value.len())),
        };
        rest = after;
        Some((name, value))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_read_however_they_are_quoted() {
        let page = r#"<link data-x rel = "preload" href='/a>b.js' as=fetch />"#;
        let tag = tags(page).next().expect("a tag");
        assert_eq!((tag.name, tag.start, tag.end), ("link", 0, page.len()));
        for (name, value) in [("data-x", ""), ("rel", "preload"), ("href", "/a>b.js"), ("as", "fetch")] {
            assert_eq!(tag.attribute(name), Some(value), "{name}");
        }
        assert_eq!(tag.attribute("rell"), None);
    }

    #[test]
    fn comments_scripts_and_closing_tags_hold_no_tags() {
        let page = "<!doctype html><!-- <a> --><p>1 &lt; 2</p><script>if (a<b) '<i>'</script><br>";
        let names: Vec<&str> = tags(page).map(|tag| tag.name).collect();
        assert_eq!(names, ["p", "script", "br"]);
    }

    #[test]
    fn a_page_cut_short_ends_quietly() {
        for page in ["<", "<!-- ", "<!--", "<p", "<p title=\"", "<script>"] {
            assert!(tags(page).count() <= 1, "{page}");
        }
    }

    #[test]
    fn only_addresses_of_this_site_are_references() {
        let page = r#"<script src="/a.js"></script><link rel="icon" href="./b.svg"><link rel="canonical"
            href="https://example.org/c"><link rel="dns-prefetch" href="//example.org"><img src="/d.png">"#;
        let found: Vec<(String, String)> =
            references(page).map(|reference| (reference.path, reference.kind)).collect();
        assert_eq!(found, [("a.js".into(), "script".into()), ("b.svg".into(), "icon".into())]);
    }
}
