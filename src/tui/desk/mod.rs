//! What every screen needs to know and the tray it puts its wishes on. Screens get `&mut Desk`; nothing here does anything.

pub mod popup;
pub mod reading;
pub mod screen;

use crate::base::day::{Day, Instant, Zone};
use crate::base::id::Id;
use crate::base::source::Ids;
use crate::port::formats::Format;
use crate::query::list::TaskRow;
use crate::query::people::MemberRow;
use crate::text::{Lang, Word, say, word};
use crate::tui::ahead::Ahead;
use crate::tui::ask::Ask;
use crate::tui::desk::popup::Popup;
use crate::tui::desk::screen::Screen;
use crate::tui::effect::{Effect, Wake};
use crate::tui::glyph::Glyphs;
use crate::tui::page::Page;
use crate::tui::theme::Theme;
use crate::tui::wire::{Named, Op, Query, Ticket};

/// How a toast sounds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tone {
    /// Something was done.
    Good,
    /// Something to know.
    Plain,
    /// Something could not be done.
    Bad,
}

/// A line that says what happened, and how to take it back.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Toast {
    /// What it says, keys in backticks.
    pub text: String,
    /// How it sounds.
    pub tone: Tone,
    /// Counts toasts, so that an old wait does not end a new one.
    pub number: u64,
}

/// What is said once a change is on disk.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Then {
    /// This.
    Said(String),
    /// What was done with these tasks, with what they are called by then.
    Named(Named, Vec<Id>),
}

/// A wish of a screen to go elsewhere.
pub enum Move {
    /// To another page.
    Page(Page),
    /// Opens a screen over this one.
    Push(Box<dyn Screen>),
    /// Back to the screen below.
    Pop,
    /// Opens a popup.
    Open(Box<Popup>),
}

/// What every screen sees, and its tray.
pub struct Desk {
    /// The language spoken.
    pub lang: Lang,
    /// Styles by role.
    pub theme: Theme,
    /// Signs.
    pub glyphs: Glyphs,
    /// The day in the workspace's zone.
    pub today: Day,
    /// The moment of the last event.
    pub now: Instant,
    /// The workspace's zone.
    pub zone: Zone,
    /// Who sits here: the display name, if known.
    pub me: Option<String>,
    /// Who sits here: the row id, if known.
    pub my_id: Option<Id>,
    /// Every member, as last loaded.
    pub people: Vec<MemberRow>,
    /// The party that pages of one party show: the one looked at last.
    pub party: Option<Id>,
    /// Working days, Monday first.
    pub weekdays: [bool; 7],
    /// Columns and rows of the window.
    pub size: (u16, u16),
    /// Whether the store can only be read.
    pub read_only: bool,
    /// Whether this is the demo.
    pub demo: bool,
    /// Changes on their way, and what is said once they are on disk.
    pub waiting: Vec<(Ticket, String)>,
    /// Changes on their way of which is said afterwards what tasks are called by then.
    pub naming: Vec<(Ticket, Named, Vec<Id>)>,
    /// What was copied last.
    pub copied: Option<String>,
    /// Whether a list to pick from, or the editor, is on its way: keys wait for it.
    pub awaiting: bool,
    /// A change that was refused for want of a reason, and what is said once it is on disk: it waits for the reason.
    pub unexplained: Option<(Op, Then)>,
    /// What those changes will make of rows that were loaded before.
    pub ahead: Ahead,
    /// What was said last, while it stands.
    pub toast: Option<Toast>,
    /// Retro formats of the person's own.
    pub formats: Vec<Format>,
    ids: Box<dyn Ids>,
    tickets: u64,
    toasts: u64,
    effects: Vec<Effect>,
    moves: Vec<Move>,
}

/// What a desk is set up with.
pub struct Setup {
    /// The language spoken.
    pub lang: Lang,
    /// Styles by role.
    pub theme: Theme,
    /// Signs.
    pub glyphs: Glyphs,
    /// The moment now.
    pub now: Instant,
    /// The workspace's zone.
    pub zone: Zone,
    /// Columns and rows of the window.
    pub size: (u16, u16),
    /// Where fresh row ids come from.
    pub ids: Box<dyn Ids>,
}

/// How long a toast stands, in milliseconds.
const TOAST_MILLIS: u64 = 6_000;

impl Desk {
    /// A desk with an empty tray.
    pub fn new(setup: Setup) -> Self {
        Self {
            lang: setup.lang,
            theme: setup.theme,
            glyphs: setup.glyphs,
            today: setup.now.day_in(&setup.zone),
            now: setup.now,
            zone: setup.zone,
            me: None,
            my_id: None,
            people: Vec::new(),
            party: None,
            weekdays: [true, true, true, true, true, false, false],
            size: setup.size,
            read_only: false,
            demo: false,
            waiting: Vec::new(),
            naming: Vec::new(),
            copied: None,
            awaiting: false,
            unexplained: None,
            ahead: Ahead::default(),
            toast: None,
            formats: Vec::new(),
            ids: setup.ids,
            tickets: 0,
            toasts: 0,
            effects: Vec::new(),
            moves: Vec::new(),
        }
    }

    /// The word in the user's language.
    pub fn word(&self, said: Word) -> &'static str {
        word(self.lang, said)
    }

    /// The sentence in the user's language, its values filled in.
    pub fn say(&self, said: Word, values: &[(&str, &dyn std::fmt::Display)]) -> String {
        say(self.lang, said, values)
    }

    /// Asks for a change to be carried out; once it is on disk, `said` is shown (nothing where it is empty).
    pub fn commit(&mut self, op: Op, said: impl Into<String>) -> Ticket {
        self.tickets += 1;
        let ticket = Ticket(self.tickets);
        self.waiting.push((ticket, said.into()));
        self.ahead.sent(ticket, &op);
        self.effects.push(Effect::Commit { ticket, op });
        ticket
    }

    /// Asks for a change to be carried out; once it is on disk, what was done is said with what these tasks are called then.
    pub fn commit_named(&mut self, op: Op, how: Named, tasks: Vec<Id>) -> Ticket {
        let ticket = self.commit(op, "");
        self.naming.push((ticket, how, tasks));
        ticket
    }

    /// A loaded row as it will be once everything on its way has been carried out.
    pub fn ahead(&self, row: &TaskRow) -> TaskRow {
        self.ahead.row(row, &self.people)
    }

    /// A fresh row id.
    pub fn id(&mut self) -> Id {
        self.ids.id()
    }

    /// Whether people work on a day.
    pub fn works_on(&self, day: Day) -> bool {
        self.weekdays[day.weekday() as usize % 7]
    }

    /// Turns to a party, for every page of one party and for the next start.
    pub fn turn_to(&mut self, party: Id, key: &str) {
        if self.party.replace(party) != Some(party) {
            self.effects.push(Effect::RememberParty(key.to_owned()));
        }
    }

    /// Asks for data.
    pub fn load(&mut self, query: Query) {
        self.effects.push(Effect::Load(query));
    }

    /// Asks for anything else to be done.
    pub fn ask_for(&mut self, effect: Effect) {
        self.effects.push(effect);
    }

    /// Hands a text to the terminal's clipboard. Whether that takes it nobody can know, so the text stays at hand.
    pub fn copy(&mut self, text: String) {
        self.copied = Some(text.clone());
        self.effects.push(Effect::Copy(text));
    }

    /// Opens the user's editor.
    pub fn write(&mut self, text: String, suffix: &'static str, ask: Ask) {
        self.effects.push(Effect::Write { text, suffix, ask });
    }

    /// Says something, in place of what was said before.
    pub fn toast(&mut self, tone: Tone, text: impl Into<String>) {
        self.toasts += 1;
        let number = self.toasts;
        self.toast = Some(Toast { text: text.into(), tone, number });
        self.effects.push(Effect::Wait { millis: TOAST_MILLIS, wake: Wake::Toast(number) });
    }

    /// Opens a popup.
    pub fn open(&mut self, popup: Popup) {
        self.moves.push(Move::Open(Box::new(popup)));
    }

    /// Opens a screen over this one.
    pub fn push(&mut self, screen: Box<dyn Screen>) {
        self.moves.push(Move::Push(screen));
    }

    /// Goes back to the screen below.
    pub fn pop(&mut self) {
        self.moves.push(Move::Pop);
    }

    /// Goes to a page.
    pub fn go(&mut self, page: Page) {
        self.moves.push(Move::Page(page));
    }

    /// What was wished for since the last time, in order.
    pub fn take_effects(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.effects)
    }

    /// Where screens wished to go since the last time, in order.
    pub fn take_moves(&mut self) -> Vec<Move> {
        std::mem::take(&mut self.moves)
    }
}
