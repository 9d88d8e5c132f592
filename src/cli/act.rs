//! `party act`: numbered stretches of a season, planned, started, shown.

use clap::{Args, Subcommand};

use super::close::{Close, close};
use super::desk::{Desk, Done};
use super::print::Style;
use super::rows;
use super::stretch::{days, days_cell, found, ledger_line, progress_cell, stretch};
use super::table::{Cell, Table};
use crate::domain::act::Act as Entity;
use crate::domain::season::Stage;
use crate::op::patch::Patch;
use crate::op::{Op, act};
use crate::query::act::{ActPage, act as act_page};
use crate::query::party::{ActRow, party as party_page};
use crate::query::{Thing, get};
use crate::text::label::Label;
use crate::text::when::{Use, d_day};
use crate::text::words::w;

/// Acts of a season.
#[derive(Subcommand, Debug)]
pub enum Act {
    /// Plan an act
    Add(Add),
    /// List a party's acts
    List(List),
    /// Show an act: days, figures, tasks, leftovers
    #[command(after_help = "Examples:\n  party act show LOG/S1/A1\n  party act show @current -p LOG")]
    Show(Which),
    /// Change an act's title, goal or days
    Edit(Edit),
    /// Start an act: what is in it now is its plan
    #[command(after_help = "Examples:\n  party act start LOG/S1/A2\n  party act start @next -p LOG")]
    Start(Which),
    /// Close an act: every unfinished task goes somewhere, with a reason
    Close(Close),
}

/// Arguments of `act add`.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  party act add LOG/S1 \"Survey\" --goal \"Every DAG known\" --from 2026-11-16 --to 2026-11-27\n  party act add LOG \"Shutdown\" --from mon --to +13d"
)]
pub struct Add {
    /// The season, LOG/S1; a party means its running one
    season: String,
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

/// Arguments of `act list`.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  party act list LOG")]
pub struct List {
    /// The party's key [default: the party in context]
    party: Option<String>,
}

/// Arguments that name an act.
#[derive(Args, Debug)]
pub struct Which {
    /// The act: LOG/S1/A1, S1/A1, A1, @current, @next, @previous
    act: String,
}

/// Arguments of `act edit`.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  party act edit LOG/S1/A2 --to 2026-12-22\n  party act edit @current --goal \"Waves one and two done\""
)]
pub struct Edit {
    /// The act
    act: String,
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

/// Runs one.
pub fn run(desk: &mut Desk, command: Act) -> Done {
    match command {
        Act::Add(args) => add(desk, args),
        Act::List(args) => list(desk, &args),
        Act::Show(args) => show(desk, &args.act),
        Act::Edit(args) => edit(desk, &args),
        Act::Start(args) => start(desk, &args),
        Act::Close(args) => close(desk, &args),
    }
}

fn add(desk: &mut Desk, args: Add) -> Done {
    let spot = desk.season(&args.season)?;
    let Some(season) = &spot.season else { return Err(desk.missing(Thing::Season, &args.season)) };
    let (first, last) = days(desk, args.from.as_deref(), args.to.as_deref())?;
    let id = desk.book.id();
    let op = act::Op::Add { id, season: season.id, title: args.title.clone(), goal: args.goal, first, last };
    let receipt = desk.commit(&Op::Act(op))?;
    let born: Option<Entity> = desk.book.page(|read, _| get(read, id))?;
    let place = format!("{}/A{}", spot.name(), born.map_or(0, |act| act.number));
    let days = stretch(desk, first, last);
    let message = desk.say(w::CLI_ACT_ADDED, &[("place", &place), ("title", &args.title), ("days", &days)]);
    desk.done(&receipt, "party.act.add/1", message.trim_end(), &[place]);
    Ok(())
}

fn list(desk: &mut Desk, args: &List) -> Done {
    let party = desk.party(args.party.as_deref())?;
    let page = desk.book.page(|read, ctx| party_page(read, ctx, party.id))?;
    let acts: Vec<ActRow> = page.seasons.into_iter().flat_map(|season| season.acts).collect();
    if desk.out.is_json() {
        desk.out.json("party.act.list/1", &acts);
    } else if acts.is_empty() {
        desk.out.message(desk.say(w::CLI_ACT_NONE, &[("key", &party.key)]));
    } else {
        table(desk, &acts);
    }
    Ok(())
}

/// Acts with their progress.
pub fn table(desk: &mut Desk, acts: &[ActRow]) {
    let heads = [w::COMMON_ACT, w::COMMON_TITLE, w::COMMON_STATUS, w::COMMON_DONE, w::CLI_DAYS, w::COMMON_GOAL];
    let mut table = Table::new(desk.lang(), &heads, [1, 5]);
    for row in acts {
        let head = &row.head;
        let style = if head.stage == Stage::Running { Style::Accent } else { Style::Plain };
        table.row(vec![
            Cell::of(&head.place).styled(Style::Bold),
            Cell::of(&head.title),
            Cell::of(head.stage.said(desk.lang())).stable(head.stage.as_str()).styled(style),
            progress_cell(row.count.done, row.count.total),
            days_cell(desk, head.first, head.last),
            Cell::of(&head.goal),
        ]);
    }
    if !table.is_empty() {
        desk.out.table(&table);
    }
}

/// Shows an act.
pub fn show(desk: &mut Desk, text: &str) -> Done {
    let (_, act) = found(desk, text)?;
    let page = desk.book.page(|read, ctx| act_page(read, ctx, act.id))?;
    if desk.out.is_json() {
        desk.out.json("party.act.show/1", &page);
        return Ok(());
    }
    head(desk, &page);
    if !page.tasks.is_empty() {
        desk.out.gap();
        rows::table(desk, &page.tasks, rows::Where::Known);
    }
    if !page.settled.is_empty() {
        desk.out.gap();
        settled(desk, &page);
    }
    Ok(())
}

fn head(desk: &mut Desk, page: &ActPage) {
    let head = &page.head;
    let lang = desk.lang();
    desk.out.styled(Style::Bold, format!("{}  {}  {}", head.place, page.party_name, head.title));
    let mut status = head.stage.said(lang).to_owned();
    if let (Stage::Running, Some(last)) = (head.stage, head.last) {
        status = format!("{status}  {}", d_day(last, desk.book.today()));
    }
    desk.out.field(w::COMMON_STATUS, status);
    desk.out.field(w::CLI_DAYS, stretch(desk, head.first, head.last));
    desk.out.field(w::COMMON_GOAL, &head.goal);
    if let Some(leader) = &page.leader {
        desk.out.field(w::COMMON_LEADER, leader);
    }
    if head.stage != Stage::Planned {
        let ledger = ledger_line(desk, &page.ledger, head.stage, page.count.doing + page.count.todo);
        desk.out.field(w::CLI_FIGURES, ledger);
    }
    if !page.leftovers.is_empty() && head.stage == Stage::Running {
        desk.out.field(w::CLI_LEFT, page.leftovers.join(", "));
    }
    if let (Stage::Running, Some(next)) = (head.stage, &page.next) {
        desk.out.field(w::CLI_NEXT_ACT, format!("{}  {}", next.place, next.title));
    }
    if let Some(retro) = page.retro {
        desk.out.field(w::COMMON_RETRO, retro.said(lang));
    }
}

fn settled(desk: &mut Desk, page: &ActPage) {
    let heads = [w::CLI_LEFTOVER, w::COMMON_TITLE, w::CLI_WENT, w::COMMON_REASON];
    let mut table = Table::new(desk.lang(), &heads, [1, 3]);
    for row in &page.settled {
        let said = match &row.to {
            Some(place) => format!("➜ {place}"),
            None => row.fate.said(desk.lang()).to_owned(),
        };
        let stable = row.to.clone().unwrap_or_else(|| row.fate.as_str().to_owned());
        table.row(vec![
            Cell::of(&row.key).styled(Style::Bold),
            Cell::of(&row.title),
            Cell::of(said).stable(stable),
            Cell::of(&row.reason),
        ]);
    }
    desk.out.table(&table);
}

fn edit(desk: &mut Desk, args: &Edit) -> Done {
    let (spot, before) = found(desk, &args.act)?;
    let first = args.from.as_deref().map_or(Ok(before.first), |text| desk.day_or_none(text, Use::Start))?;
    let last = args.to.as_deref().map_or(Ok(before.last), |text| desk.day_or_none(text, Use::Due))?;
    let set = Patch::new()
        .set("title", &before.title, args.title.as_ref().unwrap_or(&before.title))
        .set("goal", &before.goal, args.goal.as_ref().unwrap_or(&before.goal))
        .set("first", &before.first, &first)
        .set("last", &before.last, &last);
    let ops = if set.is_empty() { vec![] } else { vec![Op::Act(act::Op::Edit { act: before.id, set })] };
    let message = desk.say(w::CLI_CHANGED, &[("what", &spot.name())]);
    desk.carry_out(ops, "party.act.edit/1", &message, &[spot.name()])
}

fn start(desk: &mut Desk, args: &Which) -> Done {
    let (spot, act) = found(desk, &args.act)?;
    let receipt = desk.commit(&Op::Act(act::Op::Start { act: act.id }))?;
    let page = desk.book.page(|read, ctx| act_page(read, ctx, act.id))?;
    let values: [(&str, &dyn std::fmt::Display); 3] =
        [("what", &spot.name()), ("title", &act.title), ("n", &page.ledger.start)];
    let said = if page.ledger.start == 0 { w::CLI_ACT_STARTED_EMPTY } else { w::CLI_ACT_STARTED };
    let message = desk.say(said, &values);
    desk.done(&receipt, "party.act.start/1", &message, &[spot.name()]);
    Ok(())
}
