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
//! | [`LeastDissent`] | answered | 18 | 20 | 24 | the UN's 23 and the officer's "dozens" (24 or more) agree but for a gap, in which the figures down to 18 lie |
//! | [`Prudent`] | answered | 18 | 20 | 24 | as the default: no end is one voice's alone |
//! | [`Envelope`] | answered | 18 | | 23 | from the party's 18, the smallest number named, to the UN's 23, the largest |
//! | [`Acled::war_zone`] | answered | 12 | 12 | 12 | the lowest figure: the officer's "dozens", read as 12 |
//! | [`Acled::exact`] | answered | 18 | 18 | 18 | vague words skipped, the lowest figure: the party's 18 |
//! | [`Gtd`] | answered | 20 | 20 | 20 | two figures of the newest day, 20 and 23, none given by most: the lower |
//! | [`TwoSource`] | provisional | 23 | | 23 | 23 or more by two voices; the ceiling by the UN alone |
//! | [`MinimumVerifiable`] | no answer | | | | nobody counted body by body |
//! | [`Ucdp`] | answered | 18 | 20 | 23 | smallest, lower median and largest figure of the neutral voices |
//!
//! `tests/voices/policies.rs` holds this table to its word.

mod acled;
mod best;
pub(crate) mod dissent;
mod envelope;
mod gtd;
mod least_dissent;
mod minimum_verifiable;
mod panel;
mod prudent;
mod ruling;
mod two_source;
mod ucdp;

pub use acled::Acled;
pub(crate) use best::BestCause;
pub use best::{Best, Settling};
pub use envelope::Envelope;
pub use gtd::{Day, Gtd};
pub use least_dissent::LeastDissent;
pub use minimum_verifiable::MinimumVerifiable;
pub use panel::Panel;
pub(crate) use panel::Speakers;
pub use prudent::Prudent;
pub use ruling::{End, Ruling, Verdict};
pub(crate) use ruling::{Ground, Method};
pub use two_source::TwoSource;
pub use ucdp::Ucdp;

pub use crate::record::interest::Hearing;
use crate::said::lexicon::Lexicon;

/// A rule that turns voices into low, best, high.
///
/// The smallest policy says what it is called and what it rules. It gets everything that the
/// policies of this crate get: the same voices, parts and wholes, derivation and words.
///
/// ```
/// use corroborate::{Panel, Interval, Policy, Ruling};
///
/// /// The range that takes in every voice.
/// struct Widest;
///
/// impl Policy for Widest {
///     fn name(&self) -> &str {
///         "widest"
///     }
///
///     fn rule(&self, panel: &Panel<'_>) -> Ruling {
///         match panel.voices().iter().map(|voice| voice.bounds()).reduce(Interval::hull) {
///             Some(hull) => Ruling::range(panel, hull),
///             None => Ruling::no_answer(panel),
///         }
///     }
/// }
/// ```
pub trait Policy {
    /// What it is called, as in `least-dissent`.
    fn name(&self) -> &str;

    /// Its rule in a few words, as in "the lowest figure among voices".
    #[expect(clippy::unnecessary_literal_bound, reason = "a policy may word its rule from its options")]
    fn rule_in_words(&self) -> &str {
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
    fn rule(&self, panel: &Panel<'_>) -> Ruling;

    /// The best estimate on a range, which may have been narrowed or widened by parts and
    /// wholes since it was ruled. What comes back is brought into the range.
    ///
    /// Unless a policy says otherwise, it is the one the ruling named; where it named none,
    /// the parts', if the policy had no voice to go by.
    fn best(&self, panel: &Panel<'_>, ruling: &Ruling, settling: &Settling) -> Option<Best> {
        let of_parts = settling.of_parts().filter(|_| panel.voices().is_empty());
        ruling.named_best().map(Best::ruled).or(of_parts)
    }
}

/// A policy that is lent rules as it does itself.
impl<P: Policy + ?Sized> Policy for &P {
    fn name(&self) -> &str {
        (**self).name()
    }

    fn rule_in_words(&self) -> &str {
        (**self).rule_in_words()
    }

    fn lexicon(&self) -> Lexicon {
        (**self).lexicon()
    }

    fn hearing(&self) -> Hearing {
        (**self).hearing()
    }

    fn rule(&self, panel: &Panel<'_>) -> Ruling {
        (**self).rule(panel)
    }

    fn best(&self, panel: &Panel<'_>, ruling: &Ruling, settling: &Settling) -> Option<Best> {
        (**self).best(panel, ruling, settling)
    }
}

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
