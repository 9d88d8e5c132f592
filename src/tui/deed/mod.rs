//! What verbs do that several screens share. Screens hand over what is selected and get effects on the desk.

pub mod answer;
pub mod carry;
pub mod task;
