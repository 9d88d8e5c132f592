//! A task with everything known of it, as lines: beside a list or on a screen of its own. Some lines are things: a check to
//! tick, another task to open.

use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use crate::app::story;
use crate::base::cells;
use crate::base::clean::clean;
use crate::base::id::Id;
use crate::query::history::LogEntry;
use crate::query::list::TaskRow;
use crate::query::task::{TaskPage, TaskRef};
use crate::text::label::Label;
use crate::text::when::{d_day, say_day, say_day_short};
use crate::text::{Word, w};
use crate::tui::desk::Desk;
use crate::tui::face as task;
use crate::tui::theme::Role;
use crate::tui::widget::row::{fixed, grow};
use crate::tui::widget::{markdown, row as columns};

/// A line that is a thing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Spot {
    /// A line of the checklist, by its place.
    Check(usize),
    /// Another task.
    Task(Id),
}

/// One line of the page.
#[derive(Clone, Debug)]
pub struct SheetLine {
    /// As it is drawn.
    pub line: Line<'static>,
    /// What it is, where the cursor can stand on it.
    pub spot: Option<Spot>,
}

/// Cells of a fact's name.
const NAME: usize = 10;

/// The lines of a task's page, wrapped to `width`.
pub fn sheet(page: &TaskPage, history: &[LogEntry], width: usize, desk: &Desk) -> Vec<SheetLine> {
    let mut sheet = Sheet { page, width: width.max(12), desk, out: Vec::new() };
    let row = desk.ahead(&page.row);
    sheet.head(&row);
    sheet.gap();
    sheet.facts(&row);
    if !page.body.trim().is_empty() {
        sheet.gap();
        sheet.lines(markdown::lines(&page.body, sheet.width, &desk.theme));
    }
    sheet.checklist();
    sheet.references();
    sheet.story();
    sheet.comments();
    sheet.history(history);
    sheet.out
}

struct Sheet<'a> {
    page: &'a TaskPage,
    width: usize,
    desk: &'a Desk,
    out: Vec<SheetLine>,
}

impl Sheet<'_> {
    fn line(&mut self, line: impl Into<Line<'static>>) {
        self.out.push(SheetLine { line: line.into(), spot: None });
    }

    fn lines(&mut self, lines: impl IntoIterator<Item = Line<'static>>) {
        self.out.extend(lines.into_iter().map(|line| SheetLine { line, spot: None }));
    }

    fn gap(&mut self) {
        self.line(Line::default());
    }

    fn dim(&self) -> Style {
        self.desk.theme.style(Role::Dim)
    }

    fn wrapped(&mut self, text: &str, style: Style) {
        let lines = cells::wrap(&clean(text), self.width);
        self.lines(lines.into_iter().map(|line| Line::from(Span::styled(line, style))));
    }

    fn heading(&mut self, name: Word, count: Option<String>) {
        self.gap();
        let mut spans = vec![Span::styled(self.desk.word(name), Style::new().add_modifier(Modifier::BOLD))];
        spans.extend(count.map(|count| Span::styled(format!(" {count}"), self.dim())));
        self.line(Line::from(spans));
    }

    fn head(&mut self, row: &TaskRow) {
        let sign = task::sign(row, self.desk);
        let lead = format!("{} {}  ", sign.0, row.key);
        let room = self.width.saturating_sub(cells::width(&lead)).max(8);
        let title = format!("{} {}", clean(&row.title), task::flags(row, self.desk));
        let bold = Style::new().add_modifier(Modifier::BOLD);
        for (at, piece) in cells::wrap(title.trim_end(), room).into_iter().enumerate() {
            let before = if at == 0 { lead.clone() } else { " ".repeat(cells::width(&lead)) };
            self.line(Line::from(vec![Span::styled(before, sign.1), Span::styled(piece, bold)]));
        }
    }

    fn fact(&mut self, name: Word, value: &str, style: Style) {
        if value.is_empty() {
            return;
        }
        let room = self.width.saturating_sub(NAME).max(8);
        for (at, piece) in cells::wrap(&clean(value), room).into_iter().enumerate() {
            let label = if at == 0 { self.desk.word(name) } else { "" };
            let label = Span::styled(cells::pad(label, NAME), self.dim());
            self.line(Line::from(vec![label, Span::styled(piece, style)]));
        }
    }

    /// What is known in single words, a line each; long ones go on below themselves.
    fn facts(&mut self, row: &TaskRow) {
        let (page, desk) = (self.page, self.desk);
        let mut say = |name: Word, value: String, style: Style| self.fact(name, &value, style);
        let plain = Style::new();
        let place = match (&row.act, &page.act_title) {
            (Some(act), Some(title)) => format!("{act} {title}"),
            _ => format!("{} {}", row.season.as_deref().unwrap_or(&row.party_key), desk.word(w::DEED_BACKLOG)),
        };
        say(w::TASKPAGE_PLACE, place, plain);
        say(w::TASKPAGE_OWNER, row.owner_name.clone().unwrap_or_else(|| desk.glyphs.none.to_owned()), plain);
        say(w::TASKPAGE_HELPERS, row.helpers.join(", "), plain);
        say(w::TASKPAGE_PRIORITY, row.priority.as_str().to_owned(), plain);
        say(w::TASKPAGE_ESTIMATE, task::estimate(row, desk.lang), plain);
        say(w::TASKPAGE_DUE, due(row, desk), row.due.map(|due| task::near(due, desk)).unwrap_or_default());
        let blocked = row.blocked.as_ref().map(|blocked| task::blocked(blocked, desk)).unwrap_or_default();
        say(w::TASKPAGE_BLOCKED, blocked, desk.theme.style(Role::Bad));
        say(w::TASKPAGE_TAGS, row.tags.iter().map(|tag| format!("#{tag}")).collect::<Vec<_>>().join(" "), plain);
        say(w::TASKPAGE_SKILLS, row.skills.join(", "), plain);
        let wishes = page.wishes.iter().map(|person| person.name.as_str()).collect::<Vec<_>>();
        say(w::TASKPAGE_WISHES, wishes.join(", "), plain);
        let day = |day| say_day(desk.lang, day);
        say(w::TASKPAGE_STARTED, row.started_on.map(day).unwrap_or_default(), plain);
        say(w::TASKPAGE_DONE, row.done_on.map(day).unwrap_or_default(), plain);
        for link in &page.links {
            say(w::TASKPAGE_LINK, link.clone(), desk.theme.style(Role::Info));
        }
    }

    fn checklist(&mut self) {
        let checks = &self.page.checklist;
        if checks.is_empty() {
            return;
        }
        let ticked = checks.iter().filter(|check| check.done).count();
        self.heading(w::TASKPAGE_CHECKLIST, Some(format!("{ticked}/{}", checks.len())));
        for (place, check) in checks.iter().enumerate() {
            let (sign, style) = if check.done { ("[x] ", self.dim()) } else { ("[ ] ", Style::new()) };
            for (at, piece) in cells::wrap(&clean(&check.text), self.width.saturating_sub(4)).into_iter().enumerate() {
                let lead = if at == 0 { sign } else { "    " };
                let spot = (at == 0).then_some(Spot::Check(place));
                self.out.push(SheetLine { line: Line::from(Span::styled(format!("{lead}{piece}"), style)), spot });
            }
        }
    }

    fn references(&mut self) {
        let page = self.page;
        let split: Vec<TaskRef> = page.split_from.iter().chain(&page.split_into).cloned().collect();
        let groups =
            [(w::TASKPAGE_NEEDS, &page.needs), (w::TASKPAGE_NEEDED_BY, &page.needed_by), (w::TASKPAGE_SPLIT, &split)];
        for (name, tasks) in groups.into_iter().filter(|(_, tasks)| !tasks.is_empty()) {
            self.heading(name, Some(tasks.len().to_string()));
            let key = tasks.iter().map(|other| cells::width(&other.key)).max().unwrap_or(0) + 2;
            for other in tasks {
                let (sign, style) = self.sign_of(other);
                let owner = other.owner_name.as_deref().unwrap_or(self.desk.glyphs.none);
                let cells = [
                    fixed(sign, 2).style(style),
                    fixed(&other.key, key).style(self.dim()),
                    grow(&other.title).style(if other.status.is_open() { Style::new() } else { self.dim() }),
                    fixed("", 1),
                    fixed(owner, cells::width(owner).min(10)).style(self.dim()),
                ];
                let line = columns::line(&cells, self.width);
                self.out.push(SheetLine { line, spot: Some(Spot::Task(other.id)) });
            }
        }
    }

    fn sign_of(&self, other: &TaskRef) -> (&'static str, Style) {
        use crate::domain::task::TaskStatus as S;
        let glyphs = &self.desk.glyphs;
        match other.status {
            S::Todo => (glyphs.todo, Style::new()),
            S::Doing => (glyphs.doing, self.desk.theme.style(Role::Accent)),
            S::Done => (glyphs.done, self.dim()),
            S::Dropped => (glyphs.dropped, self.dim()),
        }
    }

    fn story(&mut self) {
        if let Some(action) = &self.page.action {
            self.heading(w::TASKPAGE_ACTION, None);
            self.wrapped(&format!("{}  {}", action.act, action.seen), Style::new());
            if let Some(kept) = &action.kept {
                self.wrapped(kept, self.dim());
            }
        }
        if !self.page.carries.is_empty() {
            self.heading(w::TASKPAGE_CARRIES, Some(self.page.carries.len().to_string()));
            for carry in &self.page.carries {
                let to = carry.to.as_deref().unwrap_or_else(|| carry.fate.said(self.desk.lang));
                let day = say_day_short(self.desk.lang, carry.on, self.desk.today);
                let text = format!("{} {} {to}  {day}", carry.from, self.desk.glyphs.becomes);
                self.wrapped(&text, self.dim());
                self.wrapped(&carry.reason, Style::new());
            }
        }
        if !self.page.notes.is_empty() {
            self.heading(w::TASKPAGE_NOTES, Some(self.page.notes.len().to_string()));
            for (number, title) in &self.page.notes {
                self.wrapped(&format!("{number}  {title}"), Style::new());
            }
        }
    }

    fn comments(&mut self) {
        if self.page.comments.is_empty() {
            return;
        }
        self.heading(w::TASKPAGE_COMMENTS, Some(self.page.comments.len().to_string()));
        for comment in &self.page.comments {
            let who = comment.author_name.as_deref().unwrap_or(self.desk.glyphs.none);
            let day = say_day_short(self.desk.lang, comment.at.day_in(&self.desk.zone), self.desk.today);
            self.wrapped(&format!("{who}  {day} {}", comment.at.hour_minute(&self.desk.zone)), self.dim());
            self.lines(markdown::lines(&comment.body, self.width, &self.desk.theme));
        }
    }

    fn history(&mut self, history: &[LogEntry]) {
        let said = |entry: &LogEntry| (!entry.lines.is_empty()).then(|| story::whole(self.desk.lang, entry));
        let told: Vec<(String, String)> = history
            .iter()
            .filter_map(|entry| {
                let day = say_day_short(self.desk.lang, entry.at.day_in(&self.desk.zone), self.desk.today);
                Some((format!("{day} {}", entry.at.hour_minute(&self.desk.zone)), said(entry)?))
            })
            .collect();
        if told.is_empty() {
            return;
        }
        self.heading(w::TASKPAGE_HISTORY, None);
        for (when, what) in told {
            self.wrapped(&format!("{when}  {what}"), self.dim());
        }
    }
}

/// The due day with the days left: `11/26 금 D-8`; empty without one.
pub fn due(row: &TaskRow, desk: &Desk) -> String {
    match row.due {
        Some(day) if row.status.is_open() => {
            format!("{} {}", say_day_short(desk.lang, day, desk.today), d_day(day, desk.today))
        }
        Some(day) => say_day_short(desk.lang, day, desk.today),
        None => String::new(),
    }
}
