//! Failures that are ordered beforehand, for requests that have no place for a word.

use serde_json::{Value, json};
use std::sync::{Mutex, PoisonError};

use super::Fault;

/// An order: the next `times` requests of that method and path fail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// None: any.
    pub method: Option<String>,
    /// Segments; `*` stands for any one, `**` at the end for any that follow.
    pub path: String,
    pub times: u32,
    pub fault: Fault,
    /// How the order was given.
    pub text: String,
}

/// The orders that have not been carried out, the oldest first.
#[derive(Debug, Default)]
pub struct Orders(Mutex<Vec<Order>>);

impl Orders {
    fn with<T>(&self, change: impl FnOnce(&mut Vec<Order>) -> T) -> T {
        // What somebody who panicked left is as good as before.
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Adds one.
    pub fn add(&self, order: Order) {
        self.with(|orders| orders.push(order));
    }

    /// Forgets all.
    pub fn clear(&self) {
        self.with(Vec::clear);
    }

    /// The failure of this request, if one was ordered, which is then carried out once more.
    pub fn take(&self, method: &str, path: &str) -> Option<Fault> {
        self.with(|orders| {
            let place = orders.iter().position(|order| order.fits(method, path))?;
            let order = &mut orders[place];
            order.times = order.times.saturating_sub(1);
            let fault = order.fault.clone();
            if order.times == 0 {
                orders.remove(place);
            }
            Some(fault)
        })
    }

    /// What is still to come.
    pub fn list(&self) -> Value {
        let said = |order: &Order| json!({ "method": order.method, "path": order.path, "times": order.times, "fault": order.text });
        self.with(|orders| orders.iter().map(said).collect())
    }
}

impl Order {
    fn fits(&self, method: &str, path: &str) -> bool {
        if self.method.as_deref().is_some_and(|own| !own.eq_ignore_ascii_case(method)) {
            return false;
        }
        let (mut own, mut asked) = (self.path.split('/'), path.split('/'));
        loop {
            match (own.next(), asked.next()) {
                (Some("**"), _) | (None, None) => return true,
                (Some("*"), Some(_)) => {}
                (Some(own), Some(asked)) if own == asked => {}
                _ => return false,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(method: Option<&str>, path: &str, times: u32) -> Order {
        let fault = Fault::parse("fault-html-502").unwrap();
        Order { method: method.map(str::to_owned), path: path.to_owned(), times, fault, text: String::new() }
    }

    #[test]
    fn an_order_is_carried_out_as_often_as_it_says() {
        let orders = Orders::default();
        orders.add(order(Some("post"), "/api/v1/payment-account/*/top-up", 2));
        let path = "/api/v1/payment-account/7/top-up";
        assert_eq!(orders.take("GET", path), None);
        assert_eq!(orders.take("POST", "/api/v1/payment-account/7"), None);
        assert!(orders.take("POST", path).is_some() && orders.take("POST", path).is_some());
        assert_eq!(orders.take("POST", path), None);
        orders.add(order(None, "/api/v3/**", 1));
        assert!(orders.take("PUT", "/api/v3/wallet/BTC").is_some());
        orders.add(order(None, "/api/v3/**", 1));
        orders.clear();
        assert_eq!(orders.take("PUT", "/api/v3/wallet/BTC"), None);
    }
}
