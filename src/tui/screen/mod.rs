//! What a screen is: state, update and view of one page, task or room together. The frame around it is `update.rs`, `view.rs`.

pub mod board;
pub mod charter;
pub mod closing;
pub mod door;
pub mod form;
pub mod kickoff;
pub mod notes;
pub mod parties;
pub mod plan;
pub mod retro;
pub mod retros;
pub mod task;
pub mod today;
pub mod welcome;

use crate::tui::page::Page;

pub use crate::tui::desk::screen::{Screen, Status, Taken};

/// Makes the screen of a page.
pub fn make(page: Page) -> Box<dyn Screen> {
    match page {
        Page::Today => Box::new(today::Today::default()),
        Page::Parties => Box::new(parties::Parties::default()),
        Page::Plan => Box::new(plan::PlanScreen::default()),
        Page::Board => Box::new(board::BoardScreen::default()),
        Page::Retros => Box::new(retros::Retros::default()),
        Page::Notes => Box::new(notes::Notes::default()),
    }
}
