//! The page as assistive technology sees it: the browser's own roles, names and states.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::browser::Browser;

/// Boxes and pieces of text that nobody looks for.
const SILENT: [&str; 8] = [
    "none",
    "generic",
    "paragraph",
    "LabelText",
    "InlineTextBox",
    "LineBreak",
    "RootWebArea",
    "MenuListPopup",
];

/// What a line of the outline says of a thing beside its name.
const STATES: [&str; 8] =
    ["focused", "disabled", "expanded", "checked", "selected", "pressed", "invalid", "busy"];

/// How much of a page a message shows.
const OUTLINE_LINES: usize = 120;

/// Something on the page.
#[derive(Clone, Debug)]
pub struct Node {
    pub role: String,
    pub name: String,
    /// The document's own number for the element.
    pub element: Option<i64>,
    properties: Value,
    value: Value,
}

impl Node {
    fn read(raw: &Value) -> Option<Self> {
        let text = |part: &str| raw[part]["value"].as_str().unwrap_or_default();
        if raw["ignored"] == true {
            return None;
        }
        Some(Self {
            role: text("role").to_owned(),
            name: words(text("name")),
            element: raw["backendDOMNodeId"].as_i64(),
            properties: raw["properties"].clone(),
            value: raw["value"]["value"].clone(),
        })
    }

    /// A state such as `disabled`, `expanded`, `checked` or `focused`, as text; empty if it has none.
    pub fn state(&self, name: &str) -> String {
        let properties = self.properties.as_array().into_iter().flatten();
        let found = properties
            .filter(|property| property["name"] == name)
            .map(|property| &property["value"]["value"]);
        found.map(plain).next().unwrap_or_default()
    }

    pub fn value(&self) -> String {
        plain(&self.value)
    }

    /// As it stands in messages: role, name, and what is special about it.
    pub fn describe(&self) -> String {
        let what = match self.role.as_str() {
            "StaticText" => format!("{:?}", self.name),
            role if self.name.is_empty() => role.to_owned(),
            role => format!("{role} {:?}", self.name),
        };
        let value = Some(self.value()).filter(|value| !value.is_empty()).map(|value| format!("= {value:?}"));
        let states = STATES.iter().filter(|state| !matches!(self.state(state).as_str(), "" | "false"));
        let parts = [what].into_iter().chain(value).chain(states.map(|state| format!("[{state}]")));
        parts.collect::<Vec<_>>().join(" ")
    }
}

/// Everything below an element, or the whole page.
pub async fn with_role(browser: &Browser, below: Option<i64>, role: &str) -> Result<Vec<Node>, String> {
    let below = match below {
        Some(element) => element,
        None => document(browser).await?,
    };
    let found =
        send(browser, "Accessibility.queryAXTree", json!({ "backendNodeId": below, "role": role })).await?;
    Ok(nodes(&found))
}

/// The whole page in its order, one line for everything that has a meaning.
pub async fn outline(browser: &Browser) -> String {
    let lines = match send(browser, "Accessibility.getFullAXTree", json!({})).await {
        Ok(tree) => Outline::of(&tree).lines,
        Err(reason) => vec![reason],
    };
    let more = lines.len().saturating_sub(OUTLINE_LINES);
    let last = (more > 0).then(|| format!("and {more} more"));
    lines.into_iter().take(OUTLINE_LINES).chain(last).collect::<Vec<_>>().join("\n")
}

/// What would take a key press now.
pub async fn focused(browser: &Browser) -> Result<Node, String> {
    let tree = send(browser, "Accessibility.getFullAXTree", json!({})).await?;
    let has_focus = |node: &Node| node.role != "RootWebArea" && node.state("focused") == "true";
    nodes(&tree).into_iter().find(has_focus).ok_or_else(|| "nothing has the focus".to_owned())
}

struct Outline<'a> {
    raw: HashMap<&'a str, &'a Value>,
    lines: Vec<String>,
}

impl<'a> Outline<'a> {
    fn of(tree: &'a Value) -> Self {
        let nodes = || tree["nodes"].as_array().into_iter().flatten();
        let raw = nodes().filter_map(|raw| Some((raw["nodeId"].as_str()?, raw))).collect();
        let mut outline = Self { raw, lines: Vec::new() };
        if let Some(root) = nodes().next() {
            outline.add(root, 0);
        }
        outline
    }

    fn add(&mut self, raw: &'a Value, depth: usize) {
        let node = Node::read(raw).filter(|node| !SILENT.contains(&node.role.as_str()));
        let depth = match node {
            None => depth,
            Some(node) => {
                self.lines.push(format!("{:1$}{2}", "", depth * 2, node.describe()));
                // The text inside of a name would only say it again.
                if raw["childIds"].as_array().is_some_and(|children| self.is_text_of(&node, children)) {
                    return;
                }
                depth + 1
            }
        };
        for child in raw["childIds"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            if let Some(child) = self.raw.get(child).copied() {
                self.add(child, depth);
            }
        }
    }

    fn is_text_of(&self, node: &Node, children: &[Value]) -> bool {
        let child = |id: &Value| self.raw.get(id.as_str()?).copied().and_then(Node::read);
        matches!(children, [only] if child(only).is_some_and(|text| text.role == "StaticText" && text.name == node.name))
    }
}

async fn document(browser: &Browser) -> Result<i64, String> {
    let document = send(browser, "DOM.getDocument", json!({ "depth": 0 })).await?;
    document["root"]["backendNodeId"].as_i64().ok_or_else(|| "there is no document".to_owned())
}

async fn send(browser: &Browser, method: &str, parameters: Value) -> Result<Value, String> {
    browser.driver.cdp().send_raw(method, parameters).await.map_err(|error| error.to_string())
}

fn nodes(tree: &Value) -> Vec<Node> {
    tree["nodes"].as_array().into_iter().flatten().filter_map(Node::read).collect()
}

fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// Text with its white space evened out.
pub fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
