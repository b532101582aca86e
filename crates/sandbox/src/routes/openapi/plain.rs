//! Descriptions come from the documentation of the types, whose links lead nowhere here.

use utoipa::openapi::{Components, RefOr, Schema};

/// Takes the links out of the descriptions.
pub(super) fn descriptions(components: &mut Components) {
    components.schemas.values_mut().for_each(schema);
}

fn schema(schema: &mut RefOr<Schema>) {
    match schema {
        RefOr::Ref(reference) => reference.description = without_links(&reference.description),
        RefOr::T(Schema::Object(object)) => {
            text(&mut object.description);
            object.properties.values_mut().for_each(self::schema);
        }
        RefOr::T(Schema::Array(array)) => text(&mut array.description),
        RefOr::T(Schema::OneOf(either)) => {
            text(&mut either.description);
            either.items.iter_mut().for_each(self::schema);
        }
        RefOr::T(_) => {}
    }
}

fn text(description: &mut Option<String>) {
    if let Some(description) = description {
        *description = without_links(description);
    }
}

/// Keeps what a link says and drops where it leads, and examples in code.
fn without_links(text: &str) -> String {
    let mut rest = text.split("```").next().unwrap_or_default();
    let mut plain = String::with_capacity(rest.len());
    while let Some((before, after)) = rest.split_once('[') {
        plain.push_str(before);
        let Some((said, after)) = after.split_once(']') else {
            plain.push('[');
            rest = after;
            continue;
        };
        plain.push_str(said);
        let target = after.strip_prefix('(').and_then(|target| target.split_once(')'));
        rest = target.map_or(after, |(_, after)| after);
    }
    plain.push_str(rest);
    plain.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::without_links;

    #[test]
    fn links_leave_their_words() {
        assert_eq!(
            without_links("How far; usually [`Status::Processing`]."),
            "How far; usually `Status::Processing`."
        );
        assert_eq!(without_links("See [`url`](RefillStarted::url) there."), "See `url` there.");
        assert_eq!(without_links("One.\n\n```\ncode\n```"), "One.");
        assert_eq!(without_links("plain"), "plain");
    }
}
