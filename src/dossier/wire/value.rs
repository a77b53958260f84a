//! Values of any type, read before it is known whether they fit their field.

use std::fmt;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::dossier::fault::brief;

/// A value as it was found. Records are flat, so values nested deeper than a list in a field are
/// recognised but not kept.
pub(crate) enum Value<'v> {
    Nothing,
    Bool(bool),
    Whole(u64),
    Negative(i64),
    Float(f64),
    Text(&'v str),
    /// Its elements: texts, and how a fault names what is none.
    List(Vec<Result<Box<str>, String>>),
    Record,
}

impl Value<'_> {
    /// How a fault names it where a list or a record belongs.
    pub(crate) fn misplaced(&self) -> String {
        if let Value::Float(number) = self { brief(&number.to_string()) } else { self.to_string() }
    }
}

impl fmt::Display for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Nothing => f.write_str("null"),
            Value::Bool(value) => value.fmt(f),
            Value::Whole(number) => number.fmt(f),
            Value::Negative(number) => number.fmt(f),
            Value::Float(number) => write!(f, "{number:?}"),
            Value::Text(text) => write!(f, "{:?}", brief(text)),
            Value::List(values) => write!(f, "a list of {}", values.len()),
            Value::Record => f.write_str("a record"),
        }
    }
}

/// What is made of a value that is read.
pub(crate) trait Take<'de>: Sized {
    type Taken;

    /// What a format calls it that found something else.
    const EXPECTED: &'static str;

    fn value(self, value: Value<'_>) -> Self::Taken;

    fn list<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Taken, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = list.next_element_seed(Any(Element))? {
            values.push(value);
        }
        Ok(self.value(Value::List(values)))
    }

    fn record<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Taken, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(self.value(Value::Record))
    }
}

/// Reads a value of any type.
pub(crate) struct Any<T>(pub(crate) T);

impl<'de, T: Take<'de>> DeserializeSeed<'de> for Any<T> {
    type Value = T::Taken;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T::Taken, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de, T: Take<'de>> Visitor<'de> for Any<T> {
    type Value = T::Taken;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(T::EXPECTED)
    }

    fn visit_unit<E>(self) -> Result<T::Taken, E> {
        Ok(self.0.value(Value::Nothing))
    }

    fn visit_none<E>(self) -> Result<T::Taken, E> {
        Ok(self.0.value(Value::Nothing))
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<T::Taken, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<T::Taken, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_bool<E>(self, value: bool) -> Result<T::Taken, E> {
        Ok(self.0.value(Value::Bool(value)))
    }

    fn visit_u64<E>(self, number: u64) -> Result<T::Taken, E> {
        Ok(self.0.value(Value::Whole(number)))
    }

    fn visit_i64<E>(self, number: i64) -> Result<T::Taken, E> {
        Ok(self.0.value(u64::try_from(number).map_or(Value::Negative(number), Value::Whole)))
    }

    fn visit_f64<E>(self, number: f64) -> Result<T::Taken, E> {
        Ok(self.0.value(Value::Float(number)))
    }

    fn visit_str<E>(self, text: &str) -> Result<T::Taken, E> {
        Ok(self.0.value(Value::Text(text)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<T::Taken, A::Error> {
        self.0.list(list)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T::Taken, A::Error> {
        self.0.record(map)
    }
}

/// An element of a list. If it is a list itself, its contents are skipped.
struct Element;

impl<'de> Take<'de> for Element {
    type Taken = Result<Box<str>, String>;

    const EXPECTED: &'static str = "any value";

    fn value(self, value: Value<'_>) -> Self::Taken {
        if let Value::Text(text) = value { Ok(text.into()) } else { Err(value.to_string()) }
    }

    fn list<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Taken, A::Error> {
        let mut elements = 0;
        while list.next_element::<IgnoredAny>()?.is_some() {
            elements += 1;
        }
        Ok(Err(format!("a list of {elements}")))
    }
}

/// The words in which a fault names a value.
pub(crate) struct Described(pub(crate) String);

impl<'de> Deserialize<'de> for Described {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Described, D::Error> {
        struct Words;

        impl Take<'_> for Words {
            type Taken = Described;

            const EXPECTED: &'static str = "any value";

            fn value(self, value: Value<'_>) -> Described {
                Described(value.to_string())
            }
        }

        deserializer.deserialize_any(Any(Words))
    }
}
