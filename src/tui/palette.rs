//! The three lists of the frame: everything (`:`), the page's verbs (`?`), and finding (`/`).

use crate::text::{Lang, Word, w, word};
use crate::tui::ask::{Answer, Ask, FrameAsk, Item, Pick};
use crate::tui::desk::Tone;
use crate::tui::desk::popup::{Picker, Popup};
use crate::tui::desk::screen::{Screen, Taken};
use crate::tui::page::Page;
use crate::tui::screen::notes::Notes;
use crate::tui::screen::task::TaskScreen;
use crate::tui::state::{Hits, State};
use crate::tui::verb::{self, Scope, Verb};
use crate::tui::wire::{Choices, Query};

/// Everything that can be run or gone to: verbs of the selection that were run lately, the others of the selection, then
/// those of the page, then the frame's; what is not possible now comes last of all.
pub fn everything(state: &State) -> Popup {
    let context = state.context();
    let recent = |verb: &Verb| state.recent.iter().position(|known| known.id == verb.id).unwrap_or(usize::MAX);
    let place = places(state);
    let mut verbs: Vec<&'static Verb> = verb::all().filter(|verb| place(verb).is_some()).collect();
    verbs.retain(|verb| verb.id != "frame.palette");
    let list = |verb: &Verb| verb.scope == Scope::List;
    verbs.sort_by_key(|verb| (verb.guard.check(&context).is_err(), list(verb), recent(verb), place(verb)));
    picker(state, w::FRAME_EVERYTHING, FrameAsk::Palette, verbs)
}

/// The verbs of this page, moving ones last; picking one runs it.
pub fn help(state: &State) -> Popup {
    let place = places(state);
    let mut verbs: Vec<&'static Verb> = verb::all().filter(|verb| place(verb).is_some()).collect();
    // The page's main verbs are those worth a hint.
    let hints = state.screen().map(Screen::hints).unwrap_or_default();
    let main = |verb: &Verb| hints.iter().position(|id| *id == verb.id).unwrap_or(hints.len());
    verbs.sort_by_key(|verb| (verb.scope == Scope::List, main(verb), place(verb)));
    picker(state, w::FRAME_HELP, FrameAsk::Help, verbs)
}

/// The place of a verb's scope among those that hold now; none where it does not.
fn places(state: &State) -> impl Fn(&Verb) -> Option<usize> {
    let scopes = state.scopes();
    move |verb| scopes.iter().position(|scope| *scope == verb.scope)
}

fn picker(state: &State, title: Word, ask: FrameAsk, verbs: Vec<&'static Verb>) -> Popup {
    let names: Vec<Vec<String>> = verbs.iter().map(|verb| names(state, verb)).collect();
    let items = verbs.into_iter().map(|verb| item(state, verb)).collect();
    Popup::Picker(Picker::new(state.desk.word(title), Ask::Frame(ask), items).called(&names))
}

/// Everything a verb is found by: its words in the language spoken, then in the others, its command, its own name, its keys.
fn names(state: &State, verb: &Verb) -> Vec<String> {
    let mut langs = Lang::ALL.to_vec();
    langs.sort_by_key(|lang| *lang != state.desk.lang);
    let words = langs.iter().flat_map(|lang| [verb.about, verb.hint].map(|said| word(*lang, said).to_owned()));
    let own = verb.cli.map(str::to_owned).into_iter().chain([verb.id.replace(['.', '_'], " ")]);
    words.chain(own).chain(state.keymap.all_shown(verb)).collect()
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
        && matches!(picker.ask(), Ask::Frame(FrameAsk::Find | FrameAsk::Palette))
    {
        picker.add_found(items);
        state.desk.awaiting = false;
    }
}

/// Remembers what was found, and what of it is gone to.
pub fn keep_hits(state: &mut State, ask: &Ask) {
    if let (Ask::Frame(FrameAsk::Find), Some(Popup::Picker(picker))) = (ask, state.popups.last()) {
        let (items, at) = picker.listed();
        // What is picked is opened over what is open by now.
        state.hits = Hits { items, at, depth: state.depth() + 1 };
    }
}

/// Goes to the next thing found, or to the one before; what was opened for the last one is left.
pub fn step(state: &mut State, by: isize) -> Taken {
    let count = state.hits.items.len();
    let to = state.hits.at.checked_add_signed(by);
    match to.and_then(|to| state.hits.items.get(to).map(|item| (to, item.clone()))) {
        Some((to, item)) => {
            if state.depth() > 0 && state.depth() == state.hits.depth {
                state.pop();
            }
            state.hits.at = to;
            state.hits.depth = state.depth() + 1;
            answered(state, &Answer::Pick(item.pick));
            let said = state.desk.say(w::FRAME_HIT, &[("n", &(to + 1)), ("all", &count), ("name", &item.label)]);
            state.desk.toast(Tone::Plain, said);
        }
        None if count == 0 => state.desk.toast(Tone::Plain, state.desk.word(w::FRAME_NO_HITS)),
        None => {
            let said = state.desk.say(w::FRAME_LAST_HIT, &[("all", &count)]);
            state.desk.toast(Tone::Plain, said);
        }
    }
    Taken::Yes
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
        Answer::Pick(Pick::Person(id)) => {
            let (of, ask) = (Choices::Work(*id), Ask::Frame(FrameAsk::Work(*id)));
            state.desk.load(Query::Choices { of, ask });
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
