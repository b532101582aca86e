//! Killed a hundred times under load: what was acknowledged is there, and nothing is there twice.

use std::collections::HashMap;
use std::process::Output;
use std::sync::mpsc::{Receiver, channel};
use std::thread::JoinHandle;

use crate::harness::new_database;
use crate::program::{Data, Place, Server, ask, program, said};
use serde_json::{Value, json};

const KILLS: u32 = 100;

const WORKERS: usize = 4;

/// Acknowledgements between two kills.
const BETWEEN: usize = 8;

/// The references of a worker: it goes on only from one that was acknowledged.
#[derive(Debug, Clone)]
struct Worker {
    number: usize,
    next: u64,
}

impl Worker {
    fn reference(&self) -> String {
        format!("load-{}-{}", self.number, self.next)
    }
}

/// Whom the load tops up.
#[derive(Debug, Clone)]
struct Customer {
    key: String,
    id: Value,
    path: String,
}

/// Tops up until the server is gone; a reference whose outcome is not known is sent again the next time.
fn work(
    mut worker: Worker,
    address: String,
    customer: Customer,
    acknowledged: std::sync::mpsc::Sender<(String, Value)>,
) -> JoinHandle<Worker> {
    std::thread::spawn(move || {
        loop {
            let reference = worker.reference();
            let body = json!({ "clientId": customer.id, "amount": 0.01, "merchantOrderId": reference });
            let Some(answer) = ask(&address, "POST", &customer.path, &customer.key, &body.to_string()) else {
                return worker;
            };
            let _ = acknowledged.send((reference, answer["id"].clone()));
            worker.next += 1;
        }
    })
}

fn run(command: &str, place: &Place<'_>, arguments: &[&str]) -> Output {
    program().arg(command).args(place.arguments()).args(arguments).output().unwrap()
}

fn customer(address: &str) -> Customer {
    let demo = ask(address, "GET", "/sandbox/demo", "", "").unwrap();
    let key = demo["merchants"][0]["apiKey"].as_str().unwrap().to_owned();
    let id = demo["customers"][0]["clientId"].clone();
    let accounts = ask(address, "GET", &format!("/api/v1/payment-account?clientId={id}"), &key, "").unwrap();
    let path = format!("/api/v1/payment-account/{}/top-up", accounts[0]["id"]);
    Customer { key, id, path }
}

/// How often each reference of the load is there, and with which id.
fn found(address: &str, customer: &Customer) -> HashMap<String, Vec<Value>> {
    let mut found: HashMap<String, Vec<Value>> = HashMap::new();
    for page in 1.. {
        let path = format!("/api/v1/transaction?clientId={}&limit=1000&page={page}", customer.id);
        let list = ask(address, "GET", &path, &customer.key, "").unwrap();
        for row in list["data"].as_array().unwrap() {
            let reference = row["merchantOrderId"].as_str().unwrap_or_default();
            if reference.starts_with("load-") {
                found.entry(reference.to_owned()).or_default().push(row["id"].clone());
            }
        }
        if list["meta"]["lastPage"].as_u64() <= Some(page) {
            break;
        }
    }
    found
}

fn survives(place: &Place<'_>) {
    let seeded = run("seed", place, &["--customers", "4", "--transactions", "20"]);
    assert!(seeded.status.success(), "{}", said(&seeded.stderr));
    let mut workers: Vec<Worker> = (0..WORKERS).map(|number| Worker { number, next: 0 }).collect();
    let mut acknowledged: Vec<(String, Value)> = Vec::new();
    let mut load: Option<Customer> = None;
    for _ in 0..KILLS {
        let mut server = Server::start(place);
        let customer = load.get_or_insert_with(|| customer(&server.address)).clone();
        let (sender, receiver): (_, Receiver<(String, Value)>) = channel();
        let threads: Vec<JoinHandle<Worker>> = workers
            .drain(..)
            .map(|worker| work(worker, server.address.clone(), customer.clone(), sender.clone()))
            .collect();
        drop(sender);
        acknowledged.extend(receiver.iter().take(BETWEEN));
        server.signal("-KILL");
        workers.extend(threads.into_iter().map(|thread| thread.join().unwrap()));
        acknowledged.extend(receiver.iter());
    }
    let server = Server::start(place);
    let customer = load.unwrap();
    let found = found(&server.address, &customer);
    for (reference, id) in &acknowledged {
        assert_eq!(found.get(reference).map(Vec::as_slice), Some(&[id.clone()][..]), "{reference}");
    }
    assert!(found.values().all(|ids| ids.len() == 1), "nothing twice");
    assert!(found.len() <= acknowledged.len() + WORKERS, "nothing that nobody asked for");
    assert!(acknowledged.len() >= BETWEEN * usize::try_from(KILLS).unwrap());
    drop(server);
    let proof = run("verify", place, &[]);
    assert!(proof.status.success(), "{}", said(&proof.stderr));
}

#[test]
fn rule_21_what_was_acknowledged_survives_a_hundred_kills_under_load() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    if let Some(address) = runtime.block_on(new_database()) {
        survives(&Place::Database(&address));
    } else {
        let data = Data::new();
        survives(&Place::Data(&data.0));
    }
}
