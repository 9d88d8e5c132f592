//! What arrives from the workers and from the user's editor: data, answers to changes, written texts. Pure.

use crate::domain::refusal::Refusal;
use crate::text::w;
use crate::tui::ask::{Answer, Ask};
use crate::tui::desk::Tone;
use crate::tui::desk::popup::Popup;
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
            state.desk.awaiting = false;
            state.desk.toast(Tone::Bad, failure.said);
        }
    }
}

/// A change was carried out or refused: says so, and asks anew for what is shown.
pub fn committed(state: &mut State, ticket: Ticket, result: &Result<Receipt, Failure>) {
    let place = state.desk.waiting.iter().position(|(waiting, _)| *waiting == ticket);
    let said = place.map(|place| state.desk.waiting.remove(place).1).unwrap_or_default();
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
        Ok(_) if said.is_empty() => {}
        Ok(_) => state.desk.toast(Tone::Good, said),
        Err(failure) => {
            bring_back(state, ticket, failure, refused.map(|op| (op, said)));
            state.desk.toast(Tone::Bad, failure.said.clone());
        }
    }
    let (screens, desk) = state.open_screens();
    screens.for_each(|screen| screen.committed(ticket, result, desk));
    state.ask_for_data();
}

/// What was typed for a change that was refused is not lost: its line is open again. A third carry offers its own ways on;
/// a move that is a carry-over waits for its reason.
fn bring_back(state: &mut State, ticket: Ticket, failure: &Failure, refused: Option<(Op, String)>) {
    let typed = state.asked.take_if(|(sent, _)| *sent == Some(ticket)).map(|(_, prompt)| prompt);
    let prompt = match (failure.refusal.as_deref(), refused) {
        (Some(Refusal::ThirdCarry(_)), _) => None,
        (Some(Refusal::CarryReason { key, .. }), Some(refused)) => {
            Some(deed::carry::why(key, refused, &mut state.desk))
        }
        _ => typed,
    };
    let Some(prompt) = prompt else { return };
    match state.popups.last_mut() {
        None => state.popups.push(Popup::Prompt(prompt)),
        Some(Popup::Prompt(open)) if open.again && open.is_empty() => *open = prompt,
        Some(_) => {}
    }
}

/// The user's editor was closed: its text is the answer to what was asked.
pub fn edited(state: &mut State, ask: Ask, text: Result<Option<String>, Failure>) {
    match text {
        Ok(Some(text)) => match ask {
            Ask::Task(ask) => deed::answer::answered(ask, Answer::Text(text), &mut state.desk),
            ask => {
                if let Some((screen, desk)) = state.screen_and_desk() {
                    screen.written(ask, text, desk);
                }
            }
        },
        Ok(None) => state.desk.toast(Tone::Plain, state.desk.word(w::FRAME_UNCHANGED)),
        Err(failure) => state.desk.toast(Tone::Bad, failure.said),
    }
    state.ask_for_data();
}
