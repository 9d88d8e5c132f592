//! Places people type: `LOG/S1/A2`, `S1/A2`, `A2`, `@current`, `@next`, `@previous`, `backlog`.

use super::{Cells, Ctx, QueryError, Thing, entities, select_stmt, who};
use crate::base::id::Id;
use crate::base::key::{PLACE_WORDS, numbered};
use crate::base::name::nearest;
use crate::domain::act::{Act, first_planned, next_after};
use crate::domain::party::Party;
use crate::domain::season::{Season, Stage};
use crate::store::{Read, StoreError};

/// A place in a party: the party itself, one of its seasons, or one of its acts. As a home for tasks a season means
/// the season's backlog and the party its own.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Spot {
    /// The party.
    pub party: Party,
    /// The season; always there with an act.
    pub season: Option<Season>,
    /// The act.
    pub act: Option<Act>,
}

impl Spot {
    /// `LOG`, `LOG/S1` or `LOG/S1/A2`.
    pub fn name(&self) -> String {
        place_name(&self.party.key, self.season.as_ref().map(|it| it.number), self.act.as_ref().map(|it| it.number))
    }
}

/// `LOG`, `LOG/S1` or `LOG/S1/A2` from its parts; an act without a season is left out.
pub(super) fn place_name(party: &str, season: Option<i64>, act: Option<i64>) -> String {
    match (season, act) {
        (Some(season), Some(act)) => format!("{party}/S{season}/A{act}"),
        (Some(season), None) => format!("{party}/S{season}"),
        (None, _) => party.to_owned(),
    }
}

/// A place from the party's key, the season's number and the act's; none where the key is null.
pub(super) fn place_of(at: &mut Cells<'_>) -> Result<Option<String>, StoreError> {
    let (party, season, act): (Option<String>, Option<i64>, Option<i64>) = (at.next()?, at.next()?, at.next()?);
    Ok(party.map(|party| place_name(&party, season, act)))
}

/// A party's seasons and acts, in order.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Map {
    /// By number.
    pub seasons: Vec<Season>,
    /// By season, then by number.
    pub acts: Vec<Act>,
}

impl Map {
    /// Reads a party's seasons and acts.
    pub fn read(read: &mut dyn Read, party: Id) -> Result<Self, QueryError> {
        let answers = read.read(&Self::stmts(party))?;
        Self::of(&answers[0], &answers[1])
    }

    pub(super) fn stmts(party: Id) -> [crate::store::Stmt; 2] {
        Self::stmts_where("party = $1", party)
    }

    /// The statements for the party that a condition on `$1` selects.
    pub(super) fn stmts_where(condition: &str, id: Id) -> [crate::store::Stmt; 2] {
        [
            select_stmt::<Season>(&format!("{condition} ORDER BY number"), vec![id.0.into()]),
            select_stmt::<Act>(&format!("{condition} ORDER BY number"), vec![id.0.into()]),
        ]
    }

    pub(super) fn of(seasons: &crate::store::Rows, acts: &crate::store::Rows) -> Result<Self, QueryError> {
        let mut map = Self { seasons: entities(seasons)?, acts: entities(acts)? };
        let seasons = &map.seasons;
        let season_of = |act: &Act| seasons.iter().find(|season| season.id == act.season).map(|season| season.number);
        map.acts.sort_by_key(|act| (season_of(act), act.number));
        Ok(map)
    }

    /// The season of an act.
    pub fn season_of(&self, act: &Act) -> Option<&Season> {
        self.seasons.iter().find(|season| season.id == act.season)
    }

    /// The running act that started last.
    pub fn current(&self) -> Option<&Act> {
        let running = self.acts.iter().filter(|act| act.stage == Stage::Running);
        running.max_by_key(|act| (act.started_on, act.number))
    }

    /// The running season.
    pub fn running_season(&self) -> Option<&Season> {
        self.seasons.iter().find(|season| season.stage == Stage::Running)
    }

    /// The act that work goes on to when `act` closes, see [`next_after`].
    pub fn next_after(&self, act: &Act) -> Option<&Act> {
        next_after(act, &self.acts, &self.seasons)
    }

    /// What `next` means: after the current act, else the first planned act of the running or the first open season.
    pub fn next(&self) -> Option<&Act> {
        if let Some(current) = self.current() {
            return self.next_after(current);
        }
        first_planned(&self.acts, &self.seasons, self.running_season().map_or(1, |season| season.number))
    }

    /// What `previous` means: the act before the current one, else the last closed one.
    pub fn previous(&self) -> Option<&Act> {
        match self.current() {
            Some(current) => self.before(current),
            None => self.acts.iter().rev().find(|act| act.stage == Stage::Closed),
        }
    }

    /// The act before this one.
    pub fn before(&self, act: &Act) -> Option<&Act> {
        let place = self.acts.iter().position(|other| other.id == act.id)?;
        place.checked_sub(1).and_then(|place| self.acts.get(place))
    }
}

/// Finds a place. Without a party in the text it lies in `party`.
///
/// Errors: `Missing` with the nearest places; `Missing` of the party when none is said and none is in context.
pub fn place(read: &mut dyn Read, ctx: &Ctx, text: &str, party: Option<&Party>) -> Result<Spot, QueryError> {
    let typed = text.trim();
    let mut parts: Vec<&str> = typed.split('/').collect();
    let party = match party {
        Some(party) if is_step(parts[0]) => party.clone(),
        None if is_step(parts[0]) => {
            who::only_party(read, ctx)?.ok_or_else(|| QueryError::missing(Thing::Party, typed))?
        }
        _ => who::party(read, parts.remove(0))?,
    };
    if parts.is_empty() {
        return Ok(Spot { party, season: None, act: None });
    }
    let map = Map::read(read, party.id)?;
    let found = walk(&map, &parts).map(|(season, act)| (season.cloned(), act.cloned()));
    match found {
        Some((season, act)) => Ok(Spot { party, season, act }),
        None => Err(missing(typed, &parts, &party, &map)),
    }
}

/// Finds an act; a season or a party is none.
pub fn act(read: &mut dyn Read, ctx: &Ctx, text: &str, party: Option<&Party>) -> Result<Spot, QueryError> {
    let spot = place(read, ctx, text, party)?;
    if spot.act.is_some() {
        return Ok(spot);
    }
    let map = Map::read(read, spot.party.id)?;
    Err(missing(text.trim(), &["A"], &spot.party, &map))
}

/// Finds a season; an act's season will do.
pub fn season(read: &mut dyn Read, ctx: &Ctx, text: &str, party: Option<&Party>) -> Result<Spot, QueryError> {
    let spot = place(read, ctx, text, party)?;
    if spot.season.is_some() {
        return Ok(Spot { act: None, ..spot });
    }
    let map = Map::read(read, spot.party.id)?;
    match map.running_season().cloned() {
        Some(season) => Ok(Spot { season: Some(season), act: None, party: spot.party }),
        None => Err(missing(text.trim(), &["S"], &spot.party, &map)),
    }
}

/// The word of a step such as `@next` or `백로그`.
fn word(step: &str) -> Option<&'static str> {
    let step = step.trim_start_matches('@').to_lowercase();
    if step == "백로그" {
        return Some("backlog");
    }
    PLACE_WORDS.into_iter().find(|word| *word == step)
}

/// Whether the text is a step within a party rather than a party.
fn is_step(text: &str) -> bool {
    word(text).is_some() || text.starts_with('@') || numbered(text, 'S').is_some() || numbered(text, 'A').is_some()
}

/// Follows steps from a party down; none when one of them leads nowhere.
fn walk<'a>(map: &'a Map, steps: &[&str]) -> Option<(Option<&'a Season>, Option<&'a Act>)> {
    let with_season = |act: &'a Act| (map.season_of(act), Some(act));
    match steps {
        [step] => match word(step) {
            Some("current") => map.current().map(with_season),
            Some("next") => map.next().map(with_season),
            Some("previous") => map.previous().map(with_season),
            Some(_) => Some((map.running_season(), None)),
            None => match numbered(step, 'S') {
                Some(number) => map.seasons.iter().find(|it| it.number == number).map(|it| (Some(it), None)),
                None => act_of(map, map.running_season().or(map.seasons.last())?, step).map(with_season),
            },
        },
        [first, step] => {
            let number = numbered(first, 'S')?;
            let season = map.seasons.iter().find(|season| season.number == number)?;
            match word(step) {
                Some("backlog") => Some((Some(season), None)),
                Some(_) => walk(map, &[step]),
                None => act_of(map, season, step).map(with_season),
            }
        }
        _ => None,
    }
}

fn act_of<'a>(map: &'a Map, season: &Season, step: &str) -> Option<&'a Act> {
    let number = numbered(step, 'A')?;
    map.acts.iter().find(|act| act.season == season.id && act.number == number)
}

fn missing(typed: &str, steps: &[&str], party: &Party, map: &Map) -> QueryError {
    let wants_season = steps.len() == 1 && steps[0].starts_with(['S', 's']);
    let seasons = map.seasons.iter().map(|season| place_name(&party.key, Some(season.number), None));
    let acts = map.acts.iter().map(|act| {
        let season = map.season_of(act).map(|season| season.number);
        place_name(&party.key, season, Some(act.number))
    });
    let known: Vec<String> = if wants_season { seasons.collect() } else { acts.collect() };
    let asked = if is_step(typed.split('/').next().unwrap_or_default()) {
        format!("{}/{typed}", party.key)
    } else {
        typed.to_owned()
    };
    let mut near: Vec<String> = nearest(&asked, known.iter().map(String::as_str)).into_iter().map(Into::into).collect();
    if near.is_empty() {
        near = known.into_iter().rev().take(3).collect();
    }
    let what = if wants_season { Thing::Season } else { Thing::Act };
    QueryError::Missing { what, text: typed.to_owned(), nearest: near }
}
