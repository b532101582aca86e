//! `run`: console and sandbox on one port, from nothing to an address to open.

use std::net::TcpListener;
use std::sync::mpsc;

use anyhow::{Context as _, bail};
use serde_json::Value;

use crate::args::RunOptions;
use crate::console::{self, WasmOpt};
use crate::sandbox::{self, Event, Running};
use crate::{local_http, paths, setup};

pub(crate) fn run(options: &RunOptions) -> anyhow::Result<()> {
    refuse_taken_port(options.port)?;
    setup::install(setup::Scope::Run)?;
    let console = console::build(WasmOpt::IfPresent)?;
    let program = sandbox::build()?;
    let data = paths::data();
    if options.fresh && data.exists() {
        std::fs::remove_dir_all(&data).with_context(|| format!("{} cannot be emptied", data.display()))?;
    }

    let (events, inbox) = mpsc::channel();
    let stop = events.clone();
    ctrlc::set_handler(move || drop(stop.send(Event::Stop)))?;
    let mut sandbox = Running::start(&program, &data, &console, options.port, events)?;
    for event in inbox {
        match event {
            Event::Ready(address) => println!("{}", greeting(&address, demo(&address).as_ref())),
            Event::Ended => bail!("the sandbox has stopped ({}); what it says is above", sandbox.ended()),
            Event::Stop => break,
        }
    }
    if !sandbox.stop() {
        bail!("the sandbox did not stop in order");
    }
    println!("\nstopped");
    Ok(())
}

fn refuse_taken_port(port: u16) -> anyhow::Result<()> {
    match TcpListener::bind(("127.0.0.1", port)) {
        Ok(_) => Ok(()),
        Err(error) => bail!("port {port} cannot be used ({error}); choose another with --port"),
    }
}

fn demo(address: &str) -> Option<Value> {
    let answer = local_http::get(address, "/sandbox/demo");
    let demo = answer.and_then(|body| Ok(serde_json::from_str(&body)?));
    demo.inspect_err(|error| eprintln!("warning: the demo sign-ins are not known: {error:#}")).ok()
}

fn greeting(address: &str, demo: Option<&Value>) -> String {
    let mut lines = vec![String::new(), format!("Purser is at {address}"), String::new()];
    let first = |list: &str| demo.and_then(|demo| demo[list].get(0).cloned()).unwrap_or_default();
    let mut line = |label: &str, value: &Value| {
        if let Some(value) = value.as_str() {
            lines.push(format!("  {label:<17}{value}"));
        }
    };
    let (merchant, customer) = (first("merchants"), first("customers"));
    line("merchant", &merchant["name"]);
    line("  API key", &merchant["apiKey"]);
    line("customer", &customer["email"]);
    line("  authenticator", &customer["oauthUrl"]);
    lines.push("\nCtrl-C stops it.".to_owned());
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_greeting_names_the_first_of_each() {
        let demo = serde_json::json!({
            "merchants": [{"name": "Corner Shop", "apiKey": "key-1"}, {"name": "Other", "apiKey": "key-2"}],
            "customers": [{"email": "ada@example.org", "clientId": "1", "oauthUrl": "otpauth://totp/x"}],
        });
        let greeting = greeting("http://127.0.0.1:4455", Some(&demo));
        for part in ["http://127.0.0.1:4455", "Corner Shop", "key-1", "ada@example.org", "otpauth://totp/x"] {
            assert!(greeting.contains(part), "{part} is not in {greeting}");
        }
        assert!(!greeting.contains("key-2"));
    }

    #[test]
    fn the_greeting_does_without_a_demo() {
        assert!(greeting("http://127.0.0.1:1", None).contains("http://127.0.0.1:1"));
    }

    #[test]
    fn a_taken_port_is_one_sentence() {
        let taken = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
        let port = taken.local_addr().expect("an address").port();
        let error = refuse_taken_port(port).expect_err("taken").to_string();
        assert!(error.contains(&port.to_string()) && error.contains("--port"), "{error}");
    }
}
