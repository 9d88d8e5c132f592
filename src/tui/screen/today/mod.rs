//! Today: what should I do now, over all parties. The cursor begins on what I am doing.

mod entry;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use entry::{Columns, Entry, Mark, Stand, entries};

use crate::base::clean::clean;
use crate::op::task::Target;
use crate::query::list::TaskRow;
use crate::query::today::Today as Page;
use crate::text::when::{d_day, say_week_narrow};
use crate::tui::ask::Home;
use crate::tui::deed::task::add_pasted;
use crate::tui::desk::Desk;
use crate::tui::desk::screen::Picked;
use crate::tui::face as look;
use crate::tui::input::Mouse;
use crate::tui::layout;
use crate::tui::page;
use crate::tui::prepare::home;
use crate::tui::screen::door;
use crate::tui::screen::task::pane::Pane;
use crate::tui::screen::task::{TaskScreen, life};
use crate::tui::screen::{Screen, Status, Taken};
use crate::tui::theme::Role;
use crate::tui::verb::list::List;
use crate::tui::verb::{Context, Deed, Scope};
use crate::tui::widget::outline::{Clicked, Outline};
use crate::tui::widget::panel;
use crate::tui::wire::{Loaded, Query};

/// The screen.
#[derive(Default)]
pub struct Today {
    page: Option<Box<Page>>,
    list: Outline<Entry>,
    pane: Pane,
    begun: bool,
}

const SCOPES: &[Scope] = &[Scope::Task, Scope::Marks, Scope::List];
/// Acts in the line under the tabs.
const MOST_ACTS: usize = 4;

impl Today {
    fn row(&self) -> Option<&TaskRow> {
        self.list.selected().and_then(Entry::task)
    }

    /// Where a new task goes: beside the selected one, else into the running act that ends first.
    fn home(&self, desk: &Desk) -> Option<Home> {
        let mine = true;
        let beside = |row: &TaskRow| Home { to: home(row), place: look::place(row, desk), mine };
        let running = || {
            let it = self.page.as_ref()?.acts.first()?;
            let to = Target { party: it.act.party_id, season: Some(it.act.season_id), act: Some(it.act.id) };
            let place = format!("{} {} {}", it.party_name, desk.glyphs.path, it.act.title);
            Some(Home { to, place, mine })
        };
        self.row().map(beside).or_else(running)
    }

    fn follow(&mut self, desk: &mut Desk) {
        let id = self.row().map(|row| row.id);
        self.pane.follow(id, desk);
    }

    fn open(&self, desk: &mut Desk) {
        match self.list.selected() {
            Some(Entry::Task(row, _) | Entry::Action(row)) => {
                desk.push(Box::new(TaskScreen::new(row.id, page::Page::Today)));
            }
            Some(Entry::Retro(retro)) => door::retro(retro.act_id, desk),
            Some(Entry::Since(_)) => desk.load(Query::Log),
            _ => {}
        }
    }

    /// The first thing to look at: what I am doing, else what somebody waits for, else what is next.
    fn first(page: &Page) -> Option<Mark> {
        let doing = page.doing.first();
        let waiting = page.waiting.first().map(|waiting| &waiting.task);
        doing.or(waiting).or(page.next.first()).map(|row| Mark::Task(row.id))
    }
}

impl Screen for Today {
    fn page(&self) -> page::Page {
        page::Page::Today
    }

    fn scopes(&self) -> &'static [Scope] {
        SCOPES
    }

    fn context(&self) -> Context {
        let task = self.row().map(|row| life(row.status));
        Context { task, marked: self.list.marked(), ..Context::default() }
    }

    fn hints(&self) -> Vec<&'static str> {
        match self.list.selected() {
            Some(Entry::Retro(_) | Entry::Since(_)) => vec!["list.open"],
            _ => vec![
                "task.advance",
                "task.block",
                "task.comment",
                "task.add",
                "task.owner",
                "list.open",
                "task.due",
                "list.mark",
            ],
        }
    }

    fn status(&self, desk: &Desk) -> Status {
        let mut left = vec![Span::raw(say_week_narrow(desk.lang, desk.today))];
        for act in self.page.iter().flat_map(|page| &page.acts).take(MOST_ACTS) {
            let name = format!("   {} {} ", clean(&act.party_name), clean(&act.act.title));
            left.push(Span::styled(name, desk.theme.style(Role::Dim)));
            if let Some(last) = act.act.last {
                let style = look::near(last, desk).add_modifier(Modifier::BOLD);
                left.push(Span::styled(d_day(last, desk.today), style));
            }
        }
        let marked = self.list.marked();
        let right = match marked {
            0 => Line::default(),
            n => Line::from(Span::styled(
                desk.say(crate::text::w::TODAY_MARKED, &[("n", &n)]),
                Style::new().add_modifier(Modifier::BOLD),
            )),
        };
        Status { left: Line::from(left), right }
    }

    fn wants(&self, _desk: &Desk) -> Vec<Query> {
        std::iter::once(Query::Today).chain(self.pane.wants()).collect()
    }

    fn loaded(&mut self, loaded: &Loaded, desk: &mut Desk) {
        if let Loaded::Today(page, since) = loaded {
            self.list.replace(entries(page, since, desk));
            if !std::mem::replace(&mut self.begun, true)
                && let Some(first) = Self::first(page)
            {
                self.list.select(&first);
            }
            self.page = Some(page.clone());
            self.follow(desk);
        }
        self.pane.loaded(loaded);
    }

    fn run(&mut self, deed: Deed, desk: &mut Desk) -> Taken {
        if self.pane.run(deed, page::Page::Today, desk) == Taken::Yes {
            return Taken::Yes;
        }
        match deed {
            Deed::List(List::Open) => self.open(desk),
            Deed::List(deed) if self.list.obey(deed) => self.follow(desk),
            _ => return Taken::No,
        }
        Taken::Yes
    }

    fn picked(&self, desk: &Desk) -> Option<Picked> {
        let rows = self.list.picked().into_iter().filter_map(Entry::task).map(|row| desk.ahead(row)).collect();
        Some(Picked { rows, home: self.home(desk) })
    }

    fn pasted(&mut self, text: &str, desk: &mut Desk) -> Taken {
        add_pasted(self.home(desk), text, desk);
        Taken::Yes
    }

    fn escape(&mut self, _desk: &mut Desk) -> Taken {
        if self.list.clear_marks() || self.pane.leave() { Taken::Yes } else { Taken::No }
    }

    fn fit(&mut self, area: Rect) {
        let (list, beside) = layout::beside(area);
        self.pane.fit(beside);
        self.list.fit(list.height);
    }

    fn mouse(&mut self, mouse: Mouse, area: Rect, desk: &mut Desk) {
        let (list, beside) = layout::beside(area);
        if let Some(beside) = beside.filter(|beside| mouse.column >= beside.x) {
            self.pane.mouse(mouse, beside, page::Page::Today, desk);
            return;
        }
        match self.list.mouse(mouse, list) {
            Clicked::Opened => self.open(desk),
            Clicked::Selected => self.follow(desk),
            Clicked::Nothing => {}
        }
    }

    fn view(&self, frame: &mut Frame, area: Rect, desk: &Desk) {
        let (list, beside) = layout::beside(area);
        let columns = Columns::of(self.list.rows(), usize::from(list.width), desk);
        for (down, (_, entry, selected)) in self.list.window().enumerate() {
            let Some(at) = panel::row(list, down) else { break };
            let stand = Stand { selected, marked: self.list.is_marked(entry) };
            entry::view(frame, at, entry, stand, &columns, desk);
        }
        if let Some(beside) = beside {
            self.pane.view(frame, beside, desk);
        }
    }
}
