//! The first run: four doors and who sits here. Never an empty grid.

mod found;
mod look;
mod room;

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::query::Person;
use crate::text::w;
use crate::tui::ask::Item;
use crate::tui::ask::{Answer, Ask, Pick};
use crate::tui::desk::popup::{Picker, Popup};
use crate::tui::desk::{Desk, Tone};
use crate::tui::effect::{Effect, Exit};
use crate::tui::key::{Code, Key};
use crate::tui::page::Page;
use crate::tui::screen::{Screen, Status, Taken};
use crate::tui::verb::{Context, Deed, Scope};
use crate::tui::widget::field::{Field, Typed};
use crate::tui::wire::{Begin, Begun, Failure, Loaded, Query, Receipt, Ticket};

use found::{Answers, Founded};
use room::{Question, Room};

/// The doors, in their order.
const DOORS: usize = 4;
/// The question who sits here.
const WHO: Ask = Ask::Own("welcome.who", None);

/// The screen.
pub struct Welcome {
    room: Room,
    door: usize,
    me: Field,
    questions: Vec<Question>,
    at: usize,
    key_touched: bool,
    /// The founding on its way.
    founding: Option<(Ticket, Founded)>,
    /// Whether a store or a file is being looked at.
    looking: bool,
    /// The store to be joined, until it is said who joins.
    joining: Option<std::path::PathBuf>,
    top: usize,
}

impl Welcome {
    /// The four doors.
    pub fn new() -> Self {
        Self {
            room: Room::Doors,
            door: 0,
            me: Field::default(),
            questions: Vec::new(),
            at: 0,
            key_touched: false,
            founding: None,
            looking: false,
            joining: None,
            top: 0,
        }
    }

    /// The question who of those in the store sits here.
    pub fn who() -> Self {
        Self { room: Room::Who, ..Self::new() }
    }

    /// The form of a first party for somebody the workspace may know already.
    pub fn found() -> Self {
        let mut welcome = Self::new();
        welcome.open(Room::Found);
        welcome
    }

    fn open(&mut self, room: Room) {
        self.questions = room.questions(self.me.text());
        self.at = usize::from(self.questions.len() > 1 && !self.questions[0].field.is_empty());
        self.key_touched = false;
        self.top = 0;
        self.room = room;
    }

    fn enter_door(&mut self, desk: &mut Desk) {
        match self.door {
            0 => desk.ask_for(Effect::Quit(Exit::Demo)),
            1 => self.open(Room::Found),
            2 => self.open(Room::Join),
            _ => self.open(Room::Import),
        }
    }

    fn doors_key(&mut self, key: Key, desk: &mut Desk) -> Taken {
        match key.code {
            Code::Enter => self.enter_door(desk),
            Code::Down | Code::Tab if !key.shift => self.door = (self.door + 1) % DOORS,
            Code::Up | Code::Tab => self.door = (self.door + DOORS - 1) % DOORS,
            Code::Esc => desk.ask_for(Effect::Quit(Exit::Left)),
            Code::Char('?') => return Taken::No,
            Code::Char(_) => match key.digit().filter(|digit| (1..=DOORS).contains(digit)) {
                Some(digit) => {
                    self.door = digit - 1;
                    self.enter_door(desk);
                }
                None => drop(self.me.key(key)),
            },
            _ => drop(self.me.key(key)),
        }
        Taken::Yes
    }

    fn question_key(&mut self, key: Key, desk: &mut Desk) -> Taken {
        let last = self.questions.len() - 1;
        match key.code {
            Code::Esc => self.leave(),
            Code::Enter => self.next(desk),
            Code::Char('s') if key.ctrl => self.finish(desk),
            Code::Up => self.at = self.at.saturating_sub(1),
            Code::Tab if key.shift => self.at = self.at.saturating_sub(1),
            Code::Down | Code::Tab => self.at = (self.at + 1).min(last),
            _ => {
                if self.questions[self.at].field.key(key) == Typed::Changed {
                    self.typed_in(desk);
                }
            }
        }
        Taken::Yes
    }

    /// The key follows the name until somebody types another one.
    fn typed_in(&mut self, desk: &mut Desk) {
        desk.toast = None;
        if self.room == Room::Found {
            match self.at {
                1 if !self.key_touched => {
                    let guess = found::guess_key(self.questions[1].field.text());
                    self.questions[2].field.set(&guess);
                }
                2 => self.key_touched = true,
                _ => {}
            }
        }
    }

    fn leave(&mut self) {
        if let Some(me) = self.questions.first().filter(|_| self.room != Room::Join) {
            self.me = me.field.clone();
        }
        self.open(Room::Doors);
    }

    /// Enter goes on to the next question that is open; the key follows from the name.
    fn next(&mut self, desk: &mut Desk) {
        let text = self.questions[self.at].text();
        let needed = !(self.room == Room::Found && self.at >= 3);
        if needed && text.is_empty() {
            desk.toast(Tone::Bad, desk.word(w::WELCOME_EMPTY));
            return;
        }
        if self.at + 1 == self.questions.len() {
            self.finish(desk);
            return;
        }
        self.at += 1;
        if self.room == Room::Found && self.at == 2 && !self.questions[2].text().is_empty() {
            self.at = 3;
        }
    }

    fn finish(&mut self, desk: &mut Desk) {
        if self.founding.is_some() || self.looking {
            return;
        }
        let text = |at: usize| self.questions.get(at).map(Question::text).unwrap_or_default();
        match self.room {
            Room::Found => {
                let answers = Answers { me: text(0), name: text(1), key: text(2), problem: text(3), people: text(4) };
                self.found_party(&answers, desk);
            }
            Room::Join => self.look(Begin::Look(text(0)), desk),
            Room::Import => match found::newcomer(&text(0), desk) {
                Ok(me) => self.look(Begin::Preview(text(1), me), desk),
                Err(said) => self.wrong(0, said, desk),
            },
            Room::Doors | Room::Preview(..) | Room::Who => {}
        }
    }

    fn wrong(&mut self, at: usize, said: String, desk: &mut Desk) {
        self.at = at;
        desk.toast(Tone::Bad, said);
    }

    fn look(&mut self, begin: Begin, desk: &mut Desk) {
        self.looking = true;
        desk.load(Query::Begin(begin));
    }

    fn found_party(&mut self, answers: &Answers, desk: &mut Desk) {
        let empty = [(&answers.me, 0), (&answers.name, 1)].into_iter().find(|(text, _)| text.is_empty());
        if let Some((_, at)) = empty.filter(|(_, at)| *at != 0 || desk.my_id.is_none()) {
            self.wrong(at, desk.word(w::WELCOME_EMPTY).to_owned(), desk);
            return;
        }
        match found::found(answers, desk) {
            Ok(founded) => {
                let said = desk.say(w::WELCOME_FOUNDED, &[("name", &answers.name)]);
                let ticket = desk.commit(founded.op.clone(), said);
                self.founding = Some((ticket, founded));
            }
            Err(said) => {
                let at = if found::handle_of(&answers.me, desk).is_err() && desk.my_id.is_none() {
                    0
                } else if answers.key.trim().parse::<crate::base::key::PartyKey>().is_err() {
                    2
                } else {
                    4
                };
                self.wrong(at, said, desk);
            }
        }
    }

    fn preview_key(&mut self, key: Key, desk: &mut Desk) -> Taken {
        let Room::Preview(preview, me) = &self.room else { return Taken::No };
        match key.code {
            Code::Enter if preview.possible && !self.looking => {
                let begin = Begin::BringIn(preview.path.clone(), me.clone());
                self.look(begin, desk);
            }
            Code::Esc => {
                let (path, name) = (preview.path.display().to_string(), me.name.clone());
                self.me.set(&name);
                self.open(Room::Import);
                self.questions[1].field.set(&path);
            }
            Code::Down | Code::Char('j') => self.top += 1,
            Code::Up | Code::Char('k') => self.top = self.top.saturating_sub(1),
            _ => {}
        }
        Taken::Yes
    }

    /// Asks who of these people sits here.
    fn ask_who(people: &[Person], admins: &[String], desk: &mut Desk) {
        let item = |person: &Person| Item {
            pick: Pick::Text(person.handle.clone()),
            sign: String::new(),
            label: person.name.clone(),
            detail: person.handle.clone(),
        };
        let mut picker = Picker::new(desk.word(w::WELCOME_WHO), WHO, people.iter().map(item).collect());
        let said = desk.say(w::WELCOME_NOT_THERE, &[("names", &admins.join(", "))]);
        picker.notes = vec![look::dim(&said, desk)];
        desk.open(Popup::Picker(picker));
    }

    fn ask_who_of_all(desk: &mut Desk) {
        let active = || desk.people.iter().filter(|row| row.active);
        let people: Vec<Person> = active().map(|row| Person::from(row.member.clone())).collect();
        let admins: Vec<String> = active().filter(|row| row.admin).map(|row| row.name.clone()).collect();
        Self::ask_who(&people, &admins, desk);
    }

    fn take(&mut self, begun: &Begun, desk: &mut Desk) {
        self.looking = false;
        match begun {
            Begun::Refused(said) => desk.toast(Tone::Bad, said.clone()),
            Begun::Store(store) if store.people.is_empty() => desk.toast(Tone::Bad, desk.word(w::WELCOME_NOBODY)),
            Begun::Store(store) => {
                self.joining = Some(store.path.clone());
                Self::ask_who(&store.people, &store.admins, desk);
            }
            Begun::Preview(preview, me) => {
                self.top = 0;
                self.room = Room::Preview(Box::new(preview.clone()), me.clone());
            }
            Begun::Work(handle) => {
                desk.ask_for(Effect::Be(handle.clone()));
                desk.toast(Tone::Good, desk.word(w::WELCOME_BROUGHT_IN));
                desk.pop();
                desk.go(Page::Parties);
            }
            Begun::Copy(people) => {
                desk.toast(Tone::Good, desk.word(w::WELCOME_BROUGHT_IN));
                self.room = Room::Who;
                Self::ask_who(people, &[], desk);
            }
        }
    }

    fn be(&mut self, handle: &str, desk: &mut Desk) {
        match self.joining.take() {
            Some(path) => desk.ask_for(Effect::Join(path, handle.to_owned())),
            None => {
                desk.ask_for(Effect::Be(handle.to_owned()));
                desk.pop();
                desk.go(Page::Today);
            }
        }
    }
}

impl Default for Welcome {
    fn default() -> Self {
        Self::new()
    }
}

impl Screen for Welcome {
    fn page(&self) -> Page {
        Page::Today
    }

    fn scopes(&self) -> &'static [Scope] {
        &[]
    }

    fn context(&self) -> Context {
        Context::default()
    }

    fn hints(&self) -> Vec<&'static str> {
        vec![]
    }

    fn status(&self, _desk: &Desk) -> Status {
        Status::default()
    }

    fn wants(&self, _desk: &Desk) -> Vec<Query> {
        vec![Query::Who]
    }

    fn loaded(&mut self, loaded: &Loaded, desk: &mut Desk) {
        if let Loaded::Begun(begun) = loaded {
            self.take(begun, desk);
        }
    }

    fn run(&mut self, _deed: Deed, _desk: &mut Desk) -> Taken {
        Taken::No
    }

    fn typed(&mut self, key: Key, desk: &mut Desk) -> Taken {
        match self.room {
            Room::Doors => self.doors_key(key, desk),
            Room::Preview(..) => self.preview_key(key, desk),
            Room::Who if key.code == Code::Enter => {
                Self::ask_who_of_all(desk);
                Taken::Yes
            }
            // Looking around without a name is fine.
            Room::Who => Taken::No,
            Room::Found | Room::Join | Room::Import => self.question_key(key, desk),
        }
    }

    fn pasted(&mut self, text: &str, desk: &mut Desk) -> Taken {
        match self.questions.get_mut(self.at) {
            Some(question) => question.field.paste(text),
            None => self.me.paste(text),
        }
        if !self.questions.is_empty() {
            self.typed_in(desk);
        }
        Taken::Yes
    }

    fn answered(&mut self, ask: Ask, answer: Answer, desk: &mut Desk) {
        if let (true, Answer::Pick(Pick::Text(handle))) = (ask == WHO, answer) {
            self.be(&handle, desk);
        }
    }

    fn committed(&mut self, ticket: Ticket, result: &Result<Receipt, Failure>, desk: &mut Desk) {
        let Some((_, founded)) = self.founding.take_if(|(own, _)| *own == ticket) else { return };
        if result.is_ok() {
            if let Some(handle) = founded.me {
                desk.ask_for(Effect::Be(handle));
            }
            desk.turn_to(founded.party, &founded.key);
            desk.pop();
            desk.go(Page::Plan);
        }
    }

    fn is_typing(&self) -> bool {
        !matches!(self.room, Room::Preview(..) | Room::Who)
    }

    fn view(&self, frame: &mut Frame, area: Rect, desk: &Desk) {
        look::view(self, frame, area, desk);
    }
}
