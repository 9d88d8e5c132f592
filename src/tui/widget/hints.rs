//! The hint bar: as many hints as fit, never one cut in half.

use ratatui::text::{Line, Span};

use crate::base::cells;
use crate::tui::theme::{Role, Theme};

/// One hint: a key and a word.
pub type Hint = (String, String);

/// The line of the hints that fit into `width`, with `tail` (help, saved) kept at the right end.
pub fn hints(all: &[Hint], tail: &[Hint], saved: &str, width: usize, theme: &Theme) -> Line<'static> {
    let size = |(key, word): &Hint| cells::width(key) + 1 + cells::width(word) + 2;
    let saved_size = cells::width(saved);
    let mut room = width.saturating_sub(1 + saved_size + 1);
    let mut chosen: Vec<&Hint> = Vec::new();
    let mut tail_room: usize = tail.iter().map(size).sum();
    if tail_room > room {
        tail_room = 0;
    }
    room -= tail_room;
    for hint in all {
        if size(hint) > room {
            break;
        }
        room -= size(hint);
        chosen.push(hint);
    }
    if tail_room > 0 {
        chosen.extend(tail);
    }
    let mut spans = vec![Span::raw(" ")];
    let mut used = 1;
    for hint in chosen {
        spans.push(Span::styled(hint.0.clone(), theme.style(Role::Accent)));
        spans.push(Span::styled(format!(" {}  ", hint.1), theme.style(Role::Dim)));
        used += size(hint);
    }
    let gap = width.saturating_sub(used + saved_size + 1);
    if used + saved_size <= width {
        spans.push(Span::styled(format!("{}{saved}", " ".repeat(gap)), theme.style(Role::Dim)));
    }
    Line::from(spans)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::theme::Depth;

    #[test]
    fn hints_fit_every_width() {
        let theme = Theme::named("none", Depth::None).unwrap();
        let hint = |key: &str, word: &str| (key.to_owned(), word.to_owned());
        let all = [hint("Space", "끝내기"), hint("b", "막힘"), hint("c", "댓글"), hint("a", "추가")];
        let tail = [hint("?", "도움")];
        for width in 0..100 {
            assert!(hints(&all, &tail, "저장됨 ✓", width, &theme).width() <= width.max(1), "{width}");
        }
        let line = hints(&all, &tail, "저장됨 ✓", 60, &theme).to_string();
        assert_eq!(line, " Space 끝내기  b 막힘  c 댓글  a 추가  ? 도움      저장됨 ✓");
    }
}
