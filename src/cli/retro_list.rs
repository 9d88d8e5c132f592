//! `party retro list` and `party retro formats`: what was looked back on, and how one can.

use clap::Args;

use super::desk::{Desk, Done};
use super::stretch::progress_cell;
use super::table::{Cell, Table};
use crate::app::formats;
use crate::port::formats::{Format, offered};
use crate::query::retro::retros;
use crate::text::count::number;
use crate::text::label::Label;
use crate::text::when::say_day;
use crate::text::words::w;

/// Arguments of `retro list`.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  party retro list LOG")]
pub struct List {
    /// The party's key [default: the party in context, else all]
    party: Option<String>,
}

/// Arguments of `retro formats`.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  party retro formats")]
pub struct Formats {}

/// Lists a party's retros, and closed acts without one.
pub fn list(desk: &mut Desk, args: &List) -> Done {
    let party = match args.party.as_deref() {
        Some(text) => Some(desk.party(Some(text))?.id),
        None => desk.named_party()?.map(|party| party.id),
    };
    let held = desk.book.page(|read, _| retros(read, party))?;
    if desk.out.is_json() {
        desk.out.json("party.retro.list/1", &held);
        return Ok(());
    }
    let heads =
        [w::COMMON_ACT, w::COMMON_TITLE, w::COMMON_STATUS, w::CLI_FORMAT, w::CLI_CARDS, w::CLI_ACTIONS, w::CLI_DAY];
    let mut table = Table::new(desk.lang(), &heads, [1]);
    for row in &held.retros {
        table.row(vec![
            Cell::of(&row.act),
            Cell::of(&row.title),
            Cell::of(row.phase.said(desk.lang())).stable(row.phase.as_str()),
            Cell::of(&row.format),
            Cell::of(number(row.cards)).stable(row.cards.to_string()).right(),
            progress_cell(row.actions - row.open_actions, row.actions),
            Cell::of(say_day(desk.lang(), row.opened_on)).stable(row.opened_on.to_string()),
        ]);
    }
    if table.is_empty() {
        desk.out.message(desk.out.word(w::CLI_RETRO_NONE));
    } else {
        desk.out.table(&table);
    }
    for lack in &held.without {
        desk.out.tip(desk.say(w::CLI_RETRO_LACKS, &[("place", &lack.act), ("title", &lack.title)]));
    }
    Ok(())
}

/// Lists the formats there are to choose from.
pub fn list_formats(desk: &mut Desk) {
    let own = formats::own(desk.book.env());
    let lang = desk.lang();
    let all: Vec<&Format> = offered(&own).collect();
    if desk.out.is_json() {
        let rows: Vec<_> = all
            .iter()
            .map(|format| serde_json::json!({ "id": format.id, "title": format.title.say(lang), "columns": format.columns() }))
            .collect();
        desk.out.json("party.retro.formats/1", &rows);
        return;
    }
    let mut table = Table::new(lang, &[w::CLI_FORMAT, w::COMMON_TITLE, w::CLI_COLUMNS], [2]);
    for format in all {
        let lanes: Vec<String> =
            format.lanes.iter().map(|lane| format!("{} ({})", lane.title.say(lang), lane.id)).collect();
        table.row(vec![Cell::of(&format.id), Cell::of(format.title.say(lang)), Cell::of(lanes.join(", "))]);
    }
    desk.out.table(&table);
}
