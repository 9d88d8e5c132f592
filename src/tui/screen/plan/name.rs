//! What places of the plan are called in a word or two, and how their days are said in few cells.

use crate::base::day::Day;
use crate::query::plan::{Node, Plan};
use crate::text::{Lang, w};
use crate::tui::desk::Desk;
use crate::tui::screen::plan::tree;

/// A place in a word or two: `A2`, `S1 backlog`, `backlog`.
pub(super) fn name(plan: &Plan, node: Node, desk: &Desk) -> String {
    match node {
        Node::Act(id) => tree::act(plan, id).map_or_else(String::new, |(_, act)| format!("A{}", act.head.number)),
        Node::Season(id) => {
            let number = tree::season(plan, id).map_or(0, |season| season.number);
            desk.say(w::PLAN_BACKLOG_OF, &[("season", &format!("S{number}"))])
        }
        Node::Party => desk.word(w::COMMON_BACKLOG).to_owned(),
    }
}

/// Two days in few cells: `16 Nov - 27 Nov`, `11/16 - 11/27`.
pub(super) fn stretch(first: Option<Day>, last: Option<Day>, desk: &Desk) -> String {
    let day = |day: Option<Day>| day.map(|day| short(day, desk)).unwrap_or_default();
    match (first, last) {
        (None, None) => String::new(),
        (first, last) => format!("{} - {}", day(first), day(last)),
    }
}

fn short(day: Day, desk: &Desk) -> String {
    let (_, month, date) = day.ymd();
    match desk.lang {
        Lang::Ko => format!("{month}/{date}"),
        Lang::En => format!("{date} {}", desk.word(crate::tui::view::month_word(month))),
    }
}
