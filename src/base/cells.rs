//! Text measured in terminal cells: width, cut, pad, wrap. Always by whole grapheme, never by byte or character.
//! Knows nothing of what the text means; it expects text made harmless by [`super::clean`].

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// The mark that shows where text was cut; one cell, of no ambiguous width.
pub const CUT: &str = "⋯";

/// The number of terminal cells that `text` takes on one line.
pub fn width(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.graphemes(true).map(UnicodeWidthStr::width).sum() }
}

/// `text` in at most `cells` cells; where something had to go, it ends in `mark`.
///
/// A wide cell is never halved, so the result may be one cell short. Too little room even for `mark` gives no text.
pub fn cut<'a>(text: &'a str, cells: usize, mark: &str) -> Cow<'a, str> {
    if width(text) <= cells {
        return Cow::Borrowed(text);
    }
    let Some(room) = cells.checked_sub(width(mark)) else { return Cow::Borrowed("") };
    let end = fitting(text, room);
    Cow::Owned(format!("{}{mark}", &text[..end]))
}

/// The length in bytes of the longest start of `text`, in whole graphemes, that fits into `cells` cells.
pub fn fitting(text: &str, cells: usize) -> usize {
    let mut used = 0;
    for (start, grapheme) in text.grapheme_indices(true) {
        used += UnicodeWidthStr::width(grapheme);
        if used > cells {
            return start;
        }
    }
    text.len()
}

/// `text` cut to `cells` cells and filled with spaces on the right: always exactly `cells` wide.
pub fn pad(text: &str, cells: usize) -> String {
    let mut out = cut(text, cells, CUT).into_owned();
    fill(&mut out, cells);
    out
}

/// `text` cut to `cells` cells and filled with spaces on the left: always exactly `cells` wide.
pub fn pad_left(text: &str, cells: usize) -> String {
    let shown = cut(text, cells, CUT);
    let mut out = " ".repeat(cells.saturating_sub(width(&shown)));
    out.push_str(&shown);
    out
}

fn fill(text: &mut String, cells: usize) {
    let missing = cells.saturating_sub(width(text));
    text.extend(std::iter::repeat_n(' ', missing));
}

/// `text` broken into lines of at most `cells` cells: at spaces where it can, inside a word where it must.
///
/// Line breaks in `text` stay; there is always at least one line. A grapheme wider than `cells` gets a line of its own.
pub fn wrap(text: &str, cells: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for line in text.split('\n') {
        wrap_line(line, cells.max(1), &mut lines);
    }
    lines
}

fn wrap_line(line: &str, cells: usize, lines: &mut Vec<String>) {
    let (mut current, mut used) = (String::new(), 0);
    for piece in line.split_inclusive(' ') {
        let word = piece.trim_end_matches(' ');
        if used + width(word) > cells && used > 0 {
            lines.push(std::mem::take(&mut current).trim_end().to_owned());
            used = 0;
        }
        for grapheme in piece.graphemes(true) {
            let wide = UnicodeWidthStr::width(grapheme);
            if used + wide > cells && used > 0 {
                // A space that does not fit is the break itself.
                if grapheme == " " {
                    continue;
                }
                lines.push(std::mem::take(&mut current).trim_end().to_owned());
                used = 0;
            }
            current.push_str(grapheme);
            used += wide;
        }
    }
    lines.push(current.trim_end().to_owned());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_grapheme_is_measured_whole() {
        // TV-I7 for Hangul and U+318D; the default is narrow for the ambiguous ones.
        for (text, cells) in [("한글", 4), ("ㆍ", 2), ("·", 1), ("※", 1), ("●", 1), ("⋯", 1), ("abc", 3), ("", 0)]
        {
            assert_eq!(width(text), cells, "{text}");
        }
        assert_eq!(width("\u{1112}\u{1161}\u{11AB}"), 2, "NFD 한");
        assert_eq!(width("👨‍👩‍👧‍👦"), 2);
        assert_eq!(width("👍🏽"), 2);
        assert_eq!(width("🇰🇷"), 2);
        assert_eq!(width("e\u{301}"), 1);
    }

    #[test]
    fn a_cut_never_halves_a_wide_cell() {
        assert_eq!(cut("회의록", 6, CUT), "회의록");
        assert_eq!(cut("회의록", 5, CUT), "회의⋯");
        assert_eq!(cut("회의록", 4, CUT), "회⋯");
        assert_eq!(cut("회의록", 0, CUT), "");
        assert_eq!(cut("👨‍👩‍👧‍👦 가족", 3, CUT), "👨‍👩‍👧‍👦⋯");
    }

    #[test]
    fn columns_are_exact() {
        for (text, cells) in [("새별", 3), ("새별", 8), ("a", 1), ("", 4), ("회의록", 5)] {
            assert_eq!(width(&pad(text, cells)), cells);
            assert_eq!(width(&pad_left(text, cells)), cells);
        }
        assert_eq!(pad_left("3.5", 5), "  3.5");
    }

    #[test]
    fn long_text_breaks_at_spaces_first() {
        assert_eq!(wrap("wave two to k8s", 8), ["wave two", "to k8s"]);
        assert_eq!(wrap("운영 로그 이관", 9), ["운영 로그", "이관"]);
        assert_eq!(wrap("가나다라마", 4), ["가나", "다라", "마"]);
        assert_eq!(wrap("a\n\nb", 4), ["a", "", "b"]);
        assert_eq!(wrap("", 4), [""]);
        assert!(wrap("가나 다", 1).iter().all(|line| width(line) <= 2));
    }

    proptest::proptest! {
        #[test]
        fn any_text_fits_its_column(text: String, cells in 1_usize..30) {
            let text = super::super::clean::clean(&text);
            proptest::prop_assert_eq!(width(&pad(&text, cells)), cells);
            proptest::prop_assert_eq!(width(&pad_left(&text, cells)), cells);
            proptest::prop_assert!(width(&cut(&text, cells, CUT)) <= cells);
            let single = |line: &str| line.graphemes(true).filter(|one| width(one) > 0).count() == 1;
            proptest::prop_assert!(wrap(&text, cells).iter().all(|line| width(line) <= cells || single(line)));
        }
    }
}
