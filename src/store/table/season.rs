//! Tables of seasons and acts, with the rows behind an act's ledger.

use crate::domain::act::{Act, Carry, Stay};
use crate::domain::season::Season;
use crate::store::record::record;

record!(Season, [party, number, title, goal, first, last, stage, met, closed_on]);
record!(Act, [party, season, number, title, goal, first, last, stage, started_on, closed_on, ledger, account]);
record!(Stay, [act, task, entered, gone]);
record!(Carry, [task, from_act, to_act, fate, reason, day]);
