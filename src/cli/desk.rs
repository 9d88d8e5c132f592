//! What every command works with: the open book, the words going out, and what people type made into things.

use std::fmt::Display;

use serde::Serialize;

use super::global::Global;
use super::print::{Loudness, Out};
use crate::app::error::{AppError, Kind};
use crate::app::session::Session;
use crate::base::clean::clean;
use crate::base::day::Day;
use crate::base::minutes::Minutes;
use crate::base::name::NONE_WORDS;
use crate::domain::member::Member;
use crate::domain::party::Party;
use crate::domain::refusal::Refusal;
use crate::domain::task::Priority;
use crate::op::{Op, Receipt};
use crate::query::place::{self, Spot};
use crate::query::who::{self, FoundTask};
use crate::query::{QueryError, Thing, select};
use crate::text::refusal::refusal;
use crate::text::when::{NotDay, Use, WhyNot, read_day};
use crate::text::words::{Lang, Word, w};

/// What went well, in words.
pub type Done = Result<(), AppError>;

/// A command at work.
pub struct Desk {
    /// The store, the clock and who is acting.
    pub book: Session,
    /// Where words go.
    pub out: Out,
    /// What was said beside the command.
    pub asked: Global,
}

/// What a change was, as programs get it.
#[derive(Serialize)]
struct Change<'a, T> {
    /// The journal's entry; null when there was nothing to change.
    entry: Option<i64>,
    /// What people are told.
    message: &'a str,
    /// The keys, places or handles of what was changed.
    keys: &'a [String],
    /// What it is now, where a command shows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    now: Option<T>,
}

impl Desk {
    /// The language.
    pub fn lang(&self) -> Lang {
        self.out.lang
    }

    /// A word with its values.
    pub fn say(&self, text: Word, values: &[(&str, &dyn Display)]) -> String {
        self.out.say(text, values)
    }

    /// Words that do not fit: exit code 2.
    pub fn usage(&self, text: Word, values: &[(&str, &dyn Display)]) -> AppError {
        AppError::new(Kind::Usage, self.say(text, values))
    }

    /// A step that is refused for a reason of the command line: exit code 1.
    pub fn refused(&self, text: Word, values: &[(&str, &dyn Display)]) -> AppError {
        AppError::new(Kind::Refused, self.say(text, values))
    }

    /// A member by handle, alias or name.
    pub fn member(&mut self, text: &str) -> Result<Member, AppError> {
        self.book.page(|read, ctx| who::member(read, ctx, text))
    }

    /// The party that was named beside the command: `-p`, `PARTY_PARTY`, the configuration.
    pub fn named_party(&mut self) -> Result<Option<Party>, AppError> {
        let named = self.asked.party.clone().or_else(|| self.book.env().var("PARTY_PARTY"));
        match named.or_else(|| self.book.config().party.clone()) {
            Some(text) => self.book.page(|read, _| who::party(read, &text)).map(Some),
            None => Ok(None),
        }
    }

    /// The party in context: the named one, else the only active one.
    pub fn party_here(&mut self) -> Result<Option<Party>, AppError> {
        match self.named_party()? {
            Some(party) => Ok(Some(party)),
            None => self.book.page(who::only_party),
        }
    }

    /// The party named by a word of the command, else the one in context.
    pub fn party(&mut self, text: Option<&str>) -> Result<Party, AppError> {
        match text {
            Some(text) => self.book.page(|read, _| who::party(read, text)),
            None => match self.party_here()? {
                Some(party) => Ok(party),
                None => Err(self.which_party()?),
            },
        }
    }

    fn which_party(&mut self) -> Result<AppError, AppError> {
        let parties = self.book.page(|read, _| select::<Party>(read, "id IS NOT NULL ORDER BY key", vec![]))?;
        let missing = |said: Word| AppError::new(Kind::Missing, self.out.word(said).to_owned());
        Ok(if parties.is_empty() {
            missing(w::CLI_PARTY_NONE)
        } else {
            missing(w::CLI_WHICH_PARTY).hint(self.out.word(w::CLI_WHICH_PARTY_HINT))
        })
    }

    /// A task by its key, or by its number where one party is in context.
    pub fn task(&mut self, text: &str) -> Result<FoundTask, AppError> {
        let party = if text.contains('-') { None } else { self.named_party()? };
        self.book.page(|read, _| who::task(read, text, party.as_ref()))
    }

    /// Several tasks, each once.
    pub fn tasks(&mut self, texts: &[String]) -> Result<Vec<FoundTask>, AppError> {
        let mut found: Vec<FoundTask> = vec![];
        for text in texts.iter().flat_map(|text| text.split(',')).filter(|text| !text.trim().is_empty()) {
            let task = self.task(text)?;
            if found.iter().all(|other| other.task.id != task.task.id) {
                found.push(task);
            }
        }
        Ok(found)
    }

    /// A place: a party, a season or an act.
    pub fn place(&mut self, text: &str) -> Result<Spot, AppError> {
        let party = self.named_party()?;
        self.book.page(|read, ctx| place::place(read, ctx, text, party.as_ref()))
    }

    /// An act.
    pub fn act(&mut self, text: &str) -> Result<Spot, AppError> {
        let party = self.named_party()?;
        self.book.page(|read, ctx| place::act(read, ctx, text, party.as_ref()))
    }

    /// A season; a party means its running one.
    pub fn season(&mut self, text: &str) -> Result<Spot, AppError> {
        let party = self.named_party()?;
        self.book.page(|read, ctx| place::season(read, ctx, text, party.as_ref()))
    }

    /// A day in words.
    pub fn day(&self, text: &str, wanted: Use) -> Result<Day, AppError> {
        let works = |day| self.book.works_on(day);
        read_day(text, self.book.today(), wanted, &works).map_err(|error: NotDay| {
            let said = match error.why {
                WhyNot::Unknown => w::CLI_BAD_DAY,
                WhyNot::NoSuchDay => w::CLI_NO_SUCH_DAY,
            };
            self.usage(said, &[("part", &clean(&error.part))])
        })
    }

    /// A day in words, or none for `none`.
    pub fn day_or_none(&self, text: &str, wanted: Use) -> Result<Option<Day>, AppError> {
        if is_none(text) { Ok(None) } else { self.day(text, wanted).map(Some) }
    }

    /// An estimate such as `2d`, or none for `none`.
    pub fn estimate(&self, text: &str) -> Result<Option<Minutes>, AppError> {
        if is_none(text) {
            return Ok(None);
        }
        let bare = text.trim().trim_start_matches(['~', '～']);
        bare.parse().map(Some).map_err(|_| self.usage(w::CLI_BAD_ESTIMATE, &[("part", &clean(text))]))
    }

    /// A priority such as `P1`, `p1` or `1`.
    pub fn priority(&self, text: &str) -> Result<Priority, AppError> {
        let digit = text.trim().trim_start_matches(['!', '！', 'p', 'P']);
        format!("P{digit}").parse().map_err(|_| self.usage(w::CLI_BAD_PRIORITY, &[("part", &clean(text))]))
    }

    /// Carries an operation out. When it returns, the change is on disk.
    pub fn commit(&mut self, op: &Op) -> Result<Receipt, AppError> {
        let receipt = self.book.commit(op)?;
        if !receipt.conflicts.is_empty() {
            let said = refusal(self.lang(), &Refusal::Conflict(receipt.conflicts.clone()));
            self.out.message(said.message);
        }
        if self.out.loudness == Loudness::Verbose
            && let Some(seq) = receipt.seq
        {
            let path = self.book.path().display().to_string();
            self.out.message(self.say(w::CLI_ENTRY, &[("seq", &seq), ("kind", &receipt.kind), ("path", &path)]));
        }
        Ok(receipt)
    }

    /// Says what a change was. `schema` is `party.<noun>.<verb>/1`.
    pub fn done(&mut self, receipt: &Receipt, schema: &str, message: &str, keys: &[String]) {
        self.done_with(receipt, schema, message, keys, None::<()>);
    }

    /// Says what a change was, and to programs what it is now.
    pub fn done_with<T: Serialize>(
        &mut self,
        receipt: &Receipt,
        schema: &str,
        message: &str,
        keys: &[String],
        now: Option<T>,
    ) {
        let message = if receipt.seq.is_none() { self.out.word(w::CLI_NOTHING_CHANGED) } else { message };
        if self.out.is_json() {
            self.out.json(schema, &Change { entry: receipt.seq, message, keys, now });
        } else if self.out.loudness == Loudness::Quiet {
            for key in keys {
                self.out.line(key);
            }
        } else {
            for line in message.lines() {
                self.out.line(line);
            }
            if receipt.seq.is_some() {
                self.out.tip(self.out.word(w::CLI_TAKE_BACK));
            }
        }
    }

    /// One operation, or many as one step; none when there is nothing to do.
    pub fn step(mut ops: Vec<Op>) -> Option<Op> {
        match ops.len() {
            0 => None,
            1 => ops.pop(),
            _ => Some(Op::Batch { steps: ops }),
        }
    }

    /// Commits operations as one step and says what happened.
    pub fn carry_out(&mut self, ops: Vec<Op>, schema: &str, message: &str, keys: &[String]) -> Done {
        match Self::step(ops) {
            Some(op) => {
                let receipt = self.commit(&op)?;
                self.done(&receipt, schema, message, keys);
                Ok(())
            }
            None => Err(self.usage(w::CLI_NOTHING_TO_DO, &[])),
        }
    }

    /// Something that is not there.
    pub fn missing(&self, what: Thing, text: &str) -> AppError {
        AppError::of_query(self.lang(), QueryError::missing(what, text))
    }
}

/// Whether a value means that there is none.
pub fn is_none(text: &str) -> bool {
    matches!(text.trim(), "" | "-") || NONE_WORDS.contains(&text.trim())
}
