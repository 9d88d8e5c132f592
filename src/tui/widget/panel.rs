//! Where popups stand and how they set themselves off: by space and a faint ground, not by boxes.

use std::borrow::Borrow;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Clear};

use crate::base::cells;
use crate::base::clean::clean;
use crate::tui::theme::{Role, Theme};

/// A panel of at most `width`×`height` cells in the middle of `area`, never larger than it.
pub fn centred(area: Rect, width: u16, height: u16) -> Rect {
    let (width, height) = (width.min(area.width), height.min(area.height));
    Rect::new(area.x + (area.width - width) / 2, area.y + (area.height - height) / 3, width, height)
}

/// How wide a panel is: at most `most`, the whole area where little would be left beside it.
pub fn width(area: Rect, most: u16) -> u16 {
    if area.width < most + 12 { area.width } else { most }
}

/// A panel of `height` rows at the foot of `area`.
pub fn foot(area: Rect, height: u16) -> Rect {
    let height = height.min(area.height);
    Rect::new(area.x, area.bottom() - height, area.width, height)
}

/// Clears a panel, writes its title and gives the area inside.
pub fn open(frame: &mut Frame, panel: Rect, title: &str, theme: &Theme) -> Rect {
    frame.render_widget(Clear, panel);
    let ground = theme.style(Role::Faint);
    frame.render_widget(Block::new().style(ground), panel);
    if panel.width < 4 || panel.height == 0 {
        return Rect::new(panel.x, panel.y, 0, 0);
    }
    let heading = Span::styled(clean(title).into_owned(), Style::new().add_modifier(Modifier::BOLD));
    put(frame, Rect::new(panel.x + 2, panel.y, panel.width - 4, 1), Line::from(heading));
    let top = 1.min(panel.height);
    Rect::new(panel.x + 2, panel.y + top, panel.width - 4, panel.height - top)
}

/// Draws one line at the top of an area, cut with a mark at its right edge; nothing where the area has no cells.
pub fn put<'a>(frame: &mut Frame, area: Rect, line: impl Borrow<Line<'a>>) {
    let area = area.intersection(frame.area());
    if area.width == 0 || area.height == 0 {
        return;
    }
    let (line, buffer) = (line.borrow(), frame.buffer_mut());
    if !is_wider(line, usize::from(area.width)) {
        buffer.set_line(area.x, area.y, line, area.width);
        return;
    }
    let (end, _) = buffer.set_line(area.x, area.y, line, area.width - 1);
    // On the ground that lies there already.
    buffer.set_stringn(end, area.y, cells::CUT, usize::from(area.right() - end), Style::new());
}

/// Whether more than blanks would be cut off.
fn is_wider(line: &Line<'_>, width: usize) -> bool {
    line.width() > width && {
        let text: String = line.spans.iter().map(|span| span.content.as_ref()).collect();
        cells::width(text.trim_end()) > width
    }
}

/// The row `down` rows below the top of an area, if it has so many.
pub fn row(area: Rect, down: usize) -> Option<Rect> {
    let down = u16::try_from(down).ok().filter(|down| *down < area.height)?;
    Some(Rect::new(area.x, area.y + down, area.width, 1))
}

/// Draws lines from the top of an area, as many as fit.
pub fn put_lines(frame: &mut Frame, area: Rect, lines: impl IntoIterator<Item = Line<'static>>) {
    for (down, line) in lines.into_iter().enumerate() {
        let Some(row) = row(area, down) else { return };
        put(frame, row, line);
    }
}

/// Lays the ground of the selected row over a whole row.
pub fn select(frame: &mut Frame, row: Rect, theme: &Theme) {
    let row = row.intersection(frame.area());
    frame.buffer_mut().set_style(row, theme.selected());
}
