//! What would help after a refusal, said in keys: the hints that commands give name commands.

use crate::app::error::AppError;
use crate::domain::refusal::Refusal;
use crate::domain::season::Stage;
use crate::text::{Lang, Word, w, word};
use crate::tui::wire::Failure;

/// A failure on one line: what happened, then which key would help.
pub fn failure(lang: Lang, error: &AppError) -> Failure {
    let names_command = |hint: &String| ["`party ", "`--", "PARTY_"].iter().any(|sign| hint.contains(sign));
    let own = error.refusal.as_deref().and_then(help).map(|help| word(lang, help).to_owned());
    let hints = match own {
        Some(own) => vec![own],
        None => error.hints.iter().filter(|hint| !names_command(hint)).cloned().collect(),
    };
    let mut said = error.message.clone();
    for hint in hints {
        let end = if said.ends_with(['.', '?', '!']) { " " } else { ". " };
        said = [said.as_str(), end, &hint].concat();
    }
    Failure { refusal: error.refusal.clone(), ..Failure::said(said) }
}

/// The keys that help against a rule, where some do.
fn help(refusal: &Refusal) -> Option<Word> {
    Some(match refusal {
        Refusal::Role { .. } => w::KEYHINT_ROLE,
        Refusal::Stage { stage: Stage::Planned, .. } => w::KEYHINT_PLANNED,
        Refusal::Stage { stage: Stage::Closed, .. } => w::KEYHINT_CLOSED,
        Refusal::OpenActs(_) => w::KEYHINT_OPEN_ACTS,
        Refusal::ThirdCarry(_) => w::KEYHINT_THIRD_CARRY,
        Refusal::NoNextAct(_) => w::KEYHINT_NO_NEXT,
        Refusal::Status { .. } => w::KEYHINT_STATUS,
        Refusal::PartyState { .. } => w::KEYHINT_PARTY,
        Refusal::Unanswered(_) => w::KEYHINT_UNANSWERED,
        Refusal::Conflict(_) => w::KEYHINT_CONFLICT,
        Refusal::OutsideSeason { .. } => w::KEYHINT_OUTSIDE,
        _ => return None,
    })
}
