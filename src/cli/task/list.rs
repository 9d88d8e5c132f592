//! `task list`: open tasks, narrowed by flags, in the order of priority, due day, party, number.

use clap::{Args, ValueEnum};

use super::super::desk::{Desk, Done, is_none};
use super::super::rows::{self, Where};
use crate::app::error::AppError;
use crate::domain::task::TaskStatus;
use crate::query::list::{Backlog, Filter, Owner, Show, count, list};
use crate::text::when::Use;
use crate::text::words::w;

/// Arguments of `task list`.
#[derive(Args, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag that people set or do not")]
#[command(
    visible_alias = "ls",
    after_help = "\
Examples:
  party task list -p LOG
  party task list --owner @me --due fri
  party task list --act LOG/S1/A1 --json
  party task list -p LOG --backlog --unowned
  party task list --status done --tag airflow --limit 20
  party task list 재시작"
)]
pub struct List {
    /// Words the title must hold
    words: Vec<String>,
    /// Tasks of this member; none for nobody's
    #[arg(short, long, value_name = "MEMBER")]
    owner: Option<String>,
    /// My tasks
    #[arg(short, long, conflicts_with_all = ["owner", "unowned"])]
    mine: bool,
    /// Tasks that nobody has
    #[arg(long, conflicts_with = "owner")]
    unowned: bool,
    /// Tasks of this act, ended ones too
    #[arg(long, value_name = "ACT")]
    act: Option<String>,
    /// Tasks of this season, its backlog too
    #[arg(long, value_name = "SEASON", conflicts_with = "act")]
    season: Option<String>,
    /// Tasks in no act
    #[arg(long, conflicts_with_all = ["act", "season"])]
    backlog: bool,
    /// Only these states
    #[arg(short, long, value_enum, value_name = "STATUS")]
    status: Vec<Status>,
    /// Ended tasks too
    #[arg(short, long)]
    all: bool,
    /// Only open tasks, also of an act
    #[arg(long, conflicts_with = "all")]
    open: bool,
    /// Only tasks that cannot go on
    #[arg(long)]
    blocked: bool,
    /// With this tag
    #[arg(short, long)]
    tag: Option<String>,
    /// Of this priority: P0 to P3
    #[arg(long, value_name = "PRIORITY")]
    priority: Option<String>,
    /// Due on this day or earlier
    #[arg(long, value_name = "DAY")]
    due: Option<String>,
    /// At most so many
    #[arg(short = 'n', long, value_name = "N")]
    limit: Option<i64>,
}

/// A state to list.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub enum Status {
    /// Not begun
    Todo,
    /// Being worked on
    Doing,
    /// Finished
    Done,
    /// Let go
    Dropped,
}

/// Lists them.
pub fn run(desk: &mut Desk, args: &List) -> Done {
    let filter = filter(desk, args)?;
    let rows = desk.book.page(|read, ctx| list(read, ctx, &filter))?;
    if desk.out.is_json() {
        desk.out.json("party.task.list/1", &rows);
        return Ok(());
    }
    if rows.is_empty() {
        desk.out.message(desk.out.word(w::CLI_TASK_NONE));
        return Ok(());
    }
    let place = if args.act.is_some() { Where::Known } else { Where::Said };
    rows::table(desk, &rows, place);
    if filter.limit.is_some_and(|limit| rows.len() as i64 >= limit) {
        let all = desk.book.page(|read, _| count(read, &filter))?;
        if all > rows.len() as i64 {
            desk.out.message(desk.say(w::CLI_TASK_MORE, &[("shown", &rows.len()), ("all", &all)]));
        }
    }
    Ok(())
}

fn filter(desk: &mut Desk, args: &List) -> Result<Filter, AppError> {
    let mut filter = Filter { limit: args.limit, blocked_only: args.blocked, ..Filter::default() };
    filter.party = desk.named_party()?.map(|party| party.id);
    if let Some(text) = &args.act {
        let spot = desk.act(text)?;
        filter.act = spot.act.map(|act| act.id);
    } else if let Some(text) = &args.season {
        let spot = desk.season(text)?;
        filter.season = spot.season.map(|season| season.id);
    } else if args.backlog {
        filter.backlog = Some(Backlog::Any);
    }
    filter.owner = match &args.owner {
        Some(text) if is_none(text) => Some(Owner::Nobody),
        Some(text) => Some(Owner::Member(desk.member(text)?.id)),
        None if args.mine => Some(Owner::Member(desk.member("@me")?.id)),
        None => args.unowned.then_some(Owner::Nobody),
    };
    filter.show = if args.all {
        Show::All
    } else if args.open {
        Show::Open
    } else {
        Show::Usual
    };
    filter.status = args.status.iter().map(|status| status_of(*status)).collect();
    filter.tag.clone_from(&args.tag);
    filter.priority = args.priority.as_deref().map(|text| desk.priority(text)).transpose()?;
    filter.due_until = args.due.as_deref().map(|text| desk.day(text, Use::Due)).transpose()?;
    filter.text = (!args.words.is_empty()).then(|| args.words.join(" "));
    Ok(filter)
}

const fn status_of(status: Status) -> TaskStatus {
    match status {
        Status::Todo => TaskStatus::Todo,
        Status::Doing => TaskStatus::Doing,
        Status::Done => TaskStatus::Done,
        Status::Dropped => TaskStatus::Dropped,
    }
}
