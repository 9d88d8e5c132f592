//! Why a step was not taken, in words: each broken rule with who or what stands in the way, and what would help.
//! Knows the rules' names, not how they are kept.

mod people;

use std::fmt::Display;

use super::label::{Label, field_label};
use super::when::say_day;
use super::words::{Lang, Word, say, w, word};
use crate::base::clean::clean;
use crate::base::day::Day;
use crate::base::minutes::Minutes;
use crate::domain::party::PartyStatus;
use crate::domain::refusal::{Moved, Obstacle, Refusal};
use crate::domain::retro::RetroPhase;
use crate::domain::season::Stage;
use crate::domain::task::TaskStatus;

/// What is said to a user when something could not be done.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Said {
    /// What happened, to what; one line.
    pub message: String,
    /// What would help; a line each, commands in backticks.
    pub hints: Vec<String>,
}

/// Values for the placeholders of a text.
type Values<'a> = &'a [(&'a str, &'a dyn Display)];

impl Said {
    /// Says a message without hints.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), hints: vec![] }
    }

    /// Adds a hint.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }
}

/// Names so many things at most before it says how many more there are.
const MOST_NAMED: usize = 6;

/// Joins what stands in the way: at most six, then how many more.
fn listed(lang: Lang, things: &[String]) -> String {
    let shown = things.iter().take(MOST_NAMED).map(|thing| clean(thing)).collect::<Vec<_>>().join(", ");
    match things.len().saturating_sub(MOST_NAMED) {
        0 => shown,
        more => say(lang, w::REFUSAL_MORE, &[("what", &shown), ("n", &more)]),
    }
}

/// `Sol or Danpung`.
pub fn either(lang: Lang, names: &[String]) -> String {
    match names {
        [] => word(lang, w::REFUSAL_ROLE_NOBODY).to_owned(),
        [one] => clean(one).into_owned(),
        [head @ .., tail] if names.len() <= MOST_NAMED => {
            say(lang, w::REFUSAL_LIST_OR, &[("head", &listed(lang, head)), ("tail", &clean(tail))])
        }
        many => listed(lang, many),
    }
}

/// Says a refusal.
pub fn refusal(lang: Lang, refusal: &Refusal) -> Said {
    people::people(lang, refusal)
        .or_else(|| stands(lang, refusal))
        .or_else(|| planning(lang, refusal))
        .or_else(|| tasks(lang, refusal))
        .or_else(|| retros(lang, refusal))
        .unwrap_or_else(|| journal(lang, refusal))
}

fn one(lang: Lang, message: Word, values: Values<'_>) -> Said {
    Said::new(say(lang, message, values))
}

fn two(lang: Lang, message: Word, hint: Word, values: Values<'_>) -> Said {
    one(lang, message, values).hint(say(lang, hint, values))
}

/// Where parties, seasons, acts and tasks stand.
fn stands(lang: Lang, refusal: &Refusal) -> Option<Said> {
    Some(match refusal {
        Refusal::PartyState { party, status } => {
            let values: Values<'_> = &[("party", &clean(party))];
            match status {
                PartyStatus::Proposed => two(lang, w::REFUSAL_PARTY_PROPOSED, w::REFUSAL_PARTY_PROPOSED_HINT, values),
                PartyStatus::Active => one(lang, w::REFUSAL_PARTY_ACTIVE, values),
                PartyStatus::Resting => two(lang, w::REFUSAL_PARTY_RESTING, w::REFUSAL_PARTY_RESTING_HINT, values),
                PartyStatus::Ended => two(lang, w::REFUSAL_PARTY_ENDED, w::REFUSAL_PARTY_ENDED_HINT, values),
            }
        }
        Refusal::Stage { place, stage } => {
            let noun = if place.contains("/A") { "act" } else { "season" };
            let values: Values<'_> = &[("place", &clean(place)), ("noun", &noun)];
            match stage {
                Stage::Planned => two(lang, w::REFUSAL_STAGE_PLANNED, w::REFUSAL_STAGE_PLANNED_HINT, values),
                Stage::Running => one(lang, w::REFUSAL_STAGE_RUNNING, values),
                Stage::Closed => two(lang, w::REFUSAL_STAGE_CLOSED, w::REFUSAL_STAGE_CLOSED_HINT, values),
            }
        }
        Refusal::Status { key, status } => {
            let values: Values<'_> = &[("key", &clean(key))];
            match status {
                TaskStatus::Todo => one(lang, w::REFUSAL_STATUS_TODO, values),
                TaskStatus::Doing => one(lang, w::REFUSAL_STATUS_DOING, values),
                TaskStatus::Done => two(lang, w::REFUSAL_STATUS_DONE, w::REFUSAL_STATUS_REOPEN_HINT, values),
                TaskStatus::Dropped => two(lang, w::REFUSAL_STATUS_DROPPED, w::REFUSAL_STATUS_REOPEN_HINT, values),
            }
        }
        Refusal::BadTarget(place) => one(lang, w::REFUSAL_BAD_TARGET, &[("place", &clean(place))]),
        _ => return None,
    })
}

/// Days, seasons, acts and their closing.
fn planning(lang: Lang, refusal: &Refusal) -> Option<Said> {
    let day =
        |day: &Option<Day>| day.map_or_else(|| word(lang, w::REFUSAL_OPEN_END).to_owned(), |day| say_day(lang, day));
    Some(match refusal {
        Refusal::Reversed { first, last } => {
            one(lang, w::REFUSAL_REVERSED, &[("first", &say_day(lang, *first)), ("last", &say_day(lang, *last))])
        }
        Refusal::OutsideSeason { season, first, last } => {
            let values: Values<'_> = &[("season", &clean(season)), ("first", &day(first)), ("last", &day(last))];
            two(lang, w::REFUSAL_OUTSIDE_SEASON, w::REFUSAL_OUTSIDE_SEASON_HINT, values)
        }
        Refusal::SeasonOverlap { season } => {
            two(lang, w::REFUSAL_SEASON_OVERLAP, w::REFUSAL_SEASON_OVERLAP_HINT, &[("season", &clean(season))])
        }
        Refusal::OpenActs(what) => {
            two(lang, w::REFUSAL_OPEN_ACTS, w::REFUSAL_OPEN_ACTS_HINT, &[("what", &listed(lang, what))])
        }
        Refusal::NoNextAct(place) => {
            two(lang, w::REFUSAL_NO_NEXT_ACT, w::REFUSAL_NO_NEXT_ACT_HINT, &[("place", &clean(place))])
        }
        Refusal::NotLeftover { key, act } => {
            one(lang, w::REFUSAL_NOT_LEFTOVER, &[("key", &clean(key)), ("act", &clean(act))])
        }
        Refusal::NoReason(key) => two(lang, w::REFUSAL_NO_REASON, w::REFUSAL_NO_REASON_HINT, &[("key", &clean(key))]),
        Refusal::NoDelivered(keys) => {
            let first = keys.first().map(|key| clean(key)).unwrap_or_default();
            let values: Values<'_> = &[("what", &listed(lang, keys)), ("first", &first)];
            two(lang, w::REFUSAL_NO_DELIVERED, w::REFUSAL_NO_DELIVERED_HINT, values)
        }
        Refusal::CarryReason { key, act } => {
            let values: Values<'_> = &[("key", &clean(key)), ("act", &clean(act))];
            two(lang, w::REFUSAL_CARRY_REASON, w::REFUSAL_CARRY_REASON_HINT, values)
        }
        Refusal::ThirdCarry(keys) => {
            let first = keys.first().map(|key| clean(key)).unwrap_or_default();
            let values: Values<'_> = &[("what", &listed(lang, keys)), ("first", &first)];
            two(lang, w::REFUSAL_THIRD_CARRY, w::REFUSAL_THIRD_CARRY_HINT, values)
        }
        _ => return None,
    })
}

/// What waits for what.
fn tasks(lang: Lang, refusal: &Refusal) -> Option<Said> {
    Some(match refusal {
        Refusal::Waits { key, on } => {
            let what: Vec<String> = on.iter().map(|obstacle| said_obstacle(lang, obstacle)).collect();
            let first = on.first().map(|obstacle| clean(&obstacle.key)).unwrap_or_default();
            let values: Values<'_> = &[("key", &clean(key)), ("what", &listed(lang, &what)), ("first", &first)];
            two(lang, w::REFUSAL_WAITS, w::REFUSAL_WAITS_HINT, values)
        }
        Refusal::Cycle(keys) => {
            let way = keys.iter().map(|key| clean(key)).collect::<Vec<_>>().join(" ➜ ");
            two(lang, w::REFUSAL_CYCLE, w::REFUSAL_CYCLE_HINT, &[("what", &way)])
        }
        Refusal::BadDependency(what) => one(lang, w::REFUSAL_BAD_DEPENDENCY, &[("what", &clean(what))]),
        _ => return None,
    })
}

/// `LOG-1 (Sol, doing)`.
fn said_obstacle(lang: Lang, obstacle: &Obstacle) -> String {
    let owner = obstacle.owner.as_deref().unwrap_or_else(|| word(lang, w::REFUSAL_WAITS_NOBODY));
    let gap = match lang {
        Lang::En => " ",
        Lang::Ko => "",
    };
    format!("{}{gap}({owner}, {})", obstacle.key, obstacle.status.said(lang))
}

/// Looking back.
fn retros(lang: Lang, refusal: &Refusal) -> Option<Said> {
    Some(match refusal {
        Refusal::Phase { act, phase } => {
            let said = match phase {
                RetroPhase::Collecting => w::REFUSAL_PHASE_COLLECTING,
                RetroPhase::Discussing => w::REFUSAL_PHASE_DISCUSSING,
                RetroPhase::Closed => w::REFUSAL_PHASE_CLOSED,
            };
            one(lang, said, &[("act", &clean(act))])
        }
        Refusal::HasRetro(act) => two(lang, w::REFUSAL_HAS_RETRO, w::REFUSAL_HAS_RETRO_HINT, &[("act", &clean(act))]),
        Refusal::NotClosed(act) => {
            two(lang, w::REFUSAL_NOT_CLOSED, w::REFUSAL_NOT_CLOSED_HINT, &[("act", &clean(act))])
        }
        Refusal::Unanswered(what) => {
            let first = what.first().and_then(|action| action.split(' ').next()).unwrap_or_default();
            let values: Values<'_> = &[("what", &listed(lang, what)), ("first", &clean(first))];
            two(lang, w::REFUSAL_UNANSWERED, w::REFUSAL_UNANSWERED_HINT, values)
        }
        Refusal::NotLater { key, due, after } => {
            let (due, after) = (say_day(lang, *due), say_day(lang, *after));
            let values: Values<'_> = &[("key", &clean(key)), ("due", &due), ("after", &after)];
            two(lang, w::REFUSAL_NOT_LATER, w::REFUSAL_NOT_LATER_HINT, values)
        }
        Refusal::NoColumn(column, columns) => {
            one(lang, w::REFUSAL_NO_COLUMN, &[("column", &clean(column)), ("columns", &listed(lang, columns))])
        }
        _ => return None,
    })
}

/// The journal, and rows that are gone.
fn journal(lang: Lang, refusal: &Refusal) -> Said {
    match refusal {
        Refusal::Conflict(moved) => conflict(lang, moved),
        Refusal::NothingToUndo => two(lang, w::REFUSAL_NOTHING_TO_UNDO, w::REFUSAL_ENTRY_HINT, &[]),
        Refusal::NothingToRedo => two(lang, w::REFUSAL_NOTHING_TO_REDO, w::REFUSAL_ENTRY_HINT, &[]),
        Refusal::NoSuchEntry(seq) => two(lang, w::REFUSAL_NO_SUCH_ENTRY, w::REFUSAL_ENTRY_HINT, &[("seq", seq)]),
        Refusal::InUse { what, by: Some(by) } => {
            one(lang, w::REFUSAL_IN_USE_BY, &[("what", &clean(what)), ("by", &clean(by))])
        }
        Refusal::InUse { what, by: None } => one(lang, w::REFUSAL_IN_USE, &[("what", &clean(what))]),
        Refusal::Gone(what) if what == "actor" => two(lang, w::REFUSAL_GONE_ACTOR, w::REFUSAL_GONE_ACTOR_HINT, &[]),
        Refusal::Gone(what)
            if what.split_once(' ').is_some_and(|(_, row)| row.bytes().all(|byte| byte.is_ascii_digit())) =>
        {
            let noun = what.split_once(' ').map_or("", |(noun, _)| noun);
            two(lang, w::REFUSAL_GONE_ROW, w::REFUSAL_ENTRY_HINT, &[("noun", &field_label(lang, noun))])
        }
        Refusal::Gone(what) => one(lang, w::REFUSAL_GONE, &[("what", &clean(what))]),
        _ => one(lang, w::REFUSAL_ID_REUSED, &[]),
    }
}

/// Who changed what since: the first field in the message, what each is now as hints.
fn conflict(lang: Lang, moved: &[Moved]) -> Said {
    let Some(first) = moved.first() else { return one(lang, w::REFUSAL_ID_REUSED, &[]) };
    let by = first.by.as_deref().unwrap_or_else(|| word(lang, w::REFUSAL_SOMEBODY));
    let (what, field) = (clean(&first.what), field_label(lang, &first.field));
    let mut answer = one(lang, w::REFUSAL_CONFLICT, &[("by", &clean(by)), ("what", &what), ("field", &field)]);
    for moved in moved {
        if let (Some(was), Some(is)) = (shown(&moved.field, &moved.was), shown(&moved.field, &moved.is)) {
            let field = field_label(lang, &moved.field);
            let values: Values<'_> = &[("field", &field), ("is", &is), ("was", &was)];
            answer.hints.push(say(lang, w::REFUSAL_CONFLICT_VALUE, values));
        }
    }
    answer.hint(say(lang, w::REFUSAL_CONFLICT_HINT, &[("what", &what)]))
}

/// A stored value as people know it; none for those that say nothing to them, such as row ids.
fn shown(field: &str, value: &str) -> Option<String> {
    match field {
        "title" | "name" | "key" | "handle" | "status" | "priority" | "due" | "first" | "last" | "stage" => {
            let text = if value == "null" { "–" } else { value };
            Some(clean(text).into_owned())
        }
        "estimate" => value.parse().ok().map(|minutes| Minutes(minutes).to_string()),
        _ => None,
    }
}

/// Says that there is no such thing. `thing` is its word's id: `member`, `party`, `season`, `act`, `task`, `note`,
/// `retro`, `entry`, `card`; `text` is what was typed, `nearest` what may have been meant.
pub fn missing(lang: Lang, thing: &str, text: &str, nearest: &[String]) -> Said {
    let message = Word::named(&format!("refusal.missing_{thing}")).unwrap_or(w::REFUSAL_MISSING_OTHER);
    let answer = one(lang, message, &[("text", &clean(text))]);
    if nearest.is_empty() {
        return answer;
    }
    answer.hint(say(lang, w::REFUSAL_NEAREST, &[("names", &either(lang, nearest))]))
}

/// Says that a name means more than one thing; `candidates` are names that mean one each.
pub fn ambiguous(lang: Lang, thing: &str, text: &str, candidates: &[String]) -> Said {
    let (thing, names) = (field_label(lang, thing), listed(lang, candidates));
    let values: Values<'_> = &[("text", &clean(text)), ("thing", &thing), ("names", &names)];
    two(lang, w::REFUSAL_AMBIGUOUS, w::REFUSAL_AMBIGUOUS_HINT, values)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::refusal::Deed;

    fn en(broken: &Refusal) -> String {
        refusal(Lang::En, broken).message
    }

    fn ko(broken: &Refusal) -> String {
        refusal(Lang::Ko, broken).message
    }

    #[test]
    fn a_refusal_says_who_or_what_stands_in_the_way() {
        let waits = Refusal::Waits {
            key: "LOG-2".into(),
            on: vec![Obstacle { key: "LOG-1".into(), owner: Some("솔".into()), status: TaskStatus::Doing }],
        };
        assert_eq!(en(&waits), "LOG-2 waits for LOG-1 (솔, doing).");
        assert_eq!(ko(&waits), "LOG-2보다 LOG-1(솔, 하는 중)이 먼저예요.");
        let role = Refusal::Role { deed: Deed::Plan, holders: vec!["솔".into(), "단풍".into()] };
        assert_eq!(en(&role), "The leader plans seasons and acts: that is 솔 or 단풍 today.");
        assert_eq!(ko(&role), "시즌과 액트는 파티장 솔, 단풍이 계획해요.");
        let cycle = Refusal::Cycle(vec!["LOG-1".into(), "LOG-2".into(), "LOG-1".into()]);
        assert!(en(&cycle).ends_with("LOG-1 ➜ LOG-2 ➜ LOG-1."));
    }

    #[test]
    fn what_people_wrote_is_made_harmless() {
        let taken = Refusal::NameTaken { name: "sol".into(), by: "\u{1b}[31mSol".into() };
        assert!(!en(&taken).contains('\u{1b}') && en(&taken).contains("already"));
    }

    #[test]
    fn long_lists_are_cut_short() {
        let keys = (1..=9).map(|n| format!("LOG-{n}")).collect();
        assert!(en(&Refusal::ThirdCarry(keys)).ends_with("LOG-6 and 3 more."));
    }
}
