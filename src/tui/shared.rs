//! Data that is the frame's own: who is here, lists to pick from, changes made ready, bodies for the editor.

use ratatui::text::Line;

use crate::app::story;
use crate::base::clean::clean;
use crate::text::w;
use crate::tui::ask::{Ask, Field, TaskAsk};
use crate::tui::deed::answer::ask_again;
use crate::tui::desk::popup::{Picker, Popup, Reader};
use crate::tui::desk::{Desk, Tone};
use crate::tui::palette;
use crate::tui::state::State;
use crate::tui::wire::{Loaded, Told, Who};

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
        Loaded::Choices(ask, items) => {
            desk.awaiting = false;
            let title = match &ask {
                Ask::Task(TaskAsk::Of(Field::Owner, _)) => desk.word(w::DEED_ASK_OWNER),
                Ask::Task(TaskAsk::Of(Field::Move, _)) => desk.word(w::DEED_ASK_MOVE),
                _ => "",
            };
            desk.open(Popup::Picker(Picker::new(title, ask, items)));
        }
        Loaded::Ready(op, said) => {
            let ticket = desk.commit(*op, said);
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
        Loaded::Unclear(prepare, said) => {
            // A line that stays open for the next task gives its place to the one that was unclear.
            if matches!(state.popups.last(), Some(Popup::Prompt(prompt)) if prompt.again) {
                state.popups.pop();
            }
            ask_again(&prepare, &said, &mut state.desk);
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

fn learn(desk: &mut Desk, who: Who) {
    desk.my_id = who.me.as_ref().map(|me| me.id);
    desk.me = who.me.map(|me| me.name);
    desk.zone = who.zone;
    desk.weekdays = who.weekdays;
    desk.read_only = who.read_only;
    desk.today = desk.now.day_in(&desk.zone);
}
