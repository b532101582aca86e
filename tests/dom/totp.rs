//! Codes against the vectors of RFC 6238, appendix B, through the browser's own cryptography.

use purser::pages::shared::totp::{Verdict, try_code};
use purser_api::otpauth::Otpauth;
use wasm_bindgen_test::wasm_bindgen_test;

fn enrolment() -> Otpauth {
    // The RFC's secret, "12345678901234567890", in base32; its codes have eight digits.
    Otpauth::parse("otpauth://totp/Rfc:a@b.example?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Rfc&algorithm=SHA1&digits=8&period=30").unwrap()
}

#[wasm_bindgen_test]
async fn codes_are_those_of_rfc_6238() {
    for (seconds, code) in [
        (59, "94287082"),
        (1_111_111_109, "07081804"),
        (1_234_567_890, "89005924"),
        (20_000_000_000, "65353130"),
    ] {
        assert_eq!(try_code(&enrolment(), code, seconds).await, Verdict::Right(0), "{seconds}");
    }
}

#[wasm_bindgen_test]
async fn a_step_of_drift_is_told_and_more_is_wrong() {
    assert_eq!(try_code(&enrolment(), "94287082", 59 + 30).await, Verdict::Right(-1));
    assert_eq!(try_code(&enrolment(), "94287082", 59 - 30).await, Verdict::Right(1));
    assert_eq!(try_code(&enrolment(), "94287082", 59 + 60).await, Verdict::Wrong);
    assert_eq!(try_code(&enrolment(), "00000000", 59).await, Verdict::Wrong);
}
