//! What a hostile system sends in place of a whole answer: other shapes, broken bodies, other statuses, headers that
//! browsers act upon.

use crate::harness::Answer;

/// Bodies that come with 200 and call themselves JSON, from the true one.
fn bodies(truth: &str) -> Vec<Vec<u8>> {
    let cut = |part: usize| {
        let mut end = truth.len() * part / 100;
        while !truth.is_char_boundary(end) {
            end -= 1;
        }
        truth[..end].to_owned()
    };
    let mut texts: Vec<String> = [
        "", " ", "null", "true", "false", "0", "-1", "1e400", "\"\"", "\"text\"", "[]", "{}", "[[]]", "[null]",
        "[{}]", "[[[[]]]]", "{\"data\":null}", "{\"data\":{}}", "{\"data\":[]}", "{\"data\":\"\"}", "{\"data\":0}",
        "{\"data\":[null,0,\"\",[],{}]}", "{\"data\":{\"0\":{},\"x\":{},\"-1\":{}}}", "{\"success\":true}",
        "{\"success\":\"no\",\"data\":[]}", "{\"success\":false}", "{\"success\":false,\"error\":null}",
        "{\"success\":false,\"error\":[]}", "{\"success\":false,\"error\":\"<img src=x onerror=ran.push('error')>\"}",
        "{\"success\":false,\"error\":[{\"code\":{},\"message\":\"\\u202e<script>ran.push('error')</script>\"}]}",
        "{\"data\":[],\"meta\":{\"total\":1e400,\"lastPage\":-1,\"perPage\":0,\"currentPage\":\"x\"}}",
        "{\"data\":[],\"meta\":{\"total\":18446744073709551615,\"lastPage\":18446744073709551615,\"perPage\":1,\"currentPage\":9223372036854775807}}",
        "{\"data\":[],\"meta\":null,\"links\":[{\"href\":\"//evil.example\",\"rel\":\"next\"}]}",
        "{\"success\":true,\"data\":{\"page\":-1,\"totalPages\":1e400,\"limit\":0,\"total\":\"x\",\"transactions\":null}}",
        "{\"success\":true,\"data\":{\"cards\":{},\"transactions\":{\"0\":[]},\"group\":[]}}",
        "{\"items\":{},\"nextPageKey\":\"../../../evil?x=1#\"}", "{\"items\":[{}],\"nextPageKey\":{}}",
        "NaN", "Infinity", "undefined", "{a:1}", "{'a':1}", "[1,]", "{\"a\":1,}", "[012]", "[+1]", "[.5]", "[1.]", "[0x1]",
        "// comment\n[]", "/* */ []", "[] []", "[]x", "{\"a\":1}{\"b\":2}", ")]}',\n[]", "callback([])", "[\"a\nb\"]",
        "[\"\\x41\"]", "[\"\\u12\"]", "[\"\t\"]", "<html><body onload=ran.push('html')>hello", "<?xml version=\"1.0\"?><a/>",
    ]
    .iter()
    .map(|text| (*text).to_owned())
    .collect();
    texts.extend([1, 10, 33, 50, 75, 90, 99].map(cut));
    texts.push(truth[..truth.len().saturating_sub(1)].to_owned());
    texts.push(format!("\u{feff}{truth}"));
    texts.push(format!("{truth}\u{0}"));
    texts.push(format!("{truth}{truth}"));
    texts.push(format!("{{\"data\":{truth},\"data\":null}}"));
    texts.push("[".repeat(127));
    texts.push(format!("{}{}", "[".repeat(200), "]".repeat(200)));
    texts.push("[".repeat(100_000));
    texts.push("{\"a\":".repeat(50_000));
    texts.push(format!("[{}]", "1".repeat(100_000)));
    texts.push(format!("[{}null]", "null,".repeat(50_000)));
    texts.push(format!("{{\"data\":[{}{{}}]}}", "{},".repeat(300)));
    texts.push(format!("{truth}{}", " ".repeat(1_000_000)));
    texts.push(format!("{{\"data\":\"{}\"}}", "x".repeat(5 * 1024 * 1024)));
    let mut bodies: Vec<Vec<u8>> = texts.into_iter().map(String::into_bytes).collect();
    bodies.push(b"\xff\xfe[\0]\0".to_vec());
    bodies.push(b"[\"\xff\xfe\xc0\xaf\"]".to_vec());
    bodies.push(b"{\"data\":[{\"email\":\"\xed\xa0\x80\"}]}".to_vec());
    bodies.push(b"\x1f\x8b\x08\0\0\0\0\0".to_vec());
    bodies.push((0..=255).cycle().take(4096).collect());
    bodies
}

const HTML: &str = "<html><title>Error</title><body onload=ran.push('page')><h1>It broke</h1><script>ran.push('page')</script></body></html>";

const STATUSES: &[&str] = &[
    "200 OK",
    "200 <script>ran.push('reason')</script>",
    "201 Created",
    "202 Accepted",
    "203 Other",
    "204 No Content",
    "205 Reset Content",
    "206 Partial Content",
    "207 Multi-Status",
    "299 Own",
    "400 Bad Request",
    "402 Payment Required",
    "403 Forbidden",
    "404 Not Found",
    "405 Method Not Allowed",
    "409 Conflict",
    "410 Gone",
    "413 Too Large",
    "415 Other Media",
    "418 Teapot",
    "422 Unprocessable",
    "423 Locked",
    "426 Upgrade Required",
    "431 Too Large",
    "451 Unavailable",
    "499 Own",
    "500 Internal Server Error",
    "501 Not Implemented",
    "505 Version",
    "507 Full",
    "511 Network Authentication Required",
    "599 Own",
    "999 Own",
];

/// What stands in the body of an error.
const ERRORS: &[&str] = &[
    "",
    "{}",
    "[]",
    "{\"message\":null}",
    "{\"message\":{\"a\":1}}",
    "{\"message\":\"<img src=x onerror=ran.push('message')>\",\"errors\":null}",
    "{\"message\":\"\\u202eegassem\",\"errors\":{\"<b>\":[\"<script>ran.push('field')</script>\"]}}",
    "{\"message\":\"m\",\"errors\":{\"price\":\"text\",\"__proto__\":[\"x\"],\"0\":{}}}",
    "{\"message\":\"m\",\"errors\":[[[]]]}",
];

/// Headers that make browsers do something.
const HEADERS: &[&str] = &[
    "set-cookie: stolen=1; Path=/",
    "set-cookie: stolen=1; Path=/; HttpOnly; SameSite=None",
    "refresh: 0;url=TRAP",
    "location: TRAP",
    "content-location: TRAP",
    "link: <TRAP/a.css>; rel=preload; as=style",
    "link: <TRAP>; rel=preconnect",
    "link: <TRAP/a.js>; rel=modulepreload",
    "content-disposition: attachment; filename=a.exe",
    "content-security-policy: default-src * 'unsafe-inline' 'unsafe-eval'; report-uri TRAP",
    "content-security-policy-report-only: default-src 'none'; report-uri TRAP",
    "report-to: {\"group\":\"a\",\"max_age\":9999,\"endpoints\":[{\"url\":\"TRAP\"}]}",
    "nel: {\"report_to\":\"a\",\"max_age\":9999,\"success_fraction\":1}",
    "access-control-allow-origin: *",
    "cache-control: public, max-age=31536000, immutable",
    "strict-transport-security: max-age=1",
    "speculation-rules: \"TRAP/rules.json\"",
    "sourcemap: TRAP/a.map",
    "server-timing: a;desc=\"<script>ran.push('timing')</script>\"",
    "www-authenticate: Basic realm=\"Sign in to your bank\"",
    "service-worker-allowed: /",
    "retry-after: <script>",
    "content-type: text/html",
    "content-type: application/javascript",
    "content-type: image/svg+xml",
    "content-type: application/json; charset=utf-16",
    "content-type: \u{1f4a3}",
    "content-language: \u{202e}",
    "x-long: LONG",
];

/// Answers that are no answers on the wire.
fn torn(truth: &str) -> Vec<(&'static str, Answer)> {
    let json = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n";
    let half = &truth
        [..truth.len() / 2 - (0..4).find(|back| truth.is_char_boundary(truth.len() / 2 - back)).unwrap_or(0)];
    vec![
        ("nothing at all", Answer::raw("")),
        ("no HTTP", Answer::raw("hello\r\n\r\n")),
        ("half a head", Answer::raw("HTTP/1.1 200 OK\r\ncontent-ty")),
        ("a length that is no number", Answer::raw(format!("{json}content-length: many\r\n\r\n{truth}"))),
        ("two lengths", Answer::raw(format!("{json}content-length: 1\r\ncontent-length: 2\r\n\r\n{truth}"))),
        ("less than its length", Answer::raw(format!("{json}content-length: {}\r\n\r\n{half}", truth.len()))),
        ("more than its length", Answer::raw(format!("{json}content-length: {}\r\n\r\n{truth}", half.len()))),
        ("no length", Answer::raw(format!("{json}\r\n{half}"))),
        ("a length of 10 GB", Answer::raw(format!("{json}content-length: 10737418240\r\n\r\n{half}"))),
        (
            "pieces of wrong lengths",
            Answer::raw(format!(
                "{json}transfer-encoding: chunked\r\n\r\n{:x}\r\n{half}\r\nzz\r\n",
                half.len()
            )),
        ),
        (
            "a compression that it is not in",
            Answer::raw(format!(
                "{json}content-encoding: gzip\r\ncontent-length: {}\r\n\r\n{truth}",
                truth.len()
            )),
        ),
        (
            "an unknown compression",
            Answer::raw(format!(
                "{json}content-encoding: own\r\ncontent-length: {}\r\n\r\n{truth}",
                truth.len()
            )),
        ),
        ("6 MiB without a length", Answer::raw(format!("{json}\r\n\"{}\"", "x".repeat(6 << 20)))),
    ]
}

/// All of them, for an operation whose true answer is known; `trap` is an address of somebody else.
pub fn all(truth: &str, trap: &str) -> Vec<(String, Answer)> {
    let mut all = Vec::new();
    for (number, body) in bodies(truth).into_iter().enumerate() {
        let start: String =
            String::from_utf8_lossy(&body).chars().take(40).flat_map(char::escape_default).collect();
        all.push((format!("body {number}: {start}"), Answer::json(body)));
    }
    for (number, status) in STATUSES.iter().enumerate() {
        let is_html = number % 2 == 0;
        let kind = if is_html { "text/html" } else { "application/json" };
        let body = if is_html { HTML } else { ERRORS[number / 2 % ERRORS.len()] };
        // What has no body by its status has none on the wire either.
        let body = if status.starts_with("204") || status.starts_with("205") { "" } else { body };
        all.push((
            format!("status {status}"),
            Answer::with(status, &format!("content-type: {kind}\r\n"), body),
        ));
    }
    for error in ERRORS {
        let answer = Answer::with("422 Unprocessable", "content-type: application/json\r\n", error);
        all.push((format!("error {error}"), answer));
    }
    for header in HEADERS {
        let header = header.replace("TRAP", trap).replace("LONG", &"x".repeat(100_000));
        let kind = if header.starts_with("content-type") { "" } else { "content-type: application/json\r\n" };
        let name = format!("header {}", header.chars().take(60).collect::<String>());
        all.push((name, Answer::with("200 OK", &format!("{kind}{header}\r\n"), truth)));
    }
    all.extend(torn(truth).into_iter().map(|(name, answer)| (format!("wire: {name}"), answer)));
    all
}
