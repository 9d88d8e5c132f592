//! A retro as it is pasted elsewhere, in the user's language.

use crate::port::export::paper::{Extent, Paper, Shape};
use crate::port::export::retro;
use crate::query::retro::RetroPage;
use crate::tui::desk::Desk;

/// A retro as Markdown for people who never open a terminal.
pub(in crate::tui::screen) fn markdown(page: &RetroPage, desk: &Desk) -> String {
    retro::retro(page, Paper { lang: desk.lang, shape: Shape::Markdown, extent: Extent::OnePage })
}
