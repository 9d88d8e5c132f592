//! A good proposal for many tasks: list scheduling from several orders, each made better by moving and swapping until
//! nothing helps, and the best of them. No chance and no clock: the same problem gives the same owners.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::problem::{Cost, Hand, Piece, Problem, Score};
use crate::plan::ratio::Ratio;

/// More rounds than it takes to be done with hundreds of tasks; a limit so that nothing can go on for ever.
const ROUNDS: usize = 100;

/// Good owners of every piece, as places among the hands.
pub(super) fn good(problem: &Problem<'_>) -> Vec<Option<usize>> {
    let mut starts = vec![
        // What matters most has room first; within a priority the shortest leave the fewest over.
        scheduled(problem, |piece| (piece.priority(), Reverse(piece.minutes))),
        scheduled(problem, |piece| (piece.priority(), piece.minutes)),
    ];
    let mut reached = vec![];
    // Evening out first finds lower loads, but may lose on its way what these had: so they are climbed from as they are.
    for start in [scheduled(problem, |piece| Reverse(piece.minutes)), last(problem)] {
        let better = climbed(start.clone(), whole);
        starts.extend([start, better.clone()]);
        reached.push(better);
    }
    let mut seen = BTreeSet::new();
    starts.retain(|start| seen.insert(start.owners.clone()));
    reached.extend(starts.into_iter().map(|start| climbed(climbed(start, load_alone), whole)));
    reached.into_iter().min_by_key(State::score).map(|best| best.owners).unwrap_or_default()
}

/// The order of the rules.
fn whole(score: Score) -> Score {
    score
}

/// Load and nothing else: fewest left over, lowest utilisation, evenness.
fn load_alone(score: Score) -> Score {
    let Cost { crowd, uneven, .. } = score.cost;
    Score { cost: Cost { crowd, uneven, ..Cost::default() }, ..score }
}

/// What one hand carries of what is distributed.
#[derive(Clone)]
struct Load {
    minutes: i64,
    pieces: usize,
    unestimated: i64,
    filled: Ratio,
    cost: Cost,
    /// By area: how many pieces.
    areas: Vec<u32>,
}

/// Owners, and what follows from them.
#[derive(Clone)]
struct State<'p> {
    problem: &'p Problem<'p>,
    owners: Vec<Option<usize>>,
    loads: Vec<Load>,
    left: [usize; 4],
    /// The fullest hand of those that are given something.
    fullest: usize,
    cost: Cost,
}

/// A piece and where it goes; none is nobody.
type Move = (usize, Option<usize>);

impl<'p> State<'p> {
    fn empty(problem: &'p Problem<'p>) -> Self {
        let areas = vec![0; problem.fresh.len()];
        let none = |hand: &Hand<'_>| Load {
            minutes: 0,
            pieces: 0,
            unestimated: 0,
            filled: Ratio::ZERO,
            cost: hand.carrying(0, 0),
            areas: areas.clone(),
        };
        let mut left = [0; 4];
        for piece in &problem.pieces {
            left[piece.priority()] += 1;
        }
        let loads = problem.hands.iter().map(none).collect();
        Self { problem, owners: vec![None; problem.pieces.len()], loads, left, fullest: 0, cost: Cost::default() }
    }

    fn score(&self) -> Score {
        let highest = self.loads.get(self.fullest).map_or(Ratio::ZERO, |load| load.filled);
        Score { left: self.left, highest, cost: self.cost }
    }

    /// Whether a hand may take a piece once `freed` minutes of theirs have gone elsewhere.
    fn fits(&self, piece: usize, hand: usize, freed: i64) -> bool {
        let (piece, room) = (&self.problem.pieces[piece], self.problem.hands[hand].free);
        piece.able[hand] && self.loads[hand].minutes - freed + piece.minutes <= room
    }

    /// Gives a piece to a hand, or to nobody, and returns where it was.
    fn shift(&mut self, (piece, to): Move) -> Move {
        let from = std::mem::replace(&mut self.owners[piece], to);
        let own = &self.problem.pieces[piece];
        if let Some(hand) = from {
            self.settle(own, hand, -1);
        }
        if let Some(hand) = to {
            self.settle(own, hand, 1);
        }
        let left = &mut self.left[own.priority()];
        *left = *left + usize::from(to.is_none()) - usize::from(from.is_none());
        (piece, from)
    }

    /// Counts a piece in (`sign` 1) or out (−1) of a hand's load.
    fn settle(&mut self, piece: &Piece<'_>, place: usize, sign: i64) {
        let (hand, load) = (&self.problem.hands[place], &mut self.loads[place]);
        load.minutes += sign * piece.minutes;
        load.unestimated += sign * piece.unestimated();
        load.pieces = load.pieces.saturating_add_signed(sign as isize);
        let mut own = piece.cost[place];
        for area in piece.areas.iter().copied().filter(|area| !hand.knows[*area]) {
            let count = &mut load.areas[area];
            *count = if sign > 0 { *count + 1 } else { *count - 1 };
            // The first piece in brings the points, the last one out takes them.
            if *count == u32::from(sign > 0) {
                own.knowledge -= self.problem.fresh[area];
            }
        }
        let carrying = hand.carrying(load.minutes, load.unestimated);
        let change = carrying - std::mem::replace(&mut load.cost, carrying);
        self.cost = if sign > 0 { self.cost + change + own } else { self.cost + change - own };
        let filled = if load.pieces == 0 { Ratio::ZERO } else { hand.filled(load.minutes) };
        let emptier = filled < std::mem::replace(&mut load.filled, filled);
        if place == self.fullest && emptier {
            let fullest = (0..self.loads.len()).max_by_key(|hand| self.loads[*hand].filled);
            self.fullest = fullest.unwrap_or_default();
        } else if filled > self.loads[self.fullest].filled {
            self.fullest = place;
        }
    }

    /// Makes some moves if the score is then better by `goal`; whether it was.
    fn better(&mut self, moves: &[Move], goal: fn(Score) -> Score, best: &mut Score) -> bool {
        let mut back = [(0, None); 2];
        for (undo, step) in back.iter_mut().zip(moves) {
            *undo = self.shift(*step);
        }
        let score = goal(self.score());
        if score < *best {
            *best = score;
            return true;
        }
        for undo in back[..moves.len()].iter().rev() {
            self.shift(*undo);
        }
        false
    }
}

/// List scheduling: pieces in an order, each to whoever is the least full with it; to nobody where nobody has room.
fn scheduled<'p, K: Ord>(problem: &'p Problem<'p>, order: impl Fn(&Piece<'_>) -> K) -> State<'p> {
    filled_up(State::empty(problem), order)
}

fn filled_up<K: Ord>(mut state: State<'_>, order: impl Fn(&Piece<'_>) -> K) -> State<'_> {
    let problem = state.problem;
    let mut open: Vec<usize> = (0..problem.pieces.len()).filter(|piece| state.owners[*piece].is_none()).collect();
    open.sort_by_key(|piece| order(&problem.pieces[*piece]));
    for piece in open {
        let with =
            |hand: &usize| problem.hands[*hand].filled(state.loads[*hand].minutes + problem.pieces[piece].minutes);
        let fitting = (0..problem.hands.len()).filter(|hand| state.fits(piece, *hand, 0));
        if let Some(hand) = fitting.min_by_key(with) {
            state.shift((piece, Some(hand)));
        }
    }
    state
}

/// The last proposal as far as it still fits, and the rest longest first.
fn last<'p>(problem: &'p Problem<'p>) -> State<'p> {
    let mut state = State::empty(problem);
    for (piece, own) in problem.pieces.iter().enumerate() {
        let owner = problem.hands.iter().position(|hand| own.task.last == Some(hand.member.id));
        if let Some(hand) = owner.filter(|hand| state.fits(piece, *hand, 0)) {
            state.shift((piece, Some(hand)));
        }
    }
    filled_up(state, |piece| Reverse(piece.minutes))
}

/// Moves, swaps and makes room until nothing is better by `goal`.
fn climbed(mut state: State<'_>, goal: fn(Score) -> Score) -> State<'_> {
    let mut best = goal(state.score());
    for _ in 0..ROUNDS {
        let before = best;
        for piece in 0..state.owners.len() {
            moved(&mut state, piece, goal, &mut best);
            swapped(&mut state, piece, goal, &mut best);
            made_room(&mut state, piece, goal, &mut best);
        }
        if best == before {
            break;
        }
    }
    state
}

/// Tries a piece with every other hand.
fn moved(state: &mut State<'_>, piece: usize, goal: fn(Score) -> Score, best: &mut Score) {
    for hand in 0..state.loads.len() {
        if state.owners[piece] != Some(hand) && state.fits(piece, hand, 0) {
            state.better(&[(piece, Some(hand))], goal, best);
        }
    }
}

/// Tries to exchange a piece with every later one, with those that nobody has too.
fn swapped(state: &mut State<'_>, piece: usize, goal: fn(Score) -> Score, best: &mut Score) {
    for other in piece + 1..state.owners.len() {
        let (one, two) = (state.owners[piece], state.owners[other]);
        let minutes = |piece: usize| state.problem.pieces[piece].minutes;
        let fits = |piece, hand: Option<usize>, freed| hand.is_none_or(|hand| state.fits(piece, hand, minutes(freed)));
        if one != two && fits(piece, two, other) && fits(other, one, piece) {
            state.better(&[(piece, two), (other, one)], goal, best);
        }
    }
}

/// Tries to place a piece that nobody has by moving another one out of its way.
fn made_room(state: &mut State<'_>, piece: usize, goal: fn(Score) -> Score, best: &mut Score) {
    for other in 0..state.owners.len() {
        let (None, Some(hand)) = (state.owners[piece], state.owners[other]) else { continue };
        if !state.fits(piece, hand, state.problem.pieces[other].minutes) {
            continue;
        }
        for to in 0..state.loads.len() {
            if to != hand
                && state.fits(other, to, 0)
                && state.better(&[(other, Some(to)), (piece, Some(hand))], goal, best)
            {
                break;
            }
        }
    }
}
