//! `party find`: tasks, notes, troubles, parties and people by any word of theirs.

use clap::Args;

use super::desk::{Desk, Done};
use super::print::Style;
use super::rows::{self, Where};
use super::table::{Cell, Table};
use crate::query::find::{Found, find};
use crate::text::words::w;

/// Arguments of `find`.
#[derive(Args, Debug)]
#[command(after_help = "\
Spaces and case do not matter; Hangul is found half typed (재시ㅈ) and by initials (ㅎㄱ).

Examples:
  party find 재시작
  party find airflow init
  party find ㅎㄱ --json")]
pub struct Find {
    /// What to look for
    #[arg(required = true)]
    words: Vec<String>,
    /// At most so many of each kind
    #[arg(short = 'n', long, value_name = "N", default_value_t = 20)]
    limit: i64,
}

/// Finds.
pub fn run(desk: &mut Desk, args: &Find) -> Done {
    let query = args.words.join(" ");
    let found = desk.book.page(|read, ctx| find(read, ctx, &query, args.limit.max(1)))?;
    if desk.out.is_json() {
        desk.out.json("party.find/1", &found);
        return Ok(());
    }
    let Found { tasks, notes, parties, people } = &found;
    if tasks.is_empty() && notes.is_empty() && parties.is_empty() && people.is_empty() {
        desk.out.message(desk.say(w::CLI_FIND_NONE, &[("text", &query)]));
        return Ok(());
    }
    for (head, targets) in [(w::COMMON_PARTY, parties), (w::COMMON_MEMBER, people)] {
        if targets.is_empty() {
            continue;
        }
        let mut table = Table::new(desk.lang(), &[head, w::COMMON_NAME], [1]);
        for target in targets {
            table.row(vec![Cell::of(&target.key).styled(Style::Bold), Cell::of(&target.title)]);
        }
        desk.out.table(&table);
        desk.out.gap();
    }
    if !tasks.is_empty() {
        rows::table(desk, tasks, Where::Said);
        desk.out.gap();
    }
    if !notes.is_empty() {
        super::note::table(desk, notes);
    }
    Ok(())
}
