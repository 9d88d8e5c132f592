//! The lines of Today: what stands on the page and how each line looks.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use crate::app::story;
use crate::base::cells;
use crate::base::clean::clean;
use crate::base::id::Id;
use crate::query::history::LogEntry;
use crate::query::list::TaskRow;
use crate::query::today::{Today, TodayRetro, Waiting};
use crate::text::{Word, w};
use crate::tui::desk::Desk;
use crate::tui::face as look;
use crate::tui::screen::task;
use crate::tui::theme::Role;
use crate::tui::widget::outline::Listed;
use crate::tui::widget::row::{Cell, fixed, grow, right};
use crate::tui::widget::{panel, rich, row as columns};

/// What others did is told in so many sentences.
const MOST_TOLD: usize = 3;

/// One line of the page.
#[derive(Clone, Debug)]
pub(super) enum Entry {
    /// What others did since yesterday.
    Since(String),
    /// A heading with its number.
    Head(Word, i64),
    /// A task, and who waits for it for how long.
    Task(Box<TaskRow>, Option<(String, String)>),
    /// An action of a retro.
    Action(Box<TaskRow>),
    /// An open retro.
    Retro(TodayRetro),
    /// A line that only says something.
    Note(String),
    /// Nothing.
    Gap,
}

/// What tells lines apart.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Mark {
    /// The line of what others did.
    Since,
    /// A task.
    Task(Id),
    /// A retro.
    Retro(Id),
}

impl Listed for Entry {
    type Key = Mark;

    fn key(&self) -> Option<Mark> {
        match self {
            Self::Since(_) => Some(Mark::Since),
            Self::Task(row, _) | Self::Action(row) => Some(Mark::Task(row.id)),
            Self::Retro(retro) => Some(Mark::Retro(retro.id)),
            Self::Head(..) | Self::Note(_) | Self::Gap => None,
        }
    }

    fn can_be_marked(&self) -> bool {
        self.task().is_some()
    }
}

impl Entry {
    /// The task on the line, if it is one.
    pub fn task(&self) -> Option<&TaskRow> {
        match self {
            Self::Task(row, _) | Self::Action(row) => Some(row),
            _ => None,
        }
    }
}

/// The lines of the page, in the order of what matters: who waits for me, what I do, what is next, what I owe.
pub(super) fn entries(page: &Today, since: &[LogEntry], desk: &Desk) -> Vec<Entry> {
    let mut out = vec![];
    let told = story::lately(desk.lang, since, MOST_TOLD);
    if !told.is_empty() {
        out.push(Entry::Since(desk.say(w::TODAY_SINCE, &[("told", &told)])));
        out.push(Entry::Gap);
    }
    let mut section = |head: Word, count: i64, rows: Vec<Entry>| {
        if !rows.is_empty() {
            out.push(Entry::Head(head, count));
            out.extend(rows);
            out.push(Entry::Gap);
        }
    };
    let waited = |row: &&TaskRow| page.waiting.iter().any(|waiting| waiting.task.id == row.id);
    let owed = |row: &&TaskRow| page.actions.iter().any(|action| action.id == row.id);
    let waiting: Vec<Entry> = page.waiting.iter().map(|waiting| waiting_entry(waiting, desk)).collect();
    section(w::TODAY_WAITING, waiting.len() as i64, waiting);
    let doing: Vec<&TaskRow> = page.doing.iter().filter(|row| !waited(row)).collect();
    let (count, rows) = (doing.len() as i64, doing.into_iter().flat_map(|row| doing_entries(row, desk)).collect());
    section(w::TODAY_DOING, count, rows);
    let next = page.next.iter().filter(|row| !waited(row) && !owed(row));
    let mut next: Vec<Entry> = next.map(|row| Entry::Task(Box::new(row.clone()), None)).collect();
    let elsewhere = page.next.len() - next.len();
    let hidden = page.next_total - page.next.len() as i64;
    if hidden > 0 {
        next.push(Entry::Note(desk.say(w::TODAY_MORE, &[("n", &hidden)])));
    }
    section(w::TODAY_NEXT, page.next_total - elsewhere as i64, next);
    let doing = |row: &&TaskRow| page.doing.iter().any(|other| other.id == row.id);
    let actions = page.actions.iter().filter(|row| !waited(row) && !doing(row));
    let retros = page.retros.iter().map(|retro| Entry::Retro(retro.clone()));
    let owed: Vec<Entry> = retros.chain(actions.map(|row| Entry::Action(Box::new(row.clone())))).collect();
    section(w::TODAY_OWED, owed.len() as i64, owed);
    if page.me.is_none() || out.iter().all(|entry| entry.key().is_none_or(|key| key == Mark::Since)) {
        let said = if page.me.is_some() { w::TODAY_EMPTY } else { w::TODAY_NOBODY };
        out.push(Entry::Note(desk.word(said).to_owned()));
    }
    out
}

fn waiting_entry(waiting: &Waiting, desk: &Desk) -> Entry {
    let who = if waiting.names.is_empty() { &waiting.keys } else { &waiting.names };
    let said = desk.say(w::TODAY_WAITS_BY, &[("names", &who.join(", "))]);
    let days = waiting.days.map(|n| desk.say(w::TODAY_DAYS, &[("n", &n)])).unwrap_or_default();
    Entry::Task(Box::new(waiting.task.clone()), Some((said, days)))
}

fn doing_entries(row: &TaskRow, desk: &Desk) -> Vec<Entry> {
    let mut lines = vec![Entry::Task(Box::new(row.clone()), None)];
    if row.checks > 0 {
        lines.push(Entry::Note(desk.say(w::TODAY_CHECKS, &[("done", &row.checked), ("all", &row.checks)])));
    }
    lines
}

/// How wide the columns are.
pub(super) struct Columns {
    key: usize,
    middle: usize,
    effort: usize,
    due: usize,
    width: usize,
}

impl Columns {
    /// What fits into `width`, wide enough for the longest key and day.
    pub fn of(entries: &[Entry], width: usize, desk: &Desk) -> Self {
        let rows = || entries.iter().filter_map(Entry::task);
        let key = rows().map(|row| cells::width(&row.key)).max().unwrap_or(0).min(13);
        let kind = cells::width(desk.word(w::COMMON_RETRO));
        let key = if entries.iter().any(|entry| matches!(entry, Entry::Retro(_))) { key.max(kind) } else { key } + 2;
        let due = rows().map(|row| cells::width(&task::due(row, desk))).max().unwrap_or(0) + 1;
        let effort = match width {
            90.. => 11,
            70.. => 8,
            _ => 0,
        };
        let middle = match width {
            100.. => 20,
            84.. => 16,
            70.. => 13,
            _ => 0,
        };
        Self { key, middle, effort, due, width }
    }
}

/// How a line stands in the list.
#[derive(Clone, Copy, Default)]
pub(super) struct Stand {
    /// It is under the cursor.
    pub selected: bool,
    /// It is marked.
    pub marked: bool,
}

/// Draws one line.
pub(super) fn view(frame: &mut Frame, at: Rect, entry: &Entry, stand: Stand, columns: &Columns, desk: &Desk) {
    let theme = &desk.theme;
    if stand.selected {
        panel::select(frame, at, theme);
    }
    let dim = theme.style(Role::Dim);
    let lead = if stand.selected { desk.glyphs.path } else { " " };
    let lead = fixed(lead, 2).style(theme.style(Role::Accent));
    let line = match entry {
        Entry::Gap => return,
        Entry::Since(text) => {
            columns::line(&[lead, grow(text).style(theme.style(Role::Info)), fixed(" ", 1)], columns.width)
        }
        Entry::Head(word, count) => Line::from(vec![
            Span::styled(format!(" {} ", desk.word(*word)), Style::new().add_modifier(Modifier::BOLD)),
            Span::styled(count.to_string(), dim),
        ]),
        Entry::Note(text) => rich::rich(&format!("{}{text}", " ".repeat(4 + columns.key)), dim, theme),
        Entry::Retro(retro) => columns::line(&retro_cells(retro, lead, columns, desk), columns.width),
        Entry::Task(row, waiting) => {
            let row = desk.ahead(row);
            columns::line(&task_cells(&row, waiting.as_ref(), stand, columns, desk), columns.width)
        }
        Entry::Action(row) => {
            let row = desk.ahead(row);
            let waiting = (desk.word(w::TODAY_FROM_RETRO).to_owned(), task::due(&row, desk));
            columns::line(&task_cells(&row, Some(&waiting), stand, columns, desk), columns.width)
        }
    };
    panel::put(frame, at, line);
}

fn retro_cells(retro: &TodayRetro, lead: Cell, columns: &Columns, desk: &Desk) -> Vec<Cell> {
    let dim = desk.theme.style(Role::Dim);
    let cards = match retro.my_cards {
        0 => desk.word(w::TODAY_NO_CARDS).to_owned(),
        n => desk.say(w::TODAY_CARDS, &[("n", &n)]),
    };
    vec![
        lead,
        fixed("", 2),
        fixed(desk.word(w::COMMON_RETRO), columns.key).style(desk.theme.style(Role::Info)),
        grow(format!("{}  {}", clean(&retro.party_name), retro.act)),
        fixed("", 1),
        right(cards, 16.min(columns.width / 3)).style(dim),
        fixed("", 1),
    ]
}

fn task_cells(
    row: &TaskRow,
    waiting: Option<&(String, String)>,
    stand: Stand,
    columns: &Columns,
    desk: &Desk,
) -> Vec<Cell> {
    let (theme, dim) = (&desk.theme, desk.theme.style(Role::Dim));
    let lead = match stand {
        Stand { selected: true, .. } => desk.glyphs.path,
        Stand { marked: true, .. } => desk.glyphs.marked,
        Stand { .. } => " ",
    };
    let sign = look::sign(row, desk);
    let title = [row.title.as_str(), " ", &look::flags(row, desk)].concat();
    let style = if stand.marked { theme.style(Role::Accent) } else { look::style(row, desk) };
    let mut cells = vec![
        fixed(lead, 2).style(theme.style(Role::Accent)),
        fixed(sign.0, 2).style(sign.1),
        fixed(&row.key, columns.key).style(dim),
        grow(title.trim_end()).style(style),
        fixed("", 1),
    ];
    let wide = columns.middle + columns.effort;
    let blocked = row.blocked.as_ref().filter(|_| row.status.is_open());
    let due = row.due.map(|due| look::near(due, desk)).filter(|_| row.status.is_open()).unwrap_or(dim);
    match (waiting, blocked) {
        (Some((who, days)), _) => {
            cells.push(fixed(who, wide.max(14)).style(theme.style(Role::Warn)));
            cells.push(right(days, columns.due).style(dim));
        }
        (None, Some(blocked)) => {
            let said = match &blocked.reason {
                Some(reason) => desk.say(w::TODAY_BLOCKED, &[("reason", reason)]),
                None => look::blocked(blocked, desk),
            };
            cells.push(fixed(said, wide.max(14)).style(theme.style(Role::Bad)));
            match blocked.days {
                Some(n) => cells.push(right(desk.say(w::TODAY_DAYS, &[("n", &n)]), columns.due).style(dim)),
                None => cells.push(right(task::due(row, desk), columns.due).style(due)),
            }
        }
        (None, None) => {
            let effort = row.estimate.map(|_| look::estimate(row, desk.lang));
            let said = effort.map(|effort| match columns.effort {
                11.. => desk.say(w::TODAY_ESTIMATE, &[("effort", &effort)]),
                _ => effort,
            });
            let space = columns.middle.min(1);
            cells.push(fixed(&row.party_name, columns.middle - space).style(dim));
            cells.push(fixed("", space));
            cells.push(fixed(said.unwrap_or_default(), columns.effort).style(dim));
            cells.push(right(task::due(row, desk), columns.due).style(due));
        }
    }
    cells.push(fixed("", 1));
    cells
}
