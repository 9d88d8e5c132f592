//! What became of an action of an earlier retro: kept, to be done later with a day and a reason, or let go with a reason. The
//! same at the gate and on the page of retros.

use crate::base::day::Day;
use crate::base::id::Id;
use crate::domain::refusal::Refusal;
use crate::domain::task::TaskStatus;
use crate::op::{Op, retro, task};
use crate::query::action::ActionRow;
use crate::text::refusal::refusal;
use crate::text::when::{Use, say_day};
use crate::text::{Word, w};
use crate::tui::ask::{Answer, Ask};
use crate::tui::desk::popup::{Popup, Prompt};
use crate::tui::desk::reading::Reading;
use crate::tui::desk::{Desk, Tone};
use crate::tui::screen::Taken;
use crate::tui::screen::form::understood;
use crate::tui::verb::retro::Retro as RetroDeed;

const LATER: &str = "promise.later";
const REASON: &str = "promise.reason";
const LET_GO: &str = "promise.let_go";

/// Answers under way.
#[derive(Default)]
pub(in crate::tui::screen) struct Promise {
    /// The action that goes on and its new day, while the reason is asked for.
    later: Option<(Id, Day)>,
}

impl Promise {
    /// Takes an answer about an action.
    pub(in crate::tui::screen) fn answered(&mut self, name: &str, action: &ActionRow, answer: Answer, desk: &mut Desk) {
        let Answer::Text(text) = answer else { return };
        match name {
            LATER => match understood(&text, Use::Due, desk) {
                Ok(due) if due <= action.due.map_or(desk.today, |old| old.max(desk.today)) => {
                    let after = action.due.map_or(desk.today, |old| old.max(desk.today));
                    let broken = Refusal::NotLater { key: action.key.clone(), due, after };
                    desk.toast(Tone::Bad, refusal(desk.lang, &broken).message);
                }
                Ok(day) => {
                    self.later = Some((action.id, day));
                    ask(w::ROOM_ASK_LATER_REASON, REASON, Reading::Text, action, desk);
                }
                Err(said) => desk.toast(Tone::Bad, said),
            },
            REASON => {
                let Some((id, due)) = self.later.take().filter(|(id, _)| *id == action.id) else { return };
                let day = say_day(desk.lang, due);
                let said = desk.say(w::ROOM_GATE_LATER, &[("key", &action.key), ("day", &day)]);
                desk.commit(Op::Retro(retro::Op::Keep { action: id, due, reason: text, was: action.due }), said);
            }
            LET_GO => {
                let said = desk.say(w::ROOM_GATE_DROPPED, &[("key", &action.key)]);
                end(action, TaskStatus::Dropped, text, said, desk);
            }
            _ => {}
        }
    }
}

/// Does what a verb says with an action that is open.
pub(in crate::tui::screen) fn run(deed: RetroDeed, action: Option<&ActionRow>, desk: &mut Desk) -> Taken {
    let Some(action) = action.filter(|action| action.status.is_open()) else { return Taken::No };
    match deed {
        RetroDeed::Kept => {
            let said = desk.say(w::ROOM_GATE_KEPT, &[("key", &action.key)]);
            end(action, TaskStatus::Done, String::new(), said, desk);
        }
        RetroDeed::Later => ask(w::ROOM_ASK_LATER_DAY, LATER, Reading::Day(Use::Due), action, desk),
        RetroDeed::LetGo => ask(w::ROOM_ASK_LET_GO, LET_GO, Reading::Text, action, desk),
        _ => return Taken::No,
    }
    Taken::Yes
}

fn end(action: &ActionRow, to: TaskStatus, reason: String, said: String, desk: &mut Desk) {
    let (task, was) = (action.task, Some(action.status));
    desk.commit(Op::Task(task::Op::Status { task, to, was, reason }), said);
}

fn ask(label: Word, name: &'static str, reading: Reading, action: &ActionRow, desk: &mut Desk) {
    let label = desk.say(label, &[("key", &action.key)]);
    desk.open(Popup::Prompt(Prompt::new(label, Ask::Own(name, Some(action.id)), reading)));
}
