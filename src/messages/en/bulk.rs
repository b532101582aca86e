//! Many things in one go.

pub const BULK: &str = "Bulk work";
pub const BULK_SUB: &str = "Do the same to many, from a file or a list. Nothing is sent before you have seen what each row would do.";
pub const WHAT_TO_DO: &str = "What to do";

pub const STEP_ROWS: &str = "Rows";
pub const STEP_CHECK: &str = "Dry run";
pub const STEP_REVIEW: &str = "Review";
pub const STEP_RUN: &str = "Run";
pub const STEP_RESULT: &str = "Result";

pub const OPEN_FILE: &str = "Open a file";
pub const DROP_HERE: &str = "or drop it on the field";
pub const GET_TEMPLATE: &str = "Save an empty file";
pub const CHECK_ROWS: &str = "Check the rows";
pub const OTHER_ROWS: &str = "Change the rows";
pub const START_AFRESH: &str = "Start afresh";
pub const COLUMNS_HINT: &str =
    "With headings in any order, or without them in this one. Commas, semicolons or tabs.";
pub const NO_ROWS: &str = "There are no rows in it. Paste some, or open a file.";
pub const NOT_UTF_8: &str = "This file is not in UTF-8. Save it as “CSV UTF-8” and open it again.";
pub const FILE_TOO_LARGE: &str = "This file is larger than 5 MB.";
pub const FILE_UNREADABLE: &str = "This file cannot be read.";
pub const CELL_MISSING: &str = "is missing.";
pub const NOT_A_NUMBER: &str = "is not a number above zero.";
pub const NOT_AN_ADDRESS: &str = "is not an e-mail address.";
pub const NOT_A_TIME: &str = "is not a time such as 2027-01-31 23:59:59.";

pub const LOOKING_UP: &str = "Looking everything up. Nothing is sent.";
pub const ROW_LINE: &str = "Row";
pub const WHAT_ROW: &str = "What";
pub const OUTCOME: &str = "Outcome";
pub const WILL_BE_DONE: &str = "Will be done";
pub const SKIPPED: &str = "Skipped";
pub const CANNOT_BE_DONE: &str = "Cannot be done";
pub const WITH_TROUBLE: &str = "Not done";
pub const IS_DONE: &str = "Done";
pub const WHICH_ROWS: &str = "Which rows";
pub const NO_SUCH_ROWS: &str = "No such rows";
pub const NO_SUCH_ROWS_HINT: &str = "Every row of this kind would stand here.";
pub const NOTHING_TO_DO: &str = "No row is left to do.";
pub const SUMS: &str = "Sums";
pub const MOVES: &str = "Rows";
pub const INTO_ACCOUNTS: &str = "Into accounts";
pub const OUT_OF_ACCOUNTS: &str = "Out of accounts";
pub const TOO_LARGE_TO_SAY: &str = "too large to say";

pub const NOT_KNOWN_YET: &str =
    "Sent before, and its outcome is not known yet. It is being looked up and is left out until it is.";
pub const FAILED_BEFORE: &str = "The system tried it before and failed; no money moved.";
pub const CUSTOMER_IS_BLOCKED: &str = "The customer is blocked.";
pub const CUSTOMER_NOT_ACTIVATED: &str = "The customer is not activated.";
pub const ACTIVATION_UNKNOWN: &str =
    "The system does not say whether the customer is activated, and wants to be told.";
pub const ACCOUNT_NOT_ACTIVE: &str = "The account is not active.";
pub const BALANCE_TOO_LARGE: &str = "The balance would be too large.";
pub const LAPSES_PROMO_ONLY: &str = "Only money on a promotional account lapses.";
pub const LAPSES_GIVEN_ONLY: &str = "Money that is taken does not lapse.";
pub const LAPSES_IN_FUTURE: &str = "The time at which it lapses is past.";
pub const BLOCKED_ALREADY: &str = "Blocked already.";
pub const NOT_BLOCKED: &str = "Not blocked.";
pub const VOIDED_ALREADY: &str = "Voided already.";
pub const MOVED_NOTHING: &str = "It moved no money that could be given back.";
pub const CANNOT_TELL_WHOSE: &str = "The system does not say whose it is.";
pub const NO_DIGEST: &str = "This browser has no cryptography to tell rows apart by, so nothing is sent.";

pub const RUN_IS_FINAL: &str = "Money that moved stays moved: there is no undo for a run. A top-up is taken back by another one, a void by voiding it.";
pub const BLOCK_MEANS: &str =
    "A blocked customer is refused everything at once. It can be undone by unblocking.";
pub const UNBLOCK_MEANS: &str = "An unblocked customer can use their wallet at once.";
pub const ENVIRONMENT_IS: &str = "Environment";
pub const CONNECTION_IS: &str = "Connection";
pub const LEFT_OUT_ROWS: &str = "Left out";
pub const IF_A_ROW_IS_NOT_DONE: &str = "Halt when a row is not done";
pub const IF_A_ROW_IS_NOT_DONE_HINT: &str = "Otherwise the run goes on, and the result says which.";
pub const REVIEW_RUN: &str = "Review the run";

pub const PAUSE_RUN: &str = "Pause";
pub const GO_ON_RUN: &str = "Go on";
pub const STOP_RUN: &str = "Stop";
pub const STOPPING: &str = "Stopping after the row that is on its way.";
pub const RUN_GOES_ON: &str = "It goes on while you look at other pages. If this tab is closed or locks itself, what is on its way is found out, and the rest waits for you.";
pub const HALT_PAUSED: &str = "Paused. Nothing is sent until you go on.";
pub const HALT_ROW: &str = "A row is not done, so the run halted. Look at it, then go on or stop.";
pub const HALT_NO_ANSWERS: &str = "Three rows in a row had no answer, so the run halted. They are being looked up. Go on when the system answers again.";
pub const HALT_PATIENCE: &str =
    "The system wants to be left in peace for several minutes, so the run halted. Go on later.";
pub const STOPPED_BY_OTHER_TAB: &str =
    "Another tab is driving a run. Only one goes on at a time; look there, or wait until it has ended.";
pub const STOPPED_BY_CHANGE: &str =
    "What you reviewed is not so any more, so nothing was sent. Check the rows again.";
pub const STOPPED_BY_STORAGE: &str = "This browser did not let the console write down what it does first, so it was not sent. Allow storage for this site and check the rows again.";
pub const STOPPED_BY_SWITCH: &str = "Another connection was chosen, so the run ended. Choose the one it began with, then open the same rows to go on.";
pub const RUN_ELSEWHERE: &str =
    "The rows here belong to another connection. Choose that one to see how far they came.";
pub const LET_THEM_GO: &str = "Let them go";
pub const STOPPED_BY_SIGN_OUT: &str = "The system does not accept this connection any more, so the run ended. Connect again, then open the same rows to go on.";

pub const ROW_SENDING: &str = "On its way";
pub const ROW_WAITING: &str = "Waiting";
pub const ROW_UNKNOWN_SHORT: &str = "Not known yet";
pub const ROW_UNKNOWN: &str =
    "It was sent once and no usable answer came. It is being looked up; do not repeat it.";
pub const ROW_ABSENT: &str = "It was sent once and is not there after three looks: nothing moved.";
pub const ROW_NOT_SENT: &str = "It could not be written down first, so it was not sent.";
pub const RUN_THROUGH: &str = "Every row has its outcome.";
pub const SAVE_RESULT: &str = "Save the result";
pub const DO_THE_REST: &str = "Check what is left";
pub const NEW_WORK: &str = "New work";

pub const RUN_INTERRUPTED: &str = "A run was interrupted.";
pub const RUN_KEPT: &str = "The last run is remembered.";
pub const RUN_SAME_FILE: &str = "Open or paste the same rows to go on: each is told by its digest, and nothing that was done is done again.";
pub const RUN_FROM_IDS: &str =
    "Go on with it: each row is looked up again, and nothing that was done is done again.";
pub const RUN_REMEMBERED: &str = "Rows that it did are not done again while it is remembered.";
pub const RUN_OTHER_CONNECTION: &str =
    "It belongs to another connection. Connect as before to go on with it.";
pub const TAKE_ITS_ROWS: &str = "Go on with it";
pub const FORGET_RUN: &str = "Forget it";
pub const FORGET_SURE: &str = "Forget it for good";
pub const FORGET_MEANS: &str = "The console will not know any more which of these rows were done.";
pub const RUN_IN_THE_WAY: &str =
    "Another run is unfinished. Go on with that one, or forget it, before you begin this one.";

pub fn what_kind(kind: &str, count: usize) -> String {
    let (one, many) = match kind {
        "top-up" => ("top-up", "top-ups"),
        "block" => ("block", "blocks"),
        "unblock" => ("unblock", "unblocks"),
        _ => ("void", "voids"),
    };
    format!("{count} {}", if count == 1 { one } else { many })
}

pub fn check_button(rows: usize) -> String {
    match rows {
        0 => CHECK_ROWS.to_owned(),
        1 => "Check 1 row".to_owned(),
        rows => format!("Check {rows} rows"),
    }
}

pub fn unclosed_quote(line: usize) -> String {
    format!(
        "Line {line}: a quotation mark is opened and not closed, so the rows after it cannot be told apart."
    )
}

pub fn column_twice(heading: &str) -> String {
    format!("Two columns mean the same as “{heading}”. Remove one of them.")
}

pub fn rows_too_many(rows: usize, most: usize) -> String {
    format!("{rows} rows are too many for one run; {most} is the most. Split the file.")
}

pub fn too_many_cells(cells: usize, columns: usize) -> String {
    format!("there are {cells} cells for {columns} columns.")
}

pub fn too_long(most: usize) -> String {
    format!("is longer than {most} characters.")
}

pub fn columns_unused(names: &str) -> String {
    format!("Not used: {names}.")
}

/// A sentence about a cell: `Amount: Enter an amount …` or `Account is missing.`
pub fn cell_wrong(column: &str, sentence: &str) -> String {
    if sentence.starts_with(char::is_uppercase) {
        format!("{column}: {sentence}")
    } else {
        format!("{column} {sentence}")
    }
}

pub fn line_number(number: usize) -> String {
    format!("Line {number}")
}

pub fn same_as_line(line: usize) -> String {
    format!("The same as line {line}.")
}

pub fn done_before(id: u64) -> String {
    if id == 0 {
        "Done before, in this run.".to_owned()
    } else {
        format!("Done before, in this run: transaction #{id}.")
    }
}

pub fn no_customer(id: u64) -> String {
    format!("There is no customer #{id}.")
}

pub fn other_email(id: u64) -> String {
    format!("Customer #{id} has another e-mail address than this row says.")
}

pub fn no_account(id: u64, customer: u64) -> String {
    format!("Customer #{customer} has no account #{id}.")
}

pub fn no_such_email(email: &str) -> String {
    format!("No customer has the address {email}.")
}

pub fn owner_unknown(account: u64) -> String {
    format!(
        "Whose account #{account} is cannot be found out: it has no transactions, or there is no such account. Name the customer in the row."
    )
}

pub fn other_currency(account: &str, row: &str) -> String {
    format!("The account is in {account}, and the row says {row}.")
}

pub fn would_hold(before: &str, after_rows: bool) -> String {
    if after_rows {
        format!("After the rows above, the account would hold {before}, which is not enough.")
    } else {
        format!("The account holds {before}, which is not enough.")
    }
}

pub fn order_of_many(count: usize, order: &str) -> String {
    format!("{count} transactions have the order id {order}. Name the one by its number.")
}

pub fn no_transaction(id: u64) -> String {
    format!("There is no transaction #{id}.")
}

pub fn no_order(order: &str) -> String {
    format!("No transaction has the order id {order}.")
}

pub fn could_not_be_read(why: &str) -> String {
    format!("It could not be looked up: {} Check again.", why.trim())
}

pub fn looked_up(read: &str, total: &str) -> String {
    format!("{read} of {total} looked up")
}

pub fn bulk_outlook(will: usize, skip: usize, cannot: usize) -> String {
    format!("Will do {will}, skip {skip}, cannot do {cannot}.")
}

pub fn rows_left_out(count: usize) -> String {
    match count {
        1 => "1 unfinished row of the run is not among these rows. It stays as it is.".to_owned(),
        count => {
            format!("{count} unfinished rows of the run are not among these rows. They stay as they are.")
        }
    }
}

pub fn rows_new(count: usize) -> String {
    match count {
        1 => "1 row was not in the run before and is done as well.".to_owned(),
        count => format!("{count} rows were not in the run before and are done as well."),
    }
}

pub fn rows_sent_again(count: usize) -> String {
    match count {
        1 => "1 row was sent before and never arrived. It is sent again under the same reference.".to_owned(),
        count => format!(
            "{count} rows were sent before and never arrived. They are sent again under the same references."
        ),
    }
}

pub fn left_out_rows(skip: usize, cannot: usize) -> String {
    format!("{skip} skipped, {cannot} that cannot be done")
}

pub fn run_button(kind: &str, count: usize) -> String {
    let what = if count == 1 { "1".to_owned() } else { format!("all {count}") };
    match kind {
        "top-up" => format!("Top up {what}"),
        "block" => format!("Block {what}"),
        "unblock" => format!("Unblock {what}"),
        _ => format!("Void {what}"),
    }
}

pub fn done_of(done: usize, all: usize) -> String {
    format!("{done} of {all}")
}

pub fn run_counts(done: usize, failed: usize, unknown: usize, waiting: usize) -> String {
    format!("{done} done, {failed} not done, {unknown} not known yet, {waiting} not begun.")
}

pub fn run_waits_until(clock: &str) -> String {
    format!("The system asked for patience. The run goes on at {clock}.")
}

pub fn run_of(what: &str, when: &str) -> String {
    format!("{what}, begun {when}:")
}

pub fn row_done(id: u64) -> String {
    if id == 0 { IS_DONE.to_owned() } else { format!("Done, #{id}") }
}

pub const BLOCK_CUSTOMERS: &str = "Block";
pub const UNBLOCK_CUSTOMERS: &str = "Unblock";
pub const EXAMPLE_TOP_UP: &str = "account id,customer id,amount,currency,reason\n58,35,25.00,USD,Welcome";
pub const EXAMPLE_BLOCK: &str = "35\nmaia@example.org";
pub const EXAMPLE_VOID: &str = "transaction id,reason\n414,Charged twice";
pub const HINT_TOP_UP: &str = "A minus sign takes money back. The customer may be named by number or e-mail, or left out: the account’s own transactions then say whose it is.";
pub const HINT_BLOCK: &str = "One customer a line, by number or e-mail address.";
pub const HINT_VOID: &str = "One transaction a line, by number or by order id.";
