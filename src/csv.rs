//! Tables as text: written for every spreadsheet program, read from any of them.
//!
//! Written is what RFC 4180 says: commas, CRLF, quotes where they are needed. No cell starts a formula (rule 17):
//! one that would gets an apostrophe in front, which the reader takes away again. A negative number is none. The same
//! holds for each part of a cell behind something that a program may take for the end of a cell, quoted or not.
//! Read is what programs write: commas, semicolons or tabs, any end of line, a byte order mark or none.

use std::ops::Range;

use csv_core::{ReadRecordResult, ReaderBuilder};

/// The media type of what is written here.
pub const MEDIA_TYPE: &str = "text/csv;charset=utf-8";

/// Adds a row and its end to a text.
pub fn push_row<C: AsRef<str>>(out: &mut String, cells: impl IntoIterator<Item = C>) {
    for (place, cell) in cells.into_iter().enumerate() {
        if place > 0 {
            out.push(',');
        }
        push_cell(out, cell.as_ref());
    }
    out.push_str("\r\n");
}

fn push_cell(out: &mut String, cell: &str) {
    // Semicolons and tabs need no quotes, but some programs take them for separators.
    let is_quoted = cell.contains('"') || cell.contains(ENDS);
    if is_quoted {
        out.push('"');
    }
    for part in parts(cell) {
        if looks_like_formula(&cell[part.start..]) {
            out.push('\'');
        }
        for letter in cell[part].chars() {
            if letter == '"' {
                out.push('"');
            }
            out.push(letter);
        }
    }
    if is_quoted {
        out.push('"');
    }
}

/// What some program or other takes for the end of a cell.
const ENDS: [char; 5] = [',', ';', '\t', '\r', '\n'];

/// The parts of a cell, each with what ends it. CRLF ends one part, not two.
fn parts(cell: &str) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    std::iter::from_fn(move || {
        let rest = cell.get(start..).filter(|rest| start == 0 || !rest.is_empty())?;
        let length = match rest.find(ENDS) {
            Some(end) if rest[end..].starts_with("\r\n") => end + 2,
            Some(end) => end + 1,
            None => rest.len().max(1),
        };
        let part = start..(start + length).min(cell.len());
        start += length;
        Some(part)
    })
}

/// A cell without the apostrophes that were put into it.
fn unguarded(cell: &str) -> String {
    let bare = |part: Range<usize>| {
        let rest = &cell[part.start..];
        let is_guarded = rest.starts_with('\'') && looks_like_formula(rest);
        &cell[part.start + usize::from(is_guarded)..part.end]
    };
    parts(cell).map(bare).collect()
}

/// Whether a program might calculate with a cell instead of showing it. One that was guarded already counts as
/// well, so that what is taken away from a cell is always what was put before it.
fn looks_like_formula(cell: &str) -> bool {
    let bare = cell.trim_start_matches(|letter: char| {
        matches!(letter, '\'' | '"' | '\u{feff}') || letter.is_whitespace() || letter.is_control()
    });
    bare.starts_with(['=', '+', '-', '@', '|', '%', '＝', '＋', '－', '＠']) && !is_number(cell.trim())
}

/// Digits, perhaps a point and more digits, perhaps a minus in front.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, rest) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    all_digits(whole) && all_digits(rest)
}

/// A table that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    pub separator: char,
    pub records: Vec<Record>,
}

/// A row of it, and the line it begins on, from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    pub line: usize,
    pub cells: Vec<String>,
}

/// A quote that nothing closes: what follows it cannot be told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnclosedQuote {
    /// Where the row begins that it stands in.
    pub line: usize,
}

/// Stands on a line of its own behind the text: whatever swallows it did not end.
const END: &str = "\n\u{1}end\u{1}";

/// Reads a table. Empty lines are passed over; rows have as many cells as they have.
///
/// # Errors
///
/// A quote that is opened and not closed. Nothing else is wrong with a table as such.
pub fn read(text: &str) -> Result<Sheet, UnclosedQuote> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let (separator, skipped) = separator_of(text);
    let whole = format!("{text}{END}");
    let input = whole.as_bytes();
    let separators = text.matches(separator).count();
    let mut output = vec![0; input.len() + 1];
    let mut ends = vec![0; separators + 2];
    let mut reader = ReaderBuilder::new().delimiter(u8::try_from(separator).unwrap_or(b',')).build();
    let mut records = Vec::new();
    let mut at = skipped;
    let mut line = 1 + lines_in(&input[..skipped]);
    loop {
        while let Some(b'\r' | b'\n') = input.get(at) {
            line += lines_in(&input[at..=at]);
            if input[at] == b'\r' && input.get(at + 1) == Some(&b'\n') {
                at += 1;
            }
            at += 1;
        }
        let (result, taken, written, ended) = reader.read_record(&input[at..], &mut output, &mut ends);
        let (result, written, ended) = match result {
            // The end of the input has to be said once more.
            ReadRecordResult::InputEmpty => {
                let (result, _, more, further) =
                    reader.read_record(&[], &mut output[written..], &mut ends[ended..]);
                (result, written + more, ended + further)
            }
            other => (other, written, ended),
        };
        if result == ReadRecordResult::End {
            break;
        }
        records.push(Record { line, cells: cells(&output[..written], &ends[..ended]) });
        line += lines_in(&input[at..at + taken]);
        at += taken;
        if input[..at].ends_with(b"\r") && input.get(at) == Some(&b'\n') {
            at += 1;
        }
        if at >= input.len() {
            break;
        }
    }
    match records.pop() {
        Some(last) if last.cells == [END.trim_start()] => Ok(Sheet { separator, records }),
        last => Err(UnclosedQuote { line: last.map_or(1, |last| last.line) }),
    }
}

fn cells(output: &[u8], ends: &[usize]) -> Vec<String> {
    let mut start = 0;
    ends.iter()
        .map(|end| {
            let cell = String::from_utf8_lossy(&output[start..*end]);
            start = *end;
            unguarded(&cell)
        })
        .collect()
}

/// Ends of lines: CRLF is one, and so is each half of it alone.
fn lines_in(bytes: &[u8]) -> usize {
    let ends = bytes.iter().filter(|byte| matches!(byte, b'\r' | b'\n')).count();
    ends - bytes.windows(2).filter(|pair| pair == b"\r\n").count()
}

/// What stands between the cells: what most stands in the first line outside of quotes, or what a first line
/// `sep=;` says. With how much of the text is that line.
fn separator_of(text: &str) -> (char, usize) {
    let first = text.lines().next().unwrap_or_default();
    if let Some(said) = first.strip_prefix("sep=").and_then(|said| said.chars().next()).filter(char::is_ascii)
    {
        return (said, first.len());
    }
    let line = text.trim_start_matches(['\r', '\n']);
    let mut counts = [(',', 0), (';', 0), ('\t', 0)];
    let mut is_quoted = false;
    for letter in line.chars() {
        match letter {
            '"' => is_quoted = !is_quoted,
            '\r' | '\n' if !is_quoted => break,
            _ if is_quoted => {}
            letter => {
                for (_, count) in counts.iter_mut().filter(|(known, _)| *known == letter) {
                    *count += 1;
                }
            }
        }
    }
    let most = counts.into_iter().rev().max_by_key(|(_, count)| *count);
    (most.map_or(',', |(separator, _)| separator), 0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn written(rows: &[Vec<&str>]) -> String {
        let mut out = String::new();
        for row in rows {
            push_row(&mut out, row);
        }
        out
    }

    fn rows(text: &str) -> Vec<Vec<String>> {
        read(text).unwrap().records.into_iter().map(|record| record.cells).collect()
    }

    #[test]
    fn rule_17_it_is_written_as_rfc_4180_says() {
        assert_eq!(
            written(&[
                vec!["id", "name"],
                vec!["1", "Tane, \"Maia\""],
                vec!["2", "two\nlines"],
                vec!["3", ""]
            ]),
            "id,name\r\n1,\"Tane, \"\"Maia\"\"\"\r\n2,\"two\nlines\"\r\n3,\r\n"
        );
    }

    #[test]
    fn rule_17_no_cell_starts_a_formula_and_negative_numbers_stay_numbers() {
        for (cell, out) in [
            ("=1+1", "'=1+1"),
            ("+64 21 123", "'+64 21 123"),
            ("-1+1", "'-1+1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("  =1", "'  =1"),
            ("\t=1", "\"'\t'=1\""),
            ("＝1", "'＝1"),
            ("'=1", "''=1"),
            ("\"=1", "\"'\"\"=1\""),
            ("-", "'-"),
            ("-5.", "'-5."),
            ("-5", "-5"),
            ("-0.7249000000000001", "-0.7249000000000001"),
            ("12.40", "12.40"),
            ("a=1", "a=1"),
            ("'quoted'", "'quoted'"),
            ("a;=1", "\"a;'=1\""),
            ("a;'=1", "\"a;''=1\""),
            ("a\n=1", "\"a\n'=1\""),
            ("a\r\n@b", "\"a\r\n'@b\""),
            ("a, +b", "\"a,' +b\""),
            ("a\t\"=1", "\"a\t'\"\"=1\""),
            ("a;-5", "\"a;-5\""),
            ("a;b=1;", "\"a;b=1;\""),
        ] {
            assert_eq!(written(&[vec![cell]]), format!("{out}\r\n"), "{cell}");
            assert_eq!(rows(&format!("{out},x\r\n")), [[cell, "x"]], "{cell} comes back");
        }
    }

    #[test]
    fn what_programs_write_is_read() {
        let wanted = [["id", "name"], ["1", "Tane, M"], ["2", "Åse \"Å\""]];
        for text in [
            "id,name\r\n1,\"Tane, M\"\r\n2,\"Åse \"\"Å\"\"\"\r\n",
            "\u{feff}id;name\n1;Tane, M\n2;\"Åse \"\"Å\"\"\"",
            "id\tname\r1\tTane, M\r\r2\t\"Åse \"\"Å\"\"\"\r",
            "sep=;\r\nid;name\r\n\r\n1;Tane, M\r\n2;\"Åse \"\"Å\"\"\"\r\n",
        ] {
            assert_eq!(rows(text), wanted, "{text:?}");
        }
        assert_eq!(rows(""), Vec::<Vec<String>>::new());
        assert_eq!(rows("17\n18"), [["17"], ["18"]]);
        assert_eq!(rows("a,b\n1\n1,2,3"), [vec!["a", "b"], vec!["1"], vec!["1", "2", "3"]]);
    }

    #[test]
    fn each_row_knows_its_line() {
        let lines = |text: &str| read(text).unwrap().records.iter().map(|row| row.line).collect::<Vec<_>>();
        assert_eq!(lines("a\n\nb\r\nc"), [1, 3, 4]);
        assert_eq!(lines("\"two\nlines\",x\nnext,y\r\n\r\n\r\nlast,z\n"), [1, 3, 6]);
        assert_eq!(lines("a\rb\rc"), [1, 2, 3]);
        assert_eq!(lines("sep=,\na,b\nc,d"), [2, 3]);
    }

    #[test]
    fn an_unclosed_quote_says_where() {
        assert_eq!(read("a,b\n1,2\n3,\"four\n5,6"), Err(UnclosedQuote { line: 3 }));
        assert_eq!(read("\""), Err(UnclosedQuote { line: 1 }));
    }

    fn cell() -> impl Strategy<Value = String> {
        prop_oneof![any::<String>(), "[-=+@'\", ;\t\r\n0-9.a]{0,8}"]
            .prop_filter("the mark of the end", |text| !text.contains('\u{1}'))
    }

    proptest! {
        /// Whatever the cells hold, they come back; an empty row is an empty line, which is passed over.
        #[test]
        fn rule_17_what_is_written_is_read_again(
            table in prop::collection::vec(prop::collection::vec(cell(), 2..5), 1..6)
        ) {
            let mut text = String::new();
            // The first row says what the separator is.
            push_row(&mut text, ["first", "row"]);
            for row in &table {
                push_row(&mut text, row);
            }
            prop_assert_eq!(&rows(&text)[1..], &table[..]);
        }

        /// No cell of a file starts a formula, in any program's way of taking it apart.
        #[test]
        fn rule_17_no_written_cell_starts_a_formula(text in cell()) {
            let line = written(&[vec![&text]]);
            // Some programs know no quotes, or other separators.
            for shown in line.split(ENDS) {
                let shown = shown.trim_matches(|letter: char| letter == '"' || letter.is_whitespace());
                let starts = shown.starts_with(['=', '+', '-', '@']);
                prop_assert!(!starts || is_number(shown), "{line:?}");
            }
        }

        #[test]
        fn anything_is_read_or_refused(text in any::<String>()) {
            if let Ok(sheet) = read(&text) {
                prop_assert!(sheet.records.windows(2).all(|pair| pair[0].line < pair[1].line));
            }
        }
    }
}
