//! Each refusal in words: what was not done, what or who stands in the way, what would help.

use std::fmt::Display;

use crate::base::clean::clean;
use crate::base::day::Day;
use crate::domain::refusal::{Deed, Moved, Obstacle, Refusal};

use super::label::{Label, field_label};
use super::when::say_day;
use super::words::{Lang, Word, say, w, word};

/// The refusal in words, as one harmless line.
pub fn say_refusal(lang: Lang, refusal: &Refusal) -> String {
    let said = match refusal {
        Refusal::NameTaken { .. }
        | Refusal::BadHandle(_)
        | Refusal::Role { .. }
        | Refusal::BadShare(_)
        | Refusal::NotInParty { .. }
        | Refusal::Inactive(_)
        | Refusal::LastAdmin => people(lang, refusal),
        Refusal::KeyTaken(_)
        | Refusal::PartyState { .. }
        | Refusal::Stage { .. }
        | Refusal::Reversed { .. }
        | Refusal::OutsideSeason { .. }
        | Refusal::SeasonOverlap { .. }
        | Refusal::OpenActs(_)
        | Refusal::NoNextAct(_)
        | Refusal::BadTarget(_) => places(lang, refusal),
        Refusal::Waits { .. }
        | Refusal::Cycle(_)
        | Refusal::BadDependency(_)
        | Refusal::ThirdCarry(_)
        | Refusal::NotLeftover { .. }
        | Refusal::NoReason(_)
        | Refusal::Status { .. } => tasks(lang, refusal),
        Refusal::Phase { .. }
        | Refusal::HasRetro(_)
        | Refusal::NoRetro(_)
        | Refusal::NotClosed(_)
        | Refusal::Unanswered(_)
        | Refusal::NoColumn(..) => retros(lang, refusal),
        Refusal::Empty(_)
        | Refusal::TooLong { .. }
        | Refusal::BadSetting { .. }
        | Refusal::BadValue { .. }
        | Refusal::Gone(_) => fields(lang, refusal),
        Refusal::Conflict(_)
        | Refusal::NothingToUndo
        | Refusal::NothingToRedo
        | Refusal::NoSuchEntry(_)
        | Refusal::InUse { .. }
        | Refusal::IdReused => journal(lang, refusal),
    };
    clean(&said).into_owned()
}

fn one(lang: Lang, said: Word, name: &str, value: &dyn Display) -> String {
    say(lang, said, &[(name, value)])
}

fn people(lang: Lang, refusal: &Refusal) -> String {
    match refusal {
        Refusal::NameTaken { name, by } => say(lang, w::REFUSAL_NAME_TAKEN, &[("name", name), ("by", by)]),
        Refusal::BadHandle(name) => one(lang, w::REFUSAL_BAD_HANDLE, "name", name),
        Refusal::Role { deed, holders } if holders.is_empty() => {
            one(lang, deed_word(*deed), "who", &word(lang, w::REFUSAL_ROLE_NOBODY))
        }
        Refusal::Role { deed, holders } => one(lang, deed_word(*deed), "who", &holders.join(", ")),
        Refusal::BadShare(share) => one(lang, w::REFUSAL_BAD_SHARE, "share", share),
        Refusal::NotInParty { member, party } => {
            say(lang, w::REFUSAL_NOT_IN_PARTY, &[("member", member), ("party", party)])
        }
        Refusal::Inactive(member) => one(lang, w::REFUSAL_INACTIVE, "member", member),
        _ => say(lang, w::REFUSAL_LAST_ADMIN, &[]),
    }
}

fn deed_word(deed: Deed) -> Word {
    match deed {
        Deed::Workspace => w::REFUSAL_ROLE_WORKSPACE,
        Deed::Kickoff => w::REFUSAL_ROLE_KICKOFF,
        Deed::Plan => w::REFUSAL_ROLE_PLAN,
        Deed::Assign => w::REFUSAL_ROLE_ASSIGN,
        Deed::Work => w::REFUSAL_ROLE_WORK,
        Deed::Close => w::REFUSAL_ROLE_CLOSE,
        Deed::Retro => w::REFUSAL_ROLE_RETRO,
        Deed::Others => w::REFUSAL_ROLE_OTHERS,
        Deed::UndoOthers => w::REFUSAL_ROLE_UNDO_OTHERS,
        Deed::Override => w::REFUSAL_ROLE_OVERRIDE,
    }
}

fn places(lang: Lang, refusal: &Refusal) -> String {
    let day =
        |day: &Option<Day>| day.map_or_else(|| word(lang, w::REFUSAL_OPEN_END).to_owned(), |day| say_day(lang, day));
    match refusal {
        Refusal::KeyTaken(key) => one(lang, w::REFUSAL_KEY_TAKEN, "key", key),
        Refusal::PartyState { party, status } => {
            say(lang, w::REFUSAL_PARTY_STATE, &[("party", party), ("status", &status.said(lang))])
        }
        Refusal::Stage { place, stage } => {
            say(lang, w::REFUSAL_STAGE, &[("place", place), ("stage", &stage.said(lang))])
        }
        Refusal::Reversed { first, last } => {
            say(lang, w::REFUSAL_REVERSED, &[("first", &say_day(lang, *first)), ("last", &say_day(lang, *last))])
        }
        Refusal::OutsideSeason { season, first, last } => {
            let values: [(&str, &dyn Display); 3] = [("season", season), ("first", &day(first)), ("last", &day(last))];
            say(lang, w::REFUSAL_OUTSIDE_SEASON, &values)
        }
        Refusal::SeasonOverlap { season } => one(lang, w::REFUSAL_SEASON_OVERLAP, "season", season),
        Refusal::OpenActs(acts) => one(lang, w::REFUSAL_OPEN_ACTS, "acts", &acts.join(", ")),
        Refusal::NoNextAct(place) => one(lang, w::REFUSAL_NO_NEXT_ACT, "place", place),
        Refusal::BadTarget(place) => one(lang, w::REFUSAL_BAD_TARGET, "place", place),
        _ => String::new(),
    }
}

fn tasks(lang: Lang, refusal: &Refusal) -> String {
    match refusal {
        Refusal::Waits { key, on } => {
            let on: Vec<String> = on.iter().map(|task| obstacle(lang, task)).collect();
            say(lang, w::REFUSAL_WAITS, &[("key", key), ("on", &on.join(", "))])
        }
        Refusal::Cycle(keys) => one(lang, w::REFUSAL_CYCLE, "path", &keys.join(" ➜ ")),
        Refusal::BadDependency(key) => one(lang, w::REFUSAL_BAD_DEPENDENCY, "key", key),
        Refusal::ThirdCarry(keys) => one(lang, w::REFUSAL_THIRD_CARRY, "keys", &keys.join(", ")),
        Refusal::NotLeftover { key, act } => say(lang, w::REFUSAL_NOT_LEFTOVER, &[("key", key), ("act", act)]),
        Refusal::NoReason(key) => one(lang, w::REFUSAL_NO_REASON, "key", key),
        Refusal::Status { key, status } => {
            say(lang, w::REFUSAL_STATUS, &[("key", key), ("status", &status.said(lang))])
        }
        _ => String::new(),
    }
}

/// A task in the way: `LOG-1 (Sol, doing)`, in Korean without the space before the bracket.
fn obstacle(lang: Lang, task: &Obstacle) -> String {
    let status = task.status.said(lang);
    let inner = task.owner.as_ref().map_or_else(|| status.to_owned(), |owner| format!("{owner}, {status}"));
    let gap = match lang {
        Lang::En => " ",
        Lang::Ko => "",
    };
    format!("{}{gap}({inner})", task.key)
}

fn retros(lang: Lang, refusal: &Refusal) -> String {
    match refusal {
        Refusal::Phase { act, phase } => say(lang, w::REFUSAL_PHASE, &[("act", act), ("phase", &phase.said(lang))]),
        Refusal::HasRetro(act) => one(lang, w::REFUSAL_HAS_RETRO, "act", act),
        Refusal::NoRetro(act) => one(lang, w::REFUSAL_NO_RETRO, "act", act),
        Refusal::NotClosed(place) => one(lang, w::REFUSAL_NOT_CLOSED, "place", place),
        Refusal::Unanswered(keys) => one(lang, w::REFUSAL_UNANSWERED, "keys", &keys.join(", ")),
        Refusal::NoColumn(column, columns) => {
            say(lang, w::REFUSAL_NO_COLUMN, &[("column", column), ("columns", &columns.join(", "))])
        }
        _ => String::new(),
    }
}

fn fields(lang: Lang, refusal: &Refusal) -> String {
    match refusal {
        Refusal::Empty(field) => one(lang, w::REFUSAL_EMPTY, "field", &field_label(lang, field)),
        Refusal::TooLong { field, limit } => {
            say(lang, w::REFUSAL_TOO_LONG, &[("field", &field_label(lang, field)), ("limit", limit)])
        }
        Refusal::BadSetting { name, value } => say(lang, w::REFUSAL_BAD_SETTING, &[("name", name), ("value", value)]),
        Refusal::BadValue { field, value } => {
            say(lang, w::REFUSAL_BAD_VALUE, &[("field", &field_label(lang, field)), ("value", value)])
        }
        Refusal::Gone(what) => one(lang, w::REFUSAL_GONE, "what", what),
        _ => String::new(),
    }
}

fn journal(lang: Lang, refusal: &Refusal) -> String {
    let somebody = || word(lang, w::REFUSAL_SOMEBODY).to_owned();
    match refusal {
        Refusal::Conflict(moved) => {
            let said: Vec<String> = moved.iter().map(|field| moved_on(lang, field)).collect();
            said.join(" · ")
        }
        Refusal::NothingToUndo => say(lang, w::REFUSAL_NOTHING_TO_UNDO, &[]),
        Refusal::NothingToRedo => say(lang, w::REFUSAL_NOTHING_TO_REDO, &[]),
        Refusal::NoSuchEntry(seq) => one(lang, w::REFUSAL_NO_SUCH_ENTRY, "seq", seq),
        Refusal::InUse { what, by } => {
            say(lang, w::REFUSAL_IN_USE, &[("what", what), ("by", &by.clone().unwrap_or_else(somebody))])
        }
        _ => say(lang, w::REFUSAL_ID_REUSED, &[]),
    }
}

fn moved_on(lang: Lang, moved: &Moved) -> String {
    let by = moved.by.as_deref().unwrap_or(word(lang, w::REFUSAL_SOMEBODY));
    let shown = |value: &str| match value {
        "" | "null" => word(lang, w::REFUSAL_NOTHING).to_owned(),
        value => value.to_owned(),
    };
    let (field, was, is) = (field_label(lang, &moved.field), shown(&moved.was), shown(&moved.is));
    let values: [(&str, &dyn Display); 5] =
        [("by", &by), ("what", &moved.what), ("field", &field), ("was", &was), ("is", &is)];
    say(lang, w::REFUSAL_CONFLICT, &values)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::task::TaskStatus;

    #[test]
    fn a_refusal_names_what_stands_in_the_way() {
        let on = vec![Obstacle { key: "LOG-1".into(), owner: Some("솔".into()), status: TaskStatus::Doing }];
        let waits = Refusal::Waits { key: "LOG-2".into(), on };
        assert_eq!(say_refusal(Lang::En, &waits), "LOG-2 waits for LOG-1 (솔, doing). Finish that first, or drop it");
        assert_eq!(say_refusal(Lang::Ko, &waits), "LOG-1(솔, 하는 중)이 LOG-2보다 먼저예요. 먼저 끝내거나 접어 주세요");
        let cycle = Refusal::Cycle(vec!["LOG-1".into(), "LOG-2".into(), "LOG-1".into()]);
        assert!(say_refusal(Lang::En, &cycle).contains("LOG-1 ➜ LOG-2 ➜ LOG-1"));
        let role = Refusal::Role { deed: Deed::Plan, holders: vec!["솔".into()] };
        assert_eq!(say_refusal(Lang::En, &role), "The leader plans seasons and acts: 솔. Ask them");
    }

    #[test]
    fn every_deed_has_words_and_names_who_may() {
        for deed in Deed::ALL {
            let role = Refusal::Role { deed: *deed, holders: vec![] };
            assert!(say_refusal(Lang::Ko, &role).contains("아직 없음"));
        }
    }

    #[test]
    fn every_group_says_its_refusals() {
        let name = || "LOG/S1".to_owned();
        let day = Day::of(2026, 11, 20).unwrap();
        for refusal in [
            Refusal::LastAdmin,
            Refusal::BadTarget(name()),
            Refusal::NoNextAct(name()),
            Refusal::OutsideSeason { season: name(), first: Some(day), last: None },
            Refusal::Status { key: name(), status: TaskStatus::Done },
            Refusal::NoColumn("keep".into(), vec![name()]),
            Refusal::Gone(name()),
            Refusal::Empty("title".into()),
            Refusal::IdReused,
            Refusal::NothingToRedo,
        ] {
            assert!(Lang::ALL.iter().all(|lang| !say_refusal(*lang, &refusal).is_empty()), "{refusal:?}");
        }
    }
}
