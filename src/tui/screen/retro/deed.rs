//! What the keys of an open retro do.

use super::paper;
use super::talk::{Item, Sent, Talk};
use crate::base::id::Id;
use crate::domain::retro::RetroPhase;
use crate::op::patch::Patch;
use crate::op::{Op, retro};
use crate::text::{Word, w};
use crate::tui::ask::Item as Choice;
use crate::tui::ask::{Ask, Pick};
use crate::tui::desk::popup::{Picker, Popup, Prompt};
use crate::tui::desk::reading::Reading;
use crate::tui::desk::{Desk, Tone};
use crate::tui::screen::Taken;
use crate::tui::verb::Deed;
use crate::tui::verb::list::List;
use crate::tui::verb::retro::Retro as RetroDeed;

pub(super) const GROUP: &str = "retro.group";
pub(super) const RENAME: &str = "retro.rename";
pub(super) const CARD: &str = "retro.card";
pub(super) const MERGE: &str = "retro.merge";
pub(super) const UNGROUP: &str = "retro.ungroup";
pub(super) const ACTION: &str = "retro.action";
pub(super) const SEEN: &str = "retro.seen";
pub(super) const SUMMARY: &str = "retro.summary";

/// More new actions than this are rarely kept.
const PLENTY: usize = 3;

impl Talk {
    pub(super) fn run(&mut self, deed: Deed, desk: &mut Desk) -> Taken {
        if deed != Deed::Retro(RetroDeed::Next) {
            self.missing.clear();
        }
        match deed {
            Deed::Retro(deed) => self.run_retro(deed, desk),
            Deed::List(deed) => return self.run_list(deed),
            _ => return Taken::No,
        }
        Taken::Yes
    }

    fn run_retro(&mut self, deed: RetroDeed, desk: &mut Desk) {
        if deed == RetroDeed::Copy {
            return self.copy(desk);
        }
        if self.is_closed() {
            desk.toast(Tone::Plain, desk.word(w::ROOM_IS_CLOSED));
            return;
        }
        match deed {
            RetroDeed::Card => self.writing = true,
            RetroDeed::Next => self.next(desk),
            RetroDeed::Back => self.phase(RetroPhase::Collecting, w::ROOM_COLLECTED_AGAIN, desk),
            RetroDeed::Merge => self.merge(desk),
            RetroDeed::Action => self.ask_action("", desk),
            RetroDeed::Edit => self.edit(desk),
            RetroDeed::Remove => self.remove(desk),
            RetroDeed::Ungroup => self.ungroup(desk),
            RetroDeed::Close => self.ask_summary(desk),
            _ => {}
        }
    }

    fn run_list(&mut self, deed: List) -> Taken {
        let known: Vec<Id> = self.items().iter().map(Item::id).collect();
        match deed {
            List::Pane => self.facts = !self.facts,
            List::Mark => {
                if let Some(at) = self.at {
                    self.marks.toggle(at);
                    self.go(self.cursor.row + 1);
                }
            }
            List::Range => {
                if let Some(at) = self.at {
                    self.marks.range(at);
                }
            }
            List::MarkAll => self.marks.all(&known),
            List::Next => self.go(self.cursor.row + 1),
            List::Previous => self.go(self.cursor.row.saturating_sub(1)),
            List::Left | List::Right if self.page.phase == RetroPhase::Collecting => self.sideways(deed),
            _ => {
                let mut cursor = self.cursor;
                if !cursor.obey(deed, known.len()) {
                    return Taken::No;
                }
                self.go(cursor.row);
            }
        }
        Taken::Yes
    }

    /// To the first card of the next column that has one.
    fn sideways(&mut self, deed: List) {
        let lanes: Vec<&str> = self.page.columns.iter().map(|column| column.id.as_str()).collect();
        let items = self.items();
        let lane_of = |item: &Item<'_>| match item {
            Item::Card(card) => lanes.iter().position(|lane| *lane == card.lane),
            Item::Group(_) => None,
        };
        let Some(now) = items.get(self.cursor.row).and_then(lane_of) else { return };
        let found = match deed {
            List::Right => items.iter().position(|item| lane_of(item) > Some(now)),
            _ => {
                let before = items.iter().filter_map(lane_of).filter(|lane| *lane < now).max();
                before.and_then(|lane| items.iter().position(|item| lane_of(item) == Some(lane)))
            }
        };
        if let Some(row) = found {
            self.go(row);
        }
    }

    /// Puts the card down and leaves the line empty for the next one.
    pub(super) fn put_card(&mut self, desk: &mut Desk) {
        let text = self.field.text().trim().to_owned();
        if text.is_empty() {
            return;
        }
        let Some(lane) = self.page.columns.get(self.lane).map(|column| column.id.clone()) else { return };
        self.field.set("");
        if let Some(card) = self.editing.take().and_then(|id| self.card(id)).map(|row| row.card.clone()) {
            let set = Patch::new().set("body", &card.body, &text).set("lane", &card.lane, &lane);
            if !set.is_empty() {
                let said = desk.word(w::ROOM_CARD_EDITED);
                desk.commit(Op::Retro(retro::Op::EditCard { card: card.id, set }), said);
            }
            return;
        }
        let (id, retro) = (desk.id(), self.page.id);
        let op = retro::Op::Card { id, retro, lane: lane.clone(), body: text.clone() };
        let ticket = desk.commit(Op::Retro(op), "");
        self.sent.push(Sent { ticket, id, lane, text, landed: false });
    }

    /// From collecting to talking; then from one group to the next.
    fn next(&mut self, desk: &mut Desk) {
        match self.page.phase {
            RetroPhase::Collecting => self.reveal(desk),
            _ if self.cursor.row + 1 < self.items().len() => self.go(self.cursor.row + 1),
            _ => desk.toast(Tone::Plain, desk.word(w::ROOM_LAST_GROUP)),
        }
    }

    /// Opens everybody's cards; while somebody has written none, the first press says whose are missing.
    fn reveal(&mut self, desk: &mut Desk) {
        let missing = || self.page.writers.iter().filter(|writer| writer.cards == 0);
        let ids: Vec<Id> = missing().map(|writer| writer.id).collect();
        if ids.iter().all(|id| self.missing.contains(id)) {
            self.phase(RetroPhase::Discussing, w::ROOM_DISCUSSING, desk);
            return;
        }
        let names = missing().map(|writer| writer.name.as_str()).collect::<Vec<_>>().join(", ");
        self.missing = ids;
        desk.toast(Tone::Plain, desk.say(w::ROOM_REVEAL_FIRST, &[("names", &names)]));
    }

    fn phase(&self, to: RetroPhase, said: Word, desk: &mut Desk) {
        let said = desk.word(said);
        desk.commit(Op::Retro(retro::Op::Phase { retro: self.page.id, to }), said);
    }

    /// Marked ones, a single one with what is under the cursor; without marks it asks which to merge with.
    fn merge(&mut self, desk: &mut Desk) {
        if self.page.phase == RetroPhase::Collecting {
            desk.toast(Tone::Plain, desk.word(w::ROOM_STILL_COLLECTING));
            return;
        }
        let Some(at) = self.at else { return };
        let mut picked = self.marks.marked();
        if picked.is_empty() {
            return self.ask_merge(at, desk);
        }
        if picked.len() == 1 && !picked.contains(&at) {
            picked.push(at);
        }
        if picked.len() < 2 {
            desk.toast(Tone::Plain, desk.word(w::ROOM_PICK_MORE));
            return;
        }
        self.join(&picked, desk);
    }

    fn ask_merge(&self, at: Id, desk: &mut Desk) {
        let item = |item: &Item<'_>| Choice {
            pick: Pick::Id(item.id()),
            sign: String::new(),
            label: item.title().to_owned(),
            detail: String::new(),
        };
        let others: Vec<Choice> = self.items().iter().filter(|item| item.id() != at).map(item).collect();
        if others.is_empty() {
            desk.toast(Tone::Plain, desk.word(w::ROOM_PICK_MORE));
            return;
        }
        let picker = Picker::new(desk.word(w::ROOM_ASK_MERGE), Ask::Own(MERGE, Some(at)), others);
        desk.open(Popup::Picker(picker));
    }

    /// Puts these together: into the first that is a group already, else into a new one, whose name is asked for.
    pub(super) fn join(&mut self, picked: &[Id], desk: &mut Desk) {
        let items = self.items();
        let chosen: Vec<&Item<'_>> = picked.iter().filter_map(|id| items.iter().find(|it| it.id() == *id)).collect();
        let into = chosen.iter().find_map(|item| match item {
            Item::Group(group) => Some((group.id, group.title.clone())),
            Item::Card(_) => None,
        });
        let own = into.as_ref().map(|(id, _)| *id);
        let cards: Vec<Id> = chosen.iter().filter(|it| Some(it.id()) != own).flat_map(|it| it.cards()).collect();
        let first = chosen.first().map(|item| item.title().to_owned()).unwrap_or_default();
        match into {
            Some((id, title)) => self.group(id, title.clone(), cards, Some(title), desk),
            None => {
                self.gathering = cards;
                let label = desk.word(w::ROOM_ASK_GROUP);
                let prompt = Prompt::new(label, Ask::Own(GROUP, None), Reading::Text).offering(&first, desk);
                desk.open(Popup::Prompt(prompt));
            }
        }
    }

    pub(super) fn group(&mut self, id: Id, title: String, cards: Vec<Id>, was: Option<String>, desk: &mut Desk) {
        self.marks.clear();
        self.at = Some(id);
        let said = desk.word(w::ROOM_MERGED);
        desk.commit(Op::Retro(retro::Op::Group { id, retro: self.page.id, title, cards, was }), said);
    }

    fn edit(&mut self, desk: &mut Desk) {
        let (label, name, id, text) = match self.selected() {
            Some(Item::Group(group)) => (w::ROOM_ASK_RENAME, RENAME, group.id, group.title.clone()),
            Some(Item::Card(card)) => (w::ROOM_ASK_CARD, CARD, card.id, card.text.clone()),
            None => return desk.toast(Tone::Plain, desk.word(w::ROOM_PICK_CARD)),
        };
        let prompt = Prompt::new(desk.word(label), Ask::Own(name, Some(id)), Reading::Text).holding(&text, desk);
        desk.open(Popup::Prompt(prompt));
    }

    fn remove(&mut self, desk: &mut Desk) {
        match self.selected() {
            Some(Item::Card(card)) => {
                let op = retro::Op::RemoveCard { card: card.id };
                let said = desk.word(w::ROOM_CARD_REMOVED);
                desk.commit(Op::Retro(op), said);
            }
            _ => desk.toast(Tone::Plain, desk.word(w::ROOM_PICK_CARD)),
        }
    }

    fn ungroup(&mut self, desk: &mut Desk) {
        let Some(Item::Group(group)) = self.selected() else {
            desk.toast(Tone::Plain, desk.word(w::ROOM_PICK_CARD));
            return;
        };
        let cards = group.cards.iter().filter_map(|id| self.card(*id));
        let item = |card: &crate::query::retro::CardRow| Choice {
            pick: Pick::Id(card.id),
            sign: String::new(),
            label: card.text.clone(),
            detail: card.author_name.clone().unwrap_or_default(),
        };
        let picker = Picker::new(desk.word(w::ROOM_ASK_UNGROUP), Ask::Own(UNGROUP, None), cards.map(item).collect());
        desk.open(Popup::Picker(picker));
    }

    /// Asks for an action in one line; says once that three are plenty.
    pub(super) fn ask_action(&mut self, text: &str, desk: &mut Desk) {
        if self.page.actions.len() >= PLENTY && !self.advised {
            self.advised = true;
            desk.toast(Tone::Plain, desk.word(w::ROOM_ACTION_MANY));
            return;
        }
        let label = desk.word(w::ROOM_ASK_ACTION);
        let prompt = Prompt::new(label, Ask::Own(ACTION, None), Reading::Line).holding(text, desk);
        desk.open(Popup::Prompt(prompt));
    }

    /// Closing asks for the one sentence the paper starts with; the first group is a beginning.
    fn ask_summary(&self, desk: &mut Desk) {
        let first = self.page.groups.first().map(|group| group.title.clone()).unwrap_or_default();
        let now = if self.page.summary.is_empty() { first } else { self.page.summary.clone() };
        let label = desk.word(w::ROOM_ASK_SUMMARY);
        let prompt = Prompt::new(label, Ask::Own(SUMMARY, None), Reading::Anything).offering(&now, desk);
        desk.open(Popup::Prompt(prompt));
    }

    fn copy(&self, desk: &mut Desk) {
        let text = paper::markdown(&self.page, desk);
        desk.copy(text);
        desk.toast(Tone::Good, desk.word(w::ROOM_COPIED));
    }
}
