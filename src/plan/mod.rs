//! The arithmetic of planning: pure functions over days, minutes and the domain's nouns. Knows no store, no words, no
//! clock: today arrives as a value. Each formula stands at the function that uses it.

pub mod burnup;
pub mod calendar;
pub mod calibration;
pub mod capacity;
pub mod chance;
pub mod distribute;
pub mod event;
pub mod fairness;
pub mod flow;
pub mod forecast;
pub mod health;
pub mod holidays;
pub mod leave;
pub mod load;
pub mod outcome;
pub mod percentile;
pub mod priority;
pub mod ratio;
pub mod recurrence;
pub mod rotation;
pub mod share;
pub mod spread;
