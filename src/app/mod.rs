//! The program's ground: machine, configuration, files, sessions, failures in words. Knows neither command line nor
//! screen.

pub mod begin;
pub mod config;
pub mod console;
pub mod demo;
pub mod draft;
pub mod editor;
pub mod env;
pub mod error;
pub mod files;
pub mod formats;
pub mod keep;
pub mod session;
pub mod step;
pub mod story;
pub mod target;
pub mod worker;
