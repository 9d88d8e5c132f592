//! Refusals about people in words: names and keys, who may, who cannot go yet, texts and settings.

use super::{Said, Values, either, listed, one, two};
use crate::base::clean::clean;
use crate::base::key::PartyKey;
use crate::domain::refusal::{Deed, Refusal};
use crate::text::label::field_label;
use crate::text::words::{Lang, say, w, word};

/// Names, roles and texts.
pub(super) fn people(lang: Lang, refusal: &Refusal) -> Option<Said> {
    Some(match refusal {
        Refusal::NameTaken { name, by } => {
            let (name, by) = (clean(name), clean(by));
            two(lang, w::REFUSAL_NAME_TAKEN, w::REFUSAL_NAME_TAKEN_HINT, &[("name", &name), ("by", &by)])
        }
        Refusal::BadHandle(name) if name.chars().count() == 1 => {
            two(lang, w::REFUSAL_SHORT_HANDLE, w::REFUSAL_SHORT_HANDLE_HINT, &[("name", &clean(name))])
        }
        Refusal::BadHandle(name) => {
            two(lang, w::REFUSAL_BAD_HANDLE, w::REFUSAL_BAD_HANDLE_HINT, &[("name", &clean(name))])
        }
        Refusal::KeyTaken(key) if key.parse::<PartyKey>().is_err() => {
            two(lang, w::REFUSAL_NO_KEY, w::REFUSAL_NO_KEY_HINT, &[("key", &clean(key))])
        }
        Refusal::KeyTaken(key) => two(lang, w::REFUSAL_KEY_TAKEN, w::REFUSAL_KEY_TAKEN_HINT, &[("key", &clean(key))]),
        Refusal::Empty(field) => one(lang, w::REFUSAL_EMPTY, &[("field", &field_label(lang, field))]),
        Refusal::TooLong { field, limit } => {
            one(lang, w::REFUSAL_TOO_LONG, &[("field", &field_label(lang, field)), ("limit", limit)])
        }
        Refusal::Role { deed, holders } => role(lang, *deed, holders),
        Refusal::NotInParty { member, party } => {
            one(lang, w::REFUSAL_NOT_IN_PARTY, &[("member", &clean(member)), ("party", &clean(party))])
        }
        Refusal::Inactive(name) => {
            two(lang, w::REFUSAL_INACTIVE, w::REFUSAL_INACTIVE_HINT, &[("member", &clean(name))])
        }
        Refusal::Unsettled { member, leads, tasks } => unsettled(lang, member, leads, tasks),
        Refusal::LastAdmin => two(lang, w::REFUSAL_LAST_ADMIN, w::REFUSAL_LAST_ADMIN_HINT, &[]),
        Refusal::BadShare(percent) => one(lang, w::REFUSAL_BAD_SHARE, &[("percent", percent)]),
        Refusal::BadSetting { name, value } => {
            let values: Values<'_> = &[("name", &clean(name)), ("value", &clean(value))];
            two(lang, w::REFUSAL_BAD_SETTING, w::REFUSAL_BAD_SETTING_HINT, values)
        }
        Refusal::BadValue { field, value } => {
            let value = clean(value.trim_matches('"'));
            one(lang, w::REFUSAL_BAD_VALUE, &[("field", &field_label(lang, field)), ("value", &value)])
        }
        _ => return None,
    })
}

/// What somebody must pass on before they go: leads first, then tasks.
fn unsettled(lang: Lang, member: &str, leads: &[String], tasks: &[String]) -> Said {
    let first = |keys: &[String]| keys.first().map(|key| clean(key).into_owned()).unwrap_or_default();
    let leading: Values<'_> = &[("member", &clean(member)), ("what", &listed(lang, leads)), ("first", &first(leads))];
    let owing: Values<'_> = &[("member", &clean(member)), ("what", &listed(lang, tasks)), ("first", &first(tasks))];
    let owes = || two(lang, w::REFUSAL_STILL_OWNS, w::REFUSAL_STILL_OWNS_HINT, owing);
    if leads.is_empty() {
        return owes();
    }
    let mut said = two(lang, w::REFUSAL_STILL_LEADS, w::REFUSAL_STILL_LEADS_HINT, leading);
    if !tasks.is_empty() {
        let more = owes();
        said.hints.push(more.message);
        said.hints.extend(more.hints);
    }
    said
}

fn role(lang: Lang, deed: Deed, holders: &[String]) -> Said {
    let said = match deed {
        Deed::Workspace => w::REFUSAL_ROLE_WORKSPACE,
        Deed::Kickoff => w::REFUSAL_ROLE_KICKOFF,
        Deed::Plan => w::REFUSAL_ROLE_PLAN,
        Deed::Assign => w::REFUSAL_ROLE_ASSIGN,
        Deed::Work => w::REFUSAL_ROLE_WORK,
        Deed::Close => w::REFUSAL_ROLE_CLOSE,
        Deed::Retro => w::REFUSAL_ROLE_RETRO,
        Deed::Others => w::REFUSAL_ROLE_OTHERS,
        Deed::UndoOthers => w::REFUSAL_ROLE_UNDO_OTHERS,
        Deed::UndoOwn => w::REFUSAL_ROLE_UNDO_OWN,
        Deed::Override => w::REFUSAL_ROLE_OVERRIDE,
    };
    let who = either(lang, holders);
    let mut answer = one(lang, said, &[("who", &who)]);
    match deed {
        Deed::Work => answer.hints.push(word(lang, w::REFUSAL_ROLE_WORK_HINT).to_owned()),
        Deed::Assign => answer.hints.push(word(lang, w::REFUSAL_ROLE_ASSIGN_HINT).to_owned()),
        _ => {}
    }
    if !holders.is_empty() && deed != Deed::Work {
        answer.hints.push(say(lang, w::REFUSAL_ROLE_HINT, &[("who", &who)]));
    }
    answer
}
