//! What arrives from the workers and from the user's editor: data, answers to changes, written texts. Pure.

use crate::domain::refusal::Refusal;
use crate::text::{self, w};
use crate::tui::ask::Ask;
use crate::tui::desk::popup::{Outcome, Popup, Writer};
use crate::tui::desk::{Then, Tone};
use crate::tui::state::State;
use crate::tui::wire::{Failure, Loaded, Op, Query, Receipt, Ticket};
use crate::tui::{deed, shared};

/// Data arrived: the frame takes its own, the open screens the rest.
pub fn loaded(state: &mut State, result: Result<Box<Loaded>, Failure>) {
    match result {
        Ok(loaded) => {
            let Some(loaded) = shared::loaded(state, *loaded) else { return };
            state.desk.ahead.refreshed();
            let (screens, desk) = state.open_screens();
            screens.for_each(|screen| screen.loaded(&loaded, desk));
        }
        Err(failure) => {
            // What was typed for a list that never came is for nothing else.
            state.desk.awaiting = false;
            state.held.clear();
            state.desk.toast(Tone::Bad, failure.said);
        }
    }
}

/// A change was carried out or refused: says so, and asks anew for what is shown.
pub fn committed(state: &mut State, ticket: Ticket, result: &Result<Receipt, Failure>) {
    let place = state.desk.waiting.iter().position(|(waiting, _)| *waiting == ticket);
    let said = place.map(|place| state.desk.waiting.remove(place).1).unwrap_or_default();
    let named = state.desk.naming.iter().position(|(waiting, ..)| *waiting == ticket);
    let named = named.map(|place| state.desk.naming.remove(place));
    let refused = match result {
        Ok(_) => {
            state.desk.ahead.landed(ticket);
            None
        }
        Err(_) => state.desk.ahead.refused(ticket),
    };
    match result {
        // What was taken back is looked up, so that it can be named.
        Ok(Receipt { undoes: Some(seq), .. }) => state.desk.load(Query::Told(*seq)),
        // Of several fields only some went through.
        Ok(Receipt { conflicts, .. }) if !conflicts.is_empty() => {
            let refusal = Refusal::Conflict(conflicts.clone());
            bring_back(state, ticket, Some(&refusal), None);
            state.desk.toast(Tone::Bad, text::refusal::refusal(state.desk.lang, &refusal).message);
        }
        Ok(_) if said.is_empty() => {
            if let Some((_, how, ids)) = named {
                state.desk.load(Query::Named(how, ids));
            }
        }
        Ok(_) => state.desk.toast(Tone::Good, said),
        Err(failure) => {
            let refused = refused.map(|op| (op, named.map_or(Then::Said(said), |(_, how, ids)| Then::Named(how, ids))));
            bring_back(state, ticket, failure.refusal.as_deref(), refused);
            state.older = failure.older;
            let tone = if failure.older.is_some() { Tone::Plain } else { Tone::Bad };
            state.desk.toast(tone, failure.said.clone());
        }
    }
    let (screens, desk) = state.open_screens();
    screens.for_each(|screen| screen.committed(ticket, result, desk));
    state.ask_for_data();
}

/// What was typed for a change that was refused is not lost: its line is open again, where somebody else was faster beside
/// what they made of it. A third carry offers its own ways on; a move that is a carry-over waits for its reason.
fn bring_back(state: &mut State, ticket: Ticket, refusal: Option<&Refusal>, refused: Option<(Op, Then)>) {
    let typed = state.asked.take_if(|(sent, _)| *sent == Some(ticket)).map(|(_, popup)| popup);
    let popup = match (refusal, refused, typed) {
        (Some(Refusal::ThirdCarry(_)), ..) => None,
        (Some(Refusal::CarryReason { key, .. }), Some(refused), _) => {
            Some(Popup::Prompt(deed::carry::why(key, refused, &mut state.desk)))
        }
        (Some(Refusal::Conflict(_)), _, Some(popup)) => look_again(state, popup),
        (_, _, typed) => typed,
    };
    let Some(popup) = popup else { return };
    put_back(state, popup);
}

/// Somebody else was faster: what they made of it is looked up first where that can be done.
fn look_again(state: &mut State, popup: Popup) -> Option<Popup> {
    let Some(Ask::Task(ask)) = popup.ask().cloned() else { return Some(popup) };
    state.asked = Some((None, popup));
    state.desk.awaiting = true;
    state.desk.load(Query::Fresh(ask));
    None
}

/// Opens a line or text again, in the place of one that is open and empty.
fn put_back(state: &mut State, popup: Popup) {
    match state.popups.last_mut() {
        None => state.popups.push(popup),
        Some(Popup::Prompt(open)) if open.again && open.is_empty() => {
            state.popups.pop();
            state.popups.push(popup);
        }
        Some(_) => {}
    }
}

/// What was copied was written to a file; where it was not, another path can be given.
pub fn saved(state: &mut State, result: Result<String, Failure>) {
    let asked = state.asked.take_if(|(_, popup)| matches!(popup.ask(), Some(Ask::Save(_))));
    match result {
        Ok(path) => {
            let said = state.desk.say(w::FRAME_FILE_WRITTEN, &[("path", &path)]);
            state.desk.toast(Tone::Good, said);
        }
        Err(failure) => {
            state.popups.extend(asked.map(|(_, popup)| popup));
            state.desk.toast(Tone::Bad, failure.said);
        }
    }
}

/// The user's editor was closed: its text is the answer to what was asked. What was opened from a text field stays open
/// until then, so that nothing is lost where no new text came back.
pub fn edited(state: &mut State, ask: Ask, text: Result<Option<String>, Failure>) -> Option<Outcome> {
    let open = state.popups.last_mut().filter(|popup| popup.ask() == Some(&ask));
    let mut outcome = None;
    match (text, open) {
        (Ok(Some(text)), Some(popup)) => outcome = Some(popup.written(&text, &mut state.desk)),
        (Ok(Some(text)), None) => match ask {
            // Should somebody else have been faster, the text is there to be kept all the same.
            Ask::Task(ask) => {
                let mut writer = Writer::new(state.desk.word(w::ABOUT_WRITE), Ask::Task(ask), "");
                outcome = Some(writer.written(&text));
                state.popups.push(Popup::Writer(Box::new(writer)));
            }
            ask => {
                if let Some((screen, desk)) = state.screen_and_desk() {
                    screen.written(ask, text, desk);
                }
            }
        },
        (Ok(None), Some(_)) => state.desk.toast(Tone::Plain, state.desk.word(w::FRAME_UNCHANGED_HERE)),
        (Ok(None), None) => state.desk.toast(Tone::Plain, state.desk.word(w::FRAME_UNCHANGED)),
        (Err(failure), _) => state.desk.toast(Tone::Bad, failure.said),
    }
    state.ask_for_data();
    outcome
}
