//! From what lines say to operations: people and places are looked up or made, each once; tasks gather by place.

use std::collections::{HashMap, HashSet};

use super::known::Known;
use super::report::{Counts, Notice, Problem, ProblemKind, Report};
use super::{Bad, Choices, People, Plan};
use crate::base::fold::fold;
use crate::base::id::Id;
use crate::base::key::{PartyKey, Place};
use crate::base::name::{handle, nearest, slug};
use crate::base::source::Ids;
use crate::domain::party::PartyStatus;
use crate::domain::season::Stage;
use crate::op::task::{NewTask, Target};
use crate::op::{Op, act, member, party, season, task};
use crate::port::columns::Level;
use crate::text::{say, w};

/// A party, season or act: one that is there, or one to be made.
struct Node {
    id: Id,
    name: String,
    /// The level above: a party for a season, a season for an act.
    parent: usize,
    /// Whether it has to be made.
    new: bool,
    /// Its key, for a new party.
    key: Option<PartyKey>,
}

/// Where a task goes: places in the lists of [`Builder`].
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Spot {
    party: usize,
    season: Option<usize>,
    act: Option<usize>,
}

/// Gathers a plan.
pub struct Builder<'a> {
    known: &'a Known,
    choices: &'a Choices,
    ids: &'a mut dyn Ids,
    parties: Vec<Node>,
    seasons: Vec<Node>,
    acts: Vec<Node>,
    /// New places by level, place above and folded name.
    made: HashMap<(Level, usize, String), usize>,
    people: HashMap<String, Id>,
    newcomers: Vec<(Id, String, String)>,
    spots: HashMap<String, Result<Spot, (ProblemKind, String)>>,
    tasks: Vec<(Spot, Vec<NewTask>)>,
    places: HashMap<Spot, usize>,
    depends: Vec<(Id, Id)>,
    /// What has been noticed so far.
    pub report: Report,
}

impl<'a> Builder<'a> {
    /// Begins an empty plan.
    pub fn new(known: &'a Known, choices: &'a Choices, ids: &'a mut dyn Ids) -> Self {
        let report = Report { bad: choices.bad, ..Report::default() };
        Self {
            known,
            choices,
            ids,
            parties: vec![],
            seasons: vec![],
            acts: vec![],
            made: HashMap::new(),
            people: HashMap::new(),
            newcomers: vec![],
            spots: HashMap::new(),
            tasks: vec![],
            places: HashMap::new(),
            depends: vec![],
            report,
        }
    }

    /// A fresh row id.
    pub fn id(&mut self) -> Id {
        self.ids.id()
    }

    /// What the workspace has already.
    pub fn known(&self) -> &'a Known {
        self.known
    }

    /// Notes that a line could not be read.
    pub fn problem(&mut self, line: u64, column: Option<&str>, kind: ProblemKind, text: &str) {
        let text = super::fields::tidy(text.trim());
        let text = if text.chars().count() > 80 { text.chars().take(79).chain(['…']).collect() } else { text };
        self.report.problems.push(Problem { line, column: column.map(str::to_owned), kind, text });
    }

    /// The member of that name; made where that was asked for.
    pub fn person(&mut self, name: &str) -> Result<Id, ProblemKind> {
        let name = name.trim().trim_start_matches('@');
        if let Some(id) = self.people.get(name) {
            return Ok(*id);
        }
        let folded = fold(name);
        let id = match self.people.get(&folded).copied().or_else(|| self.known.member(name)) {
            Some(id) => id,
            None if self.choices.people == People::Create => self.newcomer(name)?,
            None => {
                let members = self.known.members.iter().flat_map(|member| [&*member.handle, &*member.name]);
                let near = nearest(name, members).into_iter().map(str::to_owned).collect();
                return Err(ProblemKind::UnknownPerson(near));
            }
        };
        self.people.insert(name.to_owned(), id);
        self.people.insert(folded, id);
        Ok(id)
    }

    fn newcomer(&mut self, name: &str) -> Result<Id, ProblemKind> {
        let own = handle(name).or_else(|_| handle(&slug(name))).map_err(|_| ProblemKind::BadHandle)?;
        let taken = |known: &str| {
            self.known.member(known).is_some() || self.newcomers.iter().any(|(_, other, _)| other == known)
        };
        let free = std::iter::once(own.clone()).chain((2..100).map(|n| format!("{own}-{n}"))).find(|name| !taken(name));
        let (id, shown) = (self.ids.id(), super::fields::tidy(name));
        self.newcomers.push((id, free.ok_or(ProblemKind::BadHandle)?, shown));
        Ok(id)
    }

    /// The spot of a dotted path such as `concert.autumn.build`: the names of `levels` from the first on; what is
    /// left over belongs to the last. Levels it does not name come from the place given for all.
    /// The error tells what part cannot be used.
    pub fn spot(&mut self, party: &str, season: &str, act: &str) -> Result<Spot, (ProblemKind, String)> {
        let name = [party, season, act].join("\u{1f}");
        if let Some(spot) = self.spots.get(&name) {
            return spot.clone();
        }
        let spot = self.find_spot(party.trim(), season.trim(), act.trim());
        self.spots.insert(name, spot.clone());
        spot
    }

    fn find_spot(&mut self, party: &str, season: &str, act: &str) -> Result<Spot, (ProblemKind, String)> {
        let mut names = [party.to_owned(), season.to_owned(), act.to_owned()];
        // A whole place such as LOG/S1/A2 may stand in the act's or the party's column.
        for cell in [act, party] {
            if let Ok(Place { party, season: Some(season), act }) = cell.parse() {
                names =
                    [party.to_string(), format!("S{season}"), act.map_or_else(String::new, |act| format!("A{act}"))];
            }
        }
        if let Some(to) = &self.choices.to {
            // A task that names no place at all goes to the place given; one that names a lower level starts there.
            let blank = names.iter().all(String::is_empty);
            if names[0].is_empty() {
                names[0] = to.party.to_string();
            }
            if blank || (names[1].is_empty() && !names[2].is_empty() && names[0] == to.party.as_str()) {
                names[1] = to.season.map_or_else(String::new, |season| format!("S{season}"));
            }
            if blank {
                names[2] = to.act.map_or_else(String::new, |act| format!("A{act}"));
            }
        }
        if names[0].is_empty() {
            return Err((ProblemKind::NoParty, String::new()));
        }
        let [party, season, act] = &names;
        let party = self.party(party)?;
        if season.is_empty() && act.is_empty() {
            return Ok(Spot { party, season: None, act: None });
        }
        let season = self.season(party, season)?;
        let act = if act.is_empty() { None } else { Some(self.act(season, act)?) };
        Ok(Spot { party, season: Some(season), act })
    }

    fn party(&mut self, name: &str) -> Result<usize, (ProblemKind, String)> {
        if let Some(known) = self.known.party(name) {
            if known.status == PartyStatus::Ended {
                return Err((ProblemKind::EndedParty, known.key.clone()));
            }
            let id = known.id;
            if let Some(place) = self.parties.iter().position(|node| node.id == id) {
                return Ok(place);
            }
            self.parties.push(Node { id, name: known.name.clone(), parent: 0, new: false, key: None });
            return Ok(self.parties.len() - 1);
        }
        let own = (Level::Party, 0, fold(name));
        if let Some(place) = self.made.get(&own) {
            return Ok(*place);
        }
        let key = self.free_key(name).ok_or_else(|| (ProblemKind::BadParty, name.to_owned()))?;
        if key.as_str() != name.to_ascii_uppercase() {
            self.report.notices.push(Notice::OtherKey(name.to_owned(), key.to_string()));
        }
        let id = self.ids.id();
        self.parties.push(Node { id, name: super::fields::tidy(name), parent: 0, new: true, key: Some(key) });
        self.made.insert(own, self.parties.len() - 1);
        Ok(self.parties.len() - 1)
    }

    /// A key that nobody has: the name's letters and digits, cut to eight, counted up where it is taken; where they are
    /// no key, with a `P` before them.
    fn free_key(&self, name: &str) -> Option<PartyKey> {
        let letters: String = slug(name).chars().filter(char::is_ascii_alphanumeric).collect();
        let letters = letters.to_ascii_uppercase();
        let start = &letters[..letters.len().min(8)];
        // A digit in front, one letter alone, and what names an act, a season or another place is no key by itself.
        let no_key = !start.is_empty() && start.parse::<PartyKey>().is_err();
        let letters = if no_key { format!("P{letters}") } else { letters };
        let taken = |key: &str| {
            self.known.parties.iter().any(|party| party.key == key)
                || self.known.former.iter().any(|former| former.key == key)
                || self.parties.iter().any(|node| node.key.as_ref().is_some_and(|own| own.as_str() == key))
        };
        let cut = |end: &str| format!("{}{end}", &letters[..letters.len().min(8 - end.len())]);
        let mut wanted = std::iter::once(cut("")).chain((2..1000).map(|n| cut(&n.to_string())));
        wanted.find(|key| !taken(key)).and_then(|key| key.parse().ok())
    }

    fn season(&mut self, party: usize, name: &str) -> Result<usize, (ProblemKind, String)> {
        let (id, key) = (self.parties[party].id, self.parties[party].name.clone());
        let own = self.known.seasons.iter().filter(|season| season.party == id);
        let found = if name.is_empty() {
            own.filter(|season| season.stage != Stage::Closed)
                .min_by_key(|season| (season.stage == Stage::Planned, season.number))
        } else {
            own.into_iter().find(|season| {
                format!("S{}", season.number).eq_ignore_ascii_case(name) || fold(&season.title) == fold(name)
            })
        };
        if let Some(season) = found {
            if season.stage == Stage::Closed {
                return Err((ProblemKind::ClosedPlace, format!("{key}/S{}", season.number)));
            }
            return Ok(known_node(&mut self.seasons, season.id, &season.title, party));
        }
        let first = say(self.choices.lang, w::IMPORT_SEASON, &[("n", &1)]);
        let name = if name.is_empty() { &first } else { name };
        let own = (Level::Season, party, fold(name));
        Ok(*self.made.entry(own).or_insert_with(|| new_node(&mut self.seasons, self.ids, name, party)))
    }

    fn act(&mut self, season: usize, name: &str) -> Result<usize, (ProblemKind, String)> {
        let id = self.seasons[season].id;
        let mut own = self.known.acts.iter().filter(|act| act.season == id);
        let found =
            own.find(|act| format!("A{}", act.number).eq_ignore_ascii_case(name) || fold(&act.title) == fold(name));
        match found {
            Some(act) if act.stage == Stage::Closed => Err((ProblemKind::ClosedPlace, act.title.clone())),
            Some(act) => Ok(known_node(&mut self.acts, act.id, &act.title, season)),
            None => {
                let own = (Level::Act, season, fold(name));
                Ok(*self.made.entry(own).or_insert_with(|| new_node(&mut self.acts, self.ids, name, season)))
            }
        }
    }

    /// Adds a task to its place.
    pub fn task(&mut self, spot: Spot, task: NewTask) {
        let next = self.tasks.len();
        let place = *self.places.entry(spot).or_insert(next);
        if place == next {
            self.tasks.push((spot, vec![]));
        }
        self.tasks[place].1.push(task);
    }

    /// Makes one task of the plan wait for another one, of the plan or of the workspace.
    pub fn depend(&mut self, task: Id, needs: Id) {
        self.depends.push((task, needs));
    }

    /// Takes a dependency back.
    pub fn forget(&mut self, task: Id, needs: Id) {
        self.depends.retain(|edge| *edge != (task, needs));
    }

    /// The dependencies so far: who waits for whom.
    pub fn depends(&self) -> &[(Id, Id)] {
        &self.depends
    }

    /// Ends the plan: people first, then places from the top, tasks, and what they wait for.
    pub fn finish(mut self) -> Plan {
        self.report.problems.sort_by_key(|problem| problem.line);
        self.prune();
        self.count();
        if self.report.bad == Bad::Skip && !self.report.problems.is_empty() {
            let mut lines: Vec<u64> = self.report.problems.iter().map(|problem| problem.line).collect();
            lines.dedup();
            self.report.notices.push(Notice::Skipped(lines.len()));
        }
        let mut ops = vec![];
        let made = |(id, handle, name): (Id, String, String)| member::Op::Add { id, handle, name, aliases: vec![] };
        ops.extend(self.newcomers.drain(..).map(made).map(Op::Member));
        self.found(&mut ops);
        for (spot, tasks) in self.tasks {
            let to = Target {
                party: self.parties[spot.party].id,
                season: spot.season.map(|season| self.seasons[season].id),
                act: spot.act.map(|act| self.acts[act].id),
            };
            ops.push(Op::Task(task::Op::Add { to, tasks }));
        }
        let waits = |(task, needs): &(Id, Id)| Op::Task(task::Op::Depend { task: *task, needs: *needs });
        ops.extend(self.depends.iter().map(waits));
        Plan { ops, report: self.report }
    }

    /// Leaves out the people and places that only lines named which are left out themselves.
    fn prune(&mut self) {
        let mut people = HashSet::new();
        for task in self.tasks.iter().flat_map(|(_, tasks)| tasks) {
            people.extend(task.owner);
            people.extend(task.helpers.iter().chain(&task.wishes));
            people.extend(task.past.iter().flat_map(|past| &past.comments).filter_map(|(_, author, _)| *author));
        }
        self.newcomers.retain(|(id, ..)| people.contains(id));
        let spots = || self.tasks.iter().map(|(spot, _)| spot);
        let parties: HashSet<usize> = spots().map(|spot| spot.party).collect();
        let seasons: HashSet<usize> = spots().filter_map(|spot| spot.season).collect();
        let acts: HashSet<usize> = spots().filter_map(|spot| spot.act).collect();
        for (nodes, used) in [(&mut self.parties, parties), (&mut self.seasons, seasons), (&mut self.acts, acts)] {
            nodes.iter_mut().enumerate().for_each(|(place, node)| node.new &= used.contains(&place));
        }
    }

    fn count(&mut self) {
        let new = |nodes: &[Node]| nodes.iter().filter(|node| node.new).count();
        let tasks = || self.tasks.iter().flat_map(|(_, tasks)| tasks);
        self.report.will_create = Counts {
            members: self.newcomers.len(),
            parties: new(&self.parties),
            seasons: new(&self.seasons),
            acts: new(&self.acts),
            tasks: tasks().count(),
            comments: tasks().filter_map(|task| task.past.as_ref()).map(|past| past.comments.len()).sum(),
            dependencies: self.depends.len(),
        };
    }

    /// New parties, led by who imports; then new seasons and acts, in the order of their names, so that numbers fit.
    fn found(&self, ops: &mut Vec<Op>) {
        for node in sorted(&self.parties) {
            let (Some(key), Some(leader)) = (node.key.clone(), self.known.actor) else { continue };
            let (id, name) = (node.id, node.name.clone());
            ops.push(Op::Party(party::Op::Found { id, key, name, theme: String::new() }));
            let (shadow, shares, charter) = (None, vec![], vec![]);
            ops.push(Op::Party(party::Op::Kickoff { party: id, leader, shadow, shares, charter }));
        }
        for node in sorted(&self.seasons) {
            let (id, party, title) = (node.id, self.parties[node.parent].id, node.name.clone());
            let (goal, first, last) = (String::new(), None, None);
            ops.push(Op::Season(season::Op::Add { id, party, title, goal, first, last }));
        }
        for node in sorted(&self.acts) {
            let (id, season, title) = (node.id, self.seasons[node.parent].id, node.name.clone());
            let (goal, first, last) = (String::new(), None, None);
            ops.push(Op::Act(act::Op::Add { id, season, title, goal, first, last }));
        }
    }
}

fn known_node(nodes: &mut Vec<Node>, id: Id, name: &str, parent: usize) -> usize {
    nodes.iter().position(|node| node.id == id).unwrap_or_else(|| {
        nodes.push(Node { id, name: name.to_owned(), parent, new: false, key: None });
        nodes.len() - 1
    })
}

fn new_node(nodes: &mut Vec<Node>, ids: &mut dyn Ids, name: &str, parent: usize) -> usize {
    nodes.push(Node { id: ids.id(), name: super::fields::tidy(name), parent, new: true, key: None });
    nodes.len() - 1
}

/// The new ones, `act2` before `act10`.
fn sorted(nodes: &[Node]) -> Vec<&Node> {
    let mut new: Vec<&Node> = nodes.iter().filter(|node| node.new).collect();
    new.sort_by_cached_key(|node| natural(&node.name));
    new
}

/// A name cut into letters and numbers, so that numbers sort by size.
fn natural(name: &str) -> Vec<(String, u64)> {
    let mut parts = vec![];
    let mut rest = name;
    while !rest.is_empty() {
        let digits = rest.find(|c: char| c.is_ascii_digit()).unwrap_or(rest.len());
        let end = rest[digits..].find(|c: char| !c.is_ascii_digit()).map_or(rest.len(), |end| digits + end);
        parts.push((fold(&rest[..digits]), rest[digits..end].parse().unwrap_or(u64::MAX)));
        rest = &rest[end..];
    }
    parts
}
