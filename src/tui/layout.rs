//! Where the parts of the frame stand: one pure function for drawing, mouse and paging alike.

use ratatui::layout::Rect;

/// The narrowest window that is drawn.
pub const LEAST: (u16, u16) = (60, 18);
/// From this width on a detail stands beside its list.
pub const BESIDE: u16 = 110;

/// The parts of the window.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Parts {
    /// The tab strip.
    pub strip: Rect,
    /// The line with path and state.
    pub status: Rect,
    /// The screen's own.
    pub body: Rect,
    /// The line for toasts.
    pub toast: Rect,
    /// The hint bar.
    pub hints: Rect,
    /// What popups may cover: everything between strip and hints.
    pub popups: Rect,
}

/// Whether a window is too small for any page.
pub fn is_small(window: Rect) -> bool {
    window.width < LEAST.0 || window.height < LEAST.1
}

/// The parts of a window.
pub fn parts(window: Rect) -> Parts {
    let line =
        |y: u16| Rect::new(window.x, window.y + y.min(window.height), window.width, u16::from(y < window.height));
    let top = 2 + u16::from(window.height >= 24);
    let foot = window.height.saturating_sub(2);
    let body = Rect::new(window.x, window.y + top.min(foot), window.width, foot.saturating_sub(top));
    let popups = Rect::new(window.x, window.y + 1.min(window.height), window.width, window.height.saturating_sub(2));
    Parts {
        strip: line(0),
        status: line(1),
        body,
        toast: line(foot),
        hints: line(window.height.saturating_sub(1)),
        popups,
    }
}

/// List and detail side by side where the window is wide enough; otherwise the list alone.
pub fn beside(body: Rect) -> (Rect, Option<Rect>) {
    if body.width < BESIDE {
        return (body, None);
    }
    let detail = (body.width * 2 / 5).clamp(44, 80);
    let list = body.width - detail;
    (Rect { width: list, ..body }, Some(Rect::new(body.x + list, body.y, detail, body.height)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_stay_in_every_window() {
        for (width, height) in [(0, 0), (1, 1), (80, 24), (3, 2), (500, 200), (60, 18)] {
            let window = Rect::new(0, 0, width, height);
            let parts = parts(window);
            for part in [parts.strip, parts.status, parts.body, parts.toast, parts.hints, parts.popups] {
                assert!(part.right() <= width && part.bottom() <= height, "{window:?} {part:?}");
            }
        }
        assert_eq!(parts(Rect::new(0, 0, 80, 24)).body, Rect::new(0, 3, 80, 19));
    }
}
