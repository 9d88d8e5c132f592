//! How the closing room is drawn: the act's sum, the table of leftovers, the line for all, what happens then.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use super::Closing;
use crate::base::cells;
use crate::base::clean::clean;
use crate::domain::act::Fate;
use crate::domain::season::Stage;
use crate::query::act::ActPage;
use crate::query::list::TaskRow;
use crate::text::label::Label;
use crate::text::w;
use crate::text::when::{d_day, say_day_short, say_effort};
use crate::tui::desk::Desk;
use crate::tui::face as task;
use crate::tui::layout;
use crate::tui::screen::Status;
use crate::tui::theme::Role;
use crate::tui::widget::{panel, rich, row};

/// Rows above the table: the sum, a space, the heading.
const ABOVE: u16 = 3;
/// Rows below it: a space, what happens then, a space, the advice.
const BELOW: u16 = 4;

/// Where the rows of the table stand.
pub(super) fn table(area: Rect) -> Rect {
    let above = ABOVE.min(area.height);
    Rect { y: area.y + above, height: (area.height - above).saturating_sub(BELOW), ..area }
}

fn bold() -> Style {
    Style::new().add_modifier(Modifier::BOLD)
}

impl Closing {
    pub(super) fn status_line(&self, desk: &Desk) -> Status {
        let Some(page) = &self.page else { return Status::default() };
        let path = desk.glyphs.path;
        let title = clean(&page.head.title);
        let left = format!("{} {path} A{} {title} {path} ", clean(&page.party_name), page.head.number);
        let left = Line::from(vec![Span::raw(left), Span::styled(desk.word(w::CLOSING_PATH), bold())]);
        let days = match (page.head.first, page.head.last) {
            (Some(first), Some(last)) => {
                let (first, day) =
                    (say_day_short(desk.lang, first, desk.today), say_day_short(desk.lang, last, desk.today));
                let days = desk.say(w::CLOSING_DAYS, &[("first", &first), ("last", &day)]);
                format!("{days}   {}", d_day(last, desk.today))
            }
            _ => String::new(),
        };
        Status { left, right: Line::from(Span::styled(days, desk.theme.style(Role::Dim))) }
    }

    pub(super) fn draw(&self, frame: &mut Frame, area: Rect, desk: &Desk) {
        let Some(page) = &self.page else { return };
        let (list, detail) = layout::beside(area);
        let list = Rect { x: list.x + 1, width: list.width.saturating_sub(2), ..list };
        panel::put(frame, list, self.sum(page, usize::from(list.width), desk));
        let leftovers = self.leftovers();
        let table = table(list);
        if leftovers.is_empty() {
            let said = rich::rich(desk.word(w::CLOSING_NOTHING_LEFT), Style::new(), &desk.theme);
            panel::put(frame, table, said);
        } else {
            self.draw_table(frame, list, &leftovers, desk);
        }
        let rows = self.rows().min(usize::from(table.height)) as u16;
        let foot = Rect { y: table.y + rows + 1, height: area.bottom().saturating_sub(table.y + rows + 1), ..list };
        panel::put(frame, foot, self.afterwards(page, desk));
        if let Some(detail) = detail {
            self.draw_detail(frame, detail, desk);
        } else if let Some(last) = panel::row(foot, 2)
            && let Some(said) = self.advice(desk)
        {
            panel::put(frame, last, said);
        }
    }

    /// The identity of the ledger: what came in is what went out.
    fn sum(&self, page: &ActPage, width: usize, desk: &Desk) -> Line<'static> {
        let ledger = &page.ledger;
        if ledger.start + ledger.added == 0 {
            return Line::from(Span::raw(desk.word(w::COMMON_NO_TASKS_YET)));
        }
        let left = self.leftovers().len();
        let said = desk.say(
            w::CLOSING_LEDGER,
            &[
                ("start", &ledger.start),
                ("added", &ledger.added),
                ("removed", &ledger.removed),
                ("done", &ledger.done),
                ("left", &left),
            ],
        );
        let estimate = task::days(page.count.estimate_minutes, desk.lang);
        let effort = desk.say(w::CLOSING_EFFORT, &[("estimate", &estimate)]);
        let fits = cells::width(&said) + cells::width(&effort) + 3 <= width;
        let effort = if fits { format!("   {effort}") } else { String::new() };
        Line::from(vec![Span::raw(said), Span::styled(effort, desk.theme.style(Role::Dim))])
    }

    fn draw_table(&self, frame: &mut Frame, list: Rect, leftovers: &[&TaskRow], desk: &Desk) {
        let (dim, table) = (desk.theme.style(Role::Dim), table(list));
        let wide = Columns::of(list.width);
        if let Some(head) = panel::row(list, usize::from(ABOVE) - 1) {
            let count = desk.say(w::CLOSING_LEFTOVERS, &[("n", &leftovers.len())]);
            let columns = [
                row::fixed(count, wide.lead() + wide.title).style(bold()),
                row::fixed(desk.word(w::CLOSING_WHERE), wide.fate).style(dim),
                row::grow(desk.word(w::CLOSING_WHY)).style(dim),
            ];
            panel::put(frame, head, row::line(&columns, usize::from(head.width)));
        }
        for (down, place) in self.cursor.window(self.rows()).enumerate() {
            let Some(at) = panel::row(table, down) else { break };
            let selected = place == self.cursor.row;
            if selected {
                panel::select(frame, at, &desk.theme);
            }
            let line = match leftovers.get(place) {
                Some(task) => self.leftover(task, selected, &wide, at.width, desk),
                None => self.for_all(selected, at.width, desk),
            };
            panel::put(frame, at, line);
        }
    }

    fn leftover(&self, task: &TaskRow, selected: bool, wide: &Columns, width: u16, desk: &Desk) -> Line<'static> {
        let Some(choice) = self.choice(task) else { return Line::default() };
        let theme = &desk.theme;
        let (dim, warn) = (theme.style(Role::Dim), theme.style(Role::Warn));
        let text = if selected { bold() } else { Style::new() };
        let flag = if self.is_third(task) { desk.glyphs.blocked } else { "" };
        let (reason, style) =
            if choice.reason.is_empty() { (self.all.as_str(), dim) } else { (choice.reason.as_str(), Style::new()) };
        let columns = [
            row::fixed(if selected { desk.glyphs.path } else { "" }, 2).style(theme.style(Role::Accent)),
            row::fixed(&task.key, wide.key).style(dim),
            row::fixed(&task.title, wide.title.saturating_sub(1)).style(text),
            row::fixed("", 1),
            row::fixed(flag, 2).style(warn),
            row::fixed(self.fate(choice.fate, desk), wide.fate).style(text),
            row::grow(reason).style(style),
        ];
        row::line(&columns, usize::from(width))
    }

    /// A leftover's fate with its sign, and the act it goes on to.
    fn fate(&self, fate: Fate, desk: &Desk) -> String {
        let next = self.page.as_ref().and_then(|page| page.next.as_ref());
        let act = next.map(|next| format!("A{} {}", next.number, next.title)).unwrap_or_default();
        match fate {
            Fate::Next => format!("> {act}"),
            Fate::Split => format!("s {}", fate.said(desk.lang)),
            Fate::Backlog => format!("b {}", fate.said(desk.lang)),
            Fate::Drop => format!("{} {}", desk.glyphs.dropped, fate.said(desk.lang)),
        }
    }

    fn for_all(&self, selected: bool, width: u16, desk: &Desk) -> Line<'static> {
        let theme = &desk.theme;
        let label = format!("{} {} ", desk.word(w::CLOSING_ALL), desk.glyphs.path);
        let mut spans = vec![
            Span::styled(cells::pad(if selected { desk.glyphs.path } else { "" }, 2), theme.style(Role::Accent)),
            Span::styled(label, if selected { bold() } else { theme.style(Role::Dim) }),
        ];
        if self.all.is_empty() {
            spans.extend(rich::rich(desk.word(w::CLOSING_ALL_HINT), theme.style(Role::Dim), theme).spans);
        } else {
            let used: usize = spans.iter().map(Span::width).sum();
            let room = usize::from(width).saturating_sub(used);
            spans.push(Span::raw(cells::cut(&clean(&self.all), room, desk.glyphs.cut).into_owned()));
        }
        Line::from(spans)
    }

    /// What happens after the closing: boxes that the digits tick.
    fn afterwards(&self, page: &ActPage, desk: &Desk) -> Line<'static> {
        let theme = &desk.theme;
        let mut spans = vec![Span::styled(format!("{}   ", desk.word(w::CLOSING_AFTERWARDS)), theme.style(Role::Dim))];
        let mut tick = |digit: char, on: bool, said: &str| {
            spans.push(Span::styled(format!("{digit} "), theme.style(Role::Accent)));
            spans.push(Span::raw(format!("{} {}   ", if on { "[x]" } else { "[ ]" }, clean(said))));
        };
        tick('1', self.open_retro, desk.word(w::CLOSING_OPEN_RETRO));
        if let Some(next) = page.next.as_ref().filter(|next| next.stage == Stage::Planned) {
            let act = format!("A{} {}", next.number, next.title);
            tick('2', self.starts_next(desk), &desk.say(w::CLOSING_START_NEXT, &[("act", &act)]));
        }
        Line::from(spans)
    }

    /// What to do about a leftover that came over too often.
    fn advice(&self, desk: &Desk) -> Option<Line<'static>> {
        let task = self.selected().filter(|task| self.is_third(task))?;
        let said = format!("{}: {}", task.key, desk.word(w::CLOSING_THIRD));
        Some(rich::rich(&said, desk.theme.style(Role::Warn), &desk.theme))
    }

    fn draw_detail(&self, frame: &mut Frame, area: Rect, desk: &Desk) {
        let Some(task) = self.selected() else { return };
        let area = Rect { x: area.x + 2, width: area.width.saturating_sub(3), ..area };
        let (theme, wide) = (&desk.theme, usize::from(area.width));
        let dim = theme.style(Role::Dim);
        let (sign, style) = task::sign(task, desk);
        let mut lines = vec![Line::from(vec![
            Span::styled(format!("{sign} "), style),
            Span::styled(task.key.clone(), dim),
            Span::styled(format!("  {}", task.status.said(desk.lang)), dim),
        ])];
        lines.extend(cells::wrap(&clean(&task.title), wide).into_iter().map(|text| Line::styled(text, bold())));
        lines.push(Line::default());
        let mut facts = vec![task::owner(task, desk).to_owned(), task::estimate(task, desk.lang)];
        if let Some(day) = task.started_on {
            let day = say_day_short(desk.lang, day, desk.today);
            facts.push(desk.say(w::CLOSING_SINCE, &[("day", &day)]));
        }
        if task.carried > 0 {
            facts.push(desk.say(w::CLOSING_CARRIED_OFTEN, &[("n", &task.carried)]));
        }
        if let Some(part) = self.choice(task).and_then(|choice| choice.delivered) {
            facts.push(desk.say(w::CLOSING_DELIVERED, &[("part", &say_effort(desk.lang, part))]));
        }
        facts.retain(|fact| !fact.is_empty());
        lines.push(Line::styled(clean(&facts.join("   ")).into_owned(), dim));
        if let Some(blocked) = &task.blocked {
            let said = clean(&task::blocked(blocked, desk)).into_owned();
            lines.extend(cells::wrap(&said, wide).into_iter().map(|text| Line::styled(text, theme.style(Role::Bad))));
        }
        if self.is_third(task) {
            lines.push(Line::default());
            let said = desk.word(w::CLOSING_THIRD);
            let warn = |text: String| rich::rich(&text, theme.style(Role::Warn), theme);
            lines.extend(cells::wrap(said, wide).into_iter().map(warn));
        }
        panel::put_lines(frame, area, lines);
    }
}

/// How wide the columns of the table are.
struct Columns {
    key: usize,
    title: usize,
    fate: usize,
}

impl Columns {
    fn of(width: u16) -> Self {
        let width = usize::from(width);
        let key = 9;
        let fate = if width < 70 { 14 } else { 18 };
        let title = width.saturating_sub(key + fate + 4) * 11 / 20;
        Self { key, title, fate }
    }

    /// The cells before the title, with those of the flag behind it.
    fn lead(&self) -> usize {
        2 + self.key + 2
    }
}
