//! What a hostile system says in one field: texts, amounts, times, and things of another kind than is asked for.

use serde_json::json;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Text,
    Number,
    Time,
    /// Stands where anything may stand.
    Odd,
}

#[derive(Clone, Debug)]
pub struct Payload {
    pub name: String,
    pub kind: Kind,
    /// JSON as it is written, which no library would.
    pub raw: String,
    /// The amount that it is, if it is one: nothing else may be shown for it.
    pub amount: Option<String>,
}

impl Payload {
    fn new(kind: Kind, number: usize, raw: impl Into<String>) -> Self {
        let raw = raw.into();
        let start: String = raw.chars().take(48).flat_map(char::escape_default).collect();
        Self { name: format!("{kind:?} {number}: {start}"), kind, raw, amount: None }
    }
}

/// All of them, each under its own name.
pub fn all() -> Vec<Payload> {
    let texts = texts().into_iter().map(|text| (Kind::Text, json!(text).to_string()));
    let escapes = ESCAPES.iter().map(|raw| (Kind::Text, (*raw).to_owned()));
    let times = TIMES.iter().map(|raw| (Kind::Time, (*raw).to_owned()));
    let odd = ODD.iter().map(|raw| (Kind::Odd, (*raw).to_owned()));
    let long = [(Kind::Odd, format!("{}1{}", "[".repeat(100), "]".repeat(100)))];
    let others = texts.chain(escapes).chain(times).chain(odd).chain(long);
    let others = others.enumerate().map(|(number, (kind, raw))| Payload::new(kind, number, raw));
    others.chain(numbers()).collect()
}

pub fn numbers() -> impl Iterator<Item = Payload> {
    let long = [("9".repeat(1000), None), (format!("1{}", "0".repeat(5000)), None)];
    let long = long.into_iter().chain([
        (format!("0.{}1", "0".repeat(999)), None),
        (format!("1.{}", "0".repeat(999)), Some("1".to_owned())),
        (format!("\"{}\"", "7".repeat(400)), None),
    ]);
    let short = NUMBERS.iter().map(|(raw, amount)| ((*raw).to_owned(), amount.map(str::to_owned)));
    short
        .chain(long)
        .enumerate()
        .map(|(number, (raw, amount))| Payload { amount, ..Payload::new(Kind::Number, number, raw) })
}

fn texts() -> Vec<String> {
    let mut texts: Vec<String> = TEXTS.iter().map(|text| (*text).to_owned()).collect();
    texts.push("x".repeat(100_000));
    texts.push("W".repeat(5_000));
    texts.push("e\u{301}".repeat(2_000));
    texts.push("Z\u{351}\u{36b}\u{343}".repeat(500));
    texts.push("\u{fdfd}".repeat(300));
    texts.push("<b>".repeat(3_000));
    texts.push("\u{202e}".repeat(500));
    texts.push("line\n".repeat(500));
    texts
}

const TEXTS: &[&str] = &[
    // Scripts, in every place where a page of text might take one for its own.
    "<script>ran.push('script')</script>",
    "</title><script>ran.push('title')</script>",
    "</script><script>ran.push('closed')</script>",
    "</textarea><script>ran.push('textarea')</script>",
    "</style><script>ran.push('style')</script>",
    "--><script>ran.push('comment')</script>",
    "]]><script>ran.push('cdata')</script>",
    "<img src=x onerror=ran.push('img')>",
    "<img src=x onerror=\"ran.push('img')\">",
    "<IMG SRC=x OnErRoR=ran.push('case')>",
    "<svg onload=ran.push('svg')>",
    "<svg/onload=ran.push('slash')>",
    "<svg><script>ran.push('inner')</script></svg>",
    "<svg><animate onbegin=ran.push('animate') attributeName=x dur=1s>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=ran.push('mutation')>",
    "<iframe srcdoc=\"<script>parent.ran.push('srcdoc')</script>\">",
    "<iframe src=javascript:parent.ran.push('frame')>",
    "<object data=javascript:ran.push('object')>",
    "<embed src=javascript:ran.push('embed')>",
    "<a href=javascript:ran.push('link')>x</a>",
    "<form action=javascript:ran.push('form')><input type=submit autofocus>",
    "<input autofocus onfocus=ran.push('focus')>",
    "<details open ontoggle=ran.push('toggle')>",
    "<video><source onerror=ran.push('video')></video>",
    "<body onload=ran.push('body')>",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content=0;url=//evil.example>",
    "<link rel=stylesheet href=//evil.example/a.css>",
    "<style>*{background:url(//evil.example)}</style>",
    "<template><script>ran.push('template')</script></template>",
    "<noscript><p title=\"</noscript><img src=x onerror=ran.push('noscript')>\">",
    "\" onmouseover=\"ran.push('attribute')\" x=\"",
    "' autofocus onfocus='ran.push(1)' x='",
    "`onfocus=ran.push(1) x=`",
    "javascript:ran.push('address')",
    "JaVaScRiPt:ran.push('address')",
    "java\tscript:ran.push('tab')",
    "\u{1}javascript:ran.push('control')",
    "data:text/html,<script>ran.push('data')</script>",
    "vbscript:msgbox(1)",
    "//evil.example/a",
    "https://evil.example/a",
    "\\\\evil.example\\a",
    "url(//evil.example/a.png)",
    "red;background:url(//evil.example/a.png)",
    "expression(ran.push(1))",
    "#f7931a\" onload=\"ran.push(1)",
    // What templates, spreadsheets, shells and formats would read.
    "{{constructor.constructor('ran.push(1)')()}}",
    "${ran.push(1)}",
    "{0} {} {name:?} {{}}",
    "%s%n%d%x",
    "=HYPERLINK(\"https://evil.example\")",
    "__proto__",
    "constructor",
    "toString",
    "undefined",
    "null",
    "[object Object]",
    "&lt;script&gt;",
    "&#60;img src=x onerror=ran.push(1)&#62;",
    "%3Cscript%3Eran.push(1)%3C/script%3E",
    // Addresses inside the console.
    "../../settings",
    "..%2f..%2fsettings",
    "?next=//evil.example",
    "#/../../evil",
    "a/b?c=d&e=f#g",
    // What is read otherwise than it is written.
    "\u{202e}gro.elpmaxe@aida",
    "ada\u{2066}\u{202e}moc.live\u{2069}@example.org",
    "\u{2067}100\u{2069}",
    "a\u{200b}d\u{200c}a\u{200d}@example.org",
    "\u{feff}ada",
    "a\u{ad}da",
    "\u{61c}\u{200e}\u{200f}",
    "\u{202a}\u{202b}\u{202c}\u{202d}",
    "\u{2060}\u{2061}\u{2062}\u{2063}",
    "\u{180e}\u{3164}\u{ffa0}",
    "\u{e0041}\u{e0042}",
    "\u{430}da@example.org",
    "\u{ff1c}script\u{ff1e}",
    "1\u{202e}00,000.00",
    // What is there without being seen.
    "",
    " ",
    "\u{a0}",
    "\n",
    "\t",
    "\r\n",
    "\u{7f}\u{80}\u{85}\u{9f}",
    "\u{2028}\u{2029}",
    "\u{fffd}\u{ffff}\u{fffe}",
    "\u{1b}[31mred\u{1b}[0m",
    "\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467}",
    "مرحبا 100 USD",
    "\u{0}",
    "a\u{0}b",
];

/// Texts by escapes that stand for no text.
const ESCAPES: &[&str] = &[
    r#""\ud800""#,
    r#""\udfff\ud800""#,
    r#""a\ud83db""#,
    r#""\u0000\u0001\u0002""#,
    r#""\u003cscript\u003eran.push(1)\u003c/script\u003e""#,
    r#""\u202e\u2066""#,
];

const NUMBERS: &[(&str, Option<&str>)] = &[
    ("0", Some("0")),
    ("-0", Some("0")),
    ("-0.00", Some("0")),
    ("0e99999999", Some("0")),
    ("0.1", Some("0.1")),
    ("1e2", Some("100")),
    ("1E+2", Some("100")),
    ("1e-2", Some("0.01")),
    ("100e-2", Some("1")),
    ("12345e-3", Some("12.345")),
    ("0.30000000000000004", Some("0.30000000000000004")),
    ("0.1000000000000000055511151231", Some("0.1000000000000000055511151231")),
    ("1.005", Some("1.005")),
    ("2.675", Some("2.675")),
    ("4503599627370497.5", Some("4503599627370497.5")),
    ("9007199254740993", Some("9007199254740993")),
    ("9007199254740992.99", Some("9007199254740992.99")),
    ("9223372036854775807", Some("9223372036854775807")),
    ("9223372036854775808", Some("9223372036854775808")),
    ("18446744073709551616", Some("18446744073709551616")),
    ("99999999999999999999.99", Some("99999999999999999999.99")),
    ("79228162514264337593543950335", Some("79228162514264337593543950335")),
    ("79228162514264337593543950336", None),
    ("-79228162514264337593543950336", None),
    ("1e28", Some("10000000000000000000000000000")),
    ("1e29", None),
    ("1e308", None),
    ("1e309", None),
    ("1e400", None),
    ("-1e400", None),
    ("1e-28", Some("0.0000000000000000000000000001")),
    ("1e-29", None),
    ("1e-400", None),
    ("5e-324", None),
    ("1e99999999999999999999", None),
    ("1e-99999999999999999999", None),
    ("0.12345678901234567890123456789", None),
    ("7922816251426433759354395033.55", None),
    ("-5", Some("5")),
    ("-0.01", Some("0.01")),
    ("\"12.50\"", Some("12.5")),
    ("\"01.23\"", Some("1.23")),
    ("\"1e2\"", Some("100")),
    ("\"-7\"", Some("7")),
    ("\" 5\"", Some("5")),
    ("\"5 \"", Some("5")),
    ("\"5\\n\"", Some("5")),
    ("\"+5\"", Some("5")),
    ("\".5\"", Some("0.5")),
    ("\"5.\"", Some("5")),
    ("\"1,000\"", None),
    ("\"1.000,00\"", None),
    ("\"1 000\"", None),
    ("\"1'000\"", None),
    ("\"1_000\"", None),
    ("\"$5\"", None),
    ("\"5 USD\"", None),
    ("\"(5)\"", None),
    ("\"5-\"", None),
    ("\"--5\"", None),
    ("\"-\"", None),
    ("\"0x10\"", None),
    ("\"0b11\"", None),
    ("\"1.2.3\"", None),
    ("\"5e\"", None),
    ("\"e5\"", None),
    ("\"5f\"", None),
    ("\"NaN\"", None),
    ("\"Infinity\"", None),
    ("\"-Infinity\"", None),
    ("\"\\uff11\\uff12\"", None),
    ("\"\\u0663\"", None),
    ("\"\\u00bd\"", None),
    ("\"\\u22125\"", None),
    ("\"5\\u202e1\"", None),
    ("\"5\\u200b1\"", None),
    ("\"5\\u00001\"", None),
    ("\"1e400\"", None),
    ("\"79228162514264337593543950336\"", None),
];

const TIMES: &[&str] = &[
    "0",
    "-1",
    "1e3",
    "1.5",
    "253402300799",
    "253402300800",
    "-62135596801",
    "8640000000000001",
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775808",
    "1e400",
    "\"\"",
    "\"now\"",
    "\"tomorrow\"",
    "\"0000-00-00 00:00:00\"",
    "\"9999-99-99 99:99:99\"",
    "\"2026-02-30 00:00:00\"",
    "\"2025-02-29T00:00:00Z\"",
    "\"2026-12-31T23:59:60Z\"",
    "\"2026-01-01T24:00:00Z\"",
    "\"2026-01-01T00:00:00+99:99\"",
    "\"2026-01-01T00:00:00-00:00\"",
    "\"+275760-09-13T00:00:00Z\"",
    "\"+275761-01-01T00:00:00Z\"",
    "\"-271821-04-20T00:00:00Z\"",
    "\"99999-01-01T00:00:00Z\"",
    "\"2026-1-1\"",
    "\"01/02/2026\"",
    "\"2026-01-01T00:00:00.9999999999999999999999Z\"",
    "\"Thu, 01 Jan 1970 00:00:00 GMT\"",
    "\"\\uff12\\uff10\\uff12\\uff16-01-01 00:00:00\"",
    "\"2026-01-01\\u202e 00:00:00\"",
    "\"<img src=x onerror=ran.push('time')>\"",
    "{\"date\":\"9999-99-99 00:00:00\",\"timezone\":\"UTC\",\"timezone_type\":3}",
    "{\"date\":\"2026-01-01 00:00:00\",\"timezone\":\"<img src=x onerror=ran.push('zone')>\"}",
    "{\"date\":\"2026-01-01 00:00:00\",\"timezone\":\"../../etc/passwd\"}",
    "{\"date\":\"2026-01-01 00:00:00\",\"timezone\":\"+99:99\"}",
    "{\"date\":\"2026-01-01 00:00:00\",\"timezone\":\"\\u202eCTU\"}",
    "{\"date\":\"2026-01-01 00:00:00\",\"timezone\":{}}",
    "{\"date\":\"2026-01-01 00:00:00\",\"timezone\":\"Mars/Olympus\"}",
    "{\"date\":null}",
    "{\"date\":[]}",
    "{\"date\":{\"date\":\"2026-01-01\"}}",
    "{\"date\":1e400,\"timezone\":\"UTC\"}",
    "{\"timezone\":\"UTC\"}",
];

const ODD: &[&str] = &[
    "null",
    "true",
    "false",
    "[]",
    "{}",
    "[[]]",
    "[null]",
    "[1,\"a\",{}]",
    "{\"0\":\"a\"}",
    "{\"\":\"\"}",
    "{\"__proto__\":{\"polluted\":1}}",
    "{\"constructor\":{\"prototype\":{\"polluted\":1}}}",
    "{\"toString\":1,\"valueOf\":1}",
    "{\"a\":1,\"a\":2}",
    "-1",
    "1.5",
    "1e400",
    "18446744073709551616",
    "\"../../user/logout\"",
    "\"\\u0000\"",
];
