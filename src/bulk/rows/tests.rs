use proptest::prelude::*;

use super::*;
use crate::strange::changed;

fn only(kind: Kind, text: &str) -> Result<Asked, Vec<Wrong>> {
    let sheet = read(kind, text).unwrap();
    assert_eq!(sheet.rows.len(), 1, "{text}");
    sheet.rows.into_iter().next().unwrap().asked
}

fn wrong(kind: Kind, text: &str) -> Vec<String> {
    let wrong = only(kind, text).unwrap_err();
    wrong.iter().map(|wrong| messages::cell_wrong(wrong.column, &wrong.sentence)).collect()
}

#[test]
fn headings_may_stand_in_any_order_and_be_written_as_people_do() {
    let text =
        "Currency;AMOUNT;payment_account_id;e-mail;Note\r\nusd;\u{2212}2.50;#58;maia@example.org;x\r\n";
    let sheet = read(Kind::TopUp, text).unwrap();
    assert_eq!(sheet.unused, ["Note"]);
    let Ok(Asked::TopUp(top_up)) = &sheet.rows[0].asked else { panic!("{sheet:?}") };
    assert_eq!(top_up.account, PaymentAccountId(58));
    assert_eq!(top_up.amount.to_string(), "-2.50 USD");
    assert_eq!(top_up.who, Who { id: None, email: Some("maia@example.org".to_owned()) });
    assert_eq!(sheet.rows[0].line, 2);
}

#[test]
fn without_headings_the_order_says_what_a_cell_is() {
    let Ok(Asked::TopUp(top_up)) = only(Kind::TopUp, "58,35,25.00,USD,Welcome,INV-1,2027-01-31 23:59:59")
    else {
        panic!()
    };
    assert_eq!(
        (top_up.who.id, top_up.reason.as_deref(), top_up.order.as_deref()),
        (Some(35), Some("Welcome"), Some("INV-1"))
    );
    assert_eq!(top_up.expires.unwrap().to_sql(), "2027-01-31 23:59:59");
    let who = |id, email: Option<&str>| Asked::Customer(Who { id, email: email.map(str::to_owned) });
    assert_eq!(only(Kind::Block, "35").unwrap(), who(Some(35), None));
    assert_eq!(only(Kind::Unblock, "maia@example.org").unwrap(), who(None, Some("maia@example.org")));
    let void = Asked::Void { which: Which::Id(TransactionId(414)), reason: Some("Twice".to_owned()) };
    assert_eq!(only(Kind::Void, "#414,Twice").unwrap(), void);
}

#[test]
fn what_is_wrong_with_a_row_is_said_by_column() {
    for (text, said) in [
        ("x,1,5,USD", vec!["Account is not a number above zero."]),
        (",1,5,USD", vec!["Account is missing."]),
        ("58,1,,USD", vec!["Amount is missing."]),
        ("58,1,5,", vec!["Currency is missing."]),
        ("58,1,0,USD", vec!["Amount: Enter an amount other than zero."]),
        ("58,1,1.234,USD", vec!["Amount: This currency has 2 decimals at most."]),
        ("58,1,1e3,USD", vec!["Amount: Enter an amount in digits, such as 25.00."]),
        ("58,no one@x,5,USD", vec!["Customer is not an e-mail address."]),
        ("58,1,5,USD,,,soon", vec!["Lapses is not a time such as 2027-01-31 23:59:59."]),
        ("58,1,5,USD,,,,more", vec!["Columns there are 8 cells for 7 columns."]),
        ("58,-3,,EUR", vec!["Customer is not a number above zero.", "Amount is missing."]),
    ] {
        assert_eq!(wrong(Kind::TopUp, text), said, "{text}");
    }
    assert_eq!(wrong(Kind::Void, "0"), ["Transaction is not a number above zero."]);
}

#[test]
fn rule_1_an_amount_that_its_own_comma_cut_is_not_sent() {
    let cut = format!("Amount: {}", messages::AMOUNT_CUT);
    for text in [
        "account,currency,amount,reason\n58,USD,1,234.50",
        "account,currency,amount,reason\n58,USD,\u{2212}1,234",
        "account,currency,amount,order id\n58,USD,1,234.50",
        "account,currency,amount,order id,reason\n58,USD,12,345,678.90",
        "account,currency,amount,note\n58,USD,1,234",
        "account,currency,amount,reason\n58,USD,5,50",
        "account,currency,amount,order id,reason\n58,USD,1,23,456.00",
        "currency,amount,account,reason\nUSD,1,234,58,",
        "account,currency,amount,order id,reason\n58,USD,1,234,A-17,",
    ] {
        assert_eq!(wrong(Kind::TopUp, text)[0], cut, "{text}");
    }
    for text in ["58,1,1,234.50,USD", "58,1,1,234.50", "account,currency,amount\n58,USD,1,234.50"] {
        assert!(only(Kind::TopUp, text).is_err(), "{text}");
    }
    for (text, amount) in [
        ("account,currency,amount,order id\n58,USD,5,123", "5"),
        ("account,currency,amount,quantity\n58,USD,5,12", "5"),
        ("account;currency;amount;balance\n58;USD;5;100.00", "5"),
        ("account\tcurrency\tamount\treason\n58\tUSD\t5\t123", "5"),
        ("account,currency,amount,reason\n58,USD,5,12 gifts", "5"),
        ("account,currency,amount,reason\n58,USD,1234.50,234.50", "1234.50"),
        ("account,currency,amount,reason\n58,USD,1.00,234", "1"),
        ("amount,account,currency\n5,123,USD", "5"),
    ] {
        let Ok(Asked::TopUp(top_up)) = only(Kind::TopUp, text) else { panic!("{text}") };
        assert_eq!(top_up.amount, Money::parse(amount, Currency::new("USD").unwrap()).unwrap(), "{text}");
    }
}

#[test]
fn a_text_that_is_no_table_is_refused_whole() {
    assert!(read(Kind::Block, "1\n\"2\n3").unwrap_err().contains("Line 2"));
    assert!(read(Kind::Block, "\u{fffd}").unwrap_err().contains("UTF-8"));
    assert!(read(Kind::Block, "id,customer id\n1,2").unwrap_err().contains("Two columns"));
    assert!(read(Kind::Block, &"1\n".repeat(MOST_ROWS + 1)).unwrap_err().contains("5000"));
    assert_eq!(read(Kind::Block, "\n , \n").unwrap().rows, []);
}

#[test]
fn ids_of_an_address_are_rows() {
    assert_eq!(from_ids("1, 2,,3"), "1\n2\n3\n");
}

proptest! {
    /// Anything is read or refused in a sentence; each row knows its line.
    #[test]
    fn anything_is_read_or_refused(text in "[-0-9a-z@.,;#\"\n ]{0,60}") {
        for kind in Kind::ALL {
            if let Ok(sheet) = read(kind, &text) {
                prop_assert!(sheet.rows.windows(2).all(|pair| pair[0].line < pair[1].line));
                prop_assert!(sheet.rows.iter().all(|row| row.asked.as_ref().err().is_none_or(|wrong| !wrong.is_empty())));
            }
        }
    }

    /// Two top-ups have the same key exactly when they do the same thing, however it is written.
    #[test]
    fn a_key_tells_top_ups_apart(
        a in (1u64..4, 1i64..4, "[xy]?", "[xy]?"),
        b in (1u64..4, 1i64..4, "[xy]?", "[xy]?"),
    ) {
        let row = |(account, amount, reason, order): &(u64, i64, String, String), decimals: &str| {
            match only(Kind::TopUp, &format!("{account},1,{amount}{decimals},USD,{reason},{order}")) {
                Ok(Asked::TopUp(top_up)) => top_up.key(),
                other => panic!("{other:?}"),
            }
        };
        prop_assert_eq!(row(&a, "") == row(&b, ".00"), a == b);
    }

    /// A top-up is of the amount that stands in its cell, digit for digit, or of none.
    #[test]
    fn rule_1_a_row_asks_for_what_it_says(
        amount in prop_oneof![
            "-?[0-9]{1,9}(\\.[0-9]{1,4})?",
            changed("1234.50", "0123456789.,-+eE ';\t\"$\u{2212}\u{a0}\u{0}"),
            changed("-0.07", "0123456789.,-+eE ';\t\"$\u{2212}\u{a0}\u{0}"),
            any::<String>(),
        ],
        currency in prop::sample::select(vec!["USD", "jpy", "KWD", "BTC"]),
        is_quoted in any::<bool>(),
    ) {
        let mut text = String::new();
        crate::csv::push_row(&mut text, [amount.as_str(), currency, "58"]);
        if !is_quoted {
            text = format!("{amount},{currency},58\r\n");
        }
        let text = format!("amount,currency,account\r\n{text}");
        let Ok(sheet) = read(Kind::TopUp, &text) else { return Ok(()) };
        for row in sheet.rows {
            let Ok(Asked::TopUp(top_up)) = row.asked else { continue };
            // The cell as it stands, with a minus as typewriters have it, and nothing else done to it.
            let said = row.cells[0].trim().replace('\u{2212}', "-");
            let digits = said.strip_prefix('-').unwrap_or(&said);
            let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
            prop_assert!(!whole.is_empty() && format!("{whole}{part}").bytes().all(|byte| byte.is_ascii_digit()), "{}", said);
            let plain = top_up.amount.to_plain();
            let (read_whole, read_part) = plain.trim_start_matches('-').split_once('.').unwrap_or((plain.trim_start_matches('-'), ""));
            prop_assert_eq!(read_whole.trim_start_matches('0'), whole.trim_start_matches('0'));
            prop_assert_eq!(read_part.trim_end_matches('0'), part.trim_end_matches('0'));
            prop_assert_eq!(top_up.amount.is_negative(), said.starts_with('-'));
            if is_quoted {
                prop_assert_eq!(row.cells[0].as_str(), amount.as_str());
                prop_assert_eq!(top_up.amount.currency(), Currency::new(currency).unwrap());
            }
        }
    }

    #[test]
    fn any_table_is_read_or_refused_by_column(
        text in prop_oneof![
            any::<String>(),
            changed("account id,customer id,amount,currency,reason,order id,dateExpire\r\n58,35,25.00,USD,\"Welcome, Ann\",INV-1,2027-01-31 23:59:59\r\n", ",;\t\"'\r\n=#@-\u{0}\u{feff}"),
            changed("sep=;\n\"transaction\";reason\n#414;'=1\n", ",;\t\"'\r\n=#@-\u{0}\u{feff}"),
        ]
    ) {
        for kind in Kind::ALL {
            match read(kind, &text) {
                Ok(sheet) => {
                    for wrong in sheet.rows.iter().filter_map(|row| row.asked.as_ref().err()) {
                        prop_assert!(!wrong.is_empty() && wrong.iter().all(|wrong| !wrong.column.is_empty() && !wrong.sentence.is_empty()));
                    }
                }
                Err(sentence) => prop_assert!(!sentence.is_empty()),
            }
        }
    }
}
