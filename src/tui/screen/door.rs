//! Ways from one screen to another, so that every list opens the same things alike.

use crate::base::id::Id;
use crate::query::parties::PartyRow;
use crate::text::label::Label;
use crate::text::w;
use crate::tui::ask::Item;
use crate::tui::ask::{Ask, Pick};
use crate::tui::desk::popup::{Picker, Popup};
use crate::tui::desk::{Desk, Tone};
use crate::tui::page::Page;
use crate::tui::screen::closing::Closing;
use crate::tui::screen::retro::Room;
use crate::tui::screen::task::TaskScreen;

/// Opens a task on a screen of its own, over a page.
pub fn task(id: Id, from: Page, desk: &mut Desk) {
    desk.push(Box::new(TaskScreen::new(id, from)));
}

/// Opens the closing of an act.
pub fn closing(act: Id, desk: &mut Desk) {
    desk.push(Box::new(Closing::new(act)));
}

/// Opens the retrospective of an act.
pub fn retro(act: Id, desk: &mut Desk) {
    desk.push(Box::new(Room::new(act)));
}

/// Lets a party be picked, for the plan and the board alike.
pub fn pick_party(parties: &[PartyRow], ask: &'static str, desk: &mut Desk) {
    if parties.is_empty() {
        desk.toast(Tone::Plain, desk.word(w::PLAN_NO_PARTY));
        return;
    }
    let item = |row: &PartyRow| Item {
        pick: Pick::Id(row.head.id),
        sign: String::new(),
        label: format!("{}  {}", row.head.key, row.head.name),
        detail: row.head.status.said(desk.lang).to_owned(),
    };
    let items = parties.iter().map(item).collect();
    let mut picker = Picker::new(desk.word(w::PLAN_ASK_PARTY), Ask::Own(ask, None), items);
    if let Some(party) = desk.party {
        picker = picker.on(&Pick::Id(party));
    }
    desk.open(Popup::Picker(picker));
}
