//! Rules that turn voices into low, best, high. A rule says what follows from these voices;
//! which voices there are, and how parts and wholes bear on one another, is not its concern.
//!
//! # The same voices under every policy
//!
//! Civilians killed, no perpetrator named, as of the third day. Day 1, the Observatory through
//! a wire, "at least 20"; day 2, a party to the conflict, 18; day 3, the United Nations, 23;
//! day 3, the Observatory through another wire, "at least 20"; day 3, an anonymous officer,
//! "dozens".
//!
//! | policy | status | low | best | high | which rule, on which claim |
//! |---|---|---|---|---|---|
//! | [`LeastDissent`] | answered | 23 | 23 | 24 | the UN's 23 and the officer's "dozens" (24 or more) agree but for a gap |
//! | [`Envelope`] | answered | 18 | | | from the party's 18; the Observatory and the officer give no ceiling |
//! | [`Acled::war_zone`] | answered | 12 | 12 | 12 | the lowest figure: the officer's "dozens", read as 12 |
//! | [`Acled::exact`] | answered | 18 | 18 | 18 | vague words skipped, the lowest figure: the party's 18 |
//! | [`Gtd`] | answered | 20 | 20 | 20 | two figures of the newest day, 20 and 23, none given by most: the lower |
//! | [`TwoSource`] | provisional | 23 | | 23 | 23 or more by two voices; the ceiling by the UN alone |
//! | [`MinimumVerifiable`] | no answer | | | | nobody counted body by body |
//! | [`Ucdp`] | answered | 18 | 20 | 23 | smallest, lower median and largest figure of the neutral voices |
//!
//! `tests/published_policies.rs` holds this table to its word.

mod acled;
mod bench;
mod best;
mod envelope;
mod gtd;
mod least_dissent;
mod minimum_verifiable;
mod prudent;
mod ruling;
mod two_source;
mod ucdp;

pub use acled::Acled;
pub use bench::Bench;
pub(crate) use bench::Speakers;
pub(crate) use best::BestCause;
pub use best::{Best, Settling};
pub use envelope::Envelope;
pub use gtd::{Day, Gtd};
pub use least_dissent::LeastDissent;
pub use minimum_verifiable::MinimumVerifiable;
pub use prudent::Prudent;
pub use ruling::{End, Ruling, Verdict};
pub(crate) use ruling::{Ground, Way};
pub use two_source::TwoSource;
pub use ucdp::Ucdp;

use crate::lexicon::Lexicon;

/// A rule that turns voices into low, best, high.
///
/// The smallest policy says what it is called and what it rules. It gets everything that the
/// policies of this crate get: the same voices, parts and wholes, derivation and words.
///
/// ```
/// use corroborate::{Bench, Interval, Policy, Ruling};
///
/// /// The range that takes in every voice.
/// struct Widest;
///
/// impl Policy for Widest {
///     fn name(&self) -> &str {
///         "widest"
///     }
///
///     fn rule(&self, bench: &Bench<'_>) -> Ruling {
///         match bench.voices().iter().map(|voice| voice.bounds()).reduce(Interval::hull) {
///             Some(hull) => Ruling::range(bench, hull),
///             None => Ruling::no_answer(bench),
///         }
///     }
/// }
/// ```
pub trait Policy {
    /// What it is called, as in `least-dissent`.
    fn name(&self) -> &str;

    /// Its rule in a few words, as in "the lowest figure among voices".
    #[expect(clippy::unnecessary_literal_bound, reason = "a policy may word its rule from its options")]
    fn motto(&self) -> &str {
        ""
    }

    /// How it reads words.
    fn lexicon(&self) -> Lexicon {
        Lexicon::logical()
    }

    /// Whether it holds a statement against its speaker's interest.
    fn hearing(&self) -> Hearing {
        Hearing::AgainstInterest
    }

    /// The range that these voices give, and which of them it leaves contradicted.
    fn rule(&self, bench: &Bench<'_>) -> Ruling;

    /// The best estimate on a range, which may have been narrowed or widened by parts and
    /// wholes since it was ruled. What comes back is brought into the range.
    ///
    /// Unless a policy says otherwise, it is the one the ruling named; where it named none,
    /// the parts', if the policy had no voice to go by.
    fn best(&self, bench: &Bench<'_>, ruling: &Ruling, settling: &Settling) -> Option<Best> {
        let of_parts = settling.of_parts().filter(|_| bench.voices().is_empty());
        ruling.named_best().map(Best::ruled).or(of_parts)
    }
}

/// A policy that is lent rules as it does itself.
impl<P: Policy + ?Sized> Policy for &P {
    fn name(&self) -> &str {
        (**self).name()
    }

    fn motto(&self) -> &str {
        (**self).motto()
    }

    fn lexicon(&self) -> Lexicon {
        (**self).lexicon()
    }

    fn hearing(&self) -> Hearing {
        (**self).hearing()
    }

    fn rule(&self, bench: &Bench<'_>) -> Ruling {
        (**self).rule(bench)
    }

    fn best(&self, bench: &Bench<'_>, ruling: &Ruling, settling: &Settling) -> Option<Best> {
        (**self).best(bench, ruling, settling)
    }
}

/// Whether a statement is held against its speaker's interest.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Hearing {
    /// What one would rather make small is a floor, what one would rather make large a
    /// ceiling.
    #[default]
    AgainstInterest,
    /// Everyone is taken at their word: floor and ceiling.
    AtFaceValue,
}

crate::word::words!(Hearing { AgainstInterest => "against-interest", AtFaceValue => "at-face-value" });

/// The names of all policies of this crate, as [`named`] takes them.
pub const NAMES: [&str; 10] = [
    "least-dissent",
    "face-value",
    "prudent",
    "envelope",
    "acled",
    "acled-exact",
    "gtd",
    "two-source",
    "minimum-verifiable",
    "ucdp",
];

/// The policy of that name, with its default options.
pub fn named(name: &str) -> Option<Box<dyn Policy>> {
    Some(match name {
        "least-dissent" => Box::new(LeastDissent::new()),
        "face-value" => Box::new(LeastDissent::at_face_value()),
        "prudent" => Box::new(Prudent::new()),
        "envelope" => Box::new(Envelope::new()),
        "acled" => Box::new(Acled::war_zone()),
        "acled-exact" => Box::new(Acled::exact()),
        "gtd" => Box::new(Gtd::new()),
        "two-source" => Box::new(TwoSource::new()),
        "minimum-verifiable" => Box::new(MinimumVerifiable::new()),
        "ucdp" => Box::new(Ucdp::new()),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_names_the_policy_of_that_name() {
        for name in NAMES {
            assert_eq!(named(name).map(|policy| policy.name().to_owned()), Some(name.to_owned()));
        }
        assert!(named("median").is_none());
    }
}
