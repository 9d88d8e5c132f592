//! `party doctor`, `backup`, `restore`, `info`, `completions`, `demo`: the store as a file, and the program itself.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::desk::{Desk, Done};
use super::global::Global;
use super::print::{Loudness, Out, Style};
use crate::app::env::Env;
use crate::app::error::{AppError, Kind};
use crate::app::files::Existing;
use crate::app::keep::{self, Health};
use crate::app::session::Choices;
use crate::port::problem;
use crate::query::stats::{Stats, stats};
use crate::text::words::w;

/// Arguments of `doctor`.
#[derive(Args, Debug)]
#[command(after_help = "\
Looks at the file and its schema, recomputes the journal's chain of hashes, folds the journal from nothing and compares \
it with every table. Changes nothing. Exit code 5 when something is wrong.

Examples:
  party doctor
  party doctor --json")]
pub struct Doctor {}

/// Arguments of `backup`.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  party backup\n  party backup /mnt/usb/party.db\n  party backup party.bak --force")]
pub struct Backup {
    /// Where to [default: backups/ beside the store, named by the moment]
    path: Option<PathBuf>,
    /// Replace a file that is there
    #[arg(long)]
    force: bool,
}

/// Arguments of `restore`.
#[derive(Args, Debug)]
#[command(after_help = "\
The backup is examined first. The store that was there is moved aside, never removed.

Examples:
  party restore backups/party-20261116-090000.db
  party restore old.db --yes")]
pub struct Restore {
    /// The backup
    path: PathBuf,
}

/// Arguments of `info`.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  party info\n  party info --json")]
pub struct Info {}

/// Arguments of `completions`.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  party completions bash >~/.local/share/bash-completion/completions/party
  party completions zsh >~/.zfunc/_party
  party completions fish >~/.config/fish/completions/party.fish")]
pub struct Completions {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

/// A shell.
#[derive(ValueEnum, Clone, Copy, Debug)]
pub enum Shell {
    /// Bash
    Bash,
    /// Zsh
    Zsh,
    /// Fish
    Fish,
    /// Elvish
    Elvish,
    /// PowerShell
    Powershell,
}

/// Arguments of `demo`.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  party demo\n  party demo --lang ko")]
pub struct Demo {}

/// Examines the store.
pub fn doctor(desk: &mut Desk, _: &Doctor) -> Done {
    if desk.book.blank() {
        let path = desk.book.path().to_path_buf();
        return Err(AppError::of_store(desk.lang(), &crate::store::StoreError::NotFound { path }));
    }
    desk.out.working(desk.out.word(w::CLI_DOCTOR_LOOKING));
    let health = keep::doctor(&mut desk.book)?;
    if desk.out.is_json() {
        desk.out.json("party.doctor/1", &health);
    }
    if health.is_sound() {
        if !desk.out.is_json() {
            sound(desk, &health);
        }
        return Ok(());
    }
    let found = health.audit.found + health.file.len() as u64;
    let path = health.path.display().to_string();
    let mut error = AppError::new(Kind::Damaged, desk.say(w::CLI_DOCTOR_FOUND, &[("path", &path), ("n", &found)]));
    for problem in health.file.iter().take(10) {
        error = error.hint(problem);
    }
    for problem in health.audit.problems.iter().take(20) {
        let name = keep::name_of(desk.book.read(), problem);
        error = error.hint(problem::said(desk.lang(), problem, name.as_deref()));
    }
    Err(error.hint(desk.out.word(w::STORE_DAMAGED_HINT)))
}

fn sound(desk: &mut Desk, health: &Health) {
    let audit = &health.audit;
    let values: [(&str, &dyn std::fmt::Display); 4] = [
        ("entries", &audit.entries),
        ("changes", &audit.changes),
        ("rows", &audit.rows),
        ("path", &health.path.display()),
    ];
    let line = desk.say(w::CLI_DOCTOR_SOUND, &values);
    desk.out.line(line);
    if audit.head.seq > 0 {
        let hash = audit.head.hash.get(..16).unwrap_or_default();
        let head = desk.say(w::CLI_DOCTOR_HEAD, &[("seq", &audit.head.seq), ("hash", &hash)]);
        desk.out.line(head);
    }
}

/// Copies the store.
pub fn backup(desk: &mut Desk, args: &Backup) -> Done {
    let existing = if args.force { Existing::Replace } else { Existing::Keep };
    let (path, head) = keep::backup(&mut desk.book, args.path.as_deref(), existing)?;
    let path = path.display().to_string();
    if desk.out.is_json() {
        desk.out.json("party.backup/1", &serde_json::json!({ "path": path, "entry": head.seq, "hash": head.hash }));
    } else if desk.out.loudness == Loudness::Quiet {
        desk.out.line(path);
    } else {
        let message = desk.say(w::CLI_BACKUP_MADE, &[("path", &path), ("seq", &head.seq)]);
        desk.out.line(message);
    }
    Ok(())
}

/// Puts a backup in the store's place. Opens no store: the one that is there may be beyond opening.
pub fn restore(out: &mut Out, env: &Env, choices: &Choices, asked: &Global, args: &Restore) -> Done {
    let (lang, store) = keep::store_of(env, choices)?;
    out.lang = lang;
    if store.exists() && !asked.yes {
        let question = out.say(w::CLI_RESTORE_ASK, &[("path", &args.path.display())]);
        if !(out.console.input && out.console.messages) {
            let said = out.say(w::CLI_RESTORE_YES, &[("path", &store.display())]);
            return Err(AppError::new(Kind::Refused, said).hint(out.word(w::CLI_RESTORE_YES_HINT)));
        }
        if !super::source::asks(&question) {
            return Err(AppError::new(Kind::Refused, out.word(w::CLI_NOT_DONE).to_owned()));
        }
    }
    let restored = keep::restore(env, choices, &args.path)?;
    if out.is_json() {
        out.json("party.restore/1", &restored);
        return Ok(());
    }
    let values: [(&str, &dyn std::fmt::Display); 2] = [("path", &restored.path.display()), ("seq", &restored.head)];
    out.line(out.say(w::CLI_RESTORED, &values));
    if let Some(moved) = &restored.moved {
        out.line(out.say(w::CLI_RESTORE_MOVED, &[("path", &moved.display())]));
    }
    if let Some(seq) = restored.missing_after {
        out.message(out.say(w::CLI_RESTORE_MISSING, &[("seq", &seq)]));
    }
    Ok(())
}

/// What a report should say.
#[derive(Serialize)]
struct Report {
    version: &'static str,
    sqlite: String,
    schema: Option<String>,
    store: String,
    exists: bool,
    writable: bool,
    config: String,
    state: String,
    actor: Option<String>,
    lang: &'static str,
    timezone: String,
    today: String,
    counts: Stats,
}

/// Prints paths, versions and figures.
pub fn info(desk: &mut Desk, _: &Info) -> Done {
    let counts = desk.book.page(|read, _| stats(read))?;
    let engine = desk.book.engine();
    let schema = engine.schema().ok().flatten().map(|schema| schema.to_string());
    let writable = !engine.read_only();
    let env = desk.book.env();
    let report = Report {
        version: env!("CARGO_PKG_VERSION"),
        sqlite: crate::store::sqlite::version().to_owned(),
        schema,
        store: desk.book.path().display().to_string(),
        exists: !desk.book.blank(),
        writable,
        config: env.config_path().display().to_string(),
        state: env.state_dir().display().to_string(),
        actor: desk.book.me().map(|me| me.handle.clone()),
        lang: desk.lang().code(),
        timezone: desk.book.zone().to_string(),
        today: desk.book.today().to_string(),
        counts,
    };
    if desk.out.is_json() {
        desk.out.json("party.info/1", &report);
        return Ok(());
    }
    desk.out.styled(Style::Bold, format!("party {}", report.version));
    let store = match (report.exists, report.writable) {
        (false, _) => format!("{}  ({})", report.store, desk.out.word(w::CLI_INFO_NONE)),
        (true, false) => format!("{}  ({})", report.store, desk.out.word(w::CLI_INFO_READ_ONLY)),
        (true, true) => report.store,
    };
    desk.out.field(w::CLI_INFO_STORE, store);
    desk.out.field(w::CLI_INFO_SCHEMA, report.schema.unwrap_or_default());
    desk.out.field(w::CLI_INFO_SQLITE, report.sqlite);
    desk.out.field(w::CLI_INFO_CONFIG, report.config);
    desk.out.field(w::CLI_INFO_STATE, report.state);
    desk.out.field(w::CLI_INFO_ACTOR, report.actor.unwrap_or_default());
    desk.out.field(w::CLI_INFO_ZONE, format!("{}  {}", report.timezone, report.today));
    let counted = counted(desk, &report.counts);
    desk.out.line(counted);
    Ok(())
}

/// What there is, each with its number; what there is none of is not spoken of.
fn counted(desk: &Desk, counts: &Stats) -> String {
    let parts = [
        (w::COMMON_COUNT_MEMBERS, counts.members),
        (w::CLI_INFO_PARTIES, counts.parties),
        (w::COMMON_COUNT_TASKS, counts.tasks),
        (w::CLI_INFO_OPEN, counts.open_tasks),
        (w::CLI_INFO_NOTES, counts.notes),
        (w::CLI_INFO_ENTRIES, counts.entries),
    ];
    let said = parts.iter().filter(|(_, count)| *count > 0).map(|(text, count)| desk.say(*text, &[("n", count)]));
    let said = said.collect::<Vec<_>>().join(", ");
    if said.is_empty() { desk.out.word(w::CLI_INFO_NOTHING).to_owned() } else { said }
}

/// Prints completions.
pub fn completions(out: &mut Out, mut whole: clap::Command, args: &Completions) {
    let shell = match args.shell {
        Shell::Bash => clap_complete::Shell::Bash,
        Shell::Zsh => clap_complete::Shell::Zsh,
        Shell::Fish => clap_complete::Shell::Fish,
        Shell::Elvish => clap_complete::Shell::Elvish,
        Shell::Powershell => clap_complete::Shell::PowerShell,
    };
    let mut script = vec![];
    clap_complete::generate(shell, &mut whole, "party", &mut script);
    out.raw(&script);
}
