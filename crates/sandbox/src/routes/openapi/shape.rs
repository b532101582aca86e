//! Schemas out of schemas: the wire has some things in other shapes than the types of the client.

use utoipa::PartialSchema;
use utoipa::openapi::schema::{AdditionalProperties, Array, ArrayBuilder, OneOfBuilder};
use utoipa::openapi::{Object, ObjectBuilder, Ref, RefOr, Schema, Type};

/// The schema of a type that is an object; without any fields where it is none.
pub(in crate::routes) fn of<T: PartialSchema>() -> Object {
    match T::schema() {
        RefOr::T(Schema::Object(object)) => object,
        _ => Object::default(),
    }
}

/// These fields of an object and no others.
pub(in crate::routes) fn only(mut object: Object, fields: &[&str]) -> Object {
    object.properties.retain(|name, _| fields.contains(&name.as_str()));
    object.required.retain(|name| fields.contains(&name.as_str()));
    object
}

/// With another schema for a field, or a field more.
pub(in crate::routes) fn with(mut object: Object, field: &str, schema: impl Into<RefOr<Schema>>) -> Object {
    object.properties.insert(field.to_owned(), schema.into());
    object
}

/// With another name for a field.
pub(in crate::routes) fn renamed(mut object: Object, from: &str, to: &str) -> Object {
    let properties = std::mem::take(&mut object.properties);
    object.properties = properties
        .into_iter()
        .map(|(name, schema)| (if name == from { to.into() } else { name }, schema))
        .collect();
    object
}

/// A list as the map of its places; an empty one is an empty list.
pub(in crate::routes) fn numbered(row: &str) -> RefOr<Schema> {
    let map = ObjectBuilder::new()
        .schema_type(Type::Object)
        .additional_properties(Some(AdditionalProperties::from(Ref::from_schema_name(row))))
        .min_properties(Some(1));
    let none: Array = ArrayBuilder::new().max_items(Some(0)).build();
    OneOfBuilder::new()
        .item(map)
        .item(none)
        .description(Some("The rows by their place: `{\"0\": …, \"1\": …}`; `[]` where there is none."))
        .into()
}

/// One of the words that are read from such a table.
pub(in crate::routes) fn words<T>(choices: &[(&str, T)]) -> Object {
    one_of(choices.iter().map(|(word, _)| *word))
}

/// One of these words.
pub(in crate::routes) fn one_of<'a>(words: impl IntoIterator<Item = &'a str>) -> Object {
    let words: Vec<&str> = words.into_iter().collect();
    ObjectBuilder::new().schema_type(Type::String).enum_values(Some(words)).build()
}

/// A whole number between two others.
pub(in crate::routes) fn whole(least: i64, most: i64) -> Object {
    ObjectBuilder::new().schema_type(Type::Integer).minimum(Some(least)).maximum(Some(most)).build()
}

/// True, or false, and never the other.
pub(in crate::routes) fn always(value: bool) -> Object {
    ObjectBuilder::new().schema_type(Type::Boolean).enum_values(Some([value])).build()
}

/// A text that is like an example.
pub(in crate::routes) fn text(pattern: &str, example: &str, description: &str) -> ObjectBuilder {
    let text = ObjectBuilder::new().schema_type(Type::String).pattern(Some(pattern));
    text.description(Some(description)).examples([example])
}

/// Declares types that stand for a schema, so that a field of a description can say what it is.
macro_rules! stands_for {
    ($($name:ident = $schema:expr;)+) => {
        $(
            pub(in crate::routes) struct $name;

            impl utoipa::PartialSchema for $name {
                fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
                    $schema.into()
                }
            }

            impl utoipa::ToSchema for $name {}
        )+
    };
}

pub(in crate::routes) use stands_for;
