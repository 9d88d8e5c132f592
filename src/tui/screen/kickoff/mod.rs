//! The kickoff of a party on one page, filled in beforehand: who leads, who comes along with how much of their time, the
//! charter. Enter holds it as one step. How it is drawn is in `view.rs`.

mod view;

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::base::fold::fold;
use crate::base::id::Id;
use crate::domain::party::{PartyStatus, Role, Section};
use crate::op::party::NewShare;
use crate::op::{Op, party};
use crate::query::kickoff::{Elsewhere, Kickoff as Data};
use crate::text::{Word, w};
use crate::tui::ask::Item;
use crate::tui::ask::{Answer, Ask, Pick};
use crate::tui::desk::popup::{Picker, Popup, Prompt};
use crate::tui::desk::reading::Reading;
use crate::tui::desk::{Desk, Tone};
use crate::tui::input::{Mouse, Press};
use crate::tui::key::Key;
use crate::tui::page::Page;
use crate::tui::screen::charter::{Sections, read_whole, section_of, write_section, write_whole};
use crate::tui::screen::{Screen, Status, Taken};
use crate::tui::verb::form::Form as FormDeed;
use crate::tui::verb::list::List;
use crate::tui::verb::{Context, Deed, Life, Scope};
use crate::tui::widget::cursor::Cursor;
use crate::tui::wire::{Failure, Loaded, Query, Receipt, Ticket};

const LEADER: &str = "kickoff.leader";
const SHADOW: &str = "kickoff.shadow";
const PERSON: &str = "kickoff.person";
const SHARE: &str = "kickoff.share";
const SECTION: &str = "kickoff.section";
const WHOLE: &str = "kickoff.whole";

/// The share of somebody who is in no other party.
const FIRST_SHARE: i64 = 20;
/// The sections that are open from the start.
const OPEN: [Section; 4] = [Section::Background, Section::Goals, Section::Scope, Section::Rules];

/// Somebody who comes along.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Person {
    id: Id,
    name: String,
    /// Percent of their time.
    share: i64,
    elsewhere: i64,
}

/// One thing the cursor can be on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Row {
    Leader,
    Shadow,
    Person(usize),
    Section(Section),
}

/// The page.
pub struct Kickoff {
    party: Id,
    data: Option<Box<Data>>,
    leader: Option<Id>,
    shadow: Option<Id>,
    people: Vec<Person>,
    sections: Sections,
    open: Vec<Section>,
    cursor: Cursor,
    ticket: Option<Ticket>,
    /// Whether something was filled in that is nowhere else.
    touched: bool,
    warned: bool,
}

impl Kickoff {
    /// The kickoff of a party.
    pub fn new(party: Id) -> Self {
        Self {
            party,
            data: None,
            leader: None,
            shadow: None,
            people: Vec::new(),
            sections: Sections::new(),
            open: OPEN.to_vec(),
            cursor: Cursor::default(),
            ticket: None,
            touched: false,
            warned: false,
        }
    }

    /// Fills in what nobody has touched: the first time everything, later only people who came meanwhile.
    fn fill(&mut self, data: &Data) {
        let page = &data.party;
        if self.data.is_none() {
            let founder = page.founder.as_ref().map(|founder| founder.id);
            self.leader = founder.or_else(|| page.members.first().map(|member| member.id));
            self.sections.clone_from(&page.charter);
        }
        for member in page.members.iter().filter(|member| member.role != Role::Observer) {
            if self.people.iter().all(|person| person.id != member.id) {
                let before = data.elsewhere.get(&member.id).copied().unwrap_or_default();
                self.people.push(comes(member.id, member.name.clone(), member.share, before));
            }
        }
        let rows = self.rows().len();
        self.cursor.fit(self.cursor.height, rows);
    }

    fn rows(&self) -> Vec<Row> {
        let people = (0..self.people.len()).map(Row::Person);
        let sections = Section::ALL.iter().copied().map(Row::Section);
        [Row::Leader, Row::Shadow].into_iter().chain(people).chain(sections).collect()
    }

    fn row(&self) -> Option<Row> {
        self.rows().get(self.cursor.row).copied()
    }

    fn edit(&mut self, desk: &mut Desk) {
        match self.row() {
            Some(Row::Leader) => pick(w::KICKOFF_PICK_LEADER, LEADER, false, desk),
            Some(Row::Shadow) => pick(w::KICKOFF_PICK_SHADOW, SHADOW, true, desk),
            Some(Row::Person(place)) => {
                let person = &self.people[place];
                let label = desk.say(w::KICKOFF_ASK_SHARE, &[("name", &person.name)]);
                let prompt = Prompt::new(label, Ask::Own(SHARE, Some(person.id)), Reading::Text);
                desk.open(Popup::Prompt(prompt.offering(&person.share.to_string(), desk)));
            }
            Some(Row::Section(section)) => {
                let body = self.sections.get(&section).cloned().unwrap_or_default();
                write_section(section, &body, SECTION, desk);
            }
            None => {}
        }
    }

    fn set_share(&mut self, to: impl Fn(i64) -> i64) {
        if let Some(Row::Person(place)) = self.row() {
            let person = &mut self.people[place];
            person.share = to(person.share).clamp(0, 100);
            self.touched = true;
        }
    }

    fn fold(&mut self) {
        if let Some(Row::Section(section)) = self.row() {
            match self.open.iter().position(|open| *open == section) {
                Some(place) => drop(self.open.remove(place)),
                None => self.open.push(section),
            }
        }
    }

    fn add(&self, desk: &mut Desk) {
        let new = |id: Id| self.people.iter().all(|person| person.id != id);
        let items: Vec<Item> =
            members(desk).into_iter().filter(|item| matches!(item.pick, Pick::Id(id) if new(id))).collect();
        if items.is_empty() {
            desk.toast(Tone::Plain, desk.word(w::KICKOFF_EVERYBODY));
            return;
        }
        let picker = Picker::new(desk.word(w::KICKOFF_PICK_PERSON), Ask::Own(PERSON, None), items);
        desk.open(Popup::Picker(picker));
    }

    /// Somebody comes along, whoever asked for them.
    fn take_in(&mut self, id: Id, desk: &Desk) {
        if self.people.iter().any(|person| person.id == id) {
            return;
        }
        let before = self.data.as_ref().and_then(|data| data.elsewhere.get(&id)).copied().unwrap_or_default();
        if let Some(name) = desk.people.iter().find(|it| it.id == id).map(|it| it.name.clone()) {
            self.people.push(comes(id, name, None, before));
        }
    }

    fn hold(&mut self, desk: &mut Desk) {
        let Some(data) = &self.data else { return };
        let head = &data.party.head;
        if self.ticket.is_some() {
            return;
        }
        if head.status != PartyStatus::Proposed {
            desk.toast(Tone::Plain, desk.say(w::KICKOFF_ALREADY, &[("key", &head.key)]));
            return;
        }
        let Some(leader) = self.leader else {
            self.cursor.row = 0;
            desk.toast(Tone::Bad, desk.word(w::KICKOFF_NEED_LEADER));
            return;
        };
        let name = self.name_of(leader, desk);
        let said = desk.say(w::KICKOFF_HELD, &[("name", &name), ("key", &head.key)]);
        let shares = self.people.iter().map(|it| NewShare { member: it.id, permille: it.share * 10 }).collect();
        let written = self.sections.iter().filter(|(_, body)| !body.trim().is_empty());
        let charter = written.map(|(section, body)| (*section, body.clone())).collect();
        let op = party::Op::Kickoff { party: self.party, leader, shadow: self.shadow, shares, charter };
        self.ticket = Some(desk.commit(Op::Party(op), said));
    }

    fn name_of(&self, id: Id, desk: &Desk) -> String {
        let here = self.people.iter().find(|person| person.id == id).map(|person| person.name.clone());
        let known = || desk.people.iter().find(|it| it.id == id).map(|it| it.name.clone());
        here.or_else(known).unwrap_or_default()
    }

    fn share_typed(&mut self, of: Option<Id>, text: &str, desk: &mut Desk) {
        let percent = text.trim().trim_end_matches('%').trim().parse::<i64>().ok();
        match percent.filter(|percent| (0..=100).contains(percent)) {
            Some(percent) => {
                if let Some(person) = self.people.iter_mut().find(|person| Some(person.id) == of) {
                    person.share = percent;
                }
            }
            None => desk.toast(Tone::Bad, desk.word(w::KICKOFF_NOT_PERCENT)),
        }
    }
}

/// Somebody with the share they are offered: said already, else as the last time, and never more than is left of them.
fn comes(id: Id, name: String, said: Option<i64>, before: Elsewhere) -> Person {
    let usual = if before.last > 0 { before.last } else { FIRST_SHARE };
    let left = (100 - before.percent).max(0);
    Person { id, name, share: said.unwrap_or(usual.min(left)), elsewhere: before.percent }
}

fn members(desk: &Desk) -> Vec<Item> {
    let item = |it: &crate::query::people::MemberRow| Item {
        pick: Pick::Id(it.id),
        sign: String::new(),
        label: it.name.clone(),
        detail: format!("@{}", it.handle),
    };
    let mut people: Vec<_> = desk.people.iter().filter(|it| it.active).collect();
    people.sort_by_key(|it| fold(&it.name));
    people.into_iter().map(item).collect()
}

fn pick(title: Word, name: &'static str, or_nobody: bool, desk: &mut Desk) {
    let mut items = members(desk);
    if or_nobody {
        let label = desk.word(w::KICKOFF_NOBODY).to_owned();
        items.push(Item { pick: Pick::Nobody, sign: String::new(), label, detail: String::new() });
    }
    let picker = Picker::new(desk.word(title), Ask::Own(name, None), items);
    desk.open(Popup::Picker(picker));
}

impl Screen for Kickoff {
    fn page(&self) -> Page {
        Page::Parties
    }

    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Kickoff, Scope::Charter, Scope::List]
    }

    fn context(&self) -> Context {
        Context { party: Some(Life::Planned), ..Context::default() }
    }

    fn hints(&self) -> Vec<&'static str> {
        match self.row() {
            Some(Row::Person(_)) => vec!["kickoff.more", "kickoff.less", "kickoff.add", "kickoff.hold"],
            Some(Row::Section(_)) => vec!["charter.edit", "charter.write", "charter.fold", "kickoff.hold"],
            _ => vec!["charter.edit", "kickoff.add", "kickoff.hold", "frame.escape"],
        }
    }

    fn status(&self, desk: &Desk) -> Status {
        self.status_line(desk)
    }

    fn wants(&self, _desk: &Desk) -> Vec<Query> {
        vec![Query::Kickoff(self.party), Query::People]
    }

    fn loaded(&mut self, loaded: &Loaded, _desk: &mut Desk) {
        if let Loaded::Kickoff(data) = loaded
            && data.party.head.id == self.party
        {
            self.fill(data);
            self.data = Some(data.clone());
        }
    }

    fn run(&mut self, deed: Deed, desk: &mut Desk) -> Taken {
        self.warned &= matches!(deed, Deed::Frame(_));
        match deed {
            Deed::Form(FormDeed::Hold) => self.hold(desk),
            Deed::Form(FormDeed::Edit) => self.edit(desk),
            Deed::Form(FormDeed::Add) => self.add(desk),
            Deed::Form(FormDeed::More) | Deed::List(List::Right) => self.set_share(|share| share + 10),
            Deed::Form(FormDeed::Less) | Deed::List(List::Left) => self.set_share(|share| share - 10),
            Deed::Form(FormDeed::Fold) => self.fold(),
            Deed::Form(FormDeed::Write) => {
                if let Some(data) = &self.data {
                    write_whole(&data.party.head.name, &self.sections, WHOLE, desk);
                }
            }
            Deed::List(deed) => {
                let rows = self.rows().len();
                return if self.cursor.obey(deed, rows) { Taken::Yes } else { Taken::No };
            }
            _ => return Taken::No,
        }
        Taken::Yes
    }

    fn typed(&mut self, key: Key, _desk: &mut Desk) -> Taken {
        // A room owns the digits: here they are tenths of somebody's time.
        match key.digit() {
            Some(digit) => {
                self.set_share(|_| digit as i64 * 10);
                Taken::Yes
            }
            None => Taken::No,
        }
    }

    fn answered(&mut self, ask: Ask, answer: Answer, desk: &mut Desk) {
        let Ask::Own(name, of) = ask else { return };
        self.touched = true;
        match (name, answer) {
            (LEADER, Answer::Pick(Pick::Id(id))) => {
                self.leader = Some(id);
                self.take_in(id, desk);
            }
            (SHADOW, Answer::Pick(Pick::Id(id))) => {
                self.shadow = Some(id);
                self.take_in(id, desk);
            }
            (SHADOW, Answer::Pick(Pick::Nobody)) => self.shadow = None,
            (PERSON, Answer::Pick(Pick::Id(id))) => self.take_in(id, desk),
            (SHARE, Answer::Text(text)) => self.share_typed(of, &text, desk),
            (SECTION, Answer::Text(text)) => {
                if let Some(section) = section_of(of) {
                    self.sections.insert(section, text.trim().to_owned());
                }
            }
            _ => {}
        }
    }

    fn escape(&mut self, desk: &mut Desk) -> Taken {
        if !self.touched || self.warned {
            return Taken::No;
        }
        self.warned = true;
        desk.toast(Tone::Plain, desk.word(w::KICKOFF_WARNING));
        Taken::Yes
    }

    fn written(&mut self, ask: Ask, text: String, desk: &mut Desk) {
        self.touched = true;
        match ask {
            Ask::Own(WHOLE, _) => self.sections = read_whole(&text, desk),
            Ask::Own(SECTION, place) => {
                if let Some(section) = section_of(place) {
                    self.sections.insert(section, text.trim().to_owned());
                }
            }
            _ => {}
        }
    }

    fn committed(&mut self, ticket: Ticket, result: &Result<Receipt, Failure>, desk: &mut Desk) {
        if self.ticket == Some(ticket) {
            self.ticket = None;
            if result.is_ok() {
                desk.pop();
            }
        }
    }

    fn mouse(&mut self, mouse: Mouse, _area: Rect, _desk: &mut Desk) {
        let rows = self.rows().len();
        match mouse.press {
            Press::WheelDown => self.cursor.step(1, rows),
            Press::WheelUp => self.cursor.step(-1, rows),
            _ => {}
        }
    }

    fn fit(&mut self, area: Rect) {
        let rows = self.rows().len();
        self.cursor.fit(usize::from(area.height), rows);
    }

    fn view(&self, frame: &mut Frame, area: Rect, desk: &Desk) {
        self.draw(frame, area, desk);
    }
}
