//! Where requests go.

use std::collections::BTreeSet;

use purser_api::{
    Date, ENDPOINTS, Endpoints, Error, Method, Operation, Parts, System, Transport, centrapay,
    centrowallet::{
        Action, Caller, Mode, OrderDirection, PaymentAccountId, Status, TransactionId, TransactionKind,
        UserId,
        transaction::{self, TransactionFilter, TransactionOrder},
        user::{self, UserFilter, UserOrder},
    },
    ctk,
};

use crate::every_operation::all;

#[test]
fn the_table_has_all_55_operations_in_order_each_with_a_place_and_a_name_of_its_own() {
    assert_eq!(ENDPOINTS.len(), 55);
    let mut places = BTreeSet::new();
    let mut names = BTreeSet::new();
    for (index, endpoint) in ENDPOINTS.iter().enumerate() {
        assert_eq!(usize::from(endpoint.operation.number()), index + 1);
        assert_eq!(Operation::from_name(endpoint.name), Some(endpoint.operation));
        assert_eq!(endpoint.operation.endpoint(), endpoint);
        assert!(places.insert((endpoint.method, endpoint.path)), "{endpoint:?}");
        assert!(names.insert(endpoint.name), "{endpoint:?}");
        let base = match endpoint.operation.system() {
            _ if endpoint.operation == Operation::RefillWebhook => "{webhookUrl}",
            System::CentroWallet => "/api/v1/",
            System::Centrapay => "/api/wallets",
            System::Ctk => "/api/v3/",
        };
        assert!(endpoint.path.starts_with(base), "{endpoint:?}");
    }
}

#[test]
fn what_is_assumed_is_said_to_be() {
    let assumed: Vec<u8> = ENDPOINTS
        .iter()
        .filter(|endpoint| endpoint.assumed)
        .map(|endpoint| endpoint.operation.number())
        .collect();
    assert_eq!(assumed, [3, 4, 5, 6, 8, 13]);
}

#[test]
fn every_request_resolves_to_its_place() {
    for erased in all() {
        let Some(parts) = erased.parts else { continue };
        let (method, url) = Endpoints::default().resolve(&parts).unwrap();
        let endpoint = erased.operation.endpoint();
        assert_eq!(method, endpoint.method);
        assert!(!url.contains('{'), "{url}");
        let has_body = !matches!(method, Method::Get | Method::Head | Method::Delete);
        let may_lack_one = matches!(erased.operation, Operation::UserRestore | Operation::CtkCardIssue);
        assert_eq!(parts.body.is_some(), has_body && !may_lack_one, "{:?}", erased.operation);
    }
}

#[test]
fn all_eighteen_filters_of_transactions_are_sent() {
    let filter = TransactionFilter {
        limit: Some(50),
        page: Some(2),
        order_column: Some(TransactionOrder::ExpireDate),
        order_direction: Some(OrderDirection::Descending),
        payment_account_id: Some(PaymentAccountId(58)),
        kind: Some(TransactionKind::Income),
        payment_method: Some(String::from("card")),
        is_virtual: Some(false),
        action: Some(Action::Charge),
        mode: Some(Mode::Wallet),
        status: Some(Status::Success),
        descriptor: Some(String::from("a&b=c d")),
        merchant_order_id: Some(String::from("order/1")),
        date_from: Date::new(2024, 1, 2).ok(),
        date_to: Date::new(2024, 2, 29).ok(),
        only_with_expire_date: Some(true),
        last_transaction_id: Some(TransactionId(400)),
        id_list: vec![TransactionId(401), TransactionId(402)],
    };
    let request = transaction::list(Caller::merchant_for(UserId(35)), &filter);
    let (method, url) = Endpoints::default().resolve(request.parts()).unwrap();
    assert_eq!(method, Method::Get);
    assert_eq!(
        url,
        "/api/v1/transaction?clientId=35&limit=50&page=2&orderColumn=expire_date&orderDirection=desc\
         &paymentAccountId=58&type=income&paymentMethod=card&virtual=false&action=charge&mode=wallet&status=success\
         &descriptor=a%26b%3Dc%20d&merchantOrderId=order%2F1&dateFrom=2024-01-02&dateTo=2024-02-29\
         &onlyWithExpireDate=true&lastTransactionId=400&idList%5B%5D=401&idList%5B%5D=402"
    );
}

#[test]
fn all_ten_filters_of_users_are_sent() {
    let filter = UserFilter {
        email: Some(String::from("ann@")),
        external_user_id: Some(String::from("7")),
        is_activated: Some(true),
        is_blocked: Some(false),
        date_from: Date::new(2024, 1, 2).ok(),
        date_to: Date::new(2024, 1, 3).ok(),
        limit: Some(10),
        page: Some(1),
        order_column: Some(UserOrder::CreatedAt),
        order_direction: Some(OrderDirection::Ascending),
    };
    let (_, url) = Endpoints::default().resolve(user::list(&filter).parts()).unwrap();
    assert_eq!(
        url,
        "/api/v1/user?email=ann%40&externalUserId=7&isActivated=true&isBlocked=false&dateFrom=2024-01-02\
         &dateTo=2024-01-03&limit=10&page=1&orderColumn=created_at&orderDirection=ASC"
    );
}

#[test]
fn totals_of_an_interval_name_its_days() {
    use ctk::transaction::{TotalKind, TotalPeriod, TotalQuery, total};
    let query = TotalQuery {
        kind: Some(TotalKind::Receive),
        period: Some(TotalPeriod::Interval {
            start: Date::new(2018, 3, 1).unwrap(),
            end: Date::new(2018, 3, 31).unwrap(),
        }),
        ..Default::default()
    };
    let (_, url) = Endpoints::default().resolve(total(&query).parts()).unwrap();
    assert_eq!(
        url,
        "/api/v3/transaction/total?type=receive&period=interval&startDate=2018-03-01&endDate=2018-03-31"
    );
}

#[test]
fn page_keys_and_parameters_are_encoded() {
    let request = centrapay::transaction::list("W/1 ü", Some("a+b/c="));
    let endpoints = Endpoints::default().with_base(System::Centrapay, "https://service.example/");
    let (_, url) = endpoints.resolve(request.parts()).unwrap();
    assert_eq!(url, "https://service.example/api/wallets/W%2F1%20%C3%BC/transactions?pageKey=a%2Bb%2Fc%3D");
}

fn refused(endpoints: &Endpoints, parts: &Parts) {
    let error = endpoints.resolve(parts).unwrap_err();
    assert!(matches!(error, Error::Transport(Transport::BadUrl, _)), "{error:?}");
    assert!(!error.is_outcome_unknown());
}

#[test]
fn an_address_that_would_lead_elsewhere_is_not_built() {
    let plain = Endpoints::default();
    for id in ["", ".", ".."] {
        refused(&plain, ctk::exchange::status(id).parts());
    }
    let request = user::get(UserId(1));
    for base in [
        "javascript:alert(1)",
        "//evil.example",
        "https://good.example?x=",
        "https://good.example#",
        "ftp://x",
    ] {
        refused(&plain.clone().with_base(System::CentroWallet, base), request.parts());
    }
    for template in
        ["user/{id}", "/user", "//evil.example/{id}", "/user/{name}", "/user/{id", "/{id}/{other}"]
    {
        refused(&plain.clone().with_override(Operation::UserGet, Method::Get, template), request.parts());
    }
}

#[test]
fn requests_that_ask_the_same_are_equal() {
    let mine = transaction::list(Caller::Customer, &TransactionFilter::by_reference("a"));
    assert_eq!(mine, mine.clone());
    assert_ne!(mine, transaction::list(Caller::Customer, &TransactionFilter::by_reference("b")));
}
