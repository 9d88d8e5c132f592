//! An open retro: what is selected, whether one is writing, which cards are on their way. What its keys do is in `deed.rs`,
//! what answers do in `answer.rs`; how it looks is in `look.rs`.

use crate::base::id::Id;
use crate::domain::retro::RetroPhase;
use crate::query::retro::{CardRow, Group, RetroPage};
use crate::text::line::TaskLine;
use crate::tui::desk::Desk;
use crate::tui::key::{Code, Key};
use crate::tui::screen::Taken;
use crate::tui::widget::cursor::Cursor;
use crate::tui::widget::field::{Field, Typed};
use crate::tui::widget::marks::Marks;
use crate::tui::wire::Ticket;

/// A card on its way to the store.
pub(super) struct Sent {
    pub(super) ticket: Ticket,
    pub(super) id: Id,
    pub(super) lane: String,
    pub(super) text: String,
    /// Whether it is on disk.
    pub(super) landed: bool,
}

/// What is talked about: a group, or a card that is in none.
#[derive(Clone, Copy)]
pub(super) enum Item<'a> {
    Group(&'a Group),
    Card(&'a CardRow),
}

impl Item<'_> {
    pub(super) const fn id(&self) -> Id {
        match self {
            Self::Group(group) => group.id,
            Self::Card(card) => card.id,
        }
    }

    /// The cards in it.
    pub(super) fn cards(&self) -> Vec<Id> {
        match self {
            Self::Group(group) => group.cards.clone(),
            Self::Card(card) => vec![card.id],
        }
    }

    pub(super) fn title(&self) -> &str {
        match self {
            Self::Group(group) => &group.title,
            Self::Card(card) => card.text.lines().next().unwrap_or_default(),
        }
    }
}

/// The state of an open retro.
pub(super) struct Talk {
    pub(super) page: Box<RetroPage>,
    /// Whether the input line has the keyboard.
    pub(super) writing: bool,
    /// The column that is written in.
    pub(super) lane: usize,
    pub(super) field: Field,
    /// The card that is being changed in the input line.
    pub(super) editing: Option<Id>,
    pub(super) cursor: Cursor,
    /// What the cursor is on, so that it stays there when others come and go.
    pub(super) at: Option<Id>,
    pub(super) marks: Marks<Id>,
    /// Whether the facts are shown in place of the cards.
    pub(super) facts: bool,
    pub(super) sent: Vec<Sent>,
    /// Cards that wait for the name of their group.
    pub(super) gathering: Vec<Id>,
    /// An action that waits for how it will be seen, and who does it.
    pub(super) action: Option<(TaskLine, Id)>,
    /// Whether the advice about many actions was given.
    pub(super) advised: bool,
    /// Who was said to have no card yet.
    pub(super) missing: Vec<Id>,
}

impl Talk {
    /// Opening a retro that collects is writing.
    pub(super) fn new(page: Box<RetroPage>, desk: &Desk) -> Self {
        let writing = page.phase == RetroPhase::Collecting && !desk.read_only;
        let mut talk = Self {
            page,
            writing,
            lane: 0,
            field: Field::default(),
            editing: None,
            cursor: Cursor::default(),
            at: None,
            marks: Marks::default(),
            facts: false,
            sent: Vec::new(),
            gathering: Vec::new(),
            action: None,
            advised: false,
            missing: Vec::new(),
        };
        talk.settle();
        talk
    }

    /// Takes a newer page; cursor, marks and what is being written stay.
    pub(super) fn renew(&mut self, page: Box<RetroPage>) {
        if page.phase != self.page.phase {
            self.marks.clear();
            self.facts = false;
            if page.phase != RetroPhase::Collecting && self.field.is_empty() {
                self.writing = false;
            }
        }
        self.page = page;
        let there = |id: Id| self.page.cards.iter().any(|card| card.id == id);
        self.sent.retain(|sent| !sent.landed && !there(sent.id));
        let known: Vec<Id> = self.items().iter().map(Item::id).collect();
        self.marks.retain(|id| known.contains(&id));
        self.settle();
    }

    /// Puts the cursor back on what it was on.
    fn settle(&mut self) {
        let known: Vec<Id> = self.items().iter().map(Item::id).collect();
        if let Some(place) = self.at.and_then(|at| known.iter().position(|id| *id == at)) {
            self.cursor.row = place;
        }
        self.cursor.fit(self.cursor.height, known.len());
        self.at = known.get(self.cursor.row).copied();
    }

    fn place_of(&self, lane: &str) -> usize {
        self.page.columns.iter().position(|column| column.id == lane).unwrap_or(usize::MAX)
    }

    /// What the cursor goes over: while collecting one's cards column by column, later groups and then cards in none.
    pub(super) fn items(&self) -> Vec<Item<'_>> {
        let collecting = self.page.phase == RetroPhase::Collecting;
        let mut cards: Vec<&CardRow> =
            self.page.cards.iter().filter(|card| collecting || card.group.is_none()).collect();
        cards.sort_by_key(|card| self.place_of(&card.lane));
        let groups = self.page.groups.iter().filter(|_| !collecting).map(Item::Group);
        groups.chain(cards.into_iter().map(Item::Card)).collect()
    }

    pub(super) fn selected(&self) -> Option<Item<'_>> {
        self.items().get(self.cursor.row).copied()
    }

    pub(super) fn card(&self, id: Id) -> Option<&CardRow> {
        self.page.cards.iter().find(|card| card.id == id)
    }

    pub(super) fn is_closed(&self) -> bool {
        self.page.phase == RetroPhase::Closed
    }

    /// Moves the cursor to a row.
    pub(super) fn go(&mut self, row: usize) {
        let known: Vec<Id> = self.items().iter().map(Item::id).collect();
        self.cursor.go(row, known.len());
        self.at = known.get(self.cursor.row).copied();
        if let Some(at) = self.at {
            self.marks.stretch(at, &known);
        }
    }

    pub(super) fn hints(&self) -> Vec<&'static str> {
        match (self.writing, self.page.phase) {
            (true, _) => vec![],
            (false, RetroPhase::Collecting) => {
                vec!["retro.card", "retro.next", "retro.edit", "retro.remove", "list.pane", "frame.escape"]
            }
            (false, RetroPhase::Discussing) => {
                vec!["retro.next", "retro.action", "list.mark", "retro.merge", "retro.edit", "retro.close", "list.pane"]
            }
            (false, RetroPhase::Closed) => vec!["retro.copy", "list.pane", "frame.escape"],
        }
    }

    pub(super) fn typed(&mut self, key: Key, desk: &mut Desk) -> Taken {
        if !self.writing {
            // A room owns the digits: they choose the column to write in.
            let Some(digit) = key.digit().filter(|_| !self.is_closed()) else { return Taken::No };
            if (1..=self.page.columns.len()).contains(&digit) {
                self.lane = digit - 1;
                self.writing = true;
            }
            return Taken::Yes;
        }
        let count = self.page.columns.len().max(1);
        match key.code {
            Code::Enter => self.put_card(desk),
            Code::Tab if key.shift => self.lane = (self.lane + count - 1) % count,
            Code::Tab => self.lane = (self.lane + 1) % count,
            Code::Up => self.take_last(),
            Code::Esc if self.editing.take().is_some() => self.field.set(""),
            Code::Esc => self.writing = false,
            _ if self.field.key(key) == Typed::Other => return Taken::No,
            _ => {}
        }
        Taken::Yes
    }

    pub(super) fn pasted(&mut self, text: &str, desk: &mut Desk) -> Taken {
        if !self.writing {
            return Taken::No;
        }
        // Several lines are several cards.
        let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty()).peekable();
        while let Some(line) = lines.next() {
            self.field.paste(line);
            if lines.peek().is_some() {
                self.put_card(desk);
            }
        }
        Taken::Yes
    }

    /// Takes the last own card of the column back into the input line.
    fn take_last(&mut self) {
        if !self.field.is_empty() {
            return;
        }
        let Some(lane) = self.page.columns.get(self.lane) else { return };
        let last = self.page.cards.iter().rev().find(|card| card.lane == lane.id);
        if let Some((id, text)) = last.map(|card| (card.id, card.text.clone())) {
            self.editing = Some(id);
            self.field.set(&text);
        }
    }

    pub(super) fn escape(&mut self) -> Taken {
        if self.marks.clear() {
            return Taken::Yes;
        }
        if self.facts {
            self.facts = false;
            return Taken::Yes;
        }
        Taken::No
    }

    pub(super) fn committed(&mut self, ticket: Ticket, carried_out: bool) {
        if let Some(place) = self.sent.iter().position(|sent| sent.ticket == ticket) {
            if carried_out {
                self.sent[place].landed = true;
                return;
            }
            // What was refused is not lost: it stands in the line again.
            let sent = self.sent.remove(place);
            if self.field.is_empty() {
                self.field.set(&sent.text);
            }
        }
    }
}
