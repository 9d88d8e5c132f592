//! Short texts with keys in backticks, as the words of the program write them ("`u` takes it back").

use ratatui::style::Style;
use ratatui::text::{Line, Span};

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
