//! Tables of the workspace itself: settings, members, their other names.

use crate::base::fold::fold;
use crate::domain::member::{Alias, Member, Setting};
use crate::store::record::record;
use crate::store::value::Val;

record!(Setting, [name, value]);
record!(Member, [handle, name, admin, active, skills], derived | it | ["fold" = Val::Text(fold(&it.handle))]);
record!(Alias, [member, name], derived | it | ["fold" = Val::Text(fold(&it.name))]);
