//! Data that is the frame's own: who is here, lists to pick from, changes made ready, bodies for the editor.

use std::collections::BTreeMap;

use ratatui::text::Line;

use crate::app::story;
use crate::base::clean::clean;
use crate::query::list::TaskRow;
use crate::text::w;
use crate::tui::ask::{Ask, Field, FrameAsk, Item, TaskAsk};
use crate::tui::deed::answer::{add_again, ask_again};
use crate::tui::deed::task::{names, there};
use crate::tui::desk::popup::{Picker, Popup, Reader};
use crate::tui::desk::{Desk, Tone};
use crate::tui::face;
use crate::tui::palette;
use crate::tui::prepare::{Prepare, added};
use crate::tui::state::State;
use crate::tui::wire::{Loaded, Named, Told, Who};

/// Takes what is the frame's; gives back what is for the screens.
pub fn loaded(state: &mut State, loaded: Loaded) -> Option<Loaded> {
    let desk = &mut state.desk;
    match loaded {
        Loaded::Who(who) => learn(desk, *who),
        Loaded::People(people) => desk.people = people,
        Loaded::Found(text, items) => palette::found(state, &text, items),
        Loaded::Log(lines) => {
            let lines = lines.iter().map(|line| Line::from(clean(line).into_owned())).collect();
            let title = desk.word(w::ABOUT_LOG);
            desk.open(Popup::Reader(Reader::new(title, lines)));
        }
        Loaded::Choices(ask, items) => choose(desk, ask, items),
        Loaded::Ready(op, said) => {
            let added = added(&op);
            let ticket =
                if added.is_empty() { desk.commit(*op, said) } else { desk.commit_named(*op, Named::Added, added) };
            if let Some((sent @ None, _)) = &mut state.asked {
                *sent = Some(ticket);
            }
        }
        Loaded::Told(told, entry) => {
            let said = match told {
                Told::Undone => w::FRAME_UNDONE,
                Told::Redone => w::FRAME_REDONE,
            };
            let said = desk.say(said, &[("what", &story::what(desk.lang, &entry))]);
            desk.toast(Tone::Good, said);
        }
        Loaded::Unclear(prepare, said, lines) => unclear(state, &prepare, said, &lines),
        Loaded::Named(how, rows) => {
            let said = named(&how, &rows, desk);
            desk.toast(Tone::Good, said);
        }
        Loaded::Fresh(ask) => {
            if let Some((_, mut popup)) = state.asked.take() {
                popup.compare(Ask::Task(ask.clone()), &there(&ask), desk);
                desk.awaiting = false;
                state.popups.push(popup);
            }
        }
        Loaded::Body(row, body) => {
            desk.awaiting = false;
            let ask = Ask::Task(TaskAsk::Body(row, body.clone()));
            desk.write(body, ".md", ask);
        }
        other => return Some(other),
    }
    None
}

/// Asks again for what named something unknown; `lines` says which of several do, and why.
fn unclear(state: &mut State, wanted: &Prepare, said: String, lines: &BTreeMap<usize, String>) {
    // A line that stays open for the next task gives its place to the one that was unclear.
    if matches!(state.popups.last(), Some(Popup::Prompt(prompt)) if prompt.again) {
        state.popups.pop();
    }
    match wanted {
        Prepare::Add { home, lines: texts } => {
            add_again(home, texts, lines, &mut state.desk);
            state.desk.toast(Tone::Bad, said);
        }
        wanted => ask_again(wanted, &said, &mut state.desk),
    }
}

/// What was done with tasks, with their keys and where they are by now.
fn named(how: &Named, rows: &[TaskRow], desk: &Desk) -> String {
    let Some(first) = rows.first() else { return String::new() };
    let (key, place, n) = (names(rows), face::place(first, desk), rows.len());
    match how {
        Named::Moved(was) if *was == key => desk.say(w::DEED_MOVED, &[("key", &key), ("place", &place)]),
        Named::Moved(was) => desk.say(w::DEED_MOVED_AS, &[("was", was), ("key", &key), ("place", &place)]),
        Named::Added if n == 1 => desk.say(w::DEED_ADDED, &[("key", &key), ("place", &place)]),
        Named::Added if rows.iter().all(|row| face::place(row, desk) == place) => {
            desk.say(w::DEED_ADDED_MANY, &[("n", &n), ("place", &place)])
        }
        Named::Added => desk.say(w::DEED_ADDED_APART, &[("n", &n), ("key", &key)]),
    }
}

/// Opens a list to pick from.
fn choose(desk: &mut Desk, ask: Ask, items: Vec<Item>) {
    desk.awaiting = false;
    let title = match &ask {
        Ask::Task(TaskAsk::Of(Field::Owner, _)) => desk.word(w::DEED_ASK_OWNER).to_owned(),
        Ask::Task(TaskAsk::Of(Field::Move, _)) => desk.word(w::DEED_ASK_MOVE).to_owned(),
        Ask::Frame(FrameAsk::Work(who)) => {
            let name = desk.people.iter().find(|person| person.id == *who).map(|person| person.name.as_str());
            let said = if items.is_empty() { w::FRAME_NO_WORK } else { w::FRAME_WORK };
            desk.say(said, &[("name", &name.unwrap_or_default()), ("n", &items.len())])
        }
        _ => String::new(),
    };
    if items.is_empty() {
        desk.toast(Tone::Plain, title);
    } else {
        desk.open(Popup::Picker(Picker::new(title, ask, items)));
    }
}

fn learn(desk: &mut Desk, who: Who) {
    desk.my_id = who.me.as_ref().map(|me| me.id);
    desk.me = who.me.map(|me| me.name);
    desk.zone = who.zone;
    desk.weekdays = who.weekdays;
    desk.read_only = who.read_only;
    desk.today = desk.now.day_in(&desk.zone);
}
