//! Amounts that a comma of their own may have cut in two.

use super::{Field, Reading, is_digits};

impl Reading<'_> {
    /// Whether an amount may have ended at its own comma: `1,234.50` without quotes is two cells, and the first of them
    /// is an amount as well. The rest of it are digits in the next cells: with decimals, or where a reason would stand,
    /// or three of them in a cell that nothing needs or in a row that is too long. In the place of an id they are an id.
    pub(super) fn is_cut(&self) -> bool {
        let place = self.fields.iter().position(|known| *known == Some(Field::Amount));
        let Some(place) = place.filter(|_| self.separator == ',') else { return false };
        let mut cells = self.cells.iter().map(|cell| cell.trim()).enumerate().skip(place);
        let begins = |cell: &str| {
            let digits = cell.trim_start_matches(['-', '\u{2212}']);
            is_digits(digits) && digits.len() <= 3
        };
        if !cells.next().is_some_and(|(_, cell)| begins(cell)) {
            return false;
        }
        let is_long = self.cells.len() > self.fields.len();
        for (place, cell) in cells {
            let (whole, decimals) = cell.split_once('.').unwrap_or((cell, ""));
            if whole.len() > 3 || !is_digits(whole) {
                return false;
            }
            let rest = match self.fields.get(place) {
                Some(Some(Field::Reason)) => true,
                None | Some(None) => whole.len() == 3,
                Some(Some(_)) => is_long && whole.len() == 3,
            };
            if rest || (whole.len() > 1 && is_digits(decimals)) {
                return true;
            }
        }
        false
    }
}
