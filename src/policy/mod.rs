//! Policies: rules that turn voices into low, best and high. A rule says what follows from the
//! given voices. It does not decide which voices there are, or how parts and wholes affect each
//! other.
//!
//! # The same voices under every policy
//!
//! The example is civilians killed, with no perpetrator named, as of the third day. Day 1: the
//! Observatory says "at least 20" through a wire. Day 2: a party to the conflict says 18. Day 3:
//! the United Nations say 23; the Observatory says "at least 20" through another wire; an anonymous
//! officer says "dozens".
//!
//! | policy | status | low | best | high | which rule, on which claim |
//! |---|---|---|---|---|---|
//! | [`LeastDissent`] | answered | 18 | 20 | 24 | the UN's 23 and the officer's "dozens" (24 or more) agree except for a gap; the range includes the supporters' figures, down to 18 |
//! | [`Prudent`] | answered | 18 | 20 | 24 | as the default: no end rests on one voice alone |
//! | [`Envelope`] | answered | 18 | | 23 | from the party's 18, the smallest number named, to the UN's 23, the largest |
//! | [`Acled::war_zone`] | answered | 12 | 12 | 12 | the lowest figure: the officer's "dozens", read as 12 |
//! | [`Acled::exact`] | answered | 18 | 18 | 18 | vague words skipped, the lowest figure: the party's 18 |
//! | [`Gtd`] | answered | 20 | 20 | 20 | two figures of the newest day, 20 and 23, without a majority: the lower |
//! | [`TwoSource`] | provisional | 23 | | 23 | 23 or more by two voices; the ceiling by the UN alone |
//! | [`MinimumVerifiable`] | no answer | | | | nobody counted body by body |
//! | [`Ucdp`] | answered | 18 | 20 | 23 | smallest, lower median and largest figure of the neutral voices |
//!
//! `tests/voices/policies.rs` checks this table.

mod acled;
mod best;
mod envelope;
mod gtd;
mod least_dissent;
mod minimum_verifiable;
mod panel;
mod prudent;
mod ruling;
pub(crate) mod sweep;
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
pub use ruling::{End, Ruling, RulingFault, Verdict};
pub(crate) use ruling::{Ground, Method};
pub use two_source::TwoSource;
pub use ucdp::Ucdp;

pub use crate::record::interest::Hearing;
use crate::said::lexicon::Lexicon;

/// A rule that turns voices into low, best and high.
///
/// A policy is a small, pure value: the same voices give the same ruling. It can be passed as `p`,
/// `&p` or `Box<dyn Policy>`.
///
/// The smallest policy has a name and a rule. It gets everything that the policies of this crate
/// get: the same voices, parts and wholes, derivation and words.
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
pub trait Policy: Send + Sync {
    /// Its name, such as `least-dissent`. Choose one that is not in [`NAMES`].
    fn name(&self) -> &str;

    /// Its rule in a few words, such as "the lowest figure among voices". By default it is empty, and the
    /// words of a derivation then say "its own rule".
    #[expect(clippy::unnecessary_literal_bound, reason = "a policy may word its rule from its options")]
    fn rule_in_words(&self) -> &str {
        ""
    }

    /// The lexicon with which it reads words.
    fn lexicon(&self) -> Lexicon {
        Lexicon::logical()
    }

    /// Whether it holds statements against their speakers' interest.
    fn hearing(&self) -> Hearing {
        Hearing::AgainstInterest
    }

    /// The range that follows from these voices, and which of them it contradicts.
    fn rule(&self, panel: &Panel<'_>) -> Ruling;

    /// The best estimate on a range. Since the ruling, parts and wholes may have narrowed or
    /// widened that range. The result is moved into the range.
    ///
    /// By default, this is the best that the ruling named. If it named none, and there was no
    /// voice, it is the parts' best.
    fn best(&self, panel: &Panel<'_>, ruling: &Ruling, settling: &Settling) -> Option<Best> {
        let of_parts = settling.of_parts().filter(|_| panel.voices().is_empty());
        ruling.named_best().map(Best::ruled).or(of_parts)
    }
}

/// Implements `Policy` for pointers to a policy, so that `reconcile` takes `p`, `&p` or a box.
macro_rules! pointers {
    ($($pointer:ty)*) => {$(
impl<P: Policy + ?Sized> Policy for $pointer {
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
    )*};
}

pointers!(&P Box<P>);

/// The names of all policies of this crate, for [`named`].
pub const NAMES: [&str; 10] = [
    "least-dissent", "face-value", "prudent", "envelope", "acled", "acled-exact", "gtd", "two-source",
    "minimum-verifiable", "ucdp",
];

/// The policy with this name and its default options; `None` if the name is not one of [`NAMES`].
///
/// ```
/// use corroborate::{Dossier, Draft, Question, policy};
///
/// let policy = policy::named("prudent").ok_or("no such policy")?;
/// let dossier = Draft::new().check()?;
/// let answer = dossier.reconcile(&Question::new(), policy);
/// assert_eq!(answer.policy(), "prudent");
/// assert!(policy::named("median").is_none());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
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
