//! `party retro`: looking back on an act: cards, groups, actions, and the paper that comes of it.

use clap::{Args, Subcommand};

use super::desk::{Desk, Done};
use super::export::RetroExport;
use super::source;
use super::stretch::found;
use super::{retro_list, retro_show};
use crate::app::error::{AppError, Kind};
use crate::app::formats::own as own_formats;
use crate::base::clean::clean;
use crate::base::id::Id;
use crate::domain::retro::RetroPhase;
use crate::op::patch::Patch;
use crate::op::{Op, retro as op};
use crate::port::formats;
use crate::query::Thing;
use crate::query::retro::{CardRow, RetroPage, retro as retro_page, retros};
use crate::text::line::read_line;
use crate::text::when::Use;
use crate::text::words::w;

/// Looking back on an act.
#[derive(Subcommand, Debug)]
pub enum Retro {
    /// Open the retro of a closed act
    Open(Open),
    /// Write a card
    Card(Card),
    /// Change a card of mine
    Edit(EditCard),
    /// Take a card of mine away
    #[command(after_help = "Examples:\n  party retro remove LOG/S1/A1 3")]
    Remove(Cards),
    /// Put cards that belong together into a group
    Group(Group),
    /// Take cards out of their groups
    #[command(after_help = "Examples:\n  party retro ungroup LOG/S1/A1 3 4")]
    Ungroup(Cards),
    /// Show all cards and start talking
    #[command(after_help = "Examples:\n  party retro discuss LOG/S1/A1\n  party retro discuss @previous -p LOG")]
    Discuss(Which),
    /// Go back to collecting
    #[command(after_help = "Examples:\n  party retro collect LOG/S1/A1")]
    Collect(Which),
    /// Show the retro: facts, cards, groups, actions
    #[command(after_help = "Examples:\n  party retro show LOG/S1/A1\n  party retro show @previous -p LOG")]
    Show(Which),
    /// Settle an action: it becomes a task of the next act
    Action(Action),
    /// Keep an unfinished action for later (the same as `actions keep`)
    #[command(
        after_help = "Examples:\n  party retro keep LOG-8 --due 2026-12-18 --reason \"waits for the new catalogue\""
    )]
    Keep(super::actions::Keep),
    /// Close the retro
    Close(Close),
    /// Write the retro as a page to share
    Export(RetroExport),
    /// List a party's retros, and closed acts without one
    List(retro_list::List),
    /// List the formats
    Formats(retro_list::Formats),
}

/// Arguments that name a retro by its act.
#[derive(Args, Debug)]
pub struct Which {
    /// The act: LOG/S1/A1, @previous
    act: String,
}

/// Arguments of `retro open`.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  party retro open LOG/S1/A1\n  party retro open @previous --format 4l")]
pub struct Open {
    /// The act
    act: String,
    /// kpt, 3l, 4l, ssc, or one of your own [default: the party's last one, else kpt]
    #[arg(long, value_name = "FORMAT")]
    format: Option<String>,
}

/// Arguments of `retro card`.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  party retro card LOG/S1/A1 keep \"Rollback first saved us\"\n  party retro card @previous 2 \"사흘 동안 DAG 주인을 찾았다\""
)]
pub struct Card {
    /// The act
    act: String,
    /// The column: its id, its title, or its number
    column: String,
    /// What you want to say
    #[arg(required = true)]
    text: Vec<String>,
}

/// Arguments of `retro edit`.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  party retro edit LOG/S1/A1 3 --text \"Four days lost\"\n  party retro edit LOG/S1/A1 3 --column try"
)]
pub struct EditCard {
    /// The act
    act: String,
    /// The card: its number in `retro show`, or its id
    card: String,
    /// A new text
    #[arg(long)]
    text: Option<String>,
    /// Another column
    #[arg(long)]
    column: Option<String>,
}

/// Arguments that name cards.
#[derive(Args, Debug)]
pub struct Cards {
    /// The act
    act: String,
    /// Cards: their numbers in `retro show`, or their ids
    #[arg(required = true)]
    cards: Vec<String>,
}

/// Arguments of `retro group`.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  party retro group LOG/S1/A1 \"DAGs without an owner\" 2 5 6")]
pub struct Group {
    /// The act
    act: String,
    /// What they are about; a group that is called so already takes them in
    title: String,
    /// Cards: their numbers in `retro show`, or their ids
    #[arg(required = true)]
    cards: Vec<String>,
}

/// Arguments of `retro action`.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  party retro action LOG/S1/A1 \"Tag an owner on every DAG\" --owner sol --due 2026-12-04 --check \"no DAG without one\"\n  party retro action @previous \"Ask infra on day one @danpung due:wed\""
)]
pub struct Action {
    /// The act
    act: String,
    /// What will be done; a line of the one-line form
    title: String,
    /// Who does it
    #[arg(long, value_name = "MEMBER")]
    owner: Option<String>,
    /// Until when
    #[arg(long, value_name = "DAY")]
    due: Option<String>,
    /// How you will see that it worked
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    check: String,
}

/// Arguments of `retro close`.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  party retro close LOG/S1/A1 --summary \"Rollback drills paid off; owners cost us three days\""
)]
pub struct Close {
    /// The act
    act: String,
    /// The one sentence the page starts with
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    summary: String,
}

/// Runs one.
pub fn run(desk: &mut Desk, command: Retro) -> Done {
    match command {
        Retro::Open(args) => open(desk, &args),
        Retro::Card(args) => card(desk, &args),
        Retro::Edit(args) => edit(desk, &args),
        Retro::Remove(args) => cards(desk, &args, |card| op::Op::RemoveCard { card }, "party.retro.remove/1"),
        Retro::Group(args) => group(desk, &args),
        Retro::Ungroup(args) => cards(desk, &args, |card| op::Op::Ungroup { card }, "party.retro.ungroup/1"),
        Retro::Discuss(args) => phase(desk, &args, RetroPhase::Discussing),
        Retro::Collect(args) => phase(desk, &args, RetroPhase::Collecting),
        Retro::Show(args) => {
            let (_, page) = page(desk, &args.act)?;
            retro_show::show(desk, &page);
            Ok(())
        }
        Retro::Action(args) => action(desk, &args),
        Retro::Keep(args) => super::actions::keep(desk, &args),
        Retro::Close(args) => close(desk, &args),
        Retro::Export(args) => {
            let (_, page) = page(desk, &args.act)?;
            super::export::retro(desk, &args, &page)
        }
        Retro::List(args) => retro_list::list(desk, &args),
        Retro::Formats(_) => {
            retro_list::list_formats(desk);
            Ok(())
        }
    }
}

/// The retro of an act, with the act's place.
fn page(desk: &mut Desk, text: &str) -> Result<(String, RetroPage), AppError> {
    let (spot, act) = found(desk, text)?;
    let place = spot.name();
    match desk.book.page(|read, ctx| retro_page(read, ctx, act.id)) {
        Err(error) if error.kind == Kind::Missing => {
            let hint = desk.say(w::REFUSAL_NO_RETRO_HINT, &[("act", &place)]);
            Err(desk.missing(Thing::Retro, &place).hint(hint))
        }
        other => Ok((place, other?)),
    }
}

fn open(desk: &mut Desk, args: &Open) -> Done {
    let (spot, act) = found(desk, &args.act)?;
    let own = own_formats(desk.book.env());
    let wanted = match &args.format {
        Some(format) => format.clone(),
        None => {
            let party = spot.party.id;
            let held = desk.book.page(|read, _| retros(read, Some(party)))?;
            held.retros.first().map_or_else(|| "kpt".to_owned(), |last| last.format.clone())
        }
    };
    let Some(format) = formats::find(&wanted, &own) else {
        let known: Vec<&str> = formats::offered(&own).map(|format| format.id.as_ref()).collect();
        let said = desk.say(w::CLI_RETRO_NO_FORMAT, &[("part", &clean(&wanted)), ("known", &known.join(", "))]);
        return Err(AppError::new(Kind::Missing, said));
    };
    let (id, columns) = (desk.book.id(), format.columns());
    let lanes: Vec<String> = format.lanes.iter().map(|lane| lane.id.to_string()).collect();
    let new = op::Op::Open { id, act: act.id, format: format.id.to_string(), columns };
    let title = format.title.say(desk.lang()).to_owned();
    let values: [(&str, &dyn std::fmt::Display); 3] =
        [("place", &spot.name()), ("format", &title), ("lanes", &lanes.join(", "))];
    let message = desk.say(w::CLI_RETRO_OPENED, &values);
    desk.carry_out(vec![Op::Retro(new)], "party.retro.open/1", &message, &[spot.name()])
}

/// The column that a text means: its id, a title in either language, or its number.
fn column(page: &RetroPage, text: &str) -> String {
    let wanted = text.trim().to_lowercase();
    let number = wanted.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
    let named = page
        .columns
        .iter()
        .find(|column| [&column.id, &column.en, &column.ko].iter().any(|name| name.to_lowercase() == wanted));
    let found = named.or_else(|| page.columns.get(number?));
    // An unknown column is for the rule to refuse, which names those there are.
    found.map_or(wanted, |column| column.id.clone())
}

fn card(desk: &mut Desk, args: &Card) -> Done {
    let (place, page) = page(desk, &args.act)?;
    let id = desk.book.id();
    let body = match args.text.as_slice() {
        [one] => source::text_or_input(desk.lang(), one)?,
        words => words.join(" "),
    };
    let lane = column(&page, &args.column);
    let new = op::Op::Card { id, retro: page.id, lane, body };
    let message = desk.say(w::CLI_RETRO_CARD, &[("place", &place)]);
    desk.carry_out(vec![Op::Retro(new)], "party.retro.card/1", &message, &[id.to_string()])
}

/// The card that a number of `retro show` or an id means.
fn card_of(desk: &Desk, page: &RetroPage, text: &str) -> Result<CardRow, AppError> {
    let number = text.trim().parse::<usize>().ok().and_then(|number| number.checked_sub(1));
    let cards = retro_show::ordered(page);
    let by_id = cards.iter().find(|card| card.id.to_string() == text.trim());
    let found = by_id.or_else(|| cards.get(number?)).map(|card| (*card).clone());
    found.ok_or_else(|| desk.missing(Thing::Card, text))
}

fn edit(desk: &mut Desk, args: &EditCard) -> Done {
    let (place, page) = page(desk, &args.act)?;
    let row = card_of(desk, &page, &args.card)?;
    let lane = args.column.as_ref().map_or_else(|| row.lane.clone(), |text| column(&page, text));
    let set =
        Patch::new().set("body", &row.text, args.text.as_ref().unwrap_or(&row.text)).set("lane", &row.lane, &lane);
    let ops = if set.is_empty() { vec![] } else { vec![Op::Retro(op::Op::EditCard { card: row.id, set })] };
    let message = desk.say(w::CLI_CHANGED, &[("what", &place)]);
    desk.carry_out(ops, "party.retro.edit/1", &message, &[row.id.to_string()])
}

fn cards(desk: &mut Desk, args: &Cards, step: impl Fn(Id) -> op::Op, schema: &str) -> Done {
    let (place, page) = page(desk, &args.act)?;
    let mut keys = vec![];
    let mut ops = vec![];
    for text in &args.cards {
        let row = card_of(desk, &page, text)?;
        keys.push(row.id.to_string());
        ops.push(Op::Retro(step(row.id)));
    }
    let message = desk.say(w::CLI_CHANGED, &[("what", &place)]);
    desk.carry_out(ops, schema, &message, &keys)
}

fn group(desk: &mut Desk, args: &Group) -> Done {
    let (_, page) = page(desk, &args.act)?;
    let cards =
        args.cards.iter().map(|text| Ok(card_of(desk, &page, text)?.id)).collect::<Result<Vec<_>, AppError>>()?;
    let known = page.groups.iter().find(|group| group.title == args.title.trim());
    let (was, known) = (known.map(|group| group.title.clone()), known.map(|group| group.id));
    let id = known.unwrap_or_else(|| desk.book.id());
    let (retro, title, count) = (page.id, args.title.clone(), cards.len());
    let message = desk.say(w::CLI_RETRO_GROUPED, &[("title", &title), ("n", &count)]);
    desk.carry_out(
        vec![Op::Retro(op::Op::Group { id, retro, title, cards, was })],
        "party.retro.group/1",
        &message,
        &[id.to_string()],
    )
}

fn phase(desk: &mut Desk, args: &Which, to: RetroPhase) -> Done {
    let (place, page) = page(desk, &args.act)?;
    let said = if to == RetroPhase::Discussing { w::CLI_RETRO_DISCUSS } else { w::CLI_RETRO_COLLECT };
    let message = desk.say(said, &[("place", &place)]);
    desk.carry_out(vec![Op::Retro(op::Op::Phase { retro: page.id, to })], "party.retro.phase/1", &message, &[place])
}

fn action(desk: &mut Desk, args: &Action) -> Done {
    let (spot, _) = found(desk, &args.act)?;
    let (_, page) = page(desk, &args.act)?;
    let works = |day| desk.book.works_on(day);
    let line = read_line(&args.title, desk.book.today(), &works)
        .map_err(|error| AppError::new(Kind::Usage, error.say(desk.lang())))?;
    let mut task = super::task::add::new_task(desk, &line, &spot.party)?;
    if let Some(text) = &args.owner {
        task.owner = Some(desk.member(text)?.id);
    }
    if let Some(text) = &args.due {
        task.due = Some(desk.day(text, Use::Due)?);
    }
    if task.owner.is_none() || task.due.is_none() {
        return Err(desk.usage(w::CLI_RETRO_ACTION_NEEDS, &[]));
    }
    let (id, born) = (desk.book.id(), task.id);
    let new = op::Op::Action { id, retro: page.id, task: Box::new(task), seen: args.check.clone() };
    let receipt = desk.commit(&Op::Retro(new))?;
    let rows = super::task::rows_of(desk, &[born])?;
    let message = rows.first().map_or_else(String::new, |row| super::rows::echo(desk, row));
    let keys: Vec<String> = rows.iter().map(|row| row.key.clone()).collect();
    desk.done_with(&receipt, "party.retro.action/1", &message, &keys, Some(&rows));
    if page.actions.len() >= 3 {
        desk.out.tip(desk.out.word(w::CLI_RETRO_MANY_ACTIONS));
    }
    Ok(())
}

fn close(desk: &mut Desk, args: &Close) -> Done {
    let (place, page) = page(desk, &args.act)?;
    let said = if page.actions.is_empty() { w::CLI_RETRO_CLOSED_BARE } else { w::CLI_RETRO_CLOSED };
    let message = desk.say(said, &[("place", &place), ("n", &page.actions.len())]);
    let new = op::Op::Close { retro: page.id, summary: args.summary.clone() };
    desk.carry_out(vec![Op::Retro(new)], "party.retro.close/1", &message, &[place])
}
