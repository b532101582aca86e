//! QR codes, drawn in the browser as one SVG path; the text they carry goes nowhere else.

use leptos::prelude::*;
use qrcode::{Color, EcLevel, QrCode};

const QUIET_ZONE: usize = 4;

/// The size of the drawing in modules, quiet zone included, and the path of its dark modules.
/// `None` where the text is longer than a QR code bears.
pub fn outline(text: &str) -> Option<(usize, String)> {
    use std::fmt::Write;
    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    let width = code.width();
    let colors = code.to_colors();
    let mut path = String::with_capacity(colors.len() * 4);
    for (y, row) in colors.chunks(width).enumerate() {
        let mut x = 0;
        while x < width {
            let run = row[x..].iter().take_while(|color| **color == Color::Dark).count();
            if run > 0 {
                let _ = write!(path, "M{} {}h{run}v1h-{run}z", x + QUIET_ZONE, y + QUIET_ZONE);
            }
            x += run.max(1);
        }
    }
    Some((width + 2 * QUIET_ZONE, path))
}

/// A QR code with a name for those who cannot see it.
pub fn qr(text: &str, label: &'static str) -> AnyView {
    match outline(text) {
        Some((size, path)) => view! {
            <div class="qr-tile"><svg class="qr" viewBox=format!("0 0 {size} {size}") role="img" aria-label=label><path d=path></path></svg></div>
        }
        .into_any(),
        None => view! { <p class="wrong">{crate::messages::QR_TOO_LONG}</p> }.into_any(),
    }
}

#[cfg(test)]
mod tests {
    use super::outline;

    #[test]
    fn the_outline_draws_exactly_the_dark_modules() {
        let text = "otpauth://totp/Centro%20Wallet:a%40b.example?secret=LZO4ZUG2XGJG4AWMZ3KR6FDFBQC2EX7L&issuer=Centro%20Wallet";
        let (size, path) = outline(text).unwrap();
        let code = qrcode::QrCode::with_error_correction_level(text, qrcode::EcLevel::M).unwrap();
        assert_eq!(size, code.width() + 8);
        let drawn: usize = path
            .split('M')
            .skip(1)
            .map(|run| run.split(['h', 'v']).nth(1).unwrap().parse::<usize>().unwrap())
            .sum();
        let dark = code.to_colors().iter().filter(|color| **color == qrcode::Color::Dark).count();
        assert_eq!(drawn, dark);
        assert!(path.starts_with("M4 4h7v1h-7z"), "the finder pattern starts after the quiet zone");
    }

    #[test]
    fn a_text_no_code_bears_is_refused() {
        assert!(outline(&"x".repeat(5000)).is_none());
    }
}
