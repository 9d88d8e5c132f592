//! Tables of a retrospective: itself, cards, groups, actions.

use crate::domain::retro::{Action, Card, Heap, Retro};
use crate::store::record::record;

record!(Retro, [party, act, format, columns, phase, facilitator, summary, opened_on, closed_on]);
record!(Card, [retro, lane, body, author, heap]);
record!(Heap, [retro, title, rank]);
record!(Action, [retro, task, seen, kept]);
