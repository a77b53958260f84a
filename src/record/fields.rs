//! The getters and the builders of the fields of a record, a line each.

/// Getters inside an `impl`, each named as its field. `id() -> &ClaimId` lends the field, and
/// `party() -> Option<&PartyId>` what it holds, if anything. A field of any other type is copied.
macro_rules! getters {
    ($(#[$doc:meta])* $field:ident() -> &$of:ty; $($more:tt)*) => {
        $(#[$doc])*
        pub fn $field(&self) -> &$of {
            &self.$field
        }
        $crate::record::fields::getters!($($more)*);
    };
    ($(#[$doc:meta])* $field:ident() -> Option<&str>; $($more:tt)*) => {
        $(#[$doc])*
        pub fn $field(&self) -> Option<&str> {
            self.$field.as_deref()
        }
        $crate::record::fields::getters!($($more)*);
    };
    ($(#[$doc:meta])* $field:ident() -> Option<&$of:ty>; $($more:tt)*) => {
        $(#[$doc])*
        pub fn $field(&self) -> Option<&$of> {
            self.$field.as_ref()
        }
        $crate::record::fields::getters!($($more)*);
    };
    ($(#[$doc:meta])* $field:ident() -> $of:ty; $($more:tt)*) => {
        $(#[$doc])*
        pub fn $field(&self) -> $of {
            self.$field
        }
        $crate::record::fields::getters!($($more)*);
    };
    () => {};
}

/// Builders inside an `impl`: `with_since(since: Moment) sets since = Some(since)` returns the same
/// value with that field set.
macro_rules! builders {
    ($($(#[$doc:meta])* $name:ident($($given:ident: $of:ty)?) sets $field:ident = $value:expr;)*) => {$(
        $(#[$doc])*
        pub fn $name(mut self $(, $given: $of)?) -> Self {
            self.$field = $value;
            self
        }
    )*};
}

pub(crate) use {builders, getters};
