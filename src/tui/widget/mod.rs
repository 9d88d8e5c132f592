//! Small pieces that screens are made of. Each is drawn from what it is given and knows no page.

pub mod area;
pub mod cursor;
pub mod field;
pub mod hints;
pub mod markdown;
pub mod marks;
pub mod outline;
pub mod panel;
pub mod rich;
pub mod row;
pub mod strip;
