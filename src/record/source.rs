//! The sources that make claims.

use crate::record::id::{PartyId, SourceId};
use crate::record::vocabulary::words;

/// A source of claims: an observatory, a press office, a hospital, an officer who did not want to
/// be named.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Source {
    pub(crate) id: SourceId,
    pub(crate) name: Box<str>,
    pub(crate) kind: SourceKind,
    pub(crate) party: Option<PartyId>,
    pub(crate) basis: Option<Basis>,
    pub(crate) reliability: Option<Reliability>,
}

impl Source {
    /// A source without a party and without a grade, whose claims are reported, not documented.
    pub fn new(id: SourceId, name: &str, kind: SourceKind) -> Source {
        Source { id, name: name.into(), kind, party: None, basis: None, reliability: None }
    }

    /// The same source, speaking with the voice of this party.
    pub fn with_party(mut self, party: PartyId) -> Source {
        self.party = Some(party);
        self
    }

    /// The same source, with this basis for all its claims that state none.
    pub fn with_basis(mut self, basis: Basis) -> Source {
        self.basis = Some(basis);
        self
    }

    /// The same source, with a reliability grade.
    pub fn with_reliability(mut self, reliability: Reliability) -> Source {
        self.reliability = Some(reliability);
        self
    }

    /// Its id.
    pub fn id(&self) -> &SourceId {
        &self.id
    }

    /// Its name for people.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The kind of source that it is.
    pub fn kind(&self) -> SourceKind {
        self.kind
    }

    /// The party that it speaks for.
    pub fn party(&self) -> Option<&PartyId> {
        self.party.as_ref()
    }

    /// The basis of its claims, if stated.
    pub fn basis(&self) -> Option<Basis> {
        self.basis
    }

    /// Its reliability grade, if it has one.
    pub fn reliability(&self) -> Option<Reliability> {
        self.reliability
    }
}

/// The kind of a source. It is descriptive and affects no estimate.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum SourceKind {
    /// A casualty recorder or observatory.
    Monitor,
    /// A fighting party.
    Belligerent,
    /// A state or local authority.
    Official,
    /// A military coalition.
    Coalition,
    /// The United Nations or a similar organisation.
    Intergovernmental,
    /// For example a hospital or a Red Crescent branch.
    Medical,
    /// A newsroom.
    Media,
    /// A person who was there.
    Witness,
    /// None of these.
    Other,
}

words!(SourceKind {
    Monitor => "monitor",
    Belligerent => "belligerent",
    Official => "official",
    Coalition => "coalition",
    Intergovernmental => "intergovernmental",
    Medical => "medical",
    Media => "media",
    Witness => "witness",
    Other => "other",
});

/// How a count was obtained.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Basis {
    /// It was counted body by body. For an outcome that adds up over time, this gives a floor.
    Documented,
    /// It was reported (the default).
    #[default]
    Reported,
    /// It was estimated.
    Estimated,
}

words!(Basis { Documented => "documented", Reported => "reported", Estimated => "estimated" });

/// The reliability of a source, A to F (NATO STANAG 2511).
///
/// | grade | in the standard | here |
/// |---|---|---|
/// | A, B, C | completely, usually, fairly reliable | counts in full |
/// | D | not usually reliable | no precedence over interested voices, no firm floor, corroborates nothing |
/// | E | unreliable | discounted |
/// | F | cannot be judged | as D |
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reliability {
    /// Completely reliable.
    A,
    /// Usually reliable.
    B,
    /// Fairly reliable.
    C,
    /// Not usually reliable.
    D,
    /// Unreliable.
    E,
    /// Reliability cannot be judged.
    F,
}

words!(Reliability { A => "A", B => "B", C => "C", D => "D", E => "E", F => "F" });

impl Reliability {
    /// Whether it is D or F: the source counts, but without precedence over interested voices.
    pub const fn is_weak(self) -> bool {
        matches!(self, Reliability::D | Reliability::F)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_reads_back() {
        assert!(SourceKind::ALL.iter().all(|&kind| kind.as_str().parse() == Ok(kind)));
        assert!(Basis::ALL.iter().all(|&basis| basis.as_str().parse() == Ok(basis)));
        assert!(Reliability::ALL.iter().all(|&grade| grade.as_str().parse() == Ok(grade)));
        assert_eq!(Basis::default(), Basis::Reported);
    }

    #[test]
    fn the_weak_grades_are_d_and_f() {
        let weak: Vec<_> = Reliability::ALL.iter().filter(|grade| grade.is_weak()).collect();
        assert_eq!(weak, [&Reliability::D, &Reliability::F]);
    }
}
