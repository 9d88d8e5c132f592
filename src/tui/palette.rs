//! The three lists of the frame: everything (`:`), the page's verbs (`?`), and finding (`/`).

use crate::text::w;
use crate::tui::ask::Item;
use crate::tui::ask::{Answer, Ask, FrameAsk, Pick};
use crate::tui::desk::popup::{Picker, Popup};
use crate::tui::desk::screen::Screen;
use crate::tui::page::Page;
use crate::tui::screen::notes::Notes;
use crate::tui::screen::task::TaskScreen;
use crate::tui::state::State;
use crate::tui::verb::{self, Scope, Verb};
use crate::tui::wire::Query;

/// Everything that can be run or gone to: recent verbs first, then those of the selection, then pages.
pub fn everything(state: &State) -> Popup {
    let scopes = state.scopes();
    let mut verbs: Vec<&'static Verb> =
        state.recent.iter().copied().filter(|verb| scopes.contains(&verb.scope)).collect();
    let particular = verb::all().filter(|verb| scopes.contains(&verb.scope) && verb.scope != Scope::List);
    for verb in particular {
        if verbs.iter().all(|known| known.id != verb.id) {
            verbs.push(verb);
        }
    }
    // What opened the list, and what merely lists the same, is not what is looked for in it.
    verbs.retain(|verb| !matches!(verb.id, "frame.palette" | "frame.help"));
    verbs.sort_by_key(|verb| verb.scope == Scope::Frame && !state.recent.iter().any(|known| known.id == verb.id));
    let items = verbs.into_iter().map(|verb| item(state, verb)).collect();
    Popup::Picker(Picker::new(state.desk.word(w::FRAME_EVERYTHING), Ask::Frame(FrameAsk::Palette), items))
}

/// The verbs of this page, moving ones last; picking one runs it.
pub fn help(state: &State) -> Popup {
    let scopes = state.scopes();
    let place = |verb: &Verb| scopes.iter().position(|scope| *scope == verb.scope).unwrap_or(scopes.len());
    let mut verbs: Vec<&'static Verb> = verb::all().filter(|verb| scopes.contains(&verb.scope)).collect();
    // The page's main verbs are those worth a hint.
    let hints = state.screen().map(Screen::hints).unwrap_or_default();
    let main = |verb: &Verb| hints.iter().position(|id| *id == verb.id).unwrap_or(hints.len());
    verbs.sort_by_key(|verb| (verb.scope == Scope::List, main(verb), place(verb)));
    let items = verbs.into_iter().map(|verb| item(state, verb)).collect();
    Popup::Picker(Picker::new(state.desk.word(w::FRAME_HELP), Ask::Frame(FrameAsk::Help), items))
}

/// Finding from anywhere.
pub fn find(state: &State) -> Popup {
    Popup::Picker(Picker::new(state.desk.word(w::FRAME_FIND), Ask::Frame(FrameAsk::Find), Vec::new()))
}

fn item(state: &State, verb: &'static Verb) -> Item {
    Item {
        pick: Pick::Verb(verb.id),
        sign: String::new(),
        label: state.desk.word(verb.about).to_owned(),
        detail: keys(state, verb),
    }
}

/// The keys of a verb, without the digits where a room has them: `A or , a`.
fn keys(state: &State, verb: &Verb) -> String {
    let room = state.scopes().first().is_some_and(|scope| scope.is_room());
    let lost = |keys: &String| room && verb.scope == Scope::Frame && keys.chars().all(|key| key.is_ascii_digit());
    let keys: Vec<String> = state.keymap.all_shown(verb).into_iter().filter(|keys| !lost(keys)).collect();
    let or = |first: String, last: &String| state.desk.say(w::FRAME_KEY_OR, &[("first", &first), ("last", last)]);
    keys.iter().skip(1).fold(keys.first().cloned().unwrap_or_default(), or)
}

/// Typing has paused: looks for what stands in the field.
pub fn settled(state: &mut State, typed: u64) {
    if let Some(Popup::Picker(picker)) = state.popups.last()
        && picker.is_settled(typed)
    {
        let text = picker.typed_text().to_owned();
        state.desk.load(Query::Find(text));
    }
}

/// Takes what was found, if it is still what stands in the field.
pub fn found(state: &mut State, text: &str, items: Vec<Item>) {
    if let Some(Popup::Picker(picker)) = state.popups.last_mut()
        && picker.typed_text() == text
    {
        match picker.ask() {
            Ask::Frame(FrameAsk::Find) => picker.replace(items),
            Ask::Frame(FrameAsk::Palette) => picker.add_found(items),
            _ => {}
        }
    }
}

/// Goes to what was picked; a verb that was picked is given back, to be run.
pub fn answered(state: &mut State, answer: &Answer) -> Option<&'static Verb> {
    match answer {
        Answer::Pick(Pick::Verb(id)) => return verb::all().find(|verb| verb.id == *id),
        Answer::Pick(Pick::Page(page)) => state.go(*page),
        Answer::Pick(Pick::Task(id)) => {
            let from = state.page();
            state.push(Box::new(TaskScreen::new(*id, from)));
        }
        Answer::Pick(Pick::Note(number)) => state.push(Box::new(Notes::from_number(*number))),
        Answer::Pick(Pick::Party(id)) => {
            state.desk.party = Some(*id);
            state.go(Page::Plan);
        }
        _ => {}
    }
    None
}
