//! Short texts with keys in backticks, as the words of the program write them ("`u` takes it back").

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::base::cells;
use crate::base::clean::clean;
use crate::tui::theme::{Role, Theme};

/// The text as one line in `style`, its backticked keys in the accent.
pub fn rich(text: &str, style: Style, theme: &Theme) -> Line<'static> {
    let mut spans = Vec::new();
    for (place, piece) in text.split('`').enumerate() {
        if !piece.is_empty() {
            let style = if place % 2 == 1 { style.patch(theme.style(Role::Accent)) } else { style };
            spans.push(Span::styled(clean(piece).into_owned(), style));
        }
    }
    Line::from(spans)
}

/// The line broken between words into lines of at most `width` cells, each piece in its own style.
pub fn wrapped(line: &Line<'static>, width: usize) -> Vec<Line<'static>> {
    let mut lines = vec![Line::default()];
    for span in &line.spans {
        for word in span.content.split_inclusive(' ') {
            let used = lines.last().map_or(0, Line::width);
            if used > 0 && used + cells::width(word.trim_end()) > width {
                lines.push(Line::default());
            }
            if let Some(last) = lines.last_mut() {
                last.push_span(Span::styled(word.to_owned(), span.style));
            }
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::theme::Depth;

    #[test]
    fn a_long_line_is_broken_between_words_and_keeps_its_styles() {
        let theme = Theme::named("dark", Depth::True).unwrap();
        let line = rich("'~abc'만 못 읽었어요. `~4h`처럼 적어 주세요", Style::new(), &theme);
        let lines = wrapped(&line, 24);
        let texts: Vec<String> = lines.iter().map(ToString::to_string).collect();
        assert_eq!(texts, ["'~abc'만 못 읽었어요. ", "~4h처럼 적어 주세요"]);
        assert_eq!(lines[1].spans[0].style, theme.style(Role::Accent));
        assert!(lines.iter().all(|line| cells::width(line.to_string().trim_end()) <= 24));
    }
}
