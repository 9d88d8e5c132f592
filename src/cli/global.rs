//! Options that hold for every command. Knows no command.

use std::path::PathBuf;

use clap::Args;

/// Options of every command.
#[derive(Args, Clone, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag that people set or do not")]
#[command(next_help_heading = "Everywhere")]
pub struct Global {
    /// The store [default: PARTY_DB, the `db` setting, the data folder]
    #[arg(long, global = true, value_name = "PATH")]
    pub db: Option<PathBuf>,
    /// Who acts [default: PARTY_ACTOR, the `actor` setting, the login name]
    #[arg(long = "as", global = true, value_name = "HANDLE")]
    pub actor: Option<String>,
    /// The party in context [default: PARTY_PARTY, the `party` setting, the only active one]
    #[arg(id = "context", short = 'p', long = "party", global = true, value_name = "KEY")]
    pub party: Option<String>,
    /// The language: en or ko [default: PARTY_LANG, the `lang` setting, LANG]
    #[arg(long, global = true, value_name = "LANG")]
    pub lang: Option<String>,
    /// Print JSON in a versioned envelope; a failure too, on the standard error
    #[arg(long, global = true)]
    pub json: bool,
    /// Print results alone; of changes only the keys
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// Say which journal entry was made, and where
    #[arg(short, long, global = true, conflicts_with = "quiet")]
    pub verbose: bool,
    /// Answer yes to every question
    #[arg(short = 'y', long, global = true)]
    pub yes: bool,
    /// No colours, as with NO_COLOR
    #[arg(long, global = true)]
    pub no_color: bool,
}
