//! The page as assistive technology sees it: the browser's own roles, names and states.

use serde_json::{Value, json};

use super::browser::Browser;

/// Parts of text and boxes without a meaning of their own; nobody looks for them.
const SILENT: [&str; 6] = ["none", "generic", "StaticText", "InlineTextBox", "LineBreak", "RootWebArea"];

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
        let mut line = format!("{} {:?}", self.role, self.name);
        if !self.value().is_empty() {
            line.push_str(&format!(" = {:?}", self.value()));
        }
        for state in ["focused", "disabled", "expanded", "checked", "selected", "pressed", "invalid", "busy"]
        {
            let value = self.state(state);
            if !value.is_empty() && value != "false" {
                line.push_str(&format!(" [{state}]"));
            }
        }
        line
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

/// The whole page, one line for everything that has a meaning.
pub async fn outline(browser: &Browser) -> String {
    let lines = match everything(browser).await {
        Ok(nodes) => nodes.iter().map(Node::describe).collect(),
        Err(reason) => vec![reason],
    };
    let more = lines.len().saturating_sub(OUTLINE_LINES);
    let mut text =
        lines.into_iter().take(OUTLINE_LINES).map(|line| format!("  {line}\n")).collect::<String>();
    if more > 0 {
        text.push_str(&format!("  and {more} more\n"));
    }
    text
}

/// What would take a key press now.
pub async fn focused(browser: &Browser) -> Result<Node, String> {
    let nodes = everything(browser).await?;
    nodes
        .into_iter()
        .find(|node| node.state("focused") == "true")
        .ok_or_else(|| "nothing has the focus".to_owned())
}

async fn everything(browser: &Browser) -> Result<Vec<Node>, String> {
    let tree = send(browser, "Accessibility.getFullAXTree", json!({})).await?;
    let mut nodes = nodes(&tree);
    nodes.retain(|node| !SILENT.contains(&node.role.as_str()));
    Ok(nodes)
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
