//! Roles to styles. Code names what a thing means; colours are data (`data/themes/*.toml`, and the user's own files).

use std::collections::BTreeMap;

use ratatui::style::{Color, Modifier, Style};
use serde::Deserialize;

/// What a piece of text means, which decides how it looks.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Cursor bar, active tab, what is being done.
    Accent,
    /// Blocked, over capacity, off track.
    Bad,
    /// Due within two days, at risk.
    Warn,
    /// The toast and the last tick.
    Good,
    /// Links, other people's fresh changes.
    Info,
    /// Keys, dates, finished rows: what can wait.
    Dim,
    /// The ground of header, hints and selection.
    Faint,
}

/// How many colours the terminal has.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Depth {
    /// None, or the user wants none (`NO_COLOR`).
    None,
    /// The sixteen of the palette.
    Sixteen,
    /// 256 with the fixed cube.
    Indexed,
    /// Any.
    True,
}

impl Depth {
    /// The depth that `TERM`, `COLORTERM` and `NO_COLOR` promise.
    pub fn promised(term: &str, colorterm: &str, no_color: &str) -> Self {
        if !no_color.is_empty() || term.is_empty() || term == "dumb" {
            Self::None
        } else if matches!(colorterm, "truecolor" | "24bit") || term.ends_with("-direct") {
            Self::True
        } else if term.contains("256color")
            || ["kitty", "alacritty", "foot", "ghostty"].iter().any(|t| term.contains(t))
        {
            Self::Indexed
        } else {
            Self::Sixteen
        }
    }
}

/// Which ground the terminal paints.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Ground {
    /// Light text on dark.
    #[default]
    Dark,
    /// Dark text on light.
    Light,
}

impl Ground {
    /// The ground of a background colour, by its perceived lightness.
    pub fn of(red: u8, green: u8, blue: u8) -> Self {
        let light = 299 * u32::from(red) + 587 * u32::from(green) + 114 * u32::from(blue);
        if light >= 128_000 { Self::Light } else { Self::Dark }
    }
}

#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Paint {
    rgb: Option<String>,
    ansi: Option<String>,
}

/// A theme file that cannot be used; says which entry and why.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{0}")]
pub struct NotTheme(pub String);

/// Styles by role, ready for one terminal.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Theme {
    colours: BTreeMap<Role, Color>,
}

const DARK: &str = include_str!("../../data/themes/dark.toml");
const LIGHT: &str = include_str!("../../data/themes/light.toml");
const NONE: &str = include_str!("../../data/themes/none.toml");

impl Theme {
    /// The built-in theme of that name (`dark`, `light`, `none`), if there is one.
    pub fn named(name: &str, depth: Depth) -> Option<Self> {
        let source = match name {
            "dark" => DARK,
            "light" => LIGHT,
            "none" => NONE,
            _ => return None,
        };
        Self::read(source, depth).ok()
    }

    /// The theme for a ground.
    pub fn for_ground(ground: Ground, depth: Depth) -> Self {
        let name = match ground {
            Ground::Dark => "dark",
            Ground::Light => "light",
        };
        Self::named(name, depth).unwrap_or(Self { colours: BTreeMap::new() })
    }

    /// Reads a theme file: roles with `rgb = "#RRGGBB"` and `ansi = "cyan"`.
    pub fn read(source: &str, depth: Depth) -> Result<Self, NotTheme> {
        let paints: BTreeMap<Role, Paint> = toml::from_str(source).map_err(|error| NotTheme(error.to_string()))?;
        let mut colours = BTreeMap::new();
        for (role, paint) in paints {
            if let Some(colour) = paint.colour(depth)? {
                colours.insert(role, colour);
            }
        }
        Ok(Self { colours })
    }

    /// The style of a role. Without a colour, dim text is dimmed by the terminal and warnings are bold.
    pub fn style(&self, role: Role) -> Style {
        match (role, self.colours.get(&role)) {
            (Role::Faint, Some(colour)) => Style::new().bg(*colour),
            (_, Some(colour)) => Style::new().fg(*colour),
            (Role::Dim, None) => Style::new().add_modifier(Modifier::DIM),
            (Role::Accent | Role::Bad, None) => Style::new().add_modifier(Modifier::BOLD),
            (_, None) => Style::new(),
        }
    }

    /// The style of the row under the cursor.
    pub fn selected(&self) -> Style {
        self.style(Role::Faint).add_modifier(Modifier::BOLD)
    }
}

impl Paint {
    fn colour(&self, depth: Depth) -> Result<Option<Color>, NotTheme> {
        let rgb = self.rgb.as_deref().map(rgb).transpose()?;
        let ansi = self.ansi.as_deref().map(ansi).transpose()?;
        Ok(match (depth, rgb) {
            (Depth::None, _) => None,
            (Depth::True, Some((red, green, blue))) => Some(Color::Rgb(red, green, blue)),
            (Depth::Indexed, Some(rgb)) => Some(Color::Indexed(nearest(rgb))),
            _ => ansi,
        })
    }
}

fn rgb(text: &str) -> Result<(u8, u8, u8), NotTheme> {
    let wrong = || NotTheme(format!("{text:?} is no colour such as \"#4FC1B0\""));
    let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6).ok_or_else(wrong)?;
    let number = u32::from_str_radix(digits, 16).map_err(|_| wrong())?;
    Ok(((number >> 16) as u8, (number >> 8) as u8, number as u8))
}

fn ansi(name: &str) -> Result<Color, NotTheme> {
    const NAMES: [(&str, Color); 16] = [
        ("black", Color::Black),
        ("red", Color::Red),
        ("green", Color::Green),
        ("yellow", Color::Yellow),
        ("blue", Color::Blue),
        ("magenta", Color::Magenta),
        ("cyan", Color::Cyan),
        ("white", Color::Gray),
        ("bright-black", Color::DarkGray),
        ("bright-red", Color::LightRed),
        ("bright-green", Color::LightGreen),
        ("bright-yellow", Color::LightYellow),
        ("bright-blue", Color::LightBlue),
        ("bright-magenta", Color::LightMagenta),
        ("bright-cyan", Color::LightCyan),
        ("bright-white", Color::White),
    ];
    let found = NAMES.iter().find(|(known, _)| *known == name).map(|(_, colour)| *colour);
    found.ok_or_else(|| NotTheme(format!("{name:?} is no colour of the terminal's sixteen, such as \"bright-cyan\"")))
}

/// The nearest of the 6×6×6 cube (16–231) and the grey ramp (232–255).
fn nearest((red, green, blue): (u8, u8, u8)) -> u8 {
    const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];
    let step = |value: u8| (0..6_u8).min_by_key(|at| STEPS[usize::from(*at)].abs_diff(value)).unwrap_or(0);
    let far = |one: (u8, u8, u8)| {
        let square = |a: u8, b: u8| u32::from(a.abs_diff(b)).pow(2);
        square(one.0, red) + square(one.1, green) + square(one.2, blue)
    };
    let (r, g, b) = (step(red), step(green), step(blue));
    let cube = (STEPS[usize::from(r)], STEPS[usize::from(g)], STEPS[usize::from(b)]);
    let grey = (0..24_u8).min_by_key(|at| far((8 + at * 10, 8 + at * 10, 8 + at * 10))).unwrap_or(0);
    let shade = 8 + grey * 10;
    if far((shade, shade, shade)) < far(cube) { 232 + grey } else { 16 + 36 * r + 6 * g + b }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_theme_reads_at_every_depth() {
        for name in ["dark", "light", "none"] {
            for depth in [Depth::None, Depth::Sixteen, Depth::Indexed, Depth::True] {
                assert!(Theme::named(name, depth).is_some(), "{name} {depth:?}");
            }
        }
        assert_eq!(Theme::named("dark", Depth::None).unwrap(), Theme::named("none", Depth::True).unwrap());
    }

    #[test]
    fn grounds_and_depths_are_told_apart() {
        assert_eq!(Ground::of(253, 246, 227), Ground::Light);
        assert_eq!(Ground::of(30, 30, 30), Ground::Dark);
        assert_eq!(Depth::promised("xterm-256color", "", ""), Depth::Indexed);
        assert_eq!(Depth::promised("xterm-256color", "truecolor", "1"), Depth::None);
        assert_eq!(nearest((255, 0, 0)), 196);
    }
}
