//! From a request to a method and an address.

use crate::{
    error::{Error, Transport},
    operation::{Method, Operation, System},
    percent,
    request::Parts,
};

/// Where the systems are: a base address for each, and replacements for single operations.
///
/// By default all three are at the origin the page came from.
///
/// ```
/// use purser_api::{Endpoints, Method, Operation, System, centrowallet::{user, UserId}};
///
/// let request = user::get(UserId(7));
/// let (method, url) = Endpoints::default().resolve(request.parts())?;
/// assert_eq!((method, url.as_str()), (Method::Get, "/api/v1/user/7"));
///
/// let endpoints = Endpoints::default()
///     .with_base(System::CentroWallet, "https://wallet.example")
///     .with_override(Operation::UserGet, Method::Get, "/api/v1/users/{id}/card");
/// assert_eq!(endpoints.resolve(request.parts())?.1, "https://wallet.example/api/v1/users/7/card");
/// # Ok::<(), purser_api::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Endpoints {
    bases: Vec<(System, String)>,
    overrides: Vec<(Operation, Method, String)>,
}

impl Endpoints {
    /// Puts a system at a base address: `https://wallet.example`, or empty for the page's own origin.
    #[must_use]
    pub fn with_base(mut self, system: System, url: &str) -> Self {
        self.bases.retain(|(other, _)| *other != system);
        self.bases.push((system, url.trim_end_matches('/').to_owned()));
        self
    }

    /// Replaces one operation's method and path. The path has the same `{parameters}`.
    #[must_use]
    pub fn with_override(mut self, operation: Operation, method: Method, template: &str) -> Self {
        self.overrides.retain(|(other, _, _)| *other != operation);
        self.overrides.push((operation, method, template.to_owned()));
        self
    }

    /// The base address of a system, empty for the page's own origin.
    pub fn base(&self, system: System) -> &str {
        self.bases.iter().find(|(other, _)| *other == system).map_or("", |(_, base)| base)
    }

    /// The method and path template of an operation.
    pub fn template(&self, operation: Operation) -> (Method, &str) {
        let endpoint = operation.endpoint();
        self.overrides
            .iter()
            .find(|(other, _, _)| *other == operation)
            .map_or((endpoint.method, endpoint.path), |(_, method, template)| (*method, template))
    }

    /// The method and address of a request; parameters and query are percent-encoded.
    ///
    /// # Errors
    ///
    /// [`Transport::BadUrl`] when the base is not an http address, the path does not begin with a slash, a parameter is
    /// missing, left over, empty or a path of its own (`..`), or the operation is none that is sent from here.
    pub fn resolve(&self, parts: &Parts) -> Result<(Method, String), Error> {
        let (method, template) = self.template(parts.operation);
        let base = self.base(parts.operation.system());
        let is_http = base.starts_with("https://") || base.starts_with("http://");
        if !(base.is_empty() || is_http) || base.contains(['?', '#', '\\', ' ']) {
            return Err(bad("the base is not an http address"));
        }
        if !template.starts_with('/') || template.starts_with("//") || template.contains('\\') {
            return Err(bad("the path does not begin with one slash"));
        }
        let mut url = base.to_owned();
        fill(&mut url, template, &parts.params)?;
        let mut separator = if template.contains('?') { '&' } else { '?' };
        for (name, value) in &parts.query {
            url.push(separator);
            percent::encode_into(&mut url, name);
            url.push('=');
            percent::encode_into(&mut url, value);
            separator = '&';
        }
        Ok((method, url))
    }
}

fn fill(url: &mut String, template: &str, params: &[(&'static str, String)]) -> Result<(), Error> {
    let mut rest = template;
    let mut used = 0;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').ok_or_else(|| bad("the path has an open brace"))?;
        let value = params
            .iter()
            .find(|(other, _)| *other == name)
            .map(|(_, value)| value.as_str())
            .ok_or_else(|| bad("the path has a parameter that the request has not"))?;
        // Browsers take these two for steps in the path, also when they are encoded.
        if matches!(value, "" | "." | "..") {
            return Err(bad("a parameter of the path is empty or a path of its own"));
        }
        url.push_str(before);
        percent::encode_into(url, value);
        rest = after;
        used += 1;
    }
    if used < params.len() {
        return Err(bad("the path leaves out a parameter"));
    }
    url.push_str(rest);
    Ok(())
}

fn bad(detail: &str) -> Error {
    Error::transport(Transport::BadUrl, detail)
}
