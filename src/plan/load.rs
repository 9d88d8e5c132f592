//! Load: what is assigned to each member, over all parties, against what they can do; by week and by act.
//!
//! Each member's tasks are spread once ([`super::spread`]), and days are counted once a member and stretch: a task in a cell
//! then costs two divisions, never a walk over days.

use std::collections::{BTreeMap, HashMap};

use super::calendar::{Calendar, Stretch};
use super::capacity::{Able, Person};
use super::leave::{DayOff, Edges, Presence};
use super::spread::{Assigned, Place, Spread};
use crate::base::day::Day;
use crate::base::id::Id;

/// A task behind a number. Tasks are named by their place in the list that was handed in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Part {
    /// Place in the list.
    pub work: usize,
    /// Minutes of it that count here; none without an estimate: it is counted and named, never guessed.
    pub minutes: Option<i64>,
}

/// One member in one stretch, over all parties.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cell {
    /// Days that the calendar works.
    pub workdays: i64,
    /// Those of them that the member is on leave, wholly or half.
    pub off: Vec<DayOff>,
    /// Minutes they can do; none where no share was ever said.
    pub capacity: Option<i64>,
    /// Minutes assigned.
    pub load: i64,
    /// The tasks that make the load, and those without an estimate, in the list's order.
    pub parts: Vec<Part>,
}

impl Cell {
    /// Halves of working days on leave: 5 is two and a half days.
    pub fn halves_off(&self) -> i64 {
        self.off.iter().map(|off| off.halves).sum()
    }

    /// Whether more is assigned than can be done; unknown capacity is never exceeded.
    pub fn is_over(&self) -> bool {
        is_over(self.load, self.capacity)
    }
}

fn is_over(load: i64, capacity: Option<i64>) -> bool {
    capacity.is_some_and(|capacity| load > capacity)
}

/// One member over stretches. Σ load of its cells + outside + undated minutes = Σ estimates of their open tasks.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row {
    /// Who.
    pub member: Id,
    /// One for each stretch.
    pub cells: Vec<Cell>,
    /// Minutes that lie outside all the stretches.
    pub outside: i64,
    /// Minutes of tasks without an end, which no stretch can hold.
    pub undated_minutes: i64,
    /// Open tasks without an end, by place in the list.
    pub undated: Vec<usize>,
    /// Open tasks without an estimate.
    pub unestimated: Vec<usize>,
    /// Open tasks that are blocked.
    pub blocked: Vec<usize>,
    /// Open tasks whose end has passed.
    pub overdue: Vec<usize>,
}

/// An act as a column: the days it is planned for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ActDays {
    /// The act.
    pub act: Id,
    /// Its party.
    pub party: Id,
    /// Its days.
    pub days: Stretch,
}

/// One member in one act.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ActCell {
    /// Who.
    pub member: Id,
    /// Minutes the act's party can expect of them in its days; none where it has no share of theirs.
    pub capacity: Option<i64>,
    /// Minutes of their open tasks of this act, wherever in time they lie.
    pub load: i64,
    /// Those tasks.
    pub parts: Vec<Part>,
    /// Minutes they can do in the act's days over all parties.
    pub capacity_all: Option<i64>,
    /// Minutes of all their tasks, of whatever party, that lie in the act's days.
    pub load_all: i64,
}

impl ActCell {
    /// Whether the act asks more of them than its party may.
    pub fn is_over(&self) -> bool {
        is_over(self.load, self.capacity)
    }

    /// Whether all their parties together ask more of them in its days than they can do.
    pub fn is_over_all(&self) -> bool {
        is_over(self.load_all, self.capacity_all)
    }
}

/// One member in one stretch, for one of their parties.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PartyCell {
    /// The party.
    pub party: Id,
    /// Minutes it can expect of them; none where it has no share of theirs.
    pub capacity: Option<i64>,
    /// Minutes of its tasks.
    pub load: i64,
}

/// What giving somebody a task does to them in a stretch, over all parties.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Change {
    /// Minutes assigned before.
    pub before: i64,
    /// Minutes assigned after.
    pub after: i64,
    /// Minutes they can do; none where no share was ever said.
    pub capacity: Option<i64>,
}

/// Members with their tasks, ready to be asked about any stretch.
pub struct Loads<'a> {
    calendar: &'a Calendar,
    today: Day,
    focus: &'a dyn Fn(Id) -> i64,
    works: &'a [Assigned],
    hands: Vec<Hand<'a>>,
}

/// One member with their open tasks.
struct Hand<'a> {
    able: Able<'a>,
    /// Place in the list, days, and the spread where there is an estimate.
    works: Vec<(usize, Place, Option<Spread>)>,
}

impl<'a> Loads<'a> {
    /// Members and the tasks of their parties. Tasks that are closed, or whose owner is not among `people`, count
    /// nowhere. `focus` gives the thousandths of each party.
    pub fn new(
        calendar: &'a Calendar,
        people: &[Person],
        works: &'a [Assigned],
        focus: &'a dyn Fn(Id) -> i64,
        today: Day,
    ) -> Self {
        let mut hands: Vec<Hand<'a>> =
            people.iter().map(|person| Hand { able: Able::new(calendar, person), works: vec![] }).collect();
        let at: HashMap<Id, usize> = people.iter().enumerate().map(|(place, person)| (person.member, place)).collect();
        for (place, work) in works.iter().enumerate().filter(|(_, work)| work.status.is_open()) {
            let Some(hand) = at.get(&work.owner).and_then(|place| hands.get_mut(*place)) else { continue };
            let spread = Spread::of(work, &hand.able.presence, today);
            hand.works.push((place, work.place(today, calendar), spread));
        }
        Self { calendar, today, focus, works, hands }
    }

    /// Members × stretches, over all parties, in the order they were handed in. Stretches lie one after the other and
    /// share no day. The holidays of one are [`Calendar::holidays`].
    pub fn over(&self, stretches: &[Stretch]) -> Vec<Row> {
        self.hands.iter().map(|hand| self.row(hand, stretches)).collect()
    }

    fn row(&self, hand: &Hand<'_>, stretches: &[Stretch]) -> Row {
        let cell = |stretch: &Stretch| Cell {
            workdays: self.calendar.workdays(*stretch),
            off: hand.able.days_off(*stretch),
            capacity: hand.able.capacity(self.focus, *stretch),
            load: 0,
            parts: vec![],
        };
        let mut row = Row {
            member: hand.able.member,
            cells: stretches.iter().map(cell).collect(),
            outside: 0,
            undated_minutes: 0,
            undated: vec![],
            unestimated: vec![],
            blocked: vec![],
            overdue: vec![],
        };
        let edges: Vec<Edges> = stretches.iter().map(|stretch| hand.able.presence.edges(*stretch)).collect();
        for (work, place, spread) in &hand.works {
            self.name(*work, *place, &mut row);
            let days = match (place, spread) {
                (Place::Undated, _) => continue,
                (_, Some(spread)) => spread.days(),
                (Place::Days(days), None) => *days,
                (Place::Overdue(day), None) => Stretch::new(*day, *day),
            };
            let mut left = spread.map_or(0, |spread| spread.minutes());
            let from = stretches.partition_point(|stretch| stretch.last < days.first);
            let met = stretches.iter().zip(&edges).zip(&mut row.cells).skip(from);
            for ((_, edges), cell) in met.take_while(|((stretch, _), _)| stretch.first <= days.last) {
                let minutes = spread.map(|spread| spread.within(edges));
                if minutes != Some(0) {
                    cell.parts.push(Part { work: *work, minutes });
                }
                cell.load += minutes.unwrap_or(0);
                left -= minutes.unwrap_or(0);
            }
            row.outside += left;
        }
        row
    }

    /// Puts a task on the lists of what needs a word.
    fn name(&self, work: usize, place: Place, row: &mut Row) {
        let Some(task) = self.works.get(work) else { return };
        if task.estimate.is_none() {
            row.unestimated.push(work);
        }
        if task.blocked {
            row.blocked.push(work);
        }
        match place {
            Place::Days(_) => {}
            Place::Overdue(_) => row.overdue.push(work),
            Place::Undated => {
                row.undated.push(work);
                row.undated_minutes += task.estimate.map_or(0, |minutes| minutes.0);
            }
        }
    }

    /// Members × acts: for each act those who have a share in its party during its days, or a task in it.
    pub fn acts(&self, acts: &[ActDays]) -> Vec<Vec<ActCell>> {
        acts.iter().map(|act| self.hands.iter().filter_map(|hand| self.act_cell(hand, act)).collect()).collect()
    }

    fn act_cell(&self, hand: &Hand<'_>, act: &ActDays) -> Option<ActCell> {
        let of_act =
            hand.works.iter().filter(|(work, ..)| self.works.get(*work).is_some_and(|w| w.act == Some(act.act)));
        let minutes = |work: usize| self.works.get(work).and_then(|work| work.estimate).map(|minutes| minutes.0);
        let parts: Vec<Part> = of_act.map(|(work, ..)| Part { work: *work, minutes: minutes(*work) }).collect();
        let capacity = hand.able.capacity_for(act.party, (self.focus)(act.party), act.days);
        if parts.is_empty() && capacity.is_none() {
            return None;
        }
        Some(ActCell {
            member: hand.able.member,
            capacity,
            load: parts.iter().filter_map(|part| part.minutes).sum(),
            parts,
            capacity_all: hand.able.capacity(self.focus, act.days),
            load_all: hand.load(act.days),
        })
    }

    /// A member in a stretch party by party, by id: each that has a share of theirs then or a task that lies in it. The
    /// loads add up to that of [`Self::over`]; the capacities may not, because shares above 100 % are scaled only there.
    pub fn by_party(&self, member: Id, stretch: Stretch) -> Vec<PartyCell> {
        let Some(hand) = self.hands.iter().find(|hand| hand.able.member == member) else { return vec![] };
        let edges = hand.able.presence.edges(stretch);
        let shared = hand.able.parties(stretch).into_iter().map(|party| (party, 0));
        let mut loads: BTreeMap<Id, i64> = shared.collect();
        for (work, _, spread) in &hand.works {
            let minutes = spread.map_or(0, |spread| spread.within(&edges));
            if let Some(work) = self.works.get(*work).filter(|_| minutes > 0) {
                *loads.entry(work.party).or_insert(0) += minutes;
            }
        }
        let capacity = |party| hand.able.capacity_for(party, (self.focus)(party), stretch);
        loads.into_iter().map(|(party, load)| PartyCell { party, capacity: capacity(party), load }).collect()
    }

    /// What giving `member` a task would do to them in a stretch; none where they are not among the people. A task that is
    /// theirs already changes nothing.
    pub fn giving(&self, member: Id, work: &Assigned, stretch: Stretch) -> Option<Change> {
        let hand = self.hands.iter().find(|hand| hand.able.member == member)?;
        let before = hand.load(stretch);
        let theirs = |(place, ..): &(usize, Place, Option<Spread>)| {
            self.works.get(*place).is_some_and(|other| other.task == work.task)
        };
        let presence: &Presence<'_> = &hand.able.presence;
        let more = Spread::of(&Assigned { owner: member, ..*work }, presence, self.today)
            .filter(|_| !hand.works.iter().any(theirs))
            .map_or(0, |spread| spread.within(&presence.edges(stretch)));
        Some(Change { before, after: before + more, capacity: hand.able.capacity(self.focus, stretch) })
    }
}

impl Hand<'_> {
    /// Minutes of all their tasks that lie in a stretch.
    fn load(&self, stretch: Stretch) -> i64 {
        let edges = self.able.presence.edges(stretch);
        self.works.iter().filter_map(|(_, _, spread)| *spread).map(|spread| spread.within(&edges)).sum()
    }
}
