//! What the answers to a retro's questions do.

use super::deed::{ACTION, CARD, GROUP, MERGE, RENAME, SEEN, SUMMARY, UNGROUP};
use super::talk::Talk;
use crate::app::draft::priority;
use crate::base::fold::fold;
use crate::base::id::Id;
use crate::op::patch::Patch;
use crate::op::task::NewTask;
use crate::op::{Op, retro};
use crate::text::line::{TaskLine, read_line};
use crate::text::w;
use crate::tui::ask::{Answer, Ask, Pick};
use crate::tui::desk::popup::{Popup, Prompt};
use crate::tui::desk::reading::Reading;
use crate::tui::desk::{Desk, Tone};

impl Talk {
    pub(super) fn answered(&mut self, name: &str, of: Option<Id>, answer: Answer, desk: &mut Desk) {
        match (name, answer) {
            (GROUP, Answer::Text(title)) => {
                let (id, cards) = (desk.id(), std::mem::take(&mut self.gathering));
                self.group(id, title, cards, None, desk);
            }
            (RENAME, Answer::Text(title)) => {
                if let Some(id) = of {
                    let said = desk.word(w::ROOM_RENAMED);
                    let was = self.page.groups.iter().find(|group| group.id == id).map(|group| group.title.clone());
                    let op = retro::Op::Group { id, retro: self.page.id, title, cards: vec![], was };
                    desk.commit(Op::Retro(op), said);
                }
            }
            (CARD, Answer::Text(text)) => self.card_edited(of, &text, desk),
            (MERGE, Answer::Pick(Pick::Id(into))) => {
                if let Some(at) = of {
                    self.join(&[into, at], desk);
                }
            }
            (UNGROUP, Answer::Pick(Pick::Id(card))) => {
                let said = desk.word(w::ROOM_UNGROUPED);
                desk.commit(Op::Retro(retro::Op::Ungroup { card }), said);
            }
            (ACTION, Answer::Text(text)) => self.action_typed(&text, desk),
            (SEEN, Answer::Text(text)) => self.action_seen(text, desk),
            (SUMMARY, Answer::Text(summary)) => {
                let said = desk.say(w::ROOM_CLOSED, &[("act", &self.page.act.place)]);
                desk.commit(Op::Retro(retro::Op::Close { retro: self.page.id, summary }), said);
            }
            _ => {}
        }
    }

    fn card_edited(&mut self, of: Option<Id>, text: &str, desk: &mut Desk) {
        let Some(card) = of.and_then(|id| self.card(id)).map(|row| row.card.clone()) else { return };
        let set = Patch::new().set("body", &card.body, &text.trim().to_owned());
        if !set.is_empty() {
            let said = desk.word(w::ROOM_CARD_EDITED);
            desk.commit(Op::Retro(retro::Op::EditCard { card: card.id, set }), said);
        }
    }

    /// An action needs somebody and a day; what is missing is asked for with the line kept.
    fn action_typed(&mut self, text: &str, desk: &mut Desk) {
        let line = match read_line(text, desk.today, &|day| desk.works_on(day)) {
            Ok(line) => line,
            Err(error) => return self.again(text, &error.say(desk.lang), desk),
        };
        let Some(owner) = line.owner.clone() else { return self.again(text, desk.word(w::ROOM_ACTION_OWNER), desk) };
        let Some(id) = person(&owner, desk) else {
            return self.again(text, &desk.say(w::ROOM_ACTION_STRANGER, &[("name", &owner)]), desk);
        };
        if line.due.is_none() {
            return self.again(text, desk.word(w::ROOM_ACTION_DUE), desk);
        }
        self.action = Some((line, id));
        let label = desk.word(w::ROOM_ASK_SEEN);
        desk.open(Popup::Prompt(Prompt::new(label, Ask::Own(SEEN, None), Reading::Anything)));
    }

    fn again(&mut self, text: &str, why: &str, desk: &mut Desk) {
        self.advised = true;
        self.ask_action(&format!("{} ", text.trim_end()), desk);
        desk.toast(Tone::Bad, why);
    }

    fn action_seen(&mut self, seen: String, desk: &mut Desk) {
        let Some((line, owner)) = self.action.take() else { return };
        let task = new_task(&line, owner, desk.id());
        let (id, retro) = (desk.id(), self.page.id);
        self.advised = false;
        let said = desk.word(w::ROOM_ACTION_ADDED);
        desk.commit(Op::Retro(retro::Op::Action { id, retro, task: Box::new(task), seen }), said);
    }
}

fn new_task(line: &TaskLine, owner: Id, id: Id) -> NewTask {
    NewTask {
        priority: line.priority.map(priority),
        estimate: line.estimate,
        owner: Some(owner),
        due: line.due,
        tags: line.tags.clone(),
        skills: line.skills.clone(),
        ..NewTask::titled(id, &line.title)
    }
}

/// The member who is called so by handle, other name or display name.
pub(in crate::tui::screen) fn person(typed: &str, desk: &Desk) -> Option<Id> {
    let typed = fold(typed.trim_start_matches('@'));
    let active = || desk.people.iter().filter(|it| it.active);
    if typed == "me" {
        let me = desk.me.as_ref()?;
        return active().find(|it| it.name == *me).map(|it| it.id);
    }
    active()
        .find(|it| fold(&it.handle) == typed)
        .or_else(|| active().find(|it| it.aliases.iter().any(|alias| fold(alias) == typed)))
        .or_else(|| active().find(|it| fold(&it.name) == typed))
        .map(|it| it.id)
}
