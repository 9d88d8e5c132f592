//! Today: what should I do now, over all parties. The cursor begins on what I am doing.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use crate::base::cells;
use crate::base::clean::clean;
use crate::base::id::Id;
use crate::domain::task::TaskStatus;
use crate::query::list::TaskRow;
use crate::query::task::TaskPage;
use crate::query::today::Today as Page;
use crate::text::when::{d_day, say_week};
use crate::text::{Word, w};
use crate::tui::deed::task::{Picked, add_pasted};
use crate::tui::desk::Desk;
use crate::tui::input::Mouse;
use crate::tui::layout;
use crate::tui::page;
use crate::tui::prepare::home;
use crate::tui::screen::{Screen, Status, Taken, task};
use crate::tui::theme::Role;
use crate::tui::verb::list::List;
use crate::tui::verb::{Context, Deed, Scope};
use crate::tui::widget::outline::{Clicked, Listed, Outline};
use crate::tui::widget::{detail, panel, rich, row, task as look};
use crate::tui::wire::{Loaded, Query};

/// One line of the page.
#[derive(Clone, Debug)]
enum Entry {
    /// A heading with its number.
    Head(Word, i64),
    /// A task, and what is said at its right.
    Task(Box<TaskRow>, String),
    /// An open retro: its id and what is said of it.
    Retro(Id, String),
    /// A line that only says something.
    Note(String),
    /// Nothing.
    Gap,
}

impl Listed for Entry {
    type Key = Id;

    fn key(&self) -> Option<Id> {
        match self {
            Self::Task(row, _) => Some(row.id),
            Self::Retro(id, _) => Some(*id),
            Self::Head(..) | Self::Note(_) | Self::Gap => None,
        }
    }

    fn can_be_marked(&self) -> bool {
        matches!(self, Self::Task(..))
    }
}

/// The screen.
#[derive(Default)]
pub struct Today {
    page: Option<Box<Page>>,
    list: Outline<Entry>,
    detail: Option<Box<TaskPage>>,
    begun: bool,
    wide: bool,
}

const SCOPES: &[Scope] = &[Scope::Task, Scope::Marks, Scope::List];

impl Today {
    fn row(&self) -> Option<&TaskRow> {
        match self.list.selected() {
            Some(Entry::Task(row, _)) => Some(row),
            _ => None,
        }
    }

    /// Asks for the selected task's page where it is shown beside the list.
    fn follow(&mut self, desk: &mut Desk) {
        if let Some(id) = self.row().map(|row| row.id).filter(|_| self.wide)
            && self.detail.as_ref().is_none_or(|page| page.row.id != id)
        {
            desk.load(Query::Task(id));
        }
    }

    fn open(&self, desk: &mut Desk) {
        match self.list.selected() {
            Some(Entry::Task(row, _)) => desk.push(Box::new(task::TaskScreen::new(row.id, page::Page::Today))),
            Some(Entry::Retro(..)) => desk.go(page::Page::Retros),
            _ => {}
        }
    }

    fn take(&mut self, page: Box<Page>, desk: &Desk) {
        self.list.replace(entries(&page, desk));
        if !self.begun {
            self.begun = true;
            if let Some(first) = page.doing.first() {
                self.list.select(&first.id);
            }
        }
        self.page = Some(page);
    }
}

fn entries(page: &Page, desk: &Desk) -> Vec<Entry> {
    let mut out = vec![];
    let mut section = |head: Word, count: i64, rows: Vec<Entry>| {
        if !rows.is_empty() {
            out.push(Entry::Head(head, count));
            out.extend(rows);
            out.push(Entry::Gap);
        }
    };
    let waiting = page.waiting.iter().map(|it| {
        let days = it.days.map(|n| desk.say(w::TODAY_DAYS, &[("n", &n)])).unwrap_or_default();
        let who = if it.names.is_empty() { it.keys.join(", ") } else { it.names.join(", ") };
        Entry::Task(Box::new(it.task.clone()), format!("{}  {days}", desk.say(w::TODAY_WAITS_BY, &[("names", &who)])))
    });
    section(w::TODAY_WAITING, page.waiting.len() as i64, waiting.collect());
    let doing = page.doing.iter().map(|row| task_entry(row, desk));
    section(w::TODAY_DOING, page.doing.len() as i64, doing.collect());
    let mut next: Vec<Entry> = page.next.iter().map(|row| task_entry(row, desk)).collect();
    let hidden = page.next_total - page.next.len() as i64;
    if hidden > 0 {
        next.push(Entry::Note(desk.say(w::TODAY_MORE, &[("n", &hidden)])));
    }
    section(w::TODAY_NEXT, page.next_total, next);
    let actions = page.actions.iter().map(|row| task_entry(row, desk));
    section(w::TODAY_ACTIONS, page.actions.len() as i64, actions.collect());
    let retros = page.retros.iter().map(|retro| {
        let said = desk.say(w::TODAY_RETRO_OPEN, &[("party", &retro.party_name), ("n", &retro.my_cards)]);
        Entry::Retro(retro.id, format!("{}  {said}", retro.act))
    });
    section(w::TODAY_RETROS, page.retros.len() as i64, retros.collect());
    if out.is_empty() {
        let said = if page.me.is_some() { w::TODAY_EMPTY } else { w::TODAY_NOBODY };
        out.push(Entry::Note(desk.word(said).to_owned()));
    }
    out
}

fn task_entry(row: &TaskRow, desk: &Desk) -> Entry {
    let said = if let Some(blocked) = &row.blocked {
        look::blocked(blocked, desk)
    } else if row.checks > 0 && row.status == TaskStatus::Doing {
        desk.say(w::TODAY_CHECKS, &[("done", &row.checked), ("all", &row.checks)])
    } else {
        format!("{}  {}", row.party_name, look::estimate(row, desk.lang))
    };
    Entry::Task(Box::new(row.clone()), said)
}

impl Screen for Today {
    fn page(&self) -> page::Page {
        page::Page::Today
    }

    fn scopes(&self) -> &'static [Scope] {
        SCOPES
    }

    fn context(&self) -> Context {
        let task = self.row().map(|row| task::life(row.status));
        Context { task, marked: self.list.marked(), ..Context::default() }
    }

    fn hints(&self) -> Vec<&'static str> {
        vec!["task.advance", "task.block", "task.comment", "task.owner", "list.open", "task.due", "list.mark"]
    }

    fn status(&self, desk: &Desk) -> Status {
        let mut left = vec![Span::raw(say_week(desk.lang, desk.today))];
        for act in self.page.iter().flat_map(|page| &page.acts).take(3) {
            let days = act.act.last.map(|last| d_day(last, desk.today)).unwrap_or_default();
            let text = format!("   {} {} ", clean(&act.party_name), clean(&act.act.title));
            left.push(Span::styled(text, desk.theme.style(Role::Dim)));
            left.push(Span::styled(days, Style::new().add_modifier(Modifier::BOLD)));
        }
        Status { left: Line::from(left), right: Line::default() }
    }

    fn wants(&self, _desk: &Desk) -> Vec<Query> {
        let detail = self.detail.as_ref().filter(|_| self.wide).map(|page| Query::Task(page.row.id));
        std::iter::once(Query::Today).chain(detail).collect()
    }

    fn loaded(&mut self, loaded: &Loaded, desk: &mut Desk) {
        match loaded {
            Loaded::Today(page) => {
                self.take(page.clone(), desk);
                self.follow(desk);
            }
            Loaded::Task(page) => self.detail = Some(page.clone()),
            _ => {}
        }
    }

    fn run(&mut self, deed: Deed, desk: &mut Desk) -> Taken {
        match deed {
            Deed::List(List::Open) => self.open(desk),
            Deed::List(deed) if self.list.obey(deed) => self.follow(desk),
            _ => return Taken::No,
        }
        Taken::Yes
    }

    fn picked(&self, _desk: &Desk) -> Option<Picked> {
        let rows = self.list.picked().into_iter().filter_map(|entry| match entry {
            Entry::Task(row, _) => Some((**row).clone()),
            _ => None,
        });
        Some(Picked { rows: rows.collect(), home: self.row().map(home) })
    }

    fn pasted(&mut self, text: &str, desk: &mut Desk) -> Taken {
        add_pasted(self.row().map(home), text, desk);
        Taken::Yes
    }

    fn escape(&mut self, _desk: &mut Desk) -> Taken {
        if self.list.clear_marks() { Taken::Yes } else { Taken::No }
    }

    fn fit(&mut self, area: Rect) {
        let (list, beside) = layout::beside(area);
        self.wide = beside.is_some();
        self.list.fit(list.height);
    }

    fn mouse(&mut self, mouse: Mouse, area: Rect, desk: &mut Desk) {
        match self.list.mouse(mouse, layout::beside(area).0) {
            Clicked::Opened => self.open(desk),
            Clicked::Selected => self.follow(desk),
            Clicked::Nothing => {}
        }
    }

    fn view(&self, frame: &mut Frame, area: Rect, desk: &Desk) {
        let (list, beside) = layout::beside(area);
        for (down, (_, entry, selected)) in self.list.window().enumerate() {
            let Some(at) = panel::row(list, down) else { break };
            view_entry(frame, at, entry, (selected, self.list.is_marked(entry)), desk);
        }
        let shown = self.detail.as_ref().filter(|page| Some(page.row.id) == self.row().map(|row| row.id));
        if let (Some(beside), Some(page)) = (beside, shown) {
            task::view_beside(frame, beside, page, desk);
        }
    }
}

fn view_entry(frame: &mut Frame, at: Rect, entry: &Entry, (selected, marked): (bool, bool), desk: &Desk) {
    let theme = &desk.theme;
    if selected {
        panel::select(frame, at, theme);
    }
    let width = usize::from(at.width);
    let line = match entry {
        Entry::Gap => return,
        Entry::Head(word, count) => Line::from(vec![
            Span::styled(format!(" {} ", desk.word(*word)), Style::new().add_modifier(Modifier::BOLD)),
            Span::styled(count.to_string(), theme.style(Role::Dim)),
        ]),
        Entry::Note(text) => rich::rich(&format!("   {text}"), theme.style(Role::Dim), theme),
        Entry::Retro(_, said) => Line::from(clean(&format!(" {} {said}", cursor(selected, desk))).into_owned()),
        Entry::Task(task, said) => task_line(task, said, width, (selected, marked), desk),
    };
    panel::put(frame, at, line);
}

/// The sign before the selected row.
fn cursor(selected: bool, desk: &Desk) -> &'static str {
    if selected { desk.glyphs.path } else { " " }
}

fn task_line(task: &TaskRow, said: &str, width: usize, chosen: (bool, bool), desk: &Desk) -> Line<'static> {
    let (selected, marked) = chosen;
    let due = detail::due(task, desk);
    let (sign, sign_style) = look::sign(task, desk);
    let due_style = task.due.map(|due| look::near(due, desk)).unwrap_or_default();
    let due_cells = if width >= 70 { 16 } else { 0 };
    let said_cells = cells::width(said).clamp(12, width * 3 / 10);
    let lead = if marked { desk.glyphs.marked } else { cursor(selected, desk) };
    row::line(
        &[
            row::fixed(lead, 2).style(desk.theme.style(Role::Accent)),
            row::fixed(sign, 2).style(sign_style),
            row::fixed(&task.key, 8).style(desk.theme.style(Role::Dim)),
            row::grow(&task.title).style(look::style(task, desk)),
            row::fixed("", 1),
            row::fixed(said, said_cells).style(desk.theme.style(if task.blocked.is_some() {
                Role::Bad
            } else {
                Role::Dim
            })),
            row::fixed("", 1),
            row::right(due, due_cells).style(due_style),
            row::fixed("", 1),
        ],
        width,
    )
}
