//! What a form is for: what it begins with, what it commits and what is said then.

use crate::base::day::Day;
use crate::base::id::Id;
use crate::base::key::PartyKey;
use crate::domain::season::Stage;
use crate::op::patch::Patch;
use crate::op::{Op, act, party, season};
use crate::query::act::ActHead;
use crate::query::party::{PartyPage, SeasonRow};
use crate::text::w;
use crate::tui::desk::Desk;

/// A new act without one before it takes two weeks.
const TWO_WEEKS: i64 = 13;

/// What a form is for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Purpose {
    /// A party to be proposed.
    Found,
    /// A new season of a party.
    NewSeason(Id),
    /// A new act.
    NewAct {
        /// Its party.
        party: Id,
        /// Its season; the running one, else the last open one, when none is named.
        season: Option<Id>,
        /// The season's place, once known.
        place: String,
    },
    /// An act to be changed.
    EditAct {
        /// Its party.
        party: Id,
        /// Which one.
        act: Id,
        /// As it was shown; none until it is loaded.
        was: Option<Box<ActHead>>,
    },
}

/// What stands in the fields, each understood.
pub(super) struct Values {
    pub(super) texts: Vec<String>,
    pub(super) first: Option<Day>,
    pub(super) last: Option<Day>,
}

impl Purpose {
    /// A new act of a party, in this season or the usual one.
    pub fn new_act(party: Id, season: Option<Id>) -> Self {
        Self::NewAct { party, season, place: String::new() }
    }

    /// An act to be changed.
    pub fn edit_act(party: Id, act: Id) -> Self {
        Self::EditAct { party, act, was: None }
    }

    /// The party whose page says what the fields begin with.
    pub(super) fn party(&self) -> Option<Id> {
        match self {
            Self::Found => None,
            Self::NewSeason(party) | Self::NewAct { party, .. } | Self::EditAct { party, .. } => Some(*party),
        }
    }

    pub(super) fn title(&self, desk: &Desk) -> String {
        match self {
            Self::Found => desk.word(w::FORM_FOUND).to_owned(),
            Self::NewSeason(_) => desk.word(w::FORM_SEASON_NEW).to_owned(),
            Self::NewAct { .. } => desk.word(w::FORM_ACT_NEW).to_owned(),
            Self::EditAct { was, .. } => {
                desk.say(w::FORM_ACT_EDIT, &[("place", &was.as_ref().map_or("", |was| was.place.as_str()))])
            }
        }
    }

    /// A line under the fields, where there is something particular to say.
    pub(super) fn note(&self, desk: &Desk) -> Option<String> {
        match self {
            Self::NewAct { season: None, place, .. } if !place.is_empty() => {
                Some(desk.word(w::FORM_NO_SEASON).to_owned())
            }
            Self::NewAct { season: Some(_), place, .. } if !place.is_empty() => {
                let place = desk.say(w::FORM_IN_SEASON, &[("place", place)]);
                Some(format!("{place}   {}", desk.word(w::FORM_HELP)))
            }
            _ => None,
        }
    }

    /// What the fields begin with: title, goal, first and last day.
    pub(super) fn fill(&mut self, page: &PartyPage, desk: &Desk) -> [String; 4] {
        let said = |day: Option<Day>| day.map_or_else(String::new, |day| day.to_string());
        match self {
            Self::Found => Default::default(),
            Self::NewSeason(_) => {
                let end = page.seasons.iter().filter_map(|season| season.last).max();
                let first = end.map_or(desk.today, |end| workday(end.plus(1), desk)).max(desk.today);
                [String::new(), String::new(), first.to_string(), String::new()]
            }
            Self::NewAct { season, place, .. } => {
                let home = home(page, *season);
                *season = home.map(|home| home.id);
                *place = home.map_or_else(|| page.head.key.clone(), |home| home.place.clone());
                let (first, last) = dates(page, home, desk);
                [String::new(), String::new(), first.to_string(), last.to_string()]
            }
            Self::EditAct { act, was, .. } => {
                let acts = page.seasons.iter().flat_map(|season| &season.acts);
                let Some(head) = acts.map(|row| &row.head).find(|head| head.id == *act) else {
                    return Default::default();
                };
                *was = Some(Box::new(head.clone()));
                [head.title.clone(), head.goal.clone(), said(head.first), said(head.last)]
            }
        }
    }

    /// The change and what is said once it is on disk; none when nothing is to change.
    pub(super) fn op(&self, values: &Values, desk: &mut Desk) -> Option<(Op, String)> {
        let text = |at: usize| values.texts.get(at).cloned().unwrap_or_default();
        let (first, last) = (values.first, values.last);
        match self {
            Self::Found => {
                let key: PartyKey = text(1).parse().ok()?;
                let said = desk.say(w::FORM_FOUNDED, &[("key", &key)]);
                let op = party::Op::Found { id: desk.id(), key, name: text(0), theme: text(2) };
                Some((Op::Party(op), said))
            }
            Self::NewSeason(party) => {
                let (id, party) = (desk.id(), *party);
                let op = season::Op::Add { id, party, title: text(0), goal: text(1), first, last };
                Some((Op::Season(op), desk.word(w::FORM_SEASON_ADDED).to_owned()))
            }
            Self::NewAct { party, season, .. } => {
                let id = desk.id();
                let said = desk.word(w::FORM_ACT_ADDED).to_owned();
                let add = |season| Op::Act(act::Op::Add { id, season, title: text(0), goal: text(1), first, last });
                if let Some(season) = season {
                    return Some((add(*season), said));
                }
                let (id, title) = (desk.id(), desk.word(w::FORM_SEASON_ONE).to_owned());
                let open = season::Op::Add { id, party: *party, title, goal: String::new(), first: None, last: None };
                Some((Op::Batch { steps: vec![Op::Season(open), add(id)] }, said))
            }
            Self::EditAct { act, was, .. } => {
                let was = was.as_ref()?;
                let set = changed((&was.title, &was.goal, was.first, was.last), values);
                let said = desk.say(w::FORM_EDITED, &[("place", &was.place)]);
                (!set.is_empty()).then_some((Op::Act(act::Op::Edit { act: *act, set }), said))
            }
        }
    }
}

fn changed(was: (&String, &String, Option<Day>, Option<Day>), values: &Values) -> Patch {
    let text = |at: usize| values.texts.get(at).cloned().unwrap_or_default();
    Patch::new().set("title", was.0, &text(0)).set("goal", was.1, &text(1)).set("first", &was.2, &values.first).set(
        "last",
        &was.3,
        &values.last,
    )
}

/// The season a new act belongs to: the one named, else the running one, else the last that is not closed.
fn home(page: &PartyPage, named: Option<Id>) -> Option<&SeasonRow> {
    let seasons = &page.seasons;
    let open = || seasons.iter().rev().find(|season| season.stage != Stage::Closed);
    match named {
        Some(id) => seasons.iter().find(|season| season.id == id),
        None => seasons.iter().find(|season| season.stage == Stage::Running).or_else(open),
    }
}

/// A new act begins on the first day of work after the last act and is as long as that one.
fn dates(page: &PartyPage, home: Option<&SeasonRow>, desk: &Desk) -> (Day, Day) {
    let own = home.into_iter().filter_map(|season| season.acts.last());
    let any = page.seasons.iter().rev().filter_map(|season| season.acts.last());
    let last = own.chain(any).map(|row| &row.head).find(|head| head.last.is_some());
    let begin = home.and_then(|season| season.first).unwrap_or(desk.today);
    let (first, length) = match last.map(|head| (head.first, head.last)) {
        Some((first, Some(last))) => (workday(last.plus(1), desk), first.map_or(TWO_WEEKS, |first| last.since(first))),
        _ => (begin, TWO_WEEKS),
    };
    // Nothing ends on a weekend.
    let end = (0..7).map(|by| first.plus(length - by)).find(|day| desk.works_on(*day)).unwrap_or(first).max(first);
    let most = home.and_then(|season| season.last).filter(|most| *most >= first);
    (first, most.map_or(end, |most| end.min(most)))
}

fn workday(from: Day, desk: &Desk) -> Day {
    (0..7).map(|by| from.plus(by)).find(|day| desk.works_on(*day)).unwrap_or(from)
}

/// A key from a name in Latin letters: its first letters of several words, the first ones of one; else nothing.
pub fn key_of(name: &str) -> String {
    let words: Vec<&str> =
        name.split_whitespace().filter(|word| word.starts_with(|c: char| c.is_ascii_alphabetic())).collect();
    let letters: String = match words.as_slice() {
        [] => String::new(),
        [one] => one.chars().filter(char::is_ascii_alphanumeric).take(3).collect(),
        many => many.iter().filter_map(|word| word.chars().next()).take(4).collect(),
    };
    if letters.len() < 2 { String::new() } else { letters.to_ascii_uppercase() }
}
