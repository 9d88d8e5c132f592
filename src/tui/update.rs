//! One event to a new state and the effects it asks for. The only place where the frame decides; pure.

use crate::base::day::Instant;
use crate::base::hangul;
use crate::domain::note::NoteKind;
use crate::op::undo;
use crate::query::list::TaskRow;
use crate::text::{Lang, w};
use crate::tui::ask::{Answer, Ask};
use crate::tui::desk::popup::{Outcome, Popup, Prompt};
use crate::tui::desk::reading::Reading;
use crate::tui::desk::screen::Taken;
use crate::tui::desk::{Desk, Move, Tone};
use crate::tui::effect::{Effect, Exit, Wake};
use crate::tui::event::Event;
use crate::tui::input::{Input, Mouse, Press};
use crate::tui::key::{Code, Key, spell};
use crate::tui::keymap::{Found, command_keys};
use crate::tui::page::Page;
use crate::tui::palette;
use crate::tui::screen::notes::NoteWriter;
use crate::tui::state::State;
use crate::tui::theme::{Ground, Theme};
use crate::tui::verb::frame::Frame;
use crate::tui::verb::list::List;
use crate::tui::verb::task::Task as TaskDeed;
use crate::tui::verb::{Deed, Verb};
use crate::tui::wire::{Op, Query};
use crate::tui::{arrive, deed, layout, view};

/// How long a prefix key stands alone before what may follow is shown, in milliseconds.
const PREFIX_MILLIS: u64 = 300;

/// The file that is offered for what was copied.
const FILE: &str = "party.md";

/// Takes one event at a moment; what is to be done about it is returned in order.
pub fn update(state: &mut State, event: Event, now: Instant) -> Vec<Effect> {
    state.desk.now = now;
    state.desk.today = now.day_in(&state.desk.zone);
    match event {
        Event::Input(input) => take_input(state, input),
        Event::Resize { columns, rows } => resize(state, (columns, rows)),
        Event::Loaded(result) => arrive::loaded(state, result),
        Event::Committed { ticket, result } => arrive::committed(state, ticket, &result),
        Event::Changed => {
            state.desk.load(Query::Who);
            state.ask_for_data();
        }
        Event::Edited { ask, text } => {
            if let Some(outcome) = arrive::edited(state, ask, text) {
                take_outcome(state, outcome);
            }
        }
        Event::Saved(result) => arrive::saved(state, result),
        Event::Woke(wake) => take_wake(state, wake),
        Event::Stop => state.desk.ask_for(Effect::Suspend),
        Event::Continued => state.desk.ask_for(Effect::Redraw),
        Event::HungUp => state.desk.ask_for(Effect::Quit(Exit::HungUp)),
    }
    settle(state)
}

/// Another size; where a detail comes to stand beside its list, its data is asked for.
fn resize(state: &mut State, size: (u16, u16)) {
    let beside = |columns: u16| columns >= layout::BESIDE;
    let before = std::mem::replace(&mut state.desk.size, size).0;
    state.fit();
    if beside(before) != beside(size.0) {
        state.ask_for_data();
    }
}

/// Asks for what the first screen shows.
pub fn start(state: &mut State) -> Vec<Effect> {
    state.ask_for_data();
    state.desk.load(Query::Who);
    settle(state)
}

/// Carries out the moves that screens wished for, fits everything to the window, gives the effects.
fn settle(state: &mut State) -> Vec<Effect> {
    loop {
        let moves = state.desk.take_moves();
        if moves.is_empty() {
            // What was typed while a list to pick from was on its way is for that list.
            if state.desk.awaiting || state.held.is_empty() {
                break;
            }
            let key = state.held.remove(0);
            press(state, key);
        }
        for wish in moves {
            match wish {
                Move::Page(page) => state.go(page),
                Move::Push(screen) => state.push(screen),
                Move::Pop => drop(state.pop()),
                Move::Open(popup) => state.popups.push(*popup),
            }
        }
    }
    state.fit();
    state.desk.take_effects()
}

fn take_input(state: &mut State, input: Input) {
    match input {
        Input::Key(key) => press(state, key),
        Input::Mouse(mouse) => point(state, mouse),
        Input::Paste { text, cut } => paste(state, &text, cut),
        Input::Background(red, green, blue) => learn_ground(state, Ground::of(red, green, blue)),
        Input::KittyKeyboard => state.desk.ask_for(Effect::SpeakKitty),
        Input::Attributes => {}
    }
}

fn learn_ground(state: &mut State, ground: Ground) {
    if let Some(depth) = state.theme_follows {
        state.desk.theme = Theme::for_ground(ground, depth);
        state.desk.ask_for(Effect::RememberGround(ground));
    }
}

fn press(state: &mut State, key: Key) {
    if key == Key::ctrl('c') || key == Key::ctrl('ㅊ') {
        interrupt(state);
        return;
    }
    if state.desk.awaiting && key.code != Code::Esc {
        state.held.push(key);
        return;
    }
    state.desk.awaiting = false;
    state.desk.toast = None;
    if let Some(popup) = state.popups.last_mut() {
        let outcome = popup.key(key, &mut state.desk);
        take_outcome(state, outcome);
        return;
    }
    if state.pending.is_empty()
        && let Some((screen, desk)) = state.screen_and_desk()
        && screen.typed(key, desk) == Taken::Yes
    {
        return;
    }
    let hangul = matches!(key.code, Code::Char(typed) if hangul::is_hangul(typed));
    if hangul && !state.hangul_told {
        state.hangul_told = true;
        state.desk.toast(Tone::Plain, state.desk.word(w::FRAME_HANGUL));
    }
    for key in command_keys(key) {
        command(state, key);
    }
}

/// Ctrl-c leaves whatever is open; with nothing open it leaves the program.
fn interrupt(state: &mut State) {
    state.pending.clear();
    if state.popups.pop().is_none() {
        state.desk.ask_for(Effect::Quit(Exit::Interrupted));
    }
}

fn command(state: &mut State, key: Key) {
    if key.code == Code::Esc && !state.pending.is_empty() {
        forget_prefix(state);
        return;
    }
    state.pending.push(key);
    match state.keymap.find(&state.scopes(), &state.pending) {
        Found::Verb(verb) => {
            forget_prefix(state);
            perform(state, verb);
        }
        Found::Prefix(_) => state.desk.ask_for(Effect::Wait { millis: PREFIX_MILLIS, wake: Wake::Prefix }),
        Found::Nothing => {
            let keys = spell(&state.pending);
            forget_prefix(state);
            let said = state.desk.say(w::FRAME_NO_SUCH_KEY, &[("key", &keys)]);
            state.desk.toast(Tone::Plain, said);
        }
    }
}

fn forget_prefix(state: &mut State) {
    state.pending.clear();
    state.prefix_shown = false;
}

/// Runs a verb where its guard passes; says why where it does not.
fn perform(state: &mut State, verb: &'static Verb) {
    if let Err(why) = verb.guard.check(&state.context()) {
        state.desk.toast(Tone::Plain, state.desk.word(why));
        return;
    }
    state.remember(verb);
    if verb.deed != Deed::Frame(Frame::Undo) {
        state.older = None;
    }
    if let Some((screen, desk)) = state.screen_and_desk()
        && screen.run(verb.deed, desk) == Taken::Yes
    {
        return;
    }
    let taken = match verb.deed {
        Deed::Frame(deed) => {
            run_frame(state, deed);
            Taken::Yes
        }
        Deed::List(List::FindNext) => palette::step(state, 1),
        Deed::List(List::FindPrevious) => palette::step(state, -1),
        Deed::Task(deed) => match state.screen().and_then(|screen| screen.picked(&state.desk)) {
            Some(picked) if deed == TaskDeed::Trouble => write_trouble(picked.rows.first(), &mut state.desk),
            Some(picked) => deed::task::run(deed, picked, &mut state.desk),
            None => Taken::No,
        },
        _ => Taken::No,
    };
    if taken == Taken::No {
        let said = state.desk.say(w::FRAME_NOT_HERE, &[("verb", &state.desk.word(verb.hint))]);
        state.desk.toast(Tone::Plain, said);
    }
}

/// What happened with a task, written down; what blocked it is what was seen.
fn write_trouble(row: Option<&TaskRow>, desk: &mut Desk) -> Taken {
    let Some(row) = row else { return Taken::No };
    let symptom = row.blocked.as_ref().and_then(|blocked| blocked.reason.clone()).unwrap_or_default();
    desk.push(Box::new(NoteWriter::new(NoteKind::Trouble, Some(row.id), &symptom)));
    Taken::Yes
}

fn run_frame(state: &mut State, deed: Frame) {
    match deed {
        Frame::Go(page) => state.go(page),
        Frame::Back => back(state),
        Frame::Escape => escape(state),
        Frame::Palette => state.popups.push(palette::everything(state)),
        Frame::Help => state.popups.push(palette::help(state)),
        Frame::Find => state.popups.push(palette::find(state)),
        Frame::Undo => {
            let seq = state.older.take();
            journal(state, undo::Op::Undo { seq });
        }
        Frame::Redo => journal(state, undo::Op::Redo {}),
        Frame::Save => ask_file(&mut state.desk),
        Frame::Log => state.desk.load(Query::Log),
        Frame::Suspend => state.desk.ask_for(Effect::Suspend),
        Frame::Interrupt => state.desk.ask_for(Effect::Quit(Exit::Interrupted)),
        Frame::Language => change_language(state),
    }
}

/// Takes back or brings back; what it was is said once it is known.
fn journal(state: &mut State, op: undo::Op) {
    state.desk.commit(Op::Journal(op), "");
}

/// Asks to which file what was copied last is written.
fn ask_file(desk: &mut Desk) {
    match desk.copied.clone() {
        Some(text) => {
            let prompt = Prompt::new(desk.word(w::FRAME_ASK_FILE), Ask::Save(text), Reading::Text);
            desk.open(Popup::Prompt(prompt.offering(FILE, desk)));
        }
        None => desk.toast(Tone::Plain, desk.word(w::FRAME_NOT_COPIED)),
    }
}

fn change_language(state: &mut State) {
    state.desk.lang = match state.desk.lang {
        Lang::En => Lang::Ko,
        Lang::Ko => Lang::En,
    };
    let lang = state.desk.lang;
    state.desk.ask_for(Effect::RememberLanguage(lang));
    state.ask_for_data();
}

/// One level back: marks or filter, then the screen, then the first page; from there out.
fn back(state: &mut State) {
    if !leave_inner(state) && !state.pop() {
        if state.page() == Page::Today {
            state.desk.ask_for(Effect::Quit(Exit::Left));
        } else {
            state.go(Page::Today);
        }
    }
}

fn escape(state: &mut State) {
    if !leave_inner(state) {
        state.pop();
    }
}

fn leave_inner(state: &mut State) -> bool {
    let left = state.screen_and_desk().map(|(screen, desk)| screen.escape(desk));
    left == Some(Taken::Yes)
}

fn take_outcome(state: &mut State, outcome: Outcome) {
    match outcome {
        Outcome::Stay => {}
        Outcome::Sought(text) => {
            state.held.insert(0, Key::plain(Code::Enter));
            state.desk.awaiting = true;
            state.desk.load(Query::Find(text));
        }
        Outcome::Left => drop(state.popups.pop()),
        Outcome::Answered(ask, answer) => {
            let asked = state.popups.last().filter(|popup| popup.holds_text()).cloned();
            palette::keep_hits(state, &ask);
            let before = state.desk.waiting.last().map(|(ticket, _)| *ticket);
            close_answered(state);
            answered(state, ask, answer);
            let sent = state.desk.waiting.last().map(|(ticket, _)| *ticket).filter(|sent| Some(*sent) != before);
            state.asked = asked.map(|popup| (sent, popup));
        }
    }
}

/// A prompt that asks for one after the other stays open and empty.
fn close_answered(state: &mut State) {
    match state.popups.last_mut() {
        Some(Popup::Prompt(prompt)) if prompt.again => prompt.empty(),
        _ => drop(state.popups.pop()),
    }
}

fn answered(state: &mut State, ask: Ask, answer: Answer) {
    match ask {
        Ask::Frame(_) => {
            if let Some(verb) = palette::answered(state, &answer) {
                perform(state, verb);
            }
        }
        Ask::Save(text) => {
            if let Answer::Text(path) = answer {
                state.desk.ask_for(Effect::Save { path, text });
            }
        }
        Ask::Task(ask) => deed::answer::answered(ask, answer, &mut state.desk),
        Ask::Own(..) => {
            if let Some((screen, desk)) = state.screen_and_desk() {
                screen.answered(ask, answer, desk);
            }
        }
    }
}

fn point(state: &mut State, mouse: Mouse) {
    let parts = layout::parts(state.window());
    if let Some(popup) = state.popups.last_mut() {
        let outcome = popup.mouse(mouse, parts.popups, &mut state.desk);
        take_outcome(state, outcome);
    } else if mouse.press == Press::Down && mouse.row == parts.strip.y {
        if let Some(page) = view::tab_at(state, mouse.column) {
            state.go(page);
        }
    } else if (parts.body.contains((mouse.column, mouse.row).into()) || mouse.press != Press::Down)
        && let Some((screen, desk)) = state.screen_and_desk()
    {
        screen.mouse(mouse, parts.body, desk);
    }
}

fn paste(state: &mut State, text: &str, cut: bool) {
    if cut {
        state.desk.toast(Tone::Bad, state.desk.word(w::FRAME_PASTE_CUT));
    }
    if let Some(popup) = state.popups.last_mut() {
        popup.paste(text, &mut state.desk);
    } else if let Some((screen, desk)) = state.screen_and_desk()
        && screen.pasted(text, desk) == Taken::No
    {
        desk.toast(Tone::Plain, desk.word(w::FRAME_NO_PASTE));
    }
}

fn take_wake(state: &mut State, wake: Wake) {
    match wake {
        Wake::Prefix => state.prefix_shown = !state.pending.is_empty(),
        Wake::Toast(number) => {
            if !state.is_typing() {
                state.desk.toast.take_if(|toast| toast.number == number);
            }
        }
        Wake::Typed(typed) => palette::settled(state, typed),
    }
}
