//! How one field of an entity becomes a column and a JSON value, and comes back.
//! Knows no table and no noun.

use serde_json::Value;

use super::value::Val;
use crate::base::day::{Day, Instant};
use crate::base::id::Id;
use crate::base::minutes::Minutes;
use crate::domain::account::Account;
use crate::domain::act::Ledger;
use crate::domain::task::Check;

/// A field that the store can keep. JSON is what the journal says; a column is what SQL sees.
pub trait Field: Sized {
    /// The value of a field that says nothing; such a field is not written at birth and death. None: always written.
    fn blank() -> Option<Self>;
    /// As a column.
    fn to_val(&self) -> Val;
    /// From a column; none when the column holds something else.
    fn from_val(val: &Val) -> Option<Self>;
    /// As canonical JSON.
    fn to_json(&self) -> Value;
    /// From JSON; none when it holds something else.
    fn from_json(json: &Value) -> Option<Self>;
    /// Appends the same canonical JSON without making a value of it; false, and nothing, when the field says nothing.
    fn push_json(&self, out: &mut Vec<u8>) -> bool {
        let json = self.to_json();
        let says = !is_blank(&json);
        if says {
            put(out, &json);
        }
        says
    }
}

/// Whether a value says nothing: null, an empty text or list, zero, false.
pub fn is_blank(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(list) => list.is_empty(),
        Value::Bool(flag) => !flag,
        Value::Number(number) => number.as_i64() == Some(0),
        Value::Object(_) => false,
    }
}

/// Appends JSON; writing to memory cannot fail.
fn put<T: serde::Serialize + ?Sized>(out: &mut Vec<u8>, what: &T) {
    let _ = serde_json::to_writer(out, what);
}

impl<T: Field> Field for Option<T> {
    fn blank() -> Option<Self> {
        Some(None)
    }
    fn to_val(&self) -> Val {
        self.as_ref().map_or(Val::Null, Field::to_val)
    }
    fn from_val(val: &Val) -> Option<Self> {
        if matches!(val, Val::Null) { Some(None) } else { T::from_val(val).map(Some) }
    }
    fn to_json(&self) -> Value {
        self.as_ref().map_or(Value::Null, Field::to_json)
    }
    fn from_json(json: &Value) -> Option<Self> {
        if json.is_null() { Some(None) } else { T::from_json(json).map(Some) }
    }
    fn push_json(&self, out: &mut Vec<u8>) -> bool {
        self.as_ref().is_some_and(|field| field.push_json(out))
    }
}

impl Field for String {
    fn blank() -> Option<Self> {
        Some(Self::new())
    }
    fn to_val(&self) -> Val {
        Val::Text(self.clone())
    }
    fn from_val(val: &Val) -> Option<Self> {
        if let Val::Text(text) = val { Some(text.clone()) } else { None }
    }
    fn to_json(&self) -> Value {
        Value::String(self.clone())
    }
    fn from_json(json: &Value) -> Option<Self> {
        json.as_str().map(str::to_owned)
    }
    fn push_json(&self, out: &mut Vec<u8>) -> bool {
        if !self.is_empty() {
            put(out, self);
        }
        !self.is_empty()
    }
}

impl Field for bool {
    fn blank() -> Option<Self> {
        Some(false)
    }
    fn to_val(&self) -> Val {
        Val::Int(i64::from(*self))
    }
    fn from_val(val: &Val) -> Option<Self> {
        if let Val::Int(flag) = val { Some(*flag == 1) } else { None }
    }
    fn to_json(&self) -> Value {
        Value::Bool(*self)
    }
    fn from_json(json: &Value) -> Option<Self> {
        json.as_bool()
    }
}

impl Field for i64 {
    fn blank() -> Option<Self> {
        Some(0)
    }
    fn to_val(&self) -> Val {
        Val::Int(*self)
    }
    fn from_val(val: &Val) -> Option<Self> {
        if let Val::Int(number) = val { Some(*number) } else { None }
    }
    fn to_json(&self) -> Value {
        Value::from(*self)
    }
    fn from_json(json: &Value) -> Option<Self> {
        json.as_i64()
    }
    fn push_json(&self, out: &mut Vec<u8>) -> bool {
        if *self != 0 {
            put(out, self);
        }
        *self != 0
    }
}

impl Field for Minutes {
    fn blank() -> Option<Self> {
        None
    }
    fn to_val(&self) -> Val {
        self.0.to_val()
    }
    fn from_val(val: &Val) -> Option<Self> {
        i64::from_val(val).map(Self)
    }
    fn to_json(&self) -> Value {
        self.0.to_json()
    }
    fn from_json(json: &Value) -> Option<Self> {
        i64::from_json(json).filter(|minutes| *minutes >= 0).map(Self)
    }
}

impl Field for Id {
    fn blank() -> Option<Self> {
        None
    }
    fn to_val(&self) -> Val {
        Val::Int(self.0)
    }
    fn from_val(val: &Val) -> Option<Self> {
        i64::from_val(val).map(Self)
    }
    fn to_json(&self) -> Value {
        Value::String(self.to_string())
    }
    fn from_json(json: &Value) -> Option<Self> {
        json.as_str()?.parse().ok()
    }
    fn push_json(&self, out: &mut Vec<u8>) -> bool {
        put(out, self);
        true
    }
}

/// Fields kept as text in the form they print and parse.
macro_rules! text_field {
    ($($name:ty),* $(,)?) => {$(
        impl Field for $name {
            fn blank() -> Option<Self> {
                None
            }
            fn to_val(&self) -> Val {
                Val::Text(self.to_string())
            }
            fn from_val(val: &Val) -> Option<Self> {
                if let Val::Text(text) = val { text.parse().ok() } else { None }
            }
            fn to_json(&self) -> Value {
                Value::String(self.to_string())
            }
            fn from_json(json: &Value) -> Option<Self> {
                json.as_str()?.parse().ok()
            }
            fn push_json(&self, out: &mut Vec<u8>) -> bool {
                put(out, self);
                true
            }
        }
    )*};
}

text_field!(
    Day,
    Instant,
    crate::domain::act::Entered,
    crate::domain::act::Fate,
    crate::domain::act::Left,
    crate::domain::note::NoteKind,
    crate::domain::party::Office,
    crate::domain::party::PartyStatus,
    crate::domain::party::Role,
    crate::domain::party::Section,
    crate::domain::retro::RetroPhase,
    crate::domain::season::GoalMet,
    crate::domain::season::Stage,
    crate::domain::task::Origin,
    crate::domain::task::Priority,
    crate::domain::task::TaskStatus,
    crate::domain::task::Tie,
);

/// Fields kept as JSON text in a column: lists and figures that are always read whole. `as value` sorts the names in
/// them, as canonical JSON wants; `as is` is for those that hold no names.
macro_rules! json_field {
    ($($name:ty, blank $blank:expr, as $way:ident);* $(;)?) => {$(
        impl Field for $name {
            fn blank() -> Option<Self> {
                $blank
            }
            fn to_val(&self) -> Val {
                let mut text = vec![];
                json_field!(@$way self, &mut text);
                Val::Text(String::from_utf8(text).unwrap_or_default())
            }
            fn from_val(val: &Val) -> Option<Self> {
                if let Val::Text(text) = val { serde_json::from_str(text).ok() } else { None }
            }
            fn to_json(&self) -> Value {
                serde_json::to_value(self).unwrap_or(Value::Null)
            }
            fn from_json(json: &Value) -> Option<Self> {
                serde::Deserialize::deserialize(json).ok()
            }
            fn push_json(&self, out: &mut Vec<u8>) -> bool {
                let from = out.len();
                json_field!(@$way self, out);
                let says = &out[from..] != b"[]";
                if !says {
                    out.truncate(from);
                }
                says
            }
        }
    )*};
    (@value $it:expr, $out:expr) => { put($out, &$it.to_json()) };
    (@is $it:expr, $out:expr) => { put($out, $it) };
}

json_field!(
    Vec<String>, blank Some(Self::new()), as is;
    Vec<Check>, blank Some(Self::new()), as value;
    Vec<(String, String)>, blank Some(Self::new()), as is;
    Vec<(String, String, String)>, blank Some(Self::new()), as is;
    Ledger, blank None, as value;
    Account, blank None, as value;
);

#[cfg(test)]
mod tests {
    use super::*;

    fn same<T: Field>(field: &T) {
        let mut out = vec![];
        let json = field.to_json();
        assert_eq!(field.push_json(&mut out), !is_blank(&json));
        let expected = if is_blank(&json) { String::new() } else { json.to_string() };
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }

    #[test]
    fn what_is_pushed_is_the_canonical_json() {
        same(&"a \"b\"\n\u{7f}한".to_owned());
        same(&Some(String::new()));
        same(&None::<i64>);
        same(&0_i64);
        same(&-7_i64);
        same(&Some(Minutes(0)));
        same(&Id(9_007_199_254_740_993));
        same(&true);
        same(&Day::of(2026, 1, 2));
        same(&Instant::from_millis(1));
        same(&crate::domain::task::Priority::P1);
        same(&vec![Check { text: "t".to_owned(), done: true }]);
        same(&Vec::<Check>::new());
        same(&vec![("b".to_owned(), "a".to_owned())]);
        same(&vec!["x".to_owned()]);
        same(&Some(Ledger::default()));
    }
}
