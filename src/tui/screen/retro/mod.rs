//! The retro room of one act: before it is open a gate that asks what became of last time, then the table with the cards.
//! It loads what is there and hands everything to the part that is open.

mod answer;
mod board;
mod deed;
mod facts;
mod gate;
mod heap;
mod look;
pub(super) mod paper;
pub(super) mod promise;
mod talk;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use crate::base::clean::clean;
use crate::base::id::Id;
use crate::domain::retro::RetroPhase;
use crate::port::formats;
use crate::query::act::ActHead;
use crate::text::label::Label;
use crate::text::w;
use crate::tui::ask::{Answer, Ask};
use crate::tui::desk::Desk;
use crate::tui::input::Mouse;
use crate::tui::key::Key;
use crate::tui::page::Page;
use crate::tui::screen::{Screen, Status, Taken};
use crate::tui::theme::Role;
use crate::tui::verb::{Context, Deed, Scope};
use crate::tui::widget::panel;
use crate::tui::wire::{Failure, Loaded, Query, Receipt, Ticket};

use gate::Gate;
use talk::Talk;

/// What is open in the room.
enum Part {
    /// Nothing has arrived yet.
    Loading,
    /// The retro is not open yet.
    Gate(Gate),
    /// The retro, in any of its phases.
    Talk(Box<Talk>),
}

/// The room.
pub struct Room {
    act: Id,
    part: Part,
}

impl Room {
    /// The room of an act, whose retro may not be open yet.
    pub fn new(act: Id) -> Self {
        Self { act, part: Part::Loading }
    }
}

/// A retro's name in the path: the party, the act, what it is and its format.
fn path(party: &str, act: &ActHead, format: &str, desk: &Desk) -> Line<'static> {
    let sign = desk.glyphs.path;
    let left = format!("{} {sign} A{} {} {sign} ", clean(party), act.number, clean(&act.title));
    let format =
        formats::find(format, &desk.formats).map_or_else(String::new, |known| known.title.say(desk.lang).to_owned());
    Line::from(vec![
        Span::raw(left),
        Span::styled(desk.word(w::ROOM_PATH), Style::new().add_modifier(Modifier::BOLD)),
        Span::styled(format!("   {}", clean(&format)), desk.theme.style(Role::Dim)),
    ])
}

impl Screen for Room {
    fn page(&self) -> Page {
        Page::Retros
    }

    fn scopes(&self) -> &'static [Scope] {
        match self.part {
            Part::Gate(_) | Part::Loading => &[Scope::Gate, Scope::List],
            Part::Talk(_) => &[Scope::Retro, Scope::Marks, Scope::List],
        }
    }

    fn context(&self) -> Context {
        Context::default()
    }

    fn hints(&self) -> Vec<&'static str> {
        match &self.part {
            Part::Loading => vec!["frame.escape"],
            Part::Gate(gate) => gate.hints(),
            Part::Talk(talk) => talk.hints(),
        }
    }

    fn status(&self, desk: &Desk) -> Status {
        match &self.part {
            Part::Loading => Status::default(),
            Part::Gate(gate) => {
                let page = gate.page();
                Status { left: path(&page.act.party_name, &page.act.head, "", desk), right: Line::default() }
            }
            Part::Talk(talk) => {
                let page = &talk.page;
                let role = if page.phase == RetroPhase::Closed { Role::Dim } else { Role::Accent };
                let phase = Span::styled(page.phase.said(desk.lang), desk.theme.style(role));
                Status { left: path(&page.party_name, &page.act, &page.format, desk), right: Line::from(phase) }
            }
        }
    }

    fn wants(&self, _desk: &Desk) -> Vec<Query> {
        vec![Query::Retro(self.act)]
    }

    fn loaded(&mut self, loaded: &Loaded, desk: &mut Desk) {
        match (loaded, &mut self.part) {
            (Loaded::Retro(page), Part::Talk(talk)) if page.act.id == self.act => talk.renew(page.clone()),
            (Loaded::Retro(page), _) if page.act.id == self.act => {
                self.part = Part::Talk(Box::new(Talk::new(page.clone(), desk)));
            }
            (Loaded::Gate(page), Part::Gate(gate)) if page.act.head.id == self.act => gate.renew(page.clone()),
            (Loaded::Gate(page), _) if page.act.head.id == self.act => {
                self.part = Part::Gate(Gate::new(page.clone()));
            }
            _ => {}
        }
    }

    fn run(&mut self, deed: Deed, desk: &mut Desk) -> Taken {
        match &mut self.part {
            Part::Loading => Taken::No,
            Part::Gate(gate) => gate.run(deed, desk),
            Part::Talk(talk) => talk.run(deed, desk),
        }
    }

    fn typed(&mut self, key: Key, desk: &mut Desk) -> Taken {
        match &mut self.part {
            Part::Loading => Taken::No,
            Part::Gate(gate) => gate.typed(key, desk),
            Part::Talk(talk) => talk.typed(key, desk),
        }
    }

    fn pasted(&mut self, text: &str, desk: &mut Desk) -> Taken {
        match &mut self.part {
            Part::Talk(talk) => talk.pasted(text, desk),
            _ => Taken::No,
        }
    }

    fn mouse(&mut self, mouse: Mouse, area: Rect, _desk: &mut Desk) {
        match &mut self.part {
            Part::Loading => {}
            Part::Gate(gate) => gate.mouse(mouse, area),
            Part::Talk(talk) => talk.mouse(mouse, area),
        }
    }

    fn answered(&mut self, ask: Ask, answer: Answer, desk: &mut Desk) {
        let Ask::Own(name, of) = ask else { return };
        match &mut self.part {
            Part::Loading => {}
            Part::Gate(gate) => gate.answered(name, of, answer, desk),
            Part::Talk(talk) => talk.answered(name, of, answer, desk),
        }
    }

    fn committed(&mut self, ticket: Ticket, result: &Result<Receipt, Failure>, _desk: &mut Desk) {
        if let Part::Talk(talk) = &mut self.part {
            talk.committed(ticket, result.is_ok());
        }
    }

    fn escape(&mut self, _desk: &mut Desk) -> Taken {
        match &mut self.part {
            Part::Talk(talk) => talk.escape(),
            _ => Taken::No,
        }
    }

    fn is_typing(&self) -> bool {
        matches!(&self.part, Part::Talk(talk) if talk.writing)
    }

    fn fit(&mut self, area: Rect) {
        match &mut self.part {
            Part::Loading => {}
            Part::Gate(gate) => gate.fit(area),
            Part::Talk(talk) => talk.fit(area),
        }
    }

    fn view(&self, frame: &mut Frame, area: Rect, desk: &Desk) {
        match &self.part {
            Part::Loading => {
                let said = Span::styled(desk.word(w::ROOM_LOADING), desk.theme.style(Role::Dim));
                panel::put(frame, area, Line::from(vec![Span::raw(" "), said]));
            }
            Part::Gate(gate) => gate.draw(frame, area, desk),
            Part::Talk(talk) => talk.draw(frame, area, desk),
        }
    }
}
