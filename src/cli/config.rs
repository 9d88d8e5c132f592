//! `party config`: the settings of the person, kept in a file, and of the workspace, kept in the store.

use clap::{Args, Subcommand};
use serde::Serialize;

use super::desk::{Desk, Done};
use super::print::Style;
use super::table::{Cell, Table};
use crate::app::config as file;
use crate::app::error::{AppError, Kind};
use crate::base::clean::clean;
use crate::base::name::nearest;
use crate::domain::member::{SETTINGS, Setting};
use crate::op::{Op, member};
use crate::query::select;
use crate::text::words::w;

/// Settings of the person and of the workspace.
#[derive(Subcommand, Debug)]
pub enum Config {
    /// Print one setting
    #[command(after_help = "Examples:\n  party config get actor\n  party config get timezone")]
    Get(Get),
    /// Change a setting; workspace settings take an admin
    Set(Set),
    /// Remove a setting of the person
    #[command(after_help = "Examples:\n  party config unset party")]
    Unset(Get),
    /// List all settings, and what they take
    List(List),
    /// Print where the configuration file is
    Path(Path),
}

/// Arguments that name a setting.
#[derive(Args, Debug)]
pub struct Get {
    /// The setting
    name: String,
}

/// Arguments of `config set`.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  party config set actor sol\n  party config set lang ko\n  party config set timezone Asia/Seoul"
)]
pub struct Set {
    /// The setting
    name: String,
    /// Its value
    value: String,
}

/// Arguments of `config list`.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  party config list --json")]
pub struct List {}

/// Arguments of `config path`.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  $EDITOR \"$(party config path)\"")]
pub struct Path {}

/// One setting as it is shown.
#[derive(Serialize)]
struct Row {
    name: &'static str,
    value: Option<String>,
    scope: &'static str,
    takes: &'static str,
}

/// What a workspace's settings take.
fn takes(name: &str) -> &'static str {
    match name {
        "timezone" => "Asia/Seoul, Europe/Berlin, …",
        "calendar" => "kr | none",
        "day_hours" => "1 to 24",
        "weekdays" => "mon,tue,wed,thu,fri",
        _ => "0.1 to 1",
    }
}

/// Runs one.
pub fn run(desk: &mut Desk, command: Config) -> Done {
    match command {
        Config::Get(args) => get(desk, &args),
        Config::Set(args) => set(desk, &args),
        Config::Unset(args) => unset(desk, &args),
        Config::List(_) => list(desk),
        Config::Path(_) => {
            let path = desk.book.env().config_path().display().to_string();
            desk.out.line(path);
            Ok(())
        }
    }
}

fn rows(desk: &mut Desk) -> Result<Vec<Row>, AppError> {
    let config = desk.book.config().clone();
    let own = |name: &str| match name {
        "actor" => config.actor.clone(),
        "lang" => config.lang.clone(),
        "db" => config.db.clone(),
        "theme" => config.theme.clone(),
        "glyphs" => config.glyphs.clone(),
        "mouse" => config.mouse.map(|mouse| mouse.to_string()),
        _ => config.party.clone(),
    };
    let mut rows: Vec<Row> =
        file::SETTINGS.iter().map(|(name, takes)| Row { name, value: own(name), scope: "person", takes }).collect();
    let stored: Vec<Setting> = desk.book.page(|read, _| select(read, "id IS NOT NULL ORDER BY name", vec![]))?;
    let zone = desk.book.zone().to_string();
    rows.extend(SETTINGS.iter().map(|(name, default)| {
        // Before its first entry a workspace has no zone of its own; it will be the machine's.
        let default = if *name == "timezone" { &zone } else { *default };
        let kept = stored.iter().find(|setting| setting.name == *name).map(|setting| setting.value.as_str());
        Row { name, value: Some(kept.unwrap_or(default).to_owned()), scope: "workspace", takes: takes(name) }
    }));
    Ok(rows)
}

/// There is no such setting: exit code 3 with the nearest.
fn unknown(desk: &Desk, name: &str) -> AppError {
    let known = file::SETTINGS.iter().map(|(name, _)| *name).chain(SETTINGS.iter().map(|(name, _)| *name));
    let near: Vec<String> = nearest(name, known).into_iter().map(str::to_owned).collect();
    let said = desk.say(w::CLI_CONFIG_UNKNOWN, &[("name", &clean(name))]);
    let error = AppError::new(Kind::Missing, said);
    if near.is_empty() { error } else { error.hint(desk.say(w::REFUSAL_NEAREST, &[("names", &near.join(", "))])) }
}

fn get(desk: &mut Desk, args: &Get) -> Done {
    let rows = rows(desk)?;
    let Some(row) = rows.into_iter().find(|row| row.name == args.name) else { return Err(unknown(desk, &args.name)) };
    if desk.out.is_json() {
        desk.out.json("party.config.get/1", &row);
    } else if let Some(value) = row.value {
        desk.out.line(value);
    }
    Ok(())
}

fn set(desk: &mut Desk, args: &Set) -> Done {
    let message = desk.say(w::CLI_CONFIG_SET, &[("name", &args.name), ("value", &args.value)]);
    if SETTINGS.iter().any(|(name, _)| *name == args.name) {
        let op = member::Op::Config { name: args.name.clone(), value: args.value.clone() };
        return desk.carry_out(vec![Op::Member(op)], "party.config.set/1", &message, std::slice::from_ref(&args.name));
    }
    if file::SETTINGS.iter().all(|(name, _)| *name != args.name) {
        return Err(unknown(desk, &args.name));
    }
    check(desk, args)?;
    write(desk, &args.name, Some(&args.value), &message)
}

/// Refuses a value that the person's setting does not take.
fn check(desk: &mut Desk, args: &Set) -> Done {
    let fits = match args.name.as_str() {
        "lang" => crate::text::Lang::of(&args.value).is_some(),
        "glyphs" => matches!(args.value.as_str(), "unicode" | "ascii"),
        "mouse" => matches!(args.value.as_str(), "true" | "false"),
        "actor" if desk.book.peopled() => desk.member(&args.value).map(|_| true)?,
        _ => true,
    };
    if fits {
        return Ok(());
    }
    let takes = file::SETTINGS.iter().find(|(name, _)| *name == args.name).map_or("", |(_, takes)| takes);
    Err(desk.usage(w::CLI_CONFIG_TAKES, &[("name", &args.name), ("takes", &takes), ("value", &clean(&args.value))]))
}

fn unset(desk: &mut Desk, args: &Get) -> Done {
    if file::SETTINGS.iter().all(|(name, _)| *name != args.name) {
        return Err(unknown(desk, &args.name));
    }
    let message = desk.say(w::CLI_CONFIG_UNSET, &[("name", &args.name)]);
    write(desk, &args.name, None, &message)
}

fn write(desk: &mut Desk, name: &str, value: Option<&str>, message: &str) -> Done {
    file::set(&desk.book.env().config_path(), name, value, desk.lang())?;
    if desk.out.is_json() {
        desk.out.json("party.config.set/1", &serde_json::json!({ "name": name, "value": value }));
    } else {
        desk.out.line(message);
    }
    Ok(())
}

fn list(desk: &mut Desk) -> Done {
    let rows = rows(desk)?;
    if desk.out.is_json() {
        desk.out.json("party.config.list/1", &rows);
        return Ok(());
    }
    let heads = [w::COMMON_NAME, w::CLI_VALUE, w::CLI_SCOPE, w::CLI_TAKES];
    let mut table = Table::new(desk.lang(), &heads, [1, 3]);
    for row in rows {
        let scope = if row.scope == "person" { w::CLI_SCOPE_PERSON } else { w::COMMON_WORKSPACE };
        table.row(vec![
            Cell::of(row.name).styled(Style::Bold),
            Cell::of(row.value.unwrap_or_default()),
            Cell::of(desk.out.word(scope)).stable(row.scope),
            Cell::of(row.takes).styled(Style::Dim),
        ]);
    }
    desk.out.table(&table);
    Ok(())
}
