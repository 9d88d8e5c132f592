//! The room in which an act is closed: one table of leftovers, all filled in beforehand; nothing is saved until Enter, and
//! then everything is one step. How it is drawn is in `view.rs`.

mod view;

use std::collections::BTreeMap;

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::base::id::Id;
use crate::base::minutes::Minutes;
use crate::domain::act::Fate;
use crate::domain::season::Stage;
use crate::op::act::{self, Leftover};
use crate::op::patch::Patch;
use crate::op::{Op, task};
use crate::query::act::ActPage;
use crate::query::list::TaskRow;
use crate::text::w;
use crate::tui::ask::{Answer, Ask};
use crate::tui::desk::popup::{Popup, Prompt};
use crate::tui::desk::reading::Reading;
use crate::tui::desk::{Desk, Tone};
use crate::tui::input::{Mouse, Press};
use crate::tui::key::Key;
use crate::tui::layout;
use crate::tui::page::Page;
use crate::tui::screen::retro::Room;
use crate::tui::screen::{Screen, Status, Taken};
use crate::tui::verb::list::List;
use crate::tui::verb::retro::Retro as RetroDeed;
use crate::tui::verb::{Context, Deed, Life, Scope};
use crate::tui::widget::cursor::Cursor;
use crate::tui::wire::{Failure, Loaded, Query, Receipt, Ticket};

const REASON: &str = "closing.reason";
const ALL: &str = "closing.all";
const DELIVERED: &str = "closing.delivered";
const ESTIMATE: &str = "closing.estimate";

/// A task that came over so often must be split, dropped or estimated anew.
const OFTEN: i64 = 2;

/// What is to become of one leftover.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Choice {
    fate: Fate,
    reason: String,
    delivered: Option<Minutes>,
    /// Whether it was estimated anew in this room.
    estimated: bool,
}

/// The room.
pub struct Closing {
    act: Id,
    page: Option<Box<ActPage>>,
    choices: BTreeMap<Id, Choice>,
    all: String,
    open_retro: bool,
    start_next: Option<bool>,
    cursor: Cursor,
    insisting: bool,
    ticket: Option<Ticket>,
}

impl Closing {
    /// The room for an act.
    pub fn new(act: Id) -> Self {
        Self {
            act,
            page: None,
            choices: BTreeMap::new(),
            all: String::new(),
            open_retro: true,
            start_next: None,
            cursor: Cursor::default(),
            insisting: false,
            ticket: None,
        }
    }

    fn leftovers(&self) -> Vec<&TaskRow> {
        self.page.iter().flat_map(|page| &page.tasks).filter(|task| task.status.is_open()).collect()
    }

    /// The leftover under the cursor; none on the line for all.
    fn selected(&self) -> Option<&TaskRow> {
        self.leftovers().get(self.cursor.row).copied()
    }

    /// Rows of the table: the leftovers and, where there are some, the line for all.
    fn rows(&self) -> usize {
        let count = self.leftovers().len();
        count + usize::from(count > 0)
    }

    fn choice(&self, task: &TaskRow) -> Option<&Choice> {
        self.choices.get(&task.id)
    }

    /// Whether the rule about a third time stands in the way of this row.
    fn is_third(&self, task: &TaskRow) -> bool {
        let goes = self.choice(task).is_some_and(|choice| choice.fate == Fate::Next && !choice.estimated);
        goes && task.carried >= OFTEN
    }

    /// The first task with an estimate that is to be split and of which nobody has said how much is done.
    fn unmeasured(&self) -> Option<(Id, String)> {
        let open = |choice: &Choice| choice.fate == Fate::Split && choice.delivered.is_none();
        let mut rows = self.leftovers().into_iter();
        let row = rows.find(|task| task.estimate.is_some() && self.choice(task).is_some_and(open))?;
        Some((row.id, row.key.clone()))
    }

    /// Fills in what nobody has chosen yet; keeps what somebody has.
    fn prefill(&mut self) {
        let Some(page) = &self.page else { return };
        let fate = if page.next.is_some() { Fate::Next } else { Fate::Backlog };
        for task in page.tasks.iter().filter(|task| task.status.is_open()) {
            let blocked = task.blocked.as_ref().and_then(|blocked| blocked.reason.clone());
            let fresh = || Choice { fate, reason: blocked.unwrap_or_default(), delivered: None, estimated: false };
            self.choices.entry(task.id).or_insert_with(fresh);
        }
        let rows = self.rows();
        self.cursor.fit(self.cursor.height, rows);
    }

    /// Whether the next act is to be started: as somebody said, else where its first day has come.
    fn starts_next(&self, desk: &Desk) -> bool {
        let next = self.page.as_ref().and_then(|page| page.next.as_ref());
        let due = |first: Option<_>| first.is_none_or(|first| first <= desk.today);
        next.is_some_and(|next| next.stage == Stage::Planned && self.start_next.unwrap_or_else(|| due(next.first)))
    }

    fn set_fate(&mut self, fate: Fate, desk: &mut Desk) {
        let next = self.page.as_ref().is_some_and(|page| page.next.is_some());
        if matches!(fate, Fate::Next | Fate::Split) && !next {
            desk.toast(Tone::Plain, desk.word(w::CLOSING_NO_NEXT));
            return;
        }
        let Some((id, key)) = self.selected().map(|task| (task.id, task.key.clone())) else { return };
        if let Some(choice) = self.choices.get_mut(&id) {
            choice.fate = fate;
            choice.delivered = None;
        }
        self.insisting = false;
        if fate == Fate::Split {
            ask(w::CLOSING_ASK_DELIVERED, &key, DELIVERED, Some(id), Reading::Time, "", desk);
        }
    }

    fn ask_reason(&self, desk: &mut Desk) {
        match self.selected() {
            Some(task) => {
                let now = self.choice(task).map(|choice| choice.reason.clone()).unwrap_or_default();
                ask(w::CLOSING_ASK_REASON, &task.key, REASON, Some(task.id), Reading::Anything, &now, desk);
            }
            None => self.ask_all(desk),
        }
    }

    fn ask_all(&self, desk: &mut Desk) {
        if self.rows() > 0 {
            ask(w::CLOSING_ASK_ALL, "", ALL, None, Reading::Anything, &self.all, desk);
        }
    }

    fn finish(&mut self, desk: &mut Desk) {
        let Some(page) = &self.page else { return };
        if self.ticket.is_some() {
            return;
        }
        if !page.i_lead {
            let who = page.leader_name.clone().unwrap_or_default();
            desk.toast(Tone::Bad, desk.say(w::CLOSING_NOT_LEADER, &[("who", &who)]));
            return;
        }
        let silent = |task: &&TaskRow| self.choice(task).is_none_or(|choice| choice.reason.is_empty());
        if self.all.is_empty() && self.leftovers().iter().any(silent) {
            desk.toast(Tone::Plain, desk.word(w::CLOSING_NEED_REASON));
            self.ask_all(desk);
            return;
        }
        let third: Vec<String> =
            self.leftovers().into_iter().filter(|task| self.is_third(task)).map(|task| task.key.clone()).collect();
        if !third.is_empty() && !self.insisting {
            self.insisting = true;
            let said = desk.say(w::CLOSING_THIRD_INSIST, &[("keys", &third.join(", "))]);
            desk.toast(Tone::Plain, said);
            return;
        }
        if let Some((id, key)) = self.unmeasured() {
            ask(w::CLOSING_ASK_DELIVERED, &key, DELIVERED, Some(id), Reading::Time, "", desk);
            return;
        }
        let said = desk.say(w::CLOSING_CLOSED, &[("act", &page.head.place)]);
        let op = self.op(!third.is_empty(), desk);
        self.ticket = Some(desk.commit(op, said));
    }

    /// Everything that stands in the room as one step.
    fn op(&self, insist: bool, desk: &mut Desk) -> Op {
        let mut leftovers = vec![];
        for task in self.leftovers() {
            let Some(choice) = self.choice(task) else { continue };
            let rest = (choice.fate == Fate::Split).then(|| desk.id());
            let (fate, reason, delivered) = (choice.fate, choice.reason.clone(), choice.delivered);
            leftovers.push(Leftover { task: task.id, fate, reason, delivered, rest });
        }
        let close = act::Op::Close { act: self.act, fate: None, reason: self.all.clone(), leftovers, insist };
        let next = self.page.as_ref().and_then(|page| page.next.as_ref()).map(|next| next.id);
        match next.filter(|_| self.starts_next(desk)) {
            Some(act) => Op::Batch { steps: vec![Op::Act(close), Op::Act(act::Op::Start { act })] },
            None => Op::Act(close),
        }
    }

    fn estimate_again(&mut self, desk: &mut Desk) {
        if let Some(task) = self.selected() {
            let now = task.estimate.map(|estimate| estimate.to_string()).unwrap_or_default();
            ask(w::CLOSING_ASK_ESTIMATE, &task.key, ESTIMATE, Some(task.id), Reading::Time, &now, desk);
        }
    }

    fn estimated(&mut self, id: Id, text: &str, desk: &mut Desk) {
        let row = self.leftovers().into_iter().find(|task| task.id == id).cloned();
        let (Some(row), Ok(minutes)) = (row, text.parse::<Minutes>()) else { return };
        let set = Patch::new().set("estimate", &row.estimate, &Some(minutes));
        if let Some(choice) = self.choices.get_mut(&id) {
            choice.estimated = true;
        }
        if !set.is_empty() {
            let said = desk.say(w::CLOSING_ESTIMATED, &[("key", &row.key)]);
            desk.commit(Op::Task(task::Op::Edit { task: id, set }), said);
        }
    }
}

fn ask(
    label: crate::text::Word,
    key: &str,
    name: &'static str,
    of: Option<Id>,
    reading: Reading,
    now: &str,
    desk: &mut Desk,
) {
    let label = desk.say(label, &[("key", &key)]);
    let prompt = Prompt::new(label, Ask::Own(name, of), reading).offering(now, desk);
    desk.open(Popup::Prompt(prompt));
}

impl Screen for Closing {
    fn page(&self) -> Page {
        Page::Plan
    }

    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Closing, Scope::List]
    }

    fn context(&self) -> Context {
        Context { act: Some(Life::Running), ..Context::default() }
    }

    fn hints(&self) -> Vec<&'static str> {
        if self.rows() == 0 {
            return vec!["closing.finish", "frame.escape"];
        }
        vec![
            "closing.next",
            "closing.backlog",
            "closing.split",
            "closing.drop",
            "closing.reason",
            "closing.finish",
            "frame.escape",
        ]
    }

    fn status(&self, desk: &Desk) -> Status {
        self.status_line(desk)
    }

    fn wants(&self, _desk: &Desk) -> Vec<Query> {
        vec![Query::Act(self.act)]
    }

    fn loaded(&mut self, loaded: &Loaded, _desk: &mut Desk) {
        if let Loaded::Act(page) = loaded
            && page.head.id == self.act
        {
            self.page = Some(page.clone());
            self.prefill();
        }
    }

    fn run(&mut self, deed: Deed, desk: &mut Desk) -> Taken {
        match deed {
            Deed::Retro(RetroDeed::ToNext) => self.set_fate(Fate::Next, desk),
            Deed::Retro(RetroDeed::ToBacklog) => self.set_fate(Fate::Backlog, desk),
            Deed::Retro(RetroDeed::Split) => self.set_fate(Fate::Split, desk),
            Deed::Retro(RetroDeed::Drop) => self.set_fate(Fate::Drop, desk),
            Deed::Retro(RetroDeed::Reason) => self.ask_reason(desk),
            Deed::Retro(RetroDeed::ReasonAll) => self.ask_all(desk),
            Deed::Retro(RetroDeed::Finish) | Deed::List(List::Open) => self.finish(desk),
            Deed::List(list) => {
                let rows = self.rows();
                return if self.cursor.obey(list, rows) { Taken::Yes } else { Taken::No };
            }
            _ => return Taken::No,
        }
        Taken::Yes
    }

    fn typed(&mut self, key: Key, desk: &mut Desk) -> Taken {
        match key.typed() {
            Some('1') => self.open_retro = !self.open_retro,
            Some('2') => self.start_next = Some(!self.starts_next(desk)),
            Some('~') => self.estimate_again(desk),
            // A room owns the digits: none of them leaves for a page by mistake.
            Some('0'..='9') => {}
            _ => return Taken::No,
        }
        Taken::Yes
    }

    fn mouse(&mut self, mouse: Mouse, area: Rect, _desk: &mut Desk) {
        let (list, _) = layout::beside(area);
        let rows = self.rows();
        match mouse.press {
            Press::WheelDown => self.cursor.step(1, rows),
            Press::WheelUp => self.cursor.step(-1, rows),
            Press::Down => {
                if let Some(row) = self.cursor.at(view::table(list), mouse.row, rows) {
                    self.cursor.go(row, rows);
                }
            }
            Press::Drag | Press::Up => {}
        }
    }

    fn answered(&mut self, ask: Ask, answer: Answer, desk: &mut Desk) {
        let (Ask::Own(name, of), Answer::Text(text)) = (ask, answer) else { return };
        let choice = of.and_then(|id| self.choices.get_mut(&id));
        match (name, choice, of) {
            (REASON, Some(choice), _) => choice.reason = text,
            (DELIVERED, Some(choice), _) => choice.delivered = text.parse().ok(),
            (ALL, ..) => self.all = text,
            (ESTIMATE, _, Some(id)) => self.estimated(id, &text, desk),
            _ => {}
        }
    }

    fn committed(&mut self, ticket: Ticket, result: &Result<Receipt, Failure>, desk: &mut Desk) {
        if self.ticket != Some(ticket) {
            return;
        }
        self.ticket = None;
        if result.is_ok() {
            desk.pop();
            if self.open_retro {
                desk.push(Box::new(Room::new(self.act)));
            }
        }
    }

    fn fit(&mut self, area: Rect) {
        let (list, _) = layout::beside(area);
        let rows = self.rows();
        self.cursor.fit(usize::from(view::table(list).height), rows);
    }

    fn view(&self, frame: &mut Frame, area: Rect, desk: &Desk) {
        self.draw(frame, area, desk);
    }
}
