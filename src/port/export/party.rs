//! A party on one page: who, why, its charter, and its seasons with their acts.

use super::paper::{Paper, Writer};
use super::retro::days;
use crate::domain::party::{PartyStatus, Role};
use crate::domain::season::Stage;
use crate::port::charter::heading;
use crate::query::party::{PartyMember, PartyPage};
use crate::text::count::part;
use crate::text::{Lang, Word, say, w, word};

/// Writes the paper of a party.
pub fn party(page: &PartyPage, paper: Paper) -> String {
    let lang = paper.lang;
    let head = &page.head;
    let mut writer = Writer::new(paper.shape, &format!("{} ({})", head.name, head.key));
    let offices = [(w::PAPER_LEADER, &head.leader_name), (w::PAPER_SHADOW, &head.shadow_name)];
    let offices = offices.into_iter().filter_map(|(said, name)| Some(say(lang, said, &[("name", name.as_ref()?)])));
    let parts = std::iter::once(word(lang, status(head.status)).to_owned()).chain(offices);
    let line = writer.text(&parts.collect::<Vec<_>>().join(" · "));
    writer.line(&line);
    writer.quote(&head.theme);
    for (section, body) in &page.charter {
        writer.section(heading(lang, *section));
        writer.body(body);
    }
    writer.section(word(lang, w::PAPER_MEMBERS));
    for member in &page.members {
        let text = person(member, &writer, lang);
        writer.bullet(&text);
    }
    writer.section(word(lang, w::PAPER_SEASONS));
    for season in &page.seasons {
        let title = writer.bold(&season.title);
        let text = format!("S{} {title}{}", season.place.rsplit("/S").next().unwrap_or_default(), {
            let dates = days(season.first, season.last);
            if dates.is_empty() { dates } else { format!(" · {dates}") }
        });
        let goal = if season.goal.is_empty() { String::new() } else { format!(" · {}", writer.text(&season.goal)) };
        writer.bullet(&format!("{text} · {}{goal}", word(lang, stage(season.stage))));
        for act in &season.acts {
            let dates = days(act.head.started_on.or(act.head.first), act.head.closed_on.or(act.head.last));
            let done = part(act.count.done, act.count.total);
            let parts = [dates, word(lang, stage(act.head.stage)).to_owned(), done];
            let parts = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
            let text = format!("A{} {} · {parts}", act.head.number, writer.text(&act.head.title));
            writer.sub(&text);
        }
    }
    writer.end("")
}

fn person(member: &PartyMember, writer: &Writer, lang: Lang) -> String {
    let name = writer.text(&member.name);
    match (member.role, member.share) {
        (Role::Observer, _) => format!("{name} · {}", word(lang, w::PAPER_OBSERVER)),
        (_, Some(share)) if share > 0 => format!("{name} · {share}%"),
        _ => name,
    }
}

const fn stage(stage: Stage) -> Word {
    match stage {
        Stage::Planned => w::COMMON_PLANNED,
        Stage::Running => w::COMMON_RUNNING,
        Stage::Closed => w::COMMON_CLOSED,
    }
}

const fn status(status: PartyStatus) -> Word {
    match status {
        PartyStatus::Proposed => w::COMMON_PROPOSED,
        PartyStatus::Active => w::COMMON_ACTIVE,
        PartyStatus::Resting => w::COMMON_RESTING,
        PartyStatus::Ended => w::COMMON_ENDED,
    }
}
