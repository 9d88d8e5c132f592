//! The first party out of three answers: its founder, its people, the kickoff, season 1 and an act of two weeks, as one step.

use crate::app::begin::Newcomer;
use crate::base::day::Day;
use crate::base::id::Id;
use crate::base::key::PartyKey;
use crate::base::name::{self, slug};
use crate::domain::party::Role;
use crate::op::{Op, act, party, season};
use crate::query::people::MemberRow;
use crate::text::name::say_not_handle;
use crate::text::w;
use crate::tui::desk::Desk;
use crate::tui::screen::form::key_of;

/// The last day of the first act is so many days after today, or the last working day before that.
const TWO_WEEKS: i64 = 13;

/// The answers, as typed.
#[derive(Clone, Debug, Default)]
pub(super) struct Answers {
    pub me: String,
    pub name: String,
    pub key: String,
    pub problem: String,
    pub people: String,
}

/// What the answers come to.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Founded {
    /// The step.
    pub op: Op,
    /// The party.
    pub party: Id,
    /// Its key.
    pub key: String,
    /// The handle of who founds it, where they are new.
    pub me: Option<String>,
}

/// The key that a name suggests: first letters of Latin words, else of the romanised syllables.
pub(super) fn guess_key(name: &str) -> String {
    let latin = key_of(name);
    if !latin.is_empty() {
        return latin;
    }
    let first = |letter: char| slug(&letter.to_string()).chars().next();
    let letters = name.chars().filter(|letter| letter.is_alphabetic()).filter_map(first);
    let key: String = letters.filter(char::is_ascii_alphabetic).take(4).collect();
    if key.len() < 2 { String::new() } else { key.to_ascii_uppercase() }
}

/// The names in a line, apart by commas, or by spaces where there is no comma.
pub(super) fn names(text: &str) -> Vec<String> {
    let commas = text.contains([',', '、', ';', '，']);
    let parts =
        text.split(move |c: char| if commas { matches!(c, ',' | '、' | ';' | '，') } else { c.is_whitespace() });
    parts.map(|name| name.trim().trim_start_matches(['@', '＠']).to_owned()).filter(|name| !name.is_empty()).collect()
}

/// The handle of a name: the name itself where it can be one, else its romanised form.
/// Errors: why it can be none, in words.
pub(super) fn handle_of(name: &str, desk: &Desk) -> Result<String, String> {
    let name = name.trim();
    match name::handle(name) {
        Ok(handle) => Ok(handle),
        Err(why) => name::handle(&slug(name)).map_err(|_| say_not_handle(desk.lang, name, &why)),
    }
}

/// Somebody new of that name.
/// Errors: why the name can be no handle, in words.
pub(super) fn newcomer(name: &str, desk: &mut Desk) -> Result<Newcomer, String> {
    let handle = handle_of(name, desk)?;
    Ok(Newcomer { id: desk.id(), handle, name: name.trim().to_owned() })
}

fn known<'a>(name: &str, desk: &'a Desk) -> Option<&'a MemberRow> {
    let folded = crate::base::fold::fold(name);
    let same = |other: &String| crate::base::fold::fold(other) == folded;
    desk.people.iter().find(|row| same(&row.handle) || same(&row.name) || row.aliases.iter().any(same))
}

/// The step that founds the party.
/// Errors: what is wrong with an answer, in words.
pub(super) fn found(answers: &Answers, desk: &mut Desk) -> Result<Founded, String> {
    let key: PartyKey =
        answers.key.trim().parse().map_err(|_| desk.say(w::FORM_KEY_WRONG, &[("text", &answers.key.trim())]))?;
    let mut steps = vec![];
    let (me, new) = match desk.my_id {
        Some(me) => (me, None),
        None => {
            let newcomer = newcomer(&answers.me, desk)?;
            steps.push(newcomer.op());
            (newcomer.id, Some(newcomer.handle))
        }
    };
    let mut others: Vec<Id> = vec![];
    for name in names(&answers.people) {
        let id = match known(&name, desk).map(|row| row.id) {
            Some(id) => id,
            None if new.is_some() && handle_of(&name, desk).ok() == new => me,
            None => {
                let newcomer = newcomer(&name, desk)?;
                steps.push(newcomer.op());
                newcomer.id
            }
        };
        if id != me && !others.contains(&id) {
            others.push(id);
        }
    }
    let party = desk.id();
    let (name, theme) = (answers.name.trim().to_owned(), answers.problem.trim().to_owned());
    steps.push(Op::Party(party::Op::Found { id: party, key: key.clone(), name, theme }));
    steps.push(Op::Party(party::Op::Kickoff { party, leader: me, shadow: None, shares: vec![], charter: vec![] }));
    let role = Some(Role::Member);
    steps.extend(others.into_iter().map(|member| Op::Party(party::Op::Role { party, member, role })));
    steps.extend(first_act(party, desk));
    Ok(Founded { op: Op::Batch { steps }, party, key: key.to_string(), me: new })
}

/// Season 1, running, and its first act, planned: what is typed now is its plan.
fn first_act(party: Id, desk: &mut Desk) -> [Op; 3] {
    let (season, act) = (desk.id(), desk.id());
    let number = |word| desk.say(word, &[("n", &1)]);
    let (first, last) = (desk.today, last_day(desk));
    let (season_title, act_title, goal) = (number(w::WELCOME_SEASON), number(w::WELCOME_ACT), String::new());
    let first = Some(first);
    [
        Op::Season(season::Op::Add { id: season, party, title: season_title, goal: goal.clone(), first, last: None }),
        Op::Season(season::Op::Start { season }),
        Op::Act(act::Op::Add { id: act, season, title: act_title, goal, first, last: Some(last) }),
    ]
}

fn last_day(desk: &Desk) -> Day {
    let end = desk.today.plus(TWO_WEEKS);
    (0..7).map(|back| end.plus(-back)).find(|day| desk.works_on(*day)).unwrap_or(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_guessed_from_latin_and_hangul_names() {
        for (name, key) in
            [("soda log", "SL"), ("Metadata", "MET"), ("로그 이관", "RGIG"), ("콘서트", "KST"), ("3", "")]
        {
            assert_eq!(guess_key(name), key, "{name}");
        }
    }

    #[test]
    fn names_stand_apart_by_commas_or_spaces() {
        assert_eq!(names("솔, 단풍,여울 "), ["솔", "단풍", "여울"]);
        assert_eq!(names("sol danpung"), ["sol", "danpung"]);
        assert_eq!(names("Kim Minsu, @sol"), ["Kim Minsu", "sol"]);
        assert!(names("  ").is_empty());
    }
}
