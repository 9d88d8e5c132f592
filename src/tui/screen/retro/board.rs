//! A retro that collects: the columns with one's cards, and the input line at the foot.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use super::facts::{lines, wrapped};
use super::talk::{Item, Talk};
use crate::base::cells;
use crate::base::clean::clean;
use crate::domain::task::TaskStatus;
use crate::port::formats;
use crate::query::retro::RetroPage;
use crate::text::{Lang, w};
use crate::tui::desk::Desk;
use crate::tui::layout;
use crate::tui::theme::Role;
use crate::tui::widget::{panel, rich};

/// The title of a column in the user's language.
pub(super) fn title(page: &RetroPage, lane: usize, lang: Lang) -> String {
    let column = page.columns.get(lane);
    let said = column.map(|column| if lang == Lang::Ko { &column.ko } else { &column.en });
    said.map(|said| clean(said).into_owned()).unwrap_or_default()
}

/// The column under a place of the mouse.
pub(super) fn lane_at(talk: &Talk, area: Rect, column: u16) -> Option<usize> {
    let count = talk.page.columns.len().max(1) as u16;
    let wide = (area.width / count).max(1);
    let lane = usize::from(column.checked_sub(area.x)? / wide);
    (lane < talk.page.columns.len()).then_some(lane)
}

/// Last time's actions in a line, with whether they were kept.
pub(super) fn last_time(page: &RetroPage, desk: &Desk) -> String {
    let all = page.last_actions.len();
    if all == 0 {
        return desk.word(w::ROOM_NO_LAST_ACTIONS).to_owned();
    }
    let kept = page.last_actions.iter().filter(|action| action.status == TaskStatus::Done).count();
    let said = desk.say(w::ROOM_LAST_ACTIONS, &[("kept", &kept), ("all", &all)]);
    if kept == all { format!("{said} {}", desk.glyphs.done) } else { said }
}

fn facts_line(page: &RetroPage, desk: &Desk) -> String {
    let ledger = &page.facts.ledger;
    let parts = [
        (w::PAPER_DONE, ledger.done),
        (w::PAPER_CARRIED, ledger.carried),
        (w::PAPER_DROPPED, ledger.dropped),
        (w::ROOM_FACTS_BLOCKED, page.facts.blocked_days),
    ];
    let said = parts.iter().filter(|(_, count)| *count > 0).map(|(text, count)| desk.say(*text, &[("n", count)]));
    let said = said.collect::<Vec<_>>().join(", ");
    let what = if said.is_empty() { desk.word(w::COMMON_NO_TASKS) } else { said.as_str() };
    desk.say(w::ROOM_FACTS_LINE, &[("what", &what)])
}

/// Draws everything while collecting.
pub(super) fn draw(talk: &Talk, frame: &mut Frame, area: Rect, desk: &Desk) {
    let (area, beside) = layout::beside(area);
    let area = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    let (theme, page) = (&desk.theme, &talk.page);
    let dim = theme.style(Role::Dim);
    let mut head = Line::from(Span::raw(last_time(page, desk)));
    if beside.is_none() {
        head.spans.push(Span::raw("    "));
        head.spans.extend(rich::rich(&facts_line(page, desk), dim, theme).spans);
    }
    panel::put(frame, area, head);
    let foot = foot_rows(area);
    let middle = Rect { y: area.y + 2.min(area.height), height: area.height.saturating_sub(2 + foot), ..area };
    if talk.facts && beside.is_none() {
        panel::put_lines(frame, middle, lines(&page.facts, usize::from(middle.width), desk));
    } else {
        columns(talk, frame, middle, desk);
    }
    let below = Rect { y: area.bottom().saturating_sub(foot), height: foot.min(area.height), ..area };
    draw_foot(talk, frame, below, desk);
    if let Some(detail) = beside {
        let detail = Rect { x: detail.x + 2, width: detail.width.saturating_sub(3), ..detail };
        panel::put_lines(frame, detail, lines(&page.facts, usize::from(detail.width), desk));
    }
}

/// Rows under the cards: who sees what, who has written, the line, its help.
const fn foot_rows(area: Rect) -> u16 {
    if area.height >= 14 { 5 } else { 4 }
}

fn columns(talk: &Talk, frame: &mut Frame, area: Rect, desk: &Desk) {
    let count = talk.page.columns.len().max(1) as u16;
    let wide = area.width / count;
    for lane in 0..talk.page.columns.len() {
        let left = area.x + wide * lane as u16;
        let last = lane + 1 == talk.page.columns.len();
        let own = Rect { x: left, width: wide.saturating_sub(if last { 0 } else { 3 }), ..area };
        column(talk, frame, own, lane, desk);
        if !last {
            let sign = Line::from(Span::styled(desk.glyphs.divider, desk.theme.style(Role::Dim)));
            for down in 0..area.height {
                panel::put(frame, Rect::new(left + wide - 2, area.y + down, 1, 1), sign.clone());
            }
        }
    }
}

fn column(talk: &Talk, frame: &mut Frame, area: Rect, lane: usize, desk: &Desk) {
    let (theme, id) = (&desk.theme, &talk.page.columns[lane].id);
    let cards: Vec<_> = talk.page.cards.iter().filter(|card| card.lane == *id).collect();
    let sent: Vec<_> = talk.sent.iter().filter(|sent| sent.lane == *id).collect();
    let open = talk.writing && talk.lane == lane;
    let style = if open {
        theme.style(Role::Accent).add_modifier(Modifier::BOLD)
    } else {
        Style::new().add_modifier(Modifier::BOLD)
    };
    let head = vec![
        Span::styled(format!("{} ", lane + 1), theme.style(Role::Accent)),
        Span::styled(format!("{} ({})", title(&talk.page, lane, desk.lang), cards.len() + sent.len()), style),
    ];
    panel::put(frame, area, Line::from(head));
    let inner = Rect { y: area.y + 2.min(area.height), height: area.height.saturating_sub(2), ..area };
    let width = usize::from(inner.width);
    let (mut out, mut shown) = (vec![], None);
    for card in cards {
        let here = !talk.writing && matches!(talk.selected(), Some(Item::Card(at)) if at.id == card.id);
        let edited = talk.editing == Some(card.id);
        let style = if here || edited { Style::new().add_modifier(Modifier::BOLD) } else { Style::new() };
        let from = out.len();
        let lead = if here { format!("{} ", desk.glyphs.path) } else { String::new() };
        out.extend(super::facts::led(&lead, &card.text, width, style));
        if here || edited {
            shown = Some((from, out.len()));
        }
        out.push(Line::default());
    }
    for card in sent {
        out.extend(wrapped(&card.text, width, theme.style(Role::Dim)));
        out.push(Line::default());
    }
    let height = usize::from(inner.height);
    // The newest cards are in sight, or the one under the cursor.
    let end = shown.map_or(out.len().saturating_sub(1), |(_, end)| end.max(height.min(out.len())));
    let skip = shown.map_or(end.saturating_sub(height), |(from, _)| end.saturating_sub(height).min(from));
    panel::put_lines(frame, inner, out.into_iter().skip(skip));
}

fn draw_foot(talk: &Talk, frame: &mut Frame, area: Rect, desk: &Desk) {
    let (theme, page) = (&desk.theme, &talk.page);
    let dim = theme.style(Role::Dim);
    let sealed = match page.hidden {
        0 => desk.word(w::ROOM_OWN_ONLY).to_owned(),
        hidden => desk.say(w::ROOM_HIDDEN, &[("n", &hidden)]),
    };
    let writers: Vec<String> = page.writers.iter().map(|it| format!("{} {}", clean(&it.name), it.cards)).collect();
    let writers = format!("{}   {}", desk.word(w::ROOM_WRITERS), writers.join("  "));
    let top = area.height.saturating_sub(4);
    let at = |down: u16| panel::row(area, usize::from(top + down));
    if let Some(row) = at(0) {
        panel::put(frame, row, rich::rich(&sealed, dim, theme));
    }
    if let Some(row) = at(1) {
        panel::put(frame, row, Line::from(Span::styled(writers, dim)));
    }
    if let Some(row) = at(2) {
        input_line(talk, frame, row, desk);
    }
    if let Some(row) = at(3).filter(|_| talk.writing) {
        panel::put(frame, row, rich::rich(desk.word(w::ROOM_CARD_HELP), dim, theme));
    }
}

/// The line that cards are written in, with its column's name and, while it is empty, its question.
pub(super) fn input_line(talk: &Talk, frame: &mut Frame, row: Rect, desk: &Desk) {
    let theme = &desk.theme;
    let label = format!("{} {} ", title(&talk.page, talk.lane, desk.lang), desk.glyphs.path);
    let wide = (cells::width(&label) as u16).min(row.width / 2);
    let style = if talk.writing { theme.style(Role::Accent) } else { theme.style(Role::Dim) };
    panel::put(frame, Rect { width: wide, ..row }, Line::from(Span::styled(label, style.add_modifier(Modifier::BOLD))));
    let field = Rect { x: row.x + wide, width: row.width - wide, ..row };
    if talk.field.is_empty() {
        let format = formats::find(&talk.page.format, &desk.formats);
        let lane = format.and_then(|format| format.lanes.get(talk.lane));
        let question =
            lane.map_or_else(|| desk.word(w::ROOM_CARD_ASK).to_owned(), |lane| lane.ask.say(desk.lang).to_owned());
        panel::put(frame, field, Line::from(Span::styled(clean(&question).into_owned(), theme.style(Role::Dim))));
    }
    if talk.writing {
        talk.field.view(frame, field, Style::new());
    } else if !talk.field.is_empty() {
        panel::put(frame, field, Line::from(clean(talk.field.text()).into_owned()));
    }
}
