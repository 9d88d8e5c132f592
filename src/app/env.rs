//! The machine: clock, chance, variables, places of files. The only source of all of them.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::PathBuf;

use etcetera::BaseStrategy;

use crate::base::day::{Instant, Zone};
use crate::base::id::Id;
use crate::base::source::{Clock, Ids};

/// What the program knows of the machine it runs on.
#[derive(Clone, Debug, Default)]
pub struct Env {
    vars: BTreeMap<String, OsString>,
}

/// 2010-01-01T00:00Z in milliseconds: where row ids begin to count.
const BIRTH: i64 = 1_262_304_000_000;
/// Bits of chance below an id's time.
const CHANCE_BITS: u32 = 22;

impl Env {
    /// The machine as it is, with the variables that this program reads.
    pub fn of_machine() -> Self {
        let mine = |name: &str| {
            name.starts_with("PARTY_")
                || name.starts_with("XDG_")
                || name.starts_with("LC_")
                || [
                    "LANG",
                    "HOME",
                    "USER",
                    "LOGNAME",
                    "TZ",
                    "NO_COLOR",
                    "VISUAL",
                    "EDITOR",
                    "PAGER",
                    "TERM",
                    "COLORTERM",
                ]
                .contains(&name)
        };
        let vars = std::env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value)));
        Self { vars: vars.filter(|(name, _)| mine(name)).collect() }
    }

    /// An environment with these variables and no others, for tests.
    pub fn of<const N: usize>(vars: [(&str, &str); N]) -> Self {
        Self { vars: vars.iter().map(|(name, value)| ((*name).to_owned(), OsString::from(value))).collect() }
    }

    /// The same environment with some variables set otherwise.
    #[must_use]
    pub fn with(&self, vars: &[(&str, &str)]) -> Self {
        let mut env = self.clone();
        env.vars.extend(vars.iter().map(|(name, value)| ((*name).to_owned(), OsString::from(value))));
        env
    }

    /// A variable as text, when it is set to something that is text and not empty.
    pub fn var(&self, name: &str) -> Option<String> {
        let text = self.vars.get(name)?.to_str()?;
        (!text.is_empty()).then(|| text.to_owned())
    }

    /// A variable as a path, when it is set to something.
    pub fn path(&self, name: &str) -> Option<PathBuf> {
        self.vars.get(name).filter(|value| !value.is_empty()).map(PathBuf::from)
    }

    /// The moment `PARTY_NOW` fixes, if it does. Errors: its text when it is no RFC 3339 moment.
    pub fn fixed_now(&self) -> Result<Option<Instant>, String> {
        self.var("PARTY_NOW").map(|text| text.parse().map_err(|_| text)).transpose()
    }

    /// The machine's time zone: `TZ` when it names one, else the system's, else UTC.
    pub fn zone(&self) -> Zone {
        let named = self.var("TZ").and_then(|name| name.trim_start_matches(':').parse().ok());
        let system = || iana_time_zone::get_timezone().ok().and_then(|name| name.parse().ok());
        named.or_else(system).unwrap_or(Zone::UTC)
    }

    /// The name the person logged in with.
    pub fn login(&self) -> Option<String> {
        self.var("LOGNAME").or_else(|| self.var("USER"))
    }

    /// Where the configuration is kept.
    pub fn config_path(&self) -> PathBuf {
        let native = || self.folder("XDG_CONFIG_HOME", BaseStrategy::config_dir).join("config.toml");
        self.path("PARTY_CONFIG").unwrap_or_else(native)
    }

    /// Where the store is kept when nothing else is said.
    pub fn store_path(&self) -> PathBuf {
        self.folder("XDG_DATA_HOME", BaseStrategy::data_dir).join("party.db")
    }

    /// Where the program keeps what may be lost: recent choices, drafts.
    pub fn state_dir(&self) -> PathBuf {
        self.folder("XDG_STATE_HOME", |native| native.state_dir().unwrap_or_else(|| native.data_dir()))
    }

    /// The person's own files of one kind, beside the configuration: names without ending, and texts; by name.
    pub fn own_files(&self, folder: &str, ending: &str) -> Vec<(String, String)> {
        let config = self.config_path();
        let Some(folder) = config.parent().map(|parent| parent.join(folder)) else { return vec![] };
        let Ok(entries) = std::fs::read_dir(folder) else { return vec![] };
        let fits = |path: &PathBuf| path.extension().is_some_and(|it| it == ending);
        let named = |path: PathBuf| {
            let name = path.file_stem()?.to_str()?.to_owned();
            Some((name, super::files::read_text(&path).ok()?))
        };
        let mut files: Vec<(String, String)> =
            entries.flatten().map(|entry| entry.path()).filter(fits).filter_map(named).collect();
        files.sort();
        files
    }

    fn folder(&self, variable: &str, native: impl Fn(&etcetera::base_strategy::Xdg) -> PathBuf) -> PathBuf {
        let given = self.path(variable).filter(|path| path.is_absolute());
        let base = given.or_else(|| etcetera::base_strategy::Xdg::new().ok().map(|xdg| native(&xdg)));
        base.unwrap_or_else(std::env::temp_dir).join("party")
    }

    /// The machine's clock, or the one `PARTY_NOW` stopped.
    pub fn clock(&self) -> MachineClock {
        MachineClock { fixed: self.fixed_now().ok().flatten() }
    }

    /// A source of ids and chance; `PARTY_SEED` makes it repeat itself.
    pub fn ids(&self) -> MachineIds {
        let seed = self.var("PARTY_SEED").and_then(|text| text.parse().ok());
        MachineIds { clock: self.clock(), seeded: seed.map(fastrand::Rng::with_seed), last: 0, pool: vec![] }
    }
}

/// Tells the machine's time, or always the same one.
#[derive(Clone, Copy, Debug)]
pub struct MachineClock {
    fixed: Option<Instant>,
}

impl Clock for MachineClock {
    fn now(&self) -> Instant {
        self.fixed.unwrap_or_else(real_now)
    }
}

fn real_now() -> Instant {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    Instant::from_millis(since.as_millis() as i64)
}

/// Mints ids from time and chance.
#[derive(Debug)]
pub struct MachineIds {
    clock: MachineClock,
    seeded: Option<fastrand::Rng>,
    last: i64,
    pool: Vec<u8>,
}

impl Ids for MachineIds {
    fn id(&mut self) -> Id {
        // A stopped clock would make ids of different processes meet; only a seeded source wants that.
        let now = if self.seeded.is_some() { self.clock.now() } else { real_now() };
        let time = (now.millis() - BIRTH).max(0) << CHANCE_BITS;
        let chance = (self.chance() & ((1 << CHANCE_BITS) - 1)) as i64;
        self.last = (time | chance).max(self.last + 1);
        Id(self.last)
    }

    fn chance(&mut self) -> u128 {
        if let Some(rng) = &mut self.seeded {
            return rng.u128(..);
        }
        if self.pool.len() < 16 {
            self.pool.resize(4096, 0);
            if getrandom::fill(&mut self.pool).is_err() {
                // No chance from the system: the time and a hash seed are the best there is.
                let mut rng = fastrand::Rng::new();
                rng.fill(&mut self.pool);
            }
        }
        let rest = self.pool.len() - 16;
        let bytes: [u8; 16] = self.pool[rest..].try_into().unwrap_or_default();
        self.pool.truncate(rest);
        u128::from_le_bytes(bytes)
    }
}
