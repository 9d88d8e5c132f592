//! `party season`: numbered stretches of a party.

use clap::{Args, Subcommand, ValueEnum};

use super::desk::{Desk, Done};
use super::party::offices;
use super::print::Style;
use super::stretch::{days, days_cell, stretch};
use super::table::{Cell, Table};
use crate::app::error::AppError;
use crate::domain::season::{GoalMet, Season as Entity, Stage};
use crate::op::patch::Patch;
use crate::op::{Op, season};
use crate::query::party::{SeasonRow, party as party_page};
use crate::query::place::Spot;
use crate::query::{Thing, get};
use crate::text::label::Label;
use crate::text::when::Use;
use crate::text::words::w;

/// Seasons of a party.
#[derive(Subcommand, Debug)]
pub enum Season {
    /// Plan a season
    Add(Add),
    /// List a party's seasons
    List(List),
    /// Show a season with its acts
    #[command(after_help = "Examples:\n  party season show LOG/S1\n  party season show LOG")]
    Show(Which),
    /// Change a season's title, goal or days
    Edit(Edit),
    /// Start a season
    #[command(after_help = "Examples:\n  party season start LOG/S1")]
    Start(Which),
    /// Close a season: was the goal met, who leads next
    Close(Close),
}

/// Arguments of `season add`.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  party season add LOG \"Kubernetes\" --goal \"Every DAG moved, server off\" --from 2026-11-16 --to 2026-12-31"
)]
pub struct Add {
    /// The party's key
    party: String,
    /// What it is called
    title: String,
    /// What it is for
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    goal: String,
    /// First day
    #[arg(long, value_name = "DAY")]
    from: Option<String>,
    /// Last day
    #[arg(long, value_name = "DAY")]
    to: Option<String>,
}

/// Arguments of `season list`.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  party season list LOG")]
pub struct List {
    /// The party's key [default: the party in context]
    party: Option<String>,
}

/// Arguments that name a season.
#[derive(Args, Debug)]
pub struct Which {
    /// The season, LOG/S1; a party means its running one
    season: String,
}

/// Arguments of `season edit`.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  party season edit LOG/S1 --to 2027-01-15\n  party season edit LOG/S1 --title \"Kubernetes, the rest\""
)]
pub struct Edit {
    /// The season, LOG/S1
    season: String,
    /// A new title
    #[arg(long)]
    title: Option<String>,
    /// A new goal
    #[arg(long)]
    goal: Option<String>,
    /// A new first day; none for none
    #[arg(long, value_name = "DAY")]
    from: Option<String>,
    /// A new last day; none for none
    #[arg(long, value_name = "DAY")]
    to: Option<String>,
}

/// Arguments of `season close`.
#[derive(Args, Debug)]
#[command(after_help = "\
Its acts must be closed; what is left in its backlog goes to the party's.

Examples:
  party season close LOG/S1 --goal met
  party season close LOG/S1 --goal partly --leader danpung")]
pub struct Close {
    /// The season, LOG/S1
    season: String,
    /// Whether its goal was met
    #[arg(long, value_enum)]
    goal: Option<Outcome>,
    /// Who leads from now on [default: who leads now]
    #[arg(long, value_name = "MEMBER")]
    leader: Option<String>,
    /// Who learns to lead from now on; none for nobody
    #[arg(long, value_name = "MEMBER")]
    shadow: Option<String>,
}

/// What came of a goal.
#[derive(ValueEnum, Clone, Copy, Debug)]
pub enum Outcome {
    /// Reached
    Met,
    /// In part
    Partly,
    /// Missed
    Not,
}

/// Runs one.
pub fn run(desk: &mut Desk, command: Season) -> Done {
    match command {
        Season::Add(args) => add(desk, args),
        Season::List(args) => list(desk, &args),
        Season::Show(args) => show_named(desk, &args.season),
        Season::Edit(args) => edit(desk, &args),
        Season::Start(args) => start(desk, &args),
        Season::Close(args) => close(desk, &args),
    }
}

/// The season of a spot, with its name.
fn found(desk: &mut Desk, text: &str) -> Result<(Spot, Entity), AppError> {
    let spot = desk.season(text)?;
    match spot.season.clone() {
        Some(season) => Ok((spot, season)),
        None => Err(desk.missing(Thing::Season, text)),
    }
}

fn add(desk: &mut Desk, args: Add) -> Done {
    let party = desk.party(Some(&args.party))?;
    let (first, last) = days(desk, args.from.as_deref(), args.to.as_deref())?;
    let id = desk.book.id();
    let op = season::Op::Add { id, party: party.id, title: args.title.clone(), goal: args.goal, first, last };
    let receipt = desk.commit(&Op::Season(op))?;
    let born: Option<Entity> = desk.book.page(|read, _| get(read, id))?;
    let place = format!("{}/S{}", party.key, born.map_or(0, |season| season.number));
    let days = stretch(desk, first, last);
    let message = desk.say(w::CLI_SEASON_ADDED, &[("place", &place), ("title", &args.title), ("days", &days)]);
    desk.done(&receipt, "party.season.add/1", message.trim_end(), &[place]);
    Ok(())
}

fn rows(desk: &mut Desk, party: crate::base::id::Id) -> Result<Vec<SeasonRow>, AppError> {
    Ok(desk.book.page(|read, ctx| party_page(read, ctx, party))?.seasons)
}

fn list(desk: &mut Desk, args: &List) -> Done {
    let party = desk.party(args.party.as_deref())?;
    let rows = rows(desk, party.id)?;
    if desk.out.is_json() {
        desk.out.json("party.season.list/1", &rows);
        return Ok(());
    }
    let heads = [w::COMMON_SEASON, w::COMMON_TITLE, w::COMMON_STATUS, w::CLI_DAYS, w::COMMON_GOAL];
    let mut table = Table::new(desk.lang(), &heads, [1, 4]);
    for row in &rows {
        table.row(vec![
            Cell::of(&row.place).styled(Style::Bold),
            Cell::of(&row.title),
            Cell::of(row.stage.said(desk.lang())).stable(row.stage.as_str()),
            days_cell(desk, row.first, row.last),
            Cell::of(&row.goal),
        ]);
    }
    if table.is_empty() {
        desk.out.message(desk.say(w::CLI_SEASON_NONE, &[("key", &party.key)]));
    } else {
        desk.out.table(&table);
    }
    Ok(())
}

/// Shows a season.
pub fn show_named(desk: &mut Desk, text: &str) -> Done {
    let (spot, season) = found(desk, text)?;
    let rows = rows(desk, spot.party.id)?;
    let Some(row) = rows.into_iter().find(|row| row.id == season.id) else {
        return Err(desk.missing(Thing::Season, text));
    };
    if desk.out.is_json() {
        desk.out.json("party.season.show/1", &row);
        return Ok(());
    }
    desk.out.styled(Style::Bold, format!("{}  {}", row.place, row.title));
    desk.out.field(w::COMMON_STATUS, row.stage.said(desk.lang()));
    desk.out.field(w::CLI_DAYS, stretch(desk, row.first, row.last));
    desk.out.field(w::COMMON_GOAL, &row.goal);
    if let Some(met) = row.met {
        desk.out.field(w::CLI_GOAL_MET, met.said(desk.lang()));
    }
    desk.out.gap();
    super::act::table(desk, &row.acts);
    Ok(())
}

fn edit(desk: &mut Desk, args: &Edit) -> Done {
    let (spot, before) = found(desk, &args.season)?;
    let first = args.from.as_deref().map_or(Ok(before.first), |text| desk.day_or_none(text, Use::Start))?;
    let last = args.to.as_deref().map_or(Ok(before.last), |text| desk.day_or_none(text, Use::Due))?;
    let set = Patch::new()
        .set("title", &before.title, args.title.as_ref().unwrap_or(&before.title))
        .set("goal", &before.goal, args.goal.as_ref().unwrap_or(&before.goal))
        .set("first", &before.first, &first)
        .set("last", &before.last, &last);
    let ops = if set.is_empty() { vec![] } else { vec![Op::Season(season::Op::Edit { season: before.id, set })] };
    let message = desk.say(w::CLI_CHANGED, &[("what", &spot.name())]);
    desk.carry_out(ops, "party.season.edit/1", &message, &[spot.name()])
}

fn start(desk: &mut Desk, args: &Which) -> Done {
    let (spot, season) = found(desk, &args.season)?;
    let message = desk.say(w::CLI_STARTED, &[("what", &spot.name()), ("title", &season.title)]);
    let op = Op::Season(season::Op::Start { season: season.id });
    desk.carry_out(vec![op], "party.season.start/1", &message, &[spot.name()])
}

fn close(desk: &mut Desk, args: &Close) -> Done {
    let (spot, season) = found(desk, &args.season)?;
    let met = args.goal.map(|goal| match goal {
        Outcome::Met => GoalMet::Met,
        Outcome::Partly => GoalMet::Partly,
        Outcome::Not => GoalMet::Not,
    });
    let mut ops = vec![Op::Season(season::Op::Close { season: season.id, met })];
    let mut message = desk.say(w::CLI_CLOSED, &[("what", &spot.name()), ("title", &season.title)]);
    let (steps, said) = offices(desk, &spot.party, args.leader.as_deref(), args.shadow.as_deref())?;
    ops.extend(steps);
    for line in said {
        message.push('\n');
        message.push_str(&line);
    }
    if season.stage == Stage::Running && args.leader.is_none() {
        desk.out.tip(desk.out.word(w::CLI_SEASON_LEADER_STAYS));
    }
    desk.carry_out(ops, "party.season.close/1", &message, &[spot.name()])
}
