//! Arithmetic of planning: who could do what, when it will be done, how it went. Pure: no store, no clock, no words.

pub mod burnup;
pub mod calibration;
pub mod chance;
pub mod distribute;
pub mod fairness;
pub mod flow;
pub mod forecast;
pub mod health;
pub mod outcome;
pub mod percentile;
pub mod priority;
pub mod ratio;
pub mod rotation;
