//! Parties: how every party stands, and where one would like to take part.

mod look;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::base::id::Id;
use crate::domain::party::{PartyStatus, Role};
use crate::op::{Op, party};
use crate::query::parties::PartyRow;
use crate::query::party::PartyPage;
use crate::text::{Word, w};
use crate::tui::desk::{Desk, Tone};
use crate::tui::input::{Mouse, Press};
use crate::tui::layout;
use crate::tui::page::Page;
use crate::tui::screen::charter::Charter;
use crate::tui::screen::closing::Closing;
use crate::tui::screen::form::{Form, Purpose};
use crate::tui::screen::kickoff::Kickoff;
use crate::tui::screen::retro::Room;
use crate::tui::screen::{Screen, Status, Taken};
use crate::tui::verb::act::Act as ActDeed;
use crate::tui::verb::list::List;
use crate::tui::verb::party::Party as PartyDeed;
use crate::tui::verb::{Context, Deed, Life, Scope};
use crate::tui::widget::outline::{Clicked, Listed, Outline};
use crate::tui::widget::panel;
use crate::tui::wire::{Loaded, Query};

/// One line of the page.
#[derive(Clone, Debug)]
pub(super) enum Entry {
    /// The parties of one status, and how many there are.
    Head(PartyStatus, usize),
    /// A party.
    Party(Box<PartyRow>),
    /// Nothing.
    Gap,
    /// There is no party yet.
    Empty,
}

impl Listed for Entry {
    type Key = Id;

    fn key(&self) -> Option<Id> {
        match self {
            Self::Party(row) => Some(row.head.id),
            Self::Head(..) | Self::Gap | Self::Empty => None,
        }
    }

    fn can_be_marked(&self) -> bool {
        false
    }
}

/// Which part of the page the keys move.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
enum Pane {
    /// The list.
    #[default]
    List,
    /// What is known of the selected one; it covers the list where there is no room beside it.
    Detail,
}

/// The screen.
#[derive(Default)]
pub struct Parties {
    list: Outline<Entry>,
    detail: Option<Box<PartyPage>>,
    pane: Pane,
    top: usize,
    height: usize,
    loaded: bool,
    wide: bool,
    /// The party that the other pages turned to when the list was loaded last.
    turned: Option<Id>,
    /// The party that one more press leaves.
    leaving: Option<Id>,
}

const SCOPES: &[Scope] = &[Scope::Party, Scope::Act, Scope::List];

impl Parties {
    fn selected(&self) -> Option<&PartyRow> {
        match self.list.selected() {
            Some(Entry::Party(row)) => Some(row),
            _ => None,
        }
    }

    /// The page of the selected party, once it is there.
    fn shown(&self) -> Option<&PartyPage> {
        let id = self.selected()?.head.id;
        self.detail.as_deref().filter(|page| page.head.id == id)
    }

    /// Asks for the selected party's page where it is on screen.
    fn follow(&mut self, desk: &mut Desk) {
        self.top = 0;
        if let Some(id) = self.selected().map(|row| row.head.id).filter(|_| self.wide || self.pane == Pane::Detail)
            && self.shown().is_none()
        {
            desk.load(Query::Party(id));
        }
    }

    fn open(&self, desk: &mut Desk) {
        if let Some(row) = self.selected() {
            let (id, key) = (row.head.id, row.head.key.clone());
            desk.turn_to(id, &key);
            desk.go(Page::Plan);
        }
    }

    fn turn(&mut self, to: Pane, desk: &mut Desk) {
        if self.selected().is_some() {
            self.pane = to;
            self.follow(desk);
        }
    }

    fn scroll(&mut self, deed: List) -> bool {
        let page = self.height.max(2) as isize - 1;
        let by = match deed {
            List::Down => 1,
            List::Up => -1,
            List::HalfDown | List::PageDown => page,
            List::HalfUp | List::PageUp => -page,
            List::Top => isize::MIN / 2,
            List::Bottom => isize::MAX / 2,
            _ => return false,
        };
        self.top = self.top.saturating_add_signed(by);
        true
    }

    fn run_list(&mut self, deed: List, desk: &mut Desk) -> Taken {
        match (deed, self.pane) {
            (List::Open, _) => self.open(desk),
            (List::Pane | List::Right, Pane::List) => self.turn(Pane::Detail, desk),
            (List::Pane | List::Left, Pane::Detail) => self.pane = Pane::List,
            (deed, Pane::Detail) if self.scroll(deed) => {}
            (deed, Pane::List) if self.list.obey(deed) => self.follow(desk),
            _ => return Taken::No,
        }
        Taken::Yes
    }

    fn run_party(&mut self, deed: PartyDeed, desk: &mut Desk) -> Taken {
        let leaving = self.leaving.take();
        if deed == PartyDeed::Found {
            desk.push(Box::new(Form::new(Purpose::Found)));
            return Taken::Yes;
        }
        let Some(row) = self.selected() else { return Taken::No };
        let (party, key) = (row.head.id, row.head.key.clone());
        let mut commit = |op: party::Op, said: Word| {
            let said = desk.say(said, &[("key", &key)]);
            desk.commit(Op::Party(op), said);
        };
        let status = |to: PartyStatus| party::Op::Status { party, to };
        match deed {
            PartyDeed::Interest if row.head.my_role == Some(Role::Interested) => {
                commit(party::Op::Leave { party }, w::PARTIES_NO_INTEREST);
            }
            PartyDeed::Interest if row.head.my_role.is_some() && leaving != Some(party) => {
                let said = desk.say(w::PARTIES_LEAVE_FIRST, &[("key", &key)]);
                desk.toast(Tone::Plain, said);
                self.leaving = Some(party);
            }
            PartyDeed::Interest if row.head.my_role.is_some() => commit(party::Op::Leave { party }, w::PARTIES_LEFT),
            PartyDeed::Interest => commit(party::Op::Join { party }, joined(row.head.status)),
            PartyDeed::Rest => commit(status(PartyStatus::Resting), w::PARTIES_RESTS),
            PartyDeed::Resume => commit(status(PartyStatus::Active), w::PARTIES_RESUMED),
            PartyDeed::End => commit(status(PartyStatus::Ended), w::PARTIES_ENDED),
            PartyDeed::Kickoff if row.head.status != PartyStatus::Proposed => {
                let said = desk.say(w::KICKOFF_ALREADY, &[("key", &key)]);
                desk.toast(Tone::Plain, said);
            }
            PartyDeed::Kickoff => desk.push(Box::new(Kickoff::new(party))),
            PartyDeed::Charter => desk.push(Box::new(Charter::new(party))),
            PartyDeed::Found => return Taken::No,
        }
        Taken::Yes
    }

    /// What can be done with a party's acts without going to its plan.
    fn run_act(&self, deed: ActDeed, desk: &mut Desk) -> Taken {
        let Some(row) = self.selected() else { return Taken::No };
        let party = row.head.id;
        let act = row.act.as_ref().map(|act| act.id);
        match (deed, act) {
            (ActDeed::New, _) => desk.push(Box::new(Form::new(Purpose::new_act(party, None)))),
            (ActDeed::NewSeason, _) => desk.push(Box::new(Form::new(Purpose::NewSeason(party)))),
            (ActDeed::Edit, Some(act)) => desk.push(Box::new(Form::new(Purpose::edit_act(party, act)))),
            (ActDeed::Close, Some(act)) => desk.push(Box::new(Closing::new(act))),
            (ActDeed::Retro, Some(act)) => desk.push(Box::new(Room::new(act))),
            _ => return Taken::No,
        }
        Taken::Yes
    }

    fn take(&mut self, rows: &[PartyRow], desk: &mut Desk) {
        let mut entries = vec![];
        let order = [PartyStatus::Active, PartyStatus::Proposed, PartyStatus::Resting, PartyStatus::Ended];
        for status in order {
            let own: Vec<&PartyRow> = rows.iter().filter(|row| row.head.status == status).collect();
            if own.is_empty() {
                continue;
            }
            if !entries.is_empty() {
                entries.push(Entry::Gap);
            }
            entries.push(Entry::Head(status, own.len()));
            entries.extend(own.into_iter().map(|row| Entry::Party(Box::new(row.clone()))));
        }
        if entries.is_empty() {
            entries.push(Entry::Empty);
        }
        self.list.replace(entries);
        // One goes where the other pages are, and to what was founded a moment ago.
        if let Some(party) = desk.party.filter(|party| self.turned != Some(*party)) {
            self.list.select(&party);
        }
        self.turned = desk.party;
        self.loaded = true;
        self.follow(desk);
    }
}

/// What is said when somebody joins.
const fn joined(status: PartyStatus) -> Word {
    match status {
        PartyStatus::Proposed => w::PARTIES_INTEREST,
        _ => w::PARTIES_JOINED,
    }
}

impl Screen for Parties {
    fn page(&self) -> Page {
        Page::Parties
    }

    fn scopes(&self) -> &'static [Scope] {
        SCOPES
    }

    fn context(&self) -> Context {
        let life = |status| match status {
            PartyStatus::Proposed => Life::Planned,
            PartyStatus::Active | PartyStatus::Resting => Life::Running,
            PartyStatus::Ended => Life::Over,
        };
        let selected = self.selected();
        let act = selected.and_then(|row| row.act.as_ref()).map(|_| Life::Running);
        Context { party: selected.map(|row| life(row.head.status)), act, ..Context::default() }
    }

    fn hints(&self) -> Vec<&'static str> {
        match self.selected().map(|row| (row.head.status, row.head.my_role)) {
            None => vec!["party.found"],
            Some((PartyStatus::Proposed, None)) => vec!["party.interest", "party.kickoff", "list.open", "party.found"],
            Some((PartyStatus::Proposed, Some(_))) => vec!["party.kickoff", "list.open", "list.pane", "party.found"],
            Some(_) => vec!["list.open", "list.pane", "party.charter", "party.found"],
        }
    }

    fn status(&self, desk: &Desk) -> Status {
        let rows = self.list.rows().iter();
        let rows = rows.filter_map(|entry| if let Entry::Party(row) = entry { Some(row) } else { None });
        let active = rows.filter(|row| row.head.status == PartyStatus::Active).count();
        let said = match (self.loaded, active) {
            (false, _) => String::new(),
            (true, 0) => desk.word(w::PARTIES_STATUS_NONE).to_owned(),
            (true, active) => desk.say(w::PARTIES_STATUS, &[("n", &active)]),
        };
        Status { left: Line::from(said), right: Line::default() }
    }

    fn wants(&self, _desk: &Desk) -> Vec<Query> {
        let detail = self.selected().filter(|_| self.wide || self.pane == Pane::Detail);
        std::iter::once(Query::Parties).chain(detail.map(|row| Query::Party(row.head.id))).collect()
    }

    fn loaded(&mut self, loaded: &Loaded, desk: &mut Desk) {
        match loaded {
            Loaded::Parties(rows) => self.take(rows, desk),
            Loaded::Party(page) => self.detail = Some(page.clone()),
            _ => {}
        }
    }

    fn run(&mut self, deed: Deed, desk: &mut Desk) -> Taken {
        if !matches!(deed, Deed::Party(PartyDeed::Interest)) {
            self.leaving = None;
        }
        match deed {
            Deed::List(deed) => self.run_list(deed, desk),
            Deed::Party(deed) => self.run_party(deed, desk),
            Deed::Act(deed) => self.run_act(deed, desk),
            _ => Taken::No,
        }
    }

    fn escape(&mut self, _desk: &mut Desk) -> Taken {
        if std::mem::take(&mut self.pane) == Pane::Detail { Taken::Yes } else { Taken::No }
    }

    fn fit(&mut self, area: Rect) {
        let (list, beside) = layout::beside(area);
        self.wide = beside.is_some();
        self.list.fit(list.height);
        self.height = usize::from(area.height);
        let width = beside.map_or(usize::from(area.width), |beside| usize::from(beside.width));
        if let Some(lines) = self.shown().map(|page| look::lines_of(page, width)) {
            self.top = self.top.min(lines.saturating_sub(self.height));
        }
    }

    fn mouse(&mut self, mouse: Mouse, area: Rect, desk: &mut Desk) {
        let (list, beside) = layout::beside(area);
        let over_detail = beside.map_or(self.pane == Pane::Detail, |beside| mouse.column >= beside.x);
        match mouse.press {
            Press::WheelDown if over_detail => self.top += 3,
            Press::WheelUp if over_detail => self.top = self.top.saturating_sub(3),
            _ if over_detail => {}
            _ => match self.list.mouse(mouse, list) {
                Clicked::Opened => self.open(desk),
                Clicked::Selected => self.follow(desk),
                Clicked::Nothing => {}
            },
        }
    }

    fn view(&self, frame: &mut Frame, area: Rect, desk: &Desk) {
        let (list, beside) = layout::beside(area);
        if beside.is_none() && self.pane == Pane::Detail {
            if let Some(page) = self.shown() {
                look::detail(frame, area, page, self.top, desk);
            }
            return;
        }
        let columns = look::Columns::of(self.list.rows(), usize::from(list.width), desk);
        for (down, (_, entry, selected)) in self.list.window().enumerate() {
            let Some(at) = panel::row(list, down) else { break };
            look::entry(frame, at, entry, selected, &columns, desk);
        }
        if let (Some(beside), Some(page)) = (beside, self.shown()) {
            look::divide(frame, beside, desk);
            let inner = Rect { x: beside.x + 1, width: beside.width.saturating_sub(1), ..beside };
            look::detail(frame, inner, page, self.top, desk);
        }
    }
}
