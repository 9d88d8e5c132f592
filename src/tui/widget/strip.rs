//! The tab strip: every page, the open one standing out, date and name at the right where there is room.

use ratatui::style::Modifier;
use ratatui::text::{Line, Span};

use crate::base::cells;
use crate::tui::theme::{Role, Theme};

/// One tab: its digit, its word, whether it is open.
pub struct Tab {
    /// The digit that goes there.
    pub digit: char,
    /// Its name.
    pub name: &'static str,
    /// Whether it is the open one.
    pub open: bool,
}

/// The columns `start..end` of each tab, tight (`1Today`) where the window is narrow.
pub fn places(tabs: &[Tab], width: usize) -> Vec<(usize, usize)> {
    let gap = usize::from(is_loose(tabs, width));
    let mut at = 1;
    tabs.iter()
        .map(|tab| {
            let start = at;
            at += 1 + gap + cells::width(tab.name) + 1 + gap;
            (start, at - 1 - gap)
        })
        .collect()
}

fn is_loose(tabs: &[Tab], width: usize) -> bool {
    let names: usize = tabs.iter().map(|tab| cells::width(tab.name) + 4).sum();
    names + 30 <= width
}

/// The strip, exactly as wide as the window.
pub fn strip(tabs: &[Tab], right: &str, width: usize, theme: &Theme) -> Line<'static> {
    let mut spans = vec![Span::raw(" ")];
    let mut used = 1;
    let loose = is_loose(tabs, width);
    for tab in tabs {
        let style = if tab.open {
            theme.style(Role::Accent).add_modifier(Modifier::BOLD | Modifier::UNDERLINED)
        } else {
            theme.style(Role::Dim)
        };
        let text = if loose { format!("{} {}", tab.digit, tab.name) } else { format!("{}{}", tab.digit, tab.name) };
        used += cells::width(&text) + 1 + usize::from(loose);
        spans.push(Span::styled(text, style));
        spans.push(Span::raw(if loose { "  " } else { " " }));
    }
    let room = width.saturating_sub(used + 1);
    let shown = cells::cut(right, room, "");
    if room >= 5 && !shown.is_empty() {
        let gap = room - cells::width(&shown);
        spans.push(Span::styled(format!("{}{shown} ", " ".repeat(gap)), theme.style(Role::Dim)));
    }
    Line::from(spans)
}
