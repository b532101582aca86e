//! Something on the page, told by its role and name as a person would tell it. It is looked for
//! anew each time, waited for, and must be the only one of its kind.

use std::panic::Location;

use image::DynamicImage;
use thirtyfour::WebElement;
use thirtyfour::error::WebDriverResult;

use super::accessibility::{self, Node, words};
use super::page::Page;
use super::qr;
use super::wait::{PATIENCE, until};

/// What a person fills in.
pub const FIELDS: &[&str] = &[
    "textbox",
    "searchbox",
    "spinbutton",
    "combobox",
    "DateTime",
    "checkbox",
    "radio",
    "switch",
    "slider",
    "Date",
    "listbox",
];

pub(super) const MIDDLE: &str = "arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })";

#[derive(Clone, Debug)]
pub struct Locator<'page> {
    pub(super) page: &'page Page,
    roles: &'static [&'static str],
    name: Option<String>,
    within: Option<Box<Locator<'page>>>,
    containing: Option<String>,
}

impl<'page> Locator<'page> {
    pub fn new(page: &'page Page, roles: &'static [&'static str], name: Option<&str>) -> Self {
        Self { page, roles, name: name.map(words), within: None, containing: None }
    }

    /// Only what stands inside of another thing.
    pub fn within(mut self, outer: &Self) -> Self {
        self.within = Some(Box::new(outer.clone()));
        self
    }

    /// Only what has this text inside; for rows and items of lists, which have no name.
    pub fn containing(mut self, text: &str) -> Self {
        self.containing = Some(words(text));
        self
    }

    /// Waits until it is there.
    #[track_caller]
    pub fn shown(&self) -> impl Future<Output = ()> {
        let caller = Location::caller();
        async move { drop(self.wait_for_node(caller, |_| Ok(())).await) }
    }

    /// Waits until there is at least one of it.
    #[track_caller]
    pub fn found(&self) -> impl Future<Output = ()> {
        let caller = Location::caller();
        async move {
            let attempt = async || match self.nodes().await?.len() {
                0 => Err(format!("there is no {self}")),
                _ => Ok(()),
            };
            self.finish(caller, until(PATIENCE, attempt).await).await;
        }
    }

    /// Waits until none of it is there.
    #[track_caller]
    pub fn gone(&self) -> impl Future<Output = ()> {
        let caller = Location::caller();
        async move {
            let attempt = async || match self.nodes().await?.len() {
                0 => Ok(()),
                count => Err(format!("{self} is still there ({count})")),
            };
            self.finish(caller, until(PATIENCE, attempt).await).await;
        }
    }

    /// The same for what takes longer than a person looks at other things.
    #[track_caller]
    pub fn gone_at_last(&self) -> impl Future<Output = ()> {
        let caller = Location::caller();
        async move {
            let attempt = async || match self.nodes().await?.len() {
                0 => Ok(()),
                count => Err(format!("{self} is still there ({count})")),
            };
            self.finish(caller, until(PATIENCE * 10, attempt).await).await;
        }
    }

    /// How many of it there are now, without waiting.
    pub async fn count(&self) -> usize {
        self.nodes().await.map_or(0, |nodes| nodes.len())
    }

    /// The names of all of it, in the order of the page, without waiting.
    pub async fn names(&self) -> Vec<String> {
        self.nodes().await.unwrap_or_default().into_iter().map(|node| node.name).collect()
    }

    /// The text on it, white space evened out.
    #[track_caller]
    pub fn text(&self) -> impl Future<Output = String> {
        let caller = Location::caller();
        async move { words(&self.act(caller, async |element| element.text().await).await) }
    }

    /// What a field holds.
    #[track_caller]
    pub fn value(&self) -> impl Future<Output = String> {
        let caller = Location::caller();
        async move {
            let value = self.act(caller, async |element| element.prop("value").await).await;
            value.unwrap_or_default()
        }
    }

    /// An attribute, such as `href`.
    #[track_caller]
    pub fn attribute(&self, name: &str) -> impl Future<Output = Option<String>> {
        let caller = Location::caller();
        async move { self.act(caller, async |element| element.attr(name.to_owned()).await).await }
    }

    /// A state now: `disabled`, `checked`, `expanded`, `focused`, `invalid` …; empty if it has none.
    #[track_caller]
    pub fn state(&self, name: &str) -> impl Future<Output = String> {
        let caller = Location::caller();
        async move { self.wait_for_node(caller, |_| Ok(())).await.state(name) }
    }

    /// Waits until a state has this value (`"true"`, `"false"`, `"mixed"`; `""` for none).
    #[track_caller]
    pub fn has_state(&self, name: &str, value: &str) -> impl Future<Output = ()> {
        let caller = Location::caller();
        async move {
            let check = |node: &Node| match node.state(name) {
                state if state == value => Ok(()),
                state => Err(format!("{self} is {name} {state:?}, not {value:?}")),
            };
            self.wait_for_node(caller, check).await;
        }
    }

    /// Waits until the text on it contains this.
    #[track_caller]
    pub fn has_text(&self, text: &str) -> impl Future<Output = ()> {
        let caller = Location::caller();
        async move {
            let attempt = async || {
                let shown = self.try_act(async |element| element.text().await).await?;
                let shown = words(&shown);
                shown
                    .contains(text)
                    .then_some(())
                    .ok_or_else(|| format!("{self} says {shown:?}, not {text:?}"))
            };
            self.finish(caller, until(PATIENCE, attempt).await).await;
        }
    }

    /// Its pixels.
    #[track_caller]
    pub fn picture(&self) -> impl Future<Output = DynamicImage> {
        let caller = Location::caller();
        async move {
            let png = self.act(caller, async |element| self.photograph(element).await).await;
            image::load_from_memory(&png).expect("a picture")
        }
    }

    /// The text of the QR code in its pixels.
    #[track_caller]
    pub fn read_qr(&self) -> impl Future<Output = String> {
        let caller = Location::caller();
        async move {
            let attempt =
                async || qr::read(&self.try_act(async |element| self.photograph(element).await).await?);
            self.finish(caller, until(PATIENCE, attempt).await).await
        }
    }

    /// From the middle of the window, where no bar lies over it.
    async fn photograph(&self, element: WebElement) -> WebDriverResult<Vec<u8>> {
        self.page.driver().execute(MIDDLE, vec![element.to_json()?]).await?;
        element.screenshot_as_png().await
    }

    pub(super) async fn act<T>(
        &self,
        caller: &Location<'_>,
        action: impl AsyncFn(WebElement) -> WebDriverResult<T>,
    ) -> T {
        let outcome = until(PATIENCE, async || self.try_act(&action).await).await;
        self.finish(caller, outcome).await
    }

    async fn try_act<T>(&self, action: impl AsyncFn(WebElement) -> WebDriverResult<T>) -> Result<T, String> {
        let node = self.only(self.nodes().await?)?;
        let element = node.element.ok_or_else(|| format!("{self} is not an element"))?;
        let element = self.page.element(element).await?;
        action(element).await.map_err(|error| format!("{self}: {error}"))
    }

    async fn wait_for_node(
        &self,
        caller: &Location<'_>,
        check: impl Fn(&Node) -> Result<(), String>,
    ) -> Node {
        let attempt = async || {
            let node = self.only(self.nodes().await?)?;
            check(&node).map(|()| node)
        };
        self.finish(caller, until(PATIENCE, attempt).await).await
    }

    fn only(&self, mut nodes: Vec<Node>) -> Result<Node, String> {
        match (nodes.pop(), nodes.len()) {
            (Some(node), 0) => Ok(node),
            (None, _) => Err(format!("there is no {self}")),
            (Some(_), others) => Err(format!("there are {} of {self}; say within what", others + 1)),
        }
    }

    async fn nodes(&self) -> Result<Vec<Node>, String> {
        let below = match &self.within {
            None => None,
            Some(outer) => outer.only(Box::pin(outer.nodes()).await?)?.element,
        };
        let mut nodes = Vec::new();
        for role in self.roles {
            nodes.extend(accessibility::with_role(self.page.browser(), below, role).await?);
        }
        nodes.retain(|node| self.name.as_ref().is_none_or(|name| *name == node.name));
        let Some(text) = &self.containing else { return Ok(nodes) };
        let mut containing = Vec::new();
        for node in nodes {
            let inside = match node.element {
                Some(element) => self.page.text_of(element).await?,
                None => String::new(),
            };
            if inside.contains(text) {
                containing.push(node);
            }
        }
        Ok(containing)
    }

    async fn finish<T>(&self, caller: &Location<'_>, outcome: Result<T, String>) -> T {
        match outcome {
            Ok(answer) => answer,
            Err(reason) => self.page.fail(caller, &reason).await,
        }
    }
}

impl std::fmt::Display for Locator<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let kind =
            if self.roles == FIELDS { "field" } else { self.roles.first().copied().unwrap_or("thing") };
        write!(formatter, "{kind}")?;
        if let Some(name) = &self.name {
            write!(formatter, " {name:?}")?;
        }
        if let Some(text) = &self.containing {
            write!(formatter, " containing {text:?}")?;
        }
        match &self.within {
            Some(outer) => write!(formatter, " within {outer}"),
            None => Ok(()),
        }
    }
}
