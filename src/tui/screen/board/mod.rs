//! The board: one act in columns, with lanes by owner on demand. Keeps which card is selected and what is shown; what
//! verbs do to tasks is shared (`deed`), where cards stand is in `grid.rs`.

pub mod grid;
mod moving;
mod view;

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::base::id::Id;
use crate::domain::season::Stage;
use crate::domain::task::TaskStatus;
use crate::op::task::Target;
use crate::op::{Op, act};
use crate::query::act::ActHead;
use crate::query::board::Board;
use crate::query::list::TaskRow;
use crate::query::parties::PartyRow;
use crate::text::w;
use crate::tui::ask::{Answer, Ask, Home, Item, Pick};
use crate::tui::deed::task as deed;
use crate::tui::desk::Desk;
use crate::tui::desk::popup::{Picker, Popup};
use crate::tui::desk::screen::Picked;
use crate::tui::input::Mouse;
use crate::tui::page::Page;
use crate::tui::screen::{Screen, Status, Taken, door};
use crate::tui::verb::act::Act;
use crate::tui::verb::{Context, Deed, Life, Scope};
use crate::tui::widget::marks::Marks;
use crate::tui::wire::{BoardOf, Loaded, Query};

use grid::{Grid, Show, Wide};

const SHOW: &str = "board.show";
const PARTY: &str = "board.party";
/// Finished cards shown.
const MOST_DONE: usize = 5;
/// From this width on blocked cards have a column of their own.
const FOUR_COLUMNS: u16 = 120;

/// A card that the mouse holds.
#[derive(Clone, Copy, Debug)]
struct Drag {
    card: Id,
    /// The column it is over.
    over: usize,
    /// Whether it was selected before.
    again: bool,
    /// Whether the mouse has moved since.
    moved: bool,
}

/// The screen.
#[derive(Default)]
pub struct BoardScreen {
    board: Option<Board>,
    /// The act that was stepped to; none for the usual one.
    act: Option<Id>,
    /// Of which party the board is.
    party: Option<Id>,
    /// Whether an answer came, though there was no act in it.
    answered: bool,
    /// Every card as it is shown, in the order of the columns.
    cards: Vec<TaskRow>,
    grid: Grid,
    show: Show,
    wide: Wide,
    /// Column and place of the selected card, and which task that is.
    at: (usize, usize),
    key: Option<Id>,
    me: Option<Id>,
    /// The first line on screen, by column.
    tops: Vec<usize>,
    height: usize,
    marks: Marks<Id>,
    parties: Vec<PartyRow>,
    choosing: bool,
    /// Whether the cards showed something on its way when they were placed last.
    is_ahead: bool,
    /// The card that the mouse holds.
    drag: Option<Drag>,
}

impl BoardScreen {
    /// The card under the cursor.
    fn card(&self) -> Option<&TaskRow> {
        self.grid.slot(self.at).map(|slot| &self.cards[slot.card])
    }

    /// Lays what is on its way over what was loaded and places the cards; the cursor stays on its card.
    fn rebuild(&mut self, desk: &Desk) {
        let Some(board) = &self.board else { return };
        let mut cards: Vec<TaskRow> =
            board.todo.iter().chain(&board.doing).chain(&board.done).map(|row| desk.ahead(row)).collect();
        // What was finished a moment ago has no day yet and stands before what was finished earlier.
        cards.sort_by_key(|row| row.status == TaskStatus::Done && row.done_on.is_some());
        self.cards = cards;
        self.me = desk.my_id;
        self.place();
    }

    /// Places the cards as they are.
    fn place(&mut self) {
        self.grid = grid::lay(&self.cards, self.show, self.me, self.wide);
        self.marks.retain(|id| self.cards.iter().any(|row| row.id == id));
        let kept = self.key.and_then(|key| self.cards.iter().position(|row| row.id == key));
        let place = kept.and_then(|card| self.grid.find(card));
        self.go(place.unwrap_or(self.at));
    }

    /// Puts the cursor on a card, or on the nearest there is.
    fn go(&mut self, (column, at): (usize, usize)) {
        let filled = |column: &usize| self.grid.columns.get(*column).is_some_and(|it| !it.slots.is_empty());
        let column = Some(column).filter(filled).or_else(|| self.grid.beside(column, -1));
        let column = column.or_else(|| self.grid.beside(0, 1)).or(Some(0).filter(filled)).unwrap_or(0);
        let last = self.grid.columns.get(column).map_or(0, |it| it.slots.len().saturating_sub(1));
        self.at = (column, at.min(last));
        self.key = self.card().map(|row| row.id);
        self.scroll_to();
    }

    /// What a deed is for, as it is shown.
    fn subjects(&self) -> Vec<TaskRow> {
        let ids = self.marks.subjects(self.card().map(|row| row.id));
        ids.into_iter().filter_map(|id| self.cards.iter().find(|row| row.id == id).cloned()).collect()
    }

    fn home(&self, desk: &Desk) -> Option<Home> {
        let board = self.board.as_ref()?;
        let act = &board.act;
        let to = Target { party: act.party_id, season: Some(act.season_id), act: Some(act.id) };
        let place = format!("{} {} A{} {}", board.party_name, desk.glyphs.path, act.number, act.title);
        (act.stage != Stage::Closed).then_some(Home { to, place, mine: false })
    }

    fn run_act(&mut self, deed: Act, desk: &mut Desk) -> Taken {
        let Some(board) = &self.board else { return Taken::No };
        match deed {
            Act::Start => {
                let said = desk.say(w::PLAN_STARTED, &[("place", &format!("A{}", board.act.number))]);
                desk.commit(Op::Act(act::Op::Start { act: board.act.id }), said);
            }
            Act::Close => door::closing(board.act.id, desk),
            Act::Retro => door::retro(board.act.id, desk),
            Act::Filter => self.ask_show(desk),
            Act::Party => {
                self.choosing = true;
                desk.load(Query::Parties);
            }
            Act::New | Act::NewSeason | Act::Edit => return Taken::No,
        }
        Taken::Yes
    }

    fn ask_show(&self, desk: &mut Desk) {
        let item = |(place, show): (usize, &Show)| Item {
            pick: Pick::Place(place),
            sign: String::new(),
            label: desk.word(view::shown(*show)).to_owned(),
            detail: String::new(),
        };
        let items = Show::ALL.iter().enumerate().map(item).collect();
        let here = Show::ALL.iter().position(|show| *show == self.show).unwrap_or(0);
        let picker = Picker::new(desk.word(w::BOARD_ASK_SHOW), Ask::Own(SHOW, None), items).on(&Pick::Place(here));
        desk.open(Popup::Picker(picker));
    }

    /// The act before or after, of those that the party has.
    fn step_act(&mut self, by: isize, desk: &mut Desk) {
        let Some(board) = &self.board else { return };
        let here = board.acts.iter().position(|act| act.id == board.act.id);
        let to: Option<&ActHead> = here.and_then(|here| board.acts.get(here.checked_add_signed(by)?));
        if let Some(to) = to {
            self.act = Some(to.id);
            self.tops.clear();
            desk.load(Query::Board(BoardOf::Act(to.id), MOST_DONE));
        } else {
            desk.toast(crate::tui::desk::Tone::Plain, desk.word(w::BOARD_NO_ACT_THERE));
        }
    }
}

impl Screen for BoardScreen {
    fn page(&self) -> Page {
        Page::Board
    }

    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Marks, Scope::Task, Scope::Columns, Scope::Act, Scope::List]
    }

    fn context(&self) -> Context {
        let task = self.card().map(|row| match row.status {
            TaskStatus::Todo => Life::Planned,
            TaskStatus::Doing => Life::Running,
            TaskStatus::Done | TaskStatus::Dropped => Life::Over,
        });
        let act = self.board.as_ref().map(|board| match board.act.stage {
            Stage::Planned => Life::Planned,
            Stage::Running => Life::Running,
            Stage::Closed => Life::Over,
        });
        Context { party: act.map(|_| Life::Running), act, task, marked: self.marks.count(), ..Context::default() }
    }

    fn hints(&self) -> Vec<&'static str> {
        let mut hints = match self.card().map(|row| row.status) {
            Some(TaskStatus::Todo | TaskStatus::Doing) => {
                vec!["task.advance", "task.column_right", "task.block", "task.owner", "task.add"]
            }
            Some(_) => vec!["task.column_left", "task.comment", "list.open", "task.add"],
            None => vec!["task.add"],
        };
        match self.context().act {
            Some(Life::Planned) => hints.push("act.start"),
            Some(Life::Running) => hints.push("act.close"),
            _ => {}
        }
        hints.extend(["act.filter", "list.previous", "list.next", "act.party"]);
        hints
    }

    fn status(&self, desk: &Desk) -> Status {
        view::status(self, desk)
    }

    fn wants(&self, desk: &Desk) -> Vec<Query> {
        let same = desk.party.is_none() || desk.party == self.party;
        let of = match self.act.filter(|_| same) {
            Some(act) => BoardOf::Act(act),
            None => BoardOf::Party(desk.party),
        };
        vec![Query::Board(of, MOST_DONE)]
    }

    fn loaded(&mut self, loaded: &Loaded, desk: &mut Desk) {
        match loaded {
            Loaded::Board(board) => {
                self.answered = true;
                let act = board.as_ref().map(|board| board.act.id);
                if act != self.board.as_ref().map(|board| board.act.id) {
                    self.marks.clear();
                    self.tops.clear();
                    self.key = board.as_ref().and_then(|board| board.doing.first()).map(|row| row.id);
                    self.at = (0, 0);
                }
                self.party = board.as_ref().map(|board| board.act.party_id);
                self.act = act;
                desk.party = self.party.or(desk.party);
                self.board.clone_from(board);
                self.rebuild(desk);
            }
            Loaded::Parties(parties) if self.choosing => {
                self.choosing = false;
                self.parties.clone_from(parties);
                door::pick_party(&self.parties, PARTY, desk);
            }
            _ => {}
        }
    }

    fn run(&mut self, deed: Deed, desk: &mut Desk) -> Taken {
        match deed {
            Deed::List(deed) => self.move_by(deed, desk),
            Deed::Act(deed) => self.run_act(deed, desk),
            _ => Taken::No,
        }
    }

    fn picked(&self, desk: &Desk) -> Option<Picked> {
        Some(Picked { rows: self.subjects(), home: self.home(desk) })
    }

    fn view(&self, frame: &mut Frame, area: Rect, desk: &Desk) {
        view::view(self, frame, area, desk);
    }

    fn settle(&mut self, desk: &Desk) {
        // Once more after the last change has come to rest.
        let ahead = !desk.ahead.is_empty();
        if std::mem::replace(&mut self.is_ahead, ahead) || ahead {
            self.rebuild(desk);
        }
    }

    fn fit(&mut self, area: Rect) {
        self.height = usize::from(area.height.saturating_sub(1));
        let wide = if area.width >= FOUR_COLUMNS { Wide::Yes } else { Wide::No };
        if std::mem::replace(&mut self.wide, wide) != wide {
            self.place();
        }
        self.scroll_to();
    }

    fn pasted(&mut self, text: &str, desk: &mut Desk) -> Taken {
        deed::add_pasted(self.home(desk), text, desk);
        Taken::Yes
    }

    fn mouse(&mut self, mouse: Mouse, area: Rect, desk: &mut Desk) {
        self.point(mouse, area, desk);
    }

    fn answered(&mut self, ask: Ask, answer: Answer, desk: &mut Desk) {
        match (ask, answer) {
            (Ask::Own(SHOW, _), Answer::Pick(Pick::Place(place))) => {
                self.show = Show::ALL.get(place).copied().unwrap_or_default();
                self.tops.clear();
                self.rebuild(desk);
            }
            (Ask::Own(PARTY, _), Answer::Pick(Pick::Id(party))) => {
                let key = self.parties.iter().find(|row| row.head.id == party).map(|row| row.head.key.clone());
                desk.turn_to(party, &key.unwrap_or_default());
                self.act = None;
                desk.load(Query::Board(BoardOf::Party(Some(party)), MOST_DONE));
            }
            _ => {}
        }
    }

    fn escape(&mut self, desk: &mut Desk) -> Taken {
        if self.drag.take().is_some() || self.marks.clear() {
            return Taken::Yes;
        }
        if matches!(self.show, Show::Mine | Show::Nobody) {
            self.show = Show::All;
            self.rebuild(desk);
            return Taken::Yes;
        }
        Taken::No
    }
}
