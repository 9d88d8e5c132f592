//! Opens the terminal UI on a session: from environment and configuration to state, books and the loop.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use crate::app::begin;
use crate::app::config;
use crate::app::editor;
use crate::app::env::Env;
use crate::app::error::{AppError, Kind};
use crate::app::files;
use crate::app::formats;
use crate::app::session::{Choices, Session};
use crate::base::source::Clock;
use crate::query::who;
use crate::store::engine::Interrupter;
use crate::text::{Lang, say, w};
use crate::tui::book::{Book, MakeBook, Need};
use crate::tui::desk::{Desk, Setup};
use crate::tui::effect::Exit;
use crate::tui::glyph::{ASCII, Glyphs, PLAIN};
use crate::tui::keymap::Keymap;
use crate::tui::page::Page;
use crate::tui::run::{Outside, Remember, run};
use crate::tui::screen;
use crate::tui::screen::welcome::Welcome;
use crate::tui::shelf::Shelf;
use crate::tui::state::State;
use crate::tui::terminal::{Wishes, size};
use crate::tui::theme::{Depth, Ground, Theme};
use crate::tui::wire::{Failure, Loaded, Op, Query, Receipt};

/// What the terminal UI is opened for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Purpose {
    /// One's own work.
    Work,
    /// Looking around in the demo.
    Demo,
}

/// Whether colours are used.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Colours {
    /// As the terminal and the environment say.
    #[default]
    Usual,
    /// None.
    None,
}

/// What a command line may say of the terminal UI.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Start {
    /// The key of the party to begin with.
    pub party: Option<String>,
    /// Whether colours are used.
    pub colours: Colours,
}

/// Opens the store that flags, environment and configuration name, and runs the terminal UI on it until it is left.
/// Errors: what is wrong with the store, the configuration or the terminal.
pub fn start(env: &Env, choices: Choices, start: &Start) -> Result<Exit, AppError> {
    open(Session::open(env, choices)?, Purpose::Work, start)
}

/// Runs the terminal UI on a session until it is left.
/// Errors: no terminal; keys or a theme of the configuration that cannot be used.
pub fn open(mut session: Session, purpose: Purpose, start: &Start) -> Result<Exit, AppError> {
    let env = session.env().clone();
    let lang = session.lang();
    let state = state_of(&mut session, purpose, start)?;
    let mouse = session.config().mouse.unwrap_or(true);
    let term = env.var("TERM").unwrap_or_default();
    let wishes = Wishes { mouse, questions: !matches!(term.as_str(), "" | "dumb" | "linux") };
    let clock = env.clock();
    let (edit_env, memory) = (env.clone(), env.clone());
    let outside = Outside {
        clock: &clock,
        book: books(session),
        wishes,
        edit: &mut |text, suffix| {
            editor::edit(&edit_env, text, suffix).map_err(|error| {
                let values: [(&str, &dyn std::fmt::Display); 2] =
                    [("editor", &editor::command(&edit_env)), ("cause", &error)];
                Failure::said(say(lang, w::FRAME_NO_EDITOR, &values))
            })
        },
        save: &mut |path, text| {
            let path = begin::typed_path(&env, path);
            let written = files::write(&path, text.as_bytes(), files::Existing::Keep);
            let named = path.display().to_string();
            written.map(|()| named).map_err(|error| Failure::said(AppError::io(lang, &path, &error).message))
        },
        remember: &mut |what| {
            // The demo's people and parties are not this person's.
            if purpose == Purpose::Work || matches!(what, Remember::Ground(_)) {
                remember(&memory, what);
            }
        },
    };
    run(state, outside).map_err(|error| match error.kind() {
        std::io::ErrorKind::Unsupported => AppError::new(Kind::Usage, say(lang, w::FRAME_NO_TERMINAL, &[])),
        _ => AppError::new(Kind::Refused, error.to_string()),
    })
}

/// The state that a session, its configuration and the terminal's promises make.
pub fn state_of(session: &mut Session, purpose: Purpose, start: &Start) -> Result<State, AppError> {
    let env = session.env().clone();
    let given = session.config().clone();
    let var = |name: &str| env.var(name).unwrap_or_default();
    let depth = match start.colours {
        Colours::Usual => Depth::promised(&var("TERM"), &var("COLORTERM"), &var("NO_COLOR")),
        Colours::None => Depth::None,
    };
    let theme = given.theme.as_deref().unwrap_or("auto");
    let follows = (theme == "auto" && depth != Depth::None).then_some(depth);
    let wrong = |said: String| AppError::new(Kind::Usage, said).hint(env.config_path().display().to_string());
    let theme = match theme {
        "auto" => Theme::for_ground(remembered_ground(&env), depth),
        name => match Theme::named(name, depth) {
            Some(theme) => theme,
            None => own_theme(&env, name, depth).map_err(wrong)?,
        },
    };
    let keymap = Keymap::new(&own_keys(&given.keys)).map_err(|error| wrong(error.to_string()))?;
    let mut desk = Desk::new(Setup {
        lang: session.lang(),
        theme,
        glyphs: glyphs(given.glyphs.as_deref()),
        now: env.clock().now(),
        zone: session.zone(),
        size: size(),
        ids: Box::new(env.ids()),
    });
    desk.me = session.me().map(|me| me.name.clone());
    desk.my_id = session.me().map(|me| me.id);
    desk.party = match &start.party {
        Some(key) => Some(session.page(|read, _| who::party(read, key))?.id),
        // The party looked at last, else the usual one; one that is gone is no reason not to start.
        None => {
            let last = files::read_text(&party_path(&env)).ok();
            let keys = [last.as_deref().map(str::trim), given.party.as_deref()];
            let mut known = keys.into_iter().flatten().map(|key| session.page(|read, _| who::party(read, key)));
            known.find_map(Result::ok).map(|party| party.id)
        }
    };
    desk.demo = purpose == Purpose::Demo;
    desk.formats = formats::own(&env);
    let mut state = State::new(desk, keymap, screen::make, Page::Today);
    state.theme_follows = follows;
    if !session.peopled() {
        state.push(Box::new(Welcome::new()));
    } else if session.me().is_none() {
        state.push(Box::new(Welcome::who()));
    }
    Ok(state)
}

fn glyphs(name: Option<&str>) -> Glyphs {
    if name == Some("ascii") { ASCII } else { PLAIN }
}

/// Several keys of one verb are written with commas between: `"j, Down"`.
fn own_keys(keys: &BTreeMap<String, String>) -> BTreeMap<String, Vec<String>> {
    let several = |text: &String| -> Vec<String> {
        let names = text.split(", ").map(str::trim).filter(|name| !name.is_empty());
        if text.starts_with(',') { vec![text.clone()] } else { names.map(str::to_owned).collect() }
    };
    keys.iter().map(|(id, text)| (id.clone(), several(text))).collect()
}

fn own_theme(env: &Env, name: &str, depth: Depth) -> Result<Theme, String> {
    let folder = env.config_path().parent().map(|folder| folder.join("themes")).unwrap_or_default();
    let path = folder.join(format!("{name}.toml"));
    let text = files::read_text(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    Theme::read(&text, depth).map_err(|error| format!("{}: {error}", path.display()))
}

fn ground_path(env: &Env) -> PathBuf {
    env.state_dir().join("ground")
}

fn remembered_ground(env: &Env) -> Ground {
    match files::read_text(&ground_path(env)) {
        Ok(text) if text.trim() == "light" => Ground::Light,
        _ => Ground::Dark,
    }
}

/// Where the party looked at last is kept. Not the setting: what commands speak of is for the person to say.
fn party_path(env: &Env) -> PathBuf {
    env.state_dir().join("party")
}

fn keep_in(path: &Path, text: &str) {
    let _ = files::make_room(path);
    let _ = files::write(path, text.as_bytes(), files::Existing::Replace);
}

/// What cannot be remembered is asked again the next time: nothing is said about it.
fn remember(env: &Env, what: Remember) {
    match what {
        Remember::Ground(ground) => {
            if ground == remembered_ground(env) {
                return;
            }
            keep_in(&ground_path(env), if ground == Ground::Light { "light\n" } else { "dark\n" });
        }
        Remember::Language(lang) => {
            let _ = config::set(&env.config_path(), "lang", Some(lang.code()), lang);
        }
        Remember::Party(key) => keep_in(&party_path(env), &format!("{key}\n")),
        Remember::Store(path) => {
            let _ = config::set(&env.config_path(), "db", Some(&path.display().to_string()), Lang::En);
        }
        Remember::Me(handle) => {
            let _ = config::set(&env.config_path(), "actor", Some(&handle), Lang::En);
        }
    }
}

/// The session given serves the lane of the first page, so that it need not wait for another connection; everybody
/// else gets a connection of their own to the same store.
fn books(session: Session) -> MakeBook {
    let opener = session.opener();
    let given = Mutex::new(Some(session));
    Arc::new(move |need| {
        let ready = || given.lock().unwrap_or_else(PoisonError::into_inner).take();
        let mine = if need == Need::Loads { ready() } else { None };
        match mine.map_or_else(|| opener.open(), Ok) {
            Ok(session) => Box::new(Shelf::new(session)),
            Err(error) => Box::new(Closed(Failure::said(error.message))),
        }
    })
}

/// The book of a lane whose store could not be opened: every wish is answered with why.
struct Closed(Failure);

impl Book for Closed {
    fn commit(&mut self, _: &Op) -> Result<Receipt, Failure> {
        Err(self.0.clone())
    }

    fn load(&mut self, _: &Query) -> Result<Option<Loaded>, Failure> {
        Err(self.0.clone())
    }

    fn be(&mut self, _: &str) -> Result<(), Failure> {
        Err(self.0.clone())
    }

    fn changed(&mut self) -> bool {
        false
    }

    fn interrupter(&self) -> Option<Interrupter> {
        None
    }

    fn broken(&self) -> Failure {
        self.0.clone()
    }
}
