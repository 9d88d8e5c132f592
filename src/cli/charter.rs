//! `party charter`: the sections of a party's charter, as Markdown.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use super::desk::{Desk, Done};
use super::print::{Face, Style};
use super::source;
use crate::app::error::AppError;
use crate::base::clean::clean;
use crate::domain::party::{Party, Section};
use crate::op::patch::Edit;
use crate::op::{Op, party as op};
use crate::port::charter::{Which, heading, read, section_of, template, write};
use crate::query::party::party as party_page;
use crate::text::words::w;

/// A party's charter.
#[derive(Subcommand, Debug)]
pub enum Charter {
    /// Print the charter as Markdown
    Show(Show),
    /// Edit the whole charter in VISUAL or EDITOR, or take it from a file
    Edit(EditAll),
    /// Write one section
    Set(Set),
}

/// Arguments of `charter show`.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  party charter show LOG\n  party charter show LOG --section goals")]
pub struct Show {
    /// The party's key [default: the party in context]
    party: Option<String>,
    /// One section alone: background, goals, scope, out_of_scope, people, calendar, asks, risks, rules, glossary
    #[arg(long, value_name = "SECTION")]
    section: Option<String>,
}

/// Arguments of `charter edit`.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  party charter edit LOG\n  party charter edit LOG --file charter.md\n  party charter edit LOG --file - <charter.md"
)]
pub struct EditAll {
    /// The party's key [default: the party in context]
    party: Option<String>,
    /// Markdown, a section a heading; sections it does not name are emptied; - reads the standard input
    #[arg(long, value_name = "FILE")]
    file: Option<PathBuf>,
}

/// Arguments of `charter set`.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  party charter set LOG goals \"Move 21 DAGs by the end of December\"\n  party charter set LOG risks - <risks.md"
)]
pub struct Set {
    /// The party's key
    party: String,
    /// The section, in English or Korean
    section: String,
    /// Its text; - reads the standard input, an empty text removes the section
    text: String,
}

/// Runs one.
pub fn run(desk: &mut Desk, command: Charter) -> Done {
    match command {
        Charter::Show(args) => show(desk, &args),
        Charter::Edit(args) => edit(desk, &args),
        Charter::Set(args) => set(desk, &args),
    }
}

/// The sections for a kickoff: from a file, else from an editor where a person sits, else none.
pub fn for_kickoff(desk: &mut Desk, party: &Party, file: Option<&Path>) -> Result<Vec<(Section, String)>, AppError> {
    let text = match file {
        Some(file) => source::text(desk.lang(), file)?,
        None if desk.out.console.input && desk.out.console.output && desk.out.face == Face::Person => {
            source::written(desk, &template(desk.lang(), &party.name))
                .map_err(|error| error.hint(desk.out.word(w::CLI_NO_CHARTER_HINT)))?
        }
        None => return Ok(vec![]),
    };
    Ok(sections_of(desk, &text))
}

/// The sections of a Markdown text; what it kept elsewhere is told.
fn sections_of(desk: &mut Desk, text: &str) -> Vec<(Section, String)> {
    let reading = read(text);
    for notice in &reading.notices {
        desk.out.message(notice.say(desk.lang()));
    }
    reading.sections
}

fn section(desk: &Desk, text: &str) -> Result<Section, AppError> {
    section_of(text).ok_or_else(|| {
        let known = Section::ALL.iter().map(|section| section.as_str()).collect::<Vec<_>>().join(", ");
        desk.usage(w::CLI_BAD_SECTION, &[("part", &clean(text)), ("known", &known)])
    })
}

fn sections(desk: &mut Desk, party: &Party) -> Result<Vec<(Section, String)>, AppError> {
    Ok(desk.book.page(|read, ctx| party_page(read, ctx, party.id))?.charter.into_iter().collect())
}

fn show(desk: &mut Desk, args: &Show) -> Done {
    let party = desk.party(args.party.as_deref())?;
    let mut sections = sections(desk, &party)?;
    if let Some(text) = &args.section {
        let wanted = section(desk, text)?;
        sections.retain(|(section, _)| *section == wanted);
    }
    if desk.out.is_json() {
        let map: std::collections::BTreeMap<Section, String> = sections.into_iter().collect();
        desk.out.json("party.charter.show/1", &map);
        return Ok(());
    }
    if sections.is_empty() {
        desk.out.message(desk.say(w::CLI_CHARTER_EMPTY, &[("key", &party.key)]));
    } else if desk.out.face == Face::Person {
        for (section, body) in &sections {
            desk.out.styled(Style::Bold, heading(desk.lang(), *section));
            desk.out.text(body);
            desk.out.gap();
        }
    } else {
        let text = write(desk.lang(), &party.name, &sections, Which::Filled);
        desk.out.raw(crate::base::clean::clean_lines(&text).as_bytes());
    }
    Ok(())
}

fn edit(desk: &mut Desk, args: &EditAll) -> Done {
    let party = desk.party(args.party.as_deref())?;
    let before = sections(desk, &party)?;
    let text = match &args.file {
        Some(file) => source::text(desk.lang(), file)?,
        None => source::written(desk, &write(desk.lang(), &party.name, &before, Which::All))?,
    };
    let after = sections_of(desk, &text);
    let body = |sections: &[(Section, String)], wanted: Section| {
        sections.iter().find(|(section, _)| *section == wanted).map_or_else(String::new, |(_, body)| body.clone())
    };
    let changed = |section: &&Section| body(&before, **section).trim() != body(&after, **section).trim();
    let ops: Vec<Op> = Section::ALL
        .iter()
        .filter(changed)
        .map(|section| write_section(&party, *section, &body(&before, *section), &body(&after, *section)))
        .collect();
    let message = desk.say(w::CLI_CHARTER_WRITTEN, &[("key", &party.key), ("n", &ops.len())]);
    desk.carry_out(ops, "party.charter.edit/1", &message, &[party.key])
}

fn set(desk: &mut Desk, args: &Set) -> Done {
    let party = desk.party(Some(&args.party))?;
    let wanted = section(desk, &args.section)?;
    let text = source::text_or_input(desk.lang(), &args.text)?;
    let before = sections(desk, &party)?;
    let was = before.iter().find(|(section, _)| *section == wanted).map_or("", |(_, body)| body);
    let op = write_section(&party, wanted, was, &text);
    let message = desk.say(w::CLI_CHARTER_WRITTEN, &[("key", &party.key), ("n", &1)]);
    desk.carry_out(vec![op], "party.charter.set/1", &message, &[party.key])
}

fn write_section(party: &Party, section: Section, was: &str, to: &str) -> Op {
    let body = Edit { was: was.into(), to: to.into() };
    Op::Party(op::Op::Charter { party: party.id, section, body })
}
