//! Puts payloads into the true answers: each into a field of its kind, one row or one answer each.

use serde_json::{Value, json};

use super::values::{Kind, Payload};

fn is_time(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    digits >= 8 && (text.get(4..5) == Some("-") && text.get(7..8) == Some("-") || text.get(2..3) == Some("/"))
}

/// The fields of a thing by their pointers, each with its kind.
pub fn fields(thing: &Value) -> Vec<(String, Kind)> {
    fn walk(value: &Value, at: &str, found: &mut Vec<(String, Kind)>) {
        let name = at.rsplit('/').next().unwrap_or_default();
        let kind = match value {
            Value::Object(object) if object.contains_key("date") => Kind::Time,
            Value::Object(object) => {
                for (name, value) in object {
                    walk(value, &format!("{at}/{}", name.replace('~', "~0").replace('/', "~1")), found);
                }
                return;
            }
            Value::Array(_) | Value::Bool(_) => Kind::Odd,
            Value::Number(_) if name == "createdAt" => Kind::Time,
            Value::Number(_) => Kind::Number,
            Value::String(text) if is_time(text) => Kind::Time,
            Value::String(text) if text.parse::<f64>().is_ok() && !name.to_lowercase().ends_with("id") => {
                Kind::Number
            }
            Value::String(_) | Value::Null => Kind::Text,
        };
        found.push((at.to_owned(), kind));
    }
    let mut found = Vec::new();
    walk(thing, "", &mut found);
    found
}

/// The field that a payload goes into: one of its kind, another one each time.
fn field(fields: &[(String, Kind)], kind: Kind, turn: usize) -> &str {
    let fitting: Vec<&str> = fields
        .iter()
        .filter(|(_, found)| kind == Kind::Odd || *found == kind)
        .map(|(pointer, _)| pointer.as_str())
        .collect();
    match fitting.as_slice() {
        [] => &fields[turn % fields.len()].0,
        fitting => fitting[turn % fitting.len()],
    }
}

/// JSON with marks, and what is to be written in their place.
#[derive(Debug, Default)]
pub struct Marked(Vec<(String, String)>);

impl Marked {
    /// A value that will be written as this.
    pub fn mark(&mut self, raw: &str) -> Value {
        let mark = format!("@mark{}@", self.0.len());
        self.0.push((format!("\"{mark}\""), raw.to_owned()));
        json!(mark)
    }

    pub fn write(&self, value: &Value) -> String {
        let text = value.to_string();
        let mut out = String::with_capacity(text.len());
        let mut rest = text.as_str();
        for (mark, raw) in &self.0 {
            // The marks stand in the order in which rows were made, but not always: what is behind is found later.
            if let Some((before, after)) = rest.split_once(mark.as_str()) {
                out.push_str(before);
                out.push_str(raw);
                rest = after;
            }
        }
        out.push_str(rest);
        out
    }
}

/// One thing with one payload in it, as JSON.
pub fn one(answer: &Value, at: &str, payload: &Payload, turn: usize) -> Option<String> {
    let mut answer = answer.clone();
    let thing = answer.pointer_mut(at)?;
    let fields = fields(thing);
    let mut marked = Marked::default();
    *thing.pointer_mut(field(&fields, payload.kind, turn))? = marked.mark(&payload.raw);
    Some(marked.write(&answer))
}

/// A list with one row for each payload, as JSON; ids stay apart.
pub fn many(answer: &Value, at: &str, payloads: &[Payload], turn: usize) -> Option<String> {
    let mut answer = answer.clone();
    let rows = answer.pointer_mut(at)?;
    let first = match rows {
        Value::Array(rows) => rows.first()?.clone(),
        Value::Object(rows) => rows.values().next()?.clone(),
        _ => return None,
    };
    let fields = fields(&first);
    let mut marked = Marked::default();
    let made = payloads.iter().enumerate().map(|(number, payload)| {
        let mut row = first.clone();
        match row.get_mut("id") {
            Some(Value::Number(id)) => *id = (700_000 + number).into(),
            Some(id) => *id = json!(format!("row{number}")),
            None => {}
        }
        if let Some(value) = row.pointer_mut(field(&fields, payload.kind, number + turn)) {
            *value = marked.mark(&payload.raw);
        }
        row
    });
    *rows = made.collect();
    Some(marked.write(&answer))
}
